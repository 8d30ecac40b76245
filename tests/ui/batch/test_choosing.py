"""What many reports are chosen, checked, and called off."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.batch import Checked
from gi_desktop.ui.batch import work
from gi_desktop.ui.batch.model import ERRORS, FILE, STATUS, UNIT
from gi_desktop.ui.batch.window import BatchWindow
from gi_desktop.ui.window import Window
from tests.ui.batch.listing import Wait, draft, shown, units
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import Key, press, texts


def test_an_empty_window_explains_itself_and_begins_at_the_first_button(page: BatchWindow) -> None:
    assert page.pick_folder.hasFocus()
    assert any("选一个文件夹" in said for said in texts(page))
    assert not page.table.isVisible()
    assert not page.again.isEnabled()


def test_a_folder_is_chosen_and_checked_by_keyboard(
    page: BatchWindow, folder: Path, dialogs: FakeDialogs, done: Wait
) -> None:
    dialogs.folder = folder
    press(Key.Key_Return)
    done()
    assert units(page) == ["公安局", "坏的", "教育局", "民政局"]
    assert [shown(page, 0, column) for column in (UNIT, STATUS, ERRORS, FILE)] == [
        "公安局",
        "草稿",
        "1",
        "公安局.xxgk",
    ]
    assert "共 4 份：1 份有错误，2 份没有错误，1 份读不出。" in texts(page)
    assert page.table.hasFocus()


def test_nothing_chosen_changes_nothing(checked: BatchWindow, dialogs: FakeDialogs) -> None:
    before = units(checked)
    checked.pick_folder.click()
    checked.pick_files.click()
    assert units(checked) == before


def test_several_files_are_chosen(
    page: BatchWindow, folder: Path, dialogs: FakeDialogs, done: Wait
) -> None:
    dialogs.open_paths = (folder / "教育局.xxgk", folder / "坏的.xxgk")
    page.pick_files.click()
    done()
    assert units(page) == ["教育局", "坏的"]


def test_what_is_dropped_is_checked(page: BatchWindow, folder: Path, done: Wait) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / "教育局.xxgk")), QUrl("https://example.cn/a")])
    place, action = QPoint(50, 50), Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, action, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(place), action, data, left, none))
    done()
    assert units(page) == ["教育局"]


def test_what_is_no_file_is_not_taken(page: BatchWindow) -> None:
    data = QMimeData()
    data.setText("教育局")
    enter = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_a_folder_without_reports_is_said(page: BatchWindow, tmp_path: Path, done: Wait) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    page.check((empty,))
    done()
    assert "没有找到可以核对的文件。" in texts(page)
    assert not page.table.isVisible()


def test_f5_checks_again_what_was_mended_meanwhile(
    checked: BatchWindow, folder: Path, done: Wait
) -> None:
    draft(folder, "公安局")
    press(Key.Key_F5)
    done()
    assert shown(checked, 0, ERRORS) == "0"


def test_escape_calls_it_off_and_keeps_what_was_found(
    page: BatchWindow, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(files: list[Path]) -> Iterator[Checked]:
        for path in files:
            yield Checked(path, organ="教育局", year=2024)
            go_on.wait()

    monkeypatch.setattr(work, "check_all", slow)
    page.check((folder,))
    qtbot.waitUntil(lambda: len(page.checked) > 0)
    assert page.cancel.isVisible()
    assert not page.export.isEnabled()
    press(Key.Key_Escape)
    assert not page.work.busy
    assert page.isVisible(), "it was called off, not closed"
    count = len(page.checked)
    assert f"已取消，只核对了 {count} 个文件。" in texts(page)
    assert not page.cancel.isVisible()
    press(Key.Key_Escape)
    assert not page.isVisible()
    go_on.set()


def test_a_fault_of_the_program_is_shown_like_any_other(
    page: BatchWindow, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_files: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(work, "check_all", broken)
    with qtbot.captureExceptions() as raised:
        page.check((folder,))
        qtbot.waitUntil(lambda: not page.work.busy)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_closing_the_wizard_closes_it_and_calls_off_what_runs(
    window: Window, page: BatchWindow, folder: Path
) -> None:
    page.check((folder,))
    window.close()
    assert not page.isVisible()
    assert not page.work.busy
