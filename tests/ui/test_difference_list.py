"""The list of differences: ticked by keyboard, read aloud, never cut off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.form import current_edition
from gi_desktop.report.alignment import Piece, PieceKind
from gi_desktop.report.difference import Difference, differences
from gi_desktop.report.model import Report, Signature, new_report
from gi_desktop.report.prose import CellRun, Paragraph, TextRun, paragraphs
from gi_desktop.ui.difference_list import DifferenceList, MarkedLabel, shown_pieces, spoken
from gi_desktop.ui.theme import Role, color
from tests.ui.hands import Key, focused, press, texts
from tests.ui.walking import cut_off, settle, sideways, silent, unnamed, unreached

FORM = current_edition()
RECEIVED = "applications.received.natural"
_NAMES = (Paragraph(runs=(TextRun(text="新收"), CellRun(cell=RECEIVED), TextRun(text="件。"))),)


def report(number: int, problems: str, date: str) -> Report:
    return new_report(FORM, 2024).replace(
        cells={RECEIVED: number},
        texts={"problems": paragraphs(problems), "other_matters": _NAMES},
        signature=Signature(date=date),
    )


FOUND = differences(
    report(3, "一是公开不够及时，有待改进。\n二是培训少。", ""),
    report(4, "一是公开还不够及时，有待改进。" + "三是内容不全。" * 20, "2025年1月16日"),
    FORM,
)


@pytest.fixture
def shown(application: QApplication, qtbot: QtBot) -> DifferenceList:
    made = DifferenceList(FOUND)
    qtbot.addWidget(made)
    made.resize(520, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle()
    return made


def places(found: list[Difference]) -> list[str]:
    return [one.place for one in found]


def test_all_rows_are_ticked_at_first_but_those_that_follow(shown: DifferenceList) -> None:
    assert places(shown.chosen()) == [one.place for one in FOUND if not one.follows]
    assert any(one.follows for one in FOUND)
    assert "随表中的数一起变，不用单独选。" in texts(shown)
    assert texts(shown)[0] == f"共 {len(FOUND)} 处不同，选了 {len(shown.boxes)} 处"


def test_one_box_is_reached_by_tab_and_the_others_by_arrows(shown: DifferenceList) -> None:
    shown.boxes[0].setFocus()
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert focused() is shown.boxes[1]
    assert shown.boxes[1].text() not in places(shown.chosen())
    press(Key.Key_End)
    assert focused() is shown.boxes[-1]
    press(Key.Key_Down)
    assert focused() is shown.boxes[-1]
    press(Key.Key_Home)
    press(Key.Key_Up)
    assert focused() is shown.boxes[0]
    press(Key.Key_Tab)
    assert focused() not in shown.boxes
    assert not unreached(shown, shown.boxes[0].setFocus)


def test_the_row_with_the_focus_is_in_sight(shown: DifferenceList) -> None:
    shown.boxes[0].setFocus()
    press(Key.Key_End)
    box = shown.boxes[-1]
    assert (
        shown.area.viewport().rect().contains(box.mapTo(shown.area.viewport(), box.rect().center()))
    )
    assert shown.area.verticalScrollBar().value() > 0


def test_all_and_none(shown: DifferenceList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.changed):
        shown.none.click()
    assert shown.chosen() == []
    assert texts(shown)[0].endswith("选了 0 处")
    with qtbot.waitSignal(shown.changed):
        shown.all.click()
    assert len(shown.chosen()) == len(shown.boxes)


def test_a_list_to_read_has_no_boxes_and_scrolls_by_keys(
    application: QApplication, qtbot: QtBot
) -> None:
    made = DifferenceList(FOUND, tickable=False)
    qtbot.addWidget(made)
    made.resize(520, 200)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle()
    assert not made.boxes
    assert made.chosen() == []
    made.area.setFocus()
    press(Key.Key_PageDown)
    assert made.area.verticalScrollBar().value() > 0
    assert not unnamed(made)
    made.show_differences(())
    assert texts(made) == ["没有不同之处"]


@pytest.mark.parametrize("width", [360, 520, 900])
def test_nothing_is_cut_off_or_nameless(shown: DifferenceList, width: int) -> None:
    shown.resize(width, 300)
    assert not cut_off(shown)
    assert not sideways(shown)
    assert not unnamed(shown)
    assert not silent(shown)


def test_what_a_screen_reader_says() -> None:
    said = {one.place: spoken(one) for one in FOUND}
    assert said["表三“一、本年新收·自然人”"] == "由“3”改为“4”"
    assert said["落款日期"] == "由“（空）”改为“2025年1月16日”"
    assert said["第五部分第 2 段"] == "删去：二是培训少。"
    assert said["第五部分第 1 段第 1 句后面"] == f"增加：{'三是内容不全。' * 20}"


def test_a_number_is_shown_whole_and_prose_by_words() -> None:
    cell = next(one for one in FOUND if one.cell == RECEIVED)
    assert [piece.text for piece in shown_pieces(cell)] == ["3", " → ", "4"]
    prose = next(one for one in FOUND if one.text == "problems" and one.old and one.new)
    assert Piece(PieceKind.NEW, "还") in shown_pieces(prose)


def test_what_went_and_what_came_is_drawn_where_it_stands(
    application: QApplication, qtbot: QtBot
) -> None:
    pieces = (
        Piece(PieceKind.SAME, "甲\n𠮷"),
        Piece(PieceKind.OLD, "乙"),
        Piece(PieceKind.NEW, "丙" * 30),
    )
    made = MarkedLabel(pieces)
    qtbot.addWidget(made)
    made.resize(120, made.heightForWidth(120))
    assert [(mark.start, mark.length) for mark in made.marks()] == [(4, 1), (5, 30)]
    picture = made.grab().toImage()
    height = picture.height() // len(made.lines(120))
    assert not _has(picture, Role.ERROR_GROUND, 0, height)
    assert _has(picture, Role.ERROR_GROUND, height, 2 * height)
    assert _has(picture, Role.GOOD_GROUND, picture.height() - height, picture.height())


def _has(picture: QImage, role: Role, top: int, bottom: int) -> bool:
    wanted = color(role).rgb()
    return any(
        QColor(picture.pixel(x, y)).rgb() == wanted
        for x in range(picture.width())
        for y in range(top, bottom)
    )


def test_the_marks_are_no_colour_alone(application: QApplication, qtbot: QtBot) -> None:
    made = MarkedLabel((Piece(PieceKind.OLD, "乙"), Piece(PieceKind.NEW, "丙")))
    qtbot.addWidget(made)
    went, came = made.marks()
    assert went.format.fontStrikeOut()
    assert not went.format.fontUnderline()
    assert came.format.fontUnderline()
    assert made.focusPolicy() == Qt.FocusPolicy.NoFocus
