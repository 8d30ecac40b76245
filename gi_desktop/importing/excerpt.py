"""What the source showed of each table, kept beside what was read from it: for the review."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from gi_desktop.importing.decided import CellReading
from gi_desktop.importing.lines import Line
from gi_desktop.importing.notes import shorten
from gi_desktop.importing.tokens import cells_of
from gi_desktop.report.source import Mark, SourceTable

MOST_ROWS = 300
"""Of one table; the form has 43, but some texts have each number on a line of its own."""
MOST_CHARACTERS = 20_000
"""Of one table."""
MOST_CELLS = 16
LONGEST = 120
"""Characters of one text. A draft holds 4 MB, of which excerpts are at most a tenth."""
_HEAD = 4
"""Lines above the first row that may belong to the table."""


def excerpts(
    cells: CellReading, lines: Sequence[Line], used: Collection[int]
) -> tuple[tuple[SourceTable, ...], Mapping[str, Mark]]:
    """Return the tables with their rows as shown, and the marks with the row each is from."""
    tables: list[SourceTable] = []
    marks = dict(cells.marks)
    for table in cells.tables:
        places = {
            cell: lines_of
            for cell, lines_of in cells.places.items()
            if cell.split(".", 1)[0] == table.table
        }
        shown = _shown(places.values(), used)
        rows = tuple(_bounded(_row(lines[line]) for line in shown))
        tables.append(table.replace(rows=rows))
        at = {line: row for row, line in enumerate(shown[: len(rows)])}
        for cell, (first, _) in places.items():
            if cell in marks and first in at:
                marks[cell] = marks[cell].replace(row=at[first])
    return tuple(tables), marks


def _shown(places: Collection[tuple[int, int]], used: Collection[int]) -> list[int]:
    """Return the lines of a table: from a little above its first row to its last."""
    if not places:
        return []
    first, last = min(one for one, _ in places), max(other for _, other in places)
    head = [line for line in range(first - _HEAD, first) if line in used]
    own = {one for one, _ in places}
    return [*head, *(n for n in range(first, last + 1) if n in used or n in own)][:MOST_ROWS]


def _bounded(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    left = MOST_CHARACTERS
    for row in rows:
        left -= sum(map(len, row))
        if left < 0:
            return
        yield row


def _row(line: Line) -> tuple[str, ...]:
    texts = cells_of(line) or (line.text,)
    return tuple(shorten(" ".join(text.split()), LONGEST) for text in texts[:MOST_CELLS])
