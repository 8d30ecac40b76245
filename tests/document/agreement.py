"""How far the DOCX, as LibreOffice sets it, and our own pages agree: pages, and lines of prose."""

from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from gi_desktop.document import write_docx
from gi_desktop.document.blocks import TableBlock, TextBlock, TitleBlock, blocks
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.pages import TypesetReport
from gi_desktop.document.typeset import typeset
from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from tests.document.office import Office

_SMALLEST_PROSE = 15.0
"""Page numbers and tables are set smaller than this, in pt."""


@dataclass(frozen=True)
class PlacedLine:
    """A line without its blanks, and the page it stands on, from 1."""

    text: str
    page: int


@dataclass(frozen=True)
class Paragraph:
    """A title, heading, paragraph or a line of the signature as set by us and by LibreOffice."""

    text: str
    ours: tuple[PlacedLine, ...]
    theirs: tuple[PlacedLine, ...]

    @property
    def agrees(self) -> bool:
        """Whether it has as many lines in both."""
        return len(self.ours) == len(self.theirs)

    @property
    def same_pages(self) -> bool:
        """Whether it begins and ends on the same pages in both."""
        return (self.ours[0].page, self.ours[-1].page) == (
            self.theirs[0].page,
            self.theirs[-1].page,
        )

    def difference(self) -> str:
        """Both side by side, line by line."""
        pairs = (
            f"    {line.page:3} {line.text}" for lines in (self.ours, self.theirs) for line in lines
        )
        return f"{len(self.ours)} lines, LibreOffice {len(self.theirs)}:\n" + "\n".join(pairs)


@dataclass(frozen=True)
class Agreement:
    """One report compared."""

    name: str
    pages: int
    """Ours."""
    office_pages: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def disagreeing(self) -> list[Paragraph]:
        """Paragraphs that have another number of lines."""
        return [paragraph for paragraph in self.paragraphs if not paragraph.agrees]

    @property
    def elsewhere(self) -> list[Paragraph]:
        """Paragraphs that stand on other pages."""
        return [paragraph for paragraph in self.paragraphs if not paragraph.same_pages]


def compare(
    reports: dict[str, Report], form: Edition, fonts: FontSet, office: Office
) -> list[Agreement]:
    """Return how far each report's DOCX agrees with its pages."""
    documents = []
    for name, report in reports.items():
        documents.append(office.folder / f"{name}.docx")
        write_docx(report, form, documents[-1], fonts)
    found = []
    for (name, report), path in zip(reports.items(), office.pdfs(documents), strict=True):
        pages = typeset(blocks(report, form), fonts)
        theirs = _lines_of(path)
        ours = list(_paragraphs(pages))
        found.append(
            Agreement(
                name,
                len(pages.pages),
                len(theirs),
                tuple(_matched(ours, [line for sheet in theirs for line in sheet])),
            )
        )
    return found


def share(found: Sequence[Agreement]) -> float:
    """Return of 100 paragraphs how many have the same number of lines."""
    paragraphs = [paragraph for agreement in found for paragraph in agreement.paragraphs]
    return 100 * sum(paragraph.agrees for paragraph in paragraphs) / len(paragraphs)


def _squeezed(text: str) -> str:
    """Return the text without blanks and hyphens: PDFium leaves out those that end lines."""
    return "".join(text.replace("-", "").split())


def _paragraphs(found: TypesetReport) -> Iterator[list[PlacedLine]]:
    """Yield our lines of each paragraph; name and date of the signature are two."""
    together: dict[object, list[PlacedLine]] = {}
    for sheet in found.pages:
        for line in sheet.lines:
            block = found.blocks[line.block]
            if isinstance(block, TableBlock):
                continue
            key: object = line.block
            if not isinstance(block, TextBlock | TitleBlock):
                key = (line.block, line.y)
            placed = PlacedLine(_squeezed(line.text), sheet.number)
            together.setdefault(key, []).append(placed)
    yield from together.values()


def _matched(ours: list[list[PlacedLine]], lines: list[PlacedLine]) -> Iterator[Paragraph]:
    """Yield our paragraphs with LibreOffice's lines, which hold the same text in turn."""
    rest = iter(lines)
    for paragraph in ours:
        text = "".join(line.text for line in paragraph)
        taken: list[PlacedLine] = []
        length = 0
        while length < len(text):
            taken.append(next(rest))
            length += len(taken[-1].text)
        theirs = "".join(line.text for line in taken)
        if theirs != text:
            message = f"LibreOffice printed\n{theirs}\nfor\n{text}"
            raise AssertionError(message)
        yield Paragraph(text, tuple(paragraph), tuple(taken))


def _lines_of(path: Path) -> list[list[PlacedLine]]:
    """Return the lines of prose of each page of a PDF, from top to bottom."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for number, sheet in enumerate(document, 1):
        lines: list[tuple[float, list[tuple[float, str]]]] = []
        for x, y, char in sorted(_characters(sheet), key=lambda place: (-place[1], place[0])):
            if lines and lines[-1][0] - y < 4:
                lines[-1][1].append((x, char))
            else:
                lines.append((y, [(x, char)]))
        found.append(
            [PlacedLine("".join(char for _, char in sorted(line)), number) for _, line in lines]
        )
    document.close()
    return found


def _characters(sheet: pypdfium2.PdfPage) -> Iterator[tuple[float, float, str]]:
    """Yield place and text of the characters of prose, blanks left out."""
    page = sheet.get_textpage()
    x, y = c_double(), c_double()
    for place in range(page.count_chars()):
        if raw.FPDFText_GetFontSize(page, place) < _SMALLEST_PROSE:
            continue
        char = chr(raw.FPDFText_GetUnicode(page, place))
        if char.isprintable() and _squeezed(char) and not raw.FPDFText_IsGenerated(page, place):
            raw.FPDFText_GetCharOrigin(page, place, x, y)
            yield x.value, y.value, char


def lone_lines(found: Agreement) -> list[str]:
    """Return single lines of a paragraph that stand alone on a page, in our pages or theirs."""
    alone = []
    for paragraph in found.paragraphs:
        for lines in (paragraph.ours, paragraph.theirs):
            counts: dict[int, int] = {}
            for line in lines:
                counts[line.page] = counts.get(line.page, 0) + 1
            if len(counts) > 1 and min(counts.values()) == 1:
                alone.append(paragraph.text)
    return alone
