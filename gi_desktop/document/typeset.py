"""Fitted blocks placed on pages: the one place where pages end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gi_desktop.document import page
from gi_desktop.document.blocks import Block
from gi_desktop.document.breaking import Segment
from gi_desktop.document.fitting import (
    Fitted,
    FittedSignature,
    FittedTable,
    FittedText,
    Fitter,
)
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.furniture import Furniture
from gi_desktop.document.notes import notes
from gi_desktop.document.page import TextStyle
from gi_desktop.document.pages import (
    Fill,
    Line,
    OutlineEntry,
    Page,
    Rule,
    TextPiece,
    TypesetReport,
)
from gi_desktop.document.placing import forced_rows, place_table, split_rows, start_height
from gi_desktop.document.stretching import stretched_notes

_EPSILON = 1e-3
PLAIN = Furniture()
"""The final version."""
ALONE_NEVER = 2
"""So many lines of a paragraph stand together at the least where a page parts it (孤行控制), and
go along with the signature where that starts a page (此页无正文)."""


def typeset(blocks: Sequence[Block], fonts: FontSet, furniture: Furniture = PLAIN) -> TypesetReport:
    """Return the pages of a report; those of the sheet in front, if any, come first."""
    fitter = Fitter(fonts)
    front = _run(furniture.front, fitter, fonts).pages if furniture.front else ()
    text = _run(blocks, fitter, fonts)
    header = _header(furniture.header, fonts)
    coded = [replace(sheet, code=_code(furniture, sheet.number, fonts)) for sheet in text.pages]
    pages = (
        *(
            replace(
                _counted(sheet, len(blocks)),
                folio=None,
                code=_code(furniture, sheet.number, fonts),
            )
            for sheet in front
        ),
        *(replace(sheet, number=sheet.number + len(front)) for sheet in coded),
    )
    return TypesetReport(
        tuple(replace(sheet, header=header, watermark=furniture.watermark) for sheet in pages),
        tuple(replace(entry, page=entry.page + len(front)) for entry in text.outline),
        (*blocks, *furniture.front),
        (
            *fonts.notes,
            *notes(fitter.missing, blocks, furniture.front, fonts),
            *stretched_notes(text.fitted),
        ),
    )


def table_parts(fitted: Sequence[Fitted], fonts: FontSet) -> dict[int, tuple[int, ...]]:
    """Return of each table that pages part the rows at which it begins on another page.

    The key is the table's place among the blocks; a table on one page has no entry.
    """
    if all(block.layout.whole for block in fitted if isinstance(block, FittedTable)):
        return {}
    setter = _Typesetter(fonts, fitted)
    setter.run()
    return {index: tuple(rows) for index, rows in setter.parts.items()}


def _run(blocks: Sequence[Block], fitter: Fitter, fonts: FontSet) -> "_Typesetter":
    """Place the blocks on pages of their own."""
    setter = _Typesetter(fonts, fitter.fit(blocks))
    setter.run()
    return setter


def _counted(sheet: Page, by: int) -> Page:
    """Return the page with the blocks of its lines counted on after ``by`` others."""
    return replace(sheet, lines=tuple(replace(line, block=line.block + by) for line in sheet.lines))


def _header(text: str, fonts: FontSet) -> Line | None:
    """Return the line above the text, at the right."""
    if not text:
        return None
    width = fonts.width(text, page.HEADER_ROLE, page.HEADER_SIZE)
    x = page.WIDTH - page.RIGHT - width
    piece = TextPiece(x, text, page.HEADER_ROLE, page.HEADER_SIZE, 0.0)
    return Line(page.HEADER_BASELINE, (piece,), -1)


def _code(furniture: Furniture, number: int, fonts: FontSet) -> Line | None:
    """Return the code (核对码) on the page number's line: odd pages left, even pages right."""
    text = furniture.code_line
    if not text:
        return None
    width = fonts.width(text, page.CODE_ROLE, page.CODE_SIZE)
    left = page.LEFT + page.CODE_INDENT
    right = page.WIDTH - page.RIGHT - page.CODE_INDENT - width
    x = left if number % 2 else right
    return Line(page.FOLIO_BASELINE, (TextPiece(x, text, page.CODE_ROLE, page.CODE_SIZE, 0.0),), -1)


@dataclass
class _Sheet:
    """The page being filled; ``y`` is where the next block begins, from the top of the page."""

    y: float = page.TOP
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)

    @property
    def room(self) -> float:
        return page.TOP + page.TEXT_HEIGHT - self.y

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.rules


class _Typesetter:
    """Places fitted blocks one after the other."""

    def __init__(self, fonts: FontSet, fitted: Sequence[Fitted]) -> None:
        self.fonts = fonts
        self.fitted = fitted
        self.sheet = _Sheet()
        self.pages: list[Page] = []
        self.outline: list[OutlineEntry] = []
        self.parts: dict[int, list[int]] = {}
        """Of a parted table: the rows, after its first, at which it begins on another page."""

    def run(self) -> None:
        """Fill all pages; a report without any text is one empty page."""
        for index, fitted in enumerate(self.fitted):
            match fitted:
                case FittedText():
                    self.text(index, fitted)
                case FittedTable():
                    self.table(index, fitted)
                case FittedSignature():
                    self.signature(index, fitted)
        self.finish()

    def finish(self) -> None:
        """End the page."""
        sheet, number = self.sheet, len(self.pages) + 1
        self.pages.append(
            Page(
                number,
                tuple(sheet.lines),
                tuple(sheet.rules),
                tuple(sheet.fills),
                self.folio(number),
            )
        )
        self.sheet = _Sheet()

    def folio(self, number: int) -> Line:
        """Return the page number: odd pages right, even pages left."""
        text = page.folio(number)
        width = self.fonts.width(text, page.FOLIO_ROLE, page.FOLIO_SIZE)
        left = page.LEFT + page.FOLIO_INDENT
        right = page.WIDTH - page.RIGHT - page.FOLIO_INDENT - width
        piece = TextPiece(
            right if number % 2 else left, text, page.FOLIO_ROLE, page.FOLIO_SIZE, 0.0
        )
        return Line(page.FOLIO_BASELINE, (piece,), -1)

    def need(self, height: float) -> None:
        """Begin a page where so much does not fit this one but would fit an empty one."""
        if not self.sheet.is_empty and height > self.sheet.room + _EPSILON:
            self.finish()

    # Prose ----------------------------------------------------------------------------------

    def text(self, index: int, fitted: FittedText) -> None:
        """Place a title, heading or paragraph."""
        style = fitted.style
        if fitted.heads:
            self.need(self.kept(index) if self.begins_headings(index) else self.kept_on(index))
        if style.level:
            number = len(self.pages) + 1
            self.outline.append(OutlineEntry(style.level, fitted.block.text, number, self.sheet.y))
        rest = list(fitted.lines)
        while rest:
            here = self.lines_here(index, len(rest), style.pitch)
            for line in rest[:here]:
                self.line(index, line, style)
            rest = rest[here:]
            if rest:
                self.finish()
        self.sheet.y += fitted.after

    def lines_here(self, index: int, count: int, pitch: float) -> int:
        """Return how many of a paragraph's last ``count`` lines this page takes.

        As in Word and LibreOffice no single line stands alone before or after a page's end:
        with fewer than four lines a paragraph is not parted. Its end stays with the signature.
        """
        room = int((self.sheet.room + _EPSILON) / pitch)
        following = self.following(index)
        if count <= room:
            if not isinstance(following, FittedSignature):
                return count
            if count * pitch + following.height <= self.sheet.room + _EPSILON:
                return count
            here = count - ALONE_NEVER
        else:
            here = min(room, count - ALONE_NEVER)
        if here >= ALONE_NEVER or (self.sheet.is_empty and here > 0):
            return here
        return 0 if not self.sheet.is_empty else min(max(room, 1), count)

    def line(self, index: int, line: Iterable[Segment], style: TextStyle) -> None:
        """Place one line at the present height."""
        pieces = tuple(
            TextPiece(page.LEFT + part.x, part.text, style.role, style.size, part.spacing)
            for part in line
        )
        baseline = self.sheet.y + page.BASELINE * style.pitch
        self.sheet.lines.append(Line(baseline, pieces, index))
        self.sheet.y += style.pitch

    def following(self, index: int) -> Fitted | None:
        """Return the block after this one."""
        return self.fitted[index + 1] if index + 1 < len(self.fitted) else None

    def begins_headings(self, index: int) -> bool:
        """Whether the block before is none that goes with this heading anyway."""
        before = self.fitted[index - 1] if index else None
        return not (isinstance(before, FittedText) and before.heads)

    def kept_on(self, index: int) -> float:
        """Return the height of a later heading of several, the last with the start of the text.

        Several that fit a page stand on one by what their first asked for; more than a page of
        them goes on from page to page, as in Word.
        """
        following = self.following(index)
        if isinstance(following, FittedText) and following.heads:
            return self.fitted_height(index)
        return self.kept(index)

    def fitted_height(self, index: int) -> float:
        """Return the height of a heading by itself."""
        fitted = self.fitted[index]
        return fitted.height if isinstance(fitted, FittedText) else 0.0

    def kept(self, index: int) -> float:
        """Return the height of a heading, those after it, and the start of what they head."""
        height = 0.0
        for place, fitted in enumerate(self.fitted[index:], index):
            match fitted:
                case FittedText() if fitted.heads:
                    height += fitted.height
                case FittedText():
                    return height + self.first_lines(place, fitted)
                case FittedTable():
                    return height + start_height(fitted.layout)
                case FittedSignature():
                    return height + fitted.height
        return height

    def first_lines(self, index: int, fitted: FittedText) -> float:
        """Return the height of what of a paragraph stays together at its beginning."""
        following = self.following(index)
        count = len(fitted.lines)
        if count >= 2 * ALONE_NEVER:
            return ALONE_NEVER * fitted.style.pitch
        signed = following.height if isinstance(following, FittedSignature) else 0.0
        return fitted.height + signed

    # Tables and signature -------------------------------------------------------------------

    def table(self, index: int, fitted: FittedTable) -> None:
        """Place a table: on one page where it fits one, else parted between rows."""
        laid, start = fitted.layout, 0
        if laid.whole:
            self.need(laid.height)
        while start < len(laid.rows):
            end = split_rows(laid, start, self.sheet.room)
            if end == start and not self.sheet.is_empty:
                self.finish()
                continue
            if end == start:
                end = forced_rows(laid, start, self.sheet.room)
            if start:
                self.parts.setdefault(index, []).append(start)
            part = place_table(laid, self.fonts, index, self.sheet.y, (start, end))
            self.sheet.lines.extend(part.lines)
            self.sheet.rules.extend(part.rules)
            self.sheet.fills.extend(part.fills)
            self.sheet.y += part.height
            start = end

    def signature(self, index: int, fitted: FittedSignature) -> None:
        """Place name and date."""
        self.need(fitted.height)
        self.sheet.y += fitted.gap
        style = page.SIGNATURE
        for line in fitted.lines:
            self.line(index, (Segment(line.text, line.x, style.tracking),), style)
