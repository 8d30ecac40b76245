"""Everything reached by keyboard, everything with a name, nothing cut off, all of it Chinese."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from gi_desktop.report.edits import SetFields
from gi_desktop.report.model import Organ, Seal, Signature
from gi_desktop.ui.widgets import ElidedLabel
from gi_desktop.ui.window import Window
from gi_desktop.ui.wrapping import WrapLabel
from tests.ui.conftest import OpenWindow
from tests.ui.hands import Key, press, session_of

STEPS = range(8)


@pytest.fixture
def filled(window: Window) -> Window:
    """Long words everywhere, and a signature so that its fields can be used."""
    organ = Organ(name="某某省某某自治州某某县人民政府政务服务和数据管理局办公室")
    signature = Signature(name=organ.name, date="2026年1月16日", seal=Seal.SEALED)
    session_of(window).apply(SetFields("填", {"organ": organ, "signature": signature}))
    return window


def controls(inside: QWidget) -> Iterator[QWidget]:
    """What a keyboard can reach."""
    for widget in inside.findChildren(QWidget):
        usable = widget.isVisible() and widget.isEnabled()
        if usable and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


@pytest.mark.parametrize("step", STEPS)
def test_every_control_has_a_name(filled: Window, step: int) -> None:
    filled.go(step)
    for widget in controls(filled):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        assert name.strip(), f"{type(widget).__name__} {widget.objectName()}"


@pytest.mark.parametrize("step", STEPS)
def test_tab_reaches_every_control(filled: Window, step: int) -> None:
    filled.go(step)
    # One button of a group of radio buttons is reached by Tab, the others by arrows.
    expected = {
        widget
        for widget in controls(filled)
        if not (isinstance(widget, QAbstractButton) and widget.group() is not None)
        and widget.focusProxy() is None
    }
    reached: set[QWidget | None] = set()
    filled.list.setFocus()
    visits = 0
    for _ in range(3 * len(expected) + 20):
        reached.add(QApplication.focusWidget())
        if isinstance(QApplication.focusWidget(), QTableView):
            # There Tab leads to the next cell; F6 leaves, each time for a part further on.
            visits += 1
            for _ in range(visits):
                press(Key.Key_F6)
        else:
            press(Key.Key_Tab)
    missing = expected - reached
    assert not missing, [f"{type(w).__name__} {w.accessibleName()}" for w in missing]


@pytest.mark.parametrize("size", [(1366, 768), (910, 512), (683, 384)])
@pytest.mark.parametrize("step", STEPS)
def test_no_text_is_cut_off(filled: Window, step: int, size: tuple[int, int]) -> None:
    filled.resize(*size)
    filled.go(step)
    QApplication.processEvents()
    for widget in filled.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, WrapLabel):
            needed = widget.heightForWidth(widget.width())
            assert widget.height() >= needed, widget.text()
        elif isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
            width = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
            assert widget.width() >= width, widget.text()
        elif isinstance(widget, QAbstractButton) and widget.text():
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
            assert widget.height() >= widget.minimumSizeHint().height(), widget.text()


_LATIN = re.compile(r"[A-Za-z]{2,}")
_KNOWN = {
    "DOCX",
    "PDF",
    "HTML",
    "XLSX",
    "Word",
    "WPS",
    "Ctrl",
    "Alt",
    "Shift",
    "PgUp",
    "PgDn",
    "PgDown",
    "Esc",
    "F",
}
"""What offices call these things by."""


def test_every_text_is_chinese(filled: Window) -> None:
    for step in STEPS:
        filled.go(step)
    shown: list[str] = []
    for widget in filled.findChildren(QWidget):
        shown += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QAbstractButton | QLabel):
            shown.append(widget.text())
        if isinstance(widget, QLineEdit):
            shown.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            shown += [widget.itemText(number) for number in range(widget.count())]
        if isinstance(widget, QTextEdit):
            shown.append(widget.placeholderText())
    for action in filled.findChildren(QAction):
        shown += [action.text(), action.toolTip()]
    foreign = {
        word
        for text in shown
        for word in _LATIN.findall(text.replace("&", ""))
        if word not in _KNOWN
    }
    assert not foreign


def test_no_key_is_given_twice(filled: Window) -> None:
    keys = [shortcut.toString() for action in filled.actions() for shortcut in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_no_shortcut_without_being_shown(filled: Window) -> None:
    """Each key of the window stands in a menu or in the list of keys."""
    filled.actions_.keys.trigger()
    told = filled.notice.lines.text()
    in_menus = {
        action for menu in filled.top.menus.findChildren(QWidget) for action in menu.actions()
    }
    for action in filled.actions():
        for shortcut in action.shortcuts()[:1]:
            assert action in in_menus or shortcut.toString() in told, action.text()


def test_the_start_page_is_named_too(open_window: OpenWindow) -> None:
    window = open_window()
    for widget in controls(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name).strip()
