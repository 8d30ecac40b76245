"""The window: steps at the left, the page, findings and help at the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from gi_desktop.drafts import Store
from gi_desktop.form import Edition, FindEdition, edition
from gi_desktop.report.finding import Finding
from gi_desktop.session import Change, Session
from gi_desktop.ui.actions import ABOUT, Actions
from gi_desktop.ui.bars import FootBar, TopBar, report_name
from gi_desktop.ui.batch.batches import Batches
from gi_desktop.ui.comparing import Comparing
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.dialogs import Dialogs, QtDialogs
from gi_desktop.ui.dropping import DropZone
from gi_desktop.ui.field_help import NAME
from gi_desktop.ui.finder import Finder
from gi_desktop.ui.folders import settings
from gi_desktop.ui.frame import Room, arrange, go_round_parts
from gi_desktop.ui.help_book import KEYS_ENTRY
from gi_desktop.ui.helping import Helping
from gi_desktop.ui.notice import Notice
from gi_desktop.ui.noticed import connect_notice
from gi_desktop.ui.output import Output
from gi_desktop.ui.page_stack import PageStack
from gi_desktop.ui.pages.make import make_page
from gi_desktop.ui.pages.start import StartPage
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.rounds import Rounds
from gi_desktop.ui.side_panel import SidePanel
from gi_desktop.ui.sizing import Sizing
from gi_desktop.ui.stages import Stages
from gi_desktop.ui.step_list import StepList, step_bar
from gi_desktop.ui.steps import Place, Step, doubts, place_at, states, steps_of
from gi_desktop.ui.zeros import fill_zeros
from gi_desktop.ui.zoom import Zoom


class Window(QMainWindow):
    """One window, one report."""

    def __init__(
        self,
        store: Store,
        dialogs: Dialogs | None = None,
        form: Edition | None = None,
        find_edition: FindEdition = edition,
    ) -> None:
        super().__init__()
        self._dialogs = dialogs or QtDialogs(self)
        self.desk = Desk(store, self._dialogs, form, find_edition, self)
        self.desk.commit = self._commit
        self.output = Output(self.desk, self._dialogs, self)
        self.stages = Stages(self.desk, self._dialogs, self.output, self)
        self.comparing = Comparing(self.desk, self.output, self)
        self.steps: tuple[Step, ...] = ()
        self.rounds = Rounds(self)
        self.batches = Batches(self, self._dialogs)
        self._unsubscribe: Callable[[], None] | None = None
        self._sizing = Sizing(self, settings(store))
        self.zoom = Zoom(settings(store), self)
        self.zoom.restore()
        self._build()
        self._connect()
        self._connect_actions()
        self._sizing.restore()
        self._replaced()

    # Building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.top = TopBar()
        self.actions_ = Actions(self, self.desk, self.output, self.stages)
        self.actions_.last_year.compare.triggered.connect(self.comparing.show)
        self.actions_.fill_menus(self.top.menus)
        self.setMenuWidget(self.top)
        self.toolbar = self.actions_.make_toolbar()
        self.addToolBar(self.toolbar)
        self.list = StepList()
        self.notice = Notice()
        self.start = StartPage(self.desk)
        self.stack = PageStack(self.start)
        self.pages = self.stack.pages
        self.side = SidePanel()
        self.helping = Helping(
            self.side, settings(self.desk.store), lambda: (self.desk.form, self.session), self
        )
        self.helping.trail = self.desk.trail.part
        self.desk.trail.changed.connect(self.helping.refresh_soon)
        self.foot = FootBar()
        self.finder = Finder(
            self.actions_,
            lambda place: self.go(place.step, place),
            lambda: self.pages.get(self.number),
            self._commit,
            self,
        )
        self._step_bar = step_bar(self.list)
        # A notice stands below the page: what one is about to click on stays where it is.
        middle = (self.stack, self.notice, self.finder.bar)
        self.setCentralWidget(arrange(self._step_bar, middle, self.side, self.foot))
        self._room = Room(self.actions_, self.list, self.toolbar)
        reason, first = Qt.FocusReason.ShortcutFocusReason, self.actions_.first_button
        go_round_parts(
            self,
            (self.list, lambda: self.list.setFocus(reason)),
            (self.stack, self._focus_page),
            (self.finder.bar, lambda: self.finder.bar.setFocus(reason)),
            (self.side, self.side.take_focus),
            (self.toolbar, lambda: first.setFocus(reason)),
        )
        self.drops = DropZone(self, self.desk.intake.take_files)
        self.desk.intake.wanted.connect(lambda place: self.go(place.step, place))

    def _connect(self) -> None:
        connect_notice(self.notice, self.desk, self.output, self.stages)
        self.desk.replaced.connect(self._replaced)
        self.desk.settled.connect(self._show_state)
        self.stages.find_asked.connect(lambda: self.next_finding(1))
        for window in (self.output, self.helping, self.comparing):
            window.place_asked.connect(self._come_to)
        self.stack.focused.connect(self._show_help)
        self.list.chosen.connect(lambda number: self.go(number, focus=False))
        self.list.entered_step.connect(self._focus_page)
        self.foot.back.connect(lambda: self.go(self.number - 1))
        self.foot.forward.connect(lambda: self.go(self.number + 1))
        self.side.asked.connect(self.go_to_finding)
        self.side.mended.connect(self.mend)
        self.side.folded.connect(lambda: self.actions_.side.setChecked(False))
        self.top.side.clicked.connect(lambda: self.actions_.side.setChecked(True))
        self.zoom.changed.connect(self._resized_text)

    def _connect_actions(self) -> None:
        own = self.actions_
        own.undo.triggered.connect(lambda: self.rounds.retrace(Session.undo))
        own.redo.triggered.connect(lambda: self.rounds.retrace(Session.redo))
        own.next_step.triggered.connect(lambda: self.go(self.number + 1))
        own.previous_step.triggered.connect(lambda: self.go(self.number - 1))
        own.batch.triggered.connect(self.batches.show)
        own.next_finding.triggered.connect(lambda: self.next_finding(1))
        own.previous_finding.triggered.connect(lambda: self.next_finding(-1))
        own.reason.triggered.connect(self.rounds.write_reason)
        own.side.toggled.connect(self._fold_side)
        own.tools.toggled.connect(self._adapt)
        own.zero_table.triggered.connect(lambda: self._fill_zeros(self.table))
        own.zero_all.triggered.connect(lambda: self._fill_zeros(""))
        own.trail.triggered.connect(self._show_trail)
        own.help_here.triggered.connect(self._show_help_here)
        own.help_whole.triggered.connect(self.helping.show_whole)
        own.larger.triggered.connect(lambda: self.zoom.step(1))
        own.smaller.triggered.connect(lambda: self.zoom.step(-1))
        own.usual_size.triggered.connect(self.zoom.reset)
        own.keys.triggered.connect(lambda: self.helping.show_at(KEYS_ENTRY))
        own.about.triggered.connect(lambda: self.notice.tell(ABOUT))

    # The report ---------------------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """The open report; None on the start page."""
        return self.desk.session

    @property
    def number(self) -> int:
        """The number of the current step, from 0; -1 on the start page."""
        return self.stack.number

    def _replaced(self) -> None:
        """Show another report, or the start page."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.stack.drop()
        self.rounds.visited = None
        session = self.session
        self.finder.follow(session)
        self.steps = steps_of(session.form) if session else ()
        self.list.set_steps(self.steps)
        self.actions_.set_steps(self.steps, self.go)
        self.notice.hide()
        for part in (self._step_bar, self.foot):
            part.setVisible(session is not None)
        self._adapt()
        self.helping.forget()
        if session is None:
            self.stack.show_start()
            self.start.fill_soon()
            self.start.setFocus()
        else:
            self.start.stop()
            self._unsubscribe = session.subscribe(self._changed)
            self._show_steps(session)
            self.go(0)
        self._show_state()

    def _resized_text(self) -> None:
        """Make the pages anew: they measured their text when they were made."""
        number = self.number
        self._commit()
        place = self._here()
        self.stack.drop()
        self.start.fill()
        self._adapt()
        self.go(number, place)

    def _here(self) -> Place | None:
        """Return what has the focus on the page, or had it last."""
        if self.session is None:
            return None
        place = place_at(self.helping.key, self.number, self.session.form)
        focused = self.focusWidget()
        if isinstance(focused, ProseEditor):
            return replace(place, paragraph=focused.textCursor().blockNumber())
        return place

    def _changed(self, change: Change) -> None:
        session = self.session
        if session is None:
            return
        self.rounds.change = change
        if change.refused:
            self.stages.tell_refused(change)
        if change.target is not None:
            self.notice.pass_change()
        self._show_steps(session)
        page = self.stack.page
        if page is not None:
            page.refresh(change)
        self._show_findings(session)
        self.helping.refresh_soon(typing=bool(change.cells))
        self.finder.bar.refresh()
        self._show_state()

    def _show_steps(self, session: Session) -> None:
        self.list.set_states(states(session), doubts(session))

    def _show_state(self) -> None:
        session = self.session
        self.actions_.show_session(session, self.table)
        self.top.show_state(session, self.desk.keeper.state)
        name = report_name(session) if session else ""
        self.setWindowTitle(f"{name}[*] - 政府信息公开年报" if name else "政府信息公开年报")
        modified = session is not None and session.is_modified
        if modified != self.isWindowModified():
            self.setWindowModified(modified)

    # Pages --------------------------------------------------------------------------------------

    def go(self, number: int, place: Place | None = None, *, focus: bool = True) -> None:
        """Show a step, made at its first visit; nothing happens for a number that none has."""
        session = self.session
        if session is None or not 0 <= number < len(self.steps):
            return
        if number != self.number:
            self._commit()
            session.end_step()
            self.notice.pass_by()
            self.side.show_top()
        page = self.stack.show_step(
            number, self.steps[number], partial(self._make_page, session, number)
        )
        self.list.set_current(number)
        self.actions_.show_session(session, self.table)
        self.foot.show_step(self.steps, number)
        self._show_side()
        self._show_help(NAME if number == 0 else "")
        if focus or place is not None:
            page.show_place(place or Place(number))

    def _make_page(self, session: Session, number: int) -> QWidget:
        ways = (self.go_to_finding, self.mend, self.output.start, self.notice.tell_passing)
        page = make_page(session, self.steps[number], self.desk.organs, *ways)
        self.stages.follow(page)
        self.desk.last_year.follow(page)
        return page

    def _come_to(self, place: Place) -> None:
        """Show a place that was asked for in another window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.activateWindow()
        self.go(place.step, place)

    def _commit(self) -> None:
        """Take over what the current page has not handed over yet."""
        page = self.stack.page
        if page is not None:
            page.commit()
        self.side.commit()

    @property
    def table(self) -> str:
        """The table on the current page; empty where it has none."""
        section = self.steps[self.number].section if self.number >= 0 else None
        return section.table if section is not None else ""

    def _fill_zeros(self, table: str) -> None:
        if self.session is not None:
            self._commit()
            fill_zeros(self.session, table, self.notice.tell_passing)

    def _focus_page(self) -> None:
        page = self.stack.page
        if page is not None:
            page.show_place(Place(self.number))

    def _show_help(self, key: str) -> None:
        if self.session is not None and self.number >= 0:
            section = self.steps[self.number].section
            self.helping.follow(key, self.session, section)
            self.side.reveal(key, self.rounds.visited)
        self.stack.follow()

    def _show_help_here(self) -> None:
        """Answer F1."""
        show_side = self.actions_.side
        self.helping.ask(
            lambda: show_side.setChecked(True), self._focus_page, beside=show_side.isEnabled()
        )

    # Findings -----------------------------------------------------------------------------------

    def go_to_finding(self, finding: Finding) -> None:
        """Show where a finding can be mended."""
        self.rounds.go_to(finding)

    def next_finding(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding left to do, round and round."""
        self.rounds.next(by)

    def mend(self, finding: Finding) -> None:
        """Make the change that mends a finding, as one step of 撤销."""
        self.rounds.mend(finding)

    # Parts of the window --------------------------------------------------------------------------

    def _fold_side(self, shown: bool) -> None:
        self._room.side_folded(self.size(), shown=shown)
        self._show_side()

    def _show_side(self) -> None:
        session = self.session
        # The last page lists every finding itself.
        here = session is not None and 0 <= self.number < len(self.steps) - 1
        self.actions_.side.setEnabled(here)
        self.side.setVisible(here and self.actions_.side.isChecked())
        self.top.side.setVisible(here and not self.actions_.side.isChecked())
        if session is not None and here:
            self._show_findings(session)

    def _show_findings(self, session: Session) -> None:
        left = sum(not session.is_settled(found) for found in session.findings)
        self.top.show_findings(left)
        if self.side.isVisible():
            self.side.show_findings(session, self.number)

    def _adapt(self) -> None:
        self._room.adapt(self.size())
        self._show_side()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.desk.sharing.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if Room.differs(event.oldSize(), event.size()):
            self._adapt()

    def _show_trail(self) -> None:
        """Show what was changed, at first in what has the focus; go where the user wants to."""
        if self.session is not None:
            self._commit()
            self.desk.keeper.keep_now()
            steps, here = self.desk.trail.steps(), self.helping.key
            place = self._dialogs.show_trail(steps, self.session.form, here)
            if place is not None:
                self.go(place.step, place)

    # Closing --------------------------------------------------------------------------------------

    def appear(self) -> None:
        """Show the window for the first time."""
        self._sizing.show()
        self._show_side()  # a report that was opened before had nowhere to show its findings

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.output.may_close(self.close) and self.desk.close_report():
            self.desk.reading.cancel()
            self.start.stop()
            self.output.close()
            self.comparing.close()
            self.stages.close()
            self.helping.close()
            self.batches.close()
            self._sizing.save()
            event.accept()
