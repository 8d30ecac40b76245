"""Two who open one draft: who came first is said, the dead hold nothing, nobody is locked out."""

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.drafts import locking
from gi_desktop.drafts.holding import (
    STALE,
    Held,
    Hold,
    Owner,
    _parsed,
    hold,
    holder,
    note_of,
    take_over,
)

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = replace(Owner.me(), user="张三", computer="办公室-2", machine="another", token="theirs")

HOLD_AND_WAIT = """
import sys
from pathlib import Path
from gi_desktop.drafts.holding import hold
held = hold(Path(sys.argv[1]))
print(type(held).__name__, flush=True)
if sys.stdin.read() and hasattr(held, "release"):
    held.release()
"""


@contextmanager
def another(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that opens the draft; killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_AND_WAIT, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "USER": "李四", "LOGNAME": "李四"},
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said in {b"Hold\n", b"Held\n"}
        yield process
        process.kill()


def held(path: Path, now: Callable[[], float] = time.time) -> Held:
    found = hold(path, now=now)
    assert isinstance(found, Held)
    return found


def mine(path: Path, now: Callable[[], float] = time.time) -> Hold:
    found = hold(path, now=now)
    assert isinstance(found, Hold)
    return found


def leave_note(path: Path, owner: Owner = ELSEWHERE, age: float = 0.0) -> Path:
    """The note of a program on another PC, whose locks nobody sees here."""
    found = take_over(path, owner)
    assert isinstance(found, Hold)
    note = note_of(path)
    content = note.read_bytes()
    found.release()
    note.write_bytes(content)
    os.utime(note, (time.time() - age,) * 2)
    return note


# Two processes ------------------------------------------------------------------------------------


def test_a_second_process_learns_who_has_it_and_since_when(path: Path) -> None:
    with another(path) as process:
        found = held(path)
        assert found.owner.user == "李四"
        assert found.owner.computer == Owner.me().computer
        assert found.owner.since is not None
        assert abs(time.time() - found.owner.since.timestamp()) < 3600
        assert not found.gone
        assert "“李四”在电脑“" in found.owner.words
        assert found.owner.words.endswith(" 打开")
        process.communicate(b"close")
        assert list(path.parent.iterdir()) == []
        mine(path).release()


def test_a_process_that_was_killed_holds_nothing(path: Path) -> None:
    with another(path) as process:
        process.kill()
        process.wait()
        assert note_of(path).exists()
        found = mine(path)
        found.release()
    assert list(path.parent.iterdir()) == []


def test_the_first_one_keeps_it_while_others_look(path: Path) -> None:
    first = mine(path)
    for _ in range(3):
        with another(path):
            assert first.beat() is None  # it looks into its own note: the lock must stay
    first.release()
    first.release()
    assert list(path.parent.iterdir()) == []


def test_of_many_at_once_one_holds(path: Path) -> None:
    command = [sys.executable, "-c", HOLD_AND_WAIT, str(path)]
    started = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for _ in range(4)
    ]
    said = []
    for process in started:
        assert process.stdout is not None
        said.append(process.stdout.readline())
    for process in started:
        process.communicate(b"close")
    assert sorted(said) == [b"Held\n"] * 3 + [b"Hold\n"]


# Another PC ---------------------------------------------------------------------------------------


def test_another_pc_is_believed_while_it_gives_signs_of_life(path: Path) -> None:
    leave_note(path)
    assert held(path) == Held(ELSEWHERE)
    assert holder(path) == Held(ELSEWHERE)
    assert isinstance(take_over(path), Held), "it is not gone"


@pytest.mark.parametrize("age", [STALE + 60, 1e8, -1e8])
def test_one_without_a_sign_of_life_is_asked_about_and_taken_over(path: Path, age: float) -> None:
    leave_note(path, age=age)
    found = held(path)
    assert found.gone
    assert found.owner == ELSEWHERE
    taken = take_over(path)
    assert isinstance(taken, Hold)
    assert taken.is_noted
    assert taken.beat() is None
    taken.release()
    assert not note_of(path).exists()


def test_who_was_taken_over_learns_by_whom_and_removes_nothing(path: Path) -> None:
    first = mine(path)
    note = note_of(path)
    note.unlink()
    other = leave_note(path)
    found = first.beat()
    assert found is not None
    assert found.owner == ELSEWHERE
    first.release()
    assert other.exists()


def test_a_sign_of_life_renews_the_time_and_a_note_that_was_removed(path: Path) -> None:
    first, note = mine(path), note_of(path)
    os.utime(note, (1e9, 1e9))
    assert first.beat() is None
    assert time.time() - note.stat().st_mtime < STALE
    note.unlink()
    assert first.beat() is None
    assert note.exists()
    with another(path):
        assert first.beat() is None
    first.release()
    assert not note.exists()


def test_without_locks_of_the_system_the_time_tells(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_descriptor: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(locking, "_lock", none)
    first = mine(path)
    assert not held(path).gone
    assert held(path, lambda: time.time() + STALE + 60).gone
    first.release()
    mine(path).release()


# Folders and notes --------------------------------------------------------------------------------


def test_in_a_folder_that_is_read_only_it_opens_unseen(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)
    found = mine(path)
    assert not found.is_noted
    assert found.beat() is None
    found.release()


@pytest.mark.parametrize("where", ["gone/报告.xxgk", "报\0告.xxgk", f"{'长' * 300}.xxgk"])
def test_a_place_that_is_not_there_keeps_nobody_out(tmp_path: Path, where: str) -> None:
    mine(tmp_path / where).release()
    assert holder(tmp_path / where) is None


def test_another_users_note_that_may_not_be_written_is_believed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = leave_note(path)
    really = os.open

    def guarded(name: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(name) == note and not flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really(name, flags, mode)

    monkeypatch.setattr(os, "open", guarded)
    assert held(path) == Held(ELSEWHERE)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 9999, b'{"since": "x"}', b"\0" * 20000,
     b'{"user": 1, "computer": "", "machine": "", "token": "", "since": "2026-01-09T12:00:00"}'],
)  # fmt: skip
def test_a_damaged_note_names_nobody_and_breaks_nothing(path: Path, content: bytes) -> None:
    note = leave_note(path)
    note.write_bytes(content)
    assert held(path) == Held(Owner())
    assert held(path).owner.words == "另一个人"
    os.utime(note, (1e9, 1e9))
    taken = take_over(path)
    assert isinstance(taken, Hold)
    taken.release()


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["user", "since", "token", "machine", "computer"]), inner),
    max_leaves=12,
).map(lambda record: json.dumps(record).encode()))  # fmt: skip
def test_any_note_is_read(content: bytes) -> None:
    assert isinstance(_parsed(content).words, str)


def test_names_in_a_note_are_short_and_on_one_line(path: Path) -> None:
    leave_note(path, replace(ELSEWHERE, user="张\n三" * 500))
    assert len(held(path).owner.words) < 200
    assert "\n" not in held(path).owner.words


@pytest.mark.parametrize(
    "name", ["某 局 2025 年报.xxgk", "a" * 250 + ".xxg", f"{'报' * 83}.xxgk", "~$a.xxgk", ".xxgk"]
)
def test_the_note_lies_hidden_beside_any_draft(tmp_path: Path, name: str) -> None:
    path = tmp_path / "文 件 夹" / name
    path.parent.mkdir()
    path.write_bytes(b"")
    found = mine(path)
    [note] = set(path.parent.iterdir()) - {path}
    assert found.is_noted
    assert note == note_of(path)
    assert note.name.startswith(".")
    assert note.suffix == ".lock", "no list of drafts may take it for one"
    assert len(note.name.encode()) <= 255
    found.release()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_and_its_draft_have_one_note(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    draft, link = tmp_path / "there" / "a.xxgk", tmp_path / "b.xxgk"
    draft.write_bytes(b"")
    link.symlink_to(draft)
    assert note_of(link) == note_of(draft)


def test_a_full_disk_still_says_that_somebody_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        first = mine(path)
    assert note_of(path).read_bytes() == b""
    with another(path) as process:
        process.communicate(b"close")
    assert note_of(path).exists(), "the other one has not taken it"
    first.release()


def test_a_user_without_a_name_is_another_person(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert Owner.me().user == ""
    assert replace(Owner.me(), machine="another").words.startswith("另一个人在电脑")


def test_ones_own_other_window_is_called_so() -> None:
    assert Owner.me().words.startswith("您自己在这台电脑的另一个窗口里，")
    assert replace(Owner.me(), user="李四").words.startswith("“李四”在电脑“")
