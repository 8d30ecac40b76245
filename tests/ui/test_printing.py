"""A virtual printer gets what the PDF holds: same glyphs, same places, as vectors, true to size."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page as PdfPage
from PySide6.QtCore import QSettings
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import (
    QAbstractPrintDialog,
    QPrintDialog,
    QPrinter,
    QPrinterInfo,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.document import FontSet, Furniture, TypesetReport, typeset_report, write_pdf
from gi_desktop.document.pages import Line, Page
from gi_desktop.form import Edition, current_edition
from gi_desktop.report.model import Report
from gi_desktop.ui.preview.ink import InkedPage
from gi_desktop.ui.printer_choice import PrinterChoice
from gi_desktop.ui.printing import (
    NO_PRINTER,
    SystemPrintDialogs,
    in_order,
    prepare,
    print_report,
    with_backs,
)
from tests.document.samples import PARAGRAPH, sample

TENTH = 72 / 254
"""0.1 mm in pt."""
NAME = "云溪市2025年报告"
SetUp = Callable[[QPrinter], object]


class Stand:
    """Answers as a user would; the printer writes a file."""

    def __init__(self, target: Path, *, resolution: int = 600, set_up: SetUp | None = None) -> None:
        self.target = target
        self.resolution = resolution
        self.set_up = set_up
        self.printer: QPrinter | None = None
        self.accept, self.agree = True, False
        self.asked: list[str] = []
        self.told: list[str] = []

    def set_up_printer(self, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.target))
        printer.setResolution(self.resolution)
        self.printer = printer
        if self.set_up is not None:
            self.set_up(printer)
        return self.accept

    def confirm(self, title: str, sentence: str, yes: str) -> bool:
        self.asked.append(sentence)
        return self.agree

    def tell(self, title: str, sentence: str) -> None:
        self.told.append(sentence)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.discover(())


@pytest.fixture(scope="module")
def form() -> Edition:
    return current_edition()


@pytest.fixture(scope="module")
def report(form: Edition) -> Report:
    """With characters of the other font, and a line that is spread wide before a URL."""
    spread = f"镕喆{PARAGRAPH}详见http://www.yunxi-example.gov.cn/zwgk/2025/index.html。"
    texts = {
        n: [{"level": 2, "text": "（一）概况"}, {"level": 0, "text": spread}] for n in form.texts
    }
    return sample(form, texts=texts)


@pytest.fixture(scope="module")
def pages(report: Report, form: Edition, fonts: FontSet) -> TypesetReport:
    return typeset_report(report, form, fonts)


@pytest.fixture
def parent(application: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def folio_of(
    pages: TypesetReport, fonts: FontSet, parent: QWidget, tmp_path: Path
) -> Callable[[SetUp], list[str]]:
    """What number each printed page bears, with the printer set up so; "" for an empty page."""

    def printed(set_up: SetUp) -> list[str]:
        stand = Stand(tmp_path / "some.pdf", set_up=set_up)
        assert print_report(pages, fonts, NAME, parent, stand, current=2)
        with pdfplumber.open(stand.target) as pdf:
            last = [(page.extract_text() or "").splitlines()[-1:] for page in pdf.pages]
        return [line[0].strip("— ") if line else "" for line in last]

    return printed


def glyphs(page: PdfPage) -> list[tuple[str, float, float, float]]:
    """Each character with where it begins on paper, from the top left corner, and its size."""
    return [
        (char["text"], char["matrix"][4], page.height - char["matrix"][5], char["size"])
        for char in page.chars
        if char["text"].strip()
    ]


def rules(page: PdfPage) -> list[tuple[float, ...]]:
    """Each line with its ends and its width."""
    keys = ("x0", "top", "x1", "bottom", "linewidth")
    return sorted(tuple(line[key] for key in keys) for line in page.lines)


def shading(page: PdfPage) -> list[tuple[float, ...]]:
    """Each shaded rectangle."""
    return [tuple(rect[key] for key in ("x0", "top", "x1", "bottom")) for rect in page.rects]


@pytest.mark.parametrize("resolution", [600, 1200])
@pytest.mark.parametrize("furniture", [Furniture(), Furniture(header="送审稿", watermark="草稿")])
def test_the_printed_page_is_the_page_of_the_pdf(
    report: Report,
    form: Edition,
    fonts: FontSet,
    parent: QWidget,
    tmp_path: Path,
    resolution: int,
    furniture: Furniture,
) -> None:
    stand = Stand(tmp_path / "printed.pdf", resolution=resolution)
    typeset = typeset_report(report, form, fonts, furniture)
    assert print_report(typeset, fonts, NAME, parent, stand)
    buffer = io.BytesIO()
    write_pdf(report, form, buffer, fonts, furniture)
    with pdfplumber.open(stand.target) as printed, pdfplumber.open(buffer) as ours:
        assert len(printed.pages) == len(ours.pages) == len(typeset.pages)
        for one, other in zip(printed.pages, ours.pages, strict=True):
            assert not one.images
            # Qt's own file has a page in whole points; a printer's paper has its own size.
            assert abs(one.width - other.width) < 0.5
            assert abs(one.height - other.height) < 0.5
            mine, theirs = glyphs(one), glyphs(other)
            assert "".join(found[0] for found in mine) == "".join(found[0] for found in theirs)
            for a, b in zip(mine, theirs, strict=True):
                assert max(abs(a[1] - b[1]), abs(a[2] - b[2])) < TENTH
                if not furniture.watermark:  # of turned text this is the height of its box
                    assert abs(a[3] - b[3]) < TENTH
            drawn, asked = rules(one) + shading(one), rules(other) + shading(other)
            for found, wanted in zip(drawn, asked, strict=True):
                assert max(abs(x - y) for x, y in zip(found, wanted, strict=True)) < TENTH


def test_all_pages_are_what_is_printed_at_first(
    folio_of: Callable[[SetUp], list[str]], pages: TypesetReport
) -> None:
    numbers = [str(number) for number in range(1, len(pages.pages) + 1)]
    assert len(numbers) > 3
    assert folio_of(lambda _: None) == numbers


def test_a_range_and_the_current_page(folio_of: Callable[[SetUp], list[str]]) -> None:
    def some(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 3)

    def parts(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setPageRanges(QPageRanges.fromString("1,3-4"))

    assert folio_of(some) == ["2", "3"]
    assert folio_of(parts) == ["1", "3", "4"]
    assert folio_of(lambda printer: printer.setPrintRange(QPrinter.PrintRange.CurrentPage)) == ["2"]


def test_pages_that_there_are_not(
    pages: TypesetReport, fonts: FontSet, parent: QWidget, tmp_path: Path
) -> None:
    def beyond(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(90, 91)

    stand = Stand(tmp_path / "none.pdf", set_up=beyond)
    assert not print_report(pages, fonts, NAME, parent, stand)
    assert len(stand.told) == 1
    assert f"共 {len(pages.pages)} 页" in stand.told[0]
    assert not stand.target.exists()


def copies(count: int, *, collate: bool, printer: QPrinter) -> None:
    """Choose two pages and so many copies."""
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 2)
    printer.setCopyCount(count)
    printer.setCollateCopies(collate)


def test_copies_one_after_the_other_or_page_by_page(
    folio_of: Callable[[SetUp], list[str]],
) -> None:
    assert folio_of(lambda p: copies(3, collate=True, printer=p)) == ["1", "2"] * 3
    assert folio_of(lambda p: copies(2, collate=False, printer=p)) == ["1", "1", "2", "2"]


def test_the_last_page_first(folio_of: Callable[[SetUp], list[str]], pages: TypesetReport) -> None:
    found = folio_of(lambda printer: printer.setPageOrder(QPrinter.PageOrder.LastPageFirst))
    numbers = [int(number) for number in found]
    assert all(before == after + 1 for before, after in pairwise(numbers))
    assert numbers[0] == len(pages.pages)


def test_a_copy_never_begins_on_the_back_of_another(
    folio_of: Callable[[SetUp], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    long_side = QPrinter.DuplexMode.DuplexLongSide  # which no printer into a file has
    monkeypatch.setattr(QPrinter, "duplex", lambda _: long_side)

    def two_sided(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(1, 3)
        printer.setCopyCount(2)
        printer.setCollateCopies(True)

    assert folio_of(two_sided) == ["1", "2", "3", "", "1", "2", "3"]


@pytest.mark.parametrize("front, expected", [(1, [1, None, 2, 3]), (2, [1, 2, 3, 4]), (0, [1, 2])])
def test_the_report_begins_on_a_sheet_of_its_own(
    application: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    front: int,
    expected: list[int | None],
) -> None:
    folio = Line(0, (), -1)
    sheets = [Page(n, (), (), (), folio if n > front else None) for n in range(1, front + 3)]
    printer = QPrinter()
    assert with_backs(printer, sheets) == sheets
    monkeypatch.setattr(QPrinter, "duplex", lambda _: QPrinter.DuplexMode.DuplexLongSide)
    assert [sheet and sheet.number for sheet in with_backs(printer, sheets)] == expected
    assert with_backs(printer, sheets[:front]) == sheets[:front]


def test_a_printer_that_makes_copies_gets_each_page_once(
    application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = InkedPage(Page(1, (), (), (), None), (), ())
    printer = QPrinter()
    printer.setCopyCount(3)
    assert in_order(printer, [sheet]) == [sheet] * 3
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda _: True)
    assert in_order(printer, [sheet]) == [sheet]


def test_what_is_proposed(application: QApplication) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, NAME, 7)
    layout = printer.pageLayout()
    assert layout.pageSize().id() is QPageSize.PageSizeId.A4
    assert layout.orientation() is QPageLayout.Orientation.Portrait
    assert printer.fullPage()
    assert printer.docName() == NAME
    assert (printer.fromPage(), printer.toPage()) == (1, 7)
    assert printer.printRange() is QPrinter.PrintRange.AllPages


@pytest.mark.parametrize("can", [True, False])
def test_both_sides_are_proposed_where_the_printer_can(
    application: QApplication, monkeypatch: pytest.MonkeyPatch, can: bool
) -> None:
    long_side = QPrinter.DuplexMode.DuplexLongSide
    modes = [QPrinter.DuplexMode.DuplexNone, *([long_side] if can else [])]
    monkeypatch.setattr(QPrinterInfo, "supportedDuplexModes", lambda _: modes)
    chosen: list[QPrinter.DuplexMode] = []
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _, mode: chosen.append(mode))
    prepare(QPrinter(), NAME, 7)
    assert chosen == ([long_side] if can else [])


def test_upright_and_from_the_edge_whatever_was_chosen(
    pages: TypesetReport, fonts: FontSet, parent: QWidget, tmp_path: Path
) -> None:
    def turned(printer: QPrinter) -> None:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setFullPage(False)

    stand = Stand(tmp_path / "turned.pdf", set_up=turned)
    assert print_report(pages, fonts, NAME, parent, stand)
    with pdfplumber.open(stand.target) as pdf:
        first = pdf.pages[0]
        assert first.height > first.width
        _, x, y, _ = glyphs(first)[0]
    piece = pages.pages[0].lines[0].pieces[0]
    assert abs(x - piece.x) < TENTH
    assert abs(y - pages.pages[0].lines[0].y) < TENTH


@pytest.mark.parametrize("agree", [True, False])
def test_other_paper_is_asked_about(
    pages: TypesetReport, fonts: FontSet, parent: QWidget, tmp_path: Path, agree: bool
) -> None:
    stand = Stand(
        tmp_path / "a5.pdf",
        set_up=lambda printer: printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5)),
    )
    stand.agree = agree
    assert print_report(pages, fonts, NAME, parent, stand) is agree
    assert len(stand.asked) == 1
    assert "148 × 210 毫米" in stand.asked[0]
    assert stand.target.exists() is agree


def test_nothing_is_printed_after_cancel(
    pages: TypesetReport, fonts: FontSet, parent: QWidget, tmp_path: Path
) -> None:
    stand = Stand(tmp_path / "no.pdf")
    stand.accept = False
    assert not print_report(pages, fonts, NAME, parent, stand)
    assert not stand.told
    assert not stand.target.exists()


@pytest.mark.qt_log_ignore("QPainter::begin\\(\\): Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_said(
    pages: TypesetReport, fonts: FontSet, parent: QWidget, tmp_path: Path
) -> None:
    stand = Stand(tmp_path / "no such folder" / "a.pdf")
    assert not print_report(pages, fonts, NAME, parent, stand)
    assert len(stand.told) == 1
    assert "导出 PDF" in stand.told[0]


def test_without_a_printer_there_is_a_sentence(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    assert not SystemPrintDialogs(parent, said.append).set_up_printer(QPrinter())
    assert said == [NO_PRINTER]


def test_the_system_dialog_offers_pages_and_copies(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QPrintDialog] = []

    def accept(dialog: QPrintDialog) -> int:
        shown.append(dialog)
        return 1

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["一台打印机"])
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, NAME, 7)
    assert SystemPrintDialogs(parent).set_up_printer(printer)
    (dialog,) = shown
    options = QAbstractPrintDialog.PrintDialogOption
    assert dialog.testOption(options.PrintPageRange)
    assert dialog.testOption(options.PrintCurrentPage)
    assert not dialog.testOption(options.PrintSelection)
    assert (dialog.minPage(), dialog.maxPage()) == (1, 7)
    assert dialog.printer() is printer
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: 0)
    assert not SystemPrintDialogs(parent).set_up_printer(printer)


@dataclass
class Installed:
    """What the system says of its printers; this computer may have none."""

    name: str = "第一台"
    sides: QPrinter.DuplexMode = QPrinter.DuplexMode.DuplexNone

    def stand_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        names = ["第一台", "第二台"]
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: names)
        monkeypatch.setattr(QPrinter, "printerName", lambda _: self.name)
        monkeypatch.setattr(QPrinter, "setPrinterName", lambda _, to: setattr(self, "name", to))
        monkeypatch.setattr(QPrinter, "duplex", lambda _: self.sides)
        monkeypatch.setattr(QPrinter, "setDuplex", lambda _, to: setattr(self, "sides", to))


def test_the_printer_used_last_is_proposed_again(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = Installed()
    system.stand_in(monkeypatch)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    proposed: list[tuple[str, QPrinter.DuplexMode]] = []
    short_side = QPrinter.DuplexMode.DuplexShortSide

    def choose(_: QPrintDialog) -> int:
        proposed.append((system.name, system.sides))
        system.name, system.sides = "第二台", short_side
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    for _ in range(2):
        system.name, system.sides = "第一台", QPrinter.DuplexMode.DuplexNone
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, NAME, 7)
        dialogs = SystemPrintDialogs(parent, None, PrinterChoice(settings))
        assert dialogs.set_up_printer(printer)
        assert (printer.docName(), printer.fromPage(), printer.toPage()) == (NAME, 1, 7)
    assert proposed == [("第一台", QPrinter.DuplexMode.DuplexNone), ("第二台", short_side)]


def test_a_printer_that_is_gone_is_not_proposed(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("printer", "旧打印机")
    asked: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["新打印机"])
    monkeypatch.setattr(QPrinter, "setPrinterName", lambda _, name: asked.append(name))
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: 0)
    printer = QPrinter()
    assert not SystemPrintDialogs(parent, None, PrinterChoice(settings)).set_up_printer(printer)
    assert asked == []
    assert settings.value("printer") == "旧打印机"
