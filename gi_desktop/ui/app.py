"""Starts the window."""

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import gi_desktop
from gi_desktop.drafts import Store
from gi_desktop.ui import icons, style, theme
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
    sys.excepthook = FaultHandler(window.desk, QtDialogs(window))
    if path is not None:
        window.desk.open(Path(path))
    window.show()
    try:
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
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


def install_chinese(app: QApplication) -> None:
    """Make Qt's own texts Chinese whatever the system's language is."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if not translator.load("qtbase_zh_CN", folder):
        raise FileNotFoundError(f"安装不完整，缺少文件：{folder}/qtbase_zh_CN.qm")
    app.installTranslator(translator)
