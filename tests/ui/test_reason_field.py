"""Findings that ask for a reason: found by F8, explained, settled, asked again, undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gi_desktop.report.edits import SetCells, SetFields
from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Seal, Signature
from gi_desktop.session import Session
from gi_desktop.ui.finding_cards import FindingCard
from gi_desktop.ui.finding_groups import Kind
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.steps import State, states
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.filling import fill_everything
from tests.ui.hands import (
    ALT,
    CONTROL,
    Key,
    compose,
    focused,
    keys,
    press,
    save,
    session_of,
    type_chinese,
)

ISSUED, IN_FORCE = "disclosure.normative.issued", "disclosure.normative.in_force"
REASON = "本年制发的三件当年已经废止。"


@pytest.fixture
def low(window: Window) -> Window:
    """A report in which one thing is to be verified: fewer in force than issued."""
    session = session_of(window)
    fill_everything(session)
    session.apply(SetCells("填", {ISSUED: 8, IN_FORCE: 5}))
    return window


def finding(window: Window) -> Finding:
    (found,) = (found for found in session_of(window).findings if found.code == "in_force_low")
    return found


def card(window: Window) -> FindingCard:
    found = window.side.findings.card_of(finding(window))
    assert found is not None
    return found


def reason(session: Session) -> str:
    return next(map(session.reason, session.findings))


def write(window: Window, text: str = REASON) -> None:
    press(Key.Key_R, CONTROL)
    type_chinese(text)


def test_found_by_f8_explained_by_keys_and_settled(low: Window) -> None:
    press(Key.Key_F8)
    assert low.number == 2
    assert states(session_of(low))[2] is State.VERIFY
    write(low)
    assert reason(session_of(low)) == REASON
    press(Key.Key_Return, CONTROL)
    assert not card(low).is_open
    assert card(low).kind is Kind.SETTLED
    assert f"理由：{REASON}" in card(low).accessibleName()
    assert states(session_of(low)) == (State.DONE,) * 8
    assert low.side.counts.text().startswith("错误 0 · 核实 0")
    assert session_of(low).undo_label == "填写核实理由"
    assert card(low).isAncestorOf(focused()), "the focus stays with what was just done"


def test_f8_takes_the_reason_over_and_goes_on(low: Window) -> None:
    session = session_of(low)
    session.apply(SetCells("填", {"disclosure.rules.issued": 2, "disclosure.rules.in_force": 1}))
    press(Key.Key_F8)
    first = low.rounds.visited
    assert first is not None
    press(Key.Key_R, CONTROL)
    compose("yuanyin")
    press(Key.Key_F8)
    assert session.reason(first) == "yuanyin"
    assert not low.side.findings.is_open
    assert low.rounds.visited in session.unsettled


def test_by_mouse_the_field_opens_in_the_card(low: Window) -> None:
    low.go(2)
    shown = card(low)
    assert shown.write.text() == "写理由…"
    QTest.mouseClick(shown.write, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None
    assert shown.field is not None
    assert shown.field.edit.hasFocus()
    type_chinese(REASON)
    QTest.mouseClick(shown.field.confirm, Qt.MouseButton.LeftButton)
    assert reason(session_of(low)) == REASON
    assert (shown.write.text(), shown.drop.isVisible()) == ("改理由", True)
    QTest.mouseClick(shown.drop, Qt.MouseButton.LeftButton)
    assert reason(session_of(low)) == ""
    assert session_of(low).undo_label == "删除核实理由"


def test_changed_numbers_ask_again_and_offer_the_old_reason(low: Window) -> None:
    press(Key.Key_F8)
    write(low)
    press(Key.Key_Return, CONTROL)
    page = low.pages[2]
    assert isinstance(page, TablePage)
    page.show_cell(IN_FORCE)
    keys("4")
    press(Key.Key_Return)
    assert card(low).kind is Kind.VERIFY
    assert f"上次写的理由：{REASON}" in card(low).accessibleName()
    assert states(session_of(low))[2] is State.VERIFY
    press(Key.Key_F8)
    press(Key.Key_R, CONTROL)
    field = card(low).field
    assert field is not None
    assert field.text() == REASON
    assert reason(session_of(low)) == "", "it was offered, nobody agreed yet"
    press(Key.Key_Return, CONTROL)
    assert reason(session_of(low)) == REASON
    page.show_cell(IN_FORCE)
    keys("5")
    press(Key.Key_Return)
    assert reason(session_of(low)) == REASON


def test_mended_it_vanishes_with_its_card(low: Window) -> None:
    press(Key.Key_F8)
    page = low.pages[2]
    assert isinstance(page, TablePage)
    page.show_cell(IN_FORCE)
    keys("9")
    press(Key.Key_Return)
    assert low.side.findings.cards() == []


def test_undo_takes_the_whole_reason_back_and_shows_where(low: Window) -> None:
    press(Key.Key_F8)
    write(low)
    type_chinese("另见台账。")
    press(Key.Key_Return, CONTROL)
    press(Key.Key_7, ALT)
    press(Key.Key_Z, CONTROL)
    assert low.number == 2
    assert reason(session_of(low)) == ""
    press(Key.Key_1, ALT)
    press(Key.Key_Y, CONTROL)
    assert low.number == 2
    assert reason(session_of(low)) == f"{REASON}另见台账。"


def test_undo_while_writing_stays_in_the_field(low: Window) -> None:
    press(Key.Key_F8)
    write(low)
    press(Key.Key_Z, CONTROL)
    field = card(low).field
    assert field is not None
    assert field.edit.hasFocus()
    assert (field.text(), reason(session_of(low))) == ("", "")
    press(Key.Key_Y, CONTROL)
    assert (field.text(), reason(session_of(low))) == (REASON, REASON)


def test_escape_leaves_everything_as_it_was(low: Window) -> None:
    press(Key.Key_F8)
    write(low)
    press(Key.Key_Return, CONTROL)
    before, label = session_of(low).draft, session_of(low).undo_label
    press(Key.Key_R, CONTROL)
    type_chinese("别的")
    press(Key.Key_Escape)
    assert session_of(low).draft == before
    assert session_of(low).undo_label == label
    assert not card(low).is_open


def test_a_reason_being_written_settles_nothing_yet(low: Window) -> None:
    press(Key.Key_F8)
    write(low)
    session = session_of(low)
    assert reason(session) == REASON, "every letter is recorded"
    assert list(session.unsettled) == [finding(low)]
    assert states(session)[2] is State.VERIFY
    assert low.side.counts.text().startswith("错误 0 · 核实 1")
    press(Key.Key_Return, CONTROL)
    assert not session.unsettled
    press(Key.Key_R, CONTROL)
    assert list(session.unsettled) == [finding(low)]
    press(Key.Key_Escape)
    assert not session.unsettled


def test_escape_keeps_a_reason_recorded_for_other_numbers(low: Window) -> None:
    session = session_of(low)
    session.explain(finding(low), "当年废止。")
    session.apply(SetCells("改", {IN_FORCE: 4}))
    before = session.draft.explanations
    press(Key.Key_F8)
    write(low, "别的")
    press(Key.Key_Escape)
    assert session.draft.explanations == before


def test_what_is_typed_survives_new_findings_and_other_numbers(low: Window) -> None:
    press(Key.Key_F8)
    write(low, "写到一半 ")
    shown = card(low)
    session = session_of(low)
    session.apply(SetCells("别处", {"applications.received.natural": 3}))
    session.apply(SetCells("这里", {IN_FORCE: 4}))
    assert card(low) is shown
    assert shown.field is not None
    assert shown.field.edit.hasFocus()
    assert shown.field.text() == "写到一半 "
    type_chinese("接着写")
    assert session.reason(finding(low)) == "写到一半 接着写"


@pytest.mark.parametrize("key", [Key.Key_5, Key.Key_8])
def test_leaving_the_page_takes_over_what_is_composed(low: Window, key: Qt.Key) -> None:
    press(Key.Key_F8)
    press(Key.Key_R, CONTROL)
    compose("yuanyin")
    press(key, ALT)
    assert reason(session_of(low)) == "yuanyin"


def test_saving_takes_over_what_is_composed(
    low: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    press(Key.Key_F8)
    press(Key.Key_R, CONTROL)
    compose("yuanyin")
    dialogs.save_path = tmp_path / "a.xxgk"
    save(low)
    assert reason(Session.open(tmp_path / "a.xxgk")) == "yuanyin"


def test_only_one_field_is_open_at_a_time(low: Window) -> None:
    session = session_of(low)
    session.apply(SetCells("填", {"disclosure.rules.issued": 2, "disclosure.rules.in_force": 1}))
    low.go(2)
    cards = [one for one in low.side.findings.cards() if one.kind is Kind.VERIFY]
    first, second = cards[0], cards[1]
    QTest.mouseClick(first.write, Qt.MouseButton.LeftButton)
    type_chinese("第一条")
    QTest.mouseClick(second.write, Qt.MouseButton.LeftButton)
    type_chinese("第二条")
    assert (first.is_open, second.is_open) == (False, True)
    assert [one.reason for one in session.draft.explanations] == ["第一条", "第二条"]
    session.undo()
    assert [one.reason for one in session.draft.explanations] == ["第一条"]


def test_on_the_finish_page_a_reason_is_written_and_undone_in_place(low: Window) -> None:
    press(Key.Key_8, ALT)
    write(low)
    press(Key.Key_Return, CONTROL)
    assert low.number == 7
    assert reason(session_of(low)) == REASON
    press(Key.Key_Z, CONTROL)
    assert low.number == 7
    assert reason(session_of(low)) == ""
    page = low.pages[7]
    assert isinstance(page, FinishPage)
    shown = page.findings.card_of(finding(low))
    assert shown is not None
    assert shown.isAncestorOf(focused())


def test_a_date_out_of_place_leads_to_its_field(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    signature = Signature(name="某局", date="2024年1月16日", seal=Seal.SEALED)
    session.apply(SetFields("落款", {"signature": signature}))
    window.go(4)
    press(Key.Key_F8)
    basics = window.pages[0]
    assert isinstance(basics, BasicsPage)
    assert basics.edits["signed_on"].hasFocus()
    write(window, "更正后重新发布。")
    press(Key.Key_Return, CONTROL)
    assert states(session)[0] is State.DONE


def test_a_title_that_is_not_the_official_one_leads_to_its_field(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    title = "某局2025年政务公开工作总结"
    session.apply(SetFields("标题", {"title": title}))
    window.go(4)
    press(Key.Key_F8)
    basics = window.pages[0]
    assert isinstance(basics, BasicsPage)
    assert basics.edits["title"].hasFocus()
    assert states(session) == (State.DONE,) * 8, "a hint never stands in the way"


def test_there_may_be_nothing_to_explain(window: Window) -> None:
    fill_everything(session_of(window))
    press(Key.Key_R, CONTROL)
    assert window.notice.sentence.text() == "没有要写理由的问题。"


def test_with_all_reasons_written_f8_says_so(low: Window) -> None:
    press(Key.Key_F8)
    write(low)
    press(Key.Key_Return, CONTROL)
    press(Key.Key_F8)
    assert "都已写明理由" in low.notice.sentence.text()


def test_where_nothing_may_be_changed_no_change_is_offered(low: Window) -> None:
    low.go(2)
    write(low)
    press(Key.Key_Return, CONTROL)
    shown = card(low)
    assert not shown.write.isHidden()
    assert not shown.drop.isHidden()
    session_of(low).set_read_only("只能看")
    assert shown.write.isHidden()
    assert shown.drop.isHidden()
    assert not shown.go.isHidden(), "looking at the place is no change"
    shown.open_field()
    assert not shown.is_open
    session_of(low).set_read_only("")
    assert not shown.write.isHidden()
