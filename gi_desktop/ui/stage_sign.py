"""The state of a report as a picture: 草稿, 送审, 定稿. What it means stands beside it in words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gi_desktop.drafts import Draft, Status
from gi_desktop.form import Edition
from gi_desktop.ui import icons
from gi_desktop.ui.steps import State
from gi_desktop.ui.theme import Role

_SIGN = 16
_SIGNS = {
    Status.DRAFT: (State.OPEN, Role.SECONDARY),
    Status.REVIEW: (State.VERIFY, Role.VERIFY),
    Status.FINAL: (State.DONE, Role.GOOD),
}


def sign_of(draft: Draft, form: Edition) -> tuple[State, Role]:
    """Return the picture of the state, and its colour; a 定稿 that was changed is doubtful."""
    if draft.is_final and not draft.is_as_sealed(form):
        return _SIGNS[Status.REVIEW]
    return _SIGNS[draft.status]


class StageSign(QWidget):
    """The picture of a state; what it means stands beside it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(_SIGN, _SIGN))
        self._shown: tuple[State, Role] | None = None
        self.hide()

    def show_sign(self, shown: tuple[State, Role] | None) -> None:
        """Show it; nothing for None."""
        if shown != self._shown:  # as after few keys: the bar behind it is painted with it
            self._shown = shown
            self.setVisible(shown is not None)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state, role = self._shown
        icons.paint(painter, QRectF(0, 0, _SIGN, _SIGN), state.value, role)
        painter.end()
