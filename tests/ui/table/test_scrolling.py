"""What scrolling moves on the screen looks as if it were painted anew.

Qt moves what was painted at whole scalings (100, 200 %) only; between them it paints all anew.
"""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication

from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from tests.ui.table.conftest import Fingers, OpenPage

K = Qt.Key
LOW = 420
"""Height of a page whose table three is cut off."""


@pytest.fixture
def page(open_page: OpenPage, session: Session) -> TablePage:
    made = open_page(session, "applications")
    made.resize(848, LOW)
    made.view.go_to("applications.received.natural")
    QApplication.processEvents()
    return made


def on_screen(page: TablePage) -> QImage:
    """The table as it stands on the screen now."""
    QApplication.processEvents()
    window = page.window()
    shot = window.screen().grabWindow(window.winId())
    corner = page.view.mapTo(window, QPoint())
    return shot.copy(corner.x(), corner.y(), page.view.width(), page.view.height()).toImage()


def anew(page: TablePage) -> QImage:
    """The table with every part painted for this picture."""
    page.update()
    page.view.viewport().update()
    page.view.horizontalHeader().viewport().update()
    return on_screen(page)


def alike(one: QImage, other: QImage) -> bool:
    form = QImage.Format.Format_RGB32
    return one.convertToFormat(form) == other.convertToFormat(form)


class Painted(QObject):
    """Notes how many px high the right edge is of what is painted, where the numbers are."""

    def __init__(self) -> None:
        super().__init__()
        self.heights: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            rows = range(event.rect().top(), event.rect().bottom() + 1)
            right = event.rect().right()
            self.heights.append(sum(event.region().contains(QPoint(right, row)) for row in rows))
        return False


def test_typing_down_the_table_leaves_nothing_behind(page: TablePage, fingers: Fingers) -> None:
    bar = page.view.verticalScrollBar()
    assert bar.maximum() > 0
    places = set()
    for number in range(30):
        fingers.press(K.Key_1 if number % 3 else K.Key_7, K.Key_Return)
        places.add(bar.value())
        assert alike(on_screen(page), anew(page)), page.view.current_cell()
    assert len(places) > 5


@pytest.mark.parametrize("key", [K.Key_Down, K.Key_PageDown, K.Key_Up, K.Key_PageUp])
def test_moving_leaves_nothing_behind(page: TablePage, fingers: Fingers, key: Qt.Key) -> None:
    if key in (K.Key_Up, K.Key_PageUp):
        page.view.go_to("applications.carried_out.total")
    for _ in range(25):
        fingers.press(key)
        assert alike(on_screen(page), anew(page)), page.view.current_cell()


def test_the_wheel_leaves_nothing_behind(page: TablePage) -> None:
    bar = page.view.verticalScrollBar()
    for value in (7, 40, 41, 3, bar.maximum(), bar.maximum() - 1, 0):
        bar.setValue(value)
        assert alike(on_screen(page), anew(page)), value


def test_a_new_row_does_not_paint_the_whole_table(page: TablePage, fingers: Fingers) -> None:
    bar, painted = page.view.verticalScrollBar(), Painted()
    while bar.value() == 0:
        fingers.press(K.Key_1, K.Key_Return)
        QApplication.processEvents()
    page.view.viewport().installEventFilter(painted)
    before = bar.value()
    fingers.press(K.Key_1)
    QApplication.processEvents()
    painted.heights.clear()
    fingers.press(K.Key_Return)
    QApplication.processEvents()
    assert bar.value() != before
    assert 0 < sum(painted.heights) < page.view.viewport().height() / 2
