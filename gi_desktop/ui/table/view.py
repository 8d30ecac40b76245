"""The table on the page: what the keys do in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gi_desktop.ui.table.block_view import BlockView
from gi_desktop.ui.table.cell_menu import cell_menu
from gi_desktop.ui.table.delegate import CellDelegate, CellEditor
from gi_desktop.ui.table.model import FormModel
from gi_desktop.ui.table.transfer import Transfer

_Key = Qt.Key
_Keys = QKeySequence.StandardKey
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_TAB = (_Key.Key_Tab, _Key.Key_Backtab)
_ERASE = (_Key.Key_Delete, _Key.Key_Backspace)
_SIDEWAYS = (_Key.Key_Left, _Key.Key_Right)
_Cursor = QAbstractItemView.CursorAction
_MOVES = {
    _Key.Key_Up: _Cursor.MoveUp,
    _Key.Key_Down: _Cursor.MoveDown,
    _Key.Key_Left: _Cursor.MoveLeft,
    _Key.Key_Right: _Cursor.MoveRight,
    _Key.Key_Home: _Cursor.MoveHome,
    _Key.Key_End: _Cursor.MoveEnd,
    _Key.Key_PageUp: _Cursor.MovePageUp,
    _Key.Key_PageDown: _Cursor.MovePageDown,
}
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the keys go elsewhere for a while, and come back to the cell."""
_AUTOMATIC = "这一格是自动计算的，没有改动。要自己填，先按 F2；按 Delete 改回自动计算。"
_LEAVES_EDITOR = (_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown)


class FormView(BlockView):
    """One table of the form, typed in by keys."""

    def __init__(self, model: FormModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.transfer = Transfer(model, self)
        self.transfer.landed.connect(self._show_landed)
        self._editor: CellEditor | None = None
        self._closing = False
        """Whether the focus comes back from the editor."""
        self._shows_keys = False
        """Whether the frames were painted as of a table that keys go to."""
        self._typing = False
        """Whether a letter, not F2, is opening the editor."""
        self.setItemDelegate(CellDelegate(model, self._ink, self, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setAccessibleDescription(
            "方向键移动，输入数字即替换，F2 修改，回车到下一格，按住 Shift 移动选中多格。"
        )

    # Focus ----------------------------------------------------------------------------------

    def takes_keys(self) -> bool:
        """Whether keys go to the table or the editor in it."""
        return self.hasFocus() or (self._editor is not None and self._editor.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._closing:
            super().focusInEvent(event)
        cell = self.current_cell()
        if cell is None:
            accepts = self._form_model.is_input
            first = self._path.first
            self.go_to(first if accepts(first) else self._path.across(first, 1, accepts) or first)
        elif not self._closing:  # it was current all the time
            self.focused.emit(cell)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.takes_keys():  # Qt paints every cell; an editor in the table needs none of it
            super().focusOutEvent(event)
            if event.reason() not in _STAYS:
                self.finish()  # what was composed first had no focus of its own to lose
        self._show_focus()

    def _show_focus(self) -> None:
        """Paint the frames as they are now; all cells only where a block's frame changes."""
        shown, self._shows_keys = self._shows_keys, self.takes_keys()
        if self._block is not None and shown != self._shows_keys:
            self.viewport().update()
        else:
            self.update(self.currentIndex())

    # Keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell, key = self.current_cell(), event.key()
        if self._editor is not None and not self._editor.hasFocus():
            # The table keeps the focus while the first characters are composed.
            if not self.key_in_editor(self._editor, event):
                self._editor.keyPressEvent(event)
        elif cell is None or key == _Key.Key_Space:
            event.ignore()
        elif self._does(event):
            event.accept()
        elif key in _ENTER or key in _TAB:
            event.setAccepted(self._advance(cell, event))
        elif key in _ERASE:
            self.clear()
        else:
            self._press(cell, event)

    def _does(self, event: QKeyEvent) -> bool:
        """Do what a key asks for that concerns all selected cells; False: it asks for none."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in _MOVES:
            self.extend(_MOVES[_Key(event.key())], control=control)
        elif event.matches(_Keys.Copy):
            self.copy()
        elif event.matches(_Keys.Cut):
            self.cut()
        elif event.matches(_Keys.Paste):
            self.paste()
        elif event.matches(_Keys.SelectAll):
            self.select_all()
        elif is_zero_key(event):
            self.fill_zero()
        else:
            return False
        return True

    def _press(self, cell: str, event: QKeyEvent) -> None:
        """Let Qt move or open the editor; but an automatic total is typed after F2 only."""
        if event.key() in _MOVES or event.key() == _Key.Key_Escape:
            self.end_block()
        self._typing = event.text().isprintable() and bool(event.text())
        if self._typing and not self._form_model.is_input(cell):
            event.ignore()
            self._tell_automatic()
        else:
            super().keyPressEvent(event)
        self._typing = False

    def _tell_automatic(self) -> None:
        """Say why nothing was typed."""
        self.transfer.told.emit(_AUTOMATIC, [], [])

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
        elif (
            key in _LEAVES_EDITOR
            or (key in _SIDEWAYS and not editor.moves_caret)
            or is_zero_key(event)
        ):
            self.finish()
            self.keyPressEvent(event)
        elif event.matches(_Keys.Paste):
            editor.paste()
        else:
            return False
        return True

    def _advance(self, cell: str, event: QKeyEvent) -> bool:
        """Go on to the next cell to fill in; return False where Tab leaves the table.

        While a block is selected they lead round in it.
        """
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        across = event.key() in _TAB
        step = -1 if back or event.key() == _Key.Key_Backtab else 1
        way = self._path.across if across else self._path.down
        if self._block is not None:
            target = way(cell, step, self._is_input_in_block, again=True)
            self.step_inside(target or cell)
            return True
        target = way(cell, step, self._form_model.is_input)
        if across and target is None:
            return False
        self.go_to(target or cell)
        return True

    def _is_input_in_block(self, cell: str) -> bool:
        return self.in_block(cell) and self._form_model.is_input(cell)

    # What concerns all selected cells ---------------------------------------------------------

    def filled(self) -> bool:
        """Whether some selected cell has a value."""
        return any(self._form_model.state(cell).value is not None for cell in self.selected())

    def typed(self) -> bool:
        """Whether something was entered in some selected cell: no automatic total."""
        return any(self._form_model.stored(cell) is not None for cell in self.selected())

    def copy(self) -> None:
        """Put the selected cells on the clipboard; where all are empty nothing changes."""
        self.transfer.copy(self.selected())

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.finish()
        self.transfer.cut(self.selected())

    def paste(self) -> None:
        """Put the clipboard on the table, from the first selected cell."""
        self.finish()
        if cells := self.selected():
            self.transfer.paste(cells)

    def fill_zero(self) -> None:
        """Put 0 into the selected cells."""
        self.finish()
        if cells := self.selected():
            self.transfer.fill_zero(cells)

    def clear(self) -> None:
        """Empty the selected cells."""
        self.finish()
        if cells := self.selected():
            self.transfer.clear(cells)

    def _show_landed(self, cells: list[str]) -> None:
        """Select what was entered together, as spreadsheets do."""
        self.go_to(cells[0])
        self.select_block(cells)

    def _paste_into(self, editor: CellEditor) -> None:
        """Put one value into the text that is being typed; several go to the cells."""
        rows = self.transfer.rows()
        if rows is not None and len(rows) == len(rows[0]) == 1:
            editor.insert(rows[0][0])
        elif rows is not None:
            self.paste()

    # Editing --------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        cell = self.current_cell()
        if self._editor is None and cell and not self._form_model.is_input(cell):
            event.ignore()  # as for keys: an automatic total is typed after F2 only
            self._tell_automatic()
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
        editor.paste_asked.connect(lambda: self._paste_into(editor))

    def closeEditor(self, editor: QWidget, hint: CellDelegate.EndEditHint) -> None:
        self._editor = None
        self._closing = True
        super().closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        self._closing = False
        self._form_model.end_entry()
        self._show_focus()

    def finish(self) -> None:
        """Close an open editor; what was typed, also by an input method, stands."""
        if self._editor is not None:
            self._editor.commit()
        if self._editor is not None:
            self.closeEditor(self._editor, CellDelegate.EndEditHint.NoHint)

    def give_up(self) -> None:
        """Close an open editor; what was typed was refused, and the cell shows what stands."""
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
        self.finish()
        if not self.in_block(cell):
            self.go_to(cell)
        menu = cell_menu(self, self._form_model)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        spot = self.visualRect(index).bottomLeft() if keyboard else event.pos()
        menu.popup(self.viewport().mapToGlobal(spot))


def is_zero_key(event: QKeyEvent) -> bool:
    """Whether the key is that of 填 0."""
    return event.key() == _Key.Key_0 and event.modifiers() == Qt.KeyboardModifier.AltModifier
