"""Totals: derived when they can be, never stale, kept when they were typed."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import Edition, current_edition
from gi_desktop.report.sheet import Plan, settle_totals
from gi_desktop.report.values import Raw
from tests.strategies import any_cells, filled_cells
from tests.toy import TOY

FORM = current_edition()
every_form = pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
PAPER, MAIL, TOTAL = (f"letters.received.{column}" for column in ("paper", "mail", "total"))
PLAN = Plan.of(TOY)


def test_a_total_is_the_sum_of_its_addends() -> None:
    sheet = PLAN.sheet({PAPER: 3, MAIL: 4})
    assert sheet.value(TOTAL) == 7
    assert sheet.is_automatic(TOTAL)
    assert not sheet.is_automatic(PAPER)


@pytest.mark.parametrize("missing", [{}, {MAIL: Raw("x")}])
def test_while_an_addend_is_missing_the_total_is_empty_with_a_running_sum(
    missing: dict[str, Any],
) -> None:
    sheet = PLAN.sheet({PAPER: 3} | missing)
    assert sheet.value(TOTAL) is None
    assert sheet.number(TOTAL) is None
    assert sheet.running(TOTAL) == 3


def test_the_running_sum_of_nothing_is_nothing() -> None:
    assert PLAN.sheet({}).running(TOTAL) is None
    assert PLAN.sheet({PAPER: Raw("x")}).running(TOTAL) is None
    assert PLAN.sheet({PAPER: 0}).running(TOTAL) == 0


@pytest.mark.parametrize("typed", [9, 0, Raw("七")])
def test_a_typed_total_stays_as_typed(typed: int | Raw) -> None:
    sheet = PLAN.sheet({PAPER: 3, MAIL: 4, TOTAL: typed})
    assert sheet.value(TOTAL) == typed
    assert not sheet.is_automatic(TOTAL)


def test_a_raw_value_is_shown_but_is_no_number() -> None:
    sheet = PLAN.sheet({PAPER: Raw("12a")})
    assert sheet.value(PAPER) == Raw("12a")
    assert sheet.number(PAPER) is None


def test_amounts_are_exact() -> None:
    sheet = PLAN.sheet({"letters.postage.amount": Decimal("0.10")})
    assert repr(sheet.value("letters.postage.amount")) == repr(Decimal("0.10"))


def test_an_unknown_cell_is_an_error() -> None:
    with pytest.raises(KeyError):
        PLAN.sheet({}).value("letters.received.nobody")


def test_totals_of_totals_on_the_current_form() -> None:
    plan = Plan.of(FORM)
    cells: dict[str, Any] = {
        spec.address: 1 for spec in FORM.inputs if spec.table == "applications"
    }
    sheet = plan.sheet(cells)
    assert sheet.value("applications.received.total") == 6
    assert sheet.value("applications.total.natural") == 21
    assert sheet.value("applications.total.total") == 126
    del cells["applications.granted.natural"]
    sheet = plan.sheet(cells)
    assert sheet.value("applications.total.total") is None
    assert sheet.running("applications.total.natural") == 20
    assert sheet.running("applications.total.total") == 125


@every_form
@given(data=st.data())
def test_whole_tables_give_whole_totals(data: st.DataObject, form: Edition) -> None:
    cells = data.draw(filled_cells(form))
    sheet = Plan.of(form).sheet(cells)
    for total in form.totals:
        numbers = [sheet.number(cell) for cell in total.addends]
        assert sheet.value(total.cell) == sum(n for n in numbers if n is not None)
        assert None not in numbers
    for cell in form.derived:
        assert sheet.running(cell) == sheet.value(cell)


@every_form
@given(data=st.data())
def test_entered_cells_are_shown_as_entered(data: st.DataObject, form: Edition) -> None:
    cells = data.draw(any_cells(form))
    sheet = Plan.of(form).sheet(cells)
    for cell in form.cells:
        if cell in cells:
            assert sheet.value(cell) == cells[cell]
            assert not sheet.is_automatic(cell)
        elif cell not in form.derived:
            assert sheet.value(cell) is None


@every_form
@given(data=st.data())
def test_settling_changes_no_number_and_leaves_only_totals_that_differ(
    data: st.DataObject, form: Edition
) -> None:
    plan = Plan.of(form)
    cells = data.draw(any_cells(form))
    settled = settle_totals(plan, cells)
    assert plan.sheet(settled).values == plan.sheet(cells).values
    assert settle_totals(plan, settled) == settled
    for cell in form.derived:
        if cell in settled:
            assert plan.sheet(without(settled, cell)).value(cell) != settled[cell]


def without(cells: dict[str, Any], left_out: str) -> dict[str, Any]:
    return {cell: value for cell, value in cells.items() if cell != left_out}


def test_settling_makes_equal_totals_automatic_and_keeps_others() -> None:
    assert settle_totals(PLAN, {PAPER: 3, MAIL: 4, TOTAL: 7}) == {PAPER: 3, MAIL: 4}
    for kept in (
        {PAPER: 3, MAIL: 4, TOTAL: 8},
        {PAPER: 3, TOTAL: 3},
        {TOTAL: 0},
        {PAPER: 3, MAIL: 4, TOTAL: Raw("7 件")},
    ):
        assert settle_totals(PLAN, kept) == kept
