"""各部分之和: parts that a sentence lists are not the whole that it names (P8)."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from gi_desktop.checks.mentions import SHARE, Place, in_sentence
from gi_desktop.checks.prose import text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity

_FIGURE = re.compile(r"(?<![\d.])(\d[\d,]*)\s*[件宗份条起例]")
_MOST_OPEN = 2
"""So many kinds may be left out of a list, as those of which there were none."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a sentence and kind of parts, and one for their shares."""
    for text_id in facts.form.texts:
        judged = partial(tuple[Finding, ...], _judged(facts, text_id))
        yield from facts.of_sentences("text_sum", text_id, judged)


def _judged(facts: Facts, text_id: str) -> Iterator[Finding]:
    for _, group in groupby(facts.said[text_id], key=lambda said: said.paragraph):
        # Shares of one whole may be listed over several sentences, the counts are not.
        paragraph = [list(in_sentence(facts, said)) for said in group]
        for names in facts.form.meaning.partitions:
            for listed in paragraph:
                yield from _counts(facts, text_id, _of(names, listed), len(names))
            every = [place for listed in paragraph for place in listed]
            yield from _shares(facts, text_id, _of(names, every))


def _of(names: tuple[str, ...], listed: list[Place]) -> list[Place]:
    return [place for place in listed if place.mention.name in names]


def _counts(facts: Facts, text_id: str, parts: list[Place], kinds: int) -> Iterable[Finding]:
    """Judge whether the parts of a sentence add up to a number that it names."""
    if len(parts) < max(2, kinds - 1 - _MOST_OPEN) or parts[0].said.words != parts[0].said.own:
        return  # too few; or what a reference reads as, which is right
    figures = [int(match[1].replace(",", "")) for match in _FIGURE.finditer(parts[0].said.own)]
    own = [place.figure for place in parts]
    for figure in own:
        figures.remove(figure)
    if figures and sum(own) not in figures and max(figures) >= max(own):
        added = "＋".join(map(str, own))
        yield _finding(
            f"{text_place(facts, text_id)}里各部分合计 {added}＝{sum(own)}，"
            f"同一句里没有这个总数：“{parts[0].quoted}”。",
            text_id,
        )


def _shares(facts: Facts, text_id: str, parts: list[Place]) -> Iterable[Finding]:
    """Judge whether the shares of all parts add up to the whole."""
    found = (SHARE.match(place.said.own, place.end) for place in parts)
    shares = [float(match[1]) for match in found if match]
    whole = sum(shares)
    if len(shares) == len(parts) > _MOST_OPEN and abs(whole - 100) > len(shares) / 2:
        said = f"里各部分的百分比合计 {whole:g}%，不是 100%。"
        yield _finding(f"{text_place(facts, text_id)}{said}", text_id)


def _finding(message: str, text_id: str) -> Finding:
    remedy = "请核对总数和各部分；没有列全的，请写明理由。"
    return Finding("text_sum", Severity.VERIFY, message, remedy=remedy, text=text_id)


RULE = Rule(
    code="text_sum",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS, Input.CELLS}),
    basis="",
    find=find,
)
