"""What speaks against rows whose numbers were counted off, with no header to say whose they are."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from gi_desktop.importing.grids import SourceCell
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.vocabulary import Slot
from gi_desktop.report.values import Value, number

CONTRADICTED = "原文各行的合计大多不符，栏目可能不是这个次序，不能确定哪个数属于哪一栏"
WITHOUT_TOTAL = "原文这一行少了总计，数字可能错了位，不能确定哪个数属于哪一栏"
UNEVEN = "原文这一行和别的行格数不同，按合计也不能确定哪个数属于哪一栏"
GLUED = "原文这一格的数可能和后面一格的连在了一起"
_ZERO_AND_MORE = re.compile(r"0\d+")
_FEWEST = 2
_MANY = 3
"""One sum in so many that fails is no longer the exception."""

Row = tuple[Slot, Mapping[str, Value]]


def is_contradicted(rows: Iterable[Row], relations: Relations) -> bool:
    """Whether most sums of several rows fail: then the columns are not in the form's order.

    One sum that fails is the report's own fault, to be found by its checks; so are those of the
    only row of a table, and a few among many rows that no other order of the columns mends.
    """
    true = nothing = 0
    false: list[Row] = []
    for slot, values in rows:
        holds = relations.judged(slot.addresses, values)
        if False in holds:
            false.append((slot, values))
        elif True in holds:
            is_telling = any(map(number, values.values()))
            true += is_telling
            nothing += not is_telling
    if len(false) < _FEWEST or len(false) <= true:
        return False
    return _MANY * len(false) > true + nothing or _other_order_holds(false)


def _other_order_holds(rows: Sequence[Row]) -> bool:
    """Whether the same cell of every row is the sum of its others: the total stands there."""
    lines = [[number(values.get(cell)) for cell in slot.addresses] for slot, values in rows]
    return any(
        all(at < len(line) and 2 * (line[at] or 0) == sum(n or 0 for n in line) for line in lines)
        for at in range(max(map(len, lines)))
    )


def counted_off(slot: Slot, texts: Sequence[str]) -> dict[str, Value]:
    """What the first cells of a row with more than it needs would say; nothing if no numbers."""
    first = texts[: slot.size]
    if not all(text.isdecimal() for text in first):
        return {}
    return {cell: int(text) for cell, text in zip(slot.addresses, first, strict=False)}


def glued(slot: Slot, values: Mapping[str, Value], relations: Relations) -> list[str]:
    """Return the cells that perhaps hold the number of the next, empty one too.

    So it is where the row's sum fails, and holds with the digits parted between both.
    """
    sums = relations.within(slot.addresses)
    if all(equation.holds(values) is not False for equation in sums):
        return []
    found = []
    for cell, following in pairwise(slot.addresses):
        digits = str(values.get(cell))
        if values.get(following) is not None or not digits.isdecimal():
            continue
        for at in range(1, len(digits)):
            parted = {**values, cell: int(digits[:at]), following: int(digits[at:])}
            if all(equation.holds(parted) is not False for equation in sums):
                found.append(cell)
                break
    return found


def is_zero_and_next(slot: Slot, cell: str, printed: Mapping[str, SourceCell | None]) -> bool:
    """Whether a cell says “02”, and nothing stands in the next: that is perhaps its 2."""
    at = slot.addresses.index(cell) + 1
    following = printed.get(slot.addresses[at]) if at < slot.size else None
    this = printed.get(cell)
    return (
        this is not None
        and following is not None
        and not following.text.strip()
        and bool(_ZERO_AND_MORE.fullmatch(this.text.strip()))
    )


def shifted(rows: Sequence[Row], counted: Container[Slot], relations: Relations) -> list[Slot]:
    """Return the rows that lack the total which most others have, though they have numbers.

    In such a row a cell was lost, and those behind it stand one place further left. Where other
    cells are empty too, that is only said of ``counted`` rows.
    """
    lacking, having = [], 0
    for slot, values in rows:
        for equation in relations.within(slot.addresses):
            said = [values.get(cell) for cell in equation.minus]
            if values.get(equation.plus[0]) is not None:
                having += 1
            elif any(said) and (None not in said or slot in counted):
                lacking.append(slot)
    return lacking if having > len(lacking) else []
