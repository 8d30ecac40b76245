"""What cannot be saved where it belongs is written into the data folder, and said."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from gi_desktop import files
from gi_desktop.drafts import Draft, Saving, Store, read_draft, rescue, save, write_draft
from gi_desktop.report.model import new_report
from tests.drafts.helpers import FORM, REPORT


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    yield made
    made.close()


def saving(path: Path) -> Saving:
    return Saving(path, Draft(REPORT), FORM, 1)


def hold(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another program hold the file, for as long as it takes."""
    replace = Path.replace

    def refuse(self: Path, other: Path) -> Path:
        if other == path:
            raise PermissionError(
                errno.EBUSY, os.strerror(errno.EBUSY), str(self), None, str(other)
            )
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(files, "PAUSES", ())


def test_a_saved_draft_is_recent_and_in_no_second_place(path: Path, place: Store) -> None:
    done = save(saving(path), place)
    assert done.written is not None
    assert (done.failure, done.second, done.remark) == ("", None, "")
    assert read_draft(path).report == REPORT
    assert place.recent_paths() == [path]
    assert not (place.folder / "unsaved").exists()


def test_a_held_file_is_left_and_the_draft_goes_elsewhere(
    path: Path, place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_draft(path, Draft(new_report(FORM)), FORM)
    before = path.read_bytes()
    hold(path, monkeypatch)
    done = save(saving(path), place)
    assert done.written is None
    assert "另一个程序正在使用" in done.failure
    assert path.read_bytes() == before
    assert done.second is not None
    assert done.second.name.startswith(f"{path.stem} 2")
    assert read_draft(done.second).report == REPORT
    assert place.recent_paths() == []


def test_the_next_try_writes_over_its_own_copy_only(
    path: Path, place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(path, monkeypatch)
    first = save(saving(path), place)
    again = save(saving(path), place, first.second)
    assert again.second == first.second
    other = save(saving(path), place)
    assert other.second not in {None, first.second}


def test_a_clock_set_back_replaces_no_copy(
    path: Path, place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            return cls(2026, 1, 9, 14, 32, tzinfo=tz or UTC)

    monkeypatch.setattr("gi_desktop.drafts.store.datetime", Stopped)
    copies = {rescue(saving(path), place) for _ in range(4)}
    assert len(copies) == 4
    assert all(copy is not None and read_draft(copy).report == REPORT for copy in copies)


def test_a_failure_in_both_places_names_the_first(
    path: Path, place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = save(saving(path), place)
    assert done.written is None
    assert done.second is None
    assert "磁盘空间不足" in done.failure
    assert path.name in done.failure


def test_a_list_of_recent_drafts_that_cannot_be_written_is_only_a_remark(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").write_bytes(b"a file where the folder should be")
    done = save(saving(path), Store(tmp_path / "data"))
    assert done.written is not None
    assert done.remark
    assert read_draft(path).report == REPORT


def test_what_killed_writers_left_beside_the_draft_goes(path: Path, place: Store) -> None:
    left = path.with_name(f".{path.name}.0123abcd.tmp")
    left.write_bytes(b"half")
    os.utime(left, (1_000_000, 1_000_000))
    save(saving(path), place)
    assert sorted(entry.name for entry in path.parent.iterdir()) == sorted([path.name, "data"])


def test_a_copy_that_was_being_written_leaves_nothing(place: Store) -> None:
    place.keep(Draft(REPORT), FORM, None)
    folder = place.folder / "recovery"
    half = folder / f".{f'{REPORT.id}.xxgk'[:40]}.0123abcd.tmp"
    half.write_bytes(b"half")
    place.forget(REPORT.id)
    assert [entry.suffix for entry in folder.iterdir()] == [".lock"]


@pytest.mark.parametrize("seconds", [-1e11, 0.0, 4e9])
def test_a_copy_from_any_time_is_offered(place: Store, seconds: float) -> None:
    place.keep(Draft(REPORT), FORM, None)
    place.close()
    (copy,) = (place.folder / "recovery").glob("*.xxgk")
    os.utime(copy, (seconds, seconds))
    [left] = Store(place.folder).recoverable()
    assert left.read().report == REPORT
    assert left.kept_at.tzinfo is not None
