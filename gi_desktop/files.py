"""Writing a file so that nobody ever finds half of it."""

import contextlib
import os
import secrets
from pathlib import Path


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: afterwards the file is complete, or as it was before.

    The data go to a temporary file in the same folder, are flushed to the disk, and take the
    file's place in one step. Permissions of a file that is replaced are kept. OSError where
    the folder is missing or read-only, the disk full, or the file read-only or locked by
    another program; the temporary file is removed then.
    """
    target = path.resolve() if path.is_symlink() else path  # a link itself stays
    mode = _existing_mode(target)
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)  # the umask applies, as to any new file
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


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
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError:
        # Some network file systems cannot sync a folder; the file itself is complete.
        return
    finally:
        os.close(descriptor)
