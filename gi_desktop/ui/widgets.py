"""Small widgets that several pages share."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from gi_desktop.ui import icons
from gi_desktop.ui.composing import finish_composition
from gi_desktop.ui.theme import Role
from gi_desktop.ui.wrapping import WrapLabel

LINK_INSET = 3
"""Room before the words of a link, where the frame that shows the focus has its place, in px."""
_Reason = Qt.FocusReason
_BY_PROGRAM = (_Reason.OtherFocusReason, _Reason.ShortcutFocusReason)
_COMES_BACK = (_Reason.ActiveWindowFocusReason, _Reason.PopupFocusReason)
"""Another window or a menu has the focus for a while; the cursor stays where it is."""
_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_undo_key(event: QKeyEvent) -> bool:
    """Whether the key is 撤销 or 重做: those belong to the report, not to one field."""
    return any(event.matches(key) for key in _UNDO_KEYS)


def without_undo(menu: QMenu) -> QMenu:
    """Return Qt's menu of a text field without its own 撤销 and 重做."""
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
    if menu.actions() and menu.actions()[0].isSeparator():
        menu.removeAction(menu.actions()[0])
    return menu


def label(text: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows ``text`` as it is, never as HTML."""
    if wrap:
        return WrapLabel(text, name)
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setObjectName(name)
    return made


class Button(QPushButton):
    """A button that Enter presses like the space bar, also outside of dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, clicked: Callable[[], object], kind: str = "") -> QPushButton:
    """Return a button; ``kind`` is "primary", "link" or nothing."""
    made = Button(plain(text))
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda _checked: clicked())
    return made


def clipboard() -> QMimeData:
    """Return what is on the clipboard; Qt has none at all where nothing was ever copied."""
    found: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if found is None else found


def has_text(data: QMimeData) -> bool:
    """Whether there is text to paste; some programs give a table as markup alone."""
    return bool(data.text()) or data.hasHtml()


def files_in(data: QMimeData) -> list[Path]:
    """Return the files that are dragged or copied; none where it is text or pictures."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def plain(text: str) -> str:
    """Return ``text`` for a button or a menu, where & would underline the next letter."""
    return text.replace("&", "&&")


def shifted(widget: QWidget, by: int) -> QHBoxLayout:
    """Return a row with the widget ``by`` px to the right."""
    row = QHBoxLayout()
    row.setContentsMargins(by, 0, 0, 0)
    row.addWidget(widget)
    return row


def neighbour(parts: Sequence[QWidget], focused: QWidget, by: int) -> QWidget:
    """Return the part ``by`` places after the one that holds ``focused``, round and round."""
    here = (n for n, part in enumerate(parts) if part is focused or part.isAncestorOf(focused))
    return parts[(next(here, 0) + by) % len(parts)]


def hairline() -> QFrame:
    """Return a horizontal hairline."""
    made = QFrame()
    made.setObjectName("hairline")
    made.setFixedHeight(1)
    return made


class ElidedLabel(QLabel):
    """A label of one line that ends in … where there is no room; the tooltip has it whole."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._full = ""

    def set_full_text(self, text: str) -> None:
        """Show ``text``."""
        if text == self._full:
            return  # as at most keys: the bar around it need not be laid out again
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def full_text(self) -> str:
        """Return the whole text."""
        return self._full

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._full) + 4
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideMiddle, self.width())
        self.setText(shown)
        self.setToolTip(self._full.replace("<", "＜") if shown != self._full else "")


class FieldEdit(QLineEdit):
    """A field of the report of one line. 撤销 is the report's; a composition is never lost."""

    entered = Signal()
    """The field got the focus."""
    left = Signal()
    """The focus went elsewhere."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._composing = ""

    def show_value(self, text: str) -> None:
        """Show what the report holds, without moving the cursor where nothing changed."""
        if text != self.text():
            at_end = self.cursorPosition() == len(self.text())
            place = self.cursorPosition()
            self.setText(text)
            if self.window().focusWidget() is self:
                self.setCursorPosition(len(text) if at_end else min(place, len(text)))
            else:
                self.home(False)

    def commit(self) -> None:
        """Take over what is still being composed."""
        finish_composition(self, lambda: self._composing)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_undo_key(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = without_undo(self.createStandardContextMenu())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.ignore()  # a file is for the window, not its path for the field
        else:
            super().dragEnterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_PROGRAM and not self.hasSelectedText():
            self.end(False)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self.home(False)
        self.left.emit()


class RadioButton(QRadioButton):
    """One of a few choices that all show."""

    entered = Signal()
    """It got the focus."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class CheckBox(QCheckBox):
    """A box to tick; its tick has the colour that its ground asks for."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        icons.paint(painter, QRectF(box).adjusted(2, 2, -2, -2), "done", Role.ON_ACCENT)
        painter.end()


class ComboBox(QComboBox):
    """A choice whose value the wheel never changes by accident."""

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = 14
        rect = QRectF(self.width() - side - 8, (self.height() - side) / 2, side, side)
        icons.paint(painter, rect, "down", Role.SECONDARY)
        painter.end()
