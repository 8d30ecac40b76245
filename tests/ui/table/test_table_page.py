"""The page as a whole: a form typed from the first cell to the last, its look, its findings."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QLabel

from gi_desktop.form import Section, Table, current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.finding import Severity
from gi_desktop.report.values import Raw
from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.steps import Place
from gi_desktop.ui.theme import Role, color
from tests.ui.table.conftest import Fingers, OpenPage

Key = Qt.Key
SECTIONS = [section for section in current_edition().sections if section.table]
EXPECTED = "000_c6e477359f189cff"
"""清远: a report whose numbers are all sound."""


def fill(page: TablePage, fingers: Fingers, numbers: dict[str, str]) -> None:
    """Type a whole table: Enter leads from each cell to be filled in to the next."""
    typed = set()
    while (cell := page.view.current_cell()) not in typed:
        assert cell is not None
        typed.add(cell)
        fingers.type(numbers[cell])
        fingers.press(Key.Key_Return)
    assert typed == set(numbers)


def inputs(session: Session, table: Table) -> list[str]:
    return [spec.address for spec in table.cells if spec.address not in session.form.derived]


@pytest.fixture
def expected(real_reports: dict[str, Path]) -> dict[str, Any]:
    source = real_reports[EXPECTED]
    text = source.with_name(f"{EXPECTED}.expected.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)
def test_a_whole_table_is_typed_column_by_column(
    section: Section, session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(session, section.id)
    table = session.form.table(section.table)
    numbers = {cell: str(3 * place) for place, cell in enumerate(inputs(session, table))}
    fill(page, fingers, numbers)
    assert session.report.cells == {cell: int(text) for cell, text in numbers.items()}


def test_a_real_table_typed_is_the_one_that_was_published(
    expected: dict[str, Any], session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(session, "applications")
    published = {
        spec.address: expected["applications"][spec.row.id][spec.column.id]
        for spec in session.form.table("applications").cells
    }
    numbers = {cell: str(published[cell]) for cell in inputs(session, page.model.table)}
    fill(page, fingers, numbers)
    assert {cell: session.sheet.value(cell) for cell in published} == published
    assert not [found for found in session.findings if set(found.cells) & set(published)]
    assert "✕" not in page.strip.accessibleName()
    assert "相差" not in page.strip.accessibleName()


def test_a_broken_number_is_found_named_and_mended(
    expected: dict[str, Any], session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(session, "applications")
    table = page.model.table
    cells = expected["applications"]
    numbers = {
        spec.address: str(cells[spec.row.id][spec.column.id])
        for spec in table.cells
        if spec.address not in session.form.derived
    }
    fill(page, fingers, numbers)
    broken = "applications.unavailable_not_held.natural"
    right = int(numbers[broken])
    page.show_cell(broken)
    fingers.type(str(right + 1))
    finding = next(found for found in session.findings if found.code == "balance")
    assert broken in finding.cells
    assert "“自然人”列不平" in finding.message
    assert "相差 1" in finding.message
    assert "自然人：一 40 ＋ 二 0 ＝ 40，三 38 ＋ 四 3 ＝ 41，相差 1" in page.strip.accessibleName()
    mark = page.model.mark(broken)
    assert mark is not None
    assert mark.severity is Severity.ERROR
    fingers.press(Key.Key_F2, Key.Key_Backspace)
    fingers.type(str(right)[-1])
    assert session.report.stored(broken) == right
    assert not [found for found in session.findings if broken in found.cells]
    assert page.model.mark(broken) is None
    assert "相差" not in page.strip.accessibleName()


def test_a_form_never_seen_before_is_typed_alike(
    toy_session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(toy_session, "letters")
    labels = [label.text() for label in page.findChildren(QLabel)]
    assert labels == ["二、来信数量", "单位：件（邮资支出为万元） · 合计自动计算，按 F2 可以改填"]
    cells = inputs(toy_session, page.model.table)
    numbers = dict.fromkeys(cells, "0") | {
        "letters.received.paper": "12",
        "letters.answered.paper": "10",
        "letters.open.paper": "2",
        "letters.postage.amount": "1.50",
    }
    fill(page, fingers, numbers)
    assert toy_session.report.cells["letters.postage.amount"] == Decimal("1.50")
    assert toy_session.sheet.value("letters.received.total") == 12
    assert page.strip.accessibleName().endswith("纸质信件；电子邮件；合计")
    page.show_cell("letters.open.paper")
    fingers.type("3")
    assert "纸质信件：收到 12 ＝ 12，已答复 10 ＋ 未答复 3 ＝ 13，相差 1" in (
        page.strip.accessibleName()
    )


def test_the_focus_is_told(session: Session, open_page: OpenPage, fingers: Fingers) -> None:
    page = open_page(session, "review")
    told: list[str] = []
    page.focused.connect(told.append)
    fingers.press(Key.Key_Right)
    page.show_cell("review.litigation_after_review.total")
    assert told[0] == "review.reconsideration.corrected"
    assert told[-1] == "review.litigation_after_review.total"
    assert page.view.hasFocus()


def test_the_focus_is_told_again_when_the_page_is_shown_again(
    session: Session, open_page: OpenPage
) -> None:
    page = open_page(session, "review")
    told: list[str] = []
    page.focused.connect(told.append)
    page.show_place(Place(4))
    page.show_place(Place(4, cell="review.reconsideration.other"))
    assert told[0] == "review.reconsideration.upheld"
    assert told[-1] == "review.reconsideration.other"


def test_a_cell_out_of_sight_is_brought_into_sight(session: Session, open_page: OpenPage) -> None:
    page = open_page(session, "applications")
    cell = "applications.carried_out.natural"
    page.show_cell(cell)
    rect = page.view.visualRect(page.model.index_of(cell))
    assert page.view.viewport().rect().contains(rect)


@pytest.mark.parametrize("width", [640, 848, 868, 1400])
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)
def test_nothing_scrolls_sideways_and_headings_stand_over_their_columns(
    section: Section, width: int, session: Session, open_page: OpenPage
) -> None:
    page = open_page(session, section.id)
    page.resize(width, 640)
    view, header = page.view, page.view.horizontalHeader()
    assert view.horizontalScrollBar().maximum() == 0
    assert sum(view.columnWidth(c) for c in range(page.model.columnCount())) == (
        view.viewport().width()
    )
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    for column in range(page.model.columnCount()):
        assert header.sectionViewportPosition(column) == view.columnViewportPosition(column)
        assert header.sectionSize(column) == view.columnWidth(column)
    if page.model.table.header_rows:
        assert header.isVisible()
        assert header.geometry().bottom() < view.viewport().geometry().top()
    assert page.rect().contains(page.strip.geometry())


def test_numbers_of_eight_digits_fit_a_small_screen(session: Session, open_page: OpenPage) -> None:
    page = open_page(session, "applications")
    digits = page.view.fontMetrics().horizontalAdvance("12345678")
    for cell in inputs(session, page.model.table):
        assert page.view.visualRect(page.model.index_of(cell)).width() > digits


def test_a_fault_shows_by_ground_and_by_sign(
    session: Session, open_page: OpenPage, fingers: Fingers
) -> None:
    page = open_page(session, "review")
    cell = "review.reconsideration.upheld"

    def picture() -> QImage:
        rect: QRect = page.view.visualRect(page.model.index_of(cell))
        return page.view.viewport().grab(rect).toImage()

    def corner_and_ground() -> tuple[QColor, QColor]:
        image = picture()
        return image.pixelColor(3, 3), image.pixelColor(8, image.height() - 4)

    fingers.type("12")
    fingers.press(Key.Key_Tab)
    assert corner_and_ground() == (color(Role.SURFACE), color(Role.SURFACE))
    fingers.press(Key.Key_Left)
    fingers.compose("", "十")
    fingers.press(Key.Key_Tab)
    corner, ground = corner_and_ground()
    assert corner == color(Role.ERROR)
    assert ground == color(Role.ERROR_GROUND)


def test_each_weight_has_a_sign_of_its_own_and_a_reason_makes_it_quiet(
    session: Session, open_page: OpenPage
) -> None:
    page = open_page(session, "disclosure")
    low = "disclosure.normative.in_force"

    def look() -> tuple[bool, ...]:
        """Ink along the edge of the corner, inside it, and at the dot of a hint."""
        page.view.go_to("disclosure.rules.issued")
        page.view.viewport().repaint()
        rect: QRect = page.view.visualRect(page.model.index_of(low))
        image = page.view.viewport().grab(rect).toImage()
        ground = image.pixelColor(20, image.height() - 6)
        return tuple(image.pixelColor(x, y) != ground for x, y in ((6, 1), (3, 3), (4, 4)))

    session.apply(SetCells("填", {"disclosure.normative.issued": 5, low: Raw("二")}))
    error = look()
    session.apply(SetCells("填", {low: 2}))
    (finding,) = [found for found in session.findings if low in found.cells]
    assert finding.severity is Severity.VERIFY
    verify = look()
    session.explain(finding, "当年制发、当年废止")
    mark = page.model.mark(low)
    assert mark is not None
    assert mark.severity is Severity.HINT
    assert mark.messages == (f"{finding.message}已写理由：当年制发、当年废止",)
    hint = look()
    session.apply(SetCells("填", {low: 9}))
    assert page.model.mark(low) is None
    assert look() == (False, False, False)
    assert len({error, verify, hint, (False, False, False)}) == 4


def test_rows_grow_with_wrapped_labels(session: Session, open_page: OpenPage) -> None:
    page = open_page(session, "applications")
    heights = {page.view.rowHeight(row) for row in range(page.model.rowCount())}
    assert min(heights) == 25
    assert max(heights) > 2 * 18


def test_a_change_from_elsewhere_shows(session: Session, open_page: OpenPage) -> None:
    page = open_page(session, "review")
    page.model.setData(page.model.index_of("review.reconsideration.upheld"), "4")
    assert page.model.state("review.reconsideration.upheld").text == "4"
    session.undo()
    assert page.model.state("review.reconsideration.upheld").text == ""


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)
def test_a_screen_reader_finds_every_cell(
    section: Section, session: Session, open_page: OpenPage
) -> None:
    page = open_page(session, section.id)
    table = QAccessible.queryAccessibleInterface(page.view)
    assert table.text(QAccessible.Text.Name) == section.heading
    children = [table.child(place) for place in range(table.childCount())]
    heard = {child.text(QAccessible.Text.Name) for child in children}
    assert heard >= {page.model.spoken(cell) for cell in page.model.table.by_address}
