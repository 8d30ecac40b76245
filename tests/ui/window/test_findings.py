"""From what the checks find to the field, and back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gi_desktop.report.edits import SetCells, SetFields
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.window import Window
from tests.ui.filling import NATURAL, fill_everything, table_page
from tests.ui.hands import ALT, SHIFT, Key, keys, press, session_of


def break_one(window: Window) -> None:
    """Type table three wrong: one request that never came to an end."""
    fill_everything(session_of(window))
    press(Key.Key_4, ALT)
    table_page(window).show_cell(NATURAL.format("received"))
    keys("1")
    press(Key.Key_Return)


def test_a_fault_typed_is_told_marked_and_gone_when_mended(window: Window) -> None:
    break_one(window)
    session = session_of(window)
    (card,) = window.side.findings.cards()
    assert card.finding is not None
    assert "自然人" in card.finding.message
    assert NATURAL.format("received") in card.finding.cells
    assert window.side.counts.text().startswith("错误 1")
    table_page(window).show_cell(NATURAL.format("received"))
    keys("0")
    press(Key.Key_Return)
    assert session.findings == ()
    assert window.side.findings.cards() == []


def test_a_click_on_a_finding_leads_to_the_cell_from_another_page(window: Window) -> None:
    break_one(window)
    press(Key.Key_2, ALT)
    (card,) = window.side.findings.cards()
    assert card.finding is not None
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert window.number == 3
    assert table_page(window).view.current_cell() in card.finding.cells
    assert table_page(window).view.hasFocus()


def test_a_click_on_an_empty_text_leads_into_its_editor(window: Window) -> None:
    cards = window.side.findings.cards()
    card = next(card for card in cards if card.finding and card.finding.text == "problems")
    assert card.go.text() == "去填写"
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert window.number == 5
    page = window.pages[5]
    assert isinstance(page, ProsePage)
    assert page.editor.hasFocus()


def test_a_year_that_differs_leads_to_the_field(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    session.apply(SetFields("错", {"title": "某局2024年政府信息公开工作年度报告"}))
    press(Key.Key_8, ALT)
    press(Key.Key_F8)
    page = window.pages[0]
    assert window.number == 0
    assert isinstance(page, BasicsPage)
    assert page.edits["year"].hasFocus()


def test_f8_goes_round_all_findings(window: Window) -> None:
    seen = []
    for _ in range(len(session_of(window).findings) + 1):
        press(Key.Key_F8)
        seen.append(window.number)
    assert seen == [1, 2, 3, 4, 5, 6, 1]
    press(Key.Key_F8, SHIFT)
    assert window.number == 6


def test_f8_begins_at_the_page_one_is_on(window: Window) -> None:
    press(Key.Key_5, ALT)
    press(Key.Key_F8)
    assert window.number == 4


def test_f8_says_so_where_nothing_is_wrong(window: Window) -> None:
    fill_everything(session_of(window))
    press(Key.Key_F8)
    assert window.notice.isVisible()
    assert window.notice.sentence.text() == "没有发现问题。"


def test_the_certain_mend_is_offered_and_made_by_one_click(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    # One cell was left 0: its typed row total and column total both say 1.
    typed = (NATURAL.format("received"), NATURAL.format("total"), "applications.granted.total")
    session.apply(SetCells("错", dict.fromkeys(typed, 1)))
    found = session.findings
    mends = [finding.mend for finding in found if finding.mend is not None]
    assert {mend.cell for mend in mends} == {NATURAL.format("granted")}
    press(Key.Key_4, ALT)
    card = window.side.findings.cards()[0]
    assert card.mend.isVisible()
    assert card.mend.text() == f"改为 {mends[0].value}"
    QTest.mouseClick(card.mend, Qt.MouseButton.LeftButton)
    assert session.findings == ()
    session.undo()
    assert session.findings == found


def test_no_code_is_on_the_screen(window: Window) -> None:
    break_one(window)
    for card in window.side.findings.cards():
        assert card.finding is not None
        assert card.finding.code not in card.accessibleName() + card.go.text()
