"""Prose beside last year's: sentences, what is taken over, what in it is old."""

import pytest
from hypothesis import given

from gi_desktop.form import current_edition
from gi_desktop.report.last_prose import (
    LastReport,
    old_parts,
    sentence_key,
    sentences,
    skeleton,
    taken_over,
)
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun, paragraphs
from gi_desktop.report.sheet import Plan
from tests.strategies import reports
from tests.toy import TOY

FORM = current_edition()
PLAN = Plan.of(FORM)
NATURAL = "applications.received.natural"
REFERRING = Paragraph(runs=(TextRun(text="新收"), CellRun(cell=NATURAL), TextRun(text="件。")))


def report(text: Text, year: int = 2024, number: int = 37) -> Report:
    return new_report(FORM, year).replace(texts={"overview": text}, cells={NATURAL: number})


def beside(text: Text) -> LastReport:
    return LastReport(PLAN, report(text))


def test_sentences_end_where_they_end() -> None:
    text = paragraphs("甲事已经办完了。乙事（见表）还在办；丙事呢？“丁事办完了！”好。")
    found = sentences(report(text), ("overview",), lambda _: None)
    assert [said.words for said in found] == [
        "甲事已经办完了。",
        "乙事（见表）还在办；",
        "丙事呢？",
        "“丁事办完了！”",
    ]


@given(reports(FORM))
def test_sentences_stand_where_they_say(made: Report) -> None:
    lookup = PLAN.sheet(made.cells).value
    for said in sentences(made, FORM.texts, lookup):
        words = made.text(said.text_id)[said.paragraph].resolve(lookup)
        assert words[said.start : said.end] == said.words
        assert len(said.own) == len(said.words)


@given(reports(FORM))
def test_a_report_is_taken_over_from_itself_whole(made: Report) -> None:
    lookup = PLAN.sheet(made.cells).value
    number, same = taken_over(made, FORM, lookup, LastReport(PLAN, made))
    assert len(same) == number


def test_own_years_are_no_difference() -> None:
    assert sentence_key("2025年比2024年多。", 2025) == sentence_key("2024年比2023年多。", 2024)
    assert sentence_key("2025年。", None) != sentence_key("2024年。", None)


def test_a_skeleton_has_no_figures() -> None:
    assert skeleton("收到 1,234 件，占12.5%。") == "收到#件,占#%。"


# Paragraphs ---------------------------------------------------------------------------------


def test_a_paragraph_is_last_years_until_it_is_touched() -> None:
    last = beside(paragraphs("去年办了3件事。\n另一段。"))
    held = [
        last.holds("overview", Paragraph.of(words), lambda _: None)
        for words in ("去年办了3件事。", "去年办了３件事。", "今年办了3件事。", "", "去年办了3件事")
    ]
    assert held == [True, True, False, False, False]
    assert not last.holds("problems", Paragraph.of("另一段。"), lambda _: None)
    assert not last.holds("work", Paragraph.of("另一段。"), lambda _: None)


def test_headings_are_no_ones() -> None:
    last = beside((Paragraph.of("（一）主动公开", 2),))
    assert not last.holds("overview", Paragraph.of("（一）主动公开", 2), lambda _: None)


def test_references_follow_this_years_numbers_and_stay_last_years_sentence() -> None:
    last = beside((REFERRING,))
    assert last.holds("overview", REFERRING, lambda _: 40)
    assert last.holds("overview", Paragraph.of("新收37件。"), lambda _: 40)
    assert not last.holds("overview", Paragraph.of("新收40件。"), lambda _: 40)


def test_what_is_taken_over_keeps_references_that_the_form_has() -> None:
    assert beside((REFERRING,)).reusable("overview") == (REFERRING,)
    toy = LastReport(Plan.of(TOY), new_report(TOY, 2024).replace(texts={"work": (REFERRING,)}))
    (paragraph,) = toy.reusable("work")
    assert paragraph.resolve(lambda _: 5) == "新收〔未填〕件。"


# Old years and figures ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, old",
    [
        ("2024年新收37件，占12.5%。", ["2024年", "37", "12.5%"]),
        ("按《2024年公开要点》和〔2024〕3号文件办理4件。", ["4"]),
        ("1.公开信息1,268条。", ["1,268"]),
        ("（2）办结5件。", ["5"]),
        ("没有数字。", []),
    ],
)
def test_old_parts(words: str, old: list[str]) -> None:
    assert [words[start:end] for start, end in old_parts(words)] == old
