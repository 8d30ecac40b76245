"""The start page by keyboard: what is due, recent reports with their state, last year's report."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, SaveError, Status, Store, write_draft
from gi_desktop.form import Edition, current_edition
from gi_desktop.report.model import Organ, Report, Scope, new_report
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.values import parse_value
from gi_desktop.ui.recent_summary import summary
from gi_desktop.ui.steps import State
from gi_desktop.ui.window import Window
from tests.toy import TOY, find_edition
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import CONTROL, SHIFT, Key, buttons, keys, press, session_of, texts

OpenWindow = Callable[..., Window]
FORM = current_edition()


def kept(folder: Path, name: str, report: Report, status: Status = Status.DRAFT) -> Path:
    """Write a draft."""
    path = folder / f"{name}.xxgk"
    form: Edition = TOY if report.edition == TOY.id else FORM
    write_draft(path, Draft(report, status=status), form)
    return path


def complete() -> Report:
    """A small report in which nothing is to be mended."""
    cells = {spec.address: parse_value("0", spec.kind) for spec in TOY.inputs}
    return new_report(TOY, 2025).replace(
        organ=Organ(name="某局"), cells=cells, texts={"work": paragraphs("办理来信。")}
    )


@pytest.fixture
def start(open_window: OpenWindow, qtbot: QtBot) -> Callable[..., Window]:
    """Open the window on a day in January, with everything listed and read."""

    def opened(*args: object, today: date = date(2026, 1, 20)) -> Window:
        window = open_window(*args)
        window.desk.today = lambda: today
        with qtbot.waitSignal(window.start.filled):
            window.start.fill()
        return window

    return opened


def listed(window: Window) -> list[str]:
    """What a screen reader is told of each line."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(window.start.recent.item(n).data(role)) for n in range(window.start.recent.count())]


def test_drafts_are_listed_by_themselves_once_the_page_shows(
    open_window: OpenWindow, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    store.touch(kept(tmp_path, "a", new_report(FORM, 2024).replace(organ=Organ(name="某局"))))
    window = open_window()
    qtbot.waitUntil(lambda: "某局 · 2024 年年报，草稿" in "".join(listed(window)))
    window.desk.new()
    window.desk.close_report()
    store.touch(kept(tmp_path, "b", new_report(FORM, 2023).replace(organ=Organ(name="某局"))))
    window.start.fill_soon()
    qtbot.waitUntil(lambda: "某局 · 2023 年年报，草稿" in "".join(listed(window)))


# What is due --------------------------------------------------------------------------------------


def test_it_says_what_is_due_and_how_long_that_is(start: Callable[..., Window]) -> None:
    shown = texts(start().start)
    assert "各机关的 2025 年年报，2026年1月31日前公布" in shown
    assert "！还有 11 天" in shown
    assert any("汇总" in text and "2026年3月31日" in text for text in shown)
    assert "还有 70 天" in shown


def test_what_is_overdue_is_said_and_what_comes_next(start: Callable[..., Window]) -> None:
    shown = texts(start(today=date(2026, 4, 2)).start)
    assert "！已经过了 61 天" in shown
    assert "！已经过了 2 天" in shown
    assert "下一次是 2026 年年报，2027年1月31日前。" in shown


def test_the_days_are_counted_anew_on_coming_back_the_next_day(
    start: Callable[..., Window], qtbot: QtBot
) -> None:
    window = start()
    assert "！还有 11 天" in texts(window.start)
    window.desk.today = lambda: date(2026, 1, 31)
    with qtbot.waitSignal(window.start.filled):
        QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert "！今天是最后一天" in texts(window.start)


def test_in_december_the_year_that_ends_is_due(start: Callable[..., Window]) -> None:
    window = start(today=date(2026, 12, 20))
    shown = texts(window.start)
    assert "各机关的 2026 年年报，2027年1月31日前公布" in shown
    assert "还有 42 天" in shown
    assert not any("下一次" in text or "期限已过" in text for text in shown)
    window.desk.new()
    assert session_of(window).report.year == 2026


def test_an_empty_start_explains_itself(start: Callable[..., Window], store: Store) -> None:
    window = start()
    said = window.start.explanation.text()
    assert window.start.explanation.isVisible()
    assert not window.start.recent.isVisible()
    for section in FORM.sections:
        assert section.heading in said
    assert str(store.folder) in said
    assert ".xxgk" in said


# Recent reports -----------------------------------------------------------------------------------


def test_recent_reports_say_how_far_they_have_come(
    start: Callable[..., Window], store: Store, tmp_path: Path
) -> None:
    (tmp_path / "坏的.xxgk").write_text("坏了")
    whole = complete()
    wrong = whole.replace(cells={**whole.cells, "letters.received.paper": 3})
    for path in (
        tmp_path / "移走了.xxgk",
        tmp_path / "坏的.xxgk",
        kept(tmp_path, "a", whole),
        kept(tmp_path, "b", wrong.replace(year=2024), Status.REVIEW),
        kept(tmp_path, "c", whole, Status.FINAL),
    ):
        store.touch(path)
    spoken = listed(start(TOY, find_edition))
    assert "某局 · 2025 年年报，定稿，" in spoken[0]
    assert "1月31日" not in spoken[0], "nothing is due of a final report"
    assert "某局 · 2024 年年报，送审，还有 " in spoken[1]
    assert "处错误" in spoken[1]
    assert "某局 · 2025 年年报，草稿，基本信息还没有填完" in spoken[2]
    assert "1月31日前公布，还有 11 天" in spoken[2]
    assert str(tmp_path / "a.xxgk") in spoken[2]
    assert "坏的，打不开" in spoken[3]
    assert "移走了，找不到了" in spoken[4]


def test_what_has_to_be_verified_is_counted(tmp_path: Path) -> None:
    cells = {spec.address: parse_value("0", spec.kind) for spec in FORM.inputs}
    cells["disclosure.rules.issued"] = 2
    words = {section.text: paragraphs("写好了。") for section in FORM.sections if section.text}
    report = new_report(FORM, 2025).replace(organ=Organ(name="某局"), cells=cells, texts=words)
    found = summary(kept(tmp_path, "a", report), lambda _id: FORM, {})
    assert found.state is State.VERIFY
    assert "处要核实" in found.words


def test_a_report_of_a_government_is_due_in_march(tmp_path: Path) -> None:
    report = new_report(FORM, 2025).replace(scope=Scope.AGGREGATED)
    found = summary(kept(tmp_path, "a", report), lambda _id: FORM, {})
    assert found.due(date(2026, 2, 1)) == "3月31日前公布，还有 58 天"
    assert found.due(date(2027, 2, 1)) == "", "the report of a year long ago"


def test_tab_reaches_the_list_and_enter_opens(
    start: Callable[..., Window], store: Store, tmp_path: Path
) -> None:
    first = kept(tmp_path, "a", new_report(FORM, 2024).replace(organ=Organ(name="甲")))
    second = kept(tmp_path, "b", new_report(FORM, 2024).replace(organ=Organ(name="乙")))
    store.touch(first)
    store.touch(second)
    window = start()
    window.start.new.setFocus()
    for _ in range(4):
        press(Key.Key_Tab)
    assert window.start.recent.hasFocus()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert session_of(window).path == first


def test_a_click_opens(start: Callable[..., Window], store: Store, tmp_path: Path) -> None:
    path = kept(tmp_path, "a", new_report(FORM, 2024))
    store.touch(path)
    window = start()
    recent = window.start.recent
    place = recent.visualItemRect(recent.item(0)).center()
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session_of(window).path == path


def test_delete_takes_off_the_list_and_leaves_the_file(
    start: Callable[..., Window], store: Store, tmp_path: Path
) -> None:
    paths = [kept(tmp_path, name, new_report(FORM, 2024)) for name in "ab"]
    for path in paths:
        store.touch(path)
    window = start()
    window.start.recent.setFocus()
    press(Key.Key_Delete)
    assert [one.path for one in store.recent()] == [paths[0]]
    assert window.start.recent.count() == 1
    assert window.start.recent.hasFocus()
    press(Key.Key_Delete)
    assert window.start.new.hasFocus()
    assert window.start.explanation.isVisible()
    assert all(path.is_file() for path in paths)


def test_a_list_that_cannot_be_written_is_told(
    start: Callable[..., Window], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.touch(kept(tmp_path, "a", new_report(FORM, 2024)))
    window = start()

    def full(_path: Path) -> None:
        raise SaveError("磁盘满了。")

    monkeypatch.setattr(store, "drop", full)
    window.start.recent.setFocus()
    press(Key.Key_Delete)
    assert window.notice.sentence.text() == "磁盘满了。"
    assert window.start.recent.count() == 1


def chosen(window: Window, words: str) -> None:
    """Choose from the context menu of the current line."""
    recent = window.start.recent
    menu = recent.menu_of(recent.summary(recent.currentRow()).path)
    (action,) = (one for one in menu.actions() if one.text().startswith(words))
    action.trigger()


def test_the_context_menu_shows_the_folder_or_says_that_it_is_gone(
    start: Callable[..., Window], store: Store, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    store.touch(tmp_path / "没有" / "x.xxgk")
    store.touch(kept(tmp_path, "a", new_report(FORM, 2024)))
    window = start()
    chosen(window, "在文件夹中显示")
    assert dialogs.folders == [tmp_path]
    window.start.recent.setCurrentRow(1)
    chosen(window, "在文件夹中显示")
    assert dialogs.folders == [tmp_path]
    assert "不在那里了" in window.notice.sentence.text()
    chosen(window, "从列表中移除")
    assert len(store.recent()) == 1


def test_reading_stops_once_a_report_is_open(
    start: Callable[..., Window], store: Store, tmp_path: Path
) -> None:
    store.touch(kept(tmp_path, "a", new_report(FORM, 2024)))
    window = start()
    window.start.fill()
    window.desk.new()
    assert not window.start._background.busy


# From last year's report --------------------------------------------------------------------------


def test_last_years_draft_begins_this_years_report(
    start: Callable[..., Window], dialogs: FakeDialogs, tmp_path: Path
) -> None:
    last = complete().replace(organ=Organ(name="某局", telephone="0000-1"))
    dialogs.open_path = kept(tmp_path, "去年", last)
    window = start(TOY, find_edition)
    window.start.from_last_year.setFocus()
    press(Key.Key_Space)
    report = session_of(window).report
    assert report.organ == last.organ
    assert report.year == 2026
    assert report.cells == report.texts == {}
    assert session_of(window).is_modified
    assert "去年.xxgk" in window.notice.sentence.text()


def test_last_years_published_report_does_too(
    start: Callable[..., Window], dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "r.json"
    data = {"edition": "2021", "scope": "own", "organ": "某局", "year": 2024, "texts": {}}
    source.write_text(json.dumps(data), encoding="utf-8")
    dialogs.open_path = source
    window = start()
    press(Key.Key_N, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: window.session is not None)
    report = session_of(window).report
    assert (report.organ.name, report.year) == ("某局", 2025)


def test_last_years_report_that_cannot_be_read_is_told(
    start: Callable[..., Window], dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.open_path = tmp_path / "x.xxgk"
    window = start()
    press(Key.Key_N, CONTROL | SHIFT)
    assert window.session is None
    assert "x.xxgk" in window.notice.sentence.text()


def test_an_open_report_stays_where_the_user_does_not_want_it_closed(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.open_path = kept(tmp_path, "去年", new_report(FORM, 2024))
    keys("a")
    before = window.session
    press(Key.Key_N, CONTROL | SHIFT)
    assert window.session is before


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_button_in_focus_is_pressed_by_enter_too(
    start: Callable[..., Window], key: Qt.Key
) -> None:
    window = start()
    window.start.new.setFocus()
    press(key)
    assert window.session is not None


def test_every_button_says_its_key(start: Callable[..., Window]) -> None:
    page = start().start
    for made in (page.new, page.open, page.from_last_year, page.import_):
        assert made.toolTip().startswith("Ctrl+")
        interface = QAccessible.queryAccessibleInterface(made)
        assert interface.text(QAccessible.Text.Name).strip()
    assert buttons(page, "新建报告")
