"""Numbers that only count: the rows of a table (序号), or its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gi_desktop.importing.tokens import Token, TokenKind

_FEWEST_ROWS = 6
"""Lines whose first numbers follow each other by one: by chance so many do not."""
_FEWEST_NAMED = 3
"""The same where the header names the column."""
_NAME = "序号"
_MOST_SKIPPED = 3
_FEWEST_COLUMNS = 5


def without_counts(tokens: list[list[Token]], zones: Sequence[str | None]) -> None:
    """Take out what counts the rows and the columns of each table; ``tokens`` is by line."""
    for table in {zone for zone in zones if zone}:
        places = [place for place, zone in enumerate(zones) if zone == table]
        is_named = any(
            token.kind is TokenKind.TEXT and token.text.startswith(_NAME)
            for place in places
            for token in tokens[place]
        )
        rows = _counting([(place, tokens[place]) for place in places])
        if len(rows) >= (_FEWEST_NAMED if is_named else _FEWEST_ROWS):
            for place in rows:
                rest = tokens[place][1:]
                tokens[place] = [replace(rest[0], opens=True, lone=len(rest) == 1), *rest[1:]]
        for place in places:
            if _counts_columns(tokens[place]):
                tokens[place] = []


def _counting(lines: Sequence[tuple[int, list[Token]]]) -> list[int]:
    """The longest run of lines that begin with 1, 2, 3 and so on, and a label behind it."""
    best: list[int] = []
    run: list[int] = []
    last = 0
    for place, number in _numbered(lines):
        if run and last < number <= last + _MOST_SKIPPED:
            run.append(place)
        elif len(run) < _FEWEST_NAMED:
            run = [place]
        else:
            continue  # a number of the table that stands first in its line
        last = number
        best = max(best, run, key=len)
    return best


def _numbered(lines: Sequence[tuple[int, list[Token]]]) -> Iterator[tuple[int, int]]:
    for place, found in lines:
        if len(found) < 2 or found[1].kind is not TokenKind.TEXT:
            continue
        first = found[0]
        if first.kind is TokenKind.VALUE and first.text.isdecimal() and len(first.text) < 3:
            yield place, int(first.text)


def _counts_columns(line: Sequence[Token]) -> bool:
    """Whether a line says nothing but 1, 2, 3 and so on."""
    said = [token.text for token in line]
    return len(said) >= _FEWEST_COLUMNS and said == [str(at + 1) for at in range(len(said))]
