"""Which columns of a grid hold which cells of a row of the form: by the headers above them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from gi_desktop.importing.grids import Grid, SourceCell
from gi_desktop.importing.labels import SURE, Labels
from gi_desktop.importing.outdated import TAKEN_OVER, old_column
from gi_desktop.importing.vocabulary import Slot

_APART = 0.1
"""By how much a header must fit one column better than the next best."""
_MOST_CELLS_READ = 0.7
"""The share of a long row's headers that must be readable where one or two are not."""


NO_COLUMN = "原文没有这一栏"
SURPLUS = "原文多出没有栏目的一列，没有取用"


class Basis(Enum):
    """What the places of a row's numbers rest on."""

    PLACE = auto()
    """As many cells as the form has, and no header that says otherwise; or the headers."""
    ORDER = auto()
    """As many cells as the form has, but the headers say otherwise: only the sums can tell."""
    SUMS = auto()
    """More or fewer cells than the form has, and no header to tell which: only sums can."""
    NONE = auto()
    """The columns are others than the form's."""


@dataclass(frozen=True)
class Placing:
    """The cells of a row by address. What the source has no column for is left out."""

    basis: Basis
    cells: dict[str, SourceCell]
    how: str = ""
    """What was made of the columns, in Chinese; "" where nothing was."""
    is_foreign: bool = False
    """Some of the columns are those of an outdated form."""
    missing: str = NO_COLUMN
    """Why cells are left out."""
    by_count: bool = False
    """No header stands over its own column: the number of the cells alone speaks for it."""


class Heads:
    """The header rows above some rows of a grid."""

    def __init__(self, grid: Grid, rows: Sequence[int], labels: Labels) -> None:
        self.grid = grid
        self.rows = tuple(rows)
        self.labels = labels
        self.is_ragged = any(not grid.is_full(row) for row in rows)
        self._chains: dict[int, tuple[str, ...]] = {}

    def chain(self, column: int) -> tuple[str, ...]:
        """The texts above a column, from the top down, each cell once."""
        if column not in self._chains:
            found: dict[tuple[int, int], str] = {}
            for row in self.rows:
                above = next((c for c in self.grid.by_row[row] if column in c.columns), None)
                if above is not None:
                    text = above.text or self._left_of(row, above)
                    if text:
                        found[above.row, above.column] = text
            self._chains[column] = tuple(found.values())
        return self._chains[column]

    def _left_of(self, row: int, cell: SourceCell) -> str:
        """What a merged header says that was pasted as one text and empty cells after it.

        Only of a header that has others below it: the lowest heads its own column alone.
        """
        if row == self.rows[-1]:
            return ""
        before = [c for c in self.grid.by_row[row] if c.column < cell.column and c.text]
        below = self.grid.by_row[row + 1] if row + 1 < self.grid.rows else ()
        is_parted = any(c.text for c in below if cell.column in c.columns)
        return before[-1].text if before and is_parted else ""

    def has_text(self, column: int) -> bool:
        """Whether anything heads this column."""
        return bool(self.chain(column))

    def texts(self) -> list[str]:
        """Return all texts of the header."""
        return [c.text for row in self.rows for c in self.grid.by_row[row] if c.text]

    @property
    def is_foreign(self) -> bool:
        """Whether a label of an outdated form stands in the header."""
        return any(self.labels.foreign(text) for text in self.texts())

    def targets(self, slot: Slot) -> dict[str, set[int]]:
        """Return address → the columns whose header is that cell's."""
        found: dict[str, set[int]] = {}
        for column in range(self.grid.columns):
            if address := self._address(column, slot):
                found.setdefault(address, set()).add(column)
        return found

    def _known(self, column: int) -> list[dict[int, float]]:
        """The labels that the headers of a column may be, down to the lowest that is one."""
        chain = [self.labels.header(text) for text in self.chain(column)]
        while chain and not chain[-1]:
            if self.labels.foreign(self.chain(column)[len(chain) - 1]):
                return []
            chain.pop()
        return chain

    def leaf(self, column: int) -> dict[int, float]:
        """Return the labels that the lowest readable header of a column may be."""
        known = self._known(column)
        return known[-1] if known else {}

    def taken_over(self, slot: Slot, address: str, targets: dict[str, set[int]]) -> str:
        """Return how an outdated column was read as this one, in Chinese; "" where it was not."""
        form = self.labels.vocabulary.form
        for column in targets.get(address, ()):
            label = self._old(column)
            old = old_column(label, slot, form) if label else None
            if old is not None and old.column:
                return TAKEN_OVER.format(label, form.cells[address].column.label)
        return ""

    def _old(self, column: int) -> str:
        """The label of an outdated form that is the lowest header of a column, as printed."""
        texts = self.chain(column)
        return self.labels.foreign(texts[-1]) if texts else ""

    def _address(self, column: int, slot: Slot) -> str:
        form = self.labels.vocabulary.form
        if label := self._old(column):
            old = old_column(label, slot, form)
            meant = old.column if old is not None else ""
            return next((a for a in slot.addresses if form.cells[a].column.id == meant), "")
        chain = self._known(column)
        if not chain:
            return ""
        best: list[tuple[float, str]] = []
        for address, path in zip(slot.addresses, slot.paths, strict=True):
            leaf = chain[-1].get(path[-1], 0.0) if path else 0.0
            if leaf:
                above = (
                    max((c.get(side, 0.0) for c in chain[:-1]), default=0.0) for side in path[:-1]
                )
                best.append((leaf + sum(above), address))
        best.sort(reverse=True)
        if not best or (len(best) > 1 and best[0][0] - best[1][0] < _APART):
            return ""
        return best[0][1]

    def names_all(self, slot: Slot) -> bool:
        """Whether the label of every column of the row stands somewhere in the header."""
        found: set[int] = set()
        for text in self.texts():
            found.update(self.labels.header(text))
        return all(path[-1] in found for path in slot.paths if path)


def place(slot: Slot, cells: Sequence[SourceCell], heads: Heads | None, *, full: bool) -> Placing:
    """Return which cell of a row holds which number.

    ``cells`` are those right of the label; ``full`` says that none is missing in the row.
    """
    if len(cells) > slot.size:
        cells = _without_surplus(slot, cells, heads, full=full)
    counted = len(cells) == slot.size
    in_order = dict(zip(slot.addresses, cells, strict=False)) if counted else {}
    if heads is None or not any(heads.has_text(column) for c in cells for column in c.columns):
        return Placing(Basis.PLACE if counted else Basis.SUMS, in_order, by_count=True)
    targets = heads.targets(slot)
    is_trusted = full and not heads.is_ragged
    headed = _headed(slot.addresses, cells, targets) if is_trusted else {}
    agrees = counted and _agrees(slot, in_order, targets, heads)
    if counted and (
        agrees
        or (not is_trusted and heads.names_all(slot) and not _begins_late(cells, heads))
        or (_all_the_same(cells) and targets and not heads.is_foreign)
    ):
        return Placing(Basis.PLACE, in_order, by_count=not agrees)
    # A column that the header has and the row has not says that they do not fit each other.
    is_whole = not (targets.keys() - headed.keys())
    if headed and is_whole and _rest_is_named(headed, cells, heads):
        how = next((how for a in headed if (how := heads.taken_over(slot, a, targets))), "")
        return Placing(Basis.PLACE, headed, how, heads.is_foreign)
    if heads.is_foreign or not targets:
        return Placing(Basis.NONE, {})
    if len(cells) > slot.size and _heads_the_first(slot, cells, heads):
        return Placing(Basis.PLACE, dict(zip(slot.addresses, cells, strict=False)), SURPLUS)
    return Placing(Basis.ORDER if counted else Basis.SUMS, in_order)


def _begins_late(cells: Sequence[SourceCell], heads: Heads) -> bool:
    """Whether a row that lacks cells below a whole header begins with empty ones.

    They may be the rest of its label's cell; then its numbers stand further right than they count.
    """
    return not heads.is_ragged and not cells[0].text and any(cell.text for cell in cells)


def _without_surplus(
    slot: Slot, cells: Sequence[SourceCell], heads: Heads | None, *, full: bool
) -> Sequence[SourceCell]:
    """Leave out what only repeats a merged cell, and empty cells that merely fill a row up."""
    size = slot.size
    leaves = {path[-1] for path in slot.paths if path}
    if heads is not None:
        once = [
            *cells[:1],
            *(
                cell
                for before, cell in pairwise(cells)
                if not _repeats(before, cell, heads, leaves)
            ),
        ]
        if len(once) == size:
            return once
    surplus = cells[size:]
    is_ragged = not full or (heads is not None and heads.is_ragged)
    return cells[:size] if is_ragged and not any(cell.text for cell in surplus) else cells


def _repeats(before: SourceCell, cell: SourceCell, heads: Heads, leaves: AbstractSet[int]) -> bool:
    """Whether a cell says the same as the one left of it, below a column's header that does too.

    A header of several columns, such as 法人或其他组织, is the same over different ones.
    """
    above, here = heads.chain(before.column), heads.chain(cell.column)
    is_column = bool(leaves & heads.leaf(cell.column).keys())
    return is_column and cell.text == before.text and above[-1:] == here[-1:]


def _all_the_same(cells: Sequence[SourceCell]) -> bool:
    """Whether it does not matter which number is whose."""
    return len({cell.text for cell in cells}) == 1


def _headed(
    addresses: Sequence[str], cells: Sequence[SourceCell], targets: dict[str, set[int]]
) -> dict[str, SourceCell]:
    """The cell below each header: the one that says something where several stand there."""
    found: dict[str, SourceCell] = {}
    for address in addresses:
        below = [cell for cell in cells if targets.get(address, set()) & set(cell.columns)]
        said = [cell for cell in below if cell.text]
        if len(said) > 1 or not below:
            continue
        found[address] = said[0] if said else below[0]
    places = [cell.column for cell in found.values()]
    return found if len(set(places)) == len(places) else {}


def _agrees(
    slot: Slot, in_order: dict[str, SourceCell], targets: dict[str, set[int]], heads: Heads
) -> bool:
    """Whether every header that can be read stands over the cell that counting gives it."""
    read = unread = 0
    leaves = {path[-1] for path in slot.paths if path}
    for (address, cell), path in zip(in_order.items(), slot.paths, strict=True):
        columns = set(cell.columns)
        if address in targets and not targets[address] & columns:
            return False
        if any(columns & other for name, other in targets.items() if name != address):
            return False
        above = [heads.leaf(column) for column in cell.columns]
        if path and any(path[-1] in labels for labels in above):
            read += 1
        elif any(leaves & labels.keys() for labels in above):
            return False
        elif any(heads.has_text(column) for column in columns):
            unread += 1
    if heads.is_foreign:
        return not unread
    return not unread or (unread <= 2 and read >= _MOST_CELLS_READ * len(in_order))


def _heads_the_first(slot: Slot, cells: Sequence[SourceCell], heads: Heads) -> bool:
    """Whether the form's headers, all of them, stand over the first cells, and none over the rest.

    A header that lost a cell on its left would stand over others: over the label's, for one.
    """
    paths = zip(slot.paths, cells, strict=False)
    named = all(
        path and all(heads.leaf(column).get(path[-1], 0.0) >= SURE for column in cell.columns)
        for path, cell in paths
    )
    rest = cells[slot.size :]
    if not all(cell.text for cell in cells[: slot.size]) and any(cell.text for cell in rest):
        return False  # an empty cell too many has pushed the numbers to the right, perhaps
    return named and not any(heads.has_text(column) for cell in rest for column in cell.columns)


def _rest_is_named(
    headed: dict[str, SourceCell], cells: Sequence[SourceCell], heads: Heads
) -> bool:
    """Whether every number that no header claims stands below a header of its own."""
    claimed = {cell.column for cell in headed.values()}
    return all(
        cell.column in claimed or not cell.text or heads.has_text(cell.column) for cell in cells
    )
