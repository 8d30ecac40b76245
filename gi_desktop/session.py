"""The open report: the only place where it changes. Knows nothing of windows.

Data flow: a page makes an edit → ``Session.apply`` → new report, sheet and findings → the
listeners repaint. Undo, the recovery copy and saving all hang on that one path.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gi_desktop.checks import Checker
from gi_desktop.drafts import (
    Draft,
    Recovery,
    Saving,
    SetDraft,
    SetExplanations,
    Store,
    read_draft,
    with_reason,
)
from gi_desktop.files import file_name
from gi_desktop.form import Edition, current_edition, edition
from gi_desktop.report.edits import Edit
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.profile import Profile
from gi_desktop.report.sheet import Sheet

if TYPE_CHECKING:  # reading and checking a report needs no fonts
    from gi_desktop.document import FontSet, Furniture

FindEdition = Callable[[str], Edition]
ExportKind = Literal["docx", "pdf", "html", "xlsx"]
"""What a report can be written as; the suffix of the file too."""
DraftEdit = Edit | SetDraft | SetExplanations
"""A change of the report, or of what belongs to it."""
Job = Callable[[], tuple[str, ...]]
"""Writes a file; returns what there is to say about it. DocumentError where that fails."""


@dataclass(frozen=True)
class Change:
    """What listeners are told: the cells and the place an edit touched, None for all."""

    cells: frozenset[str] | None = None
    target: str | None = None
    finding: Finding | None = None
    """The one whose reason was changed, where one was."""
    refused: str = ""
    """Why an edit was not made, in words; empty where it was."""


Listener = Callable[[Change], None]


@dataclass(frozen=True)
class _Step:
    """One undoable step: the edit that was made and the one that takes it back."""

    edit: DraftEdit
    inverse: DraftEdit
    before: int
    after: int


class Session:
    """One report with its history, findings and file."""

    def __init__(self, form: Edition, draft: Draft, path: Path | None = None) -> None:
        self.form = form
        self.path = path
        """Where the draft is saved; None until it has been given a name."""
        self._checker = Checker(form)
        self._draft = draft
        self._profile: Profile | None = None
        self._written: Finding | None = None
        """Whose reason is being written just now."""
        self._listeners: list[Listener] = []
        self._read_only = ""
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._mergeable = False
        self._version = 0
        self._versions = 0
        self._saved_version = 0
        self._settle()

    @classmethod
    def new(cls, form: Edition | None = None, year: int | None = None) -> "Session":
        """Return a session on an empty report."""
        form = form or current_edition()
        return cls(form, Draft(new_report(form, year)))

    @classmethod
    def begun(cls, form: Edition, report: Report) -> "Session":
        """Return a session on a report that something is known of already."""
        return cls(form, Draft(report))

    @classmethod
    def open(cls, path: Path, find_edition: FindEdition = edition) -> "Session":
        """Return a session on a saved draft. DraftError, in words, where it is none."""
        draft = read_draft(path, find_edition)
        return cls(find_edition(draft.report.edition), draft, path)

    @classmethod
    def imported(cls, path: Path, form: Edition | None = None) -> "tuple[Session, tuple[str, ...]]":
        """Return an unsaved session on what a source holds, and what there is to say about it.

        ImportFailedError, in words, where it cannot be read.
        """
        from gi_desktop.importing import import_file

        form = form or current_edition()
        found = import_file(path, form)
        session = cls(form, Draft(found.report, source=found.source))
        session.mark_unsaved()
        return session, found.notes

    @classmethod
    def recovered(cls, recovery: Recovery, find_edition: FindEdition = edition) -> "Session":
        """Return an unsaved session on the recovery copy of a report that was not saved."""
        draft = recovery.read(find_edition)
        session = cls(find_edition(draft.report.edition), draft, recovery.path)
        session.mark_unsaved()
        return session

    # State ----------------------------------------------------------------------------------

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self._draft.report

    @property
    def draft(self) -> Draft:
        """What would be saved now; immutable, so another thread may write it."""
        return self._draft

    @property
    def sheet(self) -> Sheet:
        """The numbers with every automatic total."""
        return self._sheet

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found, errors first."""
        return self._findings

    def reason(self, finding: Finding) -> str:
        """Return the reason given for the finding as it stands; empty where there is none."""
        return self._draft.reason(finding, self.sheet)

    def former_reason(self, finding: Finding) -> str:
        """Return the reason given before the values changed; empty where there is none."""
        return self._draft.former_reason(finding, self.sheet)

    @property
    def unsettled(self) -> tuple[Finding, ...]:
        """What stands in the way of 定稿: errors, and 核实 without a reason."""
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.ERROR
            or (finding.severity is Severity.VERIFY and not self.is_settled(finding))
        )

    def is_settled(self, finding: Finding) -> bool:
        """Whether a reason is given for the finding, and not being written just now."""
        return bool(self.reason(finding)) and not self._is_written(finding)

    def _is_written(self, finding: Finding) -> bool:
        held = self._written
        return held is not None and _subject(held) == _subject(finding)

    def write_reason(self, finding: Finding | None) -> None:
        """Take note whose reason is being written; None where that has ended."""
        before, self._written = self.unsettled, finding
        if self.unsettled != before:
            self._tell(Change(frozenset()))

    @property
    def profile(self) -> Profile | None:
        """What is known of the organ beside the report; None where nothing is."""
        return self._profile

    def use_profile(self, profile: Profile | None) -> None:
        """Judge the report by this profile; no change of the report."""
        if profile != self._profile:
            self._profile = profile
            self._settle()
            self._tell(Change(frozenset()))

    @property
    def faulty_rules(self) -> tuple[str, ...]:
        """Codes of rules that failed: a fault of the program, to be shown, not hidden."""
        return tuple(fault.code for fault in self._checker.faults)

    @property
    def read_only(self) -> str:
        """Why nothing may be changed, in words; empty where it may."""
        return self._read_only

    def set_read_only(self, reason: str) -> None:
        """Refuse every edit from now on, for this reason; allow them where it is empty."""
        if reason != self._read_only:
            self._read_only = reason
            self._tell(Change(frozenset()))

    @property
    def is_modified(self) -> bool:
        """Whether there is something that was not saved."""
        return self._version != self._saved_version

    @property
    def version(self) -> int:
        """A number that differs whenever the content may differ."""
        return self._version

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change; return the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Changing -------------------------------------------------------------------------------

    def apply(self, edit: DraftEdit, *, merge: bool = False) -> None:
        """Make a change, as a step of its own that can be undone.

        ``merge`` joins it to the step before where both touch the same place, as the letters
        of a word do. An edit that changes nothing leaves no step, nor do joined ones that end
        where they began. ValueError for a cell or a text that the form does not have.
        """
        unknown = [cell for cell in edit.cells if cell not in self.form.cells]
        if unknown:
            raise ValueError(f"the form has no cell {unknown[0]}")
        changed = _applied(edit, self._draft)
        if any(text_id not in self.form.texts for text_id in changed.report.texts):
            raise ValueError("the form has no such text")
        if _same(changed, self._draft):
            return
        if self._refuses():
            return
        step = _Step(edit, _inverse(edit, self._draft), self._version, self._versions + 1)
        self._versions += 1
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if merge and self._mergeable and last and last.edit.target == edit.target:
            step = _Step(edit, last.inverse, last.before, self._versions)
            self._done.pop()
            if _same(_applied(last.inverse, changed), changed):  # back where the first began
                self._mergeable = False
                self._become(changed, last.before, edit)
                return
        self._done.append(step)
        self._mergeable = merge
        self._become(changed, self._versions, edit)

    def explain(self, finding: Finding, reason: str, *, merge: bool = False) -> None:
        """Give a reason (理由) for a finding, an empty one to take it back; one step of 撤销.

        It holds while the values behind the finding are what they are now. ``merge`` as in
        :meth:`apply`.
        """
        given = with_reason(self._draft.explanations, finding, self.sheet, reason)
        label = "填写核实理由" if reason.strip() else "删除核实理由"
        self.apply(SetExplanations(label, given, finding), merge=merge)

    def end_step(self) -> None:
        """Let the next edit be a step of its own whatever it touches."""
        self._mergeable = False

    @property
    def undo_label(self) -> str:
        """What 撤销 would take back; empty where there is nothing."""
        return self._done[-1].edit.label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What 重做 would do again; empty where there is nothing."""
        return self._undone[-1].edit.label if self._undone else ""

    def undo(self) -> None:
        """Take the last step back; nothing happens where there is none."""
        if self._done and not self._refuses():
            step = self._done.pop()
            self._undone.append(step)
            self._mergeable = False
            self._become(_applied(step.inverse, self._draft), step.before, step.inverse)

    def redo(self) -> None:
        """Do the step that was last taken back again; nothing happens where there is none."""
        if self._undone and not self._refuses():
            step = self._undone.pop()
            self._done.append(step)
            self._mergeable = False
            self._become(_applied(step.edit, self._draft), step.after, step.edit)

    def _refuses(self) -> bool:
        """Whether nothing may be changed; listeners hear why, and show what stands."""
        if self._read_only:
            self._tell(Change(None, refused=self._read_only))
        return bool(self._read_only)

    def _become(self, draft: Draft, version: int, edit: DraftEdit) -> None:
        self._draft = draft
        self._version = version
        self._settle()
        explained = edit.finding if isinstance(edit, SetExplanations) else None
        self._tell(Change(edit.cells, edit.target, explained))

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    def _settle(self) -> None:
        self._sheet = self._checker.plan.sheet(self.report.cells)
        self._findings = tuple(self._checker.run(self.report, self._draft.source, self._profile))

    # Files ----------------------------------------------------------------------------------

    def mark_unsaved(self) -> None:
        """Let the content count as not saved, as after an import or a recovery."""
        self._saved_version = -1

    def save(self, path: Path | None = None) -> None:
        """Write the draft to ``path``, or where it was last saved.

        SaveError, in words, where that fails; the old file is whole then, and the session
        keeps its old path and stays modified.
        """
        target = path or self.path
        if target is None:
            raise ValueError("a report without a name needs a path")
        saving = self.saving(target)
        self.saved(saving, saving.write())

    def saving(self, path: Path) -> Saving:
        """Return what writes the draft as it stands to ``path``; another thread may do it."""
        self._mergeable = False
        return Saving(path, self._draft, self.form, self._version)

    def saved(self, saving: Saving, written: Draft) -> None:
        """Take note that it was written; what changed since then is not saved."""
        self._draft = replace(self._draft, saved_at=written.saved_at)
        self.path = saving.path
        self._saved_version = saving.version
        self._tell(Change(frozenset()))

    def keep(self, store: Store) -> None:
        """Write the recovery copy. SaveError, in words, where that fails."""
        self.keeping(store)()

    def keeping(self, store: Store) -> Callable[[], None]:
        """Return what writes the recovery copy of the draft as it stands, in any thread."""
        return partial(store.keep, self._draft, self.form, self.path)

    # Documents ------------------------------------------------------------------------------

    def proposed_name(self, suffix: str, folder: Path) -> str:
        """Return the name to propose for a file in ``folder``: the title, then ``suffix``."""
        title = self.report.printed_title(self.form)
        return file_name(title, suffix, folder, self.form.document_type)

    def proof_furniture(self, at: datetime) -> "Furniture":
        """Return what stands around a proof (送审稿) printed at ``at``: findings and reasons."""
        from gi_desktop.document.proof import proof

        judged = [(found, self.reason(found)) for found in self.findings]
        return proof(self.report, self.form, judged, at)

    def export_job(
        self,
        kind: ExportKind,
        path: Path,
        fonts: "FontSet | None" = None,
        furniture: "Furniture | None" = None,
    ) -> Job:
        """Return what writes the report as it stands now; another thread may call it.

        ``fonts`` and ``furniture`` concern pages, DOCX and PDF: without them the fonts of this
        PC and the final version.
        """
        from gi_desktop import document
        from gi_desktop.document.typeset import PLAIN

        what = (self.report, self.form, path)
        around = furniture or PLAIN
        writers: dict[str, Callable[[], list[str]]] = {
            "docx": partial(document.write_docx, *what, fonts, around),
            "pdf": partial(document.write_pdf, *what, fonts, around),
            "html": partial(document.write_html, *what),
            "xlsx": partial(document.write_xlsx, *what),
        }
        write = writers[kind]
        return lambda: tuple(write())

    def export_docx(
        self, path: Path, fonts: "FontSet | None" = None, furniture: "Furniture | None" = None
    ) -> tuple[str, ...]:
        """Write the report as DOCX; return what there is to say about it. DocumentError."""
        return self.export_job("docx", path, fonts, furniture)()

    def export_pdf(
        self, path: Path, fonts: "FontSet | None" = None, furniture: "Furniture | None" = None
    ) -> tuple[str, ...]:
        """Write the report as PDF; return what there is to say about it. DocumentError."""
        return self.export_job("pdf", path, fonts, furniture)()

    def export_html(self, path: Path) -> tuple[str, ...]:
        """Write the report as a page for a website; return what there is to say. DocumentError."""
        return self.export_job("html", path)()

    def export_xlsx(self, path: Path) -> tuple[str, ...]:
        """Write the tables as XLSX; return what there is to say about them. DocumentError."""
        return self.export_job("xlsx", path)()


def _subject(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is about, whatever numbers its sentence names."""
    return finding.code, finding.cells, finding.text, finding.field


def _applied(edit: DraftEdit, draft: Draft) -> Draft:
    if isinstance(edit, SetDraft | SetExplanations):
        return edit.apply(draft)
    return replace(draft, report=edit.apply(draft.report))


def _inverse(edit: DraftEdit, draft: Draft) -> DraftEdit:
    if isinstance(edit, SetDraft | SetExplanations):
        return edit.inverse(draft)
    return edit.inverse(draft.report)


def _same(one: Draft, other: Draft) -> bool:
    return one.report.same_as(other.report) and replace(one, report=other.report) == other
