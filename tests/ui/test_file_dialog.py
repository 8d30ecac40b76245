"""Qt's own file dialog, for systems that have none; where it begins; what opens a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gi_desktop.ui.desk import Desk
from gi_desktop.ui.dialogs import QtDialogs
from gi_desktop.ui.folders import Folders
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import settle


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_qts_own_file_dialog_is_chinese(
    application: QApplication, qtbot: QtBot, tmp_path: Path, mode: QFileDialog.AcceptMode
) -> None:
    dialog = QFileDialog(None, "打开草稿", str(tmp_path), "草稿 (*.xxgk)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    qtbot.addWidget(dialog)
    shown = [part.text() for part in dialog.findChildren(QLabel)]
    shown += [part.text() for part in dialog.findChildren(QAbstractButton)]
    shown += [part.toolTip() for part in dialog.findChildren(QAbstractButton)]
    assert len(set(shown)) > 6
    assert [text for text in shown if text.isascii() and text] == []


def test_a_folder_is_called_so_in_chinese(application: QApplication, tmp_path: Path) -> None:
    from PySide6.QtCore import QFileInfo

    assert QFileIconProvider().type(QFileInfo(str(tmp_path))) == "文件夹"


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_the_first_folder_is_one_that_exists(
    settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "文档"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    assert Folders(settings).first() == Path.home()
    documents.mkdir()
    assert Folders(settings).first() == documents


def test_the_last_folder_is_remembered_while_it_exists(settings: QSettings, tmp_path: Path) -> None:
    used = tmp_path / "年报"
    used.mkdir()
    Folders(settings).use(used / "a.xxgk")
    assert Folders(settings).first() == used
    used.rmdir()
    assert Folders(settings).first() != used


def test_saving_in_a_folder_makes_it_the_first_one(
    window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    folder = tmp_path / "年报"
    folder.mkdir()
    dialogs.save_path = folder / "a.xxgk"
    assert window.desk.save_as()
    settle(window)
    again = Desk(window.desk.store, dialogs)
    assert again.folders.first() == folder


@pytest.mark.parametrize("opens", [True, False])
def test_the_system_is_asked_for_a_file_whatever_its_name(
    application: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opens: bool,
) -> None:
    asked: list[str] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return opens

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    parent = QWidget()
    qtbot.addWidget(parent)
    path = tmp_path / "某局 2025年 100%#1 报告.pdf"
    assert QtDialogs(parent).open_document(path) is opens
    assert QtDialogs(parent).open_folder(tmp_path) is opens
    assert asked == [str(path), str(tmp_path)]
