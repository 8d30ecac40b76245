"""The scenarios once more in a real window, on the screen in memory that Xvfb gives."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, absent

FOLDER = Path(__file__).parent


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of 1366 × 768 in memory."""
    if not shutil.which("Xvfb"):
        absent("Xvfb (a screen in memory)")
    reading, writing = os.pipe()
    screen = ["-screen", "0", "1366x768x24", "-nolisten", "tcp", "-ac", "-noreset"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *screen],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()  # once it can be spoken to
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


def test_in_a_real_window(display: str) -> None:
    names = ("real_window.py", "test_short_ways.py", "test_whole_report.py")
    files = [FOLDER / name for name in names]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, files)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display},
    )
    assert done.returncode == 0, done.stdout + done.stderr
