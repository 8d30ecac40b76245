"""One cell a line: empty lines, row numbers and words where a cell or none is meant."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.importing.vocabulary import Vocabulary, key
from gi_desktop.report.values import Raw
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import compare, sample

FORM = current_edition()
VERTICAL = replace(PLAIN, numbers="vertical")
HOLE = "＠"


def some_cells(seed: int, share: float) -> frozenset[str]:
    dice = random.Random(seed)
    return frozenset(cell for cell in FORM.cells if dice.random() < share)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_empty_line_is_an_empty_cell_where_all_rows_come_out_even(seed: int) -> None:
    report = sample(FORM, seed)
    lost = some_cells(seed, 0.3)
    text = dump(report, FORM, replace(VERTICAL, drop=lost, blank=HOLE)).replace(HOLE, "")
    found = compare(report, FORM, import_text(text, FORM))
    assert (found.wrong, found.unnamed) == ({}, ())
    assert set(found.empty) <= lost | set(FORM.derived)
    assert found.imported.source.marks[min(lost - set(FORM.derived))].how == "原文这一格是空的"


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    share=st.sampled_from([0.02, 0.3]),
    spacing=st.sampled_from([1, 2]),
    kept=st.sampled_from([0.0, 0.5, 0.9]),
)
def test_empty_lines_that_are_no_cells_place_no_number(
    seed: int, share: float, spacing: int, kept: float
) -> None:
    report = sample(FORM, seed)
    dice = random.Random(seed)
    style = replace(VERTICAL, drop=some_cells(seed, share), blank=HOLE, spacing=spacing)
    lines = [
        "" if line == HOLE else line
        for line in dump(report, FORM, style).split("\n")
        if line != HOLE or dice.random() < kept
    ]
    found = compare(report, FORM, import_text("\n".join(lines), FORM))
    assert (found.wrong, found.unnamed) == ({}, ())


def test_a_number_that_counts_the_rows_is_none_of_theirs() -> None:
    report = sample(FORM, 2)
    lines = dump(report, FORM, VERTICAL).splitlines()
    labels = {name for slot in Vocabulary(FORM).slots for name in {*slot.keys} - slot.collapsed}
    start, count = lines.index(FORM.section_of_table("applications").heading), 0
    for place in range(start + 1, len(lines)):
        if key(lines[place]) in labels:
            count += 1
            lines[place] = f"{count}\n{lines[place]}"
    assert count == len(FORM.table("applications").rows)
    found = compare(report, FORM, import_text("\n".join(lines), FORM))
    assert (found.wrong, found.empty) == ({}, ())


def test_a_word_on_a_line_of_its_own_among_numbers_is_what_stands_in_the_cell() -> None:
    report = sample(FORM, 1)
    lost = some_cells(1, 0.2)
    text = dump(report, FORM, replace(VERTICAL, drop=lost, blank="无"))
    imported = import_text(text, FORM)
    found = compare(report, FORM, imported)
    assert set(found.wrong) <= lost
    assert set(found.empty) <= set(FORM.derived)
    assert {imported.report.stored(cell) for cell in lost - set(FORM.derived)} == {Raw("无")}


def test_a_label_written_downwards_is_no_word_among_numbers() -> None:
    report = sample(FORM, 1)
    text = dump(report, FORM, replace(VERTICAL, groups="vertical"))
    lines = text.replace("（四）无法提供", "（\n四\n）\n无\n法\n提\n供").replace(
        "4.无正当", "4.\n无\n正当"
    )
    found = compare(report, FORM, import_text(lines, FORM))
    assert (found.wrong, found.empty) == ({}, ())
