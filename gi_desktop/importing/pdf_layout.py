"""The pages of a PDF → lines from top to bottom, with the tables that go over pages in one piece."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

from gi_desktop.importing.grids import grid_lines
from gi_desktop.importing.lines import Content, Line
from gi_desktop.importing.pdf_page import Char, PdfContent
from gi_desktop.importing.pdf_rows import Whole
from gi_desktop.importing.pdf_tables import PageTable, find_tables
from gi_desktop.importing.pdf_tags import TaggedParagraph
from gi_desktop.report.characters import clean, width_of

_WORD_GAP = 0.25
"""Times the height of a line: so much room parts words."""
_SAME_LINE = 0.3
"""Times the height: so far from each other pieces of one line may stand, or overlap."""
_ACROSS = 5.0
"""Times the height: so far apart stand a page number and the words across from it."""
_FURNITURE = 2
"""Lines above or below a table that goes on: a page number, a running header."""
_ENOUGH = 5
"""Lines that show where the text of a page begins on the left."""


class Piece(NamedTuple):
    """A run of text on one line."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    paragraph: int = -1
    """Which of the page's tagged paragraphs it is part of."""


@dataclass(frozen=True)
class PageLayout:
    """What stands on one page."""

    number: int
    pieces: tuple[Piece, ...]
    tables: tuple[PageTable, ...]
    paragraphs: tuple[TaggedParagraph, ...] = ()


def lay_out_page(content: PdfContent, number: int) -> PageLayout:
    """Return the lines and the tables of a page, both from top to bottom."""
    tables = find_tables(content.chars, content.rules)
    taken = frozenset[int]().union(*(table.chars for table in tables))
    pieces = _rows(list(_pieces(content.chars, taken)))
    return PageLayout(number, tuple(pieces), tuple(tables), content.paragraphs)


def _pieces(chars: Sequence[Char], taken: frozenset[int]) -> Iterator[Piece]:
    """Yield what stands outside tables, as the file has it, split where a line ends."""
    run: list[Char] = []
    for place, char in enumerate(chars):
        ends = place in taken or char.text in "\r\n"
        if ends or _jumps(run, char):
            if piece := _piece(run):
                yield piece
            run = []
        if not ends:
            run.append(char)
    if piece := _piece(run):
        yield piece


def _jumps(run: Sequence[Char], char: Char) -> bool:
    """Whether the file goes on at another place, though PDFium shows no line end there.

    What stands between may come later in the file.
    """
    before = next((c for c in reversed(run) if not c.text.isspace()), None)
    if before is None or char.text.isspace():
        return False
    high = before.bottom - before.top
    if char.paragraph != before.paragraph:
        return True
    return abs(char.base - before.base) > high or abs(char.left - before.right) > high


def _piece(run: Sequence[Char]) -> Piece | None:
    seen = [char for char in run if not char.text.isspace()]
    text = clean("".join(char.text for char in run)).replace("\f", "").strip(" \t\u3000\n")
    if not seen or not text:
        return None
    return Piece(
        text + _blanks_at_end(run),
        seen[0].left,
        seen[-1].right,
        median(char.top for char in seen),
        median(char.bottom for char in seen),
        median(char.base for char in seen),
        seen[0].paragraph,
    )


def _blanks_at_end(run: Sequence[Char]) -> str:
    """The blanks that a line of a tagged paragraph ends with: its words go on in the next."""
    ends = takewhile(lambda char: char.text == " ", reversed(run))
    return " " * sum(char.written and char.paragraph >= 0 for char in ends)


def _rows(pieces: list[Piece]) -> list[Piece]:
    """The pieces from top to bottom; those on one line, from left to right, as one."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        line = lines[-1] if lines else None
        if line is not None and _level_with(line, piece):
            line.append(piece)
        else:
            lines.append([piece])
    found = []
    for place, line in enumerate(lines):
        parts = [sorted(line, key=lambda piece: piece.left)]
        if place in (0, len(lines) - 1):
            parts = _apart(parts[0])
        found += [_joined(part) for part in parts]
    return found


def _apart(line: Sequence[Piece]) -> list[list[Piece]]:
    """Split the first or last line of a page: page number and whatever stands across from it."""
    parts = [[line[0]]]
    for before, after in pairwise(line):
        if after.left - before.right > _ACROSS * (after.bottom - after.top):
            parts.append([])
        parts[-1].append(after)
    return parts


def _level_with(line: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece stands beside those of a line, neither above nor over them."""
    high = max(other.bottom - other.top for other in (*line, piece))
    return abs(piece.base - line[0].base) < _SAME_LINE * high and all(
        piece.left >= other.right - _SAME_LINE * high
        or piece.right <= other.left + _SAME_LINE * high
        for other in line
    )


def _joined(line: Sequence[Piece]) -> Piece:
    text = line[0].text
    for before, after in pairwise(line):
        apart = after.left - before.right > _WORD_GAP * (after.bottom - after.top)
        text += f" {after.text}" if apart and not text.endswith(" ") else after.text
    return Piece(
        text,
        line[0].left,
        line[-1].right,
        min(piece.top for piece in line),
        max(piece.bottom for piece in line),
        median(piece.base for piece in line),
        line[0].paragraph,
    )


class _Shown(NamedTuple):
    """The rows of a grid that one page shows, and at what height."""

    top: float
    grid: int
    rows: range


# Pages --------------------------------------------------------------------------------------


def put_together(pages: Sequence[PageLayout]) -> Content:
    """Return the lines of all pages, and the tables, those that go on over a page as one."""
    margin = _margin(pages)
    wholes: list[Whole] = []
    shown: list[list[_Shown]] = []
    before: PageTable | None = None
    for page in pages:
        here = []
        for index, table in enumerate(page.tables):
            part = Whole.of(table)
            is_next = index == 0 and before is not None and _reaches_up(page)
            joint = wholes[-1].with_next(part) if is_next else None
            first = wholes[-1].grid.rows if joint is not None else 0
            if joint is not None:
                wholes[-1] = joint
            else:
                wholes.append(part)
            here.append(_Shown(table.top, len(wholes) - 1, range(first, wholes[-1].grid.rows)))
        shown.append(here)
        before = _last(page)
    grids = [whole.grid for whole in wholes]
    lines: list[Line] = []
    for page, tables in zip(pages, shown, strict=True):
        prose = _prose(page, margin)
        for part_shown in tables:
            prose += [
                (part_shown.top, replace(line, page=page.number))
                for line in grid_lines(grids[part_shown.grid], part_shown.grid)
                if line.grid_row is not None and line.grid_row[1] in part_shown.rows
            ]
        # The sort keeps rows of one table in order: they have one height.
        lines += [line for _, line in sorted(prose, key=lambda item: item[0])]
    return Content(tuple(_with_rest(lines, pages)), grids=tuple(grids))


def _with_rest(lines: list[Line], pages: Sequence[PageLayout]) -> list[Line]:
    """Put together tagged paragraphs that go over pages."""
    for before, page in pairwise(pages):
        if not before.paragraphs or not page.paragraphs:
            continue
        marks = before.paragraphs[-1].marks
        if marks != page.paragraphs[0].marks or len(marks) <= len(before.paragraphs[-1].here):
            continue
        last = [
            n
            for n, line in enumerate(lines)
            if line.whole and line.page == before.number and line.cells is None
        ]
        first = [
            n
            for n, line in enumerate(lines)
            if line.whole and line.page == page.number and line.cells is None
        ]
        if last and first:
            joint = replace(lines[first[0]], text=lines[last[-1]].text + lines[first[0]].text)
            lines[first[0]] = joint
            del lines[last[-1]]
    return lines


def _prose(page: PageLayout, margin: float | None) -> list[tuple[float, Line]]:
    """The lines outside tables with their height, each with the columns it stands in."""
    if not page.pieces:
        return []
    left = min(piece.left for piece in page.pieces)
    if len(page.pieces) < _ENOUGH and margin is not None:
        left = min(left, margin)
    # Half the width of a Chinese character, as most of the page has it.
    column = median((piece.right - piece.left) / width_of(piece.text) for piece in page.pieces)
    found: list[tuple[float, Line]] = []
    whole: dict[int, int] = {}
    for piece in page.pieces:
        if piece.paragraph in whole:
            place = whole[piece.paragraph]
            base, line = found[place]
            found[place] = base, replace(line, text=line.text + piece.text)
        elif piece.paragraph >= 0:
            whole[piece.paragraph] = len(found)
            level = page.paragraphs[piece.paragraph].level
            line = Line(piece.text, page=page.number, whole=True, level=level)
            found.append((piece.base, line))
        else:
            indent = round((piece.left - left) / column) if column > 0 else 0
            found.append((piece.base, Line(piece.text, indent=indent, page=page.number)))
    return found


def _margin(pages: Sequence[PageLayout]) -> float | None:
    """Where the text of most pages begins on the left."""
    lefts = Counter(
        round(min(piece.left for piece in page.pieces))
        for page in pages
        if len(page.pieces) >= _ENOUGH
    )
    return float(lefts.most_common(1)[0][0]) if lefts else None


def _last(page: PageLayout) -> PageTable | None:
    """The table a page ends with, but for what stands at the foot of every page."""
    if not page.tables:
        return None
    last = page.tables[-1]
    below = [piece for piece in page.pieces if piece.top > last.bottom - 1]
    return last if len(below) <= _FURNITURE else None


def _reaches_up(page: PageLayout) -> bool:
    """Whether nothing but what stands on every page is above the first table."""
    first = page.tables[0]
    above = [piece for piece in page.pieces if piece.bottom < first.top + 1]
    return len(above) <= _FURNITURE
