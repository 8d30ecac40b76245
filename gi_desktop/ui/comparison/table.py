"""The table of 与去年比较: a line a cell, by the form's tables, then the sentences taken over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gi_desktop.report.comparison import Comparison, Line
from gi_desktop.report.last_prose import Said
from gi_desktop.report.values import format_value
from gi_desktop.ui import theme
from gi_desktop.ui.headings import set_headings
from gi_desktop.ui.last_year_words import spaced
from gi_desktop.ui.theme import MEASURES, Role

NOT_KNOWN = "（未填）"
_COLUMNS = 5
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WHAT = Qt.ItemDataRole.UserRole
_Spoken = Qt.ItemDataRole.AccessibleTextRole


class ComparisonTable(QTableWidget):
    """Enter or a double click leads to the cell or the paragraph of this year's report."""

    asked = Signal(object)
    """The ``Line`` or ``Said`` that is to be shown in the report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, _COLUMNS, parent)
        self._heads: list[str] = []
        self.setAccessibleName("两年的数")
        self.setAccessibleDescription("方向键移动，回车到那一格，Ctrl+C 复制选中的行。")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(MEASURES.row))
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFont(theme.number_font(MEASURES.table))
        self.itemDoubleClicked.connect(lambda item: self._ask(item.row()))

    def show_comparison(self, shown: Comparison) -> None:
        """Show another comparison; the current line stays where it is still there."""
        current = self._what(self.currentRow())
        self.clearSpans()
        self.setRowCount(0)
        self._heads = _heads(shown)
        set_headings(self, self._heads, range(1, _COLUMNS))
        for table, lines in shown.tables:
            self._add_heading(f"{table.number}，单位：{table.unit}")
            for line in lines:
                self._add_line(line, shown)
        if shown.same:
            number = f"{len(shown.same)} 句，共 {shown.sentences} 句"
            self._add_heading(f"文字：和去年一样的 {number}")
            for said in shown.same:
                self._add_whole(said.words.strip(), said)
        self._return_to(current)

    def _add_heading(self, text: str) -> None:
        item = self._add_whole(text, None)
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        item.setBackground(theme.color(Role.HEADER))

    def _add_whole(self, text: str, what: Said | None) -> QTableWidgetItem:
        row = self.rowCount()
        self.insertRow(row)
        item = QTableWidgetItem(text)
        item.setData(_WHAT, what)
        item.setToolTip(text.replace("<", "＜"))
        self.setItem(row, 0, item)
        self.setSpan(row, 0, 1, _COLUMNS)
        return item

    def _add_line(self, line: Line, shown: Comparison) -> None:
        row = self.rowCount()
        self.insertRow(row)
        now, last = (format_value(value) or NOT_KNOWN for value in (line.now, line.last))
        spec = line.spec
        words = (spec.name, now, last, line.difference, line.share)
        far = f"，增减 {line.difference}" if line.difference else ""
        spoken = (
            f"{spec.row.full_name}，{spec.column.label}，"
            f"{spaced(shown.year)} {now}，{spaced(shown.last_year)} {last}{far}"
        )
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            if column:
                item.setTextAlignment(_RIGHT)
            if line.differs and column >= _COLUMNS - 2:
                item.setForeground(theme.color(Role.ACCENT_DARK))
            else:
                item.setData(_WHAT, line)
                item.setToolTip(f"{spec.row.full_name}，{spec.column.label}".replace("<", "＜"))
            item.setData(_Spoken, f"{_heads(shown)[column]} {text}" if column else spoken)
            self.setItem(row, column, item)

    # Lines --------------------------------------------------------------------------------------

    def _what(self, row: int) -> object:
        item = self.item(row, 0)
        return item.data(_WHAT) if item is not None else None

    def _return_to(self, before: object) -> None:
        rows = range(self.rowCount())
        same = (row for row in rows if before is not None and _is_same(self._what(row), before))
        found = next(same, next((row for row in rows if self._what(row) is not None), -1))
        if found >= 0:
            self.setCurrentCell(found, 0)

    def _ask(self, row: int) -> None:
        what = self._what(row)
        if what is not None:
            self.asked.emit(what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentRow())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the selected lines, all where only one is selected, for a spreadsheet."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if len(rows) <= 1:
            rows = list(range(self.rowCount()))
        lines = [self._heads, *(self._words(row) for row in rows)]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _words(self, row: int) -> list[str]:
        items = (self.item(row, column) for column in range(_COLUMNS))
        return [item.text() if item is not None else "" for item in items]


def _heads(shown: Comparison) -> list[str]:
    """Return the headings of the columns."""
    return ["项目", spaced(shown.year), spaced(shown.last_year), "增减", "增减比例"]


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, Line) and isinstance(other, Line):
        return one.spec.address == other.spec.address
    return one == other
