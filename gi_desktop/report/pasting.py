"""Blocks of cells as spreadsheets copy them (tab-separated text), laid over a table's grid.

Excel, WPS and Word all put such text on the clipboard. A block lies on the official grid: a
merged cell counts with all the places it covers, and what falls on a label is left out.
"""

import csv
import html
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gi_desktop.form import Field, GridCell, Kind, Table
from gi_desktop.report.characters import without_invisible
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Plan, Sheet, settle_totals
from gi_desktop.report.values import Raw, Value, format_value, parse_value

Rows = tuple[tuple[str, ...], ...]

LONGEST = 1_000_000
"""Characters of a clipboard text that are looked at: a form has some hundred cells."""
_TOO_MUCH = "剪贴板里的内容太多，不像是一张表。请只复制要填的那一块。"
_DASH = re.compile(r"[-－﹣—–−―‐‑─]+|[/／\\＼]+")
_WHOLE = re.compile(r"([0-9０-９,，]+)[.．][0０]+")
"""A whole number that a spreadsheet shows with decimals."""
_UNIT = "件|条|次|个|份|项|起|宗|例|篇|部|万元|元|人"
_COUNTED = re.compile(rf"[约近共]?[0-9][0-9,. ]*(?:余|多|几)?(?:{_UNIT})")
_NO_LETTERS = re.compile(r"[\W\d_]")
_NOTHING = frozenset(("没有", "暂无", "未发生", "不适用", "空白", "NA", "N/A", "NULL", "NIL"))
_YEAR = re.compile("[0-9]{4}年度?")
_SHOWN = 20
"""Characters of what is no number that are told."""
_LEAST_LABEL = 2
"""Letters of a label: 规章, 其他."""


class PasteError(ValueError):
    """The block does not fit; the message is a Chinese sentence for the user."""


@dataclass(frozen=True)
class Pasted:
    """What a block would enter; None empties a cell."""

    values: Mapping[str, Value]
    dashes: tuple[str, ...] = ()
    """Cells for which the block has - or /: whether that is 0 or nothing, only the user knows."""
    strange: tuple[tuple[str, str], ...] = ()
    """Cells with what the block has for them and is no number: they stay as they are."""


def read_rows(text: str) -> Rows:
    """Return the rows of a copied block, all of one length, cells without outer blanks.

    The newline at the end that spreadsheets add is no row. PasteError where nothing is there
    or the text is far too long.
    """
    if len(text) > LONGEST:
        raise PasteError(_TOO_MUCH)
    text = without_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        lines = list(csv.reader(io.StringIO(text.rstrip("\n")), delimiter="\t"))
    except csv.Error:  # a quotation mark that is never closed, with a whole text after it
        raise PasteError("剪贴板里的内容不像是一张表。请只复制要填的那一块。") from None
    return as_rows(lines)


def as_rows(lines: Iterable[Iterable[str]]) -> Rows:
    """Return the rows of any source as ``read_rows`` does."""
    lines = [tuple(line) for line in lines]
    if sum(len(cell) for line in lines for cell in line) > LONGEST:
        raise PasteError(_TOO_MUCH)
    rows = [
        tuple(without_invisible(cell).replace("\xa0", " ").strip() for cell in line)
        for line in lines
    ]
    width = max(map(len, rows), default=0)
    if not any(cell for row in rows for cell in row):
        raise PasteError("剪贴板里没有可以粘贴的内容。请先在表格里复制数字。")
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def lay_over(rows: Rows, table: Table, at: str, *, dash_is_zero: bool = False) -> Pasted:
    """Return what the rows enter with their first number in the cell ``at``.

    Headings above and labels to the left that were copied along are left out. PasteError, in
    words, where the block does not fit from there. KeyError where the table has no such cell.
    """
    start = table.by_address[at]
    rows = _without_labels(rows, table.shape[1] - start.column)
    found = _Overlay(table, dash_is_zero=dash_is_zero)
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            found.put(start.row + down, start.column + right, text)
    if found.outside:
        high, wide = table.shape[0] - start.row, table.shape[1] - start.column
        raise PasteError(
            f"粘贴的有 {len(rows)} 行 {len(rows[0])} 列，从这一格起只放得下 {high} 行 {wide} 列。"
            "请换一格再粘贴，或者只复制要填的那一块。没有改动任何一格。"
        )
    if found.on_labels:
        raise PasteError(
            f"粘贴的“{found.on_labels[0]}”落在了不能填的位置，看来没有对齐。"
            "请换一格再粘贴。没有改动任何一格。"
        )
    if not found.values and not found.dashes and not found.strange:
        raise PasteError("粘贴的内容里没有能填进表格的数字。没有改动任何一格。")
    return Pasted(found.values, tuple(found.dashes), tuple(found.strange))


def spread(text: str, cells: Iterable[str], table: Table, *, dash_is_zero: bool = False) -> Pasted:
    """Return what one text enters that is put into each of several cells.

    Totals follow from the others: they are left out, unless there are only totals.
    """
    cells = list(cells)
    derived = {total.cell for total in table.totals if total.derives}
    found = _Overlay(table, dash_is_zero=dash_is_zero)
    for cell in [cell for cell in cells if cell not in derived] or cells:
        place = table.by_address[cell]
        found.put(place.row, place.column, text)
    return Pasted(found.values, tuple(found.dashes), tuple(found.strange))


class _Overlay:
    """Collects what falls on each place of the grid."""

    def __init__(self, table: Table, *, dash_is_zero: bool) -> None:
        self.values: dict[str, Value] = {}
        self.dashes: list[str] = []
        self.strange: list[tuple[str, str]] = []
        self.on_labels: list[str] = []
        self.outside = False
        self._dash_is_zero = dash_is_zero
        self._kinds = {spec.address: spec.kind for spec in table.cells}
        self._places = dict(_places(table))

    def put(self, row: int, column: int, text: str) -> None:
        place = self._places.get((row, column))
        if place is None:
            self.outside = self.outside or bool(text)
        elif isinstance(place.content, Field):
            # The further places of a merged cell are empty in what a spreadsheet copies.
            if text or (row, column) == (place.row, place.column):
                self._enter(place.content.address, text)
        elif any(map(str.isdigit, text)) and _is_entry(text):
            self.on_labels.append(text)

    def _enter(self, cell: str, text: str) -> None:
        if _DASH.fullmatch(text):
            self.dashes.append(cell)
            if self._dash_is_zero:
                self.values[cell] = parse_value("0", self._kinds[cell])
            return
        value = parse_block_value(text, self._kinds[cell])
        if isinstance(value, Raw):
            self.strange.append((cell, text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"))
        else:
            self.values[cell] = value


def parse_block_value(text: str, kind: Kind) -> Value:
    """Return what a copied text means in a cell; 12.00 is the count 12."""
    whole = _WHOLE.fullmatch(text)
    return parse_value(whole[1] if whole and kind is Kind.COUNT else text, kind)


def _places(table: Table) -> Iterator[tuple[tuple[int, int], GridCell]]:
    for cell in table.grid:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                yield (row, column), cell


def _without_labels(rows: Rows, wide: int) -> Rows:
    """Return the rows without the headings above and the labels left of the first numbers.

    There is room for ``wide`` columns.
    """
    while len(rows) > 1 and _is_label(rows[0]):
        rows = rows[1:]
    rows = _beside_merged_labels(rows, wide)
    while len(rows[0]) > 1 and _is_label(row[0] for row in rows):
        rows = tuple(row[1:] for row in rows)
    return rows


def _beside_merged_labels(rows: Rows, wide: int) -> Rows:
    """Return rows that are too wide without the labels that take the room of merged cells.

    Spreadsheets copy a label over three columns as one text and two blanks, Word as one text,
    so that its rows begin at different places. Where neither is sure the rows stay.
    """
    extra = len(rows[0]) - wide
    if extra <= 0:
        return rows
    if _is_label(cell for row in rows for cell in row[:extra]):
        return tuple(row[extra:] for row in rows)
    parted = [_numbers_behind_label(row) for row in rows]
    return tuple(parted) if all(len(row) == wide for row in parted) else rows


def _numbers_behind_label(row: tuple[str, ...]) -> tuple[str, ...]:
    """What stands behind the last label before the first number; trailing blanks left out."""
    first = next((n for n, cell in enumerate(row) if _is_entry(cell)), 0)
    behind = row[first:] if first and row[first - 1] else ()
    while behind and not behind[-1]:
        behind = behind[:-1]
    return behind


def _is_label(cells: Iterable[str]) -> bool:
    """Whether there is some text, and nothing of it was meant for a cell."""
    texts = [cell for cell in cells if cell]
    return bool(texts) and not any(map(_is_entry, texts))


def _is_entry(text: str) -> bool:
    """Whether a text was meant for a cell, as a number or in its place: 12件, 无, -3, #N/A.

    Were it taken for a label, the numbers beside it would move into other cells.
    """
    if not text:
        return False
    folded = unicodedata.normalize("NFKC", text)
    if folded[0] in "#=" or folded.upper() in _NOTHING or _COUNTED.match(folded):
        return True
    return not _YEAR.fullmatch(folded) and len(_NO_LETTERS.sub("", folded)) < _LEAST_LABEL


def settled(values: Mapping[str, Value], report: Report, plan: Plan) -> dict[str, Value]:
    """Return the values to enter: a total that equals its sum stays automatic."""
    cells = {cell: value for cell, value in report.cells.items() if cell not in values}
    cells |= {cell: value for cell, value in values.items() if value is not None}
    after = settle_totals(plan, cells)
    return {cell: after.get(cell) for cell in values}


def overwritten(values: Mapping[str, Value], sheet: Sheet) -> tuple[tuple[str, Value, Value], ...]:
    """Return the cells that hold something else now: address, old value, new value."""
    return tuple(
        (cell, old, new)
        for cell, new in values.items()
        if (old := sheet.value(cell)) is not None
        and old != new
        and not (new is None and sheet.is_automatic(cell))
    )


def as_block(cells: Sequence[str], table: Table, sheet: Sheet) -> str:
    """Return the rectangle around the cells as a spreadsheet takes it; others stay empty."""
    return "\n".join("\t".join(row) for row in _rectangle(cells, table, sheet))


def as_html(cells: Sequence[str], table: Table, sheet: Sheet) -> str:
    """Return the same rectangle as HTML, for programs that take a table only so, as Word does."""
    rows = (
        "".join(f"<td>{html.escape(text)}</td>" for text in row)
        for row in _rectangle(cells, table, sheet)
    )
    return f'<table border="1">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'


def _rectangle(cells: Sequence[str], table: Table, sheet: Sheet) -> Iterator[list[str]]:
    places = [table.by_address[cell] for cell in cells]
    rows = range(min(p.row for p in places), max(p.row for p in places) + 1)
    columns = range(min(p.column for p in places), max(p.column for p in places) + 1)
    shown = {
        (place.row, place.column): format_value(sheet.value(cell))
        for cell, place in zip(cells, places, strict=True)
    }
    for row in rows:
        yield [shown.get((row, column), "") for column in columns]
