"""尚未审结: cases pending at the end of last year must appear again, decided or not (Y3)."""

from collections.abc import Iterable

from gi_desktop.checks.last_year import beside, year_name
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a kind of case of which fewer appear than were pending."""
    for case in facts.form.meaning.unsettled:
        last = facts.last.number(case.pending) if facts.last is not None else None
        whole = facts.sheet.number(case.whole)
        if last is None or whole is None or whole >= last:
            continue
        spec = facts.form.cells[case.whole]
        pending = facts.form.cells[case.pending].column.label
        yield Finding(
            "pending_last_year",
            Severity.HINT,
            f"{facts.form.table(spec.table).number}“{spec.row.name}”：{year_name(facts)}"
            f"{pending} {last} 件，本年{spec.column.label}只有 {whole} 件。",
            (case.whole,),
            "上年没有审结的，本年应当再出现：审结的填在结果里，没有审结的仍填“尚未审结”。",
            beside=beside(facts, case.pending),
        )


RULE = Rule(
    code="pending_last_year",
    severity=Severity.HINT,
    inputs=frozenset({Input.CELLS, Input.PREVIOUS}),
    basis="",
    find=find,
)
