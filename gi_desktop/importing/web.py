"""A web page as the lines and tables that a reader sees: layout tables and menus taken apart.

Nothing of a page is run or fetched: the markup is parsed and its text taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gi_desktop.importing.grids import TOO_LARGE, Grid, Span, lay_out
from gi_desktop.importing.lines import MOST_LINES, TOO_LONG
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.report.characters import clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_CELLS = 40_000
"""Cells of one table; a report has five hundred."""
MOST_DEPTH = 180
"""Elements inside each other that are told apart; deeper ones give their text alone."""
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "nav",
        "iframe",
        "object",
        "applet",
        "svg",
        "math",
        "select",
        "option",
        "textarea",
        "button",
        "input",
        "audio",
        "video",
        "canvas",
        "map",
        "datalist",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
    ]
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[0-9０-９.,，/／\-—－]+\s*")
_SECTION = re.compile(r"[一二三四五六]、.{2,40}(?:情况|事项)")
"""The heading of a section, as a row of a table."""
_LONG = 80
"""Characters of a cell that holds prose; the longest label of the form has 45."""
_STOP = re.compile("[。；！？]")
_SOURCE_BREAK = re.compile(r"[ \t\r]*\n\s*")
_LATIN_END = re.compile("[A-Za-z0-9,.;:]$")
_LATIN_START = re.compile("[A-Za-z0-9]")


@dataclass(frozen=True)
class Item:
    """A paragraph, or a table where ``grid`` is given."""

    text: str
    element: "Element"
    """What holds it."""
    heading: int = 0
    """1 to 6 where the page marks it up as a heading."""
    grid: Grid | None = None


def items_of(root: "Element") -> list[Item]:
    """Return what a page shows, from top to bottom."""
    walk = _Walk()
    walk.block(root, 0)
    return walk.items


class _Walk:
    """Collects items; text that runs on is one paragraph."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.run: list[str] = []

    def block(self, element: "Element", depth: int, heading: int = 0) -> None:
        """Take all of an element that begins and ends a paragraph."""
        self.flush(element, heading)
        self._inside(element, depth, element, heading)
        self.flush(element, heading)

    def flush(self, element: "Element", heading: int = 0) -> None:
        """End the paragraph."""
        text = clean("".join(self.run)).replace("\f", "")
        self.run.clear()
        for line in text.split("\n"):
            if content := line.strip(" \t\u3000"):
                self._add(Item(content, element, heading))

    def _add(self, item: Item) -> None:
        if len(self.items) > MOST_LINES:
            raise ImportFailedError(TOO_LONG)
        self.items.append(item)

    def _inside(self, element: "Element", depth: int, block: "Element", heading: int) -> None:
        if depth >= MOST_DEPTH:
            self._say("".join(element.itertext()), keep_breaks=False)
            return
        keeps = element.tag == "pre"
        self._say(element.text, keep_breaks=keeps)
        for child in element:
            self._child(child, depth + 1, block, heading)
            self._say(child.tail, keep_breaks=keeps)

    def _child(self, child: "Element", depth: int, block: "Element", heading: int) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _DROPPED or _is_hidden(child):
            return
        if tag == "br":
            self.run.append("\n")
        elif tag == "table":
            self.flush(block, heading)
            for item in _table_items(child, depth):
                self._add(item)
        elif tag in _BLOCKS:
            level = int(tag[1]) if len(tag) == 2 and tag[1].isdecimal() else heading
            self.flush(block, heading)
            self.block(child, depth, level)
        else:
            self._inside(child, depth, block, heading)

    def _say(self, text: str | None, *, keep_breaks: bool) -> None:
        if not text:
            return
        if not keep_breaks and "\n" in text:
            text = _joined(text)
        self.run.append(text)


def _joined(text: str) -> str:
    """Join the lines of the markup as a browser does; between Chinese characters without blank."""
    parts = _SOURCE_BREAK.split(text)
    joined = parts[0]
    for part in parts[1:]:
        latin = bool(_LATIN_END.search(joined[-1:]) and _LATIN_START.match(part[:1]))
        joined += f" {part}" if latin else part
    return joined


def _is_hidden(element: "Element") -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


# Tables -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cell:
    rows: int
    columns: int
    items: Sequence[Item]
    element: "Element"

    @property
    def text(self) -> str:
        return "\n".join(item.text for item in self.items if item.grid is None)

    @property
    def holds_prose(self) -> bool:
        """A table inside, or more than any cell of the form holds."""
        text = self.text
        return any(item.grid is not None for item in self.items) or (
            len(text) >= _LONG and bool(_STOP.search(text))
        )


def _table_items(table: "Element", depth: int) -> Iterator[Item]:
    """Yield a table as a grid, or what its cells hold where it only lays out the page."""
    for child in table:
        if child.tag == "caption" and not _is_hidden(child):
            # “…情况，单位：件” is said of the table; anything else may be the heading.
            yield from (item for item in _items_in(child, depth) if "单位" not in item.text)
    run: list[list[_Cell]] = []
    rows = [[cell for cell in row if _is_shown(cell)] for row in _rows(table)]
    if sum(map(len, rows)) > MOST_CELLS:
        raise ImportFailedError(TOO_LARGE)
    for row in rows:
        cells = [_cell(cell, depth) for cell in row]
        numbers = sum(bool(_NUMBER.fullmatch(cell.text)) for cell in cells)
        prose = [cell for cell in cells if cell.holds_prose]
        if prose and numbers < 2:
            yield from _grid_items(run, table)
            run = []
            for cell in cells:
                yield from cell.items
            continue
        if _begins_section(cells, run):
            # Whole reports stand in one table: what is below has columns of its own.
            yield from _grid_items(run, table)
            run = []
        run.append(cells)
        inner = [item for cell in prose for item in cell.items if item.grid is not None]
        if inner:
            # A table wrongly put into a cell of another: it goes on with the rows of the outer.
            yield from _grid_items(run, table)
            run = []
            yield from inner
    yield from _grid_items(run, table)


def _begins_section(cells: Sequence[_Cell], run: Sequence[Sequence[_Cell]]) -> bool:
    """Whether a row is the heading of a section, and no cell above reaches down to it."""
    if not run or len(cells) != 1 or not _SECTION.fullmatch(cells[0].text.strip()):
        return False
    return all(place + cell.rows <= len(run) for place, row in enumerate(run) for cell in row)


def _rows(table: "Element") -> Iterator["Element"]:
    for child in table:
        if _is_hidden(child) if isinstance(child.tag, str) else True:
            continue
        for row in (child,) if child.tag == "tr" else child:
            inside = child.tag in ("tr", "thead", "tbody", "tfoot") and row.tag == "tr"
            if inside and not _is_hidden(row) and not _is_measure(row):
                yield row


def _is_shown(cell: "Element") -> bool:
    """Whether it is a cell that has a place in its row: one not displayed leaves none."""
    return cell.tag in ("td", "th") and not _NOT_DISPLAYED.search(cell.get("style") or "")


def _is_measure(row: "Element") -> bool:
    """Whether a row without height says how wide the columns are, as Word ends a table."""
    return (row.get("height") or "").strip() == "0" and not "".join(row.itertext()).strip()


def _cell(element: "Element", depth: int) -> _Cell:
    items = [] if _is_hidden(element) else _items_in(element, depth)
    return _Cell(_span(element, "rowspan"), _span(element, "colspan"), items, element)


def _items_in(element: "Element", depth: int) -> list[Item]:
    walk = _Walk()
    walk.block(element, depth + 1)
    return walk.items


def _span(element: "Element", name: str) -> int:
    found = re.match(r"\s*0*([0-9]{1,9})", element.get(name) or "")
    return max(1, int(found[1])) if found else 1


def _grid_items(rows: Sequence[Sequence[_Cell]], table: "Element") -> Iterator[Item]:
    grid = lay_out([[Span(cell.text, cell.rows, cell.columns) for cell in row] for row in rows])
    if any(cell.text for cell in grid.cells):
        yield Item("", table, grid=grid)
