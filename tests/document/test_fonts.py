"""The bundled fonts, widths, and characters that the font of a role lacks."""

from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.document.fonts import MAIN, FontSet, Role
from gi_desktop.document.truetype import TrueType
from gi_desktop.resources import resource

FANDOL = {Role.BODY, Role.LEVEL2, Role.TABLE}
BUNDLED = [*MAIN, Role.FALLBACK]
RARE = "镕喆䶮"
FONTS = FontSet.discover(())
UNKNOWN = "\U0010fffd"  # a private character: in no font


def bundled(role: Role) -> Path:
    return resource("fonts", f"{role.value}.ttf")


def double_bytes(codec: str, leads: range, first_trail: int) -> set[str]:
    pairs = [bytes((lead, trail)) for lead in leads for trail in range(first_trail, 0xFF)]
    return {
        char for pair in pairs if len(char := pair.decode(codec, "ignore")) == 1 and char > "\x7f"
    }


GB2312 = double_bytes("gb2312", range(0xA1, 0xF8), 0xA1)
GBK = double_bytes("gbk", range(0x81, 0xFF), 0x40)


@pytest.fixture
def fonts() -> FontSet:
    return FontSet.discover(())


# The bundled files


@pytest.mark.parametrize("role", BUNDLED)
def test_a_bundled_font_has_truetype_outlines(role: Role) -> None:
    font = TTFont(bundled(role))
    assert "glyf" in font
    assert "CFF " not in font
    assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("role", MAIN)
def test_a_bundled_font_has_all_of_gb2312(role: Role) -> None:
    assert len(GB2312) == 7445
    covered = {chr(code) for code in TrueType(bundled(role)).glyphs}
    # Fandol draws ￣ as a hyphen: the fallback font shows it.
    assert GB2312 - covered == ({"￣"} if role in FANDOL else set())


@pytest.mark.parametrize("role", MAIN)
def test_what_reports_use_is_shown_by_some_font(role: Role, fonts: FontSet) -> None:
    used = "—…·％‰￥℃〔〕〈〉《》①⑳㈠⑴⒈ⅠⅫ№㎡×÷±≤≥→～“”‘’¥§²€￣" + RARE
    assert fonts.missing(used, role) == set()


def test_the_fallback_completes_gbk(fonts: FontSet) -> None:
    assert len(GBK) > 21_000
    # Vertical and wavy forms of lines, which no text contains.
    assert fonts.missing("".join(GBK), Role.TABLE) <= set("︴﹉﹊﹋﹌﹍﹎﹏")
    assert all(fonts.covers(char, Role.FALLBACK) for char in RARE)


@pytest.mark.parametrize("role", MAIN)
def test_counters_run_against_the_outer_contour(role: Role) -> None:
    font = TTFont(bundled(role))
    glyphs = font.getGlyphSet()
    record = DecomposingRecordingPen(glyphs)
    glyphs[font.getBestCmap()[ord("口")]].draw(record)
    areas: list[float] = []
    pen = AreaPen()
    for step, points in record.value:
        getattr(pen, step)(*points)
        if step == "closePath":
            areas.append(pen.value - sum(areas))
    # Two contours the other way round; were they not, the hole would be filled.
    assert len(areas) == 2
    assert min(areas) < 0 < max(areas)
    assert abs(sum(areas)) > 30_000


@pytest.mark.parametrize("role", MAIN)
def test_a_yen_is_no_dollar(role: Role) -> None:
    glyphs = TrueType(bundled(role)).glyphs
    font = TTFont(bundled(role))
    shapes = [
        font["glyf"][font.getGlyphName(glyphs[ord(char)])].getCoordinates(font["glyf"])[0]
        for char in "￥＄"
    ]
    assert shapes[0] != shapes[1]
    if role in FANDOL:
        assert glyphs[ord("￥")] == glyphs[ord("¥")]


@pytest.mark.parametrize("role", BUNDLED)
def test_names_are_not_those_of_the_originals(role: Role) -> None:
    names = TTFont(bundled(role))["name"]
    assert names.getDebugName(1).startswith("GI ")
    assert names.getDebugName(6).startswith("GI")
    assert "Modified" in names.getDebugName(10)
    assert names.getDebugName(0)
    assert names.getDebugName(13)


@pytest.mark.parametrize("role", BUNDLED)
def test_every_font_has_its_licence(role: Role) -> None:
    licence = TTFont(bundled(role))["name"].getDebugName(13)
    original = TTFont(bundled(role))["name"].getDebugName(10)
    if "GNU" in licence:
        assert "Fandol" in original
        text = resource("fonts", "licences", "COPYING-fandol.txt").read_text("utf-8")
        assert "Version 3, 29 June 2007" in text
        assert "embed this font or unaltered portions of this font" in " ".join(text.split())
    else:
        package = "lxgw-wenkai" if "LXGW" in original else "noto-cjk"
        text = resource("fonts", "licences", f"OFL-{package}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert f"`{role.value}.ttf`" in resource("fonts", "README.md").read_text("utf-8")


# Widths and fallback


@pytest.mark.parametrize("role", MAIN)
def test_widths_come_from_the_font(role: Role, fonts: FontSet) -> None:
    reference = TTFont(bundled(role))
    cmap, widths = reference.getBestCmap(), reference["hmtx"]
    text = "政府信息（2022年）99.19%—“A·b”"
    expected = sum(widths[cmap[ord(char)]][0] for char in text) / 1000 * 16
    assert fonts.width(text, role, 16) == pytest.approx(expected)


@pytest.mark.parametrize("role", MAIN)
def test_chinese_and_dashes_are_one_em_wide(role: Role, fonts: FontSet) -> None:
    for char in "年，。、（）“”……——·《》":
        assert fonts.width(char, role, 10.5) == pytest.approx(10.5), char
    assert 7 < fonts.width("0", role, 16) < 10
    assert fonts.width("", role, 16) == 0


def test_rare_characters_are_cut_out_and_measured_in_the_fallback_font(fonts: FontSet) -> None:
    assert fonts.runs("吴喆、朱镕基", Role.BODY) == [
        (Role.BODY, "吴"),
        (Role.FALLBACK, "喆"),
        (Role.BODY, "、朱"),
        (Role.FALLBACK, "镕"),
        (Role.BODY, "基"),
    ]
    assert not fonts.covers("喆", Role.BODY)
    assert fonts.width("m²", Role.BODY, 100) == pytest.approx(
        fonts.width("m", Role.BODY, 100) + fonts.width("²", Role.FALLBACK, 100)
    )


def test_a_character_that_no_font_has_is_named_and_stays_in_place(fonts: FontSet) -> None:
    assert fonts.missing(f"甲{UNKNOWN}乙\u200b", Role.TITLE) == {UNKNOWN, "\u200b"}
    assert fonts.missing("甲乙", Role.TITLE) == set()
    assert fonts.runs(f"甲{UNKNOWN}", Role.TITLE) == [(Role.TITLE, f"甲{UNKNOWN}")]


@given(st.text(st.sampled_from(["年", "A", " ", "\xa0", "喆", "𬱖", UNKNOWN])))
def test_runs_put_together_are_the_text_and_as_wide(text: str) -> None:
    runs = FONTS.runs(text, Role.BODY)
    assert "".join(piece for _, piece in runs) == text
    assert all(one[0] is not two[0] for one, two in pairwise(runs))
    width = sum(FONTS.width(piece, role, 16) for role, piece in runs)
    assert FONTS.width(text, Role.BODY, 16) == pytest.approx(width)
