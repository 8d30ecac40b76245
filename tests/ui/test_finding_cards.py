"""One card: what says something else in as many lines moves nothing, what grows has room."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Session
from gi_desktop.ui.finding_cards import FindingCard
from tests.toy import TOY

WIDE, NARROW = 300, 200
LONG = "表三第一项加第二项之和，不等于第三项加第四项之和，请逐格核对这些数，改正填错的一格。"


class Layouts(QObject):
    """Counts how often a widget is laid out."""

    def __init__(self, card: FindingCard) -> None:
        super().__init__(card)
        self.number = 0
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.number += event.type() is QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def session(application: QApplication) -> Session:
    return Session.new(TOY)


@pytest.fixture
def card(session: Session, qtbot: QtBot) -> FindingCard:
    made = FindingCard()
    qtbot.addWidget(made)
    made.show_finding(told("相差 12。"), session)
    made.resize(WIDE, made.heightForWidth(WIDE))
    made.show()
    QApplication.processEvents()
    return made


def told(message: str) -> Finding:
    return Finding("balance", Severity.ERROR, message, ("letters.received.paper",))


def show(card: FindingCard, message: str, session: Session) -> int:
    """Show a finding; return how often the card was laid out for it."""
    layouts = Layouts(card)
    card.show_finding(told(message), session)
    QApplication.processEvents()
    return layouts.number


def test_other_numbers_in_as_many_lines_lay_nothing_out(
    card: FindingCard, session: Session
) -> None:
    assert show(card, "相差 7。", session) == 0
    assert card._message.text() == "相差 7。"


def test_a_sentence_that_grows_has_room(card: FindingCard, session: Session) -> None:
    before = card.heightForWidth(WIDE)
    assert show(card, LONG, session) > 0
    assert card.heightForWidth(WIDE) > before


def test_in_another_width_it_is_as_high_as_its_words_ask_for(
    card: FindingCard, session: Session
) -> None:
    short = card.heightForWidth(NARROW)
    card.heightForWidth(WIDE)
    assert show(card, "十四个字在宽处一行，窄处两行。", session) == 0
    assert card.heightForWidth(NARROW) > short


def test_what_a_layout_was_told_last_holds_too(card: FindingCard, session: Session) -> None:
    short = card.heightForWidth(NARROW)  # Qt remembers it
    show(card, "十四个字在宽处一行，窄处两行。", session)
    assert card.heightForWidth(NARROW) > short
