"""Last year's report (上年报告) beside this year's: what goes on from it, what speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gi_desktop.form import Edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.model import SCOPE_NAMES, Report
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Value, format_value


@dataclass(frozen=True)
class CarriedOver:
    """What this year begins with (上年结转), as last year's report ended."""

    free: Mapping[str, int] = field(default_factory=dict)
    """Cells that are empty still: to be filled in."""
    taken: Mapping[str, int] = field(default_factory=dict)
    """Cells in which something else was entered: nothing is replaced unasked."""

    def edit(self, *, replace: bool = False) -> SetCells | None:
        """Return the edit that fills in what is free, with ``replace`` the others too."""
        values: dict[str, Value] = {**self.free, **(self.taken if replace else {})}
        return SetCells("填入上年结转", values) if values else None


def carried_over(form: Edition, report: Report, last: Report) -> CarriedOver:
    """Return what goes on from last year's report; what it leaves empty stays empty.

    Automatic totals are left to the cells that they are summed from.
    """
    ended = Plan.of(form).sheet(last.cells)
    free: dict[str, int] = {}
    taken: dict[str, int] = {}
    for carried in form.meaning.carry_overs:
        number = ended.number(carried.end)
        if carried.begin in form.derived or not isinstance(number, int) or number < 0:
            continue
        stored = report.stored(carried.begin)
        if stored is None:
            free[carried.begin] = number
        elif stored != number:
            taken[carried.begin] = number
    return CarriedOver(free, taken)


def carried_words(form: Edition, values: Mapping[str, int]) -> str:
    """Return the numbers by column in words: 自然人 3、商业企业 1，其余都是 0."""
    named = {cell: value for cell, value in values.items() if value}
    rest = len(values) - len(named)
    if rest == 1:  # as short as what would stand for it
        named, rest = dict(values), 0
    parts = "、".join(
        f"{form.cells[cell].column.label} {format_value(value)}" for cell, value in named.items()
    )
    others = "其余都是 0" if parts else "都是 0"
    return "，".join(filter(None, (parts, others if rest else "")))


def attachment_doubts(report: Report, last: Report) -> tuple[str, ...]:
    """Return why ``last`` may not be the report of the year before, in sentences."""
    found = []
    if last.year is None:
        found.append("它没有写明年度，请确认是上一年的。")
    elif report.year is not None and last.year != report.year - 1:
        found.append(
            f"它是 {last.year} 年的报告，{report.year} 年的上一年是 {report.year - 1} 年。"
        )
    names = (report.organ.name.strip(), last.organ.name.strip())
    if report.organ.id != last.organ.id and all(names) and names[0] != names[1]:
        found.append(f"它是“{names[1]}”的报告，这份是“{names[0]}”的。")
    if report.scope is not last.scope:
        found.append(
            f"它的数据范围是“{SCOPE_NAMES[last.scope]}”，这份是“{SCOPE_NAMES[report.scope]}”，"
            "数字不能直接比较。"
        )
    return tuple(found)
