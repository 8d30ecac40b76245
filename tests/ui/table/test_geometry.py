import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import Label, LabelRole, Table, current_edition
from gi_desktop.ui.table.geometry import column_widths, label_text, row_heights
from tests.toy import TOY

TABLES = (*current_edition().tables, *TOY.tables)


def advance(text: str) -> int:
    """Digits 7 px, everything else 13 px wide."""
    return sum(7 if char.isdigit() else 13 for char in text)


@given(st.sampled_from(TABLES), st.integers(60, 4000))
def test_columns_fill_the_width_exactly(table: Table, available: int) -> None:
    widths = column_widths(table, available, advance, 6)
    assert sum(widths) == available
    assert min(widths) > 0


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_no_column_vanishes_however_narrow_the_page(table: Table) -> None:
    assert all(min(column_widths(table, width, advance, 6)) > 0 for width in range(60, 300))


def test_numbers_of_eight_digits_have_room_on_a_small_screen() -> None:
    widths = column_widths(current_edition().table("applications"), 796, advance, 6)
    assert min(widths[3:]) >= advance("12345678") + 2 * 6
    assert widths[2] > widths[1] > widths[0]  # the labels keep the order of their ratios
    assert len(set(widths[3:])) <= 2


def test_on_a_narrower_page_numbers_give_way_before_labels_do() -> None:
    table = current_edition().table("applications")
    widths = column_widths(table, 560, advance, 3)
    assert advance("1234") < min(widths[3:]) < advance("12345678")
    assert widths[0] >= advance("本年度")
    assert widths[1] >= advance("不予公开")
    assert widths[2] >= advance("3.危及“三安全")


def test_on_the_narrowest_page_what_numbers_a_label_is_not_broken() -> None:
    widths = column_widths(current_edition().table("applications"), 318, advance, 4)
    assert widths[0] >= advance("三、") + 2 * 4
    assert widths[1] >= advance("（三）") + 2 * 4
    assert widths[2] >= advance("2.其他") + 2 * 4
    assert min(widths[3:]) >= advance("12") + 4


def test_ratios_hold_where_there_is_room() -> None:
    table = current_edition().table("applications")
    widths = column_widths(table, 4000, advance, 6)
    ratios = [width / ratio for width, ratio in zip(widths, table.widths, strict=True)]
    assert max(ratios) - min(ratios) < 0.01


def test_fifteen_columns_share_what_there_is() -> None:
    widths = column_widths(current_edition().table("review"), 808, advance, 3)
    assert max(widths) - min(widths) <= 1


@pytest.mark.parametrize("width, shown", [(71, "社会公益\n组织"), (200, "社会公益组织")])
def test_a_label_is_broken_as_the_form_does_where_it_is_narrow(width: int, shown: str) -> None:
    label = Label("社会公益组织", LabelRole.HEADER, ("社会公益", "组织"))
    assert label_text(label, width, advance) == shown


def test_rows_grow_with_their_labels_and_merged_ones_share() -> None:
    table = TOY.table("letters")

    def height(label: Label, width: int) -> int:
        return {LabelRole.NOTE: 70, LabelRole.GROUP: 61}.get(label.role, 20)

    assert row_heights(table, [100] * 5, 25, height) == [35, 35, 25, 30, 31, 25]
