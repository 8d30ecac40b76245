"""How surely a text of a source is a label of the form, whatever was cut off or added."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from gi_desktop.importing.tokens import without_remarks
from gi_desktop.importing.vocabulary import ENUMERATOR, Slot, Vocabulary, key

SURE = 0.9
"""Nothing but the label, give or take its number or the group above it."""
LIKELY = 0.68
_APART = 0.12
"""By how much a likely label must beat the next."""
BEGINS = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、]")
"""How the label of a row begins that is not the rest of another."""
_LONGEST = 90


@dataclass(frozen=True)
class RowMatch:
    """The slot whose label a text is most like."""

    slot: Slot
    score: float
    collapsed: bool
    """It is the label of a whole group."""
    rival: float
    """The score of the next best slot."""

    @property
    def is_certain(self) -> bool:
        """Whether the label is this slot's and no other's."""
        return self.score >= SURE or (self.score >= LIKELY and self.score - self.rival >= _APART)


class Labels:
    """Compares texts with the labels of an edition; every text once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._exact = {label: slot for slot in vocabulary.slots for label in slot.keys}
        self.row = cache(self._row)
        self.header = cache(self._header)
        self.foreign = cache(self._foreign)

    def key(self, text: str) -> str:
        """Return what of a text counts, without remarks in brackets."""
        return key(without_remarks(text, self.vocabulary)) or key(text)

    def is_row(self, text: str) -> bool:
        """Whether a text is the very label of a row."""
        wanted = self.key(text)
        return wanted in self._exact and wanted not in self.vocabulary.foreign

    def _row(self, text: str) -> RowMatch | None:
        """Return the row whose label the text is most like; None where none is near."""
        wanted = self.key(text)
        strange = not wanted or len(wanted) > _LONGEST or wanted.isdecimal()
        if strange or wanted in self.vocabulary.foreign:
            return None
        exact = self._exact.get(wanted)
        if exact is not None:
            return RowMatch(exact, 1.0, wanted in exact.collapsed, 0.0)
        found = sorted(
            (
                (score, -slot.index, label in slot.collapsed)
                for slot in self.vocabulary.slots
                for score, label in [self._best(wanted, slot)]
                if score > 0
            ),
            reverse=True,
        )
        if not found:
            return None
        score, index, collapsed = found[0]
        rival = found[1][0] if len(found) > 1 else 0.0
        return RowMatch(self.vocabulary.slots[-index], score, collapsed, rival)

    def score(self, text: str, slot: Slot) -> float:
        """Return how like the text is to the label of one slot, 0 to 1."""
        return self._best(self.key(text), slot)[0] if text else 0.0

    @staticmethod
    def _best(wanted: str, slot: Slot) -> tuple[float, str]:
        found = [(_alike(wanted, label), label) for label in slot.keys]
        # A group's label stands for a row only if nothing else is said.
        own = [
            (score, label) for score, label in found if score >= SURE or label not in slot.collapsed
        ]
        return max(own, default=(0.0, ""))

    def _header(self, text: str) -> dict[int, float]:
        """Return side label (by index) → how like the text is to it; nothing for strange ones."""
        wanted = self.key(text)
        if not wanted or len(wanted) > _LONGEST or wanted.isdecimal():
            return {}
        exact = {side.index: 1.0 for side in self.vocabulary.sides if wanted in side.keys}
        if exact:
            return exact
        if wanted in self._exact:
            return {}
        foreign = max((_ratio(wanted, label) for label in self.vocabulary.foreign), default=0.0)
        found = {}
        for side in self.vocabulary.sides:
            score = max((_alike_header(wanted, label) for label in side.keys), default=0.0)
            if score >= LIKELY and score > foreign:
                found[side.index] = score
        return found

    def _foreign(self, text: str) -> str:
        """Return the label that only an outdated form has, as printed; "" where it is none."""
        return self.vocabulary.foreign.get(key(text), "") or self.vocabulary.foreign.get(
            self.key(text), ""
        )


@lru_cache(1024)
def _number(label: str) -> tuple[str, str]:
    """Return the number a label begins with and the rest; a label that is only one has none."""
    found = ENUMERATOR.match(label)
    if found is None or found.end() == len(label):
        return "", label
    return found[0], label[found.end() :]


def _alike(text: str, label: str) -> float:
    """Return how like a text is to a row's label."""
    if text == label:
        return 1.0
    own, name = _number(label)
    number, rest = _number(text)
    if rest == name:
        return 0.86 if own and number else 0.95
    if own and text.endswith(label):
        return 0.92  # the group's label stands before it in the same cell
    return _alike_in_part(text, label, (number, rest), (own, name))


def _alike_in_part(text: str, label: str, one: tuple[str, str], other: tuple[str, str]) -> float:
    """The same where some of either is missing."""
    (number, rest), (own, name) = one, other
    score = 0.0
    if len(name) >= 4 and (text.startswith(label) or (own and text.endswith(name))):
        score = 0.84
    elif len(rest) >= 3 and name.startswith(rest):
        score = 0.82 if number == own else 0.72
    elif len(rest) >= 4 and rest in name:
        score = 0.75
    elif (ratio := _ratio(rest, name)) >= 0.5:
        score = ratio * (0.92 if number == own else 0.84)
    return score


def _alike_header(text: str, label: str) -> float:
    if text == label:
        return 1.0
    if len(label) >= 3 and (text.startswith(label) or text.endswith(label)):
        return 0.85
    if len(text) >= 3 and (label.startswith(text) or label.endswith(text)):
        return 0.8
    score = _ratio(text, label)
    return score * 0.95 if score >= 0.75 else 0.0


def _ratio(one: str, other: str) -> float:
    if not one or not other or min(len(one), len(other)) * 3 < max(len(one), len(other)):
        return 0.0
    if 4 * len(_signs(one) & _signs(other)) < len(one) + len(other):
        return 0.0  # less than half of the characters: the ratio would be below a half too
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(1024)
def _signs(text: str) -> frozenset[str]:
    return frozenset(text)
