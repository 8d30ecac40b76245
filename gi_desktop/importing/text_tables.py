"""Tables in plain text as grids: markdown, cells from the clipboard, cells between bars.

Programs that take the text out of a web page put bars between cells: a row a line, or a cell.
"""

import re
from collections.abc import Sequence

from gi_desktop.importing.grids import Grid, Span, lay_out
from gi_desktop.importing.tokens import BARS, between_bars, is_rule, is_value

_LONGEST = 4000
"""Characters of a line that may be a row of a table."""
_INLINE = re.compile(r"\*\*|__")
_LINE_END = re.compile(r"\s*<br\s*/?>\s*")
_PADDING = re.compile(r"(?<=\|)\s+\|{2,}\s*$")
"""Bars at the end of a row, one for each column that a merged cell covers besides its own."""
_FEWEST_STACKED = 8
"""Lines of one cell each that make a table."""


def row_of(raw: str) -> tuple[str, ...] | None:
    """Return the cells of a line; None where it is no row of a table."""
    if len(raw) > _LONGEST:
        return None
    text = _PADDING.sub("", raw.strip("\r\n").translate(BARS))
    if text.count("|") >= 2 or (text.count("|") == 1 and "\t" not in text):
        parts = between_bars(text.strip())
    else:
        parts = text.split("\t")
    if len(parts) < 2 or (len(parts) == 2 and not all(part.strip() for part in parts)):
        return None
    return tuple(_plain(part) for part in parts)


def _plain(cell: str) -> str:
    """What a cell says, in its lines, without the signs of its typeface."""
    return _LINE_END.sub("\n", _INLINE.sub("", cell)).strip()


def table_at(lines: Sequence[str], start: int) -> tuple[Grid, int] | None:
    """Return the table that begins at a line, and the line after it; None where none begins.

    Single empty lines and drawn borders may stand between its rows.
    """
    stacked = _stacked_at(lines, start)
    if stacked is not None:
        return stacked
    rows: list[tuple[str, ...]] = []
    place = end = start
    while place < len(lines):
        raw = lines[place]
        if is_rule(raw.strip()) and rows:
            place += 1
            end = place
            continue
        if not raw.strip() and "\t" not in raw and place + 1 < len(lines) and place == end:
            place += 1
            continue
        cells = row_of(raw)
        if cells is None:
            break
        rows.append(cells)
        place += 1
        end = place
    if len(rows) < 2:
        return None
    return lay_out([[Span(text) for text in row] for row in rows]), end


def _stacked_at(lines: Sequence[str], start: int) -> tuple[Grid, int] | None:
    """Return the table whose cells stand one below the other, each closed or opened by a bar.

    A row ends where bars stand for merged columns, and where a text follows numbers. An empty
    cell is a lone bar; so is the bar that opens a row, which then stands at the end of the one
    before it.
    """
    rows: list[list[Span]] = [[]]
    place = start
    while place < len(lines) and (bare := _stacked(lines[place])) is not None:
        place += 1
        if bare.startswith("||"):
            rows.append([])
            continue
        cell = bare.strip("|").strip()
        row = rows[-1]
        if cell and not is_value(cell) and any(_is_filled(span.text) for span in row):
            row = []
            rows.append(row)
        row.append(Span(_plain(cell)))
    is_opened = not rows[0][:1] or not rows[0][0].text
    if is_opened and all(not row[-1].text for row in rows[:-1] if row):
        rows = [row[:-1] for row in rows[:-1]] + rows[-1:]
    rows = [row for row in rows if any(span.text for span in row)]
    if place - start < _FEWEST_STACKED or len(rows) < 2:
        return None
    return lay_out(rows), place


def _is_filled(text: str) -> bool:
    """Whether a cell is one to be filled in: a number, or nothing."""
    return not text or is_value(text)


def _stacked(raw: str) -> str | None:
    """Return a line that holds one cell and its bar, or bars alone; None for any other."""
    text = raw.strip().translate(BARS)
    if len(text) > _LONGEST or "|" not in (text[:1], text[-1:]) or "\t" in text:
        return None
    return text if "|" not in text.strip("|") else None
