"""Pictures drawn from the bundled SVG files in the colour of a role, sharp at every scaling."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gi_desktop.resources import resource
from gi_desktop.ui import theme
from gi_desktop.ui.theme import Role

SIZE = 16
_LARGEST = 3.0
"""Scaling of a picture that Qt shrinks for a screen that comes later."""


@lru_cache(maxsize=64)
def renderer(name: str, role: Role = Role.TEXT) -> QSvgRenderer:
    """Return what paints the picture ``name`` in the colour of ``role``."""
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(svg.replace("currentColor", theme.value(role)).encode()))


def paint(painter: QPainter, rect: QRectF, name: str, role: Role) -> None:
    """Paint the picture into ``rect``."""
    renderer(name, role).render(painter, rect)


def pixmap(name: str, role: Role = Role.TEXT, ratio: float = 1.0, size: int = SIZE) -> QPixmap:
    """Return the picture, ``size`` px wide, for a screen of that scaling."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer(name, role).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str) -> QIcon:
    """Return the picture as an icon for a button or a menu."""
    made = QIcon()
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    for ratio in sorted(ratios | {_LARGEST}):
        made.addPixmap(pixmap(name, Role.SECONDARY, ratio))
        made.addPixmap(pixmap(name, Role.DISABLED, ratio), QIcon.Mode.Disabled)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active):
            made.addPixmap(pixmap(name, Role.ON_ACCENT, ratio), mode, QIcon.State.On)
    return made


def window_icon() -> QIcon:
    """Return the program's own icon."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        made.addPixmap(pixmap("app", size=size))
    return made
