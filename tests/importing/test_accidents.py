"""Whatever the extraction did to a report, its cells come back: all of them, or empty and named."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.form import Edition, current_edition
from gi_desktop.importing import import_text
from gi_desktop.report.source import MarkKind
from tests.importing.dumps import PLAIN, SPOILT, Style, dump
from tests.importing.helpers import ORGAN, compare, lines_of, outcome, sample, text_of
from tests.toy import TOY

FORM = current_edition()

ACCIDENTS = {
    "plain": PLAIN,
    "double_spacing": replace(PLAIN, spacing=2),
    "no_indent": replace(PLAIN, indent="", spacing=2),
    "labels_cut": replace(PLAIN, label=9),
    "labels_cut_to_scraps": replace(PLAIN, label=3),
    "labels_with_blanks": replace(PLAIN, spaced_labels=True, label=8),
    "group_labels_vertical": replace(PLAIN, groups="vertical", label=9),
    "group_labels_beside_rows": replace(PLAIN, groups="beside", label=14),
    "numbers_beside_labels": replace(PLAIN, numbers="beside", label=12),
    "numbers_before_the_end_of_labels": replace(PLAIN, numbers="inside", label=14),
    "numbers_before_labels": replace(PLAIN, numbers="before"),
    "one_cell_a_line": replace(PLAIN, numbers="vertical"),
    "bars": replace(PLAIN, numbers="pipes"),
    "tabs": replace(PLAIN, numbers="tabs"),
    "pages_with_headers": replace(PLAIN, rows_a_page=4),
    "pages_without_headers": replace(PLAIN, rows_a_page=6, repeat_header=False),
    "pages_by_blank_lines": replace(PLAIN, rows_a_page=5, page_end="\n\n\n"),
    "folio_with_hyphens": replace(PLAIN, rows_a_page=5, folio="- {} -"),
    "folio_with_dashes": replace(PLAIN, rows_a_page=5, folio="— {} —"),
    "folio_in_words": replace(PLAIN, rows_a_page=5, folio="第 {} 页 共 9 页"),
    "folio_bare": replace(PLAIN, rows_a_page=4, folio="{}"),
    "tail_in_a_later_sentence": replace(PLAIN, displaced=3),
    "long_tail_in_a_later_sentence": replace(PLAIN, displaced=9, label=9, spacing=2),
    "radicals": replace(PLAIN, radicals=True),
    "half_width_brackets": replace(PLAIN, half_width=True),
    "enumerated_with_commas": replace(PLAIN, enumerator="、"),
    "enumerated_with_wide_stops": replace(PLAIN, enumerator="．"),
    "enumerated_with_a_blank": replace(PLAIN, enumerator=". "),
    "other_spellings": replace(PLAIN, spellings=True),
    "title_in_two_lines": replace(PLAIN, title_lines=2),
    "title_in_three_lines": replace(PLAIN, title_lines=3),
    "everything_spoilt": replace(SPOILT, displaced=4, radicals=True, half_width=True, folio="{}"),
}


@pytest.mark.parametrize("accident", ACCIDENTS)
@pytest.mark.parametrize("form", [FORM, TOY], ids=["official", "toy"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_survives(form: Edition, accident: str, seed: int) -> None:
    style = ACCIDENTS[accident]
    if form is TOY:
        style = replace(style, displaced=0)
    report = sample(form, seed)
    found = outcome(report, form, style)
    assert not found.wrong
    assert not found.empty
    assert found.imported.report.organ.name == ORGAN
    assert found.imported.report.year == 2023
    assert found.imported.report.signature == report.signature


@pytest.mark.parametrize(
    "accident", sorted(set(ACCIDENTS) - {"half_width_brackets", "everything_spoilt"})
)
def test_every_sentence_survives(accident: str) -> None:
    report = sample(FORM, 3)
    found = outcome(report, FORM, ACCIDENTS[accident]).imported
    for text_id in FORM.texts:
        assert text_of(found.report, text_id) == text_of(report, text_id)


@pytest.mark.parametrize("width", [20, 26, 33])
@pytest.mark.parametrize("spacing", [1, 2])
def test_indented_paragraphs_come_back_one_by_one(width: int, spacing: int) -> None:
    report = sample(FORM, 4)
    style = replace(PLAIN, width=width, spacing=spacing, displaced=2)
    found = outcome(report, FORM, style).imported
    for text_id in FORM.texts:
        assert lines_of(found.report, text_id) == lines_of(report, text_id)


def test_the_title_may_stand_after_the_first_heading() -> None:
    report = sample(FORM, 5)
    report = report.replace(texts={k: v for k, v in report.texts.items() if k != FORM.preface})
    found = outcome(report, FORM, replace(PLAIN, title_after_heading=True))
    assert (found.wrong, found.empty) == ({}, ())
    assert found.imported.report.organ.name == ORGAN
    assert found.imported.report.year == 2023
    assert found.imported.report.texts == report.texts


styles = st.builds(
    Style,
    width=st.sampled_from([20, 24, 28, 40]),
    label=st.sampled_from([4, 5, 9, 14, 40]),
    spacing=st.sampled_from([1, 2]),
    indent=st.sampled_from(["    ", "　　", ""]),
    numbers=st.sampled_from(
        ["after", "beside", "inside", "before", "vertical", "pipes", "tabs", "column"]
    ),
    groups=st.sampled_from(["line", "vertical", "beside"]),
    rows_a_page=st.sampled_from([0, 3, 4, 9]),
    page_end=st.sampled_from(["\f", "\n\n", "\n\n\n"]),
    folio=st.sampled_from(["", "- {} -", "— {} —", "{}", "第 {} 页"]),
    repeat_header=st.booleans(),
    title_lines=st.sampled_from([1, 2, 3]),
    displaced=st.sampled_from([0, 0, 1, 2, 5]),
    spaced_labels=st.booleans(),
    radicals=st.booleans(),
    half_width=st.booleans(),
    enumerator=st.sampled_from([".", "、", "．", ". "]),
    spellings=st.booleans(),
)


@settings(max_examples=50)
@given(style=styles, seed=st.integers(0, 10_000), data=st.data())
def test_no_number_is_ever_put_in_the_wrong_cell(
    style: Style, seed: int, data: st.DataObject
) -> None:
    report = sample(FORM, seed)
    lost = data.draw(st.sets(st.sampled_from(sorted(FORM.cells)), max_size=6), label="lost")
    gone = data.draw(
        st.sets(st.sampled_from([row.id for row in FORM.tables[1].rows]), max_size=2), label="gone"
    )
    style = replace(style, drop=frozenset(lost), without_rows=frozenset(gone))
    if style.numbers == "column":
        style = replace(style, displaced=0)
    found = outcome(report, FORM, style)
    assert not found.wrong
    assert not found.unnamed


@settings(max_examples=50)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_lines_in_any_disorder_give_no_wrong_number(seed: int, data: st.DataObject) -> None:
    """Blocks of lines moved about: rows are known by their labels, not by their place."""
    report = sample(FORM, seed)
    lines = dump(report, FORM, replace(PLAIN, numbers="beside")).splitlines()
    dice = random.Random(seed)
    for _ in range(data.draw(st.integers(1, 3))):
        start, length = dice.randrange(len(lines)), dice.randint(1, 8)
        block = lines[start : start + length]
        del lines[start : start + length]
        place = dice.randrange(len(lines) + 1)
        lines[place:place] = block
    found = compare(report, FORM, import_text("\n".join(lines), FORM))
    assert not found.wrong


@settings(max_examples=50)
@given(seed=st.integers(0, 10_000), where=st.integers(0, 400), what=st.sampled_from("12345"))
def test_a_stray_page_number_changes_no_cell(seed: int, where: int, what: str) -> None:
    report = sample(FORM, seed)
    lines = dump(report, FORM, replace(PLAIN, label=9)).splitlines()
    lines.insert(where % len(lines), what)
    found = compare(report, FORM, import_text("\n".join(lines), FORM))
    assert not found.wrong
    repaired = [m for m in found.imported.source.marks.values() if m.kind is MarkKind.REPAIRED]
    assert len(found.empty) + len(repaired) <= 25
