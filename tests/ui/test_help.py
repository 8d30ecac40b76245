"""F1, the help beside the work, and the whole of it with its search."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from gi_desktop.report.model import Seal
from gi_desktop.ui.actions import KEYS
from gi_desktop.ui.field_help import FIELD_NAMES, field_help
from gi_desktop.ui.help_book import book
from gi_desktop.ui.help_page import HelpPage
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.window import Window
from tests.toy import TOY, find_edition
from tests.ui.conftest import OpenWindow
from tests.ui.hands import (
    ALT,
    CONTROL,
    SHIFT,
    Key,
    focused,
    keys,
    press,
    session_of,
    texts,
    type_chinese,
)

PARTIAL = "applications.partial.natural"
SOME = QPoint(20, 20)


# Beside the work --------------------------------------------------------------------------------


@pytest.fixture
def at_cell(window: Window) -> Window:
    """The cursor in table three."""
    window.go(3)
    page = window.pages[3]
    assert isinstance(page, TablePage)
    page.show_cell(PARTIAL)
    return window


def test_f1_leads_into_the_help_and_escape_back(at_cell: Window) -> None:
    shown = at_cell.side.help
    low = shown.height()
    press(Key.Key_F1)
    assert shown.area.hasFocus()
    assert shown.height() > low
    row = session_of(at_cell).form.cells[PARTIAL].row
    interface = QAccessible.queryAccessibleInterface(shown.area)
    assert row.label in interface.text(QAccessible.Text.Name)
    assert row.help.text in interface.text(QAccessible.Text.Description)
    press(Key.Key_Escape)
    page = at_cell.pages[3]
    assert isinstance(page, TablePage)
    assert page.view.hasFocus()
    assert page.view.current_cell() == PARTIAL
    assert shown.height() == low
    keys("5")
    press(Key.Key_Return)
    assert session_of(at_cell).report.cells[PARTIAL] == 5


def test_arrows_scroll_the_help(window: Window, qtbot: QtBot) -> None:
    window.resize(1366, 480)
    window.go(1)
    press(Key.Key_F1)
    bar = window.side.help.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    press(Key.Key_Down)
    assert bar.value() > 0


def test_f1_opens_the_folded_side(at_cell: Window) -> None:
    press(Key.Key_F9)
    assert not at_cell.side.isVisible()
    press(Key.Key_F1)
    assert at_cell.side.isVisible()
    assert at_cell.side.help.area.hasFocus()


def test_help_for_every_field_of_the_first_step(window: Window) -> None:
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    page.seals.buttons[Seal.UNSEALED].click()
    page.preface.setFocus()
    for key, field in page.edits.items():
        field.setFocus()
        assert window.side.help.title.text() == FIELD_NAMES[key]
        assert field_help(key, session_of(window).form).parts[0].text in texts(window.side.help)


# The whole help ---------------------------------------------------------------------------------


def whole(window: Window, qtbot: QtBot) -> HelpPage:
    page = window.helping.page
    assert page is not None
    qtbot.waitUntil(page.isActiveWindow)
    return page


def marked(page: HelpPage) -> str:
    begin, end = page.reader.found[page.number]
    return page.reader.toPlainText()[begin:end]


def test_f1_again_opens_the_whole_at_what_has_the_focus(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1)
    press(Key.Key_F1)
    page = whole(at_cell, qtbot)
    assert page.current_entry() == "row applications.partial"
    assert page.search.hasFocus()
    item = page.contents.currentItem()
    assert item is not None
    assert page.contents.viewport().rect().contains(page.contents.visualItemRect(item))
    press(Key.Key_Escape)
    assert not page.isVisible()


def test_the_start_page_has_the_whole_help(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    press(Key.Key_F1)
    page = whole(window, qtbot)
    assert "到这一格" not in page.reader.toPlainText()
    page.jump()
    assert window.session is None
    page.close()


def test_search_goes_from_place_to_place(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    keys("36")
    found = len(page.reader.found)
    assert found > 1
    assert marked(page) == "第三十六条"
    assert page.count.text() == f"第 1 处，共 {found} 处"
    assert len(page.reader.extraSelections()) == found
    first = page.current_entry()
    for key in (Key.Key_Return, Key.Key_F3):
        press(key)
    assert page.number == 2
    assert page.current_entry() != first
    cursor = page.reader.cursorRect(page.reader.textCursor())
    assert page.reader.viewport().rect().contains(cursor)
    press(Key.Key_F3, SHIFT)
    press(Key.Key_Return, SHIFT)
    assert page.number == 0
    press(Key.Key_F3, SHIFT)
    assert page.number == found - 1, "round and round"
    page.search.setText("没有这句话的")
    assert page.count.text() == "没有找到"
    assert not page.forward.isEnabled()
    press(Key.Key_F3)
    assert page.number == -1
    page.close()


def test_from_an_entry_to_its_cell_by_key(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    page.search.setText("复议机关作共同被告")
    assert page.current_entry() == "row review.litigation_after_review"
    press(Key.Key_G, CONTROL)
    qtbot.waitUntil(at_cell.isActiveWindow)
    assert at_cell.number == 4
    table = at_cell.pages[4]
    assert isinstance(table, TablePage)
    assert table.view.current_cell() == "review.litigation_after_review.upheld"
    assert table.view.hasFocus()
    page.close()


def test_a_link_leads_to_its_place_too(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    page.show_entry("field postcode")
    page.reader.setFocus()
    press(Key.Key_Tab)  # the first link after the cursor
    press(Key.Key_Return)
    qtbot.waitUntil(at_cell.isActiveWindow)
    basics = at_cell.pages[0]
    assert isinstance(basics, BasicsPage)
    assert focused() is basics.edits["postcode"]
    page.close()


def test_every_link_leads_somewhere(window: Window) -> None:
    for chapter in book(session_of(window).form, keys=KEYS):
        for entry in chapter.entries:
            if entry.place is not None:
                window.go(entry.place.step, entry.place)
                assert window.number == entry.place.step
                if entry.place.cell:
                    page = window.pages[window.number]
                    assert isinstance(page, TablePage)
                    assert page.view.current_cell() == entry.place.cell


def test_the_contents_lead_through_the_text_by_keys(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    press(Key.Key_F6)
    assert page.contents.hasFocus()
    before = page.reader.verticalScrollBar().value()
    press(Key.Key_Down)
    assert page.current_entry() == "row applications.refused_state_secret"
    assert page.reader.verticalScrollBar().value() > before
    press(Key.Key_Home)
    assert page.current_entry().startswith("chapter ")
    assert page.reader.verticalScrollBar().value() < MEASURES.row  # its heading is in sight
    press(Key.Key_F6)
    assert page.reader.hasFocus()
    press(Key.Key_F6)
    assert page.search.hasFocus()
    page.close()


def test_all_of_it_has_names_and_room(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    for widget in (page.search, page.back, page.forward, page.contents, page.reader):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name).strip()
    for size in ((860, 720), (683, 384), (420, 320)):
        page.resize(*size)
        type_chinese("条")
        assert page.reader.found
        assert page.count.text() in texts(page)
        assert page.reader.horizontalScrollBar().maximum() == 0
        for part in (page.back, page.forward, page.count):
            assert part.width() >= part.minimumSizeHint().width()
        corner = page.forward.mapTo(page, page.forward.rect().bottomRight())
        assert page.rect().contains(corner)
        assert page.contents.isVisible() == (size[0] >= 640)
        page.search.clear()
    page.close()


def test_what_is_read_stays_at_the_top_when_the_window_changes(
    at_cell: Window, qtbot: QtBot
) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    page.resize(480, 600)
    place = page.reader.cursorForPosition(page.reader.viewport().rect().topLeft() + SOME).position()
    assert page.reader.entry_at(place) == "row applications.partial"
    page.close()


def test_another_form_has_its_own_help(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(TOY, find_edition)
    window.desk.new()
    window.go(2)
    page = window.pages[2]
    assert isinstance(page, TablePage)
    page.show_cell("letters.answered.paper")
    assert window.side.help.title.text() == "（一）已经答复"
    assert "本年答复的来信。" in texts(window.side.help)
    press(Key.Key_F1)
    press(Key.Key_F1)
    shown = whole(window, qtbot)
    assert shown.current_entry() == "row letters.answered"
    assert "《来信办理办法》第三条" in shown.reader.toPlainText()
    assert "条例" not in shown.reader.toPlainText()
    shown.close()


def test_f1_reads_the_help_of_the_cell_that_was_just_come_to(window: Window) -> None:
    press(Key.Key_4, ALT)
    keys("12")
    press(Key.Key_Return)
    press(Key.Key_F1)
    assert window.side.help.area.hasFocus()
    assert window.side.help.title.text() == "二、上年结转政府信息公开申请数量"


def test_choices_have_their_help_by_tab_too(window: Window) -> None:
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    page.kind.setFocus()
    press(Key.Key_Tab)
    assert window.side.help.title.text() == FIELD_NAMES["scope"]


def test_larger_text_in_the_help_too(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    usual = page.reader.document().size().height()
    for _ in range(3):
        at_cell.zoom.step(1)
    assert page.reader.document().size().height() > 1.1 * usual
    assert page.current_entry() == "row applications.partial"
    page.close()
    at_cell.zoom.reset()
    assert page.reader.document().size().height() == usual


@pytest.mark.parametrize("size", [(1366, 768), (683, 384), (600, 300)])
def test_the_help_being_read_stays_inside_the_window(
    at_cell: Window, qtbot: QtBot, size: tuple[int, int]
) -> None:
    at_cell.resize(*size)
    press(Key.Key_F1)
    side = at_cell.side
    qtbot.waitUntil(lambda: side.help.geometry().bottom() <= side.rect().bottom())
    assert side.help.area.viewport().height() > 0


def test_the_window_of_the_help_is_where_it_was(at_cell: Window, qtbot: QtBot) -> None:
    press(Key.Key_F1, CONTROL)
    page = whole(at_cell, qtbot)
    page.resize(700, 500)
    at_cell.desk._take(None)
    at_cell.close()
    assert not page.isVisible()
    assert HelpPage(page._settings).size() == page.size()
