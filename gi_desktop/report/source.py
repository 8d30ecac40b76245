"""What an import saw: kept with the draft, for review and for recognising outdated forms."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import Field

from gi_desktop.report.model import Frozen

FILL_IN = "请对照原文填写"
"""What a note of the import asks for where cells were left empty."""


class MarkKind(StrEnum):
    """How sure the reading of a cell is."""

    READ = "read"
    REPAIRED = "repaired"
    NOT_FOUND = "not_found"


class Mark(Frozen):
    """How one cell was read; ``how`` says in Chinese what was repaired or what is missing."""

    kind: MarkKind
    how: str = ""
    row: int | None = None
    """Which of the rows of its table (``SourceTable.rows``) it was read from, where that is told."""

    @property
    def is_doubtful(self) -> bool:
        """Whether someone should look at the cell; also where it was read and is no number."""
        return self.kind is not MarkKind.READ or bool(self.how)


class SourceTable(Frozen):
    """One table as the source shows it."""

    table: str
    labels: tuple[str, ...] = ()
    """Labels of captions, headers and rows, as printed."""
    data_rows: int | None = None
    """Rows of numbers; None where the source does not tell."""
    rows: tuple[tuple[str, ...], ...] = ()
    """An excerpt of the table as the source shows it: the texts of its cells row by row, one text
    where the source shows no borders. Bounded, so that a draft stays small."""


class Source(Frozen):
    """What the source showed. Cells without a mark were not looked for."""

    kind: str
    """What it was read from: text, json …"""
    tables: tuple[SourceTable, ...] = ()
    printed_totals: Mapping[str, int] = Field(default_factory=dict)
    marks: Mapping[str, Mark] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """Sentences for the user: what was repaired, what was not found."""
    looked_at: tuple[str, ...] = ()
    """Cells and texts that the user has compared with the source, in the order he did."""

    def table(self, table: str) -> SourceTable | None:
        """Return what the source showed of that table; None where nothing was kept."""
        return next((one for one in self.tables if one.table == table), None)

    def with_looked_at(self, *places: str) -> "Source":
        """Return the source with these cells or texts taken for compared, none twice."""
        return self.replace(looked_at=tuple(dict.fromkeys((*self.looked_at, *places))))


def open_cells(source: Source | None, order: Iterable[str]) -> list[str]:
    """Return the doubtful cells nobody has looked at yet: not found, repaired, then no numbers.

    ``order`` names all cells in the order of the form.
    """
    if source is None:
        return []
    looked_at = frozenset(source.looked_at)
    left = [cell for cell in order if cell not in looked_at]
    return [
        cell
        for kind in (MarkKind.NOT_FOUND, MarkKind.REPAIRED, MarkKind.READ)
        for cell in left
        if (mark := source.marks.get(cell)) is not None and mark.kind is kind and mark.is_doubtful
    ]
