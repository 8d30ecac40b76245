"""The preview, and what is printed."""

from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from gi_desktop.report.edits import SetFields
from gi_desktop.report.model import Organ
from gi_desktop.ui.output import Way
from gi_desktop.ui.printing import NO_PRINTER
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.filling import TITLE
from tests.ui.hands import CONTROL, SHIFT, Key, press, session_of

# Preview ----------------------------------------------------------------------------------------


def test_the_preview_opens_by_key_and_follows_the_report(filled: Window, qtbot: QtBot) -> None:
    press(Key.Key_F2, CONTROL)
    preview = filled.output.preview
    assert preview is not None
    assert preview.isVisible()
    qtbot.waitUntil(preview.view.hasFocus)
    qtbot.waitUntil(lambda: preview.report is not None)
    before = preview.report
    session_of(filled).apply(SetFields("机关", {"organ": Organ(name="新局")}))
    qtbot.waitUntil(lambda: preview.report is not before)
    assert preview.report is not None
    assert preview.report.pages[0].lines[0].text.startswith("新局")
    filled.desk.close_report = lambda: True  # type: ignore[method-assign]  # nothing to ask here
    assert filled.close()
    assert not preview.isVisible()


def test_the_proof_is_previewed_with_what_stands_now(filled: Window, qtbot: QtBot) -> None:
    press(Key.Key_F2, CONTROL | SHIFT)
    preview = filled.output.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.report is not None)
    assert preview.report is not None
    first = preview.report.pages[0]
    assert first.header is not None
    assert "送审稿" in first.header.text
    assert first.watermark == ""
    session_of(filled).apply(SetFields("标题", {"title": "某局2024年政府信息公开工作年度报告"}))
    qtbot.waitUntil(lambda: bool(preview.report and preview.report.pages[0].watermark))
    press(Key.Key_Escape)
    filled.output.start(Way.PREVIEW)
    qtbot.waitUntil(lambda: bool(preview.report and preview.report.pages[0].header is None))


def test_a_click_in_the_preview_leads_to_the_field(filled: Window, qtbot: QtBot) -> None:
    filled.output.start(Way.PREVIEW)
    preview = filled.output.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.report is not None)
    assert preview.report is not None
    number, line = next(
        (page.number, line)
        for page in preview.report.pages
        for line in page.lines
        if line.text.startswith("五、")
    )
    preview.view.clicked.emit(number, line.pieces[0].x + 20, line.y - 4)
    assert filled.number == 5
    qtbot.waitUntil(filled.isActiveWindow)


def test_without_a_report_the_preview_goes(filled: Window, dialogs: FakeDialogs) -> None:
    filled.output.start(Way.PREVIEW)
    filled.desk._take(None)
    assert filled.output.preview is not None
    assert not filled.output.preview.isVisible()
    filled.output.start(Way.PREVIEW)
    assert not filled.output.preview.isVisible()


# Print ----------------------------------------------------------------------------------------


@dataclass
class FilePrinter:
    """Chooses a printer that writes a file."""

    path: Path
    pages: QPrinter.PrintRange = QPrinter.PrintRange.AllPages
    told: str = ""
    name: str = ""

    def set_up_printer(self, printer: QPrinter) -> bool:
        printer.setPrintRange(self.pages)
        self.name = printer.docName()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return True

    def confirm(self, title: str, sentence: str, yes: str) -> bool:
        return False

    def tell(self, title: str, sentence: str) -> None:
        self.told = sentence


def test_without_a_printer_the_window_that_asked_says_so(
    filled: Window, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    press(Key.Key_P, CONTROL)
    assert filled.notice.sentence.text() == NO_PRINTER
    filled.output.start(Way.PREVIEW)
    preview = filled.output.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.report is not None)
    filled.notice.hide()
    preview.print_asked.emit()
    assert preview.note.text() == NO_PRINTER
    assert preview.note.isVisible()
    assert not filled.notice.isVisible()
    assert dialogs.told == []


@pytest.mark.parametrize(
    "modifier, more, name", [(CONTROL, 0, ""), (CONTROL | SHIFT, 1, "（送审稿）")]
)
def test_the_report_and_its_proof_are_printed_by_key(
    filled: Window,
    tmp_path: Path,
    modifier: Qt.KeyboardModifier,
    more: int,
    name: str,
) -> None:
    printer = FilePrinter(tmp_path / "p.pdf")
    filled.output.print_dialogs = printer
    session_of(filled).export_job("pdf", tmp_path / "e.pdf", filled.output.fonts)()
    press(Key.Key_P, modifier)
    assert printer.told == ""
    assert printer.name == f"{TITLE}{name}"
    assert filled.notice.sentence.text() == "已经交给打印机。"
    with pdfplumber.open(tmp_path / "p.pdf") as printed, pdfplumber.open(tmp_path / "e.pdf") as pdf:
        assert len(printed.pages) == len(pdf.pages) + more


def test_the_preview_prints_what_it_shows(filled: Window, tmp_path: Path, qtbot: QtBot) -> None:
    printer = FilePrinter(tmp_path / "p.pdf")
    filled.output.print_dialogs = printer
    filled.output.start(Way.PROOF_PREVIEW)
    preview = filled.output.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.report is not None)
    preview.print_asked.emit()
    assert preview.windowTitle().startswith("预览送审稿 - ")
    assert printer.name == f"{TITLE}（送审稿）"
    assert printer.path.is_file()


def test_the_current_page_is_the_one_that_is_looked_at(
    filled: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    printer = FilePrinter(tmp_path / "p.pdf", QPrinter.PrintRange.CurrentPage)
    filled.output.print_dialogs = printer
    filled.output.start(Way.PREVIEW)
    preview = filled.output.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.report is not None)
    preview.view.go_to_page(2)
    preview.print_asked.emit()
    with pdfplumber.open(printer.path) as printed:
        (only,) = printed.pages
        assert "— 2 —" in only.extract_text()
