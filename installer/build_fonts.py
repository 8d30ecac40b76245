"""Build resources/fonts/*.ttf from the fonts of three Debian 12 packages.

reportlab draws only TrueType outlines, and the free Chinese fonts have PostScript ones: the
outlines are converted, cut to the characters reports use, and put into fresh, renamed fonts.
The same inputs give the same bytes: inputs are checked by hash, all times come from them.

    apt-get download texlive-lang-chinese fonts-noto-cjk fonts-lxgw-wenkai
    for package in *.deb; do dpkg -x $package root; done
    python -m pip install fonttools==4.68.0
    python -m installer.build_fonts root
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from installer.font_characters import ASCII, wanted

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
NOTO = "usr/share/fonts/opentype/noto/"
WENKAI = "usr/share/fonts/truetype/lxgw-wenkai/"

SHA256 = {
    FANDOL
    + "FandolFang-Regular.otf": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    FANDOL
    + "FandolKai-Regular.otf": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    FANDOL
    + "FandolSong-Regular.otf": "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0",
    NOTO
    + "NotoSansCJK-Regular.ttc": "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
    NOTO
    + "NotoSerifCJK-Bold.ttc": "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
    WENKAI
    + "LXGWWenKai-Regular.ttf": "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
}

LICENCES = {
    "COPYING-fandol.txt": "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz",
    "README-fandol.txt": "usr/share/doc/texlive-doc/fonts/fandol/README",
    "OFL-noto-cjk.txt": "usr/share/doc/fonts-noto-cjk/copyright",
    "OFL-lxgw-wenkai.txt": "usr/share/doc/fonts-lxgw-wenkai/copyright",
}

GPL = (
    "GNU General Public License version 3 with the font exception: embedding this font or unaltered "
    "portions of it in a document does not by itself cause the document to be covered by the GPL. "
    "The exception is extended to this modified version."
)
OFL = "SIL Open Font License, Version 1.1"

# Greatest distance in 1/1000 em of one step; at 16 pt one unit is 0.006 mm.
CONVERSION = 1.0
# Fandol's outlines look traced: three times the points of Noto's. They are first joined into fewer curves.
PREPARATION = 0.5
SIMPLIFICATION = 1.5
RECONVERSION = 1.5

# One set of line metrics for all: those of the sources differ (one descent has the wrong sign).
ASCENT, DESCENT = 880, -120


@dataclass(frozen=True)
class Recipe:
    """How one bundled font is made."""

    target: str
    family: str
    source: str
    licence: str
    number: int = -1
    """Index in a collection; -1 for a file of one font."""
    rare: bool = False
    """Keep the characters beyond GB 2312 instead of those in it."""
    simplify: bool = False
    same_as: tuple[tuple[str, str], ...] = ()
    """(character, character whose glyph it takes)."""
    borrowed: tuple[tuple[frozenset[str], str], ...] = ()
    """(characters, font of the same licence that gives them)."""
    dropped: str = ""
    """Characters whose glyph is wrong: the fallback font shows them."""
    widened: str = ""
    """Characters whose ink is stretched over the whole em."""
    centred: str = ""
    """Characters that are put into the middle of an em."""


# GB 2312 has one dash, A1AA, which maps to U+2014 or U+2015.
DASH = ("―", "—")
# Fandol shows a dollar for ￥ and a hyphen for ￣.
YEN = ("￥", "¥")
OVERLINE = "￣"
# FandolKai and FandolSong have a small, raised tilde, FandolFang one between figures.
TILDE = (frozenset("～"), FANDOL + "FandolFang-Regular.otf")

RECIPES = (
    Recipe(
        "fangsong.ttf",
        "GI FangSong",
        FANDOL + "FandolFang-Regular.otf",
        GPL,
        simplify=True,
        same_as=(DASH, YEN),
        # FandolFang's figures are a heavy sans serif that stands out of the thin strokes around it.
        borrowed=((frozenset(ASCII | {"¥"}), FANDOL + "FandolSong-Regular.otf"),),
        dropped=OVERLINE,
    ),
    Recipe(
        "kaiti.ttf",
        "GI KaiTi",
        FANDOL + "FandolKai-Regular.otf",
        GPL,
        simplify=True,
        same_as=(DASH, YEN),
        borrowed=(TILDE,),
        dropped=OVERLINE,
    ),
    Recipe(
        "songti.ttf",
        "GI SongTi",
        FANDOL + "FandolSong-Regular.otf",
        GPL,
        simplify=True,
        same_as=(DASH, YEN),
        borrowed=(TILDE,),
        dropped=OVERLINE,
    ),
    # Noto's dash leaves a gap in —— and, like the dot between names, is narrower than one character.
    Recipe(
        "heiti.ttf",
        "GI HeiTi",
        NOTO + "NotoSansCJK-Regular.ttc",
        OFL,
        number=2,
        same_as=(DASH,),
        widened="—",
    ),
    Recipe(
        "title.ttf",
        "GI Title",
        NOTO + "NotoSerifCJK-Bold.ttc",
        OFL,
        number=2,
        same_as=(DASH,),
        widened="—",
        centred="·",
    ),
    Recipe("fallback.ttf", "GI Rare", WENKAI + "LXGWWenKai-Regular.ttf", OFL, rare=True),
)


class Outlines:
    """The glyphs of one source font, as simple TrueType outlines."""

    def __init__(self, root: Path, source: str, number: int) -> None:
        self.font = TTFont(root / source, fontNumber=number, lazy=True)
        self.cmap: dict[int, str] = self.font.getBestCmap()
        self.postscript = "glyf" not in self.font
        self.glyphs = self.font.getGlyphSet()

    def advance(self, name: str) -> int:
        """Width of a glyph in font units."""
        return int(self.font["hmtx"][name][0])

    def outline(self, name: str) -> RecordingPen:
        """The contours of a glyph, without references to other glyphs."""
        record = DecomposingRecordingPen(self.glyphs)
        self.glyphs[name].draw(record)
        return record

    def glyph(self, name: str, outline: RecordingPen, *, simplify: bool) -> Glyph:
        """Convert an outline; ValueError if the result differs visibly."""
        pen = TTGlyphPen(None)
        if not self.postscript:
            outline.replay(pen)
            return pen.glyph()
        # Outer contours run clockwise in TrueType, anticlockwise in PostScript.
        if simplify:
            final = Cu2QuPen(pen, RECONVERSION, reverse_direction=True)
            outline.replay(Cu2QuPen(Qu2CuPen(final, SIMPLIFICATION, all_cubic=True), PREPARATION))
        else:
            outline.replay(Cu2QuPen(pen, CONVERSION, reverse_direction=True))
        glyph = pen.glyph(dropImpliedOnCurves=True)
        compare(name, outline, glyph)
        return glyph


def fit(outline: RecordingPen, em: int, *, stretch: bool) -> RecordingPen:
    """Stretch the ink of an outline over the em, or put it into the middle."""
    bounds = BoundsPen(None)
    outline.replay(bounds)
    left, _, right, _ = bounds.bounds
    scale = em / (right - left) if stretch else 1.0
    fitted = RecordingPen()
    shift = em / 2 - scale * (left + right) / 2
    outline.replay(TransformPen(fitted, (scale, 0, 0, 1, shift, 0)))
    return fitted


def compare(name: str, source: RecordingPen, glyph: Glyph) -> None:
    """ValueError unless both outlines enclose about the same area in about the same box."""
    area, box = AreaPen(), BoundsPen(None)
    source.replay(area)
    source.replay(box)
    new_area, new_box = AreaPen(), BoundsPen(None)
    glyph.draw(new_area, None)
    glyph.draw(new_box, None)
    # The direction is reversed, so the area changes its sign. 300 square units are a full stop's error.
    if abs(new_area.value + area.value) > 0.02 * abs(area.value) + 300:
        raise ValueError(f"{name}: area {area.value} became {new_area.value}")
    limit = PREPARATION + SIMPLIFICATION + RECONVERSION + 1
    edges = zip(box.bounds or (0, 0, 0, 0), new_box.bounds or (0, 0, 0, 0), strict=True)
    if any(abs(old - new) > limit for old, new in edges):
        raise ValueError(f"{name}: box {box.bounds} became {new_box.bounds}")


class Builder:
    """Collects the glyphs of one font."""

    def __init__(self, recipe: Recipe, root: Path) -> None:
        self.recipe = recipe
        self.main = Outlines(root, recipe.source, recipe.number)
        self.lenders = [(chars, Outlines(root, source, -1)) for chars, source in recipe.borrowed]
        self.order: list[str] = []
        self.glyphs: dict[str, Glyph] = {}
        self.advances: dict[str, int] = {}
        self.cmap: dict[int, str] = {}
        self.em: int = self.main.font["head"].unitsPerEm
        self.add(".notdef", self.main, self.main.font.getGlyphOrder()[0], "")

    def add(self, name: str, origin: Outlines, source: str, character: str) -> None:
        """Take over one glyph under a new name."""
        outline, advance = origin.outline(source), origin.advance(source)
        if character and character in self.recipe.widened + self.recipe.centred:
            outline = fit(outline, self.em, stretch=character in self.recipe.widened)
            advance = self.em
        self.order.append(name)
        self.glyphs[name] = origin.glyph(name, outline, simplify=self.recipe.simplify)
        self.advances[name] = advance

    def take(self, character: str) -> None:
        """Take over the glyph for a character, if there is one."""
        like = dict(self.recipe.same_as).get(character, character)
        lender = next((font for chars, font in self.lenders if like in chars), None)
        origin = lender or self.main
        source = origin.cmap.get(ord(like))
        if source is None or character in self.recipe.dropped:
            return
        name = f"{'lent' if lender else 'own'}.{source}"
        if name not in self.glyphs:
            self.add(name, origin, source, like)
        self.cmap[ord(character)] = name


def build(recipe: Recipe, root: Path, folder: Path) -> Path:
    """Write one font into the folder; returns its path."""
    builder = Builder(recipe, root)
    for character in sorted(wanted(rare=recipe.rare)):
        builder.take(character)
    path = folder / recipe.target
    assemble(builder).save(path)
    return path


def assemble(made: Builder) -> FontBuilder:
    """A font of nothing but these glyphs, with the times and the revision of its source."""
    order, source = made.order, made.main.font
    builder = FontBuilder(made.em, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(made.cmap)
    builder.setupGlyf(made.glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (made.advances[name], getattr(table[name], "xMin", 0)) for name in order}
    )
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT, lineGap=0)
    builder.setupNameTable(names(made.recipe, source), mac=False)
    # Weight 400 also for the bold title font: readers would embolden it once more.
    builder.setupOS2(
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        sTypoLineGap=0,
        usWinAscent=max(ASCENT, builder.font["head"].yMax),
        usWinDescent=max(-DESCENT, -builder.font["head"].yMin),
        sCapHeight=733,
        fsType=0,
        fsSelection=1 << 6,
        achVendID="GIDT",
        ulCodePageRange1=1 << 18 | 1,
    )
    builder.font["OS/2"].recalcUnicodeRanges(builder.font)
    builder.setupPost(keepGlyphNames=False)
    head = builder.font["head"]
    head.created, head.modified = source["head"].created, source["head"].modified
    head.fontRevision = source["head"].fontRevision
    builder.font.recalcTimestamp = False
    return builder


def names(recipe: Recipe, source: TTFont) -> dict[str, str]:
    """The name table: credits of the source, the new name, what was changed."""

    def original(number: int) -> str:
        return str(source["name"].getDebugName(number) or "")

    postscript = recipe.family.replace(" ", "") + "-Regular"
    changes = "Modified for gi-desktop: cut to a subset, renamed."
    if "glyf" not in source:
        changes += " Outlines converted to TrueType."
    if recipe.simplify:
        changes += " Outlines simplified."
    if recipe.borrowed:
        changes += f" Some glyphs from {Path(recipe.borrowed[0][1]).stem}."
    return {
        "copyright": original(0),
        "familyName": recipe.family,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{postscript};{original(3)}",
        "fullName": recipe.family,
        "version": f"{original(5)};gi-desktop",
        "psName": postscript,
        "designer": original(9),
        "description": f"Made from {original(6)}. {changes}",
        "licenseDescription": recipe.licence,
        "licenseInfoURL": original(14),
    }


def check_inputs(root: Path) -> None:
    """Stop unless every source font is the very file this script was written for."""
    for name, expected in SHA256.items():
        path = root / name
        if not path.is_file():
            sys.exit(f"missing: {path}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            sys.exit(f"not the version this script was written for: {path}")


def copy_licences(root: Path, folder: Path) -> None:
    """Copy the licence texts as the packages bring them."""
    folder.mkdir(parents=True, exist_ok=True)
    for target, name in LICENCES.items():
        data = (root / name).read_bytes()
        (folder / target).write_bytes(gzip.decompress(data) if name.endswith(".gz") else data)


def main() -> None:
    """Build all fonts, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path, help="folder into which the packages were unpacked")
    parser.add_argument("--output", type=Path, default=FONTS)
    parser.add_argument("--only", action="append", help="build only this file, e.g. kaiti.ttf")
    options = parser.parse_args()
    check_inputs(options.root)
    copy_licences(options.root, options.output / "licences")
    recipes = [recipe for recipe in RECIPES if not options.only or recipe.target in options.only]
    with ProcessPoolExecutor() as pool:
        jobs = [pool.submit(build, recipe, options.root, options.output) for recipe in recipes]
        for job in jobs:
            path = job.result()
            print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
