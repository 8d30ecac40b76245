"""A table that goes on on the next page: its rows in one grid, also the row that the page cut."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from gi_desktop.importing.grids import Grid, SourceCell
from gi_desktop.importing.labels import BEGINS
from gi_desktop.importing.pdf_tables import PageTable
from gi_desktop.report.characters import compact

_SAME = 3.0
"""Points by which the columns of a table may lie elsewhere on its next page."""
BY_PAGE = "原文的数字被换页断成两截，按格子的宽度接上"
_NUMBER = re.compile(r"[0-9.,]+")
"""How the label of a row begins that is not the rest of another."""


@dataclass(frozen=True)
class Whole:
    """A table as far as it was seen, perhaps over several pages."""

    grid: Grid
    edges: tuple[float, ...]
    """Where its columns begin and end, from its left side."""
    full: frozenset[int]
    """Columns in which the number of the last row may go on: it fills its cell."""

    @classmethod
    def of(cls, table: PageTable) -> Self:
        """Return what one page shows of it."""
        edges = tuple(edge - table.columns[0] for edge in table.columns)
        last = table.grid.rows - 1
        return cls(table.grid, edges, frozenset(c for row, c in table.full if row == last))

    def with_next(self, part: "Whole") -> "Whole | None":
        """Return the rows of both; None where the columns are others.

        A row that the page cut is put together only where nothing else can be meant.
        """
        if len(self.edges) < len(part.edges):
            edges = part.edges
            upper = self.among(edges)
            lower: Whole | None = part
        else:
            edges = self.edges
            upper = self
            lower = part.among(edges)
        if upper is None or lower is None:
            return None
        return Whole(_joined(upper, lower), edges, lower.full)

    def among(self, edges: Sequence[float]) -> "Whole | None":
        """Return the same with its columns among those of another part."""
        places = []
        for edge in self.edges:
            near = min(range(len(edges)), key=lambda place: abs(edges[place] - edge))
            if abs(edges[near] - edge) > _SAME:
                return None
            places.append(near)
        if places[0] != 0 or places[-1] != len(edges) - 1 or len(set(places)) < len(places):
            return None
        cells = tuple(
            replace(
                cell,
                column=places[cell.column],
                column_span=places[cell.column + cell.column_span] - places[cell.column],
            )
            for cell in self.grid.cells
        )
        grid = Grid(self.grid.rows, len(edges) - 1, cells)
        return Whole(grid, tuple(edges), frozenset(places[column] for column in self.full))


def _joined(above: Whole, below: Whole) -> Grid:
    upper, lower = above.grid, below.grid
    first = _header_rows(upper, lower)
    cut = _rest_of(upper, lower, first, above.full)
    moved = []
    for cell in lower.cells:
        if cell.row == first and cell.column in cut:
            continue
        moved.append(replace(cell, row=cell.row + upper.rows))
    # A whole row of rests may be a row of its own, its label lost: the sums decide.
    numbers = [c for c in upper.by_row[-1] if _NUMBER.fullmatch(c.text)] if cut else []
    between = "" if any(not cut[c.column] for c in numbers) else "\n"
    kept = [_with_rest(cell, upper, cut, between) for cell in upper.cells]
    return Grid(upper.rows + lower.rows, max(upper.columns, lower.columns), (*kept, *moved))


def _header_rows(upper: Grid, lower: Grid) -> int:
    """How many rows at the top of both are the same: the header is repeated."""
    count = 0
    for one, other in zip(upper.by_row, lower.by_row, strict=False):
        texts = [compact(cell.text) for cell in one]
        if texts != [compact(cell.text) for cell in other] or not any(texts):
            break
        if any(_NUMBER.fullmatch(text) for text in texts):
            break
        count += 1
    return count


def _rest_of(upper: Grid, lower: Grid, first: int, full: frozenset[int]) -> Mapping[int, str]:
    """Column → what of the last row stands on the next page; nothing where it is not cut."""
    if first >= lower.rows or not upper.rows:
        return {}
    above = {c.column: c for c in upper.by_row[-1]}
    numbers = {column for column, c in above.items() if _NUMBER.fullmatch(compact(c.text))}
    rest = {c.column: compact(c.text) for c in lower.by_row[first] if c.row_span == 1}
    if not numbers or not numbers <= rest.keys():
        return {}
    said = {column for column, text in rest.items() if text}
    labels = [rest[column] for column in sorted(said - numbers)]
    goes_on = {column for column in numbers if rest[column]}
    if any(not above.get(column) or not above[column].text for column in said):
        return {}
    if not goes_on <= full or any(map(BEGINS.match, labels)):
        return {}
    if not all(_NUMBER.fullmatch(rest[column]) for column in goes_on):
        return {}
    return rest


def _with_rest(
    cell: SourceCell, grid: Grid, cut: Mapping[int, str], between_numbers: str
) -> SourceCell:
    is_last = cell.row + cell.row_span == grid.rows
    if not is_last or not cut.get(cell.column):
        return cell
    between = between_numbers if _NUMBER.fullmatch(cell.text) else "\n"
    how = BY_PAGE if _NUMBER.fullmatch(cell.text) else cell.how
    return replace(cell, text=f"{cell.text}{between}{cut[cell.column]}", how=how)
