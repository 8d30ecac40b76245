"""How the values found for one row can fill its cells.

Every admissible way is listed; only what all of them agree on is ever taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from gi_desktop.form import Edition
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.tokens import Token, TokenKind, values_of
from gi_desktop.report.values import Raw, Value, parse_value

COLLAPSED = "原文“{}”只有一行，填入“{}”"
_MOST_LOST = 2
_LARGEST = 20
_SHORTEST_PIECE = 2
"""Digits of the pieces of a number that were cut: cells of one digit's width there are none."""
_MOST_WAYS = 5000
_MOST = 99_999_999
"""More than anything that a report counts."""


@dataclass(frozen=True)
class Fit:
    """What a row's cells hold: address → value, empty cells left out."""

    values: dict[str, Value]
    complete: bool
    """Every cell of the row was read, empty ones as such."""
    how: str = ""
    """What was repaired or is doubtful, in Chinese; empty for a plain reading."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Address → why this place in the source says nothing of that cell."""
    missing: str = ""
    """Why cells are left out, where that is not ``how``."""
    repairs: Mapping[str, str] = field(default_factory=dict)
    """Address → what was repaired in that cell alone."""


def merge_fits(fits: Sequence[Fit]) -> Fit | None:
    """One reading of a row from all places where it stands; None where they contradict.

    A place where all is empty (a label that a page break cut in two, say) says nothing.
    """
    if len(fits) > 1:
        fits = [fit for fit in fits if fit.values] or list(fits[:1])
    if not fits or all(fit == fits[0] for fit in fits):
        return fits[0] if fits else None
    if not any(fit.unread for fit in fits):
        return fits[0] if all(fit.values == fits[0].values for fit in fits) else None
    values: dict[str, Value] = {}
    unread: dict[str, str] = {}
    for fit in fits:
        for cell, value in fit.values.items():
            if values.setdefault(cell, value) != value:
                return None
        unread |= fit.unread
    unread = {cell: why for cell, why in unread.items() if all(cell in f.unread for f in fits)}
    how = next((fit.how for fit in fits if fit.how), "")
    repairs = {cell: why for fit in fits for cell, why in fit.repairs.items()}
    complete = all(fit.complete for fit in fits)
    return Fit(values, complete=complete, how=how, unread=unread, repairs=repairs)


class Fitter:
    """Fits values to the cells of a row."""

    def __init__(self, form: Edition, relations: Relations) -> None:
        self.form = form
        self.relations = relations

    def plain(self, cells: Sequence[str], tokens: Sequence[Token]) -> Fit | None:
        """Return the one plain reading: as many values as cells; None where there is none."""
        ways = list(windows(tokens, len(cells)))
        if len(ways) != 1:
            return None
        values = self._values(cells, ways[0])
        if self._are_glued(cells, values):
            return None
        stray = _may_be_page_number(tokens)
        if stray is not None:
            sums = self.relations.judged(cells, values)
            if False in sums or (stray and True not in sums):
                return None
        return Fit(values, complete=True)

    def repaired(
        self,
        cells: Sequence[str],
        tokens: Sequence[Token],
        known: dict[str, Value],
        *,
        proof: bool = False,
    ) -> Fit | None:
        """Return what every placement that the sums admit agrees on; None where nothing.

        ``proof`` says that a placement must be confirmed by a sum, not merely not refuted.
        """
        size = len(cells)
        values = values_of(tokens)
        whole = list(windows(tokens, size))
        if whole:
            return self._agreed(cells, whole, known, "空格的位置按合计确定", proof=proof)
        if len(values) > size:
            return self._agreed(
                cells,
                [*_shortened(values, size), *_rejoined(values, size)],
                known,
                "数字被断开或夹入页码，按合计还原",
                proof=True,
            )
        if values and size - len(values) <= _MOST_LOST and size <= _LARGEST:
            how = f"原文这一行只有 {len(values)} 个数，按合计确定位置"
            return self._agreed(cells, list(_spread(values, size)), known, how, proof=proof)
        return None

    def _agreed(
        self,
        cells: Sequence[str],
        ways: list[list[Token | None]],
        known: dict[str, Value],
        how: str,
        *,
        proof: bool,
    ) -> Fit | None:
        readings = []
        others = {cell: value for cell, value in known.items() if cell not in cells}
        for way in ways:
            reading = self._values(cells, way)
            trial = others | reading
            if self.relations.refutes(cells, trial) or self._are_glued(cells, reading):
                continue
            if proof and not self.relations.proves(cells, trial):
                continue
            readings.append(reading)
        if not readings or len(readings) == len(ways) > 1:
            return None
        first = readings[0]
        agreed = {
            cell: value
            for cell, value in first.items()
            if all(reading.get(cell) == value for reading in readings)
        }
        return Fit(agreed, complete=len(agreed) == len(cells), how=how) if agreed else None

    def _are_glued(self, cells: Sequence[str], values: Mapping[str, Value]) -> bool:
        """Whether a number is as long as several in one, and no sum says that it is true."""
        if not any(map(_is_too_long, values.values())):
            return False
        sums = self.relations.judged(cells, values)
        return bool(sums) and not all(sums)

    def _values(self, cells: Sequence[str], way: Sequence[Token | None]) -> dict[str, Value]:
        found = {}
        for cell, token in zip(cells, way, strict=True):
            if token is not None and token.kind is TokenKind.VALUE:
                found[cell] = parse_value(token.text, self.form.kind(cell))
        return found


def _is_too_long(value: Value) -> bool:
    if isinstance(value, Raw):
        return value.text.isdecimal()
    return isinstance(value, int) and value > _MOST


def _may_be_page_number(tokens: Sequence[Token]) -> bool | None:
    """Whether one of the numbers is perhaps a page's, and another lost.

    True where just one stands on a line of its own, False where one ends or begins a page,
    None where nothing speaks for it.
    """
    values = values_of(tokens)
    if len(values) < 2:
        return None
    lone = [token for token in values if token.lone]
    if len(lone) == 1:
        return True
    return False if any(token.at_page_end for token in lone) else None


def windows(tokens: Sequence[Token], size: int) -> Iterator[list[Token | None]]:
    """Cut out ``size`` tokens where all the others are empty cells at the edges."""
    if len(tokens) < size:
        return
    seen = set()
    for start in range(len(tokens) - size + 1):
        outside = (*tokens[:start], *tokens[start + size :])
        if all(token.kind is TokenKind.BLANK for token in outside):
            way: list[Token | None] = list(tokens[start : start + size])
            shape = tuple(token.text if token else "" for token in way)
            if shape not in seen:
                seen.add(shape)
                yield way


def _spread(values: Sequence[Token], size: int) -> Iterator[list[Token | None]]:
    """Put the values, in order, into every choice of places."""
    for places in combinations(range(size), len(values)):
        way: list[Token | None] = [None] * size
        for place, token in zip(places, values, strict=True):
            way[place] = token
        yield way


def _shortened(values: list[Token], size: int) -> Iterator[list[Token | None]]:
    """Leave out lone numbers (a page's), or join a number that a line end cut in two."""
    extra = len(values) - size
    if extra > _MOST_LOST or size < 2:
        return
    for shorter in _one_less(values):
        if extra == 1:
            yield list(shorter)
        else:
            for again in _one_less(shorter):
                yield list(again)


def _rejoined(values: list[Token], size: int) -> list[list[Token | None]]:
    """Join numbers that were cut where their narrow cells end, however many.

    All cells of a row being of one width, what goes on is as long as any piece is, and no piece
    of a number but its first may begin with 0 alone.
    """
    longest = max(len(token.text) for token in values)
    cut = [token for token in values if len(token.text) == longest and token.closes]
    if longest < _SHORTEST_PIECE or len(values) - size > len(cut):
        return []
    if not all(token.text.isdecimal() for token in values):
        return []
    ways: list[list[Token | None]] = []
    stack: list[tuple[int, list[Token]]] = [(0, [])]
    while stack:
        place, way = stack.pop()
        if place == len(values):
            if len(way) == size:
                ways.append(list(way))
            if len(ways) > _MOST_WAYS:
                return []
            continue
        # As many pieces must be left as cells, and no more than can be joined.
        if len(way) >= size or len(values) - place < size - len(way):
            continue
        token = values[place]
        for end in range(place + 1, len(values) + 1):
            stack.append((end, [*way, token]))
            following = values[end] if end < len(values) else None
            last = values[end - 1]
            if (
                following is None
                or token.text == "0"
                or len(last.text) < longest
                or not (last.closes and following.opens)
            ):
                break
            token = replace(token, text=token.text + following.text, closes=following.closes)
    return ways


def _one_less(values: list[Token]) -> Iterator[list[Token]]:
    for place, token in enumerate(values):
        if token.lone:
            yield values[:place] + values[place + 1 :]
        following = values[place + 1] if place + 1 < len(values) else None
        if following is not None and token.closes and following.opens:
            joint = Token(
                TokenKind.VALUE,
                token.text + following.text,
                token.line,
                opens=token.opens,
                closes=following.closes,
            )
            yield [*values[:place], joint, *values[place + 2 :]]
