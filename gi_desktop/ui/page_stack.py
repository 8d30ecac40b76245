"""The middle of the window: the start page, or the page of a step, each made at its first visit."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from gi_desktop.session import Change
from gi_desktop.ui.pages.page import Page, PageArea
from gi_desktop.ui.pages.start import StartPage
from gi_desktop.ui.steps import Step


class PageStack(QStackedWidget):
    """Shows one page at a time."""

    focused = Signal(str)
    """What has the focus on a page, as :attr:`Page.focused` tells it."""

    def __init__(self, start: StartPage) -> None:
        super().__init__()
        self.start = start
        self.pages: dict[int, QWidget] = {}
        """The pages made so far, by the numbers of their steps from 0."""
        self._holders: dict[int, QWidget] = {}
        self.addWidget(start)

    @property
    def number(self) -> int:
        """The number of the current step, from 0; -1 on the start page."""
        shown = self.currentWidget()
        return next((n for n, holder in self._holders.items() if holder is shown), -1)

    @property
    def page(self) -> Page | None:
        """The current page; None on the start page."""
        widget = self.pages.get(self.number)
        return cast("Page", widget) if widget is not None else None

    def show_start(self) -> None:
        """Show the start page."""
        self.setCurrentWidget(self.start)

    def show_step(self, number: int, step: Step, make: Callable[[], QWidget]) -> Page:
        """Show the page of a step with what the report holds now; return it."""
        if number in self.pages:
            page = cast("Page", self.pages[number])
            page.refresh(Change())
        else:
            page = self._add(number, step, make())
        self.setCurrentWidget(self._holders[number])
        return page

    def _add(self, number: int, step: Step, made: QWidget) -> Page:
        page = cast("Page", made)
        self.pages[number] = self._holders[number] = made
        page.focused.connect(self.focused)
        # A page that does not scroll by itself does where the window is too low for it.
        if step.section is not None:
            self._holders[number] = area = PageArea(made)
            area.fitted.connect(self.follow)
        self.addWidget(self._holders[number])
        return page

    def drop(self) -> None:
        """Forget the pages: of another report, or measured in another size of text."""
        for holder in self._holders.values():
            self.removeWidget(holder)
            holder.deleteLater()
        self.pages.clear()
        self._holders.clear()

    def follow(self) -> None:
        """Keep what has the focus in sight where the page itself scrolls."""
        holder, focused = self.currentWidget(), QApplication.focusWidget()
        if isinstance(holder, PageArea) and focused is not None and holder.isAncestorOf(focused):
            holder.show_cursor(focused)
