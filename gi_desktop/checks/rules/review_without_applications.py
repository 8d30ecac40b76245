"""没有申请却有复议诉讼: appeals in a year in which there was no application at all."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding; nothing while a number is missing."""
    meaning = facts.form.meaning
    applications = [facts.sheet.number(cell) for cell in meaning.applications]
    appeals = [cell for cell in meaning.appeals if (facts.sheet.number(cell) or 0) > 0]
    if not appeals or not applications or any(number != 0 for number in applications):
        return
    total = sum(facts.sheet.number(cell) or 0 for cell in appeals)
    first = facts.form.cells[meaning.applications[0]]
    yield Finding(
        "review_without_applications",
        Severity.HINT,
        f"{facts.form.table(facts.form.cells[appeals[0]].table).number}共有 {total} 件"
        f"复议、诉讼，但{facts.form.table(first.table).number}本年新收和上年结转的申请都是 0。",
        (*appeals, *meaning.applications),
        "请核对申请件数；起因是更早的申请的，可以保留。",
    )


RULE = Rule(
    code="review_without_applications",
    severity=Severity.HINT,
    inputs=frozenset({Input.CELLS}),
    basis="",
    find=find,
)
