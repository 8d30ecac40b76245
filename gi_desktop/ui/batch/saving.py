"""The result of 批量核对 as an Excel file, written off the window's thread."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gi_desktop.batch import Checked, Roll
from gi_desktop.batch.listing import workbook
from gi_desktop.files import exists
from gi_desktop.ui.background import Background
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.folders import Folders

NAME = "批量核对结果.xlsx"


class ResultFile(QObject):
    """Asks where, writes, and tells what became of it."""

    told = Signal(str, bool)
    """A sentence, and whether the file was written."""

    def __init__(self, dialogs: Dialogs, folders: Folders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialogs, self._folders = dialogs, folders
        self._path: Path | None = None
        self._background = Background(self)
        self._background.found.connect(self._end)
        self._background.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        """Whether it is being written."""
        return self._background.busy

    def ask(self, checked: tuple[Checked, ...], roll: Roll | None) -> None:
        """Ask for a file and write it."""
        proposed = self._folders.first() / NAME
        path = self._dialogs.save_file("导出核对结果", proposed, "Excel 表格 (*.xlsx)")
        if path is None:
            return
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        self._path = target = path
        self._folders.use(path)
        self.told.emit("正在导出 Excel 表格…", False)

        def work() -> Iterable[object]:
            yield _written(target, checked, roll)

        self._background.start(work)

    def _end(self, problem: object) -> None:
        if problem:
            self.told.emit(str(problem), False)
        else:
            self.told.emit(f"已导出 Excel 表格：{self._path}。", True)

    def _fail(self, error: Exception) -> None:
        """Let a fault of the program be shown like any other."""
        self.told.emit("没有导出：程序出了没有料到的错。", False)
        raise error

    def show(self) -> None:
        """Open the file in the program the system has for it."""
        path = self._path
        if path is None:
            return
        if not exists(path):
            self.told.emit(f"文件“{path}”已经不在那里了，可能被移走或改名。", False)
        elif not self._dialogs.open_document(path):
            self.told.emit(f"文件打不开：系统里没有能打开它的程序。它在这里：{path}。", False)


def _written(path: Path, checked: tuple[Checked, ...], roll: Roll | None) -> str:
    """Write the file; return why that failed, in words, or nothing."""
    from gi_desktop.document.saving import DocumentError, save

    try:
        save(path, workbook(checked, roll))
    except DocumentError as error:
        return str(error)
    return ""
