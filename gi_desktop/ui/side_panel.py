"""The right side: what the checks found, then the help for what has the focus."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Session
from gi_desktop.ui import icons
from gi_desktop.ui.field_help import HelpText
from gi_desktop.ui.finding_cards import SEVERITY_WORDS, FindingCard, FindingList
from gi_desktop.ui.pages.page import scrolling, show_part
from gi_desktop.ui.steps import place_of
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import hairline, label

_LEFT, _RIGHT = 15, 14
"""Margin at the right, where the scroll bar finds its place."""
_HELP_PART = 0.4
"""What the help may take of the height; the findings are what needs doing."""


class SidePanel(QWidget):
    """Findings of this page first, then those of the others; below them the help."""

    asked = Signal(Finding)
    mended = Signal(Finding)
    folded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(MEASURES.side)
        self.setAccessibleName("问题和说明")
        self.counts = label("", "groupTitle")
        self.fold = fold = QToolButton()
        fold.setIcon(icons.icon("fold"))
        fold.setToolTip("收起右侧（F9）")
        fold.setAccessibleName("收起右侧，F9")
        fold.clicked.connect(self.folded)
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(fold)
        head.setContentsMargins(0, 0, MEASURES.grid, 0)
        self.findings = FindingList()
        self.findings.asked.connect(self.asked)
        self.findings.mended.connect(self.mended)
        self.findings.setContentsMargins(0, 0, _RIGHT, 0)
        self._area = scrolling(self.findings, "side")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_LEFT, MEASURES.grid, 0, MEASURES.grid)
        layout.setSpacing(MEASURES.grid)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addWidget(hairline())
        self._help = self._build_help()
        layout.addWidget(self._help)
        self._key = ""
        self._preferred: Finding | None = None
        self._aim: FindingCard | None = None
        # Cards get their places after this: what is to be in sight is scrolled to then.
        self._scroll = QTimer(self, singleShot=True, interval=0)
        self._scroll.timeout.connect(self._scroll_to_aim)

    def _build_help(self) -> QScrollArea:
        body = QWidget()
        self.help_title = label("", "helpTitle", wrap=True)
        self.help_text = label("", "helpText", wrap=True)
        self.help_basis = label("", "helpBasis", wrap=True)
        inner = self._help_lines = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, _RIGHT, 0)
        inner.setSpacing(MEASURES.grid // 2)
        for part in (self.help_title, self.help_text, self.help_basis):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inner.addWidget(part)
        area = scrolling(body, "side")
        area.setAccessibleName("填写说明")
        return area

    def show_findings(self, session: Session, step: int) -> None:
        """Show what stands, those of the step first."""
        here: list[Finding] = []
        elsewhere: list[Finding] = []
        for finding in session.findings:
            (here if place_of(finding, session).step == step else elsewhere).append(finding)
        self.counts.setText(counts(session))
        groups = (("本页", tuple(here)), ("其他步骤", tuple(elsewhere)))
        self.findings.show_groups(groups, session)
        self.reveal(self._key, self._preferred)

    # What is in sight ---------------------------------------------------------------------------

    def show_top(self) -> None:
        """Show the first findings, as on a page that has just been opened."""
        self._key, self._preferred = "", None
        self._aim_at(None)

    def reveal(self, key: str, preferred: Finding | None) -> None:
        """Bring the card of a cell, text or field into sight where it has one."""
        self._key, self._preferred = key, preferred
        card = self.findings.card_for(key, preferred) if key else None
        if card is not None:
            self._aim_at(card)

    def reveal_finding(self, finding: Finding) -> None:
        """Bring the card of a finding into sight."""
        cards = self.findings.cards()
        card = next((card for card in cards if card.finding == finding), None)
        if card is not None:
            self._aim_at(card)

    def _aim_at(self, card: FindingCard | None) -> None:
        self._aim = card
        self._scroll.start()

    def _scroll_to_aim(self) -> None:
        card = self._aim
        if card is None or card is next(iter(self.findings.cards()), None):
            self._area.verticalScrollBar().setValue(0)  # with the heading above it
        else:
            show_part(self._area, card.y(), card.height())

    def take_focus(self) -> None:
        """Give the focus to the first card, else to the button that folds."""
        cards = self.findings.cards()
        (cards[0].go if cards else self.fold).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_help(self, help_text: HelpText) -> None:
        """Show the help for what has the focus."""
        self.help_title.setText(help_text.title)
        self.help_text.setText(help_text.text)
        self.help_basis.setText(f"依据：{help_text.basis}" if help_text.basis else "")
        self.help_basis.setVisible(bool(help_text.basis))
        self._fit_help()

    def _fit_help(self) -> None:
        """Give the help the height it needs, up to its part."""
        needed = self._help_lines.heightForWidth(self.width() - _LEFT)
        self._help.setFixedHeight(min(needed, round(self.height() * _HELP_PART)))
        self._help.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_help()


def counts(session: Session) -> str:
    """Return how many findings of each weight there are."""
    return " · ".join(
        f"{word} {sum(finding.severity is severity for finding in session.findings)}"
        for severity, word in SEVERITY_WORDS.items()
    )


def errors(session: Session) -> int:
    """Return how many errors stand."""
    return sum(finding.severity is Severity.ERROR for finding in session.findings)
