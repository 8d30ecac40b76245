"""The open report: the only place where it changes. Knows nothing of windows.

Data flow: a page makes an edit → ``Session.apply`` → new report, sheet and findings → the
listeners repaint. Undo, the recovery copy and saving all hang on that one path.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gi_desktop.checks import Checker
from gi_desktop.documents import ExportKind, Job, export_job, own_furniture, proof_furniture
from gi_desktop.drafts import (
    Changed,
    Draft,
    DraftEdit,
    History,
    Recovery,
    Saving,
    SetExplanations,
    Store,
    digest,
    encode_draft,
    read_digested,
    with_reason,
)
from gi_desktop.files import file_name
from gi_desktop.form import Edition, FindEdition, current_edition, edition
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.last_prose import LastReport
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.profile import Profile
from gi_desktop.report.sheet import Sheet

if TYPE_CHECKING:  # reading and checking a report needs no fonts
    from gi_desktop.document import FontSet, Furniture


@dataclass(frozen=True)
class Change:
    """What listeners are told: the cells and the place an edit touched, None for all."""

    cells: frozenset[str] | None = None
    target: str | None = None
    label: str = ""
    """What the edit is called; that of one taken back begins with 撤销."""
    goes_on: bool = False
    """It is joined to the step before, as the letters of a word are."""
    finding: Finding | None = None
    """The one whose reason was changed, where one was."""
    refused: str = ""
    """Why an edit was not made, in words; empty where it was."""
    frozen: bool = False
    """Whether it was not made because the report is a 定稿."""


Listener = Callable[[Change], None]
FROZEN = "这份报告已经定稿，不能改。确实要改，请先更正。"


class Session:
    """One report with its history, findings and file."""

    def __init__(self, form: Edition, draft: Draft, path: Path | None = None) -> None:
        self.form = form
        self.path = path
        """Where the draft is saved; None until it has been given a name."""
        self.digest = ""
        """Of that file as it was last read or written here."""
        self.stored: Report | None = None
        """What the file held then; None where nobody knows."""
        self._checker = Checker(form)
        self._draft = draft
        self._profile: Profile | None = None
        self._beside: LastReport | None = None
        self._written: Finding | None = None
        """Whose reason is being written just now."""
        self._listeners: list[Listener] = []
        self._read_only = ""
        self._history = History(form)
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
        draft, digest = read_digested(path, find_edition)
        session = cls(find_edition(draft.report.edition), draft, path)
        session.digest, session.stored = digest, draft.report
        return session

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
        session.digest = recovery.digest
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
    def previous(self) -> Report | None:
        """Last year's report (上年报告); None where none is attached."""
        return self._draft.previous

    @property
    def beside(self) -> LastReport | None:
        """The same with what was worked out from it."""
        return self._beside

    @property
    def last(self) -> Sheet | None:
        """The numbers of last year's report; None where none is attached."""
        return self._beside.sheet if self._beside is not None else None

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

    @property
    def locked(self) -> str:
        """Why nothing that the report says may be changed, in words; empty where it may."""
        return self._read_only or (FROZEN if self._draft.is_final else "")

    def set_read_only(self, reason: str) -> None:
        """Refuse every edit from now on, for this reason; allow them where it is empty."""
        if reason != self._read_only:
            self._read_only = reason
            self._tell(Change(frozenset()))

    @property
    def is_modified(self) -> bool:
        """Whether there is something that was not saved."""
        return self.version != self._saved_version

    @property
    def version(self) -> int:
        """A number that differs whenever the content may differ."""
        return self._history.version

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
        changed = self._history.outcome(edit, self._draft)
        if changed is not None and not self._refuses(changed):
            joined = self._history.note(edit, self._draft, changed, merge=merge)
            self._become((changed, edit), goes_on=joined)

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
        self._history.end_step()

    @property
    def undo_label(self) -> str:
        """What 撤销 would take back; empty where there is nothing."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str:
        """What 重做 would do again; empty where there is nothing."""
        return self._history.redo_label

    def undo(self) -> None:
        """Take the last step back; nothing happens where there is none."""
        if self.undo_label and not self._refuses():
            self._become(self._history.undo(self._draft), "撤销：")

    def redo(self) -> None:
        """Do the step that was last taken back again; nothing happens where there is none."""
        if self.redo_label and not self._refuses():
            self._become(self._history.redo(self._draft), "重做：")

    def _refuses(self, changed: Draft | None = None) -> bool:
        """Whether nothing may be changed; listeners hear why, and show what stands.

        A 定稿 stays as it is: only a step that ends it (更正) changes it, and last year's report
        may come and go beside it.
        """
        frozen = changed is not None and changed.undermines(self._draft)
        why = self._read_only or (FROZEN if frozen else "")
        if why:
            self._tell(Change(None, refused=why, frozen=frozen))
        return bool(why)

    def forget_steps(self) -> None:
        """Let nothing be taken back of what was done until now, as after 定稿."""
        self._history.forget()
        self._tell(Change(frozenset()))

    def _become(self, changed: Changed, verb: str = "", *, goes_on: bool = False) -> None:
        self._draft, edit = changed
        self._settle()
        explained = edit.finding if isinstance(edit, SetExplanations) else None
        label = f"{verb}{edit.label}"
        self._tell(Change(edit.cells, edit.target, label, goes_on, explained))

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    def _settle(self) -> None:
        self._sheet = self._checker.plan.sheet(self.report.cells)
        previous = self._draft.previous
        self._beside = self._checker.beside(previous)
        facts = (self._draft.source, self._profile, previous, self._sheet)
        self._findings = tuple(self._checker.run(self.report, *facts))

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
        self._history.end_step()
        known = self.digest if path == self.path else ""
        return Saving(path, self._draft, self.form, self.version, known)

    def saved(self, saving: Saving, written: Draft) -> None:
        """Take note that it was written; what changed since then is not saved."""
        self._draft = replace(self._draft, saved_at=written.saved_at)
        self.path = saving.path
        self.digest, self.stored = digest(encode_draft(written, self.form)), written.report
        self._saved_version = saving.version
        self._tell(Change(frozenset()))

    def keep(self, store: Store) -> None:
        """Write the recovery copy. SaveError, in words, where that fails."""
        self.keeping(store)()

    def keeping(self, store: Store) -> Callable[[], None]:
        """Return what writes the recovery copy of the draft as it stands, in any thread."""
        return partial(store.keep, self._draft, self.form, self.path, self.digest)

    # Documents ------------------------------------------------------------------------------

    def proposed_name(self, suffix: str, folder: Path) -> str:
        """Return the name to propose for a file in ``folder``: the title, then ``suffix``."""
        title = self.report.printed_title(self.form)
        return file_name(title, suffix, folder, self.form.document_type)

    def furniture(self) -> "Furniture":
        """Return what stands around the report's own pages: of a 定稿 its code (核对码) alone."""
        return own_furniture(self._draft, self.form)

    def proof_furniture(self, at: datetime) -> "Furniture":
        """Return what stands around a proof (送审稿) printed at ``at``: findings and reasons."""
        judged = [(found, self.reason(found)) for found in self.findings]
        return proof_furniture(self._draft, self.form, judged, at)

    def export_job(
        self,
        kind: ExportKind,
        path: Path,
        fonts: "FontSet | None" = None,
        furniture: "Furniture | None" = None,
    ) -> Job:
        """Return what writes the report as it stands now; another thread may call it.

        ``fonts`` and ``furniture`` concern pages, DOCX and PDF: without them the fonts of this
        PC, and what stands around the report's own pages.
        """
        around = furniture or self.furniture()
        return export_job(kind, (self.report, self.form, path), fonts, around)


def _subject(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is about, whatever numbers its sentence names."""
    return finding.code, finding.cells, finding.text, finding.field
