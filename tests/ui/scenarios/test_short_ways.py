"""What a clerk does in a few keys: a block pasted, a fault found and mended, all zeros."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gi_desktop.report.finding import Severity
from gi_desktop.report.values import format_value
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.steps import State, states
from gi_desktop.ui.window import Window
from tests.ui.conftest import OpenWindow
from tests.ui.hands import ALT, CONTROL, NONE, SHIFT, Key, buttons, keys, press, session_of
from tests.ui.scenarios.typing import go

TABLES = (3, 4, 5)
"""The steps of the three tables, counted from 1."""


def table_page(window: Window) -> TablePage:
    page = window.pages[window.number]
    assert isinstance(page, TablePage)
    return page


# A block ----------------------------------------------------------------------------------------


def from_a_spreadsheet(window: Window) -> tuple[str, dict[str, int]]:
    """A 25 × 7 block as Excel puts it on the clipboard, and the number meant for each cell.

    No number is like its neighbours, so that one in a wrong place is seen; the totals are right.
    """
    table = session_of(window).form.table("applications")
    columns = [column.id for column in table.columns if column.id != "total"]
    rows = [row.id for row in table.rows]
    meant = {
        f"applications.{row}.{column}": 1000 + 31 * number + 7 * place
        for number, row in enumerate(rows)
        for place, column in enumerate(columns)
    }
    received = [row for row in rows if row in ("received", "carried_in")]
    results = [row for row in rows if row not in (*received, "total", "carried_out")]
    for column in columns:
        total = sum(meant[f"applications.{row}.{column}"] for row in results)
        meant[f"applications.total.{column}"] = total
        meant[f"applications.carried_out.{column}"] = 5
        meant[f"applications.carried_in.{column}"] = 12
        meant[f"applications.received.{column}"] = total + 5 - 12
    for row in rows:
        whole = sum(meant[f"applications.{row}.{column}"] for column in columns)
        meant[f"applications.{row}.total"] = whole
    lines = [
        "\t".join(f"{meant[f'applications.{row}.{column}']:,}" for column in (*columns, "total"))
        for row in rows
    ]
    assert (len(lines), lines[0].count("\t")) == (25, 6)
    return "\r\n".join(lines) + "\r\n", meant


def test_a_block_from_a_spreadsheet_is_pasted(window: Window) -> None:
    block, meant = from_a_spreadsheet(window)
    session = session_of(window)
    before = dict(session.report.cells)
    go(4)
    QGuiApplication.clipboard().setText(block)
    press(Key.Key_V, CONTROL)
    assert {cell: session.sheet.value(cell) for cell in meant} == meant
    assert not [cell for cell in session.report.cells if cell in session.form.derived]
    assert states(session)[3] is State.DONE
    model = table_page(window).model
    assert {cell: model.state(cell).text for cell in meant} == {
        cell: format_value(number) for cell, number in meant.items()
    }
    press(Key.Key_Z, CONTROL)
    assert dict(session.report.cells) == before
    press(Key.Key_Y, CONTROL)
    assert {cell: session.sheet.value(cell) for cell in meant} == meant


# A fault ----------------------------------------------------------------------------------------


def faulty(window: Window) -> list[str]:
    """The errors in the tables."""
    found = session_of(window).findings
    return [f.code for f in found if f.severity is Severity.ERROR and f.cells]


def test_a_fault_is_made_found_and_mended_by_key(window: Window) -> None:
    go(3)
    press(Key.Key_Z, ALT | SHIFT)
    go(4)
    keys("7")
    press(Key.Key_Return)
    assert "balance" in faulty(window)
    (found,) = [f for f in session_of(window).findings if f.code == "balance"]
    go(1)
    for _ in range(len(session_of(window).findings)):
        press(Key.Key_F8)
        if window.number == 3 and table_page(window).view.current_cell() in found.cells:
            break
    page = table_page(window)
    assert page.view.hasFocus()
    cell = page.view.current_cell()
    assert cell in found.cells
    assert "相差 7" in page.strip.accessibleName()
    if cell == "applications.received.natural":
        keys("0")
    else:  # any of the cells concerned can make both sides equal
        keys("7")
    press(Key.Key_Return)
    assert "balance" not in faulty(window)
    assert states(session_of(window))[3] is State.DONE


def test_a_fault_is_mended_by_mouse(window: Window) -> None:
    """A typed total that is wrong has a certain mend: one click on the card."""
    go(3)
    press(Key.Key_Z, ALT | SHIFT)
    go(4)
    press(Key.Key_End)
    press(Key.Key_F2)
    keys("9")
    press(Key.Key_Return)
    assert "row_total" in faulty(window)
    (mend, *_) = buttons(window.side, "改为 0")
    QTest.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert faulty(window) == []
    press(Key.Key_Z, CONTROL)
    assert "row_total" in faulty(window)


# All zeros --------------------------------------------------------------------------------------


class Strokes:
    """Presses keys and counts them."""

    def __init__(self) -> None:
        self.number = 0

    def press(self, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.number += 1
        press(key, modifier)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_report_of_zeros_takes_few_keys(open_window: OpenWindow, *, at_once: bool) -> None:
    window = open_window()
    strokes = Strokes()
    strokes.press(Key.Key_N, CONTROL)
    if at_once:
        strokes.press(Key.Key_Z, ALT | SHIFT)
    else:
        for number in TABLES:
            strokes.press(Key(Key.Key_0 + number), ALT)
            strokes.press(Key.Key_Z, ALT)
    assert strokes.number < 20
    session = session_of(window)
    assert {session.sheet.value(cell) for cell in session.form.cells} == {0}
    assert [states(session)[number - 1] for number in TABLES] == [State.DONE] * len(TABLES)
    assert faulty(window) == []


def test_exceptions_from_zero_are_typed_over_it(window: Window) -> None:
    press(Key.Key_Z, ALT | SHIFT)
    go(4)
    keys("3")
    for _ in range(2):
        press(Key.Key_Return)
    keys("3")
    press(Key.Key_Return)
    sheet, table = session_of(window).sheet, session_of(window).form.table("applications")
    filled = {spec.address for spec in table.cells if sheet.value(spec.address)}
    received, granted = "applications.received.", "applications.granted."
    ends = ("natural", "total")
    total = {f"applications.total.{end}" for end in ends}
    assert filled == {row + end for row in (received, granted) for end in ends} | total
    assert faulty(window) == []
