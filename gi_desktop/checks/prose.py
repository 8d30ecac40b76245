"""What rules ask about the parts in prose."""

from collections.abc import Iterable, Iterator
from functools import partial

from gi_desktop.checks.rule import Facts
from gi_desktop.form import Section, Topic
from gi_desktop.report import topics
from gi_desktop.report.last_prose import REFERENCE
from gi_desktop.report.prose import TextRun


def written(facts: Facts, section: Section) -> str:
    """Return what the part reads, without blanks; empty where nothing is written."""
    return facts.as_it_reads(
        "written",
        section.text,
        lambda: topics.written(facts.report, section, facts.sheet.value),
    )


def unmentioned(facts: Facts, code: str) -> Iterable[tuple[Section, list[Topic]]]:
    """Yield each part that is written, with the topics of this rule it says nothing of."""
    organ, scope = facts.report.organ, facts.report.scope
    for section in facts.form.sections:
        expected = facts.memory.recall(
            ("topics", section.text),
            (organ, scope),
            partial(topics.topics_for, section, facts.report),
        )
        asked = [topic for topic in expected if topic.code == code]
        if not asked:
            continue
        unsaid = facts.as_it_reads("unsaid", section.text, partial(_unsaid, facts, section))
        missing = [topic for topic in asked if topic in unsaid]
        if missing:
            yield section, missing


def _unsaid(facts: Facts, section: Section) -> tuple[Topic, ...]:
    """Return what a part says nothing of; nothing where it is not written."""
    text = written(facts, section)
    if not topics.says_something(section, text):
        return ()
    return tuple(topic for topic in section.topics if not topics.speaks_of(topic, text))


def is_government(facts: Facts) -> bool:
    """Whether the organ is certainly a government or its office (各级政府)."""
    return topics.is_government(facts.report.organ)


def text_place(facts: Facts, text_id: str) -> str:
    """Return how sentences call a text: 第一部分, 前言."""
    section = facts.form.section_of_text(text_id)
    return f"第{section.ordinal}部分" if section is not None else "前言"


def by_hand(facts: Facts, text_id: str) -> Iterator[str]:
    """Yield what each paragraph says without its references, whatever these read as."""
    for paragraph in facts.report.text(text_id):
        yield "".join(run.text if isinstance(run, TextRun) else REFERENCE for run in paragraph.runs)
