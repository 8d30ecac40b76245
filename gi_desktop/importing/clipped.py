"""The table on the clipboard that a web page gives: its markup says where cells stand.

As text a browser writes a merged label once and a cell of several paragraphs in several lines,
so that numbers would come to stand in other rows and columns.
"""

import re

from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.web import items_of
from gi_desktop.importing.web_file import parsed

_SPREADSHEET = re.compile(
    r"schemas-microsoft-com:office:excel|ProgId[^>]*(?:Excel|ET)\.|LibreOffice", re.IGNORECASE
)
"""Spreadsheets: as text they give just the cells that are selected and in sight."""

Rows = tuple[tuple[str, ...], ...]


def table_rows(markup: str) -> Rows | None:
    """Return the rows of the one table that the markup holds, covered places empty.

    None where a spreadsheet wrote it, and where it holds anything but one table.
    """
    if "<table" not in markup.lower() or _SPREADSHEET.search(markup):
        return None
    try:
        root = parsed(markup)
        items = [] if root is None else items_of(root)
    except ImportFailedError:
        return None
    if len(items) != 1 or (grid := items[0].grid) is None:
        return None
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text.strip()
    return tuple(map(tuple, rows))
