"""Writing a file so that nobody ever finds half of it; names that every system takes."""

import contextlib
import errno
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

PAUSES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.3)
"""Seconds between the tries to replace a file that a program holds: just under one in all.
Virus scanners and indexers let go of a file sooner."""
_HELD_ON_WINDOWS = frozenset({5, 32, 33})
_HELD = frozenset({errno.EACCES, errno.EBUSY, errno.ETXTBSY})
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})
"""What a file system says that cannot sync at all, as some network drives."""


Pause = Callable[[float], object]


def write_atomic(
    path: Path,
    data: bytes,
    pause: Pause | None = None,
    check: Callable[[], object] | None = None,
) -> None:
    """Write ``data`` to ``path``: afterwards the file is complete, or as it was before.

    ``check`` is called right before the file is replaced; what it raises leaves the file.

    The data go to a temporary file in the same folder, are flushed to the disk, and take the
    file's place in one step. Permissions of a file that is replaced are kept. While another
    program holds the file, that step is tried again for about a second; ``pause`` waits
    between, by default sleeping.
    OSError where the folder is missing or read-only, the disk full, or the file read-only or
    still held by another program; the temporary file is removed then.
    """
    # A link itself stays; one that leads nowhere is the system's to refuse.
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    mode = _existing_mode(target)
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)  # the umask applies, as to any new file
    try:
        _fill(descriptor, data)
        if mode is not None:
            temporary.chmod(mode)
        if check is not None:
            check()
        _take_place(temporary, target, pause or _pause)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _fill(descriptor: int, data: bytes) -> None:
    """Write all of the data and let them reach the disk; the descriptor is closed after it."""
    try:
        left = memoryview(data)
        while left:
            taken = os.write(descriptor, left)
            if taken == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            left = left[taken:]
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Windows names its reasons apart, and means something else by the same number.
            if error.errno not in _NO_SYNC or getattr(error, "winerror", None):
                raise
    finally:
        os.close(descriptor)


def _pause(seconds: float) -> None:
    time.sleep(seconds)


def _take_place(temporary: Path, target: Path, pause: Pause) -> None:
    """Let the finished file take the place of the old one, as soon as nobody holds that."""
    for seconds in PAUSES:
        try:
            temporary.replace(target)
        except OSError as error:
            if not _is_held(error) or is_folder(target):
                raise
            pause(seconds)
        else:
            return
    temporary.replace(target)


def _is_held(error: OSError) -> bool:
    """Whether a replacement was refused as it is while another program holds the file."""
    return getattr(error, "winerror", None) in _HELD_ON_WINDOWS or error.errno in _HELD


_LEFT_OVER = re.compile(r"\.[0-9a-f]{8}\.tmp")
_SURELY_OLD = 3600
"""Seconds after which nobody writes to a temporary file any more."""


def remove_leftovers(target: Path, *, at_any_age: bool = False) -> None:
    """Remove the temporary files of ``target`` that writers left which were killed.

    ``at_any_age``: also those that another process may be writing just now.
    """
    head = f".{target.name[:40]}"
    with contextlib.suppress(OSError):  # nothing is lost where they stay
        for entry in os.scandir(target.parent):
            if not entry.name.startswith(head) or not _LEFT_OVER.fullmatch(entry.name[len(head) :]):
                continue
            if at_any_age or time.time() - entry.stat().st_mtime > _SURELY_OLD:
                Path(entry).unlink()


def remove_old_leftovers(folder: Path) -> None:
    """Remove the temporary files that killed writers left in a folder of ours long ago."""
    with contextlib.suppress(OSError):  # nothing is lost where they stay
        for entry in os.scandir(folder):
            old = time.time() - entry.stat().st_mtime > _SURELY_OLD
            if old and entry.name.startswith(".") and _LEFT_OVER.search(entry.name[-13:]):
                Path(entry).unlink()


def _existing_mode(target: Path) -> int | None:
    """Return the permissions of the file that will be replaced, None where there is none."""
    try:
        existing = target.stat().st_mode & 0o777
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        # Replacing needs only a writable folder; a file set read-only was meant to stay.
        raise PermissionError(13, "read-only file", str(target))
    return existing


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk too, where the system can open a folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return  # a folder that may be written in, but not read
    try:
        os.fsync(descriptor)
    except OSError:
        # Some network file systems cannot sync a folder; the file itself is complete.
        return
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)


# Names ----------------------------------------------------------------------------------------

MOST_BYTES = 255
"""Of one name, on the usual file systems of Linux; Windows counts characters."""
MOST_IN_PATH = 259
"""Of a whole path on Windows, in UTF-16 units."""
_TEMPORARY = 14
"""What the temporary file's name is longer by than that of the file it becomes."""
_LEAST = 40
"""Characters left to a name where the folder alone is nearly too long: writing will tell."""
_FORBIDDEN = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_RESERVED = re.compile(r"(?i)(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])\s*(\.|$)")
"""Devices of Windows, whatever the suffix."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode that have no place in a name: controls, marks of direction, halves."""


def file_name(title: str, suffix: str, folder: Path, without: str = "报告") -> str:
    """Return a name for a file in ``folder`` that Windows and Linux both take.

    Forbidden characters become their full-width likes, what cannot be seen is left out. A name
    that is too long loses its middle: its end tells year and kind. ``without`` stands where
    nothing is left of the title.
    """
    seen = (" " if char.isspace() else char for char in title.translate(_FORBIDDEN))
    kept = "".join(char for char in seen if unicodedata.category(char) not in _UNSEEN)
    stem = " ".join(kept.split()).strip(" .") or without
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    units = MOST_IN_PATH - _TEMPORARY - _units(str(folder)) - 1 - _units(suffix)
    most_bytes = MOST_BYTES - len(suffix.encode())
    return f"{_shortened(stem, most_bytes, max(units, _LEAST))}{suffix}"


def _units(text: str) -> int:
    """Return the length as Windows counts it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _shortened(stem: str, most_bytes: int, most_units: int) -> str:
    """Return the name as it is, or with … in place of as little of its middle as need be."""
    shown, left = stem, len(stem)
    while len(shown.encode()) > most_bytes or _units(shown) > most_units:
        left -= 1
        head = left // 2
        shown = f"{stem[:head].rstrip(' .')}…{stem[len(stem) - (left - head) :]}"
    return shown


# Why a file was not written ---------------------------------------------------------------------


class Trouble(Enum):
    """Why a file could not be written."""

    FULL = auto()
    """No room on the disk, or none of the user's share."""
    LOCKED = auto()
    """Another program holds the file."""
    IS_FOLDER = auto()
    """A folder has that name."""
    TOO_LONG = auto()
    """The name, or folder and name together."""
    BAD_NAME = auto()
    """Characters that the system does not take."""
    UNPLUGGED = auto()
    """The network drive or the stick is gone."""
    NO_FOLDER = auto()
    """The folder is not there, or no longer."""
    FILE_READ_ONLY = auto()
    """The file that stands there may not be changed."""
    FOLDER_READ_ONLY = auto()
    """Nothing may be written in the folder."""
    OTHER = auto()


def _codes(*names: str) -> frozenset[int]:
    """Return the error numbers of these names, as far as the system has them."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_BY_WINDOWS = {
    **dict.fromkeys((39, 112, 1295), Trouble.FULL),
    **dict.fromkeys((32, 33), Trouble.LOCKED),
    **dict.fromkeys((111, 206), Trouble.TOO_LONG),
    **dict.fromkeys((123, 161), Trouble.BAD_NAME),
    **dict.fromkeys(
        (15, 21, 51, 53, 54, 55, 59, 64, 65, 67, 121, 1167, 1203, 1222, 1231, 1232),
        Trouble.UNPLUGGED,
    ),
    19: Trouble.FOLDER_READ_ONLY,
}
"""Windows' own error codes; what is not among them is told by ``errno``."""
_BY_ERRNO = {
    **dict.fromkeys(_codes("ENOSPC", "EDQUOT", "EFBIG"), Trouble.FULL),
    **dict.fromkeys(_codes("ETXTBSY", "EBUSY"), Trouble.LOCKED),
    errno.ENAMETOOLONG: Trouble.TOO_LONG,
    **dict.fromkeys(_codes("EINVAL", "EILSEQ"), Trouble.BAD_NAME),
    **dict.fromkeys(
        _codes(
            "ENODEV",
            "ENXIO",
            "ESTALE",
            "EHOSTDOWN",
            "EHOSTUNREACH",
            "ENETDOWN",
            "ENETUNREACH",
            "ETIMEDOUT",
            "ENOTCONN",
            "ECONNRESET",
            "EREMOTEIO",
            "ENOMEDIUM",
        ),
        Trouble.UNPLUGGED,
    ),
    errno.EROFS: Trouble.FOLDER_READ_ONLY,
}


def trouble(path: Path, error: OSError | ValueError) -> Trouble:
    """Return why ``path`` could not be written, from the error and from what stands there.

    ValueError is what Python raises for a name that no system takes.
    """
    if not isinstance(error, OSError):
        return Trouble.BAD_NAME
    windows = getattr(error, "winerror", None)
    if windows in _BY_WINDOWS:
        return _BY_WINDOWS[windows]
    if windows and _units(str(path)) > MOST_IN_PATH - _TEMPORARY:
        return Trouble.TOO_LONG
    return _BY_ERRNO.get(error.errno or 0) or _about_place(path, error)


def _about_place(path: Path, error: OSError) -> Trouble:
    """Return what the place itself tells where the error says little."""
    if is_folder(path):
        return Trouble.IS_FOLDER
    if not is_folder(path.parent):
        return Trouble.NO_FOLDER
    # Windows says of a folder it guards that a file in it is not there.
    if error.errno == errno.ENOENT or not os.access(path.parent, os.W_OK):
        return Trouble.FOLDER_READ_ONLY
    if error.errno not in (errno.EACCES, errno.EPERM):
        return Trouble.OTHER
    if exists(path) and not os.access(path, os.W_OK):
        return Trouble.FILE_READ_ONLY
    # Windows says no more than "denied" of a file that a program holds open, and of a folder
    # where nothing may be written: the first shows when the finished file takes its place.
    return Trouble.LOCKED if error.filename2 is not None else Trouble.FOLDER_READ_ONLY


def exists(path: Path) -> bool:
    """Whether something of that name is there, as far as the system tells."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, on a drive that is gone, not to be looked into
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder of that name is there, as far as the system tells."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
