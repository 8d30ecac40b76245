"""The list of steps at the left: sign, name wrapped but never cut, keys."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.ui import icons, theme
from gi_desktop.ui.steps import STATE_WORDS, State, Step
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.wrapping import draw_lines, line_height, wrap

_STATE = Qt.ItemDataRole.UserRole
_SHORT = Qt.ItemDataRole.UserRole + 1
_HEADING = Qt.ItemDataRole.UserRole + 2
_UNSEEN = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
)
"""What changes as the words of a finding do: nothing is painted again for it."""
_SIGN = 16
_LEFT, _GAP, _RIGHT, _PADDING = 20, 10, 14, 9
_COMPACT, _COMPACT_HEIGHT = 56, 30
"""Width, and height of a step, where the window has no room for names."""
_ROLES = {
    State.DONE: Role.GOOD,
    State.ERROR: Role.ERROR,
    State.VERIFY: Role.VERIFY,
    State.OPEN: Role.SECONDARY,
}
_Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Paints one step."""

    def __init__(self, steps: "StepList") -> None:
        super().__init__(steps)
        self._steps = steps

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._steps.viewport().width()
        if self._steps.compact:
            return QSize(width, _COMPACT_HEIGHT)
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        bold = theme.font(bold=True)  # the current one is bold and must still fit
        lines = wrap(name, bold, width - _LEFT - theme.scaled(_SIGN) - _GAP - _RIGHT)
        return QSize(width, len(lines) * line_height(bold) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = getattr(option, "rect")  # noqa: B009 - the stubs of Qt leave it out
        state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009 - the same
        current = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, state)
        step_state = State(index.data(_STATE))
        painter.setPen(theme.color(Role.ACCENT_DARK if current else Role.TEXT))
        painter.setFont(theme.font(bold=current))
        top = rect.top() + _PADDING
        line = line_height(painter.font())
        if self._steps.compact:
            sign = QRectF(rect.left() + 11, rect.center().y() - 6, 13, 13)
            words = rect.adjusted(24, 0, -MEASURES.grid, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(index.data(_SHORT)))
        else:
            side = theme.scaled(_SIGN)
            sign = QRectF(rect.left() + _LEFT, top + (line - side) / 2, side, side)
            words = rect.adjusted(_LEFT + side + _GAP, _PADDING, -_RIGHT, 0)
            name = str(index.data(Qt.ItemDataRole.DisplayRole))
            draw_lines(painter, words, wrap(name, theme.font(bold=True), words.width()))
        icons.paint(painter, sign, step_state.value, _ROLES[step_state])
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        """Paint what is behind a step: the current one, the one under the pointer, the focus."""
        current = bool(state & QStyle.StateFlag.State_Selected)
        if not current and not state & QStyle.StateFlag.State_MouseOver:
            return
        side = MEASURES.grid / (2 if self._steps.compact else 1) + 0.5
        area = QRectF(rect).adjusted(side, 1.5, -side, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(Role.ACCENT_GROUND if current else Role.GROUND))
        painter.drawRoundedRect(area, MEASURES.corner, MEASURES.corner)
        if current and self._steps.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.color(Role.ACCENT))
            pen.setWidth(MEASURES.frame)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, MEASURES.corner, MEASURES.corner)


class StepList(QListWidget):
    """Every step with its state; leads anywhere at any time."""

    chosen = Signal(int)
    """A step became current, by mouse or by arrow keys."""
    entered_step = Signal()
    """Enter or a click: the page should take the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepList")
        self.setAccessibleName("步骤")
        self.setAccessibleDescription("上下键选步骤，回车到这一步。")
        self.compact = False
        self._said: dict[int, tuple[State, str]] = {}
        """By step, its state and what stands in the way, as they were shown last."""
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.set_compact(compact=False)
        self.currentRowChanged.connect(self._tell)
        self.itemClicked.connect(lambda _item: self.entered_step.emit())

    def set_compact(self, *, compact: bool) -> None:
        """Show only sign and numeral where there is no room."""
        self.compact = compact
        self.setFixedWidth(_COMPACT if compact else MEASURES.steps)
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if compact else policies.ScrollBarAsNeeded
        )
        self.scheduleDelayedItemsLayout()

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        """List the steps of another report, none of them current."""
        self.blockSignals(True)
        self._said.clear()
        self.clear()
        for number, step in enumerate(steps, start=1):
            item = QListWidgetItem(step.name)
            short = step.section.ordinal[:2] if step.section else step.name[:1]
            item.setData(_SHORT, short)
            item.setData(_STATE, State.OPEN.value)
            item.setData(_HEADING, step.heading)
            item.setToolTip(f"{step.heading}（Alt+{number}）")
            self.addItem(item)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def set_states(self, states: tuple[State, ...], doubts: tuple[str, ...]) -> None:
        """Show how far each step has come; ``doubts`` says what stands in the way."""
        for number, (state, doubt) in enumerate(zip(states, doubts, strict=True)):
            item = self.item(number)
            said = (state, doubt)
            if self._said.get(number) != said and item is not None:
                self._said[number] = said
                item.setData(_STATE, state.value)
                name = f"第 {number + 1} 步，{item.text()}，{STATE_WORDS[state]}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}。{doubt}".strip("。"))
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, doubt)
                way = f"{item.data(_HEADING)}（Alt+{number + 1}）"
                item.setToolTip(f"{way}\n{doubt}".strip().replace("<", "＜"))

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Lay out and paint again what looks different now; what is only said or pointed at not."""
        if not roles or not _UNSEEN.issuperset(roles):
            super().dataChanged(first, last, roles)

    def set_current(self, number: int) -> None:
        """Mark the step as current without telling anybody."""
        self.blockSignals(True)
        self.setCurrentRow(number)
        self.blockSignals(False)
        self.viewport().update()

    def _tell(self, number: int) -> None:
        if number >= 0:
            self.chosen.emit(number)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.Resize):
            self.scheduleDelayedItemsLayout()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered_step.emit()
        else:
            super().keyPressEvent(event)


def step_bar(steps: StepList) -> QWidget:
    """Return the bar at the left with the list in it."""
    bar = QWidget()
    bar.setObjectName("stepBar")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    inside = QVBoxLayout(bar)
    inside.setContentsMargins(0, 12, 1, 12)
    inside.addWidget(steps)
    return bar
