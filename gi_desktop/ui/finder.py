"""What joins the find bar with the pages: which words to look for, and showing what was found."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gi_desktop.report.searching import Match
from gi_desktop.session import Session
from gi_desktop.ui import prose_text
from gi_desktop.ui.actions import Actions
from gi_desktop.ui.find_bar import FindBar
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.steps import Place
from gi_desktop.ui.widgets import FieldEdit

_LONGEST = 50
"""Characters of a selection that are looked for; a longer one is no word."""


class Finder(QObject):
    """Owns the bar. ``go`` shows a place; ``page`` is the page in sight, ``commit`` takes over."""

    def __init__(
        self,
        actions: Actions,
        go: Callable[[Place], None],
        page: Callable[[], QWidget | None],
        commit: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._go = go
        self._page = page
        self._commit = commit
        self._session: Session | None = None
        self._left: QWidget | None = None
        """What had the focus before the bar."""
        self.bar = FindBar()
        self.bar.asked.connect(self._show)
        self.bar.closed.connect(self._back)
        actions.find.triggered.connect(lambda: self._start(replacing=False))
        actions.replace.triggered.connect(lambda: self._start(replacing=True))
        actions.find_next.triggered.connect(lambda: self._step(1))
        actions.find_previous.triggered.connect(lambda: self._step(-1))

    def follow(self, session: Session | None) -> None:
        """Search in another report, or in none."""
        self._session = session
        self.bar.follow(session)

    def _editor(self) -> ProseEditor | None:
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, ProseEditor) else None

    def _start(self, *, replacing: bool) -> None:
        if self._session is None:
            return
        self._commit()
        editor = self._editor()
        words = ""
        if editor is not None:
            words = prose_text.selected_text(editor.textCursor(), editor.chips)
        focused = QApplication.focusWidget()
        if focused is not None and not self.bar.isAncestorOf(focused):
            self._left = focused
        if "\n" in words or len(words) > _LONGEST:
            words = ""
        self.bar.start(words, replacing=replacing)

    def _step(self, by: int) -> None:
        if self._session is None:
            return
        if self.bar.isHidden() and not self.bar.words.text():
            self._start(replacing=False)
            return
        self._commit()
        self.bar.search()
        self.bar.step(by)

    def _show(self, match: Match) -> None:
        """Show a match, selected; the focus stays in the bar where it is there."""
        if self._session is None:
            return
        focused = QApplication.focusWidget()
        in_bar = isinstance(focused, QWidget) and self.bar.isAncestorOf(focused)
        section = self._session.form.section_of_text(match.text_id)
        step = self._session.form.sections.index(section) + 1 if section is not None else 0
        self._go(Place(step, text=match.text_id, paragraph=match.paragraph))
        page = self._page()
        for editor in page.findChildren(ProseEditor) if page is not None else ():
            if editor.text_id == match.text_id:
                editor.select(match.paragraph, match.start, match.end)
                self._left = editor
        if in_bar and focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(focused, FieldEdit):
                focused.deselect()

    def _back(self) -> None:
        held = self._left is not None and isValid(self._left)
        target = self._left if held else self._page()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
