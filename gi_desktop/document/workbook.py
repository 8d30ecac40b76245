"""The tables of a report as a workbook (XLSX), one sheet each, for the office that collects them.

Places are the same on every sheet: A1 the table's heading, A2 the organ (机关名称), A3 the year
as a number, the unit at the right of row 3; the official grid begins in row 4, its cell of grid
row r and column c in row 4 + r and column 1 + c. A number is a number with the digits entered.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from math import ceil
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape
from zipfile import ZipFile

from gi_desktop.document import page
from gi_desktop.document.blocks import TableBlock, TableCell, one_line, table_block
from gi_desktop.document.package import pack
from gi_desktop.document.saving import DocumentError
from gi_desktop.document.word_base import HEAD
from gi_desktop.form import CellSpec, Edition, LabelRole, Section, Table
from gi_desktop.report.characters import width_of
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.values import Raw, format_value

if TYPE_CHECKING:  # loaded when a workbook is made, not before
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.worksheet import Worksheet

MAX_DIGITS = 15
"""More digits no spreadsheet keeps in a number."""
_Horizontal = Literal["left", "center", "right"]
FIRST_ROW = 4
"""Where the grid begins."""
_FONT, _SIZE, _HEAD_SIZE = "宋体", 10, 14
_TOTAL_WIDTH, _LEAST_WIDTH = 100.0, 7.0
"""Of a table and of a column, in digits. The least holds four Chinese characters or seven digits."""
_DIGIT, _PADDING = 8, 8
"""Pixels: a digit of the workbook's font, the unit of widths; what is left free in a cell."""
_PIXEL = 96 / 72
"""Pixels to the point."""
_LINE, _ROW_PADDING = 13.5, 6.0
"""Height in pt of a line, and of what is above and below the text of a row."""
_PROPERTY = 255
"""Characters that a property of the file holds at most."""
_TALLEST = 409.0
"""More points no row can have."""


def draw_xlsx(report: Report, form: Edition, title: str, author: str) -> tuple[bytes, list[str]]:
    """Return the workbook and what there is to tell the user, in Chinese.

    The same report gives the same bytes. DocumentError where there is no room for temporary files.
    """
    from openpyxl import Workbook

    sheet = Plan.of(form).sheet(report.cells)
    book = Workbook()
    book.remove(book.worksheets[0])
    for section in form.sections:
        if section.table:
            name = sheet_name(section.heading, book.sheetnames)
            table = form.table(section.table)
            _fill(book.create_sheet(name), _head(section, table, report), table_block(table, sheet))
    buffer = BytesIO()
    try:
        book.save(buffer)
    except OSError as error:  # openpyxl puts each sheet into a temporary file first
        raise DocumentError(_NO_TEMPORARY_FILE) from error
    with ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/styles.xml"] = _with_own_font(parts["xl/styles.xml"])
    # openpyxl writes the present time and another program's name.
    parts["docProps/core.xml"] = _core(title[:_PROPERTY], author[:_PROPERTY]).encode()
    parts["docProps/app.xml"] = _APP.encode()
    return pack(parts), _notes(form, sheet)


_NO_TEMPORARY_FILE = "XLSX 没有做成：临时文件夹写不进去（空间不够，或者没有权限）。请在系统盘上腾出空间，再导出一次。"


def _notes(form: Edition, sheet: Sheet) -> list[str]:
    specs = form.cells.values()
    wrong = [spec for spec in specs if isinstance(sheet.value(spec.address), Raw)]
    long = [
        spec
        for spec in specs
        if (number := sheet.number(spec.address)) is not None
        and not _is_exact(format_value(number))
    ]
    notes = []
    if wrong:
        notes.append(f"{_list(form, wrong)}填的不是数，在 XLSX 里留空。请改正后再导出。")
    if long:
        notes.append(
            f"{_list(form, long)}超过 {MAX_DIGITS} 位，电子表格存不下这么长的数，"
            "在 XLSX 里写成了文本。请核对这个数。"
        )
    return notes


def _list(form: Edition, specs: Sequence[CellSpec]) -> str:
    """Return where the cells are; after the third only how many there are."""
    named = [f"{form.table(spec.table).number}“{spec.name}”" for spec in specs[:3]]
    return "、".join(named) + (f"等 {len(specs)} 格" if len(specs) > 3 else "")


def _is_exact(text: str) -> bool:
    """Whether a spreadsheet keeps every digit of this number."""
    return len(text.replace(".", "").lstrip("0")) <= MAX_DIGITS


@dataclass(frozen=True)
class _Head:
    """What stands above a table."""

    heading: str
    organ: str
    year: int | None
    unit: str


def _head(section: Section, table: Table, report: Report) -> _Head:
    return _Head(section.heading, one_line(report.organ.name), report.year, table.unit)


_APP = (
    f"{HEAD}<Properties"
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>gi-desktop</Application></Properties>"
)


def _core(title: str, author: str) -> str:
    return (
        f"{HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _with_own_font(styles: bytes) -> bytes:
    """Make 宋体 the workbook's font, whose digits are the unit of column widths.

    openpyxl has Calibri there as the theme's font, which another system may replace.
    """
    from lxml import etree

    root = etree.fromstring(styles)
    font = root.find("{*}fonts/{*}font")
    font.find("{*}name").set("val", _FONT)
    for child in font.findall("{*}scheme") + font.findall("{*}family"):
        font.remove(child)
    data: bytes = etree.tostring(root)
    return data


def sheet_name(heading: str, taken: Sequence[str] = ()) -> str:
    """Return the heading as the name of a sheet: at most 31 characters, without brackets, colons, * ? and slashes.

    A number at the end where the name is taken.
    """
    plain = re.sub(r"[\[\]:*?/\\]", "", heading).strip().strip("'") or "表"
    known = {name.casefold() for name in taken}
    name, number = plain[:31], 1
    while name.casefold() in known:
        number += 1
        name = f"{plain[: 31 - len(str(number))]}{number}"
    return name


def _fill(sheet: "Worksheet", head: _Head, table: TableBlock) -> None:
    from openpyxl.utils import get_column_letter

    widths = _widths(table)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _write_head(sheet, head, widths)
    for cell in table.cells:
        _write_cell(sheet, cell)
    for row, height in enumerate(_heights(table, widths), FIRST_ROW):
        sheet.row_dimensions[row].height = height
    first = FIRST_ROW + table.header_rows
    sheet.freeze_panes = f"A{first}"
    if table.header_rows:
        sheet.print_title_rows = f"{FIRST_ROW}:{first - 1}"
    _set_up_print(sheet, landscape=len(widths) > table.rows)


def _set_up_print(sheet: "Worksheet", *, landscape: bool) -> None:
    """A4, as wide as the page and as long as it takes."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 15 / 25.4
    margins.top = margins.bottom = 20 / 25.4
    margins.header = margins.footer = 10 / 25.4


# Cells --------------------------------------------------------------------------------------


def _write_head(sheet: "Worksheet", head: _Head, widths: Sequence[float]) -> None:
    last = len(widths)
    middle = next(
        n for n in range(1, last + 1) if n == last - 1 or sum(widths[:n]) >= sum(widths) / 2
    )
    _write_line(sheet, 1, (1, last), head.heading, "center")
    _write_line(sheet, 2, (1, last), head.organ, "left")
    _write_line(sheet, 3, (1, middle), "", "left")
    if head.year is not None:
        _write_number(sheet.cell(3, 1), str(head.year), '0"年"')
    _write_line(sheet, 3, (middle + 1, last), f"单位：{head.unit}", "right")
    sheet.row_dimensions[1].height = 30.0
    sheet.cell(1, 1).font = _font(_HEAD_SIZE)


def _font(size: int = _SIZE) -> "Font":
    from openpyxl.styles import Font

    return Font(name=_FONT, size=size)


def _aligned(horizontal: _Horizontal) -> "Alignment":
    from openpyxl.styles import Alignment

    return Alignment(horizontal=horizontal, vertical="center", wrap_text=True)


def _write_line(
    sheet: "Worksheet", row: int, columns: tuple[int, int], text: str, align: _Horizontal
) -> None:
    """Write a text into a row from one column to another, both included."""
    first, last = columns
    cell = sheet.cell(row, first)
    _write_text(cell, text)
    cell.font, cell.alignment = _font(), _aligned(align)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _write_cell(sheet: "Worksheet", place: TableCell) -> None:
    """Write a cell of the grid with its border and shading."""
    from openpyxl.styles import Border, PatternFill, Side

    row, column = FIRST_ROW + place.row, 1 + place.column
    cell = sheet.cell(row, column)
    if place.role is None and place.text and _is_exact(place.text):
        decimals = len(place.text.partition(".")[2])
        _write_number(cell, place.text, f"0.{'0' * decimals}" if decimals else "0")
    else:
        _write_text(cell, place.text)
    centred = place.centred or place.role in {LabelRole.CAPTION, LabelRole.GROUP}
    cell.font, cell.alignment = _font(), _aligned("center" if centred else "left")
    if place.role is LabelRole.CAPTION:
        cell.fill = PatternFill("solid", fgColor=page.CAPTION_FILL)
    last = (row + place.row_span - 1, column + place.column_span - 1)
    side = Side("thin")
    for line, across in product(range(row, last[0] + 1), range(column, last[1] + 1)):
        sheet.cell(line, across).border = Border(side, side, side, side)
    if last != (row, column):
        sheet.merge_cells(None, row, column, *last)


def _write_number(cell: "Cell | MergedCell", digits: str, number_format: str) -> None:
    """Write a number with exactly these digits; as a float openpyxl would write 9.949999999999999."""
    cell.value = digits
    cell.data_type = "n"
    cell.number_format = number_format


def _write_text(cell: "Cell | MergedCell", text: str) -> None:
    """Write a text that stays one, also where it looks like a formula."""
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text[0] in "=+-@"


# Sizes --------------------------------------------------------------------------------------


def _width(units: int) -> float:
    """Return the width of a column that holds so many digits of a cell, in the file's unit."""
    return ceil((units * _SIZE / 2 * _PIXEL + _PADDING) / _DIGIT * 4) / 4


def _widths(table: TableBlock) -> list[float]:
    """Return the columns' widths: the official ratios, wide enough for numbers and short labels."""
    widths = [max(_LEAST_WIDTH, _TOTAL_WIDTH * ratio / sum(table.widths)) for ratio in table.widths]
    for cell in table.cells:
        if cell.column_span > 1:
            continue
        least = width_of(cell.text) if cell.role is None else 0
        if cell.role is LabelRole.GROUP:  # in one line, or a long one in two
            least = width_of(cell.text) if len(cell.text) <= 7 else 2 * ceil(len(cell.text) / 2)
        widths[cell.column] = max(widths[cell.column], _width(least))
    return widths


def _heights(table: TableBlock, widths: Sequence[float]) -> list[float]:
    """Return the rows' heights in pt: a spreadsheet does not work them out for merged cells."""
    heights = [_LINE + _ROW_PADDING] * table.rows
    for cell, needed in sorted(_needed(table, widths), key=lambda pair: pair[0].row_span):
        rows = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(missing, 0.0) / cell.row_span
    return [min(height, _TALLEST) for height in heights]


def _needed(table: TableBlock, widths: Sequence[float]) -> Iterator[tuple[TableCell, float]]:
    for cell in table.cells:
        pixels = _DIGIT * sum(widths[cell.column : cell.column + cell.column_span]) - _PADDING
        fitting = max(int(pixels / (_SIZE * _PIXEL)), 1)
        lines = max(ceil(width_of(cell.text) / 2 / fitting), 1)
        yield cell, lines * _LINE + _ROW_PADDING
