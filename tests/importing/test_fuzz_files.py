"""Files damaged at random: refused in words or read, never a crash, and never a wrong silence.

A wrong silence is a cell that differs from the truth though the damage touched none of its digits.
"""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gi_desktop.document import write_docx, write_html, write_xlsx
from gi_desktop.form import current_edition
from gi_desktop.importing import ImportFailedError, import_clipboard, import_file
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw
from tests.importing.helpers import compare, sample
from tests.importing.sources import source_of
from tests.importing.writing import as_html

FORM = current_edition()
REPORT = sample(FORM, 4)
BOUNDED = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _made(write: Callable[..., object]) -> bytes:
    buffer = io.BytesIO()
    write(REPORT, FORM, buffer)
    return buffer.getvalue()


FILES = {"docx": _made(write_docx), "xlsx": _made(write_xlsx), "html": _made(write_html)}
PAGE = as_html(source_of(REPORT, FORM), random.Random(5))


def _damaged(data: bytes, dice: random.Random) -> bytes:
    """Bytes lost, doubled, changed, or cut off at the end."""
    found = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        place, length = dice.randrange(len(found)), dice.randint(1, 40)
        match dice.randrange(4):
            case 0:
                del found[place : place + length]
            case 1:
                found[place:place] = found[place : place + length]
            case 2:
                found[place] = dice.randrange(256)
            case _:
                del found[len(found) - length :]
    return bytes(found)


@pytest.mark.parametrize("kind", FILES)
@BOUNDED
@given(seed=st.integers(0, 100_000))
def test_a_damaged_file_is_refused_or_read(kind: str, seed: int, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(_damaged(FILES[kind], random.Random(seed)))
    try:
        import_file(path, FORM)
    except ImportFailedError as refusal:
        message = str(refusal)
    else:
        message = "。"
    assert message.endswith("。")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@BOUNDED
@given(seed=st.integers(0, 100_000))
def test_a_damaged_part_of_a_package_is_refused_or_read(
    kind: str, seed: int, tmp_path: Path
) -> None:
    """The zip is whole, what is in it is not."""
    dice = random.Random(seed)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES[kind])) as old, zipfile.ZipFile(buffer, "w") as new:
        hit = dice.choice(old.namelist())
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _damaged(data, dice) if name == hit and data else data)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(buffer.getvalue())
    try:
        import_file(path, FORM)
    except ImportFailedError as refusal:
        message = str(refusal)
    else:
        message = "。"
    assert message.endswith("。")


def _tags(page: str) -> list[tuple[int, int]]:
    """Where the tags of a page begin and end."""
    found, place = [], 0
    while (start := page.find("<", place)) >= 0:
        end = page.find(">", start) + 1
        found.append((start, end))
        place = end
    return found


TAGS = _tags(PAGE)


@BOUNDED
@given(seed=st.integers(0, 100_000))
def test_tags_lost_or_doubled_make_no_number_of_another_cell(seed: int) -> None:
    """The digits all stand where they stood; only the markup around them is damaged."""
    dice = random.Random(seed)
    page = PAGE
    for start, end in sorted(dice.sample(TAGS, dice.randint(1, 4)), reverse=True):
        tag = page[start:end]
        page = page[:start] + dice.choice(["", tag * 2]) + page[end:]
    try:
        found = compare(REPORT, FORM, import_clipboard(page, None, FORM))
    except ImportFailedError:
        return  # nothing was read, and that is said
    joined = {cell for cell, (_, value) in found.wrong.items() if isinstance(value, Raw)}
    assert set(found.wrong) - joined - _sums_of(joined | set(found.empty)) == set()


def _sums_of(cells: set[str]) -> set[str]:
    """The totals that a missing addend changes."""
    plan = Plan.of(FORM)
    assert plan is not None
    return {total.cell for total in FORM.totals if cells & set(total.addends)}
