"""Text in lines of one height, whatever the font: Chinese fonts differ widely in line spacing."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QStaticText,
    QTextLayout,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import QLabel, QWidget

_SPACING = 1.45
"""Height of a line by the size of its characters."""
_LEAST_CHARACTERS = 6
"""A label is never narrower than this."""
_JOINER = "\u2060"
"""Before a · that parts two names: no line begins with it."""
_KNOWN = 4000
"""So many texts are kept as they are broken and set: most are shown again and again."""


@lru_cache(maxsize=64)
def line_height(font: QFont) -> int:
    """Return the height of a line in px."""
    return round(QFontInfo(font).pixelSize() * _SPACING)


@lru_cache(maxsize=_KNOWN)
def wrap(text: str, font: QFont, width: int) -> tuple[str, ...]:
    """Return the lines of ``text``, none wider than ``width`` where that can be."""
    lines: list[str] = []
    for part in text.replace("·", f"{_JOINER}·").split("\n"):
        layout = QTextLayout(part, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        units = part.encode("utf-16-le", errors="surrogatepass")
        found = False
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            first = 2 * line.textStart()
            piece = units[first : first + 2 * line.textLength()]
            words = piece.decode("utf-16-le", errors="replace")
            lines.append(words.replace(_JOINER, "").rstrip())
            found = True
        layout.endLayout()
        if not found:
            lines.append("")
    return tuple(lines)


@lru_cache(maxsize=_KNOWN)
def ready(text: str, font: QFont) -> QStaticText:
    """Return a text in one line, made ready to be painted with that font."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(QTransform(), font)
    return made


def draw_line(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw a text in one line at the left of ``rect``, in the middle of its height."""
    line = ready(text, painter.font())
    y = rect.y() + (rect.height() - line.size().height()) / 2
    painter.drawStaticText(QPointF(rect.x(), y), line)


def draw_lines(painter: QPainter, rect: QRect, lines: Sequence[str]) -> None:
    """Draw lines from the top left of ``rect`` in the painter's font."""
    height = line_height(painter.font())
    for number, line in enumerate(lines):
        place = QRect(rect.left(), rect.top() + number * height, rect.width() + 2, height)
        draw_line(painter, place, line)


class WrapLabel(QLabel):
    """A label that wraps, never cuts, and knows its height for a width."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        """By width, for layouts that ask again and again."""
        self._asked = 0
        """The width that layouts asked about last: they remember what they were told."""
        self._hint: QSize | None = None
        self._set: dict[int, list[tuple[QPointF, QStaticText]]] = {}
        """By width, its lines as they are painted, and where below the first one's top."""
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text != self.text():  # most labels say the same after most keys
            self._forget()
            super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        self._forget()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._heights.clear()
        self._hint = None
        self._set.clear()

    def lines(self, width: int) -> Sequence[str]:
        """Return the text as it breaks at that width."""
        return wrap(self.text(), self.font(), width)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._asked = width
        return self._height(width)

    def heights(self) -> tuple[int, int]:
        """Return how high it is as wide as it is, and as wide as layouts asked about last."""
        return self._height(self.width()), self._height(self._asked)

    def _height(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = len(self.lines(width)) * line_height(self.font())
        return height

    def sizeHint(self) -> QSize:
        if self._hint is None:
            metrics = QFontMetrics(self.font())
            wide = max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))
            self._hint = QSize(wide + 2, line_height(self.font()))
        return self._hint

    def minimumSizeHint(self) -> QSize:
        least = _LEAST_CHARACTERS * QFontInfo(self.font()).pixelSize()
        hint = self.sizeHint()
        return QSize(min(least, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        spare = self.height() - self._height(self.width())
        painter.translate(0, max(spare, 0) // 2)
        for place, line in self._lines_set(self.width()):
            painter.drawStaticText(place, line)
        painter.end()

    def _lines_set(self, width: int) -> list[tuple[QPointF, QStaticText]]:
        if width not in self._set:
            font = self.font()
            high, lines = line_height(font), [ready(line, font) for line in self.lines(width)]
            self._set[width] = [
                (QPointF(0, number * high + (high - line.size().height()) / 2), line)
                for number, line in enumerate(lines)
            ]
        return self._set[width]
