"""A strip below the page for what is to be told but needs no decision."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.ui import icons
from gi_desktop.ui.pages.page import MARGIN, scrolling
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import button, label
from gi_desktop.ui.wrapping import line_height

_MOST_LINES = 7
"""Lines of a list that show without scrolling."""
_SHARE = 0.4
"""Of the height of the window that may be taken; what has no room scrolls."""
_NARROW = 700
"""Below this width, and below a list, links stand below what is told, which has all of it then."""
_TOP = Qt.AlignmentFlag.AlignTop


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
        body = QWidget()
        said = QVBoxLayout(body)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(MEASURES.grid // 2)
        said.addWidget(self.sentence)
        said.addWidget(self.lines, 1)
        self._area = scrolling(body, "notice")
        self._area.setAccessibleName("说明")
        self._area.viewport().installEventFilter(self)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(2 * MEASURES.grid)
        self._actions.setContentsMargins(0, MEASURES.grid // 2, 0, 0)  # on a line with the sentence
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setToolTip("关闭这条说明")
        close.setAccessibleName("关闭这条说明")
        close.clicked.connect(self.hide)
        self._told = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._told.setSpacing(MEASURES.grid)
        self._told.addWidget(self._area, 1)
        self._told.addLayout(self._actions)
        self._told.setAlignment(self._actions, _TOP | Qt.AlignmentFlag.AlignLeft)
        inner = QHBoxLayout(frame)
        inner.setContentsMargins(12, 5, 6, 5)
        inner.setSpacing(MEASURES.grid)
        inner.addLayout(self._told, 1)
        inner.addWidget(close, 0, _TOP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 0, MARGIN, MEASURES.grid)
        outer.addWidget(frame)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Break the lines anew where the room for them changes, as when links come or go."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Make what is told as high as its lines, up to a limit; links go where there is room."""
        directions = QBoxLayout.Direction
        below = bool(self.lines.text()) or self.width() < scaled(_NARROW)
        self._told.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        if (layout := self.layout()) is not None:
            layout.activate()  # the width below is the one that is left
        width = self._area.viewport().width()
        sentence, listed = self.sentence.heightForWidth(width), 0
        if self.lines.text():
            listed = self.lines.heightForWidth(width) + MEASURES.grid // 2
        line = line_height(self.lines.font())
        most = min(sentence + _MOST_LINES * line, round(_SHARE * self.window().height()))
        self._area.setFixedHeight(min(sentence + listed, max(most, 2 * line)))
        scrolls = sentence + listed > self._area.height()  # by arrows then
        policy = Qt.FocusPolicy
        self._area.setFocusPolicy(policy.TabFocus if scrolls else policy.NoFocus)

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
        self.lines.setVisible(bool(lines))
        self._area.verticalScrollBar().setValue(0)
        while (item := self._actions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it may be the one that was clicked: it goes a little later
                widget.deleteLater()
        for text, act in actions:
            self._actions.addWidget(button(text, act, "link"))
        self._fit()
        self.show()
