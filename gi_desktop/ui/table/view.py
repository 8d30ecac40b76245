"""The table on the page: the body with its heading rows, and the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from gi_desktop.report.values import format_value
from gi_desktop.ui.table.delegate import CellDelegate, CellEditor
from gi_desktop.ui.table.geometry import column_widths, row_heights
from gi_desktop.ui.table.header import FormHeader
from gi_desktop.ui.table.ink import Ink, padding
from gi_desktop.ui.table.model import UNSEEN_ROLES, FormModel, Index
from gi_desktop.ui.table.path import Path
from gi_desktop.ui.theme import MEASURES

_Key = Qt.Key
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_TAB = (_Key.Key_Tab, _Key.Key_Backtab)
_ERASE = (_Key.Key_Delete, _Key.Key_Backspace)
_LEAVES_EDITOR = (_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown)
_SIDEWAYS = (_Key.Key_Left, _Key.Key_Right)
_Cursor = QAbstractItemView.CursorAction
_LEAST_ROWS = 3
"""Rows of the body that stay in sight however low the window is."""


class FormView(QTableView):
    """One table of the form, typed in by keys."""

    focused = Signal(str)
    """The address of the cell that is current now."""

    def __init__(self, model: FormModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form_model = model
        self._path = Path(model.table)
        self._ink = Ink()
        self._editor: CellEditor | None = None
        self._typing = False
        """Whether a letter, not F2, is opening the editor."""
        self._content_height = 0
        self._header = FormHeader(model.table, self._ink, self)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(model, self._ink, self, self))
        self._set_up()
        self._merge()

    def _set_up(self) -> None:
        self._header.setVisible(self._form_model.table.header_rows > 0)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)  # the cells paint their lines, one pixel at every scaling
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setAccessibleDescription("方向键移动，输入数字即替换，F2 修改，回车到下一格。")

    def _merge(self) -> None:
        first = self._form_model.table.header_rows
        for cell in self._form_model.table.grid:
            if cell.row >= first and (cell.row_span, cell.column_span) != (1, 1):
                self.setSpan(cell.row - first, cell.column, cell.row_span, cell.column_span)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint again what looks different now."""
        if list(roles) != UNSEEN_ROLES:
            super().dataChanged(first, last, roles)

    # Size -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        """Spread the columns over the width, with room for a scroll bar only where one shows."""
        bar = self.verticalScrollBar()
        self._content_height = self._lay_out(self.width())
        self.setMaximumHeight(self._content_height)
        scrolls = self.height() < self._content_height
        if scrolls:
            self._lay_out(self.width() - bar.sizeHint().width())
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOn if scrolls else policies.ScrollBarAlwaysOff
        )
        self.updateGeometries()  # now, not when Qt gets round to it: nothing may shift sideways

    def _lay_out(self, width: int) -> int:
        """Set widths and heights for a table ``width`` px wide; return the whole height."""
        table = self._form_model.table
        side = padding(width // len(table.widths))
        widths = column_widths(table, width, self._ink.advance, side)
        heights = row_heights(table, widths, MEASURES.row, self._ink.label_height)
        for column, wide in enumerate(widths):
            self.setColumnWidth(column, wide)
        heading, body = heights[: table.header_rows], heights[table.header_rows :]
        self._header.set_heights(heading)
        for row, high in enumerate(body):
            self.setRowHeight(row, high)
        self.setMinimumHeight(sum(heading) + sum(body[:_LEAST_ROWS]))
        return sum(heights)

    def sizeHint(self) -> QSize:
        return QSize(
            super().sizeHint().width(), self._content_height or super().sizeHint().height()
        )

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # labels of groups stay in the middle of what is in sight

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._ink.paint_end(painter, self.viewport().rect())
        painter.end()

    # Current cell ---------------------------------------------------------------------------

    def current_cell(self) -> str | None:
        """Return the address of the current cell; None before there is one."""
        return self._form_model.address(self.currentIndex())

    def takes_keys(self) -> bool:
        """Whether keys go to the table or the editor in it."""
        return self.hasFocus() or (self._editor is not None and self._editor.hasFocus())

    def go_to(self, cell: str) -> None:
        """Make the cell current and bring it into sight. KeyError where the table has none."""
        self.finish()
        self.setCurrentIndex(self._form_model.index_of(cell))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if cell := self._form_model.address(current):
            self.focused.emit(cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        cell = self.current_cell()
        if cell is None:
            accepts = self._form_model.is_input
            first = self._path.first
            self.go_to(first if accepts(first) else self._path.across(first, 1, accepts) or first)
        else:
            self.focused.emit(cell)
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the cells, on a label, leaves the current cell where it is."""
        if self._form_model.address(self.indexAt(event.position().toPoint())):
            super().mousePressEvent(event)
        else:
            self.finish()

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        cell = self.current_cell()
        if cell is None:
            return self._form_model.index_of(self._path.first)
        target = self._target(cell, action, bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        return self._form_model.index_of(target or cell)

    def _target(self, cell: str, action: _Cursor, control: bool) -> str | None:
        path, lines = self._path, max(self.viewport().height() // MEASURES.row - 1, 1)
        row = path.row(cell)
        return {
            _Cursor.MoveUp: path.above(cell),
            _Cursor.MoveDown: path.below(cell),
            _Cursor.MoveLeft: path.left(cell),
            _Cursor.MoveRight: path.right(cell),
            _Cursor.MoveHome: path.first if control else row[0],
            _Cursor.MoveEnd: path.last if control else row[-1],
            _Cursor.MovePageUp: path.above(cell, lines),
            _Cursor.MovePageDown: path.below(cell, lines),
        }.get(action)

    # Keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell, key = self.current_cell(), event.key()
        if cell is None or key == _Key.Key_Space:
            event.ignore()
        elif key in _ENTER or key in _TAB:
            event.setAccepted(self._advance(cell, event))
        elif key in _ERASE:
            self._form_model.clear(cell)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            self._press(cell, event)

    def _press(self, cell: str, event: QKeyEvent) -> None:
        """Let Qt move or open the editor; but an automatic total is typed after F2 only."""
        self._typing = event.text().isprintable() and bool(event.text())
        if self._typing and not self._form_model.is_input(cell):
            event.ignore()
        else:
            super().keyPressEvent(event)
        self._typing = False

    def key_in_editor(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Do what a key asks for while a cell is typed; False: it is the editor's own."""
        key = event.key()
        if key == _Key.Key_Escape:
            self._cancel(editor)
        elif key == _Key.Key_F2:
            editor.moves_caret = True
        elif key in _ENTER or key in _TAB:
            self.finish()
            if not self._advance(editor.cell, event) and key in _TAB:
                self.focusNextPrevChild(key == _Key.Key_Tab)
        elif key in _LEAVES_EDITOR or (key in _SIDEWAYS and not editor.moves_caret):
            self.finish()
            super().keyPressEvent(event)
        else:
            return False
        return True

    def _advance(self, cell: str, event: QKeyEvent) -> bool:
        """Go on to the next cell to fill in; return False where Tab leaves the table."""
        accepts = self._form_model.is_input
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _TAB:
            back = back or event.key() == _Key.Key_Backtab
            target = self._path.across(cell, -1 if back else 1, accepts)
            if target is None:
                return False
        else:
            target = self._path.down(cell, -1 if back else 1, accepts) or cell
        self.go_to(target)
        return True

    def copy(self) -> None:
        """Put the value of the current cell on the clipboard; an empty cell changes nothing."""
        cell = self.current_cell()
        if cell and (text := format_value(self._form_model.state(cell).value)):
            QGuiApplication.clipboard().setText(text)

    # Editing --------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        cell = self.current_cell()
        if self._editor is None and cell and not self._form_model.is_input(cell):
            event.ignore()  # as for keys: an automatic total is typed after F2 only
            return
        self._typing = True
        if event.preeditString() or self._editor is not None:
            super().inputMethodEvent(event)
        else:  # text that comes whole: Qt would open the editor and drop it
            self.edit(self.currentIndex())
            if self._editor is not None:
                self._editor.inputMethodEvent(event)
        self._typing = False

    def editor_opened(self, editor: CellEditor) -> None:
        """Take note of the editor of the current cell."""
        self._editor = editor
        editor.moves_caret = not self._typing

    def closeEditor(self, editor: QWidget, hint: CellDelegate.EndEditHint) -> None:
        self._editor = None
        super().closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        self._form_model.end_entry()
        self.update(self.currentIndex())

    def finish(self) -> None:
        """Close an open editor; what was typed, also by an input method, stands."""
        if self._editor is not None:
            self._editor.commit()
        if self._editor is not None:
            self.closeEditor(self._editor, CellDelegate.EndEditHint.NoHint)

    def _cancel(self, editor: CellEditor) -> None:
        self._form_model.cancel_entry(editor.cell, editor.before)
        self.closeEditor(editor, CellDelegate.EndEditHint.RevertModelCache)

    # Menu -----------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        cell = self._form_model.address(index)
        if cell is None:
            return
        self.go_to(cell)
        menu = self.cell_menu(cell)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        spot = self.visualRect(index).bottomLeft() if keyboard else event.pos()
        menu.popup(self.viewport().mapToGlobal(spot))

    def cell_menu(self, cell: str) -> QMenu:
        """Return the menu of a cell; the caller shows it."""
        state, total = self._form_model.state(cell), self._form_model.is_total(cell)
        menu = QMenu(self)
        change = menu.addAction("填写总计\tF2" if state.automatic else "修改\tF2")
        change.triggered.connect(lambda: self.edit(self._form_model.index_of(cell)))
        copy = menu.addAction("复制\tCtrl+C", self.copy)
        copy.setEnabled(state.value is not None)
        erase = menu.addAction("改回自动计算\tDelete" if total else "清除\tDelete")
        erase.setEnabled(state.value is not None and not state.automatic)
        erase.triggered.connect(lambda: self._form_model.clear(cell))
        return menu
