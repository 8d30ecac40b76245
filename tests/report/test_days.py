from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.days import chinese_date, day_note, names_no_day, read_day

_FORMS = (
    "{0}-{1}-{2}",
    "{0}.{1}.{2}",
    "{0}/{1}/{2}",
    "{0}年{1}月{2}日",
    "{0}年{1:02}月{2:02}日",
    "{0}{1:02}{2:02}",
    " {0}－{1:02}－{2:02} ",
    "{0}．{1}．{2}",
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(day=st.dates(date(1000, 1, 1)), form=st.sampled_from(_FORMS), wide=st.booleans())
def test_a_day_is_read_however_it_is_typed(day: date, form: str, *, wide: bool) -> None:
    typed = form.format(day.year, day.month, day.day)
    assert read_day(typed.translate(_WIDE) if wide else typed) == day
    assert not names_no_day(typed)


@pytest.mark.parametrize(
    "typed", ["2026-2-30", "2026年13月1日", "20260431", "2025.2.29", "2026/0/1"]
)
def test_a_day_that_does_not_exist_is_told_as_such(typed: str) -> None:
    assert read_day(typed) is None
    assert names_no_day(typed)
    assert "没有这一天" in day_note(typed)


@pytest.mark.parametrize(
    "typed", ["", "元月", "2026年1月", "26-1-16", "2026-1.16", "2026116", "二〇二六年一月一日"]
)
def test_what_names_no_day_is_not_guessed(typed: str) -> None:
    assert read_day(typed) is None
    assert not names_no_day(typed)
    assert "没有这一天" not in day_note(typed)


def test_the_form_of_documents_needs_no_note() -> None:
    assert day_note(chinese_date(date(2026, 1, 16))) == ""
