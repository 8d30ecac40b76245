"""Pages painted from exactly the positions of the typeset lines, on a screen or a printer."""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QPaintEngine, QPainter, QPen

from gi_desktop.document import page as measures
from gi_desktop.document.pages import Page, Rule
from gi_desktop.ui import theme
from gi_desktop.ui.preview.faces import FileFaces
from gi_desktop.ui.preview.ink import GlyphRun, InkedPage
from gi_desktop.ui.theme import Role

LARGE = 60.0
"""Px to the em from which glyphs are painted as outlines: from 64 on Qt's raster engine paints
nothing where it is asked for the glyphs of a font. Only a PDF takes glyphs of any size."""


class PagePainter:
    """Paints pages; ``scale`` is the painter's units to the point."""

    def __init__(self, faces: FileFaces, scale: float, *, on_screen: bool = False) -> None:
        self._faces = faces
        self._scale = scale
        self._on_screen = on_screen
        """Rules lie on whole pixels then, and what is not in sight is passed over."""

    def paint(self, painter: QPainter, inked: InkedPage) -> None:
        """Paint what lies under the text first; the page's corner is the painter's 0, 0.

        DocumentError where Qt cannot read a font.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._watermark(painter, inked)
        self._fills(painter, inked.page)
        self._rules(painter, inked.page)
        top, bottom = self._in_sight(painter)
        for run in inked.runs:
            if top < run.y + run.size and run.y - run.size < bottom:
                self._run(painter, run, theme.color(Role.INK))
        painter.restore()

    def _in_sight(self, painter: QPainter) -> tuple[float, float]:
        """Return from where to where, in pt from the top of the page, anything can be seen."""
        if not (self._on_screen and painter.hasClipping()):
            return -math.inf, math.inf
        seen = painter.clipBoundingRect()
        return seen.top() / self._scale, seen.bottom() / self._scale

    def _watermark(self, painter: QPainter, inked: InkedPage) -> None:
        if not inked.watermark:
            return
        painter.save()
        painter.translate(measures.WIDTH / 2 * self._scale, measures.HEIGHT / 2 * self._scale)
        painter.rotate(-measures.WATERMARK_ANGLE)
        for run in inked.watermark:
            self._run(painter, run, theme.printed(measures.WATERMARK_COLOUR))
        painter.restore()

    def _fills(self, painter: QPainter, page: Page) -> None:
        for fill in page.fills:
            rect = self._rect(fill.x, fill.y, fill.width, fill.height)
            painter.fillRect(rect, theme.printed(fill.colour))

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        scale = self._scale
        return QRectF(x * scale, y * scale, width * scale, height * scale)

    def _rules(self, painter: QPainter, page: Page) -> None:
        for rule in page.rules:
            if self._on_screen:
                self._crisp_rule(painter, rule)
                continue
            scale = self._scale
            pen = QPen(
                theme.color(Role.INK),
                rule.width * scale,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.SquareCap,
            )
            painter.setPen(pen)
            painter.drawLine(
                QLineF(rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale)
            )

    def _crisp_rule(self, painter: QPainter, rule: Rule) -> None:
        """Paint a rule as whole pixels of the screen, at least one wide; rules meet exactly."""
        half, scale = rule.width / 2, self._scale
        to_pixels = painter.deviceTransform()
        start = to_pixels.map(QPointF((rule.x0 - half) * scale, (rule.y0 - half) * scale))
        end = to_pixels.map(QPointF((rule.x1 - half) * scale, (rule.y1 - half) * scale))
        width = max(1, round(rule.width * scale * to_pixels.m11()))
        left, top = round(start.x()), round(start.y())
        across, down = round(end.x()) - left + width, round(end.y()) - top + width
        pixels = QRectF(left, top, across, down)
        painter.fillRect(to_pixels.inverted()[0].mapRect(pixels), theme.color(Role.INK))

    def _run(self, painter: QPainter, run: GlyphRun, colour: QColor) -> None:
        scale = self._scale
        face = self._faces.sized(run.font, run.size * scale)
        places = [QPointF(x * scale, run.y * scale) for x in run.xs]
        pixels = math.sqrt(abs(painter.deviceTransform().determinant()))
        takes_all = painter.paintEngine().type() is QPaintEngine.Type.Pdf
        if not takes_all and run.size * scale * pixels > LARGE:
            for glyph, place in zip(run.glyphs, places, strict=True):
                painter.fillPath(face.pathForGlyph(glyph).translated(place), colour)
            return
        glyphs = QGlyphRun()
        glyphs.setRawFont(face)
        glyphs.setGlyphIndexes(run.glyphs)
        glyphs.setPositions(places)
        painter.setPen(colour)
        painter.drawGlyphRun(QPointF(), glyphs)
