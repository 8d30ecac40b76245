"""五个方面: part one says nothing of an aspect it is to cover."""

from collections.abc import Iterable

from gi_desktop.checks.prose import unmentioned
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a part, with all aspects it lacks."""
    for section, topics in unmentioned(facts, "missing_aspect"):
        names = "、".join(topic.name for topic in topics)
        yield Finding(
            "missing_aspect",
            Severity.HINT,
            f"第{section.ordinal}部分好像没有写到{names}。",
            remedy="写过的、本机关没有这方面工作的，可以不管。",
            text=section.text,
        )


RULE = Rule(
    code="missing_aspect",
    severity=Severity.HINT,
    inputs=frozenset({Input.TEXTS, Input.CELLS, Input.FIELDS}),
    basis="国办公开办函〔2021〕30号附件第一部分；《政府信息公开条例》第五十条",
    find=find,
)
