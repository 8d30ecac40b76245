"""What leaves the program: files of every kind, the preview, the printer; and what goes wrong."""

import errno
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import docx
import openpyxl
import pdfplumber
import pytest
from lxml import html
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gi_desktop.document import DocumentError
from gi_desktop.document.fonts import FontChoice, Role
from gi_desktop.report.edits import SetCells, SetFields
from gi_desktop.report.model import Organ
from gi_desktop.session import Job, Session
from gi_desktop.ui.dialogs import QtDialogs
from gi_desktop.ui.fonts_dialog import FontsDialog
from gi_desktop.ui.output import Output, Way
from gi_desktop.ui.printing import NO_PRINTER
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, SHIFT, Key, buttons, compose, keys, press, session_of
from tests.ui.test_window import fill_everything

FILES = {
    Way.DOCX: ".docx",
    Way.PDF: ".pdf",
    Way.HTML: ".html",
    Way.XLSX: ".xlsx",
    Way.PROOF_DOCX: ".docx",
    Way.PROOF_PDF: ".pdf",
}
TITLE = "某局2025年政府信息公开工作年度报告"
CELL = "applications.received.natural"


@pytest.fixture
def filled(window: Window) -> Window:
    """Without a fault."""
    fill_everything(session_of(window))
    return window


def choose(window: Window, way: Way) -> None:
    """Choose in the menu."""
    window.actions_.ways[way].trigger()


# Files ------------------------------------------------------------------------------------------


def words_in(path: Path) -> str:
    """What a reader of that kind of file finds in it."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        tables = [cell.text for table in document.tables for cell in table._cells]
        heads = [line.text for line in document.sections[0].header.paragraphs]
        return "".join(
            [*heads, *tables, *(line.text for line in document.paragraphs)],
        )
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pages:
            return "".join(page.extract_text() for page in pages.pages)
    if path.suffix == ".html":
        return "".join(html.parse(str(path)).getroot().itertext())
    book = openpyxl.load_workbook(path)
    return "".join(str(cell.value) for sheet in book for row in sheet for cell in row)


@pytest.mark.parametrize("way", FILES)
def test_each_file_is_complete_and_named_after_the_report(
    filled: Window,
    dialogs: FakeDialogs,
    ended: Callable[[], str],
    tmp_path: Path,
    way: Way,
) -> None:
    dialogs.save_path = tmp_path / f"稿{FILES[way]}"
    choose(filled, way)
    said = ended()
    assert "已导出" in said
    assert str(dialogs.save_path) in said
    assert "不是定稿" not in said
    assert ("这份是草稿，还没有定稿" in said) == (not way.startswith("proof-"))
    words = words_in(dialogs.save_path)
    assert "行政规范性文件" in words
    assert ("送审稿" in words) == way.startswith("proof-")
    (proposed,) = dialogs.proposed
    kind = "送审稿" if way.startswith("proof-") else "草稿"
    assert proposed.name == f"{TITLE}（{kind}）{FILES[way]}"
    assert dialogs.told == dialogs.asked == []


def test_every_way_has_a_letter_of_its_own_in_a_menu(window: Window) -> None:
    offered: set[QAction] = set()
    for menu in window.findChildren(QMenu):
        letters = [
            action.text().partition("(&")[2][:1]
            for action in menu.actions()
            if "(&" in action.text()
        ]
        assert len(letters) == len(set(letters)), menu.title()
        offered |= {action for action in menu.actions() if "(&" in action.text()}
    assert set(window.actions_.ways.values()) <= offered


@pytest.mark.parametrize(
    "key, modifier, suffix",
    [(Key.Key_E, CONTROL, ".docx"), (Key.Key_E, CONTROL | SHIFT, ".pdf")],
)
def test_with_errors_it_is_written_and_called_no_final_version(
    window: Window,
    dialogs: FakeDialogs,
    ended: Callable[[], str],
    tmp_path: Path,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    suffix: str,
) -> None:
    keys("a")
    dialogs.save_path = tmp_path / f"稿{suffix}"
    press(key, modifier)
    said = ended()
    assert dialogs.save_path.is_file()
    assert re.search("还有 .*，这份不是定稿", said)
    (proposed,) = dialogs.proposed
    assert proposed.stem.endswith("（草稿）")


def test_what_is_not_explained_yet_is_no_final_version_either(
    filled: Window, dialogs: FakeDialogs, ended: Callable[[], str], tmp_path: Path
) -> None:
    session = session_of(filled)
    session.apply(SetCells("少", {"disclosure.normative.issued": 3}))
    dialogs.save_path = tmp_path / "稿.docx"
    choose(filled, Way.DOCX)
    assert "还有 1 处核实没有改正，也没有写理由，这份不是定稿。" in ended()
    session.explain(session.unsettled[0], "当年制发、当年废止。")
    choose(filled, Way.DOCX)
    assert "不是定稿" not in ended()
    assert [path.name for path in dialogs.proposed] == [f"{TITLE}（草稿）.docx"] * 2


def test_what_is_being_typed_is_exported_too(
    window: Window, dialogs: FakeDialogs, ended: Callable[[], str], tmp_path: Path
) -> None:
    press(Key.Key_2, ALT)
    compose("zongti")
    dialogs.save_path = tmp_path / "a.html"
    choose(window, Way.HTML)
    ended()
    assert "zongti" in words_in(dialogs.save_path)


def test_the_file_is_opened_and_its_folder_shown(
    filled: Window, dialogs: FakeDialogs, ended: Callable[[], str], tmp_path: Path
) -> None:
    dialogs.save_path = tmp_path / "a.html"
    choose(filled, Way.HTML)
    ended()
    QTest.mouseClick(buttons(filled.notice, "打开文件")[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(buttons(filled.notice, "打开文件夹")[0], Qt.MouseButton.LeftButton)
    assert dialogs.opened == [dialogs.save_path]
    assert dialogs.folders == [tmp_path]


def test_a_file_that_cannot_be_opened_is_told(
    filled: Window, dialogs: FakeDialogs, ended: Callable[[], str], tmp_path: Path
) -> None:
    dialogs.save_path = tmp_path / "a.html"
    dialogs.opens = False
    choose(filled, Way.HTML)
    ended()
    (link,) = buttons(filled.notice, "打开文件")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert "系统里没有能打开它的程序" in filled.notice.sentence.text()
    assert str(dialogs.save_path) in filled.notice.sentence.text()


def test_a_file_that_was_moved_away_is_told(
    filled: Window, dialogs: FakeDialogs, ended: Callable[[], str], tmp_path: Path
) -> None:
    dialogs.save_path = tmp_path / "a.html"
    choose(filled, Way.HTML)
    ended()
    dialogs.save_path.unlink()
    (link,) = buttons(filled.notice, "打开文件")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert "已经不在那里了" in filled.notice.sentence.text()
    assert dialogs.opened == []


# Failures ---------------------------------------------------------------------------------------


def fails(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("way", FILES)
@pytest.mark.parametrize(
    "number, sentence", [(errno.ENOSPC, "磁盘空间不够"), (errno.EBUSY, "程序里打开")]
)
def test_a_failure_is_a_sentence_on_the_page_and_leaves_the_old_file(  # noqa: PLR0913, PLR0917 - five are fixtures
    filled: Window,
    dialogs: FakeDialogs,
    ended: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    way: Way,
    number: int,
    sentence: str,
) -> None:
    folder = tmp_path / "稿"
    folder.mkdir()
    dialogs.save_path = folder / f"稿{FILES[way]}"
    dialogs.save_path.write_bytes(b"old")
    replace = Path.replace

    def fail(new: Path, old: Path) -> Path:
        """Fail for what is exported: the copy kept for recovery may be written meanwhile."""
        if Path(old).parent == folder:
            raise OSError(number, os.strerror(number))
        return replace(new, old)

    monkeypatch.setattr(Path, "replace", fail)
    filled.output.start(way)
    said = ended()
    monkeypatch.undo()
    assert sentence in said
    assert "原来的同名文件没有改动" in said
    assert dialogs.save_path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [dialogs.save_path]
    assert dialogs.told == [], "no box in the way"


def test_after_a_failure_another_place_is_one_click_away(
    filled: Window, dialogs: FakeDialogs, ended: Callable[[], str], tmp_path: Path
) -> None:
    dialogs.save_path = tmp_path / "没有" / "a.html"
    choose(filled, Way.HTML)
    assert "没有”不存在" in ended()
    dialogs.save_path = tmp_path / "a.html"
    QTest.mouseClick(buttons(filled.notice, "换个位置导出…")[0], Qt.MouseButton.LeftButton)
    assert "已导出" in ended()
    assert dialogs.save_path.is_file()


def test_a_name_that_is_too_long_is_told_even_before_it_gets_its_suffix(
    filled: Window, dialogs: FakeDialogs, ended: Callable[[], str], tmp_path: Path
) -> None:
    dialogs.save_path = tmp_path / ("长" * 200)
    choose(filled, Way.HTML)
    assert "太长" in ended()


def test_where_the_folder_of_the_draft_is_gone_another_is_proposed(
    filled: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    session_of(filled).path = tmp_path / "a.xxgk"
    choose(filled, Way.HTML)
    session_of(filled).path = tmp_path / "断开了" / "a.xxgk"
    choose(filled, Way.HTML)
    beside, elsewhere = dialogs.proposed
    assert beside.parent == tmp_path
    assert elsewhere.parent.is_dir()
    assert elsewhere.name == beside.name


# While it lasts -----------------------------------------------------------------------------------


@dataclass
class SlowJob:
    """A job that goes on until it is let go."""

    error: Exception | None = None

    def __post_init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Event()
        self.times = 0

    def __call__(self) -> tuple[str, ...]:
        self.times += 1
        self.begun.set()
        assert self.go.wait(30)
        if self.error is not None:
            raise self.error
        return ()


@pytest.fixture
def slow(
    monkeypatch: pytest.MonkeyPatch, dialogs: FakeDialogs, tmp_path: Path
) -> Iterator[SlowJob]:
    job = SlowJob()

    def slow_job(*_: object) -> Job:
        return job

    monkeypatch.setattr(Session, "export_job", slow_job)
    dialogs.save_path = tmp_path / "a.pdf"
    yield job
    job.go.set()


def begin(window: Window, job: SlowJob) -> None:
    press(Key.Key_E, CONTROL | SHIFT)
    assert job.begun.wait(30)
    assert window.notice.sentence.text() == "正在导出 PDF…"


def test_typing_goes_on_while_a_file_is_written(
    window: Window, slow: SlowJob, ended: Callable[[], str]
) -> None:
    begin(window, slow)
    keys("abc")
    assert session_of(window).report.organ.name == "abc"
    assert window.notice.isVisible()
    slow.go.set()
    assert "已导出 PDF" in ended()


def test_what_lasts_is_told_on_unless_something_else_was_told(
    window: Window, slow: SlowJob, ended: Callable[[], str]
) -> None:
    begin(window, slow)
    window.output.exporter._ticks.timeout.emit()
    assert window.notice.sentence.text() == "正在导出 PDF…已经 0 秒。可以继续填写。"
    window.actions_.about.trigger()
    said = window.notice.sentence.text()
    window.output.exporter._ticks.timeout.emit()
    assert window.notice.sentence.text() == said
    slow.go.set()
    ended()
    assert not window.output.exporter._ticks.isActive()


def test_a_second_export_waits_for_the_first(
    window: Window, slow: SlowJob, dialogs: FakeDialogs, ended: Callable[[], str]
) -> None:
    begin(window, slow)
    press(Key.Key_E, CONTROL)
    assert "请等它完成" in window.notice.sentence.text()
    assert len(dialogs.proposed) == 1
    slow.go.set()
    ended()
    assert slow.times == 1


def test_closing_waits_until_the_file_is_complete(
    window: Window, slow: SlowJob, qtbot: QtBot
) -> None:
    begin(window, slow)
    assert not window.close()
    assert "写完就关闭" in window.notice.sentence.text()
    slow.go.set()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_what_is_being_written_can_be_called_off(
    window: Window, slow: SlowJob, ended: Callable[[], str], qtbot: QtBot
) -> None:
    """A network drive may never answer."""
    begin(window, slow)
    (cancel,) = buttons(window.notice, "取消")
    cancel.click()
    assert not window.output.exporter.busy_with
    assert "不再等" in window.notice.sentence.text()
    slow.go.set()
    slow.begun.clear()
    press(Key.Key_E, CONTROL | SHIFT)
    assert slow.begun.wait(30), "another one can be written"
    assert "已导出 PDF" in ended()
    assert slow.times == 2


def test_closing_need_not_wait_for_what_is_being_written(window: Window, slow: SlowJob) -> None:
    begin(window, slow)
    assert not window.close()
    (at_once,) = buttons(window.notice, "不等了，关闭")
    at_once.click()
    assert not window.isVisible()


def test_a_failure_keeps_the_window_open_to_be_read(
    window: Window, slow: SlowJob, ended: Callable[[], str]
) -> None:
    slow.error = DocumentError("磁盘满了。")
    begin(window, slow)
    assert not window.close()
    slow.go.set()
    assert ended() == "磁盘满了。"
    assert window.isVisible()
    assert window.close(), "asked again, it closes"


def test_an_unforeseen_fault_is_not_swallowed(
    window: Window, slow: SlowJob, ended: Callable[[], str], qtbot: QtBot
) -> None:
    slow.error = RuntimeError("boom")
    with qtbot.captureExceptions() as faults:
        begin(window, slow)
        slow.go.set()
        assert "没有料到的错" in ended()
    assert [str(fault[1]) for fault in faults] == ["boom"]
    assert not window.output.exporter.busy_with


# Preview ------------------------------------------------------------------------------------------


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


# Print --------------------------------------------------------------------------------------------


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


# Fonts --------------------------------------------------------------------------------------------


def faces_in(path: Path) -> set[str]:
    """The fonts of a PDF's characters."""
    with pdfplumber.open(path) as pdf:
        return {char["fontname"].partition("+")[2] for page in pdf.pages for char in page.chars}


def test_chosen_fonts_reach_preview_and_export_and_are_remembered(
    filled: Window,
    dialogs: FakeDialogs,
    ended: Callable[[], str],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    filled.output.start(Way.PREVIEW)
    preview = filled.output.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.report is not None)
    before, usual = preview.report, filled.output.fonts
    heiti = usual.source(Role.LEVEL1)
    dialogs.fonts = {Role.BODY: FontChoice(heiti.path, heiti.subfont)}
    choose(filled, Way.FONTS)
    qtbot.waitUntil(lambda: preview.report is not None and preview.report is not before)
    dialogs.save_path = tmp_path / "a.pdf"
    choose(filled, Way.PDF)
    ended()
    assert usual.font(Role.BODY).name not in faces_in(dialogs.save_path)
    again = Output(filled.desk, dialogs, filled)
    assert again.fonts.choices == dialogs.fonts
    same = filled.output.fonts
    choose(filled, Way.FONTS)
    assert filled.output.fonts is same, "nothing was changed"


def test_fonts_that_are_not_chosen_stay(filled: Window) -> None:
    before = filled.output.fonts
    choose(filled, Way.FONTS)
    assert filled.output.fonts is before


@pytest.mark.parametrize("key, answer", [(Key.Key_Return, {}), (Key.Key_Escape, None)])
def test_the_real_dialog_answers(
    window: Window, key: Qt.Key, answer: dict[Role, FontChoice] | None
) -> None:
    def decide() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FontsDialog)
        QTest.keyClick(dialog, key)

    QTimer.singleShot(0, decide)
    chosen = QtDialogs(window).choose_fonts(window.output.fonts, Path())
    assert chosen == answer
