"""What keys do where paragraphs begin and end: numbers of headings come and go with the headings."""

from contextlib import AbstractContextManager
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu

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
    def cut(self) -> None: ...
    def set_level(self, level: Level) -> None: ...
    def acting(self, label: str) -> AbstractContextManager[QTextCursor]: ...


def cuts_heading(cursor: QTextCursor, event: QKeyEvent) -> bool:
    """Whether the key puts a break in place of a selection that begins in a heading."""
    first = cursor.document().findBlock(cursor.selectionStart())
    breaks = event.key() in (_Key.Key_Return, _Key.Key_Enter)
    return breaks and cursor.hasSelection() and prose_text.level_of(first) != BODY


def break_or_join(editor: Editor, event: QKeyEvent) -> bool:
    """Do what Enter, Backspace or Delete does to paragraphs; False: the key is for the text."""
    key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if _erases(event) or _types(event):
        keep_numbers_whole(editor, replaced=_types(event))
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


def menu_keeps_numbers_whole(menu: QMenu, editor: Editor) -> None:
    """Let 剪切 and 删除 of Qt's own menu of the text do as the keys do."""
    for action in menu.actions():
        if action.objectName() == "edit-cut":
            action.triggered.disconnect()
            action.triggered.connect(lambda _checked: editor.cut())
        elif action.objectName() == "edit-delete":
            action.triggered.disconnect()
            action.triggered.connect(lambda _checked: _delete(editor))


def _delete(editor: Editor) -> None:
    keep_numbers_whole(editor, replaced=False)
    editor.textCursor().removeSelectedText()


def keep_numbers_whole(editor: Editor, *, replaced: bool) -> None:
    """Before the selection goes: see ``whole_numbers``."""
    cursor = editor.textCursor()
    if cursor.hasSelection():
        whole_numbers(cursor, replaced=replaced)
        editor.setTextCursor(cursor)


def clear(cursor: QTextCursor) -> None:
    """Remove what is selected, to put something in its place."""
    if cursor.hasSelection():
        whole_numbers(cursor, replaced=True)
        cursor.removeSelectedText()


def whole_numbers(cursor: QTextCursor, *, replaced: bool) -> None:
    """Let a selection that is about to go take automatic numbers as wholes, or not at all.

    Half a number, 、 without 一, would be left standing as text. ``replaced``: something is
    typed or put in its place.
    """
    document = cursor.document()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first, last = document.findBlock(start), document.findBlock(end)
    if first != last:
        start = _past_number(first, start)
        if end < last.position() + _number_length(last):
            _up_to_heading(cursor, (start, first), last, replaced=replaced)
            return
    elif start < first.position() + (length := _number_length(first)):
        if end > first.position() + length:
            start = _past_number(first, start)
        elif not replaced:  # what is typed there may be a number again
            start, end = first.position(), first.position() + length
    _select(cursor, start, end)


def without_half_numbers(cursor: QTextCursor) -> QTextCursor:
    """Return the selection as it is copied, without a number at its end that has no words."""
    part = QTextCursor(cursor)
    document = cursor.document()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first, last = document.findBlock(start), document.findBlock(end)
    if first != last:
        if 0 < end - last.position() <= _number_length(last):
            end = last.position() - 1
        _select(part, min(_past_number(first, start), end), end)
    return part


def _up_to_heading(
    cursor: QTextCursor, begin: tuple[int, QTextBlock], heading: QTextBlock, *, replaced: bool
) -> None:
    """Select up to a heading below: its words go on where the selection began.

    Where that was the beginning of a paragraph the heading stays one, with its number.
    """
    start, first = begin
    behind_number = heading.position() + _number_length(heading)
    if start > first.position():
        _select(cursor, start, behind_number)
        return
    _select(cursor, start, heading.position())
    if replaced:
        cursor.removeSelectedText()
        cursor.setPosition(cursor.position() + _number_length(cursor.block()))


def _past_number(block: QTextBlock, place: int) -> int:
    """Return the place; one within the number of a heading moves behind it."""
    inside = 0 < place - block.position() < _number_length(block)
    return block.position() + _number_length(block) if inside else place


def _select(cursor: QTextCursor, start: int, end: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)


def _erases(event: QKeyEvent) -> bool:
    keys = (_Key.Key_Backspace, _Key.Key_Delete)
    return event.key() in keys or event.matches(QKeySequence.StandardKey.Cut)


def _types(event: QKeyEvent) -> bool:
    """Whether the key puts something in place of the selection."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return False
    is_enter = event.key() in (_Key.Key_Return, _Key.Key_Enter)
    return is_enter or (bool(event.text()) and event.text().isprintable())


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
