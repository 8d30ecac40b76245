"""Which cells a block holds: merged cells are whole, labels are passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import Table, current_edition
from gi_desktop.ui.table.blocks import Blocks
from tests.toy import TOY

TABLES = [*current_edition().tables, *TOY.tables]
LETTERS = TOY.table("letters")


def test_a_block_is_the_rectangle_between_two_cells() -> None:
    block = Blocks(LETTERS).around(("letters.answered.mail", "letters.received.paper"))
    assert block.cells == (
        "letters.received.paper",
        "letters.received.mail",
        "letters.answered.paper",
        "letters.answered.mail",
    )
    assert (block.top, block.left, block.bottom, block.right) == (2, 2, 3, 3)


def test_a_merged_cell_is_in_it_as_a_whole_and_draws_in_what_stands_over_it() -> None:
    block = Blocks(LETTERS).around(("letters.open.mail", "letters.postage.amount"))
    assert (block.left, block.right) == (2, 4)
    assert "letters.open.paper" in block.cells
    assert "letters.open.total" in block.cells


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_the_block_of_all_cells_holds_them_all(table: Table) -> None:
    assert set(Blocks(table).whole().cells) == set(table.by_address)


def test_there_is_no_block_of_nothing() -> None:
    with pytest.raises(ValueError, match="empty"):
        Blocks(LETTERS).around(())


@given(st.data(), st.sampled_from(TABLES))
def test_a_block_is_closed(data: st.DataObject, table: Table) -> None:
    cells = data.draw(st.lists(st.sampled_from(sorted(table.by_address)), min_size=1, max_size=3))
    blocks = Blocks(table)
    block = blocks.around(cells)
    assert set(cells) <= set(block.cells)
    assert blocks.around(block.cells) == block
    for cell in block.cells:
        place = table.by_address[cell]
        assert block.top <= place.row
        assert place.row + place.row_span - 1 <= block.bottom
        assert block.left <= place.column
        assert place.column + place.column_span - 1 <= block.right
