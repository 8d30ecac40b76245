"""Blocks copied from spreadsheets: where they land, what is understood, what is reported."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import Kind, current_edition
from gi_desktop.report.model import Report
from gi_desktop.report.pasting import (
    PasteError,
    as_block,
    as_html,
    as_rows,
    lay_over,
    overwritten,
    parse_block_value,
    read_rows,
    settled,
    spread,
)
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw, Value

FORM = current_edition()
PLAN = Plan.of(FORM)
APPLICATIONS, DISCLOSURE = FORM.table("applications"), FORM.table("disclosure")
FIRST = "applications.received.natural"
A = "applications."


@pytest.mark.parametrize(
    "text, rows",
    [
        ("1\t2\n3\t4\n", (("1", "2"), ("3", "4"))),
        ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
        (" 1 \t\xa02\n3", (("1", "2"), ("3", ""))),
        ('"1\n2"\t3', (("1\n2", "3"),)),
        ("5", (("5",),)),
        ("\t5\n", (("", "5"),)),
    ],
)
def test_rows_of_a_copied_block(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_rows(text) == rows


@pytest.mark.parametrize("text", ["", "\n\n", "\t \t", "1" * 1_000_001, '"' + "甲" * 200_000])
def test_nothing_to_paste(text: str) -> None:
    with pytest.raises(PasteError):
        read_rows(text)


def test_a_block_lands_from_the_top_left_cell() -> None:
    found = lay_over(read_rows("1\t2\n3\t4\n"), APPLICATIONS, A + "granted.business")
    assert found.values == {
        A + "granted.business": 1,
        A + "granted.research": 2,
        A + "partial.business": 3,
        A + "partial.research": 4,
    }


@pytest.mark.parametrize(
    "text, value",
    [("１２", 12), ("1,234", 1234), ("1，234", 1234), (" 7 ", 7), ("12.00", 12), ("", None)],
)
def test_what_is_understood(text: str, value: Value) -> None:
    assert lay_over(read_rows(f"{text}\t1"), APPLICATIONS, FIRST).values[FIRST] == value


@pytest.mark.parametrize("text", ["12.5", "1 234", "三", "-3", "(5)", "#N/A", "=1+1"])
def test_what_is_no_number_is_reported_and_enters_nothing(text: str) -> None:
    found = lay_over(read_rows(f"1\t{text}"), APPLICATIONS, FIRST)
    assert found.strange == ((A + "received.business", text),)
    assert found.values == {FIRST: 1}


def test_a_whole_text_in_a_cell_is_told_by_its_beginning() -> None:
    found = lay_over(read_rows("1\t" + "甲" * 9000), APPLICATIONS, FIRST)
    assert found.strange == ((A + "received.business", "甲" * 20 + "…"),)


def test_far_too_much_is_refused_from_any_source() -> None:
    with pytest.raises(PasteError, match="内容太多"):
        as_rows([["1", "9" * 600_000], ["9" * 600_000]])


@pytest.mark.parametrize("dash", ["-", "—", "/", "／"])
def test_a_dash_is_a_question_not_a_zero(dash: str) -> None:
    rows = read_rows(f"1\t{dash}")
    found = lay_over(rows, APPLICATIONS, FIRST)
    assert found.dashes == (A + "received.business",)
    assert found.values == {FIRST: 1}
    zero = lay_over(rows, APPLICATIONS, FIRST, dash_is_zero=True)
    assert zero.values == {FIRST: 1, A + "received.business": 0}


@pytest.mark.parametrize("dash", ["―", "‑", "－－", "———", "──", "//"])
def test_dashes_of_input_methods_are_questions_too(dash: str) -> None:
    found = lay_over(read_rows(f"1\t{dash}"), APPLICATIONS, FIRST)
    assert found.dashes == (A + "received.business",)


ODD = [
    "12件", "１２ 件", "约5件", "12件（其中转办2件）", "无", "零", "〇", "没有", "-3", "（3）", "12%", "1 234",
    "1\n2", "#N/A", "=A1+B1", "+5", "①", "一", "O", "1e3", "1.5万元", "￥1,234.50", ".5",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("way", ["\t", "\n"])
def test_what_stands_for_a_number_is_never_taken_for_a_label(text: str, way: str) -> None:
    """Were it left out, the numbers beside and below it would land one cell too early."""
    quoted = f'"{text}"' if "\n" in text else text
    found = lay_over(read_rows(f"{quoted}{way}7"), APPLICATIONS, FIRST)
    beside = A + ("received.business" if way == "\t" else "carried_in.natural")
    assert (found.values, found.strange) == ({beside: 7}, ((FIRST, text),))


@pytest.mark.parametrize(
    "label", ["规章", "3.其他", "1、属于国家秘密", "（一）予以公开", "3.危及“三安全一稳定”", "2022年", "件数", "一、本年新收"]
)  # fmt: skip
def test_labels_with_digits_and_signs_are_labels(label: str) -> None:
    assert lay_over(read_rows(f"{label}\t7\t8"), APPLICATIONS, FIRST).values[FIRST] == 7


def test_what_shows_nothing_is_not_there() -> None:
    rows = read_rows("\ufeff12\u200b\t\u202d5\u202c\t\u20663\u2069\0")
    assert rows == (("12", "5", "3"),)


def test_an_entry_on_a_label_is_told() -> None:
    with pytest.raises(PasteError, match="“2件”落在了不能填的位置"):
        lay_over(read_rows("1\n\n2件"), DISCLOSURE, "disclosure.rules.issued")


def test_labels_copied_along_are_left_out() -> None:
    text = "\t自然人\t商业企业\n一、本年新收\t1\t2\n二、上年结转\t3\t4\n"
    assert lay_over(read_rows(text), APPLICATIONS, FIRST).values == {
        FIRST: 1,
        A + "received.business": 2,
        A + "carried_in.natural": 3,
        A + "carried_in.business": 4,
    }


NUMBERS = "1\t2\t3\t4\t5\t6\t21"
SEVEN = [A + f"received.{c}" for c in ("natural", "business", "research")]


@pytest.mark.parametrize(
    "text",
    [
        f"一、本年新收\t\t\t{NUMBERS}\n二、上年结转\t\t\t{NUMBERS}",
        f"一、本年新收\t{NUMBERS}\n二、上年结转\t{NUMBERS}",
        f"一、本年新收\t{NUMBERS}\n三、本年度办理结果\t（一）予以公开\t{NUMBERS}\n\t（二）部分公开\t{NUMBERS}",
    ],
    ids=["spreadsheet", "one label", "word"],
)
def test_labels_of_merged_cells_are_left_out(text: str) -> None:
    rows = read_rows(text)
    values = lay_over(rows, APPLICATIONS, FIRST).values
    assert [values[cell] for cell in SEVEN] == [1, 2, 3]
    assert len(values) == 7 * len(rows)
    assert set(values.values()) == {1, 2, 3, 4, 5, 6, 21}


@pytest.mark.parametrize(
    "text",
    [
        f"一、本年新收\t{NUMBERS}\n三、本年度办理结果\t（一）予以公开\t\t2\t3\t4\t5\t6\t20",
        f"1\t一、本年新收\t\t\t{NUMBERS}",
    ],
    ids=["a blank behind a label", "a number before the labels"],
)
def test_where_labels_end_is_not_guessed(text: str) -> None:
    with pytest.raises(PasteError, match="只放得下"):
        lay_over(read_rows(text), APPLICATIONS, FIRST)


def test_merged_cells_and_headings_between_lie_as_on_the_grid() -> None:
    lines = ["规章\t1\t0\t5", "行政规范性文件\t3\t2\t11", "第二十条第（五）项\t\t\t"]
    lines += ["信息内容\t本年处理决定数量\t\t", "行政许可\t123\t\t"]
    found = lay_over(read_rows("\n".join(lines)), DISCLOSURE, "disclosure.rules.issued")
    assert found.values["disclosure.licences.decisions"] == 123
    assert found.values["disclosure.normative.in_force"] == 11
    assert len(found.values) == 7


@pytest.mark.parametrize(
    "text, at",
    [
        ("1\t2\t3", "applications.received.other"),
        ("\n".join("12345"), "applications.total.natural"),
    ],
)
def test_a_block_that_does_not_fit_is_refused(text: str, at: str) -> None:
    with pytest.raises(PasteError, match="只放得下"):
        lay_over(read_rows(text), APPLICATIONS, at)


def test_numbers_on_labels_are_refused() -> None:
    with pytest.raises(PasteError, match="没有对齐"):
        lay_over(read_rows("1\n2\n3"), DISCLOSURE, "disclosure.rules.issued")


def test_only_words_are_refused_or_reported() -> None:
    assert lay_over(read_rows("甲"), APPLICATIONS, FIRST).strange == ((FIRST, "甲"),)
    start = "disclosure.normative.in_force"
    found = lay_over(read_rows("1\n甲\n乙"), DISCLOSURE, start)
    assert (found.values, found.strange) == ({start: 1}, ())


@pytest.mark.parametrize(
    "text, kind, value",
    [("12.00", Kind.AMOUNT, Decimal("12.00")), ("12.00", Kind.COUNT, 12), ("1.0.0", Kind.COUNT, Raw("1.0.0"))],
)  # fmt: skip
def test_decimals_of_nothing(text: str, kind: Kind, value: Value) -> None:
    found = parse_block_value(text, kind)
    assert found == value
    assert str(found) == str(value)


ROW = tuple(spec.address for spec in APPLICATIONS.cells[:7])
TOTAL = A + "received.total"


def test_one_text_goes_into_every_cell_but_totals_follow() -> None:
    assert spread("３", ROW, APPLICATIONS).values == dict.fromkeys(ROW[:6], 3)
    assert spread("", ROW, APPLICATIONS).values == dict.fromkeys(ROW[:6])


def test_one_text_goes_into_a_total_where_only_totals_are_meant() -> None:
    assert spread("3", (TOTAL,), APPLICATIONS).values == {TOTAL: 3}


def test_a_dash_or_a_word_for_every_cell_is_a_question_too() -> None:
    assert spread("-", ROW, APPLICATIONS).dashes == ROW[:6]
    assert spread("-", ROW, APPLICATIONS, dash_is_zero=True).values == dict.fromkeys(ROW[:6], 0)
    assert spread("无", ROW[:1], APPLICATIONS).strange == ((FIRST, "无"),)


def test_html_has_every_place_of_the_rectangle_and_no_markup_of_ours() -> None:
    sheet = PLAN.sheet({ROW[0]: Raw("<b>"), A + "carried_in.business": 5})
    cells = (ROW[0], A + "carried_in.business")
    assert as_html(cells, APPLICATIONS, sheet) == (
        '<table border="1"><tr><td>&lt;b&gt;</td><td></td></tr><tr><td></td><td>5</td></tr></table>'
    )


# Totals and what was there ------------------------------------------------------------------


def report(cells: Mapping[str, Value]) -> Report:
    return Report(edition=FORM.id, cells=dict(cells))


def row(values: str) -> Mapping[str, Value]:
    return lay_over(read_rows(values), APPLICATIONS, FIRST).values


def test_a_total_that_equals_its_sum_stays_automatic() -> None:
    entered = settled(row("1\t2\t0\t0\t0\t0\t3"), report({}), PLAN)
    assert entered[A + "received.total"] is None
    assert entered[FIRST] == 1


def test_a_total_that_differs_is_typed() -> None:
    assert settled(row("1\t2\t0\t0\t0\t0\t9"), report({}), PLAN)[A + "received.total"] == 9


def test_what_would_be_overwritten() -> None:
    sheet = PLAN.sheet({FIRST: 1, A + "received.business": 2})
    found = overwritten(row("1\t3\t5"), sheet)
    assert found == ((A + "received.business", 2, 3),)


def test_an_empty_cell_overwrites_too() -> None:
    assert overwritten({FIRST: None}, PLAN.sheet({FIRST: 4})) == ((FIRST, 4, None),)


# There and back -----------------------------------------------------------------------------

COUNTS = st.one_of(st.none(), st.integers(0, 10**8))
BODY = [spec.address for spec in APPLICATIONS.cells]


@given(st.lists(COUNTS, min_size=len(BODY), max_size=len(BODY)))
def test_a_copied_table_pastes_back_the_same(values: list[int | None]) -> None:
    cells = {cell: value for cell, value in zip(BODY, values, strict=True) if value is not None}
    sheet = PLAN.sheet(cells)
    text = as_block(BODY, APPLICATIONS, sheet)
    if not text.strip():
        return
    pasted = lay_over(read_rows(text + "\n"), APPLICATIONS, FIRST)
    after = settled(pasted.values, report({}), PLAN)
    assert PLAN.sheet({c: v for c, v in after.items() if v is not None}).values == sheet.values


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = lay_over(read_rows(text), APPLICATIONS, FIRST)
    except PasteError:
        return
    assert set(found.values) <= set(BODY)
