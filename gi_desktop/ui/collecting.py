"""Garbage is collected in the window's thread alone.

Python collects in whatever thread happens to allocate. Widgets that refer to each other and are
no longer used would be taken apart there, beside the window's own thread, and Qt ends the
process at that.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_INTERVAL_MS = 1000
_MOST = 500_000
"""So many objects may have settled since all were looked through."""


class Collector(QObject):
    """Collects from a timer of the thread that made it, in place of Python itself.

    Looking through all that a window holds would make a key wait 60 ms now and then. So only what
    is young is looked through while somebody works, and all of it when he turns to another
    program.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.freeze()
        gc.disable()
        self._settled = gc.get_freeze_count()
        timer = QTimer(self, interval=_INTERVAL_MS)
        timer.timeout.connect(self.collect)
        timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._turned)

    def collect(self) -> None:
        """Collect the young generations that Python would have collected by now."""
        young, older, old = gc.get_threshold()
        if gc.get_count()[0] <= young:
            return
        gc.collect(1 if gc.get_count()[1] > older else 0)
        if gc.get_count()[2] > old:
            gc.freeze()
            if gc.get_freeze_count() - self._settled > _MOST:
                self.collect_all()

    def collect_all(self) -> None:
        """Collect whatever is not used any more, however old it is."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._settled = gc.get_freeze_count()

    def _turned(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationInactive:
            self.collect_all()
