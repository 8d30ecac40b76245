"""From the list of many reports to one of them, and to a workbook."""

import json
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.report.finding import Severity
from gi_desktop.report.serial import to_json
from gi_desktop.ui.batch.model import UNIT
from gi_desktop.ui.batch.window import BatchWindow
from gi_desktop.ui.window import Window
from tests.commands import FORM, UNBALANCED
from tests.ui.batch.listing import Wait
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import Key, focused, press, session_of, texts


def test_enter_on_a_finding_opens_the_report_there(
    checked: BatchWindow, window: Window, folder: Path, qtbot: QtBot
) -> None:
    press(Key.Key_F6)
    assert checked.found.hasFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.number == 3)
    session = session_of(window)
    assert session.path == folder / "公安局.xxgk"
    assert window.rounds.visited == session.findings[0]
    assert session.findings[0].severity is Severity.ERROR


def test_enter_on_a_line_opens_the_report(
    checked: BatchWindow, window: Window, folder: Path
) -> None:
    press(Key.Key_Return)
    assert session_of(window).path == folder / "公安局.xxgk"
    assert window.number == 0


def test_a_double_click_opens_too(checked: BatchWindow, window: Window, folder: Path) -> None:
    table = checked.table
    place = table.visualRect(table.lines.index(2, UNIT)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session_of(window).path == folder / "教育局.xxgk"


def test_the_report_that_is_open_is_not_opened_again(
    checked: BatchWindow, window: Window, folder: Path, qtbot: QtBot
) -> None:
    window.desk.open(folder / "公安局.xxgk")
    session = session_of(window)
    checked.activateWindow()
    checked.found.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.number == 3)
    assert window.session is session


def test_a_report_that_is_not_closed_stays_and_nothing_moves_later(
    checked: BatchWindow, window: Window, folder: Path, dialogs: FakeDialogs
) -> None:
    window.desk.new()
    session_of(window).mark_unsaved()
    before = window.session
    checked.found.setFocus()
    press(Key.Key_Return)
    assert window.session is before
    assert dialogs.asked
    dialogs.confirmed = True
    window.desk._take(None)
    window.desk.open(folder / "公安局.xxgk")
    QApplication.processEvents()
    assert window.number == 0, "what was wanted then is forgotten"


def test_a_damaged_file_is_told_in_the_wizard(checked: BatchWindow, window: Window) -> None:
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert "坏的.xxgk" in window.notice.sentence.text()


def test_what_is_no_draft_is_imported(
    page: BatchWindow, window: Window, tmp_path: Path, qtbot: QtBot, done: Wait
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(to_json(UNBALANCED, FORM)), encoding="utf-8")
    page.check((path,))
    done()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: session_of(window).report.organ.name == "某市某局")


def test_the_folder_of_a_report_is_shown(
    checked: BatchWindow, dialogs: FakeDialogs, folder: Path
) -> None:
    checked.table.folder_asked.emit(folder / "公安局.xxgk")
    assert dialogs.folders == [folder]


def test_the_result_is_exported_as_a_workbook(
    checked: BatchWindow, dialogs: FakeDialogs, tmp_path: Path, done: Wait
) -> None:
    checked.use_units(("教育局", "财政局"))
    dialogs.save_path = tmp_path / "结果"
    checked.export.click()
    done()
    path = tmp_path / "结果.xlsx"
    assert load_workbook(path).sheetnames == ["报告", "问题", "单位名单"]
    assert any(str(path) in said for said in texts(checked))
    checked.open_file.click()
    assert dialogs.opened == [path]
    path.unlink()
    checked.open_file.click()
    assert any("已经不在那里了" in said for said in texts(checked))


def test_where_it_cannot_be_written_it_is_said(
    checked: BatchWindow, dialogs: FakeDialogs, tmp_path: Path, done: Wait
) -> None:
    dialogs.save_path = tmp_path / "没有这个文件夹" / "a.xlsx"
    checked.export.click()
    done()
    assert any("不存在" in said for said in texts(checked))
    assert not checked.open_file.isVisible()


def test_f6_goes_round_the_parts(checked: BatchWindow) -> None:
    seen = []
    for _ in range(4):
        seen.append(focused())
        press(Key.Key_F6)
    assert seen == [checked.table, checked.found, checked.pick_folder, checked.words]
    assert checked.table.hasFocus()
