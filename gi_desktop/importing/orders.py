"""All ways to cut the sequence of a table's numbers into its rows.

Rows stand one after the other, or some of them together column by column, the first column
perhaps last; a page's number may stand among the others, and a wide number may be cut in two.
Every way is followed from row to row as long as the sums within each row hold.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from gi_desktop.importing.dump import Numbers
from gi_desktop.importing.relations import Sums, add_up
from gi_desktop.importing.trying import Steps, TooManyError

_SHORTEST_PIECE = 2
"""Digits of a piece of a number that goes on: cells of one digit's width there are none."""
_MOST_EXTRA = 120
"""Tokens more than cells: pieces of numbers, page numbers."""
_MOST_PAGES = 10
"""Page numbers among the numbers of one table."""
_LONGEST = 12
"""Digits of a number."""
_MOST_STEPS = 60_000
"""Rows that are tried; a table read column by column needs a tenth."""
_MOST_READINGS = 512

Row = tuple[int, ...]
_Node = tuple[int, int]
"""Rows read, tokens used."""


@dataclass(frozen=True)
class Piece:
    """Rows that stand together in the sequence."""

    rows: tuple[Row, ...]
    columns: tuple[int, ...] = ()
    """The numbers as they stand, where they stand column by column."""
    first_last: bool = False
    """The first column stands behind the others."""
    places: tuple[int, ...] = ()
    """Where ``columns`` stand in the sequence."""
    is_loose: bool = False
    """The columns may stand in any order; ``rows`` hold them as they stand."""


Reading = tuple[Piece, ...]


@dataclass
class Orders:
    """The ways to read ``stream`` as rows of ``sums``."""

    stream: Numbers
    size: int
    sums: Sequence[Sums[int]]
    """For each row."""
    loose: int | None = None
    """A page whose columns may stand in any order, one after the other."""
    known: dict[_Node, set[Reading]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.steps = Steps(_MOST_STEPS)
        self.tokens = self.stream.tokens
        self.extra = len(self.tokens) - len(self.sums) * self.size
        self.end = (len(self.sums), len(self.tokens))
        self.longest = max((len(token.text) for token in self.tokens), default=0)
        self.numbers = tuple(int(token.text[:_LONGEST]) for token in self.tokens)

    def readings(self) -> set[Reading]:
        """Return every way that comes out even; TooManyError where there are too many."""
        most = _MOST_EXTRA if self.longest >= _SHORTEST_PIECE else _MOST_PAGES
        is_too_long = self.longest > _LONGEST
        return self._from((0, 0)) if 0 <= self.extra <= most and not is_too_long else set()

    def row_by_row(self) -> list[tuple[Row, bool]]:
        """Return the rows one after the other, and whether their sums hold; none if uneven."""
        if self.extra or self.longest > _LONGEST:
            return []
        rows = [self.numbers[at * self.size :][: self.size] for at in range(len(self.sums))]
        return [(values, self.holds(row, values)) for row, values in enumerate(rows)]

    def _from(self, node: _Node) -> set[Reading]:
        """All readings of the rows and tokens that are left."""
        known = self.known.get(node)
        if known is not None:
            return known
        found: set[Reading] = {()} if node == self.end else set()
        row, place = node
        if row == len(self.sums) and place in self.stream.droppable:
            found |= self._from((row, place + 1))
        for piece, end in self._pieces(row, place):
            found |= {(piece, *rest) for rest in self._from((row + len(piece.rows), end))}
            if len(found) > _MOST_READINGS:
                raise TooManyError
        self.known[node] = found
        return found

    def _pieces(self, row: int, place: int) -> Iterator[tuple[Piece, int]]:
        """Rows from ``row`` on as they may stand at ``place``, and where they end."""
        if row == len(self.sums):
            return
        left = self.extra - (place - row * self.size)
        if self.stream.pages[place : place + 1] == (self.loose,):
            yield from self._loose(row, place)
            return
        for values, end in self._row(place, left):
            if self.holds(row, values):
                yield Piece((values,)), end
        for count in range(2, len(self.sums) - row + 1):
            end = place + count * self.size
            for places, after in self._stretches(place, end, left):
                stretch = tuple(self.numbers[at] for at in places)
                if not any(stretch) or not self._are_columns(places, count):
                    continue  # all 0 is as good as row by row
                for first_last in (False, True):
                    piece = self._by_column(row, stretch, first_last=first_last)
                    if piece is not None:
                        yield replace(piece, places=places), after

    def _loose(self, row: int, place: int) -> Iterator[tuple[Piece, int]]:
        """All numbers of a page as columns, each of the same blocks as the others."""
        starts = self.stream.starts
        page = [at for at, number in enumerate(self.stream.pages) if number == self.loose]
        count, rest = divmod(len(page), self.size)
        if starts is None or rest or page[0] != place or row + count > len(self.sums):
            return
        columns = [page[at : at + count] for at in range(0, len(page), count)]
        blocks = {tuple(at in starts for at in column) for column in columns}
        if len(blocks) == 1 and next(iter(blocks))[0]:
            numbers = tuple(self.numbers[at] for at in page)
            rows = tuple(numbers[at::count] for at in range(count))
            yield Piece(rows, numbers, places=tuple(page), is_loose=True), page[-1] + 1

    def _are_columns(self, places: Row, count: int) -> bool:
        """Whether pieces of ``count`` numbers may be columns: one page, and no block in two."""
        starts = self.stream.starts
        return len({self.stream.pages[at] for at in places}) == 1 and (
            starts is None or starts.issuperset(places[::count])
        )

    def _row(self, place: int, left: int) -> Iterator[tuple[Row, int]]:
        """One row whose numbers stand side by side, perhaps cut or with a page's between them."""
        stack: list[tuple[int, int, Row]] = [(place, left, ())]
        while stack:
            at, more, values = stack.pop()
            self.steps.take()
            if len(values) == self.size:
                yield values, at
                continue
            if at == len(self.tokens):
                continue
            if more and at in self.stream.droppable:
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
            and len(text) + len(self.tokens[at + 1].text) <= _LONGEST
            and not text.startswith("0")
            and piece.closes
            and self.tokens[at + 1].opens
        )

    def _stretches(self, start: int, end: int, left: int) -> Iterator[tuple[Row, int]]:
        """The places from ``start`` on, all of them and without one that may be a page's."""
        if end <= len(self.tokens):
            yield tuple(range(start, end)), end
        if left and end + 1 <= len(self.tokens):
            for at in range(start, end + 1):
                if at in self.stream.droppable:
                    yield (*range(start, at), *range(at + 1, end + 1)), end + 1

    def _by_column(self, row: int, numbers: Row, *, first_last: bool) -> Piece | None:
        """Rows whose numbers stand column by column; None where the sums of one are false."""
        rows = []
        count = len(numbers) // self.size
        for at in range(count):
            self.steps.take()
            values = numbers[at::count]
            values = values[-1:] + values[:-1] if first_last else values
            if not self.holds(row + at, values):
                return None
            rows.append(values)
        return Piece(tuple(rows), numbers, first_last)

    def holds(self, row: int, values: Row) -> bool:
        """Whether the sums within a row are true."""
        return add_up(self.sums[row], values)

    # Doubts -------------------------------------------------------------------------------

    def doubts(self, reading: Reading) -> Iterator[Reading]:
        """Yield readings that are as good, had some numbers of a column stood elsewhere in it.

        Which row a number in a column belongs to only counting tells. A dump that tears a few
        cells from their column shifts all that follow; where the sums do not notice, the rows
        are not certain. Below a header whole columns may stand elsewhere; on pages without one
        only pieces of them.
        """
        has_loose = any(piece.is_loose for piece in reading)
        row = 0
        for place, piece in enumerate(reading):
            if piece.is_loose:
                row += len(piece.rows)
                continue
            longest = len(piece.rows) - has_loose
            moved = _moved(piece.columns, longest, self._cuts(piece))
            for numbers in moved:
                other = self._by_column(row, numbers, first_last=piece.first_last)
                if other is not None and other.rows != piece.rows:
                    yield (*reading[:place], other, *reading[place + 1 :])
            row += len(piece.rows)

    def _cuts(self, piece: Piece) -> set[int]:
        """Before which numbers of a piece it may be cut: a block stays whole."""
        starts = self.stream.starts
        found = {at for at, place in enumerate(piece.places) if starts is None or place in starts}
        return {0, len(piece.places), *found}


def _moved(numbers: Row, longest: int, cuts: AbstractSet[int]) -> set[Row]:
    """The sequence with a run of equal numbers elsewhere, or with its end at its beginning.

    What moves is parted from the rest at ``cuts``.
    """
    ends = [at for at in range(-longest, longest + 1) if numbers and at % len(numbers) in cuts]
    found = {numbers[at:] + numbers[:at] for at in ends}
    for start in sorted(cuts - {len(numbers)}):
        run = 1
        while run <= longest and numbers[start : start + run] == numbers[start : start + 1] * run:
            if start + run in cuts:
                moving, rest = (
                    numbers[start : start + run],
                    numbers[:start] + numbers[start + run :],
                )
                found |= {
                    rest[:at] + moving + rest[at:]
                    for at in range(len(rest) + 1)
                    if (at if at <= start else at + run) in cuts
                }
            run += 1
    return found
