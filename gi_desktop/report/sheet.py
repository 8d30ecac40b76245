"""The numbers of a report with every automatic total derived."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from gi_desktop.form import Edition, Total
from gi_desktop.report.values import Raw, Value


@dataclass(frozen=True)
class Sum:
    """One total with quick access to its addends."""

    total: Total
    place: int
    addends: Callable[[list[Value]], Any]


@dataclass(frozen=True)
class Plan:
    """How one edition's sheets are worked out; made once an edition."""

    form: Edition
    addresses: tuple[str, ...]
    place: Mapping[str, int]
    derived: tuple[Sum, ...]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, form: Edition) -> "Plan":
        """Return the plan for an edition."""
        addresses = tuple(form.cells)
        place = {cell: index for index, cell in enumerate(addresses)}
        derived = tuple(
            Sum(total, place[total.cell], addend_getter(total, place))
            for total in form.totals
            if total.derives
        )
        return cls(form, addresses, place, derived)

    def sheet(self, cells: Mapping[str, Any]) -> "Sheet":
        """Return the sheet of a report's cells."""
        values: list[Value] = list(map(cells.get, self.addresses))
        for total in self.derived:
            if values[total.place] is None:
                try:
                    values[total.place] = sum(total.addends(values))
                except TypeError:  # None or Raw among the addends: the total stays empty
                    continue
        return Sheet(self, values, cells)


def addend_getter(total: Total, place: Mapping[str, int]) -> Callable[[list[Value]], Any]:
    """Return a function from a sheet's values to the tuple of a total's addends."""
    places = [place[cell] for cell in total.addends]
    if len(places) == 1:
        only = places[0]
        return lambda values: (values[only],)
    return itemgetter(*places)


class Sheet:
    """Address → value with totals derived. Empty where an addend is empty or no number."""

    def __init__(self, plan: Plan, values: list[Value], cells: Mapping[str, Any]) -> None:
        self.plan = plan
        self.values = values
        """In the order of ``plan.addresses``."""
        self._cells = cells

    def value(self, cell: str) -> Value:
        """Return the cell's value, derived where it is an automatic total."""
        return self.values[self.plan.place[cell]]

    def number(self, cell: str) -> int | Decimal | None:
        """Return the cell's number; None where it is empty or no number."""
        value = self.value(cell)
        return None if isinstance(value, Raw) else value

    def is_automatic(self, cell: str) -> bool:
        """Whether the cell is a total that nobody typed."""
        return cell in self.plan.form.derived and cell not in self._cells

    def running(self, cell: str) -> int | Decimal | None:
        """Return the sum of a total's addends so far; None while none of them is a number."""
        numbers = [
            found
            for addend in self.plan.form.derived[cell].addends
            if (found := self._partial(addend)) is not None
        ]
        return sum(numbers) if numbers else None

    def _partial(self, cell: str) -> int | Decimal | None:
        found = self.number(cell)
        return self.running(cell) if found is None and self.is_automatic(cell) else found


def settle_totals(plan: Plan, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells without the totals that equal their sums: those become automatic.

    A total that differs, or whose addends are not all numbers, stays and is typed.
    """
    settled = dict(cells)
    for total in plan.derived:
        entered = settled.pop(total.total.cell, None)
        if entered is not None and plan.sheet(settled).value(total.total.cell) != entered:
            settled[total.total.cell] = entered
    return settled
