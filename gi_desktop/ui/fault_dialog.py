"""The one dialog for an unforeseen fault, with a report that can be copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from gi_desktop.ui.spaced_text import space_lines
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import button, label

_SIZE = (640, 400)


class FaultDialog(QDialog):
    """Says what became of the report, and shows what a developer needs."""

    def __init__(self, sentence: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.text = QTextEdit()
        self.text.setAcceptRichText(False)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(MEASURES.grid)
        self.text.setPlainText(report)
        space_lines(self.text)
        self.text.setAccessibleName("出错的详细内容")
        self.text.setMinimumHeight(scaled(80))
        self.copy = button("复制出错内容", self._copy)
        self.done_button = button("继续", self.accept, "primary")
        self.done_button.setDefault(True)
        self.note = label("", "context")
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.copy)
        row.addWidget(self.note)
        row.addStretch()
        row.addWidget(self.done_button)
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addWidget(label(sentence, wrap=True))
        body.addWidget(self.text, 1)
        body.addLayout(row)
        room = self.screen().availableSize()
        width, height = (scaled(length) for length in _SIZE)
        self.resize(min(width, room.width() - 32), min(height, room.height() - 64))
        self.done_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.note.setText("已经复制")
