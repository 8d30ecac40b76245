"""Findings (问题) as cards: weight, sentence, remedy, the way there, and the certain mend."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Session
from gi_desktop.ui import icons, theme
from gi_desktop.ui.steps import is_unfilled
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.widgets import LINK_INSET, button, label, shifted

SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.VERIFY: "核实", Severity.HINT: "提示"}
_PICTURES = {Severity.ERROR: "error", Severity.VERIFY: "verify", Severity.HINT: "hint"}
_BARS = {Severity.ERROR: Role.ERROR, Severity.VERIFY: Role.VERIFY, Severity.HINT: Role.ACCENT}
_LINES = {
    Severity.ERROR: Role.ERROR_LINE,
    Severity.VERIFY: Role.VERIFY_LINE,
    Severity.HINT: Role.LINE,
}
_BAR = 4


class FindingCard(QWidget):
    """One finding. Reused for another one, so that typing does not build widgets."""

    asked = Signal(Finding)
    """Go to where it can be mended."""
    mended = Signal(Finding)
    """Make the change that certainly mends it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self._message = label("", "cardMessage", wrap=True)
        self._remedy = label("", "remedy", wrap=True)
        self.go = button("", self._ask, "link")
        self.mend = button("", self._mend, "link")
        actions = QHBoxLayout()
        actions.setSpacing(2 * MEASURES.grid)
        actions.addWidget(self.go)
        actions.addWidget(self.mend)
        actions.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12 + _BAR + 14, 8, 10, 6)
        layout.setSpacing(2)
        # The words of links align with the sentences, not the frames that show their focus.
        layout.addLayout(shifted(self._message, LINK_INSET))
        layout.addLayout(shifted(self._remedy, LINK_INSET))
        layout.addLayout(actions)

    def show_finding(self, finding: Finding, session: Session) -> None:
        """Show another finding."""
        go = _way_there(finding, session)
        if (finding, go) == (self.finding, self.go.text()):
            return
        self.finding = finding
        self._message.setText(finding.message)
        self._remedy.setText(finding.remedy)
        self._remedy.setVisible(bool(finding.remedy))
        self.go.setText(go)
        self.go.setAccessibleName(f"{go}：{finding.message}")
        mend = finding.mend
        self.mend.setVisible(mend is not None)
        if mend is not None:
            name = session.form.cells[mend.cell].name
            self.mend.setText(f"改为 {mend.value}")
            self.mend.setAccessibleName(f"把“{name}”改为 {mend.value}")
            self.mend.setToolTip(f"把“{name}”改为 {mend.value}")
        self.setAccessibleName(f"{SEVERITY_WORDS[finding.severity]}：{finding.message}")
        self.update()

    def _ask(self) -> None:
        if self.finding is not None:
            self.asked.emit(self.finding)

    def _mend(self) -> None:
        if self.finding is not None:
            self.mended.emit(self.finding)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.finding is None:
            return
        severity = self.finding.severity
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline.addRoundedRect(area, MEASURES.corner, MEASURES.corner)
        painter.fillPath(outline, theme.color(Role.SURFACE))
        painter.setClipPath(outline)
        bar = QRectF(0, 0, _BAR, self.height())
        painter.fillRect(bar, theme.color(_BARS[severity]))
        painter.setClipping(False)
        painter.setPen(QPen(theme.color(_LINES[severity]), 1))
        painter.drawPath(outline)
        sign = QRectF(_BAR + 9, 12, 13, 13)
        icons.paint(painter, sign, _PICTURES[severity], _BARS[severity])
        painter.end()


class FindingList(QWidget):
    """Cards under headings, one below the other."""

    asked = Signal(Finding)
    mended = Signal(Finding)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(MEASURES.grid)
        self._cards: list[FindingCard] = []
        self._headings: list[QLabel] = []
        self._shown: list[tuple[str, tuple[Finding, ...]]] = []

    def cards(self) -> list[FindingCard]:
        """Return the cards that are shown."""
        return self._cards[: sum(len(findings) for _, findings in self._shown)]

    def card_for(self, key: str, preferred: Finding | None = None) -> FindingCard | None:
        """Return the card of a cell, text or field; of several the preferred finding's."""
        concerned = [
            card
            for card in self.cards()
            if card.finding and key in (*card.finding.cells, card.finding.text, card.finding.field)
        ]
        best = next((card for card in concerned if card.finding == preferred), None)
        return best or next(iter(concerned), None)

    def show_groups(
        self, groups: Sequence[tuple[str, tuple[Finding, ...]]], session: Session
    ) -> None:
        """Show groups of findings, each under its heading where that is not empty."""
        wanted = [(heading, findings) for heading, findings in groups if findings]
        if wanted == self._shown:
            for card in self.cards():
                if card.finding is not None:
                    card.show_finding(card.finding, session)
            return
        self._shown = wanted
        self._make(sum(len(findings) for _, findings in self._shown), len(self._shown))
        while self._layout.count():
            self._layout.takeAt(0)
        cards = iter(self._cards)
        for heading, (text, findings) in zip(self._headings, self._shown, strict=False):
            heading.setText(text)
            heading.setVisible(bool(text))
            self._layout.addWidget(heading)
            for finding in findings:
                card = next(cards)
                card.show_finding(finding, session)
                card.show()
                self._layout.addWidget(card)
        self._layout.addStretch(1)
        for card in cards:
            card.hide()
        for heading in self._headings[len(self._shown) :]:
            heading.hide()

    def _make(self, cards: int, headings: int) -> None:
        while len(self._cards) < cards:
            card = FindingCard(self)
            card.asked.connect(self.asked)
            card.mended.connect(self.mended)
            self._cards.append(card)
        while len(self._headings) < headings:
            self._headings.append(label("", "groupTitle", wrap=True))
            self._headings[-1].setParent(self)


def _way_there(finding: Finding, session: Session) -> str:
    """Return what the link says."""
    if is_unfilled(finding, session):
        return "去填写"
    if not finding.cells:
        return "去修改"
    return "看这一格" if len(finding.cells) == 1 else "看有关的格子"
