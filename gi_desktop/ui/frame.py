"""How the parts of the window stand together, and what makes room where it is small."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.ui.actions import Actions
from gi_desktop.ui.step_list import StepList
from gi_desktop.ui.widgets import neighbour

NARROW = 1100
"""Below this width the right side folds by itself; it can be opened all the same."""
VERY_NARROW = 1000
"""Below this width steps show sign and numeral only: pages need it."""
_LEAST, WIDE, _STEP = 400, 1800, 50
"""Between these widths the words of the toolbar may not fit; looked at again at every step."""
LOW = 560
"""Below this height the toolbar makes room; the menus have everything too."""


def arrange(left: QWidget, middle: Sequence[QWidget], right: QWidget, foot: QWidget) -> QWidget:
    """Return a widget with the parts side by side, the first of ``middle`` as high as it can be."""
    column = QVBoxLayout()
    column.setSpacing(0)
    for number, part in enumerate(middle):
        column.addWidget(part, 0 if number else 1)
    across = QHBoxLayout()
    across.setSpacing(0)
    across.addWidget(left)
    across.addLayout(column, 1)
    across.addWidget(right)
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addLayout(across, 1)
    layout.addWidget(foot)
    return body


class Room:
    """Gives the page the room it needs where the window is narrow or low."""

    def __init__(self, actions: Actions, steps: StepList, toolbar: QWidget) -> None:
        self._actions = actions
        self._steps = steps
        self._toolbar = toolbar
        self._side_wanted = True

    @staticmethod
    def differs(old: QSize, new: QSize) -> bool:
        """Whether one of the two sizes needs what the other does not."""
        edges = (*range(_LEAST, WIDE, _STEP), NARROW, VERY_NARROW)
        widths = ((old.width(), new.width(), edge) for edge in edges)
        return any((a < e) != (b < e) for a, b, e in (*widths, (old.height(), new.height(), LOW)))

    def adapt(self, size: QSize) -> None:
        """Fold and shorten what a window of that size has no room for."""
        narrow = size.width() < NARROW
        self._steps.set_compact(compact=size.width() < VERY_NARROW)
        # With large text the words need more than the window: none of the buttons may be lost.
        for main, others in ((True, True), (True, False), (False, False)):
            self._actions.show_text(main=main, others=others)
            if self._toolbar.sizeHint().width() <= size.width():
                break
        high = size.height() >= LOW
        self._actions.tools.setEnabled(high)
        self._toolbar.setVisible(self._actions.tools.isChecked() and high)
        self._actions.side.setChecked(self._side_wanted and not narrow)

    def side_folded(self, size: QSize, *, shown: bool) -> None:
        """Remember what the user wants of the right side; a narrow window says nothing of it."""
        if size.width() >= NARROW:
            self._side_wanted = shown


def go_round_parts(window: QWidget, *parts: tuple[QWidget, Callable[[], object]]) -> None:
    """Let F6 and Shift+F6 move the focus round the visible parts, into each by its own way."""

    def go(by: int) -> None:
        visible = [(part, take) for part, take in parts if part.isVisible()]
        target = neighbour([part for part, _ in visible], window.focusWidget(), by)
        next(take for part, take in visible if part is target)()

    for keys, step in (("F6", 1), ("Shift+F6", -1)):
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.activated.connect(partial(go, step))
