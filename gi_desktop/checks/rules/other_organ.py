"""别的机关: title, texts or signature bear the name of another organ (P16)."""

import re
from collections.abc import Iterable, Iterator

from gi_desktop.checks.prose import by_hand, text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Seal

_ORGAN = r"[一-鿿]{2,30}?(?:人民政府办公[厅室]|政府办公[厅室]|人民政府|街道办事处|委员会|办公[厅室]|[局委厅署院])"
_ENDS = re.compile(rf"{_ORGAN}$")
_LEADS = re.compile(r".*(?:现公布|现将|编制|发布|公布|形成|是|《|由)")
_LIGHT = re.compile(r"人民|办公[厅室]|[\s（）()]")
"""Words by which one and the same organ is called in several ways."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a place; nothing while the organ has no name."""
    own = facts.report.organ.name
    if not own.strip() or len(own) > _LONGEST:
        return
    for where, name, place in _named(facts):
        if _is_other(name, own):
            text, field = place
            yield Finding(
                "other_organ",
                Severity.VERIFY,
                f"{where}写的是“{name}”，本机关是“{own.strip()}”。",
                remedy="请改成本机关的名称；确实应当这样写的，请写明理由。",
                text=text,
                field=field,
            )


_LONGEST = 100
"""Characters of a name; above it is a text pasted by mistake."""


def _named(facts: Facts) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Yield where a name stands that must be the organ's, the name, and text and field."""
    report = facts.report
    signed = report.signature.name.strip()
    if report.signature.seal is not Seal.NONE and signed:
        yield "落款", signed, ("", "signed_by")
    yield from (("标题", name, ("", "title")) for name in _titles(report.title, facts))
    for text_id in facts.form.texts:
        where = text_place(facts, text_id)
        for words in by_hand(facts, text_id):
            yield from ((where, name, (text_id, "")) for name in _titles(words, facts))


def _titles(words: str, facts: Facts) -> Iterator[str]:
    """Yield the organs before each “YYYY年政府信息公开工作年度报告”, where one is named."""
    kind = re.escape(facts.form.document_type)
    for match in re.finditer(rf"\s*(?:\d{{4}}\s*年度?)\s*{kind}", words):
        before = _LEADS.sub("", words[max(0, match.start() - _LONGEST) : match.start()])
        found = _ENDS.search(re.split(r"[，。；：、\s“”《》]", before)[-1])
        if found:
            yield found[0]


def _is_other(name: str, own: str) -> bool:
    """Whether the two are certainly different: neither is a part of the other."""
    one, other = _LIGHT.sub("", name), _LIGHT.sub("", own)
    return bool(one and other) and one not in other and other not in one


RULE = Rule(
    code="other_organ",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS, Input.FIELDS}),
    basis="",
    find=find,
)
