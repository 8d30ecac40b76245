"""Rows of a text whose numbers are wrapped in narrow cells, a line of pieces below the other.

The first digits of the wide numbers stand in one line, the narrow numbers beside them in the
middle, the rest of the digits in the last; labels stand among them where they may. Every way is
tried to share out the lines with numbers among the rows, and the pieces of each row's lines among
its cells. A row is put together only where its sums prove one way, and only one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, groupby, product

from gi_desktop.importing.fit import Fit
from gi_desktop.importing.occurrences import Occurrence, Segment
from gi_desktop.importing.relations import Relations, Sums, add_up
from gi_desktop.importing.tokens import Token, TokenKind
from gi_desktop.importing.trying import Steps, TooManyError
from gi_desktop.importing.vocabulary import Vocabulary
from gi_desktop.report.values import Value

WRAPPED = "原文的数字在窄格里折成几行，按合计核对后接上"
_MOST_LINES = 3
"""Lines of one row's numbers."""
_TALLEST = 3
"""Pieces of one number."""
_SHORTEST = 3
"""Digits of a piece that another follows: narrower than that hardly any cell is."""
_LONGEST = 8
"""Digits of a number."""
_MOST_STEPS = 60_000
_MOST_WAYS = 200
_MOST_ROWS = 40

Numbers = tuple[int, ...]


def unwrapped(
    segment: Segment, vocabulary: Vocabulary, relations: Relations
) -> list[tuple[Occurrence, Fit]]:
    """Return all rows of a segment with their numbers; nothing where that is not certain."""
    rows = segment.rows
    lines = list(_lines(segment))
    size = rows[0].slot.size
    if not (len(rows) < len(lines) and len(rows) <= _MOST_ROWS and _are_numbers(lines)):
        return []
    of_block = sum(slot.block == rows[0].slot.block for slot in vocabulary.slots)
    if len({row.slot.index for row in rows}) != of_block:
        return []
    if any(row.slot.size != size or not relations.within(row.slot.addresses) for row in rows):
        return []
    sums = [relations.by_place(row.slot.addresses) for row in rows]
    try:
        ways = _Shared(lines, size, sums).ways()
    except TooManyError:
        return []
    if len(ways) != 1:
        return []
    found = []
    known: dict[str, Value] = {}
    for row, (numbers, count) in zip(rows, ways[0], strict=True):
        values: dict[str, Value] = dict(zip(row.slot.addresses, numbers, strict=True))
        known |= values
        found.append((row, Fit(values, complete=True, how=WRAPPED if count > 1 else "")))
    # By its own sum alone a row of many pieces could come about by chance: others must agree.
    is_sure = all(
        len(rows) == 1 or not fit.how or relations.proves_across(row.slot.addresses, known)
        for row, fit in found
    )
    return found if is_sure else []


def _lines(segment: Segment) -> Iterator[list[Token]]:
    """The numbers of a segment, line by line."""
    tokens = [*segment.before, *(t for row in segment.rows for t in (*row.tokens, *row.loose))]
    tokens = [token for token in tokens if token.kind is not TokenKind.TEXT]
    for _, line in groupby(sorted(tokens, key=lambda token: token.line), lambda t: t.line):
        yield list(line)


def _are_numbers(lines: Sequence[Sequence[Token]]) -> bool:
    return all(
        token.text.isdecimal() and len(token.text) <= _LONGEST for line in lines for token in line
    )


Way = tuple[tuple[Numbers, int], ...]
"""The numbers of each row, and of how many lines they were made."""


@dataclass
class _Shared:
    """The lines shared out among the rows."""

    lines: Sequence[Sequence[Token]]
    size: int
    sums: Sequence[Sums[int]]
    steps: Steps = field(default_factory=lambda: Steps(_MOST_STEPS))
    known: dict[tuple[int, int], dict[Way, int]] = field(default_factory=dict)
    solved: dict[tuple[int, int], list[Numbers]] = field(default_factory=dict)

    def ways(self) -> list[Way]:
        """Return the ways in which the fewest rows have a sum that fails."""
        found = self._from(0, 0)
        fewest = min(found.values(), default=0)
        return [way for way, false in found.items() if false == fewest]

    def _from(self, row: int, line: int) -> dict[Way, int]:
        """All ways for the rows and lines that are left, and how many sums fail in each."""
        if row == len(self.sums):
            return {(): 0} if line == len(self.lines) else {}
        key = (row, line)
        if key in self.known:
            return self.known[key]
        found: dict[Way, int] = {}
        if self._may_be_page_number(line):
            found |= self._from(row, line + 1)
        for count in range(1, min(_MOST_LINES, len(self.lines) - line) + 1):
            for numbers, is_false in self._row(row, line, count):
                for way, false in self._from(row + 1, line + count).items():
                    found[((numbers, count), *way)] = false + is_false
        if len(found) > _MOST_WAYS:
            raise TooManyError
        self.known[key] = found
        return found

    def _may_be_page_number(self, line: int) -> bool:
        if line >= len(self.lines) or len(self.lines[line]) > 1:
            return False
        (token,) = self.lines[line]
        return token.lone and token.at_page_end

    def _row(self, row: int, line: int, count: int) -> Iterator[tuple[Numbers, bool]]:
        pieces = [[token.text for token in one] for one in self.lines[line : line + count]]
        if count == 1:
            if len(pieces[0]) == self.size:
                numbers = tuple(map(int, pieces[0]))
                yield numbers, not add_up(self.sums[row], numbers)
            return
        is_row = any(len(p) == self.size and add_up(self.sums[row], [*map(int, p)]) for p in pieces)
        if is_row or not self.size < sum(map(len, pieces)) <= _MOST_LINES * self.size:
            return
        key = (line, count)
        if key not in self.solved:
            self.solved[key] = sorted(set(self._joined(pieces, self.sums[row])))
        for numbers in self.solved[key]:
            yield numbers, False

    def _joined(self, pieces: Sequence[Sequence[str]], sums: Sums[int]) -> Iterator[Numbers]:
        """The ways to make the numbers of a row from lines of pieces whose sums hold."""
        full = max(len(piece) for line in pieces for piece in line) - 1
        checks = {max((*plus, *minus)): (plus, minus) for plus, minus in sums}
        for shape in _shapes(tuple(map(len, pieces)), self.size):
            stack: list[tuple[Numbers, tuple[int, ...], Numbers]] = [
                ((0,) * len(pieces), shape.counts, ())
            ]
            while stack:
                used, left, numbers = stack.pop()
                self.steps.take()
                cell = len(numbers)
                if cell == self.size:
                    yield numbers
                    continue
                for kind, places in enumerate(shape.places):
                    text = (
                        _number([pieces[at][used[at]] for at in places], full) if left[kind] else ""
                    )
                    if not text:
                        continue
                    more = (*numbers, int(text))
                    check = checks.get(cell)
                    if check is None or add_up([check], more):
                        after = tuple(n + (at in places) for at, n in enumerate(used))
                        rest = tuple(n - (at == kind) for at, n in enumerate(left))
                        stack.append((after, rest, more))


@dataclass(frozen=True)
class _Shape:
    """How the cells of a row stand: all numbers of so many pieces in the same lines."""

    places: tuple[tuple[int, ...], ...]
    counts: tuple[int, ...]
    """How many cells stand in each of ``places``."""


@lru_cache(256)
def _shapes(lengths: tuple[int, ...], cells: int) -> tuple[_Shape, ...]:
    """Return the ways in which lines with so many pieces can be the cells of a row."""
    found = []
    lines = range(len(lengths))
    heights = range(1, min(_TALLEST, len(lengths)) + 1)
    for chosen in product(*([(), *combinations(lines, height)] for height in heights)):
        places = tuple(one for one in chosen if one)
        if {at for one in places for at in one} != set(lines):
            continue
        for others in product(range(1, cells), repeat=len(places) - 1):
            counts = (*others, cells - sum(others))
            if counts[-1] < 1:
                continue
            told = [
                sum(n for n, one in zip(counts, places, strict=True) if at in one) for at in lines
            ]
            if told == list(lengths):
                found.append(_Shape(places, counts))
    return tuple(found)


def _number(pieces: Sequence[str], full: int) -> str:
    """The number made of pieces; "" where they are none: all but the last fill their line."""
    text = "".join(pieces)
    if len(pieces) == 1:
        return text
    is_full = all(len(piece) >= max(full, _SHORTEST) for piece in pieces[:-1])
    return text if is_full and text[0] != "0" and len(text) <= _LONGEST else ""
