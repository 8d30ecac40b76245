"""A thousand drafts checked in one go: the time each takes, and the memory all of them take."""

import json
from itertools import cycle
from pathlib import Path

from gi_desktop.drafts import Draft
from gi_desktop.drafts.file import encode_draft
from gi_desktop.form import current_edition
from tests.bench.measuring import fresh_process, report
from tests.strategies import long_report

FORM = current_edition()
DRAFTS = 1000

CHECKING = """
import json, sys, time
from pathlib import Path
from gi_desktop.batch import check_all, gather
folder = Path(sys.argv[1])
start = time.perf_counter()
files = gather([folder]).files
found = list(check_all(files))
ours = time.perf_counter() - start
start = time.perf_counter()
for path in files:
    json.loads(path.read_bytes())
print(json.dumps([len(found), sum(bool(one.problem) for one in found), ours, time.perf_counter() - start]))
"""


def test_a_thousand_drafts_in_one_go(tmp_path: Path) -> None:
    content = encode_draft(Draft(long_report(FORM)), FORM)
    broken = cycle([*[False] * 99, True])
    for number in range(DRAFTS):
        data = content.replace(b"gi-desktop-draft", b"other") if next(broken) else content
        (tmp_path / f"{number:04}.xxgk").write_bytes(data)
    few = tmp_path / "few"
    few.mkdir()
    for number in range(10):
        (few / f"{number}.xxgk").write_bytes(content)
    small = fresh_process(CHECKING, str(few))
    for path in few.iterdir():
        path.unlink()
    done = fresh_process(CHECKING, str(tmp_path))
    count, problems, ours, bare = json.loads(done.said)
    assert (count, problems) == (DRAFTS, DRAFTS // 100)
    print(f"\n1,000 drafts read and checked, one: {ours / DRAFTS * 1000:.1f} ms")
    met = report("the same beside parsing its JSON", ours / bare, 60, "times")
    if done.megabytes is not None and small.megabytes is not None:
        met &= report("memory of a thousand beside ten", done.megabytes - small.megabytes, 30, "MB")
    assert met
