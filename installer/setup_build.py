"""Builds the setup program of a bundle with NSIS."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from installer.bundle import listing
from installer.pins import BuildError, version

SCRIPT = Path(__file__).with_name("setup.nsi")


def windows_path(place: str) -> str:
    """A place in the bundle as NSIS wants to have it; $ has a meaning there."""
    return place.replace("/", "\\").replace("$", "$$")


def install_list(bundle: Path, files: Sequence[str]) -> str:
    """NSIS commands that lay the files down."""
    lines, folder = [], ""
    for name in sorted(files, key=lambda name: (str(PurePosixPath(name).parent), name)):
        parent = str(PurePosixPath(name).parent)
        if parent != folder:
            below = "" if parent == "." else "\\" + windows_path(parent)
            lines.append(f'SetOutPath "$INSTDIR{below}"')
            folder = parent
        lines.append(f'File "{bundle / name}"')
    return "\n".join(lines) + "\n"


def remove_list(files: Sequence[str]) -> str:
    """NSIS commands that take away exactly these files, and the folders that are empty then."""
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents} - {"."}
    lines = [f'Delete "$INSTDIR\\{windows_path(name)}"' for name in sorted(files)]
    deepest_first = sorted(folders, key=lambda folder: (-folder.count("/"), folder))
    lines += [f'RMDir "$INSTDIR\\{windows_path(folder)}"' for folder in deepest_first]
    return "\n".join(lines) + "\n"


def build_setup(bundle: Path, work: Path, target: Path, sign: str, *, quick: bool) -> None:
    """Pack the bundle into a setup program; ``work`` holds the icons and takes the lists."""
    files = listing(bundle)
    makensis = shutil.which("makensis")
    if makensis is None:
        raise BuildError("makensis is missing: install NSIS.")
    (work / "install.nsh").write_text(install_list(bundle, files), encoding="utf-8")
    (work / "remove.nsh").write_text(remove_list(files), encoding="utf-8")
    definitions = {"VERSION": version(), "BUNDLE": bundle, "LISTS": work, "OUTPUT": target}
    options = [f"-D{key}={value}" for key, value in definitions.items()]
    if quick:
        options.append("-DQUICK")
    if sign:
        options.append(f"-DSIGN={sign}")
    command = [makensis, "-INPUTCHARSET", "UTF8", "-V2", "-WX", *options, str(SCRIPT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise BuildError(f"makensis failed:\n{done.stdout}{done.stderr}")
