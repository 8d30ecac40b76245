"""Assembles the folder that setup and the portable archive hold."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from installer.downloads import Python
from installer.pins import PYTHON_TAG, ROOT, BuildError, version
from installer.trimming import SITE, from_packages, from_python
from installer.windows_files import file_version

RUNTIME = "runtime/"
WHEN = (2026, 1, 1, 0, 0, 0)
"""The time of every file: nothing in the package depends on when it was built."""
COMPILE_SECONDS = 400
_PTH = f"python{PYTHON_TAG}.zip\n.\nLib\\site-packages\n"
_QUIET = {
    "PYTHONHASHSEED": "0",  # sets are stored in one order
    "LC_ALL": "C.UTF-8",  # Wine finds no folder with Chinese in its name under plain C
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "winemenubuilder.exe,mscoree,mshtml=d",
}
_RUNTIME_OF_C = ("msvcp140", "vcruntime140", "concrt140")


@dataclass(frozen=True)
class Sources:
    """What a bundle is made of."""

    python: Python
    wheels: tuple[Path, ...]
    own_wheel: Path


def own_wheel(folder: Path) -> Path:
    """Build the wheel of the program itself."""
    for old in folder.glob("gi_desktop-*.whl"):
        old.unlink()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise BuildError(f"The program's own wheel cannot be built:\n{done.stdout}{done.stderr}")
    (wheel,) = folder.glob("gi_desktop-*.whl")
    return wheel


def contents(sources: Sources) -> dict[str, bytes]:
    """Every file of the bundle but launchers, licences and lists, by its place in it."""
    packages: dict[str, bytes] = {}
    for wheel in (*sources.wheels, sources.own_wheel):
        packages |= unpacked(wheel)
    files = from_python(sources.python.files) | from_packages(packages)
    files = one_runtime_of_c(files, packages, sources.python.files)
    files[f"{RUNTIME}python{PYTHON_TAG}._pth"] = _PTH.encode()
    files[f"{SITE}gi_desktop/_resources/build.json"] = build_note(sources.python)
    return files


def unpacked(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel as pip would lay them down."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            name.removeprefix(f"{name.split('/')[0]}/purelib/") if ".data/" in name else name: (
                archive.read(name)
            )
            for name in archive.namelist()
            if not name.endswith("/")
        }


def build_note(python: Python) -> bytes:
    """What the program says of the package it came in."""
    note = {"test": not python.official, "python": python.version}
    return (json.dumps(note, indent=1) + "\n").encode()


def one_runtime_of_c(
    files: Mapping[str, bytes], packages: Mapping[str, bytes], python: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Put Microsoft's C++ runtime once beside python312.dll, each library in its newest version.

    The packages bring several; Windows keeps to the first that is loaded, and an older one breaks
    what was built with a newer.
    """
    newest: dict[str, bytes] = {}
    for path, content in (*packages.items(), *python.items()):
        name = PurePosixPath(path).name.lower()
        if name.startswith(_RUNTIME_OF_C) and name.endswith(".dll"):
            old = newest.get(name)
            if old is None or file_version(content) > file_version(old):
                newest[name] = content
    used = {PurePosixPath(path).name.lower() for path in files} & set(newest)
    kept = {p: c for p, c in files.items() if PurePosixPath(p).name.lower() not in newest}
    return kept | {RUNTIME + name: newest[name] for name in sorted(used)}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files below the folder, which must not exist yet."""
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


# --- byte-compiling -----------------------------------------------------------------------------


def compile_packages(folder: Path, python: Python, work: Path) -> None:
    """Compile the packages in the bundle with the bundle's own Python, on Linux under Wine.

    Another Python 3.12 may be at hand, but not everywhere the same one: the bytes would differ.
    """
    wine = []
    if sys.platform != "win32":
        if not shutil.which("wine"):
            raise BuildError("wine is missing: it runs the Python for Windows that compiles.")
        # Started so, Wine gives Python a console; with redirected streams it does not start there.
        wine = ["wine", "start", "/wait", "/unix"]
    home = work / "compiler"
    shutil.rmtree(home / "python", ignore_errors=True)
    write(home / "python", python.files)
    script = str(Path(__file__).with_name("compile_tree.py"))
    done = subprocess.run(
        [*wine, str(home / "python" / "python.exe"), script, str(folder / SITE)],
        check=False,
        env=os.environ | _QUIET | {"WINEPREFIX": str(home / "wine")},
        timeout=COMPILE_SECONDS,
        capture_output=True,
    )
    if done.returncode != 0 or any((folder / SITE).rglob("*.py")):
        raise BuildError(f"Byte-compiling failed.\n{done.stderr.decode(errors='replace')}")


# --- listing and packing ------------------------------------------------------------------------


def listing(folder: Path) -> list[str]:
    """The files of a bundle, in the order in which they are listed and packed."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def settle(folder: Path) -> None:
    """Give every file the same time."""
    import calendar

    moment = calendar.timegm(WHEN)
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))


def portable_archive(folder: Path, target: Path, extra: Mapping[str, bytes]) -> None:
    """Pack the bundle, with a few files more, as a .zip of one folder; the same bytes each time."""
    top = f"gi-desktop-{version()}"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        files = {name: (folder / name).read_bytes() for name in listing(folder)} | dict(extra)
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{name}", WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 0
            archive.writestr(entry, content)
