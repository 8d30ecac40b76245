"""Blocks of cells, selected by real keys and a real mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.report.edits import SetCells
from gi_desktop.report.filling import fill_with_zeros
from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.table.cell_menu import cell_menu
from gi_desktop.ui.theme import Role, color
from tests.ui.table.conftest import Fingers, OpenPage

Key = Qt.Key
Left, Right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
A = "applications."
FIRST = A + "received.natural"
SQUARE = (FIRST, A + "received.business", A + "carried_in.natural", A + "carried_in.business")


@pytest.fixture
def page(session: Session, open_page: OpenPage) -> TablePage:
    return open_page(session, "applications")


def spot(page: TablePage, cell: str) -> QPoint:
    return page.view.visualRect(page.model.index_of(cell)).center()


def move(page: TablePage, to: QPoint) -> None:
    viewport = page.view.viewport()
    where = QPointF(viewport.mapToGlobal(to))
    kind = QEvent.Type.MouseMove
    QApplication.sendEvent(
        viewport, QMouseEvent(kind, QPointF(to), where, Qt.MouseButton.NoButton, Left, NONE)
    )


def drag(page: TablePage, begin: str, *over: QPoint) -> None:
    QTest.mousePress(page.view.viewport(), Left, NONE, spot(page, begin))
    for end in over:
        move(page, end)
    QTest.mouseRelease(page.view.viewport(), Left, NONE, over[-1])


# Keys ---------------------------------------------------------------------------------------


def test_shift_and_arrows_draw_a_block_and_the_current_cell_stays(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.press(Key.Key_Right, Key.Key_Down, shift=True)
    assert page.view.selected() == SQUARE
    assert page.view.current_cell() == FIRST
    fingers.press(Key.Key_Left, shift=True)
    assert page.view.selected() == (FIRST, A + "carried_in.natural")
    fingers.type("7")
    assert session.report.cells == {FIRST: 7}
    assert page.view.selected() == (FIRST, A + "carried_in.natural")


def test_a_block_drawn_back_to_where_it_began_is_no_block(
    page: TablePage, fingers: Fingers
) -> None:
    fingers.press(Key.Key_Down, Key.Key_Up, shift=True)
    assert page.view.selected() == (FIRST,)
    assert not page.view.in_block(FIRST)


def test_shift_with_home_end_and_control_select_to_the_edges(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    page.show_cell(A + "granted.research")
    fingers.press(Key.Key_Home, shift=True)
    assert page.view.selected()[0] == A + "granted.natural"
    fingers.press(Key.Key_End, shift=True)
    assert page.view.selected()[-1] == A + "granted.total"
    fingers.press(Key.Key_End, shift=True, control=True)
    assert page.view.selected()[-1] == A + "carried_out.total"
    assert page.view.current_cell() == A + "granted.research"
    fingers.press(Key.Key_Home, shift=True, control=True)
    assert page.view.selected()[0] == FIRST
    fingers.press(Key.Key_Down, control=True)  # without Shift it moves and ends the block
    assert page.view.selected() == (A + "carried_out.research",)


def test_shift_and_page_down_select_what_is_leapt_over(page: TablePage, fingers: Fingers) -> None:
    fingers.press(Key.Key_PageDown, shift=True)
    assert len(page.view.selected()) > 5
    fingers.press(Key.Key_PageUp, shift=True)
    assert page.view.selected() == (FIRST,)


def test_control_a_selects_all_cells(page: TablePage, session: Session, fingers: Fingers) -> None:
    page.show_cell(A + "granted.research")
    fingers.press(Key.Key_A, control=True)
    assert set(page.view.selected()) == set(page.model.table.by_address)
    assert page.view.current_cell() == A + "granted.research"
    assert page.view.spoken_block() == "选中 175 格，从一、本年新收·自然人到四、结转下年度·总计"


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Up, Key.Key_Left, Key.Key_Down])
def test_escape_and_plain_arrows_end_the_block(
    key: Qt.Key, page: TablePage, fingers: Fingers
) -> None:
    fingers.press(Key.Key_Right, shift=True)
    fingers.press(key)
    (cell,) = page.view.selected()
    assert cell == (A + "carried_in.natural" if key == Key.Key_Down else FIRST)
    rows = page.view.selectionModel().selectedIndexes()
    assert [page.model.address(index) for index in rows] == [cell]


def test_enter_and_tab_lead_round_in_the_block(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.press(Key.Key_Right, Key.Key_Down, shift=True)
    for number in "1234":
        fingers.type(number)
        fingers.press(Key.Key_Return)
    assert [session.report.cells[cell] for cell in SQUARE] == [1, 3, 2, 4]
    assert page.view.current_cell() == FIRST
    fingers.press(Key.Key_Tab)
    assert page.view.current_cell() == A + "received.business"
    fingers.press(Key.Key_Backtab, Key.Key_Backtab)
    assert page.view.current_cell() == SQUARE[-1]
    assert page.view.selected() == SQUARE


def test_shift_and_an_arrow_end_an_entry_and_select(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("5")
    fingers.press(Key.Key_Right, shift=True)
    assert session.report.cells == {FIRST: 5}
    assert page.view.selected() == SQUARE[:2]
    assert page.view.hasFocus()


def test_in_the_text_shift_and_an_arrow_select_letters(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("56")
    fingers.press(Key.Key_F2)
    fingers.press(Key.Key_Left, shift=True)
    fingers.type("7")
    assert session.report.cells == {FIRST: 57}
    assert page.view.selected() == (FIRST,)


def test_control_and_arrows_leap_to_the_edge_of_what_is_filled(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    filled = ["received", "carried_in", "granted", "partial", "total"]
    session.apply(SetCells("填", {f"{A}{row}.natural": 1 for row in filled}))
    seen = []
    for _ in range(4):
        fingers.press(Key.Key_Down, control=True)
        seen.append(page.view.current_cell())
    assert seen == [
        f"{A}{row}.natural" for row in ("partial", "total", "carried_out", "carried_out")
    ]
    fingers.press(Key.Key_Up, control=True)
    assert page.view.current_cell() == A + "total.natural"
    page.show_cell(A + "refused_query.business")
    fingers.press(Key.Key_Right, control=True)
    assert page.view.current_cell() == A + "refused_query.total"
    fingers.press(Key.Key_Left, control=True)
    assert page.view.current_cell() == A + "refused_query.natural"


def test_control_shift_and_an_arrow_select_to_the_edge_of_what_is_filled(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    session.apply(SetCells("填", dict.fromkeys(SQUARE, 1)))
    fingers.press(Key.Key_Down, shift=True, control=True)
    assert page.view.selected() == (FIRST, A + "carried_in.natural")
    fingers.press(Key.Key_Down, shift=True, control=True)
    assert len(page.view.selected()) == 25
    fingers.press(Key.Key_Up, shift=True, control=True)
    assert page.view.selected() == (FIRST, A + "carried_in.natural")


def test_labels_between_cells_are_passed_over(
    session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(session, "disclosure")
    fingers.press(Key.Key_Down, Key.Key_Down, shift=True)
    assert page.view.selected()[-1] == "disclosure.licences.decisions"
    assert len(page.view.selected()) == 7  # the merged cell draws in both columns beside
    indexes = page.view.selectionModel().selectedIndexes()
    assert {page.model.address(index) for index in indexes} == set(page.view.selected())


# Mouse --------------------------------------------------------------------------------------


def test_dragging_selects(page: TablePage, fingers: Fingers) -> None:
    drag(page, FIRST, spot(page, SQUARE[1]), spot(page, SQUARE[3]))
    assert page.view.selected() == SQUARE
    assert page.view.current_cell() == FIRST
    drag(page, SQUARE[3], spot(page, FIRST))
    assert page.view.selected() == SQUARE
    assert page.view.current_cell() == SQUARE[3]


def test_dragging_below_the_table_goes_on(page: TablePage, qtbot: QtBot) -> None:
    view = page.view
    last = A + "carried_out.natural"
    assert not view.viewport().rect().contains(spot(page, last))
    QTest.mousePress(view.viewport(), Left, NONE, spot(page, FIRST))
    below = QPoint(spot(page, FIRST).x(), view.viewport().height() + 20)
    move(page, below)
    qtbot.waitUntil(lambda: last in view.selected())
    assert view.viewport().rect().contains(spot(page, last))
    QTest.mouseRelease(view.viewport(), Left, NONE, below)
    assert view.current_cell() == FIRST


def test_shift_and_a_click_select_up_to_there(page: TablePage, fingers: Fingers) -> None:
    QTest.mouseClick(page.view.viewport(), Left, SHIFT, spot(page, SQUARE[3]))
    assert page.view.selected() == SQUARE
    QTest.mouseClick(page.view.viewport(), Left, SHIFT, spot(page, SQUARE[1]))
    assert page.view.selected() == SQUARE[:2]
    QTest.mouseClick(page.view.viewport(), Left, NONE, spot(page, FIRST))
    assert page.view.selected() == (FIRST,)


def test_the_right_button_keeps_the_block_for_its_menu(page: TablePage, fingers: Fingers) -> None:
    drag(page, FIRST, spot(page, SQUARE[3]))
    QTest.mouseClick(page.view.viewport(), Right, NONE, spot(page, SQUARE[2]))
    assert page.view.selected() == SQUARE
    names = [action.text() for action in cell_menu(page.view, page.model).actions()]
    assert "修改\tF2" not in names
    QTest.mouseClick(page.view.viewport(), Right, NONE, spot(page, A + "granted.other"))
    assert page.view.selected() == (A + "granted.other",)


# How it looks and sounds --------------------------------------------------------------------


def test_selected_cells_are_tinted_and_framed(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    session.apply(fill_with_zeros(session.form, session.report))

    def at(cell: str, x: int, y: int) -> QColor:
        rect = page.view.visualRect(page.model.index_of(cell))
        image: QImage = page.view.viewport().grab(rect).toImage()
        return image.pixelColor(x % image.width(), y % image.height())

    assert at(SQUARE[3], 8, 8) == color(Role.SURFACE)
    drag(page, FIRST, spot(page, SQUARE[3]))
    assert at(SQUARE[3], 8, 8) == color(Role.SELECTED)
    assert at(SQUARE[3], -1, 8) == color(Role.ACCENT)
    assert at(SQUARE[3], 8, -1) == color(Role.ACCENT)
    assert at(FIRST, 8, 8) == color(Role.SURFACE)  # the current cell
    assert at(FIRST, 1, 8) == color(Role.ACCENT)
    assert at(A + "granted.natural", 8, 8) == color(Role.SURFACE)
    fingers.press(Key.Key_Escape)
    assert at(SQUARE[3], 8, 8) == color(Role.SURFACE)


def test_a_screen_reader_knows_what_is_selected(page: TablePage, fingers: Fingers) -> None:
    fingers.press(Key.Key_Right, Key.Key_Down, shift=True)
    table = QAccessible.queryAccessibleInterface(page.view)
    children = [table.child(place) for place in range(table.childCount())]
    heard = {child.text(QAccessible.Text.Name) for child in children if child.state().selected}
    assert heard == {page.model.spoken(cell) for cell in SQUARE}
    assert page.view.spoken_block() == "选中 4 格，从一、本年新收·自然人到二、上年结转·商业企业"
