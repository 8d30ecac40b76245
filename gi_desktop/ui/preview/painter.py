"""Pages painted from exactly the positions of the typeset lines, on a screen or a printer."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QPainter, QPen

from gi_desktop.document import page as measures
from gi_desktop.document.pages import Page, Rule
from gi_desktop.ui.preview.faces import FileFaces
from gi_desktop.ui.preview.ink import GlyphRun, InkedPage

INK = QColor(Qt.GlobalColor.black)


class PagePainter:
    """Paints pages; ``scale`` is the painter's units to the point."""

    def __init__(self, faces: FileFaces, scale: float, *, crisp: bool = False) -> None:
        self._faces = faces
        self._scale = scale
        self._crisp = crisp
        """Rules lie on whole pixels, as a screen shows them best."""

    def paint(self, painter: QPainter, inked: InkedPage) -> None:
        """Paint what lies under the text first; the page's corner is the painter's 0, 0.

        DocumentError where Qt cannot read a font.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._watermark(painter, inked)
        self._fills(painter, inked.page)
        self._rules(painter, inked.page)
        painter.setPen(INK)
        for run in inked.runs:
            self._run(painter, run)
        painter.restore()

    def _watermark(self, painter: QPainter, inked: InkedPage) -> None:
        if not inked.watermark:
            return
        painter.save()
        painter.translate(measures.WIDTH / 2 * self._scale, measures.HEIGHT / 2 * self._scale)
        painter.rotate(-measures.WATERMARK_ANGLE)
        painter.setPen(QColor(f"#{measures.WATERMARK_COLOUR}"))
        for run in inked.watermark:
            self._run(painter, run)
        painter.restore()

    def _fills(self, painter: QPainter, page: Page) -> None:
        for fill in page.fills:
            rect = self._rect(fill.x, fill.y, fill.width, fill.height)
            painter.fillRect(rect, QColor(f"#{fill.colour}"))

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        scale = self._scale
        return QRectF(x * scale, y * scale, width * scale, height * scale)

    def _rules(self, painter: QPainter, page: Page) -> None:
        for rule in page.rules:
            if self._crisp:
                self._crisp_rule(painter, rule)
                continue
            scale = self._scale
            pen = QPen(INK, rule.width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawLine(
                QLineF(rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale)
            )

    def _crisp_rule(self, painter: QPainter, rule: Rule) -> None:
        """Paint a rule as whole pixels of the screen, at least one wide."""
        half = rule.width / 2
        wide = self._rect(
            rule.x0 - half,
            rule.y0 - half,
            rule.x1 - rule.x0 + rule.width,
            rule.y1 - rule.y0 + rule.width,
        )
        to_pixels = painter.deviceTransform()
        exact = to_pixels.mapRect(wide)
        pixels = QRectF(
            round(exact.x()),
            round(exact.y()),
            max(1, round(exact.width())),
            max(1, round(exact.height())),
        )
        painter.fillRect(to_pixels.inverted()[0].mapRect(pixels), INK)

    def _run(self, painter: QPainter, run: GlyphRun) -> None:
        scale = self._scale
        glyphs = QGlyphRun()
        glyphs.setRawFont(self._faces.sized(run.font, run.size * scale))
        glyphs.setGlyphIndexes(run.glyphs)
        glyphs.setPositions([QPointF(x * scale, 0.0) for x in run.xs])
        painter.drawGlyphRun(QPointF(0.0, run.y * scale), glyphs)
