"""Which files are meant by files and folders: drafts, and what can be imported."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gi_desktop.drafts import SUFFIX

_PAGES = (".html", ".htm", ".mht", ".mhtml")
SUFFIXES = (SUFFIX, ".docx", ".pdf", ".txt", ".md", *_PAGES, ".xlsx", ".json")
"""What is taken out of a folder; a file that is named itself is tried whatever it is called."""
MOST = 20_000
"""Files; more of them are no folder of reports but a whole disk."""
_NOT_MEANT = (".", "~$")
"""How the names of hidden files begin, and of those that Word and WPS keep beside an open one."""
Problem = tuple[Path, str]
"""A folder, and why it could not be looked through, in words."""


@dataclass(frozen=True)
class Gathered:
    """The files in order, each once, and what could not be looked through."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def gather(paths: Iterable[Path], leave_out: Iterable[Path] = ()) -> Gathered:
    """Return the files that are meant, of folders all below them."""
    problems: list[Problem] = []
    return Gathered(tuple(meant(paths, problems, leave_out)), tuple(problems))


def meant(
    paths: Iterable[Path], problems: list[Problem], leave_out: Iterable[Path] = ()
) -> Iterator[Path]:
    """Yield the files as they are found, each once; what could not be looked through is added.

    Links to folders are not followed, so none leads round in a circle.
    """
    seen = {_place(path) for path in leave_out}
    count = 0
    for path in _each(paths, problems):
        place = _place(path)
        if place in seen:
            continue
        if count == MOST:
            problems.append(
                (path.parent, f"文件超过 {MOST} 个，后面的没有核对。请选小一些的文件夹。")
            )
            return
        seen.add(place)
        count += 1
        yield path


def _each(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    for path in paths:
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):  # a name that the system cannot take: reading says so
            is_folder = False
        if is_folder:
            yield from _inside(path, problems)
        else:
            yield path


def _inside(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        where = Path(os.fsdecode(error.filename or folder))
        problems.append(
            (where, f"文件夹“{where.name}”打不开，里面的没有核对。请确认有权限、没有断开。")
        )

    for place, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith(_NOT_MEANT))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith(_NOT_MEANT):
                yield Path(place, name)


def _place(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)
