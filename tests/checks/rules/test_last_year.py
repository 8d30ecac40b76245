"""Rules that compare with last year's report (上年报告): Y1 to Y4."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import Edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Report
from gi_desktop.report.values import Raw, Value
from tests.checks.helpers import Broken, codes, only

Beside = Callable[[Mapping[str, Value], Mapping[str, Value]], list[Finding]]

IN, OUT = "applications.carried_in", "applications.carried_out"
_BALANCED: dict[str, Value] = {"applications.granted.natural": 7}


@pytest.fixture
def beside(form: Edition, sound: Report, broken: Broken) -> Beside:
    """Judge the sound report, changed, beside last year's sound report, changed."""

    def judged(now: Mapping[str, Value], last: Mapping[str, Value]) -> list[Finding]:
        nothing_left: dict[str, Value] = {f"{OUT}.natural": 0, **last}
        previous = SetCells("去年", nothing_left).apply(sound.replace(year=2024, texts={}))
        checker = Checker(form)
        found = checker.run(broken(now), previous=previous)
        assert checker.faults == ()
        return found

    return judged


def test_two_years_that_fit(beside: Beside) -> None:
    assert beside({}, {}) == []


def test_without_last_year_nothing_is_compared(form: Edition, sound: Report) -> None:
    assert Checker(form).run(sound) == []


# carried_in_last_year -----------------------------------------------------------------------


def carried(now: Value, last: Value) -> tuple[dict[str, Value], dict[str, Value]]:
    """This year begins with one number of natural persons, last year ended with another."""
    granted = 7 + (now if isinstance(now, int) else 0)
    return (
        {f"{IN}.natural": now, "applications.granted.natural": granted},
        {f"{OUT}.natural": last},
    )


def test_this_year_begins_with_another_number(beside: Beside) -> None:
    finding = only(beside(*carried(3, 4)), "carried_in_last_year")
    assert finding.message == (
        "表三“二、上年结转·自然人”填的是 3，2024 年报告“四、结转下年度”是 4，相差 1。"
    )
    assert finding.severity == "verify"
    assert finding.cells == (f"{IN}.natural",)
    assert finding.beside == ((f"last.{OUT}.natural", "4"),)


def test_this_year_begins_as_last_year_ended(beside: Beside) -> None:
    assert beside(*carried(4, 4)) == []


@pytest.mark.parametrize("last", [None, Raw("若干")])
def test_what_last_year_does_not_say_is_not_compared(beside: Beside, last: Value) -> None:
    assert beside(*carried(3, last)) == []


def test_an_empty_cell_only_waits(beside: Beside) -> None:
    found = beside({f"{IN}.natural": None}, {f"{OUT}.natural": 4})
    assert "carried_in_last_year" not in codes(found)


def test_every_column_is_told_by_itself(beside: Beside) -> None:
    last: dict[str, Value] = {f"{OUT}.business": 1, f"{OUT}.other": 2}
    found = beside({}, last)
    assert codes(found) == ["carried_in_last_year"] * 2
    assert [f.cells for f in found] == [(f"{IN}.business",), (f"{IN}.other",)]


def test_the_total_is_told_only_where_its_columns_do_not(beside: Beside) -> None:
    finding = only(beside({}, {f"{OUT}.total": 5}), "carried_in_last_year")
    assert finding.cells == (f"{IN}.total",)


def test_many_columns_are_told_as_one(beside: Beside) -> None:
    columns = ("natural", "business", "research", "public_interest", "legal_service", "other")
    last: dict[str, Value] = {f"{OUT}.{column}": 2 for column in columns}
    finding = only(beside({}, last), "carried_in_last_year")
    assert finding.message.startswith("表三有 6 列的结转与 2024 年报告不同，例如“二、上年结转")
    assert len(finding.cells) == len(finding.beside) == 6


# in_force_last_year -------------------------------------------------------------------------

DOCUMENTS = "disclosure.normative"


def documents(issued: Value, repealed: Value, in_force: Value) -> dict[str, Value]:
    return {
        f"{DOCUMENTS}.issued": issued,
        f"{DOCUMENTS}.repealed": repealed,
        f"{DOCUMENTS}.in_force": in_force,
    }


def test_documents_that_do_not_add_up_over_two_years(beside: Beside) -> None:
    found = beside(documents(3, 1, 13), {f"{DOCUMENTS}.in_force": 12})
    finding = only(found, "in_force_last_year")
    assert finding.message == (
        "表二“行政规范性文件”：2024 年现行有效 12＋本年制发 3－本年废止 1＝14，"
        "现行有效填的是 13，相差 1。"
    )
    assert finding.severity == "verify"
    assert finding.cells == tuple(
        f"{DOCUMENTS}.{name}" for name in ("in_force", "issued", "repealed")
    )


@pytest.mark.parametrize(
    "now, last",
    [
        (documents(3, 1, 14), 12),
        (documents(3, None, 13), 12),
        (documents(None, 1, 13), 12),
        (documents(3, 1, None), 12),
        (documents(3, 1, 13), None),
        (documents(Raw("三"), 1, 13), 12),
    ],
)
def test_documents_that_add_up_or_are_not_known(
    beside: Beside, now: dict[str, Value], last: Value
) -> None:
    found = beside(now, {f"{DOCUMENTS}.in_force": last})
    assert "in_force_last_year" not in codes(found)


# pending_last_year --------------------------------------------------------------------------


def test_pending_cases_that_are_gone(beside: Beside) -> None:
    now: dict[str, Value] = {"review.litigation_direct.upheld": 1}
    found = beside(now, {"review.litigation_direct.pending": 2})
    finding = only(found, "pending_last_year")
    assert finding.message == ("表四“未经复议直接起诉”：2024 年尚未审结 2 件，本年总计只有 1 件。")
    assert finding.severity == "hint"
    assert finding.cells == ("review.litigation_direct.total",)


@pytest.mark.parametrize("column", ["upheld", "pending"])
def test_pending_cases_that_appear_again(beside: Beside, column: str) -> None:
    now: dict[str, Value] = {f"review.litigation_direct.{column}": 2}
    assert beside(now, {"review.litigation_direct.pending": 2}) == []


def test_pending_cases_while_the_total_is_not_known(beside: Beside) -> None:
    found = beside(
        {"review.litigation_direct.upheld": None}, {"review.litigation_direct.pending": 2}
    )
    assert codes(found) == ["empty_cell"]


# jump_last_year -----------------------------------------------------------------------------

LICENCES, PENALTIES = "disclosure.licences.decisions", "disclosure.penalties.decisions"


@pytest.mark.parametrize("last, now", [(100, 501), (100, 19), (5, 0), (2, 11)])
def test_a_jump(beside: Beside, last: int, now: int) -> None:
    finding = only(beside({LICENCES: now}, {LICENCES: last}), "jump_last_year")
    assert finding.message == (
        f"表二与 2024 年报告相差很大：“行政许可·本年处理决定数量”由 {last} 变为 {now}。"
    )
    assert finding.severity == "hint"
    assert finding.cells == (LICENCES,)


@pytest.mark.parametrize(
    "last, now", [(100, 500), (100, 20), (4, 0), (1, 6), (0, 900), (None, 900), (100, None)]
)
def test_no_jump(beside: Beside, last: Value, now: Value) -> None:
    assert "jump_last_year" not in codes(beside({LICENCES: now}, {LICENCES: last}))


def test_an_amount_may_jump_too(beside: Beside) -> None:
    fee = "disclosure.fees.amount"
    finding = only(beside({fee: Decimal("120.50")}, {fee: Decimal("12.05")}), "jump_last_year")
    assert "由 12.05 变为 120.50" in finding.message


def test_all_jumps_of_a_table_are_told_as_one_the_largest_first(beside: Beside) -> None:
    cells = (LICENCES, PENALTIES, "disclosure.coercion.decisions", "disclosure.rules.issued")
    last: dict[str, Value] = dict.fromkeys(cells, 10)
    now: dict[str, Value] = {cell: 100 * n for n, cell in enumerate(cells, 1)}
    now["disclosure.rules.in_force"] = 400
    found = [f for f in beside(now, last) if f.code == "jump_last_year"]
    finding = only(found, "jump_last_year")
    assert finding.message.startswith("表二有 4 格与 2024 年报告相差很大：“规章·本年制发件数”由 10")
    assert finding.message.endswith("等。")
    assert set(finding.cells) == set(cells)


# What runs again ----------------------------------------------------------------------------


def test_another_last_year_is_judged_anew_and_the_same_is_not(form: Edition, sound: Report) -> None:
    checker = Checker(form)
    last = sound.replace(year=2024, texts={})
    first = checker.run(sound, previous=last)
    assert codes(first) == ["carried_in_last_year"]
    assert checker.run(sound, previous=last)[0] is first[0]
    assert checker.run(sound) == []


def test_a_year_that_nobody_knows_is_called_last_year(form: Edition, sound: Report) -> None:
    finding = only(
        Checker(form).run(sound, previous=sound.replace(year=None, texts={})),
        "carried_in_last_year",
    )
    assert "上年报告“四、结转" in finding.message
