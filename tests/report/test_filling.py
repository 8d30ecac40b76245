from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from gi_desktop.form import Edition, current_edition
from gi_desktop.report.filling import fill_with_zeros
from gi_desktop.report.model import new_report
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw
from tests.strategies import any_cells
from tests.toy import TOY

FORM = current_edition()


@pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
def test_an_empty_report_becomes_all_zeros_with_automatic_totals(form: Edition) -> None:
    edit = fill_with_zeros(form, new_report(form, 2022))
    filled = edit.apply(new_report(form, 2022))
    assert set(filled.cells) == {spec.address for spec in form.inputs}
    assert set(Plan.of(form).sheet(filled.cells).values) == {0}
    assert edit.label == "各表全部填零"


def test_one_table_only_and_money_is_money() -> None:
    edit = fill_with_zeros(FORM, new_report(FORM, 2022), "disclosure")
    assert {cell.partition(".")[0] for cell in edit.cells} == {"disclosure"}
    assert isinstance(edit.values["disclosure.fees.amount"], Decimal)
    assert edit.label == "表二全部填零"


def test_what_is_no_number_stays() -> None:
    cell = "applications.received.natural"
    report = new_report(FORM, 2022).replace(cells={cell: Raw("无")})
    assert cell not in fill_with_zeros(FORM, report).cells


@given(any_cells(FORM))
def test_nothing_entered_is_ever_changed(cells: dict[str, Any]) -> None:
    report = new_report(FORM, 2022).replace(cells=cells)
    edit = fill_with_zeros(FORM, report)
    filled = edit.apply(report)
    assert {cell: filled.cells[cell] for cell in cells} == cells
    assert {filled.cells[cell] for cell in edit.cells} <= {0}
    assert all(filled.stored(spec.address) is not None for spec in FORM.inputs)
    assert edit.inverse(report).apply(filled) == report
