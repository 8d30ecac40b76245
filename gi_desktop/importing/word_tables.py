"""The tables of a Word document as grids, with the spans that Word declares."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gi_desktop.importing.grids import MOST_COLUMNS, MOST_ROWS, Grid, SourceCell, make_grid
from gi_desktop.importing.result import ImportFailedError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONG = 150
"""Characters of a cell that holds prose; the longest label of the form has 45."""


@dataclass(frozen=True)
class WordCell:
    """A cell with where it stands, and its element."""

    place: SourceCell
    element: "Element"


def table_cells(table: "Element", text_of: Callable[["Element"], str]) -> list[list[WordCell]]:
    """Return the cells row by row; a cell that goes on below the one above it is part of that."""
    rows: list[list[WordCell]] = []
    above: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(_children(table, "tr")):
        if number >= MOST_ROWS:
            raise ImportFailedError("里面的表格太大，不像年度报告的表格。请确认选对了文件。")
        if row.find(f"{W}trPr/{W}del") is not None:
            rows.append([])
            continue
        line: list[WordCell] = []
        rows.append(line)
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for element in _children(row, "tc"):
            if column >= MOST_COLUMNS:
                break
            span = min(
                max(1, _number(element.find(f"{W}tcPr/{W}gridSpan"), 1)), MOST_COLUMNS - column
            )
            goes_on = _merge(element, "vMerge") == "continue"
            if goes_on and column in above:
                _extend(rows, above[column], number)
            elif _merge(element, "hMerge") == "continue" and line:
                last = line[-1].place
                wider = replace(last, column_span=last.column_span + span)
                line[-1] = WordCell(wider, line[-1].element)
            else:
                above[column] = (number, len(line))
                place = SourceCell(number, column, 1, span, text_of(element))
                line.append(WordCell(place, element))
            column += span
    return rows


def _extend(rows: list[list[WordCell]], start: tuple[int, int], number: int) -> None:
    row, index = start
    cell = rows[row][index]
    if cell.place.row + cell.place.row_span == number:
        rows[row][index] = WordCell(replace(cell.place, row_span=number + 1 - row), cell.element)


def as_grid(rows: list[list[WordCell]]) -> Grid:
    """Return the rows as one grid."""
    return make_grid(cell.place for row in rows for cell in row)


def lays_out(row: list[WordCell]) -> bool:
    """Whether a row only lays out the page: prose or a whole table inside, and no numbers."""
    numbers = sum(cell.place.text.strip().isdecimal() for cell in row)
    holds = any(
        (len(cell.place.text) > _LONG and "。" in cell.place.text)
        or next(cell.element.iter(f"{W}tbl"), None) is not None
        for cell in row
    )
    return holds and numbers < 2


def _children(parent: "Element", name: str) -> Iterator["Element"]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(child, name)


def _merge(cell: "Element", name: str) -> str:
    merged = cell.find(f"{W}tcPr/{W}{name}")
    if merged is None:
        return ""
    return "restart" if merged.get(f"{W}val") == "restart" else "continue"


def _number(element: "Element | None", default: int) -> int:
    value = "" if element is None else element.get(f"{W}val") or ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
