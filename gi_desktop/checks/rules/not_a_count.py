"""不是数: what was entered in a cell is no number of its kind."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.checks.wording import group
from gi_desktop.form import Kind
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.values import Raw

_WANTED = {
    Kind.COUNT: "不小于 0 的整数",
    Kind.AMOUNT: "不小于 0 的数（单位：万元，可带小数）",
}
_SHOWN = 20


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a cell, one for all of a table where there are many."""
    found: dict[str, list[Finding]] = {}
    cells = facts.report.cells
    if Raw not in map(type, cells.values()):  # as nearly always; it is asked after every key
        return
    for cell, value in cells.items():
        if not isinstance(value, Raw):
            continue
        spec = facts.form.cells[cell]
        number = facts.form.table(spec.table).number
        text = value.text if len(value.text) <= _SHOWN else f"{value.text[:_SHOWN]}…"
        found.setdefault(spec.table, []).append(
            Finding(
                "not_a_count",
                Severity.ERROR,
                f"{number}“{spec.name}”填的是“{text}”，应为{_WANTED[spec.kind]}。",
                (cell,),
                "改填数字；没有发生的填 0。",
            )
        )
    for table, findings in found.items():
        number = facts.form.table(table).number
        yield from group(findings, number, f"有 {len(findings)} 格填的不是数")


RULE = Rule(
    code="not_a_count",
    severity=Severity.ERROR,
    inputs=frozenset({Input.CELLS}),
    basis="国办公开办函〔2021〕30号附件：各表填报件数、金额",
    find=find,
)
