"""Last year's report (上年报告) in the window: attached, taken off, shown beside this year's."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gi_desktop.drafts import attach, detach
from gi_desktop.report.last_year import CarriedOver, attachment_doubts, carried_over
from gi_desktop.report.model import Report
from gi_desktop.session import Session
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.last_year_words import attached_words, last_year_report, other_words

if TYPE_CHECKING:
    from gi_desktop.ui.desk import Desk

_SHOWN = "last_year/shown"
_ATTACH = "附上年报告"


@runtime_checkable
class ShowsLastYear(Protocol):
    """A page with last year's numbers beside this year's."""

    def show_last(self, shown: bool) -> None:
        """Show them, or do not."""


class LastYear(QObject):
    """Attaches a report as last year's. Every question is asked before anything is changed."""

    toggled = Signal(bool)
    """Whether last year's numbers are to be shown."""

    def __init__(self, desk: "Desk", dialogs: Dialogs, settings: QSettings) -> None:
        super().__init__(desk)
        self._desk = desk
        self._dialogs = dialogs
        self._settings = settings

    # Attaching ----------------------------------------------------------------------------------

    def attach(self, path: Path | None = None) -> None:
        """Ask for last year's report and attach it to the open one."""
        session = self._desk.session
        if session is None:
            return

        def take(last: Report, file: Path, notes: tuple[str, ...]) -> None:
            if session is self._desk.session:  # another may have been opened meanwhile
                self._attach(session, last, file, notes)

        self._desk.read_last_year(_ATTACH, path, take)

    def _attach(self, session: Session, last: Report, file: Path, notes: tuple[str, ...]) -> None:
        self._desk.commit()
        doubts = attachment_doubts(session.report, last)
        question = f"“{file.name}”可能不是这份报告的上年报告。{''.join(doubts)}仍然附上吗？"
        if doubts and not self._dialogs.confirm(_ATTACH, question, "仍然附上"):
            return
        carried = carried_over(session.form, session.report, last)
        session.apply(attach(session.form, session.draft, last))
        if session.previous is last:  # else it may only be read
            self._tell(session, carried, file.name, notes)

    def _tell(
        self, session: Session, carried: CarriedOver, name: str, notes: tuple[str, ...]
    ) -> None:
        """Say what was attached and filled in, and what was not replaced."""
        ways: list[tuple[str, Callable[[], object]]] = [("去掉", self.detach)]
        said = attached_words(session, name, carried)
        if carried.taken:
            said += other_words(session, carried)
            ways.insert(0, ("改成去年的数", self.fill))
        lines = list(notes)
        if lines:
            said += f"它有 {len(lines)} 处没有读准："
        self._desk.done.emit(said, lines, ways)

    def fill(self) -> None:
        """Let this year begin with what last year's report ended with, whatever was entered."""
        session = self._desk.session
        if session is None or session.previous is None:
            return
        self._desk.commit()
        edit = carried_over(session.form, session.report, session.previous).edit(replace=True)
        if edit is not None:
            session.apply(edit)

    def detach(self) -> None:
        """Take last year's report off; what was filled in from it stays."""
        session = self._desk.session
        if session is None or session.previous is None:
            return
        self._desk.commit()
        name = last_year_report(session)
        session.apply(detach())
        if session.previous is None:
            said = f"上年报告（{name}）已经去掉，填入的数没有动。按 Ctrl+Z 可以撤销。"
            self._desk.done.emit(said, [], [])

    # Showing ------------------------------------------------------------------------------------

    @property
    def shown(self) -> bool:
        """Whether last year's numbers are shown in the tables, where there are any."""
        return str(self._settings.value(_SHOWN, "true")) == "true"

    def show(self, shown: bool) -> None:
        """Show last year's numbers in the tables, or do not; remembered between starts."""
        self._settings.setValue(_SHOWN, "true" if shown else "false")
        self.toggled.emit(shown)

    def follow(self, page: QWidget) -> None:
        """Let a page show last year's numbers while they are to be shown."""
        if isinstance(page, ShowsLastYear):
            page.show_last(self.shown)
            self.toggled.connect(page.show_last)


class LastYearActions:
    """What can be asked for about last year's report."""

    def __init__(self, make: Callable[..., QAction], last_year: LastYear) -> None:
        self.attach = make(f"{_ATTACH}(&Y)…", last_year.attach, "Ctrl+L")
        self.detach = make("去掉上年报告(&M)", last_year.detach)
        self.shown = make("去年的数(&Y)", lambda: None, "Ctrl+Shift+L")
        self.compare = make("与去年比较(&D)…", lambda: None, "Ctrl+B")
        """What it does is set by the window."""
        self.shown.setCheckable(True)
        self.shown.setChecked(last_year.shown)
        self.shown.toggled.connect(last_year.show)

    def show_session(self, session: Session | None) -> None:
        """Enable what can be done now."""
        self.attach.setEnabled(session is not None)
        has_last = session is not None and session.previous is not None
        for action in (self.detach, self.shown, self.compare):
            action.setEnabled(has_last)
