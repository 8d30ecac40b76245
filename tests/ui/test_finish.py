import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Organ
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Session
from gi_desktop.ui.finding_groups import Kind
from gi_desktop.ui.output import Way
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.steps import place_of, step_of
from gi_desktop.ui.window import Window
from tests.ui.filling import SAYS_ALL, fill_everything
from tests.ui.hands import ALT, Key, focused, press, session_of


@pytest.fixture
def page(window: Window) -> FinishPage:
    press(Key.Key_8, ALT)
    page = window.pages[7]
    assert isinstance(page, FinishPage)
    return page


def test_every_finding_is_listed_in_the_order_of_the_form(window: Window, page: FinishPage) -> None:
    session = session_of(window)
    listed = [card.finding for card in page.findings.cards()]
    assert sorted(map(repr, listed)) == sorted(map(repr, session.findings))
    steps = [place_of(finding, session).step for finding in listed if finding is not None]
    assert steps == sorted(steps)
    assert len(steps) > 5
    assert not window.side.isVisible(), "the findings stand here once, not twice"


def test_errors_leave_the_export_open_but_it_is_called_a_draft(page: FinishPage) -> None:
    assert page.summary.text().startswith("还不能定稿：还有 6 处没有填。")
    assert "草稿" in page.summary.text()
    assert page.export_title.text() == "导出草稿"
    assert all(button.isEnabled() for button in page.buttons.values())


def test_a_click_leads_to_the_place(window: Window, page: FinishPage) -> None:
    card = page.findings.cards()[2]
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert window.number == 3


def test_without_findings_it_says_so(window: Window, page: FinishPage) -> None:
    session = session_of(window)
    organ = Organ(name="某局", telephone="0000-1")
    session.apply(SetFields("填", {"organ": organ, "year": 2025}))
    session.apply(SetCells("填", {spec.address: 0 for spec in session.form.inputs}))
    for text_id in session.form.texts:
        session.apply(SetText("填", text_id, paragraphs(SAYS_ALL)))
    assert page.summary.text() == "没有发现问题，可以定稿。"
    assert page.export_title.text() == "导出草稿", "it is a 定稿 only once it was made one"
    assert page.findings.cards() == []


def test_each_button_asks_for_its_way(window: Window, page: FinishPage) -> None:
    wanted: list[Way] = []
    page.wanted.disconnect()
    page.wanted.connect(wanted.append)
    for button in page.buttons.values():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == list(page.buttons)
    assert set(wanted) == set(Way)


def test_the_way_out_is_walked_by_keys_in_the_order_of_the_page(
    window: Window, page: FinishPage
) -> None:
    seen = []
    for _ in page.buttons:
        seen.append(focused())
        press(Key.Key_Tab)
    assert seen == list(page.buttons.values())
    places = [button.mapTo(page, button.rect().topLeft()) for button in page.buttons.values()]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


def test_buttons_of_the_same_text_have_different_names(page: FinishPage) -> None:
    names = [button.accessibleName() for button in page.buttons.values()]
    assert len(names) == len(set(names))
    assert page.buttons[Way.PROOF_PDF].accessibleName() == "导出送审稿 PDF"


def test_errors_come_before_reasons_and_hints_last(window: Window, page: FinishPage) -> None:
    session = session_of(window)
    fill_everything(session)
    session.apply(SetCells("核实", {"disclosure.rules.issued": 3, "disclosure.rules.in_force": 1}))
    session.apply(SetCells("错误", {"review.litigation_direct.upheld": 2}))
    session.apply(SetFields("提示", {"title": "某局2025年政务公开工作总结"}))
    low = next(found for found in session.findings if found.code == "in_force_low")
    session.explain(low, "当年制发、当年废止。")
    session.apply(SetCells("错误", {"applications.received.natural": 1}))
    cards = page.findings.cards()
    assert [card.kind for card in cards] == sorted(
        (card.kind for card in cards), key=list(Kind).index
    )
    assert {card.kind for card in cards} == set(Kind) - {Kind.UNFILLED}
    assert all(card.isVisible() for card in cards), "nothing is folded where all is gone through"
    settled = next(card for card in cards if card.kind is Kind.SETTLED)
    assert settled.finding == low
    assert "1 处错误要改正，1 处核实" in page.summary.text()


def test_hints_and_reasons_leave_the_report_ready(window: Window, page: FinishPage) -> None:
    session = session_of(window)
    fill_everything(session)
    session.apply(SetFields("提示", {"title": "某局2025年政务公开工作总结"}))
    session.apply(SetCells("核实", {"disclosure.normative.issued": 3}))
    assert page.summary.text().startswith("还不能定稿：有 1 处核实")
    session.explain(session.unsettled[0], "当年制发、当年废止。")
    assert page.summary.text() == (
        "没有错误，可以定稿。1 处核实已写理由。还有 1 条提示，看过就可以。"
    )


def test_open_fields_of_the_first_page_keep_the_report_from_being_ready(
    window: Window, page: FinishPage
) -> None:
    session = session_of(window)
    fill_everything(session)
    assert page.summary.text() == "没有发现问题，可以定稿。"
    session.apply(SetFields("空", {"organ": Organ(telephone="1"), "title": "某局2025年报告"}))
    assert "可以定稿" not in page.summary.text()
    assert "还不能定稿" in page.summary.text()
    assert "基本信息里还没有填机关名称。" in page.summary.text()


def test_a_rule_that_failed_is_not_passed_over(
    window: Window, page: FinishPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "faulty_rules", ("balance",))
    session_of(window).apply(SetFields("填", {"year": 2025}))
    assert "1 项核对因程序故障没有完成" in page.summary.text()


def test_a_finding_counts_at_the_step_that_it_leads_to(window: Window) -> None:
    """Also where its first cell is an automatic total and another table has what is typed."""
    session, form = session_of(window), session_of(window).form
    total, typed = "applications.received.total", "review.reconsideration.upheld"
    finding = Finding("of_two_tables", Severity.HINT, "句。", (total, typed))
    place = place_of(finding, session)
    assert place.cell == typed
    assert place.step == step_of(finding, session)
    assert form.sections[place.step - 1].table == form.cells[typed].table
