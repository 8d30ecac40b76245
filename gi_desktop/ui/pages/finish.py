"""核对与导出: everything that stands, in order, and the ways out."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding
from gi_desktop.session import Change, Session
from gi_desktop.ui.finding_cards import FindingCard
from gi_desktop.ui.finding_groups import Kind, kind_of
from gi_desktop.ui.finding_list import FindingList
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.output import PROOF, WORDS, Way, bare
from gi_desktop.ui.pages.page import MARGIN, page_layout, scrolling, show_part
from gi_desktop.ui.stage_card import StageCard
from gi_desktop.ui.stages import Act
from gi_desktop.ui.steps import Place, lack_words
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

_EXPORT = "导出"
_GROUPS = (
    (
        "看样、打印",
        "看到的就是打印出来的；点一处，就回到填写它的地方。",
        ((Way.PREVIEW, "预览"), (Way.PRINT, "打印…"), (Way.FONTS, "字体…")),
    ),
    (
        _EXPORT,
        "Word 文档用 Word 或 WPS 打开，PDF 用来报送；网页供网站发布，Excel 表格只有三张表，供汇总。",
        (
            (Way.DOCX, "Word 文档（DOCX）"),
            (Way.PDF, "PDF 文件"),
            (Way.HTML, "网页（HTML）"),
            (Way.XLSX, "Excel 表格（XLSX）"),
        ),
    ),
    (
        PROOF,
        "给负责人看的：前面加送审单，列出没有改正的问题；有错误时每页印“草稿”。",
        (
            (Way.PROOF_PREVIEW, "预览"),
            (Way.PROOF_PRINT, "打印…"),
            (Way.PROOF_DOCX, "Word 文档（DOCX）"),
            (Way.PROOF_PDF, "PDF 文件"),
        ),
    ),
)
"""Title, what it is for, and the ways with what their buttons say."""
_PRIMARY = (Way.DOCX, Way.PDF)
_LABEL_WIDTH = 80


class FinishPage(QWidget):
    """The last step."""

    focused = Signal(str)
    asked = Signal(Finding)
    mended = Signal(Finding)
    wanted = Signal(Way)
    """Show, print or write the report."""
    stage_wanted = Signal(Act)
    """Take the report to another state."""
    verify_wanted = Signal()
    """Compare paper or a file with the report."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._aim: FindingCard | None = None
        # Cards get their places after this: what is to be in sight is scrolled to then.
        self._scroll = QTimer(self, singleShot=True, interval=0)
        self._scroll.timeout.connect(self._scroll_to_aim)
        body = self._body = QWidget()
        inner = page_layout(body, "核对与导出")
        self.summary = label("", "summary", wrap=True)
        self.buttons: dict[Way, QPushButton] = {}
        self.findings = FindingList(folds=False)
        self.findings.asked.connect(self.asked)
        self.findings.mended.connect(self.mended)
        self.findings.moved.connect(self._show_card)
        inner.setContentsMargins(MARGIN, 2 * MEASURES.grid, MARGIN, 2 * MEASURES.grid)
        self.stage = StageCard()
        self.stage.wanted.connect(self.stage_wanted)
        self.stage.verify_wanted.connect(self.verify_wanted)
        inner.addWidget(self.summary)
        inner.addSpacing(MEASURES.grid)
        inner.addWidget(self.stage)
        inner.addSpacing(MEASURES.grid)
        inner.addWidget(self._ways())
        inner.addSpacing(2 * MEASURES.grid)
        inner.addWidget(self.findings)
        inner.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(body)
        outer.addWidget(self._area)
        self.refresh(Change())

    def _ways(self) -> QFrame:
        """Return the card with a row of buttons for each group of ways."""
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        grid.setHorizontalSpacing(2 * MEASURES.grid)
        grid.setVerticalSpacing(MEASURES.grid // 2)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for number, (title, purpose, ways) in enumerate(_GROUPS):
            if number:
                grid.setRowMinimumHeight(3 * number - 1, MEASURES.grid)
            row = FlowRow(MEASURES.grid, between=MEASURES.grid // 2)
            for way, text in ways:
                row.addWidget(self._button(way, text))
            name = label(title, "groupTitle", wrap=True)
            if title == _EXPORT:
                self.export_title = name
            grid.addWidget(name, 3 * number, 0)
            grid.addLayout(row, 3 * number, 1)
            grid.addWidget(label(purpose, "note", wrap=True), 3 * number + 1, 1)
        return card

    def _button(self, way: Way, text: str) -> QPushButton:
        kind = "primary" if way in _PRIMARY else ""
        made = self.buttons[way] = button(text, lambda: self.wanted.emit(way), kind)
        words = WORDS[way]
        made.setAccessibleName(bare(words.menu))
        shown = QKeySequence(words.keys).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{bare(words.menu)}（{shown}）" if shown else bare(words.menu))
        return made

    def commit(self) -> None:
        """Take over a reason that is still being composed."""
        self.findings.commit()

    def refresh(self, change: Change) -> None:
        """Show what stands now."""
        self.summary.setText(summary(self._session))
        self.stage.show_session(self._session)
        final = self._session.draft.is_as_sealed(self._session.form)
        self.export_title.setText("定稿导出" if final else "导出草稿")
        self.findings.show_findings(self._session)

    def show_finding(self, finding: Finding) -> None:
        """Bring the card of a finding into sight and give it the focus."""
        card = self.findings.unfold(finding)
        if card is not None:
            if not card.is_open:
                card.go.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_card(card)

    def _show_card(self, card: FindingCard) -> None:
        self._aim = card
        self._scroll.start()

    def _scroll_to_aim(self) -> None:
        if self._aim is not None:
            part = self._aim.part_in_use()
            top = self._aim.mapTo(self._body, part.topLeft()).y()
            show_part(self._area, top, part.height())

    def show_place(self, place: Place) -> None:
        """Take the focus."""
        self.buttons[Way.PREVIEW].setFocus(Qt.FocusReason.OtherFocusReason)


def summary(session: Session) -> str:
    """Return in one or two sentences how the report stands."""
    broken = len(session.faulty_rules)
    doubt = f"另有 {broken} 项核对因程序故障没有完成，请联系维护人员。" if broken else ""
    return _standing(session) + doubt


def _standing(session: Session) -> str:
    draft = session.draft
    if draft.is_as_sealed(session.form):
        return "已经定稿，数字和文字不能再改。定稿导出的就是定稿时存下的那一份。"
    if draft.is_final:
        return "这份报告标着定稿，但内容同定稿时不一样，可能在别的程序里改过。请先更正，再定稿。"
    kinds = [kind_of(finding, session) for finding in session.findings]
    number = {kind: kinds.count(kind) for kind in Kind}
    lack = lack_words(session)
    if session.unsettled or lack:
        parts = (
            (number[Kind.ERROR], "处错误要改正"),
            (number[Kind.VERIFY], "处核实要改正或者写明理由"),
        )
        left = (
            ["有 " + "，".join(found)]
            if (found := [f"{n} {what}" for n, what in parts if n])
            else []
        )
        if number[Kind.UNFILLED]:
            left.append(f"还有 {number[Kind.UNFILLED]} 处没有填")
        said = f"还不能定稿：{'，'.join(left)}。{lack}" if left else f"还不能定稿：{lack}"
        return f"{said}现在可以导出，但导出的只是草稿，不能报送或者公布。"
    hints = f"还有 {number[Kind.HINT]} 条提示，看过就可以。" if number[Kind.HINT] else ""
    settled = f"{number[Kind.SETTLED]} 处核实已写理由。" if number[Kind.SETTLED] else ""
    if not session.findings:
        return "没有发现问题，可以定稿。"
    return f"没有错误，可以定稿。{settled}{hints}"
