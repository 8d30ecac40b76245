"""Rows that follow each other, and how their numbers are shared out among them."""

from collections.abc import Iterable, Sequence

from gi_desktop.importing.fit import Fit
from gi_desktop.importing.occurrences import Occurrence
from gi_desktop.importing.tokens import Token, TokenKind, values_of


def lacks_numbers(rows: Sequence[Occurrence]) -> bool:
    """Whether one of several rows has neither numbers nor empty cells."""
    return len(rows) > 1 and any(not row.tokens for row in rows)


def mostly_odd(rows: Sequence[Occurrence], plain: Sequence[Fit | None]) -> bool:
    """Whether so many rows have too many or too few numbers that the others fit by chance."""
    odd = sum(fit is None and row.count > 0 for row, fit in zip(rows, plain, strict=True))
    return odd >= 3 and 2 * odd > sum(fit is not None for fit in plain)


def has_numbers(tokens: Iterable[Token]) -> bool:
    """Whether a number is among the tokens."""
    return any(token.kind is TokenKind.VALUE for token in tokens)


def cut_in(tokens: Sequence[Token], sizes: Sequence[int]) -> list[list[Token]]:
    """Return the tokens in groups of these sizes."""
    groups, start = [], 0
    for size in sizes:
        groups.append(list(tokens[start : start + size]))
        start += size
    return groups


def one_line_each(pairs: Sequence[tuple[Occurrence, Fit]]) -> bool:
    """Whether the numbers of each row share a line of their own, which tells rows from columns."""
    tokens = values_of(token for row, _ in pairs for token in row.tokens)
    sizes = [row.slot.size for row, _ in pairs]
    lines = [{token.line for token in group} for group in cut_in(tokens, sizes)]
    return (
        len(tokens) == sum(sizes)
        and all(len(places) == 1 for places in lines)
        and len(set().union(*lines)) == len(lines)
    )
