"""What a name, a kind and a profile tell of an organ; what none tells stays open."""

import pytest

from gi_desktop.form import Power
from gi_desktop.report.model import Organ, OrganKind
from gi_desktop.report.profile import Profile, Rank, kind_of_name, makes_rules

K = OrganKind


@pytest.mark.parametrize(
    "name, kind",
    [
        ("云溪市人民政府", K.GOVERNMENT),
        ("云溪市人民政府办公室", K.GOVERNMENT_OFFICE),
        ("云溪省人民政府办公厅", K.GOVERNMENT_OFFICE),
        ("云溪县财政局", K.DEPARTMENT),
        ("云溪市发展和改革委员会", K.DEPARTMENT),
        ("云溪省教育厅", K.DEPARTMENT),
        ("云溪区柳河街道办事处", K.TOWNSHIP),
        ("云溪县柳河镇人民政府", K.TOWNSHIP),
        ("云溪县柳河乡人民政府", K.TOWNSHIP),
        ("国家云溪局", K.UNKNOWN),
        ("云溪大学", K.UNKNOWN),
        ("", K.UNKNOWN),
    ],
)
def test_the_kind_that_a_name_tells(name: str, kind: OrganKind) -> None:
    assert kind_of_name(name) is kind


@pytest.mark.parametrize(
    "name, kind, profile, expected",
    [
        ("某部", K.MINISTRY, None, True),
        ("云溪市财政局", K.UNKNOWN, None, False),
        ("云溪县人民政府", K.UNKNOWN, None, False),
        ("云溪市柳河区人民政府办公室", K.UNKNOWN, None, False),
        ("云溪自治区人民政府", K.UNKNOWN, None, None),
        ("云溪市人民政府", K.UNKNOWN, None, None),
        ("云溪市人民政府", K.GOVERNMENT, Profile(rank=Rank.MUNICIPAL), True),
        ("云溪市人民政府", K.GOVERNMENT, Profile(rank=Rank.COUNTY), False),
        ("云溪市人民政府", K.GOVERNMENT, Profile(powers={Power.RULE_MAKING: True}), True),
        ("云溪市财政局", K.DEPARTMENT, Profile(powers={Power.RULE_MAKING: True}), True),
        ("云溪大学", K.UNKNOWN, None, None),
    ],
)
def test_who_makes_rules(
    name: str, kind: OrganKind, profile: Profile | None, *, expected: bool | None
) -> None:
    assert makes_rules(Organ(name=name, kind=kind), profile) is expected


def test_a_text_pasted_for_a_name_tells_no_kind() -> None:
    assert kind_of_name("某市人民政府") is OrganKind.GOVERNMENT
    assert kind_of_name("一" * 600 + "某市人民政府") is OrganKind.UNKNOWN
