"""Which organ a report is of, and what is kept of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gi_desktop.drafts import Draft, Store, write_draft
from gi_desktop.drafts.profiles import Profiles
from gi_desktop.form import Power, current_edition
from gi_desktop.report.model import Scope, new_report
from gi_desktop.report.profile import Profile, Rank
from gi_desktop.ui.dialogs import Pick
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import Key, buttons, focused, keys, press, session_of, type_chinese
from tests.ui.organs.offices import CITY, OFFICE, basics, press_button

FORM = current_edition()

# New reports ----------------------------------------------------------------------------------


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


# Reports that are opened ----------------------------------------------------------------------


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


# Damaged --------------------------------------------------------------------------------------


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
