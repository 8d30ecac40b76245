"""What a block would replace, and what of it cannot be read, before it is entered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.ui.headings import set_headings
from gi_desktop.ui.table.offer import Offer
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import CheckBox, button, label

_WIDTH = 620
_MOST_LINES = 12
"""Lines of the list that show without scrolling."""
_HEADINGS = ("格子", "现在", "改为")
_NUMBERS = 72
"""Least width of a column of numbers."""


class PasteDialog(QDialog):
    """Lists what needs a look. 粘贴 is what Enter gives: one 撤销 takes it back."""

    agreed = Signal(bool)
    """It is to be entered; whether dashes count as 0."""

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴前核对")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer = offer
        self.sentence = label("", "groupTitle", wrap=True)
        self.list = self._make_list()
        self.zero = CheckBox("“-”和“/”当作 0")
        self.zero.setVisible(bool(offer.dashes))
        self.zero.toggled.connect(self._fill)
        self.go_on = button("填入", self._agree, "primary")
        self.cancel = button("取消", self.reject)
        self.go_on.setDefault(True)
        self._lay_out()
        self._fill()
        self._fit()
        (self.zero if offer.dashes else self.go_on).setFocus()

    def _make_list(self) -> QTableWidget:
        made = QTableWidget(0, len(_HEADINGS))
        set_headings(made, _HEADINGS, (1, 2))
        made.setAccessibleName("要看的格子")
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(scaled(MEASURES.row))
        heads = made.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        heads.setMinimumSectionSize(_NUMBERS)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setTabKeyNavigation(False)
        made.setWordWrap(False)
        return made

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(MEASURES.grid)
        foot.addWidget(self.zero)
        foot.addStretch()
        foot.addWidget(self.go_on)
        foot.addWidget(self.cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        whole.setSpacing(MEASURES.grid)
        whole.addWidget(self.sentence)
        whole.addWidget(self.list, 1)
        whole.addLayout(foot)

    def _fill(self) -> None:
        """Show what would happen with dashes read as they are now."""
        zero = self.zero.isChecked()
        lines = self._offer.lines(dash_is_zero=zero)
        self.list.setRowCount(len(lines))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, line in enumerate(lines):
            for column, text in enumerate((line.name, line.now or "（空）", line.new)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column:
                    item.setTextAlignment(right)
                self.list.setItem(row, column, item)
        self.sentence.setText(self._words(zero=zero))
        self.go_on.setEnabled(self._offer.count(dash_is_zero=zero) > 0)

    def _fit(self) -> None:
        """Make the dialog as large as what it lists, within the screen."""
        line, width = scaled(MEASURES.row), scaled(_WIDTH)
        lines = min(self.list.rowCount(), _MOST_LINES) + 1
        heading = self.list.horizontalHeader().sizeHint().height()
        self.list.setMinimumHeight(2 * line + heading)
        rest = self.sentence.heightForWidth(width) + scaled(MEASURES.control) + 6 * MEASURES.grid
        high = lines * line + heading + rest
        room = self.screen().availableSize()
        self.resize(min(width, room.width() - 32), min(high, room.height() - 64))

    def _words(self, *, zero: bool) -> str:
        offer = self._offer
        unread = len(offer.strange) + (0 if zero else len(offer.dashes))
        replaced = len(offer.lines(dash_is_zero=zero)) - unread
        parts = [f"要填入 {offer.count(dash_is_zero=zero)} 格"]
        if replaced:
            parts.append(f"其中 {replaced} 格已经有数，会被替换")
        if unread:
            parts.append(f"另有 {unread} 格看不懂，保持不变")
        return "，".join(parts) + "。"

    def _agree(self) -> None:
        zero = self.zero.isChecked()
        self.accept()
        self.agreed.emit(zero)
