"""empty_cell and not_a_count."""

from decimal import Decimal

import pytest

from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from gi_desktop.report.values import Raw
from tests.checks.helpers import Broken, Check, codes, only

A = "applications."


def test_an_empty_report_names_every_cell_once_a_table(check: Check, form: Edition) -> None:
    findings = [f for f in check(Report(edition=form.id)) if f.code == "empty_cell"]
    assert [f.message for f in findings] == [
        "表二还有 10 格未填；没有发生的请填 0。",
        "表三还有 175 格未填；没有发生的请填 0。",
        "表四还有 15 格未填；没有发生的请填 0。",
    ]
    assert sum(len(f.cells) for f in findings) == len(form.cells)
    assert "其中 144 格，31 格总计" in findings[1].remedy
    assert "总计" not in findings[0].remedy


def test_one_empty_cell_leaves_its_totals_empty(check: Check, broken: Broken) -> None:
    finding = only(check(broken({A + "granted.other": None})), "empty_cell")
    assert set(finding.cells) == {
        A + "granted.other",
        A + "granted.total",
        A + "total.other",
        A + "total.total",
    }


def test_zero_is_not_empty(check: Check, sound: Report) -> None:
    assert check(sound) == []


@pytest.mark.parametrize("text", ["12a", "-1", "1.5", "/", "—", "无"])
def test_what_is_no_count_is_told_with_its_place(check: Check, broken: Broken, text: str) -> None:
    finding = only(check(broken({A + "granted.natural": Raw(text)})), "not_a_count")
    assert finding.message == (f"表三“（一）予以公开·自然人”填的是“{text}”，应为不小于 0 的整数。")
    assert finding.cells == (A + "granted.natural",)


def test_an_amount_may_have_decimals(check: Check, broken: Broken) -> None:
    assert check(broken({"disclosure.fees.amount": Decimal("12.50")})) == []
    wrong = check(broken({"disclosure.fees.amount": Raw("约12万")}))
    assert codes(wrong) == ["not_a_count"]
    assert "单位：万元" in wrong[0].message


def test_many_of_them_are_one_finding(check: Check, broken: Broken, form: Edition) -> None:
    cells = [spec.address for spec in form.inputs if spec.table == "applications"][:30]
    finding = only(check(broken(dict.fromkeys(cells, Raw("/")))), "not_a_count")
    assert finding.message.startswith("表三有 30 格填的不是数")
    assert set(finding.cells) == set(cells)


def test_a_long_text_is_cut_in_the_sentence(check: Check, broken: Broken) -> None:
    finding = only(check(broken({A + "granted.natural": Raw("x" * 5000)})), "not_a_count")
    assert len(finding.message) < 100
