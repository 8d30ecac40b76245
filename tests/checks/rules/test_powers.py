"""rule_making_power and power_mismatch: numbers beside what is known of the organ."""

from collections.abc import Callable, Mapping

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import Edition, Power
from gi_desktop.report.model import Organ, OrganKind, Report
from gi_desktop.report.profile import Profile
from gi_desktop.report.values import Value
from tests.checks.helpers import Check, codes, only

Broken = Callable[[Mapping[str, Value]], Report]
RULES: Mapping[str, Value] = {"disclosure.rules.issued": 2, "disclosure.rules.in_force": 5}


def test_rules_of_an_organ_that_makes_none(check: Check, broken: Broken) -> None:
    finding = only(check(broken(RULES)), "rule_making_power")
    assert finding.message.startswith("表二“规章”填了本年制发件数 2，现行有效件数 5，")
    assert finding.message.endswith("但从机关的名称和类型看，本机关不制定规章。")
    assert finding.cells == ("disclosure.rules.issued", "disclosure.rules.in_force")


def test_what_the_profile_says_is_named_as_its_word(form: Edition, broken: Broken) -> None:
    profile = Profile(powers={Power.RULE_MAKING: False})
    finding = only(Checker(form).run(broken(RULES), None, profile), "rule_making_power")
    assert finding.message.endswith("但按机关档案，本机关不制定规章。")


def test_no_rules_no_question(check: Check, sound: Report) -> None:
    assert check(sound) == []


@pytest.mark.parametrize(
    "organ",
    [Organ(name="某部", kind=OrganKind.MINISTRY), Organ(name="云溪大学"), Organ()],
)
def test_rules_where_nobody_can_say(check: Check, broken: Broken, organ: Organ) -> None:
    assert check(broken(RULES).replace(organ=organ)) == []


def test_the_profile_knows_better(form: Edition, broken: Broken) -> None:
    profile = Profile(powers={Power.RULE_MAKING: True})
    assert Checker(form).run(broken(RULES), None, profile) == []


def test_numbers_without_the_power(form: Edition, broken: Broken) -> None:
    profile = Profile(powers={Power.PENALTY: False})
    report = broken({"disclosure.penalties.decisions": 7})
    finding = only(Checker(form).run(report, None, profile), "power_mismatch")
    assert "“行政处罚”填的是 7，但机关档案里记着本机关没有行政处罚职权" in finding.message


def test_zero_with_the_power(form: Edition, sound: Report) -> None:
    profile = Profile(powers={Power.LICENSING: True})
    finding = only(Checker(form).run(sound, None, profile), "power_mismatch")
    assert "“行政许可”填的是 0" in finding.message


@pytest.mark.parametrize(
    "powers",
    [{}, {Power.RULE_MAKING: True}, {Power.PENALTY: False, Power.FEES: False}],
)
def test_zero_without_the_power(form: Edition, sound: Report, powers: Mapping[Power, bool]) -> None:
    assert Checker(form).run(sound, None, Profile(powers=powers)) == []


def test_another_profile_is_judged_anew(form: Edition, sound: Report) -> None:
    checker = Checker(form)
    assert checker.run(sound) == []
    found = checker.run(sound, None, Profile(powers={Power.LICENSING: True}))
    assert codes(found) == ["power_mismatch"]
    assert checker.run(sound) == []
