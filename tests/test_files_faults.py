"""A fault at any step of writing a file: the old one stays whole, or the new one is complete."""

import errno
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from gi_desktop.files import PAUSES, remove_leftovers, write_atomic

OLD, NEW = b"old" * 1000, b"new one" * 3000

Fail = Callable[..., object]


def failing(code: int) -> Fail:
    def fail(*arguments: object, **_: object) -> None:
        raise OSError(code, os.strerror(code), str(arguments[0]))

    return fail


def once(real: Fail, code: int, *, nth: int) -> Fail:
    """What fails at its ``nth`` call, from 0, and does its work at all others."""
    calls = iter(range(1000))

    def fail(*arguments: object, **named: object) -> object:
        if next(calls) == nth:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **named)

    return fail


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "年报 2025.xxgk"
    path.write_bytes(OLD)
    return path


CODES = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EPERM, errno.EACCES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "owner, name",
    [(os, "open"), (os, "write"), (os, "fsync"), (Path, "chmod"), (Path, "replace")],
)
def test_a_fault_leaves_the_old_file_and_nothing_beside_it(
    target: Path, owner: type | ModuleType, name: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing(code))
        with pytest.raises(OSError, match=r".") as caught:
            write_atomic(target, NEW)
    assert caught.value.errno == code
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_a_fault_of_closing_is_a_fault_of_writing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = os.close

    def fail(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.EIO, "the server could not write what it had taken")

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", fail)
        with pytest.raises(OSError, match="server"):
            write_atomic(target, NEW)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_a_disk_that_fills_in_the_middle(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def some(descriptor: int, data: memoryview) -> int:
        return write(descriptor, data[:100])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", once(some, errno.ENOSPC, nth=3))
        with pytest.raises(OSError, match="space"):
            write_atomic(target, NEW)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_short_writes_are_gone_on_with(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, chance = os.write, random.Random(5)

    def some(descriptor: int, data: memoryview) -> int:
        return write(descriptor, data[: chance.randrange(1, 900)])

    monkeypatch.setattr(os, "write", some)
    write_atomic(target, NEW)
    assert target.read_bytes() == NEW


def test_a_write_that_takes_nothing_does_not_hang(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: 0)
        with pytest.raises(OSError, match="space"):
            write_atomic(target, NEW)
    assert target.read_bytes() == OLD


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP])
def test_a_file_system_that_cannot_sync_takes_the_file(
    target: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(code))
    write_atomic(target, NEW)
    assert target.read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="absent: folders that can be opened")
@pytest.mark.parametrize("name, nth", [("fsync", 1), ("open", 1)])
def test_a_folder_that_cannot_be_synced_has_the_new_file(
    target: Path, name: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail = once(getattr(os, name), errno.EACCES, nth=nth)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail)
        write_atomic(target, NEW)
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


# A file that another program holds ----------------------------------------------------------------


def held(code: int, winerror: int | None = None) -> OSError:
    error = PermissionError(code, "held", "from", None, "to")
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined] # Windows alone declares it
    return error


@pytest.mark.parametrize("times", [1, len(PAUSES)])
@pytest.mark.parametrize(
    "error",
    [held(errno.EACCES, 32), held(errno.EACCES, 5), held(errno.EBUSY), held(errno.ETXTBSY)],
)
def test_a_file_held_for_a_moment_is_replaced_after_it(
    target: Path, error: OSError, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals, pauses = Path.replace, iter([error] * times), list[float]()

    def refuse(self: Path, other: Path) -> Path:
        for refusal in refusals:
            raise refusal
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", refuse)
    write_atomic(target, NEW, pauses.append)
    assert target.read_bytes() == NEW
    assert pauses == list(PAUSES[:times])
    assert list(target.parent.iterdir()) == [target]


def test_the_tries_take_about_a_second_and_get_rarer() -> None:
    assert sum(PAUSES) <= 1
    assert list(PAUSES) == sorted(PAUSES)


def test_a_file_held_for_longer_stays(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing(errno.EBUSY))
        with pytest.raises(OSError, match="busy"):
            write_atomic(target, NEW, pauses.append)
    assert pauses == list(PAUSES)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EXDEV, errno.EROFS])
def test_what_no_waiting_mends_is_not_waited_for(
    target: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(Path, "replace", failing(code))
    with pytest.raises(OSError, match=r"."):
        write_atomic(target, NEW, pauses.append)
    assert pauses == []


# What killed writers left -----------------------------------------------------------------------------


def test_old_leftovers_go_and_others_stay(target: Path) -> None:
    old = target.with_name(f".{target.name}.0123abcd.tmp")
    young = target.with_name(f".{target.name}.89efcdef.tmp")
    foreign = [
        target.with_name(f".{target.name}.tmp"),
        target.with_name(f".{target.name}.0123abcd.tmp.bak"),
        target.with_name("0123abcd.tmp"),
    ]
    long_ago = time.time() - 90_000
    for path in (old, young, *foreign):
        path.write_bytes(b"x")
        if path != young:
            os.utime(path, (long_ago, long_ago))
    remove_leftovers(target)
    assert not old.exists()
    assert young.exists(), "somebody may be writing it"
    remove_leftovers(target, at_any_age=True)
    assert not young.exists()
    assert sorted(target.parent.iterdir()) == sorted([target, *foreign])


def test_leftovers_from_the_future_stay(target: Path) -> None:
    ahead = target.with_name(f".{target.name}.0123abcd.tmp")
    ahead.write_bytes(b"x")
    future = time.time() + 90_000
    os.utime(ahead, (future, future))
    remove_leftovers(target)
    assert ahead.exists(), "the clock was set back: nobody knows its age"


def test_a_folder_that_is_gone_has_no_leftovers(tmp_path: Path) -> None:
    remove_leftovers(tmp_path / "gone" / "a.xxgk", at_any_age=True)
    assert list(tmp_path.iterdir()) == []


# Names ------------------------------------------------------------------------------------------------


def test_a_path_of_250_characters_with_blanks_and_chinese(tmp_path: Path) -> None:
    folder = tmp_path / "年报 材料"
    left = 250 - len(str(folder)) - 1
    name = "某市 信息 公开" * 40
    # No name of Chinese may be longer than 255 bytes: the rest is folders.
    while left > 70:
        folder /= name[:50].strip()
        left = 250 - len(str(folder)) - 1
    folder.mkdir(parents=True)
    target = folder / f"{name[: left - 5].strip()}.xxgk"
    target = target.with_name(f"{target.stem}{'年' * (250 - len(str(target)))}.xxgk")
    assert len(str(target)) == 250
    for data in (OLD, NEW):
        write_atomic(target, data)
        assert target.read_bytes() == data
    assert list(folder.iterdir()) == [target]
