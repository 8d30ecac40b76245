"""Tables in plain text as grids: markdown, and the cells a spreadsheet puts on the clipboard."""

import re
from collections.abc import Sequence

from gi_desktop.importing.grids import Grid, Span, lay_out
from gi_desktop.importing.tokens import is_rule

_PIPES = str.maketrans("｜│┃║¦", "|||||")
_LONGEST = 4000
"""Characters of a line that may be a row of a table."""
_INLINE = re.compile(r"\*\*|__|<br\s*/?>")


def row_of(raw: str) -> tuple[str, ...] | None:
    """Return the cells of a line; None where it is no row of a table."""
    if len(raw) > _LONGEST:
        return None
    text = raw.strip("\r\n").translate(_PIPES)
    if text.count("|") >= 2 or (text.count("|") == 1 and "\t" not in text):
        parts = text.strip().split("|")
        if not parts[0].strip():
            parts = parts[1:]
        if len(parts) > 1 and not parts[-1].strip():
            parts = parts[:-1]
    else:
        parts = text.split("\t")
    if len(parts) < 2 or (len(parts) == 2 and not all(part.strip() for part in parts)):
        return None
    return tuple(_INLINE.sub("", part).strip() for part in parts)


def table_at(lines: Sequence[str], start: int) -> tuple[Grid, int] | None:
    """Return the table that begins at a line, and the line after it; None where none begins.

    Single empty lines and drawn borders may stand between its rows.
    """
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
