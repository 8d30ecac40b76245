"""Where lines of Chinese prose may be broken, and how they fill the measure.

The rules are those of GB/T 15834 as typists keep them: no line starts with a closing mark or
ends with an opening one, —— and …… are never cut, words and numbers stay whole.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

NO_START = "，。、；：？！）》」』】〕〗〉”’…—％‰·～℃!%),.:;?]}°″′"
"""Characters no line starts with."""
NO_END = "（《「『【〔〖〈“‘￥＄([{$£¥"
"""Characters no line ends with."""

MAX_STRETCH = 1 / 3
"""Space between characters, in em, above which a line counts as over-stretched."""
_HALF_EMPTY = 2 / 3
"""The same above which a line looks half empty where it stays ragged."""

Advance = Callable[[str], float]
"""Width of one character in pt, tracking included."""


@dataclass(frozen=True)
class Segment:
    """Characters of one line that are spaced alike; ``x`` in pt from the start of the line."""

    text: str
    x: float
    spacing: float
    """Extra space after each of its characters, in pt."""


@dataclass(frozen=True)
class BrokenLine:
    """One line of a paragraph; joined, the lines' texts are the paragraph's."""

    text: str
    indent: float
    width: float
    """Natural width in pt, without trailing blanks."""
    last: bool
    em: float
    """Size of its type in pt."""

    def is_looser(self, measure: float, gap: float) -> bool:
        """Whether its gaps must be wider than ``gap`` em where it fills ``measure`` pt.

        Not where it is the last line or has no gap at all.
        """
        missing, most = measure - self.indent - self.width, self.em * gap
        if self.last or missing <= most:
            return False
        gaps = sum(1 for _ in _atoms(self.text.rstrip(" "))) - 1
        return gaps > 0 and missing / gaps > most


@dataclass(frozen=True)
class BrokenText:
    """The lines of a paragraph as printed, and which of them Word spreads too far."""

    lines: list[BrokenLine]
    stretched: list[BrokenLine]
    """Lines as Word and LibreOffice break them, with gaps above MAX_STRETCH."""


# Units --------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def is_word_character(char: str) -> bool:
    """Whether the character stays with its like: Latin letters, digits, their signs."""
    return not char.isspace() and unicodedata.east_asian_width(char) in ("N", "Na", "H")


_PAIRS = re.compile("——|……")
_BETWEEN_DIGITS = "×±·—–～~"


def units(text: str) -> Iterator[str]:
    """Yield what is never cut: a word or number, —— or ……, any other single character.

    Blanks go with the unit before them, so that no line starts with one.
    """
    start = 0
    while start < len(text):
        end = _unit_end(text, start)
        while end < len(text) and text[end] == " ":
            end += 1
        yield text[start:end]
        start = end


def _unit_end(text: str, start: int) -> int:
    pair = _PAIRS.match(text, start)
    if pair:
        return pair.end()
    end = start + 1
    if not is_word_character(text[start]):
        return end
    while end < len(text) and (is_word_character(text[end]) or _joins_digits(text, end)):
        end += 1
    return end


def _joins_digits(text: str, place: int) -> bool:
    """Whether the sign at ``place`` stands in a figure such as 7×24."""
    return (
        text[place] in _BETWEEN_DIGITS
        and place + 1 < len(text)
        and text[place - 1].isdigit()
        and text[place + 1].isdigit()
    )


def chunks(text: str) -> Iterator[list[str]]:
    """Yield runs of units between which no line may end."""
    chunk: list[str] = []
    for unit in units(text):
        if chunk and may_break(chunk[-1], unit):
            yield chunk
            chunk = []
        chunk.append(unit)
    if chunk:
        yield chunk


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two units; 〔2021〕30号 stays in one."""
    closing = before.rstrip(" ")
    if before.endswith("〕") and after[:1].isdigit():
        return False
    return not after.startswith(tuple(NO_START)) and not closing.endswith(tuple(NO_END))


_ADDRESS = re.compile(r"://|@|www\.|[A-Za-z0-9]\.[A-Za-z]{2}")
_AFTER_SIGN = re.compile(r"(?<=[/?-])(?<![0-9]/)(?![/?-])|(?<=/)(?![0-9/?-])")
_AFTER_DOT = re.compile(r"(?<=\.)(?=[A-Za-z])|(?<=[A-Za-z]\.)(?=[0-9])")


def address_parts(unit: str) -> list[str]:
    """Split a web or mail address after its / and - and ?, as LibreOffice does; no other unit."""
    if not _ADDRESS.search(unit):
        return [unit]
    return [part for part in _AFTER_SIGN.split(unit) if part]


def dotted_parts(text: str) -> list[str]:
    """Split an address after its dots; no number is cut."""
    if not _ADDRESS.search(text):
        return [text]
    return [part for part in _AFTER_DOT.split(text) if part]


# Lines --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Settings:
    """What lines are set to, in pt; see :func:`break_text`."""

    measure: float
    first: float
    em: float
    untracked: float


class _Filler:
    """Fills lines one after the other, as many characters in each as the rules allow."""

    def __init__(self, advance: Advance, settings: "_Settings", loosest: float) -> None:
        self.advance = advance
        self.untracked = settings.untracked
        self.indent = settings.first
        self.loosest = loosest
        """In em: a gap above which an address is parted after a dot."""
        self.dotted = False
        """Whether one was."""
        self.measure = settings.measure
        self.em = settings.em
        self.line: list[str] = []
        self.used = 0.0
        self.begun = 0
        self.script: bool | None = None
        """Whether the line ends in Latin; None while it is empty."""
        self.done: list[BrokenLine] = []

    def length(self, text: str) -> float:
        return sum(map(self.advance, text))

    def stretches(self, text: str) -> int:
        """Return of how many stretches of Chinese or Latin the line consists with ``text``."""
        count, script = self.begun, self.script
        for unit in units(text):
            if is_word_character(unit[0]) is not script:
                count, script = count + 1, is_word_character(unit[0])
        return count

    def fits(self, chunk: str) -> bool:
        text = chunk.rstrip(" ")
        limit = self.measure - self.indent - self.used
        return self.length(text) + self.stretches(text) * self.untracked <= limit + 1e-6

    def put(self, chunk: str) -> None:
        self.line.append(chunk)
        self.used += self.length(chunk)
        self.begun = self.stretches(chunk)
        *_, last = units(chunk)
        self.script = is_word_character(last[0])

    def end(self, *, last: bool = False) -> None:
        text = "".join(self.line)
        width = self.length(text.rstrip(" "))
        self.done.append(BrokenLine(text, self.indent, width, last, self.em))
        self.line, self.used, self.indent = [], 0.0, 0.0
        self.begun, self.script = 0, None

    def loose(self) -> bool:
        """Whether ending the line here would leave it too loose."""
        text = "".join(self.line)
        width = self.length(text.rstrip(" "))
        line = BrokenLine(text, self.indent, width, last=False, em=self.em)
        return line.is_looser(self.measure, self.loosest)

    def add(self, chunk: list[str]) -> None:
        """Add what may be parted inside its addresses only."""
        text = "".join(chunk)
        if self.fits(text):
            self.put(text)
            return
        for piece, following in pairwise((*_pieces(chunk), "")):
            # LibreOffice ends a line in / only where one character more would fit.
            self._add_piece(piece, following[:1] if piece.endswith("/") else "")

    def _add_piece(self, piece: str, beyond: str) -> None:
        """Add a piece; cut it only where it is longer than a line."""
        if self.line and not self.fits(piece + beyond):
            if self.loose():
                piece = self._fill_up(piece)
            self.end()
        if self.fits(piece):
            self.put(piece)
        else:
            self._cut(piece)

    def _fill_up(self, piece: str) -> str:
        """Put as much of an address as fits the line and ends in a dot; return the rest."""
        parts = dotted_parts(piece)
        while len(parts) > 1 and self.fits(parts[0]):
            self.put(parts.pop(0))
            self.dotted = True
        return "".join(parts)

    def _cut(self, piece: str) -> None:
        """Add a piece longer than a line: between its units, a long word between its letters."""
        for unit in units(piece):
            room = self.measure - (0 if self.line else self.indent)
            for part in [unit] if self.length(unit.rstrip(" ")) + self.untracked <= room else unit:
                if self.line and not self.fits(part):
                    self._end_before(part)
                self.put(part)

    def _end_before(self, part: str) -> None:
        """End the line; what may not be parted from ``part`` moves down with it."""
        line = self.line
        down = next((n for n in range(min(4, len(line))) if self._parts(n, part)), 0)
        moved = line[len(line) - down :]
        self.line = line[: len(line) - down]
        self.end()
        for text in moved:
            self.put(text)

    def _parts(self, down: int, part: str) -> bool:
        """Whether a line may end before its last ``down`` parts and the next one."""
        *_, before = self.line[: len(self.line) - down]
        after = (*self.line[len(self.line) - down :], part)[0]
        return may_break(before, after)


def _pieces(chunk: list[str]) -> list[str]:
    """Split a chunk inside its addresses only; what may not be parted stays together."""
    pieces: list[str] = []
    for unit in chunk:
        first, *rest = address_parts(unit)
        if pieces:
            pieces[-1] += first
        else:
            pieces.append(first)
        pieces.extend(rest)
    return pieces


def break_text(
    text: str,
    advance: Advance,
    measure: float,
    *,
    first: float = 0.0,
    em: float = 16.0,
    untracked: float = 0.0,
) -> BrokenText:
    """Return the lines of a paragraph set to ``measure`` pt, the first ``first`` pt in.

    ``untracked`` is the room wanted at the end of the line and of each stretch of Chinese or
    Latin in it when it is filled.

    Lines are filled in turn, as Word and LibreOffice do. They part an address after / and - and
    ?, never after a dot; a typist does so where the line before it would be over-stretched.
    So do we where the paragraph has as many lines then as in Word, or would be half empty
    somewhere. Empty text is one empty line.
    """
    settings = _Settings(measure, first, em, untracked)

    def filled(loosest: float) -> _Filler:
        filler = _Filler(advance, settings, loosest)
        for chunk in chunks(text):
            filler.add(chunk)
        filler.end(last=True)
        return filler

    best = filled(MAX_STRETCH)
    plain = filled(math.inf).done if best.dotted else best.done
    if len(best.done) != len(plain):
        best = filled(_HALF_EMPTY)
    return BrokenText(best.done, [line for line in plain if line.is_looser(measure, MAX_STRETCH)])


def break_lines(
    text: str, advance: Advance, measure: float, *, first: float = 0.0, em: float = 16.0
) -> list[BrokenLine]:
    """Return the lines of :func:`break_text` alone."""
    return break_text(text, advance, measure, first=first, em=em).lines


# Justified lines ----------------------------------------------------------------------------


def segments(
    line: BrokenLine, advance: Advance, measure: float, tracking: float, *, justify: bool
) -> list[Segment]:
    """Return the line's characters in place, spread to the measure where ``justify``.

    Space goes between Chinese characters and beside words, never into a word, —— or ……,
    and not into the last line of a paragraph. A line that would be over-stretched stays ragged.
    """
    atoms = list(_atoms(line.text.rstrip(" ")))
    gaps = len(atoms) - 1
    missing = measure - line.indent - line.width + tracking
    spread = justify and not line.last and gaps > 0
    extra = missing / gaps if spread and missing / gaps <= line.em * MAX_STRETCH else 0.0
    found: list[Segment] = []
    x = line.indent
    for loose, group in groupby(atoms, key=lambda atom: len(atom) == 1):
        for text in ["".join(group)] if loose else group:
            found.append(Segment(text, x, tracking + extra if loose else tracking))
            x += sum(map(advance, text)) + extra * (len(text) if loose else 1)
    blanks = line.text[len(line.text.rstrip(" ")) :]
    if found and blanks and not line.last:
        # Beyond the margin; whoever copies or reads the paragraph back has them.
        found[-1] = replace(found[-1], text=found[-1].text + blanks)
    return found


def _atoms(text: str) -> Iterator[str]:
    """Yield units with their blanks apart."""
    for unit in units(text):
        yield unit.rstrip(" ") or " "
        yield from " " * (len(unit) - len(unit.rstrip(" ") or " "))
