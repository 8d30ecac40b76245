"""撤销 and 重做: possible at once, named in a pause and whenever their menu opens."""

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.ui.window import Window
from tests.ui.hands import ALT, CONTROL, Key, keys, press


@pytest.fixture
def typed(window: Window) -> Window:
    """A window in which a number was typed just now."""
    press(Key.Key_4, ALT)
    keys("7")
    return window


def test_a_step_can_be_taken_back_at_once(typed: Window) -> None:
    own = typed.actions_
    assert own.undo.isEnabled()
    assert not own.redo.isEnabled()
    press(Key.Key_Z, CONTROL)
    assert not own.undo.isEnabled()
    assert own.redo.isEnabled()


def test_no_key_waits_for_the_names(typed: Window, qtbot: QtBot) -> None:
    own, step = typed.actions_, "填写 表三一、本年新收·自然人"
    assert own.undo.text() == "撤销(&U)"
    qtbot.waitUntil(lambda: own.undo.text() == f"撤销“{step}”(&U)")
    assert own.undo.toolTip() == f"撤销“{step}”（Ctrl+Z）"
    press(Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: own.redo.text() == f"重做“{step}”(&R)")
    assert own.redo.toolTip() == f"重做“{step}”（Ctrl+Y）"
    assert own.undo.text() == "撤销(&U)"


def test_a_report_that_was_closed_leaves_no_name(typed: Window, qtbot: QtBot) -> None:
    own = typed.actions_
    qtbot.waitUntil(lambda: "“" in own.undo.text())
    typed.desk._take(None)
    assert not own.undo.isEnabled()
    qtbot.waitUntil(lambda: own.undo.text() == "撤销(&U)")
