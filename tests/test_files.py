"""A file is written whole or not at all, under a name that every system takes."""

import os
import re
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gi_desktop.files import file_name, write_atomic


def test_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "报告.bin"
    write_atomic(target, b"one")
    write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.bin"]


@pytest.mark.skipif(os.name == "nt", reason="absent: POSIX permissions")
def test_permissions_are_those_of_an_ordinary_file(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")
    target = tmp_path / "new"
    write_atomic(target, b"x")
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)
    target.chmod(0o640)
    write_atomic(target, b"y")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_failed_replacement_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")

    def locked(self: Path, other: Path) -> Path:
        raise PermissionError(13, "locked by another program", str(other))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_flush_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "absent" / "file", b"x")


def test_a_folder_in_the_way_raises_and_leaves_no_temporary(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_atomic(target, b"x")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="absent: symbolic links without extra rights")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(real)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


FOLDER = Path("报送材料")
TITLE = "某市某局2025年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "title, name",
    [
        (TITLE, TITLE),
        ('甲/乙:"局"<2025>?*|\\', "甲／乙：＂局＂＜2025＞？＊｜＼"),
        (" 某局 \t 2025年\n报告. . ", "某局 2025年 报告"),
        ("...", "报告"),
        ("\u202e某\u200b局\0\ud800", "某局"),
        ("CON", "_CON"),
        ("lpt1", "_lpt1"),
        ("com1 .2025", "_com1 .2025"),
        ("NUL.年报", "_NUL.年报"),
        ("CONSOLE", "CONSOLE"),
        ("", "报告"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert file_name(title, ".pdf", FOLDER) == f"{name}.pdf"


def test_a_long_name_keeps_what_tells_year_and_kind() -> None:
    name = file_name("很长" * 90 + TITLE, "（送审稿）.docx", FOLDER)
    assert name.startswith("很长很长")
    assert "…" in name
    assert name.endswith("2025年政府信息公开工作年度报告（送审稿）.docx")


def test_a_deep_folder_leaves_a_shorter_name() -> None:
    deep = Path("很深的文件夹" * 30)
    long = "某" * 70
    assert file_name(long, ".pdf", FOLDER) == f"{long}.pdf"
    assert len(str(deep / file_name(long, ".pdf", deep))) < 246
    assert len(file_name(long, ".pdf", Path("深" * 300))) > 40, "never next to nothing"


RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever the suffix."""


@given(st.text(max_size=400), st.sampled_from([".pdf", ".docx", "（送审稿）.docx"]))
@example("CON" + "." * 300, ".pdf")
@example("\U00020000" * 200, ".docx")
@example("某." * 200, ".pdf")
@example("某" * 400, "（送审稿）.docx")
def test_every_title_gives_a_name_that_every_system_takes(title: str, suffix: str) -> None:
    name = file_name(title, suffix, FOLDER)
    assert len(name.encode()) <= 255
    assert not re.search(r'[\\/:*?"<>|]', name)
    assert name == name.strip(" .")
    assert name.endswith(suffix)
    assert len(name) > len(suffix)
    assert not RESERVED.fullmatch(name)
    assert not any(unicodedata.category(char).startswith("C") for char in name)
    assert file_name(name.removesuffix(suffix), suffix, FOLDER) == name


def test_the_proposed_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / file_name("某市:" * 200, "（送审稿）.docx", tmp_path)
    write_atomic(target, b"x")
    assert target.read_bytes() == b"x"
