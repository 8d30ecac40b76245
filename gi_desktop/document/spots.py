"""What stands at a place of a typeset page: from a point on paper back to the report."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from gi_desktop.document import page as measures
from gi_desktop.document.blocks import (
    Block,
    SignatureBlock,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
)
from gi_desktop.document.pages import Line, Page, TypesetReport
from gi_desktop.form import LabelRole

TITLE, SIGNED_BY, SIGNED_ON = "title", "signed_by", "signed_on"
"""Fields of the report that are printed by themselves: 标题, 落款名称, 落款日期."""
_NEAR = 0.01


@dataclass(frozen=True)
class Spot:
    """What was found; an empty part says nothing."""

    place: str = ""
    """The id of a section, or of the text before the first."""
    paragraph: int | None = None
    """Which paragraph of that text, from 0; None for a section's heading."""
    cell: str = ""
    """The address of a number; for a printed label, of the first number that it names."""
    field: str = ""
    """TITLE, SIGNED_BY or SIGNED_ON."""


@dataclass(frozen=True)
class Area:
    """A rectangle on a page, in pt from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


def spot_at(report: TypesetReport, page: int, x: float, y: float) -> Spot | None:
    """Return what stands on page ``page`` (from 1) at ``x``, ``y`` pt from its top left corner.

    None for the margins, the page number, and what is not of the report (a sign-off sheet).
    """
    sheet = report.pages[page - 1]
    if sheet.folio is None:
        return None
    grid = _Grid(sheet)
    box = grid.box(x, y)
    if box is not None:
        return _cell_at(report, sheet, grid, box)
    for line in sheet.lines:
        if line.cell is None and _band(report.blocks[line.block], line).holds(x, y):
            return _spot_of(report.blocks[line.block], line)
    return None


# Prose --------------------------------------------------------------------------------------


def _spot_of(block: Block, line: Line) -> Spot | None:
    """Return what a line outside of tables is of; None where no part of the report is."""
    match block:
        case TitleBlock():
            return Spot(field=TITLE)
        case TextBlock() if block.place:
            return Spot(block.place, block.paragraph)
        case SignatureBlock():
            return Spot(field=SIGNED_ON if line.text == block.date else SIGNED_BY)
    return None


def _band(block: Block, line: Line) -> Area:
    """Return the strip of a line of text, from margin to margin."""
    match block:
        case TitleBlock():
            pitch = measures.TITLE.pitch
        case TextBlock():
            pitch = measures.style_of(block.level).pitch
        case _:
            pitch = measures.SIGNATURE.pitch
    top = line.y - measures.BASELINE * pitch
    return Area(measures.LEFT, top, measures.WIDTH - measures.RIGHT, top + pitch)


# Tables -------------------------------------------------------------------------------------


class _Grid:
    """The rules of a page, by which the box around a point is found."""

    def __init__(self, sheet: Page) -> None:
        self._across = sorted((r.y0, r.x0, r.x1) for r in sheet.rules if r.y0 == r.y1)
        self._down = sorted((r.x0, r.y0, r.y1) for r in sheet.rules if r.x0 == r.x1)

    def box(self, x: float, y: float) -> Area | None:
        """Return what the nearest rules on all four sides enclose; None outside of tables."""
        over = [at for at, start, end in self._across if start <= x <= end]
        beside = [at for at, start, end in self._down if start <= y <= end]
        row, column = bisect_right(over, y), bisect_right(beside, x)
        if not 0 < row < len(over) or not 0 < column < len(beside):
            return None
        return Area(beside[column - 1], over[row - 1], beside[column], over[row])

    def part(self, box: Area) -> tuple[float, float]:
        """Return top and bottom of the table that the box is of: how far its left border runs."""
        middle = (box.top + box.bottom) / 2
        return next((start, end) for _, start, end in self._down if start <= middle <= end)


def _inside(line: Line) -> tuple[float, float]:
    """Return a point of a line's first character: within its cell."""
    piece = line.pieces[0]
    return piece.x + piece.size / 4, line.y - piece.size / 4


@dataclass(frozen=True)
class _Written:
    """A cell with text, where it stands on a page."""

    cell: TableCell
    box: Area


def _cell_at(report: TypesetReport, sheet: Page, grid: _Grid, box: Area) -> Spot | None:
    """Return what the cell in ``box`` stands for; an empty one is known by its neighbours."""
    top, bottom = grid.part(box)
    number = next((n.block for n in sheet.lines if n.cell is not None and top < n.y < bottom), None)
    block = report.blocks[number] if number is not None else None
    if number is None or not isinstance(block, TableBlock) or not block.place:
        return None
    written = list(_written(block, sheet, grid, number))
    cell = next((found.cell for found in written if found.box == box), None)
    if cell is None:
        row = _row_at(box.top, [each for each in written if top <= each.box.top < bottom])
        others = (_written(block, other, _Grid(other), number) for other in report.pages)
        lefts = {each.cell.column: each.box.left for part in others for each in part}
        cell = next(
            (
                cell
                for cell in block.cells
                if cell.row == row and _is_near(lefts.get(cell.column), box.left)
            ),
            None,
        )
    return Spot(block.place, cell=_leads_to(block, cell) if cell is not None else "")


def _written(block: TableBlock, sheet: Page, grid: _Grid, number: int) -> Iterator[_Written]:
    """Yield the cells of a table that have text on a page, once for each line."""
    for line in sheet.lines:
        if line.block == number and line.cell is not None:
            box = grid.box(*_inside(line))
            if box is not None:
                yield _Written(block.cells[line.cell], box)


def _row_at(y: float, written: Sequence[_Written]) -> int | None:
    """Return the row that begins at ``y``, or else follows one that ends there.

    A group's label says nothing: it stands in both parts of a table.
    """
    sure = [each for each in written if each.cell.role is not LabelRole.GROUP]
    begins = (each.cell.row for each in sure if _is_near(each.box.top, y))
    follows = (each.cell.row + each.cell.row_span for each in sure if _is_near(each.box.bottom, y))
    return next(chain(begins, follows), None)


def _is_near(known: float | None, at: float) -> bool:
    return known is not None and abs(known - at) < _NEAR


def _leads_to(block: TableBlock, cell: TableCell) -> str:
    """Return the number's address; of a label, that of the first number beside or below it."""
    if cell.address:
        return cell.address
    numbers = [other for other in block.cells if other.address]
    beside = (other for other in numbers if cell.row <= other.row < cell.row + cell.row_span)
    below = (
        other
        for other in numbers
        if other.row > cell.row and cell.column <= other.column < cell.column + cell.column_span
    )
    return next((other.address for other in (*beside, *below)), "")
