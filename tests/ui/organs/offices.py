"""Two organs, and hands on what shows them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gi_desktop.report.model import Organ, OrganKind
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.window import Window
from tests.ui.hands import Key, buttons, press

OpenWindow = Callable[..., Window]
CITY = Organ(name="云溪市人民政府", kind=OrganKind.GOVERNMENT, telephone="0000-1")
OFFICE = Organ(name="云溪市人民政府办公室", kind=OrganKind.GOVERNMENT_OFFICE)


def basics(window: Window) -> BasicsPage:
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    return page


def press_button(inside: QWidget, text: str) -> None:
    """Press a button by keyboard."""
    (button,) = buttons(inside, text)
    button.setFocus()
    press(Key.Key_Space)
