"""The self-test with a screen: window and printing, and the window that shows the result."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gi_desktop import selftest as core
from gi_desktop.selftest import CHECKS, Outcome
from gi_desktop.ui import selftest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GI_DESKTOP_DATA", str(tmp_path / "data"))


def test_window_and_printing_pass(qtbot: object, tmp_path: Path) -> None:
    found = list(core.run(selftest.checks(), tmp_path))
    assert [outcome.name for outcome in found] == ["窗口", "打印"]
    assert all(outcome.passed for outcome in found), [str(outcome) for outcome in found]
    assert "4 页" in found[1].detail


def test_pages_that_cannot_be_painted_fail(
    qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "paint", lambda *_: False)
    (_, printing) = core.run(selftest.checks(), tmp_path)
    assert not printing.passed
    assert "画不出来" in printing.detail


def test_letters_without_chinese_fail(
    qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontMetrics, "inFontUcs4", lambda *_: False)
    (window, _) = core.run(selftest.checks(), tmp_path)
    assert "没有中文" in window.detail


def test_the_result_is_shown_copied_and_returned(
    qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[selftest.SelfTestDialog] = []

    def use(dialog: selftest.SelfTestDialog) -> int:
        assert dialog.done_button.hasFocus() or dialog.done_button.isDefault()
        QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
        shown.append(dialog)
        return 0

    monkeypatch.setattr(QDialog, "exec", use)
    code = core.main([])
    (dialog,) = shown
    assert code == 0
    assert dialog.sentence.text() == "✓ 通过：程序在这台电脑上可以正常使用。"
    copied = QGuiApplication.clipboard().text()
    for name, _ in CHECKS:
        assert f"通过　　{name}" in copied
    assert copied == (tmp_path / "data" / "selftest.txt").read_text(encoding="utf-8")


def test_what_is_wrong_is_in_the_sentence_and_in_the_exit_code(
    qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs: list[selftest.SelfTestDialog] = []

    def keep(dialog: selftest.SelfTestDialog) -> None:
        dialogs.append(dialog)

    monkeypatch.setattr(QDialog, "exec", keep)
    monkeypatch.setattr(selftest, "paint", lambda *_: False)
    assert core.main([]) == 1
    assert dialogs[0].sentence.text() == "✕ 不通过：打印有问题，见每一项的说明。"


def test_without_its_window_it_opens_none(qtbot: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_one(_dialog: QDialog) -> None:
        raise AssertionError("a window was opened")

    monkeypatch.setattr(QDialog, "exec", open_one)
    assert core.main(["--quiet"]) == 0


def test_each_check_appears_as_it_is_made(qtbot: object) -> None:
    dialog = selftest.SelfTestDialog()
    dialog.add(Outcome("甲", passed=True))
    dialog.add(Outcome("乙", passed=False, detail="坏了。"))
    assert dialog.lines.toPlainText() == "通过　　甲\n不通过　乙：坏了。"
    assert dialog.sentence.text() == selftest.WORKING


def test_the_process_leaves_no_temporary_file(tmp_path: Path) -> None:
    temporary = tmp_path / "temp"
    temporary.mkdir()
    environ = os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    command = [sys.executable, "-m", "gi_desktop", "--self-test", "--quiet"]
    done = subprocess.run(command, check=False, env=environ, cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert list(temporary.iterdir()) == []
