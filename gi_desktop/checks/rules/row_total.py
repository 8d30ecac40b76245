"""行总计: a typed 总计 that is not the sum of its row."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.checks.wording import find_totals
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a total, one for all where there are many."""
    return find_totals(facts, "row_total")


RULE = Rule(
    code="row_total",
    severity=Severity.ERROR,
    inputs=frozenset({Input.CELLS}),
    basis="国办公开办函〔2021〕30号附件，表三“总计”列",
    find=find,
)
