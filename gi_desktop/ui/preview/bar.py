"""What stands above the pages: zoom, the current page, printing."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gi_desktop.ui import icons
from gi_desktop.ui.preview.pages_view import ZOOMS, Fit, PagesView
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import label

NARROW = 560
"""Below this width pictures stand without their words, in px."""


class PreviewBar(QWidget):
    """Acts on a ``PagesView`` and shows its state."""

    print_asked = Signal()

    def __init__(self, view: PagesView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.setObjectName("previewBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(MEASURES.bar)
        tool = self._tool
        self.smaller = tool("缩小", "zoom-out", "Ctrl+-", lambda: view.step_zoom(-1))
        self.actual = tool("100 %", "", "Ctrl+0", lambda: view.set_zoom(1.0))
        self.larger = tool("放大", "zoom-in", "Ctrl+=", lambda: view.step_zoom(1))
        self.width_ = tool("页宽", "page-width", "Ctrl+1", lambda: view.set_fit(Fit.WIDTH))
        self.whole = tool("整页", "whole-page", "Ctrl+2", lambda: view.set_fit(Fit.PAGE))
        self.print = tool("打印", "print", "Ctrl+P", self.print_asked.emit)
        self._key("Ctrl++", lambda: view.step_zoom(1))
        self.count = label("", "stepCount")
        self.actual.setMinimumWidth(64)
        for button in (self.width_, self.whole):
            button.setCheckable(True)
        self._build()
        view.zoom_changed.connect(self.show_state)
        view.current_changed.connect(self.show_state)
        self.show_state()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(MEASURES.grid, 0, 2 * MEASURES.grid, 0)
        row.setSpacing(MEASURES.grid // 2)
        for part in (self.smaller, self.actual, self.larger):
            row.addWidget(part)
        row.addSpacing(MEASURES.grid)
        row.addWidget(self.width_)
        row.addWidget(self.whole)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.print)

    def _tool(self, text: str, picture: str, keys: str, act: Callable[[], object]) -> QToolButton:
        made = QToolButton(self)
        made.setText(text)
        if picture:
            made.setIcon(icons.icon(picture))
            made.setIconSize(QSize(icons.SIZE, icons.SIZE))
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setFixedHeight(MEASURES.control)
        made.setToolTip(f"{text}（{keys}）")
        made.setAccessibleName(made.toolTip())
        made.clicked.connect(lambda _checked: act())
        made.clicked.connect(lambda _checked: self.show_state())
        self._key(keys, act)
        return made

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.window())
        shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        with_words = self.width() >= NARROW
        style = styles.ToolButtonTextBesideIcon if with_words else styles.ToolButtonIconOnly
        for button in (self.smaller, self.larger, self.width_, self.whole):
            button.setToolButtonStyle(style)

    def show_state(self) -> None:
        """Show zoom, fit and the current page."""
        view = self._view
        percent = f"{round(view.zoom * 100)} %"
        self.actual.setText(percent)
        self.actual.setToolTip(f"现在是 {percent}；按这里恢复 100 %（Ctrl+0）")
        self.actual.setAccessibleName(self.actual.toolTip())
        self.width_.setChecked(view.fit is Fit.WIDTH)
        self.whole.setChecked(view.fit is Fit.PAGE)
        self.smaller.setEnabled(view.zoom > ZOOMS[0])
        self.larger.setEnabled(view.zoom < ZOOMS[-1])
        self.show_count()

    def show_count(self) -> None:
        """Show which page is looked at, and how many there are."""
        count = len(self._view.pages)
        self.count.setText(f"第 {self._view.current} 页，共 {count} 页" if count else "")
        self.print.setEnabled(count > 0)
