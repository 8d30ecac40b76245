"""The panel: findings by weight, hints quiet, cards that stay, all of it read and reached."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget

from gi_desktop.form import Power
from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, OrganKind, Seal, Signature
from gi_desktop.report.profile import Profile
from gi_desktop.report.prose import paragraphs
from gi_desktop.ui import announcing, theme
from gi_desktop.ui.finding_cards import FindingCard
from gi_desktop.ui.finding_groups import Kind
from gi_desktop.ui.finding_list import GroupHead
from gi_desktop.ui.theme import Role
from gi_desktop.ui.window import Window
from gi_desktop.ui.wrapping import WrapLabel
from tests.toy import TOY, find_edition
from tests.ui.conftest import OpenWindow
from tests.ui.filling import fill_everything, table_page
from tests.ui.hands import (
    ALT,
    CONTROL,
    Key,
    buttons,
    focused,
    keys,
    press,
    session_of,
    type_chinese,
)

NATURAL = "applications.{}.natural"
CODES = {
    "in_force_low",
    "rule_making_power",
    "fee_statement",
    "signature_date",
    "power_mismatch",
    "amount_unit",
    "sensitive_row",
    "other_share",
    "missing_aspect",
    "missing_improvement",
    "too_long",
    "wrong_title",
}
"""What can be found in one report; without applications there is also:"""
WITHOUT = "review_without_applications"
_CELLS = {
    "disclosure.rules.issued": 3,
    "disclosure.rules.in_force": 1,
    "disclosure.penalties.decisions": 4,
    "disclosure.fees.amount": 123456,
    "review.reconsideration.upheld": 2,
    "applications.received.natural": 10,
    "applications.other_other.natural": 8,
    "applications.refused_state_secret.natural": 2,
}


@pytest.fixture
def full(window: Window) -> Window:
    """Everything to verify and every hint, and no error."""
    session = session_of(window)
    fill_everything(session)
    name = "某市水务局"
    fields = {
        "organ": Organ(name=name, kind=OrganKind.DEPARTMENT, telephone="0000-1"),
        "title": f"{name}2025年政务公开工作总结",
        "signature": Signature(name=name, date="2025年1月16日", seal=Seal.SEALED),
    }
    session.apply(SetFields("填", fields))
    session.apply(SetCells("填", _CELLS))
    session.apply(SetText("写", "overview", paragraphs("今年做了很多事。" * 400)))
    session.apply(SetText("写", "problems", paragraphs("人手不足。")))
    session.apply(SetText("写", "other_matters", paragraphs("没有其他事项。")))
    powers = {Power.PENALTY: False, Power.LICENSING: True, Power.RULE_MAKING: False}
    session.use_profile(Profile(powers=powers))
    window.go(3)
    return window


def kinds(window: Window) -> list[Kind]:
    return [card.kind for card in window.side.findings.cards()]


def head(window: Window, kind: Kind) -> GroupHead:
    heads = window.side.findings.findChildren(GroupHead)
    return next(head for head in heads if head.kind is kind and head.isVisible())


def break_table(window: Window) -> None:
    table_page(window).show_cell(NATURAL.format("granted"))
    keys("7")
    press(Key.Key_Return)


def test_all_kinds_stand_in_the_order_of_their_weight(full: Window) -> None:
    assert {found.code for found in session_of(full).findings} == CODES
    break_table(full)
    low = next(f for f in session_of(full).findings if f.code == "in_force_low")
    session_of(full).explain(low, "当年废止。")
    QTest.mouseClick(head(full, Kind.HINT).fold, Qt.MouseButton.LeftButton)
    shown = kinds(full)
    assert shown == sorted(shown, key=list(Kind).index)
    assert set(shown) == set(Kind) - {Kind.UNFILLED}
    titles = [head(full, kind).title.text() for kind in Kind if kind in shown]
    assert [title[:4] for title in titles] == ["错误 1", "核实 3", "已写理由", "提示 9"]


def test_within_a_weight_this_page_comes_first(full: Window) -> None:
    full.go(6)
    found = [card.finding for card in full.side.findings.cards()]
    assert found[0] is not None
    assert found[0].code == "fee_statement"
    names = [label.text() for label in full.side.findings._names if label.isVisible()]
    steps = [step.name for step in full.steps]
    assert names == ["本页", steps[0], steps[2]]


def test_many_hints_are_folded_until_somebody_wants_them(full: Window) -> None:
    assert Kind.HINT not in kinds(full)
    fold = head(full, Kind.HINT).fold
    assert (fold.text(), fold.accessibleName()) == ("展开", "展开：提示 9 条：可以不改")
    fold.setFocus()
    press(Key.Key_Space)
    assert kinds(full).count(Kind.HINT) == 9
    assert head(full, Kind.HINT).fold.text() == "收起"
    press(Key.Key_5, ALT)
    assert kinds(full).count(Kind.HINT) == 9
    head(full, Kind.HINT).fold.click()
    assert Kind.HINT not in kinds(full)


def test_where_nothing_is_found_the_panel_says_so(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    assert not session.findings
    assert window.side.counts.text() == "✓ 没有发现问题"


def test_few_hints_are_shown(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    session.apply(SetCells("填", {"review.reconsideration.upheld": 2}))
    assert [found.code for found in session.findings] == [WITHOUT]
    assert kinds(window) == [Kind.HINT]


def test_f8_takes_errors_then_what_asks_for_reasons_then_hints(full: Window) -> None:
    break_table(full)
    seen = []
    for _ in session_of(full).findings:
        press(Key.Key_F8)
        visited = full.rounds.visited
        assert visited is not None
        card = full.side.findings.card_of(visited)
        assert card is not None
        seen.append(card.kind)
    assert seen == sorted(seen, key=list(Kind).index)
    assert len(seen) == len(session_of(full).findings)


def test_where_the_right_side_is_folded_f8_says_what_it_leads_to(full: Window) -> None:
    break_table(full)
    press(Key.Key_F8)
    assert not full.notice.isVisible()
    press(Key.Key_F9)
    said = []
    for _ in range(3):
        press(Key.Key_F8)
        visited = full.rounds.visited
        assert visited is not None
        assert full.notice.isVisible()
        said.append(full.notice.sentence.text())
        assert said[-1].partition("：")[2] == f"{visited.message}{visited.remedy}"
    assert {words.partition("：")[0] for words in said} >= {"核实"}
    (show,) = buttons(full.notice, "打开右侧（F9）")
    show.click()
    assert full.side.isVisible()
    press(Key.Key_8, ALT)
    assert not full.notice.isVisible()
    press(Key.Key_F8)
    assert full.rounds.visited is not None


def test_what_has_its_reason_is_not_visited_again(full: Window) -> None:
    session = session_of(full)
    for found in session.unsettled:
        session.explain(found, "理由。")
    press(Key.Key_F8)
    assert full.rounds.visited is not None
    assert full.rounds.visited.severity == "hint"


def test_cards_stay_while_others_come_and_go(full: Window) -> None:
    before = full.side.findings.cards()
    break_table(full)
    after = full.side.findings.cards()
    assert after[0].kind is Kind.ERROR
    assert after[1:] == before
    press(Key.Key_Z, CONTROL)
    assert full.side.findings.cards() == before
    assert not after[0].isVisible()


def test_tab_goes_from_card_to_card_as_they_stand(full: Window) -> None:
    break_table(full)
    session = session_of(full)
    session.explain(session.unsettled[1], "理由。")
    full.side.take_focus()
    reached: list[QWidget] = []
    for _ in range(40):
        if not full.side.findings.isAncestorOf(focused()):
            break
        reached.append(focused())
        press(Key.Key_Tab)
    places = [made.mapTo(full.side.findings, QPoint(0, 0)) for made in reached]
    assert len(reached) > 8
    assert all((a.y(), a.x()) < (b.y(), b.x()) for a, b in pairwise(places))


def test_a_hint_does_not_look_like_an_error(full: Window) -> None:
    break_table(full)
    head(full, Kind.HINT).fold.click()
    QApplication.processEvents()

    def edge(card: FindingCard) -> str:
        return card.grab().toImage().pixelColor(2, card.height() // 2).name().upper()

    cards = {card.kind: card for card in full.side.findings.cards()}
    assert edge(cards[Kind.ERROR]) == theme.value(Role.ERROR)
    assert edge(cards[Kind.VERIFY]) == theme.value(Role.VERIFY)
    assert edge(cards[Kind.HINT]) in (theme.value(Role.SURFACE), theme.value(Role.GROUND))
    assert cards[Kind.HINT].accessibleName().startswith("提示：")
    assert cards[Kind.ERROR].accessibleName().startswith("错误：")
    assert not cards[Kind.HINT].write.isVisible()
    assert not cards[Kind.ERROR].write.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (1400, 1000), (683, 384)])
def test_every_sentence_is_shown_whole(full: Window, size: tuple[int, int]) -> None:
    full.resize(*size)
    full.actions_.side.setChecked(True)
    break_table(full)
    for found in session_of(full).unsettled[1:3]:
        session_of(full).explain(found, "当年制发、当年废止，" * 12)
    head(full, Kind.HINT).fold.click()
    full.rounds.write_reason()
    QApplication.processEvents()
    assert_whole(full)


def assert_whole(full: Window) -> None:
    """No sentence and no button of a card is cut."""
    for card in full.side.findings.cards():
        assert card.width() <= full.side.findings.width()
        for text in card.findChildren(WrapLabel):
            if text.isVisible():
                assert text.height() >= text.heightForWidth(text.width()), text.text()
        for made in card.findChildren(QPushButton):
            if made.isVisible():
                place = made.mapTo(card, QPoint(0, 0))
                assert made.size() == made.size().expandedTo(made.minimumSizeHint()), made.text()
                assert place.x() + made.width() <= card.width(), made.text()


def test_what_is_being_written_is_in_sight(full: Window) -> None:
    full.resize(683, 384)
    full.rounds.write_reason()
    type_chinese("写得很长，" * 12)
    for _ in range(3):
        QApplication.processEvents()
    edit = focused()
    area = full.side._area.viewport()
    top = edit.mapTo(area, QPoint(0, 0)).y()
    assert top >= 0
    assert top + edit.height() <= area.height()


@pytest.mark.parametrize("steps", [-1, 4])
def test_in_any_size_of_text_nothing_is_cut(full: Window, steps: int) -> None:
    full.rounds.write_reason()
    edit = focused()
    assert isinstance(edit, QTextEdit)
    for _ in range(abs(steps)):
        full.zoom.step(steps // abs(steps))
    QApplication.processEvents()
    assert edit.document().defaultFont().pixelSize() == full.zoom.size
    try:
        assert_whole(full)
    finally:
        full.zoom.reset()


def test_the_help_comes_back_when_the_finding_goes(full: Window) -> None:
    full.resize(683, 384)
    full.rounds.write_reason()
    assert not full.side.help.isVisible()
    session = session_of(full)
    session.apply(SetFields("改正", {"signature": Signature()}))
    assert full.side.help.isVisible()


def test_what_is_found_is_said_to_a_screen_reader_once(
    full: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(announcing, "say", lambda _source, sentence: said.append(sentence))
    break_table(full)
    (error,) = (found for found in session_of(full).findings if found.severity == "error")
    assert said == [error.message]
    full.go(4)
    full.go(3)
    assert len(said) == 1


def test_another_form_is_explained_the_same_way(open_window: OpenWindow) -> None:
    toy = open_window(TOY, find_edition)
    toy.desk.new()
    session = session_of(toy)
    signature = Signature(name="某局", date="2026年2月30日", seal=Seal.UNSEALED)
    session.apply(SetFields("填", {"year": 2025, "signature": signature}))
    session.apply(SetCells("填", {spec.address: 0 for spec in TOY.inputs}))
    for text_id in TOY.texts:
        session.apply(SetText("写", text_id, paragraphs("来信都已答复。")))
    press(Key.Key_R, CONTROL)
    type_chinese("农历日期。")
    press(Key.Key_Return, CONTROL)
    assert kinds(toy) == [Kind.SETTLED]
    assert session.unsettled == ()


def test_typed_totals_are_calculated_again_by_one_key(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    typed = {"applications.received.total": 99, "applications.carried_in.total": 5}
    session.apply(SetCells("填", typed))
    window.go(3)
    before = [card for card in window.side.findings.cards() if card.finding and card.finding.totals]
    assert len(before) == 2
    for card in before:
        assert card.restore.isVisible()
        assert card.finding is not None
        assert "按 Delete" in card.finding.remedy
    before[0].restore.setFocus()
    press(Key.Key_Space)
    assert session.undo_label.startswith("改回自动计算 表三")
    assert session.report.stored("applications.received.total") is None
    assert session.report.stored("applications.carried_in.total") == 5
    press(Key.Key_Z, CONTROL)
    assert session.report.stored("applications.received.total") == 99


def test_many_typed_totals_are_calculated_again_in_one_step(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    derived = session.form.derived
    totals = [cell for cell in derived if cell.startswith("applications.") and "total" in cell]
    typed = dict.fromkeys([cell for cell in totals if cell.endswith(".total")][:6], 99)
    session.apply(SetCells("填", typed))
    window.go(3)
    card = next(c for c in window.side.findings.cards() if c.finding and c.finding.totals)
    card.restore.setFocus()
    press(Key.Key_Space)
    assert session.undo_label == "改回自动计算 表三6 个总计"
    assert all(session.report.stored(cell) is None for cell in typed)


def test_what_is_not_filled_in_is_no_error(open_window: OpenWindow, window: Window) -> None:
    window.go(3)
    assert set(kinds(window)) == {Kind.UNFILLED}
    assert head(window, Kind.UNFILLED).title.text().startswith("还没有填 ")
    assert window.side.counts.text().startswith("错误 0 · 核实 0 · 还没有填 ")


def test_a_count_stays_whole_at_the_end_of_a_line(window: Window) -> None:
    counted = window.side.counts
    assert counted.lines(60) == counted.text().split(" · ")
    assert counted.lines(5000) == [counted.text()]
