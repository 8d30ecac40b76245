"""Numbers in prose beside the tables: counts, percentages, sums."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from gi_desktop.checks import Checker
from gi_desktop.checks.rules.text_percent import gives
from gi_desktop.form import Edition
from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Report
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun, paragraphs
from gi_desktop.report.values import Value

CODES = {"text_table", "text_percent", "text_sum"}
IN = "本年政府信息公开"
NUMBERS: dict[str, Value] = {
    "applications.received.natural": 37,
    "applications.received.business": 4,
    "applications.carried_in.natural": 2,
    "applications.granted.natural": 3,
    "applications.partial.natural": 2,
    "applications.refused_internal.natural": 6,
    "applications.unavailable_not_held.natural": 23,
    "applications.unavailable_not_held.business": 1,
    "applications.other_other.natural": 2,
    "applications.other_other.business": 1,
    "applications.carried_out.natural": 3,
    "applications.carried_out.business": 2,
    "review.reconsideration.upheld": 2,
    "review.litigation_direct.upheld": 1,
    "review.litigation_after_review.pending": 1,
    "disclosure.normative.issued": 8,
    "disclosure.normative.in_force": 30,
}
"""41 received, 2 carried in, 38 handled, 5 carried out."""

Judge = Callable[..., list[Finding]]


@pytest.fixture
def judge(form: Edition, sound: Report) -> Judge:
    """Judge what part one says beside these numbers."""

    def judged(
        words: str | Text, cells: Mapping[str, Value] | None = None, previous: Report | None = None
    ) -> list[Finding]:
        text = paragraphs(words) if isinstance(words, str) else words
        numbers = {**sound.cells, "applications.granted.natural": 0, **NUMBERS, **(cells or {})}
        report = sound.replace(texts={"overview": text}, cells=numbers)
        checker = Checker(form)
        found = checker.run(report, previous=previous)
        assert checker.faults == ()
        return [finding for finding in found if finding.code in CODES | {"stale_year"}]

    return judged


# text_table ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, name, value",
    [
        ("本年收到政府信息公开申请40件。", "一、本年新收·总计", "41"),
        ("共受理依申请公开政府信息申请 1,041 宗。", "一、本年新收·总计", "41"),
        ("政府信息公开申请方面，上年结转3件。", "二、上年结转·总计", "2"),
        ("已办结政府信息公开申请39件。", "（七）总计·总计", "38"),
        ("公开申请中39宗在法定期限内进行答复。", "（七）总计·总计", "38"),
        ("结转下年度继续办理4件。", "四、结转下年度·总计", "5"),
        ("4宗结转到2026年继续办理。", "四、结转下年度·总计", "5"),
        ("申请里自然人35件。", "（七）总计·自然人", "36"),
        ("申请里法人或其他组织5件。", "合计", "2"),
        ("申请里予以公开4件。", "（一）予以公开·总计", "3"),
        ("申请里予以公开及部分公开6宗。", "合计", "5"),
        ("申请里不予公开7件。", "合计", "6"),
        ("申请里因不掌握等原因无法提供25件。", "合计", "24"),
        ("申请里不予处理1件。", "合计", "0"),
        ("申请里其他处理4件。", "合计", "3"),
        ("信息公开类行政复议1起。", "行政复议·总计", "2"),
        ("因信息公开发生行政诉讼3件。", "合计", "2"),
        ("制发规范性文件9份。", "行政规范性文件·本年制发件数", "8"),
        ("本年未收到政府信息公开申请。", "一、本年新收·总计", "41"),
        ("未发生因政府信息公开引起的行政复议。", "行政复议·总计", "2"),
        ("没有因政府信息公开引起的行政诉讼。", "合计", "2"),
    ],
)
def test_another_number_than_the_table(judge: Judge, words: str, name: str, value: str) -> None:
    (finding,) = judge(words)
    assert (finding.code, finding.severity) == ("text_table", "verify")
    assert name in finding.message
    assert finding.message.endswith(f"是 {value}。")
    assert finding.text == "overview"
    assert finding.cells


@pytest.mark.parametrize(
    "words",
    [
        "本年收到政府信息公开申请41件。",
        "本年收到政府信息公开申请43件（含上年结转2件）。",
        "上年结转2件，办结政府信息公开申请38件，结转下年度5件。",
        "申请里自然人36件，法人或其他组织2件。",
        "申请里自然人37件，法人或其他组织4件。",
        "申请里予以公开及部分公开5宗，不予公开6宗，无法提供24宗，不予处理0宗，其他处理3宗。",
        "信息公开类行政复议2起，信息公开类行政诉讼2件。",
        "制发规范性文件8份。",
        "现行有效规范性文件30件。",
    ],
)
def test_the_numbers_of_the_tables(judge: Judge, words: str) -> None:
    assert judge(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "12345热线答复公开申请9999件。",
        "办结网民留言2000条，公开申请按时办结。",
        "公开信息268条，政策解读15条。",
        "通过网络收到政府信息公开申请20件。",
        "其中行政复议维持1件，涉及信息公开。",
        "司法局受理行政复议200件。",
        "审查规范性文件12件。",
        "上年无结转政府信息公开申请。",
        "没有超期答复政府信息公开申请的情况。",
        "本年信息公开申请41件以外，公报共印发12期。",
    ],
)
def test_numbers_of_other_kinds(judge: Judge, words: str) -> None:
    assert judge(words) == []


def test_a_number_that_is_not_known_is_not_compared(judge: Judge) -> None:
    assert judge("本年收到政府信息公开申请40件。", {"applications.received.other": None}) == []


def test_a_reference_is_not_checked_against_its_own_cell(judge: Judge) -> None:
    cell = CellRun(cell="applications.received.natural")
    runs = (TextRun(text=f"{IN}收到申请"), cell, TextRun(text="件。"))
    assert judge((Paragraph(runs=runs),)) == []


def test_a_reason_is_asked_again_where_the_text_is_another(judge: Judge) -> None:
    (one,) = judge("本年收到政府信息公开申请40件。")
    (other,) = judge("本年收到政府信息公开申请39件。")
    assert one.beside != other.beside


def test_a_figure_of_last_year_is_told_once(judge: Judge, sound: Report) -> None:
    last = sound.replace(
        year=2024, texts={}, cells={**sound.cells, "applications.received.natural": 55}
    )
    (finding,) = judge("本年收到政府信息公开申请55件。", previous=last)
    assert finding.code == "stale_year"


# text_percent -------------------------------------------------------------------------------

SHARES = (
    "申请里予以公开及部分公开5宗，占13%；不予公开6宗，占16%；无法提供24宗，占63%；"
    "不予处理0宗，占0%；其他处理3宗，占8%。"
)


def test_shares_that_the_tables_give(judge: Judge) -> None:
    assert judge(SHARES) == []


def test_a_share_that_no_rounding_gives(judge: Judge) -> None:
    (finding,) = judge(SHARES.replace("占16%", "占18%").replace("占63%", "占62%"))[:1]
    assert (finding.code, finding.severity) == ("text_percent", "verify")
    assert finding.message == "第一部分写的是“占18%”，按表是 6÷38＝15.8%。"


def test_a_share_above_the_whole(judge: Judge) -> None:
    (finding,) = judge("这类工作占120%。")
    assert finding.message == "第一部分写的是“占120%”，比例不会超过 100%。"


def test_a_rate(judge: Judge) -> None:
    (finding,) = judge("公开申请的办结率为95%。")
    assert finding.code == "text_percent"
    assert judge("公开申请的办结率为88.4%。") == []
    assert judge("公开申请的按时办结率为100%。") == []
    assert judge("热线的办结率为99.19%，申请另计。") == []


@pytest.mark.parametrize(
    "share, printed, right",
    [(12.5, "13", True), (12.5, "12", True), (12.4, "13", False), (13.9, "13", True),
     (14.0, "13", False), (99.189, "99.19", True), (99.199, "99.19", True), (99.2, "99.19", False)],
)  # fmt: skip
def test_rounded_or_cut_off(share: float, printed: str, right: bool) -> None:
    assert gives(Decimal(str(share)), printed) is right


# text_sum -----------------------------------------------------------------------------------


def sums(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.code == "text_sum"]


def test_parts_that_are_not_the_whole(judge: Judge) -> None:
    (finding,) = sums(judge("收到公开申请41件，其中自然人36件，法人或其他组织4件。"))
    assert finding.severity == "verify"
    assert "合计 36＋4＝40，同一句里没有这个总数" in finding.message


@pytest.mark.parametrize(
    "words",
    [
        "收到公开申请41件，其中自然人37件，法人或其他组织4件。",
        "收到公开申请41件，办结38件，其中自然人申请36件，法人或其他组织2件。",
        "申请里自然人36件，法人或其他组织2件。",
        "收到公开申请41件，其中自然人37件。",
    ],
)
def test_parts_that_are_the_whole_or_have_none(judge: Judge, words: str) -> None:
    assert sums(judge(words)) == []


def test_shares_that_are_not_the_whole(judge: Judge) -> None:
    (finding,) = sums(judge(SHARES.replace("占63%", "占53%")))
    assert finding.message == "第一部分里各部分的百分比合计 90%，不是 100%。"
