"""What speaks against numbers that stand beside a label, in a dump that tears both apart."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from gi_desktop.importing.fit import Fit
from gi_desktop.importing.occurrences import Occurrence
from gi_desktop.importing.relations import Relations


@dataclass(frozen=True)
class Torn:
    """The tables that a dump has torn."""

    rows: frozenset[str] = frozenset()
    """Labels of their rows stand out of order."""
    heads: frozenset[str] = frozenset()
    """Not all headings of their columns stand there whole, from left to right."""


def is_misplaced(
    rows: Sequence[Occurrence], place: int, fit: Fit, relations: Relations, torn: Torn
) -> bool:
    """Whether a row's numbers are perhaps another's, or in another order.

    A report may be false; but where a row's own sum is, and more numbers follow or the labels
    of its table stand out of order, they are not surely its own.
    """
    row = rows[place]
    is_false = False in relations.judged(row.slot.addresses, fit.values)
    if is_false and row.loose:
        return True
    if is_one_line(row):
        return False
    if not row.slot.keys:
        return row.slot.table in torn.heads  # they alone say whose a number is
    if row.slot.table not in torn.rows:
        return False
    return is_false or any(other.count != other.slot.size for other in _beside(rows, place))


def is_below_header(rows: Sequence[Occurrence], place: int, *, is_first: bool) -> bool:
    """Whether a row comes first below a header, its numbers on several lines.

    Where programs take the headings of several columns for one text, a number right below it may
    come behind others of its row.
    """
    row = rows[place]
    below = rows[place - 1].headed if place else is_first
    return not is_one_line(row) and (below or row.heads > 0)


def is_beside_too_many(rows: Sequence[Occurrence], place: int, proved: Container[int] = ()) -> bool:
    """Whether the row before or behind has so many numbers that some may be this row's.

    Not where these are its own: ``proved`` holds the slots whose numbers were put together.
    """
    return any(
        row.count > row.slot.size and row.slot.index not in proved for row in _beside(rows, place)
    )


def _beside(rows: Sequence[Occurrence], place: int) -> list[Occurrence]:
    return [rows[at] for at in (place - 1, place + 1) if 0 <= at < len(rows)]


def is_one_line(row: Occurrence) -> bool:
    """Whether all numbers of a row stand on one line: then they are of one row."""
    return len({token.line for token in row.tokens}) < 2
