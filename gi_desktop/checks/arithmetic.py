"""Totals and balances (勾稽关系) of an edition: which do not hold, and what would mend them.

Official source: the note of table three, and the labels 总计 and （七）总计, in the annex of
国办公开办函〔2021〕30号.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from gi_desktop.form import Balance, Edition, Total
from gi_desktop.report.finding import Mend
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.values import Value

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Relation:
    """A total or a balance as “left sum = right sum”, with quick access to both sides."""

    rule: Total | Balance
    left: tuple[str, ...]
    right: tuple[str, ...]
    read_left: Callable[[list[Value]], tuple[Any, ...]]
    read_right: Callable[[list[Value]], tuple[Any, ...]]

    def sums(self, values: list[Value]) -> tuple[int, int] | None:
        """Return both sums; None where a cell of the relation is empty or no number."""
        left, right = self.read_left(values), self.read_right(values)
        try:
            return sum(left), sum(right)
        except TypeError:  # None or Raw among the cells: nothing to compare yet
            return None


@dataclass(frozen=True)
class Violation:
    """A relation that does not hold, with its two sums."""

    rule: Total | Balance
    cells: tuple[str, ...]
    left: int
    right: int

    @property
    def difference(self) -> int:
        """The absolute difference of the two sums."""
        return abs(self.left - self.right)


class Arithmetic:
    """All relations of one edition; made once an edition."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._relations = tuple(_relations(plan))
        self._uses: dict[str, list[tuple[int, int]]] = {cell: [] for cell in plan.addresses}
        for index, relation in enumerate(self._relations):
            for side, sign in ((relation.left, 1), (relation.right, -1)):
                for cell in side:
                    self._uses[cell].append((index, sign))
        self._parents: dict[str, list[str]] = {}
        for total in plan.form.derived.values():
            for addend in total.addends:
                self._parents.setdefault(addend, []).append(total.cell)
        self._typed: frozenset[str] = frozenset()
        self._known: dict[str, dict[int, int]] = {}
        """The weights of cells while these totals are typed."""
        self._echoes = {
            index: parts
            for index, relation in enumerate(self._relations)
            if (parts := _parts(relation, self._relations))
        }

    def violations(self, sheet: Sheet, cells: Cells) -> tuple[Violation, ...]:
        """Return what does not hold, in the order of the form.

        A relation that is the sum of others (the 总计 column of the columns before it) only
        echoes them where all of them could be judged, and is left out.
        """
        found = []
        for index, sums in self._broken(sheet, cells).items():
            if not self._is_echo(index, sheet):
                relation = self._relations[index]
                found.append(Violation(relation.rule, (*relation.left, *relation.right), *sums))
        return tuple(found)

    def mend(self, sheet: Sheet, cells: Cells) -> Mend | None:
        """Return the change if exactly one change of one cell makes everything hold."""
        gaps = {i: left - right for i, (left, right) in self._broken(sheet, cells).items()}
        mends = self._mends(gaps, sheet, cells)
        first = next(mends, None)
        return first if first and next(mends, None) is None else None

    def _broken(self, sheet: Sheet, cells: Cells) -> dict[int, tuple[int, int]]:
        """Return, by relation that does not hold, its two sums."""
        found = {}
        for index, relation in enumerate(self._relations):
            rule = relation.rule
            if isinstance(rule, Total) and rule.derives and rule.cell not in cells:
                continue
            sums = relation.sums(sheet.values)
            if sums and sums[0] != sums[1]:
                found[index] = sums
        return found

    def _is_echo(self, index: int, sheet: Sheet) -> bool:
        parts = self._echoes.get(index, ())
        return bool(parts) and all(
            self._relations[part].sums(sheet.values) is not None for part in parts
        )

    def _mends(self, gaps: dict[int, int], sheet: Sheet, cells: Cells) -> Iterator[Mend]:
        """Yield every single-cell change that closes all gaps and opens none."""
        first = self._relations[next(iter(gaps))] if gaps else None
        sides = (*first.left, *first.right) if first else ()
        known = self._known_weights(cells)
        for cell in {entered: None for side in sides for entered in self._entered(side, cells)}:
            old = cells.get(cell)
            if not isinstance(old, int):
                continue
            weights = known.get(cell) or known.setdefault(cell, self._weights(cell, cells))
            step = _step(gaps, weights)
            if step is None or old + step < 0:
                continue
            if not any(
                weight and self._relations[index].sums(sheet.values) is not None
                for index, weight in weights.items()
                if index not in gaps
            ):
                yield Mend(cell, old + step)

    def _known_weights(self, cells: Cells) -> dict[str, dict[int, int]]:
        """Return what is kept of ``_weights`` while the typed totals are the same."""
        typed = frozenset(self._plan.form.derived.keys() & cells.keys())
        if typed != self._typed:
            self._typed, self._known = typed, {}
        return self._known

    def _weights(self, cell: str, cells: Cells) -> dict[int, int]:
        """Return, by relation, how much its gap grows with the cell, automatic totals along."""
        weights: dict[int, int] = {}
        follow = [cell]
        while follow:
            place = follow.pop()
            for index, sign in self._uses[place]:
                weights[index] = weights.get(index, 0) + sign
            follow += [total for total in self._parents.get(place, ()) if total not in cells]
        return weights

    def _entered(self, cell: str, cells: Cells) -> Iterator[str]:
        """Yield the entered cells that a cell stands for."""
        total = self._plan.form.derived.get(cell)
        if total is None or cell in cells:
            yield cell
            return
        for addend in total.addends:
            yield from self._entered(addend, cells)


def _step(gaps: Mapping[int, int], weights: Mapping[int, int]) -> int | None:
    """Return the one change of a cell that closes all gaps, None where none does."""
    step = None
    for index, gap in gaps.items():
        weight = weights.get(index, 0)
        if not weight or gap % weight or step not in (None, -gap // weight):
            return None
        step = -gap // weight
    return step


def _relations(plan: Plan) -> Iterator[Relation]:
    def reader(cells: tuple[str, ...]) -> Callable[[list[Value]], tuple[Any, ...]]:
        places = [plan.place[cell] for cell in cells]
        if len(places) == 1:
            only = places[0]
            return lambda values: (values[only],)
        return itemgetter(*places)

    def relation(rule: Total | Balance, left: tuple[str, ...], right: tuple[str, ...]) -> Relation:
        return Relation(rule, left, right, reader(left), reader(right))

    form: Edition = plan.form
    for total in form.totals:
        yield relation(total, total.addends, (total.cell,))
    for balance in form.balances:
        yield relation(
            balance,
            tuple(term.cell for term in balance.left),
            tuple(term.cell for term in balance.right),
        )


def _parts(relation: Relation, relations: tuple[Relation, ...]) -> tuple[int, ...]:
    """Return the relations whose sum this one is, with the totals that link them; or none.

    That is so where each of its cells is derived by a total, and replacing every cell by its
    first (second, …) addend gives another relation of the form. Only deriving totals link:
    a sum that is merely checked would fold two relations into each other.
    """
    by_cell = {
        other.right[0]: (index, other.left)
        for index, other in enumerate(relations)
        if isinstance(other.rule, Total) and other.rule.derives and other is not relation
    }
    by_cells = {(other.left, other.right): index for index, other in enumerate(relations)}
    if not all(cell in by_cell for cell in (*relation.left, *relation.right)):
        return ()
    left = [by_cell[cell] for cell in relation.left]
    right = [by_cell[cell] for cell in relation.right]
    if len({len(addends) for _, addends in (*left, *right)}) != 1:
        return ()
    parts = []
    for number in range(len(left[0][1])):
        key = (
            tuple(addends[number] for _, addends in left),
            tuple(addends[number] for _, addends in right),
        )
        if key not in by_cells:
            return ()
        parts.append(by_cells[key])
    return (*parts, *(index for index, _ in (*left, *right)))
