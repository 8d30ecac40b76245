"""Everything reached by keyboard, everything with a name, nothing cut off, all of it Chinese."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QFontMetrics
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QMenu, QWidget

from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.finding import Severity
from gi_desktop.report.model import Organ, Seal, Signature
from gi_desktop.report.prose import paragraphs
from gi_desktop.ui.actions import KEYS
from gi_desktop.ui.keeper import Keeping
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.sizing import LEAST
from gi_desktop.ui.window import Window
from gi_desktop.ui.zoom import SIZES as SIZES_OF_TEXT
from tests.ui.conftest import OpenWindow
from tests.ui.hands import session_of
from tests.ui.walking import (
    cut_off,
    foreign,
    out_of_order,
    overlapping,
    roll,
    settle,
    sideways,
    silent,
    sticking_out,
    tab_order,
    unnamed,
    unreached,
)

STEPS = range(8)
SIZES = [(1366, 768), (910, 512), (683, 384)]
"""A screen of 1366 × 768 at 100, 150 and 200 %."""
LINES = ("low", "high")


@pytest.fixture
def filled(window: Window) -> Window:
    """Long words everywhere, a signature so that its fields can be used, findings of all weights."""
    organ = Organ(name="某某省某某自治州某某县人民政府政务服务和数据管理局办公室")
    signature = Signature(name=organ.name, date="2026年2月30日", seal=Seal.SEALED)
    session = session_of(window)
    session.apply(SetFields("填", {"organ": organ, "signature": signature, "year": 2025}))
    session.apply(SetCells("填", {spec.address: 3 for spec in session.form.inputs}))
    session.apply(SetText("写", "overview", paragraphs("本年公开了许多信息。\n" * 150)))
    assert {found.severity for found in session.findings} == set(Severity)
    return window


@pytest.mark.parametrize("step", STEPS)
def test_every_control_has_a_name_and_is_reached_by_tab(filled: Window, step: int) -> None:
    filled.go(step)
    assert not unnamed(filled)
    assert not silent(filled)
    assert not unreached(filled, filled.list.setFocus)


@pytest.mark.parametrize("step", STEPS)
def test_tab_goes_down_each_page_and_the_right_side(filled: Window, step: int) -> None:
    filled.go(step)
    settle()
    assert not out_of_order(filled.pages[step])
    assert not out_of_order(filled.side.findings)
    side = tab_order(filled.side)
    if side:
        assert side[0] is filled.side.fold
        cards = [filled.side.findings.isAncestorOf(made) for made in side[1:]]
        assert cards[0], "from above the findings to the first of them"
        assert cards == sorted(cards, reverse=True), "then to the help below them"


@pytest.fixture
def lines(request: pytest.FixtureRequest) -> None:
    """How high the lines of the letters are: the bundled font's are low, those of Windows high."""
    if request.param == "high":
        request.getfixturevalue("tall_letters")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lines", LINES, indirect=True)
def test_no_text_is_cut_off(lines: None, filled: Window, size: tuple[int, int]) -> None:
    filled.resize(*size)
    for step in STEPS:
        filled.go(step)
        assert not cut_off(filled)
        assert not sideways(filled)
        assert not overlapping(filled)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_where_the_right_side_is_opened(
    filled: Window, size: tuple[int, int]
) -> None:
    filled.resize(*size)
    for step in STEPS[:-1]:
        filled.go(step)
        filled.actions_.side.setChecked(True)
        assert filled.side.isVisible()
        assert not cut_off(filled)
        assert not sticking_out(filled)
        assert not sideways(filled)
        assert not overlapping(filled)


@pytest.mark.parametrize("opened", ["replace", "reason", "keys", "about"])
def test_what_opens_beside_a_page_is_whole_named_and_reached(filled: Window, opened: str) -> None:
    filled.go(6)
    action: QAction = getattr(filled.actions_, opened)
    action.trigger()
    assert not unnamed(filled)
    assert not silent(filled)
    assert not unreached(filled, filled.list.setFocus)
    for size in SIZES:
        filled.resize(*size)
        action.trigger()
        assert not cut_off(filled)
        assert not sideways(filled)
        assert not overlapping(filled)


@pytest.fixture
def enlarged(filled: Window) -> Iterator[Window]:
    """The same in the largest text there is."""
    while filled.zoom.size < SIZES_OF_TEXT[-1]:
        filled.actions_.larger.trigger()
    yield filled
    filled.actions_.usual_size.trigger()


@pytest.mark.parametrize("size", SIZES[:2])
def test_nothing_is_cut_off_in_the_largest_text(enlarged: Window, size: tuple[int, int]) -> None:
    enlarged.resize(*size)
    for step in STEPS:
        enlarged.go(step)
        assert not cut_off(enlarged)
        assert not sideways(enlarged)
        assert not overlapping(enlarged)
    enlarged.desk._take(None)
    assert not cut_off(enlarged)
    assert not sideways(enlarged)


def test_the_smallest_window_cuts_nothing_off_in_the_largest_text(enlarged: Window) -> None:
    """The name of the next step is left out there; a screen reader has it all the same."""
    enlarged.resize(LEAST)
    for step in STEPS:
        enlarged.go(step)
        assert not cut_off(enlarged)
        assert not sticking_out(enlarged)
    enlarged.go(3)
    assert enlarged.foot.next.text() == "下一步"
    assert enlarged.foot.next.accessibleName().endswith("四、行政复议、行政诉讼情况")
    enlarged.resize(1366, 728)
    assert enlarged.foot.next.text().endswith("四、行政复议、行政诉讼情况")


def test_every_text_is_chinese(filled: Window) -> None:
    for step in STEPS:
        filled.go(step)
    assert not foreign(filled)


@pytest.mark.parametrize("step", [2, 3, 4])
def test_every_cell_has_a_name_and_says_how_it_stands(filled: Window, step: int) -> None:
    filled.go(step)
    page = filled.pages[step]
    assert isinstance(page, TablePage)
    session, model = session_of(filled), page.model
    names = []
    for spec in model.table.cells:
        index = model.index_of(spec.address)
        name = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        names.append(name)
        assert spec.name.split("·")[-1] in name
        marked = [found for found in session.findings if spec.address in found.cells]
        if any(found.severity is Severity.ERROR for found in marked):
            said = f"{name}{index.data(Qt.ItemDataRole.AccessibleDescriptionRole)}"
            assert marked[0].message in said
    assert len(set(names)) == len(names)
    table = QAccessible.queryAccessibleInterface(page.view)
    children = [table.child(number) for number in range(table.childCount())]
    cells = [child for child in children if child.role() == QAccessible.Role.Cell]
    told = {cell.text(QAccessible.Text.Name) for cell in cells}
    assert set(names) <= told


# Menus -------------------------------------------------------------------------------------------


def menus(inside: QWidget) -> Iterator[QAction]:
    """The actions in the menus of the window, those of menus in menus too."""
    for menu in inside.findChildren(QMenu):
        yield from menu.actions()


def test_every_action_has_a_place_in_a_menu(filled: Window) -> None:
    filled.go(3)
    placed = set(menus(filled.top.menus)) | set(menus(filled))
    for action in filled.actions():
        assert action in placed, action.text()


def test_every_button_of_the_toolbar_is_in_a_menu_too(filled: Window) -> None:
    placed = {action.text() for action in menus(filled)}
    for action in filled.toolbar.actions():
        assert action.isSeparator() or not action.text() or action.text() in placed


def test_no_letter_opens_two_entries_of_a_menu(filled: Window) -> None:
    filled.go(3)
    for menu in [filled.top.menus, *filled.findChildren(QMenu)]:
        letters = [
            action.text().partition("&")[2][:1].upper()
            for action in menu.actions()
            if "&" in action.text().replace("&&", "")
        ]
        assert len(letters) == len(set(letters)), f"{menu.objectName()} {letters}"


LOW_SCREEN = (683, 384 - 48)
"""What a screen of 1366 × 768 has at 200 %, less the taskbar."""


@pytest.mark.parametrize("lines", LINES, indirect=True)
def test_every_menu_is_seen_whole_on_a_low_screen_at_200_percent(
    lines: None, filled: Window
) -> None:
    for step in (0, 1, 3):
        filled.go(step)
        for menu in filled.findChildren(QMenu):
            menu.aboutToShow.emit()
            size = menu.sizeHint()
            assert size.height() <= LOW_SCREEN[1], menu.title()
            assert size.width() <= LOW_SCREEN[0], menu.title()
            assert len(columns(menu)) <= 1, menu.title()


def columns(menu: QMenu) -> set[int]:
    """Where the entries of a menu begin."""
    return {menu.actionGeometry(action).left() for action in menu.actions()}


def test_a_menu_that_is_too_high_all_the_same_scrolls_instead_of_wrapping(
    application: QApplication,
) -> None:
    menu = QMenu()
    for number in range(60):
        menu.addAction(f"第 {number} 项\tCtrl+Shift+F2")
    assert menu.sizeHint().height() > application.primaryScreen().size().height()
    assert len(columns(menu)) == 1


def whole_bar(window: Window) -> bool:
    """Whether every menu is seen in the bar, and nothing else of it is cut off."""
    settle()
    bar = window.top.menus
    last = bar.actionGeometry(bar.actions()[-1])
    whole = last.isValid() and bar.rect().contains(last)
    return whole and not cut_off(window.top) and not overlapping(window)


@pytest.mark.parametrize("failed", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_no_menu_falls_off_the_bar(filled: Window, size: tuple[int, int], *, failed: bool) -> None:
    filled.go(3)
    filled.resize(*size)
    if failed:
        filled.top.show_state(filled.session, Keeping(copy_failure="磁盘满了。"))
    assert whole_bar(filled)
    assert filled.top.name.isHidden() is (size[0] < 800)
    assert "状态：" in filled.top.stage_sign.accessibleName()


@pytest.mark.parametrize("size", SIZES[:2])
def test_menus_grow_with_the_text_and_stay_whole(enlarged: Window, size: tuple[int, int]) -> None:
    enlarged.go(3)
    enlarged.resize(*size)
    assert whole_bar(enlarged)
    for menu in (enlarged.top.menus, *enlarged.top.menus.findChildren(QMenu)):
        assert menu.fontMetrics().height() >= QFontMetrics(QApplication.font()).height()


# The wheel ---------------------------------------------------------------------------------------


def test_the_wheel_changes_no_choice_and_no_number(filled: Window) -> None:
    session = session_of(filled)
    rolled = 0
    for step in STEPS:
        filled.go(step)
        version = session.version
        for widget in filled.findChildren(QWidget):
            if not widget.isVisible():
                continue
            before = widget.currentIndex() if isinstance(widget, QComboBox) else None
            spun = widget.text() if isinstance(widget, QAbstractSpinBox) else None
            widget.setFocus()
            roll(widget)
            rolled += 1
            if isinstance(widget, QComboBox):
                assert widget.currentIndex() == before
            if isinstance(widget, QAbstractSpinBox):
                assert widget.text() == spun
        assert session.version == version
        assert filled.number == step
    assert rolled > len(STEPS)


# Keys --------------------------------------------------------------------------------------------


def test_no_key_is_given_twice(filled: Window) -> None:
    keys = [shortcut.toString() for action in filled.actions() for shortcut in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_no_shortcut_without_being_shown(filled: Window) -> None:
    """Each key of the window stands in a menu or in the list of keys."""
    told = "".join(keys for _, keys in KEYS)
    in_menus = {
        action for menu in filled.top.menus.findChildren(QWidget) for action in menu.actions()
    }
    for action in filled.actions():
        for shortcut in action.shortcuts()[:1]:
            assert action in in_menus or shortcut.toString() in told, action.text()


def test_the_start_page_is_reached_named_and_whole(open_window: OpenWindow) -> None:
    window = open_window()
    for size in SIZES:
        window.resize(*size)
        QApplication.processEvents()
        assert not cut_off(window)
        assert not sideways(window)
        assert not overlapping(window)
    assert not unnamed(window)
    assert not silent(window)
    assert not foreign(window)
    assert not unreached(window, window.start.setFocus)
