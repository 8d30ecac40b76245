"""The open window: from a key in a text of 30 paragraphs to all of it painted."""

import statistics
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.window import Window
from tests.bench.bench_keys import (
    PRESSES,
    SIZE,
    WARM_UP,
    app,
    centile,
    focused,
    pressing,
    settle,
    window,
)
from tests.bench.measuring import beside, report

__all__ = ["app", "window"]  # fixtures
CELL = "applications.received.natural"
STROKES = (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_Backspace, Qt.Key.Key_1, Qt.Key.Key_Left)


def text() -> Text:
    """30 paragraphs: ten headings, twenty of body with a reference each."""
    made: list[Paragraph] = []
    for number in range(10):
        made.append(Paragraph.of(f"（{'一二三四五六七八九十'[number]}）主动公开政府信息", 2))
        words = "本机关落实政府信息公开条例，通过网站发布信息" * 3
        body = (TextRun(text=words), CellRun(cell=CELL), TextRun(text="件，都已答复。"))
        made += [Paragraph(runs=body), Paragraph(runs=body)]
    return tuple(made)


def test_a_key_in_a_text_of_thirty_paragraphs(app: QApplication, window: Window) -> None:
    window.desk.new()
    session = window.session
    assert session is not None
    session.apply(SetCells("填", {CELL: 41}))
    session.apply(SetText("写", "overview", text()))
    window.go(1)
    page = window.pages[1]
    assert isinstance(page, ProsePage)
    page.editor.go_to_paragraph(15)
    page.editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    settle(app)
    keys = cycle(STROKES)
    taken = [pressing(app, keys, focused) for _ in range(WARM_UP + PRESSES)]
    measured = taken[WARM_UP:]
    assert len(session.report.text("overview")) == 30
    print(f"\n{statistics.median(measured) * 1000:.2f} ms in the middle,", end="")
    print(f" {max(measured) * 1000:.2f} ms at most")
    p99 = centile(measured)
    met = report(f"a key in a text of 30 paragraphs, 99th percentile of {PRESSES}", p99, 16, "ms")
    beside("a bare QTextEdit with the same text", bare(app), p99, "ms")
    assert met


def bare(app: QApplication) -> float:
    """Return the same for a text field of bare PySide6."""
    edit = QTextEdit()
    edit.setPlainText("\n".join(paragraph.resolve(lambda _: 41) for paragraph in text()))
    edit.resize(*SIZE)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    settle(app)
    keys = cycle(STROKES)
    taken = [pressing(app, keys, lambda: edit) for _ in range(PRESSES)]
    edit.close()
    return centile(taken)
