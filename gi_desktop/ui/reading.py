"""Reading a source beside the window: it says how long it takes, and can be called off."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gi_desktop.ui.background import Background

_PATIENCE_MS = 200
"""What is read sooner is not announced."""


class Reading(QObject):
    """Reads one source at a time."""

    begun = Signal(str, list)
    """What is being read, and actions as (text, function)."""
    going_on = Signal(str)
    """The same from second to second."""
    over = Signal()
    """What was announced has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._announced = False
        self._then: Callable[[object], None] = lambda _result: None
        self._clock = QElapsedTimer()
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self._tick)
        self._waiting: list[object] = []
        """A result for which the user has no eyes yet."""
        self._later = QTimer(self, interval=_PATIENCE_MS)
        self._later.timeout.connect(self._hand_over)
        self._background = Background(self)
        self._background.found.connect(self._arrive)
        self._background.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        """Whether a source is being read."""
        return self._background.busy or bool(self._waiting)

    def start(self, name: str, job: Callable[[], object], then: Callable[[object], None]) -> None:
        """Do ``job`` in place of what was being read; ``then`` takes its result."""
        self._end()
        self._name, self._then = name, then

        def work() -> Iterable[object]:
            yield job()

        self._background.start(work)
        self._clock.start()
        self._ticks.start(_PATIENCE_MS)

    def cancel(self) -> None:
        """Forget what is being read; the open report stays as it is."""
        self._end()

    def _end(self) -> None:
        self._background.stop()
        self._ticks.stop()
        self._later.stop()
        self._waiting.clear()
        if self._announced:
            self._announced = False
            self.over.emit()

    def _tick(self) -> None:
        if not self._announced:
            self._announced = True
            self._ticks.start(1000)
            self.begun.emit(f"正在读“{self._name}”…", [("取消", self.cancel)])
        else:
            seconds = round(self._clock.elapsed() / 1000)
            self.going_on.emit(f"正在读“{self._name}”…已经 {seconds} 秒。可以继续填写。")

    def _arrive(self, result: object) -> None:
        self._waiting.append(result)
        self._hand_over()

    def _hand_over(self) -> None:
        """Give the result away, but not while the user answers another question."""
        if QApplication.activeModalWidget() is not None:
            self._later.start()
            return
        (result,) = self._waiting
        self._end()
        self._then(result)

    def _fail(self, error: Exception) -> None:
        """Let a fault of the program be shown like any other."""
        self._end()
        raise error
