"""Garbage is collected in the window's thread alone.

Python collects in whatever thread happens to allocate. Widgets that refer to each other and are
no longer used would be taken apart there, beside the window's own thread, and Qt ends the
process at that.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 1000


class Collector(QObject):
    """Collects from a timer of the thread that made it, in place of Python itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # What is there now stays as long as the program: looking it through for garbage again
        # and again would make a key wait 40 ms now and then.
        gc.freeze()
        gc.disable()
        timer = QTimer(self, interval=_INTERVAL_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    @staticmethod
    def collect() -> None:
        """Collect the generations that Python would have collected by now."""
        for generation, most in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] <= most:
                return
            gc.collect(generation)
