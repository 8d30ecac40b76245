"""The whole window, with a data folder of its own and dialogs that answer by themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Store
from gi_desktop.form import Edition, edition
from gi_desktop.session import FindEdition, Session
from gi_desktop.ui.app import hand_over_clipboard, make_application
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The application as the program makes it: Chinese, fonts, style."""
    return make_application()


@pytest.fixture(autouse=True)
def _clipboard(application: QApplication) -> Iterator[None]:
    """Leave nothing on the clipboard that belongs to Python: the process ends after it."""
    yield
    hand_over_clipboard(application)


@pytest.fixture
def dialogs() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    yield made
    made.close()


OpenWindow = Callable[..., Window]


@pytest.fixture
def open_window(
    application: QApplication, qtbot: QtBot, store: Store, dialogs: FakeDialogs
) -> OpenWindow:
    """Open a window of 1366 × 768 on the start page, as active one."""

    def opened(
        form: Edition | None = None,
        find_edition: FindEdition = edition,
        size: tuple[int, int] = (1366, 768),
    ) -> Window:
        window = Window(store, dialogs, form, find_edition)
        # A report may be left unsaved by a test; closing must not wait for an answer.
        qtbot.addWidget(window, before_close_func=lambda made: made.desk._take(None))
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return opened


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """The window with an empty report open, which has no year yet; a new one would have."""
    window = open_window()
    window.desk._take(Session.new(window.desk.form))
    return window


@pytest.fixture
def ended(window: Window, qtbot: QtBot) -> Callable[[], str]:
    """Wait until nothing is being written; return what the notice says then."""

    def wait() -> str:
        qtbot.waitUntil(lambda: not window.output.exporter.busy_with)
        return window.notice.sentence.text() if window.notice.isVisible() else ""

    return wait
