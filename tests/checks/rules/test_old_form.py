"""old_form: two labels of the trial form of 2019, or table three with 23 rows."""

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import Edition
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report
from gi_desktop.report.source import Source, SourceTable
from tests.checks.helpers import Check, only


def source(*labels: str, table: str = "disclosure", rows: int | None = None) -> Source:
    return Source(kind="text", tables=(SourceTable(table=table, labels=labels, data_rows=rows),))


def judged(form: Edition, report: Report, seen: Source) -> list[Finding]:
    return Checker(form).run(report, seen)


def test_two_old_labels(form: Edition, sound: Report) -> None:
    seen = source("规章", "本年新制作数量", "对外公开总数量")
    finding = only(judged(form, sound, seen), "old_form")
    assert finding.severity is Severity.VERIFY
    assert finding.message == (
        "原文用的是 2019 年试行格式（国办公开办函〔2019〕60号）："
        "有“本年新制作数量”“对外公开总数量”旧格式才有的栏目。"
    )
    assert "disclosure.rules.in_force" in finding.cells
    assert "disclosure.rules.issued" not in finding.cells
    assert "2021 年格式" in finding.remedy


def test_labels_of_two_tables_count_together(form: Edition, sound: Report) -> None:
    seen = Source(
        kind="html",
        tables=(
            SourceTable(table="disclosure", labels=("本年新公开数量",)),
            SourceTable(table="applications", labels=("政府集中采购",)),
        ),
    )
    only(judged(form, sound, seen), "old_form")


@pytest.mark.parametrize("label", ["本年新制作数量", "本年增/减", "第二十条第（九）项"])
def test_one_old_label_is_no_proof(form: Edition, sound: Report, label: str) -> None:
    assert judged(form, sound, source("规章", label)) == []


def test_other_wordings_of_today_are_no_old_form(form: Edition, sound: Report) -> None:
    seen = source("本年制作件数", "规范性文件", "处理决定数量")
    assert judged(form, sound, seen) == []


def test_a_table_three_of_23_rows(form: Edition, sound: Report) -> None:
    seen = source("（六）其他处理", "（七）总计", table="applications", rows=23)
    finding = only(judged(form, sound, seen), "old_form")
    assert "表三只有 23 行数字，“（六）其他处理”没有分成 3 行。" in finding.message
    assert finding.cells[0] == "applications.other_no_correction.natural"
    assert len(finding.cells) == 21


@pytest.mark.parametrize("rows", [None, 22, 24, 25])
def test_another_number_of_rows_is_none(form: Edition, sound: Report, rows: int | None) -> None:
    assert judged(form, sound, source(table="applications", rows=rows)) == []


def test_23_rows_with_the_group_in_rows_have_lost_two(form: Edition, sound: Report) -> None:
    seen = source("（六）2.逾期未缴费", table="applications", rows=23)
    assert judged(form, sound, seen) == []


def test_23_rows_of_another_table_are_nothing(form: Edition, sound: Report) -> None:
    assert judged(form, sound, source(table="disclosure", rows=23)) == []


@pytest.mark.parametrize("year", [2019, 2020])
def test_when_it_was_in_force_nothing_is_to_be_mended(
    form: Edition, sound: Report, year: int
) -> None:
    seen = source("本年新制作数量", "本年新公开数量")
    findings = judged(form, sound.replace(year=year), seen)
    (finding,) = (finding for finding in findings if finding.code == "old_form")
    assert "原报告不用改" in finding.remedy


def test_a_report_without_a_source(check: Check, sound: Report) -> None:
    assert check(sound) == []
