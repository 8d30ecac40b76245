"""Where a reason (理由) is written: a real text field in its card, never a window of its own."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from gi_desktop.ui import theme
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.spaced_text import space_lines
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, is_undo_key, label, without_undo

_LEAST_LINES, _MOST_LINES = 3, 8
_LINES = 1.3
"""Times the size of letters."""
_KEYS = "Ctrl+回车 确定，Esc 取消"


class _Edit(QTextEdit):
    """Plain text. 撤销 is the report's; a composition is never lost."""

    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDefaultFont(theme.font())
        self.document().setDocumentMargin(5)
        self.setPlaceholderText("写明理由")
        self._composing = ""

    def commit(self) -> None:
        """Take over what is still being composed."""
        if self._composing:
            event = QInputMethodEvent()
            event.setCommitString(self._composing)
            self.inputMethodEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.document().setDefaultFont(theme.font())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_undo_key(event):
                event.ignore()
                return False
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_undo_key(event):
            event.ignore()
        elif entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = without_undo(self.createStandardContextMenu())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class ReasonField(QWidget):
    """The field with 确定 and 取消."""

    typed = Signal(str)
    """What was typed, at every change."""
    confirmed = Signal()
    cancelled = Signal()
    grew = Signal()
    """The field takes another height, as lines come and go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.edit = _Edit(self)
        self.confirm = button("确定", self.confirmed.emit, "primary")
        self.cancel = button("取消", self.cancelled.emit)
        self.confirm.setToolTip("确定（Ctrl+回车）")
        self.cancel.setToolTip("取消（Esc）")
        row = FlowRow(MEASURES.grid)
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MEASURES.grid // 2, 0, MEASURES.grid // 2)
        layout.setSpacing(MEASURES.grid // 2)
        layout.addWidget(self.edit)
        layout.addWidget(label(_KEYS, "note", wrap=True))
        layout.addLayout(row)
        space_lines(self.edit, _LINES)
        self.edit.textChanged.connect(self._changed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.edit.confirmed.connect(self.confirmed)
        self.edit.cancelled.connect(self.cancelled)
        self._fit()

    def text(self) -> str:
        """Return what the field holds."""
        return self.edit.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text without telling anybody."""
        if text != self.text():
            self._showing = True
            self.edit.setPlainText(text)
            space_lines(self.edit, _LINES)
            self._showing = False

    def start(self, message: str, *, select: bool) -> None:
        """Take the focus at the end of the text, or with all of it selected."""
        self.edit.setAccessibleName(f"理由：{message}")
        self.edit.setAccessibleDescription(_KEYS)
        self.confirm.setAccessibleName("确定这条理由")
        self.cancel.setAccessibleName("取消，不改这条理由")
        cursor = self.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.edit.setTextCursor(cursor)
        if select:
            self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit(self.text())

    def _fit(self) -> None:
        """Make the field as high as its lines, within limits."""
        line = self.edit.fontMetrics().lineSpacing() * theme.line_percent(_LINES) // 100
        frame = 2 * (MEASURES.frame + 5)
        height = round(self.edit.document().size().height()) + 2 * MEASURES.frame
        height = min(max(height, _LEAST_LINES * line + frame), _MOST_LINES * line + frame)
        if height != self.edit.height():
            self.edit.setFixedHeight(height)
            self.grew.emit()
