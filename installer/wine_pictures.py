"""Pictures of setup and of every page of the program under Wine, to be looked at."""

import time
from pathlib import Path

from installer.wine_prefix import Prefix, waited

NAME = "政府信息公开年报"
PAUSE = 2.5
"""What a page may take to be drawn, in seconds; nothing tells when it is."""
STEPS = 8


def take_pictures(prefix: Prefix, setup: Path, draft: Path, folder: Path) -> None:
    """Save pictures of each page of setup, of the program with a draft, and of removal."""
    removal = _set_up(prefix, setup, folder)
    program = removal.with_name("GI.exe")
    _use(prefix, program, draft, folder)
    prefix.start(setup)
    time.sleep(2 * PAUSE)
    _picture(prefix, folder / "setup-refused.png")
    prefix.keys("Escape")
    time.sleep(PAUSE)
    prefix.quit("GI.exe")
    _test_itself(prefix, program, folder)
    _remove(prefix, removal, folder)


def _set_up(prefix: Prefix, setup: Path, folder: Path) -> Path:
    """Go through setup, up to the program that it opens; return what removes it."""
    prefix.start(setup)
    prefix.wait_for_window(NAME)
    for page in ("welcome", "folder", "parts"):
        _picture(prefix, folder / f"setup-{page}.png")
        prefix.keys("Return")
    time.sleep(1)
    prefix.picture(folder / "setup-copying.png")
    place = prefix.drive / "users"
    found = waited(lambda: next(map(str, place.rglob("uninstall.exe")), ""), 300, "not installed")
    time.sleep(PAUSE)
    _picture(prefix, folder / "setup-done.png")
    prefix.keys("Return")  # opens the program, as the page proposes
    _wait_for_program(prefix)
    _picture(prefix, folder / "start.png")
    prefix.quit("GI.exe")
    return Path(found)


def _use(prefix: Prefix, program: Path, draft: Path, folder: Path) -> None:
    """Go through the steps of a draft and its preview; the program stays open."""
    prefix.start(program, f"Z:{draft}")
    _wait_for_program(prefix)
    for number in range(1, STEPS + 1):
        prefix.keys(f"alt+{number}")
        _picture(prefix, folder / f"step-{number}.png")
    prefix.keys("ctrl+F2")
    _picture(prefix, folder / "preview.png")
    prefix.keys("ctrl+w")
    time.sleep(PAUSE)


def _test_itself(prefix: Prefix, program: Path, folder: Path) -> None:
    prefix.start(program, "--self-test")
    prefix.wait_for_window("自检")
    time.sleep(20)
    _picture(prefix, folder / "self-test.png")
    prefix.keys("Return")
    waited(lambda: "" if prefix.running("GI.exe") else "gone", 60, "it does not close")


def _remove(prefix: Prefix, removal: Path, folder: Path) -> None:
    prefix.start(removal)
    prefix.wait_for_window(NAME)
    for page in ("confirm", "parts"):
        _picture(prefix, folder / f"removal-{page}.png")
        prefix.keys("Return")
    waited(lambda: "" if removal.exists() else "gone", 60, "not removed")
    _picture(prefix, folder / "removal-done.png")


def _wait_for_program(prefix: Prefix) -> None:
    prefix.wait_for_window(NAME)
    time.sleep(4 * PAUSE)


def _picture(prefix: Prefix, path: Path) -> None:
    time.sleep(PAUSE)
    prefix.picture(path)
