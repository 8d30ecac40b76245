"""引用旧文件: a text cites a document that is in force no more (P12)."""

import re
from collections.abc import Iterable

from gi_desktop.checks.prose import by_hand, text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a text and document."""
    for text_id in facts.form.texts:
        said = [part for words in by_hand(facts, text_id) for part in words.split("。")]
        for old in facts.form.meaning.superseded:
            cited = (words for words in said if re.search(old.words, words))
            if all(any(other in words for other in old.beside) for words in cited):
                continue
            yield Finding(
                "superseded_reference",
                Severity.VERIFY,
                f"{text_place(facts, text_id)}引用了“{old.name}”，它已经不再适用。",
                remedy=f"请改成“{old.instead}”；确实要引用旧的，请写明理由。",
                text=text_id,
            )


RULE = Rule(
    code="superseded_reference",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS}),
    basis="国办公开办函〔2021〕30号；国务院令第711号",
    find=find,
)
