"""What an import says: few sentences, and no cell lost in them."""

import random

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.importing.notes import cell_notes
from gi_desktop.report.source import Mark, MarkKind, open_cells
from gi_desktop.report.values import Raw
from tests.importing.helpers import sample
from tests.importing.sources import source_of
from tests.importing.writing import as_markdown

FORM = current_edition()
TABLE = FORM.table("applications")
EMPTY = Mark(kind=MarkKind.NOT_FOUND, how="原文这一格是空的")


def _notes(rows: tuple[int, ...], *columns: str) -> list[str]:
    return cell_notes(
        FORM,
        {f"applications.{TABLE.rows[n].id}.{c}": EMPTY for n in rows for c in columns},
    )


def test_rows_with_the_same_cells_empty_are_one_sentence() -> None:
    assert _notes((0, 1), "natural", "business") == [
        (
            "表三“一、本年新收”“二、上年结转”行的“自然人”“商业企业”没有读到（原文这一格是空的），"
            "4 格留空，请对照原文填写。"
        )
    ]


def test_many_rows_are_named_from_the_first_to_the_last() -> None:
    (note,) = _notes(tuple(range(25)), "natural")
    assert note == (
        "表三“一、本年新收”至“四、结转下年度”行（共 25 行）的“自然人”没有读到"
        "（原文这一格是空的），25 格留空，请对照原文填写。"
    )


def test_rows_that_are_not_among_them_are_not_named_in_between() -> None:
    (note,) = _notes((*range(4), 6, 9, 10, 11), "natural")
    names = [row.name for row in TABLE.rows]
    assert f"“{names[0]}”至“{names[3]}”“{names[6]}”“{names[9]}”至“{names[11]}”行（共 8 行）" in note


def test_other_cells_have_a_sentence_of_their_own() -> None:
    marks = {
        f"applications.{TABLE.rows[n].id}.{column}": EMPTY
        for n, column in ((0, "natural"), (1, "natural"), (2, "business"))
    }
    assert len(cell_notes(FORM, marks)) == 2


def test_empty_cells_here_and_there_are_named_by_column_where_that_is_shorter() -> None:
    columns = ("natural", "business", "research", "other")
    marks = {
        f"applications.{TABLE.rows[n].id}.{column}": EMPTY
        for n in range(1, 12)
        for at, column in enumerate(columns)
        if n >> at & 1
    }
    notes = cell_notes(FORM, marks)
    assert len(notes) == len(columns)
    assert sum(int(note.split("，")[1].split()[0]) for note in notes) == len(marks)


@pytest.mark.parametrize("said", ["5件", "约5件", "/", "无", "12a"])
def test_what_is_no_number_is_kept_and_said(said: str) -> None:
    page = as_markdown(source_of(sample(FORM, 4), FORM), random.Random(5))
    (row,) = [line for line in page.split("\n") if line.startswith("| 行政许可")]
    label = row.split("|")[1]
    found = import_text(page.replace(row, f"|{label}| {said} |"), FORM)
    cell = "disclosure.licences.decisions"
    assert found.report.cells[cell] == Raw(said)
    assert found.source.marks[cell].is_doubtful
    assert found.notes == ("表二“行政许可”行：原文填的不是数，照原样留着，请改成数。",)
    assert open_cells(found.source, FORM.cells) == [cell]
