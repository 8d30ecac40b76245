"""六部分: the parts that a text lists are not those that the report has (P14)."""

import re
from collections.abc import Iterable

from gi_desktop.checks.prose import by_hand, text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity

_LIST = re.compile(
    r"(?:由|包括|分为|包含)([^。；]{10,300}?)(?:等|共)*\s*([一二三四五六七八九十\d]+)\s*个?部分"
)
_NUMBERS = {number: place for place, number in enumerate("一二三四五六七八九十", 1)}
_LIGHT = re.compile(r"[、，及和与的\s“”]")
_NAMED = 2
"""So many missing parts are named."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a list."""
    opening = (facts.form.preface, *(s.text for s in facts.form.sections[:1] if s.text))
    for text_id in opening:
        for words in by_hand(facts, text_id):
            for match in _LIST.finditer(words):
                yield from _judge(facts, text_id, match[1], match[2])


def _judge(facts: Facts, text_id: str, listed: str, number: str) -> Iterable[Finding]:
    names = [section.heading.partition("、")[2] for section in facts.form.sections]
    said = _NUMBERS.get(number, int(number) if number.isdecimal() else 0)
    wrong = []
    if said != len(names):
        wrong.append(f"写的是{number}部分，报告有 {len(names)} 个部分")
    shown = _LIGHT.sub("", listed)
    missing = [name for name in names if _LIGHT.sub("", name) not in shown]
    if missing and len(missing) < len(names):
        more = "等" if len(missing) > _NAMED else ""
        wrong.append(f"没有“{'”“'.join(missing[:_NAMED])}”{more}")
    if wrong:
        yield Finding(
            "section_list",
            Severity.HINT,
            f"{text_place(facts, text_id)}列的各部分和标题不同：{'；'.join(wrong)}。",
            remedy="请按报告的标题改。",
            text=text_id,
        )


RULE = Rule(
    code="section_list",
    severity=Severity.HINT,
    inputs=frozenset({Input.TEXTS}),
    basis="",
    find=find,
)
