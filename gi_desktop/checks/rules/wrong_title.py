"""标题不规范: the title does not bear the official name of the report."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding where a title was typed without 政府信息公开工作年度报告."""
    title = "".join(facts.report.title.split())
    right = facts.form.document_type
    if not title or right in title:
        return
    wrong = next((name for name in facts.form.meaning.wrong_types if name in title), "")
    yield Finding(
        "wrong_title",
        Severity.HINT,
        f"标题里写的是“{wrong}”，规范的名称是“{right}”。"
        if wrong
        else f"标题里没有“{right}”这个规范的名称。",
        remedy=f"请把标题改成以“{right}”结尾，或者清空标题，由程序写出。",
        field="title",
    )


RULE = Rule(
    code="wrong_title",
    severity=Severity.HINT,
    inputs=frozenset({Input.FIELDS}),
    basis="国办公开办函〔2021〕30号附件",
    find=find,
)
