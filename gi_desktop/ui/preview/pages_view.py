"""The pages one below the other; only those in sight are painted."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gi_desktop.document import page as measures
from gi_desktop.ui import theme
from gi_desktop.ui.preview.faces import FileFaces
from gi_desktop.ui.preview.ink import InkedPage
from gi_desktop.ui.preview.painter import PagePainter
from gi_desktop.ui.theme import MEASURES, Role

GAP = 2 * MEASURES.grid
"""Between pages and around them, in px."""
ACTUAL = 96 / 72
"""Px to the point at 100 %."""
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_WHEEL_NOTCH = 120
_ARROW = 40
"""What an arrow key scrolls, in px."""


class Fit(Enum):
    """What the zoom follows when the window changes its size."""

    NONE = "none"
    WIDTH = "width"
    PAGE = "page"


class PagePoint(NamedTuple):
    """A point on a page: its number, from 1, and pt from its top left corner."""

    page: int
    x: float
    y: float


class PagesView(QAbstractScrollArea):
    """Shows pages; scrolling and zooming never loses the place that is looked at."""

    current_changed = Signal(int)
    """The number of the page that is looked at, from 1; 0 where there is none."""
    zoom_changed = Signal()
    clicked = Signal(int, float, float)
    """A ``PagePoint`` that was clicked."""

    def __init__(self, faces: FileFaces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces = faces
        self._pages: tuple[InkedPage, ...] = ()
        self._zoom, self._fit = 1.0, Fit.WIDTH
        self._current = 0
        self._pressed: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("报告页面")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._find_current)

    # What is shown ------------------------------------------------------------------------------

    @property
    def pages(self) -> tuple[InkedPage, ...]:
        """The pages."""
        return self._pages

    @property
    def current(self) -> int:
        """The number of the page that is looked at, from 1; 0 where there is none."""
        return self._current

    def show_pages(self, pages: tuple[InkedPage, ...]) -> None:
        """Show other pages, or the same changed; the place on the page stays."""
        if pages == self._pages:
            return
        self._pages = pages
        self._lay_out()
        self._find_current()
        self.viewport().update()

    def go_to_page(self, number: int) -> None:
        """Show the top of a page, from 1; the first or last where there is none of the number."""
        number = min(max(number, 1), len(self._pages))
        self.verticalScrollBar().setValue(self._top(number) - GAP if number > 1 else 0)

    # Zoom ---------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 for the size of the paper."""
        return self._zoom

    @property
    def fit(self) -> Fit:
        """What the zoom follows."""
        return self._fit

    def set_zoom(self, zoom: float, anchor: QPoint | None = None) -> None:
        """Show the pages that large; what is at ``anchor`` (or in the middle) stays there."""
        self._rescale(min(max(zoom, ZOOMS[0]), ZOOMS[-1]), Fit.NONE, anchor)

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the window."""
        number = self._current
        self._rescale(self._fitting(fit), fit, QPoint(0, 0))
        if fit is Fit.PAGE and number:
            self.go_to_page(number)

    def step_zoom(self, by: int, anchor: QPoint | None = None) -> None:
        """Zoom to the next larger (1) or smaller (-1) step."""
        nearly = self._zoom * (1 + by * 0.005)
        if by > 0:
            wanted = next((step for step in ZOOMS if step > nearly), ZOOMS[-1])
        else:
            wanted = next((step for step in reversed(ZOOMS) if step < nearly), ZOOMS[0])
        self.set_zoom(wanted, anchor)

    def _fitting(self, fit: Fit) -> float:
        room = self.viewport().size() - QSize(2 * GAP, 2 * GAP)
        wide = room.width() / (measures.WIDTH * ACTUAL)
        high = room.height() / (measures.HEIGHT * ACTUAL)
        zoom = {Fit.NONE: self._zoom, Fit.WIDTH: wide, Fit.PAGE: min(wide, high)}[fit]
        return min(max(zoom, ZOOMS[0]), ZOOMS[-1])

    def _rescale(self, zoom: float, fit: Fit, anchor: QPoint | None = None) -> None:
        at = anchor if anchor is not None else self.viewport().rect().center()
        held = self.point_at(at)
        held = held._replace(y=min(max(held.y, 0.0), measures.HEIGHT))
        beside = at - self.place_of(held)  # between pages: the gap does not grow with the zoom
        changed = (zoom, fit) != (self._zoom, self._fit)
        self._zoom, self._fit = zoom, fit
        self._lay_out()
        moved = self.place_of(held) + beside - at
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self._find_current()
        self.viewport().update()
        if changed:
            self.zoom_changed.emit()

    # Where everything lies ----------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """Px to the point."""
        return self._zoom * ACTUAL

    def _size(self) -> QSize:
        return QSize(round(measures.WIDTH * self.scale), round(measures.HEIGHT * self.scale))

    def _top(self, number: int) -> int:
        """Return where a page, from 1, begins in the whole of them."""
        return GAP + (number - 1) * (self._size().height() + GAP)

    def page_rect(self, number: int) -> QRect:
        """Return where a page, from 1, lies in the viewport."""
        size = self._size()
        spare = self.viewport().width() - size.width()
        left = spare // 2 if spare > 2 * GAP else GAP - self.horizontalScrollBar().value()
        top = self._top(number) - self.verticalScrollBar().value()
        return QRect(QPoint(left, top), size)

    def point_at(self, place: QPoint) -> PagePoint:
        """Return the point of the nearest page below a place of the viewport; it may lie outside."""
        high = self._size().height() + GAP
        down = place.y() + self.verticalScrollBar().value() - GAP // 2
        number = min(max(down // high, 0), max(len(self._pages) - 1, 0)) + 1
        inside = place - self.page_rect(number).topLeft()
        return PagePoint(number, inside.x() / self.scale, inside.y() / self.scale)

    def place_of(self, point: PagePoint) -> QPoint:
        """Return where a point of a page lies in the viewport."""
        inside = QPointF(point.x * self.scale, point.y * self.scale).toPoint()
        return self.page_rect(point.page).topLeft() + inside

    def _lay_out(self) -> None:
        """Tell the scroll bars how large everything is."""
        size, seen = self._size(), self.viewport().size()
        whole = self._top(len(self._pages) + 1) if self._pages else 0
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(whole - seen.height(), 0))
        down.setPageStep(seen.height())
        down.setSingleStep(_ARROW)
        wide = size.width() + 2 * GAP if self._pages and self._fit is Fit.NONE else 0
        across.setRange(0, max(wide - seen.width(), 0))
        across.setPageStep(seen.width())
        across.setSingleStep(_ARROW)

    def _find_current(self) -> None:
        middle = QPoint(0, self.viewport().height() // 2)
        found = self.point_at(middle).page if self._pages else 0
        if found != self._current:
            self._current = found
            self.current_changed.emit(found)
        words = f"第 {found} 页，共 {len(self._pages)} 页" if found else "没有页面"
        if self.accessibleDescription() != words:
            self.setAccessibleDescription(words)

    # Painting -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color(Role.DESK))
        page_painter = PagePainter(self._faces, self.scale, on_screen=True)
        for number, page in enumerate(self._pages, 1):
            rect = self.page_rect(number)
            if rect.adjusted(-1, -1, 1, 1).intersects(event.rect()):
                paint_sheet(painter, rect)
                painter.save()
                painter.setClipRect(rect & event.rect())
                painter.translate(rect.topLeft())
                page_painter.paint(painter, page)
                painter.restore()
        if self.hasFocus():
            paint_focus(painter, self.viewport().rect())
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()  # the frame that shows the focus does not scroll along

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Keys and pointer ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale(self._fitting(self._fit), self._fit, QPoint(0, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if abs(turned) >= _WHEEL_NOTCH:
            self.step_zoom(1 if turned > 0 else -1, event.position().toPoint())
        elif turned:  # a touchpad turns in small steps
            self.set_zoom(self._zoom * 1.2 ** (turned / _WHEEL_NOTCH), event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self.verticalScrollBar()
        keys = Qt.Key
        whole = self._size().height() + GAP <= self.viewport().height()
        by = {keys.Key_PageDown: 1, keys.Key_Space: 1, keys.Key_PageUp: -1}.get(keys(event.key()))
        if by is not None and whole:
            self.go_to_page(self._current + by)
        elif by is not None:
            down.setValue(down.value() + by * (self.viewport().height() - _ARROW))
        elif event.key() == keys.Key_Home:
            self.go_to_page(1)
        elif event.key() == keys.Key_End:
            down.setValue(down.maximum())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place, pressed = event.position().toPoint(), self._pressed
        self._pressed = None
        if pressed is None or not self._pages:
            return
        point = self.point_at(place)
        on_page = self.page_rect(point.page).contains(place)
        if on_page and (place - pressed).manhattanLength() < MEASURES.grid:
            self.clicked.emit(*point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        on_page = bool(self._pages) and self.page_rect(self.point_at(place).page).contains(place)
        shape = Qt.CursorShape.PointingHandCursor if on_page else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)


def paint_sheet(painter: QPainter, rect: QRect) -> None:
    """Paint an empty sheet of paper with a hairline around it."""
    painter.fillRect(rect, theme.color(Role.PAPER))
    painter.setPen(QPen(theme.color(Role.CONTROL), 0))
    painter.drawRect(rect.adjusted(-1, -1, 0, 0))


def paint_focus(painter: QPainter, rect: QRect) -> None:
    """Paint the frame that shows the focus."""
    painter.setPen(QPen(theme.color(Role.ACCENT), MEASURES.frame))
    inset = MEASURES.frame // 2
    painter.drawRect(rect.adjusted(inset, inset, -inset, -inset))
