"""A preview window in the bundled fonts, with a report in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.document import FontSet
from gi_desktop.drafts import Draft
from gi_desktop.form import Edition, current_edition
from gi_desktop.session import Session
from gi_desktop.ui.preview.window import PreviewWindow
from tests.document.samples import sample


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet.discover(())


@pytest.fixture(scope="session")
def form() -> Edition:
    return current_edition()


@pytest.fixture
def session(form: Edition) -> Session:
    return Session(form, Draft(sample(form)))


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


Preview = Callable[[Session | None], PreviewWindow]


@pytest.fixture
def open_preview(
    application: QApplication, qtbot: QtBot, settings: QSettings, fonts: FontSet
) -> Preview:
    """Open a preview of 900 × 800 and wait for its pages."""

    def opened(shown: Session | None) -> PreviewWindow:
        window = PreviewWindow(settings)
        qtbot.addWidget(window)
        window.set_fonts(fonts)
        window.show_session(shown)
        window.resize(900, 800)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if shown is not None:
            qtbot.waitUntil(lambda: window.report is not None)
        return window

    return opened


@pytest.fixture
def preview(open_preview: Preview, session: Session) -> PreviewWindow:
    """The preview of the sample."""
    return open_preview(session)
