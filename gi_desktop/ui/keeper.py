"""The recovery copy (恢复副本): it follows every change within two seconds."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gi_desktop.drafts import SaveError, Store
from gi_desktop.session import Change, Session

DELAY_MS = 1000
"""From the first change that no copy has yet to the copy."""
RETRY_MS = 10_000
"""After a copy that could not be written."""


class Keeper(QObject):
    """Writes the recovery copy of the open report, and removes it once it is not needed."""

    failed = Signal(str)
    """Why no copy could be written, in words; empty once one could."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._session: Session | None = None
        self._end: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.keep)

    def watch(self, session: Session | None) -> None:
        """Follow another report; the copy of the one before stays as it is."""
        if self._end is not None:
            self._end()
        self._timer.stop()
        self._session = session
        self._end = session.subscribe(self._changed) if session else None
        if session is not None and session.is_modified:
            self._timer.start(DELAY_MS)

    def _changed(self, _change: Change) -> None:
        # Not restarted while typing goes on: the copy is never older than the delay.
        if not self._timer.isActive():
            self._timer.start(DELAY_MS)

    def keep(self) -> None:
        """Write the copy now, or remove it where everything is saved."""
        self._timer.stop()
        session = self._session
        if session is None:
            return
        try:
            if session.is_modified:
                session.keep(self._store)
            else:
                self._store.forget(session.report.id)
        except SaveError as error:
            self.failed.emit(str(error))
            self._timer.start(RETRY_MS)
        else:
            self.failed.emit("")

    def forget(self) -> None:
        """Remove the copy of the report that is being closed. SaveError where it stays."""
        self._timer.stop()
        if self._session is not None:
            self._store.forget(self._session.report.id)
