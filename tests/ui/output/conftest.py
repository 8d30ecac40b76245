"""A window with a report that is filled in."""

import pytest

from gi_desktop.ui.window import Window
from tests.ui.filling import fill_everything
from tests.ui.hands import session_of


@pytest.fixture
def filled(window: Window) -> Window:
    """Without a fault."""
    fill_everything(session_of(window))
    return window
