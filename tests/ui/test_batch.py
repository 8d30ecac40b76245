"""批量核对: chosen, checked beside the window, listed, narrowed down, opened at a finding."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.batch import Checked
from gi_desktop.drafts import Draft, write_draft
from gi_desktop.report.finding import Severity
from gi_desktop.report.model import Organ
from gi_desktop.report.serial import to_json
from gi_desktop.ui.batch import work
from gi_desktop.ui.batch.lines import Order, Show
from gi_desktop.ui.batch.model import ERRORS, FILE, STATUS, UNIT
from gi_desktop.ui.batch.units_dialog import UnitsDialog
from gi_desktop.ui.batch.window import BatchWindow
from gi_desktop.ui.window import Window
from tests.commands import FORM, SOUND, UNBALANCED
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import (
    CONTROL,
    Key,
    compose,
    focused,
    keys,
    press,
    session_of,
    texts,
    type_chinese,
)

LOW = {"disclosure.normative.issued": 3}
Wait = Callable[[], None]


def draft(
    folder: Path, organ: str, name: str = "", *, wrong: bool = False, year: int = 2024
) -> Path:
    path = folder / f"{name or organ}.xxgk"
    report = (UNBALANCED if wrong else SOUND).replace(organ=Organ(name=organ), year=year)
    write_draft(path, Draft(report), FORM)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound one, two faulty ones, one to verify, a damaged one."""
    made = tmp_path / "年报"
    made.mkdir()
    draft(made, "教育局")
    draft(made, "公安局", wrong=True)
    verify = SOUND.replace(organ=Organ(name="民政局"), cells={**SOUND.cells, **LOW})
    write_draft(made / "民政局.xxgk", Draft(verify), FORM)
    (made / "坏的.xxgk").write_bytes(b"x")
    return made


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> BatchWindow:
    """The window of 批量核对, opened by its key, over a report that is open."""
    press(Key.Key_M, CONTROL)
    made = window.batches.page
    assert made is not None
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def done(page: BatchWindow, qtbot: QtBot) -> Wait:
    return lambda: qtbot.waitUntil(lambda: not page.work.busy and not page.file.busy)


@pytest.fixture
def checked(page: BatchWindow, folder: Path, done: Wait) -> BatchWindow:
    page.check((folder,))
    done()
    return page


def units(page: BatchWindow) -> list[str]:
    return [line.name for line in page.table.lines.lines]


def shown(page: BatchWindow, row: int, column: int) -> str:
    model = page.table.lines
    return str(model.data(model.index(row, column)))


# Choosing -----------------------------------------------------------------------------------


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


# The list -----------------------------------------------------------------------------------


def test_the_list_passes_qts_own_test(checked: BatchWindow) -> None:
    tester = QAbstractItemModelTester(
        checked.table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    checked.show_.setCurrentText(Show.FAULTY.value)
    checked.use_units(("教育局", "财政局"))
    checked.show_.setCurrentText(Show.ALL.value)
    assert tester.model() is checked.table.lines


def test_units_are_searched_as_one_types(checked: BatchWindow) -> None:
    press(Key.Key_F, CONTROL)
    type_chinese("公 安")
    assert units(checked) == ["公安局"]
    press(Key.Key_A, CONTROL)
    keys("x")
    assert units(checked) == ["公安局", "坏的", "教育局", "民政局"], "every file is a .xxgk"
    keys("yz")
    assert units(checked) == []
    assert "没有符合的报告。" in texts(checked)


@pytest.mark.parametrize(
    "show,names",
    [
        (Show.ALL, ["公安局", "坏的", "教育局", "民政局"]),
        (Show.FAULTY, ["公安局"]),
        (Show.UNFILLED, []),
        (Show.VERIFY, ["民政局"]),
        (Show.CLEAN, ["教育局", "民政局"]),
        (Show.UNREAD, ["坏的"]),
        (Show.REPEATED, []),
        (Show.MISSING, []),
    ],
)
def test_the_list_is_narrowed_down(checked: BatchWindow, show: Show, names: list[str]) -> None:
    checked.show_.setCurrentText(show.value)
    assert units(checked) == names


@pytest.mark.parametrize(
    "order,first",
    [
        (Order.FILE, ["公安局", "坏的"]),
        (Order.UNIT, ["公安局", "坏的"]),
        (Order.FAULTS, ["坏的", "公安局"]),
        (Order.STATUS, ["公安局", "教育局"]),
    ],
)
def test_the_list_is_put_in_order(checked: BatchWindow, order: Order, first: list[str]) -> None:
    checked.sort.setCurrentText(order.value)
    assert units(checked)[:2] == first


def test_a_click_on_a_heading_sorts_and_the_choice_says_so(checked: BatchWindow) -> None:
    heads = checked.table.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(ERRORS) + 5, heads.height() // 2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert checked.order is Order.FAULTS
    assert checked.sort.currentText() == Order.FAULTS.value
    assert units(checked)[0] == "坏的"


def test_the_current_report_stays_current_where_it_is_listed(checked: BatchWindow) -> None:
    press(Key.Key_Down)
    press(Key.Key_Down)
    line = checked.table.line()
    assert line is not None
    assert line.name == "教育局"
    checked.sort.setCurrentText(Order.FAULTS.value)
    checked.show_.setCurrentText(Show.CLEAN.value)
    assert checked.table.line() == line
    checked.show_.setCurrentText(Show.UNREAD.value)
    first = checked.table.line()
    assert first is not None
    assert first.name == "坏的"


def test_the_years_are_offered_and_narrow_the_list(
    checked: BatchWindow, folder: Path, done: Wait
) -> None:
    draft(folder, "教育局", "教育局去年", year=2023)
    press(Key.Key_F5)
    done()
    years = [checked.year.itemText(number) for number in range(checked.year.count())]
    assert years == ["全部年度", "2024", "2023"]
    checked.year.setCurrentText("2023")
    assert units(checked) == ["坏的", "教育局"], "one that cannot be read may be of any year"


def test_findings_of_the_current_report_stand_below_with_place_and_numbers(
    checked: BatchWindow,
) -> None:
    found = checked.found
    assert "表三“自然人”列不平" in found.item(0).text()
    assert found.item(0).text().startswith(FORM.section_of_table("applications").name)
    press(Key.Key_Down)
    assert "坏的.xxgk" in found.item(0).text(), "why it cannot be read"
    press(Key.Key_Down)
    assert found.item(0).text() == "没有发现问题。"


def test_two_of_one_unit_are_told_of_each_other(
    checked: BatchWindow, folder: Path, done: Wait
) -> None:
    draft(folder, "教育局", "教育局（2）")
    press(Key.Key_F5)
    done()
    checked.show_.setCurrentText(Show.REPEATED.value)
    assert [shown(checked, row, FILE) for row in range(2)] == ["教育局.xxgk", "教育局（2）.xxgk"]
    assert shown(checked, 0, STATUS) == "草稿，重复"
    assert "和“教育局（2）.xxgk”重复（内容相同）" in checked.found.item(0).text()


def test_selected_lines_are_copied_for_a_spreadsheet(checked: BatchWindow, folder: Path) -> None:
    press(Key.Key_A, CONTROL)
    press(Key.Key_C, CONTROL)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0][:6] == ["单位", "年度", "状态", "错误", "没有填", "核实"]
    assert rows[1][:4] == ["公安局", "2024", "草稿", "1"]
    assert rows[1][-1] == str(folder / "公安局.xxgk")
    assert {len(row) for row in rows} == {11}


def test_lines_are_read_out_whole(checked: BatchWindow) -> None:
    model = checked.table.lines
    spoken = model.data(model.index(0, UNIT), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "公安局，2024 年，草稿，1 处错误"


# The list of units --------------------------------------------------------------------------


def test_missing_units_are_listed_and_counted(checked: BatchWindow, qtbot: QtBot) -> None:
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    qtbot.waitUntil(dialog.text.hasFocus)
    type_chinese("教育局")
    press(Key.Key_Return)
    type_chinese("财政局")
    assert "2 个单位。" in texts(dialog)
    dialog.take.click()
    assert units(checked)[-1] == "财政局"
    checked.show_.setCurrentText(Show.MISSING.value)
    assert units(checked) == ["财政局"]
    assert shown(checked, 0, STATUS) == "缺"
    checked.show_.setCurrentText(Show.STRANGE.value)
    assert units(checked) == ["公安局", "民政局"]
    assert any("2024 年缺 1 个，名单以外 2 份。" in said for said in texts(checked))


def test_what_is_still_composed_belongs_to_the_list(checked: BatchWindow, qtbot: QtBot) -> None:
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    qtbot.waitUntil(dialog.text.hasFocus)
    compose("财政局")
    dialog.take.click()
    assert checked.units == ("财政局",)


def test_the_list_is_read_from_a_file_and_kept(
    checked: BatchWindow, window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.open_path = tmp_path / "名单.txt"
    dialogs.open_path.write_text("教育局\n财政局\n", encoding="gb18030")
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    dialog.from_file.click()
    assert dialog.names() == ("教育局", "财政局")
    dialog.take.click()
    again = BatchWindow(checked._settings, dialogs, window.desk.folders, window)
    assert again.units == ("教育局", "财政局")
    checked.use_units(())
    assert units(checked)[-1] == "民政局"


def test_a_file_that_is_no_list_is_refused_in_the_dialog(
    checked: BatchWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    checked.use_units(("教育局",))
    dialogs.open_path = tmp_path / "没有.txt"
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    dialog.from_file.click()
    assert any("没有.txt" in said for said in texts(dialog))
    assert dialog.names() == ("教育局",), "what stood there stays"


# Ways out -----------------------------------------------------------------------------------


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
