"""References to cells in a text."""

from PySide6.QtGui import QGuiApplication, QTextCursor

from gi_desktop.report.edits import SetCells
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun
from gi_desktop.session import Session
from tests.ui.hands import CONTROL, Key, keys, press
from tests.ui.prose.editing import TEXT, OpenEditor, body, written

CELL = "letters.received.paper"


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
