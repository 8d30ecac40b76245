"""What is known of an organ beside its reports (机关档案): its rank, its powers, how to reach it.

Kept on the PC and offered for every new report. It drives defaults, help and questions, and
never forbids an entry: what is not known of an organ is left open.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from gi_desktop.form import Edition, Power
from gi_desktop.report.model import (
    Frozen,
    Organ,
    OrganKind,
    Report,
    Scope,
    Signature,
    new_report,
)


class Rank(StrEnum):
    """The level of government (层级) an organ belongs to."""

    UNKNOWN = ""
    NATIONAL = "national"
    """国家."""
    PROVINCIAL = "provincial"
    """省、自治区、直辖市."""
    MUNICIPAL = "municipal"
    """设区的市、自治州."""
    COUNTY = "county"
    """县、不设区的市、市辖区."""
    TOWNSHIP = "township"
    """乡镇、街道."""


RANK_NAMES = {
    Rank.NATIONAL: "国家",
    Rank.PROVINCIAL: "省级",
    Rank.MUNICIPAL: "设区的市、自治州",
    Rank.COUNTY: "县级",
    Rank.TOWNSHIP: "乡镇、街道",
}


KIND_NAMES = {
    OrganKind.UNKNOWN: "（未选）",
    OrganKind.MINISTRY: "国务院部门",
    OrganKind.GOVERNMENT: "人民政府",
    OrganKind.GOVERNMENT_OFFICE: "人民政府办公厅（室）",
    OrganKind.DEPARTMENT: "地方政府部门",
    OrganKind.TOWNSHIP: "乡镇人民政府、街道办事处",
    OrganKind.AUTHORISED: "法律、法规授权的组织",
}


class Profile(Frozen):
    """One organ on this PC. ``organ.id`` is the key: 政府 and 政府办公室 are two organs."""

    organ: Organ = Field(default_factory=Organ)
    rank: Rank = Rank.UNKNOWN
    powers: Mapping[Power, bool] = Field(default_factory=dict)
    """What it may do; a power without an entry is not known."""

    def has(self, power: Power) -> bool | None:
        """Whether the organ has the power; None where nobody said."""
        return self.powers.get(power)


def begun(form: Edition, profile: Profile, year: int) -> Report:
    """Return an empty report on ``year`` of the organ, with what its profile tells."""
    organ = profile.organ
    signature = Signature(name=organ.name)
    scope = usual_scope(organ)
    return new_report(form, year).replace(organ=organ, scope=scope, signature=signature)


def usual_scope(organ: Organ) -> Scope:
    """Return AGGREGATED (汇总) for a government, which reports for its departments; else OWN."""
    return Scope.AGGREGATED if organ.kind is OrganKind.GOVERNMENT else Scope.OWN


def makes_rules(organ: Organ, profile: Profile | None) -> bool | None:
    """Return whether the organ may make 规章; None where neither profile nor kind tells.

    《立法法》 gives the power to departments of 国务院 and to governments of provinces, of cities
    divided into districts and of autonomous prefectures; their offices report for them.
    """
    said = profile.has(Power.RULE_MAKING) if profile else None
    if said is not None:
        return said
    kind = organ.kind if organ.kind is not OrganKind.UNKNOWN else kind_of_name(organ.name)
    rank = profile.rank if profile else Rank.UNKNOWN
    if kind is OrganKind.MINISTRY:
        return True
    if kind in {OrganKind.DEPARTMENT, OrganKind.TOWNSHIP, OrganKind.AUTHORISED}:
        return False
    if rank in {Rank.COUNTY, Rank.TOWNSHIP} or _COUNTY.search(organ.name):
        return False
    if kind in {OrganKind.GOVERNMENT, OrganKind.GOVERNMENT_OFFICE}:
        return True if rank in {Rank.PROVINCIAL, Rank.MUNICIPAL} else None
    return None


_COUNTY = re.compile("(?:[县旗]|(?<!自治)区)人民政府")
_TOWNSHIP = re.compile("(?:[乡镇]|街道)(?:人民政府|办事处)|街道办")
_OFFICE = re.compile("人民政府办公(?:厅|室)$")
_GOVERNMENT = re.compile("人民政府$")
_DEPARTMENT = re.compile(
    "[省市县区州盟旗](?:人民政府)?[^省市县区州盟旗]*(?:局|委员会|委|厅|管理办公室)$"
)

_LONGEST = 500
"""Characters of a name; above it is a text pasted by mistake, which every rule would search."""


def kind_of_name(name: str) -> OrganKind:
    """Return the kind of organ that a name certainly tells; UNKNOWN where it does not."""
    name = name.strip()
    if len(name) > _LONGEST:
        return OrganKind.UNKNOWN
    for pattern, kind in (
        (_TOWNSHIP, OrganKind.TOWNSHIP),
        (_OFFICE, OrganKind.GOVERNMENT_OFFICE),
        (_GOVERNMENT, OrganKind.GOVERNMENT),
        (_DEPARTMENT, OrganKind.DEPARTMENT),
    ):
        if pattern.search(name):
            return kind
    return OrganKind.UNKNOWN
