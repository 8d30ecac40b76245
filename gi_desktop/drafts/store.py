"""The user's data folder: recovery copies of what was not saved, and the recent drafts.

A recovery copy belongs to the process that writes it. Each process holds a lock on a file
of its own; the system lets go of it when the process ends, however that happens, so a copy
whose lock is free was left behind by a crash. A process id would not tell: it is used again.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import IO
from uuid import UUID, uuid4

from gi_desktop.drafts.archive import Archive, archives
from gi_desktop.drafts.draft import Draft
from gi_desktop.drafts.file import SUFFIX, read_draft, write_draft, write_file
from gi_desktop.drafts.trail import Trail
from gi_desktop.drafts.versions import Versions
from gi_desktop.drafts.words import DraftError, SaveError, save_failure
from gi_desktop.files import exists, file_name, remove_leftovers
from gi_desktop.form import Edition, FindEdition, edition

_Note = Mapping[str, object]
"""What is noted of a copy: process, path and digest of the draft."""
RECENT_AT_MOST = 10
_MAX_NOTE_BYTES = 1_000_000
_FOLDER = "gi-desktop"


def data_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return the user's data folder, which need not exist yet.

    GI_DESKTOP_DATA names it; otherwise it lies in %LOCALAPPDATA% on Windows and in
    $XDG_DATA_HOME elsewhere.
    """
    environ = os.environ if environ is None else environ
    if chosen := environ.get("GI_DESKTOP_DATA"):
        return Path(chosen)
    if sys.platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / _FOLDER
    shared = environ.get("XDG_DATA_HOME", "")
    base = Path(shared) if shared.startswith("/") else Path.home() / ".local" / "share"
    return base / _FOLDER


@dataclass(frozen=True)
class Recovery:
    """Work that a process left behind without saving it."""

    report_id: UUID
    file: Path
    """The copy itself."""
    path: Path | None
    """Where the draft was last saved; None where it never was, or nobody knows any more."""
    kept_at: datetime
    digest: str = ""
    """Of the file at ``path`` as the process knew it; empty where it knew none."""
    problem: str = ""
    """Why the copy cannot be read, in words; empty where it can."""

    def read(self, find_edition: FindEdition = edition) -> Draft:
        """Return the draft in the copy. DraftError, in words, where it is damaged."""
        return read_draft(self.file, find_edition)


@dataclass(frozen=True)
class Recent:
    """A draft that was opened or saved before."""

    path: Path
    exists: bool


class Store:
    """One process's view of the data folder, which is made when something is first kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self._recovery = self.folder / "recovery"
        self._recent = self.folder / "recent.json"
        self._process = uuid4().hex
        self._lock: IO[bytes] | None = None
        self._one_at_a_time = RLock()
        """Copies are written beside the window, and read and removed from it."""
        self._noted: dict[UUID, tuple[Path, _Note]] = {}
        """Report → its copy, and what is noted beside it."""

    def close(self) -> None:
        """Let go of the lock; recovery copies that are still there count as left behind."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            self._lock_file(self._process).unlink(missing_ok=True)
            self._noted.clear()

    def report_folder(self, report_id: UUID) -> Path:
        """Return where versions, trail and the like of a report lie; it need not exist yet."""
        return self.folder / "reports" / str(report_id)

    def versions(self, report_id: UUID) -> Versions:
        """Return the versions of a report."""
        return Versions(self.report_folder(report_id) / "versions")

    def archive(self, report_id: UUID) -> Archive:
        """Return every 定稿 of a report, and what was printed of it."""
        return Archive(report_id, self.report_folder(report_id))

    def archives(self) -> Iterator[Archive]:
        """Yield the same of every report on this PC."""
        return archives(self.folder / "reports")

    def trail(self, report_id: UUID) -> Trail:
        """Return the trail of a report."""
        return Trail(self.report_folder(report_id))

    # Recovery copies ------------------------------------------------------------------------

    def keep(self, draft: Draft, form: Edition, path: Path | None, digest: str = "") -> None:
        """Write the recovery copy of a draft whose file is ``path``, with this digest.

        SaveError, in words, where that fails; the copy before it is whole then.
        """
        report_id = draft.report.id
        with self._one_at_a_time:
            self._make_folder(self._recovery)
            self._hold_lock()
            note: _Note = {
                "path": str(path.absolute()) if path else None,
                "process": self._process,
                "digest": digest,
            }
            file, noted = self._noted.get(report_id, (None, None))
            if file is None:
                file = self._free_copy(report_id, note)
            if noted != note:
                self._write(file.with_suffix(".json"), note)
                self._noted[report_id] = (file, note)
            write_draft(file, draft, form)

    def _free_copy(self, report_id: UUID, note: _Note) -> Path:
        """Return where to keep a copy.

        Beside that of a file copied by hand, which has the same id: no copy of another draft
        is written over.
        """
        file = self._copy(report_id)
        found = _note_of(file)
        mine = found.get("process") == self._process
        if not exists(file) or mine:
            return file
        if found.get("path") == note["path"] and not self._is_alive(found.get("process")):
            return file  # left behind, and taken up again or given up
        return file.with_name(f"{report_id}.{self._process}{SUFFIX}")

    def forget(self, report_id: UUID) -> None:
        """Remove the recovery copy of a report, where there is one. SaveError where it stays."""
        with self._one_at_a_time:
            file, _ = self._noted.pop(report_id, (self._copy(report_id), None))
            process = _note_of(file).get("process")
            if process == self._process or not self._is_alive(process):
                self._remove(file)

    def forget_copy(self, copy: Recovery) -> None:
        """Remove what was left behind. SaveError where it stays."""
        with self._one_at_a_time:
            self._remove(copy.file)

    @staticmethod
    def _remove(copy: Path) -> None:
        for file in (copy, copy.with_suffix(".json")):
            # A process that was killed while it wrote left a temporary file too.
            remove_leftovers(file, at_any_age=True)
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise SaveError(f"删不掉恢复文件“{file}”（系统错误 {error.errno}）。") from error

    def rescue(self, draft: Draft, form: Edition, name: str, second: Path | None = None) -> Path:
        """Write a draft that could not be saved under ``name`` into the data folder.

        It takes the place of ``second``, which an earlier call returned, and of nothing else.
        Returns where it lies. SaveError, in words, where that fails too.
        """
        with self._one_at_a_time:
            folder = self.folder / "unsaved"
            self._make_folder(folder)
            path = second or _free(folder, f"{name} {datetime.now().astimezone():%Y-%m-%d %H%M%S}")
            write_draft(path, draft, form)
            return path

    def recoverable(self, find_edition: FindEdition = edition) -> list[Recovery]:
        """Return what processes that ended left behind, newest first; damaged copies too."""
        found = [
            recovery
            for file, note in self._copies()
            if not self._is_alive(note.get("process"))
            for recovery in self._recovery_of(file, note, find_edition)
        ]
        return sorted(found, key=lambda recovery: recovery.kept_at, reverse=True)

    def _copies(self) -> Iterator[tuple[Path, _Note]]:
        for file in self._recovery.glob(f"*{SUFFIX}"):
            if file.is_file() and _report_of(file):
                yield file, _note_of(file)

    @staticmethod
    def _recovery_of(file: Path, note: _Note, find_edition: FindEdition) -> Iterator[Recovery]:
        path, known = note.get("path"), note.get("digest")
        report_id = _report_of(file)
        if report_id is None:
            return
        recovery = Recovery(
            report_id,
            file,
            Path(path) if isinstance(path, str) and "\0" not in path else None,
            _time_of(file),
            known if isinstance(known, str) else "",
        )
        try:
            recovery.read(find_edition)
        except DraftError as error:
            recovery = replace(recovery, problem=str(error))
        yield recovery

    def _copy(self, report_id: UUID) -> Path:
        return self._recovery / f"{report_id}{SUFFIX}"

    # Whose copies are whose -----------------------------------------------------------------

    def _lock_file(self, process: str) -> Path:
        return self._recovery / f"{process}.lock"

    def _hold_lock(self) -> None:
        if self._lock is None:
            path = self._lock_file(self._process)
            try:
                self._lock = path.open("wb")
                _lock(self._lock)
            except OSError as error:
                raise save_failure(path, error) from error

    def _is_alive(self, process: object) -> bool:
        """Whether the process that wrote a copy still runs; this one does."""
        if process == self._process:
            return True
        if not isinstance(process, str) or not process.isalnum():
            return False
        path = self._lock_file(process)
        try:
            with path.open("rb+") as file:
                _lock(file)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        path.unlink(missing_ok=True)
        return False

    # Recent drafts --------------------------------------------------------------------------

    def recent(self) -> list[Recent]:
        """Return the drafts last opened or saved, newest first, at most ten."""
        return [Recent(path, path.is_file()) for path in self.recent_paths()]

    def touch(self, path: Path) -> None:
        """Put a draft at the head of the recent ones. SaveError where that fails."""
        path = path.absolute()
        others = [other for other in self.recent_paths() if other != path]
        self._make_folder(self.folder)
        self._write(self._recent, [str(p) for p in [path, *others]])

    def drop(self, path: Path) -> None:
        """Take a draft off the recent ones; its file stays. SaveError where that fails."""
        self._make_folder(self.folder)
        self._write(self._recent, [str(other) for other in self.recent_paths() if other != path])

    def recent_paths(self) -> list[Path]:
        """Return where the recent drafts lay, newest first, without looking for them."""
        listed = _read_note(self._recent)
        if not isinstance(listed, list):
            return []
        paths = [Path(item) for item in listed if isinstance(item, str) and "\0" not in item]
        return paths[:RECENT_AT_MOST]

    # Files ----------------------------------------------------------------------------------

    @staticmethod
    def _make_folder(folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_failure(folder, error) from error

    @staticmethod
    def _write(path: Path, data: object) -> None:
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        # A file name that is no text (surrogates) is kept by its JSON escapes.
        write_file(path, text.encode("utf-8", errors="backslashreplace"))


def _free(folder: Path, title: str) -> Path:
    """Return a name that no file has; a clock that was set back gives some twice."""
    path, number = folder / file_name(title, SUFFIX, folder), 1
    while exists(path):
        number += 1
        path = folder / file_name(f"{title}-{number}", SUFFIX, folder)
    return path


def _time_of(file: Path) -> datetime:
    """Return when the file was written; now where the file system tells no sound time."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError):  # gone meanwhile, or years no calendar has
        return datetime.now().astimezone()


def _read_note(path: Path) -> object:
    """Return the JSON in a small file of ours; None where it is missing or damaged.

    Such a file only helps: without it a copy still opens, and a list starts anew.
    """
    try:
        with path.open("rb") as file:
            return json.loads(file.read(_MAX_NOTE_BYTES))
    except (OSError, ValueError, RecursionError):
        return None


def _note_of(copy: Path) -> _Note:
    """Return what is noted beside a recovery copy; nothing where that is damaged."""
    note = _read_note(copy.with_suffix(".json"))
    return note if isinstance(note, dict) else {}


def _report_of(copy: Path) -> UUID | None:
    """Return the report of which a file is the copy; None where its name tells none."""
    try:
        return UUID(copy.stem.partition(".")[0])
    except ValueError:
        return None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        """Lock the open file until it is closed; OSError where another process holds it."""
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        """Lock the open file until it is closed; OSError where another process holds it."""
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
