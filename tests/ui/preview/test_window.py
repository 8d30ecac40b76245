"""The preview follows the report, keeps its place, and leads from the page to the field."""

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gi_desktop.document import FontSet, Furniture
from gi_desktop.document.blocks import TableBlock, TextBlock
from gi_desktop.document.fonts import Role
from gi_desktop.document.pages import Line
from gi_desktop.drafts import Draft
from gi_desktop.form import Edition
from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, new_report
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Session
from gi_desktop.ui.preview.pages_view import GAP, Fit, PagePoint
from gi_desktop.ui.preview.window import PreviewWindow
from gi_desktop.ui.steps import Place
from tests.document.samples import sample
from tests.ui.preview.conftest import Preview


def text(preview: PreviewWindow) -> str:
    """Everything on the pages in sight."""
    return "\n".join(line.text for page in preview.view.pages for line in page.page.lines)


def find(preview: PreviewWindow, start: str, nth: int = 0) -> tuple[int, Line]:
    """The nth line that begins so, and its page."""
    found = [
        (page.page.number, line)
        for page in preview.view.pages
        for line in page.page.lines
        if line.text.startswith(start)
    ]
    return found[nth]


def click(preview: PreviewWindow, page: int, x: float, y: float) -> None:
    """Click on a place of a page."""
    preview.view.go_to_page(page)
    place = preview.view.place_of(PagePoint(page, x, y))
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.value() + place.y() - preview.view.viewport().height() // 2)
    place = preview.view.place_of(PagePoint(page, x, y))
    QTest.mouseClick(preview.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def place_at(preview: PreviewWindow, qtbot: QtBot, page: int, line: Line) -> Place:
    """Where a click on a line leads."""
    piece = line.pieces[0]
    with qtbot.waitSignal(preview.place_asked) as asked:
        click(preview, page, piece.x + piece.size / 3, line.y - piece.size / 3)
    (place,) = asked.args
    assert isinstance(place, Place)
    return place


def picture(preview: PreviewWindow) -> QImage:
    return preview.view.viewport().grab().toImage()


def test_a_report_begins_at_the_top(preview: PreviewWindow) -> None:
    assert preview.view.page_rect(1).y() == GAP
    assert preview.view.fit is Fit.WIDTH
    for width in (700, 1300):
        preview.resize(width, 700)
        QApplication.processEvents()
        assert preview.view.page_rect(1).y() == GAP


# Live ---------------------------------------------------------------------------------------------


def test_a_change_shows_on_its_page_only(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    table = form.tables[0]
    cell = next(spec.address for spec in form.inputs if spec.table == table.id)
    page, _ = find(preview, table.rows[0].label)
    preview.view.go_to_page(page)
    before, pages = picture(preview), preview.view.pages
    session.apply(SetCells("填", {cell: 987654}))
    qtbot.waitUntil(lambda: "987654" in text(preview))
    assert picture(preview) != before
    same = [a is b for a, b in zip(pages, preview.view.pages, strict=True)]
    assert same.count(False) >= 1
    assert same[0]
    session.undo()
    qtbot.waitUntil(lambda: "987654" not in text(preview))
    preview.view.setFocus()
    assert picture(preview).size() == before.size()


def test_the_last_of_many_changes_shows(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    cell = form.inputs[0].address
    for value in range(700160, 700200):
        session.apply(SetCells("填", {cell: value}))
        QApplication.processEvents()
    qtbot.waitUntil(lambda: "700199" in text(preview))


def test_the_place_stays_when_the_text_changes(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    preview.view.go_to_page(4)
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.value() + 77)
    held = bar.value(), preview.view.current
    last = form.sections[-1].text
    session.apply(SetText("改", last, paragraphs("一段新的文字。")))
    qtbot.waitUntil(lambda: "一段新的文字。" in text(preview))
    assert (bar.value(), preview.view.current) == held
    assert preview.thumbnails.currentIndex().row() == preview.view.current - 1


def test_fewer_pages_leave_the_last_one_in_sight(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    preview.view.go_to_page(99)
    count = len(preview.view.pages)
    for text_id in form.texts:
        session.apply(SetText("改", text_id, paragraphs("短。")))
    qtbot.waitUntil(lambda: len(preview.view.pages) < count)
    assert preview.view.current == len(preview.view.pages)
    assert preview.thumbnails.model().rowCount() == len(preview.view.pages)


def test_a_hidden_preview_waits_until_it_is_shown(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    preview.close()
    pages = preview.view.pages
    session.apply(SetCells("填", {form.inputs[0].address: 424242}))
    QApplication.processEvents()
    assert preview.view.pages is pages
    preview.show()
    qtbot.waitUntil(lambda: "424242" in text(preview))


def test_closing_waits_for_what_is_being_typeset(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    def working() -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if thread.name.startswith("typesetting")]

    for value in range(3):
        session.apply(SetCells("填", {form.inputs[0].address: value}))
        qtbot.waitUntil(lambda: bool(working()))
        preview.close()
        assert not working()
        preview.show()


def test_the_preview_goes_with_its_parent(
    application: QApplication, settings: QSettings, session: Session, fonts: FontSet, qtbot: QtBot
) -> None:
    parent = QWidget()
    window = PreviewWindow(settings, parent)
    window.set_fonts(fonts)
    window.show_session(session)
    window.show()
    assert window.isWindow()
    typesetting = window._typesetting
    qtbot.waitUntil(lambda: typesetting._running is not None)
    delete(parent)
    assert typesetting._pool is None


def test_another_report_and_none(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    other = Session(form, Draft(sample(form, organ="另一机关")))
    preview.show_session(other)
    qtbot.waitUntil(lambda: "另一机关" in text(preview))
    assert "另一机关" in preview.windowTitle()
    pages = preview.view.pages
    session.apply(SetCells("填", {form.inputs[0].address: 5}))
    QApplication.processEvents()
    assert preview.view.pages is pages
    preview.show_session(None)
    assert preview.report is None
    assert preview.message.isVisible()
    assert not preview.bar.print.isEnabled()


def test_the_title_follows_the_organ(preview: PreviewWindow, session: Session) -> None:
    session.apply(SetFields("改", {"organ": Organ(name="新名称局")}))
    assert preview.windowTitle() == "预览 - 新名称局 · 2025 年年报"


def test_a_proof_shows_what_stands_around_it(preview: PreviewWindow, qtbot: QtBot) -> None:
    plain = picture(preview)
    preview.set_furniture(Furniture(header="送审稿", watermark="草稿"))
    qtbot.waitUntil(lambda: bool(preview.view.pages[0].watermark))
    assert picture(preview) != plain
    preview.set_furniture(Furniture())
    qtbot.waitUntil(lambda: not preview.view.pages[0].watermark)


def test_a_font_that_cannot_be_read_is_said_and_overcome(
    preview: PreviewWindow, session: Session, qtbot: QtBot, tmp_path: Path, fonts: FontSet
) -> None:
    path = tmp_path / "simfang.ttf"
    shutil.copy(fonts.font(Role.BODY).path, path)
    other = FontSet.discover((tmp_path,))
    assert other.font(Role.BODY).path == path
    path.write_bytes(b"gone")
    preview.set_fonts(other)
    qtbot.waitUntil(preview.message.isVisible)
    assert "字体文件读不出来" in preview.message.text()
    assert "simfang.ttf" in preview.message.text()
    preview.set_fonts(fonts)
    qtbot.waitUntil(lambda: preview.report is not None)
    assert preview.view.isVisible()


def test_a_character_that_no_font_has_is_said(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    assert not preview.note.isVisible()
    session.apply(SetText("改", form.sections[0].text, paragraphs("有字\U00030000。")))
    qtbot.waitUntil(preview.note.isVisible)
    assert "\U00030000" in preview.note.text()


# From the page to the field -----------------------------------------------------------------------


def test_a_click_on_a_number_leads_to_its_cell(
    preview: PreviewWindow, qtbot: QtBot, form: Edition
) -> None:
    for table in form.tables:
        page, line = next(
            (page.page.number, line)
            for page in preview.view.pages
            for line in page.page.lines
            if preview.report is not None
            and isinstance(block := preview.report.blocks[line.block], TableBlock)
            and block.id == table.id
            and line.cell is not None
            and block.cells[line.cell].address
        )
        place = place_at(preview, qtbot, page, line)
        assert form.cells[place.cell].table == table.id
        assert form.sections[place.step - 1].table == table.id


def test_a_click_on_an_empty_number_leads_to_its_cell(
    open_preview: Preview, qtbot: QtBot, form: Edition
) -> None:
    preview = open_preview(Session(form, Draft(new_report(form, 2025))))
    row = form.tables[0].rows[0]
    page, line = find(preview, row.label)
    x = max(rule.x0 for rule in preview.view.pages[page - 1].page.rules) - 10
    with qtbot.waitSignal(preview.place_asked) as asked:
        click(preview, page, x, line.y - 3)
    last = [spec.address for spec in form.tables[0].cells if spec.row.id == row.id][-1]
    assert asked.args == [Place(2, cell=last)]


def test_a_click_on_prose_leads_to_its_paragraph(
    preview: PreviewWindow, session: Session, qtbot: QtBot, form: Edition
) -> None:
    section = form.sections[0]
    assert preview.report is not None
    page, line = next(
        (page.page.number, line)
        for page in preview.view.pages
        for line in page.page.lines
        if isinstance(block := preview.report.blocks[line.block], TextBlock)
        and (block.place, block.paragraph) == (section.id, 4)
    )
    assert place_at(preview, qtbot, page, line) == Place(1, text=section.text, paragraph=4)
    heading = find(preview, section.heading)
    assert place_at(preview, qtbot, *heading) == Place(1, text=section.text)
    table = form.sections[1]
    assert place_at(preview, qtbot, *find(preview, table.heading)) == Place(2)


def test_a_click_on_title_preface_and_signature_leads_to_the_basics(
    preview: PreviewWindow, qtbot: QtBot, form: Edition
) -> None:
    organ = preview.view.pages[0].page.lines[0].text
    assert place_at(preview, qtbot, *find(preview, organ)) == Place(0, field="title")
    assert place_at(preview, qtbot, *find(preview, organ, -1)) == Place(0, field="signed_by")
    assert place_at(preview, qtbot, *find(preview, "2026年")) == Place(0, field="signed_on")
    first = find(preview, "（一）主动公开情况")
    assert place_at(preview, qtbot, *first) == Place(0, text=form.preface, paragraph=1)


def test_a_click_beside_the_page_leads_nowhere(preview: PreviewWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(preview.place_asked):
        QTest.mouseClick(preview.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 300))
        click(preview, 1, 10, 10)


# Settings -----------------------------------------------------------------------------------------


def test_size_and_zoom_are_remembered(
    preview: PreviewWindow, settings: QSettings, fonts: FontSet, qtbot: QtBot
) -> None:
    preview.view.set_zoom(1.5)
    preview.resize(777, 555)
    preview.close()
    again = PreviewWindow(settings)
    qtbot.addWidget(again)
    assert again.size() == preview.size()
    assert (again.view.zoom, again.view.fit) == (1.5, Fit.NONE)
    again.view.set_fit(Fit.PAGE)
    again.close()
    third = PreviewWindow(settings)
    qtbot.addWidget(third)
    assert third.view.fit is Fit.PAGE


@pytest.mark.parametrize("value", ["much", "", "nan"])
def test_settings_that_say_nothing_do_no_harm(
    application: QApplication, settings: QSettings, qtbot: QtBot, value: str
) -> None:
    settings.setValue("preview/fit", "none")
    settings.setValue("preview/zoom", value)
    window = PreviewWindow(settings)
    qtbot.addWidget(window)
    assert window.view.zoom == 1.0
