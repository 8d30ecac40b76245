"""偏长: a part in prose longer than is usual."""

from collections.abc import Iterable

from gi_desktop.checks.prose import written
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a part; blanks do not count."""
    for section in facts.form.sections:
        if not section.usual_length:
            continue
        count = len(written(facts, section))
        if count > section.usual_length:
            yield Finding(
                "too_long",
                Severity.HINT,
                f"第{section.ordinal}部分有 {count} 字，一般不超过 {section.usual_length} 字。",
                remedy="可以删去与政府信息公开没有直接关系的内容。",
                text=section.text,
            )


RULE = Rule(
    code="too_long",
    severity=Severity.HINT,
    inputs=frozenset({Input.TEXTS, Input.CELLS}),
    basis="",
    find=find,
)
