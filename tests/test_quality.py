"""Formatting, style and types are tests like any other: one command covers everything."""

import subprocess
import sys

import pytest

import dev


@pytest.mark.parametrize("check", dev.QUALITY.values(), ids=dev.QUALITY.keys())
def test_quality(check: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, *check],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=dev.ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
