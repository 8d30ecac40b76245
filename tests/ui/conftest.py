"""The whole window, with a data folder of its own and dialogs that answer by themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Store
from gi_desktop.form import Edition, FindEdition, edition
from gi_desktop.resources import resource
from gi_desktop.session import Session
from gi_desktop.ui import style
from gi_desktop.ui.app import hand_over_clipboard, make_application
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The application as the program makes it: Chinese, fonts, style."""
    return make_application()


_ABOVE, _BELOW = 1.058, 0.262
"""The line of 微软雅黑, above and below the baseline, in parts of the size."""


@pytest.fixture(scope="session")
def _tall_font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = TTFont(resource("fonts", "heiti.ttf"))
    unit = made["head"].unitsPerEm
    for table, above, below in (
        ("hhea", "ascent", "descent"),
        ("OS/2", "sTypoAscender", "sTypoDescender"),
    ):
        setattr(made[table], above, round(_ABOVE * unit))
        setattr(made[table], below, round(-_BELOW * unit))
    made["OS/2"].usWinAscent, made["OS/2"].usWinDescent = round(_ABOVE * unit), round(_BELOW * unit)
    for name in made["name"].names:
        name.string = "Tall"
    path = tmp_path_factory.mktemp("fonts") / "tall.ttf"
    made.save(path)
    return path


@pytest.fixture
def tall_letters(application: QApplication, _tall_font: Path) -> Iterator[None]:
    """Letters with lines as high as those of Windows; those of the bundled font are low."""
    before = application.font()
    number = QFontDatabase.addApplicationFont(str(_tall_font))
    chosen = QFont(before)
    chosen.setFamilies([*QFontDatabase.applicationFontFamilies(number), *before.families()])
    application.setFont(chosen)
    application.setStyleSheet(style.sheet())
    assert QFontMetrics(chosen).height() > 1.3 * chosen.pixelSize()
    yield
    application.setFont(before)
    application.setStyleSheet(style.sheet())
    QFontDatabase.removeApplicationFont(number)


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
