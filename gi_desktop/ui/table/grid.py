"""A table as the form shows it: labels, cells, heading rows. Nothing is done in it yet."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from PySide6.QtCore import QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gi_desktop.form import GridCell, Label
from gi_desktop.ui.table.geometry import column_widths, row_heights
from gi_desktop.ui.table.header import FormHeader
from gi_desktop.ui.table.ink import PLAIN, CellLook, Ink, padding
from gi_desktop.ui.table.model import UNSEEN_ROLES, FormModel, Index
from gi_desktop.ui.theme import MEASURES, scaled

_LEAST_ROWS = 3
"""Rows of the body that stay in sight however low the window is."""


class GridView(QTableView):
    """Spreads the columns over the width, keeps the heading rows above the body."""

    def __init__(self, model: FormModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form_model = model
        self._ink = Ink()
        self._content_height = 0
        self._tops: list[int] = []
        self._lefts: list[int] = []
        """Where the rows of the body and the columns begin, and the last of them ends, in px."""
        self._labels: list[QPersistentModelIndex] = []
        """Where printed labels stand below the heading rows."""
        self._header = FormHeader(model.table, self._ink, self)
        self.setHorizontalHeader(self._header)

    def show_form(self) -> None:
        """Show the table. Called once its subclass can answer what Qt asks then."""
        self.setModel(self._form_model)
        self._set_up()
        self._merge()
        self._labels = [
            QPersistentModelIndex(self._form_model.index(row, cell.column))
            for cell in self._form_model.table.grid
            if isinstance(cell.content, Label)
            and (row := cell.row - self._form_model.table.header_rows) >= 0
        ]

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
        self._content_height, least = self._lay_out(self.width())
        scrolls = self.height() < self._content_height
        if scrolls:
            _, least = self._lay_out(self.width() - bar.sizeHint().width())
        # Once, and last: each of them may resize the table at once.
        self.setMinimumHeight(least)
        self.setMaximumHeight(self._content_height)
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOn if scrolls else policies.ScrollBarAlwaysOff
        )
        self.updateGeometries()  # now, not when Qt gets round to it: nothing may shift sideways

    def _lay_out(self, width: int) -> tuple[int, int]:
        """Set widths and heights for a table ``width`` px wide; return its height and the least."""
        table = self._form_model.table
        side = padding(width // len(table.widths))
        widths = column_widths(table, width, self._ink.advance, side)
        heights = row_heights(table, widths, self._least_height(widths), self._ink.label_height)
        self._lefts = [0, *accumulate(widths)]
        for column, wide in enumerate(widths):
            self.setColumnWidth(column, wide)
        heading, body = heights[: table.header_rows], heights[table.header_rows :]
        self._header.set_heights(heading)
        self._tops = [0, *accumulate(body)]
        for row, high in enumerate(body):
            self.setRowHeight(row, high)
        return sum(heights), sum(heading) + sum(body[:_LEAST_ROWS])

    def _least_height(self, widths: Sequence[int]) -> int:
        """Return the least height of a row: two lines where numbers have no room side by side."""
        table, ink = self._form_model.table, self._ink
        usual = scaled(MEASURES.row)
        shown = {cell: self._form_model.state(cell).last for cell in table.by_address}
        ink.stacked = not all(
            ink.fits_beside(last, sum(widths[place.column : place.column + place.column_span]))
            for cell, place in table.by_address.items()
            if (last := shown[cell])
        )
        return max(usual, ink.stacked_height) if ink.stacked else usual

    def refit(self) -> None:
        """Lay the table out again: other numbers of last year are shown."""
        self._fit()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(
            super().sizeHint().width(), self._content_height or super().sizeHint().height()
        )

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # Qt moves what was painted only where nothing waits to be painted, as a cell whose editor
        # was closed does: that is painted first, then.
        self.viewport().repaint(0, 0, 1, 1)
        super().scrollContentsBy(dx, dy)
        # What was painted moves along, but for labels, which stay in the middle of what is in sight
        # of them, and for the line at the lower edge.
        seen = self.viewport().rect()
        moved = seen.adjusted(0, seen.height() - 1 + min(dy, 0), 0, 0)
        for index in self._labels:
            self.viewport().update(self.visualRect(index) & seen)
        self.viewport().update(moved)

    # Painting -------------------------------------------------------------------------------

    def look(self, cell: str) -> CellLook:
        """Return how the cell looks beside what it holds."""
        return PLAIN

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is asked for: a third of the time that Qt takes to ask a delegate for it."""
        painter = QPainter(self.viewport())
        seen = self.viewport().rect()
        for place, rect in self._places_in(event.region()):
            if isinstance(place.content, Label):
                self._ink.paint_label(painter, rect, place, place.content, rect & seen)
            else:
                cell = place.content.address
                state = self._form_model.state(cell)
                self._ink.paint_cell(painter, rect, place, state, self.look(cell))
        self._ink.paint_end(painter, seen)
        painter.end()

    def _places_in(self, region: QRegion) -> Iterator[tuple[GridCell, QRect]]:
        """Yield what stands in the region, and where."""
        table, around = self._form_model.table, region.boundingRect()
        above = table.header_rows
        down, right = self.rowViewportPosition(0), self.columnViewportPosition(0)
        tops = [down + top for top in self._tops]
        lefts = [right + left for left in self._lefts]
        upper, lower = around.top(), around.top() + around.height()
        for place in table.grid:
            row = place.row - above
            if row < 0 or tops[row] >= lower or tops[row + place.row_span] <= upper:
                continue
            left, top = lefts[place.column], tops[row]
            wide = lefts[place.column + place.column_span] - left
            rect = QRect(left, top, wide, tops[row + place.row_span] - top)
            if region.intersects(rect):
                yield place, rect
