"""Where Qt finds no screen it ends the program in English; here it is said in Chinese first."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

REFUSED = 2
"""The exit code of the command line where something cannot be done."""


@contextmanager
def screen_needed() -> Iterator[None]:
    """While the application is made: end the process with a sentence where Qt would abort it."""
    held: list[str] = []

    def handle(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            _end("；".join(line.strip().rstrip(".") for line in held))
        held.append(message)

    previous = qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)
        if sys.stderr is not None:
            sys.stderr.writelines(f"{message}\n" for message in held)


def _end(why: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(
            "打不开窗口：连不上图形界面，或者缺少它需要的系统库。请在桌面上运行；"
            f"在 Linux 上按 README 安装 Qt 需要的系统库。Qt 报告：{why}。\n"
        )
        sys.stderr.flush()
    os._exit(REFUSED)  # Qt would abort: a core dump helps nobody here
