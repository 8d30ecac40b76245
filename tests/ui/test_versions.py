"""Versions in the window: listed, compared, named, brought back; foreign changes taken or left."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, Kind, Status, Store, read_draft, write_draft
from gi_desktop.form import current_edition
from gi_desktop.report.difference import differences
from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.model import Organ, new_report
from gi_desktop.report.prose import paragraphs
from gi_desktop.ui.dialogs import Answer
from gi_desktop.ui.outside_dialog import OutsideDialog
from gi_desktop.ui.steps import Place
from gi_desktop.ui.trail_dialog import TrailDialog
from gi_desktop.ui.versions_dialog import VersionsDialog
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import Changes, FakeDialogs
from tests.ui.hands import CONTROL, SHIFT, Key, buttons, keys, press, save, session_of, settle

FORM = current_edition()
FIRST, SECOND, THIRD = (spec.address for spec in FORM.inputs[:3])
TEXT = next(section.text for section in FORM.sections if section.text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved draft."""
    made = tmp_path / "某局 年报.xxgk"
    report = new_report(FORM, 2025).replace(organ=Organ(name="某局"), cells={FIRST: 5})
    write_draft(made, Draft(report), FORM)
    return made


@pytest.fixture
def shown(window: Window, path: Path) -> Window:
    """The window with that draft open."""
    window.desk.open(path)
    return window


def enter(window: Window, cell: str, value: int) -> None:
    session_of(window).apply(SetCells("填", {cell: value}))


def numbers(window: Window) -> dict[str, object]:
    return dict(session_of(window).report.cells)


def names(window: Window) -> list[str]:
    return [version.name for version in window.desk.versions.all()]


def said(window: Window) -> str:
    return window.notice.sentence.text() if window.notice.isVisible() else ""


# Versions -----------------------------------------------------------------------------------------


def test_every_save_leaves_a_version(shown: Window) -> None:
    for number in (6, 7, 7):
        enter(shown, FIRST, number)
        save(shown)
    found = shown.desk.versions.all()
    assert [one.read().report.cells[FIRST] for one in found] == [7, 6]


def test_now_and_then_one_is_kept_while_it_is_changed(
    shown: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gi_desktop.ui.keeper.VERSION_S", 0.0)
    enter(shown, FIRST, 6)
    shown.desk.keeper.keep_now()
    settle(shown)
    assert [one.kind for one in shown.desk.versions.all()] == [Kind.AUTO]


def test_a_version_comes_back_as_one_step_and_nothing_is_lost(shown: Window) -> None:
    enter(shown, FIRST, 6)
    save(shown)
    session = session_of(shown)
    enter(shown, FIRST, 7)
    session.apply(SetText("写", TEXT, paragraphs("现在的话。")))
    [old] = shown.desk.versions.all()
    assert shown.desk.versions.restore(old) == ""
    assert numbers(shown) == {FIRST: 6}
    assert session.report.texts == {}
    assert session.is_modified
    assert "已恢复" in said(shown)
    newest = shown.desk.versions.all()[0]
    assert (newest.kind, newest.name) == (Kind.BEFORE, "恢复版本之前")
    assert newest.read().report.cells == {FIRST: 7}
    [undo] = buttons(shown.notice, "撤销")
    undo.click()
    assert numbers(shown) == {FIRST: 7}
    assert session.report.texts


def test_its_undo_never_undoes_anything_else(shown: Window) -> None:
    enter(shown, FIRST, 6)
    save(shown)
    enter(shown, FIRST, 7)
    [old] = shown.desk.versions.all()
    shown.desk.versions.restore(old)
    shown.go(3)
    assert buttons(shown.notice, "撤销"), "on every page"
    shown.actions_.undo.trigger()
    assert not shown.notice.isVisible()
    assert numbers(shown) == {FIRST: 7}


def test_what_cannot_be_kept_first_is_not_replaced(
    shown: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(shown)
    enter(shown, FIRST, 7)
    [old] = shown.desk.versions.all()
    monkeypatch.setattr("gi_desktop.drafts.versions.MAX_BYTES", 10)
    assert "没有恢复" in shown.desk.versions.restore(old)
    assert numbers(shown) == {FIRST: 7}


def test_a_damaged_version_is_said_and_changes_nothing(shown: Window) -> None:
    save(shown)
    [old] = shown.desk.versions.all()
    old.file.write_bytes(b"{")
    assert shown.desk.versions.compare(old, None)[1]
    assert shown.desk.versions.restore(old)
    assert numbers(shown) == {FIRST: 5}
    assert len(shown.desk.versions.all()) == 1


@pytest.fixture
def dialog(shown: Window, qtbot: QtBot) -> VersionsDialog:
    """The list over two saves, a named version and a last change."""
    enter(shown, FIRST, 6)
    save(shown)
    enter(shown, SECOND, 8)
    save(shown)
    assert shown.desk.versions.keep_named("送审前") == ""
    enter(shown, FIRST, 9)
    made = VersionsDialog(shown.desk.versions, shown)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def rows(made: VersionsDialog) -> list[list[str]]:
    table = made.table
    items = [[table.item(row, column) for column in range(3)] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in items]


def test_the_list_says_when_in_which_state_and_what_differs(dialog: VersionsDialog) -> None:
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert len(texts) == 3
    assert texts[0].endswith("★ 送审前")
    assert "不会自动清理" in dialog.list.item(0).toolTip()
    assert all("今天 " in text and "草稿" in text for text in texts)
    assert rows(dialog) == [[rows(dialog)[0][0], "6", "9"]]
    assert "表二" in rows(dialog)[0][0]
    assert dialog.sentence.text() == "有 1 处不同。"


def test_two_versions_are_compared(dialog: VersionsDialog) -> None:
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert dialog.list.currentRow() == 2
    assert [row[1:] for row in rows(dialog)] == [["6", "9"], ["（空）", "8"]]
    dialog.against.setCurrentIndex(1)
    assert [row[1:] for row in rows(dialog)] == [["（空）", "8"]]


def test_one_is_named_and_removed_by_keyboard(
    dialog: VersionsDialog, shown: Window, dialogs: FakeDialogs
) -> None:
    dialog.keep.click()
    assert "起个名字" in dialog.note.text()
    keys("v1")
    press(Key.Key_Return)
    assert names(shown)[0] == "v1"
    assert dialog.list.item(0).text().endswith("v1")
    assert "不会自动清理" in dialog.note.text()
    dialogs.confirmed = True
    dialog.remove.click()
    assert names(shown)[0] == "送审前"
    dialog.list.setCurrentRow(1)
    assert not dialog.remove.isEnabled(), "one that nobody named goes by itself"


def test_restoring_closes_the_list(dialog: VersionsDialog, shown: Window) -> None:
    dialog.list.setCurrentRow(2)
    dialog.restore.click()
    assert not dialog.isVisible()
    assert numbers(shown) == {FIRST: 6}
    shown.actions_.undo.trigger()
    assert numbers(shown) == {FIRST: 9, SECOND: 8}


def test_what_may_not_be_changed_is_not_brought_back(shown: Window, qtbot: QtBot) -> None:
    save(shown)
    session_of(shown).set_read_only("正由别人修改。")
    made = VersionsDialog(shown.desk.versions, shown)
    qtbot.addWidget(made)
    assert not made.restore.isEnabled()
    assert made.restore.toolTip() == "正由别人修改。"


def test_the_keys_open_it(shown: Window, dialogs: FakeDialogs) -> None:
    opened: list[object] = []
    dialogs.versions = opened.append
    press(Key.Key_B, CONTROL | SHIFT)
    assert opened == [shown.desk.versions]


def test_a_state_of_its_time_is_shown_and_a_sealed_one_is_marked(
    shown: Window, store: Store, qtbot: QtBot
) -> None:
    draft = session_of(shown).draft
    sealed = Draft(draft.report, status=Status.FINAL)
    store.versions(draft.report.id).keep_sealed(sealed, FORM, "定稿")
    made = VersionsDialog(shown.desk.versions, shown)
    qtbot.addWidget(made)
    assert "定稿\n■ 定稿" in made.list.item(0).text()
    assert not made.remove.isEnabled()


# Somebody else changed the file -------------------------------------------------------------------


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


# The trail as a list ------------------------------------------------------------------------------


def test_the_trail_is_listed_filtered_and_leads_to_its_places(
    shown: Window, qtbot: QtBot, dialogs: FakeDialogs
) -> None:
    enter(shown, FIRST, 6)
    enter(shown, THIRD, 1)
    session_of(shown).apply(SetText("写", TEXT, paragraphs("一句话。")))
    shown.go(2)
    press(Key.Key_J, CONTROL | SHIFT)
    steps = dialogs.steps
    assert dialogs.asked[-1] == FIRST
    assert len(steps) == 3
    made = TrailDialog(steps, FORM, FIRST, shown)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert made.table.rowCount() == 1, "at first of the cell in focus"
    made.where.setCurrentIndex(0)
    assert made.table.rowCount() == 3
    made.search.setText("一句")
    assert made.table.rowCount() == 1
    made.search.clear()
    made.where.setCurrentText("基本信息")
    assert made.table.rowCount() == 0
    assert made.sentence.text() == "没有这样的修改。"
    made.where.setCurrentIndex(0)
    made.table.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert not made.isVisible()
    assert made.chosen is not None
    assert made.chosen.cell == THIRD


def test_from_the_list_the_window_goes_to_the_place(shown: Window, dialogs: FakeDialogs) -> None:
    enter(shown, THIRD, 1)
    dialogs.place = Place(2, cell=THIRD)
    press(Key.Key_J, CONTROL | SHIFT)
    assert shown.number == 2
    assert shown.helping.key == THIRD
