"""Makes the editor in which a cell of a table is typed."""

from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gi_desktop.report.values import Value, format_value
from gi_desktop.ui.table.ink import Ink, padding
from gi_desktop.ui.table.model import FormModel, Index
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import FieldEdit, without_undo


class Host(Protocol):
    """What the delegate asks of the view it works for."""

    def editor_opened(self, editor: "CellEditor") -> None:
        """Take note of the editor of the current cell."""

    def key_in_editor(self, editor: "CellEditor", event: QKeyEvent) -> bool:
        """Do what a key asks for while a cell is typed; False: it is the editor's own."""


class CellEditor(FieldEdit):
    """The field in which one cell is typed. Every letter goes to the model at once."""

    paste_asked = Signal()
    """The clipboard is wanted: it may hold more than goes into one cell."""

    def __init__(self, name: str, cell: str, before: Value, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.cell = cell
        self.before = before
        """What was stored when it opened."""
        self.shown = False
        """Whether it has been filled with what stands in the cell."""
        self.moves_caret = False
        """Whether left and right move in the text, as after F2, or to the next cell."""
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def paste(self) -> None:
        """Ask for the clipboard."""
        self.paste_asked.emit()

    def menu(self) -> QMenu:
        """Return Qt's menu of the field; the caller shows it."""
        menu = without_undo(self.createStandardContextMenu())
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(lambda _checked: self.paste())
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class CellDelegate(QStyledItemDelegate):
    """Works for one view."""

    def __init__(self, model: FormModel, ink: Ink, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._ink = ink
        self._host = host

    # Editing --------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._model.address(index)
        if cell is None:
            return super().createEditor(parent, option, index)
        self._model.end_entry()
        editor = CellEditor(self._model.spoken(cell), cell, self._model.stored(cell), parent)
        editor.setFont(self._ink.current_font)
        where = self._model.index_of(cell)
        editor.textEdited.connect(lambda text: self._model.setData(where, text))
        self._host.editor_opened(editor)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands in the cell, but leave alone what is being typed."""
        if not isinstance(editor, CellEditor):
            return
        stored = self._model.stored(editor.cell)
        typed = self._model.parse(editor.cell, editor.text())
        if not editor.shown:
            editor.setText(format_value(self._model.state(editor.cell).value))
            editor.shown = True
        elif editor.isModified() and typed != stored:
            editor.setText(format_value(stored))  # changed from elsewhere, as by 撤销

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing: every letter was entered when it was typed."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        frame = MEASURES.frame
        editor.setGeometry(option.rect.adjusted(frame, frame, -frame, -frame))
        if isinstance(editor, QLineEdit):
            # The digits stand where the cell paints them; a line edit adds 2 px of its own.
            editor.setTextMargins(0, 0, max(padding(option.rect.width()) - frame - 1, 0), 0)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and isinstance(editor, CellEditor)
            and self._host.key_in_editor(editor, event)
        ):
            return True
        return super().eventFilter(editor, event)
