"""Who has a draft open: a small note beside it, so that a second opening is noticed.

The note names user and PC; the draft itself names nobody. One process alone can make it
(exclusive creation), and it goes when the draft is closed. Two things tell whether its owner
still lives: a lock of the system on the open note, which ends with the process, and for
another PC, where such a lock says nothing for sure, the time of the note, renewed every
minute.
"""

import getpass
import hashlib
import json
import os
import platform
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from gi_desktop.drafts.locking import Lock, try_lock

BEAT = 60.0
"""Seconds between two signs of life."""
STALE = 300.0
"""Seconds without one after which the owner may be gone."""
_FORMAT = "gi-desktop-lock"
_MAX_NOTE_BYTES = 10_000
_MOST_BYTES, _MOST_UNITS = 255, 259
_WORDS_AT_MOST = 60
_READ_WRITE = os.O_RDWR | getattr(os, "O_BINARY", 0)

Clock = Callable[[], float]


@dataclass(frozen=True)
class Owner:
    """Who has a draft open, as the note says; empty where it does not."""

    user: str = ""
    computer: str = ""
    since: datetime | None = None
    machine: str = ""
    """Tells PCs of the same name apart."""
    token: str = ""
    """Tells one opening from the next."""

    @classmethod
    def me(cls) -> "Owner":
        """Return this user at this PC, from now on."""
        now = datetime.now().astimezone().replace(microsecond=0)
        computer = platform.node()
        machine = hashlib.sha256(f"{uuid.getnode()} {computer}".encode()).hexdigest()[:16]
        return cls(user_name(), computer, now, machine, uuid4().hex)

    @property
    def words(self) -> str:
        """Who it is and since when: “张三”在电脑“PC-1”上，11月25日 14:32 打开."""
        who = f"“{self.user}”" if self.user else "另一个人"
        where = f"在电脑“{self.computer}”上" if self.computer else ""
        me = Owner.me()
        if (self.user, self.machine) == (me.user, me.machine):
            who, where = "您自己", "在这台电脑的另一个窗口里"
        if self.since is None:
            return f"{who}{where}"
        since = self.since.astimezone()
        return f"{who}{where}，{since.month}月{since.day}日 {since:%H:%M} 打开"


@dataclass(frozen=True)
class Held:
    """Somebody else has the draft open."""

    owner: Owner
    gone: bool = False
    """There was no sign of life for minutes: a PC that crashed, or one that is asleep."""


class Hold:
    """The draft is open in this process, until it releases it or ends."""

    def __init__(self, note: Path | None, owner: Owner, lock: Lock | None = None) -> None:
        self._note = note
        self._owner = owner
        self._lock = lock
        self._one_at_a_time = threading.Lock()
        """Signs of life are given beside the window."""

    @property
    def is_noted(self) -> bool:
        """Whether others can see it; not where no note could be written."""
        return self._note is not None

    def beat(self) -> Held | None:
        """Give a sign of life; return who has taken the draft over, where somebody has."""
        with self._one_at_a_time:
            return self._beat()

    def _beat(self) -> Held | None:
        if self._note is None:
            return None
        noted = self._noted(self._note)
        if noted is not None and noted.token not in {"", self._owner.token}:
            return Held(noted)
        with suppress(OSError):  # a share that is gone comes back, or saving says so
            if self._note.exists():
                os.utime(self._note)
            else:
                made = _create(self._note, self._owner)
                _close(self._lock)
                self._lock = made._lock  # noqa: SLF001 - one of this class
        return None

    def release(self) -> None:
        """Let others have it; nothing happens the second time."""
        with self._one_at_a_time:
            self._release()

    def _release(self) -> None:
        note, lock = self._note, self._lock
        if note is None:
            return
        noted = self._noted(note)
        self._note = self._lock = None
        if sys.platform == "win32":  # an open file cannot be removed there
            _close(lock)
        if noted is not None and noted.token == self._owner.token:
            with suppress(OSError):
                note.unlink()
        _close(lock)

    def _noted(self, note: Path) -> Owner | None:
        """Return whom the note names; None where there is none."""
        lock = self._lock
        if lock is not None and _is_at(note, lock.descriptor):
            # Opened and closed a second time, the lock would be gone.
            return _parsed(_content(lock.descriptor))
        return _read(note)


def note_of(path: Path) -> Path:
    """Return where the note of a draft lies: hidden beside it, the same for everybody."""
    path = Path(os.path.realpath(path))
    name = f".~${path.name}.lock"
    units = len(str(path.with_name(name)).encode("utf-16-le", errors="surrogatepass")) // 2
    long = len(name.encode(errors="surrogatepass")) > _MOST_BYTES
    if long or (sys.platform == "win32" and units > _MOST_UNITS):
        folded = path.name.casefold().encode(errors="surrogatepass")
        name = f".~${hashlib.sha256(folded).hexdigest()[:16]}.lock"
    return path.with_name(name)


def hold(path: Path, me: Owner | None = None, now: Clock = time.time) -> Hold | Held:
    """Note that the draft is open here, or return who else has it open.

    Where no note can be written, as in a folder that is read-only, the draft is held all the
    same, unseen by others.
    """
    me, note = me or Owner.me(), _note_or_none(path)
    for _ in range(3):
        if note is None:
            break
        try:
            return _create(note, me)
        except FileExistsError:
            found = _judged(note, me, now)
            if found is not None:
                return found
        except (OSError, ValueError):
            break
    return Hold(None, me)


def take_over(path: Path, me: Owner | None = None) -> Hold | Held:
    """Hold the draft although somebody else is noted: the user says that he is gone.

    Still held where its owner is alive on this PC, or on Windows wherever he has it open.
    """
    me, note = me or Owner.me(), note_of(path)
    found = hold(path, me)
    if isinstance(found, Hold) or not found.gone:
        return found
    try:
        note.unlink(missing_ok=True)
        return _create(note, me)
    except FileExistsError:
        return found
    except PermissionError:  # in use on another PC
        return Held(found.owner)
    except OSError:
        return Hold(None, me)


def holder(path: Path, now: Clock = time.time) -> Held | None:
    """Return who has the draft open just now, by its note; None where nobody does.

    A process of this PC that has ended has nothing open, whatever its note says.
    """
    note = _note_or_none(path)
    try:
        if note is None:
            return None
        age = now() - note.stat().st_mtime
    except OSError:
        return None
    owner = _read(note) or Owner()
    if owner.machine == Owner.me().machine and _is_free(note):
        return None
    return Held(owner, _seems_gone(age))


def user_name() -> str:
    """Return the name of the user at this PC; empty where nobody knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


# The note ------------------------------------------------------------------------------------


def _note_or_none(path: Path) -> Path | None:
    try:
        return note_of(path)
    except (OSError, ValueError):  # no name that the system takes: reading it will say so
        return None


def _create(note: Path, me: Owner) -> Hold:
    """Make the note. FileExistsError where there is one."""
    descriptor = os.open(note, _READ_WRITE | os.O_CREAT | os.O_EXCL, 0o666)
    lock = try_lock(descriptor)
    _write(descriptor, me)
    _hide(note)
    return Hold(note, me, lock)


def _judged(note: Path, me: Owner, now: Clock) -> Hold | Held | None:
    """Return who holds the draft whose note is there: I, where the owner is dead.

    None where the note went meanwhile.
    """
    try:
        gone = _seems_gone(now() - note.stat().st_mtime)
        descriptor = os.open(note, _READ_WRITE)
    except FileNotFoundError:
        return None
    except OSError:  # another user's, not to be written
        return Held(_read(note) or Owner(), gone)
    lock = try_lock(descriptor)
    owner = _parsed(_content(descriptor))
    if lock.is_held and owner.machine == me.machine:
        # The process that wrote it has ended: otherwise its lock were not free.
        if _is_at(note, descriptor):
            _write(descriptor, me)
            return Hold(note, me, lock)
        lock.close()
        return None
    lock.close()
    return Held(owner, gone and not lock.is_refused)


def _is_free(note: Path) -> bool:
    """Whether no process has the note locked, as far as the system knows."""
    try:
        lock = try_lock(os.open(note, _READ_WRITE))
    except OSError:
        return False
    lock.close()
    return lock.is_held


def _seems_gone(age: float) -> bool:
    """Whether the last sign of life is long past; one from the future says nothing."""
    return not -STALE <= age <= STALE


def _write(descriptor: int, owner: Owner) -> None:
    record = {
        "format": _FORMAT,
        "user": owner.user,
        "computer": owner.computer,
        "since": owner.since.isoformat() if owner.since else None,
        "machine": owner.machine,
        "token": owner.token,
    }
    content = json.dumps(record, ensure_ascii=False).encode(errors="backslashreplace")
    with suppress(OSError):  # on a full disk an empty note still says that somebody is there
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, content)
        os.ftruncate(descriptor, len(content))


def _content(descriptor: int) -> bytes:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, _MAX_NOTE_BYTES)
    except OSError:
        return b""


def _read(note: Path) -> Owner | None:
    """Return whom the note names; None where it cannot be read."""
    try:
        with note.open("rb") as file:
            return _parsed(file.read(_MAX_NOTE_BYTES))
    except OSError:
        return None


def _parsed(content: bytes) -> Owner:
    """Return whom the note names: nobody where it is damaged."""
    try:
        record = json.loads(content)
        since = datetime.fromisoformat(str(record["since"])).astimezone()
        parts = [record[key] for key in ("user", "computer", "machine", "token")]
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError, OSError):
        return Owner()
    if not all(isinstance(part, str) for part in parts):
        return Owner()
    user, computer, machine, token = (part[:_WORDS_AT_MOST] for part in parts)
    return Owner(" ".join(user.split()), " ".join(computer.split()), since, machine, token)


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether the open file is the one that has this name now."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def _close(lock: Lock | None) -> None:
    if lock is not None:
        lock.close()


if sys.platform == "win32":
    import ctypes

    def _hide(note: Path) -> None:
        ctypes.windll.kernel32.SetFileAttributesW(str(note), 2)

else:

    def _hide(note: Path) -> None:
        """Do nothing: the point at its beginning hides it."""
