"""A table page in a window of its own, and fingers on its keys."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.form import current_edition
from gi_desktop.session import Session
from gi_desktop.ui import style, theme
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.table.paste_dialog import PasteDialog
from tests.toy import TOY
from tests.ui.table.clipboard import Asked


@pytest.fixture(scope="session")
def styled(qapp: QApplication) -> QApplication:
    theme.install_font(qapp)
    style.install(qapp)
    return qapp


@pytest.fixture
def session() -> Session:
    return Session.new(current_edition(), 2022)


@pytest.fixture
def toy_session() -> Session:
    return Session.new(TOY, 2022)


OpenPage = Callable[[Session, str], TablePage]


@pytest.fixture
def open_page(styled: QApplication, qtbot: QtBot) -> Iterator[OpenPage]:
    """Open the page of a section, as wide as on a screen of 1366 px, and give it the focus."""
    ends: list[Callable[[], None]] = []

    def opened(session: Session, section_id: str) -> TablePage:
        section = next(found for found in session.form.sections if found.id == section_id)
        page = TablePage(session, section)
        qtbot.addWidget(page)
        ends.append(session.subscribe(page.refresh))
        page.resize(848, 640)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.setFocus()
        qtbot.waitUntil(page.view.hasFocus)
        return page

    yield opened
    for end in ends:
        end()


class Fingers:
    """Keys that go where the focus is, as on a real keyboard."""

    @property
    def target(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(
        self, *keys: Qt.Key, control: bool = False, shift: bool = False, alt: bool = False
    ) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        if alt:
            modifiers |= Qt.KeyboardModifier.AltModifier
        if control:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        if shift:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        for key in keys:
            QTest.keyClick(self.target, key, modifiers)

    def type(self, text: str) -> None:
        """Type digits and Latin letters: key clicks with Chinese abort the process."""
        assert text.isascii()
        for char in text:
            QTest.keyClicks(self.target, char)

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends: letters that are being composed, then the text."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.target, event)


@pytest.fixture
def fingers() -> Fingers:
    return Fingers()


@pytest.fixture
def page(session: Session, open_page: OpenPage) -> TablePage:
    return open_page(session, "applications")


@pytest.fixture
def told(page: TablePage) -> list[str]:
    """What the page tells, sentence and lines."""
    heard: list[str] = []
    page.told.connect(lambda sentence, lines, _actions: heard.extend([sentence, *lines]))
    return heard


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    """Return the dialog once it takes the keys."""

    def found() -> PasteDialog:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasteDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return found
