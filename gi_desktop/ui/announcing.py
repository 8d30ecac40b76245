"""What a screen reader is to say at once, wherever its cursor is."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def say(source: QWidget, sentence: str) -> None:
    """Let a screen reader say a sentence after what it is saying; nothing without one."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))
