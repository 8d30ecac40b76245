"""HTML from the clipboard (Word, WPS, browsers) → lines with the level their source gives them."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from gi_desktop.report.numbering import number_text
from gi_desktop.report.prose import BODY, Level


@dataclass(frozen=True)
class Line:
    """One line of what is pasted. ``level`` is None where the source says nothing."""

    text: str
    level: Level | None = None
    begins: bool = True
    """Whether a paragraph certainly begins here."""
    is_row: bool = False
    """A row of a table, its cells one after the other."""


@dataclass(frozen=True)
class Markup:
    """What was found in HTML."""

    lines: tuple[Line, ...]
    tables: int = 0
    pictures: int = 0
    deleted: int = 0
    """Places that a reviewer had deleted."""


CELL_GAP = "　"
"""Between the cells of a row that became a line."""

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "table",
        "caption",
        "center",
        "main",
        "aside",
        "figure",
        "figcaption",
        "form",
        "hr",
    ]
)
_SILENT = frozenset({"style", "script", "head", "title", "xml", "template", "noscript"})
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_LEVELS: dict[str, Level] = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_BENEATH: dict[str, tuple[Level, ...]] = {"一": (1, 2, 3, 4), "": (3, 4)}
"""The levels of numbered lists, one within the other, by the style of the outermost."""
_BY_NUMBER: dict[int, Level] = {1: 1, 2: 2, 3: 3, 4: 4}
_OUTLINE = re.compile(r"mso-outline-level:\s*([1-9])")
_HEADING_STYLE = re.compile(
    r"(?:mso-style-name:\s*\W*|^)(?:mso)?(?:heading|标题)\s*([1-9])\b", re.IGNORECASE
)
_BULLET_FONT = re.compile(r"wingdings|symbol|webdings", re.IGNORECASE)
_BULLETS = frozenset("·•●○■□◆◇▪▫➢➤►✓–-oOlnuqvØ§")
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass
class _List:
    """A list that is open: how its items are numbered, and how many there were."""

    kind: str
    count: int = 0


class _Reader(HTMLParser):
    """Collects lines. What a page does not show is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.tables = self.pictures = self.deleted = 0
        self._words = ""
        self._level: Level | None = None
        self._begins = True
        self._open: list[str] = []
        self._hiding: list[int] = []
        """Depths of the open elements that hide what stands in them."""
        self._lists: list[_List] = []
        self._mark: list[str] | None = None
        """The number or bullet of an item in Word, while it is read."""
        self._mark_depth = 0
        self._cells: list[list[str]] = []
        """The rows that are open: tables may stand in tables."""

    # Lines -------------------------------------------------------------------------------------

    def _end_line(self, *, begins: bool = True) -> None:
        text = _SPACES.sub(" ", self._words).strip(" ")
        self._words = ""
        if self._cells:
            if text:
                self._cells[-1][-1] += text
        elif text:
            self.lines.append(Line(text, self._level, self._begins))
            self._begins = begins
        self._begins = self._begins or begins

    # Elements ----------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        style = attributes.get("style", "")
        if tag == "br":
            self._end_line(begins=False)
        elif tag == "img" and not self._hiding:
            self.pictures += 1
        if tag in _VOID:
            if tag == "hr":
                self._end_line()
            return
        self._open.append(tag)
        self.deleted += tag == "del"
        if _is_left_out(tag, style):
            self._hiding.append(len(self._open))
            return
        if tag in _BLOCKS:
            self._begin_block(tag, attributes)
        if tag in {"table", "tr", "td", "th"}:
            self._begin_table(tag)
        elif "mso-list:" in style.lower().replace(" ", "") and "ignore" in style.lower():
            self._mark, self._mark_depth = [style], len(self._open)
        elif self._mark is not None:
            self._mark[0] += style

    def _begin_block(self, tag: str, attributes: dict[str, str]) -> None:
        self._end_line()
        if tag in {"ul", "ol"}:
            kind = attributes.get("type", "1") if tag == "ol" else ""
            if "cjk" in attributes.get("style", "") or "chinese" in attributes.get("style", ""):
                kind = "一"
            start = attributes.get("start", "1")
            self._lists.append(_List(kind, int(start) - 1 if start.isdecimal() else 0))
        elif tag == "li" and self._lists:
            self._words += self._item_number()
        level = _level(tag, attributes)
        if level is not None or tag in {"p", "li"}:
            self._level = level

    def _item_number(self) -> str:
        """Return the number of the next item; a list within a numbered one has the next level."""
        items = self._lists[-1]
        items.count += 1
        if not items.kind:
            return ""
        outside = sum(bool(one.kind) for one in self._lists[:-1])
        levels = _BENEATH["一" if any(one.kind == "一" for one in self._lists) else ""]
        return number_text(levels[min(outside, len(levels) - 1)], items.count)

    def _begin_table(self, tag: str) -> None:
        self.tables += tag == "table"
        if tag == "tr":
            self._cells.append([])
        elif tag in {"td", "th"}:
            self._end_line()
            if not self._cells:
                self._cells.append([])
            self._cells[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            if tag == "p":
                self._end_line()
            return
        while self._open:
            last = self._open.pop()
            self._close(last)
            if last == tag:
                break

    def _close(self, tag: str) -> None:
        depth = len(self._open) + 1
        if self._hiding and self._hiding[-1] == depth:
            self._hiding.pop()
            return
        if self._mark is not None and depth == self._mark_depth:
            self._end_mark()
        if tag in _BLOCKS:
            self._end_line()
            if tag in _LEVELS or tag in {"p", "li"}:
                self._level = None
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag in {"td", "th"}:
            self._end_line()
        elif tag == "tr" and self._cells:
            self._end_row()

    def _end_mark(self) -> None:
        style, *parts = self._mark or [""]
        self._mark = None
        text = "".join(parts).replace("\xa0", " ").strip()
        if not (text in _BULLETS or _BULLET_FONT.search(style)):
            self._words += text

    def _end_row(self) -> None:
        self._end_line()
        row = [cell for cell in self._cells.pop() if cell]
        if not row:
            return
        text = CELL_GAP.join(row)
        if self._cells:  # a table in a cell
            if self._cells[-1]:
                self._cells[-1][-1] += text
        else:
            self.lines.append(Line(text, is_row=len(row) > 1))
            self._begins = True

    def handle_data(self, data: str) -> None:
        if self._hiding:
            return
        if self._mark is not None:
            self._mark.append(data)
        elif "pre" in self._open:
            for number, part in enumerate(data.split("\n")):
                if number:
                    self._end_line(begins=False)
                self._words += part
        else:
            self._words += data

    def finish(self) -> Markup:
        """Return what was read."""
        self.close()
        while self._open:
            self._close(self._open.pop())
        while self._cells:
            self._end_row()
        self._end_line()
        return Markup(tuple(self.lines), self.tables, self.pictures, self.deleted)


def _is_left_out(tag: str, style: str) -> bool:
    """Whether what stands in the element is no part of the text: not shown, or deleted."""
    return tag in _SILENT or tag == "del" or bool(_HIDDEN.search(style))


def _level(tag: str, attributes: dict[str, str]) -> Level | None:
    """Return the level of a heading as HTML, Word or WPS tell it; None where they do not."""
    found = _OUTLINE.search(attributes.get("style", ""))
    if found is None:
        for name in ("style", "class"):
            found = found or _HEADING_STYLE.search(attributes.get(name, ""))
    if found is not None:
        return _BY_NUMBER.get(int(found[1]), BODY)
    return _LEVELS.get(tag)


def read_markup(html: str) -> Markup:
    """Return the lines of HTML; comments, styles and what is hidden left out."""
    # Word hides its numbers from browsers in <![if !supportLists]>…<![endif]>.
    html = re.sub(r"<!\[(?:if[^\]>]*|endif)\]>", "", html)
    html = html.replace("<![", "&lt;![")  # any other one would stop the parser
    start, end = html.find("<!--StartFragment"), html.rfind("<!--EndFragment")
    if start >= 0:
        html = html[html.find("-->", start) + 3 : end if end > start else len(html)]
    reader = _Reader()
    reader.feed(html)
    return reader.finish()
