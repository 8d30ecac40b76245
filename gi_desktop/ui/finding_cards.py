"""One finding (问题) as a card: sign, sentence, remedy, the way there, mend, and its reason."""

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from gi_desktop.drafts import Explanation, SetExplanations
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Session
from gi_desktop.ui import icons, theme
from gi_desktop.ui.finding_groups import Kind, kind_of
from gi_desktop.ui.flow import Column, FlowRow
from gi_desktop.ui.reason_field import ReasonField
from gi_desktop.ui.steps import is_unfilled
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.widgets import LINK_INSET, button, shifted
from gi_desktop.ui.wrapping import WrapLabel, line_height

KIND_WORDS = {
    Kind.ERROR: "错误",
    Kind.VERIFY: "核实",
    Kind.UNFILLED: "还没有填",
    Kind.SETTLED: "核实，已写理由",
    Kind.HINT: "提示",
}
PICTURES = {
    Kind.ERROR: ("error", Role.ERROR),
    Kind.VERIFY: ("verify", Role.VERIFY),
    Kind.UNFILLED: ("untouched", Role.SECONDARY),
    Kind.SETTLED: ("done", Role.GOOD),
    Kind.HINT: ("hint", Role.SECONDARY),
}
"""The sign of a kind and its colour; signs differ in shape too."""
_LINES = {
    Kind.ERROR: Role.ERROR_LINE,
    Kind.VERIFY: Role.VERIFY_LINE,
    Kind.UNFILLED: Role.LINE,
    Kind.SETTLED: Role.LINE,
    Kind.HINT: Role.LINE,
}
_BAR, _SIGN = 4, 13


class FindingCard(QWidget):
    """One finding. Reused for another one, so that typing does not build widgets."""

    asked = Signal(Finding)
    """Go to where it can be mended."""
    mended = Signal(Finding)
    """Make the change that mends it: the certain one, else its typed totals emptied."""
    opened = Signal()
    """A reason is being written here."""
    closed = Signal()
    """No longer."""
    grew = Signal()
    """What is being written takes another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self.kind = Kind.ERROR
        self.field: ReasonField | None = None
        """Made when a reason is written here for the first time."""
        self._session: Session | None = None
        self._shown: tuple[object, ...] = ()
        self._before = ""
        self._record: tuple[Explanation, ...] = ()
        """All reasons as they were before the field was opened."""
        self._given: tuple[Explanation, ...] = ()
        self._handing = False
        self._message = WrapLabel("", "cardMessage")
        self._remedy = WrapLabel("", "remedy")
        self._reason = WrapLabel("", "cardReason")
        self.go = button("", self._ask, "link")
        self.mend = button("", self._mend, "link")
        self.restore = button("恢复自动计算", self._restore, "link")
        self.write = button("", self.open_field, "link")
        self.drop = button("删理由", self._drop, "link")
        actions = FlowRow(2 * MEASURES.grid)
        for made in (self.go, self.mend, self.restore, self.write, self.drop):
            actions.addWidget(made)
        layout = self._lines = Column(self)
        layout.setContentsMargins(12 + _BAR + 14, 8, 10, 6)
        layout.setSpacing(2)
        # The words of links align with the sentences, not the frames that show their focus.
        for text in (self._message, self._remedy, self._reason):
            layout.addLayout(shifted(text, LINK_INSET))
        layout.addLayout(actions)

    # Showing --------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a reason is being written here."""
        return self.field is not None and not self.field.isHidden()

    def show_finding(self, finding: Finding, session: Session) -> None:
        """Show a finding as it stands."""
        self._session = session
        if self.is_open:
            self._follow(finding, session)
        kind = Kind.VERIFY if self.is_open else kind_of(finding, session)
        reason = session.reason(finding)
        former = session.former_reason(finding) if kind is Kind.VERIFY else ""
        go = _way_there(finding, session)
        shown = (finding, go, kind, reason, former, self.is_open, session.locked)
        if shown == self._shown:
            return
        self._shown, looks = shown, (self.kind, self.is_open, self.finding is None)
        with self._lines.held(self._measure):
            self.finding, self.kind = finding, kind
            self._show_sentences(finding, reason, former)
            self._show_links(finding, go, session)
        if looks != (kind, self.is_open, False):  # labels and links paint themselves
            self.update()

    def _measure(self) -> tuple[object, ...]:
        """Return what its layout hangs on."""
        if self.finding is None:
            return (None,)
        words = (self._message, self._remedy, self._reason)
        links = (self.go, self.mend, self.restore, self.write, self.drop)
        return (
            *((text.isHidden(), text.heights()) for text in words),
            *((link.isHidden(), link.text()) for link in links),
        )

    def _show_sentences(self, finding: Finding, reason: str, former: str) -> None:
        quiet = self.kind in (Kind.HINT, Kind.SETTLED)
        roles = QPalette.ColorRole
        self._message.setText(finding.message)
        role = roles.PlaceholderText if quiet else roles.WindowText
        if role != self._message.foregroundRole():
            self._message.setForegroundRole(role)
        self._remedy.setText(finding.remedy)
        self._remedy.setVisible(bool(finding.remedy) and self.kind is not Kind.SETTLED)
        said = f"理由：{reason}" if reason else ""
        if former:
            said = f"情况有变化，请再核实。上次写的理由：{former}"
        self._reason.setText(said)
        self._reason.setVisible(bool(said) and not self.is_open)
        name = f"{KIND_WORDS[self.kind]}：{finding.message}"
        self.setAccessibleName(f"{name}{said}")
        self.setAccessibleDescription(finding.remedy)

    def _show_links(self, finding: Finding, go: str, session: Session) -> None:
        _name(self.go, go, f"{go}：{finding.message}")
        free = not session.locked
        mend = finding.mend
        self.mend.setVisible(free and mend is not None)
        if mend is not None:
            text = f"把“{session.form.cells[mend.cell].name}”改为 {mend.value}"
            _name(self.mend, f"改为 {mend.value}", text)
            self.mend.setToolTip(f"一键改正：{text}")
        self.restore.setVisible(free and bool(finding.totals))
        _name(self.restore, self.restore.text(), f"{self.restore.text()}：{finding.message}")
        self.restore.setToolTip("清除填写的总计，由各格自动算出；可以撤销")
        settled = self.kind is Kind.SETTLED
        asks = finding.severity is Severity.VERIFY
        self.write.setVisible(free and asks and not self.is_open)
        self.drop.setVisible(free and settled and not self.is_open)
        _name(
            self.write,
            "改理由" if settled else "写理由…",
            f"{'改' if settled else '写'}理由：{finding.message}",
        )
        self.drop.setAccessibleName(f"删理由：{finding.message}")

    def controls(self) -> list[QWidget]:
        """Return what can have the focus, in the order of reading."""
        field = self.field
        inside = (field.edit, field.confirm, field.cancel) if field is not None else ()
        return [self.go, self.mend, self.restore, self.write, self.drop, *inside]

    def part_in_use(self) -> QRect:
        """Return the part to keep in sight: all of the card, or what is being written."""
        if self.field is not None and self.is_open:
            return self.field.geometry()
        return self.rect()

    # Reasons ----------------------------------------------------------------------------------

    def open_field(self) -> None:
        """Let a reason be written: from the one that holds, else from the one given before."""
        finding, session = self.finding, self._session
        if finding is None or session is None or finding.severity is not Severity.VERIFY:
            return
        if session.locked:
            return
        if self.field is None:
            self.field = self._make_field()
        session.end_step()
        self._before, self._record = session.reason(finding), session.draft.explanations
        former = session.former_reason(finding) if not self._before else ""
        self._given = _given(finding, session)
        self.field.show_text(self._before or former)
        self.field.show()
        session.write_reason(finding)
        self.opened.emit()
        self.show_finding(finding, session)
        self.field.start(finding.message, select=bool(former))

    def _make_field(self) -> ReasonField:
        made = ReasonField(self)
        made.hide()
        made.typed.connect(self._hand_over)
        made.confirmed.connect(self._confirm)
        made.cancelled.connect(self._cancel)
        made.grew.connect(self.grew)
        self._lines.addLayout(shifted(made, LINK_INSET))
        QWidget.setTabOrder(self.drop, made.edit)
        QWidget.setTabOrder(made.edit, made.confirm)
        QWidget.setTabOrder(made.confirm, made.cancel)
        return made

    def commit(self) -> None:
        """Take over what is still being composed."""
        if self.field is not None and self.is_open:
            self.field.edit.commit()

    def close_field(self) -> None:
        """Take over what was typed and show the card as before."""
        if self.field is None or not self.is_open:
            return
        self.commit()
        if self._session is not None:
            self._session.end_step()
        if self._has_focus():
            self.write.show()
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.hide()
        if self._session is not None:
            self._session.write_reason(None)
        if self.finding is not None and self._session is not None:
            self.show_finding(self.finding, self._session)
        self.closed.emit()

    def _has_focus(self) -> bool:
        return self.field is not None and any(
            part.hasFocus() for part in (self.field.edit, self.field.confirm, self.field.cancel)
        )

    def _hand_over(self, text: str) -> None:
        """Give the reason to the session at every letter: nothing typed is lost."""
        if self.finding is None or self._session is None:
            return
        self._handing = True
        self._session.explain(self.finding, text, merge=True)
        self._handing = False

    def _confirm(self) -> None:
        if self.field is not None:
            self.commit()
            self._hand_over(self.field.text())
            self.close_field()

    def _cancel(self) -> None:
        if self.field is not None:
            self.field.show_text(self._before)
            self._take_back()
            self.close_field()

    def _take_back(self) -> None:
        """Record what was recorded before, also a reason for other numbers."""
        if self.finding is None or self._session is None:
            return
        now, about = self._session.draft.explanations, self.finding.code
        if [one for one in now if one.code != about] != [
            one for one in self._record if one.code != about
        ]:
            self._hand_over(self._before)  # 撤销 went further back meanwhile
            return
        self._handing = True
        edit = SetExplanations("填写核实理由", self._record, self.finding)
        self._session.apply(edit, merge=True)
        self._handing = False

    def _follow(self, finding: Finding, session: Session) -> None:
        """Show the reason that 撤销 or 重做 brought; what is being typed stays as it is."""
        given = _given(finding, session)
        if given != self._given:
            self._given = given
            if not self._handing and self.field is not None:
                self.field.show_text(session.reason(finding))

    def _drop(self) -> None:
        if self.finding is not None and self._session is not None:
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)
            self._session.end_step()
            self._session.explain(self.finding, "")

    # Acting -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self.finding is not None:
            self.asked.emit(self.finding)

    def _mend(self) -> None:
        if self.finding is not None:
            self.mended.emit(self.finding)

    def _restore(self) -> None:
        """Let the typed totals of the finding be calculated again, whatever else would mend it."""
        if self.finding is not None:
            self.mended.emit(replace(self.finding, mend=None))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.finding is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture, role = PICTURES[self.kind]
        # A hint has neither bar nor frame: it asks for nothing.
        if self.kind is not Kind.HINT:
            outline = QPainterPath()
            area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            outline.addRoundedRect(area, MEASURES.corner, MEASURES.corner)
            painter.fillPath(outline, theme.color(Role.SURFACE))
            painter.setClipPath(outline)
            painter.fillRect(QRectF(0, 0, _BAR, self.height()), theme.color(role))
            painter.setClipping(False)
            painter.setPen(QPen(theme.color(_LINES[self.kind]), 1))
            painter.drawPath(outline)
        top = self._message.y() + (line_height(self._message.font()) - _SIGN) / 2
        icons.paint(painter, QRectF(_BAR + 9, top, _SIGN, _SIGN), picture, role)
        painter.end()


def _given(finding: Finding, session: Session) -> tuple[Explanation, ...]:
    return tuple(one for one in session.draft.explanations if one.concerns(finding))


def _name(made: QPushButton, text: str, name: str) -> None:
    made.setText(text)
    made.setAccessibleName(name)


def _way_there(finding: Finding, session: Session) -> str:
    """Return what the link says."""
    if is_unfilled(finding, session):
        return "去填写"
    if not finding.cells:
        return "去修改"
    return "看这一格" if len(finding.cells) == 1 else "看有关的格子"
