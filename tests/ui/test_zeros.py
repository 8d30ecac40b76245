"""The many reports in which nothing happened: 全部填零 for one table and for all."""

import pytest
from PySide6.QtCore import Qt

from gi_desktop.drafts import SetDraft, Status
from gi_desktop.report.pasting import as_block
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.steps import State, states
from gi_desktop.ui.window import Window
from tests.toy import TOY, find_edition
from tests.ui.conftest import OpenWindow
from tests.ui.hands import (
    ALT,
    CONTROL,
    SHIFT,
    Key,
    buttons,
    edit_menu,
    keys,
    press,
    session_of,
    texts,
)

MOST_PRESSES = 20


class Counted:
    """Key presses, counted."""

    def __init__(self) -> None:
        self.presses = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self.presses += 1
        press(key, modifier)


def tables(window: Window) -> list[State]:
    session = session_of(window)
    found = states(session)[1:]
    pairs = zip(session.form.sections, found, strict=False)
    return [state for section, state in pairs if section.table]


def test_three_tables_of_zeros_take_few_key_presses(open_window: OpenWindow) -> None:
    window, hand = open_window(), Counted()
    hand.press(Key.Key_N, CONTROL)
    hand.press(Key.Key_Z, ALT | SHIFT)
    assert hand.presses < MOST_PRESSES
    session = session_of(window)
    assert tables(window) == [State.DONE] * 3
    assert set(session.sheet.values) == {0}
    assert not [found for found in session.findings if found.cells]


def test_table_by_table_it_takes_few_too(open_window: OpenWindow) -> None:
    window, hand = open_window(), Counted()
    hand.press(Key.Key_N, CONTROL)
    for step in (Key.Key_3, Key.Key_4, Key.Key_5):
        hand.press(step, ALT)
        hand.press(Key.Key_Z, ALT)
    assert hand.presses < MOST_PRESSES
    assert tables(window) == [State.DONE] * 3


def test_exceptions_are_typed_over(window: Window) -> None:
    press(Key.Key_Z, ALT | SHIFT)
    press(Key.Key_4, ALT)
    keys("5")
    press(Key.Key_Return)
    sheet = session_of(window).sheet
    assert sheet.value("applications.received.natural") == 5
    assert sheet.value("applications.received.total") == 5


def test_it_is_one_step_named_in_the_menu(window: Window) -> None:
    press(Key.Key_4, ALT)
    keys("7")
    press(Key.Key_Z, ALT)
    session = session_of(window)
    assert edit_menu(window)[0] == "撤销“表三全部填零”(&U)"
    assert session.report.stored("applications.received.natural") == 7
    press(Key.Key_Z, ALT | SHIFT)
    assert edit_menu(window)[0] == "撤销“各表全部填零”(&U)"
    press(Key.Key_Z, CONTROL)
    press(Key.Key_Z, CONTROL)
    assert session.report.cells == {"applications.received.natural": 7}
    assert edit_menu(window)[1] == "重做“表三全部填零”(&R)"
    press(Key.Key_Z, CONTROL)
    assert session.report.cells == {}
    for _ in range(3):
        press(Key.Key_Y, CONTROL)
    assert 7 in session.report.cells.values()
    assert None not in session.sheet.values


def test_the_notice_offers_the_other_tables(window: Window) -> None:
    press(Key.Key_5, ALT)
    (button,) = buttons(window.stack, "全部填零")
    button.click()
    assert "表四空着的 12 格都填了 0，填过的没有动。有数的格子直接改。" in texts(window.notice)
    (others,) = buttons(window.notice, "其他各表也填零")
    others.click()
    assert tables(window) == [State.DONE] * 3
    assert session_of(window).undo_label == "各表全部填零"
    assert buttons(window.notice, "其他各表也填零") == []


def test_the_table_is_meant_only_where_one_is_shown(window: Window) -> None:
    own = window.actions_
    assert not own.zero_table.isEnabled()
    assert own.zero_all.isEnabled()
    press(Key.Key_Z, ALT)
    assert session_of(window).report.cells == {}
    press(Key.Key_3, ALT)
    assert own.zero_table.isEnabled()
    window.desk.session = None
    window.desk.replaced.emit()
    assert not own.zero_table.isEnabled()
    assert not own.zero_all.isEnabled()


@pytest.mark.parametrize("why", ["正由别人修改。", ""])
def test_it_is_not_offered_where_nothing_can_be_changed(window: Window, why: str) -> None:
    session, actions = session_of(window), window.actions_
    window.go(3)
    page = window.pages[3]
    assert isinstance(page, TablePage)

    def offered() -> set[bool]:
        ways = (page.zeros, actions.zero_table, actions.zero_all)
        return {way.isEnabled() for way in ways}

    assert offered() == {True}
    if why:
        session.set_read_only(why)
    else:
        session.apply(SetDraft("定稿", {"status": Status.FINAL}))
    assert offered() == {False}
    assert page.zeros.toolTip() == session.locked
    window.go(2)
    window.go(3)
    assert offered() == {False}
    session.set_read_only("")
    session.apply(SetDraft("改回草稿", {"status": Status.DRAFT}))
    assert offered() == {True}


def test_another_form_is_filled_alike(open_window: OpenWindow) -> None:
    window = open_window(TOY, find_edition)
    window.desk.new()
    press(Key.Key_3, ALT)
    press(Key.Key_Z, ALT)
    session = session_of(window)
    assert set(session.sheet.values) == {0}
    page = window.pages[2]
    assert isinstance(page, TablePage)
    press(Key.Key_A, CONTROL)
    press(Key.Key_C, CONTROL)
    cells = page.view.selected()
    assert as_block(cells, page.model.table, session.sheet) == "0\t0\t0\n" * 3 + "0\t\t"
