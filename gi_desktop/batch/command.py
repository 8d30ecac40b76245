"""The command that checks many reports: `gi-desktop check` with several files or a folder."""

import json
from collections.abc import Sequence
from pathlib import Path

from gi_desktop.batch.checking import Checked, check_all
from gi_desktop.batch.gathering import gather
from gi_desktop.batch.listing import lines, records
from gi_desktop.batch.units import read_units, roll_call

NONE_FAULTY, SOME_FAULTY, NOTHING_READ = 0, 1, 2


def check_many(
    paths: Sequence[Path], units: Path | None, year: int | None, *, as_json: bool
) -> tuple[tuple[str, ...], int]:
    """Return what to print, and the exit code: 0 every report is in order, 1 some are not, 2 none read.

    One is where it has no errors and is filled in; a file that cannot be read is not. UnitsError where the list is none.
    """
    names = read_units(units) if units is not None else None
    gathered = gather(paths, [units] if units is not None else [])
    unread = [Checked(path, problem) for path, problem in gathered.problems]
    checked = [*check_all(gathered.files), *unread]
    roll = roll_call(names, checked, year) if names is not None else None
    said: tuple[str, ...]
    if as_json:
        said = (json.dumps(records(checked, roll), ensure_ascii=False, indent=1),)
    else:
        said = tuple(lines(checked, roll))
    if all(one.problem for one in checked):
        return said, NOTHING_READ
    return said, SOME_FAULTY if not all(one.is_in_order for one in checked) else NONE_FAULTY
