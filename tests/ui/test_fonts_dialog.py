"""文档字体: the choice of fonts by keyboard, with samples, remembered between starts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.document.fonts import MAIN, FontChoice, FontSet, Role
from gi_desktop.ui.font_choice import load_choices, save_choices
from gi_desktop.ui.fonts_dialog import FontRow, FontsDialog
from tests.document.made_fonts import bundled, collection, file, named
from tests.ui.hands import SHIFT, Key, focused, press

Open = Callable[..., FontsDialog]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A PC that has two of the fonts, under names of the user's own."""
    made = tmp_path / "fonts"
    made.mkdir()
    file(made / "1.ttf", named("FangSong_GB2312", "仿宋_GB2312", Role.TABLE))
    file(made / "2.ttf", named("SimHei", "黑体", Role.TITLE))
    return made


@pytest.fixture
def open_dialog(application: QApplication, qtbot: QtBot, folder: Path) -> Open:
    def opened(
        choices: dict[Role, FontChoice] | None = None, picked: Path | None = None
    ) -> FontsDialog:
        dialog = FontsDialog(FontSet.discover((folder,), choices), lambda: picked)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def row_of(dialog: FontsDialog, role: Role) -> FontRow:
    return next(row for row in dialog.rows if row.role is role)


def items(row: FontRow) -> list[str]:
    return [row.combo.itemText(number) for number in range(row.combo.count())]


def picture(row: FontRow) -> QImage:
    return row.sample.grab().toImage()


def dark(image: QImage) -> int:
    """How many dark points a picture has."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y).lightness() < 128 for x, y in points)


def test_it_says_what_serves_now_and_what_else_there_is(open_dialog: Open) -> None:
    dialog = open_dialog()
    assert items(row_of(dialog, Role.BODY)) == [
        "自动：仿宋_GB2312",
        "仿宋_GB2312",
        "黑体",
        "随程序附带的仿宋",
    ]
    assert items(row_of(dialog, Role.TITLE)) == ["自动：随程序附带的小标宋", "黑体", "仿宋_GB2312"]
    assert dialog.choices() == {}


def test_fonts_that_cannot_be_used_are_named_with_the_reason(
    open_dialog: Open, folder: Path
) -> None:
    assert not open_dialog().refused.isVisible()
    closed = named("FZXiaoBiaoSong-B05S", "方正小标宋简体", Role.TITLE)
    closed["OS/2"].fsType = 2
    file(folder / "closed.ttf", closed)
    for number in range(7):
        (folder / f"broken{number}.ttf").write_bytes(b"?")
    said = open_dialog().refused
    assert said.isVisible()
    assert "“broken0.ttf”" in said.text()
    assert said.text().endswith("；另有 2 个。")
    for number in range(7):
        (folder / f"broken{number}.ttf").unlink()
    assert "“closed.ttf”字体不允许嵌入文件。" in open_dialog().refused.text()


def test_a_font_is_chosen_by_keyboard_and_the_sample_follows(open_dialog: Open) -> None:
    dialog = open_dialog()
    title = row_of(dialog, Role.TITLE)
    assert focused() is title.combo
    before, others = picture(title), [picture(row) for row in dialog.rows[1:]]
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert title.combo.currentText() == "仿宋_GB2312"
    after = picture(title)
    assert after != before
    assert dark(after) < dark(before)  # light type instead of bold
    assert [picture(row) for row in dialog.rows[1:]] == others
    assert "仿宋_GB2312" in title.sample.accessibleName()
    press(Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    (choice,) = dialog.choices().values()
    assert choice.path.name == "1.ttf"


def test_every_sample_is_painted_and_none_is_cut(open_dialog: Open) -> None:
    dialog = open_dialog()
    for row in dialog.rows:
        image = picture(row)
        assert dark(image) > 100
        right = [image.pixelColor(image.width() - 6, y).lightness() for y in range(image.height())]
        assert min(right[4:-4]) > 200


def test_tab_goes_through_all_of_it(open_dialog: Open) -> None:
    dialog = open_dialog()
    expected: list[QWidget] = [widget for row in dialog.rows for widget in (row.combo, row.file)]
    expected += [dialog.reset, dialog.done_button, dialog.cancel]
    reached = []
    for _ in expected:
        reached.append(focused())
        press(Key.Key_Tab)
    assert reached == expected
    assert focused() is expected[0]
    press(Key.Key_Tab, SHIFT)
    assert focused() is dialog.cancel


def test_everything_has_a_name(open_dialog: Open) -> None:
    dialog = open_dialog()
    for row in dialog.rows:
        for widget in (row.combo, row.file, row.sample):
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name).strip()
    assert len({row.file.accessibleName() for row in dialog.rows}) == len(MAIN)


@pytest.mark.parametrize("width, height", [(680, 680), (600, 300)])
def test_nothing_is_cut_off(width: int, height: int, open_dialog: Open) -> None:
    dialog = open_dialog()
    dialog.resize(width, height)
    QApplication.processEvents()
    buttons: list[QPushButton | QLabel] = [*dialog.findChildren(QPushButton)]
    for shown in (*buttons, *dialog.findChildren(QLabel)):
        if isinstance(shown, QLabel) and shown.wordWrap():
            assert shown.height() >= shown.heightForWidth(shown.width())
        else:
            metrics = QFontMetrics(shown.font())
            assert metrics.horizontalAdvance(shown.text()) <= shown.width(), shown.text()
    for row in dialog.rows:
        metrics = QFontMetrics(row.combo.font())
        assert metrics.horizontalAdvance(row.combo.currentText()) <= row.combo.width() - 40


def test_a_focused_row_below_the_edge_comes_into_sight(open_dialog: Open) -> None:
    dialog = open_dialog()
    dialog.resize(600, 300)
    for _ in range(8):
        press(Key.Key_Tab)
    table = row_of(dialog, Role.TABLE)
    assert focused() is table.combo
    assert not table.combo.visibleRegion().isEmpty()


def test_a_file_from_anywhere_can_be_chosen(open_dialog: Open, tmp_path: Path) -> None:
    path = collection(tmp_path / "two.ttc", named("Other"), named("X", "文星楷体", Role.LEVEL2))
    dialog = open_dialog(picked=path)
    row = row_of(dialog, Role.LEVEL2)
    row.file.setFocus()
    press(Key.Key_Space)
    assert row.combo.currentText() == "文星楷体"
    assert dialog.choices() == {Role.LEVEL2: FontChoice(path, 1)}
    press(Key.Key_Space)
    assert items(row).count("文星楷体") == 1


def test_a_file_that_cannot_be_used_changes_nothing_and_is_told(
    open_dialog: Open, tmp_path: Path
) -> None:
    path = file(tmp_path / "latin.ttf", named("Latin"))
    dialog = open_dialog(picked=path)
    row = row_of(dialog, Role.BODY)
    row.file.click()
    assert row.note.isVisible()
    assert "“latin.ttf”不能用" in row.note.text()
    assert dialog.choices() == {}


def test_leaving_the_question_for_a_file_changes_nothing(open_dialog: Open) -> None:
    dialog = open_dialog(picked=None)
    dialog.rows[0].file.click()
    assert dialog.choices() == {}
    assert not dialog.rows[0].note.isVisible()


def test_a_font_for_tables_that_lacks_characters_is_refused(
    open_dialog: Open, tmp_path: Path
) -> None:
    font = named("Partial", "残缺体", Role.BODY)
    for table in font["cmap"].tables:
        table.cmap.pop(ord("政"), None)
    path = file(tmp_path / "partial.ttf", font)
    dialog = open_dialog(picked=path)
    row_of(dialog, Role.TABLE).file.click()
    assert "缺少 1 个常用汉字" in row_of(dialog, Role.TABLE).note.text()
    body = row_of(dialog, Role.BODY)
    body.file.click()
    assert "缺 1 个常用字" in body.note.text()
    assert dialog.choices() == {Role.BODY: FontChoice(path)}
    assert dark(picture(body)) > 100


def test_a_choice_whose_file_is_gone_stays_and_is_told(open_dialog: Open, tmp_path: Path) -> None:
    gone = {Role.TITLE: FontChoice(tmp_path / "usb" / "小标宋.ttf")}
    dialog = open_dialog(gone)
    row = row_of(dialog, Role.TITLE)
    assert row.combo.currentText() == "小标宋.ttf（不能用）"
    assert "文件不见了" in row.note.text()
    assert dialog.choices() == gone
    assert "随程序附带的小标宋" in row.sample.accessibleName()


def test_a_bundled_font_can_be_preferred(open_dialog: Open, settings: QSettings) -> None:
    dialog = open_dialog()
    row = row_of(dialog, Role.BODY)
    row.combo.setFocus()
    before = picture(row)
    press(Key.Key_End)
    assert row.combo.currentText() == "随程序附带的仿宋"
    assert picture(row) != before
    save_choices(settings, dialog.choices())
    assert settings.value("fonts/fangsong") == "bundled"
    again = open_dialog(load_choices(settings))
    assert row_of(again, Role.BODY).combo.currentText() == "随程序附带的仿宋"
    assert FontSet.discover((), again.choices()).source(Role.BODY).bundled


def test_all_can_be_automatic_again(open_dialog: Open, folder: Path) -> None:
    dialog = open_dialog({Role.TITLE: FontChoice(folder / "1.ttf")})
    automatic = picture(row_of(open_dialog(), Role.TITLE))
    row = row_of(dialog, Role.TITLE)
    assert row.combo.currentText() == "仿宋_GB2312"
    assert picture(row) != automatic
    dialog.activateWindow()
    dialog.reset.setFocus()
    dialog.reset.click()
    assert dialog.choices() == {}
    assert row.combo.currentText().startswith("自动")
    assert picture(row) == automatic


def test_escape_leaves(open_dialog: Open) -> None:
    dialog = open_dialog()
    press(Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_a_font_that_vanishes_while_the_dialog_is_open_is_told(
    open_dialog: Open, folder: Path
) -> None:
    dialog = open_dialog()
    (folder / "2.ttf").unlink()
    row = row_of(dialog, Role.TITLE)
    row.combo.setCurrentIndex(row.combo.findText("黑体"))
    assert "文件不见了" in row.note.text()
    assert dark(picture(row)) > 100


# Remembered ---------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_choices_are_remembered(settings: QSettings, tmp_path: Path) -> None:
    assert load_choices(settings) == {}
    choices = {
        Role.TITLE: FontChoice(tmp_path / "字体, 一.ttc", 1),
        Role.BODY: FontChoice(Path("仿宋.ttf")),
    }
    save_choices(settings, choices)
    settings.sync()
    again = QSettings(settings.fileName(), QSettings.Format.IniFormat)
    assert load_choices(again) == choices
    save_choices(again, {})
    assert load_choices(again) == {}


@pytest.mark.parametrize("file, number", [("", "0"), ("a.ttf", "x"), (["a", "b"], "0")])
def test_an_entry_that_makes_no_sense_is_automatic(
    file: object, number: str, settings: QSettings
) -> None:
    settings.setValue("fonts/title", file)
    settings.setValue("fonts/title-number", number)
    assert load_choices(settings) == {}


def test_the_bundled_fonts_alone_are_enough(application: QApplication, qtbot: QtBot) -> None:
    dialog = FontsDialog(FontSet.discover(()), lambda: bundled(Role.LEVEL1))
    qtbot.addWidget(dialog)
    assert all(items(row) == [row.combo.currentText()] for row in dialog.rows)
    assert all("随程序附带" in row.combo.currentText() for row in dialog.rows)
    dialog.rows[0].file.click()
    assert dialog.choices() == {Role.TITLE: FontChoice(bundled(Role.LEVEL1))}
