"""What rules ask about the parts in prose."""

import re
from collections.abc import Iterable

from gi_desktop.checks.rule import Facts
from gi_desktop.form import Section, Topic
from gi_desktop.report.model import OrganKind
from gi_desktop.report.profile import kind_of_name

_NO_WORDS = re.compile(r"[\W_]+")


def written(facts: Facts, section: Section) -> str:
    """Return what the part reads, without blanks; empty where nothing is written."""
    read = facts.sheet.value
    text = "".join(paragraph.resolve(read) for paragraph in facts.report.text(section.text))
    return "".join(text.split())


def unmentioned(facts: Facts, code: str) -> Iterable[tuple[Section, list[Topic]]]:
    """Yield each part that is written, with the topics of this rule it says nothing of."""
    for section in facts.form.sections:
        asked = [topic for topic in section.topics if topic.code == code]
        if not asked:
            continue
        text = written(facts, section)
        said = _NO_WORDS.sub("", text)
        if not said or said in section.empty_words:
            continue
        missing = [
            topic
            for topic in asked
            if not any(word in text for word in topic.words)
            and (is_government(facts) or not topic.governments_only)
        ]
        if missing:
            yield section, missing


def is_government(facts: Facts) -> bool:
    """Whether the organ is certainly a government or its office (各级政府)."""
    organ = facts.report.organ
    kind = organ.kind if organ.kind is not OrganKind.UNKNOWN else kind_of_name(organ.name)
    return kind in {OrganKind.GOVERNMENT, OrganKind.GOVERNMENT_OFFICE}
