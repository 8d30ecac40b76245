"""Where the prose speaks of numbers that stand in the tables. A reference is no such place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gi_desktop.checks.memory import Found
from gi_desktop.checks.rule import Facts
from gi_desktop.form import NUMBER, Mention
from gi_desktop.report.last_prose import Said
from gi_desktop.report.values import Number

_FIGURE = r"(?<![\d.])(\d[\d,]*)\s*[余多]?\s*[件宗份条起例]"
_CLAUSE = re.compile(r"[^，。；：]+")
SHARE = re.compile(r"\s*[，、（(]?\s*约?占[^，。；\d]{0,10}?(\d+(?:\.\d+)?)\s*[%％]")
"""A share right behind a number: ，占13%."""
_ROUND = 6
"""Characters quoted before what was found."""

_WORTH = re.compile(r"\d\s*[余多]?\s*[件宗份条起例]|未|没有|无")
"""What a sentence has at least that speaks of such a number."""
_REMEMBERED = 4000
"""So many sentences."""


@dataclass(frozen=True)
class Place:
    """One place in a sentence that speaks of a number of the tables."""

    mention: Mention
    said: Said
    figure: int
    """The number; 0 where the words say that there was none."""
    start: int
    end: int
    """In the sentence."""

    @property
    def quoted(self) -> str:
        """What stands there, with a few characters before."""
        return self.said.words[max(0, self.start - _ROUND) : self.end].strip()


def places(facts: Facts, text_id: str) -> tuple[Place, ...]:
    """Return every such place of a text."""
    return facts.of_sentences(
        "places",
        text_id,
        lambda: tuple(p for said in facts.said[text_id] for p in in_sentence(facts, said)),
    )


def in_sentence(facts: Facts, said: Said) -> tuple[Place, ...]:
    """Return every such place of a sentence; no figure is taken twice.

    What a sentence speaks of hangs on its words alone: it is looked for once.
    """
    key = (said.words, said.own)
    memory = facts.memory.found
    known = memory.get(key)
    if known is None:
        if len(memory) >= _REMEMBERED:
            memory.clear()
        known = memory[key] = tuple(_search(facts, *key))
    return tuple(Place(mention, said, *spot) for mention, spot in known)


def _search(facts: Facts, words: str, own: str) -> Iterator[Found]:
    if not _WORTH.search(own):
        return
    taken: set[int] = set()
    for mention in facts.form.meaning.mentions:
        if mention.needs and not _pattern(mention.needs).search(words):
            continue
        for clause in _CLAUSE.finditer(own):
            for match in _pattern(mention.words).finditer(clause[0]):
                figure = match[1] if match.lastindex else ""
                at = clause.start() + (match.start(1) if figure else match.start())
                if at in taken or (mention.unless and _pattern(mention.unless).search(clause[0])):
                    continue
                taken.add(at)
                start, end = clause.start() + match.start(), clause.start() + match.end()
                yield mention, (_number(figure), start, end)


@lru_cache(256)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words.replace(NUMBER, _FIGURE))


def _number(figure: str) -> int:
    return int(figure.replace(",", "") or 0)


def total(facts: Facts, cells: tuple[str, ...]) -> Number | None:
    """Return the sum of the cells; None while one of them is not known."""
    numbers = [facts.sheet.number(cell) for cell in cells]
    known = [number for number in numbers if number is not None]
    return sum(known, start=Decimal(0)) if len(known) == len(numbers) else None
