"""What stands around the pages: name and state, help, menus, sizes."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QToolBar
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Store
from gi_desktop.ui.output import Way
from gi_desktop.ui.window import Window
from tests.ui.filling import NATURAL, table_page
from tests.ui.hands import ALT, Key, keys, press, session_of, settle, texts, type_chinese


def test_the_top_shows_name_and_state(window: Window) -> None:
    assert window.top.name.full_text() == "未命名的报告"
    type_chinese("某局")
    assert window.top.name.full_text() == "某局"
    settle(window)
    assert window.top.state.text().startswith("✓ 已自动暂存 ")
    assert window.isWindowModified()


def test_the_help_follows_the_focus(window: Window, qtbot: QtBot) -> None:
    shown = window.side.help
    assert shown.title.text() == "机关名称"
    press(Key.Key_4, ALT)
    cell = session_of(window).form.cells[NATURAL.format("granted")]
    table_page(window).show_cell(cell.address)
    assert shown.title.text() == cell.row.label
    assert cell.row.help.text in texts(shown)
    # Who types cell after cell does not wait for it: it comes in a pause.
    keys("3")
    press(Key.Key_Return)
    assert table_page(window).view.current_cell() == NATURAL.format("partial")
    assert shown.title.text() == cell.row.label
    partial = session_of(window).form.cells[NATURAL.format("partial")].row
    qtbot.waitUntil(lambda: shown.title.text() == partial.label)


def test_the_right_side_folds_by_key(window: Window) -> None:
    press(Key.Key_F9)
    assert not window.side.isVisible()
    press(Key.Key_F9)
    assert window.side.isVisible()


def test_a_narrow_window_folds_what_it_has_no_room_for(window: Window, qtbot: QtBot) -> None:
    window.resize(910, 512)
    qtbot.waitUntil(lambda: not window.side.isVisible())
    assert window.list.compact
    press(Key.Key_F9)
    assert window.side.isVisible()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: not window.list.compact)
    assert window.side.isVisible()


def test_a_low_window_has_no_toolbar_until_it_is_high_again(window: Window, qtbot: QtBot) -> None:
    window.resize(1366, 400)
    qtbot.waitUntil(lambda: not window.toolbar.isVisible())
    assert not window.actions_.tools.isEnabled(), "there is no room to show it"
    window.resize(1366, 768)
    qtbot.waitUntil(window.toolbar.isVisible)
    assert window.actions_.tools.isEnabled()


def test_pages_are_made_at_their_first_visit(window: Window) -> None:
    assert list(window.pages) == [0]
    press(Key.Key_3, ALT)
    assert list(window.pages) == [0, 2]


def _entries(menu: QMenu) -> Iterator[str]:
    """The entries of a menu in their order, those of the menus in it included."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _entries(inner)
        elif not action.isSeparator():
            yield action.iconText()


def test_menu_and_toolbar_have_what_an_office_expects(window: Window) -> None:
    expected = [
        "新建",
        "打开",
        "保存",
        "另存为",
        "导入",
        "导出 Word",
        "导出 PDF",
        "预览",
        "打印",
        "退出",
    ]
    bar = window.findChild(QToolBar)
    assert bar is not None
    shown = [action.iconText() for action in bar.actions() if not action.isSeparator()]
    file = window.actions_.file
    offered = list(_entries(file))
    assert [text for text in shown if text in expected] == expected
    assert [text for text in offered if text in expected] == expected
    assert window.actions_.recent.menuAction() in file.actions()


@pytest.mark.parametrize("kept", ["garbage", "@ByteArray(\\x1\\xd9)", "@Invalid()", ""])
def test_damaged_settings_keep_no_window_from_opening(
    open_window: Callable[..., Window], store: Store, kept: str
) -> None:
    general = [f"{name}={kept}" for name in ("geometry", "text_size", "folder", "last_year")]
    parts = ("help", "preview", "comparison", "batch")
    lines = [f"[{part}]\ngeometry={kept}\nfit={kept}\nunits={kept}" for part in parts]
    ini = "\n".join(["[General]", *general, *lines, ""])
    store.folder.mkdir(parents=True, exist_ok=True)
    (store.folder / "window.ini").write_text(ini, encoding="utf-8")
    window = open_window()
    window.desk.new()
    window.output.start(Way.PREVIEW)
    window.actions_.help_whole.trigger()
    window.actions_.batch.trigger()
    window.comparing.show()
    assert window.size().isValid()


def test_the_size_is_remembered_in_the_data_folder(
    open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    first = open_window()
    first.resize(700, 500)
    first.close()
    assert (first.desk.store.folder / "window.ini").is_file()
    second = Window(first.desk.store, first._dialogs)
    qtbot.addWidget(second)
    assert second.size() == first.size()


def test_the_keys_are_listed_as_a_chapter_of_the_help(window: Window) -> None:
    window.actions_.keys.trigger()
    page = window.helping.page
    assert page is not None
    assert page.isVisible()
    current = page.contents.currentItem()
    assert current is not None
    assert current.text(0) == "按键一览"
    assert QApplication.activeModalWidget() is None
