"""与去年比较: its window, and how it is previewed, printed and written as PDF."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gi_desktop.files import file_name
from gi_desktop.report.comparison import Comparison, Line
from gi_desktop.report.last_prose import Said
from gi_desktop.session import Session
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.exporting import Export
from gi_desktop.ui.folders import settings
from gi_desktop.ui.output import Output
from gi_desktop.ui.steps import Place

if TYPE_CHECKING:
    from gi_desktop.document import FontSet
    from gi_desktop.ui.comparison.window import ComparisonWindow
    from gi_desktop.ui.preview.window import PreviewWindow

NAME = "与去年比较"
_PDF = "PDF 文件 (*.pdf)"


class Comparing(QObject):
    """Brings the comparison of the open report with last year's."""

    place_asked = Signal(object)
    """The ``Place`` of a line that was chosen."""

    def __init__(self, desk: Desk, output: Output, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._output = output
        self.window: ComparisonWindow | None = None
        """None until it is first asked for."""
        self.preview: PreviewWindow | None = None
        desk.replaced.connect(self._replaced)

    def show(self) -> None:
        """Open the comparison, or bring it to the front."""
        if self._desk.session is None:
            return
        self._desk.commit()
        if self.window is None:
            from gi_desktop.ui.comparison.window import ComparisonWindow

            # Without a parent: it would stay in front of the cell that a line leads to.
            self.window = ComparisonWindow(settings(self._desk.store))
            self.window.place_asked.connect(self._come_to)
            self.window.preview_asked.connect(self._preview)
            self.window.print_asked.connect(self._print)
            self.window.pdf_asked.connect(self._write)
        self.window.show_session(self._desk.session)
        self.window.show()
        self.window.activateWindow()

    def close(self) -> None:
        """Close everything for good."""
        for shown in (self.window, self.preview):
            if shown is not None:
                shown.close()
                shown.deleteLater()
        self.window = self.preview = None

    def _replaced(self) -> None:
        """Follow another report; without one there is nothing to compare."""
        if self.preview is not None:
            self.preview.close()
        if self.window is not None:
            self.window.show_session(self._desk.session)
            if self._desk.session is None:
                self.window.close()

    def _come_to(self, what: object) -> None:
        session = self._desk.session
        if session is not None and isinstance(what, Line | Said):
            self.place_asked.emit(place_of(what, session))

    # Paper --------------------------------------------------------------------------------------

    def _shown(self) -> Comparison | None:
        return self.window.comparison() if self.window is not None else None

    def _preview(self) -> None:
        from gi_desktop.document.comparison import comparison_blocks

        session, shown = self._desk.session, self._shown()
        if session is None or shown is None:
            return
        if self.preview is None:
            from gi_desktop.ui.preview.window import PreviewWindow

            self.preview = PreviewWindow(settings(self._desk.store))
            self.preview.print_asked.connect(self._print_preview)
        self.preview.set_fonts(self._output.fonts)
        self.preview.show_blocks(NAME, session.form, comparison_blocks(shown))
        self.preview.show()
        self.preview.activateWindow()

    def _print_preview(self) -> None:
        if self.preview is not None:
            self._print_over(self.preview, max(self.preview.view.current, 1))

    def _print(self) -> None:
        if self.window is not None:
            self._print_over(self.window, 1)

    def _print_over(self, over: "PreviewWindow | ComparisonWindow", current: int) -> None:
        from gi_desktop.document import DocumentError, typeset_blocks
        from gi_desktop.document.comparison import comparison_blocks, comparison_title
        from gi_desktop.ui.printing import print_report

        shown, fonts = self._shown(), self._output.fonts
        if shown is None:
            return
        try:
            pages = typeset_blocks(comparison_blocks(shown), fonts)
        except DocumentError as error:
            over.tell(str(error))
            return
        ask = self._output.ask_printing(over, over.tell)
        if print_report(pages, fonts, comparison_title(shown), over, ask, current):
            over.tell("已经交给打印机。")

    def _write(self) -> None:
        from gi_desktop.document.comparison import comparison_title

        session, shown = self._desk.session, self._shown()
        exporter = self._output.exporter
        if session is None or shown is None or self.window is None:
            return
        if exporter.busy_with:
            self.window.tell(f"正在导出{exporter.busy_with}，请等它完成后再导出。")
            return
        title, folder = comparison_title(shown), self._desk.folder()
        proposed = folder / file_name(title, ".pdf", folder, NAME)
        path = self._desk.target(f"导出{NAME} PDF", proposed, _PDF, ".pdf")
        if path is None:
            return
        # The fonts are found here: only the window's thread may do that.
        write = partial(_written, shown, title, path, self._output.fonts)
        exporter.start(Export(f"{NAME} PDF", path, write, "", self._write))
        self.window.tell(f"正在写“{path.name}”，结果显示在主窗口里。")


def _written(shown: Comparison, title: str, path: Path, fonts: "FontSet") -> tuple[str, ...]:
    from gi_desktop.document import write_blocks_pdf
    from gi_desktop.document.comparison import comparison_blocks

    made = comparison_blocks(shown)
    return tuple(write_blocks_pdf(made, title, shown.organ, path, fonts))


def place_of(what: Line | Said, session: Session) -> Place:
    """Return where in the wizard a line of the comparison stands."""
    form = session.form
    if isinstance(what, Line):
        section = form.section_of_table(what.spec.table)
        return Place(form.sections.index(section) + 1, cell=what.spec.address)
    owner = form.section_of_text(what.text_id)
    step = form.sections.index(owner) + 1 if owner is not None else 0
    return Place(step, text=what.text_id, paragraph=what.paragraph)
