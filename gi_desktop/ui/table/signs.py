"""The signs in the corners of cells, which tell marks apart without colour."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygon

from gi_desktop.report.finding import Severity
from gi_desktop.ui.theme import Role, color

_CORNER = 8
"""Length of the sign in the corner of a marked cell."""
_DASH = 7
"""Length of the sign where a cell only waits to be filled in, and of a typed total."""
_DOT = 6
"""Width of the sign of a hint: it is there for those who look."""
_INKS = {Severity.ERROR: Role.ERROR, Severity.VERIFY: Role.VERIFY}


class Signs:
    """Drawn once for each scaling of the screen."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Severity, float], QPixmap] = {}

    def paint(self, painter: QPainter, corner: QPoint, severity: Severity | None) -> None:
        """Paint the sign of a mark.

        Full for an error, its edge for what is to verify, a dot for a hint, a dash where a cell only
        waits.
        """
        if severity is None:
            self.paint_dash(painter, corner + QPoint(3, 4))
            return
        key = (severity, painter.device().devicePixelRatio())
        if key not in self._drawn:
            self._drawn[key] = _drawn(severity, color(_INKS.get(severity, Role.CONTROL)), key[1])
        painter.drawPixmap(corner - QPoint(1, 1), self._drawn[key])

    def paint_dash(self, painter: QPainter, left: QPoint) -> None:
        """Paint the dash of a cell that waits, or that holds a typed total."""
        painter.fillRect(QRect(left, QSize(_DASH, 2)), color(Role.CONTROL))


def _drawn(severity: Severity, ink: QColor, ratio: float) -> QPixmap:
    made = QPixmap(QSize(_CORNER + 3, _CORNER + 3) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.translate(1, 1)  # half of the pen's width lies outside
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1))
    full = severity in (Severity.ERROR, Severity.HINT)
    painter.setBrush(ink if full else Qt.BrushStyle.NoBrush)
    if severity is Severity.HINT:
        painter.drawEllipse(QRectF(1, 1, _DOT, _DOT))
    else:
        painter.drawPolygon(QPolygon([QPoint(0, 0), QPoint(_CORNER, 0), QPoint(0, _CORNER)]))
    painter.end()
    return made
