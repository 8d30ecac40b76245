"""Room between the lines of a text, the same whatever the font."""

from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from gi_desktop.ui import theme
from gi_desktop.ui.theme import MEASURES

USUAL = 1.4
"""Times the size of letters."""


def space_lines(
    edit: QTextEdit, ratio: float = USUAL, px: int = MEASURES.text, *, below: int = 0
) -> None:
    """Give the lines of a field room, ``below`` px between paragraphs; lines typed later too."""
    room = QTextBlockFormat()
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    room.setLineHeight(theme.line_percent(ratio, px), kind.value)
    room.setBottomMargin(below)
    whole = QTextCursor(edit.document())
    whole.select(QTextCursor.SelectionType.Document)
    whole.mergeBlockFormat(room)
