"""Workbooks: every visible sheet as a grid, with its merged cells.

openpyxl reads the values, row by row, so that a sheet of a million rows is never in memory;
it is here anyway, to write them. What it does not read that way (which cells are merged, which
rows and sheets are hidden) is taken from the parts themselves.
"""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, cast

from gi_desktop.importing.grids import (
    MOST_COLUMNS,
    MOST_PLACES,
    MOST_ROWS,
    Grid,
    SourceCell,
    grid_lines,
    make_grid,
)
from gi_desktop.importing.lines import Content, Line
from gi_desktop.importing.packages import Package, holds
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.sources import SourceKind
from gi_desktop.importing.workbook_notes import MAIN, unread_notes
from gi_desktop.report.characters import clean, compact

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_READ_WHOLE = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme1.xml")
_MOST_TAGS = 120_000
"""Tags of a part that openpyxl makes an object of each of."""
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_FORMAT = re.compile(r'[#,]*0(?:\.(0+))?(?:_ |_\)|\s)*(?:"([^"]*)")?(?:;.*)?')
_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*[、.．]")
_MOST_SHEETS = 60
_MOST_READ = 1_000_000
"""Cells of a sheet that are looked at, empty ones included."""
_LONG = 45
"""Characters of the longest label of the form."""
_DAMAGED = "这个 Excel 文件已经损坏，打不开。请用 Excel 或 WPS 打开原件，另存一份再导入。"
_TOO_LARGE = "工作表太大，不像年度报告的表格。请确认选对了文件。"


class _Cell(Protocol):
    """What openpyxl gives for a cell while it streams a sheet."""

    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...
    @property
    def number_format(self) -> str: ...


class _Sheet(Protocol):
    """A sheet that openpyxl streams."""

    def reset_dimensions(self) -> None: ...
    def iter_rows(self) -> Iterator[Sequence[_Cell]]: ...


def _recognises(data: bytes, _suffix: str) -> bool:
    return holds(data, _BOOK)


def _read(data: bytes) -> Content:
    package = Package(data, _DAMAGED)
    for name in _READ_WHOLE:
        package.part(name, _MOST_TAGS)
    sheets = list(_sheets(package))[:_MOST_SHEETS]
    lines: list[Line] = []
    grids: list[Grid] = []
    title = ""
    notes: list[str] = []
    for page, (grid, name) in enumerate(_grids(data, package, sheets, notes)):
        found = list(grid_lines(grid, len(grids), page))
        if found:
            if _HEADING.match(name) and not _HEADING.match(found[0].text):
                lines.append(Line(name, whole=True, page=page))
            lines += found
            grids.append(grid)
    core = package.xml("docProps/core.xml")
    if core is not None:
        title = core.findtext("{http://purl.org/dc/elements/1.1/}title") or ""
    if not lines:
        raise ImportFailedError("这个 Excel 文件是空的，没有可以导入的内容。")
    return Content(tuple(lines), tuple(notes), tuple(grids), name=title)


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    """The names of the visible sheets, each with the part that holds it."""
    book, relations = package.xml(_BOOK), package.xml(_RELATIONS)
    if book is None or relations is None:
        raise ImportFailedError(_DAMAGED)
    parts = {element.get("Id"): element.get("Target") or "" for element in relations}
    for sheet in book.iter(f"{MAIN}sheet"):
        target = parts.get(sheet.get(_ID), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if sheet.get("state") in (None, "visible") and path in package.names:
            yield sheet.get("name") or "", path


def _grids(
    data: bytes, package: Package, sheets: list[tuple[str, str]], notes: list[str]
) -> Iterator[tuple[Grid, str]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for name, path in sheets:
                root = package.xml(path)
                if root is None or name not in book.sheetnames:
                    continue
                notes += unread_notes(root, name)
                if (sheet := _sheet(cast("_Sheet", book[name]), root)) is not None:
                    yield sheet, name
    except ImportFailedError:
        raise
    except Exception:  # noqa: BLE001 - on damaged parts openpyxl raises whatever comes of them
        raise ImportFailedError(_DAMAGED) from None


def _sheet(sheet: _Sheet, root: "Element") -> Grid | None:
    """One sheet as a grid: all places up to its last text, empty ones too."""
    hidden = {row.get("r") for row in root.iter(f"{MAIN}row") if row.get("hidden") in ("1", "true")}
    texts = _texts(sheet, hidden)
    if not texts:
        return None
    bottom = max(row for row, _ in texts) + 1
    right = max(column for _, column in texts) + 1
    if bottom > MOST_ROWS * 4 or right > MOST_COLUMNS or bottom * right > MOST_PLACES:
        raise ImportFailedError(_TOO_LARGE)
    merged = _merged(root, bottom, right)
    covered: set[tuple[int, int]] = set()
    cells: list[SourceCell] = []
    for row in range(bottom):
        for column in range(right):
            if (row, column) in covered:
                continue
            down, across = merged.get((row, column), (1, 1))
            places = {(row + d, column + a) for d in range(down) for a in range(across)}
            if places & covered:
                down = across = 1
                places = {(row, column)}
            covered |= places
            text = next((texts[p] for p in sorted(places) if p in texts), "")
            cells.append(SourceCell(row, column, down, across, text))
    return make_grid(_with_headings(cells, right))


def _texts(sheet: _Sheet, hidden: set[str | None]) -> dict[tuple[int, int], str]:
    """Place → text of every cell that says something."""
    sheet.reset_dimensions()
    texts: dict[tuple[int, int], str] = {}
    looked_at = 0
    for row, cells in enumerate(sheet.iter_rows()):
        looked_at += 1 + len(cells)
        if looked_at > _MOST_READ:
            raise ImportFailedError(_TOO_LARGE)
        if str(row + 1) in hidden:
            continue
        for column, cell in enumerate(cells):
            if cell.value is not None and (text := _text(cell)):
                texts[row, column] = text
                if len(texts) > MOST_PLACES:
                    raise ImportFailedError(_TOO_LARGE)
    return texts


def _text(cell: _Cell) -> str:
    """What a cell shows. An error such as #REF! shows nothing that could be read."""
    value = cell.value
    if isinstance(value, bool) or cell.data_type == "e":
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        return _digits(value, cell.number_format or "")
    return clean(str(value)).strip(" \t\n\u3000")


def _digits(value: float, number_format: str) -> str:
    """The number with the decimals that its cell shows, and more where it has more."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        return ""
    exact = exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact
    shape = _FORMAT.fullmatch(number_format)
    if shape is None:
        return f"{exact:f}"
    decimals = len(shape[1] or "")
    has = max(0, -int(exact.as_tuple().exponent))
    return f"{exact:.{max(decimals, has)}f}{shape[2] or ''}"


def _merged(root: "Element", bottom: int, right: int) -> dict[tuple[int, int], tuple[int, int]]:
    """First place → rows and columns of the merged cells, within the sheet's texts."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for element in root.iter(f"{MAIN}mergeCell"):
        area = _RANGE.fullmatch(element.get("ref") or "")
        if area is None:
            continue
        top, left = int(area[2]) - 1, _column(area[1])
        last_row, last_column = min(int(area[4]), bottom), min(_column(area[3]) + 1, right)
        if 0 <= top < last_row and left < last_column:
            found[top, left] = (last_row - top, last_column - left)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _with_headings(cells: list[SourceCell], columns: int) -> Iterator[SourceCell]:
    """A heading, title or paragraph typed into one cell takes the whole of its row."""
    rows: dict[int, list[SourceCell]] = {}
    tall: set[int] = set()
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
        if cell.row_span > 1:
            tall.update(range(cell.row, cell.row + cell.row_span))
    texts = {row: [cell.text for cell in line if cell.text] for row, line in rows.items()}
    first = min((row for row, said in texts.items() if said), default=0)
    for row, line in rows.items():
        said = [cell for cell in line if cell.text]
        # Above the title may stand the first line of it, the organ's name.
        begins = row == first and len(below := texts.get(row + 1, [])) == 1 and _is_title(below[0])
        if len(said) == 1 and row not in tall and (begins or _stands_alone(said[0].text)):
            yield replace(said[0], column=0, column_span=columns)
        else:
            yield from line


def _stands_alone(text: str) -> bool:
    return bool(_HEADING.match(text) or len(text) > _LONG or _is_title(text))


def _is_title(text: str) -> bool:
    return compact(text).rstrip("）)").endswith("报告")


SOURCE = SourceKind("xlsx", "Excel（.xlsx）", 25, _recognises, _read)
