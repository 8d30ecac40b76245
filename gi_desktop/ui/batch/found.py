"""The findings of one report in the list of 批量核对, one below the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from gi_desktop.batch import Judged
from gi_desktop.report.finding import Finding
from gi_desktop.report.unfilled import Weight
from gi_desktop.ui.batch.lines import Line
from gi_desktop.ui.batch.model import ROLES, sign
from gi_desktop.ui.steps import State
from gi_desktop.ui.theme import Role
from gi_desktop.ui.wrapped_items import WrappedItems

_JUDGED = Qt.ItemDataRole.UserRole
_PICTURES = {
    Weight.ERROR: ("error", Role.ERROR),
    Weight.UNFILLED: ("untouched", Role.SECONDARY),
    Weight.VERIFY: ("verify", Role.VERIFY),
    Weight.HINT: ("hint", Role.SECONDARY),
}


class FoundList(QListWidget):
    """Enter or a double click asks for the place where a finding can be mended."""

    asked = Signal(object)
    """The ``Finding`` one wants to see in its report; None for the report as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batchFound")
        self.setAccessibleName("这份报告的问题")
        self.setAccessibleDescription("上下键选问题，回车打开报告，到这一处。")
        self.setWordWrap(True)
        self.setItemDelegate(WrappedItems(self))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(self._ask)

    def show_line(self, line: Line | None) -> None:
        """Show the findings of a line."""
        self.clear()
        if line is None:
            return
        findings = line.checked.findings if line.checked is not None else ()
        if line.remark:
            unread = line.checked is not None and bool(line.checked.problem)
            self._say(line.remark, State.ERROR if unread else State.VERIFY)
        elif not findings:
            self._say("没有发现问题。", State.DONE)
        for judged in findings:
            self._add(judged)
        self.setCurrentRow(0)

    def _say(self, words: str, state: State) -> None:
        item = QListWidgetItem(words)
        item.setIcon(sign(state.value, ROLES[state]))
        self.addItem(item)

    def _add(self, judged: Judged) -> None:
        found = judged.finding
        item = QListWidgetItem(f"{judged.part or '基本信息'}：{found.message}{found.remedy}")
        if judged.reason:
            item.setText(f"{item.text()}\n理由：{judged.reason}")
        picture, role = _PICTURES[judged.weight]
        item.setIcon(sign(picture, role))
        item.setData(_JUDGED, judged)
        spoken = f"{judged.weight}，{item.text()}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(judged.weight.value)
        self.addItem(item)

    def finding(self) -> Finding | None:
        """Return the finding of the current line."""
        judged: Judged | None = self.currentIndex().data(_JUDGED)
        return judged.finding if judged is not None else None

    def _ask(self, item: QListWidgetItem) -> None:
        judged: Judged | None = item.data(_JUDGED)
        self.asked.emit(judged.finding if judged is not None else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.count() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit(self.finding())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # lines break anew in another width
