"""Number entry: what is understood, and that nothing else is changed or dropped."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import Kind
from gi_desktop.report.values import Raw, Value, format_value, number, parse_value
from tests.strategies import amounts, any_text

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
kinds = st.sampled_from(Kind)
blanks = st.text(st.sampled_from(" \t\u3000\xa0\n"), max_size=3)


@pytest.mark.parametrize(
    "text, value",
    [
        ("0", 0),
        ("12", 12),
        (" 12\t", 12),
        ("\u300012\u3000", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234，567", 1234567),
        ("１,234", 1234),
        ("007", 7),
        ("", None),
        (" \u3000", None),
    ],
)
def test_counts_as_people_write_them(text: str, value: Value) -> None:
    assert parse_value(text, Kind.COUNT) == value


@pytest.mark.parametrize(
    "text",
    [
        "12a", "-1", "－1", "+1", "1.5", "1.0", "1 2", "1,2", "12,34", ",123", "1,234,", "1,,234",
        "五", "一百", "/", "—", "无", "O", "1e3", "0x10", "٣", "²", "½", "1_000", "12件", "9" * 400,
    ],
)  # fmt: skip
def test_anything_else_stays_as_it_was_entered(text: str) -> None:
    assert parse_value(text, Kind.COUNT) == Raw(text)
    assert parse_value(f" {text} ", Kind.COUNT) == Raw(f" {text} ")


@pytest.mark.parametrize(
    "text, shown",
    [
        ("12.50", "12.50"),
        ("0.00", "0.00"),
        ("３．１４", "3.14"),
        ("128,356.6505", "128356.6505"),
        ("5", "5"),
        ("0.000000001", "0.000000001"),
    ],
)
def test_amounts_keep_the_digits_that_were_entered(text: str, shown: str) -> None:
    value = parse_value(text, Kind.AMOUNT)
    assert isinstance(value, Decimal)
    assert format_value(value) == shown


@pytest.mark.parametrize("text", ["12.", ".5", "1.2.3", "-3.5", "1e3", "12万元", "NaN", "inf"])
def test_what_is_no_amount_stays_as_it_was_entered(text: str) -> None:
    assert parse_value(text, Kind.AMOUNT) == Raw(text)


@given(value=st.integers(0, 10**18), before=blanks, after=blanks)
def test_a_count_comes_back_however_it_is_written(value: int, before: str, after: str) -> None:
    for text in (format_value(value), f"{value:,}", f"{value:,}".translate(FULL_WIDTH)):
        assert parse_value(f"{before}{text}{after}", Kind.COUNT) == value


@given(value=amounts, before=blanks, after=blanks)
def test_an_amount_comes_back_digit_by_digit(value: Decimal, before: str, after: str) -> None:
    for text in (format_value(value), f"{value:,f}", f"{value:f}".translate(FULL_WIDTH)):
        found = parse_value(f"{before}{text}{after}", Kind.AMOUNT)
        assert repr(found) == repr(value)


@given(text=any_text | st.text(st.sampled_from("0123456789,.-+ 　１２，．")), kind=kinds)
def test_what_is_shown_means_the_same_again(text: str, kind: Kind) -> None:
    value = parse_value(text, kind)
    assert parse_value(format_value(value), kind) == value
    if isinstance(value, Raw):
        assert format_value(value) == text
        assert number(value) is None
    else:
        assert number(value) == value


def test_empty_is_not_zero() -> None:
    assert parse_value("", Kind.COUNT) is None
    assert number(None) is None
    assert format_value(None) == ""
    assert number(0) == 0
    assert format_value(0) == "0"


def test_the_point_that_an_input_method_makes_of_the_keypad() -> None:
    assert parse_value("12。5", Kind.AMOUNT) == Decimal("12.5")
    assert parse_value("12。", Kind.COUNT) == Raw("12。")
