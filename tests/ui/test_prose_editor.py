from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.prose import CellRun, Level, Paragraph, Text, TextRun, plain_text
from gi_desktop.session import Session
from gi_desktop.ui import prose_text, theme
from gi_desktop.ui.prose_editor import ProseEditor
from tests.toy import TOY
from tests.ui.hands import CONTROL, SHIFT, Key, compose, keys, press, type_chinese

CELL = "letters.received.paper"
TEXT = "work"
OpenEditor = Callable[[Text], ProseEditor]


@pytest.fixture
def session() -> Session:
    return Session.new(TOY)


@pytest.fixture
def open_editor(application: QApplication, qtbot: QtBot, session: Session) -> OpenEditor:
    """Open an editor on a text, the cursor at its end; it follows the session as a page does."""

    def opened(text: Text) -> ProseEditor:
        if text:
            session.apply(SetText("准备", TEXT, text))
            session.end_step()
        editor = ProseEditor(session, TEXT, "一、工作情况")
        qtbot.addWidget(editor)
        session.subscribe(lambda _change: editor.refresh())
        editor.resize(600, 400)
        with qtbot.waitExposed(editor):
            editor.show()
        editor.activateWindow()
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        return editor

    return opened


def body(*texts: str) -> Text:
    return tuple(Paragraph.of(text) for text in texts)


def written(session: Session) -> str:
    return plain_text(session.report.text(TEXT), session.sheet.value)


def test_typing_reaches_the_report_letter_by_letter(
    open_editor: OpenEditor, session: Session
) -> None:
    open_editor(())
    type_chinese("本年收到来信")
    keys("12")
    assert session.report.text(TEXT) == body("本年收到来信12")
    press(Key.Key_Backspace)
    assert written(session) == "本年收到来信1"


def test_enter_begins_a_paragraph_and_an_empty_one_is_kept(
    open_editor: OpenEditor, session: Session
) -> None:
    open_editor(body("甲"))
    press(Key.Key_Return)
    press(Key.Key_Return, SHIFT)
    type_chinese("乙")
    assert session.report.text(TEXT) == body("甲", "", "乙")


@pytest.mark.parametrize("letters", ["low", "tall"])
def test_lines_are_as_far_apart_in_any_font(
    open_editor: OpenEditor, request: pytest.FixtureRequest, letters: str
) -> None:
    if letters == "tall":
        request.getfixturevalue("tall_letters")
    editor = open_editor(body("甲", "乙", "丙"))
    tops = [
        editor.cursorRect(QTextCursor(editor.document().findBlockByNumber(number))).bottom()
        for number in range(3)
    ]
    size = theme.text_size()
    assert [tops[1] - tops[0], tops[2] - tops[1]] == [1.5 * size] * 2
    assert editor.document().begin().blockFormat().textIndent() == 2 * size


def clear_all(session: Session) -> None:
    press(Key.Key_A, CONTROL)
    press(Key.Key_Delete)


def undo_all(session: Session) -> None:
    while session.undo_label:
        session.undo()


@pytest.mark.parametrize("empty", [None, clear_all, undo_all])
@pytest.mark.parametrize("pasted", [False, True])
def test_the_first_paragraph_of_an_empty_text_stands_as_the_others_do(
    open_editor: OpenEditor,
    session: Session,
    empty: Callable[[Session], None] | None,
    *,
    pasted: bool,
) -> None:
    editor = open_editor(body("甲", "乙") if empty else ())
    if empty:
        empty(session)
    assert session.report.text(TEXT) == ()
    if pasted:
        QGuiApplication.clipboard().setText("没有其他事项。")
        press(Key.Key_V, CONTROL)
    else:
        type_chinese("没有其他事项。")
    press(Key.Key_Return)
    type_chinese("没有收费。")
    first, second = (editor.document().findBlockByNumber(number) for number in range(2))
    assert first.blockFormat() == second.blockFormat() == prose_text.block_format(0)


def test_clearing_everything_leaves_no_paragraph(open_editor: OpenEditor, session: Session) -> None:
    open_editor(body("甲", "乙"))
    press(Key.Key_A, CONTROL)
    press(Key.Key_Delete)
    assert session.report.text(TEXT) == ()


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_heading_is_followed_by_body(
    open_editor: OpenEditor, session: Session, level: Level
) -> None:
    editor = open_editor(body("（一）渠道"))
    editor.set_level(level)
    press(Key.Key_Return)
    type_chinese("信箱")
    number = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}[level]
    expected = (Paragraph.of(f"{number}渠道", level), Paragraph.of("信箱"))
    assert session.report.text(TEXT) == expected


def test_splitting_a_heading_leaves_both_parts_headings(
    open_editor: OpenEditor, session: Session
) -> None:
    open_editor((Paragraph.of("甲乙", 2),))
    press(Key.Key_Left)
    press(Key.Key_Return)
    assert session.report.text(TEXT) == (Paragraph.of("甲", 2), Paragraph.of("乙", 2))


def test_a_level_is_given_to_every_selected_paragraph(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(body("甲", "乙", "丙"))
    press(Key.Key_Up, SHIFT)
    editor.set_level(3)
    assert [paragraph.level for paragraph in session.report.text(TEXT)] == [0, 3, 3]


def test_a_heading_shows_bold(open_editor: OpenEditor) -> None:
    editor = open_editor((Paragraph.of("（一）渠道", 2), Paragraph.of("正文")))
    heading, plain = prose_text.blocks(editor.document())
    assert [part.format.fontWeight() for part in heading.layout().formats()] == [700]
    assert not plain.layout().formats()


def test_a_composition_is_shown_but_is_not_yet_text(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(body("甲"))
    compose("yi")
    assert session.report.text(TEXT) == body("甲")
    editor.commit()
    assert session.report.text(TEXT) == body("甲yi")


def test_leaving_commits_the_composition(
    open_editor: OpenEditor, session: Session, qtbot: QtBot
) -> None:
    editor = open_editor(())
    compose("工作")
    editor.clearFocus()
    assert session.report.text(TEXT) == body("工作")


def test_pasted_text_is_plain_a_line_a_paragraph(open_editor: OpenEditor, session: Session) -> None:
    open_editor(body("甲"))
    data = QMimeData()
    data.setHtml("<h1>大字</h1><p style='color:red'>红字</p>")
    data.setText("大字\n\n  红字  \n")
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, CONTROL)
    assert session.report.text(TEXT) == body("甲大字", "红字")


def test_one_undo_takes_a_paste_back(open_editor: OpenEditor, session: Session) -> None:
    open_editor(body("甲"))
    QGuiApplication.clipboard().setText("乙\n丙")
    keys("1")
    press(Key.Key_V, CONTROL)
    keys("2")
    session.undo()
    session.undo()
    assert session.report.text(TEXT) == body("甲1")


def test_the_editor_has_no_undo_of_its_own(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(())
    keys("abc")
    press(Key.Key_Z, CONTROL)
    assert editor.toPlainText() == "abc"
    session.undo()
    assert editor.toPlainText() == ""


def test_a_pause_ends_the_step(open_editor: OpenEditor, session: Session, qtbot: QtBot) -> None:
    editor = open_editor(())
    keys("ab")
    assert editor._pause.isActive()
    editor._pause.timeout.emit()
    keys("cd")
    session.undo()
    assert written(session) == "ab"


def test_a_change_from_outside_moves_the_cursor_to_it_only(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(body("甲", "乙", "丙"))
    session.apply(SetText("别处", TEXT, body("甲", "乙乙", "丙")))
    assert editor.toPlainText() == "甲\n乙乙\n丙"
    assert editor.textCursor().position() == len("甲\n乙乙")


def test_undo_within_a_paragraph_puts_the_cursor_where_it_was(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(body("甲乙丙丁"))
    press(Key.Key_Left)
    press(Key.Key_Left)
    keys("12")
    session.undo()
    assert editor.toPlainText() == "甲乙丙丁"
    assert editor.textCursor().position() == 2


# References to cells --------------------------------------------------------------------------


def reference(session: Session) -> Text:
    session.apply(SetCells("准备", {CELL: 41}))
    return (Paragraph(runs=(TextRun(text="收到"), CellRun(cell=CELL), TextRun(text="件。"))),)


def test_a_reference_survives_typing_beside_it(open_editor: OpenEditor, session: Session) -> None:
    open_editor(reference(session))
    keys("1")
    runs = session.report.text(TEXT)[0].runs
    assert runs == (TextRun(text="收到"), CellRun(cell=CELL), TextRun(text="件。1"))
    assert written(session) == "收到41件。1"


def test_a_reference_is_one_character(open_editor: OpenEditor, session: Session) -> None:
    open_editor(reference(session))
    for _ in range(3):
        press(Key.Key_Backspace)
    assert session.report.text(TEXT) == body("收到")


def test_typing_right_after_a_reference_is_text(open_editor: OpenEditor, session: Session) -> None:
    open_editor((Paragraph(runs=(CellRun(cell=CELL),)),))
    keys("5")
    assert session.report.text(TEXT)[0].runs == (CellRun(cell=CELL), TextRun(text="5"))


def test_a_reference_is_copied_as_what_it_reads(open_editor: OpenEditor, session: Session) -> None:
    open_editor(reference(session))
    press(Key.Key_A, CONTROL)
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "收到41件。"


def test_a_part_is_copied_exactly_behind_a_rare_character(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(body("𠮷甲乙", "丙丁"))
    cursor = editor.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(6, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "甲乙\n丙"


def test_a_reference_becomes_plain_text_in_one_step(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(reference(session))
    press(Key.Key_A, CONTROL)
    editor.references_to_text()
    assert session.report.text(TEXT) == body("收到41件。")
    session.undo()
    assert session.report.text(TEXT) == reference(session)


def test_a_screen_reader_is_told_of_the_reference_at_the_cursor(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(reference(session))
    assert editor.accessibleDescription() == ""
    press(Key.Key_Home)
    press(Key.Key_Right)
    press(Key.Key_Right)
    assert editor.accessibleDescription() == "引用表一“一、收到来信·纸质信件”，现在是 41"
    session.apply(SetCells("改", {CELL: 42}))
    assert editor.accessibleDescription().endswith("现在是 42")


def test_a_reference_moved_within_the_report_stays_one(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(reference(session))
    press(Key.Key_A, CONTROL)
    press(Key.Key_X, CONTROL)
    press(Key.Key_V, CONTROL)
    assert session.report.text(TEXT) == reference(session)
    assert not editor.note.isVisible()


def test_a_reference_inserted_follows_its_cell(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(body("收到"))
    editor.insert_reference(CELL)
    keys("1")
    session.apply(SetCells("改", {CELL: 7}))
    assert written(session) == "收到71"
    session.undo()
    session.undo()
    session.undo()
    assert session.report.text(TEXT) == body("收到")
    session.redo()
    assert session.report.text(TEXT)[0].runs[-1] == CellRun(cell=CELL)


# Numbers of headings ---------------------------------------------------------------------------


def lines(session: Session) -> list[str]:
    return written(session).splitlines()


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


# What is pasted ---------------------------------------------------------------------------------


def paste(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, CONTROL)


def test_what_is_pasted_is_put_in_order_and_said(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(())
    paste("(一)公开\n共41件,均\n已答复.", "<h2>(一)公开</h2><p>共41件,均<br>已答复.</p>")
    assert session.report.text(TEXT) == (
        Paragraph.of("（一）公开", 2),
        Paragraph.of("共41件，均已答复。"),
    )
    assert editor.note.isVisible()
    assert editor.note.sentence.text() == (
        "粘贴时已整理：认出 1 个标题，接上 1 处断行，4 个半角标点改成全角。"
    )


def test_two_steps_of_undo_first_the_raw_text(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(body("甲"))
    paste("乙,丙\n丁")
    assert written(session) == "甲乙，丙丁"
    session.undo()
    assert session.report.text(TEXT) == body("甲乙,丙", "丁")
    assert not editor.note.isVisible()
    session.undo()
    assert session.report.text(TEXT) == body("甲")
    session.redo()
    session.redo()
    assert written(session) == "甲乙，丙丁"


def test_the_raw_text_is_kept_by_button(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(())
    paste("乙,丙")
    editor.note.keep.click()
    assert written(session) == "乙,丙"
    assert not editor.note.isVisible()
    assert editor.hasFocus()


def test_a_later_change_takes_the_offer_away_not_the_note(
    open_editor: OpenEditor, session: Session
) -> None:
    editor = open_editor(())
    paste("乙,丙")
    keys("1")
    assert editor.note.isVisible()
    assert not editor.note.keep.isVisible()


def test_pasted_headings_take_part_in_the_numbering(
    open_editor: OpenEditor, session: Session
) -> None:
    open_editor((Paragraph.of("（一）甲", 2), Paragraph()))
    paste("（一）乙\n正文。")
    assert lines(session) == ["（一）甲", "（二）乙", "正文。"]


def test_a_word_is_pasted_as_it_is(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(body("甲"))
    paste(" B ")
    assert written(session) == "甲 B "
    assert not editor.note.isVisible()


# Any text -------------------------------------------------------------------------------------

_characters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"))
_words = st.text(_characters, min_size=1, max_size=12).filter(lambda text: "\ufffc" not in text)
_runs = st.lists(
    st.one_of(
        st.builds(TextRun, text=_words), st.builds(CellRun, cell=st.sampled_from(list(TOY.cells)))
    ),
    max_size=4,
)


def _joined(runs: list[TextRun | CellRun]) -> tuple[TextRun | CellRun, ...]:
    """Neighbouring texts are one run in a document."""
    done: list[TextRun | CellRun] = []
    for run in runs:
        if done and isinstance(run, TextRun) and isinstance(done[-1], TextRun):
            done[-1] = TextRun(text=done[-1].text + run.text)
        else:
            done.append(run)
    return tuple(done)


_paragraphs = st.builds(
    lambda runs, level: Paragraph(runs=_joined(runs), level=level),
    _runs,
    st.sampled_from([0, 1, 2, 3, 4]),
)
_texts = st.lists(_paragraphs, max_size=5).map(tuple).filter(lambda text: text != (Paragraph(),))


@given(text=_texts)
def test_any_text_survives_a_document(text: Text) -> None:
    document = QTextDocument()
    cursor = QTextCursor(document)
    for number, paragraph in enumerate(text):
        if number:
            cursor.insertBlock()
        prose_text.insert_paragraph(cursor, paragraph)
    assert prose_text.read(document) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(_texts, min_size=2, max_size=4))
def test_the_editor_follows_any_change_from_outside(
    application: QApplication, texts: list[Text]
) -> None:
    session = Session.new(TOY)
    editor = ProseEditor(session, TEXT, "一、工作情况")
    session.subscribe(lambda _change: editor.refresh())
    for text in texts:
        session.apply(SetText("别处", TEXT, text))
        assert prose_text.read(editor.document()) == text
        assert session.report.text(TEXT) == text
    while session.undo_label:
        session.undo()
        assert prose_text.read(editor.document()) == session.report.text(TEXT)
    editor.deleteLater()


def test_tab_leaves_the_editor(open_editor: OpenEditor, session: Session) -> None:
    editor = open_editor(())
    assert editor.tabChangesFocus()
    assert editor.focusPolicy() & Qt.FocusPolicy.TabFocus
