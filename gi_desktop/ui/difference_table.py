"""What differs between two contents, side by side; where asked for, each can be ticked."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gi_desktop.report.difference import Difference
from gi_desktop.report.excerpts import excerpts
from gi_desktop.ui.headings import set_headings
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.wrapped_items import WrappedItems

_MOST = 60
"""Characters that are shown of a long text; the tip has it whole."""
_PLACE = 0.36
"""What the place takes of the width."""
_Check = Qt.CheckState


class DifferenceTable(QTableWidget):
    """One line a difference: where, what stands in the one, what in the other."""

    ticked = Signal()
    """Other lines are ticked now."""

    def __init__(self, name: str, *, tickable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._tickable = tickable
        self._shown: tuple[Difference, ...] = ()
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setItemDelegate(WrappedItems(self))
        self.setMinimumSize(scaled(220), scaled(3 * MEASURES.row))
        self.itemChanged.connect(lambda _item: self.ticked.emit())

    def show_differences(
        self,
        found: Sequence[Difference],
        heads: tuple[str, str],
        ticked: Collection[Difference] = (),
    ) -> None:
        """Show these under these headings, some of them ticked."""
        self.blockSignals(True)
        self._shown = tuple(found)
        set_headings(self, ("在哪里", *heads))
        self.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            texts = (one.place, *excerpts(one.old, one.new, _MOST))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                whole = (one.place, one.old, one.new)[column]
                item.setToolTip(whole.replace("<", "＜"))
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                spoken = f"{one.place}：{heads[0]}“{one.old}”，{heads[1]}“{one.new}”"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken if column == 0 else text)
                if column == 0 and self._tickable:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(_Check.Checked if one in ticked else _Check.Unchecked)
                self.setItem(row, column, item)
        self.blockSignals(False)
        if self._shown:
            self.setCurrentCell(0, 0)
        self._fit()
        self.ticked.emit()

    def chosen(self) -> tuple[Difference, ...]:
        """Return the ticked ones."""
        rows = range(self.rowCount())
        items = [self.item(row, 0) for row in rows]
        return tuple(
            one
            for one, item in zip(self._shown, items, strict=True)
            if item is not None and item.checkState() is _Check.Checked
        )

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every line, or none."""
        self.blockSignals(True)
        for row in range(self.rowCount()):
            if (item := self.item(row, 0)) is not None:
                item.setCheckState(_Check.Checked if ticked else _Check.Unchecked)
        self.blockSignals(False)
        self.viewport().update()
        self.ticked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Give the columns the width there is, and each line the height it needs."""
        width = self.viewport().width()
        place = round(width * _PLACE)
        side = (width - place) // 2
        for column, wide in enumerate((width - 2 * side, side, side)):
            self.setColumnWidth(column, wide)
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(scaled(MEASURES.row), self.rowHeight(row) + MEASURES.grid))
