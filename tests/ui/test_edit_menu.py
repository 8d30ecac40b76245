from PySide6.QtGui import QGuiApplication

from gi_desktop.ui.window import Window
from tests.ui.hands import Key, focused, keys, press, session_of


def test_the_menu_cuts_copies_and_pastes_in_a_field(window: Window) -> None:
    menu = window.actions_.clipboard
    keys("abc")
    menu.select_all.trigger()
    menu.cut.trigger()
    assert session_of(window).report.organ.name == ""
    menu.paste.trigger()
    menu.paste.trigger()
    assert session_of(window).report.organ.name == "abcabc"
    menu.select_all.trigger()
    menu.copy.trigger()
    assert QGuiApplication.clipboard().text() == "abcabc"


def test_the_menu_acts_on_prose_too(window: Window) -> None:
    menu = window.actions_.clipboard
    window.go(1)
    keys("abc")
    menu.select_all.trigger()
    menu.cut.trigger()
    assert session_of(window).report.text("overview") == ()
    assert QGuiApplication.clipboard().text() == "abc"


def test_the_menu_copies_a_cell(window: Window) -> None:
    window.go(3)
    keys("41")
    press(Key.Key_Return)
    press(Key.Key_Up)
    window.actions_.clipboard.copy.trigger()
    assert QGuiApplication.clipboard().text() == "41"


def test_the_menu_acts_on_all_selected_cells(window: Window) -> None:
    menu = window.actions_.clipboard
    window.go(4)
    menu.select_all.trigger()
    menu.fill_zero.trigger()
    cells = session_of(window).report.cells
    assert set(cells.values()) == {0}
    menu.cut.trigger()
    assert session_of(window).report.cells == {}
    menu.paste.trigger()
    assert session_of(window).report.cells == cells


def test_what_cannot_be_done_is_grey(window: Window) -> None:
    menu = window.actions_.clipboard
    keys("abc")
    menu._enable()
    assert not menu.cut.isEnabled()
    menu.select_all.trigger()
    menu._enable()
    assert menu.cut.isEnabled()
    window.go(3)
    menu._enable()
    assert not menu.cut.isEnabled()
    assert not menu.copy.isEnabled()
    assert menu.select_all.isEnabled()
    keys("4")
    press(Key.Key_Return)
    press(Key.Key_Up)
    menu._enable()
    assert menu.cut.isEnabled()
    assert menu.copy.isEnabled()


def test_a_page_that_is_gone_is_not_acted_on(window: Window) -> None:
    keys("abc")
    focused().deleteLater()
    window.desk._take(None)
    menu = window.actions_.clipboard
    menu.select_all.trigger()
    menu._enable()
    assert not menu.cut.isEnabled()
