"""机关档案: kept on the PC, offered for new reports, never moved unasked, forbidding nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Draft, Store, write_draft
from gi_desktop.drafts.profiles import Profiles
from gi_desktop.form import POWER_NAMES, Power, current_edition
from gi_desktop.report.edits import SetFields
from gi_desktop.report.model import Organ, OrganKind, Scope, new_report
from gi_desktop.report.profile import Profile, Rank
from gi_desktop.ui.dialogs import Pick
from gi_desktop.ui.organ_dialog import OrganDialog
from gi_desktop.ui.organs_dialog import OrgansDialog, PickOrganDialog
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import Key, buttons, focused, keys, press, session_of, type_chinese

OpenWindow = Callable[..., Window]
FORM = current_edition()
CITY = Organ(name="云溪市人民政府", kind=OrganKind.GOVERNMENT, telephone="0000-1")
OFFICE = Organ(name="云溪市人民政府办公室", kind=OrganKind.GOVERNMENT_OFFICE)


@pytest.fixture
def profiles(store: Store) -> Profiles:
    return Profiles(store.folder)


@pytest.fixture
def start(open_window: OpenWindow) -> Callable[[], Window]:
    """Open the window on the start page, on a day in January 2026."""

    def opened() -> Window:
        window = open_window()
        window.desk.today = lambda: date(2026, 1, 20)
        return window

    return opened


def basics(window: Window) -> BasicsPage:
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    return page


def press_button(inside: QWidget, text: str) -> None:
    """Press a button by keyboard."""
    (button,) = buttons(inside, text)
    button.setFocus()
    press(Key.Key_Space)


# New reports --------------------------------------------------------------------------------------


def test_one_profile_is_used_straight_away(
    start: Callable[[], Window], profiles: Profiles, dialogs: FakeDialogs
) -> None:
    profile = Profile(organ=CITY, rank=Rank.MUNICIPAL)
    profiles.keep(profile)
    window = start()
    window.desk.new()
    report = session_of(window).report
    assert report.organ == CITY
    assert (report.year, report.scope) == (2025, Scope.AGGREGATED)
    assert session_of(window).profile == profile
    assert dialogs.asked == []
    assert not session_of(window).is_modified, "nothing was typed yet"


def test_without_a_profile_the_year_is_the_last_one_too(start: Callable[[], Window]) -> None:
    window = start()
    window.desk.new()
    session, page = session_of(window), basics(window)
    assert (session.report.year, page.edits["year"].text()) == (2025, "2025")
    assert not session.is_modified
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    while focused() is not page.edits["year"]:
        press(Key.Key_Tab)
    keys("2024")  # over the one proposed
    assert session.report.year == 2024
    session.undo()
    assert session.report.year == 2025
    assert not session.undo_label


def test_with_several_it_asks_which(
    start: Callable[[], Window], profiles: Profiles, dialogs: FakeDialogs
) -> None:
    for organ in (CITY, OFFICE):
        profiles.keep(Profile(organ=organ))
    window = start()
    window.desk.new()
    assert window.session is None, "取消 begins nothing"
    assert dialogs.asked == [f"{OFFICE.name}、{CITY.name}"], "the one used last comes first"
    dialogs.pick = Profile(organ=OFFICE)
    window.desk.new()
    assert session_of(window).report.organ == OFFICE
    dialogs.pick = Pick.NO_ORGAN
    window.desk.new()
    assert session_of(window).report.organ.name == ""
    assert session_of(window).profile is None


def test_a_new_organ_can_be_made_on_the_way(
    start: Callable[[], Window], profiles: Profiles, dialogs: FakeDialogs
) -> None:
    for organ in (CITY, OFFICE):
        profiles.keep(Profile(organ=organ))
    dialogs.pick = Pick.NEW_ORGAN
    dialogs.edit = lambda profile: profile.replace(organ=profile.organ.replace(name="某局"))
    window = start()
    window.desk.new()
    assert session_of(window).report.organ.name == "某局"
    assert [one.organ.name for one in profiles.all()] == ["某局", OFFICE.name, CITY.name]


# Reports that are opened --------------------------------------------------------------------------


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A report of 云溪市人民政府 of another PC: another id."""
    path = tmp_path / "a.xxgk"
    organ = CITY.replace(id="of another PC")
    write_draft(path, Draft(new_report(FORM, 2024).replace(organ=organ)), FORM)
    return path


def test_a_report_is_judged_by_the_profile_with_its_id(
    start: Callable[[], Window], profiles: Profiles, draft: Path
) -> None:
    profiles.keep(Profile(organ=CITY.replace(id="of another PC", name="旧名")))
    window = start()
    window.desk.open(draft)
    profile = session_of(window).profile
    assert profile is not None
    assert profile.organ.name == "旧名"
    assert session_of(window).report.organ.name == CITY.name, "nothing is taken over unasked"


def test_the_same_name_is_offered_and_linked_only_after_a_yes(
    start: Callable[[], Window], profiles: Profiles, draft: Path
) -> None:
    profiles.keep(Profile(organ=CITY))
    window = start()
    window.desk.open(draft)
    session = session_of(window)
    assert session.profile is None
    assert CITY.name in window.notice.sentence.text()
    press_button(window.notice, "是，用这份档案")
    assert session.profile == Profile(organ=CITY)
    assert session.report.organ.id == CITY.id
    session.undo()
    assert session.report.organ.id == "of another PC"
    assert session.profile is None


# 基本信息 -----------------------------------------------------------------------------------------


def test_what_was_typed_is_stored_by_one_press(window: Window, profiles: Profiles) -> None:
    page = basics(window)
    assert not buttons(page, "存入机关档案"), "an organ without a name"
    type_chinese("某局")
    press_button(page, "存入机关档案")
    assert [one.organ for one in profiles.all()] == [session_of(window).report.organ]
    assert page.profile.sentence.text().startswith("和机关档案一致。属于哪一级、有哪些职权还没有填")
    profile = session_of(window).profile
    assert profile is not None
    window.desk.organs.keep(profile.replace(powers={Power.LICENSING: False}))
    assert page.profile.sentence.text() == "和机关档案一致。"


def test_a_name_that_has_a_profile_is_linked_by_one_press(
    window: Window, profiles: Profiles
) -> None:
    profiles.keep(Profile(organ=CITY))
    page = basics(window)
    page.profile.look_anew()
    type_chinese(CITY.name)
    assert not buttons(page, "存入机关档案"), "no second profile of the same name"
    press_button(page, "用这份档案")
    assert session_of(window).report.organ.id == CITY.id
    assert session_of(window).profile == Profile(organ=CITY)
    assert "电话" in page.profile.sentence.text(), "nothing else was taken over"


def test_a_change_of_contact_is_offered_back_and_never_silent(
    start: Callable[[], Window], profiles: Profiles
) -> None:
    profiles.keep(Profile(organ=CITY, powers={Power.LICENSING: True}))
    window = start()
    window.desk.new()
    page = basics(window)
    page.edits["telephone"].setFocus()
    page.edits["telephone"].selectAll()
    keys("0000-2")
    assert "电话" in page.profile.sentence.text()
    assert profiles.all()[0].organ.telephone == "0000-1"
    press_button(page, "改用档案里的联系方式")
    assert session_of(window).report.organ.telephone == "0000-1"
    session_of(window).undo()
    assert session_of(window).report.organ.telephone == "0000-2"
    press_button(page, "存入档案")
    (kept,) = profiles.all()
    assert kept.organ.telephone == "0000-2"
    assert kept.powers == {Power.LICENSING: True}, "what the report does not know stays"


def test_a_report_without_profile_takes_one_over(window: Window, profiles: Profiles) -> None:
    profiles.keep(Profile(organ=CITY))
    page = basics(window)
    page.profile.look_anew()
    (others,) = buttons(page, "从机关档案取…")
    menu = others.menu()
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    action.trigger()
    report = session_of(window).report
    assert report.organ == CITY
    assert (report.scope, report.signature.name) == (Scope.AGGREGATED, CITY.name)
    assert session_of(window).undo_label == "取用机关档案"
    session_of(window).undo()
    assert session_of(window).report.organ.name == ""


def test_a_profile_forbids_no_entry(start: Callable[[], Window], profiles: Profiles) -> None:
    profiles.keep(Profile(organ=CITY, powers={Power.LICENSING: False}))
    window = start()
    window.desk.new()
    window.go(2)
    for _ in range(6):
        press(Key.Key_Return)
    keys("5")
    press(Key.Key_Return)
    values = session_of(window).report.cells
    assert values == {"disclosure.licences.decisions": 5}
    codes = {found.code for found in session_of(window).findings}
    assert "power_mismatch" in codes


# Two organs ---------------------------------------------------------------------------------------


@pytest.fixture
def mixed_up(start: Callable[[], Window], profiles: Profiles) -> Window:
    """A report begun for the 政府, whose name was then typed over with that of its 办公室."""
    profiles.keep(Profile(organ=CITY, powers={Power.LICENSING: True}))
    window = start()
    window.desk.new()
    type_over(window, OFFICE.name)
    return window


def type_over(window: Window, text: str) -> None:
    """Type over the name of the organ."""
    edit = basics(window).edits["name"]
    edit.setFocus()
    edit.selectAll()
    type_chinese(text)


def test_another_name_never_overwrites_a_profile_in_passing(
    mixed_up: Window, profiles: Profiles, dialogs: FakeDialogs
) -> None:
    page = basics(mixed_up)
    said = page.profile.sentence.text()
    assert CITY.name in said
    assert f"“{OFFICE.name}”" in said
    assert not buttons(page, "存入档案")
    press_button(page, "机关改了名，更新档案…")
    assert [CITY.name in question for question in dialogs.asked] == [True]
    assert [one.organ for one in profiles.all()] == [CITY], "not without a yes"
    dialogs.confirmed = True
    press_button(page, "机关改了名，更新档案…")
    (kept,) = profiles.all()
    assert (kept.organ.id, kept.organ.name) == (CITY.id, OFFICE.name)
    assert kept.powers == {Power.LICENSING: True}
    assert page.profile.sentence.text() == "和机关档案一致。"


def test_another_organ_gets_a_profile_of_its_own(mixed_up: Window, profiles: Profiles) -> None:
    page, session = basics(mixed_up), session_of(mixed_up)
    press_button(page, "另一个机关，存为新的档案")
    new, old = profiles.all()
    assert old == Profile(organ=CITY, powers={Power.LICENSING: True})
    assert new.organ == session.report.organ
    assert new.organ.name == OFFICE.name
    assert new.organ.id != CITY.id
    assert new.powers == {}, "what the one may do says nothing of the other"
    assert session.profile == new
    session.undo()
    assert session.report.organ.id == CITY.id
    assert len(profiles.all()) == 2
    # Its profile is there now: no second one, and the old one cannot get its name.
    assert not buttons(page, "另一个机关，存为新的档案")
    assert not buttons(page, "机关改了名，更新档案…")
    press_button(page, "用这份档案")
    assert session.profile == new


def test_a_new_profile_that_cannot_be_kept_changes_nothing(mixed_up: Window, store: Store) -> None:
    (store.folder / "organs.json").write_text("坏了", encoding="utf-8")
    press_button(basics(mixed_up), "另一个机关，存为新的档案")
    assert "读不出来" in mixed_up.notice.sentence.text()
    assert session_of(mixed_up).report.organ.id == CITY.id


def test_nothing_is_stored_of_an_organ_without_a_name(mixed_up: Window) -> None:
    page = basics(mixed_up)
    page.edits["name"].setFocus()
    page.edits["name"].selectAll()
    press(Key.Key_Delete)
    assert "机关名称还空着" in page.profile.sentence.text()
    for text in ("存入档案", "另一个机关，存为新的档案", "机关改了名，更新档案…"):
        assert not buttons(page, text)
    assert buttons(page, "从机关档案取…")


def test_an_organ_picked_by_mistake_is_swapped(
    start: Callable[[], Window], profiles: Profiles, dialogs: FakeDialogs
) -> None:
    for organ in (OFFICE, CITY):
        profiles.keep(Profile(organ=organ))
    dialogs.pick = Profile(organ=CITY)
    window = start()
    window.desk.new()
    (others,) = buttons(basics(window), "从机关档案取…")
    menu = others.menu()
    menu.aboutToShow.emit()
    (action,) = (action for action in menu.actions() if action.text() == OFFICE.name)
    action.trigger()
    session = session_of(window)
    assert session.report.organ == OFFICE
    assert session.report.signature.name == OFFICE.name, "it was the old organ's"
    assert session.report.scope is Scope.OWN, "汇总 was what the 政府 proposed"
    assert session.profile == Profile(organ=OFFICE)
    session.undo()
    assert session.report.organ == CITY
    assert (session.report.scope, session.report.signature.name) == (Scope.AGGREGATED, CITY.name)


def test_the_only_organ_cannot_be_swapped_for_itself(
    start: Callable[[], Window], profiles: Profiles
) -> None:
    profiles.keep(Profile(organ=CITY))
    window = start()
    window.desk.new()
    assert not buttons(basics(window), "从机关档案取…")


# Damaged ------------------------------------------------------------------------------------------


def test_a_damaged_file_is_told_and_work_goes_on(
    start: Callable[[], Window], store: Store, dialogs: FakeDialogs
) -> None:
    store.folder.mkdir(parents=True, exist_ok=True)
    (store.folder / "organs.json").write_text("坏了", encoding="utf-8")
    window = start()
    window.desk.new()
    assert session_of(window).report.organ.name == ""
    type_chinese("某局")
    page = basics(window)
    assert "读不出来" in page.profile.sentence.text()
    press_button(page, "存入机关档案")
    assert "读不出来" in window.notice.sentence.text()
    assert (store.folder / "organs.json").read_text(encoding="utf-8") == "坏了"
    window.actions_.organs.trigger()
    assert dialogs.asked == []


# The list -----------------------------------------------------------------------------------------


def test_all_profiles_are_kept_in_order_by_keyboard(
    window: Window, profiles: Profiles, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    profiles.keep(Profile(organ=CITY))
    session = session_of(window)
    session.apply(SetFields("填", {"organ": CITY}))
    dialog = OrgansDialog(window.desk.organs)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialogs.edit = lambda profile: profile.replace(organ=profile.organ.replace(name="新名"))
    press_button(dialog, "修改…")
    assert [one.organ.name for one in profiles.all()] == ["新名"]
    assert session.report.organ.name == CITY.name, "reports are not touched"
    press_button(dialog, "删除…")
    assert len(profiles.all()) == 1, "not without a yes"
    dialogs.confirmed = True
    press_button(dialog, "删除…")
    assert profiles.all() == ()
    assert dialog.list.count() == 0
    assert session.report.organ == CITY
    press_button(dialog, "新的机关…")
    assert dialog.list.item(0).text() == "新名"


def test_the_question_which_organ_is_answered_by_keyboard(
    application: QApplication, qtbot: QtBot
) -> None:
    known = tuple(Profile(organ=organ) for organ in (CITY, OFFICE))
    answers: list[object] = []
    for steps in range(4):
        dialog = PickOrganDialog(known)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.list.setFocus()
        for _ in range(steps):
            press(Key.Key_Down)
        press(Key.Key_Return)
        assert dialog.result() == PickOrganDialog.DialogCode.Accepted
        answers.append(dialog.picked())
    assert answers == [*known, Pick.NEW_ORGAN, Pick.NO_ORGAN]


# One organ ----------------------------------------------------------------------------------------


@pytest.fixture
def organ_dialog(application: QApplication, qtbot: QtBot) -> Callable[[Profile], OrganDialog]:
    def opened(profile: Profile) -> OrganDialog:
        dialog = OrganDialog(profile)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def test_what_was_not_touched_stays_as_it_was(
    organ_dialog: Callable[[Profile], OrganDialog],
) -> None:
    powers = {Power.LICENSING: False, Power.FEES: True}
    profile = Profile(organ=CITY, rank=Rank.COUNTY, powers=powers)
    assert organ_dialog(profile).profile() == profile


def test_a_new_organ_is_filled_in_by_keyboard(
    organ_dialog: Callable[[Profile], OrganDialog],
) -> None:
    dialog = organ_dialog(Profile())
    press(Key.Key_Return)
    assert dialog.isVisible(), "a name is needed"
    assert dialog.name_note.text() == "请填机关名称。"
    type_chinese("云溪市教育局")
    press(Key.Key_Tab)
    assert focused() is dialog.kind
    assert dialog.profile().organ.kind is OrganKind.DEPARTMENT, "the name tells it"
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Tab)
    press(Key.Key_Down)
    for _ in range(4):
        press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Tab)
    keys("www")
    press(Key.Key_Return)
    made = dialog.profile()
    assert made.organ.name == "云溪市教育局"
    assert made.organ.website == "www"
    assert made.rank is Rank.PROVINCIAL
    assert made.powers == {Power.RULE_MAKING: True, Power.FEES: False}
    assert not dialog.isVisible()


def test_a_composition_is_not_lost_by_keeping(
    organ_dialog: Callable[[Profile], OrganDialog],
) -> None:
    from tests.ui.hands import compose

    dialog = organ_dialog(Profile())
    compose("某局")
    dialog.keep.click()
    assert dialog.profile().organ.name == "某局"


def test_everything_in_it_has_a_name(organ_dialog: Callable[[Profile], OrganDialog]) -> None:
    dialog = organ_dialog(Profile())
    # On Linux a choice is named by its label, and its own text is what is chosen.
    for widget in [*dialog.findChildren(QLineEdit), *dialog.findChildren(QComboBox)]:
        assert widget.accessibleName(), widget
    choices = {choice.accessibleName() for choice in dialog.findChildren(QComboBox)}
    assert choices == {"机关类型", "属于哪一级", *POWER_NAMES.values()}
    labelled = {shown.buddy() for shown in dialog.findChildren(QLabel)}
    assert set(dialog.findChildren(QComboBox)) <= labelled
