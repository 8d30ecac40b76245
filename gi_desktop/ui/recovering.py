"""What a crash left behind (恢复副本): offered with what differs; nothing is given up for good."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gi_desktop.drafts import DraftError, Kind, Recovery, SaveError
from gi_desktop.drafts.leftover import leftover
from gi_desktop.session import Session
from gi_desktop.ui.bars import report_name
from gi_desktop.ui.dialogs import Dialogs, Restore

if TYPE_CHECKING:
    from gi_desktop.ui.desk import Desk

GIVEN_UP = "没有恢复就丢弃的内容"
"""Name of the version that stays of a copy that was discarded."""


class Recovering(QObject):
    """Asks what to do with what was left behind, and does it."""

    told = Signal(str, list, list)
    """A sentence, lines below it, and actions as (text, function): for the notice strip."""

    def __init__(self, desk: "Desk", dialogs: Dialogs, take: Callable[[Session], object]) -> None:
        super().__init__(desk)
        self._take = take
        """Shows a report in place of the one that was closed."""
        self._desk = desk
        self._dialogs = dialogs

    def left_behind(self, session: Session) -> Recovery | None:
        """Return the copy that belongs to a draft which is about to be opened."""
        path = session.path.absolute() if session.path else None
        return next(
            (
                copy
                for copy in self._desk.store.recoverable(self._desk.find_edition)
                # A file that was copied by hand has the id of the first, but not its copy.
                if copy.report_id == session.report.id and copy.path in {path, None}
            ),
            None,
        )

    def open_one_of(self, saved: Session, copy: Recovery) -> None:
        """Open the draft or its recovery copy, as the user says; the other one stays."""
        name = report_name(saved)
        if copy.problem:
            question = f"“{name}”有一份自动暂存的内容，但读不出来：{copy.problem}要丢弃它吗？"
            if self._dialogs.confirm("自动暂存的内容", question, "丢弃它，打开已保存的"):
                self._give_up_and_take(copy, saved)
            return
        answer = self._dialogs.ask_restore(self._question(name, copy))
        if answer is Restore.RECOVER:
            self.recover(copy)
        elif answer is Restore.OPEN_SAVED:
            self._give_up_and_take(copy, saved)

    def _question(self, name: str, copy: Recovery) -> str:
        found = leftover(copy, self._desk.find_edition)
        at = copy.kept_at.astimezone()
        written = f"写于 {at.month}月{at.day}日 {at:%H:%M}"
        lines = [
            f"上次程序没有正常结束。“{name}”有没保存的内容，{written}。{found.says}",
            *found.lines,
            "",
            "恢复以后算作没有保存，文件先不动；丢弃的内容仍留在“版本”（Ctrl+Shift+B）里。",
        ]
        return "\n".join(lines)

    def _give_up_and_take(self, copy: Recovery, session: Session) -> None:
        if self._give_up(copy):
            self._take(session)

    def recover(self, copy: Recovery) -> None:
        """Open what was left behind, as not saved; the file stays as it is."""
        desk = self._desk
        if not desk.close_report():
            return
        try:
            session = Session.recovered(copy, desk.find_edition)
        except DraftError as error:
            self.told.emit(str(error), [], [])
            return
        self._take(session)
        where = f"；保存以前，原来的文件“{copy.path.name}”不动" if copy.path else ""
        at = copy.kept_at.astimezone()
        said = f"已恢复 {at.month}月{at.day}日 {at:%H:%M} 的内容。请核对后按 Ctrl+S 保存{where}。"
        self.told.emit(said, [], [])
        desk.sharing.announce()

    def discard(self, copy: Recovery, name: str) -> bool:
        """Ask, then put what was left behind among the versions; return whether it is gone."""
        left = (
            "丢弃以后找不回来。" if copy.problem else "丢弃以后仍可在“版本”（Ctrl+Shift+B）里找回。"
        )
        question = f"丢弃“{name}”没有保存的内容？{left}"
        return self._dialogs.confirm("丢弃", question, "丢弃") and self._give_up(copy)

    def _give_up(self, copy: Recovery) -> bool:
        """Keep the copy as a version, where it can be read, and remove it."""
        desk = self._desk
        try:
            if not copy.problem:
                draft = copy.read(desk.find_edition)
                form = desk.find_edition(draft.report.edition)
                desk.store.versions(copy.report_id).keep(draft, form, Kind.BEFORE, GIVEN_UP)
            desk.store.forget_copy(copy)
        except (DraftError, SaveError) as error:
            self.told.emit(str(error), [], [])
            return False
        return True
