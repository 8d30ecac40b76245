"""核对纸质件: a code typed from paper, or a PDF or DOCX opened or dropped, and the answer."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontDatabase, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gi_desktop.ui.background import Background
from gi_desktop.ui.difference_list import DifferenceList
from gi_desktop.ui.pages.page import scrolling
from gi_desktop.ui.stage_sign import StageSign
from gi_desktop.ui.steps import State
from gi_desktop.ui.theme import MEASURES, Role, scaled
from gi_desktop.ui.widgets import button, label
from gi_desktop.verifying import Answer, Outcome, Verifier

FILES = "导出的文件和草稿 (*.pdf *.docx *.xxgk);;所有文件 (*)"
_WIDTH, _HEIGHT = 640, 520
_LEAST = 40
"""Of what scrolls: two lines."""
_SIGNS = {
    Outcome.SAME: (State.DONE, Role.GOOD, "相同"),
    Outcome.DIFFERS: (State.VERIFY, Role.VERIFY, "不同"),
    Outcome.UNKNOWN: (State.OPEN, Role.SECONDARY, "这里没有"),
    Outcome.MISTYPED: (State.ERROR, Role.ERROR, "输错了"),
    Outcome.UNREADABLE: (State.ERROR, Role.ERROR, "读不出"),
}
_ASK = "输入纸上每页下方印的核对码，或者打开（也可以拖进来）导出的 PDF、DOCX。"
_SIDES = "划掉的是纸上或者文件里的，加下划线的是草稿现在的。"


class _CodeEdit(QLineEdit):
    """The field for the code: Enter checks it, and does nothing else."""

    def __init__(self, check: Callable[[], object]) -> None:
        super().__init__()
        self._check = check
        self.setAccessibleName("核对码")
        self.setAccessibleDescription("十二位字母和数字，大小写、空格和横线都不要紧。回车核对。")
        self.setPlaceholderText("十二位字母和数字")
        self.setMaxLength(200)
        self.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(scaled(MEASURES.text))
        self.setFont(fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._check()
        else:
            super().keyPressEvent(event)


class VerifyDialog(QDialog):
    """Asks for a code or a file, and shows what it has to do with the open draft."""

    def __init__(
        self,
        verifier: Verifier,
        pick: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对纸质件")
        self.setAcceptDrops(True)
        self._verifier = verifier
        self._pick = pick
        self.answer: Answer | None = None
        self.opens: Path | None = None
        """Another report that the user wants to open instead."""
        self._work = Background(self)
        self._work.found.connect(self.show_answer)
        self._work.failed.connect(self._fail)
        self.code = _CodeEdit(self.check)
        self.go = button("核对", self.check, "primary")
        self.open_file = button("打开文件…", self._ask_file)
        self.sign = StageSign()
        self.word = label("", "groupTitle")
        self.sentence = label("", "sentence", wrap=True)
        self.notes = label("", "note", wrap=True)
        self.other = button("打开这份报告", self._open_other, "link")
        self.sides = label(_SIDES, "note", wrap=True)
        self.list = DifferenceList(tickable=False)
        self._filler = QWidget()
        """Takes the room of the list where there is none."""
        self._lay_out()
        self._clear()
        self.code.setFocus()

    def _lay_out(self) -> None:
        grid = MEASURES.grid
        row = QHBoxLayout()
        row.setSpacing(grid)
        row.addWidget(self.code, 1)
        row.addWidget(self.go)
        row.addWidget(self.open_file)
        head = QHBoxLayout()
        head.setSpacing(grid)
        head.addWidget(self.sign)
        head.addWidget(self.word)
        head.addStretch()
        head.addWidget(self.other)
        answer = QWidget()
        inside = self._inside = QVBoxLayout(answer)
        inside.setContentsMargins(2 * grid, grid, 2 * grid, grid)
        inside.setSpacing(grid // 2)
        inside.addLayout(head)
        inside.addWidget(self.sentence)
        inside.addWidget(self.notes)
        # Notes may be many: they scroll, and leave room for the list.
        self.card = scrolling(answer, "answer")
        self.card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.card.setAccessibleName("核对的结果")
        for area in (self.card, self.list.area):
            area.setMinimumHeight(scaled(_LEAST))
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(button("关闭", self.reject))
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * grid,) * 4)
        body.setSpacing(grid)
        body.addWidget(label(_ASK, "context", wrap=True))
        body.addLayout(row)
        body.addWidget(self.card, 3)
        body.addWidget(self.sides)
        body.addWidget(self.list, 2)
        body.addWidget(self._filler, 1)
        body.addLayout(below)
        room = self.screen().availableSize()
        wide, high = scaled(_WIDTH), scaled(_HEIGHT)
        self.resize(min(wide, room.width() - 32), min(high, room.height() - 64))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the answer be no higher than its words."""
        width = self.card.viewport().width()
        self.card.setMaximumHeight(self._inside.totalHeightForWidth(width) + 2)

    # What is asked ------------------------------------------------------------------------------

    def check(self) -> None:
        """Look for the code that was typed."""
        typed = self.code.text()
        self._start(lambda: self._verifier.code(typed), "正在找…")

    def check_file(self, path: Path) -> None:
        """Compare a file."""
        self.code.clear()
        self._start(lambda: self._verifier.file(path), f"正在读“{path.name}”…")

    def _ask_file(self) -> None:
        path = self._pick()
        if path is not None:
            self.check_file(path)

    def _start(self, job: Callable[[], Answer], said: str) -> None:
        def work() -> Iterable[object]:
            yield job()

        self._clear()
        self.card.show()
        self.sentence.setText(said)
        self._fit()
        self._work.start(work)

    def _fail(self, error: Exception) -> None:
        self._clear()
        raise error

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.check_file(path)

    # The answer ---------------------------------------------------------------------------------

    def _clear(self) -> None:
        self.answer = None
        for part in (self.card, self.sides, self.list, self.notes, self.other, self.word):
            part.hide()
        self._filler.show()
        self.sign.show_sign(None)

    def show_answer(self, answer: Answer) -> None:
        """Show it: as sign, word and sentence, with what differs below."""
        self.answer = answer
        state, role, word = _SIGNS[answer.outcome]
        self.card.show()
        self.sign.show_sign((state, role))
        self.word.setText(word)
        self.word.show()
        self.sentence.setText(answer.sentence)
        self.sentence.setAccessibleName(f"{word}：{answer.sentence}")
        self.notes.setText("\n".join(answer.notes))
        self.notes.setVisible(bool(answer.notes))
        self.other.setVisible(answer.path is not None)
        self.list.show_differences(answer.differences)
        self.list.setVisible(bool(answer.differences))
        self._filler.setVisible(not answer.differences)
        self.sides.setVisible(bool(answer.differences))
        self._fit()
        if answer.outcome is Outcome.MISTYPED:
            self.code.setFocus()
            self.code.selectAll()

    def _open_other(self) -> None:
        if self.answer is not None:
            self.opens = self.answer.path
            self.accept()

    def done(self, result: int) -> None:
        """Close, and forget what is still being read."""
        self._work.stop()
        super().done(result)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped; None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
