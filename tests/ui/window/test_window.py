"""The window of a report: its steps, their states, and undo across them."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.prose import paragraphs
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.steps import State, states
from gi_desktop.ui.window import Window
from tests.ui.filling import NATURAL, fill_everything, table_page
from tests.ui.hands import (
    ALT,
    CONTROL,
    NONE,
    SHIFT,
    Key,
    compose,
    edit_menu,
    focused,
    keys,
    press,
    session_of,
    type_chinese,
)


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def show_all() -> None:
    """Let layouts ask for paints, and these for layouts."""
    for _ in range(3):
        QApplication.processEvents()


# Steps ----------------------------------------------------------------------------------------


def test_the_steps_are_those_of_the_form(window: Window) -> None:
    names = [window.list.item(number).text() for number in range(window.list.count())]
    sections = [section.name for section in session_of(window).form.sections]
    assert names == ["基本信息", *sections, "核对与导出"]


@pytest.mark.parametrize(
    "key, kind",
    [
        (Key.Key_1, BasicsPage),
        (Key.Key_2, ProsePage),
        (Key.Key_4, TablePage),
        (Key.Key_8, FinishPage),
    ],
)
def test_alt_and_a_digit_lead_to_a_step(window: Window, key: Qt.Key, kind: type) -> None:
    press(key, ALT)
    assert window.number == key - Key.Key_1
    assert isinstance(window.pages[window.number], kind)
    assert window.pages[window.number].isAncestorOf(focused())


def test_next_and_previous_by_key_and_by_button(window: Window) -> None:
    press(Key.Key_PageDown, CONTROL)
    assert window.number == 1
    QTest.mouseClick(window.foot.next, Qt.MouseButton.LeftButton)
    assert window.number == 2
    press(Key.Key_PageUp, CONTROL)
    QTest.mouseClick(window.foot.previous, Qt.MouseButton.LeftButton)
    assert window.number == 0
    assert not window.foot.previous.isEnabled()


def test_the_foot_names_where_one_is_and_what_comes(window: Window) -> None:
    window.go(3)
    assert window.foot.count.text() == "第 4 步，共 8 步"
    assert session_of(window).form.sections[3].name in window.foot.next.text()
    window.go(7)
    assert not window.foot.next.isVisible()


def test_a_click_in_the_list_leads_to_the_page(window: Window) -> None:
    rect = window.list.visualItemRect(window.list.item(4))
    QTest.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, NONE, rect.center())
    assert window.number == 4
    assert window.pages[4].isAncestorOf(focused())


def test_arrows_in_the_list_show_pages_and_keep_the_focus(window: Window) -> None:
    window.list.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert window.number == 2
    assert window.list.hasFocus()
    press(Key.Key_Return)
    assert table_page(window).view.hasFocus()


def test_f6_goes_round_the_parts(window: Window) -> None:
    press(Key.Key_F6)
    assert window.side.isAncestorOf(focused())
    press(Key.Key_F6)
    assert window.toolbar.isAncestorOf(focused())
    press(Key.Key_F6)
    assert window.list.hasFocus()
    press(Key.Key_F6)
    assert window.pages[0].isAncestorOf(focused())
    press(Key.Key_F6, SHIFT)
    assert window.list.hasFocus()


def test_step_names_are_never_cut(window: Window) -> None:
    for number in range(window.list.count()):
        rect = window.list.visualItemRect(window.list.item(number))
        hint = window.list.sizeHintForRow(number)
        assert rect.height() >= hint
    assert not window.list.verticalScrollBar().isVisible()


# States ---------------------------------------------------------------------------------------


def test_an_empty_report_is_untouched_not_wrong(window: Window) -> None:
    assert set(states(session_of(window))) == {State.OPEN}


def test_everything_filled_in_is_done(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    assert set(states(session)) == {State.DONE}
    text = window.list.item(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.endswith("已填好")


def test_other_words_at_a_step_are_said_and_not_painted(window: Window) -> None:
    session, item = session_of(window), window.list.item(3)
    fill_everything(session)
    session.apply(SetCells("错", {NATURAL.format("received"): 1}))
    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
    show_all()
    painted = Painted(window.list.viewport())
    session.apply(SetCells("错", {NATURAL.format("received"): 2}))
    show_all()
    assert not painted.count
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) != said
    assert "第一项 2＋" in item.toolTip()
    session.apply(SetCells("改正", {NATURAL.format("received"): 0}))
    show_all()
    assert painted.count


def test_a_fault_shows_at_its_step_and_goes_when_mended(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    session.apply(SetCells("错", {NATURAL.format("received"): 1}))
    expected = [State.DONE] * 7
    expected[3] = State.ERROR
    assert states(session) == (*expected, State.OPEN)
    session.undo()
    assert set(states(session)) == {State.DONE}


def test_a_section_that_says_nothing_is_wrong_not_untouched(window: Window) -> None:
    session = session_of(window)
    session.apply(SetText("写", "problems", paragraphs("无")))
    assert states(session)[5] is State.ERROR


# Undo across pages ----------------------------------------------------------------------------


def test_undo_and_redo_cross_pages(window: Window) -> None:
    session = session_of(window)
    start = session.report
    type_chinese("某局")
    press(Key.Key_2, ALT)
    type_chinese("总体情况")
    press(Key.Key_4, ALT)
    keys("7")
    press(Key.Key_Return)
    full = session.report
    press(Key.Key_8, ALT)
    for _ in range(3):
        press(Key.Key_Z, CONTROL)
    assert session.report == start
    assert not window.actions_.undo.isEnabled()
    for _ in range(3):
        press(Key.Key_Y, CONTROL)
    assert session.report == full


def test_undo_in_a_field_is_the_reports(window: Window) -> None:
    keys("abc")
    press(Key.Key_Tab)
    press(Key.Key_Tab, SHIFT)
    keys("def")
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    press(Key.Key_Z, CONTROL)
    assert page.edits["name"].text() == "abc"
    press(Key.Key_Z, CONTROL)
    press(Key.Key_Z, CONTROL)
    assert page.edits["name"].text() == ""


def test_the_menu_names_what_would_be_undone(window: Window) -> None:
    type_chinese("某局")
    assert edit_menu(window)[0].startswith("撤销“修改机关名称”")
    press(Key.Key_Z, CONTROL)
    assert edit_menu(window)[1].startswith("重做“修改机关名称”")


def test_a_composition_is_committed_by_leaving_the_page(window: Window) -> None:
    press(Key.Key_2, ALT)
    compose("zongti")
    press(Key.Key_PageDown, CONTROL)
    text = session_of(window).report.text("overview")
    assert [paragraph.resolve(lambda _cell: None) for paragraph in text] == ["zongti"]


def test_a_composition_in_a_field_is_committed_by_leaving_the_page(window: Window) -> None:
    compose("moju")
    press(Key.Key_PageDown, CONTROL)
    assert session_of(window).report.organ.name == "moju"
