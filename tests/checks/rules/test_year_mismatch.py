"""year_mismatch: title, statistical period and report."""

from datetime import date

import pytest

from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetText
from gi_desktop.report.model import Period, Report
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.sentences import compose_preface
from tests.checks.helpers import Check, only


def _preface(report: Report, text: str) -> Report:
    return SetText("改", "preface", paragraphs(text)).apply(report)


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为2024年1月1日至12月31日。",
        "所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "内容涵盖 2024 年 1 月 1 日 至 12 月 31 日期间的工作。",
        "数据统计时间：2024年1月1日—12月31日。",
        "所列数据的统计期限自2024年1月1日起，至2024年12月31日止。",
        "本报告所列数据的统计期限为2024年1月1日起,至12月31日止。",
    ],
)
def test_the_period_of_another_year(check: Check, sound: Report, text: str) -> None:
    finding = only(check(_preface(sound, text)), "year_mismatch")
    assert finding.message == "标题是 2025 年，统计期限是 2024 年。"
    assert finding.text == "preface", "it leads to where it is to be mended"


def test_a_preface_as_the_program_wrote_it_for_last_year(check: Check, sound: Report) -> None:
    last = sound.replace(year=2024)
    taken = SetText("取用", "preface", compose_preface(last, current_edition())).apply(sound)
    finding = only(check(taken), "year_mismatch")
    assert finding.message == ("标题是 2025 年，统计期限是 2024 年，前言里的报告名称是 2024 年。")
    own = SetText("写", "preface", compose_preface(sound, current_edition())).apply(sound)
    assert check(own) == []


@pytest.mark.parametrize(
    "text",
    [
        "编制完成了《某县水利局2024年政府信息公开工作年度报告》。",
        "按照条例的要求，编制某县水利局2024年度政府信息公开工作年度报告。",
    ],
)
def test_a_preface_that_names_last_years_report_as_this(
    check: Check, sound: Report, text: str
) -> None:
    finding = only(check(_preface(sound, text)), "year_mismatch")
    assert finding.message == "标题是 2025 年，前言里的报告名称是 2024 年。"
    assert finding.text == "preface"


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为2025年1月1日至12月31日。",
        "《办法》自2019年1月1日起施行。",
        "新馆自2024年1月1日至12月31日试运行。",
        "统计了2021年1月1日至2025年12月31日五年的数据。",
        "《某县水利局2024年政府信息公开工作年度报告》已经公布。",
        "编制《某县水利局2025年政府信息公开工作年度报告》，其中2024年的报告已经公布。",
    ],
)
def test_what_is_no_other_period(check: Check, sound: Report, text: str) -> None:
    assert check(_preface(sound, text)) == []


def test_a_title_of_another_year(check: Check, sound: Report) -> None:
    title = "某县水利局2022年政府信息公开工作年度报告"
    finding = only(check(sound.replace(title=title)), "year_mismatch")
    assert finding.message == "标题是 2022 年，报告年度是 2025 年。"


def test_a_period_of_another_year(check: Check, sound: Report) -> None:
    period = Period(start=date(2024, 1, 1), end=date(2024, 12, 31))
    finding = only(check(sound.replace(period=period)), "year_mismatch")
    assert finding.field == "year"


def test_a_report_without_a_year_says_nothing(check: Check, sound: Report) -> None:
    assert check(sound.replace(year=None)) == []
