"""The data folder: what was not saved comes back after a crash, and only then."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gi_desktop.drafts import Draft, DraftError, SaveError, Store, data_folder, write_draft
from gi_desktop.report.model import new_report
from tests.drafts.helpers import FORM, REPORT
from tests.toy import TOY, find_edition

ROOT = Path(__file__).resolve().parents[2]
DRAFT = Draft(REPORT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "数据"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = Store(folder)
    yield store
    store.close()


@pytest.fixture
def next_start(folder: Path) -> Iterator[Store]:
    """The store of another start of the program."""
    store = Store(folder)
    yield store
    store.close()


# Where --------------------------------------------------------------------------------------


def test_the_environment_names_the_folder() -> None:
    assert data_folder({"GI_DESKTOP_DATA": "/a/b", "XDG_DATA_HOME": "/c"}) == Path("/a/b")


@pytest.mark.parametrize(
    "environ, expected",
    [
        ({"XDG_DATA_HOME": "/c"}, Path("/c/gi-desktop")),
        ({"XDG_DATA_HOME": "relative"}, Path.home() / ".local" / "share" / "gi-desktop"),
        ({}, Path.home() / ".local" / "share" / "gi-desktop"),
    ],
)
def test_the_folder_on_linux(
    environ: dict[str, str], expected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert data_folder(environ) == expected


@pytest.mark.parametrize(
    "environ, expected",
    [
        ({"LOCALAPPDATA": "/local"}, Path("/local/gi-desktop")),
        ({}, Path.home() / "AppData" / "Local" / "gi-desktop"),
    ],
)
def test_the_folder_on_windows(
    environ: dict[str, str], expected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert data_folder(environ) == expected


def test_nothing_is_made_before_something_is_kept(store: Store, folder: Path) -> None:
    assert store.recoverable() == []
    assert store.recent() == []
    store.forget(REPORT.id)
    assert not folder.exists()


# Recovery -----------------------------------------------------------------------------------

KEEP_AND_WAIT = """
import sys
from pathlib import Path
from gi_desktop.drafts import Store, read_draft
from gi_desktop.form import current_edition
draft = read_draft(Path(sys.argv[2]))
store = Store(Path(sys.argv[1]))
store.keep(draft, current_edition(), Path(sys.argv[2]))
print("kept", flush=True)
sys.stdin.read()
"""


def test_a_copy_is_offered_once_its_process_was_killed(
    folder: Path, next_start: Store, path: Path
) -> None:
    written = write_draft(path, DRAFT, FORM)
    with subprocess.Popen(
        [sys.executable, "-c", KEEP_AND_WAIT, str(folder), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"kept\n"
        assert next_start.recoverable() == []
        process.kill()
    [recovery] = next_start.recoverable()
    assert recovery.report_id == REPORT.id
    assert recovery.path == path
    assert recovery.problem == ""
    assert recovery.read().report == written.report


def test_copies_of_this_process_are_not_offered_to_itself(store: Store) -> None:
    store.keep(DRAFT, FORM, None)
    assert store.recoverable() == []


def test_a_copy_of_an_unnamed_report_has_no_path(store: Store, next_start: Store) -> None:
    store.keep(DRAFT, FORM, None)
    assert next_start.recoverable() == []
    store.close()
    [recovery] = next_start.recoverable()
    assert recovery.path is None


def test_the_last_copy_and_the_last_name_count(
    store: Store, next_start: Store, tmp_path: Path
) -> None:
    newer = Draft(REPORT.replace(year=2025))
    store.keep(DRAFT, FORM, None)
    store.keep(newer, FORM, tmp_path / "saved.xxgk")
    store.close()
    [recovery] = next_start.recoverable()
    assert recovery.read().report == newer.report
    assert recovery.path == tmp_path / "saved.xxgk"


def test_a_forgotten_copy_is_gone_and_others_stay(
    store: Store, next_start: Store, folder: Path
) -> None:
    other = Draft(new_report(FORM, 2023))
    store.keep(DRAFT, FORM, None)
    store.keep(other, FORM, None)
    store.forget(REPORT.id)
    store.close()
    assert [recovery.report_id for recovery in next_start.recoverable()] == [other.report.id]
    next_start.forget(other.report.id)
    assert next_start.recoverable() == []
    assert list((folder / "recovery").iterdir()) == []


def test_a_copy_kept_again_after_recovery_belongs_to_the_new_process(
    store: Store, next_start: Store, folder: Path
) -> None:
    store.keep(DRAFT, FORM, None)
    store.close()
    next_start.keep(DRAFT, FORM, None)
    third = Store(folder)
    assert third.recoverable() == []
    assert next_start.recoverable() == []


def test_the_newest_copy_comes_first(store: Store, next_start: Store) -> None:
    drafts = [Draft(new_report(FORM, year)) for year in (2021, 2022, 2023)]
    for age, draft in enumerate(drafts):
        store.keep(draft, FORM, None)
        copy = store.folder / "recovery" / f"{draft.report.id}.xxgk"
        os.utime(copy, (1_700_000_000 - age, 1_700_000_000 - age))
    store.close()
    found = [recovery.report_id for recovery in next_start.recoverable()]
    assert found == [draft.report.id for draft in drafts]


def test_a_damaged_copy_is_listed_with_what_is_wrong(store: Store, next_start: Store) -> None:
    store.keep(DRAFT, FORM, None)
    store.close()
    copy = store.folder / "recovery" / f"{REPORT.id}.xxgk"
    copy.write_bytes(copy.read_bytes()[:500])
    [recovery] = next_start.recoverable()
    assert "不完整" in recovery.problem
    with pytest.raises(DraftError):
        recovery.read()


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"path": 1, "process": "../x"}', None])
def test_a_copy_without_a_sound_note_is_still_offered(
    store: Store, next_start: Store, note: bytes | None
) -> None:
    store.keep(DRAFT, FORM, None)
    store.close()
    file = store.folder / "recovery" / f"{REPORT.id}.json"
    file.unlink() if note is None else file.write_bytes(note)
    [recovery] = next_start.recoverable()
    assert recovery.path is None
    assert recovery.read().report == REPORT


def test_foreign_files_in_the_folder_are_left_alone(store: Store, next_start: Store) -> None:
    store.keep(DRAFT, FORM, None)
    foreign = store.folder / "recovery" / "readme.xxgk"
    foreign.write_text("?")
    store.close()
    assert [recovery.report_id for recovery in next_start.recoverable()] == [REPORT.id]
    assert foreign.read_text() == "?"


def test_copies_of_any_edition_come_back(store: Store, next_start: Store) -> None:
    draft = Draft(new_report(TOY, 2024))
    store.keep(draft, TOY, None)
    store.close()
    [recovery] = next_start.recoverable(find_edition)
    assert recovery.problem == ""
    assert recovery.read(find_edition).report == draft.report


def test_a_failed_copy_says_why_and_leaves_the_one_before(
    store: Store, next_start: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.keep(DRAFT, FORM, None)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SaveError, match="磁盘空间不足"):
        store.keep(Draft(REPORT.replace(year=2020)), FORM, None)
    store.close()
    [recovery] = next_start.recoverable()
    assert recovery.read().report == REPORT


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "data")
    with pytest.raises(SaveError):
        store.keep(DRAFT, FORM, None)
    with pytest.raises(SaveError):
        store.touch(tmp_path / "a.xxgk")
    assert store.recoverable() == []
    assert store.recent() == []


# Recent drafts ------------------------------------------------------------------------------


def test_recent_drafts_newest_first_without_repeats_at_most_ten(
    store: Store, next_start: Store, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.xxgk" for number in range(12)]
    for path in paths:
        store.touch(path)
    store.touch(paths[5])
    expected = [paths[5], *(path for path in reversed(paths[2:]) if path != paths[5])]
    assert [recent.path for recent in next_start.recent()] == expected
    assert len(expected) == 10


def test_a_recent_draft_that_is_gone_is_flagged(store: Store, tmp_path: Path) -> None:
    here, gone = tmp_path / "here.xxgk", tmp_path / "gone.xxgk"
    here.write_text("")
    store.touch(gone)
    store.touch(here)
    assert [(r.path, r.exists) for r in store.recent()] == [(here, True), (gone, False)]


def test_a_relative_path_is_remembered_as_the_place_it_meant(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store.touch(Path("a.xxgk"))
    assert [recent.path for recent in store.recent()] == [tmp_path / "a.xxgk"]


@pytest.mark.parametrize(
    "content, expected",
    [
        (b"", []),
        (b"\xff\xfe", []),
        (b"{}", []),
        (b"[" * 100_000, []),
        (b'[1, null, "x\\u0000", "/a.xxgk"]', [Path("/a.xxgk")]),
        (json.dumps([f"/{n}" for n in range(99)]).encode(), [Path(f"/{n}") for n in range(10)]),
    ],
)
def test_a_damaged_list_costs_at_most_itself(
    store: Store, folder: Path, tmp_path: Path, content: bytes, expected: list[Path]
) -> None:
    folder.mkdir()
    (folder / "recent.json").write_bytes(content)
    assert [recent.path for recent in store.recent()] == expected
    store.touch(tmp_path / "new.xxgk")
    assert store.recent()[0].path == tmp_path / "new.xxgk"


def test_a_store_without_a_folder_takes_the_users(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GI_DESKTOP_DATA", str(tmp_path / "own"))
    assert Store().folder == tmp_path / "own"
