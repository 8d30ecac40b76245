"""Numbers that a narrow cell, or the end of a page, cut in pieces.

A number goes on in the next line of its cell, or in a row below that has nothing but such rests
and the rest of the label. It is put together only where the sum of its row proves it; where not,
the cell says more than one number and stays empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gi_desktop.importing.fit import Fit
from gi_desktop.importing.grid_rows import GridRow
from gi_desktop.importing.grids import SourceCell
from gi_desktop.importing.labels import BEGINS, SURE, Labels
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.vocabulary import Slot
from gi_desktop.report.values import Value

IN_LINES = "原文的数字在格子里折成几行，按合计核对后接上"
BY_PAGE = "原文的数字被换页断成两截，按合计核对后接上"
_FEWEST = 2
"""Digits of a piece that another follows: narrower than that no cell is."""


def put_together(text: str) -> str:
    """Return the number whose pieces a cell holds; "" where it is no such cell."""
    pieces = text.split()
    is_cut = len(pieces) > 1 and all(piece.isdecimal() for piece in pieces)
    if not is_cut or pieces[0].startswith("0") or any(len(p) < _FEWEST for p in pieces[:-1]):
        return ""
    return "".join(pieces)


def proved(
    slot: Slot,
    values: Mapping[str, Value],
    joined: Mapping[str, Value],
    known: Mapping[str, Value],
    relations: Relations,
) -> bool:
    """Whether the row's own sums hold with the numbers put together.

    Where every cell has two, the sums of two rows in one hold as well: then those with the
    other rows (``known``) must hold too.
    """
    if not relations.proves(slot.addresses, {**values, **joined}):
        return False
    is_some_whole = any(cell not in joined for cell in values)
    return is_some_whole or relations.proves_across(slot.addresses, known)


def with_joined(fit: Fit, joined: Mapping[str, Value]) -> Fit:
    """Return a row's reading with the numbers that were put together, named as such."""
    unread = {cell: why for cell, why in fit.unread.items() if cell not in joined}
    repairs = dict.fromkeys(joined, IN_LINES) | dict(fit.repairs)
    return replace(fit, values={**fit.values, **joined}, unread=unread, repairs=repairs)


def join_torn_rows(rows: list[GridRow], labels: Labels) -> None:
    """Take the rests of a row's numbers, cut off by the end of a page, into its cells."""
    place = 1
    while place < len(rows):
        if _join(rows[place - 1], rows[place], labels):
            del rows[place]
        else:
            place += 1


def _join(above: GridRow, below: GridRow, labels: Labels) -> bool:
    """Put the rests that the lower row holds into the upper one; False where it holds none."""
    if below.grid == above.grid and below.heads is above.heads:
        return False  # no page ends between rows of one piece
    together = labels.row(above.label + below.label) if below.label else None
    slot = above.slot
    if together is not None and together.is_certain and (slot is None or above.how):
        slot = together.slot
    if slot is None or _is_row(below, slot, labels):
        return False
    if below.is_blank and not above.is_blank and slot is not above.slot:
        above.slot, above.how, above.label = slot, "", above.label + below.label
        return True  # the rest of the label alone
    cells, rests = above.cells[-slot.size :], below.cells[-slot.size :]
    if len(cells) != slot.size or not _are_rests(cells, rests, below.cells[: -slot.size]):
        return False
    joined = [
        replace(cell, text=f"{cell.text}\n{rest.text}", how=BY_PAGE) if rest.text else cell
        for cell, rest in zip(cells, rests, strict=True)
    ]
    above.cells = [*above.cells[: -slot.size], *joined]
    if slot is not above.slot:
        above.slot, above.how, above.label = slot, "", above.label + below.label
    return True


def _is_row(row: GridRow, above: Slot, labels: Labels) -> bool:
    """Whether a row has a label of its own, and no rest of the one above it."""
    if BEGINS.match(row.label):
        return True
    match = labels.row(row.label) if row.label else None
    return match is not None and match.slot is not above and match.score >= SURE


def _are_rests(
    cells: Sequence[SourceCell], rests: Sequence[SourceCell], others: Sequence[SourceCell]
) -> bool:
    """Whether the lower cells hold the ends of the upper ones' numbers.

    A whole row of them only where all of these are as long as a cell is wide.
    """
    said = [(cell, rest) for cell, rest in zip(cells, rests, strict=False) if rest.text]
    lengths = {len(cell.text) for cell in cells}
    return (
        len(rests) == len(cells)
        and (0 < len(said) < len(cells) or (len(lengths) == 1 and min(lengths) >= _FEWEST))
        and not any(cell.text for cell in others)
        and all(cell.text.isdecimal() and rest.text.isdecimal() for cell, rest in said)
    )
