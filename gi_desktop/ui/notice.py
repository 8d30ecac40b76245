"""A strip above the page for what is to be told but needs no decision."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.ui import icons
from gi_desktop.ui.pages.page import MARGIN
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

_MOST_LINES = 5
"""Lines of a list that show without scrolling."""


class Notice(QWidget):
    """One sentence, perhaps with a list below and with actions; stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QFrame()
        frame.setObjectName("notice")
        self.sentence = label("", "noticeSentence", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("逐条说明")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(2 * MEASURES.grid)
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setToolTip("关闭这条说明")
        close.setAccessibleName("关闭这条说明")
        close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.setSpacing(MEASURES.grid)
        head.addWidget(self.sentence, 1)
        head.addLayout(self._actions)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 5, 6, 5)
        inner.setSpacing(MEASURES.grid // 2)
        inner.addLayout(head)
        inner.addWidget(self.lines)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MEASURES.grid, MARGIN, 0)
        outer.addWidget(frame)
        self.hide()

    def tell(
        self,
        sentence: str,
        lines: Sequence[str] = (),
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show a sentence, a list and actions in place of what was shown before."""
        self.sentence.setText(sentence)
        self.lines.setPlainText("\n".join(lines))
        self.lines.setVisible(bool(lines))
        height = self.lines.fontMetrics().lineSpacing()
        self.lines.setFixedHeight(height * min(len(lines) + 1, _MOST_LINES) + 14)
        while (item := self._actions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for text, act in actions:
            self._actions.addWidget(button(text, act, "link"))
        self.show()
