"""Faults of the program: shown once, with what was open kept."""

import sys
import threading
import weakref
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import SaveError, read_draft
from gi_desktop.ui.dialogs import QtDialogs
from gi_desktop.ui.fault_dialog import FaultDialog
from gi_desktop.ui.faults import FaultHandler, fault_report
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import keys, session_of


def fail(message: str = "boom") -> BaseException:
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError(message)
    return caught.value


def test_a_fault_keeps_the_work_and_shows_one_dialog(window: Window, dialogs: FakeDialogs) -> None:
    keys("a")
    error = fail()
    FaultHandler(window.desk, dialogs)(type(error), error, error.__traceback__)
    ((sentence, report),) = dialogs.faults
    assert "没有丢" in sentence
    assert "RuntimeError: boom" in report
    (copy,) = (window.desk.store.folder / "recovery").glob("*.xxgk")
    assert read_draft(copy).report == session_of(window).report


def test_a_fault_whose_copy_fails_says_what_to_do(
    window: Window, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: object) -> None:
        raise SaveError("磁盘满了。")

    monkeypatch.setattr(window.session, "keeping", lambda store: partial(full, store))
    error = fail()
    FaultHandler(window.desk, dialogs)(type(error), error, None)
    assert "磁盘满了。" in dialogs.faults[0][0]
    assert "另存为" in dialogs.faults[0][0]


def test_a_fault_in_writing_the_copy_itself_is_shown_with_it(
    window: Window, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_store: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(window.session, "keeping", lambda store: partial(broken, store))
    error = fail()
    FaultHandler(window.desk, dialogs)(type(error), error, None)
    ((sentence, report),) = dialogs.faults
    assert "没有成功" in sentence
    assert "RuntimeError: boom" in report
    assert "ZeroDivisionError" in report


def test_faults_of_one_moment_are_in_one_dialog(
    window: Window, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    """It opens once the event is over: a fault may come while something is painted."""
    handler = FaultHandler(window.desk, dialogs)

    def twice() -> None:
        for error in (fail(), ValueError("bang")):
            handler(type(error), error, error.__traceback__)
        assert not dialogs.faults

    QTimer.singleShot(0, twice)
    qtbot.waitUntil(lambda: bool(dialogs.faults))
    ((_, report),) = dialogs.faults
    assert "RuntimeError: boom" in report
    assert "ValueError: bang" in report


def test_what_comes_while_one_is_read_is_shown_after_it(window: Window) -> None:
    class Nested(FakeDialogs):
        def fault(self, sentence: str, report: str) -> None:
            assert not open_now, "one at a time"
            open_now.append(report)
            super().fault(sentence, report)
            for other in (error, KeyError("other")):
                handler(type(other), other, other.__traceback__)
            open_now.clear()

    open_now: list[str] = []
    nested = Nested()
    handler = FaultHandler(window.desk, nested)
    error = fail()
    handler(type(error), error, error.__traceback__)
    assert ["other" in report for _, report in nested.faults] == [False, True]
    assert all("没有丢" in sentence for sentence, _ in nested.faults)


def test_the_same_fault_again_is_a_sentence_in_the_window(
    window: Window, dialogs: FakeDialogs
) -> None:
    """A dialog at every key would end all work."""
    handler = FaultHandler(window.desk, dialogs)
    for number in range(3):
        error = fail(f"boom {number}")
        handler(type(error), error, error.__traceback__)
    assert len(dialogs.faults) == 1
    assert "一样的错" in window.notice.sentence.text()
    assert window.notice.isVisible()


@pytest.mark.parametrize("kind", ["python", "qt"])
def test_a_fault_of_a_thread_is_shown_by_the_window(
    window: Window,
    dialogs: FakeDialogs,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    handler = FaultHandler(window.desk, dialogs)
    monkeypatch.setattr(threading, "excepthook", handler.in_thread)
    monkeypatch.setattr(sys, "excepthook", handler)
    shown_in: list[int] = []

    def note(_sentence: str, _report: str) -> None:
        shown_in.append(threading.get_ident())

    monkeypatch.setattr(dialogs, "fault", note)

    def break_down() -> None:
        raise RuntimeError("in a thread")

    class Broken(QThread):
        def run(self) -> None:
            break_down()

    if kind == "python":
        threading.Thread(target=break_down).start()
    else:
        thread = Broken(window)
        thread.start()
        assert thread.wait(5000)
    qtbot.waitUntil(lambda: bool(shown_in))
    assert shown_in == [threading.get_ident()]


def test_a_fault_in_painting_leaves_no_painter_behind(window: Window, dialogs: FakeDialogs) -> None:
    """A painter that lives on in the frames of the fault would end the process."""
    painters: list[weakref.ref[QPainter]] = []

    picture = QPixmap(8, 8)

    def paint() -> None:
        painter = QPainter(picture)
        painters.append(weakref.ref(painter))
        raise RuntimeError("while painting")

    with pytest.raises(RuntimeError) as caught:
        paint()
    error = caught.value
    FaultHandler(window.desk, dialogs)(type(error), error, error.__traceback__)
    assert "paint" in dialogs.faults[0][1]
    assert painters[0]() is None


def test_the_report_of_a_fault_leaves_out_the_users_folder() -> None:
    error = fail(f"{Path.home()}/报告.xxgk")
    assert "报告.xxgk" in fault_report(error)
    assert str(Path.home()) not in fault_report(error)


def test_the_fault_dialog_copies_its_report(application: QApplication, qtbot: QtBot) -> None:
    dialog = FaultDialog("出错了。", "细节")
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert QApplication.clipboard().text() == "细节"
    assert "已经复制" in [label.text() for label in dialog.findChildren(QLabel)]


def test_the_real_dialogs_show_names_as_plain_text(window: Window) -> None:
    box = QtDialogs(window)._box(QMessageBox.Icon.Question, "标题", "<b>名</b>")
    assert box.textFormat().value == 0
    box.deleteLater()
