"""Fonts recognised by the names inside their files, and by Windows' list of fonts."""

import contextlib
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import BinaryIO, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.document import font_files, font_names
from gi_desktop.document.font_files import (
    Catalogue,
    Registered,
    registered,
    registry_values,
    windows_folders,
)
from gi_desktop.document.font_names import read_faces
from gi_desktop.document.font_roles import kind_of, kinds
from gi_desktop.document.fonts import MAIN, FontSet, Role
from gi_desktop.document.truetype import FontFileError
from tests.document.made_fonts import collection, file, named, postscript

# Names inside a file ------------------------------------------------------------------------


def test_names_in_both_languages_and_the_chinese_one_to_show(tmp_path: Path) -> None:
    path = file(tmp_path / "x.ttf", named("FangSong_GB2312", "仿宋_GB2312"))
    (face,) = read_faces(path)
    assert {"FangSong_GB2312", "仿宋_GB2312"} <= set(face.names)
    assert face.display == "仿宋_GB2312"
    (english,) = read_faces(file(tmp_path / "y.ttf", named("FZFangSong-Z02S")))
    assert english.display == "FZFangSong-Z02S"


def test_the_names_of_every_font_of_a_collection(tmp_path: Path) -> None:
    path = collection(tmp_path / "x.ttc", named("NSimSun", "新宋体"), named("SimSun", "宋体"))
    faces = read_faces(path)
    assert [(face.subfont, face.display) for face in faces] == [(0, "新宋体"), (1, "宋体")]


def test_the_family_of_a_bold_font_is_not_its_name(tmp_path: Path) -> None:
    (face,) = read_faces(file(tmp_path / "x.ttf", named("SimSun", "宋体", style="Bold")))
    assert "宋体" not in face.names
    assert kind_of(Role.TABLE, face.names) is None


@pytest.mark.parametrize(
    "platform, encoding, language", [(3, 3, 0x804), (1, 25, 33)], ids=["Windows", "Macintosh"]
)
def test_names_written_as_gbk(platform: int, encoding: int, language: int, tmp_path: Path) -> None:
    font = named("Some Font")
    font["name"].names = []
    font["name"].setName("x", 4, platform, encoding, language)
    font["name"].names[0].string = "方正小标宋_GBK".encode("gbk")
    (face,) = read_faces(file(tmp_path / "x.ttf", font))
    assert face.names == ("方正小标宋_GBK",)


def test_only_a_few_small_pieces_of_a_file_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def read_at(file: BinaryIO, offset: int, length: int) -> bytes:
        read.append(length)
        file.seek(offset)
        return file.read(length)

    monkeypatch.setattr(font_names, "read_at", read_at)
    path = file(tmp_path / "x.ttf", named("SimSun", "宋体", Role.TABLE))
    assert read_faces(path)
    assert path.stat().st_size > 3_000_000
    assert len(read) == 3
    assert sum(read) < 2000


@pytest.mark.parametrize("content", [b"", b"<html>", b"ttcf\0\1\0\0\xff\xff\xff\xff", b"\0" * 99])
def test_what_is_no_font_is_told_so(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(content)
    with pytest.raises(FontFileError, match=r"x\.ttf："):
        read_faces(tmp_path / "x.ttf")


def test_a_folder_and_an_absent_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").mkdir()
    with pytest.raises(FontFileError):
        read_faces(tmp_path / "x.ttf")
    with pytest.raises(FontFileError, match="文件不见了"):
        read_faces(tmp_path / "absent.ttf")


@given(data=st.data())
def test_damage_never_raises_anything_else(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    whole = folder / "whole.ttf"
    if not whole.exists():
        file(whole, named("SimSun", "宋体"))
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, 400))] = data.draw(st.integers(0, 255))
    path = folder / "x.ttf"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    # Any other exception than FontFileError fails the test.
    with contextlib.suppress(FontFileError):
        assert all(face.display for face in read_faces(path))


# Kinds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role, name",
    [
        (Role.BODY, "仿宋"),
        (Role.BODY, "FangSong"),
        (Role.BODY, "仿宋_GB2312"),
        (Role.BODY, "FangSong_GB2312"),
        (Role.BODY, "方正仿宋_GBK"),
        (Role.BODY, "方正仿宋简体"),
        (Role.BODY, "FZFangSong-Z02S"),
        (Role.BODY, "华文仿宋"),
        (Role.BODY, "STFangsong"),
        (Role.LEVEL1, "黑体"),
        (Role.LEVEL1, "SimHei"),
        (Role.LEVEL1, "方正黑体_GBK"),
        (Role.LEVEL1, "FZHei-B01S"),
        (Role.LEVEL2, "楷体"),
        (Role.LEVEL2, "KaiTi"),
        (Role.LEVEL2, "楷体_GB2312"),
        (Role.LEVEL2, "方正楷体简体"),
        (Role.LEVEL2, "华文楷体"),
        (Role.TABLE, "宋体"),
        (Role.TABLE, "SimSun"),
        (Role.TABLE, "方正书宋_GBK"),
        (Role.TABLE, "华文宋体"),
        (Role.TITLE, "方正小标宋简体"),
        (Role.TITLE, "方正小标宋_GBK"),
        (Role.TITLE, "FZXiaoBiaoSong-B05"),
        (Role.TITLE, "FZXiaoBiaoSong-B05S"),
        (Role.TITLE, "方正公文小标宋"),
        (Role.BODY, "方正公文仿宋"),
        (Role.TITLE, "文星小标宋"),
        (Role.TITLE, "汉仪小标宋简"),
        (Role.TITLE, "汉鼎简小标宋"),
        (Role.TITLE, "华文中宋"),
        (Role.BEYOND, "SimSun-ExtB"),
    ],
)
def test_a_name_belongs_to_one_role_only(role: Role, name: str) -> None:
    assert [found for found in Role if kind_of(found, (name,)) is not None] == [role]


@pytest.mark.parametrize("name", ["微软雅黑", "Arial", "新宋体", "NSimSun", "黑体加粗", "宋", ""])
def test_other_names_belong_to_none(name: str) -> None:
    assert all(kind_of(role, (name,)) is None for role in Role)


def test_the_makeshift_of_a_title_is_the_last_of_its_kinds() -> None:
    for role in MAIN:
        assert [kind.makeshift for kind in kinds(role)].index(True) == len(kinds(role)) - 1


# A folder -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role, english, chinese",
    [
        (Role.BODY, "FangSong_GB2312", "仿宋_GB2312"),
        (Role.LEVEL1, "FZHei-B01", "方正黑体_GBK"),
        (Role.LEVEL2, "KaiTi", ""),
        (Role.TABLE, "FZShuSong-Z01S", "方正书宋简体"),
        (Role.TITLE, "FZXiaoBiaoSong-B05S", "方正小标宋简体"),
    ],
)
def test_a_font_serves_under_whatever_file_name(
    role: Role, english: str, chinese: str, tmp_path: Path
) -> None:
    path = file(tmp_path / "下载 (1).TTF", named(english, chinese, role))
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(role) == (path, 0, False)
    assert fonts.name(role) == (chinese or english)
    assert all(fonts.source(other).bundled for other in MAIN if other is not role)


def test_the_font_of_a_collection_is_found_by_its_name(tmp_path: Path) -> None:
    path = collection(
        tmp_path / "simsun.ttc", named("NSimSun", "新宋体"), named("SimSun", "宋体", Role.TABLE)
    )
    assert FontSet.discover((tmp_path,)).source(Role.TABLE) == (path, 1, False)


def test_a_makeshift_comes_after_a_freely_named_font(tmp_path: Path) -> None:
    makeshift = file(tmp_path / "STZHONGS.TTF", named("STZhongsong", "华文中宋", Role.TITLE))
    assert FontSet.discover((tmp_path,)).source(Role.TITLE).path == makeshift
    better = file(tmp_path / "zz.ttf", named("HYXiaoBiaoSong", "汉仪小标宋", Role.TITLE))
    assert FontSet.discover((tmp_path,)).source(Role.TITLE).path == better


def test_files_are_opened_only_where_no_usual_name_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def reading(path: Path) -> tuple[font_names.Face, ...]:
        opened.append(path.name)
        return read_faces(path)

    monkeypatch.setattr(font_files, "read_faces", reading)
    file(tmp_path / "simhei.ttf", named("SimHei", "黑体", Role.LEVEL1))
    for number in range(3):
        file(tmp_path / f"other{number}.ttf", named(f"Other {number}"))
    (tmp_path / "readme.txt").write_text("no font")
    fonts = FontSet.discover((tmp_path,))
    assert not fonts.source(Role.LEVEL1).bundled
    assert opened == ["simhei.ttf"]
    assert fonts.source(Role.TITLE).bundled
    assert fonts.source(Role.BODY).bundled
    # All of them, and only once.
    assert opened[1:] == ["other0.ttf", "other1.ttf", "other2.ttf"]


def test_a_broken_file_among_others_is_passed_over_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0\0\5")
    postscript(tmp_path / "a.otf", {"familyName": "方正小标宋简体", "styleName": "Regular"})
    whole = file(tmp_path / "z.ttf", named("FZXiaoBiaoSong-B05", "方正小标宋_GBK", Role.TITLE))
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(Role.TITLE).path == whole
    assert [path.name for path in fonts.rejected] == [
        "broken.ttf",
        "a.otf",
    ]
    assert "PostScript" in fonts.rejected[tmp_path / "a.otf"]


# Windows' list ------------------------------------------------------------------------------


def test_entries_of_the_list(tmp_path: Path) -> None:
    own = tmp_path / "own" / "方正.ttf"
    found = registered(
        [
            ("仿宋 (TrueType)", "simfang.ttf"),
            ("SimSun & NSimSun (TrueType)", "simsun.ttc"),
            ("方正小标宋简体 (TrueType)", str(own)),
            ("Courier 10,12,15", "COURE.FON"),
        ],
        tmp_path,
    )
    assert found == (
        Registered(("仿宋",), tmp_path / "simfang.ttf"),
        Registered(("SimSun", "NSimSun"), tmp_path / "simsun.ttc"),
        Registered(("方正小标宋简体",), own),
    )


def test_a_listed_font_serves_and_no_other_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def reading(path: Path) -> tuple[font_names.Face, ...]:
        opened.append(path.name)
        return read_faces(path)

    monkeypatch.setattr(font_files, "read_faces", reading)
    path = file(tmp_path / "F1.ttf", named("FZXiaoBiaoSong-B05S", "方正小标宋简体", Role.TITLE))
    file(tmp_path / "F2.ttf", named("Other"))
    listed = registered(
        [("方正小标宋简体 (TrueType)", "F1.ttf"), ("Other (TrueType)", "F2.ttf")], tmp_path
    )
    fonts = FontSet(Catalogue((tmp_path,), listed))
    assert fonts.source(Role.TITLE) == (path, 0, False)
    assert fonts.source(Role.BODY).bundled
    assert opened == ["F1.ttf"]


def test_a_listed_file_that_is_gone_falls_through(tmp_path: Path) -> None:
    listed = registered([("仿宋 (TrueType)", "gone.ttf")], tmp_path)
    fonts = FontSet(Catalogue((tmp_path,), listed))
    assert fonts.source(Role.BODY).bundled
    assert fonts.rejected == {tmp_path / "gone.ttf": "文件不见了"}


class FakeKey:
    """An open key of the registry."""

    def __init__(self, values: list[tuple[str, str]]) -> None:
        self.values = values

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_the_list_is_read_for_all_users_and_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    hives = {1: [("仿宋 (TrueType)", "simfang.ttf")]}

    def open_key(hive: int, path: str) -> FakeKey:
        assert path.endswith(r"Windows NT\CurrentVersion\Fonts")
        if hive not in hives:
            raise FileNotFoundError(path)
        return FakeKey(hives[hive])

    fake = ModuleType("winreg")
    vars(fake).update(
        HKEY_LOCAL_MACHINE=1,
        HKEY_CURRENT_USER=2,
        OpenKey=open_key,
        QueryInfoKey=lambda key: (0, len(key.values), 0),
        EnumValue=lambda key, number: (*key.values[number], 1),
    )
    monkeypatch.setitem(sys.modules, "winreg", fake)
    monkeypatch.setattr(font_files, "sys", SimpleNamespace(platform="win32"))
    assert registry_values() == [("仿宋 (TrueType)", "simfang.ttf")]
    hives[2] = [("方正小标宋简体 (TrueType)", r"C:\own.ttf")]
    assert [name for name, _ in registry_values()] == [
        "仿宋 (TrueType)",
        "方正小标宋简体 (TrueType)",
    ]
    monkeypatch.setattr(font_files, "sys", SimpleNamespace(platform="linux"))
    assert registry_values() == []


def test_folders_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDIR", "W")
    monkeypatch.setenv("LOCALAPPDATA", "L")
    monkeypatch.setattr(font_files, "sys", SimpleNamespace(platform="win32"))
    assert windows_folders() == (Path("W/Fonts"), Path("L/Microsoft/Windows/Fonts"))
    monkeypatch.delenv("LOCALAPPDATA")
    assert windows_folders() == (Path("W/Fonts"),)
    monkeypatch.setattr(font_files, "sys", SimpleNamespace(platform="linux"))
    assert windows_folders() == ()
    assert Catalogue.of_this_pc().folders == ()
