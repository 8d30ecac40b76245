"""Small helpers of the trial under Wine. Needs no package but Python's own."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from installer.wine_prefix import TrialError


def must(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """TrialError with the sentence unless it holds."""
    if not holds:
        raise TrialError(otherwise)


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def windows_path(place: Path) -> str:
    """A place on drive C: as Windows writes it."""
    return "C:\\" + str(place).replace("/", "\\")


def export_words(files: "dict[str, Path]", drive: str) -> "list[str]":
    """The words of the command line that ask for these files."""
    return [word for kind, path in files.items() for word in (f"--{kind}", f"{drive}{path}")]


def sums(path: Path) -> dict[str, str]:
    """What a list of SHA-256 sums says, by file name."""
    lines = (line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {name: value for value, name in lines}


def need_tools(packages: Mapping[str, str]) -> None:
    """TrialError where one of the programs is missing, with the line that installs them."""
    missing = [tool for tool in packages if not shutil.which(tool)]
    if missing:
        names = " ".join(sorted({packages[tool] for tool in missing}))
        raise TrialError(
            f"missing: {' '.join(missing)}\nTo install them, as root:\n  apt-get update && "
            f"apt-get install -y --no-install-recommends {names}"
        )
