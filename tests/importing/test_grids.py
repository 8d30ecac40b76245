"""Grids: cells are placed as HTML places them, and never more than a form could need."""

import pytest

from gi_desktop.importing import ImportFailedError
from gi_desktop.importing.grids import (
    MOST_COLUMNS,
    MOST_PLACES,
    MOST_ROWS,
    SourceCell,
    Span,
    grid_lines,
    lay_out,
    make_grid,
)


def test_spans_push_the_cells_after_them() -> None:
    grid = lay_out(
        [
            [Span("a", rows=2), Span("b", columns=2)],
            [Span("c"), Span("d")],
        ]
    )
    assert (grid.rows, grid.columns) == (2, 3)
    assert [(c.text, c.row, c.column) for c in grid.cells] == [
        ("a", 0, 0),
        ("b", 0, 1),
        ("c", 1, 1),
        ("d", 1, 2),
    ]
    assert [cell.text for cell in grid.by_row[1]] == ["a", "c", "d"]


def test_a_row_that_lacks_a_cell_is_not_full() -> None:
    grid = lay_out([[Span("a"), Span("b"), Span("c")], [Span("d"), Span("e")]])
    assert [grid.is_full(row) for row in range(2)] == [True, False]


def test_a_span_reaches_no_further_than_the_table_and_the_next_cell() -> None:
    grid = lay_out(
        [
            [Span("a"), Span("b", rows=10**9), Span("c", columns=10**9)],
            [Span("d", columns=10**9), Span("e")],
        ]
    )
    assert grid.rows == 2
    assert {cell.text: (cell.row_span, cell.column) for cell in grid.cells} == {
        "a": (1, 0),
        "b": (2, 1),
        "c": (1, 2),
        "d": (1, 0),
        "e": (1, 2),
    }


@pytest.mark.parametrize(
    "lines",
    [
        [[Span("0")]] * (MOST_ROWS + 1),
        [[Span("0")] * (MOST_COLUMNS + 1)],
        [[Span("0", columns=MOST_COLUMNS)]] * (MOST_PLACES // MOST_COLUMNS + 1),
    ],
    ids=["rows", "columns", "places"],
)
def test_a_table_that_is_none_of_a_report_is_refused(lines: list[list[Span]]) -> None:
    with pytest.raises(ImportFailedError, match="表格太大"):
        lay_out(lines)


def test_columns_that_no_cell_begins_in_are_left_out() -> None:
    grid = make_grid([SourceCell(0, 0, 1, 7, "a"), SourceCell(1, 3, 1, 4, "b")])
    assert grid.columns == 2
    assert [(c.column, c.column_span) for c in grid.cells] == [(0, 2), (1, 1)]


def test_a_row_of_one_text_alone_may_be_a_heading() -> None:
    grid = lay_out([[Span("三、收到 和处理", columns=2)], [Span("a\nb"), Span("")], [Span("")]])
    lines = list(grid_lines(grid, 4, page=2))
    assert [(line.text, line.cells, line.grid_row) for line in lines] == [
        ("三、收到和处理", None, (4, 0)),
        ("ab", ("ab", ""), (4, 1)),
    ]
    assert {line.page for line in lines} == {2}
