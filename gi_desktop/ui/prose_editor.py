"""The editor for official prose: paragraphs with heading levels, plain text otherwise."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QWidget

from gi_desktop.report.edits import SetText
from gi_desktop.report.numbering import outline, renumber, set_level
from gi_desktop.report.prose import BLANK, BODY, CellRun, Level, Paragraph, Run, Text
from gi_desktop.report.values import Value, format_value
from gi_desktop.session import Session
from gi_desktop.ui import prose_breaks, prose_paste, prose_text, theme
from gi_desktop.ui.carried import Carried
from gi_desktop.ui.composing import finish_composition
from gi_desktop.ui.paste_note import PasteNote
from gi_desktop.ui.prose_ink import LEVEL_NAMES, Gutter, Headings, gutter
from gi_desktop.ui.references import reference_name
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import is_undo_key, without_undo

TIDY = "整理粘贴的文字"
"""What 撤销 calls the step that puts pasted text in order."""
STEP_PAUSE_MS = 1200
"""A pause in typing this long ends a step of 撤销."""


class ProseEditor(QTextEdit):
    """Edits one text of the report. Every change is an edit of the session at once."""

    level_changed = Signal(int)
    """The level of the paragraph with the cursor, whenever it may have changed."""
    entered = Signal()
    reference_changed = Signal(str)
    """What the reference beside the cursor is, empty where there is none."""
    reference_asked = Signal()
    """A cell is to be chosen, to refer to it here."""
    sentences_asked = Signal()
    """Sentences of facts are to be chosen."""

    def __init__(
        self, session: Session, text_id: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._text_id = text_id
        self.takes_sentences = False
        """Whether there are sentences of facts for it."""
        self._label = self._act = f"修改{name}"
        self._showing = False
        self._numbering = True
        self._moves_headings = False
        """Whether headings go and others come: as many are no sign that their numbers stand."""
        self._outline = outline(session.report.text(text_id))
        self._composing = self._referred = ""
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(MEASURES.grid)
        self.document().setDefaultFont(theme.font())
        self.chips = prose_text.Chips(self._value, self)
        self.document().documentLayout().registerHandler(prose_text.CHIP, self.chips)
        self.carried = Carried(session, text_id)
        self._headings = Headings(self.document(), self.carried)
        self._gutter = Gutter(self, self.carried)
        self.note = PasteNote(self)
        self.note.raw_asked.connect(self._keep_raw)
        self.note.changed.connect(self._place)
        self._place()
        self._pause = QTimer(self, singleShot=True, interval=STEP_PAUSE_MS)
        self._pause.timeout.connect(session.end_step)
        # What is typed into an empty text stands as any other paragraph does.
        QTextCursor(self.document()).setBlockFormat(prose_text.block_format(BODY))
        self._load(session.report.text(text_id))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._connect()

    def _connect(self) -> None:
        self.textChanged.connect(self._changed)
        self.textChanged.connect(self._gutter.update)
        self.verticalScrollBar().valueChanged.connect(self._gutter.update)
        self.cursorPositionChanged.connect(self._tell_level)
        self.cursorPositionChanged.connect(self._describe)

    @property
    def text_id(self) -> str:
        """The text of the report that it edits."""
        return self._text_id

    # Between the report and the document ------------------------------------------------------

    def refresh(self) -> None:
        """Show what the report holds, changing only the paragraphs that differ."""
        wanted = self._session.report.text(self._text_id)
        if wanted != prose_text.read(self.document()):
            self._load(wanted)
        if any(not paragraph.is_plain for paragraph in wanted):
            # The numbers that references read as may have changed, and with them the lines.
            self.document().markContentsDirty(0, self.document().characterCount())
            self._describe()
        if self.carried.is_new():
            self._headings.rehighlight()
            self._gutter.update()
        self.note.follow(self._session.version)

    def _value(self, cell: str) -> Value:
        return self._session.sheet.value(cell)

    def _load(self, wanted: Text) -> None:
        self._showing = True
        end = prose_text.load(self.document(), wanted)
        self._showing = False
        self._outline = outline(wanted)
        moved = self.textCursor()
        moved.setPosition(end)
        self.setTextCursor(moved)

    def _changed(self) -> None:
        if self._showing:
            return
        text = prose_text.read(self.document())
        found = outline(text)
        if self._numbering and (self._moves_headings or found != self._outline):
            numbered = renumber(text)
            self._outline = found
            self._moves_headings = False
            self._rewrite(text, numbered)
            text = numbered
        self._session.apply(SetText(self._act, self._text_id, text), merge=True)
        self._pause.start()

    def _rewrite(self, old: Text, new: Text) -> None:
        if old != new:
            self._showing = True
            prose_text.rewrite(self.document(), old, new)
            self._showing = False

    @contextmanager
    def acting(self, label: str) -> Iterator[QTextCursor]:
        """Make one step of 撤销 of what is done with the cursor inside."""
        self.commit()
        kept, self._act = self._act, label
        cursor = self.textCursor()
        cursor.beginEditBlock()
        try:
            yield cursor
        finally:
            cursor.endEditBlock()
            self._act = kept
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._pause.stop()
        self._session.end_step()

    def commit(self) -> None:
        """Take over what is still being composed, and end the step of 撤销."""
        finish_composition(self, lambda: self._composing)
        self._pause.stop()
        self._session.end_step()

    # Levels -------------------------------------------------------------------------------------

    def level(self) -> Level:
        """Return the level of the paragraph with the cursor."""
        return prose_text.level_of(self.textCursor().block())

    def set_level(self, level: Level) -> None:
        """Give the level, and its number, to every paragraph of the selection."""
        self.commit()
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        old = prose_text.read(self.document()) or (Paragraph(),)
        new = set_level(old, first, last, level)
        self._rewrite(old, new)
        self._outline = outline(new)
        label = f"设为{LEVEL_NAMES[level]}标题" if level else "设为正文"
        self._session.apply(SetText(label, self._text_id, prose_text.read(self.document())))
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

    def select(self, paragraph: int, first: int, last: int) -> None:
        """Select characters of a paragraph, counted as it reads; a reference as a whole."""
        block = self.document().findBlockByNumber(paragraph)
        text = self._session.report.text(self._text_id)
        if not block.isValid() or paragraph >= len(text):
            return
        spans = text[paragraph].spans(self._value)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + prose_text.position_of(spans, first))
        end = block.position() + prose_text.position_of(spans, last, is_end=True)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_undo_key(event)
        ):
            event.ignore()
            return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(self.viewport().mapFrom(self, event.pos()), event.globalPos())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
            return
        self._moves_headings = prose_breaks.cuts_heading(self.textCursor(), event)
        if not prose_breaks.break_or_join(self, event):
            super().keyPressEvent(event)
        self._moves_headings = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        if self._composing or event.commitString():
            prose_breaks.keep_numbers_whole(self, replaced=True)
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def menu(self) -> QMenu:
        """Return the menu of the text; the caller shows it."""
        menu = without_undo(self.createStandardContextMenu())
        prose_breaks.menu_keeps_numbers_whole(menu, self)
        menu.addSeparator()
        menu.addAction("引用表中数字(&G)…\tCtrl+K", self.reference_asked.emit)
        if self.has_reference_at_hand():
            menu.addAction("引用变成普通文字(&W)\tCtrl+Shift+K", self.references_to_text)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the gutter at the left, and the note, where there is one, at the bottom."""
        height = self.note.height_for(self.contentsRect().width() - 2 * MEASURES.frame)
        height += MEASURES.frame if height else 0
        self.setViewportMargins(gutter(), 0, 0, height)
        inner = self.contentsRect()
        self._gutter.setGeometry(inner.left(), inner.top(), gutter(), inner.height() - height)
        edge = MEASURES.frame
        top = inner.bottom() + 1 - height
        self.note.setGeometry(inner.left() + edge, top, inner.width() - 2 * edge, height - edge)
        if height:
            self.ensureCursorVisible()

    # References to cells --------------------------------------------------------------------------

    def insert_reference(self, cell: str) -> None:
        """Put a reference to a cell where the cursor is."""
        with self.acting("引用表中数字") as cursor:
            prose_breaks.clear(cursor)
            prose_text.insert_runs(cursor, (CellRun(cell=cell),))

    def insert_sentences(self, runs: Sequence[Run]) -> None:
        """Put sentences where the cursor is; below it as body where that is a heading."""
        with self.acting("写入现成的句子") as cursor:
            prose_breaks.clear(cursor)
            if prose_text.level_of(cursor.block()):
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                cursor.insertBlock(prose_text.block_format(BODY), QTextCharFormat())
            prose_text.insert_runs(cursor, runs)

    def references_to_text(self) -> None:
        """Turn the references of the selection, or beside the cursor, into plain numbers."""
        places = self._cells_at_hand()
        with self.acting("引用的数字变成文字") as cursor:
            keep = QTextCursor.MoveMode.KeepAnchor
            for place, cell in reversed(places):
                one = QTextCursor(self.document())
                one.setPosition(place)
                one.setPosition(place + 1, keep)
                one.insertText(format_value(self._value(cell)) or BLANK, QTextCharFormat())
            cursor.clearSelection()

    def _cells_at_hand(self) -> list[tuple[int, str]]:
        """Return places and cells of the references selected, else of those beside the cursor."""
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        if first == last:
            first, last = first - 1, last + 1
        places = (
            (place, prose_text.cell_at(self.document(), place)) for place in range(first, last)
        )
        return [(place, cell) for place, cell in places if cell]

    def has_reference_at_hand(self) -> bool:
        """Whether a reference is selected or stands beside the cursor."""
        return bool(self._cells_at_hand())

    def _describe(self) -> None:
        """Let a screen reader say what reference stands beside the cursor."""
        names = [reference_name(cell, self._session) for _, cell in self._cells_at_hand()[:3]]
        said = "；".join(names)
        if said != self._referred:
            self._referred = said
            self.reference_changed.emit(said)
        self.setAccessibleDescription(f"{self.carried.words(self.textCursor().block())}{said}")

    def _show_tip(self, at: QPoint, shown_at: QPoint) -> None:
        cursor = self.cursorForPosition(at)
        for place in (cursor.position(), cursor.position() - 1):
            cell = prose_text.cell_at(self.document(), place)
            if cell:
                QToolTip.showText(
                    shown_at, reference_name(cell, self._session).replace("<", "＜"), self
                )
                return
        QToolTip.hideText()

    # The clipboard ----------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return prose_paste.can_paste(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what is pasted as it came, then put it in order: two steps of 撤销."""
        if not self.canInsertFromMimeData(source):
            return
        pasted = prose_paste.read(source, self._session.form.cells)
        self._numbering = pasted.raw == pasted.tidy
        self._moves_headings = any(paragraph.level for paragraph in pasted.tidy)
        with self.acting("粘贴") as cursor:
            prose_breaks.clear(cursor)
            start = cursor.position()
            prose_paste.insert(cursor, pasted.raw)
        self._numbering = True
        if pasted.raw != pasted.tidy:
            with self.acting(TIDY) as cursor:
                cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
                prose_paste.insert(cursor, pasted.tidy)
            self._headings.rehighlight()
            self.note.tell(pasted.notes, self._session.version)
        self._moves_headings = False

    def _keep_raw(self) -> None:
        """Take back that what was pasted was put in order."""
        if self._session.undo_label == TIDY:
            self._session.undo()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def cut(self) -> None:
        """Put the selection on the clipboard and remove it."""
        prose_breaks.keep_numbers_whole(self, replaced=False)
        super().cut()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self.viewport() and event.dropAction() is Qt.DropAction.MoveAction:
            prose_breaks.keep_numbers_whole(self, replaced=False)
        super().dropEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        part = prose_breaks.without_half_numbers(self.textCursor())
        return prose_paste.copied(part, self.chips)
