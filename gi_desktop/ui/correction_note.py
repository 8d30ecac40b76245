"""更正说明: how it is previewed, printed and written as DOCX and PDF."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gi_desktop.files import file_name
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.exporting import Export
from gi_desktop.ui.folders import settings
from gi_desktop.ui.output import Output

if TYPE_CHECKING:
    from gi_desktop.document import FontSet
    from gi_desktop.document.correction import Correction
    from gi_desktop.ui.preview.window import PreviewWindow

NAME = "更正说明"
_KINDS = {"docx": "Word 文档 (*.docx)", "pdf": "PDF 文件 (*.pdf)"}


class CorrectionNote(QObject):
    """The paper that goes with a corrected report; set by the same typesetter as the report."""

    told = Signal(str, list, list)
    """A sentence, lines below it and links: for the notice strip."""

    def __init__(self, desk: Desk, output: Output, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._output = output
        self._window = parent
        self.shown: PreviewWindow | None = None
        """None until it is first asked for."""
        self._previewed: Correction | None = None
        desk.replaced.connect(self._hide)

    def preview(self, correction: "Correction") -> None:
        """Show it as it will be printed."""
        if self.shown is None:
            from gi_desktop.ui.preview.window import PreviewWindow

            self.shown = PreviewWindow(settings(self._desk.store))
            self.shown.print_asked.connect(self._print_shown)
        self._previewed = correction
        self.shown.set_fonts(self._output.fonts)
        self.shown.show_blocks(NAME, correction.form, correction.blocks())
        self.shown.show()
        self.shown.activateWindow()

    def _hide(self) -> None:
        """Another report is open: this is none of its papers."""
        if self.shown is not None:
            self.shown.close()

    def close(self) -> None:
        """Close the preview for good."""
        if self.shown is not None:
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None

    def print(self, correction: "Correction") -> None:
        """Ask how, and print it."""
        self._print(correction, self._window, 1)

    def _print_shown(self) -> None:
        if self.shown is not None and self._previewed is not None:
            self._print(self._previewed, self.shown, max(self.shown.view.current, 1))

    def _print(self, correction: "Correction", over: QWidget, current: int) -> None:
        from gi_desktop.document import DocumentError, typeset_blocks
        from gi_desktop.ui.printing import print_report

        fonts = self._output.fonts
        try:
            pages = typeset_blocks(correction.blocks(), fonts)
        except DocumentError as error:
            self.told.emit(str(error), [], [])
            return
        ask = self._output.ask_printing(over, partial(self._say, over))
        if print_report(pages, fonts, correction.title, over, ask, current):
            self._say(over, "已经交给打印机。")

    def _say(self, over: QWidget, sentence: str) -> None:
        """Tell in the window that asked."""
        if self.shown is not None and over is self.shown:
            self.shown.tell(sentence)
        else:
            self.told.emit(sentence, [], [])

    def write(self, correction: "Correction", kind: Literal["docx", "pdf"]) -> None:
        """Ask where, and write it beside the window."""
        exporter = self._output.exporter
        if exporter.busy_with:
            self.told.emit(f"正在导出{exporter.busy_with}，请等它完成后再导出。", [], [])
            return
        name, folder = f"{NAME} {kind.upper()}", self._desk.folder()
        proposed = folder / file_name(correction.title, f".{kind}", folder, NAME)
        path = self._desk.target(f"导出{name}", proposed, _KINDS[kind], f".{kind}")
        if path is None:
            return
        # The fonts are found here: only the window's thread may do that.
        job = partial(_written, correction, kind, path, self._output.fonts)
        exporter.start(Export(name, path, job, "", partial(self.write, correction, kind)))


def _written(correction: "Correction", kind: str, path: Path, fonts: "FontSet") -> tuple[str, ...]:
    from gi_desktop.document import write_blocks_docx, write_blocks_pdf

    write = {"docx": write_blocks_docx, "pdf": write_blocks_pdf}[kind]
    author = correction.report.organ.name
    return tuple(write(correction.blocks(), correction.title, author, path, fonts))
