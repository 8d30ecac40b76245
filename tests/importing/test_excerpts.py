"""What the source showed is kept beside what was read: bounded, and each cell leads to its row."""

from dataclasses import replace

import pytest

from gi_desktop.drafts.draft import Draft
from gi_desktop.drafts.file import encode_draft
from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.importing.excerpt import LONGEST, MOST_CELLS, MOST_CHARACTERS, MOST_ROWS
from gi_desktop.report.source import Mark, MarkKind, Source, open_cells
from gi_desktop.report.values import format_value
from tests.importing.dumps import PLAIN, SPOILT, Style, dump
from tests.importing.helpers import sample

FORM = current_edition()


@pytest.mark.parametrize("style", [PLAIN, SPOILT], ids=["plain", "spoilt"])
def test_a_cell_leads_to_the_row_it_was_read_from(style: Style) -> None:
    found = import_text(dump(sample(FORM), FORM, style), FORM)
    told = 0
    for cell, mark in found.source.marks.items():
        table = found.source.table(cell.split(".")[0])
        assert table is not None
        if mark.row is None or mark.kind is MarkKind.NOT_FOUND:
            continue
        told += 1
        text = " ".join(" ".join(row) for row in table.rows[mark.row :])
        assert format_value(found.report.stored(cell)) in text
    assert told > len(FORM.cells) // 2


def test_cells_beside_each_other_stay_apart_where_the_source_shows_borders() -> None:
    style = replace(PLAIN, numbers="tabs")
    source = import_text(dump(sample(FORM), FORM, style), FORM).source
    table = source.table("applications")
    assert table is not None
    row = source.marks["applications.received.natural"].row
    assert row is not None
    assert len(table.rows[row]) == 8


def test_what_is_kept_is_bounded() -> None:
    text = dump(sample(FORM), FORM, PLAIN)
    start = text.index("一、本年新收")
    crowded = (
        text[:start] + "9" * 300 + " 8" * 60 + "\n" + "一、本年新收政府信息公开申请数量\n" * 900
    )
    found = import_text(crowded + text[start:], FORM)
    for table in found.source.tables:
        assert len(table.rows) <= MOST_ROWS
        assert sum(len(cell) for row in table.rows for cell in row) <= MOST_CHARACTERS
        assert all(len(row) <= MOST_CELLS for row in table.rows)
        assert all(len(cell) <= LONGEST + 2 for row in table.rows for cell in row)
    draft = Draft(found.report, source=found.source)
    assert len(encode_draft(draft, FORM)) < 400_000


def test_doubtful_cells_come_first_until_they_were_looked_at() -> None:
    order = list(FORM.cells)
    marks = dict.fromkeys(order, Mark(kind=MarkKind.READ))
    marks[order[1]] = Mark(kind=MarkKind.REPAIRED, how="断行已接上")
    marks[order[5]] = Mark(kind=MarkKind.NOT_FOUND, how="原文没有这一行")
    source = Source(kind="text", marks=marks)
    assert open_cells(source, order) == [order[5], order[1]]
    looked = source.with_looked_at(order[5], order[5])
    assert looked.looked_at == (order[5],)
    assert open_cells(looked, order) == [order[1]]
    assert open_cells(Source(kind="json"), order) == []
