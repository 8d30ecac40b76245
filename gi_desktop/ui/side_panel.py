"""The right side: what the checks found, then the help for what has the focus."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding
from gi_desktop.session import Session
from gi_desktop.ui import announcing, icons
from gi_desktop.ui.field_help import HelpText
from gi_desktop.ui.finding_cards import FindingCard
from gi_desktop.ui.finding_groups import BETWEEN, counts
from gi_desktop.ui.finding_list import FindingList
from gi_desktop.ui.help_view import HelpView
from gi_desktop.ui.pages.page import scrolling, show_part
from gi_desktop.ui.steps import fault
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.widgets import hairline
from gi_desktop.ui.wrapping import WrapLabel

_LEFT, _RIGHT = 15, 14
"""Margin at the right, where the scroll bar finds its place."""
_HELP_PART, _READING_PART = 0.4, 0.75
"""What the help may take of the height; the findings are what needs doing. More once F1 is
pressed."""
_WRITING_ROOM = 420
"""Height that a card with an open field needs; the help makes room where there is less."""


class _Counts(WrapLabel):
    """The counts: a line ends between two of them, not within one."""

    def lines(self, width: int) -> Sequence[str]:
        metrics = self.fontMetrics()
        lines: list[str] = []
        for part in self.text().split(BETWEEN):
            longer = f"{lines[-1]}{BETWEEN}{part}" if lines else ""
            if longer and metrics.horizontalAdvance(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines


class SidePanel(QWidget):
    """Findings by weight, within it those of this page first; below them the help."""

    asked = Signal(Finding)
    mended = Signal(Finding)
    folded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(MEASURES.side)
        self.setAccessibleName("问题和说明")
        self.counts = _Counts("", "groupTitle")
        self.fold = fold = QToolButton()
        fold.setIcon(icons.icon("fold"))
        fold.setToolTip("收起右侧（F9）")
        fold.setAccessibleName("收起右侧，F9")
        fold.clicked.connect(self.folded)
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(fold)
        head.setContentsMargins(0, 0, MEASURES.grid, 0)
        self.findings = FindingList(ground=Role.SURFACE)
        self.findings.follows = fold
        self.findings.asked.connect(self.asked)
        self.findings.mended.connect(self.mended)
        self.findings.moved.connect(self._card_moved)
        self.findings.setContentsMargins(0, 0, _RIGHT, 0)
        self._area = scrolling(self.findings, "side")
        layout = self._lines = QVBoxLayout(self)
        layout.setContentsMargins(_LEFT, MEASURES.grid, 0, MEASURES.grid)
        layout.setSpacing(MEASURES.grid)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addWidget(hairline())
        self.help = HelpView()
        self.help.entered.connect(self._fit_help)
        layout.addWidget(self.help)
        self._key = ""
        self._preferred: Finding | None = None
        self._aim: FindingCard | None = None
        self._told: Session | None = None
        self._known: set[tuple[object, ...]] = set()
        # Cards get their places after this: what is to be in sight is scrolled to then.
        self._scroll = QTimer(self, singleShot=True, interval=0)
        self._scroll.timeout.connect(self._scroll_to_aim)

    def show_findings(self, session: Session, step: int) -> None:
        """Show what stands, those of the step first."""
        self.counts.setText(counts(session))
        self.findings.show_findings(session, step)
        if self._aim is not None and self._aim not in self.findings.cards():
            self._aim_at(None)  # what was in sight for it is not in question any more
        self._make_room()
        self._tell_new(session)
        self.reveal(self._key, self._preferred)

    def _tell_new(self, session: Session) -> None:
        """Let a screen reader say what was found just now, once."""
        known = self._known if self._told is session else None
        self._told, self._known = session, {fault(found) for found in session.findings}
        new = [f.message for f in session.findings if known is not None and fault(f) not in known]
        if new:
            announcing.say(self, new[0])

    def commit(self) -> None:
        """Take over what is still being composed."""
        self.findings.commit()

    # What is in sight ---------------------------------------------------------------------------

    def show_top(self) -> None:
        """Show the first findings, as on a page that has just been opened."""
        self.findings.close_fields()
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
        card = self.findings.unfold(finding)
        if card is not None:
            self._aim_at(card)

    def _card_moved(self, card: FindingCard) -> None:
        """Keep what is being written in sight."""
        self._make_room()
        self._aim_at(card)

    def _make_room(self) -> None:
        """Let the help make room where a reason is being written and there is little."""
        room = self.height() - self.help.height()
        self.help.setVisible(room >= _WRITING_ROOM or not self.findings.is_open)

    def _aim_at(self, card: FindingCard | None) -> None:
        self._aim = card
        self._scroll.start()

    def _scroll_to_aim(self) -> None:
        card, room = self._aim, self._area.viewport().height()
        first = next(iter(self.findings.cards()), None)
        if card is None or (card is first and card.geometry().bottom() < room):
            self._area.verticalScrollBar().setValue(0)  # with the headings above it
        else:
            part = card.part_in_use()
            show_part(self._area, card.y() + part.y(), part.height())

    def take_focus(self) -> None:
        """Give the focus to the card in question, else to the first, else to what folds."""
        cards = self.findings.cards()
        card = self._aim if self._aim in cards else next(iter(cards), None)
        (card.go if card is not None else self.fold).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_help(self, help_text: HelpText) -> None:
        """Show the help for what has the focus."""
        self.help.show_help(help_text)
        self._fit_help()

    def _fit_help(self) -> None:
        """Give the help the height it needs, up to its part; more while it is being read."""
        part = _READING_PART if self.help.area.hasFocus() else _HELP_PART
        needed = self.help.needed_height(self.width() - _LEFT)
        lines = self._lines.contentsMargins()
        above = max(self.counts.height(), self.fold.height()) + 1 + 3 * self._lines.spacing()
        room = self.height() - lines.top() - lines.bottom() - above
        room -= self._area.minimumSizeHint().height()
        self.help.setFixedHeight(min(needed, round(self.height() * part), max(room, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_help()
