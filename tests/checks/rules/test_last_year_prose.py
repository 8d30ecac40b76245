"""Rules about prose that was taken over from last year's report, or still speaks of it."""

from collections.abc import Callable, Mapping

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import Edition
from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Report
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun, paragraphs
from gi_desktop.report.values import Value
from tests.checks.helpers import codes
from tests.toy import TEXT, TOY

RECEIVED = "applications.received.total"
NATURAL = "applications.received.natural"
TEN = "".join(f"第{number}项工作按期办完了。" for number in "一二三四五六七八九十")

Judge = Callable[..., list[Finding]]


@pytest.fixture
def judge(form: Edition, sound: Report) -> Judge:
    """Judge a report of 2025 whose part one reads so, beside one of 2024 that reads so."""

    def judged(
        now: str | Text,
        last: str | None = None,
        cells: Mapping[str, Value] | None = None,
        last_cells: Mapping[str, Value] | None = None,
        text_id: str = "overview",
    ) -> list[Finding]:
        written = paragraphs(now) if isinstance(now, str) else now
        report = sound.replace(texts={text_id: written}, cells={**sound.cells, **(cells or {})})
        previous = None
        if last is not None:
            previous = sound.replace(
                year=2024,
                texts={text_id: paragraphs(last)},
                cells={**sound.cells, **(last_cells or {})},
            )
        checker = Checker(form)
        found = checker.run(report, previous=previous)
        assert checker.faults == ()
        return [f for f in found if f.code in {"same_as_last_year", "stale_year"}]

    return judged


# same_as_last_year --------------------------------------------------------------------------


def test_prose_that_was_taken_over(judge: Judge) -> None:
    (finding,) = judge(TEN, TEN)
    assert finding.code == "same_as_last_year"
    assert finding.severity == "verify"
    assert finding.message == "各部分文字共 10 句，其中 10 句（100%）与 2024 年报告一样。"
    assert "“第一项工作按期办完了”、“第二项" in finding.remedy
    assert (finding.text, finding.cells) == ("overview", ())


def test_nine_of_ten_are_too_many_eight_are_not(judge: Judge) -> None:
    nine = TEN.replace("第一项工作按期", "今年做的事很多，")
    (finding,) = judge(nine, TEN)
    assert "10 句，其中 9 句（90%）" in finding.message
    assert judge(nine.replace("第二项工作按期", "还有一些没有"), TEN) == []


def test_a_changed_year_makes_no_new_sentence(judge: Judge) -> None:
    (finding,) = judge("2025年做好公开工作。", "2024年做好公开工作。")
    assert finding.code == "same_as_last_year"


def test_spaces_and_width_make_no_new_sentence(judge: Judge) -> None:
    assert codes(judge("办结３ 件工作事项。", "办结3件工作事项。")) == ["same_as_last_year"]


def test_long_lists_are_cut(judge: Judge) -> None:
    many = "".join(f"第{number}件工作按期办完了。" for number in range(31, 45))
    (finding,) = judge(many, many)
    assert "14 句，其中 14 句" in finding.message
    assert finding.remedy.endswith("，还有 9 句。")


def test_headings_and_the_preface_do_not_count(judge: Judge) -> None:
    heading: Text = (Paragraph.of("（一）主动公开", 2), *paragraphs("全是新写的一句话。"))
    assert judge(heading, "（一）主动公开") == []
    assert judge("本报告由某局编制。", "本报告由某局编制。", text_id="preface") == []


def test_without_last_years_report_nothing_is_the_same(judge: Judge) -> None:
    assert judge(TEN) == []


def test_without_prose_nothing_is_the_same(judge: Judge) -> None:
    assert judge("", "") == []


def test_another_form_is_judged_by_its_own_texts() -> None:
    report = Report(edition=TOY.id, year=2025, texts={TEXT: paragraphs(TEN)})
    found = Checker(TOY).run(report, previous=report.replace(year=2024))
    assert "same_as_last_year" in codes(found)


# stale_year: years --------------------------------------------------------------------------


@pytest.mark.parametrize("last", [None, ""])
def test_last_years_year_is_found(judge: Judge, last: str | None) -> None:
    (finding,) = judge("2024年，我局公开信息268条。", last)
    assert finding.code == "stale_year"
    assert finding.severity == "verify"
    assert finding.message == "第一部分还写着 2024 年：“2024年，我局公开信息2”。"
    assert finding.text == "overview"


@pytest.mark.parametrize(
    "words",
    [
        "2025年，我局公开信息268条。",
        "上年（2024年）结转3件，都已办结。",
        "2024年结转的申请3件，都已办结。",
        "按《某县2024年公开要点》办理。",
        "执行〔2024〕12号文件。",
        "比2024年多。",
        "与2024年相比，数量有所增加。",
        "较2024年同期增加。",
        "自2024年以来，坚持按月公布。",
        "截至2024年底的文件都已清理。",
        "2024年1月1日至2025年12月31日。",
        "2024年印发的办法继续执行。",
        "针对2024年度报告中指出的问题，逐项整改。",
        "根据2024年度第三方评估的结果，逐项整改。",
        "共有20240年限的档案。",
    ],
)
def test_what_rightly_speaks_of_last_year_is_not(judge: Judge, words: str) -> None:
    assert judge(words, "") == []


def test_the_year_of_the_attached_report_counts(form: Edition, sound: Report) -> None:
    report = sound.replace(texts={"overview": paragraphs("2023年，我局公开信息。")})
    found = Checker(form).run(report, previous=sound.replace(year=2023, texts={}))
    assert [f.message for f in found if f.code == "stale_year"] == [
        "第一部分还写着 2023 年：“2023年，我局公开信息。”。"
    ]


def test_a_period_in_the_preface_is_left_to_the_rule_on_years(judge: Judge) -> None:
    words = "本报告统计期限自2024年1月1日起至12月31日止。"
    assert judge(words, text_id="preface") == []


def test_many_places_are_told_as_one(judge: Judge) -> None:
    (finding,) = judge("2024年办了甲事。2024年办了乙事。2024年办了丙事。2024年办了丁事。")
    assert finding.message.endswith("等 4 处。")


def test_a_year_that_nobody_knows_makes_nothing_old(form: Edition, sound: Report) -> None:
    report = sound.replace(year=None, texts={"overview": paragraphs("2024年，我局公开信息。")})
    assert "stale_year" not in codes(Checker(form).run(report))


# stale_year: figures ------------------------------------------------------------------------


def test_a_figure_of_last_years_table(judge: Judge) -> None:
    (finding,) = judge("本年新收申请37件。", "", {NATURAL: 40}, {NATURAL: 37})
    assert finding.message == (
        "第一部分里有 2024 年报告的数，本年的表里已经不是：“本年新收申请37件”。"
    )
    assert finding.severity == "verify"


@pytest.mark.parametrize(
    "words, now, last",
    [
        ("本年新收申请40件。", 40, 37),
        ("本年新收申请37件。", 37, 37),
        ("12345热线答复申请37件。", 40, 37),
        ("本年新收申请3件。", 40, 3),
        ("组织培训37次。", 40, 37),
        ("本年新收申请137件。", 40, 37),
        ("本年新收申请37件。", 40, None),
    ],
)
def test_other_figures_are_not(judge: Judge, words: str, now: int, last: Value) -> None:
    assert judge(words, "", {NATURAL: now}, {NATURAL: last}) == []


def test_a_small_figure_counts_in_a_sentence_that_was_taken_over(judge: Judge) -> None:
    sentence = "本年办理行政复议4件，其中新事8件。"
    now, last = {NATURAL: 40}, {NATURAL: 4}
    (finding,) = judge(sentence.replace("8", "9"), sentence, now, last)
    assert "“本年办理行政复议4件”" in finding.message


def test_a_reference_is_not_checked_against_its_own_cell(judge: Judge) -> None:
    runs = (TextRun(text="本年新收申请"), CellRun(cell=RECEIVED), TextRun(text="件。"))
    assert judge((Paragraph(runs=runs),), "", {NATURAL: 37}, {NATURAL: 37}) == []
    assert judge((Paragraph(runs=runs),), "新收40件。", {NATURAL: 40}, {NATURAL: 37}) == []
