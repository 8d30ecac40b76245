from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, Key, buttons, keys, press, save
from tests.ui.walking import cut_off, overlapping, settle

Ended = Callable[[], str]


@pytest.mark.parametrize("key", [Key.Key_A, Key.Key_PageDown])
def test_a_result_passes_at_the_next_change_and_at_the_next_step(
    window: Window, dialogs: FakeDialogs, ended: Ended, tmp_path: Path, key: Qt.Key
) -> None:
    keys("a")
    dialogs.save_path = tmp_path / "a.docx"
    press(Key.Key_E, CONTROL)
    ended()
    assert window.notice.isVisible()
    press(key, CONTROL if key is Key.Key_PageDown else Qt.KeyboardModifier.NoModifier)
    assert not window.notice.isVisible()


def test_saving_lets_a_result_stand(
    window: Window, dialogs: FakeDialogs, ended: Ended, tmp_path: Path
) -> None:
    keys("a")
    dialogs.save_path = tmp_path / "a.docx"
    press(Key.Key_E, CONTROL)
    ended()
    dialogs.save_path = tmp_path / "a.xxgk"
    save(window)
    assert window.notice.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_a_long_sentence_is_never_cut(window: Window, qtbot: QtBot, size: tuple[int, int]) -> None:
    """What has no room scrolls, by keys too; the links stay in sight."""
    window.resize(*size)
    window.go(1)
    notice = window.notice
    notice.tell(
        "没有打开“" + "很长的文件夹/" * 40 + "”。", ["说明" * 30] * 9, [("再试一次", print)]
    )
    settle()
    assert not cut_off(notice)
    assert not overlapping(notice)
    area = notice._area
    assert area.verticalScrollBar().maximum() > 0
    assert area.focusPolicy() is Qt.FocusPolicy.TabFocus
    (again,) = buttons(notice, "再试一次")
    assert notice.rect().contains(again.mapTo(notice, again.rect().center()))
    assert notice.height() < 0.6 * window.height()
    notice.tell("好了。", [], [("再试一次", print)])
    settle()
    assert not area.verticalScrollBar().maximum()
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus, "nothing to scroll: Tab passes over it"


def test_what_is_told_in_a_narrow_window_has_its_height_at_once(window: Window) -> None:
    window.resize(683, 384)
    window.go(5)
    window.actions_.side.setChecked(True)
    settle()
    notice = window.notice
    notice.tell("已取用去年的文字：2 段和去年一样，左边标着“去年”，其中的年份和数字也标出来了。")
    settle()
    area = notice._area
    assert not area.verticalScrollBar().maximum()
    assert area.mapTo(notice, area.rect().bottomLeft()).y() < notice.rect().bottom() - MEASURES.grid


def test_what_an_import_says_stays_until_the_report_is_changed(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "r.json"
    source.write_text(
        '{"edition": "2021", "scope": "own", "organ": "某局", "year": 2023, "texts": {}}'
    )
    dialogs.open_path = source
    press(Key.Key_I, CONTROL)
    qtbot.waitUntil(lambda: not window.desk.reading.busy)
    press(Key.Key_2, ALT)
    assert "r.json" in window.notice.sentence.text()
    assert window.notice.isVisible()
    keys("a")
    assert not window.notice.isVisible()
