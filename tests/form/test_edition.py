"""What an edition must be, and that what is declared wrongly is refused."""

from dataclasses import replace

import pytest

from gi_desktop.form import (
    Balance,
    Column,
    Edition,
    Field,
    FormError,
    Kind,
    Label,
    LabelRole,
    Row,
    Section,
    Table,
    Term,
    Total,
    UnknownEditionError,
    current_edition,
    edition,
)
from gi_desktop.form.editions import edition_ids
from gi_desktop.form.model import Span, lay_out, split_address
from tests.toy import TOY

FORMS = [*map(edition, edition_ids()), TOY]
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


# Every edition ------------------------------------------------------------------------------


@every_form
def test_every_row_and_section_is_explained(form: Edition) -> None:
    missing = [row.id for table in form.tables for row in table.rows if not row.help.text]
    missing += [section.id for section in form.sections if not section.help.text]
    assert missing == []


@every_form
def test_law_is_named_by_document_and_article_or_marked_unverified(form: Edition) -> None:
    for table in form.tables:
        for row in table.rows:
            if row.help.basis:
                assert "《" in row.help.basis or "〔" in row.help.basis


@every_form
def test_rows_columns_and_cells_bear_names_of_their_own(form: Edition) -> None:
    for table in form.tables:
        for names in (
            [row.id for row in table.rows],
            [row.name for row in table.rows],
            [row.full_name for row in table.rows],
            [column.id for column in table.columns],
            [column.label for column in table.columns],
            [spec.name for spec in table.cells],
        ):
            assert len(names) == len(set(names))


@every_form
def test_no_accepted_spelling_means_two_things(form: Edition) -> None:
    for table in form.tables:
        # 其他 heads a column and stands, numbered, in a row; within one axis nothing repeats.
        rows = [
            s for row in table.rows for s in (" ".join((*row.group, row.label)), *row.spellings)
        ]
        columns = [s for column in table.columns for s in (column.label, *column.spellings)]
        assert len(rows) == len(set(rows))
        assert len(columns) == len(set(columns))
        assert all((*rows, *columns))
    headings = [s for section in form.sections for s in (section.heading, *section.spellings)]
    assert len(headings) == len(set(headings))


@every_form
def test_the_typists_line_breaks_leave_the_label_as_it_is(form: Edition) -> None:
    for table in form.tables:
        for cell in table.grid:
            if isinstance(cell.content, Label) and cell.content.lines:
                assert "".join(cell.content.lines) == cell.content.text


@every_form
def test_the_grid_is_covered_once_without_gaps(form: Edition) -> None:
    for table in form.tables:
        rows, columns = table.shape
        covered = [
            (cell.row + down, cell.column + right)
            for cell in table.grid
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        assert sorted(covered) == [
            (row, column) for row in range(rows) for column in range(columns)
        ]


@every_form
def test_header_rows_hold_no_cell_to_fill_in(form: Edition) -> None:
    for table in form.tables:
        top = [cell.row for cell in table.grid if isinstance(cell.content, Field)]
        assert min(top) >= table.header_rows


@every_form
def test_totals_are_summed_in_an_order_that_works(form: Edition) -> None:
    ready = {spec.address for spec in form.inputs}
    for total in form.derived.values():
        assert ready.issuperset(total.addends)
        assert total.cell not in ready
        ready.add(total.cell)
    assert ready == set(form.cells)


@every_form
def test_relations_stay_among_cells_of_one_kind(form: Edition) -> None:
    for total in form.totals:
        assert len({form.kind(cell) for cell in (total.cell, *total.addends)}) == 1
        assert total.place
        assert total.sum_name
        assert total.total_name
    for balance in form.balances:
        assert len({form.kind(cell) for cell in balance.cells}) == 1
        assert len(set(balance.cells)) == len(balance.cells)


@every_form
def test_every_part_can_be_found(form: Edition) -> None:
    for section in form.sections:
        if section.text:
            assert form.section_of_text(section.text) is section
        else:
            assert form.section_of_table(section.table) is section
            assert form.table(section.table).id == section.table
        assert section.heading.startswith(f"{section.ordinal}、")
    assert form.section_of_text(form.preface) is None
    assert form.texts[0] == form.preface
    for table in form.tables:
        assert set(table.by_address) == {spec.address for spec in table.cells}


def test_the_current_edition_is_the_latest_and_found_by_its_id() -> None:
    assert current_edition() is edition("2021")
    assert edition_ids()[-1] == "2021"


@pytest.mark.parametrize("unknown", ["1999", "", "2021/..", "model", "toy"])
def test_an_unknown_edition_is_no_edition(unknown: str) -> None:
    with pytest.raises(UnknownEditionError):
        edition(unknown)


def test_the_cells_of_the_current_form() -> None:
    form = current_edition()
    assert len(form.cells) == 10 + 25 * 7 + 15
    assert len(form.inputs) == len(form.cells) - 25 - 6 - 3
    assert [spec.address for spec in form.cells.values() if spec.kind is Kind.AMOUNT] == [
        "disclosure.fees.amount"
    ]
    assert form.derived["applications.total.total"].addends[0] == "applications.total.natural"
    assert len(form.balances) == 7


# Refused ------------------------------------------------------------------------------------

ROW, COLUMN, OTHER = Row("r", "行", "行"), Column("c", "列"), Column("d", "丁")


def small_table(**changes: object) -> Table:
    spans = [[Span(Field("t.r.c")), Span(Field("t.r.d"))]]
    table = Table("t", "表一", "件", (ROW,), (COLUMN, OTHER), lay_out(spans, 2), (1, 1))
    return replace(table, **changes)  # type: ignore[arg-type]  # fields by name


def small_form(table: Table, *sections: Section) -> Edition:
    return Edition("x", "x", "x", sections or (Section("s", "一、s", "s", table="t"),), (table,))


def total(cell: str, *addends: str, derives: bool = True) -> Total:
    return Total("row_total", cell, addends, "行", "合计", "总计", derives)


def test_a_small_form_is_sound() -> None:
    assert list(small_form(small_table()).cells) == ["t.r.c", "t.r.d"]


@pytest.mark.parametrize(
    "sections",
    [
        (Section("s", "一、s", "s"),),
        (Section("s", "一、s", "s", text="x", table="t"),),
        (Section("s", "一、s", "s", table="nowhere"),),
    ],
)
def test_a_section_holds_either_a_text_or_a_known_table(sections: tuple[Section, ...]) -> None:
    with pytest.raises(FormError, match="section s"):
        small_form(small_table(), *sections)


@pytest.mark.parametrize("field", ["t.r.x", "t.x.c", "u.r.c"])
def test_a_field_must_be_a_cell_of_its_table(field: str) -> None:
    grid = lay_out([[Span(Field(field)), Span(Field("t.r.d"))]], 2)
    with pytest.raises(FormError, match="is no cell of t"):
        small_form(small_table(grid=grid))


def test_a_cell_stands_once() -> None:
    grid = lay_out([[Span(Field("t.r.c")), Span(Field("t.r.c"))]], 2)
    with pytest.raises(FormError, match="declared twice"):
        small_form(small_table(grid=grid))


@pytest.mark.parametrize(
    "totals, fault",
    [
        ((total("t.r.d", "t.r.c"), total("t.r.d", "t.r.c")), "derived twice"),
        ((total("t.r.d", "t.r.d"),), "summed before"),
        ((total("t.r.d", "t.r.c"), total("t.r.c", "t.r.d")), "summed before"),
        ((total("t.r.d", "t.r.x"),), "unknown cell"),
    ],
)
def test_totals_that_cannot_be_worked_out(totals: tuple[Total, ...], fault: str) -> None:
    with pytest.raises(FormError, match=fault):
        small_form(small_table(totals=totals))


@pytest.mark.parametrize(
    "totals", [(total("t.r.x", "t.r.c", derives=False),), (total("t.r.c", "t.r.x", derives=False),)]
)
def test_a_checked_sum_names_known_cells(totals: tuple[Total, ...]) -> None:
    with pytest.raises(FormError, match="unknown cell"):
        small_form(small_table(totals=totals))


def test_a_balance_names_known_cells() -> None:
    balance = Balance("balance", "表一", (Term("t.r.c", "一"),), (Term("t.r.x", "二"),))
    with pytest.raises(FormError, match="unknown cell"):
        small_form(small_table(balances=(balance,)))


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d"])
def test_an_address_has_three_parts(text: str) -> None:
    with pytest.raises(FormError, match="no address"):
        split_address(text)


def test_a_grid_without_room_or_with_holes_is_refused() -> None:
    def label(rows: int = 1, columns: int = 1) -> Span:
        return Span(Label("x", LabelRole.HEADER), rows, columns)

    placed = lay_out([[label(rows=2), label()], [label()]], 2)
    assert [(cell.row, cell.column) for cell in placed] == [(0, 0), (0, 1), (1, 1)]
    with pytest.raises(FormError, match="does not fit"):
        lay_out([[label(columns=3)]], 2)
    with pytest.raises(FormError, match="does not fit"):
        lay_out([[label(), label(rows=2)], [label(columns=2)]], 2)
    with pytest.raises(FormError, match="holes"):
        lay_out([[label()]], 2)
    with pytest.raises(FormError, match="holes"):
        lay_out([[label(rows=2), label()]], 2)
