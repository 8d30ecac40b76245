"""Tables of a source as grids: where each cell stands, how far it reaches, what it says.

A reader that knows where cells stand gives grids (``Content.grids``) and, for each row of a
grid, the line that shows it (``grid_lines``): headings, titles and whatever the grid cannot
prove are read from the lines.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gi_desktop.importing.lines import Line
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.report.characters import compact, tighten

MOST_ROWS = 3000
"""Rows of one table; the form has 43."""
MOST_COLUMNS = 256
MOST_PLACES = 150_000
"""Places that the cells of one grid may cover. The form has 400."""
TOO_LARGE = "里面的表格太大，不像年度报告的表格。请确认选对了文件。"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell; ``text`` is clean and keeps the line breaks that the source has in it."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    how: str = ""
    """What the reader mended in its text, in Chinese; "" where nothing."""

    @property
    def columns(self) -> range:
        """The columns it covers."""
        return range(self.column, self.column + self.column_span)


def said_until(cells: Sequence[SourceCell]) -> int:
    """Return how many cells there are up to the last that says something."""
    return max((at + 1 for at, cell in enumerate(cells) if cell.text), default=0)


@dataclass(frozen=True)
class Grid:
    """One table. Places that no cell covers are missing in the source, not empty."""

    rows: int
    columns: int
    cells: tuple[SourceCell, ...]
    """From top to bottom and left to right, empty cells included; none overlap."""

    @cached_property
    def by_row(self) -> tuple[tuple[SourceCell, ...], ...]:
        """Row → the cells that cover it from left to right, also those that began above."""
        found: list[list[SourceCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                found[row].append(cell)
        return tuple(tuple(sorted(cells, key=lambda cell: cell.column)) for cells in found)

    def is_full(self, row: int) -> bool:
        """Whether cells cover the whole row: only then its geometry can be trusted."""
        return sum(cell.column_span for cell in self.by_row[row]) == self.columns


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as HTML declares it: its place follows from the ones before it."""

    text: str
    rows: int = 1
    columns: int = 1


def lay_out(lines: Sequence[Sequence[Span]]) -> Grid:
    """Return the cells, placed as HTML places them. ImportFailedError where they are too many.

    A span reaches no further than the table: one of a billion rows covers those there are.
    """
    if len(lines) > MOST_ROWS:
        raise ImportFailedError(TOO_LARGE)
    taken: set[tuple[int, int]] = set()
    cells: list[SourceCell] = []
    for row, line in enumerate(lines):
        column = 0
        for span in line:
            while (row, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                raise ImportFailedError(TOO_LARGE)
            columns = _free(taken, row, column, min(span.columns, MOST_COLUMNS - column))
            rows = max(1, min(span.rows, len(lines) - row))
            if len(taken) + rows * columns > MOST_PLACES:
                raise ImportFailedError(TOO_LARGE)
            taken.update(
                (row + down, column + right) for down in range(rows) for right in range(columns)
            )
            cells.append(SourceCell(row, column, rows, columns, span.text))
            column += columns
    return make_grid(cells)


def _free(taken: set[tuple[int, int]], row: int, column: int, wanted: int) -> int:
    """Return how many of the wanted columns are free from this place on, at least 1."""
    count = 1
    while count < wanted and (row, column + count) not in taken:
        count += 1
    return count


def make_grid(cells: Iterable[SourceCell]) -> Grid:
    """Return a grid of cells whose places are known, without columns that no cell begins in."""
    placed = sorted(cells, key=lambda cell: (cell.row, cell.column))
    starts = sorted({cell.column for cell in placed})
    narrow = []
    for cell in placed:
        first = bisect_left(starts, cell.column)
        last = max(first + 1, bisect_left(starts, cell.column + cell.column_span))
        narrow.append(replace(cell, column=first, column_span=last - first))
    rows = max((cell.row + cell.row_span for cell in narrow), default=0)
    return Grid(rows, len(starts), tuple(narrow))


def grid_lines(grid: Grid, number: int, page: int = 0) -> Iterator[Line]:
    """Yield a line for each row that says something; ``number`` is the grid's in the content.

    A row of one cell alone is a line like any other: it may be a heading, or a title.
    """
    begun: dict[int, list[SourceCell]] = {}
    for cell in grid.cells:
        begun.setdefault(cell.row, []).append(cell)
    for row, cells in begun.items():
        texts = tuple(compact(cell.text) for cell in cells)
        said = [text for text in texts if text]
        if not said:
            continue
        if len(cells) == 1 == len(grid.by_row[row]) and not said[0].isdecimal():
            for part in cells[0].text.split("\n"):
                if text := tighten(part):
                    yield Line(text, whole=True, page=page, grid_row=(number, row))
            continue
        yield Line(" ".join(said), cells=texts, whole=True, page=page, grid_row=(number, row))
