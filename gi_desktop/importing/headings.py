"""Which lines are the headings of the form's sections, however they are worded or cut."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gi_desktop.form import Edition, Section
from gi_desktop.importing.lines import Line, joined
from gi_desktop.importing.vocabulary import Vocabulary, key

_ORDINAL = re.compile(
    r"\s*(?:第)?([一二三四五六七八九十]{1,3})\s*(?:部分)?\s*[、.．，,:：\s]\s*(?=\S)"
)
_END = re.compile("[。；！？，]")
_RUN_IN = re.compile(r"[:：。\s]")
_OFFICIAL = 0.06
_LONGEST = 45
_LONGEST_LINE = 2000
_MOST_LINES = 3
_MOST_PLACES = 400
"""Lines that are compared with headings; a report has a few dozen that could be one."""


@dataclass(frozen=True)
class Heading:
    """A section's heading: lines ``start`` to ``end`` (not included)."""

    section: Section
    start: int
    end: int
    score: float
    rest: str = ""
    """What stands behind the heading on its last line."""


def find_headings(
    lines: Sequence[Line], form: Edition, vocabulary: Vocabulary
) -> dict[int, Heading]:
    """Return place → the heading that begins there."""
    return _Finder(lines, form, vocabulary).find()


class _Finder:
    def __init__(self, lines: Sequence[Line], form: Edition, vocabulary: Vocabulary) -> None:
        self.lines = lines
        self.form = form
        self.labels = [label for slot in vocabulary.slots for label in slot.keys] + [
            label for side in vocabulary.sides for label in side.keys
        ]
        self.names = [
            (section, section.ordinal, key(name.partition("、")[2] or name))
            for section in form.sections
            for name in (section.heading, *section.spellings)
        ]
        self._compared = 0
        """How many lines were compared with every label of the form."""
        self.official = {
            key(section.heading.partition("、")[2] or section.heading) for section in form.sections
        }

    def find(self) -> dict[int, Heading]:
        places = [place for place, line in enumerate(self.lines) if self._can_begin(line)]
        candidates = [
            heading for place in places[:_MOST_PLACES] if (heading := self._at(place)) is not None
        ]
        candidates = _without_contents(candidates)
        best: dict[str, Heading] = {}
        for heading in candidates:
            known = best.get(heading.section.id)
            if known is None or heading.score > known.score + 0.05:
                best[heading.section.id] = heading
        for heading in self._guided(best):
            best[heading.section.id] = heading
        return {heading.start: heading for heading in best.values()}

    def _at(self, place: int) -> Heading | None:
        """The best reading of the lines from ``place`` on as a heading; None where none is."""
        line = self.lines[place]
        best = self._run_in(place)
        if best is not None:
            return best
        for count in range(1, _MOST_LINES + 1):
            part = self.lines[place : place + count]
            if len(part) < count or any(other.cells is not None for other in part):
                break
            text = joined(part)
            if len(text) > _LONGEST or (count > 1 and _END.search(text)):
                break
            found = self._score(text, place, place + count)
            if found is not None and (best is None or found.score > best.score + 0.02):
                best = found
            if line.whole:
                break
        return best

    def _can_begin(self, line: Line) -> bool:
        if line.cells is not None or len(line.text) > _LONGEST_LINE:
            return False
        if _ORDINAL.match(line.text):
            return True
        text = key(line.text)
        return len(text) >= 3 and any(name.startswith(text) for _, _, name in self.names)

    def _score(self, text: str, start: int, end: int) -> Heading | None:
        ordinal, name = _split(text)
        if not name or _END.search(text.rstrip("。；：:")):
            return None
        best: Heading | None = None
        for section, own_ordinal, own_name in self.names:
            score = _alike(name, own_name)
            same = ordinal == own_ordinal
            enough = score >= 0.5 if same else score >= (0.95 if not ordinal else 0.85)
            total = score + (0.1 if same else 0.0)
            # Where a spelling heads a part of the prose, the official words outweigh it.
            total += _OFFICIAL if own_name in self.official and score == 1.0 else 0.0
            if enough and (best is None or total > best.score):
                best = Heading(section, start, end, total)
        if best is None or best.score >= 1.1:  # the very words, with their ordinal
            return best
        label = max((_alike(key(text), label) for label in self.labels), default=0.0)
        return best if best.score >= label else None

    def _run_in(self, place: int) -> Heading | None:
        """A heading with its text behind it on the same line: “六、其他需要报告的事项：无”."""
        text = self.lines[place].text
        for section in self.form.sections:
            for name in (section.heading, *section.spellings):
                rest = _after(text, name)
                if rest and _RUN_IN.match(rest):
                    return Heading(section, place, place + 1, 1.0, rest.lstrip(":：。 \t"))
        return None

    def _guided(self, best: dict[str, Heading]) -> list[Heading]:
        """A missing section whose ordinal heads a short line just where it should stand."""
        found = []
        for index, section in enumerate(self.form.sections):
            if section.id in best:
                continue
            before = [best[s.id].end for s in self.form.sections[:index] if s.id in best]
            after = [best[s.id].start for s in self.form.sections[index + 1 :] if s.id in best]
            start, end = max(before, default=0), min(after, default=len(self.lines))
            places = [
                place for place in range(start, end) if self._may_head(self.lines[place], section)
            ]
            if len(places) == 1 and before:
                found.append(Heading(section, places[0], places[0] + 1, 0.0))
        return found

    def _may_head(self, line: Line, section: Section) -> bool:
        if line.cells is not None or len(line.text) > _LONGEST:
            return False
        ordinal, name = _split(line.text)
        shaped = (
            ordinal == section.ordinal
            and 2 <= len(name) <= 20
            and not _END.search(line.text)
            and not re.search("[0-9]", line.text)
        )
        self._compared += shaped
        return (
            shaped
            and self._compared <= _MOST_PLACES
            and all(_alike(key(line.text), label) < 0.6 for label in self.labels)
            and not any(label.startswith(key(line.text)) for label in self.labels)
        )


def _split(text: str) -> tuple[str, str]:
    """Return ordinal ("" where there is none) and key of the name."""
    found = _ORDINAL.match(text)
    return (found[1], key(text[found.end() :])) if found else ("", key(text))


def _alike(one: str, other: str) -> float:
    """Return how alike two keys are, 0 to 1."""
    if one == other:
        return 1.0
    if not one or not other or min(len(one), len(other)) * 3 < max(len(one), len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _after(text: str, name: str) -> str:
    """Return what follows ``name`` in a text that begins with it, blanks within not counted."""
    wanted = key(name)
    for end in range(len(wanted), min(len(text), len(wanted) + 12)):
        if key(text[:end]) == wanted:
            return text[end:]
    return ""


def _without_contents(candidates: list[Heading]) -> list[Heading]:
    """Drop a table of contents: headings one right after the other that come again later."""
    drop: set[int] = set()
    run: list[int] = []
    for index, heading in enumerate(candidates):
        if run and candidates[run[-1]].end != heading.start:
            run = []
        run.append(index)
        if len(run) >= 3:
            again = {h.section.id for h in candidates[index + 1 :]}
            if all(candidates[i].section.id in again for i in run):
                drop.update(run)
    return [heading for index, heading in enumerate(candidates) if index not in drop]
