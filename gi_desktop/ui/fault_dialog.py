"""The one dialog for an unforeseen fault, with a report that can be copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label


class FaultDialog(QDialog):
    """Says what became of the report, and shows what a developer needs."""

    def __init__(self, sentence: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.resize(640, 400)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("出错的详细内容")
        self.copy = button("复制出错内容", self._copy)
        self.done_button = button("继续", self.accept, "primary")
        self.done_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch()
        row.addWidget(self.done_button)
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addWidget(label(sentence, wrap=True))
        body.addWidget(self.text, 1)
        body.addLayout(row)
        self.done_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
