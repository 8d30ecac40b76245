"""Choosing which changes of a Word document are taken over (读回)."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.importing.read_back import ReadBack
from gi_desktop.report.difference import Difference
from gi_desktop.ui.difference_list import DifferenceList
from gi_desktop.ui.pages.page import scrolling
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import button, label
from gi_desktop.ui.wrapping import line_height

_WIDTH, _HEIGHT = 720, 560
_MOST_LINES = 5
"""Of comments and cells that were not read, before they scroll."""


class ReadBackDialog(QDialog):
    """The changes, all ticked unless the document may be another report's."""

    def __init__(self, name: str, found: ReadBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("读回 Word 里的改动")
        said = f"“{name}”和打开的报告对照，有下面的不同。打勾的会采用，可以一步撤销。"
        self.list = DifferenceList(found.differences)
        self.take = button("", self.accept, "primary")
        self.take.setDefault(True)
        self.cancel = button("取消", self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(MEASURES.grid)
        foot.addStretch()
        foot.addWidget(self.take)
        foot.addWidget(self.cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        whole.setSpacing(MEASURES.grid)
        whole.addWidget(label(said, "context", wrap=True))
        if found.stranger:
            whole.addWidget(label(found.stranger, "mildNote", wrap=True))
            self.list.tick(on=False)
        whole.addWidget(self.list, 1)
        self._add_lines(whole, found)
        whole.addLayout(foot)
        room = self.screen().availableSize()
        width = min(scaled(_WIDTH), room.width() - 32)
        self.resize(width, min(scaled(_HEIGHT), room.height() - 64))
        self.list.changed.connect(self._name)
        self._name()
        if self.list.boxes:
            self.list.boxes[0].setFocus()

    def _add_lines(self, whole: QVBoxLayout, found: ReadBack) -> None:
        """Show comments, and what could not be read and so stays."""
        lines = [*found.remarks, *found.unread]
        if not lines:
            return
        body = label("\n".join(lines), "noticeLines", wrap=True)
        area = scrolling(body, "remarks")
        area.setFocusPolicy(self.list.area.focusPolicy().TabFocus)
        area.setAccessibleName("批注和没有读到的")
        line = line_height(body.font())
        area.setMinimumHeight(line + 4)
        area.setMaximumHeight(min(len(lines), _MOST_LINES) * line + 4)
        counts = [
            f"批注 {len(found.remarks)} 条" if found.remarks else "",
            f"没有读到的 {len(found.unread)} 处，保持不变" if found.unread else "",
        ]
        whole.addWidget(label("；".join(filter(None, counts)), "groupTitle", wrap=True))
        whole.addWidget(area)

    def _name(self) -> None:
        count = len(self.list.chosen())
        words = f"采用打勾的 {count} 处"
        self.take.setText(words)
        self.take.setAccessibleName(words)
        self.take.setEnabled(count > 0)

    def chosen(self) -> tuple[Difference, ...]:
        """Return the changes to take over."""
        return tuple(self.list.chosen())
