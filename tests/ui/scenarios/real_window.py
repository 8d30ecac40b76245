"""Run by test_real_window.py on a screen in memory: the server makes every key and click."""

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.report.finding import Severity
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window
from tests.ui.conftest import OpenWindow
from tests.ui.hands import buttons, session_of
from tests.ui.scenarios.xserver import ALT, CONTROL, F2, F8, RETURN, SHIFT, XServer

_RELEASES = frozenset({QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease})


class Arrived(QObject):
    """Counts what the system sends to our windows."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _RELEASES and isinstance(watched, QWindow) and event.spontaneous():
            self.number += 1
        return False


class User:
    """Works at the screen; each stroke has arrived before the next."""

    def __init__(self, server: XServer, qtbot: QtBot) -> None:
        self._server, self._qtbot = server, qtbot
        self._arrived = Arrived()
        app = QGuiApplication.instance()
        assert app is not None
        app.installEventFilter(self._arrived)

    def take_keyboard(self, window: Window) -> None:
        self._server.focus(int(window.winId()))
        self._qtbot.waitUntil(window.isActiveWindow)

    def key(self, keysym: int, *modifiers: int) -> None:
        self._await(1 + len(modifiers), lambda: self._server.key(keysym, *modifiers))

    def type(self, text: str) -> None:
        for char in text:
            self.key(ord(char))

    def click(self, widget: QWidget) -> None:
        place = widget.mapToGlobal(widget.rect().center())
        self._await(1, lambda: self._server.click(place.x(), place.y()))

    def _await(self, number: int, act: Callable[[], None]) -> None:
        wanted = self._arrived.number + number
        act()
        self._qtbot.waitUntil(lambda: self._arrived.number >= wanted)


@pytest.fixture
def user(qtbot: QtBot) -> Iterator[User]:
    assert QGuiApplication.platformName() == "xcb"
    with XServer(os.environ["DISPLAY"]) as server:
        yield User(server, qtbot)


def faults(window: Window) -> list[str]:
    found = session_of(window).findings
    return [f.code for f in found if f.severity is Severity.ERROR and f.cells]


def test_a_fault_is_found_by_f8_and_mended_by_a_click(
    open_window: OpenWindow, user: User, qtbot: QtBot
) -> None:
    window = open_window()
    user.take_keyboard(window)
    user.click(window.start.new)
    assert window.number == 0
    user.key(ord("z"), ALT, SHIFT)
    user.key(ord("4"), ALT)
    page = window.pages[3]
    assert isinstance(page, TablePage)
    user.type("7")
    user.key(RETURN)
    user.key(RETURN)
    user.type("7")
    user.key(RETURN)
    assert faults(window) == []
    page.show_cell("applications.granted.total")
    user.key(F2)
    user.type("9")
    user.key(RETURN)
    assert "row_total" in faults(window)
    (faulty,) = [f.cells for f in session_of(window).findings if f.code == "row_total"]
    user.key(ord("1"), ALT)
    for _ in range(len(session_of(window).findings)):
        user.key(F8)
        if window.number == 3 and page.view.current_cell() in faulty:
            break
    assert page.view.hasFocus()
    (mend, *_) = buttons(window.side, "改为 7")
    user.click(mend)
    assert faults(window) == []
    while session_of(window).undo_label:
        user.key(ord("z"), CONTROL)
    assert dict(session_of(window).report.cells) == {}
