"""未写: a part in prose without a word, or with a word that says nothing."""

import re
from collections.abc import Iterable
from functools import partial

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import Section
from gi_desktop.report.finding import Finding, Severity

_LONGEST = 20
"""Characters beyond which a text cannot be one of the empty words."""
_SAYS_NOTHING = re.compile(r"[\s\W_]+")


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a part that is as good as empty."""
    for section in facts.form.sections:
        if not section.text or not section.required:
            continue
        words = facts.as_it_reads("beginning", section.text, partial(_beginning, facts, section))
        if not words:
            message = f"第{section.ordinal}部分还没有写。"
        elif words in section.empty_words:
            message = f"第{section.ordinal}部分只写了“{words}”，没有说明情况。"
        else:
            continue
        yield Finding(
            "empty_text",
            Severity.ERROR,
            message,
            remedy=f"请在“{section.heading}”里写明情况。",
            text=section.text,
        )


def _beginning(facts: Facts, section: Section) -> str:
    """Return the text without blanks and punctuation, cut off once it is long enough."""
    words = ""
    for paragraph in facts.report.text(section.text):
        words += _SAYS_NOTHING.sub("", paragraph.resolve(facts.sheet.value)[: 4 * _LONGEST])
        if len(words) > _LONGEST:
            break
    return words


RULE = Rule(
    code="empty_text",
    severity=Severity.ERROR,
    inputs=frozenset({Input.TEXTS, Input.CELLS}),
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号附件",
    find=find,
)
