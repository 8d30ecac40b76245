"""Another form in the same window: nothing in it knows the official one."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.importing import import_file
from gi_desktop.report.canonical import canonical
from gi_desktop.ui.output import Way
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.steps import State, states
from gi_desktop.ui.window import Window
from tests.toy import TOY, find_edition
from tests.ui.conftest import OpenWindow
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, Key, keys, press, save, session_of, type_chinese

COUNTS = {
    "letters.received.paper": "30",
    "letters.received.mail": "11",
    "letters.answered.paper": "29",
    "letters.answered.mail": "11",
    "letters.open.paper": "1",
    "letters.open.mail": "0",
    "letters.postage.amount": "0.50",
}


@pytest.fixture
def toy(open_window: OpenWindow) -> Window:
    """The window with the toy form, filled in by keys."""
    window = open_window(TOY, find_edition)
    window.desk.new()
    type_chinese("某局")
    press(Key.Key_2, ALT)
    type_chinese("本年收到来信，都作了登记。")
    press(Key.Key_3, ALT)
    page = window.pages[2]
    assert isinstance(page, TablePage)
    for cell, typed in COUNTS.items():
        page.show_cell(cell)
        keys(typed)
        press(Key.Key_Return)
    press(Key.Key_1, ALT)
    basics = window.pages[0]
    assert isinstance(basics, BasicsPage)
    basics.edits["year"].setFocus()
    basics.edits["year"].selectAll()
    keys("2025")
    basics.kind.setFocus()
    press(Key.Key_Down)
    basics.edits["telephone"].setFocus()
    keys("0000-1")
    return window


def test_the_steps_follow_the_form(toy: Window) -> None:
    assert [step.name for step in toy.steps] == [
        "基本信息",
        "一、工作情况",
        "二、来信数量",
        "核对与导出",
    ]
    assert set(states(session_of(toy))) == {State.DONE}
    assert session_of(toy).sheet.value("letters.received.total") == 41


def test_its_relation_is_checked(toy: Window) -> None:
    press(Key.Key_3, ALT)
    page = toy.pages[2]
    assert isinstance(page, TablePage)
    page.show_cell("letters.open.mail")
    keys("2")
    press(Key.Key_Return)
    assert states(session_of(toy))[2] is State.ERROR
    press(Key.Key_F8)
    assert toy.number == 2


def test_saved_and_opened_it_is_the_same(toy: Window, dialogs: FakeDialogs, tmp_path: Path) -> None:
    before = session_of(toy).report
    dialogs.save_path = dialogs.open_path = tmp_path / "a.xxgk"
    save(toy)
    press(Key.Key_W, CONTROL)
    press(Key.Key_O, CONTROL)
    assert session_of(toy).report == before


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_exported_and_imported_it_is_the_same(
    toy: Window, dialogs: FakeDialogs, tmp_path: Path, kind: str, qtbot: QtBot
) -> None:
    dialogs.save_path = tmp_path / f"a.{kind}"
    toy.output.start(Way(kind))
    qtbot.waitUntil(lambda: not toy.output.exporter.busy_with)
    found = import_file(dialogs.save_path, TOY).report
    assert canonical(found, TOY) == canonical(session_of(toy).report, TOY)
