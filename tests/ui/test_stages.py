"""草稿 → 送审 → 定稿 → 更正 in the window, by keys and buttons."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from gi_desktop.document import typeset_blocks
from gi_desktop.document.record import read_record
from gi_desktop.drafts import SaveError, Status, Store, read_draft
from gi_desktop.report.edits import SetCells
from gi_desktop.report.fingerprint import fingerprint
from gi_desktop.sealing import correction_of
from gi_desktop.session import FROZEN, Session
from gi_desktop.ui.output import Way
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.reason_dialog import ReasonDialog
from gi_desktop.ui.stages import NOTES, Act, possible
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.filling import fill_everything
from tests.ui.hands import (
    ALT,
    CONTROL,
    Key,
    buttons,
    compose,
    focused,
    keys,
    press,
    session_of,
    settle,
    type_chinese,
)
from tests.ui.test_access import SIZES
from tests.ui.walking import cut_off, sideways, unnamed

CELL = "review.litigation_direct.upheld"


@pytest.fixture
def page(window: Window) -> FinishPage:
    """The last page of a report that nothing stands in the way of."""
    fill_everything(session_of(window))
    press(Key.Key_8, ALT)
    page = window.pages[7]
    assert isinstance(page, FinishPage)
    return page


Finish = Callable[[], str]


@pytest.fixture
def finish(window: Window, dialogs: FakeDialogs, qtbot: QtBot) -> Finish:
    """Make it 定稿 by its key; return its code."""

    def done() -> str:
        dialogs.confirmed = True
        press(Key.Key_D, CONTROL)
        qtbot.waitUntil(lambda: session_of(window).draft.status is Status.FINAL, timeout=20_000)
        settle(window)
        return session_of(window).draft.seals[-1].code

    return done


def status(window: Window) -> Status:
    return session_of(window).draft.status


def click(page: FinishPage, act: Act) -> None:
    QTest.mouseClick(page.stage.buttons[act], Qt.MouseButton.LeftButton)


def offered(page: FinishPage) -> set[Act]:
    return {act for act, made in page.stage.buttons.items() if made.isVisible()}


def test_the_state_stands_above_and_on_the_last_page(window: Window, page: FinishPage) -> None:
    assert window.top.stage.text() == "草稿"
    assert window.top.stage_sign.isVisible()
    assert page.stage.state.text() == "草稿"
    click(page, Act.SUBMIT)
    assert status(window) is Status.REVIEW
    assert window.top.stage.text() == page.stage.state.text() == "送审"
    assert window.top.stage.accessibleName() == "状态：送审"
    assert "打印送审稿…" in [made.text() for made in window.notice.findChildren(QPushButton)]
    press(Key.Key_Z, CONTROL)
    assert window.top.stage.text() == "草稿"
    click(page, Act.SUBMIT)
    click(page, Act.WITHDRAW)
    assert status(window) is Status.DRAFT
    window.desk._take(None)
    assert not window.top.stage.isVisible()


def test_only_what_the_state_allows_is_offered(
    window: Window, page: FinishPage, finish: Finish
) -> None:
    allowed = window.actions_.stages.acts
    assert offered(page) == {Act.SUBMIT, Act.SEAL}
    click(page, Act.SUBMIT)
    assert offered(page) == {Act.WITHDRAW, Act.SEAL}
    finish()
    assert offered(page) == {Act.CORRECT}
    assert {act for act, action in allowed.items() if action.isEnabled()} == {Act.CORRECT}
    assert possible(None) == frozenset()


def test_what_stands_in_the_way_is_said_and_led_to(
    window: Window, page: FinishPage, dialogs: FakeDialogs
) -> None:
    session_of(window).apply(SetCells("错", {"review.litigation_direct.total": 2}))
    press(Key.Key_D, CONTROL)
    assert window.notice.sentence.text() == "还不能定稿：1 处错误要改正。"
    assert dialogs.asked == [], "nothing is asked that cannot be done"
    (way,) = buttons(window.notice, "去看第一处")
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert window.number == 4


def test_a_no_leaves_a_draft(window: Window, page: FinishPage, dialogs: FakeDialogs) -> None:
    press(Key.Key_D, CONTROL)
    assert "不能再改" in dialogs.asked[0]
    assert not window.stages.busy
    assert status(window) is Status.DRAFT


def test_a_final_version_has_its_code_and_its_files(
    window: Window, page: FinishPage, finish: Finish, store: Store, dialogs: FakeDialogs
) -> None:
    code = finish()
    assert code == fingerprint(session_of(window).report, window.desk.form)
    assert window.top.stage.text() == "定稿"
    assert page.stage.code.text() == f"核对码 {code}"
    assert code in window.notice.sentence.text()
    assert page.export_title.text() == "定稿导出"
    assert page.summary.text().startswith("已经定稿")
    (folder,) = buttons(window.notice, "打开存放的文件夹")
    QTest.mouseClick(folder, Qt.MouseButton.LeftButton)
    (kept,) = store.archive(session_of(window).report.id).all()
    assert dialogs.folders == [kept.folder]


def test_it_is_saved_with_its_seal_where_it_has_a_file(
    window: Window, page: FinishPage, finish: Finish, tmp_path: Path
) -> None:
    session_of(window).save(tmp_path / "a.xxgk")
    code = finish()
    assert [seal.code for seal in read_draft(tmp_path / "a.xxgk").seals] == [code]
    assert "Ctrl+S" not in window.notice.sentence.text()


@pytest.mark.parametrize("way", [Way.DOCX, Way.PDF])
def test_what_is_exported_is_what_was_sealed(
    window: Window,
    finish: Finish,
    dialogs: FakeDialogs,
    ended: Callable[[], str],
    tmp_path: Path,
    way: Way,
) -> None:
    fill_everything(session_of(window))
    code = finish()
    (kept,) = window.desk.store.archive(session_of(window).report.id).all()
    mark = b"kept as it was"
    path = kept.folder / f"定稿.{way}"
    path.write_bytes(mark)
    dialogs.save_path = tmp_path / f"a.{way}"
    window.output.start(way)
    assert f"这是定稿，核对码 {code}。" in ended()
    assert dialogs.save_path.read_bytes() == mark
    assert "草稿" not in dialogs.proposed[-1].name
    path.unlink()  # as on another PC
    window.output.start(way)
    ended()
    found = read_record(dialogs.save_path)
    assert found is not None
    assert found.record.code == code


def test_a_change_is_refused_with_a_way_out(
    window: Window, page: FinishPage, finish: Finish, dialogs: FakeDialogs
) -> None:
    finish()
    window.go(4)
    before = session_of(window).report
    keys("7")
    press(Key.Key_Return)
    assert session_of(window).report == before
    assert window.notice.sentence.text() == FROZEN
    window.go(1)
    editor = focused()
    assert isinstance(editor, QTextEdit)
    shown = editor.toPlainText()
    type_chinese("又写了一句")
    assert session_of(window).report == before
    assert editor.toPlainText() == shown, "what was not taken is not shown"
    window.go(0)
    field = focused()
    assert isinstance(field, QLineEdit)
    name = field.text()
    type_chinese("新")
    press(Key.Key_Tab)
    assert session_of(window).report == before
    assert field.text() == name
    (way,) = buttons(window.notice, "更正…")
    dialogs.reason = "表四漏填一件。"
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert status(window) is Status.DRAFT
    assert session_of(window).draft.seals[0].corrected == "表四漏填一件。"
    assert window.top.stage.text() == "草稿（更正第 1 次定稿）"
    press(Key.Key_Z, CONTROL)
    assert status(window) is Status.FINAL


def test_a_correction_without_a_reason_does_not_begin(
    window: Window, page: FinishPage, finish: Finish, dialogs: FakeDialogs
) -> None:
    finish()
    click(page, Act.CORRECT)
    assert "为什么要更正" in dialogs.asked[-1]
    assert status(window) is Status.FINAL


def test_a_correction_without_a_change_goes_back_to_what_was_final(
    window: Window, page: FinishPage, finish: Finish, dialogs: FakeDialogs, store: Store
) -> None:
    code = finish()
    dialogs.reason = "以为漏填。"
    click(page, Act.CORRECT)
    dialogs.asked.clear()
    click(page, Act.SEAL)
    assert window.notice.sentence.text() == "更正以后内容没有变，已回到第 1 次定稿。"
    assert status(window) is Status.FINAL
    assert dialogs.asked == []
    (kept,) = store.archive(session_of(window).report.id).all()
    assert page.stage.code.text() == f"核对码 {code}" == f"核对码 {kept.code}"


def test_a_full_disk_is_told_and_leaves_a_draft(
    window: Window,
    page: FinishPage,
    dialogs: FakeDialogs,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from gi_desktop.sealing import Sealing

    def full(*_arguments: object) -> None:
        raise SaveError("没有定稿：定稿的文件存不进本机。磁盘空间不足。")

    monkeypatch.setattr(Sealing, "write", full)
    dialogs.confirmed = True
    press(Key.Key_D, CONTROL)
    qtbot.waitUntil(lambda: not window.stages.busy)
    assert "磁盘空间不足" in window.notice.sentence.text()
    assert "再试一次" in [made.text() for made in window.notice.findChildren(QPushButton)]
    assert status(window) is Status.DRAFT


def test_a_report_closed_meanwhile_is_not_touched(
    window: Window, page: FinishPage, dialogs: FakeDialogs
) -> None:
    dialogs.confirmed = True
    session = session_of(window)
    press(Key.Key_D, CONTROL)
    window.desk._take(None)
    assert not window.stages.busy
    assert session.draft.status is Status.DRAFT


def test_a_final_version_that_was_changed_elsewhere_says_so(
    window: Window, page: FinishPage, finish: Finish
) -> None:
    finish()
    draft = session_of(window).draft
    from dataclasses import replace

    changed = replace(draft, report=draft.report.replace(year=2024))
    window.desk._take(Session(window.desk.form, changed))
    window.go(7)
    shown = window.pages[7]
    assert isinstance(shown, FinishPage)
    assert "内容同定稿时不一样" in shown.summary.text()
    assert shown.export_title.text() == "导出草稿"
    assert not shown.stage.code.isVisible()


def test_the_preview_shows_the_code_of_a_final_version(
    window: Window, page: FinishPage, finish: Finish, qtbot: QtBot
) -> None:
    window.output.start(Way.PREVIEW)
    shown = window.output.preview
    assert shown is not None
    qtbot.waitUntil(lambda: shown.report is not None)
    assert shown.report is not None
    assert shown.report.pages[0].code is None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    code = finish()
    qtbot.waitUntil(lambda: shown.report is not None and shown.report.pages[0].code is not None)
    line = shown.report.pages[0].code
    assert line is not None
    assert line.text == f"核对码 {code}"


# The dialog for a reason ----------------------------------------------------------------------


def test_the_reason_is_asked_for_in_a_real_text_field(window: Window, qtbot: QtBot) -> None:
    dialog = ReasonDialog("更正", "为什么要更正？", "如：漏填。", "开始更正", window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert focused() is dialog.text
    assert not dialog.go.isEnabled()
    press(Key.Key_Return, CONTROL)
    assert dialog.isVisible(), "without a reason nothing goes on"
    type_chinese("表四漏填")
    assert dialog.go.isEnabled()
    compose("一件")
    press(Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    assert dialog.reason() == "表四漏填一件"


# 更正说明 -------------------------------------------------------------------------------------


def corrected(window: Window, finish: Finish, dialogs: FakeDialogs) -> tuple[str, str]:
    """定稿, 更正 of one cell, 定稿 again; return both codes."""
    first = finish()
    dialogs.reason = "表四漏填一件。"
    window.stages.start(Act.CORRECT)
    session_of(window).apply(SetCells("改", {CELL: 1}))
    return first, finish()


def test_the_note_of_a_correction_is_offered_once_there_is_one(
    window: Window, page: FinishPage, finish: Finish, dialogs: FakeDialogs, store: Store
) -> None:
    finish()
    assert not NOTES & possible(session_of(window))
    window.stages.start(Act.NOTE)
    assert window.stages.note.shown is None
    dialogs.reason = "表四漏填一件。"
    window.stages.start(Act.CORRECT)
    session_of(window).apply(SetCells("改", {CELL: 1}))
    assert not NOTES & possible(session_of(window)), "not before it is 定稿 again"
    finish()
    assert possible(session_of(window)) >= NOTES
    assert offered(page) == {Act.CORRECT, *NOTES}
    assert buttons(window.notice, "预览更正说明")
    kept = store.archive(session_of(window).report.id).all()[-1]
    assert (kept.read("更正说明.pdf") or b"").startswith(b"%PDF")
    assert (kept.read("更正说明.docx") or b"").startswith(b"PK")


def test_preview_and_paper_of_the_note_are_the_same_pages(
    window: Window, page: FinishPage, finish: Finish, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    first, second = corrected(window, finish, dialogs)
    click(page, Act.NOTE)
    shown = window.stages.note.shown
    assert shown is not None
    qtbot.waitUntil(lambda: shown.report is not None)
    assert shown.report is not None
    said = "".join(line.text for sheet in shown.report.pages for line in sheet.lines)
    assert first in said
    assert second in said
    assert "表四漏填一件。" in said
    assert "更正说明" in shown.windowTitle()
    found = correction_of(session_of(window).draft, window.desk.form)
    assert found is not None
    assert shown.report == typeset_blocks(found.blocks(), window.output.fonts)
    window.desk._take(None)
    assert not shown.isVisible()


@pytest.mark.parametrize("act,suffix", [(Act.NOTE_PDF, ".pdf"), (Act.NOTE_DOCX, ".docx")])
def test_the_note_is_written(
    window: Window,
    finish: Finish,
    dialogs: FakeDialogs,
    ended: Callable[[], str],
    tmp_path: Path,
    act: Act,
    suffix: str,
) -> None:
    fill_everything(session_of(window))
    corrected(window, finish, dialogs)
    dialogs.save_path = tmp_path / f"a{suffix}"
    window.stages.start(act)
    assert "已导出更正说明" in ended()
    assert dialogs.proposed[-1].name == f"某局2025年政府信息公开工作年度报告更正说明{suffix}"
    assert dialogs.save_path.stat().st_size > 1000


@pytest.mark.parametrize("size", SIZES)
def test_a_corrected_final_version_shows_whole(
    window: Window, page: FinishPage, finish: Finish, dialogs: FakeDialogs, size: tuple[int, int]
) -> None:
    corrected(window, finish, dialogs)
    window.resize(*size)
    assert not cut_off(window)
    assert not sideways(window)
    assert not unnamed(window)
