from collections.abc import Mapping

import pytest

from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.values import Raw, Value
from gi_desktop.session import Session
from gi_desktop.ui.table.marks import Mark, marks

FORM = current_edition()
TABLE = FORM.table("applications")
INPUTS = [spec.address for spec in TABLE.cells if spec.address not in FORM.derived]


def marked(values: Mapping[str, Value], findings: tuple[Finding, ...] = ()) -> dict[str, Mark]:
    session = Session.new(FORM, 2022)
    session.apply(SetCells("填", dict(values)))
    return marks(FORM, TABLE, session.sheet, findings or session.findings)


def test_an_untouched_table_is_calm() -> None:
    assert marked({}) == {}


def test_what_waits_to_be_filled_in_is_marked_quietly_once_it_was_begun() -> None:
    found = marked({INPUTS[0]: 1})
    assert set(found) == set(INPUTS[1:])
    assert {mark.severity for mark in found.values()} == {None}


def test_the_last_few_empty_cells_are_marked_as_the_fault_they_are() -> None:
    found = marked(dict.fromkeys(INPUTS[:-10], 0))
    assert set(found) == set(INPUTS[-10:])
    assert {mark.severity for mark in found.values()} == {Severity.ERROR}
    assert "还有" in found[INPUTS[-1]].messages[0]


def test_text_that_is_no_number_is_marked() -> None:
    mark = marked({INPUTS[0]: Raw("12a")})[INPUTS[0]]
    assert mark.severity is Severity.ERROR
    assert "12a" in mark.messages[0]


def test_a_broken_relation_marks_its_cells_and_computed_totals() -> None:
    found = marked({**dict.fromkeys(INPUTS, 0), "applications.received.natural": 1})
    assert "applications.total.natural" in found
    assert "applications.carried_out.natural" in found
    assert "applications.received.business" not in found


@pytest.mark.parametrize("order", [1, -1])
def test_the_heaviest_finding_counts(order: int) -> None:
    cell = INPUTS[0]
    findings = (
        Finding("a", Severity.HINT, "提示。", (cell,)),
        Finding("b", Severity.VERIFY, "核实。", (cell,)),
    )[::order]
    mark = marked({cell: 1}, findings)[cell]
    assert mark.severity is Severity.VERIFY
    assert set(mark.messages) == {"提示。", "核实。"}


def test_other_tables_are_not_marked() -> None:
    finding = Finding("a", Severity.ERROR, "错。", ("review.reconsideration.upheld",))
    assert marked({INPUTS[0]: 1}, (finding,)) == {}
