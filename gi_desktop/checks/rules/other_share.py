"""“其他”偏多: more than its usual share went into the row for everything else."""

from collections.abc import Iterable
from fractions import Fraction

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a share above its limit."""
    for share in facts.form.meaning.shares:
        part, whole = (facts.sheet.number(cell) for cell in (share.part, share.whole))
        if not part or not whole or part < 0 or part > whole:
            continue
        if Fraction(part) <= Fraction(whole) * Fraction(str(share.limit)):
            continue
        spec = facts.form.cells[share.part]
        percent = round(100 * Fraction(part) / Fraction(whole))
        yield Finding(
            "other_share",
            Severity.HINT,
            f"{facts.form.table(spec.table).number}“{spec.row.name}”有 {part} 件，"
            f"占{facts.form.cells[share.whole].row.name} {whole} 件的 {percent}%，比较多。",
            (share.part, share.whole),
            "请核对这些申请能不能归入前面的某一行。",
        )


RULE = Rule(
    code="other_share",
    severity=Severity.HINT,
    inputs=frozenset({Input.CELLS}),
    basis="",
    find=find,
)
