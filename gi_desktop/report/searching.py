"""Find and replace in the texts of a report. References to cells are found, never cut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from gi_desktop.report.prose import Lookup, Paragraph, Run, Text, TextRun

_FULL_WIDTH = {0xFF01 + place: chr(0x21 + place) for place in range(0x5E)} | {0x3000: " "}


@dataclass(frozen=True)
class Pattern:
    """What is looked for; upper and lower case count as equal."""

    words: str
    is_exact: bool = False
    """Whether full and half width (，and ,) differ."""

    def places(self, text: str) -> Iterator[int]:
        """Yield where the words begin in a text; found ones do not overlap."""
        words, folded = self._folded(self.words), self._folded(text)
        place = folded.find(words) if words else -1
        while place >= 0:
            yield place
            place = folded.find(words, place + len(words))

    def _folded(self, text: str) -> str:
        # Some capitals are two letters when lowered; the places must stay what they are.
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        return lowered if self.is_exact else lowered.translate(_FULL_WIDTH)


@dataclass(frozen=True)
class Match:
    """One place: characters ``start`` to ``end`` of a paragraph as it reads."""

    text_id: str
    paragraph: int
    start: int
    end: int
    has_reference: bool = False
    """Whether part of it is the number of a reference."""


def find(report: Report, form: Edition, lookup: Lookup, pattern: Pattern) -> list[Match]:
    """Return every match in all texts, in the order of the report."""
    return [
        match
        for text_id in form.texts
        for number, paragraph in enumerate(report.text(text_id))
        for match in _in_paragraph(text_id, number, paragraph, lookup, pattern)
    ]


def _in_paragraph(
    text_id: str, number: int, paragraph: Paragraph, lookup: Lookup, pattern: Pattern
) -> Iterator[Match]:
    spans = paragraph.spans(lookup)
    text = "".join(words for words, _ in spans)
    for start in pattern.places(text):
        end = start + len(pattern.words)
        touched, at = False, 0
        for words, cell in spans:
            touched = touched or (bool(cell) and at < end and at + len(words) > start)
            at += len(words)
        yield Match(text_id, number, start, end, touched)


def replaced(text: Text, matches: Iterable[Match], words: str, lookup: Lookup) -> Text:
    """Return a text with ``words`` in place of its matches; those with references stay."""
    changed = list(text)
    # From the end, so that the places before stay what they are.
    for match in sorted(matches, key=lambda match: (match.paragraph, match.start), reverse=True):
        if not match.has_reference:
            old = changed[match.paragraph]
            changed[match.paragraph] = _with(old, match, words, lookup)
    return tuple(changed)


def _with(paragraph: Paragraph, match: Match, words: str, lookup: Lookup) -> Paragraph:
    runs: list[Run] = []
    at = 0
    is_in = False
    for run, (read, _) in zip(paragraph.runs, paragraph.spans(lookup), strict=True):
        first, last = max(match.start - at, 0), min(match.end - at, len(read))
        at += len(read)
        if not isinstance(run, TextRun) or first >= last:
            runs.append(run)
            continue
        # A match may run over two texts side by side: the words go into the first.
        runs.append(TextRun(text=read[:first] + ("" if is_in else words) + read[last:]))
        is_in = True
    kept = tuple(run for run in runs if not isinstance(run, TextRun) or run.text)
    return paragraph.model_copy(update={"runs": kept})
