"""Cells to the clipboard and from it, and what else enters many cells in one step."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gi_desktop.report.edits import SetCells
from gi_desktop.report.pasting import (
    Pasted,
    PasteError,
    Rows,
    as_block,
    as_html,
    as_rows,
    lay_over,
    read_rows,
    spread,
)
from gi_desktop.ui.table.model import FormModel
from gi_desktop.ui.table.offer import Offer, Read
from gi_desktop.ui.table.paste_dialog import PasteDialog
from gi_desktop.ui.widgets import clipboard, files_in

_A_FILE = "复制的是文件，不是数字。要读入这个文件，请用“从剪贴板导入”（Ctrl+Shift+I）。"


class Transfer(QObject):
    """Works for one table. A dialog opens only where numbers would be replaced or not entered."""

    told = Signal(str, list, list)
    """A sentence, lines below it, and actions: for the notice strip."""
    landed = Signal(list)
    """The cells on which a block was put."""

    def __init__(self, model: FormModel, view: QWidget) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    # Out ------------------------------------------------------------------------------------

    def copy(self, cells: Sequence[str]) -> bool:
        """Put the cells on the clipboard, as text and as HTML; False where all are empty."""
        sheet, table = self._model.session.sheet, self._model.table
        if all(sheet.value(cell) is None for cell in cells):
            self.told.emit("选中的格子都是空的，没有可以复制的数。", [], [])
            return False
        data = QMimeData()
        data.setText(as_block(cells, table, sheet))
        if len(cells) > 1:
            data.setHtml(as_html(cells, table, sheet))
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def cut(self, cells: Sequence[str]) -> None:
        """Copy the cells and empty them."""
        if self.copy(cells):
            self._empty("剪切", cells)

    def clear(self, cells: Sequence[str]) -> None:
        """Empty the cells; typed totals become automatic again."""
        if len(cells) == 1:
            self._model.clear(cells[0])
        else:
            self._empty("清除", cells)

    def _empty(self, verb: str, cells: Sequence[str]) -> None:
        held = [cell for cell in cells if self._model.stored(cell) is not None]
        if held:
            label = f"{verb} {len(held)} 格"
            self._model.session.apply(SetCells(label, dict.fromkeys(held)))

    # In -------------------------------------------------------------------------------------

    def rows(self) -> Rows | None:
        """Return what is on the clipboard, after telling why where nothing can be pasted."""
        data = clipboard()
        if files_in(data):
            self.told.emit(_A_FILE, [], [])
            return None
        try:
            return _rows_of_page(data) or read_rows(data.text())
        except PasteError as error:
            self.told.emit(str(error), [], [])
            return None

    def paste(self, cells: Sequence[str]) -> None:
        """Put the clipboard on the table from the first of the cells; one value into them all."""
        rows = self.rows()
        if rows is None:
            return
        table, first = self._model.table, cells[0]
        spreads = len(cells) > 1 and len(rows) == len(rows[0]) == 1

        def read(*, dash_is_zero: bool) -> Pasted:
            if spreads:
                return spread(rows[0][0], cells, table, dash_is_zero=dash_is_zero)
            return lay_over(rows, table, first, dash_is_zero=dash_is_zero)

        self._offer("粘贴 {} 格", read, lands=not spreads)

    def fill_zero(self, cells: Sequence[str]) -> None:
        """Put 0 into the cells, totals left out."""

        def read(*, dash_is_zero: bool) -> Pasted:
            return spread("0", cells, self._model.table, dash_is_zero=dash_is_zero)

        self._offer("{} 格填 0", read, lands=False)

    def _offer(self, label: str, read: Read, *, lands: bool) -> None:
        if locked := self._model.session.locked:  # nothing to look at first
            self.told.emit(locked, [], [])
            return
        try:
            offer = Offer(self._model.session, self._model.table, label, read)
            possible = offer.count(dash_is_zero=True)
        except PasteError as error:
            self.told.emit(str(error), [], [])
            return
        if not possible:
            self._tell_unread(offer, entered=0)
        elif offer.asks:
            dialog = PasteDialog(offer, self._view.window())
            dialog.agreed.connect(lambda zero: self._enter(offer, zero=zero, lands=lands))
            dialog.finished.connect(self._return_to_view)
            dialog.open()
        else:
            self._enter(offer, zero=False, lands=lands)

    def _return_to_view(self) -> None:
        """Go on in the table; not every window system leads back there by itself."""
        self._view.activateWindow()
        self._view.setFocus()

    def _enter(self, offer: Offer, *, zero: bool, lands: bool) -> None:
        entered, cells = offer.count(dash_is_zero=zero), list(offer.cells)
        self._model.session.apply(offer.edit(dash_is_zero=zero))
        if lands:
            self.landed.emit(cells)
        if offer.strange or (offer.dashes and not zero):
            self._tell_unread(offer, entered, zero=zero)

    def _tell_unread(self, offer: Offer, entered: int, *, zero: bool = False) -> None:
        lines = [f"{offer.name(cell)}：“{text}”不是数" for cell, text in offer.strange]
        if not zero:
            lines += [f"{offer.name(cell)}：“-”或“/”" for cell in offer.dashes]
        done = f"填了 {entered} 格，" if entered else ""
        self.told.emit(f"{done}有 {len(lines)} 格看不懂，没有改动：", lines, [])


def _rows_of_page(data: QMimeData) -> Rows | None:
    """Return the rows of a table that a web page gives; None for anything else."""
    if not data.hasHtml():
        return None
    from gi_desktop.importing.clipped import table_rows  # what reads markup is loaded when needed

    rows = table_rows(data.html())
    return None if rows is None else as_rows(rows)
