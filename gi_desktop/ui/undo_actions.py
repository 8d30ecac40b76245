"""撤销 and 重做 in menu and toolbar, named after what they would take back or do again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gi_desktop.session import Session
from gi_desktop.ui.widgets import plain

_SOON_MS = 150
"""The words come in a pause: toolbar and window are laid out anew for each, keys do not wait."""


class UndoActions(QObject):
    """The two actions; both are possible at once, and their words follow in a pause."""

    def __init__(self, make: Callable[..., QAction], parent: QObject) -> None:
        super().__init__(parent)
        self.undo = make("撤销(&U)", lambda: None, "Ctrl+Z", "undo")
        self.redo = make("重做(&R)", lambda: None, "Ctrl+Y", "redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self._labels = self._named = ("", "")
        """What would be undone and done again; and what is named so."""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._name_both)

    def fill(self, menu: QMenu) -> None:
        """Put both into a menu, where they are always named."""
        menu.addActions([self.undo, self.redo])
        menu.aboutToShow.connect(self._name_both)

    def show_session(self, session: Session | None) -> None:
        """Enable what can be done now."""
        self._labels = (session.undo_label, session.redo_label) if session else ("", "")
        undo, redo = self._labels
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        if self._labels != self._named:
            self._soon.start()

    def _name_both(self) -> None:
        self._soon.stop()
        undo, redo = self._labels
        if undo != self._named[0]:
            _name(self.undo, "撤销", "&U", undo)
        if redo != self._named[1]:
            _name(self.redo, "重做", "&R", redo)
        self._named = self._labels


def _name(action: QAction, verb: str, key: str, label: str) -> None:
    action.setText(f"{verb}“{plain(label)}”({key})" if label else f"{verb}({key})")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{verb}“{label}”（{keys}）" if label else f"{verb}（{keys}）")
