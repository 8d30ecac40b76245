"""Draws any report of any edition as a PDF of foreign make, with the accidents such PDFs have.

Nothing here knows a form: rows, spans and labels come from the edition.
"""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from gi_desktop.form import Edition, Field, GridCell, Label, LabelRole, Table
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import format_value
from gi_desktop.resources import resource

FONT = "drawn"
_PAGE = (595.0, 842.0)
_LEFT, _TOP, _BOTTOM = 60.0, 780.0, 70.0


@dataclass(frozen=True)
class Look:
    """How the PDF is drawn, and what is odd about it."""

    rules: str = "lines"
    """lines, bars (filled), boxes (a stroked frame for each cell), dots, rows (only across)
    or none."""
    size: float = 9.0
    turn: int = 0
    """Degrees that every page is turned by, text and all."""
    spin: int = 0
    """The page's own turn, as PDF programs show it."""
    page_rows: int = 0
    """Rows of a table on a page; 0: as many as there is room for."""
    repeat_header: bool = True
    open_sides: bool = False
    """No lines at the left and right edge of tables."""
    shuffled: bool = False
    """The file writes its texts in any order."""
    by_letter: bool = False
    """Each letter is a text of its own."""
    watermark: str = ""
    hidden: str = ""
    """An invisible text over each page."""
    header: str = ""
    folio: bool = True
    in_form: bool = False
    """Each page is a form (XObject) that the page shows."""
    widths: Mapping[str, tuple[float, ...]] | None = None
    """Table → widths of its grid's columns, in points."""
    drop: frozenset[str] = frozenset()
    """Cells that are empty."""
    shaded: bool = False
    without: frozenset[str] = frozenset()
    """Rows (by id) that the source does not have."""


def draw(report: Report, form: Edition, look: Look = Look()) -> bytes:
    """Return the PDF of a report."""
    return _Drawing(report, form, look).data()


class _Drawing:
    def __init__(self, report: Report, form: Edition, look: Look) -> None:
        registerFont(TTFont(FONT, str(resource("fonts", "songti.ttf"))))
        self.report, self.form, self.look = report, form, look
        self.sheet = Plan.of(form).sheet(report.cells)
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=_PAGE, invariant=True)
        self.dice = random.Random(1)
        self.texts: list[Callable[[], None]] = []
        self.page = 0
        self.y = 0.0
        self._open_page()

    def data(self) -> bytes:
        self._line(self.report.usual_title(self.form), centred=True)
        self._prose(self.form.preface)
        for section in self.form.sections:
            self._line(section.heading)
            if section.table:
                self._table(self.form.table(section.table))
            else:
                self._prose(section.text)
        if self.report.signature.name:
            self._line(self.report.signature.name)
            self._line(self.report.signature.date)
        self._close_page()
        self.canvas.save()
        return self.buffer.getvalue()

    # Pages ------------------------------------------------------------------------------------

    def _open_page(self) -> None:
        self.page += 1
        self.y = _TOP
        if self.look.header:
            self._text(_LEFT, 810, self.look.header, 9)
        if self.look.in_form:
            self.canvas.beginForm(f"page{self.page}")
        self.canvas.saveState()
        turns = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, 842, 0), 270: (0, -1, 1, 0, 0, 595)}
        self.canvas.transform(*turns[self.look.turn])

    def _close_page(self) -> None:
        if self.look.folio:
            self._text(290, 40, f"- {self.page} -", 10)
        if self.look.shuffled:
            self.dice.shuffle(self.texts)
        for text in self.texts:
            text()
        self.texts = []
        self._mark()
        self.canvas.restoreState()
        if self.look.in_form:
            self.canvas.endForm()
            self.canvas.saveState()
            self.canvas.translate(20, -10)
            self.canvas.scale(0.9, 0.9)
            self.canvas.doForm(f"page{self.page}")
            self.canvas.restoreState()
        if self.look.turn:
            self.canvas.setPageSize(_PAGE[::-1])
        if self.look.spin:
            self.canvas.setPageRotation(self.look.spin)
        self.canvas.showPage()

    def _mark(self) -> None:
        canvas = self.canvas
        if self.look.watermark:
            canvas.saveState()
            canvas.translate(150, 250)
            canvas.rotate(45)
            canvas.setFillGray(0.8)
            canvas.setFont(FONT, 90)
            canvas.drawString(0, 0, self.look.watermark)
            canvas.restoreState()
        if self.look.hidden:
            text = canvas.beginText(_LEFT, 500)
            text.setFont(FONT, 9)
            text.setTextRenderMode(3)
            text.textLine(self.look.hidden)
            canvas.drawText(text)

    def _next_page(self) -> None:
        self._close_page()
        self._open_page()

    # Text -------------------------------------------------------------------------------------

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        pieces = [(x, text)]
        if self.look.by_letter:
            places = [x + stringWidth(text[:at], FONT, size) for at in range(len(text))]
            pieces = list(zip(places, text, strict=True))
        for left, piece in pieces:

            def show(left: float = left, piece: str = piece) -> None:
                self.canvas.setFont(FONT, size)
                self.canvas.drawString(left, y, piece)

            self.texts.append(show)

    def _line(self, text: str, *, centred: bool = False, indent: float = 28.0) -> None:
        if self.y < _BOTTOM:
            self._next_page()
        x = (_PAGE[0] - stringWidth(text, FONT, 14)) / 2 if centred else _LEFT + indent
        self._text(x, self.y, text, 14)
        self.y -= 24

    def _prose(self, text_id: str) -> None:
        for paragraph in self.report.text(text_id):
            text = paragraph.resolve(self.sheet.value)
            first, rest = text[:31], text[31:]
            self._line(first)
            while rest:
                self._line(rest[:33], indent=0)
                rest = rest[33:]

    # Tables -----------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        total = sum(table.widths)
        widths = (self.look.widths or {}).get(table.id) or tuple(
            470 * width / total for width in table.widths
        )
        xs = [_LEFT + sum(widths[:place]) for place in range(len(widths) + 1)]
        lines: dict[int, list[GridCell]] = {row: [] for row in range(table.shape[0])}
        for cell in table.grid:
            lines[cell.row].append(cell)
        rows = [row for row in lines if not self._is_gone(lines[row])]
        heights = {row: self._height(lines[row], xs) for row in rows}
        header = rows[: table.header_rows]
        start = 0
        while start < len(rows):
            repeat = header if start and self.look.repeat_header else []
            room = self.y - _BOTTOM - sum(heights[row] for row in repeat)
            end = start
            while end < len(rows) and room >= heights[rows[end]]:
                room -= heights[rows[end]]
                end += 1
                if self.look.page_rows and end - start >= self.look.page_rows + len(header):
                    break
            if end > start:
                self._stretch(lines, [*repeat, *rows[start:end]], heights, xs)
            start = end
            if start < len(rows):
                self._next_page()
        self.y -= 24

    def _is_gone(self, line: list[GridCell]) -> bool:
        ids = {c.content.address.split(".")[1] for c in line if isinstance(c.content, Field)}
        return bool(ids & self.look.without)

    def _height(self, line: list[GridCell], xs: list[float]) -> float:
        counts = [len(self._wrapped(cell, xs)) if cell.row_span == 1 else 1 for cell in line]
        return max(counts) * self.look.size * 1.3 + 7

    def _wrapped(self, cell: GridCell, xs: list[float]) -> list[str]:
        room = xs[cell.column + cell.column_span] - xs[cell.column] - 5
        lines = [""]
        for character in self._said(cell):
            if stringWidth(lines[-1] + character, FONT, self.look.size) > room and lines[-1]:
                lines.append("")
            lines[-1] += character
        return lines

    def _said(self, cell: GridCell) -> str:
        if isinstance(cell.content, Label):
            return cell.content.text
        if cell.content.address in self.look.drop:
            return ""
        return format_value(self.sheet.value(cell.content.address))

    def _stretch(
        self,
        lines: dict[int, list[GridCell]],
        rows: list[int],
        heights: dict[int, float],
        xs: list[float],
    ) -> None:
        tops = [self.y]
        for row in rows:
            tops.append(tops[-1] - heights[row])
        for cell, first, last in self._shown(lines, rows):
            box = (xs[cell.column], tops[last], xs[cell.column + cell.column_span], tops[first])
            self._cell(cell, box, xs)
        self.y = tops[-1]

    @staticmethod
    def _shown(
        lines: dict[int, list[GridCell]], rows: list[int]
    ) -> Iterator[tuple[GridCell, int, int]]:
        """Each cell with the first and the last of these rows it is seen in."""
        for line in lines.values():
            for cell in line:
                covered = range(cell.row, cell.row + cell.row_span)
                places = [place for place, row in enumerate(rows) if row in covered]
                if places:
                    yield cell, places[0], places[-1] + 1

    def _cell(
        self, cell: GridCell, box: tuple[float, float, float, float], xs: list[float]
    ) -> None:
        left, low, right, top = box
        if self.look.shaded and isinstance(cell.content, Label):
            self.canvas.setFillGray(0.85)
            self.canvas.rect(left, low, right - left, top - low, fill=1, stroke=0)
            self.canvas.setFillGray(0)
        self._frame(box, xs)
        lines = self._wrapped(cell, xs)
        pitch = self.look.size * 1.3
        y = (top + low) / 2 + (len(lines) - 1) * pitch / 2 - self.look.size * 0.35
        is_row = isinstance(cell.content, Label) and cell.content.role is LabelRole.ROW
        for line in lines:
            wide = stringWidth(line, FONT, self.look.size)
            x = left + 2.5 if is_row else (left + right - wide) / 2
            self._text(x, y, line, self.look.size)
            y -= pitch

    def _frame(self, box: tuple[float, float, float, float], xs: list[float]) -> None:
        left, low, right, top = box
        if self.look.rules == "none":
            return
        if self.look.rules == "boxes":
            self.canvas.rect(left, low, right - left, top - low)
            return
        self._rule(left, low, right, low)
        self._rule(left, top, right, top)
        if self.look.rules == "rows":
            return
        for x in (left, right):
            if not (self.look.open_sides and x in (xs[0], xs[-1])):
                self._rule(x, low, x, top)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.look.rules == "bars":
            self.canvas.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, fill=1, stroke=0)
        elif self.look.rules == "dots":
            steps = max(1, int((x1 - x0 + y1 - y0) / 1.5))
            for step in range(steps):
                x = x0 + (x1 - x0) * step / steps
                y = y0 + (y1 - y0) * step / steps
                self.canvas.rect(x, y, 0.75, 0.75, fill=1, stroke=0)
        else:
            self.canvas.line(x0, y0, x1, y1)
