"""Everything that leaves the program: preview, print, export, each final or as a proof (送审稿)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gi_desktop.documents import ExportKind, Job
from gi_desktop.drafts import SaveError, SealRecord
from gi_desktop.sealing import Left, kept_document
from gi_desktop.session import Change, Session
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.exporting import Export, Exporter
from gi_desktop.ui.folders import settings
from gi_desktop.ui.printer_choice import PrinterChoice
from gi_desktop.ui.steps import Place

if TYPE_CHECKING:
    from gi_desktop.document import FontSet, Furniture
    from gi_desktop.ui.preview.window import PreviewWindow
    from gi_desktop.ui.printing import PrintDialogs

PROOF = "送审稿"
DRAFT = "草稿"
"""What a file is called that is no 定稿."""


class Way(StrEnum):
    """How a report leaves the program. What is written is named after its suffix."""

    PREVIEW = "preview"
    PRINT = "print"
    FONTS = "fonts"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    PROOF_PREVIEW = "proof-preview"
    PROOF_PRINT = "proof-print"
    PROOF_DOCX = "proof-docx"
    PROOF_PDF = "proof-pdf"


@dataclass(frozen=True)
class Words:
    """What a way is called, which keys ask for it, and which picture shows it."""

    menu: str
    keys: str = ""
    picture: str = ""
    short: str = ""
    """What the toolbar says, where it has no room for all of it."""


WORDS = {
    Way.PREVIEW: Words("预览(&V)", "Ctrl+F2", "preview"),
    Way.PRINT: Words("打印(&T)…", "Ctrl+P", "print"),
    Way.FONTS: Words("字体(&Z)…", "", "fonts"),
    Way.DOCX: Words("导出 Word 文档（DOCX）(&D)…", "Ctrl+E", "word", "导出 Word"),
    Way.PDF: Words("导出 PDF(&P)…", "Ctrl+Shift+E", "pdf"),
    Way.HTML: Words("导出网页（HTML）(&H)…", "", "html"),
    Way.XLSX: Words("导出 Excel 表格（XLSX）(&X)…", "", "table"),
    Way.PROOF_PREVIEW: Words("预览送审稿(&L)", "Ctrl+Shift+F2"),
    Way.PROOF_PRINT: Words("打印送审稿(&R)…", "Ctrl+Shift+P"),
    Way.PROOF_DOCX: Words("导出送审稿 Word 文档（DOCX）(&O)…"),
    Way.PROOF_PDF: Words("导出送审稿 PDF(&F)…"),
}


def bare(text: str) -> str:
    """Return a menu text without its mnemonic and dots."""
    head, _, tail = text.partition("(&")
    return (head + tail[2:]).removesuffix("…") if tail else text.removesuffix("…")


_KINDS = {
    "docx": "Word 文档 (*.docx)",
    "pdf": "PDF 文件 (*.pdf)",
    "html": "网页 (*.html)",
    "xlsx": "Excel 表格 (*.xlsx)",
}
_NAMES = {"docx": " Word 文档", "pdf": " PDF", "html": "网页", "xlsx": " Excel 表格"}


class Output(QObject):
    """Shows, prints and writes the open report, with the fonts that the user chose."""

    told = Signal(str, list, list)
    """A sentence, lines below it and links: for the notice strip."""
    done = Signal(str, list, list)
    """The same for a result that the next change makes out of date."""
    place_asked = Signal(Place)
    """A place in the preview was clicked."""

    def __init__(self, desk: Desk, dialogs: Dialogs, parent: QWidget) -> None:
        super().__init__(parent)
        self.exporter = Exporter(dialogs, self)
        self.exporter.told.connect(self.told)
        self.exporter.done.connect(self.done)
        self.exporter.written.connect(desk.folders.use)
        self.print_dialogs: PrintDialogs | None = None
        """What asks how to print; by default the system's dialogs."""
        self.preview: PreviewWindow | None = None
        self._desk = desk
        self._dialogs = dialogs
        self._window = parent
        self._settings = settings(desk.store)
        self._fonts: FontSet | None = None
        self._end: Callable[[], None] | None = None
        self._proof = False
        """Whether the preview shows the proof."""
        desk.replaced.connect(self._replaced)

    def start(self, way: Way) -> None:
        """Show, print or write the open report; nothing happens where none is open."""
        if self._desk.session is None:
            return
        self._desk.commit()
        proof = way.startswith("proof-")
        what = way.removeprefix("proof-")
        if what == Way.PREVIEW:
            self._show(proof=proof)
        elif what == Way.PRINT:
            self._print(self._desk.session, self._window, proof=proof)
        elif what == Way.FONTS:
            self._choose_fonts()
        else:
            (kind,) = (kind for kind in get_args(ExportKind) if kind == what)
            self._export(self._desk.session, kind, proof=proof)

    @property
    def fonts(self) -> "FontSet":
        """The fonts of this PC, as the user chose them."""
        if self._fonts is None:
            from gi_desktop.document import FontSet
            from gi_desktop.ui.font_choice import load_choices

            self._fonts = FontSet.discover(choices=load_choices(self._settings))
        return self._fonts

    def _furniture(self, session: Session, *, proof: bool) -> "Furniture":
        if not proof:
            return session.furniture()
        return session.proof_furniture(datetime.now().astimezone())

    def _note_printed(self, session: Session) -> Job:
        """Return what keeps the words of a 送审稿: years later its paper is compared with them."""
        archive = self._desk.store.archive(session.report.id)
        report, form = session.report, session.form

        def note() -> tuple[str, ...]:
            try:
                archive.note_printed(SealRecord.of(report, form))
            except SaveError as error:
                return (f"送审稿的内容没有存进本机，以后核对纸质件时找不到它：{error}",)
            return ()

        return note

    def may_close(self, close: Callable[[], object]) -> bool:
        """Whether nothing is being written; else ``close`` is called once it is complete."""
        busy = self.exporter.busy_with
        if busy:
            self.exporter.then = close

            def at_once() -> None:
                self.exporter.cancel()
                close()

            self.told.emit(f"正在导出{busy}，写完就关闭。", [], [("不等了，关闭", at_once)])
        return not busy

    def close(self) -> None:
        """Close the preview for good."""
        if self.preview is not None:
            self.preview.close()
            self.preview.deleteLater()
            self.preview = None

    # Fonts --------------------------------------------------------------------------------------

    def _choose_fonts(self) -> None:
        """Let the user choose fonts; preview, printer and files take them at once."""
        from gi_desktop.ui.font_choice import save_choices

        choices = self._dialogs.choose_fonts(self.fonts, self._desk.folders.first())
        if choices is None or choices == self.fonts.choices:
            return
        save_choices(self._settings, choices)
        self._fonts = self.fonts.choosing(choices)
        if self.preview is not None:
            self.preview.set_fonts(self._fonts)
        self.done.emit("文档字体已经改了，预览、打印和导出的 PDF 都用新选的字体。", [], [])

    # Preview and print --------------------------------------------------------------------------

    def _show(self, *, proof: bool) -> None:
        """Open the preview, or bring it to the front."""
        shown = self._made()
        self._proof = proof
        self._follow()
        shown.show_session(self._desk.session)
        shown.show()
        shown.activateWindow()

    def _made(self) -> "PreviewWindow":
        if self.preview is None:
            from gi_desktop.ui.preview.window import PreviewWindow

            # Without a parent: Windows would keep it in front of the field that a click leads to.
            self.preview = PreviewWindow(self._settings)
            self.preview.set_fonts(self.fonts)
            self.preview.place_asked.connect(self.place_asked)
            self.preview.print_asked.connect(self._print_preview)
        return self.preview

    def _replaced(self) -> None:
        """Follow another report; without one there is nothing to show."""
        if self._end is not None:
            self._end()
            self._end = None
        session = self._desk.session
        if session is not None:
            self._end = session.subscribe(self._changed)
        if self.preview is None:
            return
        self._follow()
        self.preview.show_session(session)
        if session is None:
            self.preview.close()

    def _changed(self, _change: Change) -> None:
        self._follow()

    def _follow(self) -> None:
        """Let what is shown name the state, the code and the findings that stand now."""
        session = self._desk.session
        if self.preview is not None and session is not None:
            self.preview.set_furniture(self._furniture(session, proof=self._proof))

    def _print_preview(self) -> None:
        session = self._desk.session
        if session is not None and self.preview is not None:
            self._desk.commit()
            current = max(self.preview.view.current, 1)
            self._print(session, self.preview, proof=self._proof, current=current)

    def _print(self, session: Session, parent: QWidget, *, proof: bool, current: int = 1) -> None:
        from gi_desktop.document import DocumentError, typeset_report
        from gi_desktop.ui.printing import print_report

        furniture = self._furniture(session, proof=proof)
        try:
            pages = typeset_report(session.report, session.form, self.fonts, furniture)
        except DocumentError as error:
            self.told.emit(str(error), [], [])
            return
        name = session.proposed_name(f"（{PROOF}）" if proof else "", Path())
        ask = self.ask_printing(parent, partial(self._say, parent))
        if print_report(pages, self.fonts, name, parent, ask, current):
            notes = (*pages.notes, *(self._note_printed(session)() if proof else ()))
            tell = self.told if notes else self.done
            tell.emit("已经交给打印机。", list(notes), [])

    def ask_printing(self, over: QWidget, say: Callable[[str], None]) -> "PrintDialogs":
        """Return what asks how to print, over a window; the printer used last is proposed."""
        from gi_desktop.ui.printing import SystemPrintDialogs

        choice = PrinterChoice(self._settings)
        return self.print_dialogs or SystemPrintDialogs(over, say, choice)

    def _say(self, over: QWidget, sentence: str) -> None:
        """Tell in the window that asked; no box in the way."""
        if self.preview is not None and over is self.preview:
            self.preview.tell(sentence)
        else:
            self.told.emit(sentence, [], [])

    # Export -------------------------------------------------------------------------------------

    def _export(self, session: Session, kind: ExportKind, *, proof: bool) -> None:
        name = f"{PROOF}{_NAMES[kind]}" if proof else _NAMES[kind]
        if self.exporter.busy_with:
            self.told.emit(f"正在导出{self.exporter.busy_with}，请等它完成后再导出。", [], [])
            return
        path = self._ask_where(session, name, kind, proof=proof)
        if path is None:
            return
        furniture = self._furniture(session, proof=proof)
        job = session.export_job(kind, path, self.fonts, furniture)
        if proof:
            write, note = job, self._note_printed(session)

            def job() -> tuple[str, ...]:
                return (*write(), *note())

        elif session.draft.is_final:
            job = self._final_job(session, kind, path, job)
        remark = "" if proof else _remark(session)
        way = Way(f"proof-{kind}" if proof else kind)
        self.exporter.start(Export(name, path, job, remark, lambda: self.start(way)))

    def _final_job(self, session: Session, kind: ExportKind, path: Path, anew: Job) -> Job:
        """Return what writes the file that was kept at 定稿; made anew where it is not here."""
        kept = kept_document(session.draft, session.form, kind, self._desk.store)
        if kept is None:
            return anew

        def write() -> tuple[str, ...]:
            from gi_desktop.document.saving import save

            save(path, kept)
            return ()

        return write

    def _ask_where(
        self, session: Session, name: str, kind: ExportKind, *, proof: bool
    ) -> Path | None:
        what = PROOF if proof else "" if session.draft.is_as_sealed(session.form) else DRAFT
        suffix = f"（{what}）.{kind}" if what else f".{kind}"
        folder = self._desk.folder()
        proposed = folder / session.proposed_name(suffix, folder)
        return self._desk.target(f"导出{name}", proposed, _KINDS[kind], f".{kind}")


def _remark(session: Session) -> str:
    """Return why what was written is no final version; empty where it is one."""
    if session.draft.is_as_sealed(session.form):
        return f"这是定稿，核对码 {session.draft.seals[-1].code}。"
    if session.draft.is_final:
        return "内容同定稿时不一样，这份不是定稿。请先更正，再定稿。"
    left = Left.of(session)
    parts = (
        f"{left.errors} 处错误没有改正" if left.errors else "",
        f"{left.asked} 处核实没有改正，也没有写理由" if left.asked else "",
        f"{left.unfilled} 处没有填" if left.unfilled else "",
    )
    said = "，".join(filter(None, parts))
    return f"还有 {said}，这份不是定稿。" if said else "这份是草稿，还没有定稿。"
