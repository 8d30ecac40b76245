"""Prose beside last year's: which sentences were taken over, which years and figures are old."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from gi_desktop.report.prose import BLANK, BODY, Lookup, Paragraph, Run, Text, TextRun
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.values import format_value

REFERENCE = "\ufffc"
"""Stands for each character that a reference to a cell reads as."""
FIGURE = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?(?!\d)")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]*[”’」』）)]*")
_BLANKS = re.compile(r"\s+")
_KNOWN = 2048
"""So many sentences are remembered: a letter that is typed changes one of them."""
_SHORTEST = 4
"""Characters of a sentence that says something: （略）does not."""
_NAMES = re.compile(r"《[^》]*》|(?:〔[^〕]*〕|\[[^\]]*\])(?:\s*第?\s*\d+\s*号)?")
"""Titles and numbers of documents: the years in them are theirs."""
_NUMBERED = re.compile(r"^\s*[（(]?\d+[）)．.、]")
"""The number of an item."""


@dataclass(frozen=True)
class Said:
    """One sentence of a report's prose: characters ``start`` to ``end`` of a paragraph."""

    text_id: str
    paragraph: int
    start: int
    end: int
    words: str
    own: str
    """The words with references blanked out: what was written by hand."""


class LastReport:
    """Last year's report (上年报告), and what was worked out from it once."""

    def __init__(self, plan: Plan, report: Report) -> None:
        self.report = report
        self.sheet: Sheet = plan.sheet(report.cells)
        """Its numbers."""
        self._form = plan.form

    @cached_property
    def texts(self) -> dict[str, str]:
        """What it says in each cell."""
        values = zip(self.sheet.plan.addresses, self.sheet.values, strict=True)
        return {cell: format_value(value) for cell, value in values}

    @cached_property
    def _sentences(self) -> tuple[Said, ...]:
        return tuple(sentences(self.report, self._form.texts, self.sheet.value))

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its sentences say, the year aside."""
        return frozenset(sentence_key(said.words, self.report.year) for said in self._sentences)

    @cached_property
    def figures(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """What its sentences say without their figures → the figures of each such sentence."""
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for said in self._sentences:
            key = skeleton(said.words)
            found[key] = (*found.get(key, ()), tuple(FIGURE.findall(said.words)))
        return found

    @cached_property
    def _paragraphs(self) -> dict[str, frozenset[str]]:
        return {
            text_id: frozenset(
                folded(paragraph.resolve(self.sheet.value))
                for paragraph in self.report.text(text_id)
                if paragraph.level == BODY
            )
            for text_id in self._form.texts
        }

    @cached_property
    def _runs(self) -> dict[str, frozenset[tuple[Run, ...]]]:
        return {
            text_id: frozenset(paragraph.runs for paragraph in self.report.text(text_id))
            for text_id in self._form.texts
        }

    def holds(self, text_id: str, paragraph: Paragraph, lookup: Lookup) -> bool:
        """Whether its text has a paragraph just like this one: taken over, not touched since.

        References may read as other numbers now. Headings are the same every year.
        """
        if paragraph.level != BODY or text_id not in self._form.texts:
            return False
        words = paragraph.resolve(lookup)
        same = paragraph.runs in self._runs[text_id] or folded(words) in self._paragraphs[text_id]
        return same and bool(words.strip())

    def reusable(self, text_id: str) -> Text:
        """Return its paragraphs to go on from; a reference that the form lacks becomes text."""
        return tuple(
            paragraph.model_copy(update={"runs": tuple(map(self._reusable, paragraph.runs))})
            for paragraph in self.report.text(text_id)
        )

    def _reusable(self, run: Run) -> Run:
        if isinstance(run, TextRun) or run.cell in self._form.cells:
            return run
        return TextRun(text=BLANK)


def sentences(report: Report, texts: Iterable[str], lookup: Lookup) -> Iterator[Said]:
    """Yield the sentences of the body paragraphs of these texts; headings say nothing."""
    for text_id in texts:
        for number, paragraph in enumerate(report.text(text_id)):
            if paragraph.level == BODY:
                words, own = both(paragraph, lookup)
                for start, end in _parts(words):
                    yield Said(text_id, number, start, end, words[start:end], own[start:end])


def both(paragraph: Paragraph, lookup: Lookup) -> tuple[str, str]:
    """Return what a paragraph reads, and the same with its references blanked out."""
    spans = paragraph.spans(lookup)
    words = "".join(text for text, _ in spans)
    own = "".join(REFERENCE * len(text) if cell else text for text, cell in spans)
    return words, own


@lru_cache(_KNOWN)
def _parts(words: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        match.span()
        for match in _SENTENCE.finditer(words)
        if len(_BLANKS.sub("", match[0])) >= _SHORTEST
    )


@lru_cache(_KNOWN)
def folded(words: str) -> str:
    """Return the words without blanks and differences of width."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", words))


def sentence_key(words: str, year: int | None) -> str:
    """Return what a sentence says; the report's own year, and the one before, aside."""
    key = folded(words)
    if year is not None:
        key = key.replace(f"{year}年", "本年").replace(f"{year - 1}年", "上年")
    return key


@lru_cache(_KNOWN)
def skeleton(words: str) -> str:
    """Return what a sentence says without its figures; references count as figures."""
    return FIGURE.sub("#", folded(words))


def taken_over(
    report: Report, form: Edition, lookup: Lookup, last: LastReport
) -> tuple[int, tuple[Said, ...]]:
    """Return how many sentences the parts have, and those that last year's report has too.

    The preface is left out: whom to ask is the same every year.
    """
    parts = [section.text for section in form.sections if section.text]
    every = list(sentences(report, parts, lookup))
    same = tuple(said for said in every if sentence_key(said.words, report.year) in last.keys)
    return len(every), same


def old_parts(words: str) -> Iterator[tuple[int, int]]:
    """Yield where years and figures stand in a paragraph that was taken over.

    Titles and numbers of documents keep theirs, and an item its number.
    """
    named = [match.span() for match in _NAMES.finditer(words)]
    item = _NUMBERED.match(words)
    if item is not None:
        named.append(item.span())
    for match in FIGURE.finditer(words):
        start, end = match.span()
        if not any(first <= start < last for first, last in named):
            yield start, end + (words[end : end + 1] in {"年", "%", "％"})
