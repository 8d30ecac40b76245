"""Files that are written: complete, named after the report, or refused in words."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import docx
import openpyxl
import pdfplumber
import pytest
from lxml import html
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gi_desktop.document.fonts import FontChoice, Role
from gi_desktop.report.edits import SetCells
from gi_desktop.ui.dialogs import QtDialogs
from gi_desktop.ui.fonts_dialog import FontsDialog
from gi_desktop.ui.output import Output, Way
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.filling import TITLE
from tests.ui.hands import ALT, CONTROL, SHIFT, Key, buttons, compose, keys, press, session_of

FILES = {
    Way.DOCX: ".docx",
    Way.PDF: ".pdf",
    Way.HTML: ".html",
    Way.XLSX: ".xlsx",
    Way.PROOF_DOCX: ".docx",
    Way.PROOF_PDF: ".pdf",
}
CELL = "applications.received.natural"


def choose(window: Window, way: Way) -> None:
    """Choose in the menu."""
    window.actions_.ways[way].trigger()


# Files ----------------------------------------------------------------------------------------


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


# Failures -------------------------------------------------------------------------------------


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


# Fonts ----------------------------------------------------------------------------------------


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
