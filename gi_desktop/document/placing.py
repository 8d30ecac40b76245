"""Tables placed on a page: boxes, rules, shading, and where a long one may be parted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gi_desktop.document import page
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.pages import Fill, Line, Rule, TextPiece
from gi_desktop.document.tables import LaidCell, LaidTable
from gi_desktop.form import LabelRole


@dataclass(frozen=True)
class TablePart:
    """Some rows of a table in place."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    height: float


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float


# Where a table may be parted ----------------------------------------------------------------


def start_height(laid: LaidTable) -> float:
    """Return the least height in which the table, or its beginning, can stand."""
    if laid.whole:
        return laid.height
    end = next(end for end in range(1, len(laid.rows) + 1) if _may_part(laid, 0, end))
    return sum(laid.rows[:end]) + page.BORDER


def split_rows(laid: LaidTable, start: int, room: float) -> int:
    """Return the row before which the part from row ``start`` ends; ``start`` if none fits.

    Header rows are repeated in every part after the first and count there.
    """
    used = page.BORDER + (_header_height(laid) if start else 0.0)
    found = start
    for end in range(start + 1, len(laid.rows) + 1):
        used += laid.rows[end - 1]
        if used > room + 1e-3:
            break
        if _may_part(laid, start, end):
            found = end
    return found


def forced_rows(laid: LaidTable, start: int, room: float) -> int:
    """Return the same where nothing may be parted yet an empty page is full: at least a row."""
    used = page.BORDER + (_header_height(laid) if start else 0.0)
    end = start
    while end < len(laid.rows) and used + laid.rows[end] <= room + 1e-3:
        used += laid.rows[end]
        end += 1
    return max(end, start + 1)


def _header_height(laid: LaidTable) -> float:
    return sum(laid.rows[: laid.block.header_rows])


def _may_part(laid: LaidTable, start: int, end: int) -> bool:
    """Whether a page may end before row ``end``: header kept together, no label cut."""
    if end == len(laid.rows):
        return True
    if end <= laid.block.header_rows:
        return False
    return all(
        _stands_in_both(laid, cell, start, end)
        for cell in laid.cells
        if cell.cell.row < end < cell.cell.row + cell.cell.row_span
    )


def _stands_in_both(laid: LaidTable, cell: LaidCell, start: int, end: int) -> bool:
    """Whether a label that is repeated has room in either part; a number is never repeated."""
    if cell.cell.role is not LabelRole.GROUP:
        return False
    needed = len(cell.lines) * cell.pitch
    first, last = max(cell.cell.row, start), cell.cell.row + cell.cell.row_span
    return min(sum(laid.rows[first:end]), sum(laid.rows[end:last])) >= needed


# Placing ------------------------------------------------------------------------------------


def place_table(
    laid: LaidTable, fonts: FontSet, block: int, top: float, rows: tuple[int, int]
) -> TablePart:
    """Return the rows from the first to before the second, ``top`` pt down the page."""
    first, last = rows
    repeated = range(laid.block.header_rows) if first else ()
    bands: dict[int, tuple[float, float]] = {}
    y = top + page.BORDER / 2
    for row in (*repeated, *range(first, last)):
        bands[row] = (y, y + laid.rows[row])
        y += laid.rows[row]
    boxes = [
        (number, cell, box)
        for number, cell in enumerate(laid.cells)
        if (box := _box(laid, cell, bands)) is not None
    ]
    lines = [
        line for number, cell, box in boxes for line in _lines(cell, box, fonts, block, number)
    ]
    fills = [_fill(box) for _, cell, box in boxes if cell.cell.role is LabelRole.CAPTION]
    rules = _rules([box for _, _, box in boxes])
    return TablePart(tuple(lines), tuple(rules), tuple(fills), y + page.BORDER / 2 - top)


def _box(laid: LaidTable, cell: LaidCell, bands: dict[int, tuple[float, float]]) -> _Box | None:
    """Return the part of the cell that stands in these rows; None where none does."""
    grid = cell.cell
    shown = [row for row in range(grid.row, grid.row + grid.row_span) if row in bands]
    if not shown:
        return None
    edges = laid.edges
    left, right = edges[grid.column], edges[grid.column + grid.column_span]
    return _Box(page.LEFT + left, bands[shown[0]][0], page.LEFT + right, bands[shown[-1]][1])


def _lines(cell: LaidCell, box: _Box, fonts: FontSet, block: int, number: int) -> Iterator[Line]:
    """Yield the cell's lines, in the middle of its height."""
    y = box.top + (box.bottom - box.top - len(cell.lines) * cell.pitch) / 2
    for text in cell.lines:
        shown = text.rstrip(" ")
        x = box.left + page.BORDER / 2 + cell.padding
        if cell.align is page.Align.CENTRE:
            x = (box.left + box.right - fonts.width(shown, cell.role, cell.size)) / 2
        piece = TextPiece(x, shown, cell.role, cell.size, 0.0)
        yield Line(y + page.BASELINE * cell.pitch, (piece,), block, number)
        y += cell.pitch


def _fill(box: _Box) -> Fill:
    return Fill(box.left, box.top, box.right - box.left, box.bottom - box.top, page.CAPTION_FILL)


def _rules(boxes: Sequence[_Box]) -> Iterator[Rule]:
    """Yield each border once, as long as it runs."""
    across: dict[float, list[tuple[float, float]]] = defaultdict(list)
    down: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for box in boxes:
        for y in (box.top, box.bottom):
            across[round(y, 3)].append((box.left, box.right))
        for x in (box.left, box.right):
            down[round(x, 3)].append((box.top, box.bottom))
    for y, spans in sorted(across.items()):
        yield from (Rule(a, y, b, y, page.BORDER) for a, b in _joined(spans))
    for x, spans in sorted(down.items()):
        yield from (Rule(x, a, x, b, page.BORDER) for a, b in _joined(spans))


def _joined(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the spans with touching and overlapping ones made one."""
    first, *others = sorted(spans)
    start, end = first
    for a, b in others:
        if a > end + 1e-3:
            yield start, end
            start, end = a, b
        else:
            end = max(end, b)
    yield start, end
