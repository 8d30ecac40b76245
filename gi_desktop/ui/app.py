"""Starts the window."""

import sys
import threading
from pathlib import Path

from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from shiboken6 import createdByPython

import gi_desktop
from gi_desktop.drafts import Store
from gi_desktop.ui import icons, style, theme
from gi_desktop.ui.chinese import install_chinese
from gi_desktop.ui.collecting import Collector
from gi_desktop.ui.dialogs import QtDialogs
from gi_desktop.ui.faults import FaultHandler
from gi_desktop.ui.screen import screen_needed
from gi_desktop.ui.window import Window


def main(path: str | None) -> int:
    """Open the window, on the draft ``path`` where one is given; return the exit code."""
    with screen_needed():
        app = make_application()
    store = Store()
    window = Window(store)
    faults = FaultHandler(window.desk, QtDialogs(window))
    sys.excepthook, threading.excepthook = faults, faults.in_thread
    if path is not None:
        window.desk.open(Path(path))
    window.appear()
    Collector(window)
    try:
        return app.exec()
    finally:
        hand_over_clipboard(app)
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        store.close()


def make_application() -> QApplication:
    """Return the application with Chinese, fonts, style and icon; the running one if any."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("gi-desktop")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(gi_desktop.__version__)
    app.setDesktopFileName("gi-desktop")
    install_chinese(app)
    theme.install_font(app)
    style.install(app)
    app.setWindowIcon(icons.window_icon())
    return app


def hand_over_clipboard(app: QApplication) -> None:
    """Let Qt itself own what was copied, before the process ends.

    What was copied from an editor belongs to Python; Qt clears the clipboard after Python has
    ended, and the process would crash there. Call it once no window is used any more.
    """
    clipboard = app.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        copied = clipboard.mimeData(mode)
        if copied is None:  # nothing there, or a system without a selection to paste
            continue
        if createdByPython(copied):
            clipboard.setText(clipboard.text(mode), mode)
