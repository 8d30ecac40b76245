"""Saved web pages, web archives, and the HTML that Word, WPS and Excel put on the clipboard.

lxml reads them: it comes with python-docx anyway, and libxml2 mends broken markup in no time.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gi_desktop.importing.furniture import is_trim_text
from gi_desktop.importing.grids import Grid, grid_lines
from gi_desktop.importing.lines import MOST_CHARACTERS, TOO_LONG, Content, Line
from gi_desktop.importing.notes import shorten
from gi_desktop.importing.packages import MOST_TAGS
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.web import Item, items_of
from gi_desktop.report.characters import tighten

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_EMBEDDED = re.compile(r"""data:[a-z]+/[^"'>\s]*""", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""
)
_TAG = re.compile(rf"<[a-zA-Z](?:{_ATTRIBUTE.pattern})*+")
_MOST_ATTRIBUTES = 400
"""Of one element: each is compared with all before it. A real one has a dozen."""
_ORDINAL = re.compile(r"\s*([一二三四五六七八九十])\s*[、.．]")
_MOST_PARTS = 2000
"""Pictures and pages of a web archive."""
_LEAST_HEADINGS = 3
_INDEX = re.compile(
    "索引号|发布机构|发文机关|发布日期|成文日期|生成日期|公开日期|主题分类|文号|有效性"
)
_TITLE = re.compile("报告(?:[（(].{1,12}[)）])?$")
_META = ("articletitle", "og:title", "title", "description")
_DAMAGED = "这个网页读不出内容。请在浏览器里打开，全选、复制，再用“粘贴”导入。"


def page_of_archive(data: bytes) -> bytes:
    """Return the page inside a web archive (.mht); its pictures and scripts are not touched."""
    from email import message_from_bytes

    if data.lower().count(b"content-type:") > _MOST_PARTS:
        raise ImportFailedError(TOO_LONG)
    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                if isinstance(page, bytes) and page.strip():
                    return page
    except (RecursionError, ValueError, LookupError):
        pass
    raise ImportFailedError(_DAMAGED)


def read_html(text: str, notes: tuple[str, ...] = ()) -> Content:
    """Return the lines and grids of a page. ImportFailedError where it shows nothing."""
    root = parsed(text)
    if root is None:
        raise ImportFailedError(_DAMAGED)
    items = items_of(root)
    if not items:
        raise ImportFailedError(_DAMAGED)
    kept, dropped = _of_report(items)
    if dropped:
        named = shorten("；".join(dropped))
        notes = (*notes, f"略去了网页上不属于报告的文字：{named}")
    grids: list[Grid] = []
    lines: list[Line] = []
    marked = _tells_headings(kept)
    for item in kept:
        if item.grid is None:
            lines.append(_line(item, marked=marked))
        else:
            lines.extend(grid_lines(item.grid, len(grids)))
            grids.append(item.grid)
    return Content(tuple(lines), notes, tuple(grids), name=_named(root))


def parsed(text: str) -> "Element | None":
    """Return the root of a page; ImportFailedError where it is too large to be a report."""
    from lxml import etree

    if text.startswith("Version:"):  # how Windows begins what is on the clipboard
        text = text[max(0, text.find("<")) :]
    text = _EMBEDDED.sub("", text).replace("\0", "")
    if len(text) > 2 * MOST_CHARACTERS or text.count("<") > MOST_TAGS:
        raise ImportFailedError(TOO_LONG)
    if any(len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES for tag in _long_tags(text)):
        raise ImportFailedError(_DAMAGED)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _long_tags(text: str) -> Iterator[str]:
    """Yield the tags that are long enough to have too many attributes."""
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES:
            yield tag[0]


def _named(root: "Element") -> str:
    """What the page itself says its title is; for where no title stands above the text."""
    found = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        found[name] = meta.get("content") or ""
    title = next((element.text or "" for element in root.iter("title")), "")
    names = [found.get(name, "") for name in _META[:2]] + re.split(r"\s*[-_|—]+\s*", title)
    return next((name.strip() for name in names if _TITLE.search(name.strip())), "")


def _tells_headings(items: Sequence[Item]) -> bool:
    """Whether the page marks its headings up as such: then the rest is body."""
    marked = [item for item in items if item.heading > 1 and _ORDINAL.match(item.text)]
    return len(marked) >= _LEAST_HEADINGS


def _line(item: Item, *, marked: bool) -> Line:
    level = None
    if marked:
        level = item.heading - 1 if 2 <= item.heading <= 5 else 0
    text = item.text if marked else tighten(item.text)
    return Line(text, whole=True, level=level, centred=item.heading == 1)


# What belongs to the report -----------------------------------------------------------------


def _of_report(items: Sequence[Item]) -> tuple[list[Item], list[str]]:
    """The items of the report, and the texts among and around them that are the website's."""
    first, last = _content(items)
    kept: list[Item] = []
    dropped: list[str] = []
    begun = next((n for n in range(first, last) if _is_heading(items[n])), first)
    for place, item in enumerate(items):
        if first <= place < last:
            is_trim = is_trim_text(item.text) or (place < begun and _is_index(item))
            if not is_trim:
                kept.append(item)
                continue
            if item.grid is None:
                dropped.append(item.text)
        elif place < first and _is_title(items, place):
            kept.append(item)
    return kept, dropped


def _content(items: Sequence[Item]) -> tuple[int, int]:
    """Where the part of the page begins and ends that holds all the report's headings."""
    heads = [item for item in items if _is_heading(item)]
    if len({item.text.strip()[0] for item in heads}) < _LEAST_HEADINGS:
        return 0, len(items)
    common = _chain(heads[0].element)
    for item in heads[1:]:
        chain = _chain(item.element)
        same = sum(1 for _ in _same(common, chain))
        common = common[:same]
    holder = common[-1]
    inside = [n for n, item in enumerate(items) if any(e is holder for e in _chain(item.element))]
    return inside[0], inside[-1] + 1


def _is_heading(item: Item) -> bool:
    return item.grid is None and len(item.text) <= 60 and bool(_ORDINAL.match(item.text))


def _chain(element: "Element") -> list["Element"]:
    """The elements around an element, the outermost first; the element too."""
    return [*reversed(list(element.iterancestors())), element]


def _same(one: Sequence["Element"], other: Sequence["Element"]) -> Iterator["Element"]:
    for a, b in zip(one, other, strict=False):
        if a is not b:
            return
        yield a


def _is_index(item: Item) -> bool:
    """The table of 索引号 and so on that government sites put above a document."""
    if item.grid is None:
        return False
    found = {word for cell in item.grid.cells for word in _INDEX.findall(cell.text)}
    return len(found) >= 2


def _is_title(items: Sequence[Item], place: int) -> bool:
    """Whether an item before the content is the title, or the line that begins it."""
    item = items[place]
    if item.grid is not None or len(item.text) > 70 or ">" in item.text:
        return False
    if _TITLE.search(item.text):
        return True
    following = items[place + 1] if place + 1 < len(items) else None
    return (
        following is not None and following.element is item.element and _is_title(items, place + 1)
    )
