"""The font files of a PC: by file name, by Windows' own list, and by the names inside them."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gi_desktop.document.font_names import Face, read_faces
from gi_desktop.document.font_roles import Role, is_known, kind_of, kinds
from gi_desktop.document.truetype import FontFileError

_SUFFIXES = frozenset((".ttf", ".ttc", ".otf", ".otc"))
_REGISTRY = r"Software\Microsoft\Windows NT\CurrentVersion\Fonts"


class Found(NamedTuple):
    """A font that by its names may serve a role."""

    path: Path
    subfont: int
    display: str
    """What it calls itself, in Chinese if it does."""


class Registered(NamedTuple):
    """A file in Windows' list of installed fonts with the names of its fonts in their order."""

    names: tuple[str, ...]
    path: Path


def windows_folders() -> tuple[Path, ...]:
    """The folders of installed fonts: all users' and the user's own; none outside Windows."""
    if sys.platform != "win32":
        return ()
    places = (("WINDIR", ("Fonts",)), ("LOCALAPPDATA", ("Microsoft", "Windows", "Fonts")))
    return tuple(
        Path(os.environ[variable], *parts) for variable, parts in places if variable in os.environ
    )


def registry_values() -> list[tuple[str, str]]:
    """Windows' list of installed fonts, name and file; all users' first; empty elsewhere."""
    values: list[tuple[str, str]] = []
    if sys.platform != "win32":
        return values
    import winreg

    for hive in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(hive, _REGISTRY) as key:
                for number in range(winreg.QueryInfoKey(key)[1]):
                    name, value, _ = winreg.EnumValue(key, number)
                    values.append((name, str(value)))
        except OSError:  # a user who never installed a font has no such list
            continue
    return values


def registered(values: Iterable[tuple[str, str]], folder: Path) -> tuple[Registered, ...]:
    """Read entries like ``仿宋 (TrueType)`` → ``simfang.ttf``, a file in ``folder`` or a path."""
    found = []
    for title, file in values:
        names = title.rsplit(" (", 1)[0].split(" & ")
        if Path(file).suffix.lower() in _SUFFIXES:
            found.append(Registered(tuple(name.strip() for name in names), folder / file))
    return tuple(found)


class Catalogue:
    """The fonts in some folders, an earlier folder before a later. Nothing is read until asked.

    A folder that is missing or cannot be read counts as empty. The folders are listed, and the
    names inside the files read, at most once.
    """

    def __init__(self, folders: Sequence[Path], listed: Iterable[Registered] = ()) -> None:
        self.folders = tuple(folders)
        self.listed = tuple(listed)
        self.rejected: dict[Path, str] = {}
        """Why files were passed over, in Chinese."""
        self.lacking: dict[tuple[Path, int], int] = {}
        """How many common characters the fonts lack that were examined."""

    @classmethod
    def of_this_pc(cls) -> "Catalogue":
        """What Windows has; nothing elsewhere, so that output is the same on every machine."""
        folders = windows_folders()
        return cls(folders, registered(registry_values(), folders[0]) if folders else ())

    @cached_property
    def _files(self) -> dict[str, Path]:
        """Every font file by its name in lower case."""
        files: dict[str, Path] = {}
        for folder in self.folders:
            try:
                entries = sorted(folder.iterdir())
            except OSError:
                continue
            for path in entries:
                if path.suffix.lower() in _SUFFIXES:
                    files.setdefault(path.name.lower(), path)
        return files

    @cached_property
    def _faces(self) -> tuple[Face, ...]:
        """The known fonts in files that neither Windows' list nor a usual file name tells of."""
        usual = {file.lower() for role in Role for kind in kinds(role) for file in kind.files}
        known = {entry.path for entry in self.listed}
        return tuple(
            face
            for name, path in self._files.items()
            if name not in usual and path not in known
            for face in self._read(path)
            if is_known(face.names)
        )

    def _read(self, path: Path) -> tuple[Face, ...]:
        try:
            return read_faces(path)
        except FontFileError as error:
            self.reject(error)
            return ()

    def reject(self, error: FontFileError) -> None:
        """Keep why a file is passed over."""
        self.rejected[error.path] = error.reason

    def search(self, role: Role) -> Iterator[Found]:
        """The fonts that may serve a role, the best first, each once.

        Files are opened only when those of a usual name do not do. What is a makeshift even by
        its names (华文中宋 for 小标宋) comes after all others.
        """
        seen: set[tuple[Path, int]] = set()
        for makeshift in (False, True):
            for find in (self._by_file, self._by_name):
                for found in find(role, makeshift=makeshift):
                    if (found.path, found.subfont) not in seen:
                        seen.add((found.path, found.subfont))
                        yield found

    def _by_file(self, role: Role, *, makeshift: bool) -> Iterator[Found]:
        """Those of a usual file name or in Windows' list."""
        listed = [(kind_of(role, entry.names), entry) for entry in self.listed]
        for number, kind in enumerate(kinds(role)):
            if kind.makeshift is not makeshift:
                continue
            for file in kind.files:
                if path := self._files.get(file.lower()):
                    yield self._named(role, path, number)
            for place, entry in listed:
                if place == number:
                    yield self._named(role, entry.path, number)

    def _by_name(self, role: Role, *, makeshift: bool) -> Iterator[Found]:
        """Those whose own names say so, whatever the file is called."""
        found = [
            (place, face)
            for face in self._faces
            if (place := kind_of(role, face.names)) is not None
            and kinds(role)[place].makeshift is makeshift
        ]
        for _, face in sorted(found, key=lambda pair: pair[0]):
            yield Found(face.path, face.subfont, face.display)

    def _named(self, role: Role, path: Path, kind: int) -> Found:
        """The font of that kind in a file, by its name in a collection; the first without one."""
        try:
            faces = read_faces(path)
        except FontFileError:  # what is wrong is said when the font itself is read
            return Found(path, 0, path.stem)
        fitting = (face for face in faces if kind_of(role, face.names) == kind)
        face = next(fitting, faces[0])
        return Found(path, face.subfont, face.display)
