"""The page of a section of prose."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gi_desktop.form import Section
from gi_desktop.session import Change, Session
from gi_desktop.ui.level_box import LevelBox
from gi_desktop.ui.pages.page import page_layout
from gi_desktop.ui.prose_editor import ProseEditor, count_characters
from gi_desktop.ui.steps import Place
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import label


class ProsePage(QWidget):
    """Title as on the form, what the form asks for, and the editor."""

    focused = Signal(str)

    def __init__(self, session: Session, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor = ProseEditor(session, section.text, section.heading, self)
        self.levels = LevelBox(self.editor, self)
        self.count = label("", "context")
        self._section = section
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.levels)
        row.addStretch()
        row.addWidget(self.count)
        layout = page_layout(self, section.heading, section.hint)
        layout.addLayout(row)
        layout.addSpacing(MEASURES.grid // 2)
        layout.addWidget(self.editor, 1)
        self.editor.entered.connect(lambda: self.focused.emit(section.text))
        self.editor.textChanged.connect(self._count)
        self.setFocusProxy(self.editor)
        self._count()

    def _count(self) -> None:
        self.count.setText(f"{count_characters(self.editor.document())} 字")

    def commit(self) -> None:
        """Take over what is still being composed."""
        self.editor.commit()

    def refresh(self, change: Change) -> None:
        """Show what the report holds now."""
        self.editor.refresh()

    def show_place(self, place: Place) -> None:
        """Put the cursor into the text, at the paragraph that ``place`` names."""
        if place.paragraph is not None:
            self.editor.go_to_paragraph(place.paragraph)
        else:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
