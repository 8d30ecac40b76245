"""Excerpts show what differs, whatever the length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.excerpts import excerpts

LONG = "甲乙丙丁" * 20


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("3", "5", ("3", "5")),
        ("", "5", ("（空）", "5")),
        ("一 句\n话", "", ("一 句 话", "（空）")),
        (f"{LONG}三处", f"{LONG}五处", ("…甲乙丙丁三处", "…甲乙丙丁五处")),
        (f"三处{LONG}", f"五处{LONG}", ("三处甲乙丙丁甲乙…", "五处甲乙丙丁甲乙…")),
        (LONG, f"{LONG}完", ("…甲乙丙丁", "…甲乙丙丁完")),
    ],
)
def test_excerpts(old: str, new: str, expected: tuple[str, str]) -> None:
    assert excerpts(old, new, most=8, before=4) == expected


@given(st.text("甲乙 ", max_size=60), st.text("甲乙 ", max_size=60))
def test_what_differs_differs_in_sight(old: str, new: str) -> None:
    shown = excerpts(old, new, most=12)
    assert (shown[0] == shown[1]) == (old.split() == new.split())
    assert all(len(text) <= 14 for text in shown)
