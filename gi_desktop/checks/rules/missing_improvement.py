"""只有问题没有改进: part five says nothing of how things are improved (改进情况)."""

from collections.abc import Iterable

from gi_desktop.checks.prose import unmentioned
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield a finding where the part is written without a word of improvement."""
    for section, _ in unmentioned(facts, "missing_improvement"):
        yield Finding(
            "missing_improvement",
            Severity.HINT,
            f"第{section.ordinal}部分好像只写了问题，没有写改进情况。",
            remedy="请写明正在怎样改进，打算怎样改进。",
            text=section.text,
        )


RULE = Rule(
    code="missing_improvement",
    severity=Severity.HINT,
    inputs=frozenset({Input.TEXTS, Input.CELLS, Input.FIELDS}),
    basis="《政府信息公开条例》第五十条第（四）项",
    find=find,
)
