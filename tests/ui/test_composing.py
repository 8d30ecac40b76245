"""A composition is taken over before anything is done with the text, whichever way it is done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from gi_desktop.report.edits import SetText
from gi_desktop.report.prose import Paragraph
from gi_desktop.session import Session
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.stages import Act
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, SHIFT, Key, compose, press, save, session_of


class NoPrinter(FakeDialogs):
    """Asked how to print, it declines."""

    def set_up_printer(self, printer: QPrinter) -> bool:
        self.asked.append("print")
        return False


@pytest.fixture
def composing(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> Window:
    """A text in which the last word is still being composed."""
    session_of(window).apply(SetText("写", "overview", (Paragraph.of("本年"),)))
    window.go(1)
    press(Key.Key_End, CONTROL)
    dialogs.save_path = tmp_path / "稿"
    window.output.print_dialogs = NoPrinter()
    compose("工作")
    assert written(window) == "本年"
    return window


def written(window: Window) -> str:
    session = session_of(window)
    text = session.report.text("overview")
    return "\n".join(paragraph.resolve(session.sheet.value) for paragraph in text)


WAYS: dict[str, Callable[[Window], object]] = {
    "another step by key": lambda _: press(Key.Key_3, ALT),
    "the next step": lambda _: press(Key.Key_PageDown, CONTROL),
    "the next step by button": lambda window: window.foot.forward.emit(),
    "a step of the list": lambda window: window.list.chosen.emit(3),
    "save": lambda _: press(Key.Key_S, CONTROL),
    "save as": lambda _: press(Key.Key_S, CONTROL | SHIFT),
    "export as DOCX": lambda _: press(Key.Key_E, CONTROL),
    "export as PDF": lambda _: press(Key.Key_E, CONTROL | SHIFT),
    "next finding": lambda _: press(Key.Key_F8),
    "preview": lambda _: press(Key.Key_F2, CONTROL),
    "preview of the proof": lambda _: press(Key.Key_F2, CONTROL | SHIFT),
    "print": lambda _: press(Key.Key_P, CONTROL),
    "another part of the window": lambda _: press(Key.Key_F6),
    "find": lambda _: press(Key.Key_F, CONTROL),
    "a level": lambda _: press(Key.Key_0, CONTROL),
    "a reference": lambda _: press(Key.Key_K, CONTROL),
    "sentences": lambda _: press(Key.Key_J, CONTROL),
    "close": lambda window: window.desk.close_report(),
    "versions": lambda _: press(Key.Key_B, CONTROL | SHIFT),
    "the trail": lambda _: press(Key.Key_J, CONTROL | SHIFT),
    "定稿": lambda _: press(Key.Key_D, CONTROL),
    "送审": lambda window: window.stages.start(Act.SUBMIT),
    "paper": lambda _: press(Key.Key_D, CONTROL | SHIFT),
    "another report": lambda _: press(Key.Key_N, CONTROL),
    "zeros everywhere": lambda _: press(Key.Key_Z, ALT | SHIFT),
    "larger text": lambda _: press(Key.Key_Equal, CONTROL),
    "a reason": lambda _: press(Key.Key_R, CONTROL),
    "quit": lambda _: press(Key.Key_Q, CONTROL),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_composition_is_taken_over(composing: Window, ended: Callable[[], str], way: str) -> None:
    session = session_of(composing)
    WAYS[way](composing)
    assert said(session) == "本年工作"
    ended()


def said(session: Session) -> str:
    (paragraph,) = session.report.text("overview")
    return paragraph.resolve(session.sheet.value)


def test_what_is_saved_has_it(composing: Window) -> None:
    save(composing)
    path = session_of(composing).path
    assert path is not None
    saved = Session.open(path)
    assert said(saved) == "本年工作"


def test_undo_takes_back_the_composition_alone(composing: Window) -> None:
    press(Key.Key_Z, CONTROL)
    assert written(composing) == "本年"
    press(Key.Key_Y, CONTROL)
    assert written(composing) == "本年工作"


def test_a_click_on_a_tool_takes_it_over_first(composing: Window) -> None:
    page = composing.pages[1]
    assert isinstance(page, ProsePage)
    QTest.mouseClick(page.tools.levels.buttons[2], Qt.MouseButton.LeftButton)
    assert written(composing) == "（一）本年工作"


def test_a_composition_is_taken_over_once(composing: Window) -> None:
    press(Key.Key_S, CONTROL)
    press(Key.Key_S, CONTROL)
    press(Key.Key_3, ALT)
    assert written(composing) == "本年工作"


@pytest.mark.parametrize("way", ["another part of the window", "next finding", "save", "find"])
def test_what_is_composed_first_in_a_cell_too(
    window: Window, ended: Callable[[], str], dialogs: FakeDialogs, tmp_path: Path, way: str
) -> None:
    """The table keeps the focus until something of it stands, and no editor is left."""
    session = session_of(window)
    dialogs.save_path = tmp_path / "稿"
    window.go(3)
    compose("34")
    WAYS[way](window)
    assert session.report.stored("applications.received.natural") == 34
    ended()


def test_in_the_find_bar_too(composing: Window) -> None:
    press(Key.Key_F, CONTROL)
    compose("工作")
    press(Key.Key_F3)
    bar = composing.finder.bar
    assert bar.words.text() == "工作"
    assert bar.told.text() == "第 1 处，共 1 处"
