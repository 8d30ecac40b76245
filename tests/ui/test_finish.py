import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Organ
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Session
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.steps import place_of
from gi_desktop.ui.window import Window
from tests.ui.hands import ALT, Key, press, session_of


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
    assert not window.side.isVisible(), "the findings stand here once, not twice"


def test_errors_leave_the_export_open_but_it_is_called_a_draft(page: FinishPage) -> None:
    assert "还有 6 处错误" in page.summary.text()
    assert "草稿" in page.summary.text()
    assert page.docx.isEnabled()
    assert page.pdf.isEnabled()


def test_a_click_leads_to_the_place(window: Window, page: FinishPage) -> None:
    card = page.findings.cards()[2]
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert window.number == 3


def test_without_findings_it_says_so(window: Window, page: FinishPage) -> None:
    session = session_of(window)
    session.apply(SetFields("填", {"organ": Organ(name="某局"), "year": 2025}))
    session.apply(SetCells("填", {spec.address: 0 for spec in session.form.inputs}))
    for text_id in session.form.texts:
        session.apply(SetText("填", text_id, paragraphs("没有收取信息处理费。")))
    assert page.summary.text() == "没有发现问题，可以导出。"
    assert page.findings.cards() == []


def test_the_buttons_ask_for_an_export(window: Window, page: FinishPage) -> None:
    wanted: list[str] = []
    page.wanted.disconnect()
    page.wanted.connect(wanted.append)
    QTest.mouseClick(page.docx, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.pdf, Qt.MouseButton.LeftButton)
    assert wanted == ["docx", "pdf"]


def test_a_rule_that_failed_is_not_passed_over(
    window: Window, page: FinishPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "faulty_rules", ("balance",))
    session_of(window).apply(SetFields("填", {"year": 2025}))
    assert "1 项核对因程序故障没有完成" in page.summary.text()
