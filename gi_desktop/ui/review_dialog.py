"""The review of an import (核对导入结果): what was read beside what the source shows.

By keyboard alone: Enter accepts and goes on, typing corrects a number, Ctrl+Enter goes where a
text is corrected, F8 leads to what is left to look at. Every step is one of 撤销; what was looked
at stays with the draft.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.drafts import SetDraft
from gi_desktop.report.edits import SetCells
from gi_desktop.report.source import Source, open_cells
from gi_desktop.report.values import parse_value
from gi_desktop.session import Change, Session
from gi_desktop.ui.headings import set_headings
from gi_desktop.ui.review_items import Item, count_words, items, place_of, shown_value, state
from gi_desktop.ui.review_source import SourcePane
from gi_desktop.ui.steps import Place
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import FieldEdit, button, label
from gi_desktop.ui.wrapped_items import WrappedItems
from gi_desktop.ui.wrapping import line_height

_HEADS = ("位置", "读到的", "怎么读的")
_VALUE, _STATE = 1, 2
_WIDTH, _HEIGHT = 1080, 640
_ONE_LINE = 460
"""A table narrower than this gives the place of a cell two lines."""
_STATE_WIDTH = 84
"""Of how a cell was read, in two lines."""
_KEYS_WORDS = (
    "回车：认可，到下一格；直接输入：改正数；Ctrl+回车：到报告里改（文字在那里改）；"
    "F8、Shift+F8：下一处、上一处要看的；Ctrl+Z：撤销。"
)


class _Editors(WrappedItems):
    """Makes the field in which a number is corrected."""

    entered = Signal()
    """Enter was pressed in it."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self.closeEditor.connect(self._closed)

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        place = index.sibling(index.row(), 0).data()
        made = FieldEdit(f"改正：{place}", parent)
        made.setFrame(False)
        return made

    def _closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self.entered.emit)  # the table has its focus again then


class ReviewTable(QTableWidget):
    """One row each; the number is the current column, so that typing changes it."""

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADS), parent)
        self.setAccessibleName("读到的内容，要看的在前面")
        set_headings(self, _HEADS, (_VALUE,))
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # row and column of a cell both show
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.editors = _Editors(self)
        self.setItemDelegate(self.editors)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # From the editor, which hands it on, it ends the editing a moment later.
            if self.state() is not QAbstractItemView.State.EditingState:
                self.accepted.emit()
        elif key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):  # there is one column to be in
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each place two lines where one would show next to nothing of it."""
        super().resizeEvent(event)
        lines = 1 if event.size().width() >= scaled(_ONE_LINE) else 2
        self.setWordWrap(lines > 1)
        modes, heads = QHeaderView.ResizeMode, self.horizontalHeader()
        heads.setSectionResizeMode(_STATE, modes.ResizeToContents if lines == 1 else modes.Fixed)
        if lines > 1:
            heads.resizeSection(_STATE, scaled(_STATE_WIDTH))
        high = scaled(MEASURES.row) + 4 + (lines - 1) * line_height(self.font())
        self.verticalHeader().setDefaultSectionSize(high)

    def go(self, row: int) -> None:
        """Make a row the current one."""
        self.setCurrentCell(min(max(row, 0), self.rowCount() - 1), _VALUE)


class ReviewDialog(QDialog):
    """Rows at the left, the source at the right; ``chosen`` is where the user wants to go."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对导入结果")
        self._session = session
        self._filling = False
        self.chosen: Place | None = None
        self.count = label("", "groupTitle", wrap=True)
        self.table = ReviewTable()
        self.source = SourcePane(session)
        self.accept_one = button("认可，到下一格", self.accept_row, "primary")
        self.next_open = button("下一处要看的", lambda: self.go_open(1))
        self.edit_there = button("到报告里改", self.go_there)
        self.close_button = button("关闭", self.close)
        self._lay_out()
        self.items = items(self._read, session.form)
        self._fill()
        self.table.itemChanged.connect(self._typed)
        self.table.accepted.connect(self.accept_row)
        self.table.editors.entered.connect(self.accept_row)
        self.table.currentCellChanged.connect(lambda *_places: self._follow())
        for keys, by in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self.go_open(by))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_there)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(session.undo)
        QShortcut(QKeySequence("Ctrl+Y"), self).activated.connect(session.redo)
        self._unsubscribe = session.subscribe(self._changed)
        self.finished.connect(self._end)
        self.table.go(0)
        self.table.setFocus()

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(2 * MEASURES.grid)
        across.addWidget(self.table, 5)
        across.addWidget(self.source, 4)
        foot = QHBoxLayout()
        foot.setSpacing(MEASURES.grid)
        foot.addStretch()
        for made in (self.accept_one, self.next_open, self.edit_there, self.close_button):
            foot.addWidget(made)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        whole.setSpacing(MEASURES.grid)
        whole.addWidget(self.count)
        whole.addLayout(across, 1)
        whole.addWidget(label(_KEYS_WORDS, "note", wrap=True))
        whole.addLayout(foot)
        room = self.screen().availableSize()
        width = min(scaled(_WIDTH), room.width() - 32)
        self.resize(width, min(scaled(_HEIGHT), room.height() - 64))

    @property
    def _read(self) -> Source:
        """What the import saw."""
        return self._session.draft.source or Source(kind="")

    @property
    def item(self) -> Item:
        """The current row."""
        return self.items[max(self.table.currentRow(), 0)]

    # Showing ------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._filling = True
        self.table.setRowCount(len(self.items))
        for row, item in enumerate(self.items):
            texts = (item.place, "", "")
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip((item.place, "", item.how)[column])
                fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                editable = column == _VALUE and item.is_cell
                cell.setFlags(fixed | Qt.ItemFlag.ItemIsEditable if editable else fixed)
                if column == _VALUE:
                    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    cell.setTextAlignment(right)
                self.table.setItem(row, column, cell)
        self._filling = False
        self._refresh()

    def _refresh(self) -> None:
        """Show what the report holds and what was looked at now."""
        self._filling = True
        source = self._read
        for row, item in enumerate(self.items):
            self._show(row, _VALUE, shown_value(item, self._session))
            self._show(row, _STATE, state(item, source))
        self._filling = False
        self.count.setText(count_words(source, self._session.form))
        self.next_open.setEnabled(bool(self._open_rows()))

    def _show(self, row: int, column: int, text: str) -> None:
        cell = self.table.item(row, column)
        if cell is not None and cell.text() != text:
            cell.setText(text)

    def _follow(self) -> None:
        self.source.show_item(self.item)
        self.edit_there.setEnabled(place_of(self.item, self._session.form) is not None)

    def _changed(self, _change: Change) -> None:
        self._refresh()
        self._follow()

    # Acting -------------------------------------------------------------------------------------

    def _typed(self, cell: QTableWidgetItem) -> None:
        """Take over a number that was corrected, which is looked at by that."""
        if self._filling or cell.column() != _VALUE:
            return
        item = self.items[cell.row()]
        text = cell.text()
        if text == shown_value(item, self._session):
            return
        value = parse_value(text, self._session.form.kind(item.key))
        source = self._read.with_looked_at(item.key)
        edit = SetCells("改正读入的数", {item.key: value})
        self._session.apply(SetDraft("改正读入的数", {"source": source}, edit))
        self._refresh()  # what was refused, or is written otherwise

    def accept_row(self) -> None:
        """Take the current row for compared, and go to the next one."""
        item = self.item
        source = self._read.with_looked_at(item.key)
        if source != self._read:
            self._session.apply(SetDraft(f"核对{item.place}", {"source": source}))
        self.table.go(self.table.currentRow() + 1)
        self.table.setFocus()

    def _open_rows(self) -> list[int]:
        left = set(open_cells(self._read, self._session.form.cells))
        return [row for row, item in enumerate(self.items) if item.key in left]

    def go_open(self, by: int) -> None:
        """Go to the next (1) or previous (-1) cell that is left to look at, round and round."""
        rows = self._open_rows()
        here = self.table.currentRow()
        if rows:
            ahead = [row for row in rows if (row > here if by > 0 else row < here)]
            wrapped = rows[0] if by > 0 else rows[-1]
            self.table.go((ahead[0] if by > 0 else ahead[-1]) if ahead else wrapped)
        self.table.setFocus()

    def go_there(self) -> None:
        """Close, and go where the current row is corrected in the report."""
        place = place_of(self.item, self._session.form)
        if place is not None:
            self.chosen = place
            self.close()

    def _end(self) -> None:
        self._unsubscribe()
        self._unsubscribe = lambda: None

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end()
        super().closeEvent(event)
