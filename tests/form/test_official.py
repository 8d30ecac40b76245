"""The declared grids are those of the official form, cell by cell."""

from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl, CT_Tc

from gi_desktop.form import Field, GridCell, Label, Table, current_edition

FORM = current_edition()
TABLES = [table.id for table in FORM.tables]


@dataclass(frozen=True)
class Printed:
    """One cell as the official document has it; ``text`` is empty where it is filled in."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def printed(table: CT_Tbl) -> list[Printed]:
    """The physical cells of a Word table, vertical merges put together."""
    found: dict[tuple[int, int], Printed] = {}
    above: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(table.tr_lst):
        column = 0
        for cell in line.tc_lst:
            if cell.vMerge == "continue":
                start = above[column]
                upper = found[start]
                found[start] = Printed(
                    *start, upper.row_span + 1, upper.column_span, upper.text + text_of(cell)
                )
            else:
                found[row, column] = Printed(row, column, 1, cell.grid_span, text_of(cell))
                above[column] = (row, column)
            column += cell.grid_span
    return sorted(found.values(), key=lambda cell: (cell.row, cell.column))


def text_of(cell: CT_Tc) -> str:
    return "".join(part.text or "" for part in cell.iter(qn("w:t"))).strip()


def declared(table: Table) -> list[Printed]:
    def text(cell: GridCell) -> str:
        return cell.content.text if isinstance(cell.content, Label) else ""

    cells = [Printed(c.row, c.column, c.row_span, c.column_span, text(c)) for c in table.grid]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


@pytest.fixture(scope="module")
def official(official_template: Path) -> dict[str, CT_Tbl]:
    tables = docx.Document(str(official_template)).tables
    assert len(tables) == len(TABLES)
    return {name: table._tbl for name, table in zip(TABLES, tables, strict=True)}


@pytest.mark.parametrize("name", TABLES)
def test_rows_columns_spans_and_labels(name: str, official: dict[str, CT_Tbl]) -> None:
    table = FORM.table(name)
    assert declared(table) == printed(official[name])


@pytest.mark.parametrize("name", TABLES)
def test_what_is_blank_on_the_form_is_filled_in(name: str, official: dict[str, CT_Tbl]) -> None:
    blank = {(c.row, c.column) for c in printed(official[name]) if not c.text}
    fields = {(c.row, c.column) for c in FORM.table(name).grid if isinstance(c.content, Field)}
    assert fields == blank


@pytest.mark.parametrize("name", TABLES)
def test_width_ratios(name: str, official: dict[str, CT_Tbl]) -> None:
    columns = official[name].tblGrid.gridCol_lst
    twips = [int(column.get(qn("w:w"), "0")) for column in columns]
    ours = FORM.table(name).widths
    assert len(ours) == len(twips)
    for width, official_width in zip(ours, twips, strict=True):
        assert width / sum(ours) == pytest.approx(official_width / sum(twips), abs=0.001)


def test_headings_and_hints_stand_in_the_order_of_the_form(official_template: Path) -> None:
    texts = [p.text.strip() for p in docx.Document(str(official_template)).paragraphs]
    expected = [part for s in FORM.sections for part in (s.heading, s.hint) if part]
    assert [text for text in texts if text][1:] == expected
    assert FORM.document_type in texts[1]
