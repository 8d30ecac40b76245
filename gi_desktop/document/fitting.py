"""Blocks set to the measure: lines of prose, titles, tables, signature, before any page."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gi_desktop.document import page
from gi_desktop.document.blocks import (
    Block,
    SignatureBlock,
    TableBlock,
    TextBlock,
    TitleBlock,
)
from gi_desktop.document.breaking import Advance, Segment, break_text, segments
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.document.page import Align, TextStyle
from gi_desktop.document.tables import LaidTable, lay_out_table
from gi_desktop.document.titles import title_lines

SUBSTITUTE = "〓"
"""What printers set for a character they have no type for."""


@dataclass(frozen=True)
class FittedText:
    """A title, heading or paragraph in lines; each line is its segments from the left margin."""

    block: TitleBlock | TextBlock
    style: TextStyle
    lines: tuple[tuple[Segment, ...], ...]
    after: float = 0.0
    """Space below."""
    stretched: tuple[str, ...] = ()
    """Lines that Word spreads too far, as it breaks them."""

    @property
    def height(self) -> float:
        """Of all lines and the space below."""
        return len(self.lines) * self.style.pitch + self.after

    @property
    def heads(self) -> bool:
        """Whether it is a title or heading, which never ends a page."""
        return isinstance(self.block, TitleBlock) or self.style.level > 0


@dataclass(frozen=True)
class FittedTable:
    """A table with all its measures."""

    block: TableBlock
    layout: LaidTable


@dataclass(frozen=True)
class SignatureLine:
    """Name or date in place; ``anchor`` says from where its place is measured."""

    text: str
    x: float
    width: float
    anchor: Align


@dataclass(frozen=True)
class FittedSignature:
    """Name and date; either may be missing."""

    block: SignatureBlock
    lines: tuple[SignatureLine, ...]
    gap: float
    """Space above: room for the seal, or an empty line."""

    @property
    def height(self) -> float:
        """With the space above."""
        return self.gap + len(self.lines) * page.SIGNATURE.pitch


Fitted = FittedText | FittedTable | FittedSignature
_Sized = tuple[str, float]
"""A line and its width."""


@dataclass
class Fitter:
    """Sets blocks to the measure and remembers which characters no font has."""

    fonts: FontSet
    substitute: bool = True
    """Set 〓 for what no font has; otherwise leave it to another program's fonts."""
    missing: dict[str, Block] = field(default_factory=dict)
    """Character → the block where it first stands."""
    _advances: dict[TextStyle, Advance] = field(default_factory=dict, repr=False)

    def fit(self, blocks: Sequence[Block]) -> list[Fitted]:
        """Return every block with its line breaks and sizes."""
        found: list[Fitted] = []
        headings = 0.0
        for block, following in pairwise((*blocks, None)):
            fitted: Fitted
            match block:
                case TitleBlock():
                    fitted = self._title(block)
                case TextBlock():
                    fitted = self._text(block)
                    if isinstance(following, TableBlock):
                        fitted = replace(fitted, after=page.TABLE_GAP)
                    headings = headings + fitted.height if block.level else 0.0
                case TableBlock():
                    fitted = self._table(block, page.TEXT_HEIGHT - headings)
                    headings = 0.0
                case SignatureBlock():
                    fitted = self._signature(block)
            found.append(fitted)
        return found

    def advance(self, style: TextStyle) -> Advance:
        """Return the function from a character to its width in a style."""
        if style not in self._advances:
            known: dict[str, float] = {}

            def width(char: str) -> float:
                found = known.get(char)
                if found is None:
                    found = self.fonts.width(char, style.role, style.size) + style.tracking
                    known[char] = found
                return found

            self._advances[style] = width
        return self._advances[style]

    def width(self, text: str, style: TextStyle) -> float:
        """Return the width of a text in a style, without space after the last character."""
        return sum(map(self.advance(style), text)) - style.tracking if text else 0.0

    def drawable(self, text: str, role: Role, block: Block) -> str:
        """Return the text with 〓 for what no font has, character for character."""
        lacking = self.fonts.missing(text, role)
        for char in sorted(lacking):
            self.missing.setdefault(char, block)
        if not lacking or not self.substitute:
            return text
        return text.translate({ord(char): SUBSTITUTE for char in lacking})

    def _title(self, block: TitleBlock) -> FittedText:
        style = page.TITLE
        parts = [self.drawable(part, style.role, block) for part in block.parts]
        advance = self.advance(style)
        lines = title_lines(parts, lambda text: sum(map(advance, text)), page.TEXT_WIDTH)
        set_lines = tuple((self._aligned(line, style),) for line in lines)
        return FittedText(block, style, set_lines, page.AFTER_TITLE)

    def _aligned(self, text: str, style: TextStyle) -> Segment:
        """Return one line in the middle of the measure."""
        return Segment(text, (page.TEXT_WIDTH - self.width(text, style)) / 2, style.tracking)

    def _text(self, block: TextBlock) -> FittedText:
        # LibreOffice leaves tracking out where a stretch of Chinese or Latin ends: a line that
        # is full to a hair is broken as it would break it, so that the DOCX has the same lines.
        style = page.style_of(block.level)
        text = self.drawable(block.text, style.role, block)
        advance = self.advance(style)
        broken = break_text(
            text,
            advance,
            page.TEXT_WIDTH,
            first=style.indent,
            em=style.size,
            untracked=-style.tracking,
        )
        justify = style.align is Align.JUSTIFIED
        lines = (
            segments(line, advance, page.TEXT_WIDTH, style.tracking, justify=justify)
            for line in broken.lines
        )
        stretched = tuple(line.text for line in broken.stretched) if justify else ()
        return FittedText(block, style, tuple(map(tuple, lines)), stretched=stretched)

    def _table(self, block: TableBlock, room: float) -> FittedTable:
        cells = tuple(
            replace(
                cell,
                text=self.drawable(cell.text, Role.TABLE, block),
                lines=tuple(self.drawable(line, Role.TABLE, block) for line in cell.lines),
            )
            for cell in block.cells
        )
        return FittedTable(block, lay_out_table(replace(block, cells=cells), self.fonts, room))

    def _signature(self, block: SignatureBlock) -> FittedSignature:
        style = page.SIGNATURE
        name, date = (self.drawable(text, style.role, block) for text in (block.name, block.date))
        measure = page.TEXT_WIDTH - (0.0 if block.sealed else 2 * page.CHARACTER)
        names = title_lines([name], lambda text: self.width(text, style), measure)
        place = _sealed if block.sealed else _unsealed
        lines = place(
            [(line, self.width(line, style)) for line in names], date, self.width(date, style)
        )
        gap = page.SEAL_GAP if block.sealed else page.SIGNATURE_GAP
        return FittedSignature(block, tuple(line for line in lines if line.text), gap)


def _sealed(names: Sequence[_Sized], date: str, date_width: float) -> list[SignatureLine]:
    """Place the date four characters from the right and the name centred over it.

    A name that would reach beyond the margin takes the date along to the left.
    """
    right = page.TEXT_WIDTH
    widest = max((width for _, width in names), default=0.0)
    centre = min(right - 4 * page.CHARACTER - date_width / 2, right - widest / 2)
    return [
        *(SignatureLine(name, centre - width / 2, width, Align.CENTRE) for name, width in names),
        SignatureLine(date, centre - date_width / 2, date_width, Align.RIGHT),
    ]


def _unsealed(names: Sequence[_Sized], date: str, date_width: float) -> list[SignatureLine]:
    """Place the name two characters from the right, the date two characters in from the name.

    Where the date then comes nearer to the margin than two characters, both move left.
    """
    right = page.TEXT_WIDTH - 2 * page.CHARACTER
    if not names:
        return [SignatureLine(date, right - date_width, date_width, Align.RIGHT)]
    widest = max(width for _, width in names)
    start = min(right - widest, right - date_width - 2 * page.CHARACTER)
    return [
        *(SignatureLine(name, start, width, Align.RIGHT) for name, width in names),
        SignatureLine(date, start + 2 * page.CHARACTER, date_width, Align.LEFT),
    ]
