"""PDF: its text layer line by line, with where each line begins on the page."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from gi_desktop.importing.lines import Content, Line, width
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.sources import SourceKind
from gi_desktop.report.characters import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_MOST_PAGES = 500
_PROOF = re.compile(r"送审稿\s+\d{4}年\d{1,2}月\d{1,2}日 \d{1,2}:\d\d")
"""The line that this program prints above every page of a proof."""
_SHEET, _DRAFT = "送审单", "草稿"
"""How the heading of the sheet in front of it ends, and the word across its pages."""
_FOLIO = re.compile(r"— \d+ —")
_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line, as in an address or a telephone number."""
_DAMAGED = "这个 PDF 文件打不开，可能已经损坏，或者加了密码。请另存一份没有密码的 PDF 再导入。"
_NO_TEXT = "这个 PDF 里只有图片，没有文字（可能是扫描件），读不出来。请用原来的 Word 或文字导入。"


def _recognises(data: bytes, _suffix: str) -> bool:
    return b"%PDF-" in data[:1024]


def _read(data: bytes) -> Content:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise ImportFailedError(_DAMAGED) from None
    try:
        if len(document) > _MOST_PAGES:
            raise ImportFailedError("PDF 页数太多，不像一份年度报告。请确认选对了文件。")
        lines = [line for page in range(len(document)) for line in _page(document, page)]
    except pypdfium2.PdfiumError:
        raise ImportFailedError(_DAMAGED) from None
    finally:
        document.close()
    if not lines:
        raise ImportFailedError(_NO_TEXT)
    return Content(tuple(_without_proof(lines)))


def _without_proof(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without what stands around the report in a proof of this program.

    The sheet in front ends where pages have numbers. Anything else is left as it is.
    """
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    around = [_around(page) for page in pages]
    heading = pages[0][around[0]].text if around[0] < len(pages[0]) else ""
    report = next((n for n, page in enumerate(pages) if _FOLIO.fullmatch(page[-1].text)), 0)
    if not all(around) or not heading.endswith(_SHEET) or not report:
        yield from lines
        return
    for page, start in zip(pages[report:], around[report:], strict=True):
        yield from page[start:]


def _around(page: Sequence[Line]) -> int:
    """Return how many lines a page of a proof begins with before its text; 0 if it is of none."""
    start = 1 if page[0].text == _DRAFT else 0
    is_proof = start < len(page) and _PROOF.fullmatch(page[start].text)
    return start + 1 if is_proof else 0


def _page(document: "PdfDocument", number: int) -> Iterator[Line]:
    """The lines of one page, each with the columns it stands in from the left."""
    page = document[number]
    layer = page.get_textpage()
    try:
        placed = list(_placed(layer))
    finally:
        layer.close()
        page.close()
    if not placed:
        return
    margin = min(left for _, left, _ in placed)
    # Half the width of a Chinese character, as most of the page has it.
    column = median((right - left) / width(text) for text, left, right in placed)
    for text, left, _ in placed:
        indent = round((left - margin) / column) if column > 0 else 0
        yield Line(text, indent=indent, page=number)


def _placed(layer: "PdfTextPage") -> Iterator[tuple[str, float, float]]:
    """Each line's text with its left and right edge in points."""
    text = layer.get_text_range().replace(_HYPHEN, "-")
    known = len(text) == layer.count_chars()
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        content = clean(raw).replace("\f", "").strip(" \t\u3000\n")
        if content:
            visible = [place for place in range(start, end) if not text[place].isspace()]
            if known and visible:
                left = layer.get_charbox(visible[0], loose=True)[0]
                right = layer.get_charbox(visible[-1], loose=True)[2]
            else:
                left, right = 0.0, 0.0
            yield content, left, right
        start = end + 1


SOURCE = SourceKind("pdf", "PDF（.pdf）", 10, _recognises, _read)
