"""empty_text: parts one, five and six must say something."""

import pytest

from gi_desktop.report.edits import SetText
from gi_desktop.report.model import Report
from gi_desktop.report.prose import CellRun, Paragraph, paragraphs
from tests.checks.helpers import Check, errors, only


@pytest.mark.parametrize(
    "text_id, ordinal", [("overview", "一"), ("problems", "五"), ("other_matters", "六")]
)
@pytest.mark.parametrize("text", ["", "\n \n", "　　", "。"])
def test_a_part_without_a_word(
    check: Check, sound: Report, text_id: str, ordinal: str, text: str
) -> None:
    empty = sound.replace(texts={**sound.texts, text_id: (Paragraph.of(text),)})
    finding = only(check(empty), "empty_text")
    assert finding.message == f"第{ordinal}部分还没有写。"
    assert finding.text == text_id


@pytest.mark.parametrize("text", ["无", "无。", " 暂无 "])
def test_part_five_must_not_just_say_none(check: Check, sound: Report, text: str) -> None:
    finding = only(check(SetText("改", "problems", paragraphs(text)).apply(sound)), "empty_text")
    assert finding.message == f"第五部分只写了“{text.strip(' 。')}”，没有说明情况。"


def test_a_sentence_that_begins_so_is_none_of_that(check: Check, sound: Report) -> None:
    text = paragraphs("无障碍改造还不到位，正在改进。")
    assert errors(check(SetText("改", "problems", text).apply(sound))) == []


def test_a_preface_may_be_empty(check: Check, sound: Report) -> None:
    assert not sound.text("preface")
    assert check(sound) == []


def test_a_reference_counts_as_text(check: Check, sound: Report) -> None:
    text = (Paragraph(runs=(CellRun(cell="applications.received.natural"),)),)
    assert errors(check(SetText("改", "problems", text).apply(sound))) == []
