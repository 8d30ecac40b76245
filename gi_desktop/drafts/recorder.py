"""Takes note of the steps of one open draft for its trail; typing in one place is one step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from time import monotonic
from uuid import uuid4

from gi_desktop.drafts.draft import Draft
from gi_desktop.drafts.holding import user_name
from gi_desktop.drafts.trail import Done, Trail, TrailStep
from gi_desktop.form import Edition

REST = 120.0
"""Seconds after which a step that goes on is written as another one."""
WAITING_AT_MOST = 500
"""Steps that wait for a disk on which nothing can be written; then the oldest go."""


@dataclass
class _Open:
    """The step that may go on."""

    done: Done
    moment: float
    is_new: bool = True
    """It changed since it was written."""


class Recorder:
    """Notes in one thread, writes in any."""

    def __init__(self, draft: Draft, form: Edition, clock: Callable[[], float] = monotonic) -> None:
        self._form = form
        self._draft = draft
        self._user = user_name()
        self._clock = clock
        self._one_at_a_time = Lock()
        self._waiting: list[Done | TrailStep] = []
        self._open: _Open | None = None

    def note(self, draft: Draft, label: str, *, goes_on: bool = False) -> None:
        """Take note that the draft has become this one by a step of this label.

        ``goes_on``: as part of the step before. Without a label it is no step.
        """
        before, self._draft = self._draft, draft
        if not label:  # it was saved
            return
        now, moment = datetime.now().astimezone().replace(microsecond=0), self._clock()
        with self._one_at_a_time:
            last = self._open
            if goes_on and last is not None and 0 <= moment - last.moment < REST:
                last.done = replace(last.done, at=now, after=draft)
                last.moment, last.is_new = moment, True
                return
            self._close()
            done = Done(uuid4().hex[:12], now, self._user, label, before, draft)
            self._open = _Open(done, moment)

    def mark(self, label: str) -> None:
        """Take note of something that is no change of the draft."""
        now = datetime.now().astimezone().replace(microsecond=0)
        with self._one_at_a_time:
            self._close()
            self._waiting.append(TrailStep(uuid4().hex[:12], now, self._user, label))

    def _close(self) -> None:
        if self._open is not None and self._open.is_new:
            self._waiting.append(self._open.done)
        self._open = None

    @property
    def waits(self) -> bool:
        """Whether there are steps whose changes :meth:`work_out` can work out."""
        with self._one_at_a_time:
            return any(isinstance(one, Done) for one in self._waiting)

    def work_out(self) -> None:
        """Work out what the steps that are over changed, before all of them are to be written.

        In the thread that writes: a second's steps at once would hold up who types on.
        """
        with self._one_at_a_time:
            waiting = list(self._waiting)
        for place, one in enumerate(waiting):
            if isinstance(one, Done):
                step = one.step(self._form)
                with self._one_at_a_time:
                    if place < len(self._waiting) and self._waiting[place] is one:
                        self._waiting[place] = step

    def write(self, trail: Trail) -> list[TrailStep]:
        """Write what has come since the last time; return it. Empty where that fails.

        What could not be written is tried again the next time.
        """
        with self._one_at_a_time:
            taken, self._waiting = self._waiting, []
            if self._open is not None and self._open.is_new:
                taken.append(self._open.done)
                self._open.is_new = False
        steps = [one.step(self._form) if isinstance(one, Done) else one for one in taken]
        if not steps:
            return []
        try:
            trail.append(steps)
        except OSError:
            with self._one_at_a_time:
                self._waiting = [*taken, *self._waiting][-WAITING_AT_MOST:]
            return []
        return steps
