"""What is asked, and what is told, before something is pasted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.form import Table, current_edition
from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from tests.ui.table.clipboard import FIRST, SQUARE, A, Asked, Key, copied, enter, listed
from tests.ui.table.conftest import Fingers, OpenPage


def test_what_would_be_replaced_is_shown_first(
    page: TablePage, session: Session, fingers: Fingers, asked: Asked, qtbot: QtBot
) -> None:
    enter(session, {SQUARE[0]: 1, SQUARE[1]: 2, SQUARE[2]: 3})
    copied("1\t5\n\t6\n")
    fingers.press(Key.Key_V, control=True)
    dialog = asked()
    assert listed(dialog) == [
        ("一、本年新收·商业企业", "2", "5"),
        ("二、上年结转·自然人", "3", "（清空）"),
    ]
    assert dialog.sentence.text() == "要填入 4 格，其中 2 格已经有数，会被替换。"
    assert not dialog.zero.isVisible()
    before = dict(session.report.cells)
    QTest.keyClick(fingers.target, Key.Key_Escape)
    assert session.report.cells == before
    qtbot.waitUntil(page.view.hasFocus)
    fingers.press(Key.Key_V, control=True)
    asked()
    QTest.keyClick(fingers.target, Key.Key_Return)
    assert session.report.cells == {SQUARE[0]: 1, SQUARE[1]: 5, SQUARE[3]: 6}
    assert session.undo_label == "粘贴 4 格"
    qtbot.waitUntil(page.view.hasFocus)
    session.undo()
    assert session.report.cells == before


def test_a_typed_total_that_becomes_automatic_is_shown(
    page: TablePage, session: Session, fingers: Fingers, asked: Asked
) -> None:
    enter(session, {A + "received.total": 9})
    copied("1\t0\t0\t0\t0\t0\t1")
    fingers.press(Key.Key_V, control=True)
    assert listed(asked()) == [("一、本年新收·总计", "9", "1（自动计算）")]
    QTest.keyClick(fingers.target, Key.Key_Return)
    assert session.sheet.is_automatic(A + "received.total")


def test_dashes_are_zero_only_if_somebody_says_so(
    page: TablePage, session: Session, fingers: Fingers, asked: Asked, told: list[str], qtbot: QtBot
) -> None:
    copied("1\t-\n2\t/\n")
    fingers.press(Key.Key_V, control=True)
    dialog = asked()
    assert dialog.zero.hasFocus()
    assert not dialog.zero.isChecked()
    assert listed(dialog)[0] == ("一、本年新收·商业企业", "（空）", "“-”或“/”，不改")
    QTest.keyClick(fingers.target, Key.Key_Return)
    assert session.report.cells == {SQUARE[0]: 1, SQUARE[2]: 2}
    assert told == [
        "填了 2 格，有 2 格看不懂，没有改动：",
        "一、本年新收·商业企业：“-”或“/”",
        "二、上年结转·商业企业：“-”或“/”",
    ]
    session.undo()
    told.clear()
    qtbot.waitUntil(page.view.hasFocus)
    fingers.press(Key.Key_V, control=True)
    dialog = asked()
    QTest.keyClick(fingers.target, Key.Key_Space)
    assert listed(dialog) == []
    QTest.keyClick(fingers.target, Key.Key_Return)
    assert session.report.cells == dict(zip(SQUARE, (1, 0, 2, 0), strict=True))
    assert told == []


def test_only_dashes_are_entered_once_they_are_said_to_be_zero(
    page: TablePage, session: Session, fingers: Fingers, asked: Asked
) -> None:
    copied("-\t-")
    fingers.press(Key.Key_V, control=True)
    dialog = asked()
    assert not dialog.go_on.isEnabled()
    QTest.keyClick(fingers.target, Key.Key_Space)
    assert dialog.go_on.isEnabled()
    QTest.keyClick(fingers.target, Key.Key_Tab)
    assert dialog.go_on.hasFocus()
    QTest.keyClick(fingers.target, Key.Key_Space)
    assert session.report.cells == dict.fromkeys(SQUARE[:2], 0)


def test_what_is_no_number_stays_out_and_is_told(
    page: TablePage, session: Session, fingers: Fingers, asked: Asked, told: list[str]
) -> None:
    enter(session, {SQUARE[1]: 8})
    copied("1\t约5件")
    fingers.press(Key.Key_V, control=True)
    assert listed(asked()) == [("一、本年新收·商业企业", "8", "“约5件”不是数，不改")]
    QTest.keyClick(fingers.target, Key.Key_Return)
    assert session.report.cells == {SQUARE[0]: 1, SQUARE[1]: 8}
    assert told == ["填了 1 格，有 1 格看不懂，没有改动：", "一、本年新收·商业企业：“约5件”不是数"]


@pytest.mark.parametrize(
    "text, at, words",
    [
        ("", FIRST, "没有可以粘贴的内容"),
        ("\n".join("1234"), A + "total.natural", "只放得下"),
        ("无", FIRST, "看不懂"),
        ('"' + "甲" * 200_000, FIRST, "不像是一张表"),
    ],
)
def test_what_cannot_be_pasted_is_told_on_the_page(
    page: TablePage,
    session: Session,
    fingers: Fingers,
    told: list[str],
    text: str,
    at: str,
    words: str,
) -> None:
    page.show_cell(at)
    copied(text)
    fingers.press(Key.Key_V, control=True)
    assert words in told[0]
    assert QApplication.activeModalWidget() is None
    assert session.report.cells == {}


PAGE = (
    "<table><tr><th colspan=2>项目</th><th>自然人</th><th>商业<br>企业</th></tr>"
    "<tr><td rowspan=2>不予公开</td><td>1.属于国家秘密</td><td><p>１</p></td><td><p>2</p></td></tr>"
    "<tr><td>2.其他</td><td><p>3</p><p></p></td><td>&nbsp;4</td></tr></table>"
)
AS_TEXT = "项目\t自然人\t商业\n企业\n不予公开\t1.属于国家秘密\t\n１\n\n2\n\n2.其他\t\n3\n\n4"
"""As a browser writes the same: cells of paragraphs in several lines, a merged label once."""


@pytest.mark.parametrize("text", [AS_TEXT, ""])
def test_a_table_of_a_web_page_lies_as_its_markup_says(
    page: TablePage, session: Session, fingers: Fingers, text: str
) -> None:
    data = QMimeData()
    data.setHtml(PAGE)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    fingers.press(Key.Key_V, control=True)
    assert session.report.cells == dict(zip(SQUARE, (1, 2, 3, 4), strict=True))


@pytest.mark.parametrize("table", current_edition().tables, ids=lambda table: table.id)
def test_a_table_of_a_page_that_was_published_is_pasted_whole(
    table: Table, session: Session, open_page: OpenPage, fingers: Fingers, tmp_path: Path
) -> None:
    """As a browser copies it from its headings on, all labels merged as on the form."""
    source = Session.new(session.form, 2022)
    inputs = [spec.address for spec in table.cells if spec.address not in session.form.derived]
    enter(source, {cell: number for number, cell in enumerate(inputs)})
    source.export_job("html", tmp_path / "a.html")()
    markup = (tmp_path / "a.html").read_text(encoding="utf-8").split("<table")[1:]
    open_page(session, next(part.id for part in session.form.sections if part.table == table.id))
    data = QMimeData()
    data.setHtml("<table" + markup[session.form.tables.index(table)].partition("</table>")[0])
    QGuiApplication.clipboard().setMimeData(data)
    fingers.press(Key.Key_V, control=True)
    assert session.sheet.values == source.sheet.values
    assert session.undo_label.startswith("粘贴 ")


@pytest.mark.parametrize(
    "markup",
    [
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>7<td>8</table>',
        "<p>说明</p><table><tr><td>7<td>8</table>",
        "<p>5 6</p>",
        "<table></table>",
        "<table>" * 3,
    ],
    ids=["a spreadsheet", "more than a table", "no table", "empty", "broken"],
)
def test_other_markup_leaves_it_to_the_text(
    page: TablePage, session: Session, fingers: Fingers, markup: str
) -> None:
    data = QMimeData()
    data.setHtml(markup)
    data.setText("5\t6\r\n")
    QGuiApplication.clipboard().setMimeData(data)
    fingers.press(Key.Key_V, control=True)
    assert session.report.cells == {FIRST: 5, SQUARE[1]: 6}
