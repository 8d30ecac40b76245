"""Find and replace across all texts, by keys."""

import pytest
from PySide6.QtWidgets import QApplication

from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun, plain_text
from gi_desktop.ui.find_bar import FindBar
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.window import Window
from tests.ui.hands import (
    CONTROL,
    SHIFT,
    Key,
    compose,
    focused,
    keys,
    press,
    session_of,
    type_chinese,
)

CELL = "applications.received.natural"


@pytest.fixture
def written(window: Window) -> Window:
    """Three texts with the same word, one of them with a reference."""
    session = session_of(window)
    session.apply(SetCells("填", {CELL: 41}))
    for text_id, text in (
        ("preface", (Paragraph.of("本局公开信息。"),)),
        ("overview", (Paragraph.of("甲"), Paragraph.of("公开，公开"))),
        (
            "other_matters",
            (Paragraph(runs=(TextRun(text="公开"), CellRun(cell=CELL), TextRun(text="件"))),),
        ),
    ):
        session.apply(SetText("写", text_id, text))
    window.go(1)
    return window


def bar(window: Window) -> FindBar:
    return window.finder.bar


def selected() -> str:
    editor = focused()
    assert isinstance(editor, ProseEditor)
    return editor.textCursor().selectedText()


def look_for(window: Window, words: str) -> None:
    press(Key.Key_F, CONTROL)
    type_chinese(words)
    assert bar(window).words.text() == words


def reads(window: Window, text_id: str) -> str:
    session = session_of(window)
    text: Text = session.report.text(text_id)
    return plain_text(text, session.sheet.value)


def test_f3_goes_round_through_all_texts_and_pages(written: Window) -> None:
    look_for(written, "公开")
    assert bar(written).told.text() == "共 4 处"
    press(Key.Key_Escape)
    places = []
    for _ in range(5):
        press(Key.Key_F3)
        editor = focused()
        assert isinstance(editor, ProseEditor)
        places.append((written.number, editor.textCursor().selectionStart()))
        assert selected() == "公开"
    assert places == [(0, 2), (1, 2), (1, 5), (6, 0), (0, 2)]
    press(Key.Key_F3, SHIFT)
    assert written.number == 6


def test_enter_in_the_bar_goes_on_and_keeps_the_focus(written: Window) -> None:
    look_for(written, "公开")
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert bar(written).words.hasFocus()
    assert bar(written).told.text() == "第 2 处，共 4 处"
    press(Key.Key_Return, SHIFT)
    assert bar(written).told.text() == "第 1 处，共 4 处"
    press(Key.Key_Escape)
    assert not bar(written).isVisible()
    assert selected() == "公开"


def test_what_is_not_there(written: Window) -> None:
    look_for(written, "没有这个词")
    assert bar(written).told.text() == "没有找到"
    press(Key.Key_Return)
    assert written.number == 1
    assert not bar(written).next.isEnabled()


def test_a_selection_is_what_is_looked_for(written: Window) -> None:
    press(Key.Key_End, CONTROL)
    press(Key.Key_Left, SHIFT)
    press(Key.Key_F, CONTROL)
    assert bar(written).words.text() == "开"


def test_width_counts_only_where_it_is_asked_for(written: Window) -> None:
    look_for(written, "公开,")
    assert bar(written).told.text() == "共 1 处"
    bar(written).exact.click()
    assert bar(written).told.text() == "没有找到"


def test_replacing_all_is_one_step_over_all_texts(written: Window) -> None:
    session = session_of(written)
    before = session.report
    press(Key.Key_H, CONTROL)
    type_chinese("公开")
    press(Key.Key_Tab)
    bar(written).other.setFocus()
    type_chinese("发布")
    bar(written).replace_all.click()
    assert bar(written).told.text() == "替换了 4 处"
    assert reads(written, "preface") == "本局发布信息。"
    assert reads(written, "overview") == "甲\n发布，发布"
    assert reads(written, "other_matters") == "发布41件"
    assert session.undo_label == "全部替换"
    press(Key.Key_Escape)
    press(Key.Key_Z, CONTROL)
    assert session.report.same_as(before)
    assert written.number == 0


def test_tab_leads_from_the_words_to_what_replaces_them(written: Window) -> None:
    press(Key.Key_H, CONTROL)
    type_chinese("公开")
    press(Key.Key_Tab)
    type_chinese("公布")
    for button in (bar(written).previous, bar(written).next, bar(written).replace):
        press(Key.Key_Tab)
        assert focused() is button
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert reads(written, "overview") == "甲\n公布，公布"


def test_a_reference_is_found_but_never_cut(written: Window) -> None:
    press(Key.Key_H, CONTROL)
    keys("41")
    press(Key.Key_Return)
    assert written.number == 6
    assert bar(written).told.text() == "第 1 处，共 1 处"
    bar(written).replace.click()
    assert bar(written).told.text() == "这一处里有引用的数字，没有替换"
    bar(written).replace_all.click()
    assert bar(written).told.text() == "替换了 0 处，1 处有引用的数字，没有替换"
    assert session_of(written).report.text("other_matters")[0].runs[1] == CellRun(cell=CELL)


def test_replacing_one_by_one(written: Window) -> None:
    press(Key.Key_H, CONTROL)
    type_chinese("公开")
    bar(written).other.setFocus()
    type_chinese("公开了")
    press(Key.Key_Return)
    assert reads(written, "preface") == "本局公开信息。"
    press(Key.Key_Return)
    assert reads(written, "preface") == "本局公开了信息。"
    assert written.number == 1
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert reads(written, "overview") == "甲\n公开了，公开了"
    assert written.number == 6
    session_of(written).undo()
    assert reads(written, "overview") == "甲\n公开了，公开"


def test_typing_keeps_the_count_up_to_date(written: Window) -> None:
    look_for(written, "公开")
    press(Key.Key_Return)
    session_of(written).apply(SetText("删", "overview", ()))
    assert bar(written).told.text() == "第 1 处，共 2 处"


def test_words_being_composed_are_looked_for(written: Window) -> None:
    press(Key.Key_F, CONTROL)
    compose("公开")
    press(Key.Key_Return)
    assert bar(written).words.text() == "公开"
    assert written.number == 0


def test_without_a_report_there_is_nothing_to_find(written: Window) -> None:
    look_for(written, "公开")
    written.desk._take(None)
    assert not bar(written).isVisible()
    assert not written.actions_.find.isEnabled()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_the_bar_fits_the_window(written: Window, size: tuple[int, int]) -> None:
    written.resize(*size)
    press(Key.Key_H, CONTROL)
    QApplication.processEvents()
    for part in (bar(written).replace_all, bar(written).exact, bar(written).close_button):
        assert part.isVisible()
        assert part.mapTo(bar(written), part.rect().bottomRight()).x() <= bar(written).width()
        assert part.width() >= part.minimumSizeHint().width()
