"""The paragraphs that a tagged PDF of this program names, so that none is put together by eye."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

CREATOR = "gi-desktop"
"""What this program names itself in its files; only its own tags are known to be right."""
_LEVELS = {"P": 0, "H1": 1, "H2": 2, "H3": 3, "H4": 4}
_MOST_ELEMENTS = 5_000
_DEEPEST = 4
"""Elements within elements: Document, Sect, P."""


@dataclass(frozen=True)
class TaggedParagraph:
    """A paragraph, or what of it stands on one page."""

    level: int
    marks: tuple[int, ...]
    """The marks of its pieces, those on other pages included: they tell it from any other."""
    here: frozenset[int]
    """Those of this page."""


def tagged_paragraphs(page: "PdfPage") -> tuple[TaggedParagraph, ...]:
    """Return the paragraphs of a page outside tables, in order."""
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        found = list(_Walk(raw).children(tree, is_tree=True))
    finally:
        raw.FPDF_StructTree_Close(tree)
    last = len(found) - 1
    return tuple(
        TaggedParagraph(level, marks, _of_page(marks, place == 0, place == last))
        for place, (level, marks) in enumerate(found)
    )


def _of_page(marks: tuple[int, ...], is_first: bool, is_last: bool) -> frozenset[int]:  # noqa: FBT001 - two ends of one page
    """Of the marks of a paragraph that goes over pages, those of this one: each counts from 0."""
    runs: list[list[int]] = [[mark] for mark in marks[:1]]
    for before, mark in pairwise(marks):
        if mark <= before:
            runs.append([])
        runs[-1].append(mark)
    if len(runs) == 1 or not runs:
        return frozenset(marks)
    if is_first and is_last:
        return frozenset(mark for run in runs[1:-1] for mark in run)
    return frozenset(runs[-1] if is_first else runs[0])


class _Walk:
    def __init__(self, raw: Any) -> None:  # noqa: ANN401 - the library's module
        self.raw = raw
        self.left = _MOST_ELEMENTS

    def children(
        self,
        parent: Any,  # noqa: ANN401 - a pointer of the library
        depth: int = 0,
        *,
        is_tree: bool = False,
    ) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield level and marks of each paragraph below an element, or below the root."""
        kind = "Tree" if is_tree else "Element"
        count = getattr(self.raw, f"FPDF_Struct{kind}_CountChildren")
        child = getattr(self.raw, f"FPDF_Struct{kind}_GetChildAtIndex")
        for place in range(max(0, count(parent))):
            element = child(parent, place)
            self.left -= 1
            if not element or self.left < 0:
                continue
            name = self._type(element)
            if name in _LEVELS:
                if marks := self._marks(element):
                    yield _LEVELS[name], marks
            elif name != "Table" and depth < _DEEPEST:
                yield from self.children(element, depth + 1)

    def _type(self, element: Any) -> str:  # noqa: ANN401
        length = self.raw.FPDF_StructElement_GetType(element, None, 0)
        if not 0 < length < 100:
            return ""
        name = ctypes.create_string_buffer(length)
        self.raw.FPDF_StructElement_GetType(element, name, length)
        return name.raw.decode("utf-16-le", errors="replace").rstrip("\0")

    def _marks(self, element: Any) -> tuple[int, ...]:  # noqa: ANN401
        count = self.raw.FPDF_StructElement_GetMarkedContentIdCount(element)
        at = self.raw.FPDF_StructElement_GetMarkedContentIdAtIndex
        marks = [at(element, place) for place in range(max(0, min(count, _MOST_ELEMENTS)))]
        return tuple(mark for mark in marks if mark >= 0)


def marks_of(layer: "PdfTextPage", count: int) -> list[int]:
    """Return the mark of each character; what PDFium adds has that of the one before."""
    from pypdfium2 import raw

    found = []
    mark = -1
    for place in range(count):
        owner = raw.FPDFText_GetTextObject(layer, place)
        if owner:
            mark = raw.FPDFPageObj_GetMarkedContentID(owner)
        found.append(mark)
    return found
