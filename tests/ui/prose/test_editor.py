"""The editor of a text: typing, levels, undo, and whatever text comes."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.report.edits import SetText
from gi_desktop.report.prose import CellRun, Level, Paragraph, Text, TextRun
from gi_desktop.session import Session
from gi_desktop.ui import prose_text, theme
from gi_desktop.ui.prose_editor import ProseEditor
from tests.toy import TOY
from tests.ui.hands import CONTROL, SHIFT, Key, compose, keys, press, type_chinese
from tests.ui.prose.editing import TEXT, OpenEditor, body, written


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
