"""核对纸质件 in the window: typed, opened or dropped, with an answer in sign, word and sentence."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.document import final, write_docx, write_pdf
from gi_desktop.document.fonts import FontSet
from gi_desktop.drafts import Draft, write_draft
from gi_desktop.report.edits import SetCells
from gi_desktop.report.fingerprint import fingerprint, plain
from gi_desktop.ui.output import Way
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.verify_dialog import VerifyDialog
from gi_desktop.ui.window import Window
from gi_desktop.verifying import Outcome, Verifier
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.filling import fill_everything
from tests.ui.hands import CONTROL, SHIFT, Key, focused, keys, press, session_of, texts

CELL = "review.litigation_direct.upheld"


@pytest.fixture
def dialog(window: Window, qtbot: QtBot) -> VerifyDialog:
    session = session_of(window)
    fill_everything(session)
    verifier = Verifier(session.draft, session.form, window.desk.store)
    made = VerifyDialog(verifier, lambda: None, window)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def asked(dialog: VerifyDialog, qtbot: QtBot) -> Outcome:
    """Wait for the answer."""
    qtbot.waitUntil(lambda: dialog.answer is not None, timeout=20_000)
    assert dialog.answer is not None
    return dialog.answer.outcome


def code_of(window: Window) -> str:
    return fingerprint(session_of(window).report, window.desk.form)


def test_a_code_is_typed_and_enter_answers(
    window: Window, dialog: VerifyDialog, qtbot: QtBot
) -> None:
    assert focused() is dialog.code
    assert not dialog.card.isVisible()
    keys(code_of(window).lower().replace("-", " "))
    press(Key.Key_Return)
    assert asked(dialog, qtbot) is Outcome.SAME
    assert dialog.isVisible(), "Enter checks; it does not close"
    assert dialog.word.text() == "相同"
    assert dialog.sentence.text() == "与现在的草稿相同。"
    assert dialog.sign.isVisible()
    assert not dialog.list.isVisible()


def test_a_slip_of_a_finger_is_named_and_the_code_can_be_typed_again(
    window: Window, dialog: VerifyDialog, qtbot: QtBot
) -> None:
    code = plain(code_of(window))
    at = next(n for n in range(11) if code[n] != code[n + 1])
    keys(code[:at] + code[at + 1] + code[at] + code[at + 2 :])
    press(Key.Key_Return)
    assert asked(dialog, qtbot) is Outcome.MISTYPED
    assert dialog.word.text() == "输错了"
    assert f"第 {at + 1}、{at + 2} 位写反了" in dialog.notes.text()
    assert focused() is dialog.code
    keys(code)
    press(Key.Key_Return)
    dialog.answer = None
    assert asked(dialog, qtbot) is Outcome.SAME
    assert not dialog.notes.isVisible()


def test_an_unknown_code_is_no_mistake(window: Window, dialog: VerifyDialog, qtbot: QtBot) -> None:
    dialog.code.setText(fingerprint(session_of(window).report.replace(year=2019), window.desk.form))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert asked(dialog, qtbot) is Outcome.UNKNOWN
    assert dialog.word.text() == "这里没有"
    assert "没有输错" in dialog.sentence.text()


def drop(dialog: VerifyDialog, *paths: Path) -> bool:
    """Drag files over the dialog and let them go; return whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    entering.ignore()
    QApplication.sendEvent(dialog, entering)
    if entering.isAccepted():
        QApplication.sendEvent(dialog, QDropEvent(QPointF(9, 9), copy, data, left, none))
    return entering.isAccepted()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_is_dropped_and_what_differs_is_listed(
    window: Window, dialog: VerifyDialog, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    session = session_of(window)
    report = SetCells("改", {CELL: 3}).apply(session.report)
    path = tmp_path / f"纸.{kind}"
    write = {"pdf": write_pdf, "docx": write_docx}[kind]
    write(report, session.form, path, FontSet.discover(()), final(report, session.form))
    assert drop(dialog, path)
    assert asked(dialog, qtbot) is Outcome.DIFFERS
    assert dialog.word.text() == "不同"
    assert dialog.list.isVisible()
    shown = " ".join(texts(dialog.list))
    assert "未经复议直接起诉" in shown
    assert "3 → 0" in shown
    assert "划掉的是纸上" in dialog.sides.text()
    assert not drop(dialog, path, path), "one file at a time"
    assert not drop(dialog)


def test_a_file_is_chosen_and_one_that_is_broken_is_said(
    dialog: VerifyDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 ")
    dialog._pick = lambda: path
    QTest.mouseClick(dialog.open_file, Qt.MouseButton.LeftButton)
    assert asked(dialog, qtbot) is Outcome.UNREADABLE
    assert dialog.word.text() == "读不出"
    dialog._pick = lambda: None
    QTest.mouseClick(dialog.open_file, Qt.MouseButton.LeftButton)
    assert dialog.answer is not None


def test_another_report_can_be_opened(
    window: Window, dialog: VerifyDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    other = session_of(window).report.replace(year=2020)
    path = tmp_path / "另一份.xxgk"
    write_draft(path, Draft(other), window.desk.form)
    window.desk.store.touch(path)
    dialog.code.setText(fingerprint(other, window.desk.form))
    dialog.check()
    assert asked(dialog, qtbot) is Outcome.DIFFERS
    QTest.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    assert dialog.opens == path
    assert not dialog.isVisible()


def test_closing_forgets_what_is_being_read(dialog: VerifyDialog) -> None:
    dialog.check_file(Path("/nirgends.pdf"))
    assert dialog._work.busy
    press(Key.Key_Escape)
    assert not dialog._work.busy


# From the window ----------------------------------------------------------------------------


def test_it_is_asked_for_by_key_menu_and_button(window: Window, dialogs: FakeDialogs) -> None:
    press(Key.Key_D, CONTROL | SHIFT)
    window.actions_.stages.verify.trigger()
    window.go(7)
    page = window.pages[7]
    assert isinstance(page, FinishPage)
    QTest.mouseClick(page.stage.verify, Qt.MouseButton.LeftButton)
    assert len(dialogs.verifiers) == 3, "nothing else took the key"


def test_without_a_report_what_this_pc_knows_is_searched_and_opened(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    fill_everything(session_of(window))
    path = tmp_path / "a.xxgk"
    report = session_of(window).report
    session_of(window).save(path)
    window.desk._take(None)
    dialogs.verified = path
    press(Key.Key_D, CONTROL | SHIFT)
    assert session_of(window).report == report


def test_a_proof_that_was_exported_is_known_after_the_draft_has_changed(
    window: Window, dialogs: FakeDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    session = session_of(window)
    fill_everything(session)
    code = code_of(window)
    dialogs.save_path = tmp_path / "a.pdf"
    window.output.start(Way.PROOF_PDF)
    qtbot.waitUntil(lambda: not window.output.exporter.busy_with)
    session.apply(SetCells("改", {CELL: 3}))
    press(Key.Key_D, CONTROL | SHIFT)
    answer = dialogs.verifiers[-1].code(code)
    assert answer.outcome is Outcome.DIFFERS
    assert "以前印的送审稿" in answer.sentence
    assert dialogs.verifiers[-1].file(dialogs.save_path).outcome is Outcome.DIFFERS
