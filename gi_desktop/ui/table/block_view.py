"""The current cell and the block of cells that is selected around it, by keys and mouse."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gi_desktop.ui import announcing
from gi_desktop.ui.table.blocks import Block, Blocks
from gi_desktop.ui.table.grid import GridView
from gi_desktop.ui.table.ink import PLAIN, CellLook, Focus
from gi_desktop.ui.table.model import FormModel, Index
from gi_desktop.ui.table.path import Path, Towards
from gi_desktop.ui.theme import MEASURES

_Cursor = QAbstractItemView.CursorAction
_Select = QItemSelectionModel.SelectionFlag
_DRAG_PACE = 60
"""While the mouse is held below or above the table it goes on by a row each so many ms."""


class BlockView(GridView):
    """A table in which one cell is current and a block around it may be selected.

    As in a spreadsheet the current cell stays where the selection began: what is typed goes
    there. Qt's own selection follows, for screen readers.
    """

    focused = Signal(str)
    """The address of the cell that is current now."""

    def __init__(self, model: FormModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._path = Path(model.table)
        self._blocks = Blocks(model.table)
        self._current: str | None = None
        self._block: Block | None = None
        self._head = ""
        """The cell up to which the block was drawn."""
        self._keeps = False
        """Whether the current cell is moving inside the block, which stays."""
        self._drags = False
        self._beyond = 0
        """-1 or 1 while the mouse is dragged above or below what is in sight."""
        self._drag_timer = QTimer(self)
        self._drag_timer.setInterval(_DRAG_PACE)
        self._drag_timer.timeout.connect(self._drag_on)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.show_form()

    def takes_keys(self) -> bool:
        """Whether keys go to the table."""
        return self.hasFocus()

    def finish(self) -> None:
        """Close what is open in a cell: nothing, where nothing can be typed."""

    # Current cell ---------------------------------------------------------------------------

    def current_cell(self) -> str | None:
        """Return the address of the current cell; None before there is one."""
        return self._current

    def go_to(self, cell: str) -> None:
        """Make the cell current and bring it into sight. KeyError where the table has none."""
        self.finish()
        self.end_block()
        self.setCurrentIndex(self._form_model.index_of(cell))

    def currentChanged(self, current: Index, previous: Index) -> None:
        self._current = self._form_model.address(current)
        super().currentChanged(current, previous)
        if not self._keeps:
            self._forget_block()
        if self._current:
            self.focused.emit(self._current)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> _Select:
        """Qt selects the current cell alone; blocks are selected here."""
        return _Select.NoUpdate if self._keeps else _Select.ClearAndSelect

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        cell = self.current_cell()
        if cell is None:
            return self._form_model.index_of(self._path.first)
        target = self._target(cell, action, control=_has_control(modifiers))
        return self._form_model.index_of(target or cell)

    def _target(self, cell: str, action: _Cursor, *, control: bool) -> str | None:
        path, lines = self._path, max(self.viewport().height() // MEASURES.row - 1, 1)
        towards: dict[_Cursor, Towards] = {
            _Cursor.MoveUp: path.above,
            _Cursor.MoveDown: path.below,
            _Cursor.MoveLeft: path.left,
            _Cursor.MoveRight: path.right,
            _Cursor.MovePageUp: partial(path.above, lines=lines),
            _Cursor.MovePageDown: partial(path.below, lines=lines),
        }
        if action in towards:
            step = towards[action]
            return path.jump(cell, step, self._is_filled) if control else step(cell)
        row = path.row(cell)
        ends = {
            _Cursor.MoveHome: path.first if control else row[0],
            _Cursor.MoveEnd: path.last if control else row[-1],
        }
        return ends.get(action)

    def _is_filled(self, cell: str) -> bool:
        return bool(self._form_model.state(cell).text)

    # Block ----------------------------------------------------------------------------------

    def selected(self) -> tuple[str, ...]:
        """Return the selected cells, row by row: the block, else the current cell."""
        if self._block is not None:
            return self._block.cells
        cell = self.current_cell()
        return (cell,) if cell else ()

    def in_block(self, cell: str) -> bool:
        """Whether the cell is selected together with others."""
        return self._block is not None and cell in self._block.members

    def select_block(self, cells: Iterable[str], head: str = "") -> None:
        """Select the least block around the cells; ``head`` is where Shift goes on from."""
        block = self._blocks.around(cells)
        several = len(block.cells) > 1
        self._block = block if several else None
        self._head = head or block.cells[-1]
        above = self._form_model.table.header_rows
        first = self._form_model.index(block.top - above, block.left)
        last = self._form_model.index(block.bottom - above, block.right)
        self.selectionModel().select(QItemSelection(first, last), _Select.ClearAndSelect)
        self.viewport().update()
        if several:
            announcing.say(self, self.spoken_block())

    def select_all(self) -> None:
        """Select every cell of the table."""
        self.finish()
        self.select_block(self._form_model.table.by_address)

    def spoken_block(self) -> str:
        """Return what a screen reader says of the block: from where to where, how many."""
        if self._block is None:
            return ""
        cells, spec = self._block.cells, self._form_model.spec
        return f"选中 {len(cells)} 格，从{spec(cells[0]).name}到{spec(cells[-1]).name}"

    def end_block(self) -> None:
        """Leave only the current cell selected."""
        if self._block is not None:
            self._forget_block()
            self.selectionModel().select(self.currentIndex(), _Select.ClearAndSelect)

    def _forget_block(self) -> None:
        if self._block is not None:
            self._block = None
            self.viewport().update()

    def extend(self, action: _Cursor, *, control: bool) -> None:
        """Draw the block from the current cell to where a key leads."""
        cell = self.current_cell()
        if cell is None:
            return
        target = self._target(self._head_of(cell), action, control=control)
        if target is not None:
            self.extend_to(target)

    def extend_to(self, cell: str) -> None:
        """Draw the block from the current cell to another one."""
        self.finish()
        current = self.current_cell()
        if current is not None:
            self.select_block((current, cell), cell)
            self.scrollTo(self._form_model.index_of(cell))

    def _head_of(self, current: str) -> str:
        return self._head if self._block is not None else current

    def step_inside(self, cell: str) -> None:
        """Make another cell of the block current; the block stays."""
        self.finish()
        before = self.currentIndex()
        self._keeps = True
        self.setCurrentIndex(self._form_model.index_of(cell))
        self._keeps = False
        self.update(before)
        self.update(self.currentIndex())

    # Mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the cells, on a label, leaves the current cell where it is."""
        cell = self._form_model.address(self.indexAt(event.position().toPoint()))
        left = event.button() is Qt.MouseButton.LeftButton
        self._drags = left and cell is not None
        self.finish()
        if cell is None:
            return
        if left and _has_shift(event.modifiers()):
            self.extend_to(cell)
        elif left or not self.in_block(cell):  # a menu is for the whole block
            self.end_block()
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():
            super().mouseMoveEvent(event)
        elif self._drags and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_to(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drags = False
        self._drag_timer.stop()
        super().mouseReleaseEvent(event)

    def _drag_to(self, spot: QPoint) -> None:
        seen = self.viewport().rect()
        self._beyond = (spot.y() > seen.bottom()) - (spot.y() < seen.top())
        if self._beyond and not self._drag_timer.isActive():
            self._drag_timer.start()
        elif not self._beyond:
            self._drag_timer.stop()
        inside = QPoint(
            min(max(spot.x(), seen.left()), seen.right()),
            min(max(spot.y(), seen.top()), seen.bottom()),
        )
        self._draw_to(self._form_model.address(self.indexAt(inside)))

    def _drag_on(self) -> None:
        """Go on by a row while the mouse is held outside."""
        head = self._head_of(self.current_cell() or self._path.first)
        self._draw_to(self._path.above(head) if self._beyond < 0 else self._path.below(head))

    def _draw_to(self, cell: str | None) -> None:
        current = self.current_cell()
        if cell is not None and current is not None and cell != self._head_of(current):
            self.extend_to(cell)

    # Painting -------------------------------------------------------------------------------

    def look(self, cell: str) -> CellLook:
        focus = Focus.NONE
        if cell == self._current:
            focus = Focus.KEYS if self.takes_keys() else Focus.CURRENT
        elif self._block is None:
            return PLAIN
        return CellLook(focus, self.in_block(cell))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._block is not None:
            painter = QPainter(self.viewport())
            self._ink.paint_block(painter, self._block_rect(self._block), focused=self.takes_keys())
            painter.end()

    def _block_rect(self, block: Block) -> QRect:
        above = self._form_model.table.header_rows
        left, right = block.left, block.right
        top, bottom = block.top - above, block.bottom - above
        spot = QPoint(self.columnViewportPosition(left), self.rowViewportPosition(top))
        wide = self.columnViewportPosition(right) + self.columnWidth(right) - spot.x()
        high = self.rowViewportPosition(bottom) + self.rowHeight(bottom) - spot.y()
        return QRect(spot.x(), spot.y(), wide, high)


def _has_control(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ControlModifier)


def _has_shift(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
