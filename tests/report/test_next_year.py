"""The report of the year after: what is taken along, and what never is."""

import pytest

from gi_desktop.form import current_edition
from gi_desktop.report.model import (
    LATEST_YEAR,
    Organ,
    OrganKind,
    Report,
    Scope,
    Seal,
    Signature,
    new_report,
)
from gi_desktop.report.next_year import next_year
from gi_desktop.report.profile import Profile, begun
from gi_desktop.report.prose import paragraphs

FORM = current_edition()


@pytest.fixture
def last() -> Report:
    """A report with something everywhere."""
    return new_report(FORM, 2024).replace(
        organ=Organ(name="某局", kind=OrganKind.DEPARTMENT, telephone="0000-1"),
        scope=Scope.AGGREGATED,
        title="旧标题",
        cells={"applications.received.natural": 3},
        texts={"overview": paragraphs("去年的话。")},
        signature=Signature(name="某局", date="2025年1月16日", seal=Seal.SEALED),
    )


def test_the_organ_its_id_and_how_it_signs_are_taken_along(last: Report) -> None:
    made = next_year(last, FORM)
    assert made.organ == last.organ
    assert made.organ.id == last.organ.id
    assert (made.year, made.scope, made.edition) == (2025, Scope.AGGREGATED, FORM.id)
    assert made.signature == Signature(name="某局", seal=Seal.SEALED)


def test_numbers_prose_title_and_identity_are_not(last: Report) -> None:
    made = next_year(last, FORM)
    assert made.cells == {}
    assert made.texts == {}
    assert made.title == ""
    assert made.id != last.id


@pytest.mark.parametrize("year", [None, LATEST_YEAR])
def test_a_year_that_nobody_knows_stays_open(last: Report, year: int | None) -> None:
    assert next_year(last.replace(year=year), FORM).year is None


@pytest.mark.parametrize("kind", OrganKind)
def test_a_report_for_a_profile_has_its_organ_and_nothing_else(kind: OrganKind) -> None:
    profile = Profile(organ=Organ(name="某机关", kind=kind, address="某路1号"))
    made = begun(FORM, profile, 2025)
    assert made.organ == profile.organ
    assert made.organ.id == profile.organ.id
    assert made.year == 2025
    assert (made.scope is Scope.AGGREGATED) == (kind is OrganKind.GOVERNMENT)
    assert made.signature == Signature(name="某机关")
    assert made.cells == made.texts == {}
