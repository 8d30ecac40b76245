"""A user's hands: real key events and input method events for whatever has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from gi_desktop.session import Session
from gi_desktop.ui.widgets import ElidedLabel
from gi_desktop.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


def session_of(window: Window) -> Session:
    """The open report."""
    assert window.session is not None
    return window.session


def focused() -> QWidget:
    """What has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def keys(text: str) -> None:
    """Type Latin letters and digits; each goes to what has the focus then."""
    for char in text:
        QTest.keyClicks(focused(), char)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press one key."""
    QTest.keyClick(focused(), key, modifier)


def settle(window: Window) -> None:
    """Wait until what was begun to be saved is on the disk, and told."""
    window.desk.keeper.settle()


def save(window: Window, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press Ctrl+S, or with another key held too, and wait until it is saved."""
    press(Key.Key_S, CONTROL | modifier)
    settle(window)


def compose(text: str) -> None:
    """Show ``text`` as a composition that is not committed yet."""
    QApplication.sendEvent(focused(), QInputMethodEvent(text, []))


def type_chinese(text: str) -> None:
    """Compose and commit, as an input method does."""
    compose("pin'yin")
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def buttons(inside: QWidget, text: str) -> list[QPushButton]:
    """The buttons in sight that say ``text``."""
    QApplication.processEvents()  # what was just put into a layout is shown then
    found = inside.findChildren(QPushButton)
    return [button for button in found if button.isVisible() and button.text() == text]


def texts(inside: QWidget) -> list[str]:
    """What the labels in sight say."""
    QApplication.processEvents()
    return [
        label.full_text() if isinstance(label, ElidedLabel) else label.text()
        for label in inside.findChildren(QLabel)
        if label.isVisible()
    ]


def edit_menu(window: Window) -> list[str]:
    """The entries of 编辑 as they stand when it is opened."""
    (shown,) = (entry for entry in window.top.menus.actions() if entry.text().startswith("编辑"))
    menu = shown.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]
