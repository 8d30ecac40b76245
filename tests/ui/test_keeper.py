"""The report is on the disk from the first moment; typing never waits for that."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, SaveError, Store, read_draft, write_draft
from gi_desktop.form import current_edition
from gi_desktop.report.model import Organ, new_report
from gi_desktop.session import Session
from gi_desktop.ui.dialogs import Answer
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import (
    CONTROL,
    SHIFT,
    Key,
    buttons,
    keys,
    press,
    save,
    session_of,
    settle,
    type_chinese,
)


def copies(store: Store) -> list[Path]:
    return list((store.folder / "recovery").glob("*.xxgk"))


class Slow:
    """A disk that writes nothing until it is let."""

    def __init__(self, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        self.begun = threading.Event()
        for name in ("keeping", "saving"):
            made = getattr(Session, name)
            slowed = staticmethod(partial(self._slowed, made, session_of(window)))
            monkeypatch.setattr(Session, name, slowed)

    def _slowed(self, made: Callable[..., object], session: Session, argument: object) -> object:
        work = made(session, argument)
        if callable(work):
            return lambda: self._wait(work)
        return work

    def _wait(self, work: Callable[[], object]) -> object:
        self.begun.set()
        assert self._open.wait(60)
        return work()

    def let(self) -> None:
        self._open.set()


@pytest.fixture
def slow(window: Window, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """A slow disk under the open report."""
    settle(window)
    disk = Slow(window, monkeypatch)
    yield disk
    disk.let()


# From the first moment ----------------------------------------------------------------------------


def test_a_new_report_is_on_the_disk_before_anything_is_typed(window: Window, store: Store) -> None:
    settle(window)
    (copy,) = copies(store)
    assert read_draft(copy).report == session_of(window).report
    assert window.top.state.text().startswith("✓ 已自动暂存 ")
    assert "Ctrl+S" in window.top.state.toolTip()


def test_an_empty_report_is_closed_unasked_and_leaves_nothing(
    window: Window, store: Store, dialogs: FakeDialogs
) -> None:
    assert window.close()
    assert dialogs.asked == []
    assert copies(store) == []


def test_a_saved_draft_that_is_opened_needs_no_copy(
    window: Window, store: Store, tmp_path: Path
) -> None:
    form = current_edition()
    path = tmp_path / "某局.xxgk"
    write_draft(path, Draft(new_report(form).replace(organ=Organ(name="某局"))), form)
    window.desk.open(path)
    settle(window)
    assert copies(store) == []
    assert window.top.state.text().startswith("✓ 已保存 ")
    keys("1")
    assert window.top.state.text() == "● 未保存"
    window.desk.keeper._timer.timeout.emit()
    settle(window)
    assert len(copies(store)) == 1
    assert window.top.state.text().startswith("● 未保存，已自动暂存 ")
    press(Key.Key_Z, CONTROL)
    window.desk.keeper.keep_now()
    assert copies(store) == [], "all of it is in the file again"
    assert window.top.state.text().startswith("✓ 已保存 ")


# Beside the window ----------------------------------------------------------------------------------


def test_typing_goes_on_while_the_disk_is_slow(window: Window, store: Store, slow: Slow) -> None:
    keys("a")
    window.desk.keeper.keep()
    assert slow.begun.wait(60)
    keys("bc")
    window.desk.keeper.keep()
    keys("d")
    window.desk.keeper.keep()
    assert session_of(window).report.organ.name == "abcd"
    (copy,) = copies(store)
    assert read_draft(copy).report.organ.name == "", "nothing was waited for"
    slow.let()
    settle(window)
    assert read_draft(copy).report.organ.name == "abcd"


def test_what_is_written_is_told_without_being_asked(
    window: Window, store: Store, qtbot: QtBot
) -> None:
    settle(window)
    (copy,) = copies(store)
    keys("a")
    window.desk.keeper.keep()
    qtbot.waitUntil(lambda: not window.desk.keeper._looks.isActive())
    assert read_draft(copy).report.organ.name == "a"


def test_what_is_typed_while_it_is_saved_is_not_saved(
    window: Window, dialogs: FakeDialogs, slow: Slow, tmp_path: Path
) -> None:
    keys("a")
    window.desk.keeper.keep()
    assert slow.begun.wait(60)
    dialogs.save_path = tmp_path / "a.xxgk"
    press(Key.Key_S, CONTROL)
    assert window.top.state.text() == "正在保存…"
    keys("b")
    slow.let()
    settle(window)
    assert read_draft(tmp_path / "a.xxgk").report.organ.name == "a"
    assert session_of(window).report.organ.name == "ab"
    assert session_of(window).is_modified
    assert window.top.state.text().startswith("● 未保存")
    press(Key.Key_Z, CONTROL)
    assert session_of(window).report.organ.name == "a"
    assert not session_of(window).is_modified


def test_saving_twice_asks_for_one_name(
    window: Window, dialogs: FakeDialogs, slow: Slow, tmp_path: Path
) -> None:
    keys("a")
    window.desk.keeper.keep()
    assert slow.begun.wait(60)
    dialogs.save_path = tmp_path / "a.xxgk"
    press(Key.Key_S, CONTROL)
    keys("b")
    press(Key.Key_S, CONTROL)
    slow.let()
    settle(window)
    assert len(dialogs.proposed) == 1
    assert read_draft(tmp_path / "a.xxgk").report.organ.name == "ab"
    assert not session_of(window).is_modified


def test_closing_waits_for_what_is_being_written(
    window: Window, dialogs: FakeDialogs, store: Store, tmp_path: Path
) -> None:
    keys("a")
    dialogs.save_path = tmp_path / "a.xxgk"
    press(Key.Key_S, CONTROL)
    assert window.close()
    assert dialogs.asked == [], "it is saved: there is nothing to ask"
    assert read_draft(tmp_path / "a.xxgk").report.organ.name == "a"
    assert copies(store) == []


# A save that fails ----------------------------------------------------------------------------------


@pytest.fixture
def failed(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> Window:
    """A report that could not be saved: its folder is gone."""
    keys("a")
    dialogs.save_path = tmp_path / "没有这个文件夹" / "a.xxgk"
    save(window)
    return window


def test_a_failure_is_said_with_what_to_do_and_where_the_work_is(
    failed: Window, dialogs: FakeDialogs, store: Store
) -> None:
    (second,) = (store.folder / "unsaved").iterdir()
    said = failed.notice.sentence.text()
    assert "没有保存“a.xxgk”" in said
    assert str(second) in said
    assert read_draft(second).report.organ.name == "a"
    assert failed.top.state.text().startswith("✕ 没有保存")
    assert "文件夹不存在" in failed.top.state.toolTip()
    assert "文件夹不存在" in failed.top.state.accessibleName()
    assert buttons(failed.notice, "另存为…")
    buttons(failed.notice, "打开文件夹")[0].click()
    assert dialogs.folders == [second.parent]


@pytest.mark.parametrize("answer", [Answer.SAVE, Answer.DISCARD])
def test_after_a_failure_closing_is_refused(
    failed: Window, dialogs: FakeDialogs, answer: Answer
) -> None:
    dialogs.save = answer
    assert not failed.close()
    assert "存好以后才能关闭" in dialogs.asked[-1]
    assert session_of(failed).report.organ.name == "a"


@pytest.mark.parametrize("answer", [Answer.SAVE, Answer.DISCARD])
def test_another_folder_is_offered_and_lets_it_close(
    failed: Window,
    dialogs: FakeDialogs,
    tmp_path: Path,
    answer: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def go_elsewhere(_title: str, _sentence: str, choices: tuple[str, ...]) -> int:
        assert choices[0] == "另存到别的文件夹…"
        dialogs.save_path = tmp_path / "b.xxgk"
        return 0

    dialogs.save = answer
    monkeypatch.setattr(dialogs, "choose", go_elsewhere)
    assert failed.close()
    assert read_draft(tmp_path / "b.xxgk").report.organ.name == "a"


def test_the_copy_on_this_pc_lets_it_close_too(
    failed: Window, dialogs: FakeDialogs, store: Store
) -> None:
    keys("b")
    dialogs.save, dialogs.choice = Answer.DISCARD, 1
    assert failed.close()
    (second,) = (store.folder / "unsaved").iterdir()
    assert read_draft(second).report.organ.name == "ab", "all that was typed"
    assert store.recent_paths() == [second]


def test_where_no_copy_can_be_written_only_another_folder_helps(
    failed: Window, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[tuple[str, ...]] = []

    def decline(_title: str, _sentence: str, choices: tuple[str, ...]) -> None:
        offered.append(choices)

    monkeypatch.setattr(failed.desk.keeper, "rescue", lambda: None)
    dialogs.save = Answer.DISCARD
    monkeypatch.setattr(dialogs, "choose", decline)
    assert not failed.close()
    assert offered == [("另存到别的文件夹…",)]


def test_without_a_copy_of_the_last_change_closing_is_refused_too(
    window: Window, dialogs: FakeDialogs, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SaveError("没有保存“x”：磁盘空间不足。", "磁盘空间不足。")

    settle(window)
    monkeypatch.setattr(store, "keep", full)
    monkeypatch.setattr(store, "rescue", full)
    keys("a")
    window.desk.keeper.keep_now()
    assert window.top.state.text() == "✕ 没有保存，自动暂存没有成功"
    dialogs.save = Answer.DISCARD
    assert not window.close()
    assert dialogs.asked[-1] == "自动暂存没有成功：磁盘空间不足。存好以后才能关闭。"


def test_what_was_taken_back_need_not_be_saved(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    keys("a")
    dialogs.save_path = tmp_path / "a.xxgk"
    save(window)
    keys("b")
    dialogs.save_path = tmp_path / "没有这个文件夹" / "a.xxgk"
    save(window, SHIFT)
    assert window.top.state.text().startswith("✕ 没有保存")
    press(Key.Key_Z, CONTROL)
    assert window.close()
    assert dialogs.asked == []


def test_a_later_save_mends_it(failed: Window, dialogs: FakeDialogs, tmp_path: Path) -> None:
    dialogs.save_path = tmp_path / "a.xxgk"
    save(failed)
    assert failed.top.state.text().startswith("✓ 已保存 ")
    assert failed.desk.keeper.state.trouble == ""
    assert "已经保存到" in failed.notice.sentence.text(), "the failure is no longer told"
    assert failed.close()


def test_the_state_is_in_sight_in_a_narrow_window(
    open_window: Callable[..., Window], dialogs: FakeDialogs, tmp_path: Path
) -> None:
    window = open_window(size=(900, 600))
    window.desk.new()
    type_chinese("很长的机关名称" * 9)
    dialogs.save_path = tmp_path / "没有这个文件夹" / "a.xxgk"
    save(window)
    QApplication.processEvents()  # the bar gives its parts their room
    state = window.top.state
    assert state.isVisible()
    assert state.width() >= state.sizeHint().width()
    assert state.mapTo(window, state.rect().bottomRight()).x() < window.width()
    assert state.textFormat() is Qt.TextFormat.PlainText
