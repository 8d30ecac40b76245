"""Printing: the system's dialog, then the same pages as in the PDF, in their true size."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from gi_desktop.document import DocumentError, FontSet, TypesetReport
from gi_desktop.document.pages import Page
from gi_desktop.ui.dialogs import QtDialogs
from gi_desktop.ui.preview.faces import FileFaces, PrintFaces
from gi_desktop.ui.preview.ink import InkedPage, ink_page
from gi_desktop.ui.preview.painter import PagePainter
from gi_desktop.ui.printer_choice import PrinterChoice

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

TITLE = "打印"
POINTS_TO_INCH = 72
SAME_PAPER = 2.0
"""Papers whose sides differ by less, in mm, are the same."""
NO_PRINTER = (
    "这台电脑上没有装打印机，打印不了。可以先“导出 PDF”，把文件拷到有打印机的电脑上打印；"
    "也可以在系统设置里添加打印机后再试。"
)
REFUSED = (
    "打印机没有接受这份文件，没有打印出来。请看看打印机是否开着、有没有缺纸或者脱机，然后再试；"
    "也可以先“导出 PDF”，再从那里打印。"
)


class PrintDialogs(Protocol):
    """What is asked and told around printing."""

    def set_up_printer(self, printer: "QPrinter") -> bool:
        """Let the user choose printer, pages and copies; False where nothing is to be printed."""

    def confirm(self, title: str, sentence: str, yes: str) -> bool:
        """Ask for a yes."""

    def tell(self, title: str, sentence: str) -> None:
        """Say what became of it."""


class SystemPrintDialogs(QtDialogs):
    """The system's own print dialog, over ``parent``; ``say`` shows what needs no decision.

    ``choice`` proposes the printer that was used last.
    """

    def __init__(
        self,
        parent: QWidget,
        say: Callable[[str], None] | None = None,
        choice: PrinterChoice | None = None,
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._choice = choice

    def tell(self, title: str, sentence: str) -> None:
        """Show what became of it: in a strip where the window has one, else in a box."""
        if self._say is None:
            super().tell(title, sentence)
        else:
            self._say(sentence)

    def set_up_printer(self, printer: "QPrinter") -> bool:
        """Show the system's dialog; say what to do where no printer is installed."""
        if self._choice is not None:
            use_again(printer, self._choice)
        chosen = ask_system(printer, self, self._parent)
        if chosen and self._choice is not None:
            self._choice.keep(printer)
        return chosen


def use_again(printer: "QPrinter", choice: PrinterChoice) -> None:
    """Set the printer used last, where it is still there, as it was set up then."""
    from PySide6.QtPrintSupport import QPrinterInfo

    if printer.printerName() != choice.name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(choice.name)
        prepare(printer, printer.docName(), printer.toPage())
    choice.propose_sides(printer)


def ask_system(printer: "QPrinter", dialogs: PrintDialogs, parent: QWidget) -> bool:
    """Show the system's print dialog; False where 取消 was pressed, or there is no printer."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        dialogs.tell(TITLE, NO_PRINTER)
        return False
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(TITLE)
    options = QAbstractPrintDialog.PrintDialogOption
    dialog.setOption(options.PrintPageRange)
    dialog.setOption(options.PrintCurrentPage)
    dialog.setOption(options.PrintCollateCopies)
    dialog.setOption(options.PrintSelection, on=False)
    dialog.setMinMax(printer.fromPage() or 1, printer.toPage() or 1)
    return bool(dialog.exec())


def print_report(
    report: TypesetReport,
    fonts: FontSet,
    name: str,
    parent: QWidget,
    ask: PrintDialogs | None = None,
    current: int = 1,
) -> bool:
    """Ask how, and print the pages as vectors in their true size; return whether it was done.

    ``name`` is what the queue calls the document, ``current`` the page that is looked at. What
    goes wrong is told through ``ask``, by default the system's dialogs over ``parent``.
    """
    from PySide6.QtPrintSupport import QPrinter

    dialogs = ask or SystemPrintDialogs(parent)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, name, len(report.pages))
    if not dialogs.set_up_printer(printer):
        return False
    settle(printer)
    if not _right_paper(printer, dialogs):
        return False
    numbers = chosen_pages(printer, len(report.pages), current)
    if not numbers:
        dialogs.tell(TITLE, f"要打印的页码不在报告里：报告共 {len(report.pages)} 页。请重新选择。")
        return False
    faces = PrintFaces()
    try:
        sheets = with_backs(printer, [report.pages[number - 1] for number in numbers])
        inked = [ink_page(sheet, fonts) if sheet else None for sheet in sheets]
        done = paint(printer, in_order(printer, inked), faces)
    except DocumentError as error:
        dialogs.tell(TITLE, str(error))
        return False
    finally:
        faces.close()
    if not done:
        dialogs.tell(TITLE, REFUSED)
    return done


def prepare(printer: "QPrinter", name: str, pages: int) -> None:
    """Propose what suits the report: A4 upright, both sides where the printer can, all pages."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    printer.setDocName(name)
    printer.setCreator("gi-desktop")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFromTo(1, pages)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    long_side = QPrinter.DuplexMode.DuplexLongSide
    if long_side in QPrinterInfo(printer).supportedDuplexModes():
        printer.setDuplex(long_side)
    settle(printer)


def settle(printer: "QPrinter") -> None:
    """Set what is no choice: upright, and measured from the edge of the paper."""
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)


def _right_paper(printer: "QPrinter", dialogs: PrintDialogs) -> bool:
    """Whether the paper is A4, or other paper is wanted all the same."""
    chosen = printer.pageLayout().pageSize()
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    off = _millimetres(chosen) - _millimetres(a4)
    if max(abs(off.width()), abs(off.height())) < SAME_PAPER:
        return True
    size = _millimetres(chosen)
    return dialogs.confirm(
        TITLE,
        f"打印机选的纸不是 A4，而是 {size.width():.0f} × {size.height():.0f} 毫米（{chosen.name()}）。"
        "报告按 A4 排版，不会缩放，用这种纸可能打不全或者位置不对。建议取消，改选 A4 再打印。",
        "照样打印",
    )


def _millimetres(size: QPageSize) -> QSizeF:
    return size.size(QPageSize.Unit.Millimeter)


def chosen_pages(printer: "QPrinter", count: int, current: int) -> list[int]:
    """Return the numbers of the pages to print, of ``count``, in the order of the report."""
    from PySide6.QtPrintSupport import QPrinter

    numbers = range(1, count + 1)
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        return [number for number in numbers if number == current]
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return list(numbers)
    ranges = printer.pageRanges()
    if ranges.isEmpty():
        return list(numbers)
    return [number for number in numbers if ranges.contains(number)]


def with_backs(printer: "QPrinter", pages: Sequence[Page]) -> list[Page | None]:
    """Return the pages; None is the empty back of a sign-off sheet (送审单) of a two-sided print.

    The report begins on a sheet of its own then: its odd pages are fronts.
    """
    from PySide6.QtPrintSupport import QPrinter

    front = [page for page in pages if page.folio is None]
    two_sided = printer.duplex() is not QPrinter.DuplexMode.DuplexNone
    gap = [None] if two_sided and len(front) % 2 and len(front) < len(pages) else []
    return [*front, *gap, *pages[len(front) :]]


def in_order(printer: "QPrinter", pages: Sequence[InkedPage | None]) -> list[InkedPage | None]:
    """Return the pages as they leave the printer, with copies that it does not make by itself.

    None is an empty page: what keeps the next copy from beginning on the back of this one.
    """
    from PySide6.QtPrintSupport import QPrinter

    ordered: list[InkedPage | None] = list(pages)
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        ordered.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if copies == 1:
        return ordered
    if not printer.collateCopies():
        return [page for page in ordered for _ in range(copies)]
    two_sided = printer.duplex() is not QPrinter.DuplexMode.DuplexNone
    gap: list[InkedPage | None] = [None] if two_sided and len(ordered) % 2 else []
    return (ordered + gap) * (copies - 1) + ordered


def paint(printer: "QPrinter", pages: Sequence[InkedPage | None], faces: FileFaces) -> bool:
    """Paint the pages in their true size; return whether the printer took all of them."""
    from PySide6.QtPrintSupport import QPrinter

    scaled = PagePainter(faces, printer.resolution() / POINTS_TO_INCH)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    done = True
    for number, page in enumerate(pages):
        done = done and (number == 0 or printer.newPage())
        if done and page is not None:
            scaled.paint(painter, page)
    return painter.end() and done and printer.printerState() is not QPrinter.PrinterState.Error
