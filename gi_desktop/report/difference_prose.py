"""What two reports say differently in prose: paragraph by paragraph, then by sentences."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gi_desktop.report.alignment import Pair, align, alikeness, kept_spans, sentence_ends
from gi_desktop.report.difference_model import Both, Difference, DifferenceKind, Spot
from gi_desktop.report.prose import CellRun, Level, Lookup, Paragraph, Run, Text, TextRun
from gi_desktop.report.sheet import Sheet

_LEVELS = ("正文", "一级标题", "二级标题", "三级标题", "四级标题")
_REWRITTEN = 0.3
"""Less in common than this, and a paragraph was written anew: its sentences are not paired."""


def prose_differences(both: Both, text_id: str) -> Iterator[Difference]:
    """Yield what the two reports say differently in one text, in order."""
    if _reads_the_same(both, text_id):  # as at every number that is typed
        return
    for merged in _Comparison(both, text_id).merged():
        yield from merged.differences()


def _reads_the_same(both: Both, text_id: str) -> bool:
    """Whether it is the same text, and no number that it refers to is another."""
    text = both.old.text(text_id)
    if text != both.new.text(text_id):
        return False
    references = (run.cell for part in text for run in part.runs if isinstance(run, CellRun))
    return not any(map(both.changed, references))


def carried_text(both: Both, text_id: str, wanted: Collection[Difference]) -> Text:
    """Return the old text with the wanted differences carried over."""
    found = (merged.carried(wanted) for merged in _Comparison(both, text_id).merged())
    return tuple(paragraph for paragraph in found if paragraph is not None)


# A text as it reads ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """A run as it reads, and as the old one would read with the new report's numbers."""

    run: Run
    text: str
    followed: str


@dataclass(frozen=True)
class _Said:
    """A paragraph or a sentence as it reads."""

    parts: tuple[_Part, ...]

    @cached_property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @cached_property
    def followed(self) -> str:
        return "".join(part.followed for part in self.parts)

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(part.run for part in self.parts)

    def references(self, *, follows: bool) -> Iterator[tuple[CellRun, int, int]]:
        """Yield each reference with its begin and end in ``followed`` or in ``text``."""
        at = 0
        for part in self.parts:
            end = at + len(part.followed if follows else part.text)
            if isinstance(part.run, CellRun):
                yield part.run, at, end
            at = end


@dataclass(frozen=True)
class _Side:
    """One of the two reports: how its references read."""

    own: Lookup
    other: Lookup

    @classmethod
    def of(cls, own: Sheet, other: Sheet) -> "_Side":
        return cls(own.value, other.value)

    def said(self, runs: Iterable[Run]) -> _Said:
        words = Paragraph(runs=tuple(runs))
        pairs = zip(words.runs, words.spans(self.own), words.spans(self.other), strict=True)
        return _Said(tuple(_Part(run, mine[0], other[0]) for run, mine, other in pairs))

    def sentences(self, runs: Sequence[Run]) -> list[_Said]:
        """Cut runs into sentences, never inside a reference."""
        spans = Paragraph(runs=tuple(runs)).spans(self.own)
        ends = set(sentence_ends("".join(text for text, _ in spans)))
        sentences: list[list[Run]] = [[]]
        at = 0
        for run, (text, cell) in zip(runs, spans, strict=True):
            cuts = [] if cell else [end - at for end in ends if at < end < at + len(text)]
            start = 0
            for cut in (*sorted(cuts), len(text)):
                part = run if cell else TextRun(text=text[start:cut])
                if cell or start < cut:
                    sentences[-1].append(part)
                start = cut
                if at + cut in ends and sentences[-1]:
                    sentences.append([])
            at += len(text)
        return [self.said(sentence) for sentence in sentences if sentence]


# Both texts side by side -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Stretch:
    """A sentence of both texts, or one that has no partner; no difference where it is the same."""

    old: _Said | None
    new: _Said | None
    difference: Difference | None

    def runs(self, wanted: Collection[Difference]) -> tuple[Run, ...]:
        if self.difference is None or self.difference not in wanted:
            return self.old.runs if self.old else ()
        if self.new is None:
            return ()
        return _with_references(self.old, self.new) if self.old else self.new.runs


@dataclass(frozen=True)
class _Merged:
    """A paragraph of both texts; ``old`` or ``new`` is None where only the other has it."""

    old: Paragraph | None
    new: Paragraph | None
    stretches: tuple[_Stretch, ...] = ()
    level: Difference | None = None
    presence: Difference | None = None

    def differences(self) -> Iterator[Difference]:
        if self.presence:
            yield self.presence
        if self.level:
            yield self.level
        for stretch in self.stretches:
            if stretch.difference:
                yield stretch.difference

    def carried(self, wanted: Collection[Difference]) -> Paragraph | None:
        """Return the paragraph with the wanted differences; None where it is none then."""
        if self.old is None or self.new is None:
            return self.new if self.presence in wanted else self.old
        if not any(one in wanted for one in self.differences()):
            return self.old
        level: Level = self.new.level if self.level in wanted else self.old.level
        runs = [run for stretch in self.stretches for run in stretch.runs(wanted)]
        return Paragraph(runs=_joined(runs), level=level) if runs else None


class _Comparison:
    """One text of both reports."""

    def __init__(self, both: Both, text_id: str) -> None:
        self._both = both
        self._text = text_id
        self._old = both.old.text(text_id)
        self._new = both.new.text(text_id)
        self._mine = _Side.of(both.old_sheet, both.new_sheet)
        self._theirs = _Side.of(both.new_sheet, both.new_sheet)

    def merged(self) -> Iterator[_Merged]:
        olds = [self._mine.said(paragraph.runs) for paragraph in self._old]
        news = [self._theirs.said(paragraph.runs) for paragraph in self._new]
        # Blank lines are neither gone nor come.
        written = [place for place, said in enumerate(olds) if self._both.key(said.text)]
        others = [place for place, said in enumerate(news) if self._both.key(said.text)]
        last = -1
        for pair in self._align([olds[p] for p in written], [news[p] for p in others]):
            old = None if pair.old is None else written[pair.old]
            new = None if pair.new is None else others[pair.new]
            if old is not None:
                yield from (_Merged(self._old[p], None) for p in range(last + 1, old))
                last = old
            yield self._pair(old, new, last, olds, news)
        yield from (_Merged(self._old[p], None) for p in range(last + 1, len(olds)))

    def _align(self, olds: Sequence[_Said], news: Sequence[_Said]) -> list[Pair]:
        theirs = [self._both.key(said.text) for said in news]
        known = set(theirs)
        mine = [
            followed
            if (followed := self._both.key(said.followed)) in known
            else self._both.key(said.text)
            for said in olds
        ]
        return align(mine, theirs)

    def _pair(
        self,
        old: int | None,
        new: int | None,
        last: int,
        olds: Sequence[_Said],
        news: Sequence[_Said],
    ) -> _Merged:
        if old is None and new is not None:
            place = self._after(last)
            come = self._difference(place, "", news[new].text, Spot(last + 1, new))
            return _Merged(None, self._new[new], presence=come)
        if old is not None and new is None:
            gone = self._difference(self._place(old), olds[old].text, "", Spot(old))
            return _Merged(self._old[old], None, presence=gone)
        if old is None or new is None:  # pragma: no cover - a pair has one of both
            raise AssertionError
        return _Merged(
            self._old[old],
            self._new[new],
            tuple(self._stretches(old, new, olds[old], news[new])),
            level=self._level(old, new),
        )

    def _stretches(self, old: int, new: int, mine: _Said, theirs: _Said) -> Iterator[_Stretch]:
        if alikeness(mine.text, theirs.text) < _REWRITTEN:
            words = self._changed(self._place(old), mine, theirs, Spot(old, new))
            yield _Stretch(mine, theirs, words)
            return
        olds = self._mine.sentences(mine.runs)
        news = self._theirs.sentences(theirs.runs)
        single = len(olds) == 1 and len(news) == 1
        last = -1
        for run in _runs_of(self._align(olds, news)):
            before = _together([olds[pair.old] for pair in run if pair.old is not None])
            after = _together([news[pair.new] for pair in run if pair.new is not None])
            first = last + 1
            last = next((p.old for p in reversed(run) if p.old is not None), last)
            place = self._place(old)
            if not single:
                place += _sentences_named(first, last) if before else self._between(last)
            spot = Spot(old, new, run[0].old, run[0].new)
            yield _Stretch(before, after, self._changed(place, before, after, spot))

    def _changed(
        self, place: str, old: _Said | None, new: _Said | None, spot: Spot
    ) -> Difference | None:
        mine, theirs = old.text if old else "", new.text if new else ""
        key = self._both.key
        if key(mine) == key(theirs):
            return None
        follows: tuple[str, ...] = ()
        if old and new and key(old.followed) == key(theirs):
            cells = [run.cell for run in old.runs if isinstance(run, CellRun)]
            follows = tuple(dict.fromkeys(filter(self._both.changed, cells)))
        return self._difference(place, mine, theirs, spot, follows)

    def _level(self, old: int, new: int) -> Difference | None:
        one, other = self._old[old].level, self._new[new].level
        if one == other:
            return None
        place = f"{self._place(old)}的级别"
        return self._difference(place, _LEVELS[one], _LEVELS[other], Spot(old, new, level=True))

    def _difference(
        self, place: str, old: str, new: str, spot: Spot, follows: tuple[str, ...] = ()
    ) -> Difference:
        return Difference(
            DifferenceKind.PARAGRAPH,
            place,
            old,
            new,
            text=self._text,
            spot=spot,
            follows=follows,
        )

    # Places -----------------------------------------------------------------------------------

    @cached_property
    def _part(self) -> str:
        section = self._both.form.section_of_text(self._text)
        return f"第{section.ordinal}部分" if section else "前言"

    def _place(self, paragraph: int) -> str:
        return f"{self._part}第 {paragraph + 1} 段"

    def _after(self, paragraph: int) -> str:
        return f"{self._place(paragraph)}后面" if paragraph >= 0 else f"{self._part}开头"

    @staticmethod
    def _between(sentence: int) -> str:
        return f"第 {sentence + 1} 句后面" if sentence >= 0 else "开头"


def _runs_of(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Put sentences together that went, or came, one after the other: they are one change."""
    run: list[Pair] = []
    for pair in pairs:
        lacks = (pair.old is None, pair.new is None)
        goes_on = any(lacks) and bool(run) and lacks == (run[-1].old is None, run[-1].new is None)
        if run and not goes_on:
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _together(said: Sequence[_Said]) -> _Said | None:
    """Return sentences as one stretch; None where there are none."""
    return _Said(tuple(part for one in said for part in one.parts)) if said else None


def _sentences_named(first: int, last: int) -> str:
    return f"第 {first + 1} 句" if first == last else f"第 {first + 1} 至 {last + 1} 句"


# References ------------------------------------------------------------------------------------


def _with_references(old: _Said, new: _Said) -> tuple[Run, ...]:
    """Return the new sentence with the old one's references, where the words around them stay."""
    if any(isinstance(run, CellRun) for run in new.runs):
        return new.runs
    found: dict[int, tuple[int, CellRun]] = {}
    for text, follows in ((old.followed, True), (old.text, False)):
        kept = kept_spans(text, new.text)
        for run, start, end in old.references(follows=follows):
            place = _kept(kept, start, end, len(text), len(new.text))
            if place is not None:
                found.setdefault(place, (place + end - start, run))
    runs: list[Run] = []
    at = 0
    for start, (end, run) in sorted(found.items()):
        if start >= at:
            runs += [TextRun(text=new.text[at:start]), run]
            at = end
    return _joined([*runs, TextRun(text=new.text[at:])])


def _kept(
    kept: Sequence[tuple[int, int, int]], start: int, end: int, length: int, others: int
) -> int | None:
    """Return where a stretch of the old sentence stands in the new one.

    None where it does not, or where a character beside it did not stay: the number may mean
    something else then.
    """
    for at, to, size in kept:
        before = start > at or (start == at == to == 0)
        after = end < at + size or (end == at + size == length and to + size == others)
        if at <= start and end <= at + size and before and after:
            return to + start - at
    return None


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs, words side by side as one run."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, TextRun) and isinstance(last, TextRun):
            joined[-1] = TextRun(text=last.text + run.text)
        elif isinstance(run, CellRun) or run.text:
            joined.append(run)
    return tuple(joined)
