"""Tables and cells through the clipboard: pasted, copied, cut, cleared."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gi_desktop.drafts import SetDraft, Status
from gi_desktop.form import Field, Table, current_edition
from gi_desktop.report.values import Raw, Value
from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.table.delegate import CellEditor
from gi_desktop.ui.table.paste_dialog import PasteDialog
from tests.toy import TOY
from tests.ui.table.clipboard import FIRST, SQUARE, A, Asked, Key, copied, enter, listed
from tests.ui.table.conftest import Fingers, OpenPage

# A whole table ----------------------------------------------------------------------------------


@pytest.fixture
def published(real_reports: dict[str, Path]) -> dict[str, int]:
    """The numbers of table three of a real report, by address."""
    name = "000_c6e477359f189cff"
    text = real_reports[name].with_name(f"{name}.expected.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["applications"]
    return {f"{A}{row}.{column}": n for row, cells in found.items() for column, n in cells.items()}


def as_spreadsheet(page: TablePage, numbers: dict[str, int]) -> list[list[str]]:
    """The body of the table, 25 × 7, as somebody may have it in a spreadsheet."""
    rows: dict[int, list[str]] = {}
    for cell, place in page.model.table.by_address.items():
        rows.setdefault(place.row, []).append(str(numbers[cell]))
    return [rows[row] for row in sorted(rows)]


def test_a_whole_table_is_pasted_at_once(
    page: TablePage, session: Session, fingers: Fingers, published: dict[str, int]
) -> None:
    lines = as_spreadsheet(page, published)
    assert (len(lines), len(lines[0])) == (25, 7)
    full_width = str.maketrans("0123456789", "０１２３４５６７８９")
    lines[1][0] = f" {lines[1][0].translate(full_width)}\xa0"
    lines[0][0] = f"{published[FIRST]:,}"
    copied("".join("\t".join(line) + "\r\n" for line in lines))
    fingers.press(Key.Key_V, control=True)
    assert QApplication.activeModalWidget() is None
    assert {cell: session.sheet.value(cell) for cell in published} == published
    assert all(session.sheet.is_automatic(cell) for cell in published if "total" in cell.split("."))
    assert session.undo_label == "粘贴 175 格"
    assert set(page.view.selected()) == set(published)
    session.undo()
    assert session.report.cells == {}
    assert session.redo_label == "粘贴 175 格"
    session.redo()
    assert {cell: session.sheet.value(cell) for cell in published} == published


def test_a_total_that_differs_is_entered_and_found(
    page: TablePage, session: Session, fingers: Fingers, published: dict[str, int]
) -> None:
    lines = as_spreadsheet(page, published)
    lines[0][6] = str(published[A + "received.total"] + 1)
    copied("\n".join("\t".join(line) for line in lines) + "\n")
    fingers.press(Key.Key_V, control=True)
    assert session.report.stored(A + "received.total") == published[A + "received.total"] + 1
    assert session.report.stored(A + "carried_in.total") is None
    assert [found.code for found in session.findings if A + "received.total" in found.cells]


def test_headings_and_labels_copied_along_are_left_out(
    page: TablePage, session: Session, fingers: Fingers, told: list[str]
) -> None:
    head = "\t自然人\t商业企业"
    copied(f"{head}\r\n一、本年新收政府信息公开申请数量\t1,204\t２\r\n二、上年结转\t3\t4\r\n")
    fingers.press(Key.Key_V, control=True)
    assert [session.report.stored(cell) for cell in SQUARE] == [1204, 2, 3, 4]
    assert page.view.selected() == SQUARE
    assert told == []


# One value, one cell --------------------------------------------------------------------------


def test_one_value_fills_the_selected_cells_but_no_totals(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    page.show_cell(A + "received.other")
    fingers.press(Key.Key_Right, Key.Key_Down, shift=True)
    copied("３\r\n")
    fingers.press(Key.Key_V, control=True)
    assert session.report.cells == {A + "received.other": 3, A + "carried_in.other": 3}
    assert session.undo_label == "粘贴 2 格"
    assert len(page.view.selected()) == 4


def test_a_block_lands_from_the_top_left_of_the_selection(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    page.show_cell(SQUARE[3])
    fingers.press(Key.Key_Up, Key.Key_Left, shift=True)
    copied("1\t2\t3")
    fingers.press(Key.Key_V, control=True)
    assert session.report.cells == {FIRST: 1, SQUARE[1]: 2, A + "received.research": 3}
    assert page.view.current_cell() == FIRST
    assert len(page.view.selected()) == 3


def test_while_typing_one_value_goes_into_the_text_and_several_to_the_cells(
    page: TablePage, session: Session, fingers: Fingers, asked: Asked
) -> None:
    fingers.type("1")
    copied("23\r\n")
    fingers.press(Key.Key_V, control=True)
    assert session.report.cells == {FIRST: 123}
    copied("4\t5\r\n")
    fingers.press(Key.Key_V, control=True)
    assert listed(asked()) == [("一、本年新收·自然人", "123", "4")]
    QTest.keyClick(fingers.target, Key.Key_Return)
    assert session.report.cells == {FIRST: 4, SQUARE[1]: 5}


def test_the_menu_of_a_cell_that_is_typed_pastes_alike(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    def choose_paste() -> None:
        editor = fingers.target
        assert isinstance(editor, CellEditor)
        actions = editor.menu().actions()
        (paste,) = [action for action in actions if action.objectName() == "edit-paste"]
        paste.trigger()

    fingers.press(Key.Key_F2)
    copied("12\r\n")
    choose_paste()
    assert session.report.cells == {FIRST: 12}
    session.undo()
    copied("4\t5\r\n")
    choose_paste()
    assert session.report.cells == {FIRST: 4, SQUARE[1]: 5}


# Copy, cut, clear -----------------------------------------------------------------------------


def test_a_block_is_copied_as_text_and_as_a_table(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    enter(session, {SQUARE[0]: 1, SQUARE[3]: 1234, SQUARE[1]: Raw("<无>")})
    fingers.press(Key.Key_Right, Key.Key_Down, shift=True)
    fingers.press(Key.Key_C, control=True)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "1\t<无>\n\t1234"
    assert "<tr><td>1</td><td>&lt;无&gt;</td></tr><tr><td></td><td>1234</td></tr>" in data.html()


def test_empty_cells_leave_the_clipboard_alone(
    page: TablePage, fingers: Fingers, told: list[str]
) -> None:
    copied("旧")
    fingers.press(Key.Key_Right, shift=True)
    fingers.press(Key.Key_C, control=True)
    fingers.press(Key.Key_X, control=True)
    assert QGuiApplication.clipboard().text() == "旧"
    assert told == ["选中的格子都是空的，没有可以复制的数。"] * 2


def test_cut_copies_and_empties_in_one_step(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    before: dict[str, Value] = dict(zip(SQUARE, (1, 2, 3, 4), strict=True))
    enter(session, before)
    fingers.press(Key.Key_Right, Key.Key_Down, shift=True)
    fingers.press(Key.Key_X, control=True)
    assert session.report.cells == {}
    assert session.undo_label == "剪切 4 格"
    session.undo()
    assert session.report.cells == before
    session.redo()
    page.show_cell(A + "granted.natural")
    fingers.press(Key.Key_V, control=True)
    assert sorted(session.report.cells.values()) == [1, 2, 3, 4]


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_empties_all_selected_cells_in_one_step(
    key: Qt.Key, page: TablePage, session: Session, fingers: Fingers
) -> None:
    before: dict[str, Value] = {FIRST: 1, SQUARE[2]: 3, A + "received.total": 7}
    enter(session, before)
    fingers.press(Key.Key_End, Key.Key_Down, shift=True)
    fingers.press(key)
    assert session.report.cells == {}
    assert session.undo_label == "清除 3 格"
    version = session.version
    fingers.press(key)
    assert session.version == version
    session.undo()
    assert session.report.cells == before


def test_the_keys_of_older_programs_work_too(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    enter(session, {FIRST: 6})
    fingers.press(Key.Key_Insert, control=True)
    fingers.press(Key.Key_Down)
    fingers.press(Key.Key_Insert, shift=True)
    assert session.report.cells == {FIRST: 6, SQUARE[2]: 6}
    fingers.press(Key.Key_Delete, shift=True)
    assert session.report.cells == {FIRST: 6}


# Zero -----------------------------------------------------------------------------------------


def test_the_selected_cells_are_filled_with_zero(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    page.show_cell(A + "received.other")
    fingers.press(Key.Key_Right, Key.Key_Down, shift=True)
    fingers.press(Key.Key_0, alt=True)
    assert session.report.cells == {A + "received.other": 0, A + "carried_in.other": 0}
    assert session.undo_label == "2 格填 0"


def test_numbers_are_asked_about_before_zero_replaces_them(
    page: TablePage, session: Session, fingers: Fingers, asked: Asked
) -> None:
    enter(session, {FIRST: 5})
    fingers.press(Key.Key_Right, shift=True)
    fingers.press(Key.Key_0, alt=True)
    assert listed(asked()) == [("一、本年新收·自然人", "5", "0")]
    QTest.keyClick(fingers.target, Key.Key_Return)
    assert session.report.cells == {FIRST: 0, SQUARE[1]: 0}


def test_the_button_fills_what_is_empty_and_nothing_else(
    page: TablePage, session: Session, told: list[str]
) -> None:
    enter(session, {FIRST: 5, SQUARE[1]: Raw("无")})
    QTest.mouseClick(page.zeros, Qt.MouseButton.LeftButton)
    assert session.report.stored(FIRST) == 5
    assert session.report.stored(SQUARE[1]) == Raw("无")
    assert session.sheet.value(A + "total.research") == 0
    assert session.undo_label == "表三全部填零"
    assert told == ["表三空着的 142 格都填了 0，填过的没有动。有数的格子直接改。"]
    assert page.view.hasFocus()
    QTest.mouseClick(page.zeros, Qt.MouseButton.LeftButton)
    assert told[-1] == "表三没有空着的格子，没有改动。"
    session.undo()
    assert session.report.cells == {FIRST: 5, SQUARE[1]: Raw("无")}


# Amounts --------------------------------------------------------------------------------------


def test_the_point_of_the_numeric_keypad_works_with_an_input_method_on(
    toy_session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(toy_session, "letters")
    cell = "letters.postage.amount"
    page.show_cell(cell)
    fingers.compose("", "１２")
    fingers.compose("", "。")
    assert toy_session.report.stored(cell) == Decimal(12)  # half typed, but no fault
    fingers.compose("", "5")
    assert toy_session.report.stored(cell) == Decimal("12.5")
    fingers.press(Key.Key_Return)
    assert page.model.state(cell).text == "12.5"


@pytest.mark.parametrize(
    "typed, stored",
    [
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        (".", Raw(".")),
        ("..5", Raw("..5")),
        (".5.", Decimal("0.5")),
        ("5..", Raw("5..")),
        ("0.", Decimal(0)),
    ],
)
def test_an_amount_may_begin_and_end_with_its_point(
    toy_session: Session, open_page: OpenPage, fingers: Fingers, typed: str, stored: Value
) -> None:
    page = open_page(toy_session, "letters")
    cell = "letters.postage.amount"
    page.show_cell(cell)
    fingers.type(typed)
    assert toy_session.report.stored(cell) == stored
    fingers.press(Key.Key_Return)
    assert toy_session.report.stored(cell) == stored


def test_an_amount_is_typed_on_the_numeric_keypad(
    toy_session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(toy_session, "letters")
    page.show_cell("letters.postage.amount")
    keypad = Qt.KeyboardModifier.KeypadModifier
    for key in (Key.Key_3, Key.Key_Period, Key.Key_7, Key.Key_5, Key.Key_Enter):
        QTest.keyClick(fingers.target, key, keypad)
    assert toy_session.report.cells == {"letters.postage.amount": Decimal("3.75")}


def test_another_form_is_pasted_into_alike(
    toy_session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(toy_session, "letters")
    copied("12\t3\t15\n10\t3\t13\n2\t0\t2\n1.50\t\t\n")
    fingers.press(Key.Key_V, control=True)
    cells = toy_session.report.cells
    assert cells["letters.postage.amount"] == Decimal("1.50")
    assert len(cells) == 7  # the totals are their sums: automatic
    assert set(page.view.selected()) == set(page.model.table.by_address)


# The form itself ------------------------------------------------------------------------------


def whole_grid(table: Table) -> tuple[str, dict[str, int]]:
    """The table with all its labels as a spreadsheet copies it, and the numbers in it."""
    rows, columns = table.shape
    lines = [[""] * columns for _ in range(rows)]
    numbers: dict[str, int] = {}
    for place in table.grid:
        if isinstance(place.content, Field):
            numbers[place.content.address] = len(numbers) + 1
            lines[place.row][place.column] = str(len(numbers))
        else:
            lines[place.row][place.column] = place.content.text
    return "".join("\t".join(line) + "\r\n" for line in lines), numbers


@pytest.mark.parametrize(
    "table", [*current_edition().tables, *TOY.tables], ids=lambda table: table.id
)
def test_the_whole_form_with_its_headings_is_pasted_at_the_first_cell(
    table: Table,
    session: Session,
    toy_session: Session,
    open_page: OpenPage,
    fingers: Fingers,
) -> None:
    used = toy_session if table in TOY.tables else session
    open_page(used, next(part.id for part in used.form.sections if part.table == table.id))
    text, numbers = whole_grid(table)
    copied(text)
    fingers.press(Key.Key_V, control=True)
    assert {cell: used.sheet.value(cell) for cell in numbers} == numbers


# There and back -------------------------------------------------------------------------------


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.integers(0, 10**9), min_size=15, max_size=15))
def test_a_copied_table_pastes_back_the_same(
    open_page: OpenPage, session: Session, numbers: list[int | None]
) -> None:
    fingers, fresh = Fingers(), Session.new(session.form, 2022)
    page = open_page(fresh, "review")
    cells = [spec.address for spec in page.model.table.cells]
    entered = {cell: n for cell, n in zip(cells, numbers, strict=True) if n is not None}
    enter(fresh, entered)
    before = fresh.sheet.values
    fingers.press(Key.Key_A, control=True)
    fingers.press(Key.Key_C, control=True)
    fingers.press(Key.Key_Delete)
    assert fresh.report.cells == {}
    if entered:
        fingers.press(Key.Key_V, control=True)
    assert fresh.sheet.values == before
    page.hide()


def test_nothing_is_asked_where_nothing_may_be_changed(
    page: TablePage, session: Session, fingers: Fingers, told: list[str]
) -> None:
    enter(session, {FIRST: 5})
    session.apply(SetDraft("定稿", {"status": Status.FINAL}))
    copied("7")
    fingers.press(Key.Key_V, control=True)
    assert not page.view.window().findChildren(PasteDialog)
    assert told == [session.locked]
    assert session.report.stored(FIRST) == 5
