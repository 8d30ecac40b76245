"""A line of a document in the font that it will have, painted from the font's own file."""

from itertools import accumulate

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QGlyphRun, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.ui.preview.faces import FileFaces
from gi_desktop.ui.theme import MEASURES, color
from gi_desktop.ui.theme import Role as Colour

_HEIGHT = 44
_BASELINE = 0.36
"""The baseline lies so far below the middle of the line, in em: Chinese then stands in it."""


class FontSample(QWidget):
    """Shows ``text`` at ``size`` px, smaller where there is no room for all of it."""

    def __init__(
        self, role: Role, text: str, size: float, faces: FileFaces, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.role = role
        self.text = text
        self._size = size
        self._faces = faces
        self._fonts: FontSet | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_fonts(self, fonts: FontSet) -> None:
        """Paint with these fonts from now on. DocumentError where Qt cannot read one of them."""
        runs = fonts.runs(self.text, self.role)
        self._faces.need(fonts.font(used) for used, _ in runs)
        self._fonts = fonts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._size * len(self.text)) + 4 * MEASURES.grid, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color(Colour.LINE))
        painter.setBrush(color(Colour.SURFACE))
        frame = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(frame, MEASURES.corner, MEASURES.corner)
        painter.setPen(color(Colour.TEXT))
        if self._fonts is not None:
            self._draw(painter, self._fonts)
        painter.end()

    def _draw(self, painter: QPainter, fonts: FontSet) -> None:
        room = self.width() - 2 * MEASURES.grid
        size = min(self._size, room / max(fonts.width(self.text, self.role, 1.0), 1.0))
        x, baseline = float(MEASURES.grid), self.height() / 2 + _BASELINE * size
        for used, text in fonts.runs(self.text, self.role):
            font = fonts.font(used)
            advances = [font.width(char) * size for char in text]
            run = QGlyphRun()
            run.setRawFont(self._faces.sized(font, size))
            run.setGlyphIndexes([font.glyphs.get(ord(char), 0) for char in text])
            run.setPositions([QPointF(at, 0) for at in accumulate(advances, initial=0.0)][:-1])
            painter.drawGlyphRun(QPointF(x, baseline), run)
            x += sum(advances)
