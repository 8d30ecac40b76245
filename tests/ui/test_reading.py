"""Reading a source beside the window: told, called off, and what fails."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.ui.background import Background
from gi_desktop.ui.reading import Reading
from gi_desktop.ui.window import Window
from tests.ui.hands import buttons, keys, session_of


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What the work waits for; opened at the end, so that no thread stays."""
    made = threading.Event()
    yield made
    made.set()


def test_long_reading_is_told_and_can_be_called_off(
    window: Window, gate: threading.Event, qtbot: QtBot
) -> None:
    results: list[object] = []
    reading = window.desk.reading
    reading.start("大.pdf", gate.wait, results.append)
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.sentence.text() == "正在读“大.pdf”…"
    keys("a")
    assert session_of(window).report.organ.name == "a", "work goes on meanwhile"
    qtbot.waitUntil(lambda: "已经 1 秒" in window.notice.sentence.text())
    (cancel,) = buttons(window.notice, "取消")
    cancel.click()
    assert not reading.busy
    assert not window.notice.isVisible()
    gate.set()
    assert results == []


def test_closing_the_window_ends_it(window: Window, gate: threading.Event, qtbot: QtBot) -> None:
    results: list[object] = []
    window.desk.reading.start("大.pdf", gate.wait, results.append)
    assert window.close()
    assert not window.desk.reading.busy
    gate.set()
    assert results == []


def test_short_reading_is_not_announced(application: QApplication, qtbot: QtBot) -> None:
    reading = Reading()
    announced: list[str] = []
    results: list[object] = []
    reading.begun.connect(lambda sentence, _actions: announced.append(sentence))
    reading.start("小.txt", lambda: 7, results.append)
    qtbot.waitUntil(lambda: results == [7])
    assert announced == []
    assert not reading.busy


def test_what_begins_later_takes_the_place(
    application: QApplication, gate: threading.Event, qtbot: QtBot
) -> None:
    reading = Reading()
    results: list[object] = []
    reading.start("a", gate.wait, results.append)
    reading.start("b", lambda: 2, results.append)
    qtbot.waitUntil(lambda: not reading.busy)
    gate.set()
    assert results == [2]


def test_a_fault_arrives_in_the_thread_of_the_window(
    application: QApplication, qtbot: QtBot
) -> None:
    background = Background()
    failures: list[object] = []
    background.failed.connect(failures.append)

    def work() -> Iterator[object]:
        yield 1
        raise LookupError("unforeseen")

    found: list[object] = []
    background.found.connect(found.append)
    background.start(work)
    qtbot.waitUntil(lambda: bool(failures))
    assert found == [1]
    assert isinstance(failures[0], LookupError)
    assert not background.busy


def test_a_fault_of_reading_is_shown_like_any_other(
    application: QApplication, qtbot: QtBot
) -> None:
    reading = Reading()

    def job() -> object:
        raise LookupError("unforeseen")

    with qtbot.captureExceptions() as faults:
        reading.start("a", job, lambda _result: None)
        qtbot.waitUntil(lambda: not reading.busy)
    assert isinstance(faults[0][1], LookupError)
