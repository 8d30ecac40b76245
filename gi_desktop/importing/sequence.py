"""Numbers of a table by their order alone, where a dump has torn them from their labels.

Programs that take text out of a PDF keep the order of a table's numbers far better than their
place beside the labels. ``orders.py`` finds every way to cut the sequence of a table's numbers
into rows whose sums hold. Of all ways that come out even at the table's end, those that break a
sum across rows are left out; what the others agree on is read, and nothing else. All labels of
the rows must have been seen, in the order of the form: the order is what tells one row from
another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gi_desktop.form import Kind
from gi_desktop.importing.fit import Fit
from gi_desktop.importing.lines import Line
from gi_desktop.importing.orders import Orders, Reading, Sums, TooManyError
from gi_desktop.importing.reading import Event, Seen
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.tokens import Token, TokenKind
from gi_desktop.importing.vocabulary import ENUMERATOR, Slot, Vocabulary
from gi_desktop.report.values import Value, parse_value

IN_SEQUENCE = "原文的数字与行标签错开，按先后次序对应，合计都相符"
ROWS_IN_SEQUENCE = "原文的数字与行标签错开，按先后次序对应，这一行的合计相符"
NOT_CERTAIN = "原文的数字与行标签错开，几种排法的合计都相符，不能确定属于哪一格"
_TELLING = 5
"""Characters of a name that no other label has in it."""
_TELLING_HEAD = 4
_MOST_DOUBTS = 200
"""Readings whose sums across rows are tried; of more only what all agree on is taken."""
_ENOUGH_TRUE = 6
"""Rows with numbers whose sums hold where others do not."""
_MOST_FALSE = 2
_LARGEST_PAGE = 300


@dataclass(frozen=True)
class Dump:
    """The lines of a source as far as the order of its numbers goes."""

    tokens: Sequence[Sequence[Token]]
    """What each line of a table says; nothing for the others."""
    zones: Sequence[str | None]
    """The table below whose heading each line stands."""
    lines: Sequence[Line]
    left_out: Mapping[int, Sequence[Line]]
    """Lines that were taken for page numbers, by the line before which they stand."""

    def numbers(self, table: str) -> list[Token]:
        """What stands below the heading of a table, but for words."""
        return [
            _plain(token)
            for place, zone in enumerate(self.zones)
            if zone == table
            for token in (*self._left_out(place), *self.tokens[place])
            if token.kind is not TokenKind.TEXT
        ]

    def words(self, table: str) -> str:
        """The words below its heading in one piece."""
        return "".join(
            token.text
            for place, zone in enumerate(self.zones)
            if zone == table
            for token in self.tokens[place]
            if token.kind is TokenKind.TEXT
        )

    def _left_out(self, place: int) -> Iterator[Token]:
        for line in self.left_out.get(place, ()):
            yield Token(TokenKind.VALUE, line.text, place, lone=True, opens=True, closes=True)

    def page_numbers(self, tokens: Sequence[Token]) -> set[int]:
        """Places of numbers that may be a page's: where pages are told apart, of just its own."""
        numbers: dict[int, set[int]] = {}
        for line in (*self.lines, *(line for found in self.left_out.values() for line in found)):
            if line.text.isdecimal() and len(line.text) <= len(str(_LARGEST_PAGE)):
                numbers.setdefault(line.page, set()).add(int(line.text))
        pages = self.lines[-1].page + 1
        counting = {
            offset
            for offset in {n - page for page, found in numbers.items() for n in found}
            if 2 * sum(page + offset in found for page, found in numbers.items()) >= pages
        }
        return {
            place
            for place, token in enumerate(tokens)
            if token.lone
            and 0 < int(token.text) <= _LARGEST_PAGE
            and (
                pages < 2 or any(int(token.text) - page in counting for page in self._pages(token))
            )
        }

    def _pages(self, token: Token) -> set[int]:
        """The page of a number; of one that was left out, also the page that ends before it."""
        return {self.lines[at].page for at in (token.line - 1, token.line) if at >= 0}


def _plain(token: Token) -> Token:
    """The token without what parts thousands."""
    if not isinstance(parse_value(token.text, Kind.COUNT), int):
        return token
    return replace(token, text=token.text.replace(",", "").replace("，", ""))


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
        slots = [slot for slot in vocabulary.slots if slot.table == table.id]
        own = dump.numbers(table.id)
        enough = len(own) >= sum(slot.size for slot in slots) > 0
        if not enough or not all(token.text.isdecimal() for token in own):
            continue
        words = dump.words(table.id)
        if (
            _are_rows_with_sums(slots, relations)
            and _labels_in_order(seen, slots, words)
            and _headers_in_order(slots[0], words, vocabulary)
        ):
            sums = [_sums(slot, relations) for slot in slots]
            orders = Orders(own, slots[0].size, sums, dump.page_numbers(own))
            found |= dict(_fits(orders, slots, relations))
    return found


def _are_rows_with_sums(slots: Sequence[Slot], relations: Relations) -> bool:
    return len({(slot.size, slot.block) for slot in slots}) == 1 and all(
        relations.within(slot.addresses) for slot in slots
    )


def _labels_in_order(events: Iterable[Event], slots: Sequence[Slot], words: str) -> bool:
    """Whether the labels of the rows stand one after the other as on the form, none missing.

    A label that was torn is not missing as long as its name stands in ``words``.
    """
    if not slots[0].keys:
        return True
    order = {slot.index: place for place, slot in enumerate(slots)}
    rows = [order[e.number] for e in events if e.seen is Seen.ROW and e.number in order]
    # A label that stands where no reading follows it is not seen as a row's; its name is there.
    names = [[_name(label) for label in slot.keys if label not in slot.collapsed] for slot in slots]
    found = [min((words.find(n) for n in own if n in words), default=-1) for own in names]
    stands = [at for at in found if at >= 0]
    return (
        all(one <= following for one, following in pairwise(rows))
        and all(one <= following for one, following in pairwise(stands))
        and all(
            place in rows or any(_name(label) in words for label in slot.keys)
            for slot, place in zip(slots, order.values(), strict=True)
        )
    )


def _headers_in_order(slot: Slot, words: str, vocabulary: Vocabulary) -> bool:
    """Whether the columns are headed as on the form, from left to right.

    Where headers alone say whose a number is, all must be seen; elsewhere none in another order.
    """
    heads = [vocabulary.sides[path[-1]].keys for path in slot.paths]
    wanted = [keys[0] for keys in heads if len(keys[0]) >= _TELLING_HEAD]
    first = {spelling: keys[0] for keys in heads for spelling in keys}
    spellings = sorted((s for s in first if first[s] in wanted), key=len, reverse=True)
    if not spellings:
        return False
    found = [first[one[0]] for one in re.finditer("|".join(spellings), words)]
    if not slot.keys:
        return found == wanted
    once = list(dict.fromkeys(found))
    return once == [head for head in wanted if head in once]


def _name(label: str) -> str:
    """What of a label tells it from others by itself, wherever it stands; a short one whole."""
    name = ENUMERATOR.sub("", label, count=1)
    return name if len(name) >= _TELLING else label


def _fits(
    orders: Orders, slots: Sequence[Slot], relations: Relations
) -> Iterator[tuple[int, InOrder]]:
    """Yield slot and the cells on which all readings agree."""
    cells = [cell for slot in slots for cell in slot.addresses]
    try:
        readings = orders.readings()
        certain = [
            reading for reading in readings if not relations.refutes(cells, _values(reading, cells))
        ]
        # Where all rows may stand one after the other, no count of cells in columns is relied upon.
        by_columns = [] if any(map(_is_by_rows, certain)) else certain
        doubts = {doubt for reading in by_columns for doubt in orders.doubts(reading)}
    except TooManyError:
        return
    if not certain and all(map(_is_by_rows, readings)):
        yield from _in_spite_of_faults(orders, slots, relations)
    possible = [_values(reading, cells) for reading in (*certain, *doubts)]
    if len(possible) <= _MOST_DOUBTS:
        possible = [values for values in possible if not relations.refutes(cells, values)]
    by_rows = all(map(_is_by_rows, certain))
    for slot in slots if possible else ():
        agreed: dict[str, Value] = {
            cell: possible[0][cell]
            for cell in slot.addresses
            if all(values[cell] == possible[0][cell] for values in possible)
        }
        complete = len(agreed) == slot.size
        fit = Fit(agreed, complete=complete, how=IN_SEQUENCE, missing=NOT_CERTAIN)
        yield slot.index, InOrder(fit, by_rows)


def _is_by_rows(reading: Reading) -> bool:
    return not any(piece.columns for piece in reading)


def _in_spite_of_faults(
    orders: Orders, slots: Sequence[Slot], relations: Relations
) -> Iterator[tuple[int, InOrder]]:
    """Yield the rows of a report that does not add up: their own sums hold, and few are false.

    Rows with numbers whose sums hold do not come about by chance when all stand a place too far.
    """
    rows = orders.row_by_row()
    true = {
        slot.index: dict(zip(slot.addresses, values, strict=True))
        for slot, (values, holds) in zip(slots, rows, strict=False)
        if holds
    }
    known: dict[str, Value] = {cell: n for values in true.values() for cell, n in values.items()}
    false = sum(one.holds(known) is False for one in relations.touching(known))
    telling = sum(any(values.values()) for values in true.values())
    if telling < _ENOUGH_TRUE or len(rows) - len(true) > _MOST_FALSE or false > _MOST_FALSE:
        return
    for index, values in true.items():
        yield index, InOrder(Fit({**values}, complete=True, how=ROWS_IN_SEQUENCE), by_rows=False)


def _values(reading: Reading, cells: Sequence[str]) -> dict[str, int]:
    numbers = [number for piece in reading for row in piece.rows for number in row]
    return dict(zip(cells, numbers, strict=True))


def _sums(slot: Slot, relations: Relations) -> Sums:
    """The sums within a row, by places."""
    place = {cell: at for at, cell in enumerate(slot.addresses)}
    return [
        ([place[cell] for cell in one.plus], [place[cell] for cell in one.minus])
        for one in relations.within(slot.addresses)
    ]
