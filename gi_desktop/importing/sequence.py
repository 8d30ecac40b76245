"""Numbers of a table by their order alone, where a dump has torn them from their labels.

Programs that take text out of a PDF keep the order of a table's numbers far better than their
place beside the labels. ``orders.py`` finds every way to cut the sequence of a table's numbers
into rows whose sums hold. Of all ways that come out even at the table's end, those that break a
sum across rows are left out; what the others agree on is read, and nothing else. The labels of
all rows must have been seen: how many there are is what tells one row from another. Where they
stand in another order than on the form, each number must have a line of its own, as it has a
cell of its own: within a column such programs go from top to bottom.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gi_desktop.importing.dump import Dump, Numbers
from gi_desktop.importing.fit import COLLAPSED, Fit
from gi_desktop.importing.loose_columns import LooseColumns
from gi_desktop.importing.misplaced import Torn
from gi_desktop.importing.orders import Orders, Reading, Row
from gi_desktop.importing.reading import Event
from gi_desktop.importing.relations import Relations, Sums, add_up
from gi_desktop.importing.torn_labels import (
    Named,
    are_heads_torn,
    headers_in_order,
    headers_torn,
    is_torn,
    rows_named,
)
from gi_desktop.importing.trying import TooManyError
from gi_desktop.importing.vocabulary import Slot, Vocabulary
from gi_desktop.report.values import Value

IN_SEQUENCE = "原文的数字与行标签错开，按先后次序对应，合计都相符"
ROWS_IN_SEQUENCE = "原文的数字与行标签错开，按先后次序对应，这一行的合计相符"
NOT_CERTAIN = "原文的数字与行标签错开，几种排法的合计都相符，不能确定属于哪一格"
_ENOUGH_TRUE = 6
"""Rows with numbers whose sums hold where others do not."""
_MOST_FALSE = 2


@dataclass(frozen=True)
class InOrder:
    """What the order of a table's numbers says of one row."""

    fit: Fit
    by_rows: bool
    """The whole table stands row by row: no count of cells in columns is relied upon."""

    def beside(self, fit: Fit | None) -> Fit:
        """Return what is taken where the row's label gave ``fit``: nothing where both differ.

        Rows one after the other, counted to the last, are surer than a label beside a number.
        """
        if fit is None:
            return self.fit
        shared = fit.values.keys() & self.fit.values.keys()
        if all(fit.values[cell] == self.fit.values[cell] for cell in shared):
            return fit if len(fit.values) >= len(self.fit.values) else self.fit
        return self.fit if self.by_rows else Fit({}, complete=False, how=NOT_CERTAIN)


def read_sequences(
    dump: Dump, events: Iterable[Event], vocabulary: Vocabulary
) -> dict[int, InOrder]:
    """Return slot → what the order of the numbers below its table's heading proves."""
    relations = Relations(vocabulary.form)
    seen = list(events)
    found: dict[int, InOrder] = {}
    for table in vocabulary.form.tables:
        slots = vocabulary.of_table(table.id)
        words = dump.words(table.id)
        if not _are_rows_with_sums(slots, relations):
            continue
        named = rows_named(seen, slots, words)
        if named is None:
            continue
        numbers = dump.numbers(table.id)
        if headers_in_order(slots[0], words, vocabulary):
            found |= _read(named, numbers, relations)
        elif headers_torn(slots[0], words, vocabulary):
            found |= dict(_all_alike(slots[0], numbers))
    return found


def torn_tables(dump: Dump, events: Sequence[Event], vocabulary: Vocabulary) -> Torn:
    """Return the tables whose labels a dump has in another order than the form, or in pieces."""
    rows, heads = set(), set()
    for table in vocabulary.form.tables:
        slots = vocabulary.of_table(table.id)
        words = dump.words(table.id)
        if is_torn(events, slots, words):
            rows.add(table.id)
        if _are_rows_with_sums(slots, Relations(vocabulary.form)) and are_heads_torn(
            slots, words, vocabulary
        ):
            heads.add(table.id)
    return Torn(frozenset(rows), frozenset(heads))


def _all_alike(slot: Slot, numbers: Numbers) -> Iterator[tuple[int, InOrder]]:
    """Yield a row all of whose cells hold the same number: then no order matters."""
    texts = {token.text for token in numbers.tokens}
    if len(numbers.tokens) == slot.size and len(texts) == 1 and numbers.are_plain:
        values: dict[str, Value] = dict.fromkeys(slot.addresses, int(texts.pop()))
        yield slot.index, InOrder(Fit(values, complete=True, how=IN_SEQUENCE), by_rows=True)


def _are_rows_with_sums(slots: Sequence[Slot], relations: Relations) -> bool:
    return len({(slot.size, slot.block) for slot in slots}) == 1 and all(
        relations.within(slot.addresses) for slot in slots
    )


def _read(named: Named, numbers: Numbers, relations: Relations) -> dict[int, InOrder]:
    """Return what the numbers say of the rows that the source has."""
    sums = [relations.by_place(slot.addresses) for slot in named.slots]
    is_enough = len(numbers.tokens) >= sum(slot.size for slot in named.slots)
    if not (is_enough and numbers.are_plain and (named.in_order or numbers.are_lone)):
        return {}
    orders = Orders(numbers, named.slots[0].size, sums)
    found = dict(_Reader(orders, named, relations).fits())
    if named.collapsed is not None and (one := found.get(named.collapsed.index)):
        how = COLLAPSED.format(named.collapsed.group, named.collapsed.name)
        found[named.collapsed.index] = replace(
            one, fit=replace(one.fit, how=f"{how}；{one.fit.how}")
        )
    return found


class _Reader:
    """Takes what all orders of a table's numbers agree on."""

    def __init__(self, orders: Orders, named: Named, relations: Relations) -> None:
        self.orders = orders
        self.named = named
        self.slots = named.slots
        self.relations = relations
        self.cells = [cell for slot in self.slots for cell in slot.addresses]
        self.folded: dict[str, Value] = dict.fromkeys(
            (cell for slot in named.folded for cell in slot.addresses), 0
        )
        """To the sums, a row that the source prints as one with another holds nothing."""
        own = {*self.cells, *self.folded}
        self.equations: Sums[str] = [
            (self._unfolded(one.plus), self._unfolded(one.minus))
            for one in relations.touching(self.cells)
            if own.issuperset(one.cells)
        ]

    def _unfolded(self, side: Sequence[str]) -> list[str]:
        return [cell for cell in side if cell not in self.folded]

    def fits(self) -> Iterator[tuple[int, InOrder]]:
        """Yield slot and the cells on which all readings agree."""
        try:
            readings = self.orders.readings()
            certain = [reading for reading in readings if not self._refuted(self._values(reading))]
            possible = self._possible(certain) if certain else self._with_loose_columns()
        except TooManyError:
            return
        if not possible and all(map(_is_by_rows, readings)) and self.named.in_order:
            yield from self._in_spite_of_faults()
        by_rows = bool(certain) and all(map(_is_by_rows, certain))
        for slot in self.slots if possible else ():
            agreed: dict[str, Value] = {
                cell: possible[0][cell]
                for cell in slot.addresses
                if all(values[cell] == possible[0][cell] for values in possible)
            }
            complete = len(agreed) == slot.size
            fit = Fit(agreed, complete=complete, how=IN_SEQUENCE, missing=NOT_CERTAIN)
            yield slot.index, InOrder(fit, by_rows)

    def _possible(self, certain: Sequence[Reading]) -> list[dict[str, int]]:
        """What the readings say, and those that are as good."""
        # Where all rows may stand one after the other, no count of cells in columns is relied
        # upon.
        by_columns = [] if any(map(_is_by_rows, certain)) else certain
        doubts = {doubt for reading in by_columns for doubt in self.orders.doubts(reading)}
        possible = [self._values(reading) for reading in (*certain, *doubts)]
        return [values for values in possible if not self._refuted(values)]

    def _with_loose_columns(self) -> list[dict[str, int]]:
        """What the numbers say where columns below the header stand in another order."""
        orders = replace(self.orders, loose=self.orders.stream.pages[0], known={})
        readings = [one for one in orders.readings() if any(piece.is_loose for piece in one)]
        readings += [doubt for reading in readings for doubt in orders.doubts(reading)]
        return [values for reading in readings for values in self._settled(reading)]

    def _settled(self, reading: Reading) -> Iterator[dict[str, int]]:
        """The values of a reading whose first piece has loose columns, in each order they may."""
        loose = reading[0]
        count = len(loose.rows)
        known = {
            cell: number
            for cell, number in self._values(reading).items()
            if cell in self.cells[count * self.orders.size :]
        }
        columns = LooseColumns([slot.addresses for slot in self.slots[:count]], self.equations)

        def holds(rows: Sequence[Row]) -> bool:
            return all(self.orders.holds(row, values) for row, values in enumerate(rows))

        for values in columns.orders(loose, known, holds):
            both = {**known, **values}
            if not self._refuted(both):
                yield both

    def _in_spite_of_faults(self) -> Iterator[tuple[int, InOrder]]:
        """Yield the rows of a report that does not add up: their own sums hold, few are false.

        Rows with numbers whose sums hold do not come about by chance when all stand a place
        too far.
        """
        rows = self.orders.row_by_row()
        true = {
            slot.index: dict(zip(slot.addresses, values, strict=True))
            for slot, (values, holds) in zip(self.slots, rows, strict=False)
            if holds
        }
        known: dict[str, Value] = {
            cell: n for values in true.values() for cell, n in values.items()
        }
        known |= self.folded
        false = sum(one.holds(known) is False for one in self.relations.touching(known))
        telling = sum(any(values.values()) for values in true.values())
        if telling < _ENOUGH_TRUE or len(rows) - len(true) > _MOST_FALSE or false > _MOST_FALSE:
            return
        for index, values in true.items():
            fit = Fit({**values}, complete=True, how=ROWS_IN_SEQUENCE)
            yield index, InOrder(fit, by_rows=False)

    def _values(self, reading: Reading) -> dict[str, int]:
        numbers = [number for piece in reading for row in piece.rows for number in row]
        return dict(zip(self.cells, numbers, strict=True))

    def _refuted(self, values: Mapping[str, int]) -> bool:
        """Whether some sum is false with these numbers."""
        return not add_up(self.equations, values)


def _is_by_rows(reading: Reading) -> bool:
    return not any(piece.columns for piece in reading)
