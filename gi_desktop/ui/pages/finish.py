"""核对与导出: everything that stands, in order, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Change, Session
from gi_desktop.ui.finding_cards import FindingList
from gi_desktop.ui.pages.page import MARGIN, page_layout, scrolling
from gi_desktop.ui.steps import Place, place_of
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

_HEADINGS = {
    Severity.ERROR: "错误：定稿前要改正",
    Severity.VERIFY: "核实：请改正，或者确认无误",
    Severity.HINT: "提示：可以保留",
}


class FinishPage(QWidget):
    """The last step."""

    focused = Signal(str)
    asked = Signal(Finding)
    mended = Signal(Finding)
    wanted = Signal(str)
    """Export as "docx" or "pdf"."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        body = QWidget()
        inner = page_layout(body, "核对与导出")
        self.summary = label("", "summary", wrap=True)
        self.docx = button("导出 DOCX", lambda: self.wanted.emit("docx"), "primary")
        self.docx.setToolTip("导出 Word 文档（Ctrl+E）")
        self.pdf = button("导出 PDF", lambda: self.wanted.emit("pdf"))
        self.pdf.setToolTip("导出 PDF 文件（Ctrl+Shift+E）")
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.docx)
        row.addWidget(self.pdf)
        row.addStretch()
        self.findings = FindingList()
        self.findings.asked.connect(self.asked)
        self.findings.mended.connect(self.mended)
        inner.setContentsMargins(MARGIN, 2 * MEASURES.grid, MARGIN, 2 * MEASURES.grid)
        inner.addWidget(self.summary)
        inner.addSpacing(MEASURES.grid)
        inner.addLayout(row)
        inner.addSpacing(2 * MEASURES.grid)
        inner.addWidget(self.findings)
        inner.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))
        self.setFocusProxy(self.docx)
        self.refresh(Change())

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
        self.docx.setFocus(Qt.FocusReason.OtherFocusReason)


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
