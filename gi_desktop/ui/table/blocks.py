"""Blocks of cells that can be selected together. Knows nothing of windows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gi_desktop.form import Table


@dataclass(frozen=True)
class Block:
    """A rectangle of the grid; rows and columns count from 0, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int
    cells: tuple[str, ...]
    """The cells to be filled in that lie in it, row by row; labels are passed over."""

    @cached_property
    def members(self) -> frozenset[str]:
        """The same cells, for looking one up at every paint."""
        return frozenset(self.cells)


class Blocks:
    """The blocks of one table."""

    def __init__(self, table: Table) -> None:
        self._places = table.by_address

    def around(self, cells: Iterable[str]) -> Block:
        """Return the least block with all these cells; a merged cell is in it as a whole.

        ValueError where there are none, KeyError where the table has no such cell.
        """
        inside = {cell: self._places[cell] for cell in cells}
        while True:
            places = inside.values()
            top, left = min(p.row for p in places), min(p.column for p in places)
            bottom = max(p.row + p.row_span - 1 for p in places)
            right = max(p.column + p.column_span - 1 for p in places)
            touched = {
                cell: p
                for cell, p in self._places.items()
                if p.row <= bottom
                and p.row + p.row_span > top
                and p.column <= right
                and p.column + p.column_span > left
            }
            if touched.keys() == inside.keys():
                order = sorted(inside, key=lambda cell: (inside[cell].row, inside[cell].column))
                return Block(top, left, bottom, right, tuple(order))
            inside = touched

    def whole(self) -> Block:
        """Return the block of all cells."""
        return self.around(self._places)
