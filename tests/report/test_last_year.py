"""What goes on from last year's report, and what speaks against it."""

from decimal import Decimal

import pytest

from gi_desktop.form import current_edition
from gi_desktop.report.last_year import attachment_doubts, carried_over, carried_words
from gi_desktop.report.model import Organ, Report, Scope, new_report
from gi_desktop.report.values import Raw, Value

FORM = current_edition()
IN, OUT = "applications.carried_in", "applications.carried_out"


def report(year: int | None, cells: dict[str, Value] | None = None, name: str = "某局") -> Report:
    return new_report(FORM, year).replace(cells=cells or {}, organ=Organ(name=name))


def test_known_counts_are_carried_over_column_by_column() -> None:
    last = report(2024, {f"{OUT}.natural": 3, f"{OUT}.business": 0, f"{OUT}.other": Raw("几件")})
    found = carried_over(FORM, report(2025), last)
    assert found.free == {f"{IN}.natural": 3, f"{IN}.business": 0}
    assert found.taken == {}


def test_what_was_entered_is_not_replaced_unasked() -> None:
    last = report(2024, {f"{OUT}.natural": 3, f"{OUT}.business": 1, f"{OUT}.research": 2})
    now = report(2025, {f"{IN}.natural": 4, f"{IN}.business": 1})
    found = carried_over(FORM, now, last)
    assert found.free == {f"{IN}.research": 2}
    assert found.taken == {f"{IN}.natural": 3}
    edit = found.edit()
    assert edit is not None
    assert edit.apply(now).cells == {**now.cells, f"{IN}.research": 2}
    replacing = found.edit(replace=True)
    assert replacing is not None
    assert replacing.apply(now).cells[f"{IN}.natural"] == 3


def test_a_total_stays_automatic() -> None:
    assert carried_over(FORM, report(2025), report(2024, {f"{OUT}.total": 3})).edit() is None


@pytest.mark.parametrize("odd", [Raw("-1"), Decimal("1.5"), -1])
def test_what_is_no_count_is_not_carried_over(odd: Value) -> None:
    assert carried_over(FORM, report(2025), report(2024, {f"{OUT}.natural": odd})).edit() is None


def test_the_report_of_the_year_before_raises_no_doubt() -> None:
    assert attachment_doubts(report(2025), report(2024)) == ()
    assert attachment_doubts(report(None), report(2024)) == ()


def test_doubts_are_named() -> None:
    (said,) = attachment_doubts(report(2025), report(2023))
    assert said == "它是 2023 年的报告，2025 年的上一年是 2024 年。"
    (said,) = attachment_doubts(report(2025), report(None))
    assert "没有写明年度" in said
    (said,) = attachment_doubts(report(2025), report(2024, name="别的局"))
    assert said == "它是“别的局”的报告，这份是“某局”的。"
    wide = report(2024).replace(scope=Scope.AGGREGATED)
    (said,) = attachment_doubts(report(2025), wide)
    assert "“汇总”，这份是“本机关”" in said


def test_a_renamed_organ_is_the_same_organ() -> None:
    last = report(2024, name="旧名")
    now = report(2025).replace(organ=last.organ.replace(name="新名"))
    assert attachment_doubts(now, last) == ()


@pytest.mark.parametrize(
    "values, words",
    [
        ((3,), "自然人 3"),
        ((0,), "自然人 0"),
        ((3, 1), "自然人 3、商业企业 1"),
        ((3, 0), "自然人 3、商业企业 0"),
        ((3, 0, 0), "自然人 3，其余都是 0"),
        ((0, 0, 0), "都是 0"),
    ],
)
def test_carried_numbers_in_words(values: tuple[int, ...], words: str) -> None:
    form = current_edition()
    cells = [carried.begin for carried in form.meaning.carry_overs]
    assert carried_words(form, dict(zip(cells, values, strict=False))) == words
