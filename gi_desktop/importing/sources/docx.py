"""Word documents: paragraphs with their outline levels, tables row by row."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gi_desktop.importing.lines import Content, Line
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.sources import SourceKind
from gi_desktop.report.characters import clean, compact

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_SHEET = "送审单"
"""Begins the names of the styles of the sheet that this program puts in front of a proof."""
_LARGEST_PART = 64 * 1024 * 1024
_DAMAGED = "这个 Word 文件已经损坏，打不开。请用 Word 或 WPS 打开原件，另存一份再导入。"


def _recognises(data: bytes, _suffix: str) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _DOCUMENT in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _read(data: bytes) -> Content:
    document, styles = _parts(data)
    levels = _style_levels(styles)
    body = None if document is None else document.find(f"{_W}body")
    if body is None:
        raise ImportFailedError(_DAMAGED)
    sheet = _sheet_styles(styles)
    lines = [
        line
        for block in _blocks(body)
        if _style(block) not in sheet
        for line in _lines(block, levels)
    ]
    if any(line.level for line in lines):
        # The document tells its headings: what is none of them is body.
        lines = [_with_level(line) for line in lines]
    return Content(tuple(lines))


def _parts(data: bytes) -> "tuple[Element | None, Element | None]":
    """Document and styles as XML; ImportFailedError where the file is damaged."""
    import zlib

    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found: list[Element | None] = []
            for name in (_DOCUMENT, _STYLES):
                if name not in archive.namelist():
                    found.append(None)
                    continue
                if archive.getinfo(name).file_size > _LARGEST_PART:
                    raise ImportFailedError(_DAMAGED)
                found.append(etree.fromstring(archive.read(name), parser))
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        NotImplementedError,  # an unknown kind of compression
        RuntimeError,  # a zip entry with a password
        EOFError,
        ValueError,
    ) as error:
        if isinstance(error, ImportFailedError):
            raise
        raise ImportFailedError(_DAMAGED) from None
    return found[0], found[1]


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
    return {name: level for name in {*own, *based} if (level := _inherited(name, own, based))}


def _inherited(name: str, own: dict[str, int], based: dict[str, str]) -> int:
    seen: set[str] = set()
    while name not in own:
        if name in seen or name not in based:
            return 0
        seen.add(name)
        name = based[name]
    return own[name]


def _outline(element: "Element") -> int:
    value = element.get(f"{_W}val") or ""
    level = int(value) + 1 if value.isdecimal() and len(value) == 1 else 0
    return level if level <= 4 else 0


def _blocks(parent: "Element") -> "Iterator[Element]":
    """Paragraphs and tables in order, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag"):
            yield from _blocks(child)


def _lines(block: "Element", levels: dict[str, int]) -> Iterator[Line]:
    if block.tag == f"{_W}tbl":
        yield from _rows(block)
        return
    level = levels.get(_style(block) or "", 0)
    direct = block.find(f"{_W}pPr/{_W}outlineLvl")
    if direct is not None:
        level = _outline(direct)
    for text in clean(_text(block)).replace("\f", "\n").split("\n"):
        if content := text.strip(" \t\u3000"):
            yield Line(content, whole=True, level=level or None)


def _with_level(line: Line) -> Line:
    if line.cells is not None or line.level is not None:
        return line
    return Line(line.text, whole=True, level=0)


def _rows(table: "Element") -> Iterator[Line]:
    """One line a row; a cell that only continues the one above it is left out."""
    for row in table.iter(f"{_W}tr"):
        texts = []
        for cell in row.iter(f"{_W}tc"):
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None and merged.get(f"{_W}val") != "restart":
                continue
            paragraphs = (compact(clean(_text(p))) for p in cell.iter(f"{_W}p"))
            texts.append("".join(paragraphs))
        if any(texts):
            yield Line(" ".join(filter(None, texts)), cells=tuple(texts), whole=True)


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
        elif tag not in (f"{_W}pPr", f"{_W}del", f"{_W}moveFrom", _FALLBACK):
            stack.extend(reversed(element))
    return "".join(parts)


SOURCE = SourceKind("docx", "Word（.docx）", 20, _recognises, _read)
