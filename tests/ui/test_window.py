from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Store
from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, OrganKind
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Session
from gi_desktop.ui.output import Way
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.steps import State, states
from gi_desktop.ui.window import Window
from tests.ui.hands import (
    ALT,
    CONTROL,
    NONE,
    SHIFT,
    Key,
    compose,
    edit_menu,
    focused,
    keys,
    press,
    session_of,
    settle,
    texts,
    type_chinese,
)

NATURAL = "applications.{}.natural"


SAYS_ALL = (
    "主动公开、依申请公开、政府信息管理、公开平台、监督保障都写明了；"
    "公开的及时性还不够，正在改进；没有收取信息处理费。"
)
"""What no rule asks more of, in any section."""


def fill_everything(session: Session) -> None:
    """Fill in all of the form, without a fault."""
    organ = Organ(name="某局", kind=OrganKind.DEPARTMENT, telephone="0000-1")
    session.apply(SetFields("准备", {"organ": organ, "year": 2025}))
    session.apply(SetCells("准备", {spec.address: 0 for spec in session.form.inputs}))
    for text_id in session.form.texts:
        session.apply(SetText("准备", text_id, paragraphs(SAYS_ALL)))


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def show_all() -> None:
    """Let layouts ask for paints, and these for layouts."""
    for _ in range(3):
        QApplication.processEvents()


def table_page(window: Window) -> TablePage:
    page = window.pages[window.number]
    assert isinstance(page, TablePage)
    return page


# Steps ----------------------------------------------------------------------------------------


def test_the_steps_are_those_of_the_form(window: Window) -> None:
    names = [window.list.item(number).text() for number in range(window.list.count())]
    sections = [section.name for section in session_of(window).form.sections]
    assert names == ["基本信息", *sections, "核对与导出"]


@pytest.mark.parametrize(
    "key, kind",
    [
        (Key.Key_1, BasicsPage),
        (Key.Key_2, ProsePage),
        (Key.Key_4, TablePage),
        (Key.Key_8, FinishPage),
    ],
)
def test_alt_and_a_digit_lead_to_a_step(window: Window, key: Qt.Key, kind: type) -> None:
    press(key, ALT)
    assert window.number == key - Key.Key_1
    assert isinstance(window.pages[window.number], kind)
    assert window.pages[window.number].isAncestorOf(focused())


def test_next_and_previous_by_key_and_by_button(window: Window) -> None:
    press(Key.Key_PageDown, CONTROL)
    assert window.number == 1
    QTest.mouseClick(window.foot.next, Qt.MouseButton.LeftButton)
    assert window.number == 2
    press(Key.Key_PageUp, CONTROL)
    QTest.mouseClick(window.foot.previous, Qt.MouseButton.LeftButton)
    assert window.number == 0
    assert not window.foot.previous.isEnabled()


def test_the_foot_names_where_one_is_and_what_comes(window: Window) -> None:
    window.go(3)
    assert window.foot.count.text() == "第 4 步，共 8 步"
    assert session_of(window).form.sections[3].name in window.foot.next.text()
    window.go(7)
    assert not window.foot.next.isVisible()


def test_a_click_in_the_list_leads_to_the_page(window: Window) -> None:
    rect = window.list.visualItemRect(window.list.item(4))
    QTest.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, NONE, rect.center())
    assert window.number == 4
    assert window.pages[4].isAncestorOf(focused())


def test_arrows_in_the_list_show_pages_and_keep_the_focus(window: Window) -> None:
    window.list.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert window.number == 2
    assert window.list.hasFocus()
    press(Key.Key_Return)
    assert table_page(window).view.hasFocus()


def test_f6_goes_round_the_parts(window: Window) -> None:
    press(Key.Key_F6)
    assert window.side.isAncestorOf(focused())
    press(Key.Key_F6)
    assert window.toolbar.isAncestorOf(focused())
    press(Key.Key_F6)
    assert window.list.hasFocus()
    press(Key.Key_F6)
    assert window.pages[0].isAncestorOf(focused())
    press(Key.Key_F6, SHIFT)
    assert window.list.hasFocus()


def test_step_names_are_never_cut(window: Window) -> None:
    for number in range(window.list.count()):
        rect = window.list.visualItemRect(window.list.item(number))
        hint = window.list.sizeHintForRow(number)
        assert rect.height() >= hint
    assert not window.list.verticalScrollBar().isVisible()


# States ---------------------------------------------------------------------------------------


def test_an_empty_report_is_untouched_not_wrong(window: Window) -> None:
    assert set(states(session_of(window))) == {State.OPEN}


def test_everything_filled_in_is_done(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    assert set(states(session)) == {State.DONE}
    text = window.list.item(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.endswith("已填好")


def test_other_words_at_a_step_are_said_and_not_painted(window: Window) -> None:
    session, item = session_of(window), window.list.item(3)
    fill_everything(session)
    session.apply(SetCells("错", {NATURAL.format("received"): 1}))
    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
    show_all()
    painted = Painted(window.list.viewport())
    session.apply(SetCells("错", {NATURAL.format("received"): 2}))
    show_all()
    assert not painted.count
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) != said
    assert "第一项 2＋" in item.toolTip()
    session.apply(SetCells("改正", {NATURAL.format("received"): 0}))
    show_all()
    assert painted.count


def test_a_fault_shows_at_its_step_and_goes_when_mended(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    session.apply(SetCells("错", {NATURAL.format("received"): 1}))
    expected = [State.DONE] * 7
    expected[3] = State.ERROR
    assert states(session) == (*expected, State.OPEN)
    session.undo()
    assert set(states(session)) == {State.DONE}


def test_a_section_that_says_nothing_is_wrong_not_untouched(window: Window) -> None:
    session = session_of(window)
    session.apply(SetText("写", "problems", paragraphs("无")))
    assert states(session)[5] is State.ERROR


# Findings -------------------------------------------------------------------------------------


def break_one(window: Window) -> None:
    """Type table three wrong: one request that never came to an end."""
    fill_everything(session_of(window))
    press(Key.Key_4, ALT)
    table_page(window).show_cell(NATURAL.format("received"))
    keys("1")
    press(Key.Key_Return)


def test_a_fault_typed_is_told_marked_and_gone_when_mended(window: Window) -> None:
    break_one(window)
    session = session_of(window)
    (card,) = window.side.findings.cards()
    assert card.finding is not None
    assert "自然人" in card.finding.message
    assert NATURAL.format("received") in card.finding.cells
    assert window.side.counts.text().startswith("错误 1")
    table_page(window).show_cell(NATURAL.format("received"))
    keys("0")
    press(Key.Key_Return)
    assert session.findings == ()
    assert window.side.findings.cards() == []


def test_a_click_on_a_finding_leads_to_the_cell_from_another_page(window: Window) -> None:
    break_one(window)
    press(Key.Key_2, ALT)
    (card,) = window.side.findings.cards()
    assert card.finding is not None
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert window.number == 3
    assert table_page(window).view.current_cell() in card.finding.cells
    assert table_page(window).view.hasFocus()


def test_a_click_on_an_empty_text_leads_into_its_editor(window: Window) -> None:
    cards = window.side.findings.cards()
    card = next(card for card in cards if card.finding and card.finding.text == "problems")
    assert card.go.text() == "去填写"
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert window.number == 5
    page = window.pages[5]
    assert isinstance(page, ProsePage)
    assert page.editor.hasFocus()


def test_a_year_that_differs_leads_to_the_field(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    session.apply(SetFields("错", {"title": "某局2024年政府信息公开工作年度报告"}))
    press(Key.Key_8, ALT)
    press(Key.Key_F8)
    page = window.pages[0]
    assert window.number == 0
    assert isinstance(page, BasicsPage)
    assert page.edits["year"].hasFocus()


def test_f8_goes_round_all_findings(window: Window) -> None:
    seen = []
    for _ in range(len(session_of(window).findings) + 1):
        press(Key.Key_F8)
        seen.append(window.number)
    assert seen == [1, 2, 3, 4, 5, 6, 1]
    press(Key.Key_F8, SHIFT)
    assert window.number == 6


def test_f8_begins_at_the_page_one_is_on(window: Window) -> None:
    press(Key.Key_5, ALT)
    press(Key.Key_F8)
    assert window.number == 4


def test_f8_says_so_where_nothing_is_wrong(window: Window) -> None:
    fill_everything(session_of(window))
    press(Key.Key_F8)
    assert window.notice.isVisible()
    assert window.notice.sentence.text() == "没有发现问题。"


def test_the_certain_mend_is_offered_and_made_by_one_click(window: Window) -> None:
    session = session_of(window)
    fill_everything(session)
    # One cell was left 0: its typed row total and column total both say 1.
    typed = (NATURAL.format("received"), NATURAL.format("total"), "applications.granted.total")
    session.apply(SetCells("错", dict.fromkeys(typed, 1)))
    found = session.findings
    mends = [finding.mend for finding in found if finding.mend is not None]
    assert {mend.cell for mend in mends} == {NATURAL.format("granted")}
    press(Key.Key_4, ALT)
    card = window.side.findings.cards()[0]
    assert card.mend.isVisible()
    assert card.mend.text() == f"改为 {mends[0].value}"
    QTest.mouseClick(card.mend, Qt.MouseButton.LeftButton)
    assert session.findings == ()
    session.undo()
    assert session.findings == found


def test_no_code_is_on_the_screen(window: Window) -> None:
    break_one(window)
    for card in window.side.findings.cards():
        assert card.finding is not None
        assert card.finding.code not in card.accessibleName() + card.go.text()


# Undo across pages ------------------------------------------------------------------------------


def test_undo_and_redo_cross_pages(window: Window) -> None:
    session = session_of(window)
    start = session.report
    type_chinese("某局")
    press(Key.Key_2, ALT)
    type_chinese("总体情况")
    press(Key.Key_4, ALT)
    keys("7")
    press(Key.Key_Return)
    full = session.report
    press(Key.Key_8, ALT)
    for _ in range(3):
        press(Key.Key_Z, CONTROL)
    assert session.report == start
    assert not window.actions_.undo.isEnabled()
    for _ in range(3):
        press(Key.Key_Y, CONTROL)
    assert session.report == full


def test_undo_in_a_field_is_the_reports(window: Window) -> None:
    keys("abc")
    press(Key.Key_Tab)
    press(Key.Key_Tab, SHIFT)
    keys("def")
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    press(Key.Key_Z, CONTROL)
    assert page.edits["name"].text() == "abc"
    press(Key.Key_Z, CONTROL)
    press(Key.Key_Z, CONTROL)
    assert page.edits["name"].text() == ""


def test_the_menu_names_what_would_be_undone(window: Window) -> None:
    type_chinese("某局")
    assert edit_menu(window)[0].startswith("撤销“修改机关名称”")
    press(Key.Key_Z, CONTROL)
    assert edit_menu(window)[1].startswith("重做“修改机关名称”")


def test_a_composition_is_committed_by_leaving_the_page(window: Window) -> None:
    press(Key.Key_2, ALT)
    compose("zongti")
    press(Key.Key_PageDown, CONTROL)
    text = session_of(window).report.text("overview")
    assert [paragraph.resolve(lambda _cell: None) for paragraph in text] == ["zongti"]


def test_a_composition_in_a_field_is_committed_by_leaving_the_page(window: Window) -> None:
    compose("moju")
    press(Key.Key_PageDown, CONTROL)
    assert session_of(window).report.organ.name == "moju"


# The frame --------------------------------------------------------------------------------------


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
