"""Every key of the table, by real key events into the real page."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gi_desktop.report.values import Raw
from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.table.cell_menu import cell_menu
from gi_desktop.ui.table.delegate import CellEditor
from gi_desktop.ui.theme import Role, color
from tests.ui.table.conftest import Fingers, OpenPage

Key = Qt.Key
FIRST = "applications.received.natural"
SECOND = "applications.carried_in.natural"
TOTAL = "applications.received.total"


@pytest.fixture
def page(session: Session, open_page: OpenPage) -> TablePage:
    return open_page(session, "applications")


def stored(session: Session) -> dict[str, object]:
    return dict(session.report.cells)


def editing(page: TablePage) -> bool:
    return isinstance(QApplication.focusWidget(), CellEditor)


def test_the_first_cell_takes_the_keys(page: TablePage) -> None:
    assert page.view.current_cell() == FIRST


def test_typing_replaces_and_is_entered_letter_by_letter(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("4")
    assert stored(session) == {FIRST: 4}
    fingers.type("0")
    assert stored(session) == {FIRST: 40}
    assert page.model.state(TOTAL).text == "40"
    assert "一 40 ＋ 二 未填" in page.strip.accessibleName()
    fingers.press(Key.Key_Up)  # there is no cell above: the entry ends, the cell stays
    assert not editing(page)
    fingers.type("7")
    assert stored(session) == {FIRST: 7}


def test_the_numeric_keypad_does_the_same(page: TablePage, session: Session) -> None:
    for key in (Key.Key_5, Key.Key_6, Key.Key_Enter, Key.Key_7, Key.Key_Down):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, Qt.KeyboardModifier.KeypadModifier)
    assert stored(session) == {FIRST: 56, SECOND: 7}
    assert page.view.current_cell() == "applications.granted.natural"


def test_an_entry_is_one_step_of_undo(page: TablePage, session: Session, fingers: Fingers) -> None:
    fingers.type("123")
    fingers.press(Key.Key_Return)
    fingers.type("45")
    fingers.press(Key.Key_Return)
    assert session.undo_label == "填写 表三二、上年结转·自然人"
    session.undo()
    assert stored(session) == {FIRST: 123}
    session.undo()
    assert stored(session) == {}
    session.redo()
    assert stored(session) == {FIRST: 123}
    assert page.model.state(FIRST).text == "123"


def test_enter_goes_down_and_passes_over_totals(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    page.show_cell("applications.other_other.natural")
    fingers.press(Key.Key_Enter)  # the one of the numeric keypad
    assert page.view.current_cell() == "applications.carried_out.natural"
    fingers.press(Key.Key_Return)
    assert page.view.current_cell() == "applications.received.business"
    fingers.press(Key.Key_Return, shift=True)
    assert page.view.current_cell() == "applications.carried_out.natural"
    page.show_cell("applications.carried_out.other")
    fingers.press(Key.Key_Return)
    assert page.view.current_cell() == "applications.carried_out.other"


def test_enter_stops_at_a_typed_total(page: TablePage, session: Session, fingers: Fingers) -> None:
    page.show_cell("applications.total.natural")
    fingers.press(Key.Key_F2)
    fingers.type("5")
    fingers.press(Key.Key_Up)
    assert page.view.current_cell() == "applications.other_other.natural"
    fingers.press(Key.Key_Return)
    assert page.view.current_cell() == "applications.total.natural"


def test_tab_goes_right_and_leaves_at_the_ends(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    before, after = QPushButton("前", page), QPushButton("后", page)
    before.show()
    after.show()
    page.setTabOrder(before, page.view)
    page.setTabOrder(page.view, after)
    fingers.type("1")
    fingers.press(Key.Key_Tab)
    assert page.view.current_cell() == "applications.received.business"
    fingers.press(Key.Key_Backtab)
    assert page.view.current_cell() == FIRST
    page.show_cell("applications.received.other")
    fingers.press(Key.Key_Tab)  # the total is passed over
    assert page.view.current_cell() == SECOND
    page.show_cell("applications.carried_out.other")
    fingers.type("2")
    fingers.press(Key.Key_Tab)
    assert after.hasFocus()
    assert session.report.stored("applications.carried_out.other") == 2
    page.show_cell(FIRST)
    fingers.press(Key.Key_Backtab)
    assert before.hasFocus()


def test_arrows_home_and_end(page: TablePage, fingers: Fingers) -> None:
    fingers.press(Key.Key_Right, Key.Key_Down, Key.Key_Down)
    assert page.view.current_cell() == "applications.granted.business"
    fingers.press(Key.Key_Left, Key.Key_Up)
    assert page.view.current_cell() == SECOND
    fingers.press(Key.Key_End)
    assert page.view.current_cell() == "applications.carried_in.total"
    fingers.press(Key.Key_Home)
    assert page.view.current_cell() == SECOND
    fingers.press(Key.Key_End, control=True)
    assert page.view.current_cell() == "applications.carried_out.total"
    fingers.press(Key.Key_Home, control=True)
    assert page.view.current_cell() == FIRST
    fingers.press(Key.Key_PageDown)
    below = page.view.current_cell()
    assert below not in (FIRST, SECOND)
    fingers.press(Key.Key_PageUp)
    assert page.view.current_cell() == FIRST


def test_arrows_end_an_entry_but_move_in_the_text_after_f2(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("12")
    fingers.press(Key.Key_Right)
    assert page.view.current_cell() == "applications.received.business"
    fingers.press(Key.Key_Left, Key.Key_F2)
    fingers.press(Key.Key_End, Key.Key_Left)
    fingers.type("0")
    assert stored(session) == {FIRST: 102}
    fingers.press(Key.Key_Down)
    assert page.view.current_cell() == SECOND
    fingers.type("34")
    fingers.press(Key.Key_F2, Key.Key_Left)
    fingers.type("9")
    assert session.report.stored(SECOND) == 394


def test_escape_puts_the_old_value_back(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("8")
    fingers.press(Key.Key_Return, Key.Key_Up)
    version = session.version
    fingers.type("99")
    assert stored(session) == {FIRST: 99}
    fingers.press(Key.Key_Escape)
    assert stored(session) == {FIRST: 8}
    assert session.version == version
    assert not editing(page)
    assert page.view.hasFocus()


def test_escape_after_undo_while_typing_touches_nothing_else(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("8")
    fingers.press(Key.Key_Return)
    fingers.type("9")
    session.undo()
    session.undo()
    fingers.press(Key.Key_Escape)
    assert stored(session) == {}


def test_undo_while_typing_shows_what_stands(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("89")
    session.undo()
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellEditor)
    assert editor.text() == ""


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_empties(key: Key, page: TablePage, session: Session, fingers: Fingers) -> None:
    fingers.type("8")
    fingers.press(Key.Key_Return, Key.Key_Up, key)
    assert stored(session) == {}
    assert page.view.current_cell() == FIRST
    assert session.undo_label == "清除 表三一、本年新收·自然人"
    session.undo()
    assert stored(session) == {FIRST: 8}


def test_the_space_bar_empties_nothing(page: TablePage, session: Session, fingers: Fingers) -> None:
    fingers.type("8")
    fingers.press(Key.Key_Return, Key.Key_Up, Key.Key_Space)
    assert stored(session) == {FIRST: 8}


def test_a_total_is_typed_after_f2_and_made_automatic_again(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    page.show_cell(TOTAL)
    told: list[str] = []
    page.told.connect(lambda sentence, _lines, _actions: told.append(sentence))
    fingers.type("5")
    assert stored(session) == {}
    assert not editing(page)
    assert len(told) == 1
    assert "F2" in told[0]
    fingers.press(Key.Key_F2)
    fingers.press(Key.Key_Return)  # nothing typed: it stays automatic
    assert stored(session) == {}
    page.show_cell(TOTAL)
    fingers.press(Key.Key_F2)
    fingers.type("5")
    assert stored(session) == {TOTAL: 5}
    fingers.press(Key.Key_Escape)
    assert stored(session) == {}
    fingers.press(Key.Key_F2)
    fingers.type("5")
    fingers.press(Key.Key_Up)
    assert not page.model.state(TOTAL).automatic
    page.show_cell(TOTAL)
    fingers.press(Key.Key_Delete)
    assert page.model.state(TOTAL).automatic
    assert session.undo_label == "改回自动计算 表三一、本年新收·总计"


def menu_of(page: TablePage) -> dict[str, QAction]:
    menu = cell_menu(page.view, page.model)
    return {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}


def test_the_menu_of_a_total(page: TablePage, session: Session, fingers: Fingers) -> None:
    page.show_cell(TOTAL)
    actions = menu_of(page)
    assert list(actions) == ["填写总计", "剪切", "复制", "粘贴", "改回自动计算", "填 0", "全选"]
    assert not actions["改回自动计算"].isEnabled()
    actions["填写总计"].trigger()
    fingers.type("6")
    fingers.press(Key.Key_Return)
    assert stored(session) == {TOTAL: 6}
    page.show_cell(TOTAL)
    actions = menu_of(page)
    assert next(iter(actions)) == "修改"
    actions["改回自动计算"].trigger()
    assert stored(session) == {}


def test_copy(page: TablePage, session: Session, fingers: Fingers) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("旧")
    fingers.press(Key.Key_C, control=True)
    assert clipboard.text() == "旧"  # an empty cell has nothing to copy
    fingers.type("12")
    fingers.press(Key.Key_Return, Key.Key_Up)
    fingers.press(Key.Key_C, control=True)
    assert clipboard.text() == "12"


def test_full_width_digits_of_an_input_method_are_understood(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.compose("", "１，２３４")
    assert stored(session) == {FIRST: 1234}
    fingers.press(Key.Key_Return)
    assert page.model.state(FIRST).text == "1234"


def test_what_is_no_number_is_kept_and_found(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.compose("wu")
    assert stored(session) == {}
    fingers.compose("", "无")
    fingers.press(Key.Key_Return)
    assert stored(session) == {FIRST: Raw("无")}
    assert page.model.state(FIRST).text == "无"
    (finding,) = [found for found in session.findings if found.code == "not_a_count"]
    assert finding.cells == (FIRST,)


def test_after_each_entry_an_input_method_and_the_frame_are_there_again(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    fingers.type("1")
    fingers.press(Key.Key_Return)
    assert page.view.hasFocus()
    assert page.view.testAttribute(enabled)
    fingers.compose("", "２")
    fingers.press(Key.Key_Escape)
    fingers.compose("", "３")
    fingers.press(Key.Key_Return)
    assert stored(session) == {FIRST: 1, SECOND: 3}
    index = page.view.currentIndex()
    image = page.view.viewport().grab(page.view.visualRect(index)).toImage()
    assert image.pixelColor(1, 8) == color(Role.ACCENT)
    image = page.view.viewport().grab(page.view.visualRect(page.model.index_of(SECOND))).toImage()
    assert image.pixelColor(1, 8) != color(Role.ACCENT)


def test_a_composition_is_entered_before_leaving(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("1")
    fingers.compose("２")
    page.commit()
    assert stored(session) == {FIRST: 12}
    assert not editing(page)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Down, Key.Key_Right, Key.Key_PageDown])
def test_a_key_that_leads_on_takes_the_first_composition_along(
    page: TablePage, session: Session, fingers: Fingers, key: Qt.Key
) -> None:
    """The table itself has the focus while the first characters are composed."""
    fingers.type("1")
    fingers.press(Key.Key_Return, Key.Key_Up)
    fingers.compose("２")
    assert page.view.hasFocus()
    fingers.press(key)
    assert stored(session) == {FIRST: 2}
    assert not editing(page)
    assert page.view.current_cell() != FIRST


def test_escape_gives_up_the_first_composition(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.type("1")
    fingers.press(Key.Key_Return, Key.Key_Up)
    fingers.compose("２")
    fingers.press(Key.Key_Escape)
    assert stored(session) == {FIRST: 1}
    assert not editing(page)


def test_a_click_on_another_cell_takes_the_first_composition_along(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    fingers.compose("２")
    place = page.view.visualRect(page.model.index_of(SECOND)).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stored(session) == {FIRST: 2}
    assert page.view.current_cell() == SECOND


def test_an_input_method_does_not_type_into_an_automatic_total(
    page: TablePage, session: Session, fingers: Fingers, qtbot: QtBot
) -> None:
    page.show_cell(TOTAL)
    with qtbot.waitSignal(page.told):
        fingers.compose("", "５")
    assert stored(session) == {}


def test_commit_ends_the_entry(page: TablePage, session: Session, fingers: Fingers) -> None:
    fingers.type("1")
    page.commit()
    page.commit()
    assert stored(session) == {FIRST: 1}
    assert page.view.hasFocus()


def test_the_wheel_changes_no_number(page: TablePage, session: Session, fingers: Fingers) -> None:
    fingers.type("5")
    for widget in (page.view.viewport(), fingers.target):
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(widget.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
    assert stored(session) == {FIRST: 5}


def test_a_click_on_a_cell_goes_there_and_one_on_a_label_does_not(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    def click(row: int, column: int) -> None:
        spot = page.view.visualRect(page.model.index(row, column)).center()
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    click(1, 4)
    assert page.view.current_cell() == "applications.carried_in.business"
    click(2, 1)
    assert page.view.current_cell() == "applications.carried_in.business"
    fingers.type("3")
    click(0, 3)
    assert stored(session) == {"applications.carried_in.business": 3}
    assert page.view.current_cell() == FIRST


def test_dragging_over_labels_leaves_the_keys_where_they_are(
    page: TablePage, session: Session, fingers: Fingers
) -> None:
    def spot(row: int, column: int) -> QPoint:
        return page.view.visualRect(page.model.index(row, column)).center()

    viewport, left = page.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, pos=spot(0, 3))
    for end in (spot(0, 1), spot(4, 1)):
        QApplication.sendEvent(
            viewport,
            QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(end),
                QPointF(viewport.mapToGlobal(end)),
                Qt.MouseButton.NoButton,
                left,
                Qt.KeyboardModifier.NoModifier,
            ),
        )
    QTest.mouseRelease(viewport, left, pos=spot(4, 1))
    fingers.type("6")
    assert stored(session) == {FIRST: 6}


@pytest.mark.parametrize("way", ["typed", "composed", "pasted over"])
def test_what_is_refused_does_not_stay_in_the_cell(
    page: TablePage, session: Session, fingers: Fingers, way: str
) -> None:
    fingers.type("7")
    fingers.press(Key.Key_Return, Key.Key_Up)
    if way == "pasted over":
        QGuiApplication.clipboard().setText("9")
        fingers.press(Key.Key_F2)
    session.set_read_only("只能看。")
    if way == "typed":
        fingers.type("5")
    elif way == "composed":
        fingers.compose("", "５")
    else:
        fingers.press(Key.Key_V, control=True)
    assert not editing(page)
    assert page.view.hasFocus()
    assert stored(session) == {FIRST: 7}
    fingers.press(Key.Key_Down)
    assert page.view.current_cell() != FIRST
