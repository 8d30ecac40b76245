"""少见而敏感: refusals for state secrets or for security, rare enough to be looked at twice."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding for all such rows."""
    cells = [cell for cell in facts.form.meaning.sensitive if (facts.sheet.number(cell) or 0) > 0]
    if not cells:
        return
    rows = "、".join(
        f"“{facts.form.cells[cell].row.name}” {facts.sheet.number(cell)} 件" for cell in cells
    )
    number = facts.form.table(facts.form.cells[cells[0]].table).number
    yield Finding(
        "sensitive_row",
        Severity.HINT,
        f"{number}{rows}：这类情况少见，也比较敏感。",
        tuple(cells),
        "请再核对一遍依据，确认没有填错行。",
    )


RULE = Rule(
    code="sensitive_row",
    severity=Severity.HINT,
    inputs=frozenset({Input.CELLS}),
    basis="《政府信息公开条例》第十四条",
    find=find,
)
