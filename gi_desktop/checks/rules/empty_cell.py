"""未填: cells left empty. Empty is never taken for 0; what did not happen is written 0."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a table; an automatic total counts while one of its addends is empty."""
    values = facts.sheet.values
    if None not in values:
        return
    empty: dict[str, bool] = {}
    for cell, value in zip(facts.sheet.plan.addresses, values, strict=True):
        empty[cell] = value is None and not facts.sheet.is_automatic(cell)
    for cell, total in facts.form.derived.items():
        if facts.sheet.is_automatic(cell):
            empty[cell] = any(empty[addend] for addend in total.addends)
    for table in facts.form.tables:
        cells = tuple(spec.address for spec in table.cells if empty[spec.address])
        if cells:
            yield Finding(
                "empty_cell",
                Severity.ERROR,
                f"{table.number}还有 {len(cells)} 格未填；没有发生的请填 0。",
                cells,
                _remedy(facts, cells),
            )


def _remedy(facts: Facts, cells: tuple[str, ...]) -> str:
    automatic = sum(facts.sheet.is_automatic(cell) for cell in cells)
    rest = len(cells) - automatic
    own = f"要填的是其中 {rest} 格，{automatic} 格总计随后自动算出" if automatic else "逐格填写"
    return f"{own}；本年没有发生的填 0，不要留空，也不要画“/”。"


RULE = Rule(
    code="empty_cell",
    severity=Severity.ERROR,
    inputs=frozenset({Input.CELLS}),
    basis="国办公开办函〔2021〕30号附件：各表逐格填报",
    find=find,
)
