"""列总计: a typed （七）总计 that is not the sum of its column."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.checks.wording import find_totals
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a total, one for all where there are many."""
    return find_totals(facts, "column_total")


RULE = Rule(
    code="column_total",
    severity=Severity.ERROR,
    inputs=frozenset({Input.CELLS}),
    basis="国办公开办函〔2021〕30号附件，表三“（七）总计”行",
    find=find,
)
