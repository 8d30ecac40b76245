"""The whole help as one text to read, with the places of its entries, and search in it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from gi_desktop.report.folding import fold
from gi_desktop.ui import theme
from gi_desktop.ui.help_book import Chapter, Entry
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.wrapping import line_height

_GO = "go:"


class HelpReader(QTextBrowser):
    """Shows the book; links in it lead to the places where entries apply."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpReader")
        self.setOpenLinks(False)
        self.setAccessibleName("填报说明全文")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2 * MEASURES.grid)
        self._starts: dict[str, tuple[int, int]] = {}
        """Where the title of a chapter or an entry begins, and how long it is."""
        self._folded = fold("")
        self.found: tuple[tuple[int, int], ...] = ()

    def show_book(self, chapters: Sequence[Chapter], *, with_links: bool) -> None:
        """Write the book anew."""
        self.clear()
        self._starts = {}
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for chapter in chapters:
            heading = [(chapter.title, _format(bold=True))]
            start = _line(cursor, MEASURES.title, 2 * MEASURES.grid, heading)
            self._starts[chapter.key] = start, len(chapter.title)
            for entry in chapter.entries:
                self._write(cursor, entry, with_links=with_links)
        cursor.endEditBlock()
        self._folded = fold(self.toPlainText())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, cursor: QTextCursor, entry: Entry, *, with_links: bool) -> None:
        title = [(entry.help.title, _format(bold=True))]
        if with_links and entry.place is not None:
            link = _format(Role.ACCENT)
            link.setAnchor(True)
            link.setAnchorHref(_GO + entry.key)
            link.setFontUnderline(True)
            title += [("　", _format()), (entry.way, link)]
        start = _line(cursor, MEASURES.text, 2 * MEASURES.grid, title)
        self._starts[entry.key] = start, len(entry.help.title)
        for part in entry.help.parts:
            heading = (f"{part.heading}：", _format(Role.SECONDARY, bold=True))
            first, *rest = part.text.split("\n")
            _line(cursor, MEASURES.text, MEASURES.grid // 2, [heading, (first, _format())])
            for text in rest:
                _line(cursor, MEASURES.text, 0, [(text, _format())])

    # Entries ------------------------------------------------------------------------------------

    def go_to(self, key: str) -> None:
        """Show the entry or chapter at the top; nothing happens for a key that none has.

        Its title is selected: Qt looks for the next link from there, and the eye finds it.
        """
        if key in self._starts:
            begin, length = self._starts[key]
            self._scroll_to(self._select(begin, begin + length))

    def _select(self, begin: int, end: int) -> QTextCursor:
        """Select a part of the text; return its beginning."""
        cursor = self.textCursor()
        cursor.setPosition(begin)
        first = QTextCursor(cursor)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return first

    def entry_at(self, place: int) -> str:
        """Return the key of the entry, or the chapter, that a place in the text belongs to."""
        found = ""
        for key, (start, _) in self._starts.items():
            if start > place:
                break
            found = key
        return found

    @staticmethod
    def key_of(link: str) -> str:
        """Return the key of the entry that a link leads to the place of."""
        return link.removeprefix(_GO)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Lines break elsewhere then: what is being read stays at the top.
        top = self.cursorForPosition(QPoint(2 * MEASURES.grid, 2 * MEASURES.grid))
        super().resizeEvent(event)
        self._scroll_to(top)

    def _scroll_to(self, cursor: QTextCursor) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - 2 * MEASURES.grid)

    # Search -------------------------------------------------------------------------------------

    def find_words(self, words: str) -> int:
        """Mark every place where the words stand; return how many there are."""
        self.found = self._folded.find(words)
        self.show_found(-1)
        return len(self.found)

    def show_found(self, number: int) -> None:
        """Bring one of the found places into sight and mark it as the current one."""
        marks = []
        for at, (begin, end) in enumerate(self.found):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(begin)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            style = QTextCharFormat()
            style.setBackground(theme.color(Role.ACCENT if at == number else Role.SELECTED))
            if at == number:
                style.setForeground(theme.color(Role.ON_ACCENT))
                style.setProperty(QTextFormat.Property.FontWeight, 700)
            mark.cursor, mark.format = cursor, style
            marks.append(mark)
        self.setExtraSelections(marks)
        if 0 <= number < len(self.found):
            self._bring(*self.found[number])

    def _bring(self, begin: int, end: int) -> None:
        """Scroll as little as shows a place with some lines around it."""
        cursor = self._select(begin, end)
        around = 3 * line_height(theme.font())
        rect, bar = self.cursorRect(cursor), self.verticalScrollBar()
        low = rect.bottom() + around - self.viewport().height()
        if rect.top() - around < 0:
            bar.setValue(bar.value() + rect.top() - around)
        elif low > 0:
            bar.setValue(bar.value() + low)


def _format(role: Role = Role.TEXT, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font(bold=bold))
    made.setForeground(theme.color(role))
    return made


def _line(
    cursor: QTextCursor,
    px: int,
    above: int,
    pieces: Iterable[tuple[str, QTextCharFormat]],
) -> int:
    """Write a paragraph; return where it begins."""
    block = QTextBlockFormat()
    block.setTopMargin(above)
    height = line_height(theme.font(px))
    block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    if cursor.position() == 0:
        cursor.setBlockFormat(block)
    else:
        cursor.insertBlock(block)
    start = cursor.position()
    for text, style in pieces:
        style.setProperty(QTextFormat.Property.FontPixelSize, theme.scaled(px))
        cursor.insertText(text, style)
    return start
