"""Finding the fonts of a PC among 300 files, beside listing the folder and opening each file."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from gi_desktop.document.font_files import Catalogue
from gi_desktop.document.fonts import MAIN, FontSet, Role
from tests.bench.measuring import beside, report, seconds
from tests.document.made_fonts import bundled, named

FILES = 300
PADDING = 1_000_000
"""Bytes after each font: as far apart as in real files lie what is read and what is not."""


def folder_of_fonts(folder: Path) -> None:
    """A folder like that of Windows, none of whose files bears a usual name."""
    for number in range(FILES):
        path = folder / f"font{number:03}.ttf"
        named(f"Some Font {number}", f"某种字体{number}").save(path)
        with path.open("ab") as file:
            file.truncate(path.stat().st_size + PADDING)
    named("FZXiaoBiaoSong-B05S", "方正小标宋简体", Role.TITLE).save(folder / "z.ttf")


def search(folder: Path) -> int:
    """How many fonts are found for all roles."""
    catalogue = Catalogue((folder,))
    return sum(len(list(catalogue.search(role))) for role in MAIN)


def open_each(folder: Path) -> int:
    """The yardstick: list the folder, read the beginning of each file."""
    read = 0
    for path in folder.iterdir():
        with path.open("rb", buffering=0) as file:
            read += len(file.read(4096))
    return read


def cold(action: Callable[[Path], int], folder: Path) -> float:
    """The time in s where the system holds nothing of the files in memory."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    start = time.perf_counter()
    action(folder)
    return time.perf_counter() - start


def test_fonts_are_found_among_many(tmp_path: Path) -> None:
    folder_of_fonts(tmp_path)
    assert search(tmp_path) == 1
    found = seconds(lambda: search(tmp_path), 9)
    in_time = report(f"names of {FILES} font files, in memory", 1000 * found, 50, "ms")
    opening = seconds(lambda: open_each(tmp_path), 9)
    beside("listing and opening each", 1000 * opening, 1000 * found, "ms")
    if hasattr(os, "posix_fadvise"):
        fresh = cold(search, tmp_path)
        report("    from the disk", 1000 * fresh, 500, "ms")
        beside("listing and opening each", 1000 * cold(open_each, tmp_path), 1000 * fresh, "ms")
    for role, name in zip(
        MAIN, ("FZXBSJW.TTF", "simhei.ttf", "simkai.ttf", "simfang.ttf", "simsun.ttf"), strict=True
    ):
        (tmp_path / name).write_bytes(bundled(role).read_bytes())
    usual = seconds(lambda: [FontSet.discover((tmp_path,)).font(role) for role in MAIN], 5)
    alone = seconds(lambda: [FontSet.discover(()).font(role) for role in MAIN], 5)
    report("five fonts of usual names found and read", 1000 * usual, 150, "ms")
    beside("reading five bundled fonts", 1000 * alone, 1000 * usual, "ms")
    assert in_time
