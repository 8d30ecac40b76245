"""When reports are due, on days around the last ones."""

from datetime import date

import pytest

from gi_desktop.form import current_edition
from gi_desktop.report.deadlines import deadline_of, deadlines, left_words, year_to_report
from gi_desktop.report.model import Scope, new_report


def test_organs_are_due_in_january_and_governments_in_march() -> None:
    own, government = deadlines(2025)
    assert (own.scope, own.day) == (Scope.OWN, date(2026, 1, 31))
    assert (government.scope, government.day) == (Scope.AGGREGATED, date(2026, 3, 31))


@pytest.mark.parametrize(
    "today, year",
    [
        (date(2026, 1, 1), 2025),
        (date(2026, 3, 31), 2025),
        (date(2026, 11, 30), 2025),
        (date(2026, 12, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2028, 2, 29), 2027),
    ],
)
def test_the_report_is_about_the_year_before_and_in_december_the_one_ending(
    today: date, year: int
) -> None:
    assert year_to_report(today) == year


@pytest.mark.parametrize(
    "today, words",
    [
        (date(2026, 1, 20), "还有 11 天"),
        (date(2026, 1, 30), "还有 1 天"),
        (date(2026, 1, 31), "今天是最后一天"),
        (date(2026, 2, 1), "已经过了 1 天"),
        (date(2026, 5, 1), "已经过了 90 天"),
        (date(2026, 5, 2), "期限已过"),
        (date(2025, 12, 31), "还有 31 天"),
        (date(2025, 12, 1), "还有 61 天"),
    ],
)
def test_the_time_left_in_words(today: date, words: str) -> None:
    assert left_words(deadlines(2025)[0], today) == words


def test_a_report_is_due_by_its_year_and_scope() -> None:
    form = current_edition()
    report = new_report(form, 2024)
    assert deadline_of(report) == deadlines(2024)[0]
    assert deadline_of(report.replace(scope=Scope.AGGREGATED)) == deadlines(2024)[1]
    assert deadline_of(report.replace(year=None)) is None
