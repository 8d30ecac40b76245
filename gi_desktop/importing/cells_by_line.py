"""One cell a line, without bars: what else than a number or a label such a line may be.

An empty line is an empty cell, where that makes every row come out even. A number that stands
before each row's label and counts them is none of the row's. “无” among numbers or behind
a label is what stands in a cell, if no label goes on with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from gi_desktop.importing.fit import windows
from gi_desktop.importing.lines import Line
from gi_desktop.importing.occurrences import Gathered, Occurrence
from gi_desktop.importing.tokens import Token, TokenKind
from gi_desktop.importing.vocabulary import Vocabulary

_FEWEST_COUNTED = 8
"""Rows that a column of numbers counts up: by chance so many do not."""
_FEWEST_ROWS = 5
"""Rows that come out even only with their empty lines."""
_MOST_EMPTY = 60
"""Empty lines in a row that may be cells; more part pages."""

_NOTHING = frozenset({"无", "空"})
Tokens = Sequence[Sequence[Token]]


def with_words(tokens: Tokens, vocabulary: Vocabulary) -> list[list[Token]]:
    """Return the tokens with “无” as a value where it stands alone beside one or behind a label."""
    found = [list(line) for line in tokens]
    lines = [place for place, line in enumerate(tokens) if line]
    for at, place in enumerate(lines):
        (token, *others) = tokens[place]
        if others or token.source not in _NOTHING:
            continue
        following = tokens[lines[at + 1]][0] if at + 1 < len(lines) else None
        before = found[lines[at - 1]][-1] if at else None
        if following is not None and token.text + following.text[:1] in vocabulary.pieces:
            continue
        near = [one for one in (before, following) if one is not None]
        behind_label = before is not None and before.text in vocabulary.whole
        if behind_label or any(map(_is_filled, near)):
            found[place] = [replace(token, kind=TokenKind.VALUE, text=token.source)]
    return found


def _is_filled(token: Token) -> bool:
    return token.kind is TokenKind.VALUE or token.source in _NOTHING


def row_counters(tokens: Tokens, zones: Sequence[str | None]) -> set[int]:
    """Return the lines that only count rows: each before a label, one more than the one before.

    ``zones`` names the table below whose heading each line stands.
    """
    lines = [place for place, found in enumerate(tokens) if found]
    before_labels = [
        place
        for place, following in pairwise(lines)
        if zones[place] == zones[following]
        and _is_lone_number(tokens[place])
        and tokens[following][0].kind is TokenKind.TEXT
    ]
    longest: dict[tuple[str | None, int], list[int]] = {}
    for place in before_labels:
        zone, number = zones[place], int(tokens[place][0].text)
        run = [*longest.get((zone, number - 1), ()), place]
        if len(run) > len(longest.get((zone, number), ())):
            longest[zone, number] = run
    runs = [run for run in longest.values() if len(run) >= _FEWEST_COUNTED]
    return set(max(runs, key=len, default=()))


def _is_lone_number(line: Sequence[Token]) -> bool:
    return len(line) == 1 and line[0].kind is TokenKind.VALUE and line[0].text.isdecimal()


def with_empty_lines(tokens: Tokens, lines: Sequence[Line]) -> list[list[Token]] | None:
    """Return the tokens with an empty cell for each empty line.

    None where no empty line may be one: where numbers do not stand one below the other.
    """
    numbers = [len(found) == 1 and found[0].kind is TokenKind.VALUE for found in tokens]
    near = sum(
        numbers[place] and numbers[place - 1] and not lines[place].gap
        for place in range(1, len(lines))
    )
    if near < 2 * _FEWEST_ROWS:
        return None
    behind = [line.gap for line in lines[1:]] + [0]
    empty = [
        min(gap, _MOST_EMPTY) if found else 0 for gap, found in zip(behind, tokens, strict=True)
    ]
    if not any(empty):
        return None
    return [
        [*found, *(Token(TokenKind.BLANK, "", place) for _ in range(count))]
        for place, (count, found) in enumerate(zip(empty, tokens, strict=True))
    ]


def come_out_even(gathered: Gathered) -> bool:
    """Whether the empty lines are cells: with them the rows have just what the form has."""
    rows = [row for segment in gathered.segments for row in segment.rows if row.tokens]
    uneven = sum(not _is_even(row) for row in rows)
    return 10 * uneven <= len(rows) and _count_filled(rows) >= _FEWEST_ROWS


def _is_even(row: Occurrence) -> bool:
    return next(windows(row.tokens, row.slot.size), None) is not None


def _count_filled(rows: Iterable[Occurrence]) -> int:
    """How many rows have numbers, but too few without their empty lines."""
    return sum(0 < row.count < row.slot.size and _is_even(row) for row in rows)
