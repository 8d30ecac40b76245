"""How wide the columns and how high the rows of a table are. Knows nothing of windows.

All lengths are in px at 100 %; Qt scales them.
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from gi_desktop.form import Field, GridCell, Label, LabelRole, Table

Advance = Callable[[str], int]
"""The width of a text in one line."""

DIGITS = range(8, 3, -1)
"""A numeric column is wide enough for the first so many digits that the page has room for."""
_WRAPS_AT = 8
"""A label without fixed lines is given room for so many characters before it wraps."""
_ORDINAL = re.compile("（?[一二三四五六七八九十]+[）、]|[0-9]+[.、]")
"""What numbers a label; broken into two lines it could not be read."""
_TIGHT = 0.66
"""A label that would fill more of its column than this is broken as the form's typist does."""


def label_text(label: Label, width: int, advance: Advance) -> str:
    """Return the label with the line breaks it is shown with in a cell ``width`` px wide."""
    if len(label.lines) > 1 and advance(label.text) > width * _TIGHT:
        return "\n".join(label.lines)
    return label.text


def column_widths(table: Table, available: int, advance: Advance, padding: int) -> list[int]:
    """Return the width of every grid column; they add up to ``available``.

    The declared ratios hold as far as every column keeps its least width: what numbers and
    unbreakable words need. Where even these do not fit, all columns shrink alike, but no
    further than what numbers a label needs.
    """
    for digits in DIGITS:
        least = _least_widths(table, digits, advance, padding)
        if sum(least) < available:
            break
    else:
        return _whole(_shrunk(least, _ordinal_widths(table, advance, padding), available))
    wide = [float(width) for width in least]
    narrow = set(range(len(least)))  # columns that can still follow their ratio
    while narrow:
        room = available - sum(
            least[column] for column in range(len(least)) if column not in narrow
        )
        ratio = room / sum(table.widths[column] for column in narrow)
        held = {column for column in narrow if table.widths[column] * ratio < least[column]}
        if not held:
            for column in narrow:
                wide[column] = table.widths[column] * ratio
            break
        narrow -= held
    return _whole(wide)


def _shrunk(wanted: Sequence[int], least: Sequence[int], available: int) -> list[float]:
    """Shrink the wanted widths alike, each to no less than its least one where that is possible."""
    if sum(least) >= available:
        return [width * available / sum(wanted) for width in wanted]
    held: set[int] = set()
    while True:
        room = available - sum(least[column] for column in held)
        ratio = room / sum(width for column, width in enumerate(wanted) if column not in held)
        short = {c for c, width in enumerate(wanted) if c not in held and width * ratio < least[c]}
        if not short:
            return [least[c] if c in held else w * ratio for c, w in enumerate(wanted)]
        held |= short


def row_heights(
    table: Table, widths: Sequence[int], least: int, height: Callable[[Label, int], int]
) -> list[int]:
    """Return the height of every grid row.

    ``height`` tells how high a label is in a cell of some width, padding included.
    """
    heights = [least] * table.shape[0]
    for cell in sorted(table.grid, key=lambda cell: cell.row_span):
        if isinstance(cell.content, Label):
            rows = range(cell.row, cell.row + cell.row_span)
            lacking = height(cell.content, _width(cell, widths)) - sum(heights[r] for r in rows)
            for place, row in enumerate(rows):
                if lacking > 0:
                    share = lacking // (cell.row_span - place)
                    heights[row] += share
                    lacking -= share
    return heights


def _width(cell: GridCell, widths: Sequence[int]) -> int:
    return sum(widths[cell.column : cell.column + cell.column_span])


def _least_widths(table: Table, digits: int, advance: Advance, padding: int) -> list[int]:
    number = advance("0" * digits)
    least = [0] * len(table.widths)
    for cell in table.grid:
        if cell.column_span == 1:
            content = cell.content
            need = number if isinstance(content, Field) else _least_label(content, advance)
            least[cell.column] = max(least[cell.column], need)
    return [width + 2 * padding + 1 for width in least]  # 1 for the line between columns


def _ordinal_widths(table: Table, advance: Advance, padding: int) -> list[int]:
    """Return for every column how wide the longest “（三）” or “三、” in it is."""
    least = [2] * len(table.widths)  # what is left of it once widths are rounded can be seen
    for cell in table.grid:
        if cell.column_span == 1 and isinstance(cell.content, Label):
            ordinal = _ORDINAL.match(cell.content.text)
            need = advance(ordinal[0]) + 2 * padding + 1 if ordinal else 0
            least[cell.column] = max(least[cell.column], need)
    return least


def _least_label(label: Label, advance: Advance) -> int:
    if label.role is LabelRole.NOTE:
        return 0
    lines = label.lines or (label.text[:_WRAPS_AT],)
    return max(map(advance, lines))


def _whole(widths: Sequence[float]) -> list[int]:
    """Round so that the sum is kept."""
    ends = [0, *(round(end) for end in accumulate(widths))]
    return [end - begin for begin, end in pairwise(ends)]
