"""The part of the self-test that needs a screen: window, printing, and a window for the result."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.document import FontSet, typeset_report
from gi_desktop.drafts import Store
from gi_desktop.selftest import CHECKS, Check, Outcome, Trouble, run, sample, verdict
from gi_desktop.selftest import text as as_text
from gi_desktop.ui.app import make_application
from gi_desktop.ui.preview.faces import PrintFaces
from gi_desktop.ui.preview.ink import ink_page
from gi_desktop.ui.printing import paint, prepare
from gi_desktop.ui.screen import screen_needed
from gi_desktop.ui.spaced_text import space_lines
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label
from gi_desktop.ui.window import Window

_SIZE = (760, 520)
"""In percent: the lines of CJK fonts touch otherwise."""
WORKING = "正在检查，请稍候……"


def checks() -> tuple[tuple[str, Check], ...]:
    """Return the checks that need a screen; makes the application they need."""
    with screen_needed():
        make_application()
    return (("窗口", check_window), ("打印", check_printing))


def check_window(folder: Path) -> str:
    """The window opens on a report, in letters that have Chinese."""
    path = folder / "自检 窗口.xxgk"
    sample().save(path)
    store = Store(folder / "自检 数据")
    window = Window(store)
    try:
        window.desk.open(path)
        if window.desk.session is None:
            raise Trouble("窗口里打不开刚存好的草稿。请重新运行安装程序。")
    finally:
        window.close()
        QApplication.processEvents()  # settings are written, before their folder is removed
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        store.close()
    font = QApplication.font()
    if not QFontMetrics(font).inFontUcs4(ord("政")):
        raise Trouble("界面字体里没有中文。请在 Windows 设置里安装中文（简体）语言的字体。")
    return f"界面字体 {font.family()}，系统共有 {len(QFontDatabase.families())} 种字体"


def check_printing(folder: Path) -> str:
    """The pages are painted by the way of the printer, here into a file; printers are listed."""
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    session, path = sample(), folder / "自检 打印.pdf"
    fonts = FontSet.discover()
    pages = typeset_report(session.report, session.form, fonts).pages
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    prepare(printer, "自检", len(pages))
    faces = PrintFaces()
    try:
        done = paint(printer, [ink_page(page, fonts) for page in pages], faces)
    finally:
        faces.close()
    del printer  # lets go of the file
    if not done or not path.is_file():
        raise Trouble("打印的页面画不出来。请重新运行安装程序。")
    with pypdfium2.PdfDocument(path) as printed:
        if len(printed) != len(pages):
            raise Trouble(f"应打印 {len(pages)} 页，实际 {len(printed)} 页。请重新运行安装程序。")
    names = QPrinterInfo.availablePrinterNames()
    printers = f"装有 {'、'.join(names)}" if names else "这台电脑没有装打印机，可以导出 PDF"
    return f"{len(pages)} 页；{printers}"


class SelfTestDialog(QDialog):
    """Shows each check as it is made, and at the end whether all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("自检")
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width() - 32), min(_SIZE[1], room.height() - 64))
        self.sentence = label(WORKING, wrap=True)
        self.sentence.setAccessibleName("自检的结果")
        self.lines = QTextEdit()
        self.lines.setAcceptRichText(False)
        self.lines.setReadOnly(True)
        self.lines.document().setDocumentMargin(MEASURES.grid)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("每一项检查")
        self.copy_button = button("复制结果", self._copy)
        self.done_button = button("关闭", self.accept, "primary")
        self.done_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch()
        row.addWidget(self.done_button)
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addWidget(self.sentence)
        body.addWidget(self.lines, 1)
        body.addLayout(row)
        self.done_button.setFocus()

    def add(self, outcome: Outcome) -> None:
        """Show what one check found."""
        self._show([*filter(None, [self.lines.toPlainText()]), str(outcome)])

    def finish(self, found: Sequence[Outcome], told: str = "") -> None:
        """Show the verdict above, and below all that is to be passed on, or what is given."""
        passed = all(outcome.passed for outcome in found)
        self.sentence.setText(f"{'✓' if passed else '✕'} {verdict(found)}")
        font = self.sentence.font()
        font.setBold(True)
        self.sentence.setFont(font)
        self._show([told or as_text(found)])

    def _show(self, lines: Sequence[str]) -> None:
        self.lines.setPlainText("\n".join(lines))
        space_lines(self.lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.lines.toPlainText())


def show(folder: Path, tell: Callable[[Sequence[Outcome]], int]) -> int:
    """Make all checks before the user's eyes; return the exit code once the window is closed."""
    window_checks = checks()
    dialog = SelfTestDialog()
    dialog.show()
    found = []
    for outcome in run((*CHECKS, *window_checks), folder):
        found.append(outcome)
        dialog.add(outcome)
        QApplication.processEvents()  # short checks, one after another: no thread is worth while
    code = tell(found)
    dialog.finish(found)
    dialog.exec()
    return code
