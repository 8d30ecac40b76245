"""The rows of the form that grids show, by how surely their cells were placed."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from gi_desktop.importing.fit import Fit
from gi_desktop.importing.grid_rows import GridRow
from gi_desktop.importing.occurrences import Occurrence
from gi_desktop.importing.tokens import Token
from gi_desktop.importing.vocabulary import Slot
from gi_desktop.report.values import Value

FOREIGN_COLUMNS = "原文的栏目与现行格式不同，没有照搬"


@dataclass
class Placed:
    """A row of the form with what its cells hold."""

    row: GridRow
    slot: Slot
    fit: Fit
    tokens: list[Token]
    """Its numbers and empty cells from left to right."""
    joined: dict[str, Value] = field(default_factory=dict)
    """Numbers whose pieces one cell holds, put together: for the sums to prove."""
    by_count: bool = False
    """No header says whose its numbers are."""

    @property
    def occurrence(self) -> Occurrence:
        """The row as those see it who work with sums."""
        row = self.row
        return Occurrence(
            self.slot,
            self.tokens,
            {row.line},
            row.at_home,
            row.collapsed,
            crowded=len(self.tokens) > self.slot.size,
        )


@dataclass
class GridReading:
    """What the grids say."""

    placed: list[Placed] = field(default_factory=list)
    unproved: list[Placed] = field(default_factory=list)
    """Rows whose headers contradict the count of their cells."""
    doubtful: list[Placed] = field(default_factory=list)
    """Rows with more or fewer cells than the form has; their fits are empty."""
    failed: list[Placed] = field(default_factory=list)
    """Rows of which nothing is read; ``fit.how`` says why."""
    labels: dict[str, list[str]] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    """Lines of the grids that were read here."""
    strange: set[int] = field(default_factory=set)
    """Lines with numbers that belong to no row of the form."""

    def rows(self) -> Iterator[Placed]:
        """Every row of the form that the grids show."""
        return chain(self.placed, self.unproved, self.doubtful, self.failed)

    def leave_out(self, slots: AbstractSet[int]) -> list[Placed]:
        """Take out the rows elsewhere of slots that their own table has; return them."""
        found = []
        for group in (self.placed, self.unproved, self.doubtful, self.failed):
            found += [one for one in group if not one.row.at_home and one.slot.index in slots]
            group[:] = [one for one in group if one.row.at_home or one.slot.index not in slots]
        return found
