"""Writing a document in a thread of its own: the window stays alive, one file at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gi_desktop.documents import Job
from gi_desktop.files import exists
from gi_desktop.ui.background import Background
from gi_desktop.ui.dialogs import Dialogs

Link = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Export:
    """A document to be written, and what to tell about it."""

    name: str
    """What it is called in sentences: 送审稿 PDF."""
    path: Path
    job: Job
    remark: str
    """A sentence more for the user where it was written; may be empty."""
    again: Callable[[], object]
    """Asks for another place."""


class Exporter(QObject):
    """Writes one document after the other and tells what became of it."""

    told = Signal(str, list, list)
    """A sentence, lines below it and links, that stay until they are read."""
    done = Signal(str, list, list)
    """The same for a result that the next change makes out of date."""
    begun = Signal(str, list)
    """What is being done now, and links."""
    going_on = Signal(str)
    """The same from second to second."""
    written = Signal(Path)

    def __init__(self, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.then: Callable[[], object] | None = None
        """Called once the document is written; forgotten where that fails: it must be read."""
        self._dialogs = dialogs
        self._export: Export | None = None
        self._work = Background(self)
        self._work.found.connect(lambda notes: self._finish(notes, None))
        self._work.failed.connect(lambda error: self._finish((), error))
        self._clock = QElapsedTimer()
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)

    @property
    def busy_with(self) -> str:
        """What is being written, as it is called in sentences; empty for nothing."""
        return self._export.name if self._export else ""

    def start(self, export: Export) -> None:
        """Write the document. ValueError while another one is being written."""
        if self._export is not None:
            raise ValueError("one document at a time")
        self._export = export

        def work() -> Iterable[object]:
            yield export.job()

        self.begun.emit(f"正在导出{export.name}…", [("取消", self.cancel)])
        self._clock.start()
        self._ticks.start()
        self._work.start(work)

    def cancel(self) -> None:
        """Wait no longer: a network drive may never answer. Files are written whole or not."""
        export = self._end()
        if export is not None:
            self.then = None
            self.told.emit(
                f"不再等导出{export.name}。要是已经快写完了，它还会写到：{export.path}。",
                [],
                [("换个位置导出…", export.again)],
            )

    def _end(self) -> Export | None:
        """Forget what was being written; return it."""
        export, self._export = self._export, None
        self._work.stop()
        self._ticks.stop()
        return export

    def _tick(self) -> None:
        """Show that it is still being worked on, as on a slow network drive."""
        seconds = self._clock.elapsed() // 1000
        self.going_on.emit(f"正在导出{self.busy_with}…已经 {seconds} 秒。可以继续填写。")

    def _finish(self, notes: Sequence[str], error: Exception | None) -> None:
        export = self._end()
        if export is None:
            return
        then, self.then = self.then, None
        self._tell(export, notes, error)
        if then is not None and error is None:
            then()

    def _tell(self, export: Export, notes: Sequence[str], error: Exception | None) -> None:
        from gi_desktop.document.saving import DocumentError

        if isinstance(error, DocumentError):
            self.told.emit(str(error), [], [("换个位置导出…", export.again)])
            return
        if error is not None:
            self.told.emit(f"没有导出{export.name}：程序出了没有料到的错。", [], [])
            raise error
        path = export.path
        links: list[Link] = [
            ("打开文件", lambda: self._show(path, "文件", self._dialogs.open_document)),
            ("打开文件夹", lambda: self._show(path.parent, "文件夹", self._dialogs.open_folder)),
        ]
        self.written.emit(path)
        # Notes are to be read in peace; without any, the result may pass.
        tell = self.told if notes else self.done
        tell.emit(f"已导出{export.name}：{path}。{export.remark}", list(notes), links)

    def _show(self, path: Path, what: str, show: Callable[[Path], bool]) -> None:
        if not exists(path):
            self.told.emit(f"{what}“{path}”已经不在那里了，可能被移走或改名。", [], [])
        elif not show(path):
            self.told.emit(f"{what}打不开：系统里没有能打开它的程序。它在这里：{path}。", [], [])
