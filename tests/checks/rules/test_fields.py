"""signature_date and wrong_title."""

import pytest

from gi_desktop.report.model import Report, Seal, Signature
from tests.checks.helpers import Check, only


def signed(report: Report, date: str, seal: Seal = Seal.SEALED) -> Report:
    return report.replace(signature=Signature(name="某县水利局", date=date, seal=seal))


@pytest.mark.parametrize(
    "date", ["2025年1月16日", "二〇二五年一月十六日", "2027-1-5", "20251231", "２０２５年１月"]
)
def test_a_date_of_another_year(check: Check, sound: Report, date: str) -> None:
    finding = only(check(signed(sound, date)), "signature_date")
    assert finding.message == f"落款日期“{date}”不在 2026 年；2025 年度的报告在下一年签发。"
    assert (finding.severity, finding.field) == ("verify", "signed_on")


@pytest.mark.parametrize(
    "date", ["2026年1月16日", "二〇二六年一月十六日", "2026-1-5", "20260105", "一月", ""]
)
def test_a_date_of_the_year_after(check: Check, sound: Report, date: str) -> None:
    assert check(signed(sound, date)) == []


def test_a_day_that_does_not_exist(check: Check, sound: Report) -> None:
    finding = only(check(signed(sound, "2026年2月30日")), "signature_date")
    assert finding.message == "落款日期“2026年2月30日”：没有这一天。"


def test_a_date_that_is_not_printed(check: Check, sound: Report) -> None:
    assert check(signed(sound, "2020年1月1日", Seal.NONE)) == []


def test_a_report_without_a_year(check: Check, sound: Report) -> None:
    assert check(signed(sound.replace(year=None), "2020年1月1日")) == []


@pytest.mark.parametrize(
    "title, wrong",
    [
        ("某县水利局2025年政府信息公开年度报告", "政府信息公开年度报告"),
        ("某县水利局2025年政务公开工作总结", "政务公开工作总结"),
        ("某县水利局2025年政府信息公开 工作报告", "政府信息公开工作报告"),
    ],
)
def test_a_title_with_another_name(check: Check, sound: Report, title: str, wrong: str) -> None:
    finding = only(check(sound.replace(title=title)), "wrong_title")
    assert finding.message == f"标题里写的是“{wrong}”，规范的名称是“政府信息公开工作年度报告”。"


def test_a_title_with_no_known_name(check: Check, sound: Report) -> None:
    finding = only(check(sound.replace(title="某县水利局2025年年报")), "wrong_title")
    assert finding.message.startswith("标题里没有")


@pytest.mark.parametrize("title", ["", "某县水利局\n2025年度政府信息公开工作年度报告"])
def test_a_right_title(check: Check, sound: Report, title: str) -> None:
    assert check(sound.replace(title=title)) == []
