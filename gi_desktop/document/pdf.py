"""Typeset pages drawn as a PDF by reportlab's canvas."""

from io import BytesIO
from typing import TYPE_CHECKING

from gi_desktop.document import page
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.pages import Line, Page, TypesetReport

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LANGUAGE = "zh-CN"
VISIBLE_SPACE = 0.05
"""Space between characters, in em, from which programs that extract text may take it for a
blank; the line's true text is then written beside it."""


def draw_pdf(report: TypesetReport, fonts: FontSet, title: str, author: str) -> bytes:
    """Return the PDF: fonts embedded as subsets, outline, the same bytes for the same pages."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(page.WIDTH, page.HEIGHT),
        pageCompression=1,
        invariant=1,
        # Otherwise the file lists a Helvetica that nobody uses and that is not embedded.
        initialFontName=fonts.pdf_name(page.BODY.role),  # type: ignore[arg-type]  # the stub says float
        lang=LANGUAGE,
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject("")
    canvas.setCreator("gi-desktop")
    painter = _Painter(canvas, fonts)
    for sheet in report.pages:
        painter.bookmarks(report, sheet)
        painter.draw(sheet)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Painter:
    """Draws pages; turns y, which counts downwards, into the PDF's."""

    def __init__(self, canvas: "Canvas", fonts: FontSet) -> None:
        self.canvas = canvas
        self.fonts = fonts

    def bookmarks(self, report: TypesetReport, sheet: Page) -> None:
        """Add the headings of a page to the outline; a level is never skipped."""
        deepest = -1
        for number, entry in enumerate(report.outline):
            depth = min(entry.level - 1, deepest + 1)
            deepest = depth
            if entry.page != sheet.number:
                continue
            key = f"heading-{number}"
            self.canvas.bookmarkHorizontal(key, 0, page.HEIGHT - entry.y)
            self.canvas.addOutlineEntry(entry.text, key, level=depth)

    def draw(self, sheet: Page) -> None:
        """Draw shading first, rules over it, then the text in reading order."""
        canvas = self.canvas
        for fill in sheet.fills:
            canvas.setFillColor(f"#{fill.colour}")
            canvas.rect(
                fill.x,
                page.HEIGHT - fill.y - fill.height,
                fill.width,
                fill.height,
                stroke=0,
                fill=1,
            )
        canvas.setFillGray(0)
        canvas.setLineCap(2)
        for rule in sheet.rules:
            canvas.setLineWidth(rule.width)
            canvas.line(rule.x0, page.HEIGHT - rule.y0, rule.x1, page.HEIGHT - rule.y1)
        for line in (sheet.header, *sheet.lines, sheet.folio):
            if line is not None:
                self.line(line)

    def line(self, line: Line) -> None:
        """Draw one line; a character that its font lacks comes from the fallback font."""
        spread = max((piece.char_space / piece.size for piece in line.pieces), default=0.0)
        if spread > VISIBLE_SPACE:
            self.canvas.addLiteral(f"/Span <</ActualText <{_utf16(line.text)}>>> BDC")
        text = self.canvas.beginText()
        for piece in line.pieces:
            x = piece.x
            for role, run in self.fonts.runs(piece.text, piece.role):
                text.setTextOrigin(x, page.HEIGHT - line.y)
                text.setFont(self.fonts.pdf_name(role), piece.size)
                text.setCharSpace(piece.char_space)
                text.textOut(run)
                width = self.fonts.width(run, piece.role, piece.size)
                x += width + len(run) * piece.char_space
        self.canvas.drawText(text)
        if spread > VISIBLE_SPACE:
            self.canvas.addLiteral("EMC")


def _utf16(text: str) -> str:
    """Return a text string of a PDF in hexadecimal."""
    return "FEFF" + text.encode("utf-16-be").hex().upper()
