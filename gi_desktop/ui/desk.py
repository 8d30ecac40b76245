"""Reports and files: new, open, save, recover. Asks through ``Dialogs``."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gi_desktop.drafts import SUFFIX, DraftError, Kind, SaveError, Store, begun_after
from gi_desktop.files import exists, is_folder
from gi_desktop.form import Edition, FindEdition, current_edition, edition
from gi_desktop.report.deadlines import year_to_report
from gi_desktop.report.model import Report
from gi_desktop.report.profile import Profile, begun
from gi_desktop.session import Session
from gi_desktop.ui.background import in_time
from gi_desktop.ui.bars import report_name
from gi_desktop.ui.dialogs import Answer, Dialogs
from gi_desktop.ui.folders import Folders, settings
from gi_desktop.ui.intake import READABLE, Intake
from gi_desktop.ui.keeper import Keeper
from gi_desktop.ui.last_year import LastYear
from gi_desktop.ui.last_year_words import begun_words, note_of_last
from gi_desktop.ui.organs import Organs
from gi_desktop.ui.outside import Outside
from gi_desktop.ui.reading import Reading
from gi_desktop.ui.recovering import Recovering
from gi_desktop.ui.sharing import Sharing
from gi_desktop.ui.trail_book import TrailBook
from gi_desktop.ui.versions import ReportVersions

DRAFTS = f"年度报告草稿 (*{SUFFIX})"
_PATIENCE = 10.0
"""Seconds that the window waits for a draft: a share that hangs answers after minutes."""


class Desk(QObject):
    """Holds the open report. Every question is asked before anything is closed."""

    replaced = Signal()
    """Another report is open now, or none."""
    told = Signal(str, list, list)
    """A sentence, lines below it, and actions as (text, function): for the notice strip."""
    done = Signal(str, list, list)
    """The same for a result that the next change makes out of date."""
    settled = Signal()
    """Saved, or the state of saving changed otherwise."""

    def __init__(
        self,
        store: Store,
        dialogs: Dialogs,
        form: Edition | None = None,
        find_edition: FindEdition = edition,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.session: Session | None = None
        self.commit: Callable[[], None] = lambda: None
        """Takes over what is being typed; set by the window."""
        self.today: Callable[[], date] = date.today
        """Tells the day on the user's own calendar."""
        self._copy_failure = ""
        """Why there is no recovery copy, as it was told last."""
        self._told_not_saved = False
        self._dialogs = dialogs
        self._form = form
        self.find_edition = find_edition
        self.organs = Organs(store, dialogs, self)
        self.organs.told.connect(self.told)
        self.reading = Reading(self)
        self.intake = Intake(self, dialogs)
        self.intake.told.connect(self.told)
        self.intake.done.connect(self.done)
        self.import_file = self.intake.import_file
        self.folders = Folders(settings(store))
        self.last_year = LastYear(self, dialogs, settings(store))
        self.keeper = Keeper(store, self)
        self.keeper.changed.connect(self._note_keeping)
        self.keeper.saved.connect(self._note_saved)
        self.keeper.not_saved.connect(self._note_not_saved)
        self.trail = TrailBook(self)
        self.keeper.traced.connect(self.trail.add)
        self.recovering = Recovering(self, dialogs, self._take)
        self.recovering.told.connect(self.told)
        self.versions = ReportVersions(self, dialogs)
        self.outside = Outside(self, dialogs)
        self.outside.told.connect(self.told)
        self.keeper.changed_outside.connect(lambda: self.outside.compare(then_save=True))
        self.sharing = Sharing(dialogs, self)
        self.sharing.changed_outside.connect(lambda _digest: self.outside.notice())
        self.sharing.told.connect(self.told)
        self.sharing.changed.connect(self.settled)
        self.sharing.reopen_asked.connect(self.open)
        self.sharing.save_as = self.save_as
        self.sharing.saving = lambda: self.keeper.state.saving is not None

    @property
    def form(self) -> Edition:
        """The edition of new reports."""
        return self._form or current_edition()

    def _note_keeping(self) -> None:
        """Say that there is no recovery copy, once, and when there is one again."""
        before, self._copy_failure = self._copy_failure, self.keeper.state.copy_failure
        if self._copy_failure and self._copy_failure != before:
            ways = [("另存为…", self.save_as), ("再试一次", self.keeper.keep)]
            self.told.emit(f"刚才的修改还没有存到盘上。{self._copy_failure}", [], ways)
        elif before and not self._copy_failure:
            self.done.emit("自动暂存又正常了，刚才的修改都在里面。", [], [])
        self.settled.emit()

    # Opening and closing ------------------------------------------------------------------------

    def new(self) -> None:
        """Begin an empty report, for the organ of a profile (机关档案) where there is one."""
        picked = self.organs.pick()
        if picked is None or not self.close_report():
            return
        year = year_to_report(self.today())
        if isinstance(picked, Profile):
            self._take(Session.begun(self.form, begun(self.form, picked, year)))
        else:
            self._take(Session.new(self.form, year))

    def begin_from_last_year(self, path: Path | None = None) -> None:
        """Begin the report of the year after one that is chosen, for the same organ."""
        self.read_last_year("选去年的报告", path, self._begin_after)

    def read_last_year(
        self, title: str, path: Path | None, then: Callable[[Report, Path, tuple[str, ...]], None]
    ) -> None:
        """Ask for last year's report and read it: a draft, or what can be imported.

        ``then`` takes it, its file and what there is to say about it.
        """
        kinds = f"去年的报告 (*{SUFFIX} {READABLE});;所有文件 (*)"
        path = path or self._dialogs.open_file(title, self.folders.first(), kinds)
        if path is None:
            return
        self.folders.use(path)
        if path.suffix.lower() == SUFFIX:
            last = self._read(path)
            if last is not None:
                then(last.report, path, ())
        else:
            self.intake.read(
                path, lambda last, notes: then(last.report, path, tuple(map(note_of_last, notes)))
            )

    def _begin_after(self, last: Report, path: Path, notes: tuple[str, ...]) -> None:
        if not self.close_report():
            return
        session = Session(self.form, begun_after(self.form, last))
        session.mark_unsaved()
        self._take(session)
        said = begun_words(session, path.name)
        self._greet(f"{said}它有 {len(notes)} 处没有读准：" if notes else said, notes)

    def take_imported(self, session: Session) -> bool:
        """Open what was imported in place of the open report; False: that one stays open."""
        if not self.close_report():
            return False
        self._take(session)
        return True

    def _greet(self, said: str = "", lines: tuple[str, ...] = ()) -> None:
        """Say what there is to say of a report that was opened, and of its profile."""
        question, actions = self.organs.question()
        # What announces lines stands right above them.
        head = f"{question}{said}" if lines else f"{said}{question}"
        if head:
            # What was read is told like any import; a question stays until it is answered.
            tell = self.intake.taken if said and not actions else self.told
            tell.emit(head, list(lines), actions)

    def forget_recent(self, path: Path) -> None:
        """Take a draft off the list of recent ones; its file stays."""
        try:
            self.store.drop(path)
        except SaveError as error:
            self.told.emit(str(error), [], [])

    def show_in_folder(self, path: Path) -> None:
        """Show the folder of a draft in the system's file manager."""
        folder = path.parent
        if not is_folder(folder):
            self.told.emit(f"文件夹“{folder}”已经不在那里了，可能在没有插上的盘里。", [], [])
        elif not self._dialogs.open_folder(folder):
            self.told.emit(f"系统里没有能打开文件夹的程序。文件在这里：{path}。", [], [])

    def open(self, path: Path | None = None) -> None:
        """Open a draft; asks which one, and what to do with a recovery copy of it."""
        path = path or self._dialogs.open_file(
            "打开草稿", self.folders.first(), f"{DRAFTS};;所有文件 (*)"
        )
        # Read before the open report is closed, and again after: closing may save this file.
        if path is None or self._read(path) is None or not self.close_report():
            return
        self.folders.use(path)
        session = self._read(path)
        if session is None:
            return
        left_behind = self.recovering.left_behind(session)
        if left_behind is None:
            self._take(session)
            self._greet()
            self.sharing.announce()
        else:
            self.recovering.open_one_of(session, left_behind)
        if self.session is not None and self.session.path is not None:
            self._touch(self.session.path)

    def _read(self, path: Path) -> Session | None:
        try:
            read = in_time(partial(Session.open, path, self.find_edition), _PATIENCE)
        except DraftError as error:
            self.told.emit(str(error), [], [])
            return None
        if read is None:
            said = f"“{path.name}”很久没有读出来，它所在的网络文件夹或者盘没有回应。请稍后再打开。"
            self.told.emit(said, [], [])
        return read

    def close_report(self) -> bool:
        """Close the open report; ask where it was not saved. False: it stays open."""
        if self.session is None:
            return True
        self.commit()
        self.keeper.settle()
        if self.session.is_modified and not self._may_close(self.session):
            return False
        closed, stays = self.session, self._set_aside(self.session)
        try:
            self.keeper.forget()
        except SaveError as error:
            stays = str(error)
        self._take(None)
        if stays:
            self.told.emit(stays, [], [])
        elif closed.is_modified and closed.path is None:
            # No file leads to its versions.
            said = f"“{report_name(closed)}”没有保存就关闭了。要是关错了，现在还可以找回。"
            self.told.emit(said, [], [("找回", lambda: self._bring_back(closed))])
        return True

    def _bring_back(self, closed: Session) -> None:
        """Open again what was closed without ever being saved."""
        if self.close_report():
            session = Session(closed.form, closed.draft)
            session.mark_unsaved()
            self._take(session)

    def _set_aside(self, session: Session) -> str:
        """Keep what is closed without being saved as a version; return why that failed."""
        if not session.is_modified:
            return ""
        self.keeper.mark("没有保存就关闭，最后一次保存以后的改动没有写进文件")
        return self.keeper.keep_version(Kind.BEFORE, "没有保存就关闭的内容")

    def _may_close(self, session: Session) -> bool:
        """Ask what to do with what was not saved; return whether the report may be closed."""
        answer = self._dialogs.ask_save(report_name(session))
        if answer is Answer.CANCEL:
            return False
        if answer is Answer.SAVE:
            begun = self.save()
            self.keeper.settle()
            if not begun or not session.is_modified:
                return begun
        return not self.keeper.state.trouble or self._safe_elsewhere(session)

    def _safe_elsewhere(self, session: Session) -> bool:
        """Offer another folder until the report is safe; False: it stays open."""
        while session.is_modified:
            second = self.keeper.rescue()
            said = f"{self.keeper.state.trouble}存好以后才能关闭。"
            choices: tuple[str, ...] = ("另存到别的文件夹…",)
            if second is not None:
                said += f"为防丢失，已经在本机另存了一份：{second}"
                choices = (*choices, "就用这一份，关闭")
            choice = self._dialogs.choose("还没有保存好", said, choices)
            if choice is None:
                return False
            if choice > 0 and second is not None:
                self._touch(second)
                return True
            self.save_as()
            self.keeper.settle()
        return True

    def _take(self, session: Session | None) -> None:
        """Show another report, or none; what was open is closed already."""
        self.session = session
        self.sharing.enter(session)
        self.trail.follow(self.store.trail(session.report.id) if session else None)
        self._copy_failure = ""
        self.keeper.watch(session)
        self._told_not_saved = False
        self.organs.follow(session)
        self.replaced.emit()

    # Saving -------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Begin to save where the draft lies, or ask where; return whether it was begun."""
        session = self.session
        if session is None:
            return False
        # What is being saved under a new name has it already.
        path = self.keeper.state.saving or session.path
        if path is None:
            return self.save_as()
        if taken := self.sharing.in_the_way(path):
            self.told.emit(taken, [], [("另存为…", self.save_as)])
            return False
        self.commit()
        self.keeper.save(path)
        return True

    def save_as(self) -> bool:
        """Ask where to save, and begin; return whether it was begun."""
        session = self.session
        if session is None:
            return False
        self.commit()
        folder = self.folder()
        proposed = folder / session.proposed_name(SUFFIX, folder)
        path = self.target("另存为", proposed, DRAFTS, SUFFIX)
        if path is None or session is not self.session:
            return False
        if taken := self.sharing.in_the_way(path):
            self.told.emit(taken, [], [("另存为…", self.save_as)])
            return False
        self.keeper.save(path)
        return True

    def _note_saved(self, path: Path, remark: str) -> None:
        self.folders.use(path)
        if self.session is not None:
            self.sharing.follow(self.session)
        if self._told_not_saved:
            self._told_not_saved = False
            self.done.emit(f"已经保存到“{path}”。", [], [])
        if remark:
            # Both only help; the draft itself is saved.
            self.told.emit(f"草稿已经保存，但{remark}", [], [])

    def _note_not_saved(self) -> None:
        self._told_not_saved = True
        state = self.keeper.state
        ways: list[tuple[str, Callable[[], object]]] = [("另存为…", self.save_as)]
        said = state.save_failure
        if (second := state.second) is not None:
            said += f"内容没有丢，已经在本机另存了一份：{second}"
            ways.append(("打开文件夹", lambda: self.show_in_folder(second)))
        self.told.emit(said, [], ways)

    def target(self, title: str, proposed: Path, kinds: str, suffix: str) -> Path | None:
        """Ask for a file to write and give it its suffix, without replacing another unasked."""
        path = self._dialogs.save_file(title, proposed, kinds)
        if path is None or path.suffix.lower() == suffix:
            return path
        path = path.with_name(f"{path.name}{suffix}")
        if exists(path) and not self._dialogs.confirm(
            title, f"“{path.name}”已经有了，要替换它吗？", "替换"
        ):
            return None
        return path

    def _touch(self, path: Path) -> None:
        try:
            self.store.touch(path)
        except SaveError as error:
            # The list of recent drafts only helps; the draft itself is saved.
            self.told.emit(f"草稿已经保存，但没有记入“最近”：{error}", [], [])

    def folder(self) -> Path:
        """Return the folder to write in at first: that of the draft, else the last one used."""
        if self.session is not None and self.session.path is not None:
            beside = self.session.path.absolute().parent
            if is_folder(beside):  # it may lie on a drive that is gone
                return beside
        return self.folders.first()
