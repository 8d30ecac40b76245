"""A draft that somebody else changed meanwhile is not written over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gi_desktop import files
from gi_desktop.drafts import (
    ChangedOutsideError,
    Draft,
    Store,
    digest_of,
    read_draft,
    save,
    write_draft,
)
from gi_desktop.report.edits import SetCells
from gi_desktop.session import Session
from tests.drafts.helpers import FORM, REPORT

CELL = FORM.inputs[0].address
THEIRS = Draft(REPORT.replace(year=2019))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def session(path: Path) -> Session:
    """A saved draft that is open and was changed."""
    write_draft(path, Draft(REPORT), FORM)
    opened = Session.open(path)
    opened.apply(SetCells("填", {CELL: 77}))
    return opened


def test_what_is_as_it_was_read_is_replaced_again_and_again(session: Session, path: Path) -> None:
    for number in range(3):
        session.apply(SetCells("填", {CELL: number}))
        session.save()
        assert read_draft(path).report.cells[CELL] == number
        assert session.digest == digest_of(path)


def test_what_somebody_else_saved_stays(session: Session, path: Path, place: Store) -> None:
    write_draft(path, THEIRS, FORM)
    before = path.read_bytes()
    done = save(session.saving(path), place)
    assert done.written is None
    assert done.changed_outside
    assert "在别处被改过" in done.failure
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir() if entry.suffix == ".tmp"] == []
    with pytest.raises(ChangedOutsideError):
        session.save()
    assert session.is_modified


def test_it_is_noticed_at_the_last_moment(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = files._fill

    def slowly(descriptor: int, data: bytes) -> None:
        fill(descriptor, data)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(files, "_fill", slowly)
    with pytest.raises(ChangedOutsideError):
        session.save()
    assert path.read_bytes() == b"theirs"


def test_the_same_content_and_a_file_that_went_are_no_conflict(
    session: Session, path: Path
) -> None:
    path.write_bytes(path.read_bytes())
    session.save()
    path.unlink()
    session.apply(SetCells("填", {CELL: 78}))
    session.save()
    assert read_draft(path).report.cells[CELL] == 78


def test_another_name_may_be_replaced(session: Session, tmp_path: Path) -> None:
    other = tmp_path / "别的.xxgk"
    write_draft(other, THEIRS, FORM)
    session.save(other)
    assert read_draft(other).report.cells[CELL] == 77
    write_draft(other, THEIRS, FORM)
    session.apply(SetCells("填", {CELL: 78}))
    with pytest.raises(ChangedOutsideError):
        session.save()


def test_what_was_changed_after_a_crash_is_noticed_too(
    session: Session, path: Path, place: Store
) -> None:
    session.keep(place)
    place.close()  # as a crash leaves it
    write_draft(path, THEIRS, FORM)
    [copy] = Store(place.folder).recoverable()
    recovered = Session.recovered(copy)
    with pytest.raises(ChangedOutsideError):
        recovered.save()
    assert read_draft(path).report == THEIRS.report


# A file copied by hand has the id of the first -----------------------------------------------------


def test_two_programs_keep_copies_of_two_files_with_one_id(tmp_path: Path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    first.keep(Draft(REPORT), FORM, tmp_path / "a.xxgk")
    for year in (2018, 2019):
        second.keep(Draft(REPORT.replace(year=year)), FORM, tmp_path / "b.xxgk")
    second.forget(REPORT.id)
    second.keep(THEIRS, FORM, tmp_path / "b.xxgk")
    first.close()
    second.close()
    left = {copy.path: copy for copy in Store(tmp_path).recoverable()}
    assert left[tmp_path / "a.xxgk"].read().report == REPORT
    assert left[tmp_path / "b.xxgk"].read().report == THEIRS.report
    Store(tmp_path).forget_copy(left[tmp_path / "a.xxgk"])
    assert [copy.path for copy in Store(tmp_path).recoverable()] == [tmp_path / "b.xxgk"]


def test_what_a_crash_left_of_one_file_survives_work_on_its_copy(tmp_path: Path) -> None:
    crashed = Store(tmp_path)
    crashed.keep(Draft(REPORT), FORM, tmp_path / "a.xxgk")
    crashed.close()
    now = Store(tmp_path)
    now.keep(THEIRS, FORM, tmp_path / "b.xxgk")
    now.forget(REPORT.id)
    [copy] = now.recoverable()
    assert copy.read().report == REPORT
    now.close()


def test_the_copy_of_a_living_process_is_not_removed(tmp_path: Path) -> None:
    living, other = Store(tmp_path), Store(tmp_path)
    living.keep(Draft(REPORT), FORM, None)
    other.forget(REPORT.id)
    living.close()
    assert other.recoverable()
