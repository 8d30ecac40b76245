"""Official prose: paragraphs of runs with a heading level, and what they read as."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from gi_desktop.report.values import Value, format_value

BODY: Literal[0] = 0
LEVELS = (0, 1, 2, 3, 4)
"""0 is body; 1 to 4 are headings 一、（一）1.（1）."""


class ReferenceFormat(StrEnum):
    """How a reference to a cell is written out."""

    PLAIN = "plain"
    """The number as the table shows it."""


class TextRun(BaseModel):
    """Characters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str


class CellRun(BaseModel):
    """A reference to a cell: reads as the cell's number and follows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cell: str
    format: ReferenceFormat = ReferenceFormat.PLAIN


Run = Annotated[TextRun | CellRun, Field(union_mode="left_to_right")]
Level = Literal[0, 1, 2, 3, 4]
Lookup = Callable[[str], Value]
"""Address → value, totals included."""

BLANK = "〔未填〕"
"""What a reference to an empty cell reads as, so that nobody overlooks it."""


class Paragraph(BaseModel):
    """One paragraph; ``level`` 0 for body, 1 to 4 for headings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    runs: tuple[Run, ...] = ()
    level: Level = BODY

    @classmethod
    def of(cls, text: str, level: Level = BODY) -> "Paragraph":
        """Return a paragraph of one run of text, of none where ``text`` is empty."""
        return cls(runs=(TextRun(text=text),) if text else (), level=level)

    @property
    def is_plain(self) -> bool:
        """Whether it holds no reference to a cell and at most one run."""
        return len(self.runs) <= 1 and all(isinstance(run, TextRun) for run in self.runs)

    def resolve(self, lookup: Lookup) -> str:
        """Return the text with every reference written out."""
        return "".join(text for text, _ in self.spans(lookup))

    def spans(self, lookup: Lookup) -> list[tuple[str, str]]:
        """Return each run's resolved text with the address it refers to, "" for plain text."""
        return [
            (run.text, "")
            if isinstance(run, TextRun)
            else (format_value(lookup(run.cell)) or BLANK, run.cell)
            for run in self.runs
        ]


Text = tuple[Paragraph, ...]


def paragraphs(text: str) -> Text:
    """Return one body paragraph per non-blank line of ``text``."""
    return tuple(Paragraph.of(line.strip()) for line in text.splitlines() if line.strip())


def plain_text(text: Iterable[Paragraph], lookup: Lookup) -> str:
    """Return the resolved paragraphs, one per line."""
    return "\n".join(paragraph.resolve(lookup) for paragraph in text)
