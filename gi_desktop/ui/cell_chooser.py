"""Choosing the cell whose number a text is to follow (引用表中数字)."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.form import CellSpec
from gi_desktop.report.values import format_value
from gi_desktop.session import Session
from gi_desktop.ui.headings import set_headings
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import FieldEdit, button, label

_SIZE = (560, 460)
_HEADINGS = ("格子", "现在的数")


class CellChooser(QDialog):
    """Lists every cell with its number; words typed above narrow the list."""

    chosen = Signal(str)
    """The address of the cell."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("引用表中数字")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._cells = tuple(session.form.cells)
        self._names = [self._name(session, spec) for spec in session.form.cells.values()]
        self.words = FieldEdit("查找格子")
        self.words.setPlaceholderText("写几个字来查找，例如：新收 总计")
        self.words.textChanged.connect(self._narrow)
        self.words.installEventFilter(self)
        self.list = self._make_list(session)
        self.insert = button("引用", self._choose, "primary")
        self.insert.setDefault(True)
        self.cancel = button("取消", self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(MEASURES.grid)
        foot.addWidget(label("引用的数字随表格一起变。", "note"), 1)
        foot.addWidget(self.insert)
        foot.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        layout.setSpacing(MEASURES.grid)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - 32), min(_SIZE[1], room.height() - 64))
        self._narrow()
        self.words.setFocus()

    @staticmethod
    def _name(session: Session, spec: CellSpec) -> str:
        return f"{session.form.table(spec.table).number} {spec.name}"

    def _make_list(self, session: Session) -> QTableWidget:
        made = QTableWidget(len(self._cells), len(_HEADINGS))
        set_headings(made, _HEADINGS, (1,))
        made.setAccessibleName("表中的格子")
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(scaled(MEASURES.row))
        heads = made.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setTabKeyNavigation(False)
        made.setWordWrap(False)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, (cell, name) in enumerate(zip(self._cells, self._names, strict=True)):
            item = QTableWidgetItem(name)
            spec = session.form.cells[cell]
            item.setToolTip(f"{spec.row.full_name}，{spec.column.label}".replace("<", "＜"))
            made.setItem(row, 0, item)
            value = QTableWidgetItem(format_value(session.sheet.value(cell)) or "（未填）")
            value.setTextAlignment(right)
            made.setItem(row, 1, value)
        made.itemSelectionChanged.connect(self._enable)
        made.itemDoubleClicked.connect(lambda _item: self._choose())
        return made

    def _narrow(self) -> None:
        """Show the cells whose row, group and column have all words that were typed."""
        wanted = self.words.text().split()
        first = -1
        for row, name in enumerate(self._names):
            item = self.list.item(row, 0)
            full = f"{name} {item.toolTip() if item is not None else ''}"
            hidden = not all(word in full for word in wanted)
            self.list.setRowHidden(row, hidden)
            if first < 0 and not hidden:
                first = row
        self.list.clearSelection()
        if first >= 0:
            self.list.setCurrentCell(first, 0)
        self._enable()

    def _enable(self) -> None:
        self.insert.setEnabled(bool(self.list.selectedItems()))

    def _choose(self) -> None:
        self.words.commit()
        row = self.list.currentRow()
        if row >= 0 and not self.list.isRowHidden(row) and self.list.selectedItems():
            self.accept()
            self.chosen.emit(self._cells[row])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while words are typed."""
        if (
            watched is self.words
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        row = self.list.currentRow() + by
        while 0 <= row < self.list.rowCount() and self.list.isRowHidden(row):
            row += by
        if 0 <= row < self.list.rowCount():
            self.list.setCurrentCell(row, 0)
