"""规章制定权: an organ that makes no 规章 reports some."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import Power
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.profile import makes_rules


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding; nothing where nobody knows whether the organ makes 规章."""
    cells = [
        cell
        for use in facts.form.meaning.powers
        if use.power is Power.RULE_MAKING
        for cell in use.cells
        if (facts.sheet.number(cell) or 0) > 0
    ]
    if not cells or makes_rules(facts.report.organ, facts.profile) is not False:
        return
    spec = facts.form.cells[cells[0]]
    filled = "，".join(
        f"{facts.form.cells[cell].column.label} {facts.sheet.number(cell)}" for cell in cells
    )
    yield Finding(
        "rule_making_power",
        Severity.VERIFY,
        f"{facts.form.table(spec.table).number}“{spec.row.name}”填了{filled}，"
        f"但{_known_from(facts)}，本机关不制定规章。",
        tuple(cells),
        "规章只由国务院部门，省、设区的市、自治州的政府制定。行政规范性文件请填在下一行；"
        "确实有的，请写明理由，或者在机关档案里改正。",
    )


def _known_from(facts: Facts) -> str:
    said = facts.profile.has(Power.RULE_MAKING) if facts.profile else None
    return "按机关档案" if said is not None else "从机关的名称和类型看"


RULE = Rule(
    code="rule_making_power",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.CELLS, Input.FIELDS, Input.PROFILE}),
    basis="《中华人民共和国立法法》关于部门规章和地方政府规章的规定",
    find=find,
)
