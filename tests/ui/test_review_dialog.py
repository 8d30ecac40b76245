"""核对导入结果: by keyboard alone, doubtful cells first, each step undoable, kept with the draft."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QTableWidgetItem
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, read_draft
from gi_desktop.form import current_edition
from gi_desktop.importing import Imported, import_text
from gi_desktop.report.source import Mark, MarkKind, Source
from gi_desktop.session import Session
from gi_desktop.ui.review_dialog import ReviewDialog
from gi_desktop.ui.review_items import NOTES, place_of
from gi_desktop.ui.steps import Place
from gi_desktop.ui.theme import MEASURES
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import sample
from tests.ui.hands import CONTROL, SHIFT, Key, focused, keys, press
from tests.ui.walking import cut_off, foreign, overlapping, settle, silent, unnamed, unreached

FORM = current_edition()
LICENCES = "disclosure.licences.decisions"


def doubtful() -> Imported:
    """A source that lacks a row, and one number of another row."""
    lines = dump(sample(FORM), FORM, replace(PLAIN, numbers="tabs")).splitlines()
    lines = [line for line in lines if not line.startswith("行政许可")]
    place = next(n for n, line in enumerate(lines) if "予以公开" in line)
    cells = lines[place].split("\t")
    lines[place] = "\t".join([*cells[:-2], cells[-1]])
    return import_text("\n".join(lines), FORM)


FOUND = doubtful()
MISSING = [c for c, m in FOUND.source.marks.items() if m.kind is MarkKind.NOT_FOUND]
REPAIRED = [c for c, m in FOUND.source.marks.items() if m.kind is MarkKind.REPAIRED]


@pytest.fixture
def session() -> Session:
    return Session(FORM, Draft(FOUND.report, source=FOUND.source))


@pytest.fixture
def dialog(application: object, session: Session, qtbot: QtBot) -> ReviewDialog:
    made = ReviewDialog(session)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def cell(dialog: ReviewDialog, row: int, column: int) -> str:
    found = dialog.table.item(row, column)
    assert isinstance(found, QTableWidgetItem)
    return found.text()


def looked_at(session: Session) -> tuple[str, ...]:
    source = session.draft.source
    assert source is not None
    return source.looked_at


def test_the_source_is_doubtful_as_this_test_wants_it() -> None:
    assert LICENCES in MISSING
    assert len(MISSING) == 2
    assert REPAIRED


def test_doubtful_cells_stand_first_and_are_counted(dialog: ReviewDialog) -> None:
    first = [item.key for item in dialog.items[: len(MISSING) + len(REPAIRED)]]
    assert set(first[:2]) == set(MISSING)
    assert set(first[2:]) == set(REPAIRED)
    assert [item.key for item in dialog.items[-5:]] == [*FORM.texts, NOTES]
    left = len(MISSING) + len(REPAIRED)
    assert dialog.count.text() == (
        f"读自文字。还有 {left} 格要看：没有读到 2 格，修补过 {len(REPAIRED)} 格。"
    )
    assert cell(dialog, 0, 2) == "没有读到，要看"
    assert cell(dialog, 2, 2) == "修补过，要看"
    assert cell(dialog, left, 2) == "照原文"


def test_what_is_no_number_is_to_be_looked_at_too(application: object, qtbot: QtBot) -> None:
    order = list(FORM.cells)
    read = Mark(kind=MarkKind.READ)
    marks = dict.fromkeys(order[:3], read) | {order[2]: read.replace(how="原文填的不是数")}
    marks[order[3]] = Mark(kind=MarkKind.NOT_FOUND)
    made = ReviewDialog(Session(FORM, Draft(sample(FORM), source=Source(kind="", marks=marks))))
    qtbot.addWidget(made)
    assert [item.key for item in made.items[:4]] == [order[3], order[2], order[0], order[1]]
    assert made.count.text() == "还有 2 格要看：没有读到 1 格，不是数 1 格。"
    assert cell(made, 1, 2) == "不是数，要看"
    made.accept_row()
    made.accept_row()
    assert cell(made, 1, 2) == "不是数，看过"
    assert made.count.text() == "要看的都看过了。"


def test_enter_accepts_and_goes_on(dialog: ReviewDialog, session: Session) -> None:
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert looked_at(session) == tuple(item.key for item in dialog.items[:2])
    assert dialog.table.currentRow() == 2
    assert cell(dialog, 0, 2) == "没有读到，看过"
    assert "没有读到" not in dialog.count.text()
    assert session.report.same_as(FOUND.report)


def test_typing_corrects_and_enter_goes_on(
    dialog: ReviewDialog, session: Session, qtbot: QtBot
) -> None:
    assert dialog.items[0].key == LICENCES
    keys("4")
    editor = focused()
    assert isinstance(editor, QLineEdit)
    assert "行政许可" in editor.accessibleName()
    keys("2")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.currentRow() == 1)
    assert session.report.stored(LICENCES) == 42
    assert looked_at(session) == (LICENCES,)
    assert cell(dialog, 0, 1) == "42"
    press(Key.Key_Z, CONTROL)
    assert session.report.stored(LICENCES) is None
    assert looked_at(session) == ()
    assert cell(dialog, 0, 1) == ""
    press(Key.Key_Y, CONTROL)
    assert session.report.stored(LICENCES) == 42


def test_escape_leaves_a_cell_as_it_was(dialog: ReviewDialog, session: Session) -> None:
    keys("4")
    press(Key.Key_Escape)
    assert dialog.isVisible()
    assert session.report.stored(LICENCES) is None
    assert looked_at(session) == ()
    press(Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_no_number_is_kept_as_it_was_typed(
    dialog: ReviewDialog, session: Session, qtbot: QtBot
) -> None:
    keys("4a")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.currentRow() == 1)
    assert cell(dialog, 0, 1) == "4a"
    assert any(finding.code == "not_a_count" for finding in session.findings)


def test_arrows_move_and_f8_leads_round_what_is_left(dialog: ReviewDialog) -> None:
    press(Key.Key_Down)
    press(Key.Key_Right)
    assert dialog.table.currentRow() == 1
    press(Key.Key_Return)
    assert dialog.table.currentRow() == 2
    press(Key.Key_F8, SHIFT)
    assert dialog.table.currentRow() == 0
    press(Key.Key_F8, SHIFT)
    last = len(MISSING) + len(REPAIRED) - 1
    assert dialog.table.currentRow() == last
    press(Key.Key_F8)
    assert dialog.table.currentRow() == 0
    press(Key.Key_F8)
    assert dialog.table.currentRow() == 2, "the one that was looked at is passed over"


def test_the_source_stands_beside_the_cell(dialog: ReviewDialog) -> None:
    pane = dialog.source
    assert "原文没有这一行" in pane.how.text()
    assert pane.stack.currentWidget() is pane.rows
    dialog.table.go(2)
    item = dialog.items[2]
    assert item.mark is not None
    row = item.mark.row
    assert row is not None
    head = pane.rows.verticalHeaderItem(row)
    assert head is not None
    assert head.text() == "→"
    shown = " ".join(
        found.text()
        for column in range(pane.rows.columnCount())
        if (found := pane.rows.item(row, column)) is not None
    )
    assert "予以公开" in shown
    assert item.place in pane.place.text()


def test_the_row_of_the_source_is_in_sight_in_a_long_source(
    application: object, qtbot: QtBot
) -> None:
    style = replace(PLAIN, numbers="vertical")
    found = import_text(dump(sample(FORM), FORM, style), FORM)
    made = ReviewDialog(Session(FORM, Draft(found.report, source=found.source)))
    qtbot.addWidget(made)
    made.show()
    settle()
    row = next(n for n, item in enumerate(made.items) if "（三）8" in item.place)
    made.table.go(row)
    mark = made.items[row].mark
    assert mark is not None
    assert mark.row is not None
    assert mark.row > 50
    rows = made.source.rows
    shown = rows.item(mark.row, 0)
    assert shown is not None
    assert rows.viewport().rect().contains(rows.visualItemRect(shown).center())


def test_a_narrow_window_gives_places_two_lines(dialog: ReviewDialog) -> None:
    table = dialog.table
    place = table.item(1, 0)
    assert place is not None
    wide = QFontMetrics(table.font()).horizontalAdvance(place.text())
    for width, lines in ((1080, 1), (650, 2)):
        dialog.resize(width, 340)
        settle()
        room = lines * (table.columnWidth(0) - 2 * MEASURES.grid)
        assert wide <= room, f"{place.text()} at {width}"
        assert table.rowHeight(1) >= lines * QFontMetrics(table.font()).lineSpacing()
        assert table.wordWrap() is (lines > 1)


def test_texts_show_the_paragraphs_found_and_notes_what_was_left_out(
    dialog: ReviewDialog, session: Session
) -> None:
    dialog.table.go(len(dialog.items) - 2)
    for paragraph in session.report.text("other_matters"):
        assert paragraph.resolve(lambda _: None) in dialog.source.text.toPlainText()
    press(Key.Key_9)
    assert dialog.table.state() is dialog.table.State.NoState, "a text is no number to type"
    press(Key.Key_Return)
    assert looked_at(session) == ("other_matters",)
    assert dialog.source.text.toPlainText() == "\n".join(FOUND.source.notes)
    press(Key.Key_Return)
    assert dialog.table.currentRow() == len(dialog.items) - 1, "there is no next one"


def test_control_enter_leads_to_where_a_text_or_a_number_is_corrected(
    dialog: ReviewDialog, session: Session
) -> None:
    row = next(n for n, item in enumerate(dialog.items) if item.key == "overview")
    dialog.table.go(row)
    press(Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    assert dialog.chosen == Place(1, text="overview")
    places = {item.key: place_of(item, FORM) for item in dialog.items}
    assert places["preface"] == Place(0, text="preface")
    assert places[LICENCES] == Place(2, cell=LICENCES)
    assert looked_at(session) == ()


def test_the_notes_lead_nowhere(dialog: ReviewDialog) -> None:
    dialog.table.go(len(dialog.items) - 1)
    assert not dialog.edit_there.isEnabled()
    press(Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    assert dialog.chosen is None


def test_when_all_was_looked_at_it_says_so(dialog: ReviewDialog) -> None:
    for _ in (*MISSING, *REPAIRED):
        press(Key.Key_Return)
    assert dialog.count.text() == "读自文字。要看的都看过了。"
    assert not dialog.next_open.isEnabled()


def test_a_source_without_doubts_says_so(application: object, qtbot: QtBot) -> None:
    found = import_text(dump(sample(FORM), FORM, PLAIN), FORM)
    made = ReviewDialog(Session(FORM, Draft(found.report, source=found.source)))
    qtbot.addWidget(made)
    assert made.count.text() == "读自文字。每一格都照原文读到了，可以抽看几格。"
    assert not made.next_open.isEnabled()


def test_what_was_looked_at_stays_with_the_draft(
    dialog: ReviewDialog, session: Session, tmp_path: Path
) -> None:
    press(Key.Key_Return)
    session.save(tmp_path / "a.xxgk")
    kept = read_draft(tmp_path / "a.xxgk").source
    assert kept == session.draft.source
    assert kept is not None
    assert kept.looked_at == (LICENCES,)
    assert (tmp_path / "a.xxgk").stat().st_size < 200_000


def test_all_is_named_reached_and_whole(dialog: ReviewDialog) -> None:
    assert not unnamed(dialog)
    assert not silent(dialog)
    assert not foreign(dialog)
    assert not unreached(dialog, dialog.table.setFocus)
    assert not cut_off(dialog)
    assert not overlapping(dialog)
