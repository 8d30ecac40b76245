"""What keys do where paragraphs begin and end: numbers of headings come and go with the headings."""

from contextlib import AbstractContextManager
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor

from gi_desktop.report.numbering import number_of, number_text
from gi_desktop.report.prose import BODY, Level, Paragraph
from gi_desktop.ui import prose_text

_Key = Qt.Key
_JOIN = "合并段落"


class Editor(Protocol):
    """What is asked of the editor."""

    def textCursor(self) -> QTextCursor: ...
    def setTextCursor(self, cursor: QTextCursor) -> None: ...
    def ensureCursorVisible(self) -> None: ...
    def set_level(self, level: Level) -> None: ...
    def acting(self, label: str) -> AbstractContextManager[QTextCursor]: ...


def break_or_join(editor: Editor, event: QKeyEvent) -> bool:
    """Do what Enter, Backspace or Delete does to paragraphs; False: the key is for the text."""
    key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if control:
        return False
    if key in (_Key.Key_Return, _Key.Key_Enter):
        new_paragraph(editor)
        return True
    cursor = editor.textCursor()
    if cursor.hasSelection():
        return False
    if key == _Key.Key_Backspace:
        return _back(editor, cursor)
    return key == _Key.Key_Delete and _forward(editor, cursor)


def new_paragraph(editor: Editor) -> None:
    """Begin a paragraph: after a heading comes body; a heading cut in two is two headings."""
    cursor = editor.textCursor()
    level = prose_text.level_of(cursor.block())
    if level and _is_bare_number(cursor):
        editor.set_level(BODY)
        return
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    at_start = cursor.atBlockStart() and not cursor.atBlockEnd()
    goes_on = level if not cursor.atBlockEnd() else BODY
    cursor.insertBlock(prose_text.block_format(goes_on), QTextCharFormat())
    before = cursor.block().previous()
    if at_start:
        QTextCursor(before).setBlockFormat(prose_text.block_format(BODY))
    elif goes_on and number_of(Paragraph.of(before.text())):
        cursor.insertText(number_text(goes_on, 1))  # which one follows from its place
    cursor.endEditBlock()
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()


def _is_bare_number(cursor: QTextCursor) -> bool:
    """Whether the cursor stands behind a heading's number that no words follow."""
    length = _number_length(cursor.block())
    return cursor.atBlockEnd() and bool(length) and length >= cursor.positionInBlock()


def _number_length(block: QTextBlock) -> int:
    """How many characters the number of a heading has; 0 where it has none, or is no heading."""
    mark = number_of(Paragraph.of(block.text())) if prose_text.level_of(block) else None
    return mark.length if mark is not None else 0


def _back(editor: Editor, cursor: QTextCursor) -> bool:
    """Behind its number a heading becomes body; before it, it goes on in the paragraph above."""
    block, place = cursor.block(), cursor.positionInBlock()
    length = _number_length(block)
    if 0 < place <= length:
        editor.set_level(BODY)
        return True
    above = block.previous()
    if place or not length or not above.isValid() or above.length() == 1:
        return False
    _join(editor, block, length)
    return True


def _forward(editor: Editor, cursor: QTextCursor) -> bool:
    """At the end of a paragraph: the heading below goes on in it, without its number."""
    below = cursor.block().next()
    length = _number_length(below) if below.isValid() else 0
    if not cursor.atBlockEnd() or cursor.atBlockStart() or not length:
        return False
    _join(editor, below, length)
    return True


def _join(editor: Editor, block: QTextBlock, length: int) -> None:
    """Put the words of a heading behind the paragraph above it."""
    start = block.position()
    with editor.acting(_JOIN) as cursor:
        cursor.setPosition(start - 1)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
