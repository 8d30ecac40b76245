"""What is pasted into a text."""

from gi_desktop.report.prose import Paragraph
from gi_desktop.session import Session
from tests.ui.hands import keys
from tests.ui.prose.editing import TEXT, OpenEditor, body, lines, paste, written


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
