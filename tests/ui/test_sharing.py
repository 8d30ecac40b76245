"""Two people, one file: the second one reads only, learns who is first, and takes over in time."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, Held, Hold, Owner, hold, read_draft, write_draft
from gi_desktop.drafts.holding import STALE, note_of
from gi_desktop.form import current_edition
from gi_desktop.report.model import Organ, new_report
from gi_desktop.session import Session
from gi_desktop.ui import desk, sharing
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.window import Window
from tests.drafts.test_holding import ELSEWHERE, another, leave_note
from tests.ui.conftest import OpenWindow
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import CONTROL, Key, buttons, keys, press, save, session_of, type_chinese

FORM = current_edition()
CELL = FORM.inputs[0].address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved draft with a blank and Chinese in its name."""
    made = tmp_path / "共 享" / "某局 年报.xxgk"
    made.parent.mkdir()
    report = new_report(FORM, 2025).replace(organ=Organ(name="某局"), cells={CELL: 5})
    write_draft(made, Draft(report), FORM)
    return made


@pytest.fixture
def shown(open_window: OpenWindow) -> Window:
    return open_window()


def said(window: Window) -> str:
    return window.notice.sentence.text() if window.notice.isVisible() else ""


def test_an_open_draft_is_noted_beside_it_until_it_is_closed(shown: Window, path: Path) -> None:
    shown.desk.open(path)
    assert note_of(path).exists()
    assert Owner.me().computer in note_of(path).read_text("utf-8")
    assert not session_of(shown).read_only
    shown.desk.close_report()
    assert list(path.parent.iterdir()) == [path]


def test_the_note_follows_the_draft_to_another_name(
    shown: Window, path: Path, dialogs: FakeDialogs
) -> None:
    shown.desk.open(path)
    dialogs.save_path = path.with_name("新名.xxgk")
    shown.desk.save_as()
    shown.desk.keeper.settle()
    assert note_of(dialogs.save_path).exists()
    assert not note_of(path).exists()
    shown.close()
    assert {entry.suffix for entry in path.parent.iterdir()} == {".xxgk"}


def test_a_draft_that_somebody_has_open_is_read_only_and_says_who(
    shown: Window, path: Path
) -> None:
    leave_note(path)
    content = path.read_bytes()
    shown.desk.open(path)
    sentence = said(shown)
    assert "“张三”在电脑“办公室-2”上" in sentence
    assert "打开" in sentence
    assert "只能看" in sentence
    assert shown.top.state.text().endswith("（只读）")
    shown.notice.hide()
    shown.go(2)
    keys("7")
    assert session_of(shown).report.cells == {CELL: 5}
    assert "只能看" in said(shown)
    press(Key.Key_Escape)
    save(shown)
    assert path.read_bytes() == content
    assert ELSEWHERE.user in note_of(path).read_text("utf-8")
    shown.desk.close_report()
    assert note_of(path).exists(), "it belongs to the other one"


@pytest.mark.parametrize("step", range(8))
def test_nothing_can_be_changed_on_any_page(shown: Window, path: Path, step: int) -> None:
    leave_note(path)
    shown.desk.open(path)
    before = session_of(shown).draft
    shown.go(step)
    keys("8")
    type_chinese("改")
    press(Key.Key_Tab)
    press(Key.Key_Delete)
    press(Key.Key_Z, CONTROL)
    assert session_of(shown).draft is before
    shown.go((step + 1) % 8)
    shown.go(step)
    assert session_of(shown).draft is before
    assert not session_of(shown).is_modified


def test_what_is_typed_into_a_text_is_taken_back_from_sight(shown: Window, path: Path) -> None:
    leave_note(path)
    shown.desk.open(path)
    shown.go(1)
    type_chinese("写不进去")
    [editor] = shown.pages[1].findChildren(ProseEditor)
    assert editor.toPlainText() == ""


def test_under_another_name_it_can_be_changed(
    shown: Window, path: Path, dialogs: FakeDialogs
) -> None:
    leave_note(path)
    shown.desk.open(path)
    dialogs.save_path = path.with_name("我的.xxgk")
    [button] = buttons(shown.notice, "另存为…")
    button.click()
    shown.desk.keeper.settle()
    assert not session_of(shown).read_only
    shown.go(2)
    keys("7")
    assert session_of(shown).report.cells[CELL] == 7
    save(shown)
    assert read_draft(dialogs.save_path).report.cells[CELL] == 7
    assert read_draft(path).report.cells[CELL] == 5


def test_what_somebody_has_open_is_not_replaced(
    shown: Window, path: Path, dialogs: FakeDialogs
) -> None:
    shown.desk.open(path)
    other = path.with_name("别人的.xxgk")
    write_draft(other, Draft(new_report(FORM, 2020)), FORM)
    leave_note(other)
    dialogs.save_path = other
    assert not shown.desk.save_as()
    assert "没有替换“别人的.xxgk”" in said(shown)
    assert read_draft(other).report.year == 2020


def test_when_the_other_one_has_closed_it_can_be_changed(
    shown: Window, path: Path, qtbot: QtBot
) -> None:
    note = leave_note(path)
    shown.desk.open(path)
    shown.desk.sharing.look()
    qtbot.waitUntil(lambda: not shown.desk.sharing._looking.busy)
    assert session_of(shown).read_only
    report = new_report(FORM, 2025).replace(id=session_of(shown).report.id, cells={CELL: 6})
    write_draft(path, Draft(report), FORM)
    note.unlink()
    shown.desk.sharing._looks.timeout.emit()
    qtbot.waitUntil(lambda: "已经关闭" in said(shown))
    [button] = buttons(shown.notice, "改为可写")
    button.click()
    assert not session_of(shown).read_only
    assert session_of(shown).report.cells[CELL] == 6, "what the other one saved"
    shown.go(2)
    keys("9")
    assert session_of(shown).report.cells[CELL] == 9


def test_what_the_other_one_saves_meanwhile_can_be_looked_at(
    shown: Window, path: Path, qtbot: QtBot
) -> None:
    leave_note(path)
    shown.desk.open(path)
    report = new_report(FORM, 2025).replace(id=session_of(shown).report.id, cells={CELL: 6})
    write_draft(path, Draft(report), FORM)
    shown.desk.sharing.look()
    qtbot.waitUntil(lambda: "那边又保存过" in said(shown))
    [button] = buttons(shown.notice, "看新的内容")
    button.click()
    assert session_of(shown).report.cells == {CELL: 6}
    assert session_of(shown).read_only


@pytest.mark.parametrize("answer", [0, 1, None])
def test_one_without_a_sign_of_life_is_asked_about(
    shown: Window, path: Path, dialogs: FakeDialogs, answer: int | None
) -> None:
    leave_note(path, age=STALE + 60)
    dialogs.choice = answer
    shown.desk.open(path)
    assert "“张三”在电脑“办公室-2”上" in dialogs.asked[0]
    assert "没有动静" in dialogs.asked[0]
    assert bool(session_of(shown).read_only) == (answer != 0)
    assert (ELSEWHERE.user in note_of(path).read_text("utf-8")) == (answer != 0)


def test_what_a_dead_process_left_at_this_pc_is_no_hindrance(
    shown: Window, path: Path, dialogs: FakeDialogs
) -> None:
    leave_note(path, replace(Owner.me(), user="李四"))
    shown.desk.open(path)
    assert not session_of(shown).read_only
    assert dialogs.asked == []
    assert said(shown) == ""


def test_of_one_that_falls_silent_meanwhile_is_told_once(
    shown: Window, path: Path, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    leave_note(path)
    shown.desk.open(path)
    leave_note(path, age=STALE + 60)
    looking = shown.desk.sharing
    looking.look()
    qtbot.waitUntil(lambda: "没有动静" in said(shown))
    shown.notice.hide()
    looking.look()
    qtbot.waitUntil(lambda: not looking._looking.busy)
    assert said(shown) == ""
    leave_note(path)
    looking.look()
    qtbot.waitUntil(lambda: not looking._looking.busy)
    leave_note(path, age=STALE + 60)
    looking.look()
    qtbot.waitUntil(lambda: "没有动静" in said(shown))
    dialogs.choice = 0
    [button] = buttons(shown.notice, "由我来改…")
    button.click()
    assert "没有动静" in dialogs.asked[0]
    assert not session_of(shown).read_only


def test_a_crash_of_the_other_one_at_this_pc_is_noticed(
    shown: Window, path: Path, qtbot: QtBot
) -> None:
    with another(path) as process:
        shown.desk.open(path)
        assert session_of(shown).read_only
        process.kill()
        process.wait()
        assert note_of(path).exists()
        shown.desk.sharing.look()
        qtbot.waitUntil(lambda: "已经关闭" in said(shown))
    [button] = buttons(shown.notice, "改为可写")
    button.click()
    assert not session_of(shown).read_only


def test_a_share_that_hangs_does_not_hang_the_window(
    shown: Window, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, given_back, let_go = threading.Event(), threading.Event(), Hold.release

    def hangs(asked: Path) -> Hold | Held:
        assert answers.wait(60)
        return hold(asked)

    def release(held: Hold) -> None:
        let_go(held)
        given_back.set()

    monkeypatch.setattr(sharing, "_PATIENCE", 0.01)
    monkeypatch.setattr(sharing, "hold", hangs)
    shown.desk.open(path)
    assert not session_of(shown).read_only
    monkeypatch.setattr(Hold, "release", release)
    answers.set()
    qtbot.waitUntil(given_back.is_set)  # what came too late
    assert not note_of(path).exists()


def test_closing_does_not_wait_for_a_share_that_hangs(
    shown: Window, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.desk.open(path)
    answers, really = threading.Event(), Hold.release

    def hangs(held: Hold) -> None:
        assert answers.wait(60)
        really(held)

    monkeypatch.setattr(sharing, "_PATIENCE", 0.01)
    monkeypatch.setattr(Hold, "release", hangs)
    assert shown.desk.close_report()
    assert note_of(path).exists()
    answers.set()
    qtbot.waitUntil(lambda: not note_of(path).exists())


def test_a_draft_that_does_not_answer_is_told_and_nothing_is_closed(
    shown: Window, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.desk.open(path)
    before, answers = session_of(shown), threading.Event()

    def hangs(*_: object) -> None:
        answers.wait(60)

    monkeypatch.setattr(desk, "_PATIENCE", 0.01)
    monkeypatch.setattr(Session, "open", hangs)
    shown.desk.open(path.with_name("另一份.xxgk"))
    answers.set()
    assert "没有回应" in said(shown)
    assert session_of(shown) is before


def test_who_was_taken_over_is_told_by_whom(shown: Window, path: Path, qtbot: QtBot) -> None:
    shown.desk.open(path)
    note_of(path).unlink()
    leave_note(path)
    shown.desk.sharing._beats.timeout.emit()
    qtbot.waitUntil(lambda: "接着在改" in said(shown))
    assert "“张三”" in said(shown)
    assert buttons(shown.notice, "另存为…")


def test_in_a_folder_that_is_read_only_it_is_said_once(
    shown: Window, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr("gi_desktop.drafts.holding._create", refuse)
    shown.desk.open(path)
    assert "两边都看不出来" in said(shown)
    assert not session_of(shown).read_only
    shown.desk.open(path)
    assert said(shown) == ""


def test_a_share_that_goes_leaves_the_window_alive(shown: Window, path: Path, qtbot: QtBot) -> None:
    shown.desk.open(path)
    path.parent.rename(path.parent.with_name("没了"))
    for timer in (shown.desk.sharing._beats, shown.desk.sharing._looks):
        timer.timeout.emit()
        qtbot.waitUntil(lambda: not shown.desk.sharing._looking.busy)
    shown.go(2)
    keys("7")
    save(shown)
    assert "没有保存" in said(shown)
    assert "另存了一份" in said(shown)
