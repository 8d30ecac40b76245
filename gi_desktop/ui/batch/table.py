"""The list of 批量核对: a line for each report, operated by mouse or keys."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from gi_desktop.ui.batch import model as columns
from gi_desktop.ui.batch.lines import Line, Order
from gi_desktop.ui.batch.model import HEADINGS, BatchModel, text
from gi_desktop.ui.theme import MEASURES, scaled

_WIDTHS = {
    columns.YEAR: 52,
    columns.STATUS: 92,
    columns.ERRORS: 48,
    columns.UNFILLED: 60,
    columns.VERIFY: 48,
    columns.HINTS: 48,
    columns.SAVED: 132,
}
_UNIT = 0.45
"""Share of what is left of the width that the names of units have."""
_LEAST_UNIT = 150
_Index = QModelIndex | QPersistentModelIndex
NARROW = 760
"""Below this width the list says when a report was saved and where it lies only below it."""
_ORDERS = {
    columns.UNIT: Order.UNIT,
    columns.STATUS: Order.STATUS,
    columns.ERRORS: Order.FAULTS,
    columns.SAVED: Order.SAVED,
    columns.FILE: Order.FILE,
}


class BatchTable(QTableView):
    """Enter or a double click opens a report; Ctrl+C copies the lines for a spreadsheet."""

    current = Signal(object)
    """The ``Line`` that is current now; None where there is none."""
    asked = Signal(object)
    """The ``Line`` whose report is wanted."""
    folder_asked = Signal(Path)
    ordered = Signal(object)
    """The ``Order`` that a click on a heading asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: Line | None = None
        self.lines = BatchModel(self)
        self.setModel(self.lines)
        self.setObjectName("batchTable")
        self.setAccessibleName("报告")
        self.setAccessibleDescription("上下键选报告，回车打开，Ctrl+C 复制选中的行。")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.sectionClicked.connect(self._click_heading)
        self.doubleClicked.connect(lambda index: self.asked.emit(self.lines.lines[index.row()]))
        self.fit()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these; the current one stays current where it is among them, and in sight."""
        before = self.line()
        self.lines.show(lines)
        rows = [n for n, line in enumerate(lines) if before is not None and _same(line, before)]
        if lines and not self.currentIndex().isValid():
            self.selectRow(rows[0] if rows else 0)
        self._tell()

    def line(self) -> Line | None:
        """Return the current line."""
        row = self.currentIndex().row()
        return self.lines.lines[row] if 0 <= row < len(self.lines.lines) else None

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._tell()

    def _tell(self) -> None:
        """Tell which line is current, once: while files are checked it mostly stays."""
        line = self.line()
        if line is None or line is not self._told:
            self._told = line
            self.current.emit(line)

    def copied(self) -> str:
        """Return the selected lines as a spreadsheet takes them."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        listed = [[*HEADINGS, "备注", "位置"]]
        listed += [
            [
                *(text(line, number) for number in range(len(HEADINGS))),
                line.remark,
                str(line.path or ""),
            ]
            for line in (self.lines.lines[row] for row in rows)
        ]
        return "".join("\t".join(map(_one_line, cells)) + "\n" for cells in listed)

    def copy(self) -> None:
        """Put the selected lines on the clipboard."""
        if self.selectedIndexes():
            QGuiApplication.clipboard().setText(self.copied())

    # Keys and mouse -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif line is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit(line)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self.line()
        if line is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        opens = menu.addAction("打开(&O)")
        opens.triggered.connect(lambda _checked: self.asked.emit(line))
        folder = menu.addAction("在文件夹中显示(&F)")
        folder.triggered.connect(lambda _checked: self.folder_asked.emit(line.path))
        for action in (opens, folder):
            action.setEnabled(line.path is not None)
        menu.addAction("复制(&C)").triggered.connect(lambda _checked: self.copy())
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).center() if keyboard else event.pos()
        menu.popup(self.viewport().mapToGlobal(place))

    def _click_heading(self, column: int) -> None:
        if column in _ORDERS:
            self.ordered.emit(_ORDERS[column])

    # Measures -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the columns the width there is, for text as large as it is now."""
        self.verticalHeader().setDefaultSectionSize(scaled(MEASURES.row))
        width = self.viewport().width()
        narrow = width < scaled(NARROW)
        for column in (columns.SAVED, columns.FILE):
            self.setColumnHidden(column, narrow)
        taken = 0
        for column, wide in _WIDTHS.items():
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, scaled(wide))
                taken += scaled(wide)
        left = max(width - taken, scaled(_LEAST_UNIT))
        unit = left if narrow else max(round(left * _UNIT), scaled(_LEAST_UNIT))
        self.setColumnWidth(columns.UNIT, unit)
        self.setColumnWidth(columns.FILE, max(left - unit, 0))


def _same(one: Line, other: Line) -> bool:
    return (one.path, one.name) == (other.path, other.name)


def _one_line(text: str) -> str:
    return " ".join(text.split())
