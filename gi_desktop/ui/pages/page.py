"""What every page of the wizard offers, and how its head looks."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from gi_desktop.session import Change
from gi_desktop.ui.steps import Place
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import label

MARGIN = 20
_LABEL_WIDTH = 88
"""Of the names before the fields of a card."""


class Page(Protocol):
    """One page. It holds no value: it shows the session's report and makes edits."""

    @property
    def focused(self) -> SignalInstance:
        """Tells the address of the cell, or the name of the field, that has the focus."""

    def commit(self) -> None:
        """Take over what is still being typed or composed."""

    def refresh(self, change: Change) -> None:
        """Show what the report holds now."""

    def show_place(self, place: Place) -> None:
        """Take the focus, at ``place`` where it names something on this page."""


def page_layout(page: QWidget, title: str, context: str = "") -> QVBoxLayout:
    """Give the page its layout with title and context line; return it for the work below."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(MARGIN, 2 * MEASURES.grid, MARGIN, 2 * MEASURES.grid)
    layout.setSpacing(MEASURES.grid // 2)
    layout.addWidget(label(title, "pageTitle", wrap=True))
    if context:
        layout.addWidget(label(context, "context", wrap=True))
    layout.addSpacing(MEASURES.grid)
    return layout


class PageArea(QScrollArea):
    """Shows a page in full height; scrolls it where the window is lower than it can be."""

    fitted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setObjectName("pageScroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.installEventFilter(self)

    def show_cursor(self, focused: QWidget) -> None:
        """Scroll to where the cursor of ``focused``, a part of the page, stands."""
        cursor = QRectF(focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).toRect()
        place = focused.mapTo(self._page, cursor.center())
        self.ensureVisible(0, place.y(), 0, cursor.height() + 2 * MEASURES.grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        # Qt's own resizing gives a page that wraps the height it would like, not the least.
        seen = self.viewport().size()
        layout = self._page.layout()
        least = layout.minimumHeightForWidth(seen.width()) if layout else seen.height()
        self._page.resize(seen.width(), max(seen.height(), least))
        self.fitted.emit()


def form_card(title: str, build: Callable[[QGridLayout], None]) -> QFrame:
    """Return a card with a title and the fields that ``build`` puts into its grid."""
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(*(2 * MEASURES.grid,) * 4)
    inside.setSpacing(MEASURES.grid)
    inside.addWidget(label(title, "groupTitle"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * MEASURES.grid)
    grid.setVerticalSpacing(MEASURES.grid)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    build(grid)
    inside.addLayout(grid)
    return card


def scrolling(body: QWidget, kind: str = "page") -> QScrollArea:
    """Return an area that scrolls ``body`` up and down, never sideways."""
    area = QScrollArea()
    area.setObjectName(f"{kind}Scroll")
    body.setObjectName(f"{kind}Body")
    body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area


def show_part(area: QScrollArea, top: int, height: int) -> None:
    """Scroll as little as brings a part into sight; one higher than the area from its top.

    Qt's own way looks at the text cursor in a widget, not at the widget.
    """
    bar = area.verticalScrollBar()
    bottom = top + height + MEASURES.grid - area.viewport().height()
    bar.setValue(min(max(bar.value(), bottom), top - MEASURES.grid))
