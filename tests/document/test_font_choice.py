"""Which of a PC's fonts serve, and what happens where one cannot."""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from gi_desktop.document import write_docx, write_pdf
from gi_desktop.document.font_roles import kinds
from gi_desktop.document.fonts import MAIN, FontChoice, FontSet, Role, word_font
from gi_desktop.document.saving import DocumentError
from gi_desktop.document.truetype import FontFileError
from gi_desktop.form import Edition
from tests.document.made_fonts import bundled, collection, file, named, postscript, variable
from tests.document.samples import sample


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
    assert fonts.rejected == {}


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


def marked_postscript(data: bytes) -> bytes:
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


@pytest.mark.parametrize("damage", [cut_off, marked_postscript, no_font, forbidden, without_widths])
def test_a_candidate_that_cannot_be_used_falls_through(
    damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / "simhei.ttf").write_bytes(damage(bundled(Role.LEVEL1).read_bytes()))
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(Role.LEVEL1).bundled
    assert list(fonts.rejected) == [tmp_path / "simhei.ttf"]
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
    assert "6763" in fonts.rejected[tmp_path / "simsun.ttf"]


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


# Chosen fonts -------------------------------------------------------------------------------


def without(role: Role, text: str) -> TTFont:
    """The bundled font of a role without some characters."""
    font = named("Partial", "残缺体", role)
    for table in font["cmap"].tables:
        for char in text:
            table.cmap.pop(ord(char), None)
    return font


def test_a_chosen_font_comes_before_what_is_installed(tmp_path: Path) -> None:
    shutil.copy(bundled(Role.BODY), tmp_path / "simfang.ttf")
    chosen = file(tmp_path / "any.ttf", named("Any", "随意体", Role.LEVEL2))
    fonts = FontSet.discover((tmp_path,), {Role.BODY: FontChoice(chosen)})
    assert fonts.source(Role.BODY) == (chosen, 0, False)
    assert fonts.name(Role.BODY) == "随意体"
    assert fonts.notes == ()


def test_the_font_of_a_collection_can_be_chosen(tmp_path: Path) -> None:
    path = collection(tmp_path / "x.ttc", named("One"), named("Two", "", Role.LEVEL1))
    choices = {Role.TITLE: FontChoice(path, 1)}
    assert FontSet.discover((), choices).source(Role.TITLE) == (path, 1, False)


def broken(path: Path) -> Path:
    path.write_bytes(bundled(Role.BODY).read_bytes()[:5000])
    return path


def restricted(path: Path) -> Path:
    font = named("Closed", "不许嵌入", Role.BODY)
    font["OS/2"].fsType = 2
    return file(path, font)


def outlines(path: Path) -> Path:
    return postscript(path, {"familyName": "Outlines", "styleName": "Regular"})


def with_axes(path: Path) -> Path:
    return variable(path, named("Axes", "可变", Role.BODY))


def foreign(path: Path) -> Path:
    return file(path, named("Latin"))


def absent(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    "make, reason",
    [
        (broken, "文件不完整"),
        (restricted, "不允许嵌入"),
        (outlines, "PostScript"),
        (with_axes, "可变字体"),
        (foreign, "不是简体中文字体"),
        (absent, "文件不见了"),
    ],
)
def test_a_choice_that_cannot_be_followed_is_told_and_another_font_serves(
    make: Callable[[Path], Path], reason: str, tmp_path: Path
) -> None:
    choice = FontChoice(make(tmp_path / "chosen.ttf"))
    fonts = FontSet.discover((), {Role.BODY: choice})
    (note,) = fonts.notes
    assert "正文" in note
    assert "chosen.ttf" in note
    assert reason in note
    assert fonts.source(Role.BODY).bundled
    assert reason in fonts.rejected[choice.path]
    with pytest.raises(FontFileError, match=reason):
        fonts.examine(choice, Role.BODY)


def test_a_choice_that_cannot_be_followed_is_told_with_the_pdf(
    form: Edition, tmp_path: Path
) -> None:
    fonts = FontSet.discover((), {Role.TITLE: FontChoice(tmp_path / "gone.ttf")})
    (note,) = write_pdf(sample(form), form, io.BytesIO(), fonts)
    assert "给标题选的字体文件“gone.ttf”不能用：文件不见了" in note


def test_a_number_that_a_collection_has_not_is_told(tmp_path: Path) -> None:
    path = collection(tmp_path / "x.ttc", named("One"))
    (note,) = FontSet.discover((), {Role.TITLE: FontChoice(path, 7)}).notes
    assert "没有第 8 种字体" in note


def test_what_a_chosen_font_lacks_is_shown_by_others(tmp_path: Path) -> None:
    path = file(tmp_path / "partial.ttf", without(Role.BODY, "政A"))
    fonts = FontSet.discover((), {role: FontChoice(path) for role in MAIN[:-1]})
    for role in MAIN[:-1]:
        assert fonts.notes == ()
        assert fonts.missing("政府A", role) == set()
        assert fonts.runs("政府", role) == [(Role.TABLE, "政"), (role, "府")]
    assert fonts.examine(FontChoice(path), Role.BODY).lacking == 1


def test_tables_need_a_font_that_lacks_no_common_character(tmp_path: Path) -> None:
    path = file(tmp_path / "partial.ttf", without(Role.BODY, "政"))
    fonts = FontSet.discover((), {Role.TABLE: FontChoice(path)})
    assert "缺少 1 个常用汉字" in fonts.notes[0]
    assert fonts.source(Role.TABLE).bundled


def test_the_fonts_to_choose_from(tmp_path: Path) -> None:
    title = file(tmp_path / "1.ttf", named("FZXiaoBiaoSong-B05", "方正小标宋_GBK", Role.TITLE))
    body = file(tmp_path / "2.ttf", without(Role.BODY, "政"))
    renamed = TTFont(body)
    renamed["name"].setName("仿宋", 4, 3, 1, 0x804)
    renamed.save(body)
    broken(tmp_path / "simhei.ttf")
    fonts = FontSet.discover((tmp_path,))
    own = [(font.name, font.path, font.lacking) for font in fonts.installed(Role.BODY)]
    assert own == [("仿宋", body, 1), ("方正小标宋_GBK", title, 0)]
    assert [font.name for font in fonts.installed(Role.TABLE)] == ["方正小标宋_GBK"]
    assert tmp_path / "simhei.ttf" in fonts.rejected
    # By itself a font that lacks common characters is not taken.
    assert fonts.source(Role.BODY).bundled


def test_other_choices_on_the_same_pc(tmp_path: Path) -> None:
    path = file(tmp_path / "any.ttf", named("Any", "随意体", Role.LEVEL2))
    fonts = FontSet.discover((tmp_path,), {Role.TITLE: FontChoice(tmp_path / "gone.ttf")})
    assert fonts.notes
    other = fonts.choosing({Role.BODY: FontChoice(path)})
    assert other.notes == ()
    assert other.source(Role.BODY).path == path
    assert fonts.source(Role.BODY).bundled
    assert other.choosing({}).source(Role.BODY).bundled


def test_a_file_that_vanishes_before_it_is_embedded_is_told_and_then_passed_over(
    form: Edition, tmp_path: Path
) -> None:
    path = tmp_path / "simhei.ttf"
    shutil.copy(bundled(Role.LEVEL1), path)
    fonts = FontSet.discover((tmp_path,))
    assert fonts.source(Role.LEVEL1).path == path
    path.unlink()
    with pytest.raises(DocumentError, match=r"simhei\.ttf：文件不见了"):
        write_pdf(sample(form), form, tmp_path / "a.pdf", fonts)
    assert not (tmp_path / "a.pdf").exists()
    assert write_pdf(sample(form), form, tmp_path / "a.pdf", fonts) == []
    assert fonts.source(Role.LEVEL1).bundled


# Whose font shows what a font lacks ---------------------------------------------------------

RARE = "镕"


def test_installed_fonts_come_before_the_bundled_one_for_rare_characters(tmp_path: Path) -> None:
    assert FontSet.discover(()).runs(RARE, Role.TITLE) == [(Role.FALLBACK, RARE)]

    def with_rare(role: Role) -> TTFont:
        font = TTFont(bundled(role))
        for table in font["cmap"].tables:
            table.cmap[ord(RARE)] = font.getBestCmap()[ord("金")]
        return font

    file(tmp_path / "simsun.ttf", with_rare(Role.TABLE))
    assert FontSet.discover((tmp_path,)).runs(RARE, Role.TITLE) == [(Role.TABLE, RARE)]
    file(tmp_path / "simhei.ttf", with_rare(Role.LEVEL1))
    fonts = FontSet.discover((tmp_path,))
    # Bold type lends to bold type, light to light.
    assert fonts.runs(RARE, Role.TITLE) == [(Role.LEVEL1, RARE)]
    assert fonts.runs(RARE, Role.BODY) == [(Role.TABLE, RARE)]
    assert fonts.width(RARE, Role.BODY, 10) == pytest.approx(10)


def test_the_font_for_characters_beyond_the_first_plane(tmp_path: Path) -> None:
    astral = "\U00020000\U0002ffff"
    font = TTFont(bundled(Role.LEVEL1))
    glyph = font.getBestCmap()[ord("中")]
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {ord(char): glyph for char in astral}
    font["cmap"].tables.append(table)
    file(tmp_path / "simsunb.ttf", font)
    fonts = FontSet.discover((tmp_path,))
    assert fonts.missing(astral, Role.BODY) == set()
    assert fonts.runs(f"甲{astral}", Role.BODY) == [(Role.BODY, "甲"), (Role.BEYOND, astral)]


def test_a_private_character_is_never_taken_from_another_font(tmp_path: Path) -> None:
    private = "\ue000"
    font = TTFont(bundled(Role.LEVEL1))
    for table in font["cmap"].tables:
        table.cmap[ord(private)] = font.getBestCmap()[ord("中")]
    file(tmp_path / "simhei.ttf", font)
    fonts = FontSet.discover((tmp_path,))
    assert fonts.missing(private, Role.LEVEL1) == set()
    assert fonts.missing(private, Role.BODY) == {private}


# Word ---------------------------------------------------------------------------------------


def fonts_named(data: bytes) -> set[tuple[str, str]]:
    """Every w:rFonts of the styles and of the text."""
    found = set()
    with ZipFile(io.BytesIO(data)) as package:
        for part in ("word/styles.xml", "word/document.xml", "word/fontTable.xml"):
            xml = package.read(part).decode()
            found |= {(part, name) for name in re.findall(r"<w:(?:rFonts|font|altName)[^>]*>", xml)}
    return found


def test_a_docx_names_the_standard_fonts_whatever_the_pdf_is_set_in(
    form: Edition, tmp_path: Path
) -> None:
    other = file(tmp_path / "any.ttf", named("Any", "随意体", Role.LEVEL1))
    written = []
    for choices in ({}, {role: FontChoice(other) for role in MAIN}):
        buffer = io.BytesIO()
        fonts = FontSet.discover((), choices)
        write_docx(sample(form), form, buffer, fonts)
        assert all(fonts.source(role).bundled is not bool(choices) for role in MAIN)
        written.append(fonts_named(buffer.getvalue()))
    assert written[0] == written[1]
    for role in MAIN:
        assert any(f'"{word_font(role).name}"' in name for _, name in written[0])
    assert not any("随意体" in name for _, name in written[1])
