"""Versions of a report in the window: kept, named, compared, brought back."""

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, Kind, Status, Store
from gi_desktop.report.edits import SetText
from gi_desktop.report.prose import paragraphs
from gi_desktop.ui.steps import Place
from gi_desktop.ui.trail_dialog import TrailDialog
from gi_desktop.ui.versions_dialog import VersionsDialog
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import CONTROL, SHIFT, Key, buttons, keys, press, save, session_of, settle
from tests.ui.versions.opened import FIRST, FORM, SECOND, THIRD, enter, numbers, said

TEXT = next(section.text for section in FORM.sections if section.text)


def names(window: Window) -> list[str]:
    return [version.name for version in window.desk.versions.all()]


# Versions -------------------------------------------------------------------------------------


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


# The trail as a list --------------------------------------------------------------------------


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
