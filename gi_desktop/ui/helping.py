"""F1: the help beside the work, and the whole of it in a window of its own."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gi_desktop.form import Edition, Section
from gi_desktop.report.profile import Profile
from gi_desktop.session import Session
from gi_desktop.ui.actions import KEYS
from gi_desktop.ui.field_help import HelpPart, HelpText, help_for
from gi_desktop.ui.help_book import book, entry_of
from gi_desktop.ui.help_page import HelpPage
from gi_desktop.ui.last_year_words import last_year_part
from gi_desktop.ui.side_panel import SidePanel

_SOON_MS = 150
"""The help for the next cell, and for what is being typed, comes in a pause: keys do not wait."""


class Helping(QObject):
    """Knows what the help is wanted for, and brings it."""

    place_asked = Signal(object)
    """The ``Place`` that a link of the whole help leads to."""

    def __init__(
        self,
        side: SidePanel,
        settings: QSettings,
        state: Callable[[], tuple[Edition, Session | None]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._side = side
        self._settings = settings
        self._state = state
        self._entry = ""
        self._followed: tuple[str, Session, Section | None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._follow_again)
        self._typing = False
        """Whether cells are being filled in, one after the other."""
        self._before: QWidget | None = None
        self._back: Callable[[], None] = lambda: None
        self.page: HelpPage | None = None
        """The window of the whole help; None until it is first asked for."""
        self.trail: Callable[[str], HelpPart | None] = lambda _key: None
        """Tells what was changed last in a place; set by the window."""
        side.help.left.connect(self._return)
        side.help.whole_asked.connect(self.show_whole)

    def follow(self, key: str, session: Session, section: Section | None) -> None:
        """Show the help for what has the focus now; while cell after cell is typed, after that."""
        self._followed = (key, session, section)
        self._entry = entry_of(key, session.form, section)
        if self._typing and key in session.form.cells:
            self._soon.start()
        else:
            self._side.show_help(self._help_text(key, session, section))

    def _help_text(self, key: str, session: Session, section: Section | None) -> HelpText:
        help_text = help_for(key, session.form, section, session.profile)
        # What was there before tells much of a number, and little of a text that grows.
        changed = (part,) if (part := self.trail(self.key)) is not None else ()
        if key in session.form.cells:
            last = (beside,) if (beside := last_year_part(key, session)) is not None else ()
            parts = (*last, *changed, *help_text.parts)
        else:
            parts = (*help_text.parts, *changed)
        return HelpText(help_text.title, parts)

    @property
    def key(self) -> str:
        """The cell, text or field that the help is about; empty where it is none."""
        if self._followed is None:
            return ""
        key, _, section = self._followed
        return key or (section.text if section is not None else "")

    def refresh_soon(self, *, typing: bool = False) -> None:
        """Show the same help with what the report holds now, once there is time.

        ``typing``: a cell was filled in just now, and perhaps the next one will be.
        """
        self._typing = self._typing or typing
        self._soon.start()

    def follow_now(self) -> None:
        """Show what only a pause would have brought."""
        if self._soon.isActive():
            self._soon.stop()
            self._follow_again()

    def _follow_again(self) -> None:
        self._typing = False
        # Mostly it says the same: then nothing is laid out anew.
        followed = self._followed
        if followed is not None and self._help_text(*followed) != self._side.help.shown:
            self.follow(*followed)

    def forget(self) -> None:
        """Nothing has help of its own now, as on the start page."""
        self._entry, self._before, self._followed = "", None, None
        if self.page is not None and self.page.isVisible():
            self._fill(self.page)

    def ask(self, unfold: Callable[[], None], back: Callable[[], None], *, beside: bool) -> None:
        """Answer F1: the help beside the work, else or once more the whole of it.

        ``unfold`` opens the right side, ``back`` takes the focus where it was before is gone.
        """
        if not beside or self._side.help.has_focus():
            self.show_whole()
            return
        self.follow_now()  # what is read is what was asked for
        self._before, self._back = QApplication.focusWidget(), back
        unfold()
        self._side.help.take_focus()

    def _return(self) -> None:
        """Give the focus back to where F1 was pressed."""
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self._back()

    def show_whole(self) -> None:
        """Show the whole help, at what has the focus."""
        self.show_at(self._entry)

    def show_at(self, entry: str) -> None:
        """Show the whole help at an entry, named as in the book."""
        if self.page is None:
            parent = self.parent()
            self.page = HelpPage(self._settings, parent if isinstance(parent, QWidget) else None)
            self.page.place_asked.connect(self.place_asked)
        self._fill(self.page)
        self.page.show()
        self.page.activateWindow()
        self.page.show_entry(entry)
        self.page.search.setFocus()

    def close(self) -> None:
        """Close the whole help; its window remembers where it was."""
        if self.page is not None:
            self.page.close()

    def _fill(self, page: HelpPage) -> None:
        form, session = self._state()
        profile: Profile | None = session.profile if session is not None else None
        page.show_book(book(form, profile, KEYS), with_links=session is not None)
