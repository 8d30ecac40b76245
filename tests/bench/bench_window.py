"""The window: usable soon after the command, beside an empty window of bare PySide6."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.form import current_edition
from tests.bench.measuring import ROOT, beside, report
from tests.strategies import long_report

RUNS = 9
TIMES_BARE = 6


def opening(folder: Path, *arguments: str) -> float:
    """Return the seconds from the start of a process until its window has taken a key."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "bench" / "first_key.py"), *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "GI_DESKTOP_DATA": str(folder)},
    )
    taken = time.perf_counter() - start
    assert done.returncode == 0, done.stdout + done.stderr
    return taken


def test_a_window_is_usable(tmp_path: Path) -> None:
    draft = tmp_path / "draft.xxgk"
    write_draft(draft, Draft(long_report(current_edition())), current_edition())
    commands = {"bare": ["bare"], "program": ["program"], "draft": ["program", str(draft)]}
    # In turn, so that a busy moment of the machine falls on all of them.
    rounds = [
        {name: opening(tmp_path / "data", *command) for name, command in commands.items()}
        for _ in range(RUNS)
    ]
    taken = {name: median(times[name] for times in rounds) for name in commands}
    met = []
    for name in ("program", "draft"):
        ratio = taken[name] / taken["bare"]
        met.append(report(f"first page painted, first key taken, {name}", ratio, TIMES_BARE, "x"))
        beside("an empty window of bare PySide6", taken["bare"], taken[name], "s")
    assert all(met)
