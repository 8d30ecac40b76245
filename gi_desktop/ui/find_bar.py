"""Find and replace across all texts of the report (查找、替换)."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gi_desktop.report.edits import SetText, Together
from gi_desktop.report.searching import Match, Pattern, find, replaced
from gi_desktop.session import Session
from gi_desktop.ui import announcing, icons
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import CheckBox, FieldEdit, button, label

_FIELD = 180


class FindBar(QWidget):
    """A bar below the pages. The matches are looked for anew whenever the report changes."""

    asked = Signal(Match)
    """A match is to be shown."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session: Session | None = None
        self.matches: list[Match] = []
        self._current: Match | None = None
        self._said = ""
        self.words = self._field("查找", "在全部文字里查找")
        self.other = self._field("替换为", "换成什么，空着就是删去")
        self.previous = button("上一处", lambda: self.step(-1))
        self.previous.setToolTip("上一处（Shift+F3，在查找框里也可以按 Shift+回车）")
        self.next = button("下一处", lambda: self.step(1))
        self.next.setToolTip("下一处（F3，在查找框里也可以按回车）")
        self.replace = button("替换", self._replace_one)
        self.replace.setToolTip("替换这一处，到下一处（在“替换为”框里按回车）")
        self.replace_all = button("全部替换", self._replace_all)
        self.replace_all.setToolTip("替换全部文字里的每一处，一步可以撤销")
        self.exact = CheckBox("区分全角半角")
        self.exact.toggled.connect(self.search)
        self.told = label("", "context")
        self.words.textChanged.connect(self.search)
        self._lay_out()
        self.setFocusProxy(self.words)
        self.hide()

    @staticmethod
    def _field(name: str, hint: str) -> FieldEdit:
        made = FieldEdit(name)
        made.setPlaceholderText(hint)
        made.setFixedWidth(_FIELD)
        return made

    def _lay_out(self) -> None:
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setToolTip("关闭查找（Esc）")
        close.setAccessibleName("关闭查找，Esc")
        close.clicked.connect(lambda _checked: self.leave())
        self.close_button = close
        find_row = QWidget()
        self._first = row = FlowRow(MEASURES.grid, find_row)
        for part in (self.words, self.previous, self.next, self.told):
            row.addWidget(part)
        self.replace_row = QWidget()
        self._second = second = FlowRow(MEASURES.grid, self.replace_row)
        for part in (self.other, self.replace, self.replace_all):
            second.addWidget(part)
        self.exact.setMinimumHeight(MEASURES.control)  # in line with fields and buttons
        self.told.setMinimumHeight(MEASURES.control)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(find_row)
        lines.addWidget(self.replace_row)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(2 * MEASURES.grid, 6, MEASURES.grid, 6)
        whole.addLayout(lines, 1)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    # The report ---------------------------------------------------------------------------------

    def follow(self, session: Session | None) -> None:
        """Search in another report; without one the bar closes."""
        self._session = session
        self._current = None
        if session is None:
            self.hide()
        elif self.isVisible():
            self.search()

    def refresh(self) -> None:
        """Look for the matches again after a change; no work while the bar is closed."""
        if self.isVisible():
            self.search()

    def start(self, words: str, *, replacing: bool) -> None:
        """Open the bar, with ``words`` to look for where there are any."""
        self.replace_row.setVisible(replacing)
        (self._second if replacing else self._first).addWidget(self.exact)
        # From the words to what replaces them, as in Word.
        parts = (self.words, self.other, self.previous, self.next, self.replace)
        for before, after in pairwise((*parts, self.replace_all, self.exact, self.close_button)):
            self.setTabOrder(before, after)
        self.show()
        if words:
            self.words.show_value(words)
        self.search()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def leave(self) -> None:
        """Close the bar; the focus goes back to the page."""
        self.hide()
        self.closed.emit()

    def search(self) -> None:
        """Find every match; the one that was shown last stays the current one."""
        self._said = ""
        session = self._session
        if session is None:
            return
        pattern = Pattern(self.words.text(), self.exact.isChecked())
        self.matches = find(session.report, session.form, session.sheet.value, pattern)
        if self._current not in self.matches:
            self._current = None
        self._tell()

    def _tell(self) -> None:
        if self._said:
            words = self._said
        elif not self.words.text():
            words = ""
        elif not self.matches:
            words = "没有找到"
        elif self._current is None:
            words = f"共 {len(self.matches)} 处"
        else:
            words = f"第 {self.matches.index(self._current) + 1} 处，共 {len(self.matches)} 处"
        if words != self.told.text():
            self.told.setText(words)
            announcing.say(self, words)
        for part in (self.previous, self.next, self.replace, self.replace_all):
            part.setEnabled(bool(self.matches))

    # Moving -------------------------------------------------------------------------------------

    def step(self, by: int, after: Match | None = None) -> None:
        """Show the next (1) or previous (-1) match, round and round, across all texts."""
        self.words.commit()
        if not self.matches:
            self._tell()
            return
        here = after or self._current
        if here is None:
            number = 0 if by > 0 else -1
        elif here in self.matches:
            number = self.matches.index(here) + by
        else:
            # The matches before the place, so that the next one follows it.
            earlier = sum(self._order(match) < self._order(here) for match in self.matches)
            number = earlier if by > 0 else earlier - 1
        self._current = self.matches[number % len(self.matches)]
        self._said = ""
        self._tell()
        self.asked.emit(self._current)

    def _order(self, match: Match) -> tuple[int, int, int]:
        texts = self._session.form.texts if self._session is not None else ()
        return (texts.index(match.text_id), match.paragraph, match.start)

    # Replacing ----------------------------------------------------------------------------------

    def _replace_one(self) -> None:
        """Replace the match that is shown, then show the next; at first only show one."""
        self.other.commit()
        here, session = self._current, self._session
        if session is None or here is None:
            self.step(1)
            return
        if here.has_reference:
            self._said = "这一处里有引用的数字，没有替换"
            self._tell()
            return
        text = session.report.text(here.text_id)
        changed = replaced(text, [here], self.other.text(), session.sheet.value)
        session.end_step()
        session.apply(SetText("替换", here.text_id, changed))
        session.end_step()
        # The words put in are not looked into again.
        behind = here.start + len(self.other.text())
        self.step(1, Match(here.text_id, here.paragraph, behind, behind))

    def _replace_all(self) -> None:
        """Replace every match in all texts, as one step of 撤销."""
        self.words.commit()
        self.other.commit()
        session, matches = self._session, self.matches
        if session is None or not matches:
            return
        edits = []
        for text_id in dict.fromkeys(match.text_id for match in matches):
            mine = [match for match in matches if match.text_id == text_id]
            text = session.report.text(text_id)
            changed = replaced(text, mine, self.other.text(), session.sheet.value)
            edits.append(SetText("全部替换", text_id, changed))
        session.end_step()
        session.apply(Together("全部替换", tuple(edits)))
        session.end_step()
        kept = sum(match.has_reference for match in matches)
        said = f"替换了 {len(matches) - kept} 处"
        self._said = f"{said}，{kept} 处有引用的数字，没有替换" if kept else said
        self._tell()

    # Keys ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self.other.hasFocus():
                self._replace_one()
            else:
                self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)
