"""勾稽关系: first plus second item is third plus fourth, in every column of table three."""

from collections.abc import Iterable, Sequence

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.checks.wording import group, mend_sentence
from gi_desktop.form import Balance, Term
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.values import format_value

_CODE = "balance"


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a balance that does not hold."""
    found: dict[str, list[Finding]] = {}
    for violation in facts.violations:
        rule = violation.rule
        if not isinstance(rule, Balance):
            continue
        message = (
            f"{rule.place}不平：{_side(facts, rule.left)}＝{violation.left}，"
            f"{_side(facts, rule.right)}＝{violation.right}，相差 {violation.difference}。"
        )
        remedy = mend_sentence(facts) or "请逐格核对这些数，改正填错的一格。"
        table = facts.form.cells[rule.left[0].cell].table
        found.setdefault(table, []).append(
            Finding(
                rule.code, Severity.ERROR, message, _concerned(facts, rule), remedy, mend=facts.mend
            )
        )
    for table, findings in found.items():
        number = facts.form.table(table).number
        yield from group(findings, number, f"有 {len(findings)} 列两边不相等（不平）", "不平")


def _side(facts: Facts, terms: Sequence[Term]) -> str:
    return "＋".join(f"{term.name} {format_value(facts.sheet.value(term.cell))}" for term in terms)


def _concerned(facts: Facts, rule: Balance) -> tuple[str, ...]:
    """Return the cells of the balance and, for automatic totals, those they are summed from."""
    cells: dict[str, None] = dict.fromkeys(rule.cells)
    for cell in rule.cells:
        if facts.sheet.is_automatic(cell):
            cells.update(dict.fromkeys(facts.form.derived[cell].addends))
    return tuple(cells)


RULE = Rule(
    code=_CODE,
    severity=Severity.ERROR,
    inputs=frozenset({Input.CELLS}),
    basis="国办公开办函〔2021〕30号附件，表三注：第一项加第二项之和，等于第三项加第四项之和",
    find=find,
)
