"""One byte of an open file locked by the system, where the file system knows locks.

The byte lies far behind the content: on Windows nobody else could read what is locked.
"""

import errno
import os
import sys
from contextlib import suppress
from dataclasses import dataclass

_PLACE = 1_000_000
_REFUSED = frozenset({errno.EACCES, errno.EAGAIN, getattr(errno, "EDEADLOCK", errno.EAGAIN)})


@dataclass
class Lock:
    """An open file, and what became of the lock on it. Its end of the process lets go of it."""

    descriptor: int
    is_held: bool
    is_refused: bool = False
    """Another process holds it; neither held nor refused where there are no locks."""

    def close(self) -> None:
        """Let go of the lock and close the file; nothing happens the second time."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)


def try_lock(descriptor: int) -> Lock:
    """Lock an open, writable file at once or not at all."""
    try:
        _lock(descriptor)
    except OSError as error:
        return Lock(descriptor, is_held=False, is_refused=error.errno in _REFUSED)
    return Lock(descriptor, is_held=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # Not flock: on a share it would lock the whole file, and nobody could read the note.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _PLACE)
