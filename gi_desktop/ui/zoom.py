"""The size of text (字号), the same on every page, remembered between starts.

It lies in the font of the application: what asks the theme for a font gets it in that size.
"""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from gi_desktop.ui import style, theme
from gi_desktop.ui.theme import MEASURES

SIZES = (12, MEASURES.text, 16, 18, 20)
"""Text in px."""
_KEY = "text_size"


class Zoom(QObject):
    """Makes text larger and smaller."""

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def restore(self) -> None:
        """Give text the size it had when the program was last used."""
        known = str(self._settings.value(_KEY, ""))
        self._use(int(known) if known.isdecimal() else MEASURES.text)

    @property
    def size(self) -> int:
        """Text in px."""
        return theme.text_size()

    def step(self, by: int) -> None:
        """Take the next size up (1) or down (-1); nothing happens at the ends."""
        number = SIZES.index(self.size) + by if self.size in SIZES else SIZES.index(MEASURES.text)
        if 0 <= number < len(SIZES):
            self._choose(SIZES[number])

    def reset(self) -> None:
        """Take the usual size."""
        self._choose(MEASURES.text)

    def _choose(self, size: int) -> None:
        if size != self.size:
            self._use(size)
            self._settings.setValue(_KEY, size)
            self.changed.emit()

    @staticmethod
    def _use(size: int) -> None:
        app = QApplication.instance()
        if size in SIZES and size != theme.text_size() and isinstance(app, QApplication):
            chosen = app.font()
            chosen.setPixelSize(size)
            app.setFont(chosen)
            app.setStyleSheet(style.sheet())
