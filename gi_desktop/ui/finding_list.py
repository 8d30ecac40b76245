"""Findings (问题) one below the other: by weight, then by part of the form."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding
from gi_desktop.session import Session
from gi_desktop.ui import icons
from gi_desktop.ui.finding_cards import PICTURES, FindingCard
from gi_desktop.ui.finding_groups import Group, Kind, grouped
from gi_desktop.ui.steps import fault, same_fault
from gi_desktop.ui.theme import MEASURES, Role, color
from gi_desktop.ui.widgets import button, label
from gi_desktop.ui.wrapping import line_height

FEW_HINTS = 2
"""More hints than this are folded until somebody wants to see them."""
_SIGN = 14


class GroupHead(QWidget):
    """The heading of a group: sign, words, and for hints what folds them."""

    def __init__(self, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        self.title = label("", "groupTitle", wrap=True)
        self.fold = button("展开", lambda: None, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIGN + MEASURES.grid, MEASURES.grid // 2, 0, 0)
        layout.setSpacing(MEASURES.grid)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)

    def show_group(self, title: str, *, folds: bool, folded: bool) -> None:
        """Show a heading; ``folds`` where its group can be folded."""
        self.title.setText(title)
        self.fold.setVisible(folds)
        text = "展开" if folded else "收起"
        if text != self.fold.text():
            self.fold.setText(text)
        self.fold.setAccessibleName(f"{text}：{title}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture, role = PICTURES[self.kind]
        top = self.title.y() + (line_height(self.title.font()) - _SIGN) / 2
        icons.paint(painter, QRectF(2, top, _SIGN, _SIGN), picture, role)
        painter.end()


class FindingList(QWidget):
    """All that stands. Cards stay with their findings, so that typing moves few of them."""

    asked = Signal(Finding)
    mended = Signal(Finding)
    moved = Signal(FindingCard)
    """A card was opened or closed for a reason, and perhaps went elsewhere."""

    def __init__(
        self, parent: QWidget | None = None, *, folds: bool = True, ground: Role | None = None
    ) -> None:
        """``ground`` is what it stands on, where that is of one colour."""
        super().__init__(parent)
        self._ground = ground
        # What is behind it need not be painted at every key then.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, ground is not None)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(MEASURES.grid)
        self._layout.addStretch(1)
        self._folds = folds
        self._folded: bool | None = None
        """What was asked for; None: as many as there are."""
        self._session: Session | None = None
        self._step: int | None = None
        self._heads: dict[Kind, GroupHead] = {}
        self._names: list[QLabel] = []
        self._spare: list[FindingCard] = []
        self._cards: dict[tuple[object, ...], FindingCard] = {}
        self._order: list[QWidget] = []
        self.follows: QWidget | None = None
        """What Tab comes from to the first card."""

    # What is shown ------------------------------------------------------------------------------

    def cards(self) -> list[FindingCard]:
        """Return the cards that are shown, from the top."""
        return [part for part in self._order if isinstance(part, FindingCard)]

    def card_of(self, finding: Finding) -> FindingCard | None:
        """Return the card of a finding, perhaps with other numbers; None where none is shown."""
        return self._cards.get(fault(finding))

    def card_for(self, key: str, preferred: Finding | None = None) -> FindingCard | None:
        """Return the card of a cell, text or field; of several the preferred finding's."""
        concerned = [
            card
            for card in self.cards()
            if card.finding and key in (*card.finding.cells, card.finding.text, card.finding.field)
        ]
        best = (c for c in concerned if c.finding and same_fault(c.finding, preferred))
        return next(best, None) or next(iter(concerned), None)

    def unfold(self, finding: Finding) -> FindingCard | None:
        """Show the card of a finding even where it is folded, and return it."""
        if self.card_of(finding) is None and self._session is not None:
            self._folded = False
            self.show_findings(self._session, self._step)
        return self.card_of(finding)

    def show_findings(self, session: Session, step: int | None = None) -> None:
        """Show what stands; what concerns ``step`` first."""
        self._session, self._step = session, step
        held = [card.finding for card in self.cards() if card.is_open and card.finding]
        groups = grouped(session, step, held)
        spare = dict(self._cards)
        order: list[QWidget] = []
        shown: dict[tuple[object, ...], FindingCard] = {}
        names = 0
        for group in groups:
            folded = self._is_folded(group)
            order.append(self._head(group, folded=folded))
            for name, findings in () if folded else group.parts:
                order.append(self._name(names, name))
                names += 1
                for finding in findings:
                    key = fault(finding)
                    if key in shown:  # two that differ in words alone
                        key = (*key, finding.message)
                    card = spare.pop(key, None) or self._take()
                    shown[key] = card
                    order.append(card)
                    card.show_finding(finding, session)
        for card in spare.values():
            card.blockSignals(True)
            card.close_field()
            card.blockSignals(False)
            self._spare.append(card)
        self._cards = shown
        self._place(order)

    def _is_folded(self, group: Group) -> bool:
        if not self._folds or group.kind is not Kind.HINT:
            return False
        if self._folded is None:
            return sum(len(findings) for _, findings in group.parts) > FEW_HINTS
        return self._folded

    def _head(self, group: Group, *, folded: bool) -> GroupHead:
        head = self._heads.get(group.kind)
        if head is None:
            head = self._heads[group.kind] = GroupHead(group.kind, self)
            head.fold.clicked.connect(self._turn)
        folds = self._folds and group.kind is Kind.HINT
        head.show_group(group.title, folds=folds, folded=folded)
        return head

    def _turn(self) -> None:
        """Fold the hints, or show them."""
        if self._session is not None:
            self._folded = self._heads[Kind.HINT].fold.text() == "收起"
            self.show_findings(self._session, self._step)

    def _name(self, number: int, text: str) -> QLabel:
        while len(self._names) <= number:
            self._names.append(label("", "partName", wrap=True))
            self._names[-1].setParent(self)
        if self._names[number].text() != text:
            self._names[number].setText(text)
        return self._names[number]

    def _take(self) -> FindingCard:
        if self._spare:
            return self._spare.pop()
        card = FindingCard(self)
        card.asked.connect(self.asked)
        card.mended.connect(self.mended)
        card.opened.connect(lambda: self._opened(card))
        card.closed.connect(lambda: self._closed(card))
        card.grew.connect(lambda: self.moved.emit(card))
        return card

    def _place(self, order: list[QWidget]) -> None:
        """Put the parts below each other, touching only what stands elsewhere than before."""
        if order == self._order:
            return
        above = {id(part): id(before) for before, part in pairwise(self._order)}
        above |= {id(part): 0 for part in self._order[:1]}
        wanted = {id(part) for part in order}
        for part in self._order:
            if id(part) not in wanted:
                self._layout.removeWidget(part)
                part.hide()
        moved = False
        for number, part in enumerate(order):
            item = self._layout.itemAt(number)
            if item is None or item.widget() is not part:
                self._layout.insertWidget(number, part)
                part.show()
            # A card used before has another place in the way of Tab; what follows goes along.
            moved = moved or above.get(id(part)) != (id(order[number - 1]) if number else 0)
            if moved:
                self._chain(order, number)
        self._order = order

    def _chain(self, order: list[QWidget], number: int) -> None:
        """Let Tab come to a part after the one above it."""
        before = [made for part in order[:number][-3:] for made in _controls(part)]
        if not before and self.follows is not None:
            before = [self.follows]
        own = _controls(order[number])
        for first, second in zip((*before[-1:], *own), own if before else own[1:], strict=False):
            QWidget.setTabOrder(first, second)

    # Reasons ----------------------------------------------------------------------------------

    def commit(self) -> None:
        """Take over what is still being composed."""
        for card in self.cards():
            card.commit()

    def close_fields(self) -> None:
        """Take over what was typed, and show all cards as before."""
        for card in self.cards():
            card.close_field()

    @property
    def is_open(self) -> bool:
        """Whether a reason is being written."""
        return any(card.is_open for card in self.cards())

    def write_reason(self, finding: Finding) -> None:
        """Open the field for the reason of a finding."""
        card = self.unfold(finding)
        if card is not None:
            card.open_field()

    def is_writing(self, finding: Finding) -> bool:
        """Whether the reason of the finding is being written here just now."""
        card = self.card_of(finding)
        return card is not None and card.is_open

    def _opened(self, opened: FindingCard) -> None:
        for card in self.cards():
            if card is not opened:
                card.close_field()
        if self._session is not None:
            self.show_findings(self._session, self._step)
        self.moved.emit(opened)

    def _closed(self, card: FindingCard) -> None:
        if self._session is not None and card in self.cards():
            self.show_findings(self._session, self._step)
            self.moved.emit(card)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ground is not None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), color(self._ground))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for card in self.cards():
            if card.is_open:  # it has its new place only now
                self.moved.emit(card)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_fields()


def _controls(part: QWidget) -> list[QWidget]:
    if isinstance(part, FindingCard):
        return part.controls()
    return [part.fold] if isinstance(part, GroupHead) else []
