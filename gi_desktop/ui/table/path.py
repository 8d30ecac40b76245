"""Where the keys lead from one cell of a table to the next. Knows nothing of windows."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from gi_desktop.form import Table
from gi_desktop.form.model import split_address

Accepts = Callable[[str], bool]
"""Whether the cell of that address is stopped at."""
Towards = Callable[[str], str | None]
"""The next cell in one direction."""


class Path:
    """The ways through the cells of one table, by address; None where a way ends."""

    def __init__(self, table: Table) -> None:
        self._places = table.by_address
        self._across = tuple(
            sorted(self._places, key=lambda cell: (self._places[cell].row, self._column(cell)))
        )
        self._down = tuple(self._column_wise())

    @property
    def first(self) -> str:
        """The first cell of the table."""
        return self._across[0]

    @property
    def last(self) -> str:
        """The last cell of the table."""
        return self._across[-1]

    def down(self, cell: str, step: int, accepts: Accepts, *, again: bool = False) -> str | None:
        """The next accepted cell of the column, then of the next column; step -1 goes back.

        ``again`` begins anew where the way ends.
        """
        return _next(self._down, cell, step, accepts, again=again)

    def across(self, cell: str, step: int, accepts: Accepts, *, again: bool = False) -> str | None:
        """The next accepted cell of the row, then of the next row; step -1 goes back.

        ``again`` begins anew where the way ends.
        """
        return _next(self._across, cell, step, accepts, again=again)

    def above(self, cell: str, lines: int = 1) -> str | None:
        """The cell so many lines above, or the topmost there is."""
        return self._vertical(cell, -1, lines)

    def below(self, cell: str, lines: int = 1) -> str | None:
        """The cell so many lines below, or the lowest there is."""
        return self._vertical(cell, 1, lines)

    def left(self, cell: str) -> str | None:
        """The nearest cell to the left in the same row."""
        row = self.row(cell)
        here = row.index(cell)
        return row[here - 1] if here else None

    def right(self, cell: str) -> str | None:
        """The nearest cell to the right in the same row."""
        row = self.row(cell)
        here = row.index(cell)
        return row[here + 1] if here + 1 < len(row) else None

    def jump(self, cell: str, towards: Towards, is_filled: Accepts) -> str:
        """Return where Ctrl with an arrow leads, as in a spreadsheet.

        That is the last of the filled cells side by side, from there the next filled one, and
        where there is none the last cell of all.
        """
        way: list[str] = []
        here = cell
        while (onward := towards(here)) is not None and onward not in (here, *way):
            way.append(here := onward)
        if not way:
            return cell
        if not is_filled(cell) or not is_filled(way[0]):
            return next((other for other in way if is_filled(other)), way[-1])
        for before, other in pairwise(way):
            if not is_filled(other):
                return before
        return way[-1]

    def row(self, cell: str) -> tuple[str, ...]:
        """The cells of the row that the cell stands in, from left to right."""
        row = self._places[cell].row
        return tuple(other for other in self._across if self._places[other].row == row)

    def _column_wise(self) -> Iterator[str]:
        """Yield the addresses column by column.

        A column is what one heading heads: the cells of one declared column that stand below
        each other. Where a table has blocks one below the other, a block is finished first.
        """
        columns: dict[tuple[str, int], list[str]] = {}
        for cell in self._across:
            columns.setdefault((split_address(cell)[2], self._column(cell)), []).append(cell)
        for cells in sorted(columns.values(), key=lambda found: self._across.index(found[0])):
            yield from cells

    def _column(self, cell: str) -> int:
        return self._places[cell].column

    def _vertical(self, cell: str, direction: int, lines: int) -> str | None:
        """Return the cell in that direction that stands least to the side of ``cell``."""
        here = self._places[cell]

        def aside(other: str) -> int:
            place = self._places[other]
            right = place.column - (here.column + here.column_span - 1)
            left = here.column - (place.column + place.column_span - 1)
            return max(right, left, 0)

        onward = [
            other for other in self._across if (self._places[other].row - here.row) * direction > 0
        ]
        if not onward:
            return None
        least = min(map(aside, onward))
        by_row: dict[int, str] = {}
        for other in onward:
            if aside(other) == least:
                by_row.setdefault(self._places[other].row, other)
        rows = sorted(by_row, key=lambda row: row * direction)
        return by_row[rows[min(lines, len(rows)) - 1]]


def _next(
    order: tuple[str, ...], cell: str, step: int, accepts: Accepts, *, again: bool
) -> str | None:
    here = order.index(cell)
    before, after = order[:here], order[here + 1 :]
    rest = (*after, *(before if again else ())) if step > 0 else before[::-1]
    if step < 0 and again:
        rest = (*rest, *after[::-1])
    return next((other for other in rest if accepts(other)), None)
