"""A folder of reports, and the window that checks them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.report.model import Organ
from gi_desktop.ui.batch.window import BatchWindow
from gi_desktop.ui.window import Window
from tests.commands import FORM, SOUND
from tests.ui.batch.listing import LOW, Wait, draft
from tests.ui.hands import CONTROL, Key, press


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound one, two faulty ones, one to verify, a damaged one."""
    made = tmp_path / "年报"
    made.mkdir()
    draft(made, "教育局")
    draft(made, "公安局", wrong=True)
    verify = SOUND.replace(organ=Organ(name="民政局"), cells={**SOUND.cells, **LOW})
    write_draft(made / "民政局.xxgk", Draft(verify), FORM)
    (made / "坏的.xxgk").write_bytes(b"x")
    return made


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> BatchWindow:
    """The window of 批量核对, opened by its key, over a report that is open."""
    press(Key.Key_M, CONTROL)
    made = window.batches.page
    assert made is not None
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def done(page: BatchWindow, qtbot: QtBot) -> Wait:
    return lambda: qtbot.waitUntil(lambda: not page.work.busy and not page.file.busy)


@pytest.fixture
def checked(page: BatchWindow, folder: Path, done: Wait) -> BatchWindow:
    page.check((folder,))
    done()
    return page
