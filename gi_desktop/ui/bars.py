"""The bars of the window: name, menu and save state above; the way through the steps below."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from gi_desktop.session import Session
from gi_desktop.ui.keeper import Keeping
from gi_desktop.ui.stage_sign import StageSign, sign_of
from gi_desktop.ui.steps import Step
from gi_desktop.ui.theme import MEASURES, scaled, text_size
from gi_desktop.ui.widgets import ElidedLabel, button, label, plain

NO_NAME = "未命名的报告"
_LEAST_NAME = 90
"""A name of which less shows says nothing."""


def report_name(session: Session) -> str:
    """Return what the report is called: organ and year."""
    report = session.report
    name = report.organ.name.strip() or NO_NAME
    return f"{name} · {report.year} 年年报" if report.year is not None else name


class TopBar(QWidget):
    """The report's name, the menus, the save state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(MEASURES.bar)
        self.name = ElidedLabel("reportName")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.stage_sign = StageSign()
        self.stage = label("", "stageShown")
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self.side = button("", lambda: None, "link")
        self.side.setToolTip("打开右侧的问题和说明（F9）")
        self.side.hide()
        self.state = label("", "saveState")
        self._staged = False
        self._roomed: tuple[object, ...] = ()
        self._said: tuple[str, str, str] | None = None
        """What the save state says: words, what is behind them, kind."""
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(2 * MEASURES.grid, 0, 2 * MEASURES.grid, 0)
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.name)
        row.addWidget(self.stage_sign)
        row.addWidget(self.stage)
        row.addWidget(self.menus)
        row.addStretch(1)
        row.addWidget(self.state)
        row.addWidget(self.side)

    def show_findings(self, number: int) -> None:
        """Say on the button that opens the right side how many findings wait there."""
        self.side.setText(f"问题 {number}（F9）" if number else "说明（F9）")
        self.side.setAccessibleName(f"打开右侧的问题和说明，F9，共 {number} 处问题")
        self._make_room()

    def show_state(self, session: Session | None, keeping: Keeping) -> None:
        """Show where the report is kept, and since when; what is wrong, where something is."""
        self.name.set_full_text(report_name(session) if session else "政府信息公开工作年度报告")
        self._show_stage(session)
        text, state = _state_words(session, keeping)
        more = keeping.trouble if state == "failed" else _MORE.get(state, "")
        if session is not None and session.read_only:
            text, more = f"{text}（只读）", session.read_only
        self._say((text, more, state))
        self._make_room()

    def _say(self, said: tuple[str, str, str]) -> None:
        if said == self._said:
            return  # as after most keys
        self._said, (text, more, state) = said, said
        self.state.setText(text)
        self.state.setToolTip(more.replace("<", "＜"))
        self.state.setAccessibleName(f"{text}。{more}" if more else text)
        if self.state.property("state") != state:
            self.state.setProperty("state", state)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where not all has room, leave out what stands elsewhere too; the menus stay whole.

        The name stands in the title bar, and the word for the sign before it on the last page.
        """
        texts = (self.name.full_text(), self.stage.text(), self.state.text(), self.side.text())
        asked = (texts, self.side.isHidden(), self._staged, self.width(), text_size())
        if asked == self._roomed:
            return  # at every key: measuring takes longer than comparing
        self._roomed = asked
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        parts = (self.stage_sign, self.menus, self.state, self.side)
        shown = [part for part in parts if not part.isHidden()]
        room = self.width() - margins.left() - margins.right()
        room -= sum(part.sizeHint().width() + gap for part in shown)
        self.stage.setVisible(self._staged and room >= self.stage.sizeHint().width())
        if self._staged:
            room -= self.stage.sizeHint().width() + gap
        self.name.setVisible(room >= min(scaled(_LEAST_NAME), self.name.sizeHint().width()))

    def _show_stage(self, session: Session | None) -> None:
        """Show whether the report is 草稿, 送审 or 定稿, as sign and word."""
        self._staged = session is not None
        self.stage_sign.show_sign(None if session is None else sign_of(session.draft, session.form))
        if session is not None and session.draft.state_words != self.stage.text():
            self.stage.setText(session.draft.state_words)
            said = f"状态：{session.draft.state_words}"
            self.stage.setAccessibleName(said)
            self.stage_sign.setAccessibleName(said)
            self.stage_sign.setToolTip(said)


_MORE = {
    "unnamed": "每次修改两秒内自动暂存在这台电脑上，断电也不会丢。按 Ctrl+S 起个名字存成文件。",
    "unsaved": "每次修改两秒内自动暂存在这台电脑上，断电也不会丢。按 Ctrl+S 保存到文件。",
}


def _state_words(session: Session | None, keeping: Keeping) -> tuple[str, str]:
    if session is None:
        return "", ""
    kept = f"，已自动暂存 {_shown(keeping.kept_at)}" if keeping.kept_at else ""
    if keeping.saving:
        return "正在保存…", "unsaved"
    if session.path is not None and not session.is_modified and session.draft.saved_at:
        return f"✓ 已保存 {_shown(session.draft.saved_at)}", "saved"
    if keeping.trouble:
        gone = "，自动暂存没有成功" if keeping.copy_failure else kept
        return f"✕ 没有保存{gone}", "failed"
    if session.path is None and kept:
        return f"✓ {kept[1:]}", "unnamed"
    return f"● 未保存{kept}", "unsaved"


def _shown(moment: datetime) -> str:
    """Return the time of day, of another day its date."""
    local = moment.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    return f"{local:%H:%M}" if today else f"{local.month}月{local.day}日"


class FootBar(QWidget):
    """上一步 · 第 4 步，共 8 步 · 下一步."""

    back = Signal()
    forward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(MEASURES.foot)
        self.previous = button("上一步", self.back.emit)
        self.previous.setToolTip("上一步（Ctrl+PgUp）")
        self.count = label("", "stepCount")
        self._following = ""
        """The name of the next step."""
        self.next = button("下一步", self.forward.emit, "primary")
        self.next.setToolTip("下一步（Ctrl+PgDn）")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(self.previous)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.next)

    def show_step(self, steps: tuple[Step, ...], number: int) -> None:
        """Show where the current step stands among all of them."""
        self.count.setText(f"第 {number + 1} 步，共 {len(steps)} 步")
        self.previous.setEnabled(number > 0)
        is_last = number + 1 >= len(steps)
        self.next.setVisible(not is_last)
        self._following = "" if is_last else steps[number + 1].name
        self.next.setAccessibleName(f"下一步  {self._following}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Name the next step where the bar has room for its name."""
        self.next.setText(plain(f"下一步  {self._following}"))
        if self._following and self._row.minimumSize().width() > self.width():
            self.next.setText("下一步")
