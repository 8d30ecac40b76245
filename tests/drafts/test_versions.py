"""Versions: dated copies that thin out with age, never a sealed one, whatever the clock says."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.drafts import Draft, DraftError, Kind, SaveError, Status, Store, Version, Versions
from gi_desktop.drafts import versions as module
from gi_desktop.drafts.versions import too_old
from tests.drafts.helpers import FORM, REPORT

NOON = datetime(2026, 1, 9, 12, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(tmp_path: Path, clock: Clock) -> Versions:
    return Versions(tmp_path / "版 本", clock)


def draft(year: int) -> Draft:
    return Draft(REPORT.replace(year=year))


def years(versions: Versions) -> list[int | None]:
    return [version.read().report.year for version in versions.all()]


def at(*ages: timedelta, kind: Kind = Kind.AUTO) -> list[Version]:
    """Versions of these ages, the oldest first."""
    return [
        Version(number, NOON - age, kind, Status.DRAFT, Path(f"{number}"))
        for number, age in enumerate(ages, start=1)
    ]


# Keeping ------------------------------------------------------------------------------------------


def test_a_version_is_the_draft_as_it_was(kept: Versions, clock: Clock) -> None:
    made = kept.keep(draft(2024), FORM)
    assert made.at == NOON
    assert made.read() == draft(2024)
    clock.turn(minutes=3)
    final = Draft(REPORT, status=Status.FINAL)
    named = kept.keep(final, FORM, Kind.NAMED, "  领导改过 \n 的  ")
    assert kept.all() == [named, made]
    assert (named.number, named.name, named.status) == (2, "领导改过 的", Status.FINAL)


def test_what_says_the_same_is_kept_once(kept: Versions) -> None:
    first = kept.keep(draft(2024), FORM)
    assert kept.keep(draft(2024), FORM) == first
    before = kept.keep(draft(2024), FORM, Kind.BEFORE, "恢复版本之前")
    assert before != first, "the first goes sooner"
    assert kept.keep(draft(2024), FORM, Kind.BEFORE) == before
    assert kept.keep(draft(2024), FORM) == before
    named = kept.keep(draft(2024), FORM, Kind.NAMED, "甲")
    assert kept.keep(draft(2024), FORM, Kind.NAMED, "乙") != named
    assert len(kept.all()) == 4


def test_a_name_that_is_lost_or_damaged_takes_nothing_along(kept: Versions) -> None:
    made = kept.keep(draft(2024), FORM, Kind.NAMED, "甲")
    for content in (b"{", b"[]", b'{"name": 3}', b"\xff", b"[" * 100_000):
        made.file.with_suffix(".json").write_bytes(content)
        assert [version.name for version in kept.all()] == [""]
    assert years(kept) == [2024]


def test_what_is_no_version_is_left_alone(kept: Versions) -> None:
    kept.keep(draft(2024), FORM)
    strange = (
        "a.xxgk", "000009-20260132T000000Z-auto-draft.xxgk", "000009-20260101T000000Z-x-draft.xxgk",
        "９-20260101T000000Z-auto-draft.xxgk",
    )  # fmt: skip
    for name in strange:
        (kept.folder / name).write_bytes(b"x")
    assert years(kept) == [2024]
    kept.keep(draft(2025), FORM)
    assert all((kept.folder / name).exists() for name in strange)


def test_a_damaged_version_is_refused_and_the_others_open(kept: Versions) -> None:
    made = kept.keep(draft(2024), FORM)
    kept.keep(draft(2025), FORM)
    made.file.write_bytes(made.file.read_bytes()[:-40])
    newest, damaged = kept.all()
    assert newest.read() == draft(2025)
    with pytest.raises(DraftError, match="内容不完整"):
        damaged.read()


def test_a_version_that_cannot_be_written_is_said_and_the_others_stay(
    kept: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep(draft(2024), FORM)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SaveError, match="磁盘空间不足"):
            kept.keep(draft(2025), FORM)
    assert years(kept) == [2024]
    kept.keep(draft(2025), FORM)
    assert years(kept) == [2025, 2024]


def test_what_killed_writers_left_goes(kept: Versions) -> None:
    made = kept.keep(draft(2024), FORM)
    left, fresh = (kept.folder / f".{made.file.name[:40]}.0123abc{n}.tmp" for n in "de")
    for file in (left, fresh):
        file.write_bytes(b"half")
    os.utime(left, (1_000_000, 1_000_000))
    kept.keep(draft(2025), FORM)
    assert not left.exists()
    assert fresh.exists(), "another process may be writing it"
    assert years(kept) == [2025, 2024]


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(SaveError):
        Store(tmp_path / "data").versions(REPORT.id).keep(draft(2024), FORM)


def test_named_versions_are_limited_and_removed_on_demand(
    kept: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NAMED_AT_MOST", 2)
    kept.keep(draft(2021), FORM, Kind.NAMED, "一")
    kept.keep(draft(2022), FORM, Kind.NAMED, "二")
    with pytest.raises(SaveError, match="删去不用的"):
        kept.keep(draft(2023), FORM, Kind.NAMED, "三")
    kept.remove(kept.all()[-1])
    kept.keep(draft(2023), FORM, Kind.NAMED, "三")
    assert [version.name for version in kept.all()] == ["三", "二"]
    assert len(list(kept.folder.iterdir())) == 4


def test_a_sealed_version_is_not_removed(kept: Versions) -> None:
    made = kept.keep_sealed(Draft(REPORT, status=Status.FINAL), FORM)
    with pytest.raises(SaveError, match="定稿"):
        kept.remove(made)
    assert kept.all() == [made]


# Thinning -----------------------------------------------------------------------------------------


def newest(count: int) -> list[timedelta]:
    """The ages of the newest, which stay anyway."""
    return [timedelta(seconds=count - n) for n in range(count)]


def gone(ages: list[timedelta], kind: Kind = Kind.AUTO) -> list[timedelta]:
    """The ages of those that go, most recent first, after as many rounds as it takes."""
    found = at(*ages, *newest(module.SURE), kind=kind)
    went: list[timedelta] = []
    while going := list(too_old(found, NOON)):
        assert len(going) <= module.AT_ONCE
        went += [NOON - one.at for one in going]
        found = [one for one in found if one not in going]
    return went


def test_all_of_the_last_hour_stay() -> None:
    assert gone([timedelta(minutes=59 - n) for n in range(59)]) == []


def test_of_an_hour_of_the_last_day_the_last_stays() -> None:
    ages = [timedelta(hours=3, minutes=50 - n) for n in range(50)]
    assert len(gone(ages)) == 49
    assert timedelta(hours=3, minutes=1) not in gone(ages)


def test_of_a_day_of_the_last_month_the_last_stays() -> None:
    ages = [timedelta(days=4, minutes=50 - n) for n in range(50)]
    assert len(gone(ages)) == 49
    assert gone([timedelta(days=30 - n) for n in range(28)]) == []


def test_of_a_month_before_the_last_stays() -> None:
    ages = [timedelta(days=1000 - n) for n in range(900)]
    months = {f"{NOON - age:%Y%m}" for age in ages}
    assert len(ages) - len(gone(ages)) == len(months)


def test_what_was_kept_before_something_stays_a_month() -> None:
    ages = [timedelta(days=29, minutes=50 - n) for n in range(50)]
    assert gone(ages, Kind.BEFORE) == []
    assert gone([age + timedelta(days=20) for age in ages], Kind.BEFORE)


@pytest.mark.parametrize("kind", [Kind.NAMED, Kind.SEALED])
def test_named_and_sealed_ones_stay_for_ever(kind: Kind) -> None:
    assert gone([timedelta(days=3000, minutes=-n) for n in range(50)], kind) == []


def test_too_many_go_oldest_first_and_never_a_named_or_sealed_one(
    kept: Versions, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "COUNT_AT_MOST", 4)
    kept.keep_sealed(draft(2009), FORM)
    kept.keep(draft(2010), FORM, Kind.NAMED, "甲")
    kept.keep(draft(2011), FORM, Kind.BEFORE, "恢复之前")
    for year in range(2012, 2020):
        clock.turn(seconds=10)
        kept.keep(draft(year), FORM)
    assert years(kept) == [2019, 2018, 2017, 2011, 2010, 2009]


def test_too_large_ones_go_but_not_the_newest(
    kept: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BYTES_AT_MOST", 1)
    for year in range(2012, 2020):
        kept.keep(draft(year), FORM)
    assert years(kept) == [2019, 2018, 2017]


# Clocks -------------------------------------------------------------------------------------------


def test_a_clock_set_back_reorders_and_thins_nothing(kept: Versions, clock: Clock) -> None:
    for year in range(2010, 2040):
        kept.keep(draft(year), FORM)
        clock.turn(minutes=1)
    clock.turn(days=-9000)
    for year in range(2040, 2070):
        kept.keep(draft(year), FORM)
        clock.turn(minutes=1)
    assert years(kept) == list(range(2069, 2009, -1))
    clock.turn(days=9000)  # set right again
    kept.keep(draft(2070), FORM)
    assert set(range(2040, 2070)) <= set(years(kept)), "their times say nothing of their age"


def test_a_clock_that_jumps_ahead_lets_few_go(kept: Versions, clock: Clock) -> None:
    for year in range(2010, 2050):
        kept.keep(draft(year), FORM)
    clock.turn(days=30_000)
    kept.keep(draft(2050), FORM)
    assert len(kept.all()) == 41 - module.AT_ONCE
    clock.turn(days=-30_000)
    kept.keep(draft(2051), FORM)
    assert years(kept)[:2] == [2051, 2050]
    assert len(kept.all()) == 42 - module.AT_ONCE


@given(st.lists(st.integers(-(10**9), 10**9), max_size=60))
def test_whatever_the_clock_the_newest_and_the_undated_stay(seconds: list[int]) -> None:
    found = at(*(timedelta(seconds=one) for one in seconds))
    going = list(too_old(found, NOON))
    assert len(going) <= module.AT_ONCE
    assert not set(going) & set(found[-module.SURE :])
    assert all(one.at <= NOON - timedelta(hours=1) for one in going)
