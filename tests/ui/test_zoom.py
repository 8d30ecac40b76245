"""字号: larger and smaller by key, everywhere, nothing cut off, remembered."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from gi_desktop.ui import style, theme
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import ElidedLabel
from gi_desktop.ui.window import Window
from gi_desktop.ui.wrapping import WrapLabel
from gi_desktop.ui.zoom import SIZES
from tests.ui.hands import CONTROL, Key, keys, press, session_of, type_chinese

OpenWindow = Callable[..., Window]


@pytest.fixture(autouse=True)
def _usual_size(application: QApplication) -> Iterator[None]:
    """Leave the application to other tests as it was."""
    yield
    chosen = application.font()
    chosen.setPixelSize(MEASURES.text)
    application.setFont(chosen)
    application.setStyleSheet(style.sheet())


def test_keys_make_text_larger_and_smaller(window: Window) -> None:
    type_chinese("某局")
    for size in SIZES[SIZES.index(MEASURES.text) + 1 :]:
        press(Key.Key_Equal, CONTROL)
        assert theme.text_size() == size
        assert window.list.font().pixelSize() == size
    press(Key.Key_Equal, CONTROL)
    assert theme.text_size() == SIZES[-1]
    for _ in SIZES:
        press(Key.Key_Minus, CONTROL)
    assert theme.text_size() == SIZES[0]
    window.actions_.usual_size.trigger()
    assert theme.text_size() == MEASURES.text
    assert session_of(window).report.organ.name == "某局", "the report does not change"
    assert window.number == 0


def test_it_stays_on_the_page_and_keeps_what_is_being_typed(window: Window) -> None:
    window.go(3)
    press(Key.Key_5)
    press(Key.Key_Equal, CONTROL)
    assert window.number == 3
    assert session_of(window).report.cells == {"applications.received.natural": 5}


def test_the_cell_and_the_paragraph_one_is_in_stay_so(window: Window) -> None:
    window.go(3)
    for _ in range(4):
        press(Key.Key_Return)
    before = window.helping.key
    assert before.startswith("applications.")
    press(Key.Key_Equal, CONTROL)
    page = window.pages[3]
    assert isinstance(page, TablePage)
    assert page.view.current_cell() == before
    assert page.view.hasFocus()
    window.go(1)
    keys("one")
    press(Key.Key_Return)
    press(Key.Key_Equal, CONTROL)
    prose = window.pages[1]
    assert isinstance(prose, ProsePage)
    assert prose.editor.hasFocus()
    assert prose.editor.textCursor().blockNumber() == 1


def test_the_size_is_remembered(open_window: OpenWindow) -> None:
    first = open_window()
    first.zoom.step(1)
    size = theme.text_size()
    first.zoom._use(MEASURES.text)  # as the next start of the program finds it
    second = open_window()
    assert second.zoom.size == size


@pytest.mark.parametrize("kept", ["", "99", "大", "-14"])
def test_a_size_that_is_none_is_passed_over(window: Window, kept: str) -> None:
    window.zoom._settings.setValue("text_size", kept)
    window.zoom.restore()
    assert theme.text_size() == MEASURES.text


@pytest.mark.parametrize("step", range(-1, 8))
def test_nothing_is_cut_off_at_the_largest(window: Window, step: int) -> None:
    for _ in SIZES:
        window.zoom.step(1)
    if step < 0:
        window.desk._take(None)
    else:
        window.go(step)
    QApplication.processEvents()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, WrapLabel):
            assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()
        elif isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
            width = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
            assert widget.width() >= width, widget.text()
        elif isinstance(widget, QAbstractButton) and widget.text():
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
            assert widget.height() >= widget.minimumSizeHint().height(), widget.text()
