"""信息处理费: part six says nothing of the fee (收取信息处理费情况)."""

from collections.abc import Iterable

from gi_desktop.checks.prose import unmentioned
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield a finding where the part is written but the fee is not in it."""
    for section, _ in unmentioned(facts, "fee_statement"):
        yield Finding(
            "fee_statement",
            Severity.VERIFY,
            f"第{section.ordinal}部分没有写收取信息处理费的情况。",
            remedy="请写明本年发出收费通知几件、收取多少；没有收取的，也要写一句。",
            text=section.text,
        )


RULE = Rule(
    code="fee_statement",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS, Input.CELLS}),
    basis="国办公开办函〔2021〕30号附件第六部分",
    find=find,
)
