"""Rows that only sums with other rows can decide: they wait until all that is plain was read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gi_desktop.importing.decided import UNCERTAIN, Decided
from gi_desktop.importing.fit import Fit, Fitter
from gi_desktop.importing.misplaced import Torn, is_one_line
from gi_desktop.importing.occurrences import Occurrence
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.stretches import one_line_each

_ROUNDS = 2
"""Of repairs: then it is settled."""

Pairs = Sequence[tuple[Occurrence, Fit]]
"""Rows with the numbers they may have."""


@dataclass(frozen=True)
class Unproved:
    """Rows that stand together with the numbers they may have."""

    pairs: Pairs
    by_lines: bool = False
    """A line of its own for each row's numbers is proof enough."""


class Undecided:
    """The rows that wait, by what may decide them."""

    def __init__(self, decided: Decided, relations: Relations, fitter: Fitter, torn: Torn) -> None:
        self.decided = decided
        self.relations = relations
        self.fitter = fitter
        self.torn = torn
        self.unproved: list[Unproved] = []
        self.below: list[tuple[Occurrence, Fit]] = []
        """Rows right below a torn header."""
        self.beside: list[tuple[Occurrence, Fit]] = []
        """Rows beside one that has numbers too many, perhaps theirs."""
        self.later: list[Occurrence] = []
        """Rows with too many numbers, or too few."""

    def leave(
        self,
        rows: Iterable[Occurrence],
        pairs: Pairs,
        why: str = UNCERTAIN,
        *,
        by_lines: bool = False,
    ) -> None:
        """Let rows wait with the numbers they may have; ``why`` they are open until then."""
        self.unproved.append(Unproved(pairs, by_lines))
        for row in rows:
            self.decided.fail(row.slot, why)

    def decide(self) -> None:
        """Take displaced rows only where sums across rows hold with them, or lines show them.

        Then repair what can be: a repair may need a row that is itself repaired.
        """
        for unproved in (*self.unproved, Unproved(self.below)):
            trial = self.decided.known()
            for _, fit in unproved.pairs:
                trial |= fit.values
            by_lines = unproved.by_lines and one_line_each(unproved.pairs)
            for row, fit in unproved.pairs:
                cells = row.slot.addresses
                if self.relations.proves_across(cells, trial) or (
                    by_lines and not self.relations.refutes(cells, trial)
                ):
                    self.decided.accept(row.slot, fit)
        for row, fit in self.beside:
            if self.relations.refutes(row.slot.addresses, self.decided.known() | fit.values):
                self.decided.fail(row.slot, UNCERTAIN)
            else:
                self.decided.accept_row(row, fit)
        for _ in range(_ROUNDS):
            self.later = [row for row in self.later if not self._repair(row)]
        for row in self.later:
            self.decided.fail(row.slot, f"原文这一行有 {row.count} 个数，应为 {row.slot.size} 个")

    def _repair(self, row: Occurrence) -> bool:
        known = self.decided.known()
        proof = row.crowded or (row.slot.table in self.torn.rows and not is_one_line(row))
        fit = self.fitter.repaired(row.slot.addresses, row.tokens, known, proof=proof)
        if fit is None:
            return False
        self.decided.accept(row.slot, fit)
        return True
