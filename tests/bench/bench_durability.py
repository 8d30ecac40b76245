"""Durability: killed processes, hostile drafts, the speed of saving and reading."""

import json
import os
import random
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gi_desktop.drafts import Draft, Store, Writer, digest_of, read_draft, write_draft
from gi_desktop.drafts.file import encode_draft
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.session import Session
from tests.bench.measuring import beside, fresh_process, in_turn, report
from tests.bench.typing_window import type_in_window
from tests.drafts.killed import CELL, Lives, Told
from tests.drafts.test_killed import judge
from tests.strategies import long_report

FORM = current_edition()
KILLS = 300
WINDOWS, AT_ONCE, LONGEST = 60, 4, 6.0
DRAFTS = 1000
MUTATED = 10_000

MUTATING = """
import json, random, sys, time
from pathlib import Path
from tests.drafts.mutations import LARGE, MUTATIONS, too_long_text
from tests.drafts.test_mutations import judge
path, times = Path(sys.argv[1]), int(sys.argv[2])
# Large ones cost most of the time; a few of each place are enough.
kinds = [*MUTATIONS * 50, *LARGE]
slowest, which, opened = 0.0, "", 0
for number in range(times):
    kind = too_long_text if number % 1000 == 0 else kinds[number % len(kinds)]
    content = kind(random.Random(number))
    start = time.perf_counter()
    opened += judge(path, content)
    taken = time.perf_counter() - start
    if taken > slowest:
        slowest, which = taken, kind.__name__
print(json.dumps([slowest, which, opened]))
"""


def test_saving_a_full_report(tmp_path: Path) -> None:
    draft = Draft(long_report(FORM))
    data = encode_draft(draft, FORM)
    ours, bare = tmp_path / "a.xxgk", tmp_path / "b.xxgk"

    def bare_write() -> None:
        temporary = bare.with_name(f"{secrets.token_hex(4)}.tmp")
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(bare)

    def our_write() -> None:
        write_draft(ours, draft, FORM, digest_of(ours))  # as 保存 does: nobody changed it

    taken = in_turn({"ours": our_write, "bare": bare_write}, 200)
    met = report("saving a full report with fsync", taken["ours"] * 1000, 20, "ms")
    beside("bare write, fsync, replace", taken["bare"] * 1000, taken["ours"] * 1000, "ms")
    assert met


def test_typing_never_waits_for_the_disk(tmp_path: Path) -> None:
    store, writer = Store(tmp_path), Writer()
    session = Session(FORM, Draft(long_report(FORM)))

    def worst(keep: Callable[[], None]) -> list[float]:
        taken = []
        for number in range(600):
            start = time.perf_counter()
            session.apply(SetCells("填", {CELL: number}))
            keep()
            taken.append((time.perf_counter() - start) * 1000)
        return sorted(taken)

    idle = worst(lambda: None)
    busy = worst(lambda: writer.submit("copy", session.keeping(store), lambda _result: None))
    writer.finish()
    idle = sorted((*idle, *worst(lambda: None)))[::2]  # before and after, on a busy machine too
    waiting = worst(lambda: session.keep(store))
    store.close()
    met = report("a change while a copy is being written, 99 of 100", busy[-6], 20, "ms")
    beside("the same, nothing written", idle[-6], busy[-6], "ms")
    beside("the same, waiting for the disk", waiting[-6], busy[-6], "ms")
    # Where others load the machine, a change takes as long with nothing to write.
    assert met or busy[-6] < 1.5 * idle[-6]


def test_reading_many_drafts(tmp_path: Path) -> None:
    draft = Draft(long_report(FORM))
    paths = [tmp_path / f"{number}.xxgk" for number in range(DRAFTS)]
    content = encode_draft(draft, FORM)
    for path in paths:
        path.write_bytes(content)

    def parse() -> None:
        for path in paths:
            json.loads(path.read_bytes())

    taken = in_turn({"ours": lambda: [read_draft(path) for path in paths], "json": parse}, 3)
    met = report(f"reading {DRAFTS} full drafts", taken["ours"], 2, "s")
    beside("json.loads alone", taken["json"], taken["ours"], "s")
    assert met


def test_mutated_drafts(tmp_path: Path) -> None:
    done = fresh_process(MUTATING, str(tmp_path / "a.xxgk"), str(MUTATED))
    slowest, which, opened = json.loads(done.said)
    print(f"\n{MUTATED} mutated drafts: {opened} open whole, the others are refused in words")
    met = [report(f"the slowest ({which}), opened, checked and saved", slowest, 2, "s")]
    if done.megabytes is not None:
        met.append(report("peak memory", done.megabytes, 500, "MB"))
    assert all(met)


def test_killed_processes(tmp_path: Path) -> None:
    lives, chance, seen = Lives(), random.Random(), Told()
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = lives.live(folder, chance, 0.3, since=("typed", "kept", "saved")[number % 3])
        judge(folder, told)
        seen = Told(seen.typed + told.typed, seen.kept + told.kept, seen.saved + told.saved)
    print(f"\n{KILLS} processes killed, {seen.typed} changes typed: no file damaged")
    assert seen.saved


def test_killed_windows_miss_two_seconds_at_most(tmp_path: Path) -> None:
    lives = Lives(type_in_window)

    def missing(number: int) -> float:
        """Return how old in s the oldest change was that is not on the disk."""
        folder = tmp_path / str(number)
        folder.mkdir()
        told = lives.live(folder, random.Random(), LONGEST)
        ended = time.monotonic()
        left = Store(folder / "data").recoverable()
        assert [copy.problem for copy in left] == [""]
        kept = left[0].read().report.cells.get(CELL, 0)
        assert isinstance(kept, int)
        lost = [at for typed, at in told.moments if typed > kept]
        return ended - min(lost) if lost else 0.0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ages = sorted(pool.map(missing, range(WINDOWS)))
    print(f"\n{WINDOWS} windows killed while a user types; median {ages[len(ages) // 2]:.2f} s")
    assert report("oldest change that was lost", ages[-1], 2, "s")
