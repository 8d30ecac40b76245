"""Rows that go on on the next page, lines that lie on each other: the small rules of geometry."""

from collections.abc import Sequence

import pytest

from gi_desktop.importing.grids import Grid, SourceCell
from gi_desktop.importing.pdf_page import Char, Rule
from gi_desktop.importing.pdf_rows import Whole
from gi_desktop.importing.pdf_tables import find_tables

EDGES = (0.0, 60.0, 90.0, 120.0)


def whole(rows: Sequence[Sequence[str]], full: Sequence[int] = ()) -> Whole:
    cells = [
        SourceCell(row, column, text=text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
    ]
    return Whole(Grid(len(rows), 3, tuple(cells)), EDGES, frozenset(full))


def rows_of(found: Whole | None) -> list[tuple[str, ...]]:
    assert found is not None
    lines: dict[int, list[str]] = {}
    for cell in found.grid.cells:
        lines.setdefault(cell.row, []).append(cell.text)
    return [tuple(line) for line in lines.values()]


HEADER = ("项目", "自然人", "总计")


def test_a_row_that_the_page_cut_is_put_together() -> None:
    upper = whole([HEADER, ("8.属于行政", "17726", "10124")], full=[1, 2])
    found = upper.with_next(whole([HEADER, ("查询事项", "", "6"), ("（四）", "1", "2")]))
    assert rows_of(found) == [
        HEADER,
        ("8.属于行政\n查询事项", "17726", "101246"),
        HEADER,
        ("（四）", "1", "2"),
    ]


@pytest.mark.parametrize(
    "last, following, full",
    [
        (("1.甲", "", "5"), ("2.乙", "", "3"), [2]),  # a row with blanks begins
        (("1.甲", "0", "5"), ("", "", "3"), []),  # 5 does not fill its cell
        (("1.甲", "11", "12"), ("", "3", "4"), [1]),  # two rows, the label between them
        (HEADER, ("规章", "", "3"), [1, 2]),  # below a header
        (("1.甲", "0", "5"), ("", "", "三"), [2]),  # no number
        (("1.甲", "0", ""), ("", "", "3"), [1, 2]),  # nothing that could go on
    ],
)
def test_two_rows_stay_two(last: Sequence[str], following: Sequence[str], full: list[int]) -> None:
    found = whole([last], full).with_next(whole([following]))
    assert rows_of(found) == [tuple(last), tuple(following)]


def test_a_whole_row_of_rests_is_left_to_the_sums() -> None:
    """It may be a row of its own that has no label: the cells say two numbers each."""
    found = whole([("1.甲", "11", "12")], [1, 2]).with_next(whole([("", "3", "4")]))
    assert rows_of(found) == [("1.甲", "11\n3", "12\n4")]


def test_fewer_columns_are_placed_among_those_of_the_other_page() -> None:
    upper = Whole(
        Grid(1, 2, (SourceCell(0, 0, text="一"), SourceCell(0, 1, text="3"))),
        (0.0, 60.5, 121.0),
        frozenset(),
    )
    found = upper.with_next(whole([("（一）", "予以公开", "3")]))
    assert found is not None
    assert [(c.row, c.column, c.column_span) for c in found.grid.cells] == [
        (0, 0, 1),
        (0, 1, 2),
        (1, 0, 1),
        (1, 1, 1),
        (1, 2, 1),
    ]


def test_other_columns_are_another_table() -> None:
    other = Whole(Grid(1, 1, (SourceCell(0, 0, text="一"),)), (0.0, 100.0), frozenset())
    assert whole([HEADER]).with_next(other) is None


def frame(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    across = [Rule(True, y, xs[0], xs[-1]) for y in ys]
    return across + [Rule(False, x, ys[0], ys[-1]) for x in xs]


def letter(text: str, left: float, base: float, wide: float = 6.0) -> Char:
    return Char(text, left, base - 9, left + wide, base + 1, base)


def word(text: str, left: float, base: float) -> list[Char]:
    return [letter(one, left + 6 * place, base) for place, one in enumerate(text)]


def texts(chars: Sequence[Char], rules: Sequence[Rule]) -> list[list[str]]:
    return [[cell.text for cell in table.grid.cells] for table in find_tables(chars, rules)]


def test_lines_of_two_tables_at_one_place_are_two() -> None:
    """The lower one's comes first where it lies a little further left."""
    rules = frame((0, 50.2, 100), (0, 20, 40)) + frame((0, 50, 100), (200, 220, 240))
    chars = [*word("11", 10, 12), *word("22", 60, 12), *word("33", 10, 212), *word("44", 60, 212)]
    assert texts(chars, rules) == [["11", "22", "", ""], ["33", "44", "", ""]]


def test_cells_are_joined_where_no_line_parts_them() -> None:
    rules = [*frame((0, 100), (0, 20, 40)), Rule(False, 50, 20, 40)]
    chars = [*word("123", 40, 12), *word("4", 10, 32), *word("5", 60, 32)]
    (table,) = find_tables(chars, rules)
    assert [(c.text, c.column_span) for c in table.grid.cells] == [("123", 2), ("4", 1), ("5", 1)]


def test_a_frame_around_a_paragraph_is_no_table() -> None:
    assert texts(word("12", 10, 12), frame((0, 100), (0, 40))) == []


@pytest.mark.parametrize(
    "chars",
    [
        [*word("1", 60, 12), *word("2", 60, 32)],  # no line between two rows
        [*word("1", 55, 12), *word("2", 90, 12)],  # nor between two columns
        word("123456789", 30, 12),  # a number runs over the line
    ],
)
def test_numbers_that_the_lines_do_not_part_make_no_table(chars: list[Char]) -> None:
    assert texts(chars, frame((0, 50, 130), (0, 40))) == []


def test_a_number_wrapped_in_its_cell_is_one() -> None:
    chars = [*word("128", 53, 12), *word("35", 53, 24)]
    assert texts(chars, frame((0, 50, 75), (0, 40))) == [["", "12835"]]
