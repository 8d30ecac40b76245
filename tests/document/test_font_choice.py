"""Which of a PC's fonts serve, and what happens where one cannot."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from gi_desktop.document.font_roles import kinds
from gi_desktop.document.fonts import MAIN, FontSet, Role, word_font
from gi_desktop.resources import resource


def bundled(role: Role) -> Path:
    return resource("fonts", f"{role.value}.ttf")


@pytest.fixture
def fonts() -> FontSet:
    return FontSet.discover(())


def test_without_folders_the_bundled_fonts_serve(fonts: FontSet) -> None:
    for role in (*MAIN, Role.FALLBACK):
        assert fonts.source(role) == (bundled(role), 0, True)
    assert fonts.source(Role.BEYOND) == (bundled(Role.FALLBACK), 0, True)


def test_an_installed_font_is_preferred_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    shutil.copy(bundled(Role.TABLE), tmp_path / "SIMFANG.TTF")
    shutil.copy(bundled(Role.LEVEL1), tmp_path / "FZFSJW.ttf")
    fonts = FontSet.discover((tmp_path / "absent", tmp_path))
    assert fonts.source(Role.BODY) == (tmp_path / "SIMFANG.TTF", 0, False)
    assert fonts.source(Role.TABLE).bundled
    assert fonts.rejected == []


def test_the_first_folder_and_the_first_candidate_win(tmp_path: Path) -> None:
    system, user = tmp_path / "system", tmp_path / "user"
    for folder in (system, user):
        folder.mkdir()
        shutil.copy(bundled(Role.LEVEL2), folder / "simkai.ttf")
    shutil.copy(bundled(Role.LEVEL2), system / "STKAITI.TTF")
    shutil.copy(bundled(Role.TITLE), user / "FZXBSJW.TTF")
    fonts = FontSet.discover((system, user))
    assert fonts.source(Role.LEVEL2).path == system / "simkai.ttf"
    assert fonts.source(Role.TITLE).path == user / "FZXBSJW.TTF"


def cut_off(data: bytes) -> bytes:
    return data[: len(data) // 2]


def postscript(data: bytes) -> bytes:
    return b"OTTO" + data[4:]


def no_font(data: bytes) -> bytes:
    return b"<html>" + data[6:]


def forbidden(data: bytes) -> bytes:
    font = TTFont(io.BytesIO(data))
    font["OS/2"].fsType = 2
    return saved(font)


def without_widths(data: bytes) -> bytes:
    font = TTFont(io.BytesIO(data))
    del font["hmtx"]
    return saved(font)


def saved(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("damage", [cut_off, postscript, no_font, forbidden, without_widths])
def test_a_candidate_that_cannot_be_used_falls_through(
    damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / "simhei.ttf").write_bytes(damage(bundled(Role.LEVEL1).read_bytes()))
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(Role.LEVEL1).bundled
    assert len(fonts.rejected) == 1
    assert "simhei.ttf" in fonts.rejected[0]
    shutil.copy(bundled(Role.LEVEL1), tmp_path / "FZHTJW.TTF")
    assert FontSet.discover((tmp_path,)).source(Role.LEVEL1).path.name == "FZHTJW.TTF"


def test_an_empty_file_and_a_folder_fall_through(tmp_path: Path) -> None:
    (tmp_path / "simhei.ttf").touch()
    (tmp_path / "simkai.ttf").mkdir()
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(Role.LEVEL1).bundled
    assert fonts.source(Role.LEVEL2).bundled
    assert len(fonts.rejected) == 2


def test_a_font_without_the_common_characters_falls_through(tmp_path: Path) -> None:
    shutil.copy(bundled(Role.FALLBACK), tmp_path / "simsun.ttf")
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(Role.TABLE).bundled
    assert "6763" in fonts.rejected[0]


def test_one_font_of_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(bundled(Role.TABLE)), TTFont(bundled(Role.LEVEL1))]
    collection.save(tmp_path / "simsun.ttc")
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(Role.TABLE) == (tmp_path / "simsun.ttc", 0, False)


def test_every_role_has_names_for_word_and_files_to_look_for() -> None:
    for role in Role:
        word = word_font(role)
        assert word.name not in word.alternatives
        assert word.panose is None or len(bytes.fromhex(word.panose)) == 10
        assert word.family in {"roman", "modern", "script", "auto"}
        assert bool(kinds(role)) == (role is not Role.FALLBACK)
    assert word_font(Role.BODY).name == "仿宋"
    assert word_font(Role.TITLE).name == "方正小标宋简体"
    assert "仿宋_GB2312" in word_font(Role.BODY).alternatives
