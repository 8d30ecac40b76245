"""A fault at any single system call of a save: old or new, whole, and a sentence; nothing else."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from gi_desktop import files
from gi_desktop.drafts import Draft, DraftError, Hold, Saved, Store, hold, read_draft, save
from gi_desktop.drafts.holding import note_of
from gi_desktop.drafts.recorder import Recorder
from gi_desktop.report.edits import SetCells
from gi_desktop.session import Session
from tests.drafts.helpers import FORM, REPORT, stored

CELL = FORM.inputs[0].address
OLD = REPORT.replace(cells={CELL: 1})
CALLS: list[tuple[type | ModuleType, str]] = [
    (os, "open"),
    (os, "write"),
    (os, "fsync"),
    (os, "close"),
    (os, "utime"),
    (Path, "replace"),
    (Path, "mkdir"),
    (Path, "open"),
    (Path, "stat"),
    (Path, "unlink"),
    (Path, "chmod"),
]
"""Where a disk, a share or a right can fail."""
MOST = 60
"""Calls of one kind in all that is done."""


class Work:
    """Open a draft, hold it, change it, save it with version and trail, close it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "年报 草稿.xxgk"
        self.store = Store(folder / "data")
        Session(FORM, Draft(OLD)).save(self.path)
        self.session = Session.open(self.path)
        self.done: Saved | None = None

    def do(self) -> None:
        held = hold(self.path)
        assert isinstance(held, Hold)
        recorder = Recorder(self.session.draft, FORM)
        self.session.subscribe(lambda change: recorder.note(self.session.draft, change.label))
        self.session.apply(SetCells("填", {CELL: 2}))
        self.done = save(self.session.saving(self.path), self.store)
        recorder.write(self.store.trail(REPORT.id))
        held.beat()
        held.release()

    def judge(self) -> None:
        """Old or new, and said."""
        assert self.done is not None
        found = read_draft(self.path).report.cells[CELL]
        if self.done.written is None:
            assert found == 1
            assert self.done.failure.endswith("。")
            second = self.done.second
            if second is not None:
                assert read_draft(second).report.cells[CELL] == 2
        else:
            assert found == 2
        for version in self.store.versions(REPORT.id).all():
            assert version.read().report.cells[CELL] == 2
        for step in self.store.trail(REPORT.id).read():
            assert [trace.new for trace in step.traces] == ["2"]
        assert not list(self.path.parent.glob("*.tmp"))


class Breaking:
    """A call that fails at its ``nth`` time, and the number of times it was called."""

    def __init__(self, real: Callable[..., object], nth: int, code: int) -> None:
        self.count = 0
        self._real, self._nth, self._code = real, nth, code
        self._closes = real is os.close

    def method(self) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            self.count += 1
            if self.count - 1 == self._nth:
                if self._closes:
                    self._real(*arguments)
                raise OSError(self._code, os.strerror(self._code))
            return self._real(*arguments, **named)

        return call


@pytest.mark.parametrize("owner, name", CALLS, ids=[name for _, name in CALLS])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_old_or_new(
    tmp_path: Path,
    owner: type | ModuleType,
    name: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "PAUSES", ())
    seen = 0
    for nth in range(MOST):
        folder = tmp_path / f"{nth}"
        folder.mkdir()
        work = Work(folder)
        breaking = Breaking(getattr(owner, name), nth, code)
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, breaking.method())
            work.do()
        work.judge()
        seen = breaking.count
        if seen <= nth:
            break
    else:
        pytest.fail("there are more calls than were tried")
    assert seen > 0


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("name", ["write", "fsync", "open", "mkdir", "replace"])
def test_a_disk_that_fails_for_good(
    tmp_path: Path, name: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PAUSES", ())
    work = Work(tmp_path)
    owner = Path if name in {"mkdir", "replace"} else os

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fail)
        work.do()
    work.judge()
    assert work.session.report.cells[CELL] == 2, "what was typed is still in the window"


# Places -----------------------------------------------------------------------------------------


def folders(tmp_path: Path) -> list[Path]:
    """Folders with blanks and Chinese, and so long that the whole path has 250 characters."""
    spaced = tmp_path / "政务 公开　材料（2025）"
    long = tmp_path
    while len(str(long)) < 215:
        long /= "很长的文件夹名字"[: 214 - len(str(long))] or "长"
    return [spaced, long]


@pytest.mark.parametrize("which", [0, 1])
def test_a_draft_in_any_folder_is_kept_with_all_that_belongs_to_it(
    tmp_path: Path, which: int
) -> None:
    folder = folders(tmp_path)[which]
    folder.mkdir(parents=True)
    work = Work(folder)
    work.path = folder / ("某局 年报" + "长" * (250 - len(str(folder)) - 11) + ".xxgk")
    assert which == 0 or len(str(work.path)) == 250
    if len(work.path.name.encode()) > 255:
        work.path = folder / f"{'长' * 80}.xxgk"
    work.session.save(work.path)
    before = set(folder.iterdir())
    work.do()
    assert work.done is not None
    assert work.done.written is not None
    assert (work.done.remark, work.done.failure) == ("", "")
    assert read_draft(work.path).report.cells[CELL] == 2
    assert len(work.store.versions(REPORT.id).all()) == 1
    assert len(work.store.trail(REPORT.id).read()) == 1
    assert not note_of(work.path).exists()
    assert set(folder.iterdir()) == before | {folder / "data"}


def read_with_id(folder: Path, report_id: object) -> Draft:
    data = json.loads(stored())
    data["report"]["id"] = report_id
    path = folder / "a.xxgk"
    path.write_text(json.dumps(data), "utf-8")
    return read_draft(path)


@pytest.mark.parametrize(
    "report_id",
    ["../../etc", "a/b", "C:\\x", "..", "00000000-0000-0000-0000-00000000000", "{0}", 3, []],
)
def test_an_id_that_is_none_never_names_a_folder(tmp_path: Path, report_id: object) -> None:
    with pytest.raises(DraftError):
        read_with_id(tmp_path, report_id)


@pytest.mark.parametrize("spelling", ["{0}", "{{{0}}}", "{0.hex}"])
def test_an_id_in_any_spelling_names_the_same_folder(tmp_path: Path, spelling: str) -> None:
    store = Store(tmp_path / "data")
    found = store.report_folder(read_with_id(tmp_path, spelling.format(REPORT.id)).report.id)
    assert found == store.report_folder(REPORT.id)
    assert found.parent == tmp_path / "data" / "reports"
