"""While a file is written: typing goes on, and it can be called off."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gi_desktop.document import DocumentError
from gi_desktop.documents import Job
from gi_desktop.session import Session
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import CONTROL, SHIFT, Key, buttons, keys, press, session_of


@dataclass
class SlowJob:
    """A job that goes on until it is let go."""

    error: Exception | None = None

    def __post_init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Event()
        self.times = 0

    def __call__(self) -> tuple[str, ...]:
        self.times += 1
        self.begun.set()
        assert self.go.wait(30)
        if self.error is not None:
            raise self.error
        return ()


@pytest.fixture
def slow(
    monkeypatch: pytest.MonkeyPatch, dialogs: FakeDialogs, tmp_path: Path
) -> Iterator[SlowJob]:
    job = SlowJob()

    def slow_job(*_: object) -> Job:
        return job

    monkeypatch.setattr(Session, "export_job", slow_job)
    dialogs.save_path = tmp_path / "a.pdf"
    yield job
    job.go.set()


def begin(window: Window, job: SlowJob) -> None:
    press(Key.Key_E, CONTROL | SHIFT)
    assert job.begun.wait(30)
    assert window.notice.sentence.text() == "正在导出 PDF…"


def test_typing_goes_on_while_a_file_is_written(
    window: Window, slow: SlowJob, ended: Callable[[], str]
) -> None:
    begin(window, slow)
    keys("abc")
    assert session_of(window).report.organ.name == "abc"
    assert window.notice.isVisible()
    slow.go.set()
    assert "已导出 PDF" in ended()


def test_what_lasts_is_told_on_unless_something_else_was_told(
    window: Window, slow: SlowJob, ended: Callable[[], str]
) -> None:
    begin(window, slow)
    window.output.exporter._ticks.timeout.emit()
    assert window.notice.sentence.text() == "正在导出 PDF…已经 0 秒。可以继续填写。"
    window.actions_.about.trigger()
    said = window.notice.sentence.text()
    window.output.exporter._ticks.timeout.emit()
    assert window.notice.sentence.text() == said
    slow.go.set()
    ended()
    assert not window.output.exporter._ticks.isActive()


def test_a_second_export_waits_for_the_first(
    window: Window, slow: SlowJob, dialogs: FakeDialogs, ended: Callable[[], str]
) -> None:
    begin(window, slow)
    press(Key.Key_E, CONTROL)
    assert "请等它完成" in window.notice.sentence.text()
    assert len(dialogs.proposed) == 1
    slow.go.set()
    ended()
    assert slow.times == 1


def test_closing_waits_until_the_file_is_complete(
    window: Window, slow: SlowJob, qtbot: QtBot
) -> None:
    begin(window, slow)
    assert not window.close()
    assert "写完就关闭" in window.notice.sentence.text()
    slow.go.set()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_what_is_being_written_can_be_called_off(
    window: Window, slow: SlowJob, ended: Callable[[], str], qtbot: QtBot
) -> None:
    """A network drive may never answer."""
    begin(window, slow)
    (cancel,) = buttons(window.notice, "取消")
    cancel.click()
    assert not window.output.exporter.busy_with
    assert "不再等" in window.notice.sentence.text()
    slow.go.set()
    slow.begun.clear()
    press(Key.Key_E, CONTROL | SHIFT)
    assert slow.begun.wait(30), "another one can be written"
    assert "已导出 PDF" in ended()
    assert slow.times == 2


def test_closing_need_not_wait_for_what_is_being_written(window: Window, slow: SlowJob) -> None:
    begin(window, slow)
    assert not window.close()
    (at_once,) = buttons(window.notice, "不等了，关闭")
    at_once.click()
    assert not window.isVisible()


def test_a_failure_keeps_the_window_open_to_be_read(
    window: Window, slow: SlowJob, ended: Callable[[], str]
) -> None:
    slow.error = DocumentError("磁盘满了。")
    begin(window, slow)
    assert not window.close()
    slow.go.set()
    assert ended() == "磁盘满了。"
    assert window.isVisible()
    assert window.close(), "asked again, it closes"


def test_an_unforeseen_fault_is_not_swallowed(
    window: Window, slow: SlowJob, ended: Callable[[], str], qtbot: QtBot
) -> None:
    slow.error = RuntimeError("boom")
    with qtbot.captureExceptions() as faults:
        begin(window, slow)
        slow.go.set()
        assert "没有料到的错" in ended()
    assert [str(fault[1]) for fault in faults] == ["boom"]
    assert not window.output.exporter.busy_with
