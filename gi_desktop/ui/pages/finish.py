"""核对与导出: everything that stands, in order, and the ways out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Change, Session
from gi_desktop.ui.finding_cards import FindingList
from gi_desktop.ui.output import PROOF, WORDS, Way, bare
from gi_desktop.ui.pages.page import MARGIN, page_layout, scrolling
from gi_desktop.ui.steps import Place, place_of
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

_HEADINGS = {
    Severity.ERROR: "错误：定稿前要改正",
    Severity.VERIFY: "核实：请改正，或者确认无误",
    Severity.HINT: "提示：可以保留",
}


_GROUPS = (
    (
        "看样、打印",
        "看到的就是打印出来的；点一处，就回到填写它的地方。",
        ((Way.PREVIEW, "预览"), (Way.PRINT, "打印…"), (Way.FONTS, "字体…")),
    ),
    (
        "导出",
        "DOCX 可以在 Word、WPS 里打开，PDF 用来报送；HTML 供网站发布，XLSX 只有三张表，供汇总。",
        (
            (Way.DOCX, "导出 DOCX"),
            (Way.PDF, "导出 PDF"),
            (Way.HTML, "网页 HTML"),
            (Way.XLSX, "表格 XLSX"),
        ),
    ),
    (
        PROOF,
        "给负责人看的：前面加送审单，列出没有改正的问题；有错误时每页印“草稿”。",
        (
            (Way.PROOF_PREVIEW, "预览"),
            (Way.PROOF_PRINT, "打印…"),
            (Way.PROOF_DOCX, "导出 DOCX"),
            (Way.PROOF_PDF, "导出 PDF"),
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

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        body = QWidget()
        inner = page_layout(body, "核对与导出")
        self.summary = label("", "summary", wrap=True)
        self.buttons: dict[Way, QPushButton] = {}
        self.findings = FindingList()
        self.findings.asked.connect(self.asked)
        self.findings.mended.connect(self.mended)
        inner.setContentsMargins(MARGIN, 2 * MEASURES.grid, MARGIN, 2 * MEASURES.grid)
        inner.addWidget(self.summary)
        inner.addSpacing(MEASURES.grid)
        inner.addWidget(self._ways())
        inner.addSpacing(2 * MEASURES.grid)
        inner.addWidget(self.findings)
        inner.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))
        self.setFocusProxy(self.buttons[Way.PREVIEW])
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
            row = QHBoxLayout()
            row.setSpacing(MEASURES.grid)
            for way, text in ways:
                row.addWidget(self._button(way, text))
            row.addStretch()
            grid.addWidget(label(title, "groupTitle"), 3 * number, 0)
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
        """Nothing is typed here."""

    def refresh(self, change: Change) -> None:
        """Show what stands now."""
        groups = tuple((heading, self._of(severity)) for severity, heading in _HEADINGS.items())
        self.summary.setText(summary(self._session))
        self.findings.show_groups(groups, self._session)

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        found = (finding for finding in self._session.findings if finding.severity is severity)
        return tuple(sorted(found, key=lambda finding: place_of(finding, self._session).step))

    def show_place(self, place: Place) -> None:
        """Take the focus."""
        self.buttons[Way.PREVIEW].setFocus(Qt.FocusReason.OtherFocusReason)


def summary(session: Session) -> str:
    """Return in one or two sentences how the report stands."""
    broken = len(session.faulty_rules)
    doubt = f"另有 {broken} 项核对因程序故障没有完成，请联系维护人员。" if broken else ""
    return _standing(session) + doubt


def _standing(session: Session) -> str:
    number = {
        severity: sum(finding.severity is severity for finding in session.findings)
        for severity in Severity
    }
    if number[Severity.ERROR]:
        return (
            f"还有 {number[Severity.ERROR]} 处错误没有改正。现在可以导出，但导出的只是草稿，"
            "不能作为定稿报送或者公布。"
        )
    if number[Severity.VERIFY]:
        return f"没有错误，还有 {number[Severity.VERIFY]} 处要核实。可以导出，报送前请逐条核实。"
    if number[Severity.HINT]:
        return f"没有错误，有 {number[Severity.HINT]} 条提示。可以导出。"
    return "没有发现问题，可以导出。"
