"""Last year's report (上年报告) beside this year's: attached, told, shown, taken off."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells, SetFields
from gi_desktop.report.model import Organ, Report, new_report
from gi_desktop.report.source import FILL_IN
from gi_desktop.report.values import Raw, Value
from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window
from tests.toy import TOY, find_edition
from tests.ui.conftest import OpenWindow
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, SHIFT, Key, buttons, keys, press, session_of, texts
from tests.ui.walking import cut_off, foreign, silent, unnamed

FORM = current_edition()
IN, OUT = "applications.carried_in.natural", "applications.carried_out.natural"
NATURAL = "applications.received.natural"
ORGAN = Organ(name="某市某局")


def last_report(**changes: object) -> Report:
    cells = {OUT: 3, NATURAL: 37, "review.reconsideration.upheld": 0}
    return new_report(FORM, 2024).replace(organ=ORGAN, cells=cells).replace(**changes)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return kept(tmp_path / "去年.xxgk", last_report())


def kept(path: Path, report: Report) -> Path:
    write_draft(path, Draft(report), FORM)
    return path


@pytest.fixture
def open_report(window: Window) -> Session:
    session = session_of(window)
    session.apply(SetFields("年度", {"year": 2025, "organ": ORGAN}))
    return session


def attach(window: Window, dialogs: FakeDialogs, path: Path) -> None:
    dialogs.open_path = path
    press(Key.Key_L, CONTROL)


def said(window: Window) -> str:
    return window.notice.sentence.text() if window.notice.isVisible() else ""


# Attaching ----------------------------------------------------------------------------------


def test_it_is_attached_by_one_key_and_told(
    window: Window, open_report: Session, dialogs: FakeDialogs, file: Path
) -> None:
    attach(window, dialogs, file)
    assert open_report.previous is not None
    assert open_report.previous.cells == last_report().cells
    assert open_report.report.stored(IN) == 3
    assert "“去年.xxgk”（某市某局 2024 年报告）" in said(window)
    assert "“上年结转”已按它填好：自然人 3；它的商业企业、科研机构" in said(window)
    assert "、其他没有数，没有填。" in said(window)
    assert dialogs.asked == []
    press(Key.Key_Z, CONTROL)
    assert open_report.previous is None
    assert open_report.report.cells == {}


@pytest.mark.parametrize(
    "ended, words",
    [
        ((3, Raw("无"), 0, 0, 0, 0), "：自然人 3，其余都是 0；它的商业企业没有数，没有填。"),
        ((3, 0, 0, 0, 0, 0), "：自然人 3，其余都是 0。"),
        ((None,) * 6, "它没有“结转下年度”的数，“上年结转”要自己填。"),
    ],
)
def test_what_last_years_report_does_not_say_is_not_said_to_be_0(
    window: Window,
    open_report: Session,
    dialogs: FakeDialogs,
    tmp_path: Path,
    ended: tuple[Value, ...],
    words: str,
) -> None:
    columns = [one.end for one in FORM.meaning.carry_overs if one.begin not in FORM.derived]
    cells = {cell: n for cell, n in zip(columns, ended, strict=True) if n is not None}
    attach(window, dialogs, kept(tmp_path / "去年.xxgk", last_report(cells=cells)))
    assert words in said(window)
    assert len(open_report.report.cells) == sum(isinstance(n, int) for n in ended)


def test_what_was_entered_is_replaced_only_when_asked_for(
    window: Window, open_report: Session, dialogs: FakeDialogs, file: Path
) -> None:
    open_report.apply(SetCells("填", {IN: 4}))
    attach(window, dialogs, file)
    assert open_report.report.stored(IN) == 4
    assert "里填过的没有动：自然人填的是 4，去年是 3。" in said(window)
    (way,) = buttons(window.notice, "改成去年的数")
    way.click()
    assert open_report.report.stored(IN) == 3
    press(Key.Key_Z, CONTROL)
    assert open_report.report.stored(IN) == 4


def test_another_year_is_the_users_decision(
    window: Window, open_report: Session, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    path = kept(tmp_path / "前年.xxgk", last_report(year=2023))
    attach(window, dialogs, path)
    assert open_report.previous is None
    (question,) = dialogs.asked
    assert question == (
        "“前年.xxgk”可能不是这份报告的上年报告。"
        "它是 2023 年的报告，2025 年的上一年是 2024 年。仍然附上吗？"
    )
    dialogs.confirmed = True
    attach(window, dialogs, path)
    assert open_report.previous is not None


def test_another_organ_is_named(
    window: Window, open_report: Session, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    other = last_report(organ=Organ(name="别的局"))
    attach(window, dialogs, kept(tmp_path / "别.xxgk", other))
    assert "它是“别的局”的报告，这份是“某市某局”的。" in dialogs.asked[0]
    assert open_report.previous is None


def test_a_published_report_can_be_attached(
    window: Window, open_report: Session, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "去年.json"
    source.write_text('{"edition": "2021", "organ": "某市某局", "year": 2024}', encoding="utf-8")
    attach(window, dialogs, source)
    qtbot.waitUntil(lambda: open_report.previous is not None)
    assert "去年.json" in said(window)


def test_nobody_is_asked_to_fill_in_what_was_not_read_of_last_year(
    window: Window, open_report: Session, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "去年.txt"
    words = "某市某局2024年政府信息公开工作年度报告\n一、总体情况\n公开了268条信息。\n"
    source.write_text(words, encoding="utf-8")
    attach(window, dialogs, source)
    qtbot.waitUntil(lambda: open_report.previous is not None)
    assert "格留空，不和今年的数比较。" in "".join(texts(window.notice))
    assert FILL_IN not in "".join(texts(window.notice))


def test_what_cannot_be_read_is_told_and_changes_nothing(
    window: Window, open_report: Session, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    attach(window, dialogs, tmp_path / "没有.xxgk")
    assert "没有.xxgk" in said(window)
    assert open_report.previous is None


def test_it_is_taken_off_from_the_notice_and_from_the_menu(
    window: Window, open_report: Session, dialogs: FakeDialogs, file: Path
) -> None:
    actions = window.actions_.last_year
    assert not actions.detach.isEnabled()
    attach(window, dialogs, file)
    (way,) = buttons(window.notice, "去掉")
    way.click()
    assert open_report.previous is None
    assert open_report.report.stored(IN) == 3
    assert "已经去掉，填入的数没有动" in said(window)
    attach(window, dialogs, file)
    actions.detach.trigger()
    assert open_report.previous is None


def test_a_report_begun_from_last_years_has_it_attached(
    open_window: OpenWindow, dialogs: FakeDialogs, file: Path
) -> None:
    window = open_window()
    dialogs.open_path = file
    press(Key.Key_N, CONTROL | SHIFT)
    session = session_of(window)
    assert session.previous is not None
    assert (session.report.year, session.report.cells) == (2025, {IN: 3})
    assert "附在旁边作为上年报告" in said(window)
    assert "“上年结转”已按它填好：自然人 3；它的商业企业、科研机构" in said(window)
    assert "、其他没有数，没有填。" in said(window)
    press(Key.Key_4, ALT)
    assert said(window), "read on the way to the tables"
    keys("5")
    press(Key.Key_Return)
    assert not said(window), "it is in the way of those who work"


# Beside the cells ---------------------------------------------------------------------------


@pytest.fixture
def page(window: Window, open_report: Session, dialogs: FakeDialogs, file: Path) -> TablePage:
    """Table three with last year's report attached."""
    attach(window, dialogs, file)
    press(Key.Key_4, ALT)
    made = window.stack.pages[3]
    assert isinstance(made, TablePage)
    return made


def described(page: TablePage, cell: str) -> object:
    return page.model.index_of(cell).data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_last_years_number_stands_in_the_cell_and_is_spoken(page: TablePage) -> None:
    assert page.model.state(NATURAL).last == "37"
    assert str(described(page, NATURAL)).startswith("2024 年：37。")
    assert "2024 年：37" in page.model.index_of(NATURAL).data(Qt.ItemDataRole.ToolTipRole)
    assert "格里的小字：2024 年的数" in page.context.text()


def test_what_last_year_left_empty_is_not_shown(page: TablePage) -> None:
    cell = "applications.granted.natural"
    assert page.model.state(cell).last == ""
    assert "2024" not in str(described(page, cell))


def test_the_numbers_are_painted(page: TablePage) -> None:
    before = page.view.viewport().grab().toImage()
    page.show_last(False)
    assert page.view.viewport().grab().toImage() != before


def test_an_empty_cell_with_last_years_number_has_no_second_sign(page: TablePage) -> None:
    shown = page.view.viewport().grab().toImage()

    def corner(cell: str) -> int:
        place = page.view.visualRect(page.model.index_of(cell)).topLeft() + QPoint(6, 6)
        return shown.pixel(place)

    waits, without = "applications.received.business", "applications.granted.natural"
    assert page.model.mark(without) is not None
    assert page.model.mark(NATURAL) is not None
    assert corner(NATURAL) != corner(without)
    assert corner(waits) == corner(without)


def test_where_both_years_say_nothing_one_zero_is_enough(
    page: TablePage, open_report: Session, window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    cell = "applications.granted.natural"
    attach(window, dialogs, kept(tmp_path / "零.xxgk", last_report(cells={cell: 0})))

    def looks() -> tuple[bool, str]:
        before = page.view.viewport().grab().toImage()
        page.show_last(False)
        differs = page.view.viewport().grab().toImage() != before
        page.show_last(True)
        return differs, page.model.state(cell).last

    assert looks() == (True, "0")  # this year's is empty
    open_report.apply(SetCells("填", {cell: 0}))
    assert looks() == (False, "0")
    assert str(described(page, cell)).startswith("2024 年：0。")


def test_they_can_be_switched_off_and_stay_so(page: TablePage, window: Window) -> None:
    action = window.actions_.last_year.shown
    assert action.isEnabled()
    assert action.isChecked()
    press(Key.Key_L, CONTROL | SHIFT)
    assert page.model.state(NATURAL).last == ""
    assert "小字" not in page.context.text()
    assert not window.desk.last_year.shown
    press(Key.Key_5, ALT)
    other = window.stack.pages[4]
    assert isinstance(other, TablePage)
    assert other.model.last_values() == []
    press(Key.Key_L, CONTROL | SHIFT)
    assert other.model.last_values() == ["0"]


def test_undo_takes_them_away(page: TablePage, window: Window) -> None:
    press(Key.Key_Z, CONTROL)
    assert page.model.last_values() == []
    assert "小字" not in page.context.text()


def test_the_columns_keep_their_widths(page: TablePage) -> None:
    columns = range(page.model.columnCount())
    widths = [page.view.columnWidth(column) for column in columns]
    page.show_last(False)
    assert [page.view.columnWidth(column) for column in columns] == widths


def test_long_numbers_stand_below_each_other(
    page: TablePage, window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    row = page.model.index_of(NATURAL).row()
    usual = page.view.rowHeight(row)
    many = last_report(cells={NATURAL: 1234567, OUT: 3})
    attach(window, dialogs, kept(tmp_path / "多.xxgk", many))
    assert page.view.rowHeight(row) > usual
    page.show_last(False)
    assert page.view.rowHeight(row) == usual


def test_the_help_tells_how_far_this_year_is_from_last_year(
    page: TablePage, window: Window, qtbot: QtBot
) -> None:
    page.show_cell(NATURAL)
    window.helping.follow_now()
    assert "2024 年：37" in window.side.help.text()
    keys("40")
    qtbot.waitUntil(lambda: "2024 年：37，相差 +3" in window.side.help.text())
    press(Key.Key_Return)
    page.show_cell(NATURAL)
    keys("37")
    qtbot.waitUntil(lambda: "2024 年：37，相同" in window.side.help.text())


def test_another_form_shows_its_own(
    open_window: OpenWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    window = open_window(TOY, find_edition)
    last = new_report(TOY, 2024).replace(cells={"letters.received.paper": 8})
    write_draft(tmp_path / "toy.xxgk", Draft(last), TOY)
    dialogs.open_path = tmp_path / "toy.xxgk"
    press(Key.Key_N, CONTROL | SHIFT)
    press(Key.Key_3, ALT)
    page = window.stack.pages[2]
    assert isinstance(page, TablePage)
    assert page.model.last_values() == ["8"]


def test_everything_is_named_whole_and_chinese(page: TablePage, window: Window) -> None:
    assert unnamed(window) == silent(window) == cut_off(window) == []
    assert foreign(window) == set()
