"""Numbers of a table by their order alone, where a dump has torn them from their labels.

Programs that take text out of a PDF keep the order of a table's numbers far better than their
place beside the labels: row by row, or some rows together column by column (the first column
perhaps last), page numbers among them, wide numbers cut in two. Every way to cut the whole
sequence of a table into such pieces is followed, row after row, as long as the sums within each
row hold. Of all ways that come out even at the table's end, those that break a sum across rows
are left out; what the others agree on is read, and nothing else. All labels of the rows must have
been seen, in the order of the form: the order is what tells one row from another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gi_desktop.importing.fit import Fit
from gi_desktop.importing.lines import Line
from gi_desktop.importing.reading import Event, Seen
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.tokens import Token, TokenKind
from gi_desktop.importing.vocabulary import ENUMERATOR, Slot, Vocabulary

IN_SEQUENCE = "原文的数字与行标签错开，按先后次序对应，合计都相符"
_TELLING = 5
"""Characters of a name that no other label has in it."""
_TELLING_HEAD = 4
_SHORTEST_PIECE = 2
"""Digits of a piece of a number that goes on: cells of one digit's width there are none."""
_MOST_EXTRA = 120
"""Tokens more than cells: pieces of numbers, page numbers."""
_MOST_STEPS = 60_000
"""Pieces that are tried; a table read column by column needs a tenth."""
_MOST_READINGS = 64
_LARGEST_PAGE = 300

Row = tuple[int, ...]
Node = tuple[int, int]
"""Rows read, tokens used."""


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
            token
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


def read_sequences(dump: Dump, events: Iterable[Event], vocabulary: Vocabulary) -> dict[int, Fit]:
    """Return slot → what the order of the numbers below its table's heading proves."""
    relations = Relations(vocabulary.form)
    seen = list(events)
    found: dict[int, Fit] = {}
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
            found |= _Search(own, slots, relations, dump.page_numbers(own)).fits()
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
    return all(one <= following for one, following in pairwise(rows)) and all(
        place in rows or any(_name(label) in words for label in slot.keys)
        for slot, place in zip(slots, order.values(), strict=True)
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


class _TooManyError(Exception):
    """More is to be tried than any real table needs."""


@dataclass
class _Search:
    """All ways to read one table's numbers in order."""

    tokens: Sequence[Token]
    slots: Sequence[Slot]
    relations: Relations
    droppable: set[int]
    steps: int = 0
    readings: dict[Node, set[tuple[Row, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.size = self.slots[0].size
        self.extra = len(self.tokens) - len(self.slots) * self.size
        self.end = (len(self.slots), len(self.tokens))
        self.numbers = [int(token.text) for token in self.tokens]
        self.longest = max((len(token.text) for token in self.tokens), default=0)
        self.sums = [self._sums(slot) for slot in self.slots]

    def _sums(self, slot: Slot) -> list[tuple[list[int], list[int]]]:
        """The sums within a row, by places."""
        place = {cell: at for at, cell in enumerate(slot.addresses)}
        return [
            ([place[cell] for cell in one.plus], [place[cell] for cell in one.minus])
            for one in self.relations.within(slot.addresses)
        ]

    def fits(self) -> dict[int, Fit]:
        """Return slot → the cells on which all readings agree."""
        if not 0 <= self.extra <= _MOST_EXTRA:
            return {}
        try:
            readings = self._from((0, 0))
        except _TooManyError:
            return {}
        cells = [cell for slot in self.slots for cell in slot.addresses]
        possible = [
            values
            for reading in readings
            for values in [dict(zip(cells, (n for row in reading for n in row), strict=True))]
            if not self.relations.refutes(cells, values)
        ]
        return dict(self._agreed(possible)) if possible else {}

    def _agreed(self, possible: Sequence[Mapping[str, int]]) -> Iterator[tuple[int, Fit]]:
        for slot in self.slots:
            agreed = {
                cell: possible[0][cell]
                for cell in slot.addresses
                if all(values[cell] == possible[0][cell] for values in possible)
            }
            if agreed:
                complete = len(agreed) == slot.size
                yield slot.index, Fit(dict(agreed), complete=complete, how=IN_SEQUENCE)

    def _from(self, node: Node) -> set[tuple[Row, ...]]:
        """All readings of the rows and tokens that are left."""
        known = self.readings.get(node)
        if known is not None:
            return known
        found: set[tuple[Row, ...]] = {()} if node == self.end else set()
        row, place = node
        if row == len(self.slots) and place in self.droppable:
            found |= self._from((row, place + 1))
        for rows, end in self._pieces(row, place):
            found |= {rows + rest for rest in self._from((row + len(rows), end))}
            if len(found) > _MOST_READINGS:
                raise _TooManyError
        self.readings[node] = found
        return found

    def _pieces(self, row: int, place: int) -> Iterator[tuple[tuple[Row, ...], int]]:
        """Rows from ``row`` on as they may stand at ``place``, and where they end."""
        if row == len(self.slots):
            return
        left = self.extra - (place - row * self.size)
        for values, end in self._row(place, left):
            if self._holds(row, values):
                yield (values,), end
        for count in range(2, len(self.slots) - row + 1):
            end = place + count * self.size
            for stretch, after in self._stretches(place, end, left):
                for first in (0, 1):
                    rows = self._by_column(row, count, stretch, first)
                    if rows:
                        yield rows, after

    def _row(self, place: int, left: int) -> Iterator[tuple[Row, int]]:
        """One row whose numbers stand side by side, perhaps cut or with a page's between them."""
        stack: list[tuple[int, int, Row]] = [(place, left, ())]
        while stack:
            at, more, values = stack.pop()
            self._step()
            if len(values) == self.size:
                yield values, at
                continue
            if at == len(self.tokens):
                continue
            if more and at in self.droppable:
                stack.append((at + 1, more - 1, values))
            text = self.tokens[at].text
            stack.append((at + 1, more, (*values, int(text))))
            while more and self._goes_on(at, text):
                at, more = at + 1, more - 1
                text += self.tokens[at].text
                stack.append((at + 1, more, (*values, int(text))))

    def _goes_on(self, at: int, text: str) -> bool:
        """Whether the number may be cut behind this token: where the cell is full."""
        piece = self.tokens[at]
        return (
            at + 1 < len(self.tokens)
            and len(piece.text) == self.longest >= _SHORTEST_PIECE
            and not text.startswith("0")
            and piece.closes
            and self.tokens[at + 1].opens
        )

    def _stretches(self, start: int, end: int, left: int) -> Iterator[tuple[Sequence[int], int]]:
        """The numbers from ``start`` on, as they are and without one that may be a page's."""
        if end <= len(self.tokens):
            yield self.numbers[start:end], end
        if left and end + 1 <= len(self.tokens):
            for at in range(start, end + 1):
                if at in self.droppable:
                    yield self.numbers[start:at] + self.numbers[at + 1 : end + 1], end + 1

    def _by_column(
        self, row: int, count: int, numbers: Sequence[int], first: int
    ) -> tuple[Row, ...]:
        """Rows whose numbers stand column by column; nothing where the sums of one are false."""
        rows = []
        for at in range(count):
            self._step()
            values = tuple(numbers[at::count])
            values = values[-first:] + values[:-first] if first else values
            if not self._holds(row + at, values):
                return ()
            rows.append(values)
        return tuple(rows)

    def _holds(self, row: int, values: Row) -> bool:
        return all(
            sum(values[at] for at in plus) == sum(values[at] for at in minus)
            for plus, minus in self.sums[row]
        )

    def _step(self) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise _TooManyError
