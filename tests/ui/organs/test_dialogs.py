"""The list of organs, and the dialog of one."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gi_desktop.drafts.profiles import Profiles
from gi_desktop.form import POWER_NAMES, Power
from gi_desktop.report.edits import SetFields
from gi_desktop.report.model import OrganKind
from gi_desktop.report.profile import Profile, Rank
from gi_desktop.ui.dialogs import Pick
from gi_desktop.ui.organ_dialog import OrganDialog
from gi_desktop.ui.organs_dialog import OrgansDialog, PickOrganDialog
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import Key, focused, keys, press, session_of, type_chinese
from tests.ui.organs.offices import CITY, OFFICE, press_button

# The list ---------------------------------------------------------------------------------------


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


# One organ ------------------------------------------------------------------------------------


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
