"""Builds the package a second time in another folder, and compares the two, byte by byte."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from installer.pins import ROOT, BuildError, sha256
from installer.wine_tools import sums

_NOT_COPIED = shutil.ignore_patterns(
    *(".git", ".venv", "build", "dist", "docs", "tests", "__pycache__", ".*_cache")
)
_OTHERWISE = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
"""What may differ from PC to PC, and must not be seen in what is built."""


def build_again(arguments: Sequence[str], folder: Path, wheels: Path) -> Path:
    """Build a copy of the project in the folder, where a blank and Chinese are in the path."""
    copy = folder / "再来 一次" / "gi"
    shutil.rmtree(copy.parent, ignore_errors=True)
    shutil.copytree(ROOT, copy, ignore=_NOT_COPIED)
    # Downloaded already; checked by their hashes there as here.
    shutil.copytree(wheels, copy / wheels.relative_to(ROOT))
    command = [sys.executable, "-m", "installer.build", *arguments]
    environ = os.environ | _OTHERWISE | {"PYTHONPATH": str(copy)}
    mask = -1 if os.name == "nt" else 0o077
    if subprocess.run(command, check=False, cwd=copy, env=environ, umask=mask).returncode != 0:
        raise BuildError("The second build failed; see above.")
    return copy


def compare(first: Path, second: Path) -> list[str]:
    """Say what differs between two folders of finished files, each with its list of contents."""
    names = {path.name for folder in (first, second) for path in folder.glob("gi-desktop-*")}
    found = []
    for name in sorted(names):
        there = [folder / name for folder in (first, second) if (folder / name).is_file()]
        if len(there) == 1:
            found.append(f"only in {there[0].parent}: {name}")
        elif len({sha256(path) for path in there}) > 1:
            found.append(f"differs: {name}")
            if name.endswith("-files.txt"):
                one, other = (set(sums(path).items()) for path in there)
                found += [f"  {file}" for file in sorted({file for file, _ in one ^ other})]
    return found
