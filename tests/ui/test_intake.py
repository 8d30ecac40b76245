"""What comes in from outside: dropped, pasted, read back. The open report is never lost by it."""

import json
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.document import write_docx
from gi_desktop.drafts import SetDraft
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.model import Report
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.source import Mark, MarkKind, Source
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.read_back_dialog import ReadBackDialog
from gi_desktop.ui.steps import Place
from gi_desktop.ui.window import Window
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import sample
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, SHIFT, Key, buttons, keys, press, session_of, texts
from tests.ui.walking import cut_off, foreign, settle, silent, unnamed, unreached

FORM = current_edition()
RECEIVED = "applications.received.natural"


def source_file(folder: Path, name: str = "r.json", **fields: object) -> Path:
    path = folder / name
    data = {"edition": "2021", "scope": "own", "organ": "某局", "year": 2023, "texts": {}}
    path.write_text(json.dumps(data | fields), encoding="utf-8")
    return path


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def enter(on: QWidget, data: QMimeData) -> bool:
    """Drag something over a widget; return whether anything there takes it."""
    event = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(on, event)
    return event.isAccepted()


def drop(window: Window, data: QMimeData) -> bool:
    assert enter(window, data)
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(window, event)
    QApplication.processEvents()  # it is taken once the drag is over
    return event.isAccepted()


def read(window: Window, qtbot: QtBot) -> str:
    """Wait for what is being read; return what the notice says then."""
    qtbot.waitUntil(lambda: not window.desk.reading.busy)
    return window.notice.sentence.text() if window.notice.isVisible() else ""


# Dropping --------------------------------------------------------------------------------------


def test_a_dragged_file_is_answered_and_the_answer_goes(window: Window, tmp_path: Path) -> None:
    data = dragged(tmp_path / "年报.docx")
    assert enter(window, data)
    assert window.drops.answer.isVisible()
    assert "年报.docx" in window.drops.answer.text()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.drops.answer.isVisible()


def test_a_file_dragged_over_a_field_is_for_the_window(window: Window, tmp_path: Path) -> None:
    edit = next(iter(window.stack.page.edits.values()))  # type: ignore[union-attr]
    assert enter(edit, dragged(tmp_path / "年报.docx"))
    assert window.drops.answer.isVisible()
    window.drops.answer.hide()
    window.go(1)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert enter(editor, dragged(tmp_path / "年报.docx"))
    assert window.drops.answer.isVisible()


def test_text_is_no_file(window: Window) -> None:
    data = QMimeData()
    data.setText("文字")
    assert not enter(window, data)
    assert not window.drops.answer.isVisible()


def test_a_dropped_source_is_imported(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.choice = 0
    assert drop(window, dragged(source_file(tmp_path)))
    assert "r.json" in read(window, qtbot)
    assert session_of(window).report.year == 2023
    assert "“r.json”要怎样用？" in dialogs.asked


def test_a_dropped_source_can_be_last_years(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.choice = 2
    dialogs.confirmed = True
    drop(window, dragged(source_file(tmp_path)))
    read(window, qtbot)
    previous = session_of(window).previous
    assert previous is not None
    assert previous.year == 2023


def test_on_the_start_page_a_dropped_source_can_begin_the_next_year(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.close_report()
    dialogs.choice = 1
    drop(window, dragged(source_file(tmp_path)))
    read(window, qtbot)
    assert session_of(window).report.year == 2024


def test_nothing_happens_where_the_question_is_not_answered(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    before = window.session
    drop(window, dragged(source_file(tmp_path)))
    assert not window.desk.reading.busy
    assert window.session is before


def test_a_dropped_draft_is_opened(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> None:
    path = tmp_path / "a.xxgk"
    session_of(window).apply(SetCells("填", {RECEIVED: 7}))
    session_of(window).save(path)
    window.desk.close_report()
    drop(window, dragged(path))
    assert session_of(window).report.stored(RECEIVED) == 7
    assert session_of(window).path == path


def test_of_several_files_one_is_asked_for(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [source_file(tmp_path, f"{n}.json", year=2020 + n) for n in range(5)]
    assert drop(window, dragged(*paths))
    said = window.notice.sentence.text()
    assert said.startswith("一次只能读入一个文件，这里有 5 个。请选一个；")
    dialogs.choice = 0
    (second,) = buttons(window.notice, "读入“1.json”")
    second.click()
    read(window, qtbot)
    assert session_of(window).report.year == 2021


# The clipboard ---------------------------------------------------------------------------------


def test_copied_text_is_imported(window: Window, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(dump(sample(FORM), FORM, PLAIN))
    press(Key.Key_I, CONTROL | SHIFT)
    assert "剪贴板" in read(window, qtbot)
    assert session_of(window).report.cells == sample(FORM).cells
    source = session_of(window).draft.source
    assert source is not None
    assert source.kind == "clipboard"


def test_a_copied_page_is_imported(window: Window, qtbot: QtBot) -> None:
    data = QMimeData()
    rows = "".join(
        f"<tr><td>{name}</td><td>3</td><td>1</td><td>9</td></tr>" for name in ("规章", "规范性文件")
    )
    data.setHtml(
        "<h1>某某市某某局2023年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table>"
        "<tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td>"
        f"<td>本年废止件数</td><td>现行有效件数</td></tr>{rows}</table>"
    )
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_I, CONTROL | SHIFT)
    read(window, qtbot)
    assert session_of(window).report.stored("disclosure.rules.in_force") == 9


def test_a_copied_file_is_taken_like_a_dropped_one(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.choice = 0
    QGuiApplication.clipboard().setMimeData(dragged(source_file(tmp_path)))
    press(Key.Key_I, CONTROL | SHIFT)
    read(window, qtbot)
    assert session_of(window).report.year == 2023


def test_on_the_start_page_pasting_imports(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.close_report()
    dialogs.choice = 0
    QGuiApplication.clipboard().setMimeData(dragged(source_file(tmp_path)))
    press(Key.Key_V, CONTROL)
    read(window, qtbot)
    assert session_of(window).report.year == 2023


@pytest.mark.parametrize("step", [1, 3])
def test_where_a_file_lies_is_never_pasted(window: Window, tmp_path: Path, step: int) -> None:
    before = session_of(window).report
    QGuiApplication.clipboard().setMimeData(dragged(source_file(tmp_path)))
    window.go(step)
    press(Key.Key_V, CONTROL)
    assert session_of(window).report is before
    if step == 3:
        assert "Ctrl+Shift+I" in window.notice.sentence.text()


@pytest.mark.parametrize("text", ["", "今天天气很好。"])
def test_a_clipboard_without_a_report_is_told(window: Window, qtbot: QtBot, text: str) -> None:
    before = window.session
    QGuiApplication.clipboard().setText(text)
    press(Key.Key_I, CONTROL | SHIFT)
    assert read(window, qtbot)
    assert window.session is before


# The notice and the review ---------------------------------------------------------------------


def imported(window: Window, qtbot: QtBot) -> None:
    lines = dump(sample(FORM), FORM, PLAIN).splitlines()
    place = next(n for n, line in enumerate(lines) if line.strip().startswith("行政许可"))
    QGuiApplication.clipboard().setText("\n".join([*lines[:place], *lines[place + 2 :]]))
    press(Key.Key_I, CONTROL | SHIFT)
    read(window, qtbot)


def test_the_notice_leads_to_the_review_and_stays_until_a_change(
    window: Window, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    imported(window, qtbot)
    assert "要对照原文看" in window.notice.sentence.text()
    (review,) = buttons(window.notice, "核对导入结果…")
    review.click()
    assert dialogs.reviewed == [window.session]
    press(Key.Key_2, ALT)
    assert window.notice.isVisible(), "another page is no change"
    keys("a")
    assert not window.notice.isVisible()


def test_the_notice_goes_when_a_cell_was_looked_at(window: Window, qtbot: QtBot) -> None:
    imported(window, qtbot)
    session = session_of(window)
    source = session.draft.source
    assert source is not None
    session.apply(SetDraft("核对", {"source": source.with_looked_at(RECEIVED)}))
    assert not window.notice.isVisible()


def test_the_menu_names_what_is_left_and_opens_the_review_again(
    window: Window, dialogs: FakeDialogs
) -> None:
    review = window.actions_.intake.review
    assert not review.isEnabled()
    mark = Mark(kind=MarkKind.NOT_FOUND, how="原文没有这一行")
    source = Source(kind="text", marks={RECEIVED: mark})
    session_of(window).apply(SetDraft("读入", {"source": source}))
    assert "还有 1 格要看" in review.text()
    press(Key.Key_V, CONTROL | SHIFT)
    assert dialogs.reviewed == [window.session]
    looked = source.with_looked_at(RECEIVED)
    session_of(window).apply(SetDraft("核对", {"source": looked}))
    assert review.isEnabled()
    assert "要看" not in review.text()


def test_the_review_leads_to_the_text_that_is_to_be_corrected(
    window: Window, dialogs: FakeDialogs
) -> None:
    source = Source(kind="text", marks={RECEIVED: Mark(kind=MarkKind.READ)})
    session_of(window).apply(SetDraft("读入", {"source": source}))
    dialogs.place = Place(FORM.sections.index(FORM.sections[-1]) + 1, text="other_matters")
    press(Key.Key_V, CONTROL | SHIFT)
    assert window.number == len(FORM.sections)
    editor = QApplication.focusWidget()
    assert isinstance(editor, ProseEditor)


# Read back -------------------------------------------------------------------------------------


@pytest.fixture
def written(window: Window, dialogs: FakeDialogs, tmp_path: Path) -> Path:
    """The document of the open report, with one sentence changed in Word."""
    report = sample(FORM).replace(id=session_of(window).report.id)
    session = session_of(window)
    session.apply(SetCells("填", report.cells))
    for text_id, text in report.texts.items():
        session.apply(SetText("写", text_id, text))
    session.apply(SetText("写", "problems", paragraphs("一是公开不够及时。\n二是培训少。")))
    path = tmp_path / "改过.docx"
    write_docx(whole(session.report), FORM, path)
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if "二是培训少" in paragraph.text:
            paragraph.runs[0].text = "二是培训还比较少。"
            document.add_comment(paragraph.runs, text="再想想", author="甲", initials="甲")
    document.save(str(path))
    dialogs.open_path = path
    return path


def whole(report: Report) -> Report:
    return report.replace(organ=report.organ.replace(name="某某局"), year=2023)


def test_changes_made_in_word_are_taken_over_in_one_step(
    window: Window, dialogs: FakeDialogs, written: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    before = session.report
    dialogs.changes = lambda found, _proposed: tuple(one for one in found if one.text)
    press(Key.Key_O, CONTROL | SHIFT)
    said = read(window, qtbot)
    assert said.startswith("采用了“改过.docx”里的 1 处改动，按 Ctrl+Z 可以撤销。")
    assert "再想想" in window.notice.lines.text()
    assert session.report.text("problems") == paragraphs("一是公开不够及时。\n二是培训还比较少。")
    assert session.report.cells == before.cells
    assert session.undo_label == "读回 Word 里的改动"
    press(Key.Key_Z, CONTROL)
    assert session.report.same_as(before)


def test_nothing_is_taken_over_unasked(
    window: Window, dialogs: FakeDialogs, written: Path, qtbot: QtBot
) -> None:
    before = session_of(window).report
    press(Key.Key_O, CONTROL | SHIFT)
    read(window, qtbot)
    assert session_of(window).report is before
    assert len(dialogs.read_back) == 1


def test_a_document_without_changes_is_told(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    for cell, value in sample(FORM).cells.items():
        session.apply(SetCells("填", {cell: value}))
    path = tmp_path / "没改.docx"
    write_docx(session.report, FORM, path)
    window.desk.intake.read_back(path)
    assert read(window, qtbot).startswith("“没改.docx”和打开的报告没有不同。")
    assert not dialogs.read_back


def test_what_cannot_be_read_back_is_told(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    window.desk.intake.read_back(path)
    assert "损坏" in read(window, qtbot)


@pytest.fixture
def dialog(window: Window, dialogs: FakeDialogs, written: Path, qtbot: QtBot) -> ReadBackDialog:
    press(Key.Key_O, CONTROL | SHIFT)
    read(window, qtbot)
    made = ReadBackDialog(written.stem, dialogs.read_back[0], window)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle()
    return made


def test_the_changes_are_chosen_by_keyboard(dialog: ReadBackDialog) -> None:
    assert dialog.list.chosen() == list(dialog.chosen())
    count = len(dialog.list.boxes)
    assert dialog.take.text() == f"采用打勾的 {count} 处"
    press(Key.Key_Space)
    assert dialog.take.text() == f"采用打勾的 {count - 1} 处"
    assert any("再想想" in text for text in texts(dialog))


def test_the_dialog_is_named_reached_and_whole(dialog: ReadBackDialog) -> None:
    assert not unnamed(dialog)
    assert not silent(dialog)
    assert not foreign(dialog)
    assert not unreached(dialog, dialog.list.boxes[0].setFocus)
    assert not cut_off(dialog)


def test_nothing_is_ticked_where_it_may_be_another_report(
    window: Window, dialogs: FakeDialogs, written: Path, qtbot: QtBot
) -> None:
    session_of(window).apply(SetCells("填", {RECEIVED: 1}))
    report = session_of(window).report
    foreign_one = report.replace(organ=report.organ.replace(name="另一个局"), year=2020)
    from gi_desktop.importing.read_back import read_back

    made = ReadBackDialog("x.docx", read_back(written, foreign_one, FORM), window)
    made.open()
    assert made.chosen() == ()
    assert not made.take.isEnabled()
    assert any("可能选错了文件" in text for text in texts(made))
