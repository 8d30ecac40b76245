"""Numbers that a dump has torn from their labels: placed by their order, proved by the sums."""

import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.report.model import Report
from gi_desktop.report.source import MarkKind
from tests.importing.dumps import PLAIN, dump, truth
from tests.importing.helpers import Outcome, compare, sample

FORM = current_edition()
TABLE = FORM.table("applications")
ROWS = [[f"applications.{row.id}.{column.id}" for column in TABLE.columns] for row in TABLE.rows]
Numbers = list[list[int]]


def numbers_of(report: Report) -> Numbers:
    true = truth(report, FORM)
    return [[value for cell in row if isinstance(value := true[cell], int)] for row in ROWS]


def by_row(rows: Numbers) -> list[int]:
    return [number for row in rows for number in row]


def by_column(rows: Numbers) -> list[int]:
    return [row[column] for column in range(len(rows[0])) for row in rows]


def first_column_last(rows: Numbers) -> list[int]:
    return by_column([[*row[1:], row[0]] for row in rows])


def scattered(rows: Numbers, dice: random.Random) -> list[int]:
    """What no order explains."""
    found = by_row(rows)
    dice.shuffle(found)
    return found


def torn_columns(rows: Numbers, dice: random.Random) -> list[int]:
    """By column, a few cells of one torn out and standing elsewhere."""
    found = by_column(rows)
    start, count = dice.randrange(len(found)), dice.randint(1, 2)
    cells = found[start : start + count]
    del found[start : start + count]
    place = dice.choice([0, len(found), dice.randrange(len(found) + 1)])
    return [*found[:place], *cells, *found[place:]]


def pages(lengths: Sequence[int]) -> Iterator[slice]:
    start = 0
    for length in lengths:
        yield slice(start, start + length)
        start += length


def torn(report: Report, blocks: Sequence[Sequence[str]]) -> str:
    """The dump of a report whose third table has all its labels first, then these lines."""
    lines = dump(report, FORM, PLAIN).splitlines()
    start = lines.index(FORM.section_of_table("applications").heading) + 1
    end = lines.index(FORM.section_of_table("review").heading)
    labels = [line for line in lines[start:end] if not line[:1].isdigit() or "." in line[:2]]
    numbers = [line for block in blocks for line in block]
    return "\n".join([*lines[:start], *labels, *numbers, *lines[end:]])


def read(report: Report, text: str) -> Outcome:
    return compare(report, FORM, import_text(text, FORM))


def strings(numbers: Sequence[int]) -> list[str]:
    return [str(number) for number in numbers]


WAYS = {"rows": by_row, "columns": by_column, "first column last": first_column_last}
SPOILT = {"scattered": scattered, "torn columns": torn_columns}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_apart_from_their_labels_are_placed_by_their_order(way: str, seed: int) -> None:
    report = sample(FORM, seed)
    found = read(report, torn(report, [strings(WAYS[way](numbers_of(report)))]))
    assert (found.wrong, found.empty) == ({}, ())
    mark = found.imported.source.marks["applications.granted.natural"]
    assert mark.kind is MarkKind.REPAIRED
    assert "按先后次序对应" in mark.how


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_some_rows_may_stand_by_row_and_others_by_column(seed: int) -> None:
    report = sample(FORM, seed)
    rows = numbers_of(report)
    parts = [by_row(rows[:3]), by_column(rows[3:12]), by_row(rows[12:20]), by_column(rows[20:])]
    found = read(report, torn(report, [strings(part) for part in parts]))
    assert (found.wrong, found.empty) == ({}, ())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_page_numbers_and_numbers_cut_in_two_may_stand_among_them(seed: int) -> None:
    report = sample(FORM, seed)
    rows = [[1037 * number for number in row] for row in numbers_of(report)]
    larger = {cell: 1037 * v if isinstance(v, int) else v for cell, v in report.cells.items()}
    report = report.replace(cells=larger)
    first, last = (
        [piece for n in by_row(part) for piece in (str(n)[:4], str(n)[4:]) if piece]
        for part in (rows[:10], rows[10:])
    )
    found = read(report, torn(report, [[*first, "2"], [*last, "3"]]))
    assert (found.wrong, found.empty) == ({}, ())


def test_numbers_in_front_of_their_labels_are_not_read_behind_them() -> None:
    """Rows shifted by one keep all their sums; only the count from the first row on tells."""
    report = sample(FORM, 5)
    lines = dump(report, FORM, PLAIN).splitlines()
    names = [row.name.rpartition("）")[2] for row in TABLE.rows]
    for name in names[4:20]:
        place = next(at for at, line in enumerate(lines) if line.endswith(name) and name)
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    found = read(report, "\n".join(lines))
    assert (found.wrong, found.empty) == ({}, ())


def test_where_a_label_is_missing_the_order_tells_nothing() -> None:
    report = sample(FORM, 1)
    text = torn(report, [strings(by_row(numbers_of(report)))])
    found = read(report, text.replace("7.属于行政执法案卷", "7.其他应当保密的信息"))
    assert found.wrong == {}
    assert {cell for row in ROWS for cell in row} <= set(found.empty)


@pytest.mark.parametrize("fault", ["total", "natural"])
def test_a_report_that_does_not_add_up_is_read_but_for_the_false_row(fault: str) -> None:
    """A false total in one row, and with it false sums across rows."""
    report = sample(FORM, 2)
    cell = f"applications.granted.{fault}"
    rows = numbers_of(report)
    row, column = 2, [column.id for column in TABLE.columns].index(fault)
    rows[row][column] += 7
    text = torn(report, [strings(by_row(rows))])
    found = read(report, text)
    assert found.wrong == {}
    assert {cell.rsplit(".", 1)[0] for cell in found.empty} == {"applications.granted"}
    assert found.imported.source.marks[cell].kind is MarkKind.NOT_FOUND


def test_a_balance_that_is_false_keeps_no_row_from_being_read() -> None:
    report = sample(FORM, 2)
    report = report.replace(cells={**report.cells, "applications.received.natural": 9_999})
    found = read(report, torn(report, [strings(by_row(numbers_of(report)))]))
    assert (found.wrong, found.empty) == ({}, ())


def test_thousands_may_be_parted() -> None:
    report = sample(FORM, 1)
    larger = {cell: 1037 * v if isinstance(v, int) else v for cell, v in report.cells.items()}
    report = report.replace(cells=larger)
    numbers = [f"{1037 * number:,}" for row in numbers_of(sample(FORM, 1)) for number in row]
    found = read(report, torn(report, [numbers]))
    assert (found.wrong, found.empty) == ({}, ())


@pytest.mark.parametrize("number", ["1" * 300, "11", "1"])
def test_endless_numbers_are_given_up(number: str) -> None:
    """As many ways as anyone likes: bounded by count."""
    report = sample(FORM, 1)
    found = import_text(torn(report, [[number] * 290]), FORM)
    assert not any(cell.startswith("applications.") for cell in found.report.cells)


def test_columns_in_another_order_are_not_read_by_their_order() -> None:
    report = sample(FORM, 1)
    text = torn(report, [strings(by_column(numbers_of(report)))])
    text = text.replace("商业企业", "某").replace("科研机构", "商业企业").replace("某", "科研机构")
    found = read(report, text)
    assert found.wrong == {}
    assert {cell for row in ROWS for cell in row} <= set(found.empty)


@pytest.mark.parametrize("apart", [True, False])
def test_numbers_and_headings_of_their_columns_may_alternate_in_order(*, apart: bool) -> None:
    """One cell a line, a heading's number right after it: as on the form, or it stays empty."""
    review = [cell for cell in FORM.cells if cell.startswith("review.")]
    report = sample(FORM, 4)
    lines = dump(report, FORM, PLAIN).splitlines()
    start = lines.index(FORM.section_of_table("review").heading) + 1
    end = lines.index(FORM.sections[4].heading)
    true = truth(report, FORM)
    names = [FORM.cells[cell].column.label for cell in review]
    if apart:
        names[1], names[2] = names[2], names[1]
    pairs = [
        line for name, cell in zip(names, review, strict=True) for line in (name, str(true[cell]))
    ]
    text = "\n".join([*lines[:start], "行政复议", "行政诉讼", *pairs, *lines[end:]])
    found = read(report, text)
    assert found.wrong == {}
    assert set(found.empty) == (set(review) if apart else set())


def test_a_cell_torn_from_its_column_leaves_the_rows_open_that_it_shifts() -> None:
    """A page of zeros but for one request: six rows by column, the last of the first column last."""
    nothing = dict.fromkeys((cell for cell in FORM.cells if cell not in FORM.derived), 0)
    ones = dict.fromkeys(
        (f"applications.{row}.legal_service" for row in ("received", "refused_query")), 1
    )
    report = sample(FORM, 1).replace(cells={**nothing, **ones})
    rows = numbers_of(report)
    columns = by_column(rows[7:13])
    page = [*columns[:5], *columns[6:], columns[5]]
    text = torn(report, [strings(part) for part in (by_row(rows[:7]), page, by_row(rows[13:]))])
    found = read(report, text)
    assert found.wrong == {}
    assert found.unnamed == ()
    assert {cell.rpartition(".")[2] for cell in found.empty} == {"legal_service", "total"}
    assert found.imported.report.stored("applications.refused_query.natural") == 0


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    largest=st.sampled_from([0, 1, 2, 30]),
    ways=st.lists(st.sampled_from([*WAYS, *SPOILT]), min_size=4, max_size=4),
    lengths=st.permutations([2, 5, 8, 10]),
    folio=st.booleans(),
)
def test_no_order_of_numbers_puts_one_into_the_wrong_cell(
    *, seed: int, largest: int, ways: list[str], lengths: list[int], folio: bool
) -> None:
    report = sample(FORM, seed, largest)
    dice = random.Random(seed)
    rows = numbers_of(report)
    blocks = []
    for page, (way, part) in enumerate(zip(ways, pages(lengths), strict=True)):
        order = SPOILT[way](rows[part], dice) if way in SPOILT else WAYS[way](rows[part])
        blocks.append([*strings(order), *([str(page + 2)] if folio else [])])
    found = read(report, torn(report, blocks))
    assert found.wrong == {}
    assert found.unnamed == ()
