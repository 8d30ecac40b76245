"""Builds the Windows package and tries it under Wine, from setup to the last trace.

    python3 installer/try_on_wine.py [--quick] [--pictures FOLDER]
    python3 installer/try_on_wine.py --no-build [--root CERTIFICATE]
    python3 installer/try_on_wine.py --fast

For a fresh Debian 12 with the right to install packages; needs Python 3.11 and nothing else. Every
step has a time limit. Whatever is missing, skipped or not as it must be makes this fail. What Wine
cannot show stands in installer/README.md.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from installer.throwaway import ThrowAway  # noqa: E402 - run as a script
from installer.wine_codes import Codes  # noqa: E402
from installer.wine_prefix import Prefix, TrialError  # noqa: E402
from installer.wine_tools import must, need_tools  # noqa: E402
from installer.wine_trial import WORK, Trial, linux  # noqa: E402

PACKAGES = {
    "wine": "wine",
    "wineserver": "wine",
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "openssl": "openssl",
    "osslsigncode": "osslsigncode",
}
"""Program that is used → its package in Debian."""
Step = Callable[[], None]


@dataclass(frozen=True)
class Package:
    """What is tried."""

    setup: Path
    portable: Path | None
    root: Path | None
    """The certificate that the programs are signed by."""


def options_of(arguments: "list[str] | None" = None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--no-build", action="store_true", help="try what lies in dist")
    parser.add_argument("--root", type=Path, help="what lies there is signed; verify it by this")
    parser.add_argument("--quick", action="store_true", help="pack the setup fast and large")
    parser.add_argument(
        "--fast", action="store_true", help="only install, self-test, refusals and removal"
    )
    parser.add_argument("--pictures", type=Path, help="save pictures of setup and program there")
    return parser.parse_args(arguments)


def install_tools() -> None:
    """Install what is missing; TrialError where it is missing still."""
    missing = sorted({package for tool, package in PACKAGES.items() if not shutil.which(tool)})
    if missing and shutil.which("apt-get"):
        print(f"installing {' '.join(missing)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        # Without the right to install both say so, and need_tools says what is to be done.
        subprocess.run(["apt-get", "update", "-qq"], check=False, timeout=300)
        subprocess.run(apt, check=False, env=quiet, stdout=subprocess.DEVNULL, timeout=1200)
    need_tools(PACKAGES)


def prepare(options: argparse.Namespace) -> Package:
    """Install what is missing, and build what is to be tried."""
    install_tools()
    if options.fast:
        return _fast_package()
    root = options.root
    if options.no_build and root is None:
        print("signatures are not looked at: no --root", flush=True)
    if not options.no_build:
        shutil.rmtree(WORK / "certificate", ignore_errors=True)
        certificate = ThrowAway.make(WORK / "certificate")
        root = certificate.root
        command = [sys.executable, str(ROOT / "dev.py"), "package", "--sign", certificate.command]
        command += ["--quick"] if options.quick else []
        must(subprocess.run(command, check=False, timeout=1500).returncode == 0, "not built")
    return Package(_made("setup.exe"), _made("portable.zip"), root)


def _made(kind: str) -> Path:
    found = list((ROOT / "dist").glob(f"gi-desktop-*-{kind}"))
    must(len(found) == 1, f"dist holds {len(found)} of gi-desktop-…-{kind}: build first")
    return found[0]


def _fast_package() -> Package:
    """A setup of the bundle that lies there, packed without making it smaller."""
    must((WORK / "files.txt").is_file(), "no bundle: first python dev.py package --bundle")
    setup = WORK / "fast" / "gi-desktop-fast-setup.exe"
    setup.parent.mkdir(exist_ok=True)
    script = "import sys; from pathlib import Path; from installer.setup_build import build_setup; "
    script += "build_setup(*map(Path, sys.argv[1:]), '', packing='none')"
    bundle, work = WORK / "bundle", WORK / "launcher"
    linux(python_with_program(), "-c", script, str(bundle), str(work), str(setup))
    return Package(setup, None, None)


def python_with_program() -> str:
    """A Python that can run the program on Linux."""
    own = ROOT / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def whole(trial: Trial, pictures: "Path | None") -> "list[Step]":
    """Every step."""
    codes = Codes(trial)
    steps: list[Step] = [
        trial.prefix.create,
        trial.refuse_old_windows,
        codes.damaged,
        codes.no_place,
        codes.broken_off,
        codes.cancelled,
        trial.remove_keeping,
        trial.install_older,
        trial.install,
        *([trial.signatures] if trial.root else []),
        trial.self_test,
        trial.fonts_of_the_user,
        trial.same_documents,
        trial.same_imports,
        trial.command_line,
        trial.open_by_type,
        trial.refuse_while_running,
        trial.close_program,
        codes.held,
        codes.kept_from_running,
        trial.upgrade,
        trial.uninstall,
        trial.carry,
    ]
    if pictures:
        steps.append(lambda: trial.pictures(pictures))
    return steps


def main() -> int:
    """Make every step in turn; return 0 only if all were made and found right."""
    options = options_of()
    begun = time.monotonic()
    try:
        package = prepare(options)
    except (TrialError, subprocess.SubprocessError, OSError) as error:
        print(f"FAILED: {error}")
        return 1
    print(f"{time.monotonic() - begun:7.1f} s  build", flush=True)
    prefix = Prefix(WORK / "wine")
    python = python_with_program()
    trial = Trial(prefix, package.setup, package.portable, python, package.root)
    code = follow(fast(trial) if options.fast else whole(trial, options.pictures), prefix)
    summary = {"result": "failed" if code else "passed", "seconds": round(time.monotonic() - begun)}
    print(json.dumps(summary))
    return code


def fast(trial: Trial) -> "list[Step]":
    """What tells most in little time."""
    return [
        trial.prefix.create,
        trial.install_older,
        trial.install,
        trial.self_test,
        trial.open_by_type,
        trial.refuse_while_running,
        trial.close_program,
        trial.uninstall,
    ]


def follow(steps: "list[Step]", prefix: Prefix) -> int:
    """Make the steps; the first that fails ends the trial."""
    name = ""
    try:
        for step in steps:
            name = getattr(step, "__name__", "pictures").replace("_", " ")
            begun = time.monotonic()
            step()
            print(f"{time.monotonic() - begun:7.1f} s  {name}", flush=True)
    except (TrialError, subprocess.SubprocessError, OSError) as error:
        print(f"FAILED: {name}: {error}", flush=True)
        if prefix.display:
            prefix.picture(WORK / "failed.png")
        return 1
    finally:
        prefix.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
