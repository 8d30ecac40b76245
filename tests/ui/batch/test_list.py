"""The list of many reports: searched, narrowed down, put in order, copied."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from gi_desktop.ui.batch.lines import Order, Show
from gi_desktop.ui.batch.model import ERRORS, FILE, STATUS, UNIT
from gi_desktop.ui.batch.window import BatchWindow
from tests.commands import FORM
from tests.ui.batch.listing import Wait, draft, shown, units
from tests.ui.hands import CONTROL, Key, keys, press, texts, type_chinese


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
