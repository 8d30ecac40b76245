"""The line below an editor that tells what was put in order when something was pasted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gi_desktop.ui import icons
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label


class PasteNote(QWidget):
    """One sentence, 保留原样 while nothing else was changed, and a button that closes it."""

    raw_asked = Signal()
    """The text is wanted as it was pasted."""
    changed = Signal()
    """It is shown or hidden, or has another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasteNote")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._version = -1
        self.sentence = label("", "pasteSentence", wrap=True)
        self.keep = button("保留原样", self.raw_asked.emit, "link")
        self.keep.setToolTip("撤销整理，保留粘贴时的样子（Ctrl+Z）")
        self.close_button = close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setToolTip("关闭这条说明")
        close.setAccessibleName("关闭这条说明")
        close.clicked.connect(lambda _checked: self._dismiss())
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(MEASURES.grid, 2, 2, 2)
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.keep)
        row.addWidget(close)
        self.hide()

    def tell(self, notes: Sequence[str], version: int) -> None:
        """Show what was changed by the step that led to ``version`` of the report."""
        self._version = version
        what = "，".join(notes) if notes else "分成了段落"
        self.sentence.setText(f"粘贴时已整理：{what}。")
        self.keep.show()
        self.show()
        self.changed.emit()

    def follow(self, version: int) -> None:
        """Offer 保留原样 only while nothing else was changed; close once it was taken back."""
        if self.isHidden():
            return
        if version < self._version:
            self._dismiss()
        elif version > self._version and not self.keep.isHidden():
            self.keep.hide()
            self.changed.emit()

    def height_for(self, width: int) -> int:
        """Return the height it needs in that width; 0 while it is hidden."""
        if self.isHidden():
            return 0
        return max(self._row.totalHeightForWidth(width), self._row.minimumSize().height())

    def _dismiss(self) -> None:
        held = any(part.hasFocus() for part in (self.keep, self.close_button))
        self.hide()
        self.changed.emit()
        parent = self.parentWidget()
        if held and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
