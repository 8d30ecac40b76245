"""A report that is given another organ."""

from collections.abc import Callable

import pytest

from gi_desktop.drafts import Store
from gi_desktop.drafts.profiles import Profiles
from gi_desktop.form import Power
from gi_desktop.report.model import Scope
from gi_desktop.report.profile import Profile
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import Key, buttons, press, session_of, type_chinese
from tests.ui.organs.offices import CITY, OFFICE, basics, press_button


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
