"""One page of a PDF as PDFium shows it: characters and ruling lines, upright, in points.

Pages lie on their side, and tables on upright pages do: the way most characters run is up.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from gi_desktop.importing.pdf_tags import TaggedParagraph, marks_of, tagged_paragraphs

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_THICKEST = 3.0
"""Points of a filled bar that is still a ruling line; tables drawn by Word have 0.5."""
_SHORTEST = 4.0
_MOST_OBJECTS = 8_000
"""Objects of a page that are looked at; the fullest page of a real report has 800."""
_MOST_SEGMENTS = 40_000
_MOST_CHARS = 40_000
_DEEPEST = 6
"""Forms within forms."""
_HUGE = 100_000.0
"""Coordinates beyond this are no place on any paper."""
_WRONG_SCALE = 3.0
"""Times the usual height: no letter of a report is so much larger than most."""
_LARGE, _PALE = 2.5, 120
"""Times the usual height, and darkness (0 black), of the letters of a watermark."""
_SCANNED = 0.9
_BLANK = 0x20
_ACROSS = True
_INVISIBLE = 3
"""The way of painting text that paints nothing."""
_HYPHENS = frozenset((0xFFFE, 0x02))
"""What PDFium gives for a hyphen at the end of a line, as in an address or a telephone number."""


_Box = tuple[float, float, float, float]


class Char(NamedTuple):
    """One character; ``top`` is above ``bottom`` in numbers too."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """The line it stands on: what tells lines apart, as the boxes of a comma and a word differ."""
    paragraph: int = -1
    """Which of the page's tagged paragraphs it is part of."""
    written: bool = True
    """Whether the file has it; blanks between words may be PDFium's own."""

    @property
    def middle(self) -> tuple[float, float]:
        """Where its box has its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight line along x (``across``) or y: ``at`` is its place on the other axis."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class PdfContent:
    """What stands on one page."""

    chars: tuple[Char, ...]
    """In the order of the file, the blanks and line ends that PDFium adds included."""
    rules: tuple[Rule, ...]
    objects: int = 0
    """What was looked at to find the lines."""
    paragraphs: tuple[TaggedParagraph, ...] = ()


def read_page(page: "PdfPage", layer: "PdfTextPage", *, tagged: bool = False) -> PdfContent:
    """Return the characters and lines of a page, and its paragraphs where tags can be trusted."""
    paragraphs = tagged_paragraphs(page) if tagged else ()
    raw = _RawChars(layer, paragraphs)
    turn = raw.turn
    paths = _Paths(page)
    rules = tuple(_turned(rule, turn) for rule in paths.rules())
    return PdfContent(tuple(raw.upright()), rules, _MOST_OBJECTS - paths.left, paragraphs)


class _RawChars:
    """The characters as PDFium places them, and which of them are part of the text."""

    def __init__(self, layer: "PdfTextPage", paragraphs: Sequence[TaggedParagraph]) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.layer = layer
        self.count = min(max(0, layer.count_chars()), _MOST_CHARS)
        self.codes = [raw.FPDFText_GetUnicode(layer, place) for place in range(self.count)]
        self.angles = [self._angle(place) for place in range(self.count)]
        self.turn = self._turn()
        self.boxes = self._boxes()
        self.hidden = self._hidden()
        owners = {mark: place for place, one in enumerate(paragraphs) for mark in one.here}
        marks = marks_of(layer, self.count) if owners else [-1] * self.count
        self.paragraphs = [owners.get(mark, -1) for mark in marks]

    def _angle(self, place: int) -> int | None:
        """Degrees, 0 to 270; None for what runs slantwise."""
        # PDFium counts clockwise.
        angle = -math.degrees(self.raw.FPDFText_GetCharAngle(self.layer, place)) % 360
        quarter = round(angle / 90)
        return quarter % 4 * 90 if abs(angle - quarter * 90) < 5 else None

    def _turn(self) -> int:
        ways = Counter(
            angle
            for angle, code in zip(self.angles, self.codes, strict=True)
            if angle is not None and code > _BLANK
        )
        return ways.most_common(1)[0][0] if ways else 0

    def _boxes(self) -> list[_Box]:
        """The box of each character as its font has it; its ink where that cannot be.

        PDFium forgets the scale of a font that writes from top to bottom.
        """
        boxes = [self._box(place) for place in range(self.count)]
        usual = median(bottom - top for _, top, _, bottom in boxes) if boxes else 0.0
        most = _WRONG_SCALE * usual
        return [
            self._ink(place)
            if min(right - left, bottom - top) > most
            else (left, top, right, bottom)
            for place, (left, top, right, bottom) in enumerate(boxes)
        ]

    def _box(self, place: int) -> _Box:
        rect = self.raw.FS_RECTF()
        self.raw.FPDFText_GetLooseCharBox(self.layer, place, rect)
        return self._corners(rect.left, rect.right, rect.bottom, rect.top)

    def _ink(self, place: int) -> _Box:
        edges = [ctypes.c_double() for _ in range(4)]
        self.raw.FPDFText_GetCharBox(self.layer, place, *edges)
        return self._corners(*(edge.value for edge in edges))

    def _corners(self, left: float, right: float, bottom: float, top: float) -> _Box:
        corners = [_place(x, y, self.turn) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _hidden(self) -> set[int]:
        """Characters that nobody sees as part of the text: invisible ones, and watermarks.

        Where hardly a character is visible, they are the text layer of a scan.
        """
        seen = [place for place in range(self.count) if self.codes[place] > _BLANK]
        slanting = {place for place in seen if self.angles[place] is None}
        invisible = {place for place in seen if self._is_invisible(place)}
        if len(invisible) > _SCANNED * len(seen):
            invisible = set()
        heights = [self.boxes[place][3] - self.boxes[place][1] for place in seen]
        usual = median(heights) if heights else 0.0
        large = {
            place
            for place, height in zip(seen, heights, strict=True)
            if height > _LARGE * usual and self._is_pale(place)
        }
        return slanting | invisible | large

    def _is_invisible(self, place: int) -> bool:
        owner = self.raw.FPDFText_GetTextObject(self.layer, place)
        return bool(owner) and self.raw.FPDFTextObj_GetTextRenderMode(owner) == _INVISIBLE

    def _is_pale(self, place: int) -> bool:
        parts = [ctypes.c_uint() for _ in range(4)]
        if not self.raw.FPDFText_GetFillColor(self.layer, place, *parts):
            return False
        red, green, blue, opacity = (part.value for part in parts)
        return opacity < 2 * _PALE or (red + green + blue) / 3 > _PALE

    def upright(self) -> Iterator[Char]:
        """Yield what is part of the text."""
        for place in range(self.count):
            if place in self.hidden:
                continue
            code = self.codes[place]
            text = "-" if code in _HYPHENS else chr(code) if code else " "
            edges = (*self.boxes[place], self._base(place))
            if not all(abs(edge) < _HUGE for edge in edges):
                edges = (0.0, 0.0, 0.0, 0.0, 0.0)
            written = code != _BLANK or not self.raw.FPDFText_IsGenerated(self.layer, place)
            yield Char(text, *edges, self.paragraphs[place], written)

    def _base(self, place: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        self.raw.FPDFText_GetCharOrigin(self.layer, place, x, y)
        return _place(x.value, y.value, self.turn)[1]


def _place(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return where a point of the page stands once text that runs that way is upright."""
    return {0: (x, -y), 90: (y, x), 180: (-x, y), 270: (-y, -x)}[turn]


def _turned(rule: _Box, turn: int) -> Rule:
    x0, y0 = _place(rule[0], rule[1], turn)
    x1, y1 = _place(rule[2], rule[3], turn)
    if abs(y1 - y0) <= abs(x1 - x0):
        return Rule(_ACROSS, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    return Rule(not _ACROSS, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


_Matrix = tuple[float, float, float, float, float, float]
_UNTURNED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """Return the matrix that does ``one`` first and ``other`` then."""
    a, b, c, d, e, f = one
    m, n, o, p, q, r = other
    return (
        a * m + b * o,
        a * n + b * p,
        c * m + d * o,
        c * n + d * p,
        e * m + f * o + q,
        e * n + f * p + r,
    )


class _Paths:
    """The straight lines that a page draws, forms within it included."""

    def __init__(self, page: "PdfPage") -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.page = page
        self.left = _MOST_OBJECTS
        self.segments = _MOST_SEGMENTS

    def rules(self) -> Iterator[_Box]:
        """Yield both ends of each line; none where a page has more than any table needs."""
        count = self.raw.FPDFPage_CountObjects(self.page)
        if count > _MOST_OBJECTS:
            self.left -= count
            return
        for index in range(count):
            yield from self._of(self.raw.FPDFPage_GetObject(self.page, index), _UNTURNED, 0)

    def _of(self, item: Any, outer: _Matrix, depth: int) -> Iterator[_Box]:  # noqa: ANN401 - a pointer of the library
        self.left -= 1
        if self.left < 0 or self.segments < 0:
            return
        kind = self.raw.FPDFPageObj_GetType(item)
        if kind == self.raw.FPDF_PAGEOBJ_PATH:
            yield from self._path(item, _times(self._matrix(item), outer))
        elif kind == self.raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(self._matrix(item), outer)
            for index in range(min(self.raw.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
                yield from self._of(self.raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _matrix(self, item: Any) -> _Matrix:  # noqa: ANN401
        matrix = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(item, matrix):
            return _UNTURNED
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _path(self, item: Any, matrix: _Matrix) -> Iterator[_Box]:  # noqa: ANN401
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not self.raw.FPDFPath_GetDrawMode(item, fill, stroke):
            return
        for points in self._subpaths(item, matrix):
            if stroke.value:
                yield from _straight(points)
            elif fill.value and (bar := _bar(points)):
                yield bar

    def _subpaths(self, item: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        count = self.raw.FPDFPath_CountSegments(item)
        for index in range(min(count, self.segments)):
            segment = self.raw.FPDFPath_GetPathSegment(item, index)
            kind = self.raw.FPDFPathSegment_GetType(segment)
            x, y = ctypes.c_float(), ctypes.c_float()
            self.raw.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == self.raw.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if self.raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        self.segments -= max(0, count)
        if points:
            yield points


def _straight(points: list[tuple[float, float]]) -> Iterator[_Box]:
    """The sides of a stroked path that run along the page's axes."""
    for (x0, y0), (x1, y1) in pairwise(points):
        width, height = abs(x1 - x0), abs(y1 - y0)
        if not width + height < _HUGE:
            continue
        if min(width, height) < 1.0 and max(width, height) >= 1.0:
            yield x0, y0, x1, y1


def _bar(points: list[tuple[float, float]]) -> _Box | None:
    """The line that a filled bar is; None for anything thicker."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if not (right - left < _HUGE and high - low < _HUGE):
        return None
    if high - low <= _THICKEST and right - left > high - low:
        return left, (low + high) / 2, right, (low + high) / 2
    if right - left <= _THICKEST and high - low > right - left:
        return (left + right) / 2, low, (left + right) / 2, high
    return None
