"""Which parts of two texts belong together, and which words differ (difflib, tidied)."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

ALIKE = 0.45
"""What two parts have in common at least to be one that was changed, of 1."""
_TOO_MANY = 40_000
"""More pairs of changed parts than this are not compared one by one."""
_TOO_LONG = 4_000_000
"""More pairs of words than this are compared clause by clause."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_CLAUSE = re.compile(r"[^，、；：。！？\n]*[，、；：。！？\n]?")
_SENTENCE_END = re.compile(r"[。！？!?]+[”’』」）)》]*|\n")
_MARK = re.compile(r"[^\w\s]+")


def normal(text: str) -> str:
    """Fold what looks the same: composed characters and runs of white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


# Parts -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Two parts that belong together, by their places; None where one has no partner."""

    old: int | None
    new: int | None
    same: bool = False


def align(olds: Sequence[str], news: Sequence[str]) -> list[Pair]:
    """Return which parts belong together, in order: the same, changed, gone and come."""
    pairs: list[Pair] = []
    for tag, a, b, c, d in _opcodes(olds, news):
        if tag == "equal":
            pairs += [Pair(a + step, c + step, same=True) for step in range(b - a)]
        else:
            pairs += _partners(olds, news, range(a, b), range(c, d))
    return pairs


def alikeness(one: str, other: str) -> float:
    """Return how much two texts have in common: 0 nothing, 1 all pairs of characters."""
    return _common(_bigrams(one), _bigrams(other))


def _partners(olds: Sequence[str], news: Sequence[str], old: range, new: range) -> list[Pair]:
    """Pair those that are alike, in order, so that most is in common; the rest has no partner."""
    if len(old) == len(new) == 1:
        return [Pair(old[0], new[0])]
    if not old or not new or len(old) * len(new) > _TOO_MANY:
        return [Pair(place, None) for place in old] + [Pair(None, place) for place in new]
    alike = [
        [_common(mine, other) for other in map(_bigrams, (news[place] for place in new))]
        for mine in map(_bigrams, (olds[place] for place in old))
    ]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row in reversed(range(len(old))):
        for column in reversed(range(len(new))):
            value = max(best[row + 1][column], best[row][column + 1])
            if alike[row][column] >= ALIKE:
                value = max(value, best[row + 1][column + 1] + alike[row][column])
            best[row][column] = value
    return _along(best, alike, old, new)


def _along(best: list[list[float]], alike: list[list[float]], old: range, new: range) -> list[Pair]:
    pairs: list[Pair] = []
    row = column = 0
    while row < len(old) and column < len(new):
        here = best[row][column]
        if alike[row][column] >= ALIKE and here == best[row + 1][column + 1] + alike[row][column]:
            pairs.append(Pair(old[row], new[column]))
            row, column = row + 1, column + 1
        elif here == best[row + 1][column]:
            pairs.append(Pair(old[row], None))
            row += 1
        else:
            pairs.append(Pair(None, new[column]))
            column += 1
    pairs += [Pair(place, None) for place in old[row:]]
    pairs += [Pair(None, place) for place in new[column:]]
    return pairs


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _opcodes(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's operations; what both begin and end with is set aside, which is fast."""
    start, end = _common_ends(old, new)
    middle = SequenceMatcher(
        None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False
    )
    found: list[tuple[str, int, int, int, int]] = [
        (tag, a + start, b + start, c + start, d + start)
        for tag, a, b, c, d in middle.get_opcodes()
    ]
    if start:
        found.insert(0, ("equal", 0, start, 0, start))
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def _common_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """Return how many parts both begin with, and how many they end with beside those."""
    limit = min(len(old), len(new))
    start = next((n for n in range(limit) if old[n] != new[n]), limit)
    end = next((n for n in range(limit - start) if old[-1 - n] != new[-1 - n]), limit - start)
    return start, end


# Sentences -------------------------------------------------------------------------------------


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences end, the end of the text last; none for an empty text."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    if text and (not ends or ends[-1] != len(text)):
        ends.append(len(text))
    return ends


# Words -----------------------------------------------------------------------------------------


class PieceKind(StrEnum):
    """Where a stretch of a changed text stands."""

    SAME = "same"
    """In both."""
    OLD = "old"
    """Only in the old text."""
    NEW = "new"
    """Only in the new text."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a changed text."""

    kind: PieceKind
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return what stayed, what went and what came, by words and whole numbers.

    Joined without what is new they are the old text, without what is old the new one.
    """
    if alikeness(old, new) == 0:  # nothing worth showing as kept
        return _merged([Piece(PieceKind.OLD, old), Piece(PieceKind.NEW, new)])
    tokens, others = _words(old, new)
    found: list[Piece] = []
    for tag, a, b, c, d in _opcodes(tokens, others):
        if tag == "equal":
            found.append(Piece(PieceKind.SAME, "".join(tokens[a:b])))
        else:
            found.append(Piece(PieceKind.OLD, "".join(tokens[a:b])))
            found.append(Piece(PieceKind.NEW, "".join(others[c:d])))
    return _merged(_without_crumbs(found))


def _words(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return both texts as words: numbers, Latin words, Chinese characters."""
    split: Callable[[str], list[str]] = _TOKEN.findall
    tokens, others = split(old), split(new)
    if _changed_length(tokens, others) <= _TOO_LONG:
        return tokens, others
    return list(filter(None, _CLAUSE.findall(old))), list(filter(None, _CLAUSE.findall(new)))


def _changed_length(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many pairs lie between what both begin and end with."""
    start, end = _common_ends(old, new)
    return (len(old) - start - end) * (len(new) - start - end)


def _without_crumbs(found: list[Piece]) -> list[Piece]:
    """Take single characters that only happen to be equal between two changes for changed."""
    done: list[Piece] = []
    for place, piece in enumerate(found):
        inside = 0 < place < len(found) - 1
        crumb = (
            piece.kind is PieceKind.SAME
            and inside
            and len(piece.text) == 1
            and not piece.text.isdigit()
            and not _MARK.fullmatch(piece.text)
        )
        if crumb:
            done += [Piece(PieceKind.OLD, piece.text), Piece(PieceKind.NEW, piece.text)]
        else:
            done.append(piece)
    return done


def _merged(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of a kind; between two that stayed, what went stands before what came."""
    done: list[Piece] = []
    went, came = "", ""
    for piece in (*found, Piece(PieceKind.SAME, "")):
        if piece.kind is PieceKind.OLD:
            went += piece.text
        elif piece.kind is PieceKind.NEW:
            came += piece.text
        else:
            done += [Piece(PieceKind.OLD, went), Piece(PieceKind.NEW, came)]
            went, came = "", ""
            done.append(piece)
    return tuple(piece for piece in done if piece.text)


def kept_spans(old: str, new: str) -> list[tuple[int, int, int]]:
    """Return the stretches both texts share: place in the old, place in the new, length."""
    spans: list[tuple[int, int, int]] = []
    at = to = 0
    for piece in pieces(old, new):
        length = len(piece.text)
        if piece.kind is PieceKind.SAME:
            spans.append((at, to, length))
        at += length if piece.kind is not PieceKind.NEW else 0
        to += length if piece.kind is not PieceKind.OLD else 0
    return spans
