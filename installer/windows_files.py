"""What Windows programs and libraries say of themselves: what they import, their versions."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pefile

_AMD64 = 0x8664
SUFFIXES = (".exe", ".dll", ".pyd")
_IMPORTS = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")


def is_binary(name: str) -> bool:
    """Whether a file of that name is code that Windows loads."""
    return name.lower().endswith(SUFFIXES)


@cache
def imports(content: bytes) -> frozenset[str]:
    """The libraries that a program or library loads with itself or later on, in lower case."""
    with pefile.PE(data=content, fast_load=True) as image:
        image.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in _IMPORTS])
        entries = [
            entry
            for table in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
            for entry in getattr(image, table, [])
        ]
        return frozenset(entry.dll.decode("ascii").lower() for entry in entries)


def is_64_bit(content: bytes) -> bool:
    """Whether it is for 64-bit Windows on Intel and AMD processors."""
    with pefile.PE(data=content, fast_load=True) as image:
        machine: int = image.FILE_HEADER.Machine
    return machine == _AMD64


def file_version(content: bytes) -> tuple[int, int, int, int]:
    """The file version in the version resource; zeros where there is none."""
    with pefile.PE(data=content, fast_load=True) as image:
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        for fixed in getattr(image, "VS_FIXEDFILEINFO", []):
            high, low = fixed.FileVersionMS, fixed.FileVersionLS
            return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)
    return (0, 0, 0, 0)


def product_version(content: bytes) -> str:
    """The version of a CPython as it is called: 3.12.9 has the file version 3.12.9150.1013."""
    major, minor, micro, _ = file_version(content)
    return f"{major}.{minor}.{micro // 1000}"


@cache
def windows_libraries() -> frozenset[str]:
    """The libraries that every Windows 10 from version 1809 on brings, as far as they are used."""
    text = Path(__file__).with_name("windows_libraries.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)


def closure(roots: Iterable[str], files: Mapping[str, bytes]) -> set[str]:
    """The files that the roots load, directly or not; libraries are looked for by name."""
    by_name: dict[str, str] = {}
    for path in sorted(files):
        by_name.setdefault(PurePosixPath(path).name.lower(), path)
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [by_name[name] for name in imports(files[path]) if name in by_name]
    return found


def unresolved(
    files: Mapping[str, bytes], beside: Iterable[str], searched: Iterable[str]
) -> Iterator[str]:
    """Sentences on each library that is imported and neither shipped nor part of Windows.

    A library is found in the folder of the file that imports it, if that folder is one of
    ``beside``, and in the ``searched`` folders.
    """
    folders, always = set(beside), set(searched)
    shipped = {(str(PurePosixPath(p).parent), PurePosixPath(p).name.lower()) for p in files}
    for path in sorted(filter(is_binary, files)):
        own = str(PurePosixPath(path).parent)
        reach = always | ({own} & folders)
        for name in sorted(imports(files[path]) - windows_libraries()):
            if not any((folder, name) in shipped for folder in reach):
                yield f"{path} imports {name}, which is neither shipped nor part of Windows"
