"""What a part in prose speaks of, and what is expected of it but missing."""

import re

from gi_desktop.form import Section, Topic
from gi_desktop.report.model import Organ, OrganKind, Report, Scope
from gi_desktop.report.profile import kind_of_name
from gi_desktop.report.prose import Lookup

_NO_WORDS = re.compile(r"[\W_]+")


def written(report: Report, section: Section, lookup: Lookup) -> str:
    """Return what the part reads, without blanks; empty where nothing is written."""
    text = "".join(paragraph.resolve(lookup) for paragraph in report.text(section.text))
    return "".join(text.split())


def says_something(section: Section, text: str) -> bool:
    """Whether a text is more than signs and words that say nothing (无)."""
    said = _NO_WORDS.sub("", text)
    return bool(said) and said not in section.empty_words


def speaks_of(topic: Topic, text: str) -> bool:
    """Whether one of the topic's words stands in the text."""
    return any(word in text for word in topic.words)


def topics_for(section: Section, report: Report) -> tuple[Topic, ...]:
    """Return what the part is expected to speak of in the report of such an organ.

    A government's report is that of the government itself, or the aggregated one that its
    office writes; the office's report on itself is not (《政府信息公开条例》第五十条).
    """
    government = kind_of(report.organ) is OrganKind.GOVERNMENT or (
        is_government(report.organ) and report.scope is Scope.AGGREGATED
    )
    return tuple(topic for topic in section.topics if government or not topic.governments_only)


def is_government(organ: Organ) -> bool:
    """Whether the organ is certainly a government or its office."""
    return kind_of(organ) in {OrganKind.GOVERNMENT, OrganKind.GOVERNMENT_OFFICE}


def kind_of(organ: Organ) -> OrganKind:
    """Return the kind that was chosen, else the one that the name certainly tells."""
    return organ.kind if organ.kind is not OrganKind.UNKNOWN else kind_of_name(organ.name)
