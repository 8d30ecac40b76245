"""Typeset pages as plain data: what every painter draws. Points, y downwards from the top."""

from dataclasses import dataclass

from gi_desktop.document.blocks import Block
from gi_desktop.document.fonts import Role


@dataclass(frozen=True)
class TextPiece:
    """Characters of one role that are spaced alike; ``x`` is where the first one begins."""

    x: float
    text: str
    role: Role
    size: float
    char_space: float


@dataclass(frozen=True)
class Line:
    """One line of text; ``y`` is its baseline.

    ``block`` counts the report's blocks from 0, ``cell`` is the place in a table's ``cells``:
    they tell which lines belong together, and what a click on one of them means.
    """

    y: float
    pieces: tuple[TextPiece, ...]
    block: int
    cell: int | None = None

    @property
    def text(self) -> str:
        """What the line reads."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Rule:
    """A straight line; horizontal where ``y0`` equals ``y1``, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float


@dataclass(frozen=True)
class Fill:
    """A shaded rectangle; ``colour`` as RRGGBB."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Page:
    """One page. ``lines`` stand in reading order; ``number`` is its place in the file, from 1."""

    number: int
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    folio: Line | None
    """The page number as printed; a sign-off sheet has none."""
    header: Line | None = None
    """What a proof (送审稿) says about itself above the text."""
    watermark: str = ""
    """A light word across the page; empty for none."""
    code: Line | None = None
    """The code (核对码) across from the page number; only a proof and a final version have one."""


@dataclass(frozen=True)
class OutlineEntry:
    """A heading as the outline lists it; ``page`` from 1, ``y`` the top of its line."""

    level: int
    text: str
    page: int
    y: float


@dataclass(frozen=True)
class TypesetReport:
    """All pages of a report."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    blocks: tuple[Block, ...]
    """What the lines' ``block`` counts."""
    notes: tuple[str, ...]
    """What there is to tell the user, in Chinese: characters that no font has."""
