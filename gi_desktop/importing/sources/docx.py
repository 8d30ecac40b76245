"""Word documents: paragraphs with their outline levels, tables as grids."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from gi_desktop.importing.grids import Grid, grid_lines
from gi_desktop.importing.lines import MOST_LINES, TOO_LONG, Content, Line
from gi_desktop.importing.packages import Package, holds
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.sources import SourceKind
from gi_desktop.importing.word_tables import W as _W
from gi_desktop.importing.word_tables import WordCell, as_grid, lays_out, table_cells
from gi_desktop.report.characters import clean, compact

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_SHEET = "送审单"
"""Begins the names of the styles of the sheet that this program puts in front of a proof."""
_MOST_DEPTH = 20
"""Tables inside each other."""
_DAMAGED = "这个 Word 文件已经损坏，打不开。请用 Word 或 WPS 打开原件，另存一份再导入。"


def _recognises(data: bytes, _suffix: str) -> bool:
    return holds(data, _DOCUMENT)


def _read(data: bytes) -> Content:
    package = Package(data, _DAMAGED)
    document, styles = package.xml(_DOCUMENT), package.xml(_STYLES)
    body = None if document is None else document.find(f"{_W}body")
    if body is None:
        raise ImportFailedError(_DAMAGED)
    numbers = _automatic_numbers(package, body, styles)
    reader = _Reader(_style_levels(styles), _sheet_styles(styles), numbers)
    reader.read(body)
    lines = reader.lines
    if any(line.level for line in lines):
        # The document tells its headings: what is none of them is body.
        lines = [_with_level(line) for line in lines]
    return Content(tuple(lines), grids=tuple(reader.grids))


def _automatic_numbers(
    package: Package, body: "Element", styles: "Element | None"
) -> "dict[Element, str]":
    """The numbers that Word prints before paragraphs; few documents have any."""
    numbering = package.xml(_NUMBERING)
    if numbering is None:
        return {}
    from gi_desktop.importing.word_numbering import automatic_numbers

    return automatic_numbers(body, numbering, styles)


def _sheet_styles(styles: "Element | None") -> set[str]:
    """The ids of the styles of a sign-off sheet, which is no part of the report."""
    if styles is None:
        return set()
    return {
        style.get(f"{_W}styleId") or ""
        for style in styles.iterfind(f"{_W}style")
        for name in style.iterfind(f"{_W}name")
        if (name.get(f"{_W}val") or "").startswith(_SHEET)
    }


def _style(block: "Element") -> str | None:
    """The id of a paragraph's or table's style; None where it has none of its own."""
    style = block.find(f"{_W}pPr/{_W}pStyle")
    if style is None:
        style = block.find(f"{_W}tblPr/{_W}tblStyle")
    return None if style is None else style.get(f"{_W}val")


def _style_levels(styles: "Element | None") -> dict[str, int]:
    """Style id → heading level, through the styles it is based on."""
    if styles is None:
        return {}
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{_W}style"):
        name = style.get(f"{_W}styleId") or ""
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        if level is not None:
            own[name] = _outline(level)
        parent = style.find(f"{_W}basedOn")
        if parent is not None:
            based[name] = parent.get(f"{_W}val") or ""
    return _inherited(own, based)


def _inherited(own: Mapping[str, int], based: Mapping[str, str]) -> dict[str, int]:
    """Give each style the level of the nearest one it is based on; each is looked at once."""
    levels = dict(own)
    for name in based:
        chain: list[str] = []
        above = name
        while above not in levels and above in based:
            levels[above] = 0  # where they are based on each other in a circle
            chain.append(above)
            above = based[above]
        levels.update(dict.fromkeys(chain, levels.get(above, 0)))
    return levels


def _outline(element: "Element") -> int:
    value = element.get(f"{_W}val") or ""
    level = int(value) + 1 if value.isdecimal() and len(value) == 1 else 0
    return level if level <= 4 else 0


def _blocks(parent: "Element") -> "Iterator[Element]":
    """Paragraphs and tables in order, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in _AROUND:
            yield from _blocks(child)


_AROUND = tuple(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")
)


class _Reader:
    """Collects the lines and grids of a document's body."""

    def __init__(
        self, levels: dict[str, int], sheet: set[str], numbers: "dict[Element, str]"
    ) -> None:
        self.levels = levels
        self.sheet = sheet
        self.numbers = numbers
        self.lines: list[Line] = []
        self.grids: list[Grid] = []
        self._begun = ""
        """What goes on in the next paragraph: the mark between the two was deleted."""

    def read(self, parent: "Element", depth: int = 0) -> None:
        """Read what a body, a cell or a text box holds."""
        if depth > _MOST_DEPTH:
            raise ImportFailedError(_DAMAGED)
        for block in _blocks(parent):
            if len(self.lines) > MOST_LINES:
                raise ImportFailedError(TOO_LONG)
            style = _style(block)
            if style in self.sheet:
                continue
            if block.tag == f"{_W}tbl":
                self._table(block, depth)
            else:
                self._paragraph(block, self.levels.get(style or "", 0))
                for box in block.iter(_BOX):
                    if not _is_inside(box, _FALLBACK, block):
                        self.read(box, depth + 1)

    def _paragraph(self, block: "Element", level: int) -> None:
        """Take a paragraph; ``level`` is that of its style."""
        direct = block.find(f"{_W}pPr/{_W}outlineLvl")
        if direct is not None:
            level = _outline(direct)
        whole = self._numbered(block, self._begun + clean(_text(block)))
        self._begun = ""
        following = block.getnext()
        goes_on = block.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
        if goes_on and following is not None and following.tag == f"{_W}p":
            self._begun = whole
            return
        for text in whole.replace("\f", "\n").split("\n"):
            if content := text.strip(" \t\u3000"):
                self.lines.append(Line(content, whole=True, level=level or None))

    def _numbered(self, paragraph: "Element", text: str) -> str:
        """The text with the number that Word prints before it, unless someone typed it as well."""
        number = self.numbers.get(paragraph, "")
        typed = compact(text).startswith(compact(number))
        return text if typed or not text.strip() else number + text.lstrip(" \t\u3000")

    def _table(self, table: "Element", depth: int) -> None:
        """A table as a grid; where its rows only lay out the page, what they hold."""
        run: list[list[WordCell]] = []
        for row in table_cells(table, self._cell_text):
            inner = [t for cell in row for t in _blocks(cell.element) if t.tag == f"{_W}tbl"]
            if lays_out(row):
                self._grid(run)
                run = []
                for cell in row:
                    self.read(cell.element, depth + 1)
                continue
            run.append(row)
            if inner:
                # A table wrongly put into a cell of another, whose rows go on behind it.
                self._grid(run)
                run = []
                for other in inner:
                    self._table(other, depth + 1)
        self._grid(run)

    def _cell_text(self, cell: "Element") -> str:
        """A cell's paragraphs, one a line; those of a table inside it are its own."""
        texts = [
            (p, clean(_text(p)).replace("\f", "\n").strip())
            for p in _blocks(cell)
            if p.tag == f"{_W}p"
        ]
        return "\n".join(self._in_cell(*one) for one in texts).strip()

    def _in_cell(self, paragraph: "Element", text: str) -> str:
        # An empty cell whose number is all it shows: a column that numbers the rows (序号).
        return self._numbered(paragraph, text) if text else self.numbers.get(paragraph, "").strip()

    def _grid(self, rows: list[list[WordCell]]) -> None:
        grid = as_grid(rows)
        lines = list(grid_lines(grid, len(self.grids)))
        if lines:
            self.lines += lines
            self.grids.append(grid)


_BOX = f"{_W}txbxContent"


def _is_inside(element: "Element", tag: str, root: "Element") -> bool:
    for outer in element.iterancestors():
        if outer is root:
            return False
        if outer.tag == tag:
            return True
    return False


def _with_level(line: Line) -> Line:
    if line.cells is not None or line.level is not None:
        return line
    return replace(line, level=0)


def _text(paragraph: "Element") -> str:
    """The characters of a paragraph; line breaks as such, deleted text left out."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}tab":
            parts.append("\t")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}r" and _is_hidden(element):
            continue
        elif tag not in (f"{_W}pPr", f"{_W}del", f"{_W}moveFrom", _FALLBACK, _BOX):
            stack.extend(reversed(element))
    return "".join(parts)


def _is_hidden(run: "Element") -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false", "off")


SOURCE = SourceKind("docx", "Word（.docx）", 20, _recognises, _read)
