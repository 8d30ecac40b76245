"""After a crash the next start says what is newer and offers it; nothing is given up for good."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, Kind, Store, read_draft, write_draft
from gi_desktop.form import current_edition
from gi_desktop.report.model import Organ, new_report
from gi_desktop.ui.dialogs import Answer, Restore
from gi_desktop.ui.window import Window
from tests.drafts.test_holding import leave_note
from tests.ui.conftest import OpenWindow
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import buttons, keys, save, session_of, texts

FORM = current_edition()
FIRST = FORM.inputs[0].address
REPORT = new_report(FORM, 2025).replace(organ=Organ(name="某局"), cells={FIRST: 3})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "某局 年报.xxgk"
    write_draft(made, Draft(REPORT), FORM)
    return made


def crash(store: Store, path: Path | None, value: int = 5) -> None:
    """Leave newer work behind, as a program that was killed does."""
    other = Store(store.folder)
    other.keep(Draft(REPORT.replace(cells={FIRST: value})), FORM, path)
    other.close()


@pytest.fixture
def started(store: Store, path: Path, open_window: OpenWindow, qtbot: QtBot) -> Window:
    """The window after a crash, its start page filled."""
    crash(store, path)
    window = open_window()
    window.start.fill()
    qtbot.waitUntil(lambda: not window.start._comparing.busy)
    return window


def cells(window: Window) -> dict[str, object]:
    return dict(session_of(window).report.cells)


def test_the_start_page_says_whose_of_when_and_what_differs(started: Window) -> None:
    said = "\n".join(texts(started.start))
    assert "某局 · 2025 年年报" in said
    assert "和文件里的相比，有 1 处不同：" in said
    assert "：3 → 5" in said


def test_restored_it_is_not_saved_and_the_file_stays(started: Window, path: Path) -> None:
    before = path.read_bytes()
    buttons(started.start, "恢复")[0].click()
    assert cells(started) == {FIRST: 5}
    assert session_of(started).is_modified
    assert path.read_bytes() == before
    assert "已恢复" in started.notice.sentence.text()
    assert "原来的文件“某局 年报.xxgk”不动" in started.notice.sentence.text()
    save(started)
    assert read_draft(path).report.cells == {FIRST: 5}


def test_discarded_it_is_a_version_and_the_file_stays(
    started: Window, path: Path, store: Store, dialogs: FakeDialogs
) -> None:
    before = path.read_bytes()
    dialogs.confirmed = True
    buttons(started.start, "丢弃…")[0].click()
    assert "版本" in dialogs.asked[-1]
    assert store.recoverable() == []
    assert path.read_bytes() == before
    [version] = store.versions(REPORT.id).all()
    assert version.kind is Kind.BEFORE
    assert version.read().report.cells == {FIRST: 5}
    started.desk.open(path)
    assert started.desk.versions.restore(version) == ""
    assert cells(started) == {FIRST: 5}


def test_what_cannot_be_kept_as_a_version_is_not_discarded(
    started: Window, store: Store, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gi_desktop.drafts.versions.MAX_BYTES", 10)
    dialogs.confirmed = True
    buttons(started.start, "丢弃…")[0].click()
    assert store.recoverable()
    assert started.notice.isVisible()


@pytest.mark.parametrize(
    "answer, value, left", [(Restore.RECOVER, 5, 0), (Restore.OPEN_SAVED, 3, 0)]
)
def test_opening_the_draft_asks_and_says_what_differs(
    started: Window,
    path: Path,
    store: Store,
    dialogs: FakeDialogs,
    answer: Restore,
    value: int,
    left: int,
) -> None:
    dialogs.restore = answer
    started.desk.open(path)
    question = dialogs.asked[-1]
    assert "没有正常结束" in question
    assert "有 1 处不同" in question
    assert "3 → 5" in question
    assert cells(started) == {FIRST: value}
    assert len(store.recoverable()) == left
    kept = [one.read().report.cells for one in store.versions(REPORT.id).all()]
    assert kept == ([{FIRST: 5}] if answer is Restore.OPEN_SAVED else [])


def test_who_does_not_decide_keeps_both(
    started: Window, path: Path, store: Store, dialogs: FakeDialogs
) -> None:
    started.desk.open(path)
    assert dialogs.asked
    assert started.session is None
    assert len(store.recoverable()) == 1
    assert read_draft(path).report.cells == {FIRST: 3}


def test_a_copy_of_the_file_by_hand_is_not_asked_about(
    started: Window, path: Path, store: Store, dialogs: FakeDialogs
) -> None:
    other = path.with_name("复制.xxgk")
    other.write_bytes(path.read_bytes())
    started.desk.open(other)
    assert dialogs.asked == []
    started.go(2)
    keys("8")
    started.desk.keeper.keep_now()
    [copy] = Store(store.folder).recoverable()
    assert copy.read().report.cells == {FIRST: 5}, "what the crash left is still there"


def test_closing_without_saving_leaves_a_version(
    started: Window, path: Path, store: Store, dialogs: FakeDialogs
) -> None:
    dialogs.restore = Restore.RECOVER
    started.desk.open(path)
    dialogs.save = Answer.DISCARD
    assert started.desk.close_report()
    assert read_draft(path).report.cells == {FIRST: 3}
    [version] = store.versions(REPORT.id).all()
    assert version.read().report.cells == {FIRST: 5}


def test_a_report_that_was_never_saved_can_be_brought_back(
    window: Window, store: Store, dialogs: FakeDialogs
) -> None:
    window.go(2)
    keys("6")
    report_id = session_of(window).report.id
    dialogs.save = Answer.DISCARD
    assert window.desk.close_report()
    assert window.session is None
    assert "没有保存就关闭了" in window.notice.sentence.text()
    [button] = buttons(window.notice, "找回")
    button.click()
    assert cells(window) == {FIRST: 6}
    assert session_of(window).report.id == report_id
    assert session_of(window).is_modified
    assert len(store.versions(report_id).all()) == 1


def test_restored_work_is_kept_also_where_it_may_not_be_changed(
    started: Window, path: Path, store: Store, dialogs: FakeDialogs
) -> None:
    leave_note(path)
    buttons(started.start, "恢复")[0].click()
    assert session_of(started).read_only
    assert cells(started) == {FIRST: 5}
    dialogs.save = Answer.DISCARD
    assert started.desk.close_report()
    [version] = store.versions(REPORT.id).all()
    assert version.read().report.cells == {FIRST: 5}
