"""Hostile files, each in a process of its own: how long until a sentence, and with what memory."""

from pathlib import Path

from tests.bench.measuring import fresh_process, report
from tests.importing.hostile import MADE

SECONDS, MEGABYTES = 5.0, 500.0

TRYING = """
import sys, time
from pathlib import Path
from gi_desktop.form import current_edition
from gi_desktop.importing import ImportFailedError, import_file
start = time.process_time()
try:
    said = f"read, {len(import_file(Path(sys.argv[1]), current_edition()).report.cells)} cells"
except ImportFailedError as refusal:
    said = str(refusal)
print(f"{time.process_time() - start:.2f} {said}")
"""


def test_every_hostile_file_is_done_with_in_time(tmp_path: Path) -> None:
    """The time is the processor's: that is what the file costs, whatever else the machine does."""
    slowest, largest = 0.0, 0.0
    for name, (file, make) in MADE.items():
        path = tmp_path / file
        path.write_bytes(make())
        done = fresh_process(TRYING, str(path))
        taken, said = done.said.split(" ", 1)
        print(f"    {name}: {taken} s, {done.megabytes or 0:.0f} MB: {said[:60]}")
        slowest, largest = max(slowest, float(taken)), max(largest, done.megabytes or 0.0)
    times = report("the slowest hostile file", slowest, SECONDS, "s")
    sizes = report("the largest hostile file", largest, MEGABYTES, "MB")
    assert times
    assert sizes
