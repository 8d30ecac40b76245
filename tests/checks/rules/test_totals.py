"""row_total, column_total and review_total: a typed total against its sum."""

import pytest

from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from tests.checks.helpers import Broken, Check, codes, errors, only

A = "applications."


def test_a_sound_report_has_no_finding(check: Check, sound: Report) -> None:
    assert check(sound) == []


@pytest.mark.parametrize("cell", ["applications.received.total", "review.reconsideration.total"])
def test_a_typed_total_that_equals_its_sum_is_no_fault(
    check: Check, broken: Broken, cell: str
) -> None:
    value = {"applications.received.total": 10}.get(cell, 0)
    assert check(broken({cell: value})) == []


def test_a_typed_row_total_that_differs(check: Check, broken: Broken) -> None:
    finding = only(check(broken({A + "received.total": 0})), "row_total")
    assert finding.message == "表三“一、本年新收”行：各类申请人合计 10，总计填的是 0，相差 10。"
    assert finding.severity == "error"
    assert finding.cells[0] == A + "received.total"
    assert A + "received.natural" in finding.cells


def test_a_typed_column_total_that_differs(check: Check, broken: Broken) -> None:
    findings = check(broken({A + "total.natural": 8}))
    finding = next(f for f in findings if f.code == "column_total")
    assert finding.message == "表三“自然人”列：（一）至（六）合计 7，（七）填的是 8，相差 1。"
    assert codes(findings) == ["balance", "column_total"]


def test_the_meeting_of_total_row_and_column_is_told_once(check: Check, broken: Broken) -> None:
    finding = only(check(broken({A + "total.total": 8})), "row_total")
    assert "（七）总计" in finding.message


def test_a_typed_total_of_table_four_that_differs(check: Check, broken: Broken) -> None:
    values = {"review.reconsideration.upheld": 11, "review.reconsideration.total": 0}
    finding = only(check(broken(values)), "review_total")
    assert finding.message == "表四“行政复议”：四种结果合计 11，总计填的是 0，相差 11。"


def test_many_wrong_totals_of_one_table_are_one_finding(
    check: Check, broken: Broken, form: Edition
) -> None:
    totals = [cell for cell in form.derived if cell.startswith(A) and cell.endswith(".total")]
    finding = only(errors(check(broken(dict.fromkeys(totals, 99)))), "row_total")
    assert f"表三有 {len(totals)} 处" in finding.message
    assert set(totals) <= set(finding.cells)


def test_nothing_is_said_of_a_total_while_an_addend_is_empty(check: Check, broken: Broken) -> None:
    values = {A + "received.natural": None, A + "received.total": 10}
    assert codes(check(broken(values))) == ["empty_cell"]
