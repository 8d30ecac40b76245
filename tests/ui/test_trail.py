"""The trail in the window: written beside typing, shown for what has the focus, and as a list."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Store
from gi_desktop.form import current_edition
from gi_desktop.ui.dialogs import Answer
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import CONTROL, Key, keys, press, session_of, settle, type_chinese

FORM = current_edition()
CELL = FORM.inputs[0].address


def write(window: Window, qtbot: QtBot) -> None:
    """Let what was typed be kept, and the help follow."""
    window.desk.keeper.keep_now()
    qtbot.waitUntil(lambda: not window.desk.trail._reading.busy)
    qtbot.waitUntil(lambda: not window.helping._soon.isActive())


def beside(window: Window) -> str:
    """What the help says of changes."""
    parts = {part.heading: part.text for part in window.side.help.shown.parts}
    return parts.get("修改记录", "")


def test_for_the_cell_in_focus_its_last_changes_are_shown(window: Window, qtbot: QtBot) -> None:
    window.go(2)
    assert beside(window) == ""
    keys("12")
    write(window, qtbot)
    user = window.desk.trail.steps()[0].user
    assert beside(window).endswith(f" {user}：（空） → 12")
    press(Key.Key_Return)
    assert "12" not in beside(window)
    press(Key.Key_Up)
    for number in "3456":
        keys(number)
        press(Key.Key_Return)
        press(Key.Key_Up)
        write(window, qtbot)
    lines = beside(window).splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("5 → 6")
    press(Key.Key_Z, CONTROL)
    write(window, qtbot)
    assert beside(window).splitlines()[0].endswith("6 → 5")


def test_for_a_text_and_a_field_too(window: Window, qtbot: QtBot) -> None:
    window.go(1)
    type_chinese("写了一句。")
    write(window, qtbot)
    assert "写了一句。" in beside(window)
    window.go(0)
    type_chinese("某局")
    write(window, qtbot)
    assert "某局" in beside(window)


def test_it_is_there_again_when_the_draft_is_opened_again(
    window: Window, store: Store, tmp_path: Path, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    window.go(2)
    keys("7")
    dialogs.save_path = tmp_path / "a.xxgk"
    window.desk.save_as()
    settle(window)
    window.desk.close_report()
    window.desk.open(tmp_path / "a.xxgk")
    write(window, qtbot)
    window.go(2)
    assert beside(window).endswith("（空） → 7")
    assert (store.report_folder(session_of(window).report.id) / "trail.jsonl").is_file()
    assert "trail" not in (tmp_path / "a.xxgk").read_text("utf-8")


def test_what_was_given_up_is_said(window: Window, store: Store, dialogs: FakeDialogs) -> None:
    window.go(2)
    keys("7")
    report_id = session_of(window).report.id
    dialogs.save = Answer.DISCARD
    assert window.desk.close_report()
    newest = store.trail(report_id).read()[0]
    assert "没有保存就关闭" in newest.label
    [version] = store.versions(report_id).all()
    assert version.read().report.cells == {CELL: 7}
    assert version.name == "没有保存就关闭的内容"


@pytest.mark.parametrize("damage", ["folder", "noise"])
def test_a_trail_that_cannot_be_used_stops_nothing(
    window: Window, store: Store, qtbot: QtBot, damage: str
) -> None:
    file = store.report_folder(session_of(window).report.id) / "trail.jsonl"
    settle(window)
    if damage == "folder":
        file.mkdir(parents=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\0\xff" * 5000)
    window.desk.trail.follow(store.trail(session_of(window).report.id))
    window.go(2)
    keys("7")
    write(window, qtbot)
    assert session_of(window).report.cells == {CELL: 7}
    assert window.desk.keeper.state.trouble == ""
    assert not window.notice.isVisible()
