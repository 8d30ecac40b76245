"""Numbers in narrow cells, and the pictures of cells that are kept."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gi_desktop.report.edits import SetCells
from gi_desktop.session import Session
from gi_desktop.ui.table.ink import CellLook, Focus, Ink, Style
from gi_desktop.ui.table.model import FormModel


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


SIZES = (QSize(92, 30), QSize(41, 27), QSize(240, 44))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_cell_looks_the_same_from_its_picture(
    application: QApplication, session: Session, ratio: float
) -> None:
    """And at 125 and 150 % it has none: between two pixels of the screen it would blur."""
    received = "applications.received.natural"
    session.apply(SetCells("填写", {received: 12345678, "applications.granted.natural": 3}))
    session.apply(SetCells("填写", {"applications.total.natural": 9}))
    models = [FormModel(session, session.form.table(name)) for name in ("applications", "review")]
    ink, looks = Ink(), [CellLook(focus, selected) for focus in Focus for selected in (False, True)]
    cells = [(model, cell) for model in models for cell in model.table.by_address]
    for model, cell in (*cells, *cells):  # drawn, then from pictures
        for look in looks:
            size = SIZES[len(cell) % len(SIZES)]
            place, state = model.table.by_address[cell], model.state(cell)
            kept, fresh = (QImage(size * ratio, QImage.Format.Format_RGB32) for _ in range(2))
            for image, paint in ((kept, ink.paint_cell), (fresh, Ink()._paint_cell)):
                image.setDevicePixelRatio(ratio)
                image.fill(QColor("red"))
                painter = QPainter(image)
                paint(painter, QRect(QPoint(), size), place, state, look)
                painter.end()
            assert kept == fresh, (cell, look)
    assert bool(ink._pictures) is ratio.is_integer()
