"""What concerns the work at hand is in sight: findings, what was undone, signs for hidden parts."""

from functools import partial

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import attach
from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Seal, new_report
from gi_desktop.report.prose import paragraphs
from gi_desktop.ui.finding_cards import FindingCard
from gi_desktop.ui.level_box import LevelBox
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window
from tests.ui.hands import (
    ALT,
    CONTROL,
    Key,
    focused,
    keys,
    press,
    session_of,
    texts,
    type_chinese,
)


@pytest.fixture
def broken(window: Window) -> Window:
    """A report whose table three does not add up in any column: more cards than have room."""
    session = session_of(window)
    session.apply(SetCells("准备", {spec.address: 0 for spec in session.form.inputs}))
    columns = [c.id for c in session.form.table("applications").columns if c.id != "total"]
    wrong = {f"applications.received.{column}": 1 for column in columns}
    session.apply(SetCells("错", wrong))
    window.resize(1366, 690)
    window.go(3)
    return window


def seen(window: Window, card: FindingCard) -> bool:
    view = window.side._area.viewport()
    place = QRect(card.mapTo(view, card.rect().topLeft()), card.size())
    return view.rect().contains(place)


def card_of(window: Window, cell: str) -> FindingCard:
    card = window.side.findings.card_for(cell)
    assert card is not None
    return card


def test_the_card_of_the_current_cell_comes_into_sight(broken: Window, qtbot: QtBot) -> None:
    page = broken.pages[3]
    assert isinstance(page, TablePage)
    bar = broken.side._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for column in ("business", "natural"):
        cell = f"applications.received.{column}"
        bar.setValue(bar.maximum())
        assert not seen(broken, card_of(broken, cell)), "all cards have room: nothing is shown"
        page.show_cell(cell)
        qtbot.waitUntil(partial(lambda at: seen(broken, card_of(broken, at)), cell))


def test_f8_brings_the_card_of_each_finding_into_sight(broken: Window, qtbot: QtBot) -> None:
    for _ in range(len(session_of(broken).findings)):
        press(Key.Key_F8)
        visited = broken.rounds.visited
        cards = broken.side.findings.cards()
        card = next(card for card in cards if card.finding == visited)
        qtbot.waitUntil(partial(seen, broken, card))


def test_what_only_a_half_typed_number_raised_leaves_the_top_in_sight(
    window: Window, qtbot: QtBot
) -> None:
    session = session_of(window)
    last = new_report(session.form, 2024)
    last = last.replace(cells={spec.address: 21 for spec in session.form.inputs})
    session.apply(SetFields("年度", {"year": 2025}))
    session.apply(attach(session.form, session.draft, last))
    window.go(3)
    bar, cards = window.side._area.verticalScrollBar(), window.side.findings
    keys("2")
    assert any("由 21 变为 2" in card.finding.message for card in cards.cards() if card.finding)
    qtbot.waitUntil(lambda: bar.value() > 0)
    keys("3")
    qtbot.waitUntil(lambda: not bar.value())


def test_cells_left_empty_keep_their_card_while_one_fills_them(window: Window) -> None:
    window.go(3)
    said = [card_of(window, "applications.total.total")]
    for text in ("1", "2"):
        keys(text)
        press(Key.Key_Return)
        said.append(card_of(window, "applications.total.total"))
    assert len(set(said)) == 1


def test_another_step_shows_what_it_lacks(broken: Window, qtbot: QtBot) -> None:
    bar = broken.side._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    press(Key.Key_2, ALT)

    def in_sight() -> bool:
        cards = broken.side.findings.cards()
        return seen(
            broken, next(card for card in cards if card.finding and card.finding.text == "overview")
        )

    qtbot.waitUntil(in_sight)


def test_the_help_takes_what_it_needs_and_never_half(window: Window, qtbot: QtBot) -> None:
    side = window.side
    window.go(4)
    for number in range(8):
        window.go(number)
        if side.isVisible():
            assert side.help.height() <= 0.4 * side.height() + 1
            assert side.help.height() < side._area.height()
    window.go(5)
    tall = side.help.height()
    window.go(0)
    assert side.help.height() < tall


def test_help_names_the_column_it_speaks_of(window: Window) -> None:
    window.go(4)
    page = window.pages[4]
    assert isinstance(page, TablePage)
    spec = next(s for s in session_of(window).form.inputs if s.table == page.model.table.id)
    page.show_cell(spec.address)
    assert f"{spec.column.label}：{spec.column.help.text}" in texts(window.side.help)


# Undo -------------------------------------------------------------------------------------------


def test_undo_and_redo_show_where_they_changed_something(window: Window) -> None:
    cell = "applications.granted.natural"
    type_chinese("某局")
    press(Key.Key_2, ALT)
    type_chinese("总体情况")
    window.go(3)
    page = window.pages[3]
    assert isinstance(page, TablePage)
    page.show_cell(cell)
    keys("7")
    press(Key.Key_Return)
    press(Key.Key_8, ALT)
    press(Key.Key_Z, CONTROL)
    assert window.number == 3
    assert page.view.current_cell() == cell
    press(Key.Key_Z, CONTROL)
    prose = window.pages[1]
    assert isinstance(prose, ProsePage)
    assert window.number == 1
    assert prose.editor.hasFocus()
    press(Key.Key_Z, CONTROL)
    basics = window.pages[0]
    assert isinstance(basics, BasicsPage)
    assert window.number == 0
    assert basics.edits["name"].hasFocus()
    for number in (0, 1, 3):
        press(Key.Key_Y, CONTROL)
        assert window.number == number
    assert page.view.hasFocus()


def test_undo_of_a_choice_leads_to_the_choice(window: Window) -> None:
    basics = window.pages[0]
    assert isinstance(basics, BasicsPage)
    basics.kind.setFocus()
    press(Key.Key_Down)
    basics.seals.buttons[Seal.UNSEALED].click()
    press(Key.Key_3, ALT)
    press(Key.Key_Z, CONTROL)
    assert focused() is basics.seals.buttons[Seal.NONE]
    press(Key.Key_Z, CONTROL)
    assert basics.kind.hasFocus()


# Prose ------------------------------------------------------------------------------------------


def test_prose_opens_at_its_beginning(window: Window) -> None:
    session = session_of(window)
    session.apply(SetText("写", "overview", paragraphs("很长的一段。\n" * 80)))
    window.go(1)
    page = window.pages[1]
    assert isinstance(page, ProsePage)
    assert page.editor.textCursor().atStart()
    assert page.editor.verticalScrollBar().value() == 0


def test_the_levels_say_how_headings_begin(window: Window) -> None:
    window.go(1)
    shown = [made.text() for made in window.pages[1].findChildren(LevelBox)[0].buttons]
    assert shown == ["正文", "一级 一、", "二级 （一）", "三级 1.", "四级 （1）"]


def test_a_level_under_the_pointer_does_not_look_chosen(window: Window) -> None:
    window.go(1)
    chosen, other = window.pages[1].findChildren(LevelBox)[0].buttons[:2]

    def ground(made: QToolButton) -> str:
        return made.grab().toImage().pixelColor(made.width() // 2, 4).name()

    plain = ground(other)
    other.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert ground(other) not in (plain, ground(chosen))


# What is hidden ---------------------------------------------------------------------------------


def test_where_the_right_side_has_no_room_a_button_opens_it(window: Window, qtbot: QtBot) -> None:
    assert not window.top.side.isVisible()
    window.resize(910, 512)
    qtbot.waitUntil(window.top.side.isVisible)
    number = len(session_of(window).findings)
    assert window.top.side.text() == f"问题 {number}（F9）"
    QTest.mouseClick(window.top.side, Qt.MouseButton.LeftButton)
    assert window.side.isVisible()
    assert not window.top.side.isVisible()


def test_the_last_step_has_no_right_side_to_ask_for(window: Window) -> None:
    window.go(7)
    assert not window.actions_.side.isEnabled()
    assert not window.top.side.isVisible()
    window.go(0)
    assert window.actions_.side.isEnabled()
