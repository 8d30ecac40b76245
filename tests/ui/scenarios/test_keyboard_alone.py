"""From the first page to the exported file without a mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gi_desktop.report.finding import Severity
from gi_desktop.ui.window import Window
from tests.ui.conftest import OpenWindow
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, SHIFT, Key, focused, keys, press, session_of, type_chinese
from tests.ui.scenarios.typing import go, tab_to

_MOUSE = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick}
)


class Mice(QObject):
    """Notes what a mouse does."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOUSE:
            self.seen.append(event.type())
        return False


@pytest.fixture
def mice() -> Mice:
    made = Mice()
    app = QGuiApplication.instance()
    assert app is not None
    app.installEventFilter(made)
    return made


def fill_in() -> None:
    """Everything a report needs, of an office without applications."""
    tab_to("机关名称")
    type_chinese("云溪市档案馆")
    tab_to("机关类型")
    for _ in range(4):
        press(Key.Key_Down)
    tab_to("报告年度")
    keys("2025")
    tab_to("电话")
    keys("0000-1234567")
    tab_to("写入前言")
    press(Key.Key_Space)
    tab_to("落款方式：不落款")
    press(Key.Key_Right)
    press(Key.Key_Right)
    tab_to("落款日期")
    keys("2026-1-16")
    press(Key.Key_Z, ALT | SHIFT)
    for number, text in (
        (2, "本年按照条例的要求公开政府信息。"),
        (6, "存在的问题：公开的目录不够细。改进情况：目录已经重新编排。"),
        (7, "本年没有收取信息处理费。"),
    ):
        go(number)
        type_chinese(text)


@pytest.mark.parametrize(
    "button, suffix", [("导出 Word 文档（DOCX）", ".docx"), ("导出 PDF", ".pdf")]
)
def test_a_report_is_begun_filled_in_and_exported(
    open_window: OpenWindow,
    dialogs: FakeDialogs,
    tmp_path: Path,
    qtbot: QtBot,
    mice: Mice,
    button: str,
    suffix: str,
) -> None:
    window = open_window()
    assert focused().isAncestorOf(window.start.new) or focused() is window.start.new
    tab_to("新建报告")
    press(Key.Key_Space)
    fill_in()
    errors = [f for f in session_of(window).findings if f.severity is Severity.ERROR]
    assert errors == []
    dialogs.save_path = tmp_path / f"年报{suffix}"
    go(8)
    tab_to(button)
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: not window.output.exporter.busy_with)
    data = dialogs.save_path.read_bytes()
    assert data.startswith(b"PK" if suffix == ".docx" else b"%PDF-")
    assert dialogs.told == []
    assert mice.seen == []


def test_the_export_has_a_key_on_every_page(
    window: Window, ended: Callable[[], str], dialogs: FakeDialogs, tmp_path: Path
) -> None:
    for number in range(1, 9):
        dialogs.save_path = tmp_path / f"{number}.docx"
        go(number)
        press(Key.Key_E, CONTROL)
        ended()
        assert dialogs.save_path.is_file()
