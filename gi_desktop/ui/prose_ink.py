"""How headings look in an editor: their weight, and the margin that names their level."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from gi_desktop.report.prose import BODY
from gi_desktop.ui import prose_text, theme
from gi_desktop.ui.theme import MEASURES, Role

LEVEL_NAMES = ("正文", "一级", "二级", "三级", "四级")
_GUTTER = 40


def gutter() -> int:
    """Return the width of the margin in px: it goes with the size of text."""
    return theme.scaled(_GUTTER)


class Headings(QSyntaxHighlighter):
    """Shows headings by weight and size; the text itself carries no format."""

    def highlightBlock(self, text: str) -> None:
        level = prose_text.level_of(self.currentBlock())
        if level == BODY:
            return
        shown = QTextCharFormat()
        shown.setFontWeight(QFont.Weight.Bold if level <= 3 else QFont.Weight.DemiBold)
        shown.setForeground(theme.color(Role.TEXT if level <= 2 else Role.COMPUTED_TEXT))
        if level == 1:
            shown.setProperty(QTextCharFormat.Property.FontPixelSize, theme.text_size() + 2)
        self.setFormat(0, prose_text.qt_length(text), shown)


class Gutter(QWidget):
    """The margin that names the level of each heading."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(MEASURES.small))
        painter.setPen(theme.color(Role.SECONDARY))
        editor = self._editor
        layout = editor.document().documentLayout()
        shift = editor.verticalScrollBar().value()
        for block in prose_text.blocks(editor.document()):
            top = round(layout.blockBoundingRect(block).top()) - shift
            if top > self.height():
                break
            level = prose_text.level_of(block)
            if level and block.layout().lineCount():
                height = round(block.layout().lineAt(0).height())
                rect = QRect(0, top, gutter() - 6, height)
                painter.drawText(
                    rect,
                    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
                    LEVEL_NAMES[level],
                )
        painter.end()
