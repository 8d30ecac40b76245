"""Asks for a reason in a sentence: without one, nothing goes on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from gi_desktop.ui.composing import finish_composition
from gi_desktop.ui.spaced_text import space_lines
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import button, label

_WIDTH, _LINES = 480, 96


class _Text(QTextEdit):
    """Plain text of a few lines; Tab leaves it, Ctrl+Enter is enough."""

    def __init__(self, dialog: "ReasonDialog") -> None:
        super().__init__()
        self._dialog = dialog
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._composing = ""

    def commit(self) -> None:
        """Take over what is still being composed."""
        finish_composition(self, lambda: self._composing)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._dialog.accept()
        else:
            super().keyPressEvent(event)


class ReasonDialog(QDialog):
    """One text, and a button that waits for it."""

    def __init__(
        self, title: str, sentence: str, example: str, yes: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.text = _Text(self)
        self.text.setAccessibleName(f"{title}的理由")
        self.text.setAccessibleDescription(f"{sentence}{example}")
        self.text.setPlaceholderText(example)
        self.text.setMinimumHeight(scaled(_LINES))
        self.text.document().setDocumentMargin(MEASURES.grid)
        space_lines(self.text)
        self.go = button(yes, self.accept, "primary")
        self.go.setToolTip(f"{yes}（Ctrl+回车）")
        self.text.textChanged.connect(self._allow)
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addStretch()
        row.addWidget(self.go)
        row.addWidget(button("取消", self.reject))
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(2 * MEASURES.grid)
        body.addWidget(label(sentence, "context", wrap=True))
        body.addWidget(self.text, 1)
        body.addLayout(row)
        self._allow()
        self.text.setFocus()
        width = min(scaled(_WIDTH), self.screen().availableSize().width() - 32)
        self.resize(width, body.totalHeightForWidth(width))

    def reason(self) -> str:
        """Return what was written, in one line."""
        return " ".join(self.text.toPlainText().split())

    def accept(self) -> None:
        """Take it, where there is something to take."""
        self.text.commit()
        if self.reason():
            super().accept()

    def _allow(self) -> None:
        self.go.setEnabled(bool(self.reason()))
