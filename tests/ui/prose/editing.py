"""What the tests of the editor share: its text, and hands on it."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gi_desktop.report.prose import Paragraph, Text, plain_text
from gi_desktop.session import Session
from gi_desktop.ui.prose_editor import ProseEditor
from tests.ui.hands import CONTROL, Key, press

TEXT = "work"
OpenEditor = Callable[[Text], ProseEditor]


def body(*texts: str) -> Text:
    return tuple(Paragraph.of(text) for text in texts)


def written(session: Session) -> str:
    return plain_text(session.report.text(TEXT), session.sheet.value)


def lines(session: Session) -> list[str]:
    return written(session).splitlines()


def paste(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, CONTROL)
