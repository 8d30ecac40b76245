"""A process killed at any moment of typing and saving leaves whole files with what it told."""

import random
from pathlib import Path
from uuid import UUID, uuid4

from gi_desktop.drafts import Hold, Store, hold, read_draft
from gi_desktop.drafts.holding import note_of
from tests.drafts.killed import NAME, Lives, Told, number_in

TIMES = 36


def judge(folder: Path, told: Told) -> None:
    """Check what a killed process left in its folder."""
    draft, data = folder / NAME, folder / "data"
    assert told.typed > 0
    if told.saved or draft.exists():
        assert told.saved <= number_in(draft) <= told.typed
    store = Store(data)
    judge_beside(store, draft, told)
    left = store.recoverable()
    assert len(left) == (1 if told.kept else len(left)) <= 1
    for copy in left:
        assert copy.problem == ""
        assert copy.path == draft
        assert told.kept <= number_in(copy.file) <= told.typed
        assert copy.read().report.id == read_draft(copy.file).report.id
        store.forget(copy.report_id)
        # What a write in the middle left goes with the copy.
        assert not list((data / "recovery").glob("*.tmp"))
        assert not list((data / "recovery").glob(".*.tmp"))


def judge_beside(store: Store, draft: Path, told: Told) -> None:
    """Check the versions, the trail and the note beside the draft."""
    reports = store.folder / "reports"
    [folder] = list(reports.iterdir()) if reports.exists() else [Path(str(uuid4()))]
    report_id = UUID(folder.name)
    versions = store.versions(report_id).all()
    numbers = [number_in(version.file) for version in versions]
    assert numbers == sorted(numbers, reverse=True)
    # A version is kept right after the draft was saved.
    assert told.saved <= max(numbers, default=0) <= told.typed
    typed = [int(trace.new) for step in store.trail(report_id).read() for trace in step.traces]
    assert typed == sorted(typed, reverse=True)
    assert max(typed, default=0) <= told.typed
    assert note_of(draft).exists()
    held = hold(draft)
    assert isinstance(held, Hold), "a dead process holds nothing"
    held.release()
    assert not note_of(draft).exists()


def test_nothing_is_lost_and_nothing_is_damaged(tmp_path: Path) -> None:
    lives, chance, seen = Lives(), random.Random(2026), Told()
    for number in range(TIMES):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = lives.live(folder, chance, 0.15, since=("typed", "kept", "saved")[number % 3])
        judge(folder, told)
        seen = Told(seen.typed + told.typed, seen.kept + told.kept, seen.saved + told.saved)
    assert seen.typed > seen.kept > seen.saved > 0
