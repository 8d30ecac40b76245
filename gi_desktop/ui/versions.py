"""The versions (版本) of the open report: listed, compared, named, brought back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gi_desktop.drafts import DraftError, Kind, SaveError, SetDraft, Version
from gi_desktop.report.difference import Difference, differences
from gi_desktop.report.edits import SetFields
from gi_desktop.report.model import Report
from gi_desktop.session import Session
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.trail_book import when

if TYPE_CHECKING:
    from gi_desktop.ui.desk import Desk

BEFORE = "恢复版本之前"
"""Name of the version that is kept of what a restored one replaces."""
_FIELDS = ("organ", "year", "scope", "title", "period", "cells", "texts", "signature")


class ReportVersions(QObject):
    """What the dialog of versions asks for."""

    restored = Signal(str, list, list)
    """A sentence, lines below it, and actions as (text, function): for the notice strip."""

    def __init__(self, desk: "Desk", dialogs: Dialogs) -> None:
        super().__init__(desk)
        self._desk = desk
        self._dialogs = dialogs

    def show(self) -> None:
        """Show the versions of the open report."""
        if self._desk.session is not None:
            self._desk.commit()
            self._desk.keeper.settle()
            self._dialogs.show_versions(self)

    @property
    def session(self) -> Session:
        """The open report."""
        session = self._desk.session
        if session is None:
            raise ValueError("no report is open")
        return session

    def all(self) -> list[Version]:
        """Return the versions, newest first."""
        return self._desk.store.versions(self.session.report.id).all()

    def compare(self, old: Version, new: Version | None) -> tuple[tuple[Difference, ...], str]:
        """Return what ``new``, or the open report, says differently, and why not, in words."""
        try:
            before = self._report(old)
            after = self.session.report if new is None else self._report(new)
        except DraftError as error:
            return (), str(error)
        found = differences(before, after, self.session.form)
        return tuple(one for one in found if not one.follows), ""

    def _report(self, version: Version) -> Report:
        report = version.read(self._desk.find_edition).report
        if report.edition != self.session.report.edition:
            raise DraftError("这个版本是另一种格式的报告，不能和现在的比较。")
        return report

    def keep_named(self, name: str) -> str:
        """Keep the report as it stands under a name; return why that failed, in words."""
        return self._desk.keeper.keep_version(Kind.NAMED, name)

    def remove(self, version: Version) -> str:
        """Ask, then remove a version; return why that failed, in words."""
        question = f"删除版本“{title(version)}”？删除以后找不回来。"
        if not self._dialogs.confirm("删除版本", question, "删除"):
            return ""
        try:
            self._desk.store.versions(self.session.report.id).remove(version)
        except SaveError as error:
            return str(error)
        return ""

    @property
    def frozen(self) -> str:
        """Why nothing can be brought back just now, in words; empty where it can."""
        session = self.session
        if session.read_only:
            return session.read_only
        return "定稿不能改：要恢复以前的内容，请先“更正”。" if session.draft.is_final else ""

    def restore(self, version: Version) -> str:
        """Bring a version back as one step of 撤销; return why that failed, in words.

        What is there now is kept as a version first. State and seals stay as they are.
        """
        session = self.session
        try:
            self._report(version)
            draft = version.read(self._desk.find_edition)
        except DraftError as error:
            return str(error)
        if failure := self._desk.keeper.keep_version(Kind.BEFORE, BEFORE):
            return f"没有恢复：现在的内容存不进“版本”。{failure}"
        label = f"恢复 {when(version.at)} 的版本"
        edit = SetFields(label, {name: getattr(draft.report, name) for name in _FIELDS})
        beside = {"explanations": draft.explanations, "source": draft.source}
        session.apply(SetDraft(label, {**beside, "previous": draft.previous}, edit))
        ways: list[tuple[str, Callable[[], object]]] = [("撤销", session.undo)]
        said = f"已恢复 {when(version.at)} 的版本；刚才的内容留成了版本“{BEFORE}”。"
        self.restored.emit(said, [], ways)
        return ""


def title(version: Version) -> str:
    """Return what a version is called: its name, else when it was kept."""
    return version.name or f"{when(version.at)} 自动留存"
