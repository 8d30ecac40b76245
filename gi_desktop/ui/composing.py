"""Taking over what an input method is still composing (组词)."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def finish_composition(field: QWidget, composing: Callable[[], str]) -> None:
    """Make text of what is being composed in ``field``; nothing happens where nothing is.

    The input method is asked first: it knows best which characters are meant. Where it does not
    answer, what is shown is taken over, and its own composition ends so that nothing comes twice.
    """
    if not composing():
        return
    method = QGuiApplication.inputMethod()
    if field.hasFocus():
        method.commit()
    if shown := composing():
        event = QInputMethodEvent()
        event.setCommitString(shown)
        QApplication.sendEvent(field, event)
        if field.hasFocus():
            method.reset()
