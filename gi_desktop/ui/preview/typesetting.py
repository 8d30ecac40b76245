"""Pages typeset in a background thread: one report at a time, always on to the newest."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from gi_desktop.document import (
    DocumentError,
    FontSet,
    Furniture,
    TypesetReport,
    typeset_blocks,
    typeset_report,
)
from gi_desktop.document.blocks import Block
from gi_desktop.document.pages import Page
from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from gi_desktop.ui.preview.ink import InkedPage, ink_report


@dataclass(frozen=True)
class Job:
    """What to typeset. A report is immutable: it can be read while typing goes on."""

    report: Report | None
    form: Edition
    fonts: FontSet
    furniture: Furniture
    blocks: tuple[Block, ...] = ()
    """What is set where there is no report, such as a comparison."""


@dataclass(frozen=True)
class Typeset:
    """The pages of a job; those that are as before are the same objects."""

    job: Job
    report: TypesetReport
    pages: tuple[InkedPage, ...]


def set_pages(job: Job, before: Typeset | None) -> Typeset:
    """Return the pages of a job. DocumentError where a font file cannot be read."""
    if job.report is None:
        report = typeset_blocks(job.blocks, job.fonts)
    else:
        report = typeset_report(job.report, job.form, job.fonts, job.furniture)
    known: Mapping[Page, InkedPage] = {}
    if before is not None and before.job.fonts is job.fonts:
        known = {inked.page: inked for inked in before.pages}
    return Typeset(job, report, ink_report(report, job.fonts, known))


class Typesetting(QObject):
    """Typesets what is asked for. What is asked for meanwhile waits; only the last of it is done.

    A font set reads a font when it is first needed; two threads may use one, since at worst both
    read the same file.
    """

    done = Signal(object)
    """A ``Typeset``; never one that is older than another told before."""
    failed = Signal(object, str)
    """A ``Job`` that cannot be typeset, and why, in words."""
    _landed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool: ThreadPoolExecutor | None = None
        self._running: Future[Typeset] | None = None
        self._job: Job | None = None
        self._next: Job | None = None
        self._before: Typeset | None = None
        # Told in the worker's thread, heard in the window's.
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def ask(self, job: Job) -> None:
        """Typeset ``job`` as soon as what is being typeset is done."""
        self._next = job
        self._start()

    def stop(self) -> None:
        """Forget what was asked for, and wait until nothing runs any more."""
        self._next = self._job = None
        self._running = None
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _start(self) -> None:
        if self._running is not None or self._next is None:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "typesetting")
        self._job, self._next = self._next, None
        self._running = self._pool.submit(set_pages, self._job, self._before)
        self._running.add_done_callback(self._landed.emit)

    def _land(self, ended: "Future[Typeset]") -> None:
        job = self._job
        if ended is not self._running or job is None:
            return  # stopped meanwhile
        self._running = None
        self._start()
        try:
            self._before = ended.result()
        except DocumentError as error:
            self.failed.emit(job, str(error))
        else:
            self.done.emit(self._before)
