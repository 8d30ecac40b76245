"""A strip below the page for what is to be told but needs no decision."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.ui import icons
from gi_desktop.ui.pages.page import MARGIN, scrolling
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label
from gi_desktop.ui.wrapping import line_height

_MOST_LINES = 7
"""Lines of a list that show without scrolling."""


class Notice(QWidget):
    """One sentence, perhaps with a list below and with actions; stays until it is closed.

    What a later change could make untrue passes: ``pass_by`` closes it, ``pass_change`` also
    what stands until the report is changed, whatever page is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passes = False
        self._until_change = False
        self._busy = False
        frame = QFrame()
        frame.setObjectName("notice")
        self.sentence = label("", "noticeSentence", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines = label("", "noticeLines", wrap=True)
        self._area = scrolling(self.lines, "notice")
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # arrows scroll it
        self._area.setAccessibleName("逐条说明")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(2 * MEASURES.grid)
        self._actions.setContentsMargins(0, MEASURES.grid // 2, 0, 0)  # on a line with the sentence
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setToolTip("关闭这条说明")
        close.setAccessibleName("关闭这条说明")
        close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.setSpacing(MEASURES.grid)
        head.addWidget(self.sentence, 1)
        head.addLayout(self._actions)
        head.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 5, 6, 5)
        inner.setSpacing(MEASURES.grid // 2)
        inner.addLayout(head)
        inner.addWidget(self._area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 0, MARGIN, MEASURES.grid)
        outer.addWidget(frame)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make the list as high as its lines, up to a limit."""
        width = self._area.viewport().width()
        most = _MOST_LINES * line_height(self.lines.font())
        self._area.setFixedHeight(min(self.lines.heightForWidth(width), most))

    def tell(
        self,
        sentence: str,
        lines: Sequence[str] = (),
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show a sentence, a list and actions in place of what was shown before."""
        self._passes = False
        self._show(sentence, lines, actions)

    def tell_passing(
        self,
        sentence: str,
        lines: Sequence[str] = (),
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show a result that stands only until the next change or the next page."""
        self._passes = True
        self._show(sentence, lines, actions)

    def tell_until_change(
        self,
        sentence: str,
        lines: Sequence[str] = (),
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show what stands on every page, until the report is changed."""
        self.tell(sentence, lines, actions)
        self._until_change = True

    def tell_busy(
        self, sentence: str, actions: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Show what begins, in place of what was shown before."""
        self.tell(sentence, (), actions)
        self._busy = True

    def tell_on(self, sentence: str) -> None:
        """Show how it goes on, where nothing else was told meanwhile and it was not closed."""
        if self._busy and self.isVisible():
            self.sentence.setText(sentence)  # its actions stay: one may have the focus

    def end_busy(self) -> None:
        """Close what was shown of work that goes on; anything else stays."""
        if self._busy:
            self._busy = False
            self.hide()

    def pass_by(self) -> None:
        """Close what stands only until now; anything else stays."""
        if self._passes:
            self.hide()

    def pass_change(self) -> None:
        """Close what a change of the report makes untrue; anything else stays."""
        if self._until_change:
            self.hide()
        self.pass_by()

    def _show(
        self,
        sentence: str,
        lines: Sequence[str],
        actions: Sequence[tuple[str, Callable[[], object]]],
    ) -> None:
        self._busy = self._until_change = False
        self.sentence.setText(sentence)
        self.lines.setText("\n".join(lines))
        self._area.setVisible(bool(lines))
        self._area.verticalScrollBar().setValue(0)
        self._fit()
        while (item := self._actions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it may be the one that was clicked: it goes a little later
                widget.deleteLater()
        for text, act in actions:
            self._actions.addWidget(button(text, act, "link"))
        self.show()
