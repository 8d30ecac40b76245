"""The workbook: the official grid, numbers as numbers, texts as texts, the same bytes."""

import io
import json
import re
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from gi_desktop.document import DocumentError, page, write_xlsx
from gi_desktop.document.blocks import TableBlock, table_block
from gi_desktop.document.workbook import FIRST_ROW, sheet_name
from gi_desktop.form import Edition, Kind, LabelRole, current_edition
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.serial import from_json
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw
from tests.document.samples import ORGAN, numbers, sample
from tests.strategies import reports
from tests.toy import TOY

FORM = current_edition()
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def made(report: Report, form: Edition = FORM, notes: int = 0) -> bytes:
    target = io.BytesIO()
    assert len(write_xlsx(report, form, target)) == notes
    return target.getvalue()


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell of the sheet at a place of the table's grid."""
    found = sheet.cell(FIRST_ROW + row, 1 + column)
    assert isinstance(found, Cell)
    return found


def written(data: bytes, sheet: int = 1) -> dict[str, tuple[str | None, str | None]]:
    """Every cell that holds something, as in the file: type and digits or text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read(f"xl/worksheets/sheet{sheet}.xml"))
    return {
        cell.get("r"): (cell.get("t"), "".join(cell.itertext()))
        for cell in root.iter(f"{MAIN}c")
        if len(cell)
    }


def block(report: Report, form: Edition, table: str) -> TableBlock:
    return table_block(form.table(table), Plan.of(form).sheet(report.cells))


# The grid -----------------------------------------------------------------------------------


def assert_official(sheet: Worksheet, table: TableBlock) -> None:
    """That the sheet holds the table on the official grid, merged as it is, with its numbers."""
    merged = {str(area) for area in sheet.merged_cells.ranges if area.min_row >= FIRST_ROW}
    expected = set()
    for cell in table.cells:
        there = at(sheet, cell.row, cell.column)
        if cell.role is None and cell.text and len(re.sub(r"^[0.]*|\.", "", cell.text)) <= 15:
            assert there.data_type == "n"
            assert Decimal(str(there.value)) == Decimal(cell.text)
        else:
            assert there.value == (cell.text or None)
        if cell.row_span * cell.column_span > 1:
            last = sheet.cell(
                FIRST_ROW + cell.row + cell.row_span - 1, cell.column + cell.column_span
            )
            expected.add(f"{there.coordinate}:{last.coordinate}")
    assert merged == expected
    assert sheet.max_row == FIRST_ROW + table.rows - 1
    assert sheet.max_column == len(table.widths)


@pytest.mark.parametrize("form", [FORM, TOY], ids=["2021", "toy"])
def test_each_table_has_its_sheet_on_the_official_grid(form: Edition) -> None:
    report = sample(form)
    book = opened(made(report, form))
    sections = [section for section in form.sections if section.table]
    assert book.sheetnames == [section.heading for section in sections]
    for section in sections:
        assert_official(book[section.heading], block(report, form, section.table))


@settings(max_examples=20)
@given(reports(FORM))
def test_any_report_is_on_the_grid(report: Report) -> None:
    target = io.BytesIO()
    write_xlsx(report, FORM, target)
    for sheet, table in zip(opened(target.getvalue()).worksheets, FORM.tables, strict=True):
        assert_official(sheet, block(report, FORM, table.id))


def test_organ_year_and_unit_stand_at_the_same_places() -> None:
    book = opened(made(sample(FORM)))
    for sheet, table in zip(book.worksheets, FORM.tables, strict=True):
        assert sheet["A1"].value == sheet.title
        assert sheet["A2"].value == ORGAN
        assert (sheet["A3"].value, sheet["A3"].number_format) == (2025, '0"年"')
        [unit] = [c.value for c in sheet[3] if isinstance(c, Cell) and isinstance(c.value, str)]
        assert unit == f"单位：{table.unit}"


def test_labels_have_border_shading_and_wrapped_text() -> None:
    table = block(sample(FORM), FORM, "disclosure")
    sheet = opened(made(sample(FORM))).worksheets[0]
    for cell in table.cells:
        there = at(sheet, cell.row, cell.column)
        assert there.alignment.wrap_text
        shaded = (
            there.fill.fill_type == "solid" and there.fill.fgColor.rgb == f"00{page.CAPTION_FILL}"
        )
        assert shaded is (cell.role is LabelRole.CAPTION)
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        for place in row:
            border = place.border
            assert {border.left.style, border.right.style, border.top.style} <= {"thin", None}
    last = sheet.cell(FIRST_ROW, len(table.widths))
    assert last.border.right.style == "thin"  # of the merged line, at its far end


def test_a_sheet_prints_on_a4_as_wide_as_the_page_with_its_header_rows() -> None:
    for sheet, table in zip(opened(made(sample(FORM))).worksheets, FORM.tables, strict=True):
        first = FIRST_ROW + table.header_rows
        assert sheet.freeze_panes == f"A{first}"
        setup = sheet.page_setup
        assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (9, 1, 0)
        properties = sheet.sheet_properties.pageSetUpPr
        assert properties is not None
        assert properties.fitToPage
        rows = f"${FIRST_ROW}:${first - 1}" if table.header_rows else None
        assert sheet.print_title_rows == rows
        assert setup.orientation == ("landscape" if table.id == "review" else "portrait")


def test_large_numbers_widen_their_column() -> None:
    def width(count: int) -> float:
        sheet = opened(made(sample(FORM, **numbers(FORM, count)))).worksheets[1]
        return float(sheet.column_dimensions["D"].width)

    assert width(123456789) > width(12) >= 7


def test_widths_are_measured_in_a_font_that_no_theme_replaces() -> None:
    with zipfile.ZipFile(io.BytesIO(made(sample(FORM)))) as package:
        fonts = etree.fromstring(package.read("xl/styles.xml")).findall("{*}fonts/{*}font")
    assert {font.find("{*}name").get("val") for font in fonts} == {"宋体"}
    assert [font.find("{*}scheme") for font in fonts] == [None] * len(fonts)


def test_a_long_label_has_a_row_high_enough() -> None:
    sheet = opened(made(sample(FORM))).worksheets[1]
    rows = {
        sheet.cell(row, 3).value: sheet.row_dimensions[row].height
        for row in range(FIRST_ROW, sheet.max_row + 1)
    }
    long = next(height for label, height in rows.items() if str(label).startswith("2.申请人逾期"))
    assert long > rows["3.其他"]


# Numbers ------------------------------------------------------------------------------------


def amount(text: str) -> Report:
    return sample(FORM, **numbers(FORM, 1, text))


@pytest.mark.parametrize("text", ["0", "0.00", "9.95", "8.41", "7730.2800", "12345678901.2345"])
def test_an_amount_keeps_its_digits(text: str) -> None:
    data = made(amount(text))
    place = FORM.table("disclosure").by_address["disclosure.fees.amount"]
    cell = at(opened(data).worksheets[0], place.row, place.column)
    assert written(data)[cell.coordinate] == ("n", text)
    assert cell.number_format == ("0." + "0" * len(text.partition(".")[2]) if "." in text else "0")


@given(st.decimals(0, 10**11, places=4).filter(lambda value: len(value.as_tuple().digits) <= 15))
@settings(max_examples=10)
def test_every_amount_of_15_digits_reads_back_as_it_was(value: Decimal) -> None:
    sheet = opened(made(amount(f"{value:f}"))).worksheets[0]
    place = FORM.table("disclosure").by_address["disclosure.fees.amount"]
    found = at(sheet, place.row, place.column).value
    assert Decimal(str(found)) == value


def test_a_number_too_long_for_a_spreadsheet_is_kept_as_text_and_told() -> None:
    report = amount("123456789012.3456")
    target = io.BytesIO()
    [note] = write_xlsx(report, FORM, target)
    assert note.startswith("表二“行政事业性收费")
    assert "超过 15 位" in note
    place = FORM.table("disclosure").by_address["disclosure.fees.amount"]
    cell = at(opened(target.getvalue()).worksheets[0], place.row, place.column)
    assert (cell.data_type, cell.value) == ("s", "123456789012.3456")


def test_totals_are_values_and_what_is_empty_stays_empty() -> None:
    sheet = opened(made(sample(FORM, **numbers(FORM, 3)))).worksheets[1]
    table = FORM.table("applications")
    total = table.by_address["applications.received.total"]
    assert at(sheet, total.row, total.column).value == 18
    empty = new_report(FORM, 2025)
    for sheet, table in zip(opened(made(empty)).worksheets, FORM.tables, strict=True):
        for place in table.by_address.values():
            assert at(sheet, place.row, place.column).value is None


def test_what_is_no_number_stays_empty_and_is_told() -> None:
    cells = dict(sample(FORM).cells)
    wrong = [spec.address for spec in FORM.inputs if spec.kind is Kind.COUNT][:4]
    for cell in wrong[:1]:
        cells[cell] = Raw("=1+1")
    target = io.BytesIO()
    [note] = write_xlsx(sample(FORM).replace(cells=cells), FORM, target)
    assert note == f"表二“{FORM.cells[wrong[0]].name}”填的不是数，在 XLSX 里留空。请改正后再导出。"
    place = FORM.table("disclosure").by_address[wrong[0]]
    assert at(opened(target.getvalue()).worksheets[0], place.row, place.column).value is None
    cells.update({cell: Raw("约5件") for cell in wrong})
    [note] = write_xlsx(sample(FORM).replace(cells=cells), FORM, io.BytesIO())
    assert "等 4 格填的不是数" in note


def test_real_reports_read_back_with_the_same_numbers(real_reports: dict[str, Path]) -> None:
    for source in real_reports.values():
        expected = json.loads(
            (source.parent / f"{source.stem}.expected.json").read_text(encoding="utf-8")
        )
        data = {table.id: expected[table.id] for table in FORM.tables}
        report = from_json({"edition": FORM.id, "year": 2024, "organ": ORGAN, **data}, FORM)
        for sheet, table in zip(opened(made(report)).worksheets, FORM.tables, strict=True):
            for spec in table.cells:
                place = table.by_address[spec.address]
                found = at(sheet, place.row, place.column)
                wanted: Any = expected[table.id].get(spec.row.id, {}).get(spec.column.id)
                if wanted is not None:
                    assert Decimal(str(found.value)) == Decimal(str(wanted))


# Texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=cmd|'/c calc'!A0", "+1+1", "-2", "@SUM(A1)", "123", "=1"])
def test_a_text_that_looks_like_a_formula_or_number_stays_a_text(start: str) -> None:
    data = made(sample(FORM, organ=start))
    assert written(data)["A2"] == ("inlineStr", start)
    cell = opened(data).worksheets[0]["A2"]
    assert cell.value == start
    assert cell.quotePrefix is (not start.isdigit())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())


def test_hostile_text_is_kept_as_paper_can_hold_it() -> None:
    organ = "<b>&]]>\x00\x1b\n\u202e某局\U0001fffe" + "长" * 40_000
    book = opened(made(sample(FORM).replace(organ=sample(FORM).organ.replace(name=organ))))
    found = book.worksheets[0]["A2"].value
    assert isinstance(found, str)
    assert found.startswith("<b>&]]> 某局\ufffd长")
    assert book.properties.creator == found[:255]


def test_names_of_sheets_obey_the_rules() -> None:
    assert sheet_name("二、主动公开情况") == "二、主动公开情况"
    assert sheet_name("'[甲]:乙*?/\\'") == "甲乙"
    assert sheet_name("*") == "表"
    assert sheet_name("长" * 40) == "长" * 31
    assert sheet_name("长" * 40, ["长" * 31]) == "长" * 30 + "2"
    assert sheet_name("ab", ["AB", "ab2"]) == "ab3"


# The file -----------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes() -> None:
    once = made(sample(FORM))
    assert made(sample(FORM)) == once
    with zipfile.ZipFile(io.BytesIO(once)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_name_the_organ_and_no_person_or_time() -> None:
    data = made(sample(FORM))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        core = etree.fromstring(package.read("docProps/core.xml"))
        everything = b"".join(package.read(name) for name in package.namelist())
    assert {etree.QName(item).localname: item.text for item in core} == {
        "title": f"{ORGAN}2025年政府信息公开工作年度报告",
        "creator": ORGAN,
        "language": "zh-CN",
    }
    assert b"openpyxl" not in everything
    assert not re.search(rb"20\d\d-\d\d-\d\dT", everything)


def test_a_workbook_that_cannot_be_saved_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有”不存在"):
        write_xlsx(sample(FORM), FORM, tmp_path / "没有" / "报告.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_without_room_for_temporary_files_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(DocumentError, match="临时文件夹写不进去"):
        write_xlsx(sample(FORM), FORM, tmp_path / "报告.xlsx")
    assert list(tmp_path.iterdir()) == []
