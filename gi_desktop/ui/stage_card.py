"""How far a report has come, as sign and word, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget

from gi_desktop.drafts import Status
from gi_desktop.session import Session
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.output import bare
from gi_desktop.ui.stage_sign import StageSign, sign_of
from gi_desktop.ui.stages import ACTS, VERIFY_KEYS, Act, possible
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

_LABEL_WIDTH = 80
_NOTES = {
    Status.DRAFT: "送审：给负责人看之前先标上，可以退回。定稿：没有错误、核实都写了理由才行，"
    "以后不能随便改。",
    Status.REVIEW: "正在给负责人看。要改就直接改；不送了可以退回草稿；负责人同意了就定稿。",
    Status.FINAL: "确实要改，写明理由作更正：原来的定稿保留，改完再定稿一次。",
}


class StageCard(QFrame):
    """草稿, 送审 or 定稿 with its code, and buttons for what comes next."""

    wanted = Signal(Act)
    verify_wanted = Signal()
    """Compare paper or a file with the report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.sign = StageSign()
        self.state = label("", "groupTitle")
        self.code = label("", "codeShown")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = label("", "note", wrap=True)
        self.buttons = {act: self._button(act) for act in ACTS}
        head = QHBoxLayout()
        head.setSpacing(MEASURES.grid)
        head.addWidget(self.sign)
        head.addWidget(self.state)
        head.addWidget(self.code)
        head.addStretch()
        row = FlowRow(MEASURES.grid, between=MEASURES.grid // 2)
        self.verify = button("核对纸质件…", self.verify_wanted.emit)
        self.verify.setToolTip(f"核对纸质件（{VERIFY_KEYS}）")
        for made in (*self.buttons.values(), self.verify):
            row.addWidget(made)
        grid = QGridLayout(self)
        grid.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        grid.setHorizontalSpacing(2 * MEASURES.grid)
        grid.setVerticalSpacing(MEASURES.grid // 2)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("状态", "groupTitle"), 0, 0)
        grid.addLayout(head, 0, 1)
        grid.addLayout(row, 1, 1)
        grid.addWidget(self.note, 2, 1)

    def _button(self, act: Act) -> QPushButton:
        words = ACTS[act]
        text = bare(words.menu)
        dots = "…" if words.menu.endswith("…") else ""
        made = button(f"{text}{dots}", lambda: self.wanted.emit(act))
        shown = QKeySequence(words.keys).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{text}（{shown}）" if shown else text)
        return made

    def show_session(self, session: Session) -> None:
        """Show the state, and what it allows."""
        draft = session.draft
        self.sign.show_sign(sign_of(draft, session.form))
        self.state.setText(draft.state_words)
        final = draft.is_as_sealed(session.form)
        self.code.setText(f"核对码 {draft.seals[-1].code}" if final else "")
        self.code.setVisible(final)
        allowed = possible(session)
        for act, made in self.buttons.items():
            made.setVisible(act in allowed)
        self.note.setText(_NOTES[draft.status])
