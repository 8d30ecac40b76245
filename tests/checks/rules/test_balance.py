"""balance: first and second item against third and fourth, per column."""

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import Edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.model import Report
from tests.checks.helpers import Broken, Check, codes, only
from tests.toy import TOY

A = "applications."


def test_one_wrong_cell_unbalances_its_column_once(check: Check, broken: Broken) -> None:
    finding = only(check(broken({A + "granted.natural": 8})), "balance")
    assert finding.message == (
        "表三“自然人”列不平：第一项 10＋第二项 0＝10，第三项 8＋第四项 3＝11，相差 1。"
    )
    assert A + "granted.natural" in finding.cells
    assert A + "carried_out.natural" in finding.cells


def test_the_total_column_is_an_echo_of_the_columns_before_it(check: Check, broken: Broken) -> None:
    findings = check(broken({A + "granted.natural": 8, A + "granted.other": 2}))
    assert [f.message[:8] for f in findings] == ["表三“自然人”列", "表三“其他”列不"]


def test_the_total_column_speaks_where_the_others_cannot_be_judged(
    check: Check, broken: Broken
) -> None:
    values = {A + "granted.natural": None, A + "total.natural": 7, A + "granted.other": None}
    values |= {A + "total.other": 0, A + "total.total": 9}
    assert "balance" in codes(
        check(broken(values | {A + "received.natural": None} | {A + "received.total": 10}))
    )


def test_a_balanced_column_is_no_fault(check: Check, broken: Broken) -> None:
    assert check(broken({A + "carried_in.natural": 2, A + "granted.natural": 9})) == []


@pytest.mark.parametrize("column", ["natural", "business", "legal_service"])
def test_every_column_is_judged(check: Check, broken: Broken, column: str) -> None:
    finding = only(check(broken({f"{A}received.{column}": 77})), "balance")
    assert f"{A}received.{column}" in finding.cells


def test_a_balance_of_three_terms_is_judged_by_its_own_names() -> None:
    cells = {spec.address: 0 for spec in TOY.inputs if spec.row.id != "postage"}
    report = Report(edition=TOY.id, cells=cells | {"letters.received.paper": 3})
    broken = [f for f in Checker(TOY).run(report) if f.code == "letters_balance"]
    assert [f.message for f in broken] == [
        "表一“纸质信件”列不平：收到 3＝3，已答复 0＋未答复 0＝0，相差 3。"
    ]


def test_a_mend_is_offered_only_where_it_is_certain(check: Check, broken: Broken) -> None:
    doubtful = only(check(broken({A + "granted.natural": 8})), "balance")
    assert doubtful.mend is None
    certain = check(broken({A + "granted.natural": 8, A + "granted.total": 7}))
    assert codes(certain) == ["balance", "row_total"]
    mends = {f.mend for f in certain}
    assert len(mends) == 1
    mend = mends.pop()
    assert mend is not None
    assert (mend.cell, mend.value) == (A + "granted.natural", 7)
    mended = SetCells("改", {mend.cell: mend.value}).apply(
        broken({A + "granted.natural": 8, A + "granted.total": 7})
    )
    assert check(mended) == []


def test_no_mend_below_zero(check: Check, broken: Broken, form: Edition) -> None:
    values = {A + "received.natural": 0, A + "carried_out.natural": 0}
    for finding in check(broken(values)):
        assert finding.mend is None or finding.mend.value >= 0
