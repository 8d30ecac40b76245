"""The neutral shape of every source: lines, in reading order, and the grids of its tables.

Each reader turns its source into these, and one matcher reads them, wherever they came from.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gi_desktop.importing.grids import Grid


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, cleaned and without outer blanks; never empty of content.

    ``cells`` holds the texts of a table row where the source shows the cells' borders, ""
    for an empty cell. ``whole`` marks a paragraph that the source itself delimits: it is
    neither joined to others nor are its inner blanks touched.
    """

    text: str
    indent: int = 0
    """Blank columns before the text; a Chinese character is two columns wide."""
    gap: int = 0
    """Empty lines before it on the same page."""
    page: int = 0
    """From 0; all 0 where the source does not tell pages apart."""
    cells: tuple[str, ...] | None = None
    whole: bool = False
    level: int | None = None
    """Heading level where the source tells it, 0 for body."""
    centred: bool = False
    """The source sets it in the middle, as titles are set."""
    grid_row: tuple[int, int] | None = None
    """Which of the content's grids, and which row of it, the line shows."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader returns."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = field(default=())
    """Sentences for the user about the reading itself."""
    grids: tuple["Grid", ...] = ()
    """The tables whose cells' places the source tells; ``Line.grid_row`` refers to them."""
    name: str = ""
    """What the source calls itself, where its text does not begin with a title."""


MOST_LINES = 10_000
"""Lines of a source that is still read; a long report has two thousand."""
MOST_CHARACTERS = 4_000_000
"""Characters of it; a long report has fifty thousand."""
TOO_LONG = "文件太长，不像一份年度报告。请确认选对了文件。"


def joined(lines: Iterable[Line]) -> str:
    """Return the texts of the lines without anything between them."""
    return "".join(line.text for line in lines)
