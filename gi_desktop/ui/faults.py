"""What happens at an unforeseen fault: the work is kept, one dialog says so, work goes on."""

import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, qVersion

import gi_desktop
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.dialogs import Dialogs

_SAID = "程序出了没有料到的错，刚才那一步可能没有完成。"
_AGAIN = "程序又出了和刚才一样的错，这一步可能没有完成。报告已经自动暂存，请保存后关闭程序再打开。"
_MOST = 5
"""So many faults of one moment are in one report: what follows the first seldom tells more."""


_Place = tuple[str, ...]


class FaultHandler(QObject):
    """Takes the place of ``sys.excepthook``, and of that of threads.

    A fault may come while something is painted, or from a thread that must not touch the window:
    the work is kept at once, the dialog comes when the window's own thread is free for it. What
    comes with it, or while it is open, is in one report. The same fault again is a sentence in
    the window: a dialog at every key, or whenever a part is painted, would end all work.
    """

    _came = Signal(object)
    """A fault of another thread."""

    def __init__(self, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._desk = desk
        self._dialogs = dialogs
        self._showing = self._waiting = False
        self._reports: dict[_Place, str] = {}
        """What the next dialog shows."""
        self._known: set[_Place] = set()
        """What a dialog showed."""
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def __call__(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Keep the open report and show the fault."""
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
        elif self.thread().isCurrentThread():
            self._take(error)
        else:
            self._came.emit(error)

    def in_thread(self, fault: threading.ExceptHookArgs) -> None:
        """Take the fault of a thread of Python's."""
        if fault.exc_value is not None:
            self(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def _take(self, error: Exception) -> None:
        place, report = _place(error), fault_report(error)
        # What a fault leaves half done goes: a painter that lives on would end the process.
        traceback.clear_frames(error.__traceback__)
        if sys.stderr is not None:
            sys.stderr.write(f"{report}\n")
        if place in self._known:
            if not self._showing:
                self._desk.told.emit(_AGAIN, [], [])
            return
        self._note(place, report)
        if self._showing or self._waiting:
            return
        sentence = self._kept()
        if QThread.currentThread().loopLevel():
            self._waiting = True
            QTimer.singleShot(0, self, lambda: self._show(sentence))
        else:  # nothing would call it later
            self._show(sentence)

    def _note(self, place: _Place, report: str) -> None:
        if place not in self._known and len(self._reports) < _MOST:
            self._reports.setdefault(place, report)

    def _show(self, sentence: str) -> None:
        """Show what came, and what comes meanwhile once that is read."""
        self._waiting, self._showing = False, True
        try:
            while self._reports:
                shown, self._reports = self._reports, {}
                self._known.update(shown)
                self._dialogs.fault(sentence, "\n".join(shown.values()))
                sentence = self._kept() if self._reports else ""
        finally:
            self._showing = False

    def _kept(self) -> str:
        """Keep the work; return what to tell, whatever comes of that."""
        try:
            return self._keep()
        except Exception as error:  # noqa: BLE001 - the fault may lie in what writing the copy needs
            self._note(_place(error), fault_report(error))
            return f"{_SAID}自动暂存也没有成功。请马上“另存为”，再把下面的内容复制给维护人员。"

    def _keep(self) -> str:
        """Write the recovery copy; return what to tell."""
        if self._desk.session is None:
            return f"{_SAID}可以继续使用；请把下面的内容复制给维护人员。"
        if failure := self._desk.keeper.keep_now():
            return f"{_SAID}{failure}请马上“另存为”到别的位置，再把下面的内容复制给维护人员。"
        return (
            f"{_SAID}报告没有丢，已经自动暂存在这台电脑上。请保存后关闭程序再打开，"
            "并把下面的内容复制给维护人员。"
        )


def _place(error: BaseException) -> _Place:
    """Return what two faults share that are the same: where they come from, whatever they say."""
    frames = traceback.extract_tb(error.__traceback__)
    return (type(error).__name__, *(f"{frame.filename}:{frame.lineno}" for frame in frames))


def fault_report(error: BaseException) -> str:
    """Return what a developer needs; the user's own folder is left out of it."""
    lines = traceback.format_exception(error)
    head = (
        f"gi-desktop {gi_desktop.__version__} · Python {platform.python_version()} · "
        f"Qt {qVersion()} · {platform.system()} {platform.release()}\n\n"
    )
    return head + "".join(lines).replace(str(Path.home()), "~")
