"""One thread that writes, so that nobody who types waits for a disk. Knows nothing of windows."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NoReturn, TypeVar

LINGERS_S = 2.0
"""So long the thread waits for another job."""

_Result = TypeVar("_Result")
_Then = Callable[[], object]


@dataclass(frozen=True)
class _Job:
    name: str
    run: Callable[[], _Then]


class Writer:
    """Does one job after the other, in the order they came.

    Its thread lives while there is something to do, and a little longer: to begin one takes the
    owner more time than many a job. What comes of a job waits until the owner asks for it, in
    the owner's thread.
    """

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._done: deque[_Then] = deque()
        self._working = False
        self._lives = False
        self._ends = False
        """Whether the thread ends as soon as nothing is left to do."""

    @property
    def busy(self) -> bool:
        """Whether something is being done, or was done and not asked for."""
        with self._change:
            return self._working or bool(self._done)

    def submit(
        self,
        name: str,
        work: Callable[[], _Result],
        then: Callable[[_Result], object],
    ) -> None:
        """Do ``work`` after all that came before; ``then`` takes its result.

        Where a job of that name has not begun, this one is done in its place.
        """
        job = _Job(name, lambda: partial(then, work()))
        with self._change:
            for place, waiting in enumerate(self._waiting):
                if waiting.name == name:
                    self._waiting[place] = job
                    return
            self._waiting.append(job)
            self._working = True
            if self._lives:
                self._change.notify_all()
                return
            self._lives, self._ends = True, False
            # No daemon: the end of the program waits until the file is whole.
            threading.Thread(target=self._work, name="writer").start()

    def deliver(self) -> None:
        """Hand over what was done; an exception that a job did not expect is raised here."""
        while True:
            with self._change:
                if not self._done:
                    return
                then = self._done.popleft()
            then()

    def finish(self) -> None:
        """Wait until everything is done, and hand it over; what that asks for too."""
        with self._change:
            self._ends = True
            self._change.notify_all()
        while self.busy:
            with self._change:
                self._change.wait_for(lambda: not self._working)
            self.deliver()

    def _next(self) -> _Job | None:
        """Return what is to be done next, once it comes; None where the thread is to end."""
        with self._change:
            if not self._waiting:
                self._working = False
                self._change.notify_all()
                self._change.wait_for(lambda: self._waiting or self._ends, LINGERS_S)
            if not self._waiting:
                self._lives = False
                return None
            return self._waiting.popleft()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                then = job.run()
            except Exception as error:  # noqa: BLE001 - raised again in the owner's thread, where it is judged
                then = partial(_fail, error)
            with self._change:
                self._done.append(then)


def _fail(error: Exception) -> NoReturn:
    raise error
