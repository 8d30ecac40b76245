"""The help beside the work: a title, and what is said under each heading."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gi_desktop.ui.field_help import HelpText
from gi_desktop.ui.pages.page import scrolling
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

_OUTER, _FRAME, _INNER = 4, MEASURES.frame, 8
"""Right of the text: free, the frame that shows the focus, the place of the scroll bar."""
_RIGHT = _OUTER + _FRAME + _INNER
_LEFT = _FRAME + 6
"""Left of the text: the frame, and some air."""
NAME = "填写说明"


class HelpView(QWidget):
    """Shows one help at a time; arrows scroll it once it has the focus."""

    left = Signal()
    """Escape was pressed in it: back to the work."""
    entered = Signal(bool)
    """Whether the focus has come into the text, or has gone."""
    whole_asked = Signal()
    """The whole help is wanted, at what is shown here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = HelpText("")
        self.title = label("", "helpTitle", wrap=True)
        self.whole = button("全部说明", self.whole_asked.emit, "link")
        self.whole.setToolTip("打开填报说明的全文，可以查找（再按一次 F1）")
        self.whole.setAccessibleName("打开填报说明的全文")
        head = QHBoxLayout()
        head.setContentsMargins(_LEFT, 0, _RIGHT - _OUTER, 0)
        head.setSpacing(MEASURES.grid)
        head.addWidget(self.title, 1)
        head.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignTop)
        self._parts: list[_Part] = []
        body = QWidget()
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(_LEFT - _FRAME, 2, _INNER, 2)
        self._lines.setSpacing(MEASURES.grid)
        self.area: QScrollArea = scrolling(body, "help")
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName(NAME)
        self.area.installEventFilter(self)
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, _OUTER, 0)
        self._around.setSpacing(MEASURES.grid // 2)
        self._around.addLayout(head)
        self._around.addWidget(self.area, 1)

    def show_help(self, found: HelpText) -> None:
        """Show another help, from its beginning."""
        if found == self.shown:
            return
        self.shown = found
        self.title.setText(found.title)
        while len(self._parts) < len(found.parts):  # used again, so that moving builds none
            self._parts.append(_Part())
            self._lines.addWidget(self._parts[-1])
        for number, shown in enumerate(self._parts):
            if number < len(found.parts):
                shown.heading.setText(found.parts[number].heading)
                shown.words.setText(found.parts[number].text)
            shown.setVisible(number < len(found.parts))
        self.area.setAccessibleName(f"{NAME}：{found.title}" if found.title else NAME)
        self.area.setAccessibleDescription(found.words())
        self.area.verticalScrollBar().setValue(0)

    def needed_height(self, width: int) -> int:
        """Return the height at which nothing has to be scrolled."""
        beside = _LEFT + _RIGHT + MEASURES.grid + self.whole.sizeHint().width()
        head = max(
            self.title.heightForWidth(max(width - beside, 1)),
            self.whole.sizeHint().height(),
        )
        inside = self._lines.heightForWidth(width - _OUTER - 2 * _FRAME) + 2 * _FRAME
        return head + self._around.spacing() + inside

    def text(self) -> str:
        """Return what is shown, title first."""
        return f"{self.shown.title}\n{self.shown.words()}"

    def take_focus(self) -> None:
        """Let arrows scroll the help, and a screen reader read it."""
        self.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_focus(self) -> bool:
        """Whether the focus is in the help."""
        return self.area.hasFocus() or self.whole.hasFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.entered.emit(kind == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Part(QWidget):
    """A heading and the words under it."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "helpHeading", wrap=True)
        self.words = label("", "helpText", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.heading)
        lines.addWidget(self.words)
