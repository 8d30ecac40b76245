"""Tables: the official grid at the width of the text, every number whole, rows high enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.document import page
from gi_desktop.document.blocks import TableBlock, TableCell, blocks
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.document.placing import place_table, split_rows, start_height
from gi_desktop.document.tables import LaidCell, LaidTable, column_widths, lay_out_table, line_pitch
from gi_desktop.form import Edition, LabelRole
from tests.document.samples import numbers, sample

ROOM = page.TEXT_HEIGHT - page.PITCH - page.TABLE_GAP
"""What one heading leaves of a page."""


def lay_out(form: Edition, table_id: str, fonts: FontSet, count: int = 12) -> LaidTable:
    report = sample(form, **numbers(form, count))
    found = next(b for b in blocks(report, form) if isinstance(b, TableBlock) and b.id == table_id)
    return lay_out_table(found, fonts, ROOM)


def long_table(rows: int, group: int, header: int = 2) -> TableBlock:
    """A table of so many rows under groups of ``group`` rows each, below a header."""
    cells = [
        TableCell(0, 0, header, 2, "说明", LabelRole.NOTE, centred=False),
        *(
            TableCell(row, 2, 1, 1, f"栏目{row}", LabelRole.HEADER, centred=True)
            for row in range(header)
        ),
    ]
    for row in range(header, rows):
        if (row - header) % group == 0:
            span = min(group, rows - row)
            name = f"第{row}组"
            cells.append(
                TableCell(row, 0, span, 1, f"{name}办理", LabelRole.GROUP, False, (name, "办理"))
            )
        cells.append(TableCell(row, 1, 1, 1, f"{row}.项目", LabelRole.ROW, centred=False))
        cells.append(TableCell(row, 2, 1, 1, str(row * 1000), None, centred=True))
    return TableBlock("long", tuple(cells), (1, 6, 4), rows, header)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=20))
def test_columns_fill_the_width_exactly_in_whole_twips(ratios: list[int]) -> None:
    widths = column_widths(ratios)
    assert sum(page.twips(width) for width in widths) == page.twips(page.TEXT_WIDTH)
    for width, ratio in zip(widths, ratios, strict=True):
        assert width == pytest.approx(page.TEXT_WIDTH * ratio / sum(ratios), abs=page.TWIP)


@pytest.mark.parametrize("count", [0, 12, 123456, 1234567, 12345678, 123456789012])
def test_the_official_tables_fit_one_page_and_no_number_is_split(
    form: Edition, fonts: FontSet, count: int
) -> None:
    for table in form.tables:
        laid = lay_out(form, table.id, fonts, count)
        assert laid.whole
        assert laid.height <= ROOM
        for cell in laid.cells:
            if cell.cell.role is None:
                assert len(cell.lines) == 1
                assert width_of(cell, fonts) <= inner_width(laid, cell)


def test_an_amount_with_eight_digits_and_four_decimals_keeps_the_full_size(
    form: Edition, fonts: FontSet
) -> None:
    report = sample(form, **numbers(form, 1, "12345678.1234"))
    found = next(b for b in blocks(report, form) if isinstance(b, TableBlock))
    laid = lay_out_table(found, fonts, ROOM)
    sizes = {cell.size for cell in laid.cells if cell.cell.text == "12345678.1234"}
    assert sizes == {10.5}


def width_of(cell: LaidCell, fonts: FontSet) -> float:
    return max((fonts.width(line, cell.role, cell.size) for line in cell.lines), default=0.0)


def inner_width(laid: LaidTable, cell: LaidCell) -> float:
    first = cell.cell.column
    columns = laid.columns[first : first + cell.cell.column_span]
    return sum(columns) - page.BORDER - 2 * cell.padding + 1e-6


def test_small_numbers_leave_the_table_at_full_size(form: Edition, fonts: FontSet) -> None:
    for table in form.tables:
        assert {cell.size for cell in lay_out(form, table.id, fonts).cells} == {10.5}


def test_long_numbers_step_the_table_down_to_the_least_legible_size_and_then_shrink_alone(
    form: Edition, fonts: FontSet
) -> None:
    laid = lay_out(form, "applications", fonts, 12345678)
    labels = {cell.size for cell in laid.cells if cell.cell.role}
    figures = {cell.size for cell in laid.cells if not cell.cell.role}
    (size,) = figures
    assert labels == {9.0}
    assert size < 9.0
    longest = max(
        (cell for cell in laid.cells if not cell.cell.role), key=lambda c: len(c.lines[0])
    )
    larger = fonts.width(longest.lines[0], Role.TABLE, size + 0.5)
    assert larger > inner_width(laid, longest)


@pytest.mark.parametrize("count", [12, 12345678])
def test_every_line_fits_its_cell_and_every_cell_its_rows(
    form: Edition, fonts: FontSet, count: int
) -> None:
    for table in form.tables:
        laid = lay_out(form, table.id, fonts, count)
        for cell in laid.cells:
            assert "".join(cell.lines) == cell.cell.text
            assert width_of(cell, fonts) <= inner_width(laid, cell)
            first = cell.cell.row
            height = sum(laid.rows[first : first + cell.cell.row_span])
            assert len(cell.lines) * cell.pitch <= height


def lines(laid: LaidTable, text: str) -> tuple[str, ...]:
    return next(cell.lines for cell in laid.cells if cell.cell.text == text)


def test_narrow_labels_break_where_a_typist_breaks_them(form: Edition, fonts: FontSet) -> None:
    laid = lay_out(form, "applications", fonts)
    assert lines(laid, "三、本年度办理结果") == ("三、", "本年度", "办理", "结果")
    assert lines(laid, "商业企业") == ("商业", "企业")
    assert lines(laid, "社会公益组织") == ("社会", "公益", "组织")
    assert lines(laid, "自然人") == ("自", "然", "人")
    assert lines(lay_out(form, "review", fonts), "尚未审结") == ("尚未", "审结")


def test_a_wide_cell_keeps_its_label_in_one_line(form: Edition, fonts: FontSet) -> None:
    assert lines(lay_out(form, "disclosure", fonts), "行政规范性文件") == ("行政规范性文件",)


def test_rows_are_whole_twips(form: Edition, fonts: FontSet) -> None:
    for height in lay_out(form, "applications", fonts).rows:
        assert height / page.TWIP == pytest.approx(round(height / page.TWIP), abs=1e-6)


# Placing ------------------------------------------------------------------------------------


def parts(laid: LaidTable, room: float) -> list[tuple[int, int]]:
    found, start = [], 0
    while start < len(laid.rows):
        end = split_rows(laid, start, room)
        assert end > start
        found.append((start, end))
        start = end
    return found


@pytest.mark.parametrize("rows, group", [(80, 10), (200, 3), (61, 59)])
def test_a_long_table_is_parted_between_rows_with_its_header_and_group_repeated(
    fonts: FontSet, rows: int, group: int
) -> None:
    laid = lay_out_table(long_table(rows, group), fonts, ROOM)
    assert not laid.whole
    pieces = parts(laid, page.TEXT_HEIGHT)
    assert len(pieces) > 1
    assert [pair[0] for pair in pieces[1:]] == [pair[1] for pair in pieces[:-1]]
    for start, end in pieces:
        part = place_table(laid, fonts, 0, page.TOP, (start, end))
        assert part.height <= page.TEXT_HEIGHT + 1e-3
        shown = [line.text for line in part.lines]
        assert shown.count("栏目0") == shown.count("栏目1") == 1
        body = [row for row in range(start, end) if row >= 2]
        assert [text for text in shown if text.endswith(".项目")] == [f"{r}.项目" for r in body]
        groups = {(row - 2) // group for row in body}
        assert shown.count("办理") == len(groups)


def test_no_part_is_too_low_for_the_group_label_it_repeats(fonts: FontSet) -> None:
    laid = lay_out_table(long_table(80, 10), fonts, ROOM)
    group = next(cell for cell in laid.cells if cell.cell.role is LabelRole.GROUP)
    for room in range(100, 640, 7):
        end = split_rows(laid, 0, room)
        inside = (end - 2) % 10
        if end and inside:
            assert min(inside, 10 - inside) * laid.rows[5] >= len(group.lines) * group.pitch


def test_a_table_begins_only_where_its_header_and_a_row_fit(fonts: FontSet) -> None:
    laid = lay_out_table(long_table(80, 1), fonts, ROOM)
    assert split_rows(laid, 0, sum(laid.rows[:2]) + 1) == 0
    assert split_rows(laid, 0, sum(laid.rows[:3]) + 1) == 3
    assert start_height(laid) == pytest.approx(sum(laid.rows[:3]) + page.BORDER)


def test_cells_stand_in_reading_order_within_their_borders(form: Edition, fonts: FontSet) -> None:
    laid = lay_out(form, "applications", fonts)
    part = place_table(laid, fonts, 4, 200.0, (0, len(laid.rows)))
    assert part.height == pytest.approx(laid.height)
    order = [line.cell for line in part.lines]
    assert order == sorted(order, key=lambda cell: cell or 0)
    assert {line.block for line in part.lines} == {4}
    for line in part.lines:
        assert 200 < line.y < 200 + part.height
        assert page.LEFT < line.pieces[0].x < page.LEFT + page.TEXT_WIDTH


def test_captions_are_shaded_over_the_whole_width(form: Edition, fonts: FontSet) -> None:
    laid = lay_out(form, "disclosure", fonts)
    part = place_table(laid, fonts, 0, 100.0, (0, len(laid.rows)))
    assert len(part.fills) == 4
    first = part.fills[0]
    assert (first.x, first.width) == pytest.approx((page.LEFT, page.TEXT_WIDTH))
    assert (first.y, first.height) == pytest.approx((100 + page.BORDER / 2, laid.rows[0]))
    assert first.colour == "C6D9F1"


def test_borders_surround_every_cell_once(form: Edition, fonts: FontSet) -> None:
    laid = lay_out(form, "review", fonts)
    part = place_table(laid, fonts, 0, 0.0, (0, 4))
    down = sorted({round(rule.x0, 3) for rule in part.rules if rule.x0 == rule.x1})
    assert down == pytest.approx([page.LEFT + edge for edge in laid.edges], abs=1e-3)
    across = [rule for rule in part.rules if rule.y0 == rule.y1]
    whole = [rule for rule in across if rule.x1 - rule.x0 > page.TEXT_WIDTH - 1]
    assert len(whole) == 4  # above, below, under 行政复议, above the numbers
    assert len(across) == 5  # and under 未经复议直接起诉


def test_line_pitch_is_in_whole_twips() -> None:
    assert line_pitch(10.5) == pytest.approx(13.1)


def test_the_note_is_set_in_kaiti(form: Edition, fonts: FontSet) -> None:
    laid = lay_out(form, "applications", fonts)
    assert {c.role for c in laid.cells if c.cell.role is LabelRole.NOTE} == {Role.LEVEL2}
    assert {c.role for c in laid.cells if c.cell.role is not LabelRole.NOTE} == {Role.TABLE}
