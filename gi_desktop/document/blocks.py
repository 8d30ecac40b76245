"""What a report consists of on paper: title, headings, paragraphs, tables, signature.

Nothing here knows pages or fonts; every painter and writer starts from these.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gi_desktop.form import Edition, Field, GridCell, Label, LabelRole, Table
from gi_desktop.report.days import chinese_date, read_day
from gi_desktop.report.model import Report, Seal
from gi_desktop.report.prose import Text
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.values import Raw, format_value


@dataclass(frozen=True)
class TitleBlock:
    """The report's title; ``parts`` are what is best kept in one line each."""

    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole title."""
        return "".join(self.parts)


@dataclass(frozen=True)
class TextBlock:
    """A paragraph of prose (level 0) or a heading (1 to 4)."""

    text: str
    level: int = 0
    place: str = ""
    """What it belongs to: the id of a section, or of the text before the first."""
    paragraph: int | None = None
    """Which paragraph of the report's text it comes from, from 0; None for a section's heading."""


@dataclass(frozen=True)
class TableCell:
    """One cell of a printed table; ``role`` is None for a number."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    role: LabelRole | None
    centred: bool
    lines: tuple[str, ...] = ()
    """How a typist breaks the text; empty where that is left to the width."""
    address: str = ""
    """Of a number: the cell of the report that it shows."""


@dataclass(frozen=True)
class TableBlock:
    """A table on the official grid; cells row by row, left to right."""

    id: str
    cells: tuple[TableCell, ...]
    widths: tuple[int, ...]
    """Ratios of the grid's columns."""
    rows: int
    header_rows: int
    place: str = ""
    heights: tuple[float, ...] = ()
    """The least height of each row in pt, for what is filled in by hand; empty for none."""
    size: float = 0.0
    """Of its type in pt, with half of it beside the text; 0 for a size that fits the page."""


@dataclass(frozen=True)
class SignatureBlock:
    """Name and date under the report (落款); ``sealed`` leaves room for the seal."""

    name: str
    date: str
    sealed: bool


Block = TitleBlock | TextBlock | TableBlock | SignatureBlock


def blocks(report: Report, form: Edition) -> tuple[Block, ...]:
    """Return the report as blocks in reading order."""
    sheet = Plan.of(form).sheet(report.cells)
    return tuple(_blocks(report, form, sheet))


def _blocks(report: Report, form: Edition, sheet: Sheet) -> Iterator[Block]:
    title = title_block(report, form)
    if title.text:
        yield title
    yield from _prose(report.text(form.preface), sheet, form.preface)
    for section in form.sections:
        yield TextBlock(section.heading, 1, section.id)
        if section.table:
            yield table_block(form.table(section.table), sheet, section.id)
        else:
            yield from _prose(report.text(section.text), sheet, section.id)
    signature = report.signature
    name, date = one_line(signature.name), plain_date(one_line(signature.date))
    if signature.seal is not Seal.NONE and (name or date):
        yield SignatureBlock(name, date, signature.seal is Seal.SEALED)


def _prose(text: Text, sheet: Sheet, place: str) -> Iterator[TextBlock]:
    """Yield the paragraphs; a line break inside one starts another, an empty one is left out."""
    for number, paragraph in enumerate(text):
        for line in paragraph.resolve(sheet.value).splitlines():
            shown = printable(line).strip()
            if shown:
                yield TextBlock(shown, paragraph.level, place, number)


# Text ---------------------------------------------------------------------------------------

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_NONCHARACTERS = "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNWRITABLE = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")


def printable(text: str) -> str:
    """Return the text as paper can hold it.

    Invisible control characters are left out, tabs and hard spaces become blanks, and what no
    file can hold (half of a character) becomes the replacement character. A character that
    Unicode holds to be the same as another, such as U+2329 and 〈, becomes the usual one.
    """
    blank = re.sub("[\t\xa0]", " ", unicodedata.normalize("NFC", text))
    return _UNWRITABLE.sub("\ufffd", _INVISIBLE.sub("", blank))


def one_line(text: str) -> str:
    """Return the text as paper can hold it, in one line."""
    return " ".join(printable(text).splitlines()).strip()


def plain_date(text: str) -> str:
    """Return a date with Arabic figures without leading zeros (1月, not 01月), as GB/T 9704 asks.

    A day written otherwise, such as 2026-01-09, becomes 2026年1月9日; what names none stays.
    """
    day = read_day(text)
    if day is not None:
        return chinese_date(day)
    return re.sub(r"(?<!\d)0+(?=\d+[月日])", "", text)


_YEAR = re.compile(r"(?:19|20)\d\d年度?")


def title_block(report: Report, form: Edition) -> TitleBlock:
    """Return the title in its parts: 机关名称, then 年份与文种."""
    text = printable(report.printed_title(form))
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(lines) != 1:
        return TitleBlock(lines)
    whole = lines[0]
    year = _YEAR.search(whole)
    at = year.start() if year else whole.find(form.document_type)
    return TitleBlock((whole[:at], whole[at:]) if at > 0 else (whole,))


# Tables -------------------------------------------------------------------------------------


def table_block(table: Table, sheet: Sheet, place: str = "") -> TableBlock:
    """Return a table with its numbers; what is empty or no number is printed empty."""
    headed = _headed_columns(table)
    cells = tuple(
        _table_cell(grid, sheet, headed)
        for grid in sorted(table.grid, key=lambda grid: (grid.row, grid.column))
    )
    return TableBlock(table.id, cells, table.widths, table.shape[0], table.header_rows, place)


def _headed_columns(table: Table) -> frozenset[int]:
    """Return the grid columns of row labels that have a header of their own (信息内容).

    Labels there are names and stand in the middle; elsewhere they are numbered like a list and
    stand on the left. So it is on the official form.
    """

    def columns(role: LabelRole) -> set[tuple[int, int]]:
        return {
            (grid.column, grid.column_span)
            for grid in table.grid
            if isinstance(grid.content, Label) and grid.content.role is role
        }

    return frozenset(column for column, _ in columns(LabelRole.HEADER) & columns(LabelRole.ROW))


def _table_cell(grid: GridCell, sheet: Sheet, headed: frozenset[int]) -> TableCell:
    place = (grid.row, grid.column, grid.row_span, grid.column_span)
    if isinstance(grid.content, Field):
        value = sheet.value(grid.content.address)
        text = "" if isinstance(value, Raw) else format_value(value)
        address = grid.content.address
        return TableCell(*place, text, None, centred=True, address=address)
    label = grid.content
    # Groups stand in columns of three or four characters, where lines of unequal length look ragged.
    centred = label.role in {LabelRole.HEADER, LabelRole.GROUP} or (
        label.role is LabelRole.ROW and grid.column in headed
    )
    return TableCell(*place, label.text, label.role, centred, label.lines)
