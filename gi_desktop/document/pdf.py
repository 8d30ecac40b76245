"""Typeset pages drawn as a tagged PDF by reportlab's canvas."""

from collections.abc import Sequence
from io import BytesIO
from typing import cast

from reportlab.pdfbase.pdfmetrics import getFont

from gi_desktop.document import page, pdf_tags
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.document.pages import Line, Page, TextPiece, TypesetReport
from gi_desktop.document.pdf_font import PdfFont
from gi_desktop.document.pdf_tags import TaggedCanvas
from gi_desktop.document.record import Record, sealed_pdf

LANGUAGE = "zh-CN"
VISIBLE_SPACE = 0.05
"""Space between characters, in em, from which programs that extract text may take it for a
blank; the line's true text is then written beside it."""


def draw_pdf(
    report: TypesetReport, fonts: FontSet, title: str, author: str, record: Record | None = None
) -> bytes:
    """Return the PDF: tagged, fonts embedded as subsets, outline; same pages, same bytes.

    ``record`` is what the file keeps of its content, to be compared with later.
    """
    buffer = BytesIO()
    canvas = TaggedCanvas(
        buffer,
        pagesize=(page.WIDTH, page.HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        # Otherwise the file lists a Helvetica that nobody uses and that is not embedded.
        initialFontName=fonts.pdf_name(page.BODY.role),  # type: ignore[arg-type]  # the stub says float
        lang=LANGUAGE,
    )
    canvas.begin(report)
    canvas.describe(title, author, LANGUAGE, record)
    painter = _Painter(canvas, fonts)
    for sheet in report.pages:
        painter.bookmarks(report, sheet)
        painter.draw(sheet)
        canvas.end_page()
    canvas.end()
    canvas.save()
    return sealed_pdf(buffer.getvalue()) if record else buffer.getvalue()


class _Painter:
    """Draws pages; turns y, which counts downwards, into the PDF's."""

    def __init__(self, canvas: TaggedCanvas, fonts: FontSet) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self.known: dict[Role, PdfFont] = {}

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
        """Draw what lies under the text first, then the text in reading order."""
        if sheet.watermark:
            self.watermark(sheet.watermark)
        self.fills(sheet)
        self.rules(sheet)
        if sheet.header is not None:
            self.furniture(sheet.header, pdf_tags.HEADER)
        for line in sheet.lines:
            self.line(line)
        if sheet.folio is not None:
            self.furniture(sheet.folio, pdf_tags.FOOTER)
        if sheet.code is not None:
            self.furniture(sheet.code, pdf_tags.FOOTER)

    def watermark(self, text: str) -> None:
        """Draw a light word across the page."""
        canvas, role, size = self.canvas, page.WATERMARK_ROLE, page.WATERMARK_SIZE
        canvas.belongs_to(pdf_tags.WATERMARK)
        canvas.saveState()
        canvas.translate(page.WIDTH / 2, page.HEIGHT / 2)
        canvas.rotate(page.WATERMARK_ANGLE)
        canvas.setFillColor(f"#{page.WATERMARK_COLOUR}")
        x = -self.fonts.width(text, role, size) / 2
        self.pieces((TextPiece(x, text, role, size, 0.0),), -page.WATERMARK_DROP)
        canvas.restoreState()

    def fills(self, sheet: Page) -> None:
        """Draw shading."""
        canvas = self.canvas
        for fill in sheet.fills:
            canvas.belongs_to(pdf_tags.background(fill, page.HEIGHT))
            canvas.setFillColor(f"#{fill.colour}")
            bottom = page.HEIGHT - fill.y - fill.height
            canvas.rect(fill.x, bottom, fill.width, fill.height, stroke=0, fill=1)

    def rules(self, sheet: Page) -> None:
        """Draw the rules of tables."""
        canvas = self.canvas
        if sheet.rules:
            canvas.belongs_to(pdf_tags.LAYOUT)
        canvas.setFillGray(0)
        canvas.setLineCap(2)
        for rule in sheet.rules:
            canvas.setLineWidth(rule.width)
            canvas.line(rule.x0, page.HEIGHT - rule.y0, rule.x1, page.HEIGHT - rule.y1)

    def furniture(self, line: Line, kind: str) -> None:
        """Draw a line that is no part of the report."""
        self.canvas.belongs_to(kind)
        self.pieces(line.pieces, page.HEIGHT - line.y)

    def line(self, line: Line) -> None:
        """Draw a line of the report; one that is spread carries its text beside it."""
        passage, blanks = self.canvas.tree.passage(line), ""
        if passage is None:
            self.canvas.belongs_to(pdf_tags.REPEATED)
        else:
            blanks = passage.take(len(line.text))
            spread = max((piece.char_space / piece.size for piece in line.pieces), default=0.0)
            text = f"{line.text}{blanks}" if spread > VISIBLE_SPACE else ""
            self.canvas.belongs_to(passage.element, text)
        self.pieces(line.pieces, page.HEIGHT - line.y, blanks)

    def pieces(self, pieces: Sequence[TextPiece], y: float, blanks: str = "") -> None:
        """Draw text, what its font lacks in the fallback font; ``y`` counts upwards.

        Blanks at which the line was broken are written behind it, so that words stay apart.
        """
        # Written out: reportlab's own text object takes three times as long.
        operators = ["BT"]
        for number, piece in enumerate(pieces, 1):
            x = piece.x
            last = blanks if number == len(pieces) else ""
            for role, run in self.fonts.runs(f"{piece.text}{last}", piece.role):
                operators.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm {piece.char_space:.4f} Tc")
                for font, codes in self.canvas.encoded(run, self.font(role)):
                    operators.append(f"{font} {piece.size:g} Tf <{codes.hex()}> Tj")
                x += self.fonts.width(run, piece.role, piece.size)
                x += len(run) * piece.char_space
        self.canvas.addLiteral(" ".join([*operators, "ET"]))

    def font(self, role: Role) -> PdfFont:
        """Return the font of a role as reportlab knows it."""
        if role not in self.known:
            self.known[role] = cast("PdfFont", getFont(self.fonts.pdf_name(role)))
        return self.known[role]
