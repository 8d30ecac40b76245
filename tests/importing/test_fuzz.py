"""Whatever text comes in: a report or one clear sentence, never anything else."""

import contextlib
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gi_desktop.form import current_edition
from gi_desktop.importing import Imported, ImportFailedError, import_text
from gi_desktop.report.serial import to_json, to_record
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import sample

FORM = current_edition()
TEXT = dump(sample(FORM, 1), FORM, PLAIN)
SCRAPS = (
    *(label for slot in FORM.tables for label in (row.label for row in slot.rows)),
    *(section.heading for section in FORM.sections),
    *("0", "1 2 3", "0 0 0 0 0 0 0", "/", "|", "\t", "\f", "\n", "\n\n", "（", "1.", "一、", "2022年"),
)  # fmt: skip


def attempt(text: str) -> Imported | None:
    """Import; what comes of it can be stored."""
    found = None
    with contextlib.suppress(ImportFailedError):
        found = import_text(text, FORM)
        to_json(found.report, FORM)
        to_record(found.report, FORM)
        assert set(found.source.marks) == set(FORM.cells)
        found.source.model_dump_json()
    return found


@given(st.text())
@example("")
@example("\ud800")
@example("一、" * 500)
def test_any_text(text: str) -> None:
    attempt(text)


@given(st.lists(st.sampled_from(SCRAPS), max_size=60).map(" ".join))
def test_any_heap_of_labels_and_numbers(text: str) -> None:
    attempt(text)


@given(st.lists(st.sampled_from(SCRAPS), max_size=60).map("\n".join))
def test_any_heap_of_lines(text: str) -> None:
    attempt(text)


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_a_mutated_report(seed: int, times: int) -> None:
    dice = random.Random(seed)
    text = TEXT
    for _ in range(times):
        place = dice.randrange(len(text) + 1)
        cut = text[place + dice.randint(0, 20) :]
        text = text[:place] + dice.choice((*SCRAPS, chr(dice.randint(32, 0xFFFF)))) + cut
    attempt(text)


def test_hostile_sizes_come_to_an_end() -> None:
    """Each would take minutes if anything grew with the square of the text."""
    heading = "一、总体情况\n"
    for text in (
        heading + "甲" * 300_000,
        heading + "0 " * 150_000,
        heading + "（" * 300_000,
        heading + "三、收到和处理政府信息公开申请情况\n" + "0 0 0 0 0 0 0\n" * 12_000,
        heading + "三、收到和处理政府信息公开申请情况\n" + "3.其他 0 0 0 0 0 0 0\n" * 8_000,
        heading + "一、总体\n" * 12_000,
        heading + "某市2022年政府信息公开工作年度报\n" * 6_000,
        heading + "|" * 200_000,
        heading + "1\f" * 8_000,
        heading + "行政许可\n" * 12_000,
        "政" * 200_000 + "\n" + heading,
    ):
        attempt(text)
    assert attempt(TEXT) is not None


def test_more_lines_than_any_report_has_are_refused() -> None:
    with pytest.raises(ImportFailedError, match="太长"):
        import_text("一、总体情况\n" + "甲\n" * 300_000, FORM)
