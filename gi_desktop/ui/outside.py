"""The file of the open draft was changed by somebody else: both are kept, the user chooses."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gi_desktop.drafts import Draft, DraftError, Kind, SaveError, SetDraft
from gi_desktop.drafts.file import read_digested
from gi_desktop.report.difference import Difference, differences, edit_of
from gi_desktop.session import Session
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.trail_book import when

if TYPE_CHECKING:
    from gi_desktop.ui.desk import Desk

LABEL = "采用别处的改动"
MINE, THEIRS = "采用别处的改动之前", "别处存的内容"
"""Names of the versions that are kept."""
_BESIDE = ("explanations", "source", "previous")
"""What of a draft comes along where all of it is taken; its state and seals do not."""


class Outside(QObject):
    """Compares, asks, and takes over what is chosen as one step of 撤销."""

    told = Signal(str, list, list)
    """A sentence, lines below it, and actions as (text, function): for the notice strip."""

    def __init__(self, desk: "Desk", dialogs: Dialogs) -> None:
        super().__init__(desk)
        self._desk = desk
        self._dialogs = dialogs
        self._save_as: Callable[[], object] = desk.save_as

    def notice(self) -> None:
        """Say that the file was changed, where that is not what is open here."""
        found = self._theirs()
        if found is None:
            return
        session, path, theirs, digest = found
        if not self._differs(session, theirs):
            session.digest = digest  # saved again without a change
            return
        at = f"（{when(theirs.saved_at)} 保存）" if theirs.saved_at else ""
        ways: list[tuple[str, Callable[[], object]]] = [
            ("看看哪里不同…", self.compare),
            ("另存为…", self._save_as),
        ]
        said = f"“{path.name}”在别处被改过{at}。这里的内容没有变，保存时不会盖掉它。"
        self.told.emit(said, [], ways)

    def compare(self, *, then_save: bool = False) -> None:
        """Show both sides and take what is chosen; then save, where that was asked for."""
        self._desk.commit()
        found = self._theirs()
        if found is None:
            return
        session, path, theirs, digest = found
        changes = tuple(
            one
            for one in differences(session.report, theirs.report, session.form)
            if not one.follows
        )
        if changes or self._differs(session, theirs):
            chosen = self._ask(session, path, theirs, changes)
            if chosen is None:
                self.notice()
                return
            if not self._keep_both(session, theirs):
                return
            self._take(session, theirs, changes, chosen)
        session.digest = digest
        if then_save or not changes:
            self._desk.save()
        elif chosen and len(chosen) == len(changes):
            said = "已经采用别处的内容，可以撤销；两边原来的内容都留在“版本”（Ctrl+Shift+B）里。"
            self.told.emit(said, [], [])
        else:
            said = "两边原来的内容都留在“版本”（Ctrl+Shift+B）里。按 Ctrl+S 把现在的内容存进文件。"
            self.told.emit(said, [], [])

    def _theirs(self) -> tuple[Session, Path, Draft, str] | None:
        """Return what the file holds; None, and why in words, where that is not to be had."""
        session = self._desk.session
        if session is None or session.path is None:
            return None
        path = session.path
        try:
            theirs, digest = read_digested(path, self._desk.find_edition)
        except DraftError as error:
            said = f"{error}您现在的内容没有丢，请另存为别的名字。"
            self.told.emit(said, [], [("另存为…", self._save_as)])
            return None
        if digest == session.digest:
            return None
        if theirs.report.edition != session.report.edition:
            said = f"“{path.name}”已经换成了另一份报告。您现在的内容没有丢，请另存为别的名字。"
            self.told.emit(said, [], [("另存为…", self._save_as)])
            return None
        return session, path, theirs, digest

    @staticmethod
    def _differs(session: Session, theirs: Draft) -> bool:
        mine = session.draft
        return not mine.report.same_as(theirs.report) or any(
            getattr(mine, name) != getattr(theirs, name) for name in (*_BESIDE, "status", "seals")
        )

    def _ask(
        self, session: Session, path: Path, theirs: Draft, changes: tuple[Difference, ...]
    ) -> tuple[Difference, ...] | None:
        at = f"，{when(theirs.saved_at)} 保存" if theirs.saved_at else ""
        if changes:
            what = f"有 {len(changes)} 处不同。打勾的采用别处的，没打勾的留您现在的；"
        else:
            what = "表格和文字相同，只有核实理由、状态等不同；"
        said = f"“{path.name}”在别处被改过{at}，{what}两边原来的内容都会留成版本，随时找得回来。"
        return self._dialogs.choose_changes(said, changes, self._proposed(session, changes))

    @staticmethod
    def _proposed(session: Session, changes: tuple[Difference, ...]) -> tuple[Difference, ...]:
        """Return what only the other one changed since both had the same."""
        if session.stored is None:
            return ()
        mine = differences(session.stored, session.report, session.form)
        touched = {one.cell or one.text or one.field for one in mine}
        return tuple(one for one in changes if (one.cell or one.text or one.field) not in touched)

    def _keep_both(self, session: Session, theirs: Draft) -> bool:
        """Keep both contents as versions; False, and why in words, where that fails."""
        versions = self._desk.store.versions(session.report.id)
        try:
            versions.keep(theirs, session.form, Kind.BEFORE, THEIRS)
            versions.keep(session.draft, session.form, Kind.BEFORE, MINE)
        except SaveError as error:
            said = f"没有采用别处的改动：两边的内容存不进“版本”。{error.reason}"
            self.told.emit(said, [], [("另存为…", self._save_as)])
            return False
        return True

    @staticmethod
    def _take(
        session: Session,
        theirs: Draft,
        changes: tuple[Difference, ...],
        chosen: tuple[Difference, ...],
    ) -> None:
        if not chosen:
            return
        edit = edit_of(chosen, session.report, theirs.report, session.form, LABEL)
        whole = len(chosen) == len(changes)
        fields = {name: getattr(theirs, name) for name in _BESIDE} if whole else {}
        session.apply(SetDraft(LABEL, fields, edit))
