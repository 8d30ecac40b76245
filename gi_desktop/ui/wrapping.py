"""Text in lines of one height, whatever the font: Chinese fonts differ widely in line spacing."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QWidget

_SPACING = 1.45
"""Height of a line by the size of its characters."""
_LEAST_CHARACTERS = 6
"""A label is never narrower than this."""
_WIDTHS = 6
"""Layouts ask for the height at some widths in turn; the lines of so many are kept."""


def line_height(font: QFont) -> int:
    """Return the height of a line in px."""
    return round(QFontInfo(font).pixelSize() * _SPACING)


def wrap(text: str, font: QFont, width: int) -> list[str]:
    """Return the lines of ``text``, none wider than ``width`` where that can be."""
    lines: list[str] = []
    for part in text.split("\n"):
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
            lines.append(piece.decode("utf-16-le", errors="replace").rstrip())
            found = True
        layout.endLayout()
        if not found:
            lines.append("")
    return lines


def draw_lines(painter: QPainter, rect: QRect, lines: list[str]) -> None:
    """Draw lines from the top left of ``rect`` in the painter's font."""
    height = line_height(painter.font())
    for number, line in enumerate(lines):
        place = QRect(rect.left(), rect.top() + number * height, rect.width() + 2, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)


class WrapLabel(QLabel):
    """A label that wraps, never cuts, and knows its height for a width."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        """By width, for layouts that ask again and again."""
        self._wrapped = ("", "")
        self._lines: dict[int, list[str]] = {}
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text != self.text():  # most labels say the same after most keys
            self._heights.clear()
            super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)

    def lines(self, width: int) -> list[str]:
        """Return the text as it breaks at that width."""
        what = (self.text(), self.font().key())
        if what != self._wrapped or len(self._lines) > _WIDTHS:
            self._wrapped, self._lines = what, {}
        if width not in self._lines:
            self._lines[width] = wrap(self.text(), self.font(), width)
        return self._lines[width]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = len(self.lines(width)) * line_height(self.font())
        return height

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        wide = max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))
        return QSize(wide + 2, line_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        least = _LEAST_CHARACTERS * QFontInfo(self.font()).pixelSize()
        return QSize(min(least, self.sizeHint().width()), line_height(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines = self.lines(self.width())
        spare = self.height() - len(lines) * line_height(self.font())
        rect = self.rect().adjusted(0, max(spare, 0) // 2, 0, 0)
        draw_lines(painter, rect, lines)
        painter.end()
