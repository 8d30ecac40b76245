"""Which cells of a table are marked, and why. Knows nothing of windows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gi_desktop.form import Edition, Table
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.sheet import Sheet

FEW = 10
"""At most so many empty cells are hunted for one by one, and then marked as faults are."""

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a cell is marked: the heaviest severity; None where it only waits to be filled in."""

    severity: Severity | None
    messages: tuple[str, ...]


def marks(
    form: Edition, table: Table, sheet: Sheet, findings: Iterable[Finding]
) -> dict[str, Mark]:
    """Return address → mark of the cells of ``table`` that findings concern; equal ones are one.

    A form that was just begun is not red all over: cells still empty only carry the quiet
    mark, and none while the whole table is untouched, until few of them are left. An automatic
    total that waits for its addends is not marked: nothing is to be done there.
    """
    values, place, derived = sheet.values, sheet.plan.place, form.derived
    inputs = [cell for cell in table.by_address if cell not in derived]
    empty = [values[place[cell]] for cell in inputs].count(None)
    few = empty <= min(FEW, len(inputs) // 4)
    told = tuple(findings)
    marked = {}
    for which, cells in _concerned(form, table.id, tuple(finding.cells for finding in told)):
        reasons = [told[number] for number in which]
        messages = tuple(dict.fromkeys(finding.message for finding in reasons))
        fault, waits = _mark(_heaviest(reasons), messages), _mark(None, messages)
        for cell in cells:
            if values[place[cell]] is not None:
                marked[cell] = fault
            elif not sheet.is_automatic(cell) and (few or empty < len(inputs)):
                marked[cell] = fault if few else waits
    return marked


@lru_cache(maxsize=32)
def _concerned(
    form: Edition, table: str, concerned: tuple[tuple[str, ...], ...]
) -> tuple[tuple[tuple[int, ...], tuple[str, ...]], ...]:
    """Return which cells of the table are in the same of the groups: numbers of groups, cells.

    As most changes of a report leave the same cells concerned, it is worked out for few.
    """
    own = form.table(table).by_address
    groups: dict[str, list[int]] = {}
    for number, cells in enumerate(concerned):
        for cell in dict.fromkeys(cells):
            if cell in own:
                groups.setdefault(cell, []).append(number)
    found: dict[tuple[int, ...], list[str]] = {}
    for cell, numbers in groups.items():
        found.setdefault(tuple(numbers), []).append(cell)
    return tuple((numbers, tuple(cells)) for numbers, cells in found.items())


@lru_cache(maxsize=512)
def _mark(severity: Severity | None, messages: tuple[str, ...]) -> Mark:
    """Return the mark, the same one every time: most stay as they are after most keys."""
    return Mark(severity, messages)


def _heaviest(findings: Iterable[Finding]) -> Severity:
    return min((finding.severity for finding in findings), key=_WEIGHT.__getitem__)
