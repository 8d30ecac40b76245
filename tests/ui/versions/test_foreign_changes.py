"""A file that somebody else changed while it was open here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, read_draft, write_draft
from gi_desktop.report.difference import differences
from gi_desktop.ui.dialogs import Answer
from gi_desktop.ui.outside_dialog import OutsideDialog
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import Changes, FakeDialogs
from tests.ui.hands import CONTROL, Key, buttons, press, save, session_of
from tests.ui.versions.opened import FIRST, FORM, SECOND, enter, numbers, said


def theirs(path: Path, **cells: int) -> None:
    """Let somebody else save the draft."""
    draft = read_draft(path)
    changed = {**draft.report.cells, **cells}
    write_draft(path, Draft(draft.report.replace(cells=changed)), FORM)


def test_at_saving_both_are_shown_and_what_was_not_touched_is_proposed(
    shown: Window, path: Path, dialogs: FakeDialogs
) -> None:
    enter(shown, FIRST, 6)
    theirs(path, **{FIRST: 7, SECOND: 8})
    seen: list[Changes] = []

    def choose(found: Changes, proposed: Changes) -> Changes:
        seen.extend((found, proposed))
        return proposed

    dialogs.changes = choose
    save(shown)
    found, proposed = seen
    assert [(one.old, one.new) for one in found] == [("6", "7"), ("", "8")]
    assert [one.cell for one in proposed] == [SECOND]
    assert numbers(shown) == {FIRST: 6, SECOND: 8}
    assert read_draft(path).report.cells == {FIRST: 6, SECOND: 8}
    assert not session_of(shown).is_modified
    kept = {one.name: one.read().report.cells for one in shown.desk.versions.all()}
    assert kept["别处存的内容"] == {FIRST: 7, SECOND: 8}
    assert kept["采用别处的改动之前"] == {FIRST: 6}
    press(Key.Key_Z, CONTROL)
    assert numbers(shown) == {FIRST: 6}


@pytest.mark.parametrize(
    "choose, cells",
    [
        (lambda found, _proposed: found, {FIRST: 7, SECOND: 8}),
        (lambda _found, _proposed: (), {FIRST: 6}),
    ],
)
def test_all_or_nothing_can_be_taken(
    shown: Window,
    path: Path,
    dialogs: FakeDialogs,
    choose: Callable[[Changes, Changes], Changes],
    cells: dict[str, int],
) -> None:
    enter(shown, FIRST, 6)
    theirs(path, **{FIRST: 7, SECOND: 8})
    dialogs.changes = choose
    save(shown)
    assert numbers(shown) == cells
    assert read_draft(path).report.cells == cells


def test_who_does_not_decide_loses_nothing(shown: Window, path: Path, dialogs: FakeDialogs) -> None:
    enter(shown, FIRST, 6)
    theirs(path, **{FIRST: 7})
    save(shown)
    assert read_draft(path).report.cells == {FIRST: 7}
    assert numbers(shown) == {FIRST: 6}
    assert session_of(shown).is_modified
    assert "没有保存" in shown.top.state.text()
    assert "在别处被改过" in said(shown)
    dialogs.changes = lambda _found, _proposed: ()
    save(shown)
    assert read_draft(path).report.cells == {FIRST: 6}


@pytest.mark.parametrize("decided", [True, False])
def test_closing_over_a_foreign_change_asks_and_loses_nothing(
    shown: Window, path: Path, dialogs: FakeDialogs, *, decided: bool
) -> None:
    enter(shown, FIRST, 6)
    theirs(path, **{SECOND: 8})
    dialogs.save = Answer.SAVE
    if decided:
        dialogs.changes = lambda _found, proposed: proposed
    assert shown.desk.close_report() == decided
    expected = {FIRST: 6, SECOND: 8} if decided else {FIRST: 5, SECOND: 8}
    assert read_draft(path).report.cells == expected
    if not decided:
        assert numbers(shown) == {FIRST: 6}
        assert "存好以后才能关闭" in dialogs.asked[-1]


def test_coming_back_to_the_window_one_is_told(
    shown: Window, path: Path, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    theirs(path, **{FIRST: 7})
    shown.desk.sharing.look()
    qtbot.waitUntil(lambda: "在别处被改过" in said(shown))
    assert numbers(shown) == {FIRST: 5}
    dialogs.changes = lambda _found, proposed: proposed
    buttons(shown.notice, "看看哪里不同…")[0].click()
    assert numbers(shown) == {FIRST: 7}
    assert "可以撤销" in said(shown)
    shown.notice.hide()
    shown.desk.sharing.look()
    qtbot.waitUntil(lambda: not shown.desk.sharing._looking.busy)
    assert said(shown) == "", "it is known now"


def test_one_is_told_once_of_the_same(shown: Window, path: Path, qtbot: QtBot) -> None:
    theirs(path, **{FIRST: 7})
    for expected in (True, False):
        shown.notice.hide()
        shown.desk.sharing.look()
        qtbot.waitUntil(lambda: not shown.desk.sharing._looking.busy)
        assert bool(said(shown)) == expected


def test_a_file_that_was_saved_without_a_change_is_no_matter(
    shown: Window, path: Path, qtbot: QtBot
) -> None:
    path.write_bytes(path.read_bytes().replace(b'"saved_at": "2', b'"saved_at": "1'))
    shown.desk.sharing.look()
    qtbot.waitUntil(lambda: not shown.desk.sharing._looking.busy)
    assert said(shown) == ""
    enter(shown, FIRST, 6)
    save(shown)
    assert read_draft(path).report.cells == {FIRST: 6}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b'{"format": "gi-desktop-draft"}'])
def test_a_file_that_is_no_draft_any_more_is_not_replaced(
    shown: Window, path: Path, content: bytes
) -> None:
    enter(shown, FIRST, 6)
    path.write_bytes(content)
    save(shown)
    assert path.read_bytes() == content
    assert "您现在的内容没有丢" in said(shown)
    assert numbers(shown) == {FIRST: 6}


def test_versions_that_cannot_be_kept_leave_both_as_they_are(
    shown: Window, path: Path, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(shown, FIRST, 6)
    theirs(path, **{FIRST: 7})
    dialogs.changes = lambda found, _proposed: found
    monkeypatch.setattr("gi_desktop.drafts.versions.MAX_BYTES", 10)
    save(shown)
    assert numbers(shown) == {FIRST: 6}
    assert read_draft(path).report.cells == {FIRST: 7}
    assert "没有采用" in said(shown)


def test_the_button_says_what_it_does(shown: Window, qtbot: QtBot, path: Path) -> None:
    enter(shown, FIRST, 6)
    theirs(path, **{FIRST: 7, SECOND: 8})
    found = [
        one
        for one in differences(session_of(shown).report, read_draft(path).report, FORM)
        if not one.follows
    ]
    made = OutsideDialog("别处改过。", found, found[1:], shown)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert made.take.text() == "采用打勾的 1 处"
    press(Key.Key_Space)
    assert made.take.text() == "都用别处的"
    assert list(made.chosen()) == found
    made.none.click()
    assert made.take.text() == "都用我现在的"
    made.all.click()
    assert list(made.chosen()) == found
