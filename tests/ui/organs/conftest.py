"""Kept organs, and a window that begins with them."""

from collections.abc import Callable
from datetime import date

import pytest

from gi_desktop.drafts import Store
from gi_desktop.drafts.profiles import Profiles
from gi_desktop.ui.window import Window
from tests.ui.organs.offices import OpenWindow


@pytest.fixture
def profiles(store: Store) -> Profiles:
    return Profiles(store.folder)


@pytest.fixture
def start(open_window: OpenWindow) -> Callable[[], Window]:
    """Open the window on the start page, on a day in January 2026."""

    def opened() -> Window:
        window = open_window()
        window.desk.today = lambda: date(2026, 1, 20)
        return window

    return opened
