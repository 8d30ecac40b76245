"""Builds the Windows package: setup, portable archive, lists and sums.

python dev.py package [--python-zip FILE --python-sha256 HASH] [--sign COMMAND]
python dev.py package --twice      build it in another folder too, and compare
python dev.py package --bundle     the folder alone, no setup and no archive
python dev.py package --pin        write the hashes of newly pinned versions down
"""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from installer import downloads
from installer.again import build_again, compare
from installer.bundle import (
    Sources,
    compile_packages,
    contents,
    listing,
    own_wheel,
    portable_archive,
    settle,
    write,
)
from installer.launcher_build import compile_launchers
from installer.pins import ROOT, BuildError, sha256, version
from installer.sbom import components, cyclonedx, licence_files
from installer.setup_build import build_setup
from installer.signing import sign_file

WORK = ROOT / "build" / "windows"
OUTPUT = ROOT / "dist"
BUNDLE = WORK / "bundle"
SBOM = "sbom.cdx.json"
PORTABLE = {
    "portable.txt": "有这个文件，程序就把设置、恢复副本和临时文件都放在旁边的 data 文件夹里。\r\n".encode(
        "utf-8-sig"
    )
}


class Clock:
    """Says how long each step took."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def say(self, step: str) -> None:
        """Print the step that is done, with its time."""
        now = time.monotonic()
        print(f"{now - self._last:6.1f} s  {step}", flush=True)
        self._last = now


def main(arguments: Sequence[str]) -> int:
    """Build what the command line asks for; return the exit code."""
    options = _options(arguments)
    try:
        if options.pin:
            downloads.pin(WORK / "wheels")
        else:
            build(options)
            if options.twice:
                build_twice([word for word in arguments if word != "--twice"])
    except BuildError as error:
        print(f"没有打成包（the package was not built）：\n{error}", file=sys.stderr)
        return 1
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__)
    parser.add_argument("--python-zip", type=Path, help="the official embeddable CPython")
    parser.add_argument("--python-sha256", help="its hash, as published by its makers")
    parser.add_argument("--sign", default="", help="command that signs the file it is given")
    parser.add_argument("--bundle", action="store_true", help="make the folder alone")
    parser.add_argument("--quick", action="store_true", help="pack the setup fast and large")
    parser.add_argument("--pin", action="store_true", help="write hashes of new versions down")
    parser.add_argument("--twice", action="store_true", help="build again elsewhere and compare")
    options = parser.parse_args(arguments)
    if options.twice and (options.bundle or options.sign):
        parser.error("--twice compares finished files, and signing puts the time into them")
    if bool(options.python_zip) is not bool(options.python_sha256):
        parser.error("--python-zip and --python-sha256 go together")
    return options


def build(options: argparse.Namespace) -> None:
    """Build the folder, and unless it alone is asked for, everything that is handed out."""
    clock = Clock()
    sources = Sources(_python(options), tuple(downloads.wheels(WORK / "wheels")), own_wheel(WORK))
    clock.say("downloads checked")
    make_bundle(sources, clock, options.sign)
    if not options.bundle:
        hand_out(sources, clock, options)


def _python(options: argparse.Namespace) -> downloads.Python:
    if options.python_zip:
        return downloads.official_python(options.python_zip, options.python_sha256)
    print(
        "测试版：其中的 CPython 来自软件包仓库，不要发给用户 (a test build, not to be given away)"
    )
    return downloads.test_python(WORK / "wheels")


def make_bundle(sources: Sources, clock: Clock, sign: str) -> None:
    """Make the folder anew, with its list of files and hashes beside it."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    write(BUNDLE, contents(sources))
    clock.say("packages laid down and trimmed")
    compile_packages(BUNDLE, sources.python, WORK)
    clock.say("byte-compiled")
    found = components(sources)
    write(BUNDLE, compile_launchers(WORK / "launcher") | licence_files(found))
    write(BUNDLE, {SBOM: cyclonedx(found)})
    for program in sorted(BUNDLE.glob("*.exe")):
        sign_file(sign, program)
    settle(BUNDLE)
    lines = [f"{sha256(BUNDLE / name)}  {name}" for name in listing(BUNDLE)]
    (WORK / "files.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file())
    clock.say(f"bundle: {len(lines)} files, {size / 1e6:.1f} MB")


def label_of(python: downloads.Python) -> str:
    """How the names of finished files begin; a build that is not to be given away says so."""
    return f"gi-desktop-{version()}" + ("" if python.official else "-test")


def hand_out(sources: Sources, clock: Clock, options: argparse.Namespace) -> None:
    """Pack setup and portable archive; write list, component list and sums beside them."""
    OUTPUT.mkdir(exist_ok=True)
    label = label_of(sources.python)
    for old in OUTPUT.glob("gi-desktop-*"):
        old.unlink()
    setup, portable = OUTPUT / f"{label}-setup.exe", OUTPUT / f"{label}-portable.zip"
    portable_archive(BUNDLE, portable, PORTABLE)
    clock.say(f"{portable.name}: {portable.stat().st_size / 1e6:.1f} MB")
    packing = "fast" if options.quick else "small"
    build_setup(BUNDLE, WORK / "launcher", setup, options.sign, packing)
    sign_file(options.sign, setup)
    clock.say(f"{setup.name}: {setup.stat().st_size / 1e6:.1f} MB")
    shutil.copy2(BUNDLE / SBOM, OUTPUT / f"{label}-{SBOM}")
    shutil.copy2(WORK / "files.txt", OUTPUT / f"{label}-files.txt")
    made = [p for p in sorted(OUTPUT.glob(f"{label}-*")) if not p.name.endswith("sha256.txt")]
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in made)
    (OUTPUT / f"{label}-sha256.txt").write_text(sums, encoding="utf-8", newline="\n")
    print(sums, end="")


def build_twice(arguments: Sequence[str]) -> None:
    """Build a copy of the project elsewhere; BuildError where anything differs."""
    clock = Clock()
    copy = build_again(arguments, WORK, WORK / "wheels")
    clock.say("built again")
    differences = compare(OUTPUT, copy / "dist")
    if differences:
        raise BuildError("Built twice, it is not the same:\n" + "\n".join(differences))
    shutil.rmtree(copy.parent)
    print("两次打的包完全一样 (built twice, to the byte the same)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
