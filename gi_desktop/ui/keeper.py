"""Keeps the open report on the disk: every change within two seconds, beside the window."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from gi_desktop.drafts import (
    SUFFIX,
    Kind,
    Saved,
    SaveError,
    Saving,
    Store,
    TrailStep,
    Writer,
    rescue,
    save,
)
from gi_desktop.drafts.recorder import Recorder
from gi_desktop.session import Change, Session

DELAY_MS = 1000
"""From the first change that no copy has yet to the copy."""
RETRY_MS = 10_000
"""After a copy that could not be written."""
VERSION_S = 600.0
"""From one version that is kept while a report is being changed to the next."""
_LOOK_MS = 25
"""How often the window looks whether something was written."""


@dataclass(frozen=True)
class Keeping:
    """How the open report is kept just now."""

    saving: Path | None = None
    """Where 保存 is writing just now."""
    kept_at: datetime | None = None
    """When the recovery copy was last written; None where there is none."""
    copy_failure: str = ""
    """Why there is no recovery copy of the last change, in words."""
    save_failure: str = ""
    """Why the last 保存 failed, in words."""
    second: Path | None = None
    """Where that was written instead."""

    @property
    def trouble(self) -> str:
        """Why the report is not where it should be, in words; empty where all is well."""
        return self.save_failure or self.copy_failure


class Keeper(QObject):
    """Writes the open report and its recovery copy (恢复副本), in a thread of its own."""

    changed = Signal()
    """``state`` did."""
    saved = Signal(Path, str)
    """Where 保存 wrote the report, and what else is to be said, in words."""
    not_saved = Signal()
    """保存 failed; ``state`` says why."""
    changed_outside = Signal()
    """保存 failed because somebody else changed the file."""
    traced = Signal(list)
    """The steps (``TrailStep``) that were written into the trail."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = Keeping()
        self._store = store
        self._writer = Writer()
        self._session: Session | None = None
        self._recorder: Recorder | None = None
        self._version_at = 0.0
        """When the last version was kept, in seconds that no clock changes."""
        self._end: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.keep)
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self._look)

    def watch(self, session: Session | None) -> None:
        """Follow another report; the copy of the one before stays as it is."""
        self.settle()
        if self._end is not None:
            self._end()
        self._timer.stop()
        self._session = session
        self._recorder = Recorder(session.draft, session.form) if session else None
        self._version_at = monotonic()
        self.state = Keeping()
        self._end = session.subscribe(self._changed) if session else None
        if session is not None and _needs_copy(session):
            self.keep()

    def _changed(self, change: Change) -> None:
        recorder, session = self._recorder, self._session
        if recorder is not None and session is not None:
            recorder.note(session.draft, change.label, goes_on=change.goes_on)
            if change.goes_on and recorder.waits:  # the first letter of a cell has enough to do
                name = f"steps {session.report.id}"
                self._writer.submit(name, recorder.work_out, lambda _result: None)
        # Not restarted while typing goes on: the copy is never older than the delay.
        if not self._timer.isActive():
            self._timer.start(DELAY_MS)

    # Writing --------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Begin to write the copy, or to remove it where everything is saved."""
        self._timer.stop()
        session = self._session
        if session is None:
            return
        report_id = session.report.id
        if _needs_copy(session):
            work, then = partial(_kept, session.keeping(self._store)), self._note_copy
        else:
            work, then = partial(_removed, self._store, report_id), self._note_removal
        self._writer.submit(f"copy {report_id}", work, then)
        self._write_trail()
        self._looks.start()

    def _write_trail(self) -> None:
        if self._session is not None and self._recorder is not None:
            report_id = self._session.report.id
            work = partial(self._recorder.write, self._store.trail(report_id))
            self._writer.submit(f"trail {report_id}", work, self._note_traces)

    def _note_traces(self, steps: list[TrailStep]) -> None:
        if steps:
            self.traced.emit(steps)

    def mark(self, label: str) -> None:
        """Take note in the trail of something that is no change."""
        if self._recorder is not None:
            self._recorder.mark(label)
            self._write_trail()
            self._looks.start()

    def keep_version(self, kind: Kind, name: str) -> str:
        """Keep the report as it stands as a version, and wait for it.

        Returns why that failed, in words; empty where it did not.
        """
        self.settle()
        session = self._session
        if session is None:
            return ""
        versions = self._store.versions(session.report.id)
        try:
            versions.keep(session.draft, session.form, kind, name)
        except SaveError as error:
            return str(error)
        return ""

    def _keep_version_now_and_then(self) -> None:
        session = self._session
        if session is None or monotonic() - self._version_at < VERSION_S:
            return
        self._version_at = monotonic()
        versions = self._store.versions(session.report.id)
        work = partial(_kept_quietly, partial(versions.keep, session.draft, session.form))
        self._writer.submit(f"version {session.report.id}", work, lambda _result: None)

    def save(self, path: Path) -> None:
        """Begin to save the report; what is typed meanwhile is not part of it."""
        session = self._session
        if session is None:
            return
        saving = session.saving(path)
        work = partial(save, saving, self._store, self.state.second)
        self._writer.submit(f"save {path}", work, partial(self._note_saved, session, saving))
        self._looks.start()
        self._become(replace(self.state, saving=path))

    def settle(self) -> None:
        """Wait until all that was begun is written, and told."""
        self._writer.finish()
        self._looks.stop()

    def keep_now(self) -> str:
        """Write the copy and wait for it; return why that failed, in words, empty if not."""
        self.keep()
        self.settle()
        return self.state.copy_failure

    def rescue(self) -> Path | None:
        """Write the report into the data folder as it stands, and wait for it.

        Returns where; None where that fails.
        """
        self.settle()
        session = self._session
        if session is None:
            return None
        name = session.path or Path(session.proposed_name(SUFFIX, self._store.folder))
        second = rescue(session.saving(name), self._store, self.state.second)
        self.state = replace(self.state, second=second)
        return second

    def forget(self) -> None:
        """Remove the copy of the report that is being closed. SaveError where it stays."""
        self._timer.stop()
        self.settle()
        if self._session is not None:
            self._store.forget(self._session.report.id)

    # What came of it --------------------------------------------------------------------------------

    def _look(self) -> None:
        if not self._writer.busy:
            self._looks.stop()
        self._writer.deliver()

    def _note_copy(self, failure: str) -> None:
        now = datetime.now().astimezone()
        self._note(failure, self.state.kept_at if failure else now)
        self._keep_version_now_and_then()

    def _note_removal(self, failure: str) -> None:
        self._note(failure, None)

    def _note(self, failure: str, kept_at: datetime | None) -> None:
        if failure:
            self._timer.start(RETRY_MS)
        self._become(replace(self.state, kept_at=kept_at, copy_failure=failure))

    def _note_saved(self, session: Session, saving: Saving, saved: Saved) -> None:
        # Another place may have been asked for meanwhile.
        still = None if self.state.saving == saving.path else self.state.saving
        state = replace(self.state, saving=still)
        if saved.written is None:
            self._become(replace(state, save_failure=saved.failure, second=saved.second))
            (self.changed_outside if saved.changed_outside else self.not_saved).emit()
            return
        self._version_at = monotonic()
        session.saved(saving, saved.written)
        self._become(replace(state, save_failure="", second=None))
        self.keep()
        self.saved.emit(saving.path, saved.remark)

    def _become(self, state: Keeping) -> None:
        self.state = state
        self.changed.emit()


def _needs_copy(session: Session) -> bool:
    """Whether there is something that no file of the user's has: a new report has none at all."""
    return session.is_modified or session.path is None


def _kept(keep: Callable[[], None]) -> str:
    try:
        keep()
    except SaveError as error:
        return f"自动暂存没有成功：{error.reason}"
    return ""


def _kept_quietly(keep: Callable[[], object]) -> None:
    """Keep a version nobody asked for: where that fails there is the recovery copy."""
    with suppress(SaveError):
        keep()


def _removed(store: Store, report_id: UUID) -> str:
    try:
        store.forget(report_id)
    except SaveError as error:
        return str(error)
    return ""
