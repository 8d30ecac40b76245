"""Numbers in narrow cells."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from gi_desktop.ui.table.ink import Ink, Style


@pytest.mark.parametrize("style", Style)
def test_a_number_is_cut_only_where_the_smallest_letters_are_too_wide(
    application: QApplication, style: Style
) -> None:
    ink = Ink()
    cut, whole = 0, 0
    for text in ("9", "15", "145", "1234567"):
        for room in range(4, 80):
            number = ink._set_number(text, style, room)
            if number.text.text() == text:
                whole += 1
            else:
                cut += 1
                assert QFontMetrics(number.font).horizontalAdvance(text) > room
    assert cut
    assert whole > cut
