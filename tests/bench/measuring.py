"""How the benches measure, and the table they print: measure, target, yardstick, ratio."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Measured:
    """What a fresh process took: wall time from start to end in s, peak memory in MB."""

    seconds: float
    megabytes: float | None
    """None where the system does not tell (other than Linux)."""
    said: str


def seconds(action: Callable[[], object], rounds: int, repeat: int = 1) -> float:
    """Return the median time of one ``action`` in s, over rounds of ``repeat`` calls."""
    action()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(repeat):
            action()
        taken.append((time.perf_counter() - start) / repeat)
    return statistics.median(taken)


def fresh_process(code: str, *arguments: str, compiled: Path | None = None) -> Measured:
    """Run Python code in a process of its own; RuntimeError where it fails.

    ``compiled`` is where its modules are compiled to by the first run and found by the next ones.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if compiled is not None:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_PEAK}", *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
    )
    taken = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    *said, peak = done.stdout.splitlines()
    return Measured(taken, json.loads(peak), "\n".join(said))


# Not getrusage: there a child begins with the peak of the process that started it.
_PEAK = """
import re
from pathlib import Path
status = Path("/proc/self/status")
found = status.exists() and re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())
print(int(found[1]) / 1024 if found else "null")
"""


def median(runs: list[Measured]) -> Measured:
    """Return the run of median time."""
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]


def report(name: str, found: float, target: float, unit: str) -> bool:
    """Print a measure beside its target; return whether it is met."""
    met = found <= target
    print(f"\n{name}: {found:.3g} {unit}, target {target:g} {unit}: {'ok' if met else 'MISSED'}")
    return met


def beside(name: str, yardstick: float, found: float, unit: str) -> float:
    """Print a yardstick of the same run and return how many times it ``found`` is."""
    print(f"    beside {name}: {yardstick:.3g} {unit}, ratio {found / yardstick:.2f}")
    return found / yardstick


def in_turn(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median time in s of each action, once known to the machine.

    They are called in turn, so that a busy moment of the machine falls on all of them.
    """
    for action in actions.values():
        action()
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def faster(name: str, found: float, yardstick: float, least: float) -> bool:
    """Print how many times as fast as a yardstick we are; return whether that is enough."""
    times = yardstick / found
    met = times >= least
    print(
        f"    beside {name}: {yardstick * 1000:.0f} ms, ours {found * 1000:.0f} ms:"
        f" {times:.1f} times as fast, target {least:g}: {'ok' if met else 'MISSED'}"
    )
    return met
