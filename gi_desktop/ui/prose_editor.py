"""The editor for official prose: paragraphs with heading levels, plain text otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gi_desktop.report.edits import SetText
from gi_desktop.report.prose import BODY, Level, Paragraph, Text, paragraphs
from gi_desktop.report.values import Value
from gi_desktop.session import Session
from gi_desktop.ui import prose_text, theme
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.widgets import is_undo_key, without_undo

_GUTTER_NAMES = ("", "一级", "二级", "三级", "四级")
_GUTTER = 40
STEP_PAUSE_MS = 1200
"""A pause in typing this long ends a step of 撤销."""


class _Headings(QSyntaxHighlighter):
    """Shows headings by weight and size; the text itself carries no format."""

    def highlightBlock(self, text: str) -> None:
        level = prose_text.level_of(self.currentBlock())
        if level == BODY:
            return
        shown = QTextCharFormat()
        shown.setFontWeight(QFont.Weight.Bold if level <= 3 else QFont.Weight.DemiBold)
        shown.setForeground(theme.color(Role.TEXT if level <= 2 else Role.COMPUTED_TEXT))
        if level == 1:
            shown.setProperty(QTextCharFormat.Property.FontPixelSize, MEASURES.text + 2)
        self.setFormat(0, prose_text.qt_length(text), shown)


class _Gutter(QWidget):
    """The margin that names the level of each heading."""

    def __init__(self, editor: "ProseEditor") -> None:
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
            name = _GUTTER_NAMES[prose_text.level_of(block)]
            if name and block.layout().lineCount():
                height = round(block.layout().lineAt(0).height())
                rect = QRect(0, top, _GUTTER - 6, height)
                painter.drawText(
                    rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, name
                )
        painter.end()


class ProseEditor(QTextEdit):
    """Edits one text of the report. Every change is an edit of the session at once."""

    level_changed = Signal(int)
    """The level of the paragraph with the cursor, whenever it may have changed."""
    entered = Signal()

    def __init__(
        self, session: Session, text_id: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._text_id = text_id
        self._label = f"修改{name}"
        self._showing = False
        self._composing = ""
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(MEASURES.grid)
        self.document().setDefaultFont(theme.font())
        self._chips = prose_text.Chips(self._value, self)
        self.document().documentLayout().registerHandler(prose_text.CHIP, self._chips)
        self._headings = _Headings(self.document())
        self._gutter = _Gutter(self)
        self.setViewportMargins(_GUTTER, 0, 0, 0)
        self._pause = QTimer(self, singleShot=True, interval=STEP_PAUSE_MS)
        self._pause.timeout.connect(session.end_step)
        self._load(session.report.text(text_id))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.textChanged.connect(self._changed)
        self.textChanged.connect(self._gutter.update)
        self.verticalScrollBar().valueChanged.connect(self._gutter.update)
        self.cursorPositionChanged.connect(self._tell_level)

    # Between the report and the document ------------------------------------------------------

    def refresh(self) -> None:
        """Show what the report holds, changing only the paragraphs that differ."""
        wanted = self._session.report.text(self._text_id)
        if wanted != prose_text.read(self.document()):
            self._load(wanted)
        if any(not paragraph.is_plain for paragraph in wanted):
            # The numbers that references read as may have changed, and with them the lines.
            self.document().markContentsDirty(0, self.document().characterCount())

    def _value(self, cell: str) -> Value:
        return self._session.sheet.value(cell)

    def _load(self, wanted: Text) -> None:
        old = prose_text.read(self.document()) or (Paragraph(),)
        new = wanted or (Paragraph(),)
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        self._showing = True
        cursor = QTextCursor(self.document())
        before = self.document().findBlockByNumber(head).text()
        cursor.beginEditBlock()
        end = self._replace(cursor, (head, len(old) - tail), new[head : len(new) - tail])
        cursor.endEditBlock()
        if len(old) == len(new) == head + tail + 1:
            after = self.document().findBlockByNumber(head).text()
            same = _common(before, after)
            behind = _common(before[same:][::-1], after[same:][::-1])
            end -= prose_text.qt_length(after[len(after) - behind :])
        self._showing = False
        moved = self.textCursor()
        moved.setPosition(end)
        self.setTextCursor(moved)

    def _replace(self, cursor: QTextCursor, span: tuple[int, int], new: Text) -> int:
        """Put ``new`` in place of the blocks of ``span``; return where the change ends."""
        document = self.document()
        first, last = span
        if first == last:  # only new paragraphs: make room for one
            if first == document.blockCount():
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertBlock()
            else:
                cursor.setPosition(document.findBlockByNumber(first).position())
                cursor.insertBlock()
                cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        else:
            start = document.findBlockByNumber(first)
            stop = document.findBlockByNumber(last - 1)
            cursor.setPosition(start.position())
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.setPosition(stop.position() + stop.length() - 1, keep)
            cursor.removeSelectedText()
        if not new:
            return self._drop_block(cursor)
        for number, paragraph in enumerate(new):
            if number:
                cursor.insertBlock()
            prose_text.insert_paragraph(cursor, paragraph)
        return cursor.position()

    @staticmethod
    def _drop_block(cursor: QTextCursor) -> int:
        """Remove the empty block with the cursor; the others keep their formats."""
        block = cursor.block()
        kept = (block.previous() if cursor.atEnd() else block.next()).blockFormat()
        if cursor.atEnd():
            cursor.deletePreviousChar()
        else:
            cursor.deleteChar()
        cursor.setBlockFormat(kept)
        return cursor.position()

    def _changed(self) -> None:
        if self._showing:
            return
        text = prose_text.read(self.document())
        self._session.apply(SetText(self._label, self._text_id, text), merge=True)
        self._pause.start()

    def commit(self) -> None:
        """Take over what is still being composed, and end the step of 撤销."""
        if self._composing:
            event = QInputMethodEvent()
            event.setCommitString(self._composing)
            self.inputMethodEvent(event)
        self._pause.stop()
        self._session.end_step()

    # Levels -------------------------------------------------------------------------------------

    def level(self) -> Level:
        """Return the level of the paragraph with the cursor."""
        return prose_text.level_of(self.textCursor().block())

    def set_level(self, level: Level) -> None:
        """Give the level to every paragraph of the selection."""
        self.commit()
        selected = self.textCursor()
        cursor = QTextCursor(self.document())
        block = self.document().findBlock(selected.selectionStart())
        cursor.beginEditBlock()
        while block.isValid() and block.position() <= selected.selectionEnd():
            cursor.setPosition(block.position())
            cursor.setBlockFormat(prose_text.block_format(level))
            block = block.next()
        cursor.endEditBlock()
        self._changed()
        self._session.end_step()
        self._headings.rehighlight()
        self._gutter.update()
        self._tell_level()

    def _tell_level(self) -> None:
        self.level_changed.emit(self.level())

    # What a user does -----------------------------------------------------------------------------

    def go_to_paragraph(self, number: int) -> None:
        """Take the focus, the cursor at the beginning of a paragraph, from 0."""
        block = self.document().findBlockByNumber(number)
        self.setTextCursor(QTextCursor(block if block.isValid() else self.document().begin()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_undo_key(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._new_paragraph()
        else:
            super().keyPressEvent(event)

    def _new_paragraph(self) -> None:
        """Begin a paragraph: after a heading comes body."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        level = BODY if cursor.atBlockEnd() else prose_text.level_of(cursor.block())
        cursor.insertBlock(prose_text.block_format(level), QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._tell_level()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = without_undo(self.createStandardContextMenu())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._gutter.setGeometry(inner.left(), inner.top(), _GUTTER, inner.height())

    # The clipboard ----------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text, a line a paragraph; what it looked like stays outside."""
        self._session.end_step()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        lines = source.text().splitlines()
        if len(lines) == 1:
            cursor.insertText(lines[0], QTextCharFormat())
        else:
            self._insert_paragraphs(cursor, paragraphs(source.text()))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._session.end_step()

    @staticmethod
    def _insert_paragraphs(cursor: QTextCursor, pasted: Text) -> None:
        for number, paragraph in enumerate(pasted):
            if number:
                cursor.insertBlock(prose_text.block_format(BODY), QTextCharFormat())
            cursor.insertText("".join(run.text for run in paragraph.runs if hasattr(run, "text")))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(prose_text.selected_text(self.textCursor(), self._chips))
        return data


def count_characters(document: QTextDocument) -> int:
    """Return how many characters a text has, blanks not counted (字数)."""
    return sum(not char.isspace() for char in document.toPlainText())


def _common(old: Sequence[object], new: Sequence[object]) -> int:
    """Return how many paragraphs or characters two texts begin with alike."""
    number = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        number += 1
    return number
