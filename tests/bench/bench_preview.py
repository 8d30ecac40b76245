"""From a change in the report to its painted page in the preview, for a report of nine pages."""

import io
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from gi_desktop.document import FontSet, TypesetReport, typeset_report, write_pdf
from gi_desktop.drafts import Draft
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.model import Report
from gi_desktop.session import Session
from gi_desktop.ui.app import make_application
from gi_desktop.ui.preview.faces import PrintFaces
from gi_desktop.ui.preview.ink import ink_report
from gi_desktop.ui.preview.window import PreviewWindow
from gi_desktop.ui.printing import paint, settle
from tests.bench.measuring import beside, report, seconds
from tests.strategies import long_report

FORM = current_edition()
FONTS = FontSet.discover(())
PAGES, CHANGES = 9, 100


def nine_pages() -> tuple[Report, TypesetReport]:
    """A report of nine pages: with as much prose as that takes."""
    for prose in range(1000, 9000, 250):
        made = long_report(FORM, prose)
        pages = typeset_report(made, FORM, FONTS)
        if len(pages.pages) == PAGES:
            return made, pages
    raise AssertionError("no amount of prose gives nine pages")


class Painted(QObject):
    """Waits, as the program does, until the pages of a change are painted."""

    def __init__(self, window: PreviewWindow) -> None:
        super().__init__()
        self._window = window
        self._before: TypesetReport | None = None
        self._loop = QEventLoop()
        window.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._window.report is not self._before:
            # What is painted in this very event shows when the loop has been left.
            QTimer.singleShot(0, self._loop.quit)
        return False

    def after(self, change: Callable[[], object]) -> float:
        """Make a change; return the time in s until it is painted."""
        self._before = self._window.report
        start = time.perf_counter()
        change()
        self._loop.exec()
        return time.perf_counter() - start


def test_a_change_is_painted(tmp_path: Path) -> None:
    app = make_application()
    whole, pages = nine_pages()
    session = Session(FORM, Draft(whole))
    window = PreviewWindow(QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat))
    window.set_fonts(FONTS)
    window.show_session(session)
    painted = Painted(window)
    painted.after(window.show)
    cell = next(spec.address for spec in FORM.inputs)
    number = next(page.number for page in pages.pages if page.rules)
    window.view.go_to_page(number)
    app.processEvents()
    changes = [SetCells("填", {cell: value}) for value in range(1000, 1000 + CHANGES)]
    taken = [painted.after(partial(session.apply, change)) * 1000 for change in changes]
    window.close()
    found = statistics.quantiles(taken, n=100)
    print(f"\n    change to painted page, p50: {found[49]:.3g} ms")
    met = report(f"change to painted page, p99 of {CHANGES}", found[98], 150, "ms")

    def by_pdf() -> None:
        buffer = io.BytesIO()
        write_pdf(session.report, FORM, buffer, FONTS)
        with pypdfium2.PdfDocument(buffer.getvalue()) as pdf:
            pdf[number - 1].render(scale=96 / 72)

    yardstick = seconds(by_pdf, rounds=10) * 1000
    beside("writing the PDF and rendering that page of it", yardstick, found[49], "ms")
    assert met


def test_printing_nine_pages(tmp_path: Path) -> None:
    assert isinstance(make_application(), QApplication)
    _, pages = nine_pages()
    target = tmp_path / "printed.pdf"

    def by_us() -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(target))
        settle(printer)
        faces = PrintFaces()
        assert paint(printer, ink_report(pages, FONTS, {}), faces)
        faces.close()

    def bare() -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(tmp_path / "bare.pdf"))
        painter = QPainter(printer)
        for page in pages.pages:
            if page.number > 1:
                printer.newPage()
            for line in page.lines:
                painter.drawText(1000, round(line.y * 1200 / 72), line.text)
        painter.end()

    found = seconds(by_us, rounds=5) * 1000
    met = report("nine pages to a virtual printer at 1200 dpi", found, 500, "ms")
    beside("the same lines by QPainter.drawText", seconds(bare, rounds=5) * 1000, found, "ms")
    print(
        f"    {target.stat().st_size // 1000} KB, beside {(tmp_path / 'bare.pdf').stat().st_size // 1000} KB"
    )
    assert met
