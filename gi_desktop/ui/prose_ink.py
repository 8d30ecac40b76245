"""How an editor looks: the weight of headings, what is last year's, and the margin beside."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gi_desktop.report.last_prose import old_parts
from gi_desktop.report.prose import BODY
from gi_desktop.ui import prose_text, theme
from gi_desktop.ui.carried import CARRIED, Carried
from gi_desktop.ui.theme import MEASURES, Role

LEVEL_NAMES = ("正文", "一级", "二级", "三级", "四级")
_GUTTER = 40


def gutter() -> int:
    """Return the width of the margin in px: it goes with the size of text."""
    return theme.scaled(_GUTTER)


class Headings(QSyntaxHighlighter):
    """Shows headings by weight and size, and what is old in paragraphs of last year's report.

    The text itself carries no format.
    """

    def __init__(self, document: QTextDocument, carried: Carried) -> None:
        super().__init__(document)
        self._carried = carried

    def highlightBlock(self, text: str) -> None:
        level = prose_text.level_of(self.currentBlock())
        if level == BODY:
            if self._carried.holds(self.currentBlock()):
                self._show_old(text)
            return
        shown = QTextCharFormat()
        shown.setFontWeight(QFont.Weight.Bold if level <= 3 else QFont.Weight.DemiBold)
        shown.setForeground(theme.color(Role.TEXT if level <= 2 else Role.COMPUTED_TEXT))
        if level == 1:
            shown.setProperty(QTextCharFormat.Property.FontPixelSize, theme.text_size() + 2)
        self.setFormat(0, prose_text.qt_length(text), shown)

    def _show_old(self, text: str) -> None:
        """Show years and figures that are last year's: tinted and underlined."""
        shown = QTextCharFormat()
        shown.setBackground(theme.color(Role.VERIFY_GROUND))
        shown.setForeground(theme.color(Role.VERIFY))
        shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        shown.setUnderlineColor(theme.color(Role.VERIFY))
        for start, end in old_parts(text):
            before = prose_text.qt_length(text[:start])
            self.setFormat(before, prose_text.qt_length(text[start:end]), shown)


class Gutter(QWidget):
    """The margin that names the level of each heading, and what is last year's still (去年)."""

    def __init__(self, editor: QTextEdit, carried: Carried) -> None:
        super().__init__(editor)
        self._editor = editor
        self._carried = carried

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(MEASURES.small))
        editor = self._editor
        layout = editor.document().documentLayout()
        shift = editor.verticalScrollBar().value()
        for block in prose_text.blocks(editor.document()):
            top = round(layout.blockBoundingRect(block).top()) - shift
            if top > self.height():
                break
            if not block.layout().lineCount():
                continue
            level = prose_text.level_of(block)
            if level:
                self._name(painter, block, top, LEVEL_NAMES[level], Role.SECONDARY)
            elif self._carried.holds(block):
                self._name(painter, block, top, CARRIED, Role.VERIFY)
                height = round(layout.blockBoundingRect(block).height())
                painter.fillRect(gutter() - 3, top + 2, 2, height - 4, theme.color(Role.VERIFY))
        painter.end()

    @staticmethod
    def _name(painter: QPainter, block: QTextBlock, top: int, name: str, role: Role) -> None:
        rect = QRect(0, top, gutter() - 6, round(block.layout().lineAt(0).height()))
        painter.setPen(theme.color(role))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect, align, name)
