from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from gi_desktop.report.days import chinese_date
from gi_desktop.report.edits import SetFields, SetText
from gi_desktop.report.model import Organ, OrganKind, Period, Scope, Seal, Signature
from gi_desktop.report.prose import paragraphs, plain_text
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.steps import State, doubts, states
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import ALT, CONTROL, SHIFT, Key, keys, press, session_of, texts, type_chinese

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: Window) -> BasicsPage:
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    return page


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, _LEFT, pos=QPoint(8, button.height() // 2))


def enter(page: BasicsPage, field: str, text: str) -> None:
    page.edits[field].setFocus()
    type_chinese(text)


def preface(window: Window) -> str:
    session = session_of(window)
    return plain_text(session.report.text(session.form.preface), session.sheet.value)


@pytest.mark.parametrize("field", ["name", "website", "address", "postcode", "telephone", "email"])
def test_a_field_of_the_organ_is_its_own_step_of_undo(
    window: Window, page: BasicsPage, field: str
) -> None:
    enter(page, field, "甲")
    type_chinese("乙")
    assert getattr(session_of(window).report.organ, field) == "甲乙"
    session_of(window).undo()
    assert getattr(session_of(window).report.organ, field) == ""
    assert page.edits[field].text() == ""


def test_two_fields_are_two_steps(window: Window, page: BasicsPage) -> None:
    enter(page, "name", "某局")
    enter(page, "address", "某路")
    session_of(window).undo()
    organ = session_of(window).report.organ
    assert (organ.name, organ.address) == ("某局", "")


def test_all_fields_are_reached_by_tab(window: Window, page: BasicsPage) -> None:
    page.edits["name"].setFocus()
    reached = set()
    for _ in range(40):
        reached.add(QApplication.focusWidget())
        press(Key.Key_Tab)
    expected = {*page.edits.values(), page.kind, page.write_preface, page.preface}
    # What belongs to a signature can be reached once there is one.
    expected -= {page.edits["signed_by"], page.edits["signed_on"]}
    assert expected <= reached


def test_a_field_too_long_shows_its_beginning_and_goes_on_at_its_end(
    window: Window, page: BasicsPage
) -> None:
    website = page.edits["website"]
    website.setFocus()
    keys("www." + 40 * "long")
    end = website.cursorPosition()
    press(Key.Key_Tab)
    assert website.cursorPosition() == 0
    website.setFocus()
    assert website.cursorPosition() == end, "what is typed goes on there"
    press(Key.Key_Tab)
    session_of(window).apply(SetFields("改", {"organ": Organ(website="x" * 200)}))
    assert website.cursorPosition() == 0


def test_kind_and_scope_are_chosen(window: Window, page: BasicsPage) -> None:
    page.kind.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert session_of(window).report.organ.kind is OrganKind.GOVERNMENT
    click(page.scopes.buttons[Scope.AGGREGATED])
    assert session_of(window).report.scope is Scope.AGGREGATED
    session_of(window).undo()
    assert page.scopes.buttons[Scope.OWN].isChecked()


def test_the_wheel_never_changes_a_choice(window: Window, page: BasicsPage) -> None:
    page.kind.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.kind, wheel)
    assert session_of(window).report.organ.kind is OrganKind.UNKNOWN


@pytest.mark.parametrize(
    "typed, year", [("2024", 2024), ("2024年", 2024), (" 2024", 2024), ("24", None), ("1999", None)]
)
def test_the_year_is_four_digits_or_a_note_says_so(
    window: Window, page: BasicsPage, typed: str, year: int | None
) -> None:
    enter(page, "year", typed)
    assert session_of(window).report.year == year
    assert bool(page.year_note.text()) == (year is None)
    assert page.edits["year"].text() == typed


def test_the_title_follows_organ_and_year_until_one_is_typed(
    window: Window, page: BasicsPage
) -> None:
    enter(page, "name", "某局")
    enter(page, "year", "2024")
    usual = session_of(window).report.usual_title(session_of(window).form)
    assert page.edits["title"].placeholderText() == usual
    assert "某局2024年" in usual
    enter(page, "title", "另一个标题")
    assert session_of(window).report.title == "另一个标题"
    assert usual in page.title_note.text()


def test_another_period_is_shown_and_can_be_put_right(window: Window, page: BasicsPage) -> None:
    period = Period(start=date(2024, 1, 1), end=date(2024, 6, 30))
    session_of(window).apply(SetFields("准备", {"period": period, "year": 2024}))
    assert "2024年6月30日" in page.period_note.text()
    click(page.whole_year)
    assert session_of(window).report.period is None
    assert "2024年12月31日" in page.period_note.text()
    assert not page.whole_year.isVisible()


# The preface ------------------------------------------------------------------------------------


def test_a_preface_has_the_facts_that_are_filled_in_and_no_others(
    window: Window, page: BasicsPage
) -> None:
    enter(page, "name", "某局")
    enter(page, "year", "2024")
    enter(page, "telephone", "0000-1")
    click(page.write_preface)
    text = preface(window)
    assert "国办公开办函〔2021〕30号" in text
    assert "2024年1月1日" in text
    assert "2024年12月31日" in text
    assert "电话：0000-1" in text
    assert "网站" not in text
    assert "邮政编码" not in text
    session_of(window).undo()
    assert preface(window) == ""


def test_a_preface_that_was_left_behind_by_a_change_is_remarked(
    window: Window, page: BasicsPage, dialogs: FakeDialogs
) -> None:
    enter(page, "name", "某局")
    enter(page, "telephone", "0000-1")
    click(page.write_preface)
    assert not page.preface_doubt.isVisible()
    enter(page, "telephone", "0000-2")
    assert "电话" in page.preface_doubt.text()
    assert page.preface_doubt.isVisible()
    dialogs.choice = 1
    click(page.write_preface)
    assert not page.preface_doubt.isVisible()


def test_without_facts_there_is_no_preface(window: Window, page: BasicsPage) -> None:
    click(page.write_preface)
    assert preface(window) == ""
    assert "请先填" in page.preface_note.text()


@pytest.mark.parametrize("choice", [None, 0, 1])
def test_a_preface_that_stands_is_never_replaced_unasked(
    window: Window, page: BasicsPage, dialogs: FakeDialogs, choice: int | None
) -> None:
    session = session_of(window)
    session.apply(SetText("写", session.form.preface, paragraphs("自己写的。")))
    enter(page, "name", "某局")
    dialogs.choice = choice
    click(page.write_preface)
    assert len(dialogs.asked) == 1
    lines = preface(window).split("\n")
    assert (lines[0] == "自己写的。") == (choice != 1)
    assert any("某局" in line for line in lines) == (choice is not None)


# The signature ----------------------------------------------------------------------------------


def test_choosing_a_signature_fills_in_the_organ(window: Window, page: BasicsPage) -> None:
    enter(page, "name", "某局")
    click(page.seals.buttons[Seal.SEALED])
    signature = session_of(window).report.signature
    assert (signature.seal, signature.name) == (Seal.SEALED, "某局")
    assert page.edits["signed_by"].isEnabled()


def test_who_signs_follows_the_name_of_the_organ_in_the_same_step(
    window: Window, page: BasicsPage
) -> None:
    session = session_of(window)
    organ = session.report.organ.replace(name="某局")
    signature = Signature(name="某局", seal=Seal.SEALED)
    session.apply(SetFields("准备", {"organ": organ, "signature": signature}))
    page.edits["name"].setFocus()
    page.edits["name"].selectAll()
    press(Key.Key_Delete)
    type_chinese("某委")
    type_chinese("员会")
    assert session.report.organ.name == "某委员会"
    assert session.report.signature == signature.replace(name="某委员会")
    assert not page.name_note.text()
    session.undo()
    assert session.report.organ.name == "某局"
    assert session.report.signature == signature


@pytest.mark.parametrize(
    "signed, said",
    [
        ("某委", "和机关名称不同"),
        ("某局、某委", ""),
        ("某局（办公室）", ""),
        ("某", "和机关名称不同"),
    ],
)
def test_another_name_that_signs_stays_and_is_remarked(
    window: Window, page: BasicsPage, signed: str, said: str
) -> None:
    session = session_of(window)
    organ = session.report.organ.replace(name="某局")
    signature = Signature(name=signed, seal=Seal.UNSEALED)
    session.apply(SetFields("准备", {"organ": organ, "signature": signature}))
    assert page.name_note.text() == said
    page.edits["name"].setFocus()
    press(Key.Key_End)
    press(Key.Key_Backspace)  # 某 is what one of them signs by, in passing
    type_chinese("局")
    assert session.report.signature == signature
    session.apply(SetFields("不落款", {"signature": signature.replace(seal=Seal.NONE)}))
    assert not page.name_note.text(), "nobody signs"


def test_what_the_scope_means_stands_beside_it(page: BasicsPage) -> None:
    assert any("连同所属部门和下级机关" in text for text in texts(page))


def test_the_signature_keeps_a_name_that_was_typed(window: Window, page: BasicsPage) -> None:
    enter(page, "name", "某局")
    click(page.seals.buttons[Seal.UNSEALED])
    page.edits["signed_by"].setFocus()
    page.edits["signed_by"].selectAll()
    type_chinese("某局办公室")
    click(page.seals.buttons[Seal.SEALED])
    assert session_of(window).report.signature.name == "某局办公室"


@pytest.mark.parametrize(
    "typed",
    ["2026-1-16", "2026.1.16", "2026/01/16", "20260116", "2026年01月16日", "２０２６．１．１６"],
)
def test_a_day_is_put_into_shape_when_the_field_is_left(
    window: Window, page: BasicsPage, typed: str
) -> None:
    click(page.seals.buttons[Seal.UNSEALED])
    enter(page, "signed_on", typed)
    assert session_of(window).report.signature.date == typed
    assert "2026年1月16日" in page.date_note.text()
    press(Key.Key_Tab)
    assert page.edits["signed_on"].text() == "2026年1月16日"
    assert session_of(window).report.signature.date == "2026年1月16日"
    assert page.date_note.text() == ""
    press(Key.Key_Z, CONTROL)
    assert session_of(window).report.signature.date == typed
    press(Key.Key_Z, CONTROL)
    assert session_of(window).report.signature.date == ""


def test_contact_typed_with_wide_digits_is_put_into_shape(window: Window, page: BasicsPage) -> None:
    page.edits["postcode"].setFocus()
    type_chinese("１２３４５６")
    assert session_of(window).report.organ.postcode == "１２３４５６"
    press(Key.Key_Tab)
    assert session_of(window).report.organ.postcode == "123456"
    type_chinese("０４３１－１")
    press(Key.Key_2, ALT)  # leaving the page does the same
    assert session_of(window).report.organ.telephone == "0431-1"
    press(Key.Key_Z, CONTROL)
    assert session_of(window).report.organ.telephone == "０４３１－１"
    press(Key.Key_2, ALT)
    assert session_of(window).report.organ.telephone == "０４３１－１"  # as somebody wants it


def test_a_day_in_words_is_kept_with_a_mild_note(window: Window, page: BasicsPage) -> None:
    click(page.seals.buttons[Seal.UNSEALED])
    enter(page, "signed_on", "元月中旬")
    press(Key.Key_Tab)
    assert session_of(window).report.signature.date == "元月中旬"
    assert "的样子" in page.date_note.text()


def test_a_day_that_was_not_typed_here_stays_as_it_is(window: Window, page: BasicsPage) -> None:
    signature = Signature(name="某局", date="2026年01月16日", seal=Seal.UNSEALED)
    session_of(window).apply(SetFields("准备", {"signature": signature}))
    page.edits["signed_on"].setFocus()
    press(Key.Key_Tab)
    assert session_of(window).report.signature.date == "2026年01月16日"
    assert "2026年1月16日" in page.date_note.text()


def test_a_day_that_does_not_exist_stays_and_shows_at_the_step(
    window: Window, page: BasicsPage
) -> None:
    click(page.seals.buttons[Seal.UNSEALED])
    enter(page, "signed_on", "2026-2-30")
    press(Key.Key_Tab)
    assert session_of(window).report.signature.date == "2026-2-30"
    assert "没有这一天" in page.date_note.text()
    assert states(session_of(window))[0] is State.VERIFY
    item = window.list.item(0)
    assert "没有这一天" in item.toolTip()
    assert "没有这一天" in item.data(Qt.ItemDataRole.AccessibleTextRole)
    click(page.seals.buttons[Seal.NONE])
    assert states(session_of(window))[0] is State.OPEN
    assert "没有这一天" not in item.toolTip()


def test_what_cannot_be_typed_looks_so(window: Window, page: BasicsPage) -> None:
    def ground(field: str) -> str:
        edit = page.edits[field]
        picture = edit.grab().toImage()
        return picture.pixelColor(picture.width() - 12, picture.height() // 2).name()

    assert ground("signed_by") != ground("name")
    click(page.seals.buttons[Seal.UNSEALED])
    page.edits["name"].setFocus()
    assert ground("signed_by") == ground("name")


# The step ---------------------------------------------------------------------------------------


def test_the_step_is_done_once_a_reader_knows_who_when_and_whom_to_ask(window: Window) -> None:
    session = session_of(window)
    session.apply(SetFields("准备", {"organ": Organ(), "year": None}))
    assert doubts(session)[0] == "基本信息里还没有填机关名称、报告年度、联系方式或者前言。"
    organ = Organ(name="某局", telephone="0000-1")
    session.apply(SetFields("准备", {"organ": organ, "year": 2025}))
    assert states(session)[0] is State.DONE  # the kind may be left open: it is not printed
    assert doubts(session)[0] == ""
    session.apply(SetFields("准备", {"organ": Organ(name="某局")}))
    assert states(session)[0] is State.OPEN  # neither preface nor contact
    session.apply(SetText("写", session.form.preface, paragraphs("前言。")))
    assert states(session)[0] is State.DONE
    session.apply(SetFields("准备", {"signature": Signature(name="某局", seal=Seal.SEALED)}))
    assert states(session)[0] is State.OPEN
    assert doubts(session)[0] == doubts(session)[-1] == "基本信息里还没有填落款日期。"


def test_the_preface_just_written_is_in_sight(window: Window, page: BasicsPage) -> None:
    enter(page, "name", "某局")
    click(page.write_preface)
    assert page.preface.hasFocus()
    assert page.preface.textCursor().atStart()
    seen = page.area.viewport().visibleRegion().boundingRect()
    top = page.preface.mapTo(page.area.viewport(), QPoint(0, 0)).y()
    assert seen.top() <= top
    assert top + page.preface.height() <= seen.bottom() + 1


def test_today_is_written_as_documents_do(window: Window, page: BasicsPage) -> None:
    click(page.seals.buttons[Seal.UNSEALED])
    click(page.today)
    written = session_of(window).report.signature.date
    # Midnight may pass between the click and here.
    today = date.today()  # noqa: DTZ011 - the day on the user's own calendar
    assert written in {chinese_date(today), chinese_date(date.fromordinal(today.toordinal() - 1))}


def test_shift_tab_and_typing_do_not_mix_steps(window: Window, page: BasicsPage) -> None:
    enter(page, "website", "甲")
    press(Key.Key_Tab)
    keys("1")
    press(Key.Key_Tab, SHIFT)
    keys("2")
    for expected in ("甲", "甲", ""):
        session_of(window).undo()
        assert session_of(window).report.organ.website == expected


def test_the_context_menu_of_a_field_has_no_undo_of_its_own(page: BasicsPage) -> None:
    menu = page.edits["name"].createStandardContextMenu()
    own = {action.objectName() for action in menu.actions()}
    assert {"edit-undo", "edit-redo"} <= own, "Qt names them otherwise now"
    menu.deleteLater()
