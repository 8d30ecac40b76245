"""Reading findings."""

from collections.abc import Callable, Mapping, Sequence

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report
from gi_desktop.report.values import Value

Check = Callable[[Report], list[Finding]]
Broken = Callable[[Mapping[str, Value]], Report]


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def only(findings: Sequence[Finding], code: str) -> Finding:
    """The one finding there is, of that code."""
    assert codes(findings) == [code]
    return findings[0]


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """Those that stand in the way of 定稿."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
