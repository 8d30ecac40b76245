"""An editor on a text of the small form."""

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.report.edits import SetText
from gi_desktop.report.prose import Text
from gi_desktop.session import Session
from gi_desktop.ui.prose_editor import ProseEditor
from tests.toy import TOY
from tests.ui.prose.editing import TEXT, OpenEditor


@pytest.fixture
def session() -> Session:
    return Session.new(TOY)


@pytest.fixture
def open_editor(application: QApplication, qtbot: QtBot, session: Session) -> OpenEditor:
    """Open an editor on a text, the cursor at its end; it follows the session as a page does."""

    def opened(text: Text) -> ProseEditor:
        if text:
            session.apply(SetText("准备", TEXT, text))
            session.end_step()
        editor = ProseEditor(session, TEXT, "一、工作情况")
        qtbot.addWidget(editor)
        session.subscribe(lambda _change: editor.refresh())
        editor.resize(600, 400)
        with qtbot.waitExposed(editor):
            editor.show()
        editor.activateWindow()
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        return editor

    return opened
