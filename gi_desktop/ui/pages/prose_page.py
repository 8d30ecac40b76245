"""The page of a section of prose."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gi_desktop.form import Section
from gi_desktop.report.topics import written
from gi_desktop.session import Change, Session
from gi_desktop.ui.last_prose import LastProse
from gi_desktop.ui.pages.page import page_layout
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.prose_tools import ProseTools
from gi_desktop.ui.steps import Place
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.topic_list import TopicList
from gi_desktop.ui.widgets import label

_LEAST_HEIGHT = 200
"""Of the editor: seven lines, and the note on what was pasted."""


class ProsePage(QWidget):
    """Title as on the form, what the form asks for, and the editor."""

    focused = Signal(str)
    told = Signal(str, list, list)
    """A sentence, lines below it, and actions: for the notice strip."""

    def __init__(self, session: Session, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._section = section
        self.editor = ProseEditor(session, section.text, section.heading, self)
        self.editor.setMinimumHeight(_LEAST_HEIGHT)
        self.tools = ProseTools(session, section, self.editor, self)
        self.topics = TopicList(session, section, self) if section.topics else None
        self.last = LastProse(session, section.text, self.editor, self)
        self.last.told.connect(self.told)
        self.count = label("", "count")
        self.carried = label("", "carried")
        layout = page_layout(self, section.heading, section.hint)
        layout.addWidget(self.tools)
        if self.topics is not None:
            layout.addWidget(self.topics)
            self.topics.place_asked.connect(self._go_behind)
        layout.addSpacing(MEASURES.grid // 2)
        layout.addWidget(self.editor, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.carried)
        foot.addStretch()
        foot.addWidget(self.count)
        layout.addLayout(foot)
        layout.addWidget(self.last)
        self.editor.entered.connect(lambda: self.focused.emit(section.text))
        self._order_tabs()
        self._show_facts()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the text. A focus proxy would let Tab pass over the tools."""
        self.editor.setFocus(event.reason())

    def _order_tabs(self) -> None:
        """Let Tab go through the page from its top, as one reads it."""
        topics = self.topics
        asked = (*topics.buttons.values(), topics.go) if topics is not None else ()
        last = (self.last.fold, self.last.take, self.last.text)
        for one, other in pairwise((*self.tools.controls, *asked, self.editor, *last)):
            self.setTabOrder(one, other)

    def _show_facts(self) -> None:
        """Show the number of characters beside what is usual, and the topics written on."""
        section, session = self._section, self._session
        count = len(written(session.report, section, session.sheet.value))
        usual = section.usual_length
        over = bool(usual) and count > usual
        words = f"{count} 字，一般不超过 {usual} 字" if usual else f"{count} 字"
        self.count.setText(f"! {words}，偏长" if over else words)
        if self.count.property("over") != over:
            self.count.setProperty("over", over)
            self.count.style().polish(self.count)
        carried = self.editor.carried.number()
        self.carried.setText(f"! {carried} 段还和去年一样" if carried else "")
        self.carried.setVisible(bool(carried))
        if self.topics is not None:
            self.topics.refresh()

    def _go_behind(self, paragraph: int) -> None:
        """Put the cursor at the end of a paragraph."""
        self.editor.go_to_paragraph(paragraph)
        self.editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)

    def commit(self) -> None:
        """Take over what is still being composed."""
        self.editor.commit()

    def refresh(self, change: Change) -> None:
        """Show what the report holds now."""
        self.editor.refresh()
        self.last.refresh()
        self._show_facts()

    def show_place(self, place: Place) -> None:
        """Put the cursor into the text, at the paragraph that ``place`` names."""
        if place.paragraph is not None:
            self.editor.go_to_paragraph(place.paragraph)
        else:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
