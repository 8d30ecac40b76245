"""The list of units that many reports are held against."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from gi_desktop.ui.batch.lines import Show
from gi_desktop.ui.batch.model import STATUS
from gi_desktop.ui.batch.units_dialog import UnitsDialog
from gi_desktop.ui.batch.window import BatchWindow
from gi_desktop.ui.window import Window
from tests.ui.batch.listing import shown, units
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import Key, compose, press, texts, type_chinese


def test_missing_units_are_listed_and_counted(checked: BatchWindow, qtbot: QtBot) -> None:
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    qtbot.waitUntil(dialog.text.hasFocus)
    type_chinese("教育局")
    press(Key.Key_Return)
    type_chinese("财政局")
    assert "2 个单位。" in texts(dialog)
    dialog.take.click()
    assert units(checked)[-1] == "财政局"
    checked.show_.setCurrentText(Show.MISSING.value)
    assert units(checked) == ["财政局"]
    assert shown(checked, 0, STATUS) == "缺"
    checked.show_.setCurrentText(Show.STRANGE.value)
    assert units(checked) == ["公安局", "民政局"]
    assert any("2024 年缺 1 个，名单以外 2 份。" in said for said in texts(checked))


def test_what_is_still_composed_belongs_to_the_list(checked: BatchWindow, qtbot: QtBot) -> None:
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    qtbot.waitUntil(dialog.text.hasFocus)
    compose("财政局")
    dialog.take.click()
    assert checked.units == ("财政局",)


def test_the_list_is_read_from_a_file_and_kept(
    checked: BatchWindow, window: Window, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.open_path = tmp_path / "名单.txt"
    dialogs.open_path.write_text("教育局\n财政局\n", encoding="gb18030")
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    dialog.from_file.click()
    assert dialog.names() == ("教育局", "财政局")
    dialog.take.click()
    again = BatchWindow(checked._settings, dialogs, window.desk.folders, window)
    assert again.units == ("教育局", "财政局")
    checked.use_units(())
    assert units(checked)[-1] == "民政局"


def test_a_file_that_is_no_list_is_refused_in_the_dialog(
    checked: BatchWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    checked.use_units(("教育局",))
    dialogs.open_path = tmp_path / "没有.txt"
    checked.pick_units.click()
    (dialog,) = checked.findChildren(UnitsDialog)
    dialog.from_file.click()
    assert any("没有.txt" in said for said in texts(dialog))
    assert dialog.names() == ("教育局",), "what stood there stays"
