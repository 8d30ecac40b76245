"""The recent reports on the start page: one line each with sign, state and place."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gi_desktop.ui import icons, theme
from gi_desktop.ui.recent_summary import Summary
from gi_desktop.ui.steps import State
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.wrapping import draw_lines, line_height, wrap

_SUMMARY = Qt.ItemDataRole.UserRole
_SIGN = 16
_SIDE, _PADDING, _GAP = 2 * MEASURES.grid, 9, 10
_ROLES = {
    State.DONE: Role.GOOD,
    State.ERROR: Role.ERROR,
    State.VERIFY: Role.VERIFY,
    State.OPEN: Role.SECONDARY,
}
_Index = QModelIndex | QPersistentModelIndex


class RecentList(QListWidget):
    """Enter opens, Delete takes off the list; the file stays."""

    opened = Signal(Path)
    dropped = Signal(Path)
    folder_asked = Signal(Path)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.setObjectName("recentList")
        self.setAccessibleName("最近的报告")
        self.setAccessibleDescription("上下键选报告，回车打开，Delete 从列表中移除，文件不会删除。")
        self.setFrameShape(QFrame.Shape.NoFrame)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the page scrolls
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.itemClicked.connect(self._open)

    # What it shows ------------------------------------------------------------------------------

    def show_summaries(self, summaries: Sequence[Summary]) -> None:
        """Show these, the first as current one."""
        self.clear()
        for one in summaries:
            self.addItem(QListWidgetItem())
            self._put(self.count() - 1, one)
        self.setCurrentRow(0 if summaries else -1)
        self._fit()

    def show_summary(self, one: Summary) -> None:
        """Show more of a draft that is listed."""
        for row in range(self.count()):
            if self.summary(row).path == one.path:
                self._put(row, one)
        self._fit()

    def _put(self, row: int, one: Summary) -> None:
        item = self.item(row)
        item.setData(_SUMMARY, one)
        item.setText(one.title)
        spoken = f"{one.title}，{one.words}，{one.details(self.today)}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(str(one.path).replace("<", "＜"))

    def summary(self, row: int) -> Summary:
        """Return what stands in a line."""
        found: Summary = self.item(row).data(_SUMMARY)
        return found

    def _fit(self) -> None:
        """Be as high as all lines: the page scrolls, not the list."""
        self.scheduleDelayedItemsLayout()
        high = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(high + 2 * self.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Keys and mouse -----------------------------------------------------------------------------

    def _open(self, item: QListWidgetItem) -> None:
        one: Summary = item.data(_SUMMARY)
        self.opened.emit(one.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentRow()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.summary(row).path)
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(self.summary(row).path)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if keyboard else self.itemAt(event.pos())
        if item is None:
            return
        menu = self.menu_of(item.data(_SUMMARY).path)
        place = self.visualItemRect(item).center() if keyboard else event.pos()
        menu.popup(self.viewport().mapToGlobal(place))

    def menu_of(self, path: Path) -> QMenu:
        """Return what can be done with a report, as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, asked in (
            ("打开(&O)", self.opened),
            ("在文件夹中显示(&F)", self.folder_asked),
            ("从列表中移除(&D)", self.dropped),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked, told=asked: told.emit(path))
        return menu


class _Delegate(QStyledItemDelegate):
    """Paints one report: name and state, below when it was saved, until when, and where."""

    def __init__(self, listed: RecentList) -> None:
        super().__init__(listed)
        self._list = listed

    def _lines(self, one: Summary, width: int) -> tuple[str, ...]:
        """Return the second line; a problem in as many lines as it takes."""
        details, small = one.details(self._list.today), theme.font(MEASURES.small)
        if one.problem:
            return wrap(details, small, width)
        mode = Qt.TextElideMode.ElideMiddle
        return (QFontMetrics(small).elidedText(details, mode, width),)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._list.viewport().width()
        one: Summary = index.data(_SUMMARY)
        lines = len(self._lines(one, width - 2 * _SIDE - theme.scaled(_SIGN) - _GAP))
        high = line_height(theme.font(bold=True)) + lines * line_height(theme.font(MEASURES.small))
        return QSize(width, high + 2 * _PADDING + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = getattr(option, "rect")  # noqa: B009 - the stubs of Qt leave it out
        state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009 - the same
        one: Summary = index.data(_SUMMARY)
        self._ground(painter, rect, state, first=index.row() == 0)
        bold, role = theme.font(bold=True), _ROLES[one.state]
        line = line_height(bold)
        side = theme.scaled(_SIGN)
        area = rect.adjusted(_SIDE + side + _GAP, _PADDING, -_SIDE, -_PADDING)
        sign = QRectF(rect.left() + _SIDE, area.top() + (line - side) / 2, side, side)
        icons.paint(painter, sign, one.state.value, role)
        head = QRect(area.left(), area.top(), area.width(), line)
        painter.setFont(theme.font())
        painter.setPen(theme.color(role))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | middle, one.words)
        taken = QFontMetrics(theme.font()).horizontalAdvance(one.words) + _GAP
        painter.setFont(bold)
        painter.setPen(theme.color(Role.TEXT))
        mode = Qt.TextElideMode.ElideMiddle
        name = QFontMetrics(bold).elidedText(one.title, mode, head.width() - taken)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.setFont(theme.font(MEASURES.small))
        painter.setPen(theme.color(Role.SECONDARY))
        below = area.adjusted(0, line, 0, 0)
        draw_lines(painter, below, self._lines(one, below.width()))
        painter.restore()

    def _ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, first: bool
    ) -> None:
        current = bool(state & QStyle.StateFlag.State_Selected) and self._list.hasFocus()
        area = QRectF(rect).adjusted(1, 1, -1, -2)
        if not first:
            painter.setPen(theme.color(Role.LINE))
            painter.drawLine(rect.topLeft(), rect.topRight())
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color(Role.ACCENT_GROUND))
            painter.setPen(
                QPen(theme.color(Role.ACCENT), MEASURES.frame) if current else Qt.PenStyle.NoPen
            )
            painter.drawRoundedRect(area, MEASURES.corner, MEASURES.corner)
