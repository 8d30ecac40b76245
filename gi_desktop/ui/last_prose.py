"""Last year's text of the same part, folded away below the editor, to read and to take over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QToolButton, QVBoxLayout, QWidget

from gi_desktop.report.edits import SetText
from gi_desktop.report.last_prose import LastReport
from gi_desktop.report.prose import plain_text
from gi_desktop.session import Session
from gi_desktop.ui import prose_text, theme
from gi_desktop.ui.last_year_words import last_year_name
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.spaced_text import space_lines
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button

TAKE_KEYS = "Ctrl+Shift+T"
_HEIGHT = 132
"""Of the text: some five lines."""


class LastProse(QWidget):
    """Shown where last year's report has this text."""

    told = Signal(str, list, list)
    """A sentence, lines below it, and actions: for the notice strip."""

    def __init__(
        self, session: Session, text_id: str, editor: ProseEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._text_id = text_id
        self._editor = editor
        self._shown: LastReport | None = None
        self.fold = QToolButton()
        self.fold.setObjectName("proseTool")
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.clicked.connect(lambda _checked: self.unfold(not self.is_open))
        self.take = button("取用去年的文字", self.take_over, "link")
        self.take.setToolTip(f"把去年这一部分的文字接在后面，没有改过的段落会标出来（{TAKE_KEYS}）")
        keys = QShortcut(QKeySequence(TAKE_KEYS), editor)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.take_over)
        self.text = QTextEdit()
        self.text.setObjectName("lastProse")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.font(MEASURES.table))
        self.text.document().setDocumentMargin(MEASURES.grid)  # as in the editor above
        self.text.setFixedHeight(theme.scaled(_HEIGHT))
        self.text.hide()
        head = QHBoxLayout()
        head.setSpacing(MEASURES.grid)
        head.addWidget(self.fold)
        head.addWidget(self.take)
        head.addStretch()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(MEASURES.grid // 2)
        lines.addLayout(head)
        lines.addWidget(self.text)
        self._show()

    def refresh(self) -> None:
        """Show the text of the report that is attached now."""
        if self._session.beside is not self._shown:
            self._show()

    def _show(self) -> None:
        last = self._shown = self._session.beside
        words = plain_text(last.report.text(self._text_id), last.sheet.value) if last else ""
        name = last_year_name(self._session)
        self.fold.setText(f"{name}的文字" if name else "")
        self.fold.setAccessibleName(f"{name}这一部分的文字，按空格打开或收起")
        self.text.setAccessibleName(f"{name}这一部分的文字，只读")
        self.text.setPlainText(words)
        space_lines(self.text, prose_text.LINES, MEASURES.table)
        self.setVisible(bool(words.strip()))

    @property
    def is_open(self) -> bool:
        """Whether the text is unfolded."""
        return not self.text.isHidden()

    def unfold(self, open_: bool) -> None:
        """Show the text, or fold it away."""
        self.text.setVisible(open_)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)

    def take_over(self) -> None:
        """Put last year's paragraphs behind what is written: one step of 撤销."""
        last = self._session.beside
        taken = last.reusable(self._text_id) if last is not None else ()
        if not taken:
            return
        self._editor.commit()
        before = self._session.report.text(self._text_id)
        edit = SetText("取用去年的文字", self._text_id, (*before, *taken))
        self._session.apply(edit)
        self._editor.go_to_paragraph(len(before))
        number = self._editor.carried.number()
        said = (
            f"已取用去年的文字：{number} 段和去年一样，左边标着“去年”，其中的年份和数字也标出来了。"
            "改过的段落不再标。"
        )
        self.told.emit(said, [], [])
