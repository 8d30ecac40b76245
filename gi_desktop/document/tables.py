"""Fitting a table to the page: column widths, size of type, line breaks, row heights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from gi_desktop.document import page
from gi_desktop.document.blocks import TableBlock, TableCell
from gi_desktop.document.breaking import break_lines
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.document.page import twips
from gi_desktop.form import LabelRole

SIZES = (10.5, 10.0, 9.5, 9.0)
"""五号 to 小五: what a table steps down through until it fits."""
SMALLEST_NUMBER = 1.0
"""A number is never split: it shrinks as far as it must."""
_SPACES = (4.0, 3.0, 2.0, 1.5)
"""Space above and below the text of a row, from the roomiest to the tightest."""

Measure = Callable[[str, Role, float], float]
"""Width in pt of a text in a role and size."""


@dataclass(frozen=True)
class LaidCell:
    """One cell with its lines and the space left and right of them."""

    cell: TableCell
    lines: tuple[str, ...]
    padding: float
    size: float
    role: Role
    forced: bool = False
    """The lines end where a typist ends them, not where the width happens to."""

    @property
    def align(self) -> page.Align:
        """Where its lines stand."""
        return page.Align.CENTRE if self.cell.centred else page.Align.LEFT

    @property
    def pitch(self) -> float:
        """From line to line."""
        return line_pitch(self.size)


@dataclass(frozen=True)
class LaidTable:
    """A table ready to be placed: everything but the page it stands on."""

    block: TableBlock
    cells: tuple[LaidCell, ...]
    columns: tuple[float, ...]
    """Widths of the grid's columns."""
    rows: tuple[float, ...]
    """Heights of the grid's rows."""
    whole: bool
    """It fits one page together with its heading and is kept there."""

    @property
    def edges(self) -> tuple[float, ...]:
        """Left edge of each column, and the right edge of the last."""
        return tuple(accumulate(self.columns, initial=0.0))

    @property
    def height(self) -> float:
        """Of all rows with the outer borders, half of which lie outside of the cells."""
        return sum(self.rows) + page.BORDER


def line_pitch(size: float) -> float:
    """Return the distance between lines of a table's text, in whole twips."""
    return twips(size * page.TABLE_PITCH) * page.TWIP


def column_widths(ratios: Sequence[int], total: float = page.TEXT_WIDTH) -> tuple[float, ...]:
    """Return widths in whole twips that add up to ``total`` exactly."""
    whole = twips(total)
    edges = [round(whole * part / sum(ratios)) for part in accumulate(ratios, initial=0)]
    return tuple((b - a) * page.TWIP for a, b in pairwise(edges))


def lay_out_table(block: TableBlock, fonts: FontSet, room: float) -> LaidTable:
    """Return the table in the roomiest setting that is no higher than ``room`` pt.

    Where none is, it is set roomily and will be parted over pages.
    """
    columns = column_widths(block.widths)
    largest = _number_size(block, columns, fonts)
    sizes = [size for size in SIZES if size <= max(largest, SIZES[-1])]
    if block.size:
        sizes = [block.size]
    for size in sizes:
        layout = _Layout(block, columns, fonts, size, min(size, largest))
        cells = layout.cells()
        for space in _SPACES:
            laid = LaidTable(block, cells, columns, layout.rows(cells, space), whole=True)
            if laid.height <= room:
                return laid
    layout = _Layout(block, columns, fonts, sizes[0], min(sizes[0], largest))
    cells = layout.cells()
    return LaidTable(block, cells, columns, layout.rows(cells, _SPACES[0]), whole=False)


def _number_size(block: TableBlock, columns: Sequence[float], fonts: FontSet) -> float:
    """Return the size, in half points as Word counts, at which every number fits its column."""
    largest = block.size or SIZES[0]
    for cell in block.cells:
        if cell.role is not None or not cell.text:
            continue
        room = _width(cell, columns) - 2 * page.NUMBER_PADDING - page.BORDER
        # A digit of 宋体 is half an em in Word, whatever the font that was measured.
        unit = max(fonts.width(cell.text, Role.TABLE, 1.0), len(cell.text) / 2)
        fit = room / unit
        largest = min(largest, int(fit * 2) / 2)
    return max(largest, SMALLEST_NUMBER)


def _width(cell: TableCell, columns: Sequence[float]) -> float:
    return sum(columns[cell.column : cell.column + cell.column_span])


@dataclass(frozen=True)
class _Layout:
    """One attempt: the table at one size of type."""

    block: TableBlock
    columns: tuple[float, ...]
    fonts: FontSet
    size: float
    number_size: float

    def cells(self) -> tuple[LaidCell, ...]:
        return tuple(map(self.cell, self.block.cells))

    def cell(self, cell: TableCell) -> LaidCell:
        if cell.role is None:
            number = (cell.text,) if cell.text else ()
            return LaidCell(cell, number, page.NUMBER_PADDING, self.number_size, Role.TABLE)
        role = Role.LEVEL2 if cell.role is LabelRole.NOTE else Role.TABLE
        width = _width(cell, self.columns) - page.BORDER
        padding = self.padding
        room = width - 2 * padding
        if self.fits(cell.text, role, room):
            return LaidCell(cell, (cell.text,), padding, self.size, role)
        if cell.lines:
            return self.typed(cell, role, width)
        if cell.centred:
            lines = self.even(cell.text, role, room)
            return LaidCell(cell, lines, padding, self.size, role, forced=True)
        return LaidCell(cell, self.broken(cell.text, role, room), padding, self.size, role)

    @property
    def padding(self) -> float:
        """Left and right of the text; a table with a size of its own is no tight one."""
        return self.block.size / 2 or page.CELL_PADDING

    def typed(self, cell: TableCell, role: Role, width: float) -> LaidCell:
        """Break where the typist does, nearer to the border if need be."""
        padding = next(
            (
                space
                for space in (self.padding, page.NARROW_PADDING)
                if all(self.fits(line, role, width - 2 * space) for line in cell.lines)
            ),
            self.padding,
        )
        room = width - 2 * padding
        lines = tuple(part for line in cell.lines for part in self.even(line, role, room))
        return LaidCell(cell, lines, padding, self.size, role, forced=True)

    def fits(self, text: str, role: Role, room: float) -> bool:
        return self.fonts.width(text, role, self.size) <= room

    def broken(self, text: str, role: Role, room: float) -> tuple[str, ...]:
        """Return the lines that fill the width in turn."""
        found = break_lines(
            text, lambda char: self.fonts.width(char, role, self.size), room, em=self.size
        )
        return tuple(line.text for line in found)

    def even(self, text: str, role: Role, room: float) -> tuple[str, ...]:
        """Return as few lines as fit, of about the same length; 自然人 one below the other."""
        lines = self.broken(text, role, room)
        if tuple(map(len, lines)) == (2, 1):
            return tuple(text)
        narrower = room - self.size / 2
        while narrower > self.size:
            tighter = self.broken(text, role, narrower)
            if len(tighter) > len(lines):
                break
            lines = tighter
            narrower -= self.size / 2
        return lines

    def rows(self, cells: Sequence[LaidCell], space: float) -> tuple[float, ...]:
        """Return row heights: each cell has room for its lines and ``space`` around them."""
        least = self.block.heights or (0.0,) * self.block.rows
        heights = [max(height, line_pitch(self.size) + 2 * space) for height in least]
        for laid in sorted(cells, key=lambda laid: laid.cell.row_span):
            first, span = laid.cell.row, laid.cell.row_span
            needed = len(laid.lines) * laid.pitch + 2 * space
            lacking = needed - sum(heights[first : first + span])
            if lacking > 0:
                for row in range(first, first + span):
                    heights[row] += lacking / span
        return tuple(ceil(height / page.TWIP - 1e-6) * page.TWIP for height in heights)
