"""Columns that a source has and the form has not, where no header tells which they are.

A column is the same one in every row. So the sums of all rows of a table tell together which to
leave out: only those left are taken that every choice agrees on which the sums do not refuse.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from gi_desktop.importing.fit import Fit
from gi_desktop.importing.grids import SourceCell, said_until
from gi_desktop.importing.relations import Equation, Relations
from gi_desktop.importing.tokens import Token, values_of
from gi_desktop.importing.vocabulary import Slot
from gi_desktop.report.values import Raw, Value

LEFT_OUT = "原文多出一列，按合计核对后没有取用"
NOT_TOLD = "原文多出一列，按合计也不能确定这一格取哪一列"
_MOST_SURPLUS = 2
_ENOUGH = 3
"""Sums of more than zeros that must hold: by chance so many do not."""
_FALSE_SHARE = 8
"""Of so many sums that hold one may fail: reports with a wrong sum are published too."""
_WITH_UNIT = re.compile(r"(\d{1,18})\D{1,3}")
_MARGIN = 2
"""How many more sums must fail with another choice for it to be none."""


@dataclass(frozen=True)
class WideRow:
    """A row with more cells than the form has."""

    slot: Slot
    cells: Sequence[SourceCell]


@dataclass(frozen=True)
class _Choice:
    """The places that are kept in every row, and what the sums say of them."""

    places: tuple[int, ...]
    true: int
    false: int


def kept_cells(
    rows: Sequence[WideRow],
    known: Mapping[str, Value],
    relations: Relations,
    read: Callable[[SourceCell, str], Value],
) -> list[dict[str, SourceCell]]:
    """Return the cells of each row by address; nothing where the sums do not tell.

    ``rows`` all have the same number of cells; ``known`` is what other rows say.
    """
    size = rows[0].slot.size
    count = max(size, *(said_until(row.cells) for row in rows))
    if len(rows[0].cells) <= size or count > size + _MOST_SURPLUS:
        return []
    own = [cell for row in rows for cell in row.slot.addresses]
    all_known = {*own, *known}
    equations = [e for e in relations.touching(own) if all_known.issuperset(e.cells)]
    choices = []
    for places in combinations(range(count), size):
        trial = dict(known)
        for row in rows:
            for address, place in zip(row.slot.addresses, places, strict=True):
                trial[address] = read(row.cells[place], address)
        choices.append(_weighed(places, equations, trial))
    best = min(choices, key=lambda choice: (choice.false, -choice.true))
    tells = best.true >= max(1, min(_ENOUGH, len(equations)))
    is_all_zero = not best.true and len(rows) >= _ENOUGH
    if not (tells or is_all_zero) or best.false * _FALSE_SHARE > best.true:
        return []
    margin = min(_MARGIN, len(rows))
    rivals = [choice for choice in choices if choice.false < best.false + margin]
    kept = [_agreed(row, rivals) for row in rows]
    # Of few rows all must be certain: a part of one is little proof of the rest.
    is_sure = any(kept) if len(rows) >= _ENOUGH else all(len(cells) == size for cells in kept)
    return kept if is_sure else []


def kept_of_lines(
    rows: Sequence[tuple[Slot, Sequence[Token]]],
    relations: Relations,
    read: Callable[[SourceCell, str], Value],
) -> list[tuple[Slot, Fit]]:
    """Return what lines say that mostly have as many numbers, more than the form has.

    Lines with another number of them are left out.
    """
    told = [(slot, values_of(tokens)) for slot, tokens in rows]
    counts = Counter(len(values) for _, values in told)
    count, often = counts.most_common(1)[0] if counts else (0, 0)
    if often < _ENOUGH or 2 * often < len(rows):
        return []
    wide = [
        WideRow(slot, [SourceCell(0, at, text=value.text) for at, value in enumerate(values)])
        for slot, values in told
        if len(values) == count
    ]
    found = []
    for row, cells in zip(wide, kept_cells(wide, {}, relations, read), strict=False):
        values = {address: read(cell, address) for address, cell in cells.items()}
        unread = {address: NOT_TOLD for address in row.slot.addresses if address not in cells}
        found.append((row.slot, Fit(values, complete=True, how=LEFT_OUT, unread=unread)))
    return found


def _weighed(
    places: tuple[int, ...], equations: Iterable[Equation], values: Mapping[str, Value]
) -> _Choice:
    true = false = 0
    for equation in equations:
        # What is empty or no number counts as nothing: whose column it is, not what it says.
        said = {cell: _counted(values.get(cell)) for cell in equation.cells}
        if not equation.holds(said):
            false += 1
        elif any(said.values()):
            true += 1
    return _Choice(places, true, false)


def _counted(value: Value) -> int | Decimal:
    """What a cell counts for where its unit (“5件”) is left aside."""
    if isinstance(value, Raw):
        digits = _WITH_UNIT.fullmatch(value.text)
        return int(digits[1]) if digits else 0
    return value or 0


def _agreed(row: WideRow, choices: Sequence[_Choice]) -> dict[str, SourceCell]:
    """The cells of which all these choices say the same."""
    found = {}
    for at, address in enumerate(row.slot.addresses):
        cells = [row.cells[choice.places[at]] for choice in choices]
        if len({cell.text for cell in cells}) == 1:
            found[address] = cells[0]
    return found
