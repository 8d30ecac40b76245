"""Font files, whole and damaged."""

import contextlib
import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.document.fonts import Role
from gi_desktop.document.truetype import FontFileError, TrueType
from gi_desktop.resources import resource


def bundled(role: Role) -> Path:
    return resource("fonts", f"{role.value}.ttf")


def saved(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def small_font(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A font of three glyphs with tables cmap of the formats 4 and 12, and a file to damage."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 700))
    pen.lineTo((700, 0))
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", "A", "rare"]
    builder = FontBuilder(2048)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord("A"): "A", 0x20000: "rare"})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics({".notdef": (2048, 0), "A": (1024, 0), "rare": (2048, 0)})
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable({"familyName": "小", "styleName": "Regular", "psName": "Small (1)"})
    builder.setupOS2()
    builder.setupPost()
    return tmp_path_factory.mktemp("font") / "small.ttf", saved(builder.font)


def test_a_small_font(small_font: tuple[Path, bytes]) -> None:
    path, data = small_font
    path.write_bytes(data)
    font = TrueType(path)
    assert (font.width("A"), font.width("\U00020000"), font.width("B")) == (0.5, 1, 1)
    assert font.name == "Small1"
    assert set(font.glyphs) == {ord("A"), 0x20000}


def test_a_character_without_an_outline_is_none(tmp_path: Path) -> None:
    font = TTFont(bundled(Role.LEVEL1))
    glyph = font.getBestCmap()[ord("政")]
    font["glyf"][glyph] = TTGlyphPen(None).glyph()
    font.save(tmp_path / "gap.ttf")
    found = TrueType(tmp_path / "gap.ttf").glyphs
    assert ord("政") not in found
    assert {ord("府"), ord(" "), 0x3000} <= set(found)


@given(data=st.data())
def test_damage_is_always_reported_as_such(
    small_font: tuple[Path, bytes], data: st.DataObject
) -> None:
    path, content = small_font
    damaged = bytearray(content)
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    path.write_bytes(damaged[: data.draw(st.just(len(content)) | places)])
    # Any other exception than FontFileError fails the test.
    with contextlib.suppress(FontFileError):
        assert TrueType(path).width("A") >= 0


def test_one_font_of_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(bundled(Role.TABLE)), TTFont(bundled(Role.LEVEL1))]
    path = tmp_path / "two.ttc"
    collection.save(path)
    alone = TrueType(bundled(Role.LEVEL1))
    second = TrueType(path, 1)
    assert second.name == alone.name
    assert second.glyphs == alone.glyphs
    assert second.advances == alone.advances
    with pytest.raises(FontFileError, match="没有第 3 种字体"):
        TrueType(path, 2)
