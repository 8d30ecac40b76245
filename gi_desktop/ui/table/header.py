"""The heading rows of a table, merged as on the form; they stay while the body scrolls."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gi_desktop.form import GridCell, Label, Table
from gi_desktop.ui.table.ink import Ink


class FormHeader(QHeaderView):
    """Paints the rows above the body over the body's own columns, so both always agree."""

    def __init__(self, table: Table, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._ink = ink
        self._heights: list[int] = [0] * table.header_rows
        self._cells = [
            (cell, cell.content)
            for cell in table.grid
            if cell.row < table.header_rows and isinstance(cell.content, Label)
        ]
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName("表头")

    def set_heights(self, heights: list[int]) -> None:
        """Set the heights of the heading rows."""
        self._heights = heights
        self.setFixedHeight(max(sum(heights), 1))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), sum(self._heights))

    def cell_rect(self, cell: GridCell) -> QRect:
        """Return where a heading stands in the viewport."""
        last = cell.column + cell.column_span - 1
        left = self.sectionViewportPosition(cell.column)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        top = sum(self._heights[: cell.row])
        height = sum(self._heights[cell.row : cell.row + cell.row_span])
        return QRect(left, top, right - left, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for cell, label in self._cells:
            rect = self.cell_rect(cell)
            if rect.intersects(event.rect()):
                self._ink.paint_label(painter, rect, cell, label, rect)
        painter.end()
