"""Typeset pages as glyphs in place: what is painted, worked out beforehand. Knows no Qt.

Made where the pages are typeset, so that painting asks no font set and is quick.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from gi_desktop.document import page as measures
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.pages import Page, TextPiece, TypesetReport
from gi_desktop.document.truetype import TrueType


@dataclass(frozen=True)
class GlyphRun:
    """Glyphs of one font on one baseline; lengths in pt."""

    font: TrueType
    size: float
    y: float
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    """Where each glyph begins."""


@dataclass(frozen=True)
class InkedPage:
    """A page and its glyphs."""

    page: Page
    runs: tuple[GlyphRun, ...]
    watermark: tuple[GlyphRun, ...]
    """Set on a baseline of its own: about its middle, to be turned about that of the page."""


def ink_report(
    report: TypesetReport, fonts: FontSet, known: Mapping[Page, InkedPage]
) -> tuple[InkedPage, ...]:
    """Return the pages with their glyphs; a page that is ``known`` is that same object."""
    return tuple(known.get(page) or ink_page(page, fonts) for page in report.pages)


def ink_page(page: Page, fonts: FontSet) -> InkedPage:
    """Return one page with its glyphs."""
    lines = (page.header, *page.lines, page.folio, page.code)
    runs = tuple(
        run
        for line in lines
        if line is not None
        for piece in line.pieces
        for run in _runs(piece, line.y, fonts)
    )
    return InkedPage(page, runs, tuple(_watermark(page.watermark, fonts)))


def _watermark(text: str, fonts: FontSet) -> Iterator[GlyphRun]:
    """Yield the word with its middle at 0, 0."""
    if text:
        role, size = measures.WATERMARK_ROLE, measures.WATERMARK_SIZE
        left = -fonts.width(text, role, size) / 2
        yield from _runs(TextPiece(left, text, role, size, 0.0), measures.WATERMARK_DROP, fonts)


def _runs(piece: TextPiece, y: float, fonts: FontSet) -> Iterator[GlyphRun]:
    """Yield the glyphs of a piece; a character that its font lacks is the fallback font's."""
    x = piece.x
    for role, text in fonts.runs(piece.text, piece.role):
        font = fonts.font(role)
        glyphs = tuple([font.glyphs.get(ord(char), 0) for char in text])
        scale = piece.size / font.units_per_em
        steps = [font.advances[glyph] * scale + piece.char_space for glyph in glyphs]
        *xs, end = accumulate(steps, initial=x)
        yield GlyphRun(font, piece.size, y, glyphs, tuple(xs))
        x = end
