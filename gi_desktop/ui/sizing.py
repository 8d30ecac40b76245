"""How large the window is: as it was left, at first as the table likes and the screen allows."""

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QMainWindow, QWidget

LEAST = QSize(600, 300)
USUAL = QSize(1400, 860)
"""At the first start, where the screen has room for it."""
FRAME = QSize(16, 48)
"""What a system's frame and title bar take at most; it is known only once a window shows."""
_KEY = "geometry"


def restored(window: QWidget, settings: QSettings, key: str) -> bool:
    """Give a window the place and size it was left at; False where none is known.

    A file of settings may be damaged: that must keep no window from opening.
    """
    kept = settings.value(key)
    return isinstance(kept, QByteArray) and window.restoreGeometry(kept)


class Sizing:
    """The size of one window, kept in its settings."""

    def __init__(self, window: QMainWindow, settings: QSettings) -> None:
        self._window = window
        self._settings = settings
        self._fits = True

    def restore(self) -> None:
        """Give the window the size it had, or the usual one as far as the screen has room."""
        self._window.setMinimumSize(LEAST)
        room = self._window.screen().availableSize() - FRAME
        self._window.resize(USUAL.boundedTo(room))
        known = restored(self._window, self._settings, _KEY)
        self._fits = known or self._window.size() == USUAL

    def show(self) -> None:
        """Show the window, maximised where its usual size is too large for the screen."""
        if self._fits:
            self._window.show()
        else:
            self._window.showMaximized()

    def save(self) -> None:
        """Remember the size."""
        self._settings.setValue(_KEY, self._window.saveGeometry())
        self._settings.sync()
