"""Columns of a page that stand in another order than on the form.

Programs that group what is near each other take some columns of a page together with their
headings, and print these before the others. The sums across rows say which column is whose,
where the rows of the other pages are known.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from gi_desktop.importing.orders import Piece, Row
from gi_desktop.importing.relations import Sums, add_up
from gi_desktop.importing.trying import Steps

_MOST_STEPS = 20_000
Values = Mapping[str, int]


class LooseColumns:
    """The orders of a piece's columns that the sums admit."""

    def __init__(self, rows: Sequence[Sequence[str]], equations: Sums[str]) -> None:
        """``rows`` are the cells of the piece, row by row."""
        self.columns = list(zip(*rows, strict=True))
        self.steps = Steps(_MOST_STEPS)
        self.own: list[Sums[str]] = []
        """For each column the sums of its cells with those of other rows."""
        for column in self.columns:
            cells = set(column)
            others = {cell for other in self.columns for cell in other} - cells
            self.own.append(
                [
                    sides
                    for sides in equations
                    if any(cells.intersection(side) for side in sides)
                    and not any(others.intersection(side) for side in sides)
                ]
            )

    def orders(
        self, piece: Piece, known: Values, holds: Callable[[Sequence[Row]], bool]
    ) -> Iterator[dict[str, int]]:
        """Yield the values of the piece's cells, each way once; TooManyError where too many.

        ``known`` are the values of the other rows, ``holds`` says whether the rows' own sums do.
        """
        printed = list(zip(*piece.rows, strict=True))
        for way in self._ways(printed, known, ()):
            if holds(list(zip(*way, strict=True))):
                yield {
                    cell: number
                    for cells, numbers in zip(self.columns, way, strict=True)
                    for cell, number in zip(cells, numbers, strict=True)
                }

    def _ways(
        self, left: Sequence[Row], known: Values, way: tuple[Row, ...]
    ) -> Iterator[tuple[Row, ...]]:
        if not left:
            yield way
        for numbers in sorted(set(left)):
            self.steps.take()
            if self._fits(len(way), numbers, known):
                at = left.index(numbers)
                yield from self._ways([*left[:at], *left[at + 1 :]], known, (*way, numbers))

    def _fits(self, column: int, numbers: Row, known: Values) -> bool:
        """Whether all sums of a column with other rows are true, were these its numbers."""
        values = {**known, **dict(zip(self.columns[column], numbers, strict=True))}
        return bool(self.own[column]) and add_up(self.own[column], values)
