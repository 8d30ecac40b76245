"""Long work beside the window: the window stays alive, and what is no longer wanted is dropped."""

import queue
import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_MS = 25
"""How often the window looks for results."""


_Result = TypeVar("_Result")


def in_time(
    work: Callable[[], _Result],
    seconds: float,
    late: Callable[[_Result], object] = lambda _result: None,
) -> _Result | None:
    """Do ``work`` in a thread of its own and wait for it; None where it takes longer.

    What it comes to after that is handed to ``late``, in that thread.
    """
    results: list[_Result | Exception] = []
    one_at_a_time, waits = threading.Condition(), True

    def go() -> None:
        result: _Result | Exception
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            result = error
        with one_at_a_time:
            results.append(result)
            one_at_a_time.notify()
            wanted = waits
        if not wanted and not isinstance(result, Exception):
            late(result)

    threading.Thread(target=go, daemon=True).start()
    with one_at_a_time:
        one_at_a_time.wait_for(lambda: results, seconds)
        waits = False
        found = results[0] if results else None
    if isinstance(found, Exception):
        raise found
    return found


class _Ended:
    """Says that there is nothing more."""


class _Run:
    """One piece of work in a thread of its own, which the end of the program does not wait for."""

    def __init__(self, work: Callable[[], Iterable[object]]) -> None:
        self.results: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._work = work
        self._unwanted = threading.Event()
        threading.Thread(target=self._go, daemon=True).start()

    def _go(self) -> None:
        try:
            for result in self._work():
                if self._unwanted.is_set():
                    return
                self.results.put(result)
        except Exception as error:  # noqa: BLE001 - handed to the window's thread, where it is judged
            self.results.put(error)
        else:
            self.results.put(_Ended())

    def drop(self) -> None:
        """Work on only to the next result."""
        self._unwanted.set()


class Background(QObject):
    """Does one piece of work at a time; its results arrive in the window's thread."""

    found = Signal(object)
    """One result."""
    failed = Signal(object)
    """The exception that ended the work."""
    ended = Signal()
    """There is nothing more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._run is not None

    def start(self, work: Callable[[], Iterable[object]]) -> None:
        """Do the work, in place of what was being done; it must not touch the window."""
        self.stop()
        self._run = _Run(work)
        self._timer.start()

    def stop(self) -> None:
        """Forget the work; nothing is told of it any more."""
        self._timer.stop()
        if self._run is not None:
            self._run.drop()
            self._run = None

    def _look(self) -> None:
        run = self._run
        # What comes meanwhile waits for the next look: fast work must not hold the window.
        for _ in range(run.results.qsize() if run is not None else 0):
            if run is None or run is not self._run:  # a receiver may start other work
                return
            result = run.results.get_nowait()
            if isinstance(result, _Ended):
                self.stop()
                self.ended.emit()
            elif isinstance(result, Exception):
                self.stop()
                self.failed.emit(result)
            else:
                self.found.emit(result)
