"""Builds the setup program of a bundle with NSIS."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath

from installer.bundle import listing
from installer.pins import ROOT, BuildError, version
from installer.signing import VARIABLE

SCRIPT = Path(__file__).with_name("setup.nsi")


def windows_path(place: str) -> str:
    """A place in the bundle as NSIS wants to have it; $ has a meaning there."""
    return place.replace("/", "\\").replace("$", "$$")


def install_list(bundle: PurePath, files: Sequence[str]) -> str:
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


def held_list(files: Sequence[str]) -> str:
    """NSIS commands that try whether each of the files could be deleted."""
    tries = (
        f'StrCpy $0 "$INSTDIR\\{windows_path(name)}"\nCall un.TryFile' for name in sorted(files)
    )
    return "\n".join(tries) + "\n"


def find_makensis(environ: Mapping[str, str] = os.environ) -> str:
    """The compiler of NSIS: on the path, or where its own setup puts it on Windows."""
    found = shutil.which("makensis")
    for variable in ("ProgramFiles(x86)", "ProgramFiles"):
        usual = Path(environ.get(variable, "")) / "NSIS" / "makensis.exe"
        if found is None and variable in environ and usual.is_file():
            found = str(usual)
    if found is None:
        raise BuildError("makensis is missing: install NSIS.")
    return found


def build_setup(bundle: Path, work: Path, target: Path, sign: str, packing: str = "small") -> None:
    """Pack the bundle into a setup program; ``work`` holds the icons and takes the lists.

    ``packing``: small; fast, to try it; none, fastest and of the bundle's size.
    """
    files = listing(bundle)
    makensis = find_makensis()
    (work / "install.nsh").write_text(install_list(bundle, files), encoding="utf-8")
    (work / "remove.nsh").write_text(remove_list(files), encoding="utf-8")
    (work / "held.nsh").write_text(held_list(files), encoding="utf-8")
    definitions = {"VERSION": version(), "LISTS": work, "OUTPUT": target}
    options = [f"-D{key}={value}" for key, value in definitions.items()]
    options.append(f"-DPACKING={packing}")
    environ = os.environ | {"LC_ALL": "C.UTF-8"}  # under plain C it refuses Chinese in a path
    if sign:
        options.append(f'-DSIGN="{sys.executable}" -m installer.signing')
        environ |= {VARIABLE: sign, "PYTHONPATH": str(ROOT)}
    command = [makensis, "-INPUTCHARSET", "UTF8", "-V2", "-WX", *options, str(SCRIPT)]
    done = subprocess.run(command, check=False, capture_output=True, env=environ)
    if done.returncode != 0:
        # In the PC's own encoding on Windows, paths in it too.
        told = (done.stdout + done.stderr).decode("utf-8", errors="replace")
        raise BuildError(f"makensis failed:\n{told}")
