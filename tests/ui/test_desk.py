"""Files: saving, opening, importing, recovering, and what is asked before."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, SaveError, Store, read_draft, write_draft
from gi_desktop.form import current_edition
from gi_desktop.report.model import Organ, new_report
from gi_desktop.session import Session
from gi_desktop.ui.dialogs import Answer, Restore
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import (
    CONTROL,
    SHIFT,
    Key,
    buttons,
    compose,
    focused,
    keys,
    press,
    save,
    session_of,
    settle,
    type_chinese,
)

OpenWindow = Callable[..., Window]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A draft of 某局 on the disk."""
    form = current_edition()
    report = new_report(form, 2024).replace(organ=Organ(name="某局"))
    path = tmp_path / "某局 2024.xxgk"
    write_draft(path, Draft(report), form)
    return path


def crash(store: Store, session: Session, path: Path | None = None) -> None:
    """Leave a recovery copy behind, as a process does that ends without warning."""
    other = Store(store.folder)
    session.path = path
    session.keep(other)
    other.close()


# Saving -----------------------------------------------------------------------------------------


def test_the_first_save_asks_where_and_proposes_the_title(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    type_chinese("某局")
    dialogs.save_path = tmp_path / "我的报告"
    save(window)
    (proposed,) = dialogs.proposed
    assert proposed.name == f"{session_of(window).report.usual_title(current_edition())}.xxgk"
    assert read_draft(tmp_path / "我的报告.xxgk").report == session_of(window).report
    assert window.top.state.text().startswith("✓ 已保存")
    assert not window.isWindowModified()


def test_the_second_save_does_not_ask(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> None:
    dialogs.save_path = tmp_path / "a.xxgk"
    keys("a")
    save(window)
    keys("b")
    save(window)
    assert len(dialogs.proposed) == 1
    assert read_draft(tmp_path / "a.xxgk").report.organ.name == "ab"


def test_saving_commits_a_composition(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> None:
    dialogs.save_path = tmp_path / "a.xxgk"
    compose("moju")
    save(window)
    assert read_draft(tmp_path / "a.xxgk").report.organ.name == "moju"


def test_save_as_keeps_the_old_file(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> None:
    dialogs.save_path = tmp_path / "a.xxgk"
    keys("a")
    save(window)
    dialogs.save_path = tmp_path / "b.xxgk"
    keys("b")
    save(window, SHIFT)
    assert read_draft(tmp_path / "a.xxgk").report.organ.name == "a"
    assert session_of(window).path == tmp_path / "b.xxgk"


def test_a_file_that_gets_its_suffix_is_not_replaced_unasked(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    (tmp_path / "a.xxgk").write_text("别人的")
    dialogs.save_path = tmp_path / "a"
    keys("a")
    save(window)
    assert (tmp_path / "a.xxgk").read_text() == "别人的"
    assert session_of(window).is_modified


def test_a_save_that_fails_is_told_and_nothing_closes(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.save_path = tmp_path / "没有这个文件夹" / "a.xxgk"
    keys("a")
    dialogs.save = Answer.SAVE
    assert not window.close()
    assert "没有保存" in window.notice.sentence.text()
    assert buttons(window.notice, "另存为…")
    assert dialogs.told == [], "no box in the way"
    assert session_of(window).is_modified


# Closing ----------------------------------------------------------------------------------------


def test_closing_asks_and_cancel_keeps_everything(window: Window, dialogs: FakeDialogs) -> None:
    keys("a")
    assert not window.close()
    assert dialogs.asked == ["a"]
    assert session_of(window).report.organ.name == "a"


def test_closing_without_a_change_does_not_ask(window: Window, dialogs: FakeDialogs) -> None:
    assert window.close()
    assert dialogs.asked == []


def test_closing_with_save_saves(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> None:
    keys("a")
    dialogs.save, dialogs.save_path = Answer.SAVE, tmp_path / "a.xxgk"
    assert window.close()
    assert read_draft(tmp_path / "a.xxgk").report.organ.name == "a"


def test_discarding_forgets_the_recovery_copy(
    window: Window, dialogs: FakeDialogs, store: Store
) -> None:
    keys("a")
    window.desk.keeper.keep_now()
    assert list((store.folder / "recovery").glob("*.xxgk"))
    dialogs.save = Answer.DISCARD
    assert window.close()
    assert not list((store.folder / "recovery").glob("*.xxgk"))


@pytest.mark.parametrize("key", [Key.Key_N, Key.Key_O])
def test_new_and_open_ask_before_they_close(
    window: Window, dialogs: FakeDialogs, saved: Path, key: Qt.Key
) -> None:
    keys("a")
    dialogs.open_path = saved
    press(key, CONTROL)
    assert dialogs.asked == ["a"]
    assert session_of(window).report.organ.name == "a"


# Opening ----------------------------------------------------------------------------------------


def test_opening_shows_the_draft_and_lists_it_as_recent(
    window: Window, dialogs: FakeDialogs, saved: Path, store: Store
) -> None:
    dialogs.open_path = saved
    press(Key.Key_O, CONTROL)
    assert window.top.name.full_text() == "某局 · 2024 年年报"
    assert [draft.path for draft in store.recent()] == [saved]
    window.actions_.recent.aboutToShow.emit()
    (listed,) = window.actions_.recent.actions()
    assert saved.stem in listed.text()


def test_what_is_no_draft_is_told_and_the_report_stays(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    keys("a")
    dialogs.open_path = tmp_path / "x.xxgk"
    dialogs.open_path.write_text("没有报告")
    press(Key.Key_O, CONTROL)
    assert "x.xxgk" in window.notice.sentence.text()
    assert dialogs.asked == []
    assert session_of(window).report.organ.name == "a"


def test_reopening_the_same_draft_after_saving_shows_what_was_saved(
    window: Window, dialogs: FakeDialogs, saved: Path
) -> None:
    window.desk.open(saved)
    keys("1")
    dialogs.save = Answer.SAVE
    window.desk.open(saved)
    assert session_of(window).report.organ.name == "某局1"


# Import -------------------------------------------------------------------------------------------


def test_an_import_is_unsaved_and_its_notes_are_listed(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "r.json"
    data = {"edition": "2021", "scope": "own", "organ": "某局", "year": 2023, "texts": {}}
    source.write_text(json.dumps(data), encoding="utf-8")
    dialogs.open_path = source
    press(Key.Key_I, CONTROL)
    qtbot.waitUntil(lambda: not window.desk.reading.busy)
    assert session_of(window).report.year == 2023
    assert session_of(window).is_modified
    assert "r.json" in window.notice.sentence.text()
    assert window.notice.isVisible()


def test_an_import_that_fails_is_told(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "r.json"
    source.write_text("{")
    dialogs.open_path = source
    before = window.session
    press(Key.Key_I, CONTROL)
    qtbot.waitUntil(lambda: not window.desk.reading.busy)
    assert "JSON" in window.notice.sentence.text()
    assert dialogs.told == [], "no box in the way"
    assert window.session is before


# Recovery ---------------------------------------------------------------------------------------


def test_a_copy_is_written_soon_after_the_first_change(
    window: Window, store: Store, qtbot: QtBot
) -> None:
    assert not window.desk.keeper._timer.isActive()
    keys("a")
    assert window.desk.keeper._timer.isActive()
    assert window.desk.keeper._timer.interval() <= 2000
    due = window.desk.keeper._timer.remainingTime()
    keys("b")
    assert window.desk.keeper._timer.remainingTime() <= due, "typing on must not put it off"
    window.desk.keeper._timer.timeout.emit()
    settle(window)
    (copy,) = (store.folder / "recovery").glob("*.xxgk")
    assert read_draft(copy).report.organ.name == "ab"


def test_saving_removes_the_copy(
    window: Window, dialogs: FakeDialogs, store: Store, tmp_path: Path
) -> None:
    keys("a")
    window.desk.keeper.keep_now()
    dialogs.save_path = tmp_path / "a.xxgk"
    save(window)
    assert not list((store.folder / "recovery").glob("*.xxgk"))


def test_a_copy_that_cannot_be_written_is_shown_and_tried_again(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Store) -> NoReturn:
        raise SaveError("磁盘满了。")

    settle(window)
    monkeypatch.setattr(window.session, "keeping", lambda store: partial(full, store))
    keys("a")
    assert window.desk.keeper.keep_now() == "自动暂存没有成功：磁盘满了。"
    assert "自动暂存没有成功" in window.top.state.text()
    assert window.top.state.toolTip() == "自动暂存没有成功：磁盘满了。"
    assert "磁盘满了。" in window.notice.sentence.text()
    assert buttons(window.notice, "另存为…")
    assert buttons(window.notice, "再试一次")
    assert window.desk.keeper._timer.isActive()
    monkeypatch.undo()
    window.desk.keeper.keep_now()
    assert window.top.state.text().startswith("✓ 已自动暂存")
    assert "又正常了" in window.notice.sentence.text()


def test_after_a_crash_the_start_page_offers_the_work(
    open_window: OpenWindow, store: Store, qtbot: QtBot
) -> None:
    session = Session.new(current_edition(), 2025)
    crash(store, session)
    window = open_window()
    window.start.fill()
    (restore,) = buttons(window.start, "恢复")
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert session_of(window).report == session.report
    assert session_of(window).is_modified


def test_what_is_left_behind_comes_first_and_in_the_order_it_stands(
    open_window: OpenWindow, store: Store, dialogs: FakeDialogs, saved: Path, qtbot: QtBot
) -> None:
    store.touch(saved)
    for year in (2024, 2025):
        crash(store, Session.new(current_edition(), year))
    window = open_window()
    with qtbot.waitSignal(window.start.filled):
        window.start.fill()
    restores, discards = (buttons(window.start, text) for text in ("恢复", "丢弃…"))
    assert focused() is restores[0]
    for expected in (discards[0], restores[1], discards[1], window.start.recent):
        press(Key.Key_Tab)
        assert focused() is expected
    press(Key.Key_Tab, SHIFT)
    assert focused() is discards[1]
    dialogs.confirmed = True
    press(Key.Key_Space)
    (restore,) = buttons(window.start, "恢复")
    assert focused() is restore
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert focused() is window.start.new
    press(Key.Key_Return)
    assert window.session is not None


def test_what_is_offered_is_discarded_only_after_a_yes(
    open_window: OpenWindow, store: Store, dialogs: FakeDialogs
) -> None:
    crash(store, Session.new(current_edition(), 2025))
    window = open_window()
    window.start.fill()
    QTest.mouseClick(buttons(window.start, "丢弃…")[0], Qt.MouseButton.LeftButton)
    assert store.recoverable()
    dialogs.confirmed = True
    QTest.mouseClick(buttons(window.start, "丢弃…")[0], Qt.MouseButton.LeftButton)
    assert not store.recoverable()
    assert buttons(window.start, "丢弃…") == []


@pytest.mark.parametrize(
    "answer, name",
    [(Restore.RECOVER, "没保存的"), (Restore.OPEN_SAVED, "某局"), (Restore.CANCEL, None)],
)
def test_opening_a_draft_that_has_a_copy_asks_which_one(
    open_window: OpenWindow,
    store: Store,
    dialogs: FakeDialogs,
    saved: Path,
    answer: Restore,
    name: str | None,
) -> None:
    left = Session.open(saved)
    left._draft = Draft(left.report.replace(organ=Organ(name="没保存的")))
    crash(store, left, saved)
    dialogs.restore = answer
    window = open_window()
    window.desk.open(saved)
    if name is None:
        assert window.session is None
        assert store.recoverable()
    else:
        assert session_of(window).report.organ.name == name
        assert session_of(window).path == saved
    assert read_draft(saved).report.organ.name == "某局"


def test_a_damaged_copy_is_shown_with_its_reason(open_window: OpenWindow, store: Store) -> None:
    crash(store, Session.new(current_edition(), 2025))
    (copy,) = (store.folder / "recovery").glob("*.xxgk")
    copy.write_text("坏了")
    window = open_window()
    window.start.fill()
    assert buttons(window.start, "恢复") == []
    assert len(buttons(window.start, "丢弃…")) == 1


# The start page -----------------------------------------------------------------------------------


def test_closing_a_report_leads_to_the_start_page(window: Window) -> None:
    press(Key.Key_W, CONTROL)
    assert window.session is None
    assert window.start.isVisible()
