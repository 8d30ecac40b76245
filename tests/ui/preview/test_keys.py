"""Pages, zoom and thumbnails by keyboard; everything named, reached by Tab, and in sight."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.ui import theme
from gi_desktop.ui.preview.pages_view import ZOOMS, Fit, PagePoint
from gi_desktop.ui.preview.window import PreviewWindow
from gi_desktop.ui.theme import Role
from tests.ui.hands import CONTROL, NONE, Key, press


@pytest.fixture
def whole(preview: PreviewWindow) -> PreviewWindow:
    """One whole page in sight, the focus on it."""
    preview.view.set_fit(Fit.PAGE)
    preview.view.setFocus()
    return preview


def controls(inside: QWidget) -> Iterator[QWidget]:
    """What a keyboard can reach."""
    for widget in inside.findChildren(QWidget):
        usable = widget.isVisible() and widget.isEnabled()
        if usable and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def count(preview: PreviewWindow) -> str:
    return preview.bar.count.text()


def test_pages_by_key(whole: PreviewWindow) -> None:
    pages = len(whole.view.pages)
    assert count(whole) == f"第 1 页，共 {pages} 页"
    press(Key.Key_PageDown)
    assert count(whole) == f"第 2 页，共 {pages} 页"
    assert whole.view.accessibleDescription() == f"第 2 页，共 {pages} 页"
    press(Key.Key_PageUp)
    assert whole.view.current == 1
    press(Key.Key_End)
    assert whole.view.current == pages
    press(Key.Key_PageDown)
    assert whole.view.current == pages
    press(Key.Key_Home)
    assert whole.view.current == 1


def test_a_large_page_is_scrolled_through(preview: PreviewWindow) -> None:
    preview.view.set_zoom(2.0)
    preview.view.setFocus()
    bar = preview.view.verticalScrollBar()
    bar.setValue(0)
    steps = 0
    while preview.view.current == 1:
        before = bar.value()
        press(Key.Key_PageDown)
        assert 0 < bar.value() - before < preview.view.viewport().height()
        steps += 1
    assert steps > 1
    press(Key.Key_Down)
    press(Key.Key_Home)
    assert bar.value() == 0


def test_zoom_by_key(preview: PreviewWindow) -> None:
    preview.view.setFocus()
    press(Key.Key_0, CONTROL)
    assert preview.view.zoom == 1.0
    press(Key.Key_Equal, CONTROL)
    assert preview.view.zoom == ZOOMS[ZOOMS.index(1.0) + 1]
    press(Key.Key_Minus, CONTROL)
    press(Key.Key_Minus, CONTROL)
    assert preview.view.zoom == ZOOMS[ZOOMS.index(1.0) - 1]
    for key, fit in ((Key.Key_1, Fit.WIDTH), (Key.Key_2, Fit.PAGE)):
        press(key, CONTROL)
        assert preview.view.fit is fit
        assert preview.bar.width_.isChecked() is (fit is Fit.WIDTH)
        assert preview.bar.whole.isChecked() is (fit is Fit.PAGE)


def test_zoom_ends_somewhere(preview: PreviewWindow) -> None:
    for _ in range(2 * len(ZOOMS)):
        preview.view.step_zoom(1)
    assert preview.view.zoom == ZOOMS[-1]
    assert not preview.bar.larger.isEnabled()
    assert preview.bar.smaller.isEnabled()
    for _ in range(2 * len(ZOOMS)):
        preview.view.step_zoom(-1)
    assert preview.view.zoom == ZOOMS[0]
    assert not preview.bar.smaller.isEnabled()


def turn(preview: PreviewWindow, at: QPoint, by: int, modifier: Qt.KeyboardModifier) -> None:
    """Turn the wheel at a place of the pages."""
    viewport = preview.view.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_the_wheel_zooms_about_the_pointer(preview: PreviewWindow) -> None:
    view = preview.view
    view.set_zoom(1.5)
    view.go_to_page(2)
    at = QPoint(300, 400)
    for by in (120, 120, -120, 40, -30):
        held, zoom = view.point_at(at), view.zoom
        turn(preview, at, by, CONTROL)
        assert (view.zoom > zoom) is (by > 0)
        now = view.point_at(at)
        assert now.page == held.page
        assert abs(now.x - held.x) < 1.5
        assert abs(now.y - held.y) < 1.5
    value, zoom = view.verticalScrollBar().value(), view.zoom
    turn(preview, at, -120, NONE)
    assert view.verticalScrollBar().value() > value
    assert view.zoom == zoom


def test_fitting_follows_the_window(preview: PreviewWindow) -> None:
    preview.view.set_fit(Fit.WIDTH)
    for width in (700, 1100):
        preview.resize(width, 800)
        QApplication.processEvents()
        spare = preview.view.viewport().width() - preview.view.page_rect(1).width()
        assert 0 < spare <= 40
    preview.view.set_fit(Fit.PAGE)
    assert preview.view.page_rect(1).height() < preview.view.viewport().height()
    percent = preview.bar.actual.text()
    preview.resize(1100, 600)
    QApplication.processEvents()
    assert preview.bar.actual.text() != percent


def test_thumbnails_lead_to_their_page(preview: PreviewWindow) -> None:
    preview.thumbnails.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert preview.view.current == 3
    preview.view.go_to_page(2)
    assert preview.thumbnails.currentIndex().row() == 1
    assert preview.thumbnails.currentIndex().data() == "第 2 页"


def test_a_narrow_window_has_no_thumbnails(preview: PreviewWindow) -> None:
    assert preview.thumbnails.isVisible()
    preview.resize(500, 600)
    QApplication.processEvents()
    assert not preview.thumbnails.isVisible()
    for button in preview.bar.findChildren(QAbstractButton):
        assert button.isVisible()
        assert button.geometry().right() < preview.bar.width()
        assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_printing_is_asked_for_by_button_and_key(preview: PreviewWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.print_asked):
        preview.bar.print.click()
    preview.view.setFocus()
    with qtbot.waitSignal(preview.print_asked):
        press(Key.Key_P, CONTROL)


def test_every_control_has_a_name(preview: PreviewWindow) -> None:
    for widget in controls(preview):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name).strip(), type(widget).__name__


def test_tab_reaches_every_control(preview: PreviewWindow) -> None:
    expected = set(controls(preview))
    assert len(expected) == 8
    reached: set[QWidget | None] = set()
    preview.view.setFocus()
    for _ in range(2 * len(expected)):
        reached.add(QApplication.focusWidget())
        press(Key.Key_Tab)
    assert expected <= reached


def test_f6_leads_from_part_to_part(preview: PreviewWindow) -> None:
    preview.view.setFocus()
    seen = []
    for _ in range(3):
        press(Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [preview.bar.width_, preview.thumbnails, preview.view]


def test_the_focus_shows(whole: PreviewWindow) -> None:
    def edge() -> QColor:
        return whole.view.viewport().grab().toImage().pixelColor(0, 200)

    assert edge() == theme.color(Role.ACCENT)
    whole.thumbnails.setFocus()
    assert edge() == theme.color(Role.DESK)


def test_escape_closes(whole: PreviewWindow) -> None:
    press(Key.Key_Escape)
    assert not whole.isVisible()


def test_no_text_is_cut_off_or_foreign(preview: PreviewWindow) -> None:
    shown = [label.text() for label in preview.findChildren(QLabel)]
    shown += [button.toolTip() for button in preview.findChildren(QAbstractButton)]
    assert all(
        not any(
            char.isalpha() and char.isascii()
            for char in text.replace("Ctrl+P", "").replace("Ctrl", "")
        )
        for text in shown
    )


def test_a_point_of_a_page_is_found_again(preview: PreviewWindow) -> None:
    for zoom in (0.5, 1.0, 2.5):
        preview.view.set_zoom(zoom)
        preview.view.go_to_page(3)
        wanted = PagePoint(3, 200.0, 300.0)
        found = preview.view.point_at(preview.view.place_of(wanted))
        assert found.page == 3
        assert abs(found.x - wanted.x) < 1.5
        assert abs(found.y - wanted.y) < 1.5
