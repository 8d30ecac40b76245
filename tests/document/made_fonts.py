"""Font files made for tests: the bundled ones under other names and with other faults."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

from gi_desktop.document.fonts import Role
from gi_desktop.resources import resource

ENGLISH, CHINESE = 0x409, 0x804


def bundled(role: Role) -> Path:
    return resource("fonts", f"{role.value}.ttf")


@cache
def _small() -> bytes:
    """A font with a few characters, quickly made and read."""
    font = TTFont(bundled(Role.LEVEL1))
    maker = subset.Subsetter(subset.Options(notdef_outline=True))
    maker.populate(text="一二三0123456789ABCabc")
    maker.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def named(
    english: str = "Some Font",
    chinese: str = "",
    role: Role | None = None,
    style: str = "Regular",
) -> TTFont:
    """A font of these names: the bundled one of a role, else a small one."""
    font = TTFont(bundled(role)) if role else TTFont(io.BytesIO(_small()))
    table = font["name"]
    table.names = []
    for language, name in ((ENGLISH, english), (CHINESE, chinese)):
        if name:
            full = name if style == "Regular" else f"{name} {style}"
            for number, text in ((1, name), (2, style), (4, full)):
                table.setName(text, number, 3, 1, language)
    plain = "".join(filter(str.isalnum, english)) or "X"
    table.setName(plain if style == "Regular" else f"{plain}-{style}", 6, 3, 1, ENGLISH)
    if style != "Regular":
        font["OS/2"].fsSelection, font["head"].macStyle = 0x20, 1
    return font


def file(path: Path, font: TTFont) -> Path:
    font.save(path)
    return path


def collection(path: Path, *fonts: TTFont) -> Path:
    made = TTCollection()
    made.fonts = list(fonts)
    made.save(path)
    return path


def postscript(path: Path, names: Mapping[str, str]) -> Path:
    """A font with PostScript outlines (.otf)."""
    builder = FontBuilder(1000, isTTF=False)
    glyphs = [".notdef", "A"]
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord("A"): "A"})
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((0, 500))
    pen.closePath()
    shape = pen.getCharString()
    builder.setupCFF("Outlines", {}, dict.fromkeys(glyphs, shape), {})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable(dict(names))
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def variable(path: Path, font: TTFont) -> Path:
    """The font with an axis of weight."""
    from fontTools.ttLib.tables._f_v_a_r import Axis, table__f_v_a_r

    axes = font["fvar"] = table__f_v_a_r()
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 100, 100, 900
    axis.axisNameID = 2
    axes.axes = [axis]
    font.save(path)
    return path
