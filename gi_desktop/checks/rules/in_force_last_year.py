"""现行有效: last year's documents, plus those issued, less those repealed, are others (Y2)."""

from collections.abc import Iterable

from gi_desktop.checks.last_year import beside, year_name
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import Stock
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a kind of document; nothing while a number is missing."""
    for stock in facts.form.meaning.stocks:
        yield from _judge(facts, stock)


def _judge(facts: Facts, stock: Stock) -> Iterable[Finding]:
    last = facts.last.number(stock.in_force) if facts.last is not None else None
    cells = (stock.in_force, stock.issued, stock.repealed)
    in_force, issued, repealed = map(facts.sheet.number, cells)
    if last is None or in_force is None or issued is None or repealed is None:
        return
    expected = last + issued - repealed
    if in_force == expected:
        return
    number = facts.form.table(facts.form.cells[stock.in_force].table).number
    yield Finding(
        "in_force_last_year",
        Severity.VERIFY,
        f"{number}“{stock.name}”：{year_name(facts)}现行有效 {last}＋本年制发 {issued}"
        f"－本年废止 {repealed}＝{expected}，现行有效填的是 {in_force}，"
        f"相差 {abs(in_force - expected)}。",
        cells,
        "请核对这三格；因清理、失效、机构改革或者口径变化而不同的，请写明理由。",
        beside=beside(facts, stock.in_force),
    )


RULE = Rule(
    code="in_force_last_year",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.CELLS, Input.PREVIOUS}),
    basis="国办公开办函〔2021〕30号附件（本年制发、废止和现行有效件数）",
    find=find,
)
