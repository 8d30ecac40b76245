"""Walks over what a window shows: by Tab, as a screen reader does, and measuring texts."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from gi_desktop.ui.table.view import FormView
from gi_desktop.ui.widgets import ElidedLabel
from gi_desktop.ui.wrapping import WrapLabel
from tests.ui.hands import Key, press


def controls(inside: QWidget) -> Iterator[QWidget]:
    """What a keyboard can reach."""
    for widget in inside.findChildren(QWidget):
        usable = widget.isVisible() and widget.isEnabled() and widget.window() is inside.window()
        if usable and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def called(widget: QWidget) -> str:
    """What a failing test calls a widget."""
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()}".strip()


def unnamed(inside: QWidget) -> list[str]:
    """The controls for which a screen reader has no name."""
    return [
        called(widget)
        for widget in controls(inside)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]


def unreached(inside: QWidget, start: Callable[[], object]) -> list[str]:
    """The controls that Tab does not lead to from where ``start`` puts the focus."""
    # One button of a group of radio buttons is reached by Tab, the others by arrows.
    expected = {
        widget
        for widget in controls(inside)
        if not (isinstance(widget, QAbstractButton) and widget.group() is not None)
        and widget.focusProxy() is None
    }
    reached: set[QWidget | None] = set()
    start()
    visits = 0
    for _ in range(3 * len(expected) + 20):
        focused = QApplication.focusWidget()
        reached.add(focused)
        if isinstance(focused, FormView):
            # There Tab leads to the next cell; F6 leaves, each time for a part further on.
            visits += 1
            for _ in range(visits):
                press(Key.Key_F6)
        else:
            press(Key.Key_Tab)
    return [called(widget) for widget in expected - reached]


def tab_order(inside: QWidget) -> list[QWidget]:
    """The controls of a part of the window as Tab comes to them."""
    found: list[QWidget] = []
    start = inside.window()
    widget = start.nextInFocusChain()
    while widget is not None and widget is not start:
        if inside.isAncestorOf(widget) and widget in set(controls(inside)):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def out_of_order(inside: QWidget) -> list[str]:
    """The controls that Tab leads up to from one below them; what scrolls counts as it stands."""
    found = tab_order(inside)
    places = [QRect(made.mapTo(inside, QPoint(0, 0)), made.size()) for made in found]
    return [
        f"{called(found[number])} → {called(found[number + 1])}"
        for number, (one, other) in enumerate(pairwise(places))
        if other.bottom() < one.top()
    ]


# As a screen reader ------------------------------------------------------------------------------

_SPEAKING = frozenset(
    {
        QAccessible.Role.Button,
        QAccessible.Role.ButtonMenu,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.SpinBox,
        QAccessible.Role.Slider,
        QAccessible.Role.Table,
        QAccessible.Role.Tree,
        QAccessible.Role.List,
        QAccessible.Role.Link,
        QAccessible.Role.MenuItem,
        QAccessible.Role.Dialog,
    }
)
"""Roles of what is operated: each needs a name."""


def interfaces(start: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below ``start`` that a screen reader finds; cells of tables left out."""
    for number in range(start.childCount()):
        child = start.child(number)
        if not child.isValid() or child.state().invisible:
            continue
        yield child
        if child.role() not in (QAccessible.Role.Table, QAccessible.Role.Tree):
            yield from interfaces(child)


def silent(inside: QWidget) -> list[str]:
    """What is operated and has no name, as a screen reader walks the window."""
    found = []
    for interface in interfaces(QAccessible.queryAccessibleInterface(inside)):
        if interface.role() in _SPEAKING and not interface.text(QAccessible.Text.Name).strip():
            thing = interface.object()
            found.append(called(thing) if isinstance(thing, QWidget) else str(interface.role()))
    return found


def settle() -> None:
    """Let layouts happen, those too that wait until others are done."""
    for _ in range(3):
        QApplication.processEvents()


# Texts -------------------------------------------------------------------------------------------


def cut_off(inside: QWidget) -> list[str]:
    """The texts in sight that have less room than they need."""
    settle()
    found = []
    for widget in inside.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not inside.window():
            continue
        if isinstance(widget, WrapLabel):
            short = widget.height() < widget.heightForWidth(widget.width())
            text = widget.text()
        elif isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
            text = widget.text()
            short = widget.width() < QFontMetrics(widget.font()).horizontalAdvance(text)
        elif isinstance(widget, QAbstractButton) and widget.text():
            text, least = widget.text(), widget.minimumSizeHint()
            short = widget.width() < least.width() or widget.height() < least.height()
        else:
            continue
        if short:
            found.append(f"{called(widget)}: {text}")
    return found


def sideways(inside: QWidget) -> list[str]:
    """The areas in sight of which a part can be seen only by scrolling sideways."""
    settle()
    found = []
    for area in inside.findChildren(QAbstractScrollArea):
        if not area.isVisible() or area.window() is not inside.window():
            continue
        wide = area.horizontalScrollBar().maximum() > 0
        if isinstance(area, QScrollArea) and (body := area.widget()) is not None:
            wide = wide or body.width() > area.viewport().width()
        if wide:
            found.append(called(area))
    return found


def sticking_out(inside: QWidget) -> list[str]:
    """The widgets in sight that reach beyond what holds them: a part of them is not painted."""
    settle()
    found = []
    for widget in inside.findChildren(QWidget):
        holder = widget.parentWidget()
        if holder is None or widget.isWindow() or not widget.isVisible():
            continue
        scrolls = isinstance(holder.parentWidget(), QAbstractScrollArea)
        place, room = widget.geometry(), holder.rect()
        if not scrolls and (place.left() < room.left() or place.right() > room.right()):
            found.append(f"{called(widget)} in {called(holder)}")
    return found


def overlapping(inside: QWidget) -> list[str]:
    """The widgets in sight that a layout has put on top of another one."""
    settle()
    found = []
    for widget in [inside, *inside.findChildren(QWidget)]:
        layout = widget.layout()
        if layout is None or not widget.isVisible():
            continue
        parts = [
            child
            for child in widget.children()
            if isinstance(child, QWidget) and child.isVisible() and layout.indexOf(child) >= 0
        ]
        for number, one in enumerate(parts):
            found += [
                f"{called(one)} / {called(other)}"
                for other in parts[number + 1 :]
                if one.geometry().intersects(other.geometry())
            ]
    return found


_PATH = re.compile(r"(?:[A-Z]:)?[/\\]\S+")
"""Where a file lies may be written in any language."""
_LATIN = re.compile(r"[A-Za-z]{2,}")
_KNOWN = frozenset(
    {"DOCX", "PDF", "HTML", "XLSX", "Word", "WPS", "Excel", "xxgk"}
    | {"Ctrl", "Alt", "Shift", "PgUp", "PgDn", "PgDown", "Esc", "Delete", "Tab", "Home", "End"}
)
"""What offices call these things by."""


def foreign(inside: QWidget) -> set[str]:
    """The words in texts, tips and names that are no Chinese."""
    shown: list[str] = [inside.windowTitle()]
    for widget in inside.findChildren(QWidget):
        shown += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QAbstractButton | QLabel):
            shown.append(widget.text())
        if isinstance(widget, QLineEdit | QTextEdit):
            shown.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            shown += [widget.itemText(number) for number in range(widget.count())]
    for action in inside.findChildren(QAction):
        shown += [action.text(), action.toolTip()]
    plain = (_PATH.sub("", text).replace("&", "") for text in shown)
    words = (word for text in plain for word in _LATIN.findall(text))
    return {word for word in words if word not in _KNOWN}


# The wheel ---------------------------------------------------------------------------------------


def roll(widget: QWidget) -> None:
    """Turn the wheel over a widget, both ways."""
    for turn in (-120, 120, 120):
        event = QWheelEvent(
            QPointF(widget.rect().center()),
            QPointF(widget.mapToGlobal(widget.rect().center())),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
