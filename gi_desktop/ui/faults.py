"""What happens at an unforeseen fault: the work is kept, one dialog says so, work goes on."""

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

import gi_desktop
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.dialogs import Dialogs

_SAID = "程序出了没有料到的错，刚才那一步可能没有完成。"


class FaultHandler:
    """Takes the place of ``sys.excepthook``."""

    def __init__(self, desk: Desk, dialogs: Dialogs) -> None:
        self._desk = desk
        self._dialogs = dialogs
        self._showing = False

    def __call__(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Keep the open report and show the fault; a second one meanwhile is only printed."""
        if not issubclass(kind, Exception) or self._showing:
            sys.__excepthook__(kind, error, trace)
            return
        self._showing = True
        sentence = f"{_SAID}自动暂存也没有成功。请马上“另存为”，再把下面的内容复制给维护人员。"
        try:
            sentence = self._keep()
        finally:
            # Shown even where the fault lies in what writing the copy needs.
            self._dialogs.fault(sentence, fault_report(error))
            self._showing = False

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


def fault_report(error: BaseException) -> str:
    """Return what a developer needs; the user's own folder is left out of it."""
    lines = traceback.format_exception(error)
    head = (
        f"gi-desktop {gi_desktop.__version__} · Python {platform.python_version()} · "
        f"Qt {qVersion()} · {platform.system()} {platform.release()}\n\n"
    )
    return head + "".join(lines).replace(str(Path.home()), "~")
