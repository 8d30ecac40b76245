"""现行有效偏少: fewer documents in force than were issued this year."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a kind of document; nothing while a number is missing."""
    for stock in facts.form.meaning.stocks:
        issued, in_force = (facts.sheet.number(cell) for cell in (stock.issued, stock.in_force))
        if issued is None or in_force is None or in_force >= issued:
            continue
        number = facts.form.table(facts.form.cells[stock.in_force].table).number
        yield Finding(
            "in_force_low",
            Severity.VERIFY,
            f"{number}“{stock.name}”：现行有效 {in_force} 件，比本年制发的 {issued} 件少。",
            (stock.in_force, stock.issued),
            "现行有效是年底仍然有效的全部件数，往年制发的也算。"
            "本年制发、本年又废止的，请写明理由。",
        )


RULE = Rule(
    code="in_force_low",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.CELLS}),
    basis="国办公开办函〔2021〕30号附件（现行有效件数）",
    find=find,
)
