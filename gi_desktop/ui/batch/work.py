"""The work of 批量核对, off the window's thread: looking for files, reading and checking them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gi_desktop.batch import Checked, Gathered, check_all, meant
from gi_desktop.batch.gathering import Problem
from gi_desktop.ui.background import Background

_FLUSH_MS = 150
"""How often what was found is handed over: the list moves calmly."""
_EVERY = 100
"""After so many files that were found it is told how many there are."""


class BatchWork(QObject):
    """Checks one set of files at a time."""

    progressed = Signal(str)
    """How far it is, in words."""
    found = Signal(list)
    """``Checked`` since the last time."""
    ended = Signal(bool)
    """There is nothing more; whether all was checked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._total = 0
        self._waiting: list[Checked] = []
        self._background = Background(self)
        self._background.found.connect(self._take)
        self._background.failed.connect(self._fail)
        self._background.ended.connect(lambda: self._end(whole=True))
        self._timer = QTimer(self, interval=_FLUSH_MS)
        self._timer.timeout.connect(self._flush)

    @property
    def busy(self) -> bool:
        """Whether files are being checked."""
        return self._background.busy

    def start(self, paths: Sequence[Path], leave_out: Sequence[Path] = ()) -> None:
        """Check the files that are meant, in place of what was being checked."""
        self._waiting.clear()
        self._count = self._total = 0
        self._background.start(lambda: _work(tuple(paths), tuple(leave_out)))
        self._timer.start()
        self.progressed.emit("正在找文件…")

    def cancel(self) -> None:
        """Leave it at what was checked."""
        if self.busy:
            self._background.stop()
            self._end(whole=False)

    def _take(self, result: object) -> None:
        if isinstance(result, Checked):
            self._count += 1
            self._waiting.append(result)
        elif isinstance(result, Gathered):
            self._total = len(result.files)
            self._waiting += [Checked(path, problem) for path, problem in result.problems]
        elif isinstance(result, int):
            self.progressed.emit(f"正在找文件…已经找到 {result} 个")

    def _flush(self) -> None:
        if self._waiting:
            found, self._waiting = self._waiting, []
            self.found.emit(found)
        if self._total and self.busy:
            self.progressed.emit(f"正在核对：{self._count} / {self._total}")

    def _end(self, *, whole: bool) -> None:
        self._timer.stop()
        self._flush()
        self.ended.emit(whole)

    def _fail(self, error: Exception) -> None:
        """Let a fault of the program be shown like any other."""
        self._end(whole=False)
        raise error


def _work(paths: tuple[Path, ...], leave_out: tuple[Path, ...]) -> Iterable[object]:
    problems: list[Problem] = []
    files: list[Path] = []
    for path in meant(paths, problems, leave_out):
        files.append(path)
        if len(files) % _EVERY == 0:
            yield len(files)
    yield Gathered(tuple(files), tuple(problems))
    yield from check_all(files)
