"""The entries of the menu 送审和定稿."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gi_desktop.session import Session
from gi_desktop.ui.stages import ACTS, NOTES, VERIFY_KEYS, Stages, possible


class StageActions:
    """The actions that take the report from state to state, and 核对纸质件."""

    def __init__(
        self, make: Callable[[str, Callable[[], object], str], QAction], stages: Stages
    ) -> None:
        self.acts = {
            act: make(words.menu, partial(stages.start, act), words.keys)
            for act, words in ACTS.items()
        }
        self.verify = make("核对纸质件(&V)…", stages.verify, VERIFY_KEYS)

    def fill_menu(self, menu: QMenu) -> None:
        """Add the states and the 更正说明, each after a line."""
        for notes in (False, True):
            menu.addSeparator()
            menu.addActions([made for act, made in self.acts.items() if (act in NOTES) is notes])

    def show_session(self, session: Session | None) -> None:
        """Enable what the state of the report allows; paper can be compared always."""
        allowed = possible(session)
        for act, action in self.acts.items():
            action.setEnabled(act in allowed)
