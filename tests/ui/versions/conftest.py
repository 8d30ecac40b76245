"""A saved report that the window shows."""

from pathlib import Path

import pytest

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.report.model import Organ, new_report
from gi_desktop.ui.window import Window
from tests.ui.versions.opened import FIRST, FORM


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved draft."""
    made = tmp_path / "某局 年报.xxgk"
    report = new_report(FORM, 2025).replace(organ=Organ(name="某局"), cells={FIRST: 5})
    write_draft(made, Draft(report), FORM)
    return made


@pytest.fixture
def shown(window: Window, path: Path) -> Window:
    """The window with that draft open."""
    window.desk.open(path)
    return window
