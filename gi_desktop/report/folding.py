"""Finding words however they are written: full or half width, radicals, brackets, 36 or 三十六."""

import re
import unicodedata
from dataclasses import dataclass

from gi_desktop.report.numbering import chinese_number
from gi_desktop.report.radicals import ORDINARY

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_LEFT_OUT = frozenset("()[]〔〕<>《》「」\"'")
"""Signs that a searcher leaves out, or types in another way."""
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_ARTICLE = re.compile(r"(?<=第)[1-9][0-9]?(?![0-9.])|(?<![0-9.])[1-9][0-9]?(?=[条款项])")
"""A number that stands for the one of an article, such as 36 in 36条 or 第36."""


@dataclass(frozen=True)
class Folded:
    """A text as it is searched; ``places`` are those of its characters in the original."""

    text: str
    places: tuple[int, ...]

    def find(self, words: str) -> tuple[tuple[int, int], ...]:
        """Return where ``words`` stand in the original: begin and end, in order, none twice."""
        found: list[tuple[int, int]] = []
        for wanted in _spellings(words):
            at = self.text.find(wanted)
            while at >= 0:
                end = at + len(wanted)
                found.append((self.places[at], self.places[end - 1] + 1))
                at = self.text.find(wanted, end)
        return tuple(sorted(found))


def fold(text: str) -> Folded:
    """Return the text for searching: without blanks and brackets, in one width and one case.

    Line ends stay, so that nothing is found across them.
    """
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = character.translate(ORDINARY).translate(_QUOTES)
        for one in unicodedata.normalize("NFKC", plain).casefold():
            if one == "\n" or not (one.isspace() or one in _LEFT_OUT):
                characters.append(one)
                places.append(place)
    return Folded("".join(characters), tuple(places))


def _spellings(words: str) -> list[str]:
    """Return how the words may be written: as given, and with numerals as articles have them."""
    words = " ".join(words.translate(_DIGITS).split())
    spelt = _ARTICLE.sub(lambda found: chinese_number(int(found[0])), words)
    if words.isdecimal():
        spelt = f"第{chinese_number(int(words))}条"
    return [one for one in dict.fromkeys((fold(words).text, fold(spelt).text)) if one]
