"""单位名单: the names of the units that reports are due from, typed, pasted or read from a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from gi_desktop.batch import UnitsError, parse_units, read_units
from gi_desktop.ui.composing import finish_composition
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.folders import Folders
from gi_desktop.ui.spaced_text import space_lines
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import button, label

KINDS = "单位名单 (*.txt *.xlsx *.csv);;所有文件 (*)"
_SAID = "一行一个单位，可以从 Excel、WPS 或 Word 复制过来。填好后会列出谁缺、谁重复。"
_SIZE = (520, 480)


class _Names(QTextEdit):
    """Plain lines; Tab leaves it, and a composition is never lost."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(MEASURES.grid)
        self.setAccessibleName("单位名单，一行一个单位")
        self.setPlaceholderText("一行一个单位")
        self._composing = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)

    def commit(self) -> None:
        """Take over what is still being composed."""
        finish_composition(self, lambda: self._composing)


class UnitsDialog(QDialog):
    """Asks for the list; an empty one takes it away."""

    def __init__(
        self,
        names: tuple[str, ...],
        dialogs: Dialogs,
        folders: Folders,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("单位名单")
        self._dialogs, self._folders = dialogs, folders
        self.text = _Names()
        self.text.setPlainText("\n".join(names))
        space_lines(self.text)
        self.text.textChanged.connect(self._show_count)
        self.note = label("", "context", wrap=True)
        self.from_file = button("从文件读入…", self._from_file)
        self.clear = button("清空", self.text.clear)
        self.take = button("确定", self.accept, "primary")
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.from_file)
        row.addWidget(self.clear)
        row.addStretch()
        row.addWidget(self.take)
        row.addWidget(button("取消", self.reject))
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addWidget(label(_SAID, "context", wrap=True))
        body.addWidget(self.text, 1)
        body.addWidget(self.note)
        body.addLayout(row)
        self.text.setMinimumHeight(scaled(80))
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - 32), min(_SIZE[1], room.height() - 64))
        self._show_count()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def names(self) -> tuple[str, ...]:
        """Return the list as it stands."""
        self.text.commit()
        return parse_units(self.text.toPlainText())

    def _show_count(self) -> None:
        text = self.text.toPlainText()
        count = len(parse_units(text))
        nothing = "没有认出单位名称。" if text.strip() else "空的名单：不和名单对照。"
        self.note.setText(f"{count} 个单位。" if count else nothing)

    def _from_file(self) -> None:
        path = self._dialogs.open_file("读入单位名单", self._folders.first(), KINDS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Put the names of a file in the place of what stands there, as one step of Ctrl+Z."""
        try:
            names = read_units(path)
        except UnitsError as error:
            self.note.setText(str(error))
            return
        self._folders.use(path)
        self.text.selectAll()
        self.text.insertPlainText("\n".join(names))
