"""Sentences that several rules share."""

from collections.abc import Iterable, Sequence

from gi_desktop.checks.rule import Facts
from gi_desktop.form import Total
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.values import format_value

LIST_AT_MOST = 5
"""More findings of one kind in one table than this are told as one."""


def find_totals(facts: Facts, code: str) -> Iterable[Finding]:
    """Yield the findings about typed totals whose relation carries ``code``."""
    by_table: dict[str, list[Finding]] = {}
    for violation in facts.violations:
        rule = violation.rule
        if not isinstance(rule, Total) or rule.code != code:
            continue
        message = (
            f"{rule.place}：{rule.sum_name} {violation.left}，"
            f"{rule.total_name}填的是 {violation.right}，相差 {violation.difference}。"
        )
        table = facts.form.cells[rule.cell].table
        by_table.setdefault(table, []).append(
            Finding(
                code,
                Severity.ERROR,
                message,
                (rule.cell, *rule.addends),
                mend_sentence(facts)
                or "请逐格核对；各格都对的，选中这个总计按 Delete，就改回自动计算。",
                mend=facts.mend,
                totals=(rule.cell,) if rule.cell in facts.form.derived else (),
            )
        )
    for table, findings in by_table.items():
        number = facts.form.table(table).number
        yield from group(findings, number, f"有 {len(findings)} 处合计与填写的总计不符")


def group(findings: Sequence[Finding], number: str, head: str, said: str = "") -> Iterable[Finding]:
    """Yield the findings, or one that names the first of them where there are many.

    ``number`` is the name of the table, such as 表三; it is said once, and so is
    what the head has ``said`` already.
    """
    if len(findings) <= LIST_AT_MOST:
        yield from findings
        return
    first = findings[0]
    example = first.message.removeprefix(number).replace(f"{said}：", "：", 1)
    totals = tuple(dict.fromkeys(cell for finding in findings for cell in finding.totals))
    remedy = "请逐处核对，有关的格子都已标出"
    if totals:
        remedy += "；各格都对的，选中填写的总计按 Delete，就改回自动计算"
    yield Finding(
        first.code,
        first.severity,
        f"{number}{head}，例如{example}",
        tuple(dict.fromkeys(cell for finding in findings for cell in finding.cells)),
        f"{remedy}。",
        totals=totals,
        beside=tuple(dict.fromkeys(pair for finding in findings for pair in finding.beside)),
    )


def mend_sentence(facts: Facts) -> str:
    """Return what to change where that is certain, else nothing."""
    mend = facts.mend
    if mend is None:
        return ""
    spec = facts.form.cells[mend.cell]
    old = format_value(facts.sheet.value(mend.cell))
    number = facts.form.table(spec.table).number
    return f"把{number}“{spec.name}”由 {old} 改为 {mend.value}，各处就都相符。"
