"""What the source showed around a cell, or the paragraphs that were found, beside the review."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.report.source import Source
from gi_desktop.session import Session
from gi_desktop.ui.review_items import NOTES, Item, text_lines
from gi_desktop.ui.spaced_text import space_lines
from gi_desktop.ui.theme import MEASURES, Role, color, scaled
from gi_desktop.ui.widgets import label
from gi_desktop.ui.wrapped_items import WrappedItems

_WIDEST = 200
"""Of a column of the source, in px; longer texts wrap."""
_HERE = "→"


class SourcePane(QWidget):
    """The rows of the source with the one a cell is from, or text to read."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[tuple[str, ...], ...] | None = None
        self.place = label("", "groupTitle", wrap=True)
        self.how = label("", "context", wrap=True)
        self.rows = _rows_table()
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("读到的文字")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.rows)
        self.stack.addWidget(self.text)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(MEASURES.grid // 2)
        whole.addWidget(self.place)
        whole.addWidget(self.how)
        whole.addWidget(self.stack, 1)

    def show_item(self, item: Item) -> None:
        """Show what belongs to a row of the review."""
        self.place.setText(f"原文：{item.place}" if item.is_cell else item.place)
        source = self._session.draft.source
        table = source.table(item.key.partition(".")[0]) if source is not None else None
        if item.is_cell and source is not None and table is not None and table.rows:
            self.how.setText(item.how)
            self._fill(table.rows)
            self._point(item, source)
            self.stack.setCurrentWidget(self.rows)
            return
        self.how.setText(item.how or self._words(item))
        lines = [] if item.is_cell else text_lines(item, self._session)
        self._write("\n".join(lines) or "原文里没有留下可以对照的内容。")
        self.stack.setCurrentWidget(self.text)

    def _write(self, words: str) -> None:
        self.text.setPlainText(words)
        space_lines(self.text, below=MEASURES.grid // 2)

    @staticmethod
    def _words(item: Item) -> str:
        if item.key == NOTES:
            return "导入时略去的、没有认出的，请对照原文看一遍。"
        return "读到的段落如下，请对照原文看有没有缺。"

    def _fill(self, rows: tuple[tuple[str, ...], ...]) -> None:
        if rows == self._shown:
            return
        self._shown = rows
        self.rows.clear()
        self.rows.setRowCount(len(rows))
        self.rows.setColumnCount(max(map(len, rows)))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.rows.setItem(row, column, cell)
        self.rows.resizeColumnsToContents()
        for column in range(self.rows.columnCount()):
            wide = min(self.rows.columnWidth(column), scaled(_WIDEST))
            self.rows.setColumnWidth(column, wide)
        self.rows.resizeRowsToContents()

    def _point(self, item: Item, source: Source) -> None:
        """Mark the row a cell is from, by a sign and its ground, and bring it into sight."""
        mark = source.marks[item.key]
        for row in range(self.rows.rowCount()):
            here = row == mark.row
            self.rows.setVerticalHeaderItem(row, QTableWidgetItem(_HERE if here else ""))
            for column in range(self.rows.columnCount()):
                cell = self.rows.item(row, column)
                if cell is not None:
                    ground = Role.ACCENT_GROUND if here else Role.SURFACE
                    cell.setBackground(color(ground))
        row = mark.row if mark.row is not None else self._beside(item, source)
        self.rows.doItemsLayout()  # rows that were just put in have no place before
        if (cell := self.rows.item(row, 0)) is not None:
            self.rows.scrollToItem(cell, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _beside(self, item: Item, source: Source) -> int:
        """Return the row of the last cell before this one that the source has; 0 for none."""
        table = item.key.partition(".")[0]
        last = 0
        for cell in self._session.form.cells:
            if cell == item.key:
                break
            mark = source.marks.get(cell)
            if cell.partition(".")[0] == table and mark is not None and mark.row is not None:
                last = mark.row
        return last


def _rows_table() -> QTableWidget:
    made = QTableWidget()
    made.setAccessibleName("原文的表格")
    made.horizontalHeader().hide()
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    made.setTabKeyNavigation(False)
    made.setWordWrap(True)
    made.setItemDelegate(WrappedItems(made))
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.horizontalHeader().setStretchLastSection(True)
    made.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
