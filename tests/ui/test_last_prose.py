"""Last year's text below the editor, taken over by one key, marked until it is touched."""

import pytest
from PySide6.QtGui import QAccessible, QTextCursor

from gi_desktop.drafts import attach, detach
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetText
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.prose import Paragraph, paragraphs
from gi_desktop.session import Session
from gi_desktop.ui.carried import CARRIED
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.prose_ink import gutter
from gi_desktop.ui.theme import Role, color
from gi_desktop.ui.window import Window
from tests.ui.hands import CONTROL, SHIFT, Key, keys, press, session_of
from tests.ui.walking import cut_off, foreign, silent, unnamed

FORM = current_edition()
LAST: Report = new_report(FORM, 2024).replace(
    texts={
        "overview": (
            Paragraph.of("（一）主动公开", 2),
            Paragraph.of("2024年公开信息268条。"),
            Paragraph.of("办理申请没有超期。"),
        )
    }
)


@pytest.fixture
def session(window: Window) -> Session:
    made = session_of(window)
    made.apply(attach(FORM, made.draft, LAST))
    return made


@pytest.fixture
def page(window: Window, session: Session) -> ProsePage:
    return page_of(window, 1)


def page_of(window: Window, step: int) -> ProsePage:
    window.go(step)
    made = window.stack.pages[step]
    assert isinstance(made, ProsePage)
    return made


def marks(page: ProsePage) -> list[list[str]]:
    """What is highlighted in each paragraph."""
    found = []
    block = page.editor.document().begin()
    while block.isValid():
        ground = color(Role.VERIFY_GROUND)
        found.append(
            [
                block.text()[part.start : part.start + part.length]
                for part in block.layout().formats()
                if part.format.background().color() == ground
            ]
        )
        block = block.next()
    return found


def test_last_years_text_is_folded_away_below_the_editor(page: ProsePage) -> None:
    assert page.last.isVisible()
    assert not page.last.text.isVisible()
    assert page.last.fold.text() == "2024 年的文字"
    page.last.fold.setFocus()
    press(Key.Key_Space)
    assert page.last.text.isVisible()
    assert page.last.text.isReadOnly()
    assert (
        page.last.text.toPlainText() == "（一）主动公开\n2024年公开信息268条。\n办理申请没有超期。"
    )
    press(Key.Key_Space)
    assert not page.last.text.isVisible()


def test_a_part_that_last_year_left_empty_shows_none(window: Window, session: Session) -> None:
    assert not page_of(window, 5).last.isVisible()


def test_without_last_years_report_there_is_none(window: Window) -> None:
    page = page_of(window, 1)
    assert not page.last.isVisible()
    press(Key.Key_T, CONTROL | SHIFT)
    assert session_of(window).report.texts == {}


def test_nothing_is_taken_over_by_itself(page: ProsePage, session: Session) -> None:
    assert session.report.texts == {}
    assert not page.carried.isVisible()


def test_one_key_takes_it_over_in_one_step(
    page: ProsePage, session: Session, window: Window
) -> None:
    press(Key.Key_T, CONTROL | SHIFT)
    assert session.report.text("overview") == LAST.text("overview")
    assert page.carried.text() == "! 2 段还和去年一样"
    assert "2 段和去年一样" in window.notice.sentence.text()
    press(Key.Key_Z, CONTROL)
    assert session.report.texts == {}
    assert not page.carried.isVisible()


def test_the_preface_can_be_taken_over_too(window: Window) -> None:
    session = session_of(window)
    words = paragraphs("本报告由某局编制。统计期限为2024年1月1日至12月31日。")
    session.apply(attach(FORM, session.draft, LAST.replace(texts={FORM.preface: words})))
    window.go(0)
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    assert page.last.isVisible()
    page.preface.setFocus()
    press(Key.Key_T, CONTROL | SHIFT)
    assert session.report.text(FORM.preface) == words
    assert page.preface.carried.number() == 1
    assert "已取用去年的文字" in window.notice.sentence.text()
    session.undo()
    assert not session.report.text(FORM.preface)
    session.apply(detach())
    assert not page.last.isVisible()


def test_it_goes_behind_what_is_written(page: ProsePage, session: Session) -> None:
    session.apply(SetText("写", "overview", paragraphs("今年的话。")))
    page.last.take.click()
    assert session.report.text("overview") == (*paragraphs("今年的话。"), *LAST.text("overview"))
    assert page.editor.textCursor().blockNumber() == 1


def test_old_years_and_figures_are_marked_until_the_paragraph_is_touched(
    page: ProsePage, session: Session
) -> None:
    press(Key.Key_T, CONTROL | SHIFT)
    assert marks(page) == [[], ["2024年", "268"], []]
    page.editor.go_to_paragraph(1)
    keys("5")
    assert marks(page) == [[], [], []]
    assert page.carried.text() == "! 1 段还和去年一样"
    session.undo()
    assert marks(page) == [[], ["2024年", "268"], []]


def test_the_margin_says_it_too(page: ProsePage, session: Session) -> None:
    press(Key.Key_T, CONTROL | SHIFT)
    own = page.editor._gutter
    line = color(Role.VERIFY)

    def has_line() -> bool:
        picture = own.grab().toImage()
        column = gutter() - 2
        return any(picture.pixelColor(column, y) == line for y in range(picture.height()))

    assert has_line()
    session.apply(detach())
    assert not has_line()
    assert marks(page) == [[], [], []]


def test_it_is_spoken(page: ProsePage) -> None:
    press(Key.Key_T, CONTROL | SHIFT)
    page.editor.go_to_paragraph(1)
    interface = QAccessible.queryAccessibleInterface(page.editor)
    assert interface.text(QAccessible.Text.Description) == (
        "这一段和去年的一样，其中的年份和数字：2024年、268。"
    )
    page.editor.go_to_paragraph(2)
    assert interface.text(QAccessible.Text.Description) == "这一段和去年的一样。"
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert interface.text(QAccessible.Text.Description) == ""
    assert CARRIED == "去年"


def test_everything_is_named_whole_and_chinese(page: ProsePage, window: Window) -> None:
    press(Key.Key_T, CONTROL | SHIFT)
    page.last.unfold(True)
    assert unnamed(window) == silent(window) == cut_off(window) == []
    assert foreign(window) == set()
