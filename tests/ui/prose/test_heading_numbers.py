"""The numbers of headings, which follow from their levels."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor

from gi_desktop.report.prose import Paragraph, TextRun
from gi_desktop.session import Session
from gi_desktop.ui.prose_editor import ProseEditor
from tests.ui.hands import CONTROL, SHIFT, Key, keys, press, type_chinese
from tests.ui.prose.editing import TEXT, OpenEditor, body, lines, paste


def test_levels_number_the_headings_by_key(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(body("甲"))
    editor.set_level(2)
    press(Key.Key_Return)
    type_chinese("正文。")
    press(Key.Key_Return)
    editor.set_level(2)
    type_chinese("乙")
    assert lines(session) == ["（一）甲", "正文。", "（二）乙"]
    assert [paragraph.level for paragraph in session.report.text(TEXT)] == [2, 0, 2]


THREE = (Paragraph.of("（一）甲", 2), Paragraph.of("（二）乙", 2), Paragraph.of("（三）丙", 2))


def test_removing_a_heading_moves_the_numbers_behind_it_in_one_step(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(THREE)
    editor.go_to_paragraph(1)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Delete)
    assert lines(session) == ["（一）甲", "（二）丙"]
    session.undo()
    assert session.report.text(TEXT) == THREE


def test_moving_a_heading_renumbers(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(THREE)
    editor.go_to_paragraph(2)
    press(Key.Key_End, SHIFT)
    press(Key.Key_X, CONTROL)
    press(Key.Key_Backspace)
    editor.go_to_paragraph(0)
    press(Key.Key_Return)
    press(Key.Key_Up)
    press(Key.Key_V, CONTROL)
    assert lines(session) == ["（一）丙", "（二）甲", "（三）乙"]


def test_enter_over_parts_of_two_headings_numbers_both(
    open_editor: OpenEditor, session: Session
) -> None:
    """As many headings as before are no sign that their numbers stand."""
    editor = open_editor((Paragraph.of("（一）甲乙", 2), Paragraph.of("（二）丙丁", 2)))
    cursor = editor.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(10, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(Key.Key_Return)
    assert lines(session) == ["（一）甲", "（二）丁"]


def test_headings_pasted_over_headings_are_numbered(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(THREE)
    editor.go_to_paragraph(0)
    press(Key.Key_End, SHIFT)
    press(Key.Key_C, CONTROL)
    editor.go_to_paragraph(2)
    press(Key.Key_End, SHIFT)
    press(Key.Key_V, CONTROL)
    assert lines(session) == ["（一）甲", "（二）乙", "（三）甲"]


def test_a_numbered_heading_cut_in_two_is_two(open_editor: OpenEditor, session: Session) -> None:
    open_editor((Paragraph.of("（一）甲乙", 2), Paragraph.of("（二）丙", 2)))
    press(Key.Key_Up)
    press(Key.Key_End)
    press(Key.Key_Left)
    press(Key.Key_Return)
    keys("x")
    assert lines(session) == ["（一）甲", "（二）x乙", "（三）丙"]


def test_enter_behind_a_bare_number_ends_the_headings(
    open_editor: OpenEditor, session: Session
) -> None:
    open_editor((Paragraph.of("（一）", 2), Paragraph.of("（二）丙", 2)))
    press(Key.Key_Up)
    press(Key.Key_End)
    press(Key.Key_Return)
    assert lines(session) == ["", "（一）丙"]


MIXED = (Paragraph.of("（一）甲", 2), Paragraph.of("正文。"), *THREE[1:])


def test_backspace_behind_a_number_takes_all_of_it(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(MIXED)
    editor.go_to_paragraph(2)
    for _ in "（二）":
        press(Key.Key_Right)
    press(Key.Key_Backspace)
    assert lines(session) == ["（一）甲", "正文。", "乙", "（二）丙"]
    assert [paragraph.level for paragraph in session.report.text(TEXT)] == [2, 0, 0, 2]
    keys("x")
    assert lines(session)[2] == "x乙"
    session.undo()
    session.undo()
    assert session.report.text(TEXT) == MIXED


@pytest.mark.parametrize("back", [True, False])
def test_a_heading_that_joins_the_paragraph_above_loses_its_number(
    open_editor: OpenEditor, session: Session, *, back: bool
) -> None:
    editor = open_editor(MIXED)
    editor.go_to_paragraph(2 if back else 1)
    if not back:
        press(Key.Key_End)
    press(Key.Key_Backspace if back else Key.Key_Delete)
    assert lines(session) == ["（一）甲", "正文。乙", "（二）丙"]
    keys("x")
    assert lines(session)[1] == "正文。x乙"
    session.undo()
    assert session.undo_label == "合并段落"
    session.undo()
    assert session.report.text(TEXT) == MIXED


@pytest.mark.parametrize("back", [True, False])
def test_an_empty_line_above_a_heading_goes_and_the_heading_stays(
    open_editor: OpenEditor, session: Session, *, back: bool
) -> None:
    editor = open_editor((Paragraph.of("（一）甲", 2), Paragraph(), *THREE[1:]))
    editor.go_to_paragraph(2 if back else 1)
    press(Key.Key_Backspace if back else Key.Key_Delete)
    assert session.report.text(TEXT) == THREE


def mark(editor: ProseEditor, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Select from a place of one paragraph to a place of another."""
    cursor = editor.textCursor()
    blocks = editor.document().findBlockByNumber
    cursor.setPosition(blocks(start[0]).position() + start[1])
    keep = QTextCursor.MoveMode.KeepAnchor
    cursor.setPosition(blocks(end[0]).position() + end[1], keep)
    editor.setTextCursor(cursor)


REMOVALS: dict[str, Callable[[ProseEditor], None]] = {
    "delete": lambda _: press(Key.Key_Delete),
    "backspace": lambda _: press(Key.Key_Backspace),
    "cut": lambda _: press(Key.Key_X, CONTROL),
    "menu": lambda editor: editor.cut(),
    "popup": lambda editor: choose(editor, "edit-delete"),
    "popup cut": lambda editor: choose(editor, "edit-cut"),
}
REPLACEMENTS: dict[str, Callable[[ProseEditor], None]] = {
    "typed": lambda _: keys("x"),
    "composed": lambda _: type_chinese("x"),
    "pasted": lambda _: paste("x"),
    "sentence": lambda editor: editor.insert_sentences((TextRun(text="x"),)),
}


def choose(editor: ProseEditor, name: str) -> None:
    """Choose from the menu of the text."""
    menu = editor.menu()
    (action,) = [action for action in menu.actions() if action.objectName() == name]
    action.trigger()
    menu.deleteLater()


@pytest.mark.parametrize("way", REMOVALS)
@pytest.mark.parametrize(
    "start, end, left",
    [
        ((1, 1), (2, 1), ["（一）甲", "正乙", "（二）丙"]),
        ((1, 1), (2, 0), ["（一）甲", "正乙", "（二）丙"]),
        ((1, 0), (2, 2), ["（一）甲", "（二）乙", "（三）丙"]),
        ((0, 2), (2, 1), ["（一）乙", "（二）丙"]),
        ((0, 1), (1, 1), ["（一）文。", "（二）乙", "（三）丙"]),
        ((2, 1), (2, 2), ["（一）甲", "正文。", "乙", "（二）丙"]),
        ((2, 0), (2, 2), ["（一）甲", "正文。", "乙", "（二）丙"]),
    ],
)
def test_a_selection_never_leaves_half_a_number(
    open_editor: OpenEditor,
    session: Session,
    way: str,
    start: tuple[int, int],
    end: tuple[int, int],
    left: list[str],
) -> None:
    editor = open_editor(MIXED)
    mark(editor, start, end)
    REMOVALS[way](editor)
    assert lines(session) == left
    while session.undo_label != "准备":
        session.undo()
    assert session.report.text(TEXT) == MIXED


@pytest.mark.parametrize("way", REPLACEMENTS)
@pytest.mark.parametrize(
    "start, end, left",
    [
        ((1, 1), (2, 1), ["（一）甲", "正x乙", "（二）丙"]),
        ((1, 0), (2, 1), ["（一）甲", "（二）x乙", "（三）丙"]),
        ((1, 0), (2, 0), ["（一）甲", "（二）x乙", "（三）丙"]),
    ],
)
def test_what_replaces_a_selection_leaves_no_half_number_either(
    open_editor: OpenEditor,
    session: Session,
    way: str,
    start: tuple[int, int],
    end: tuple[int, int],
    left: list[str],
) -> None:
    if way == "sentence" and start == (1, 0):  # it stands below a heading
        left = [left[0], "（二）乙", "x", left[2]]
    editor = open_editor(MIXED)
    mark(editor, start, end)
    REPLACEMENTS[way](editor)
    assert lines(session) == left


def test_a_number_that_is_composed_over_is_still_that_of_its_place(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(MIXED)
    mark(editor, (2, 1), (2, 2))
    type_chinese("五")
    assert lines(session)[2] == "（二）乙"


@pytest.mark.parametrize(
    "start, end, copied",
    [
        ((0, 1), (2, 2), "甲\n正文。"),
        ((0, 0), (2, 3), "（一）甲\n正文。"),
        ((0, 0), (0, 2), "（一"),
        ((1, 0), (2, 0), "正文。\n"),
    ],
)
def test_a_number_without_words_is_not_copied_along(
    open_editor: OpenEditor, start: tuple[int, int], end: tuple[int, int], copied: str
) -> None:
    editor = open_editor(MIXED)
    mark(editor, start, end)
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == copied
    press(Key.Key_X, CONTROL)
    if start[0] != end[0]:
        assert QGuiApplication.clipboard().text() == copied


def test_copying_takes_what_is_selected_and_enter_cuts_there(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(MIXED)
    mark(editor, (1, 1), (2, 1))
    press(Key.Key_C, CONTROL)
    assert editor.textCursor().selectedText() == "文。\u2029（"
    assert QGuiApplication.clipboard().text() == "文。"
    press(Key.Key_Return)
    assert lines(session) == ["（一）甲", "正", "乙", "（二）丙"]


def test_setting_a_level_is_one_named_step(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(THREE)
    editor.go_to_paragraph(0)
    editor.set_level(0)
    assert lines(session) == ["甲", "（一）乙", "（二）丙"]
    assert session.undo_label == "设为正文"
    session.undo()
    assert session.report.text(TEXT) == THREE


def test_typing_in_a_text_numbered_otherwise_changes_no_number(
    open_editor: OpenEditor, session: Session
) -> None:
    open_editor((Paragraph.of("（五）甲", 2), Paragraph.of("（五）乙", 2)))
    keys("x")
    assert lines(session) == ["（五）甲", "（五）乙x"]
