"""Texts that wrap in lists and tables: none touches another, none is cut, frames stay whole."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gi_desktop.report.difference import Difference, DifferenceKind
from gi_desktop.ui import theme
from gi_desktop.ui.difference_table import DifferenceTable
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.headings import LEFT, RIGHT, set_headings
from gi_desktop.ui.theme import MEASURES, Role
from gi_desktop.ui.widgets import button
from gi_desktop.ui.wrapped_items import WrappedItems
from gi_desktop.ui.wrapping import line_height, wrap
from tests.ui.walking import settle

LONG = "表三“（四）1.本机关不掌握相关政府信息·自然人”"


@pytest.fixture
def table(application: QApplication, qtbot: QtBot) -> DifferenceTable:
    made = DifferenceTable("不同", tickable=True)
    qtbot.addWidget(made)
    made.resize(480, 300)
    found = [
        Difference(DifferenceKind.CELL, LONG, "1", "2"),
        Difference(DifferenceKind.PARAGRAPH, "第六部分", "一段文字。" * 20, ""),
    ]
    made.show_differences(found, ("原来", "现在"), found[:1])
    made.show()
    settle()
    return made


def test_lines_have_the_height_of_lines(table: DifferenceTable) -> None:
    lines = wrap(LONG, table.font(), table.columnWidth(0) - 60)
    assert len(lines) > 1
    assert table.rowHeight(0) >= len(lines) * line_height(table.font())
    assert table.rowHeight(1) > table.rowHeight(0)


def test_the_whole_text_is_painted(table: DifferenceTable) -> None:
    """The last line has letters: what Qt's own delegate had no room for ended in …."""
    place = table.visualRect(table.model().index(0, 0))
    image = table.viewport().grab(place).toImage()
    ratio = image.devicePixelRatio()
    dark = [
        y
        for y in range(image.height())
        if any(
            image.pixelColor(x, y).lightness() < 120
            for x in range(round(40 * ratio), image.width())
        )
    ]
    spread = (dark[-1] - dark[0]) / ratio
    count = len(wrap(LONG, table.font(), place.width() - 40))
    assert spread > (count - 1) * line_height(table.font())


def test_a_tick_looks_as_that_of_every_box(table: DifferenceTable) -> None:
    colors = []
    for row in range(2):
        place = table.visualRect(table.model().index(row, 0))
        box = QRect(place.left(), place.top(), 30, place.height())
        image = table.viewport().grab(box).toImage()
        width, height = image.width(), image.height()
        seen = {image.pixelColor(x, y).name() for x in range(width) for y in range(height)}
        colors.append(seen)
    accent = theme.value(Role.ACCENT).casefold()
    assert accent in colors[0]
    assert accent not in colors[1]


def test_the_frame_of_the_focus_is_whole(table: DifferenceTable, qtbot: QtBot) -> None:
    """The header and the current row once stood on it."""
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    image = table.grab().toImage()
    ratio = image.devicePixelRatio()
    accent = theme.value(Role.ACCENT).casefold()
    inner = range(MEASURES.corner, table.height() - MEASURES.corner, 3)
    for x in (0, 1, table.width() - 2, table.width() - 1):
        across = round(x * ratio)
        assert {image.pixelColor(across, round(y * ratio)).name() for y in inner} == {accent}


def test_a_list_gives_each_text_its_lines(application: QApplication, qtbot: QtBot) -> None:
    made = QListWidget()
    qtbot.addWidget(made)
    made.setWordWrap(True)
    made.setItemDelegate(WrappedItems(made))
    made.addItem(QListWidgetItem("今天 08:00 · 草稿\n★ 送领导审阅前"))
    made.addItem(QListWidgetItem("字" * 200))
    made.resize(240, 400)
    made.show()
    settle()
    assert made.sizeHintForRow(0) >= 2 * line_height(made.font())
    assert made.sizeHintForRow(1) >= 13 * line_height(made.font())


def test_headings_stand_as_what_is_below_them(application: QApplication, qtbot: QtBot) -> None:
    made = QTableWidget(1, 2)
    qtbot.addWidget(made)
    set_headings(made, ("格子", "现在的数"), (1,))
    numbers = made.horizontalHeaderItem(1)
    assert made.horizontalHeader().defaultAlignment() == LEFT
    assert numbers is not None
    assert Qt.AlignmentFlag(numbers.textAlignment()) == RIGHT


def test_no_line_begins_with_a_dot(application: QApplication) -> None:
    font = theme.font()
    for width in range(60, 300, 7):
        lines = wrap("表三“（一）予以公开·科研机构”", font, width)
        assert not any(line.startswith("·") for line in lines)
        assert "".join(lines) == "表三“（一）予以公开·科研机构”"


def test_a_row_of_buttons_ends_at_the_right(application: QApplication, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = FlowRow(8, holder, is_right=True)
    made = [button(text, lambda: None) for text in ("复制", "预览", "关闭")]
    for one in made:
        row.addWidget(one)
    row.setGeometry(QRect(0, 0, 600, 40))
    assert made[-1].geometry().right() == 599
    row.setGeometry(QRect(QPoint(0, 0), row.minimumSize()))
    assert {one.geometry().right() for one in made} <= set(range(row.minimumSize().width()))
