"""The organs of this PC: kept, replaced, removed, and never lost over a damaged file."""

from pathlib import Path

import pytest

from gi_desktop.drafts import DraftError, Profiles, SaveError
from gi_desktop.form import Power
from gi_desktop.report.model import Organ, OrganKind
from gi_desktop.report.profile import Profile, Rank

GOVERNMENT = Profile(
    organ=Organ(id="a", name="云溪县人民政府", kind=OrganKind.GOVERNMENT, telephone="0000-1234"),
    rank=Rank.COUNTY,
    powers={Power.PENALTY: True, Power.RULE_MAKING: False},
)
OFFICE = Profile(organ=Organ(id="b", name="云溪县人民政府办公室"))


def test_none_at_first(tmp_path: Path) -> None:
    assert Profiles(tmp_path / "无").all() == ()


def test_two_organs_are_kept_and_the_last_used_comes_first(tmp_path: Path) -> None:
    kept = Profiles(tmp_path / "数据")
    kept.keep(GOVERNMENT)
    kept.keep(OFFICE)
    assert kept.all() == (OFFICE, GOVERNMENT)
    changed = GOVERNMENT.replace(rank=Rank.UNKNOWN)
    kept.keep(changed)
    assert Profiles(tmp_path / "数据").all() == (changed, OFFICE)
    assert kept.get("b") == OFFICE
    assert kept.get("c") is None


def test_one_is_removed(tmp_path: Path) -> None:
    kept = Profiles(tmp_path)
    kept.keep(GOVERNMENT)
    kept.keep(OFFICE)
    kept.remove("a")
    assert kept.all() == (OFFICE,)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"\xff", b'{"version": 1}', b'{"version": 1, "organs": [{"x": 1}]}', b"[" * 9999],
)  # fmt: skip
def test_a_damaged_file_is_said_and_left_alone(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "organs.json"
    file.write_bytes(damage)
    kept = Profiles(tmp_path)
    for call in (kept.all, lambda: kept.keep(OFFICE), lambda: kept.remove("a")):
        with pytest.raises(DraftError, match="没有改动它"):
            call()
    assert file.read_bytes() == damage


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "organs.json").write_text('{"version": 2, "organs": []}')
    with pytest.raises(DraftError, match="更新版本"):
        Profiles(tmp_path).all()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    with pytest.raises(SaveError):
        Profiles(tmp_path / "文件" / "数据")._write((OFFICE,))
