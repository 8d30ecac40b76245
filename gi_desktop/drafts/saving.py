"""Saving a draft where it lies, and where that fails in a second place."""

from dataclasses import dataclass
from pathlib import Path

from gi_desktop.drafts.draft import Draft
from gi_desktop.drafts.file import write_draft
from gi_desktop.drafts.store import Store
from gi_desktop.drafts.words import ChangedOutsideError, SaveError
from gi_desktop.files import remove_leftovers
from gi_desktop.form import Edition


@dataclass(frozen=True)
class Saving:
    """A draft as it stands, to be written to ``path``; another thread may do that."""

    path: Path
    draft: Draft
    form: Edition
    version: int
    """Of the content, as the session counts."""
    known: str = ""
    """Digest of the file as it was last read or written; empty where it may be replaced."""

    def write(self) -> Draft:
        """Write it and return it with the time of writing. SaveError, in words."""
        return write_draft(self.path, self.draft, self.form, self.known)


@dataclass(frozen=True)
class Saved:
    """What became of it."""

    written: Draft | None
    """The draft with the time of writing; None where it was not written."""
    failure: str = ""
    """Why it was not, in words."""
    changed_outside: bool = False
    """It was not because somebody else changed the file."""
    second: Path | None = None
    """Where it was written instead."""
    remark: str = ""
    """What else was not done, in words: a version kept, the list of recent drafts."""


def save(saving: Saving, store: Store, second: Path | None = None) -> Saved:
    """Write the draft; where that fails into the data folder, in place of ``second`` if given."""
    try:
        written = saving.write()
    except ChangedOutsideError as error:
        return Saved(None, str(error), changed_outside=True)
    except SaveError as error:
        return Saved(None, str(error), second=rescue(saving, store, second))
    remove_leftovers(saving.path)
    remarks: list[str] = []
    try:
        store.versions(written.report.id).keep(written, saving.form)
    except SaveError as error:
        remarks.append(f"没有留下这一次的版本：{error.reason}")
    try:
        store.touch(saving.path)
    except SaveError as error:
        remarks.append(f"没有记入“最近”：{error.reason}")
    return Saved(written, remark="".join(remarks))


def rescue(saving: Saving, store: Store, second: Path | None = None) -> Path | None:
    """Write the draft into the data folder; return where, None where that fails too."""
    try:
        return store.rescue(saving.draft, saving.form, saving.path.stem, second)
    except SaveError:
        return None  # the first failure is what the user is told; there is no second place
