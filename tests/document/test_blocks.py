"""Blocks: what stands on paper, in which order, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.document.blocks import (
    SignatureBlock,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
    blocks,
    plain_date,
    printable,
)
from gi_desktop.form import Edition, Field, Label, LabelRole, current_edition
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.prose import CellRun, Paragraph, TextRun
from tests.document.samples import ORGAN, sample
from tests.strategies import reports
from tests.toy import TOY


def table(report: Report, form: Edition, table_id: str) -> dict[str, TableCell]:
    """Address → its printed cell."""
    block = next(b for b in blocks(report, form) if isinstance(b, TableBlock) and b.id == table_id)
    places = {
        (grid.row, grid.column): grid.content.address
        for grid in form.table(table_id).grid
        if isinstance(grid.content, Field)
    }
    return {places[c.row, c.column]: c for c in block.cells if c.role is None}


@pytest.mark.parametrize("form", [current_edition(), TOY], ids=lambda form: form.id)
def test_blocks_follow_the_edition(form: Edition) -> None:
    title, *body, signature = blocks(sample(form), form)
    assert title == TitleBlock((ORGAN, f"2025年{form.document_type}"))
    assert signature == SignatureBlock(ORGAN, "2026年1月9日", sealed=False)
    headings = [b.text for b in body if isinstance(b, TextBlock) and b.level == 1]
    assert headings == [section.heading for section in form.sections]
    assert [b.id for b in body if isinstance(b, TableBlock)] == [
        section.table for section in form.sections if section.table
    ]
    prose = [b for b in body if isinstance(b, TextBlock) and b.level != 1]
    assert [b.level for b in prose] == [0, 2, 3, 4, 0] * len(form.texts)
    assert prose[0].place == form.preface


def test_every_label_stands_on_paper_as_declared(form: Edition) -> None:
    for block in blocks(new_report(form), form):
        if not isinstance(block, TableBlock):
            continue
        declared = sorted(form.table(block.id).grid, key=lambda grid: (grid.row, grid.column))
        labels = [grid.content for grid in declared if isinstance(grid.content, Label)]
        assert [(c.text, c.role) for c in block.cells if c.role] == [
            (label.text, label.role) for label in labels
        ]


def test_labels_with_a_header_of_their_own_stand_in_the_middle(form: Edition) -> None:
    centred = {
        block.id: {c.centred for c in block.cells if c.role is LabelRole.ROW}
        for block in blocks(new_report(form), form)
        if isinstance(block, TableBlock)
    }
    assert centred == {"disclosure": {True}, "applications": {False}, "review": set()}


def test_an_empty_report_prints_its_headings_and_empty_tables(form: Edition) -> None:
    found = blocks(new_report(form), form)
    assert isinstance(found[0], TitleBlock)
    assert found[0].text == form.document_type
    assert len(found) == 1 + len(form.sections) + len(form.tables)
    for block in found:
        if isinstance(block, TableBlock):
            assert {cell.text for cell in block.cells if cell.role is None} == {""}


def test_raw_text_is_never_printed_as_a_number(form: Edition) -> None:
    report = sample(form, disclosure={"rules": {"issued": "12a", "repealed": 0}})
    cells = table(report, form, "disclosure")
    assert cells["disclosure.rules.issued"].text == ""
    assert cells["disclosure.rules.repealed"].text == "0"


def test_an_automatic_total_prints_its_value_and_nothing_while_it_has_none(form: Edition) -> None:
    columns = [column.id for column in form.table("review").columns[:-1]]
    whole = sample(form, review={"reconsideration": dict.fromkeys(columns, 3)})
    assert table(whole, form, "review")["review.reconsideration.total"].text == "12"
    part = sample(form, review={"reconsideration": dict.fromkeys(columns[:-1], 3)})
    assert table(part, form, "review")["review.reconsideration.total"].text == ""


def test_amounts_keep_their_digits(form: Edition) -> None:
    report = sample(form, disclosure={"fees": {"amount": "12345678.1200"}})
    assert table(report, form, "disclosure")["disclosure.fees.amount"].text == "12345678.1200"


def test_a_reference_reads_as_its_cell(form: Edition) -> None:
    run = CellRun(cell="disclosure.rules.issued")
    text = (Paragraph(runs=(TextRun(text="制发"), run, TextRun(text="件。"))),)
    report = sample(form, disclosure={"rules": {"issued": 7}}).replace(texts={"preface": text})
    assert blocks(report, form)[1] == TextBlock("制发7件。", 0, "preface", 0)


def test_line_breaks_inside_a_paragraph_start_another(form: Edition) -> None:
    report = sample(form, texts={"preface": [{"level": 2, "text": " 甲\n\n乙\t丙 "}]})
    assert blocks(report, form)[1:3] == (
        TextBlock("甲", 2, "preface", 0),
        TextBlock("乙 丙", 2, "preface", 0),
    )


@pytest.mark.parametrize(
    "signature, printed",
    [
        ({}, None),
        ({"name": ORGAN, "date": "2026年1月9日", "seal": "none"}, None),
        ({"seal": "sealed"}, None),
        ({"date": "2026年1月9日", "seal": "sealed"}, SignatureBlock("", "2026年1月9日", True)),
        ({"name": ORGAN}, SignatureBlock(ORGAN, "", False)),
    ],
)
def test_a_signature_is_printed_only_where_there_is_one(
    form: Edition, signature: dict[str, str], printed: SignatureBlock | None
) -> None:
    last = blocks(sample(form, signature=signature), form)[-1]
    assert (last if isinstance(last, SignatureBlock) else None) == printed


@pytest.mark.parametrize(
    "written, printed",
    [
        ("2026年01月09日", "2026年1月9日"),
        ("2026年10月30日", "2026年10月30日"),
        ("二〇二六年一月九日", "二〇二六年一月九日"),
        ("2026年1月0日", "2026年1月0日"),
        ("2026-01-09", "2026年1月9日"),
        ("2026.01.09", "2026年1月9日"),
        ("2026年 01 月 09 日", "2026年1月9日"),
        ("２０２６年０１月０９日", "2026年1月9日"),
        ("2026年01月", "2026年1月"),
        ("2026-02-30", "2026-02-30"),
    ],
)
def test_dates_have_no_leading_zeros(written: str, printed: str) -> None:
    assert plain_date(written) == printed


@pytest.mark.parametrize(
    "title, parts",
    [
        ("云溪市2025年度工作年度报告", ("云溪市", "2025年度工作年度报告")),
        ("2025年云溪市工作报告", ("2025年云溪市工作报告",)),
        ("云溪市\n年度报告", ("云溪市", "年度报告")),
        ("云溪市政府信息公开工作年度报告", ("云溪市", "政府信息公开工作年度报告")),
        ("年度报告汇编", ("年度报告汇编",)),
    ],
)
def test_a_title_of_its_own_falls_into_parts(form: Edition, title: str, parts: tuple[str]) -> None:
    assert blocks(sample(form).replace(title=title), form)[0] == TitleBlock(parts)


@given(st.text())
def test_printable_text_can_be_written_to_any_file(text: str) -> None:
    shown = printable(text)
    shown.encode()
    assert all(char in "\r\n\x0b\x0c" or char >= " " for char in shown)
    assert printable(shown) == shown


def test_printable_keeps_what_can_be_seen_and_drops_what_cannot() -> None:
    assert printable("政府\u200b信息\ufeff\x00公\xa0开\t䶮") == "政府信息公 开 䶮"
    assert printable("\u2329条例\u232a") == "〈条例〉"
    assert printable("坏\ud800字") == "坏\ufffd字"
    assert printable("\ufdd0\uffff\U0001fffe\U0010ffff\U00020000") == "\ufffd" * 4 + "\U00020000"


@given(reports(current_edition()))
def test_any_report_has_blocks(report: Report) -> None:
    found = blocks(report, current_edition())
    assert sum(isinstance(block, TableBlock) for block in found) == len(current_edition().tables)
