"""与去年比较: opened by one key, filtered, walked by keys, copied, previewed, printed, written."""

from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import attach, detach
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, new_report
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Session
from gi_desktop.ui.comparison.window import ComparisonWindow
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import CONTROL, Key, press, session_of
from tests.ui.test_printing import Stand
from tests.ui.walking import cut_off, foreign, sideways, silent, unnamed, unreached

FORM = current_edition()
NATURAL = "applications.received.natural"
WORDS = "主动公开的工作一直在做。"
LAST = new_report(FORM, 2024).replace(cells={NATURAL: 37}, texts={"overview": paragraphs(WORDS)})


@pytest.fixture
def session(window: Window) -> Session:
    made = session_of(window)
    made.apply(SetFields("年度", {"year": 2025, "organ": Organ(name="某局")}))
    made.apply(SetCells("填", {NATURAL: 42, "applications.received.other": 1}))
    made.apply(attach(FORM, made.draft, LAST))
    return made


@pytest.fixture
def shown(window: Window, session: Session, qtbot: QtBot) -> ComparisonWindow:
    press(Key.Key_B, CONTROL)
    made = window.comparing.window
    assert made is not None
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(made.table.hasFocus)
    return made


def lines(shown: ComparisonWindow) -> list[str]:
    table = shown.table
    return ["|".join(table._words(row)) for row in range(table.rowCount())]


def only(shown: ComparisonWindow) -> list[str]:
    press(Key.Key_B, CONTROL)
    assert shown.only.isChecked()
    return lines(shown)


def test_every_cell_of_both_years_stands_below_its_table(shown: ComparisonWindow) -> None:
    found = lines(shown)
    assert len(found) == len(FORM.cells) + len(FORM.tables)
    assert found[0] == "表二，单位：件（行政事业性收费为万元）||||"
    assert "一、本年新收·自然人|42|37|+5|+13.5%" in found
    assert "一、本年新收·其他|1|（未填）||" in found
    heads = [shown.table.horizontalHeaderItem(column) for column in range(5)]
    assert [head and head.text() for head in heads] == [
        "项目", "2025 年", "2024 年", "增减", "增减比例",
    ]  # fmt: skip
    assert shown.sentence.text().startswith("某局 2025 年与 2024 年：2 格不同。")


def test_what_is_equal_can_be_left_out(shown: ComparisonWindow, window: Window) -> None:
    assert only(shown) == [
        "表三，单位：件||||",
        "一、本年新收·自然人|42|37|+5|+13.5%",
        "一、本年新收·其他|1|（未填）||",
    ]
    shown.close()
    window.comparing.close()
    window.comparing.show()
    assert window.comparing.window is not None
    assert window.comparing.window.only.isChecked()


def test_it_follows_the_report(shown: ComparisonWindow, session: Session, qtbot: QtBot) -> None:
    session.apply(SetCells("填", {NATURAL: 37}))
    qtbot.waitUntil(lambda: "一、本年新收·自然人|37|37|0|" in lines(shown))
    session.apply(detach())
    qtbot.waitUntil(lambda: lines(shown) == [])
    assert "没有附上年报告" in shown.sentence.text()
    assert not shown.print.isEnabled()


def test_enter_leads_to_the_cell(shown: ComparisonWindow, window: Window) -> None:
    only(shown)
    shown.table.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Return)
    page = window.stack.pages[3]
    assert isinstance(page, TablePage)
    assert window.number == 3
    assert page.view.current_cell() == NATURAL


def test_a_sentence_leads_to_its_paragraph(
    shown: ComparisonWindow, session: Session, window: Window, qtbot: QtBot
) -> None:
    session.apply(SetText("写", "overview", paragraphs(f"新写的第一段话。\n{WORDS}")))
    qtbot.waitUntil(lambda: lines(shown)[-1] == f"{WORDS}||||")
    assert lines(shown)[-2] == "文字：和去年一样的 1 句，共 2 句||||"
    shown.table.setCurrentCell(shown.table.rowCount() - 1, 0)
    press(Key.Key_Return)
    page = window.stack.pages[1]
    assert isinstance(page, ProsePage)
    assert page.editor.textCursor().blockNumber() == 1


def test_a_heading_leads_nowhere(shown: ComparisonWindow, window: Window) -> None:
    before = window.number
    shown.table.setCurrentCell(0, 0)
    press(Key.Key_Return)
    assert window.number == before


def test_all_of_it_is_copied_or_what_is_selected(shown: ComparisonWindow) -> None:
    only(shown)
    shown.table.setFocus()
    press(Key.Key_C, CONTROL)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0] == "项目\t2025 年\t2024 年\t增减\t增减比例"
    assert len(copied) == 4
    press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().splitlines()[1:] == [
        "一、本年新收·自然人\t42\t37\t+5\t+13.5%",
        "一、本年新收·其他\t1\t（未填）\t\t",
    ]


def test_it_is_spoken(shown: ComparisonWindow) -> None:
    only(shown)
    item = shown.table.item(1, 0)
    assert item is not None
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "一、本年新收政府信息公开申请数量，自然人，2025 年 42，2024 年 37，增减 +5"
    )


def test_preview_and_printer_and_pdf_show_the_same(
    shown: ComparisonWindow,
    window: Window,
    dialogs: FakeDialogs,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    only(shown)
    press(Key.Key_F2, CONTROL)
    preview = window.comparing.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.report is not None)
    assert preview.windowTitle() == "预览 - 与去年比较"
    window.output.print_dialogs = Stand(tmp_path / "印.pdf")
    shown.print.click()
    assert shown.note.text() == "已经交给打印机。"
    dialogs.save_path = tmp_path / "存.pdf"
    shown.pdf.click()
    qtbot.waitUntil(lambda: not window.output.exporter.busy_with)
    assert "已导出与去年比较 PDF" in window.notice.sentence.text()
    assert dialogs.proposed[0].name == "某局2025年与2024年数据比较.pdf"
    assert preview.report is not None
    number = len(preview.report.pages)
    for name in ("印", "存"):
        with pdfplumber.open(tmp_path / f"{name}.pdf") as read:
            assert len(read.pages) == number
    with pdfplumber.open(tmp_path / "存.pdf") as read:
        assert "+13.5%" in read.pages[0].extract_text()


def test_it_closes_with_the_report_and_by_escape(shown: ComparisonWindow, window: Window) -> None:
    assert shown.shut.isVisible()
    press(Key.Key_Escape)
    assert not shown.isVisible()
    window.comparing.show()
    assert shown.isVisible()
    window.desk._take(None)
    assert not shown.isVisible()
    assert not window.actions_.last_year.compare.isEnabled()


@pytest.mark.parametrize("size", [(760, 680), (480, 320)])
def test_everything_is_named_reached_whole_and_chinese(
    shown: ComparisonWindow, size: tuple[int, int]
) -> None:
    shown.resize(*size)
    assert unnamed(shown) == silent(shown) == cut_off(shown) == sideways(shown) == []
    assert foreign(shown) == set()
    assert unreached(shown, shown.table.setFocus) == []
