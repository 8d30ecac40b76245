"""What the sums of the form say about a doubtful reading: true, false, or nothing.

They confirm or refuse a placement of numbers that were read. They never make a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from gi_desktop.form import Edition
from gi_desktop.report.values import Value, number

Values = Mapping[str, Value]
Key = TypeVar("Key")
Sums = Sequence[tuple[Sequence[Key], Sequence[Key]]]
"""Pairs of sides that have the same sum, by what numbers are looked up with: cell or place."""
Key_contra = TypeVar("Key_contra", contravariant=True)


class _Numbers(Protocol[Key_contra]):
    def __getitem__(self, key: Key_contra, /) -> int: ...


def add_up(sums: Sums[Key], numbers: _Numbers[Key]) -> bool:
    """Whether all sums are true; every number of theirs must be there."""
    return all(
        sum(numbers[key] for key in plus) == sum(numbers[key] for key in minus)
        for plus, minus in sums
    )


@dataclass(frozen=True)
class Equation:
    """The cells of ``plus`` and of ``minus`` have the same sum."""

    plus: tuple[str, ...]
    minus: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All its cells."""
        return self.plus + self.minus

    def holds(self, values: Values) -> bool | None:
        """Return whether it holds; None where a cell is unknown and could still mend it."""
        known = Decimal(0)
        unknown: list[bool] = []
        for cells, is_plus in ((self.plus, True), (self.minus, False)):
            for cell in cells:
                found = number(values.get(cell))
                if found is None:
                    unknown.append(is_plus)
                else:
                    known += found if is_plus else -found
        if not unknown:
            return known == 0
        # No cell is below 0: a rest that no unknown cell can make up refutes the equation.
        if (known > 0 and all(unknown)) or (known < 0 and not any(unknown)):
            return False
        return None


class Relations:
    """Every sum and balance of an edition, by cell."""

    def __init__(self, form: Edition) -> None:
        equations = [Equation((total.cell,), total.addends) for total in form.totals]
        equations += [
            Equation(
                tuple(term.cell for term in balance.left),
                tuple(term.cell for term in balance.right),
            )
            for balance in form.balances
        ]
        self._by_cell: dict[str, list[Equation]] = {}
        for equation in equations:
            for cell in equation.cells:
                self._by_cell.setdefault(cell, []).append(equation)

    def touching(self, cells: Iterable[str]) -> list[Equation]:
        """Return the equations that hold one of the cells, each once."""
        return list(
            dict.fromkeys(equation for cell in cells for equation in self._by_cell.get(cell, ()))
        )

    def within(self, cells: Iterable[str]) -> list[Equation]:
        """Return the equations all of whose cells are among these."""
        inside = set(cells)
        return [equation for equation in self.touching(inside) if inside.issuperset(equation.cells)]

    def by_place(self, cells: Sequence[str]) -> Sums[int]:
        """Return the sums within these cells, by their places among them."""
        place = {cell: at for at, cell in enumerate(cells)}
        return [
            ([place[cell] for cell in one.plus], [place[cell] for cell in one.minus])
            for one in self.within(cells)
        ]

    def judged(self, cells: Iterable[str], values: Values) -> list[bool | None]:
        """Return whether each equation within these cells holds; None where it is not known."""
        return [equation.holds(values) for equation in self.within(cells)]

    def refutes(self, cells: Iterable[str], values: Values) -> bool:
        """Whether some equation of these cells is false."""
        return any(equation.holds(values) is False for equation in self.touching(cells))

    def proves(self, cells: Iterable[str], values: Values) -> bool:
        """Whether an equation within these cells is true and none of theirs is false."""
        cells = tuple(cells)
        return True in self.judged(cells, values) and not self.refutes(cells, values)

    def proves_across(self, cells: Iterable[str], values: Values) -> bool:
        """Whether each cell is in a true equation that leads beyond these, and none is false."""
        cells = tuple(cells)
        inside = set(cells)
        for cell in cells:
            across = [e for e in self._by_cell.get(cell, ()) if not inside.issuperset(e.cells)]
            if not any(equation.holds(values) is True for equation in across):
                return False
        return not self.refutes(cells, values)
