"""PDF: its text layer line by line, its tables by their ruling lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from gi_desktop.importing.lines import Content, Line
from gi_desktop.importing.pdf_bounds import asks_too_much
from gi_desktop.importing.pdf_layout import PageLayout, lay_out_page, put_together
from gi_desktop.importing.pdf_page import read_page
from gi_desktop.importing.pdf_tags import CREATOR
from gi_desktop.importing.result import ImportFailedError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PAGES = 500
_MOST_WORK = 150_000
"""Characters and lines of all pages; a long report has ten thousand."""
_PROOF = re.compile(r"送审稿\s+\d{4}年\d{1,2}月\d{1,2}日 \d{1,2}:\d\d")
"""The line that this program prints above every page of a proof."""
_SHEET, _DRAFT = "送审单", "草稿"
"""How the heading of the sheet in front of it ends, and the word across its pages."""
_FOLIO = re.compile(r"— \d+ —")
_DAMAGED = "这个 PDF 文件打不开，可能已经损坏。请从原来的地方重新下载或另存一份再导入。"
_LOCKED = "这个 PDF 加了密码，打不开。请用密码打开后另存一份没有密码的 PDF，再导入。"
_TOO_MUCH = (
    "这个 PDF 的内容多得不像一份年度报告，没有读。请确认选对了文件，或者用原来的 Word 导入。"
)
_NO_TEXT = "这个 PDF 里只有图片，没有文字（可能是扫描件），读不出来。请用原来的 Word 或文字导入。"


def read_pdf(data: bytes) -> Content:
    """Return the lines and grids of a PDF. ImportFailedError where it has none, or too many."""
    import pypdfium2

    if asks_too_much(data):
        raise ImportFailedError(_TOO_MUCH)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ImportFailedError(_LOCKED if "password" in str(error) else _DAMAGED) from None
    try:
        if len(document) > _MOST_PAGES:
            raise ImportFailedError("PDF 页数太多，不像一份年度报告。请确认选对了文件。")
        content = put_together(list(_pages(document)))
    except pypdfium2.PdfiumError:
        raise ImportFailedError(_DAMAGED) from None
    finally:
        document.close()
    if not content.lines:
        raise ImportFailedError(_NO_TEXT)
    return Content(tuple(_without_proof(content.lines)), grids=content.grids)


def _pages(document: "PdfDocument") -> Iterator[PageLayout]:
    work = 0
    tagged = document.get_metadata_value("Creator") == CREATOR
    for number in range(len(document)):
        layout, more = _page(document, number, tagged=tagged)
        work += more
        if work > _MOST_WORK:
            raise ImportFailedError(_TOO_MUCH)
        yield layout


def _page(document: "PdfDocument", number: int, *, tagged: bool) -> tuple[PageLayout, int]:
    """One page, and how many things stand on it."""
    page = document[number]
    layer = page.get_textpage()
    try:
        content = read_page(page, layer, tagged=tagged)
        return lay_out_page(content, number), len(content.chars) + content.objects
    finally:
        layer.close()
        page.close()


def _without_proof(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without what stands around the report in a proof of this program.

    The sheet in front ends where pages have numbers. Anything else is left as it is.
    """
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    around = [_around(page) for page in pages]
    heading = pages[0][around[0]].text if around[0] < len(pages[0]) else ""
    report = next((n for n, page in enumerate(pages) if _has_number(page)), 0)
    if not all(around) or not heading.endswith(_SHEET) or not report:
        yield from lines
        return
    for page, start in zip(pages[report:], around[report:], strict=True):
        yield from page[start:]


def _has_number(page: Sequence[Line]) -> bool:
    """Whether a page number stands in the last line of a page, across from the code or not."""
    return any(_FOLIO.search(line.text) for line in page[-2:])


def _around(page: Sequence[Line]) -> int:
    """Return how many lines a page of a proof begins with before its text; 0 if it is of none."""
    start = 1 if page[0].text == _DRAFT else 0
    is_proof = start < len(page) and _PROOF.fullmatch(page[start].text)
    return start + 1 if is_proof else 0
