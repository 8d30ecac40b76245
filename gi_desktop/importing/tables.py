"""Which lines of a document belong to tables, wherever they stand, and what they say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from gi_desktop.importing.align import Aligner
from gi_desktop.importing.cells import read_cells
from gi_desktop.importing.cells_by_line import (
    come_out_even,
    row_counters,
    with_empty_lines,
    with_words,
)
from gi_desktop.importing.counts import without_counts
from gi_desktop.importing.decided import CellReading
from gi_desktop.importing.dump import Dump
from gi_desktop.importing.furniture import is_at_page_end
from gi_desktop.importing.geometry import read_grids
from gi_desktop.importing.grids import Grid
from gi_desktop.importing.lines import Line
from gi_desktop.importing.occurrences import Gathered, Occurrence, Segment, gather
from gi_desktop.importing.placed import GridReading
from gi_desktop.importing.reading import Event, Seen
from gi_desktop.importing.sequence import read_sequences, torn_tables
from gi_desktop.importing.tokens import LONGEST, Token, TokenKind, is_rule, tokenize
from gi_desktop.importing.vocabulary import Vocabulary, key

MOST_LINES = 2000
"""Lines of tables that are read; a report has a few hundred."""
MOST_LETTERS = 2000
"""Characters of the labels in them; a report has eight hundred."""
MOST_LOOKED_AT = 150_000
"""Characters of lines that may be a table's; a long report has twenty thousand."""
NO_HEADER = "原文的表头断开了，按数字的个数对应"
_TELLING = 5
"""Characters of a label that are hardly found in prose."""
_SENTENCE = re.compile("[。；！？]")
_MOST_PIECES = 50
"""Lines that a label may be broken into; each is looked at once a line."""
_LONGEST_LABEL = 100
"""Characters; the longest of the form has 45."""


class Look(IntEnum):
    """How much a line looks like part of a table."""

    PROSE = 0
    STRANGE = 1
    """Numbers with words of no label: a row that is not on the form, perhaps."""
    WEAK = 2
    """All of it could be labels or numbers, but so could a scrap of prose."""
    STRONG = 3
    """Long pieces of labels."""


@dataclass(frozen=True)
class TableLines:
    """What the tables say, and which lines they took."""

    cells: CellReading
    used: frozenset[int]
    strange: tuple[int, ...]
    """Lines with numbers that belong to no row of the form."""


def read_tables(
    lines: Sequence[Line],
    grids: Sequence[Grid],
    zones: Sequence[str | None],
    vocabulary: Vocabulary,
    left_out: Mapping[int, Sequence[Line]],
) -> TableLines:
    """Read the tables, in the grids by where cells stand, elsewhere line by line.

    ``zones`` names for each line the table below whose heading it stands, "" among prose;
    None for lines that are already known to be something else (headings, titles).
    ``left_out`` holds lines that were taken for page numbers, by the line that follows them.
    """
    grid_reading = read_grids(grids, lines, zones, vocabulary)
    return _TableReader(lines, zones, vocabulary, left_out).read(grid_reading)


class _TableReader:
    def __init__(
        self,
        lines: Sequence[Line],
        zones: Sequence[str | None],
        vocabulary: Vocabulary,
        left_out: Mapping[int, Sequence[Line]],
    ) -> None:
        self.lines = lines
        self.left_out = left_out
        self.zones = zones
        self.vocabulary = vocabulary
        self.left = MOST_LOOKED_AT
        self.tokens: list[list[Token]] = []
        self.looks: list[Look] = []

    def read(self, grids: GridReading) -> TableLines:
        for place, (line, zone) in enumerate(zip(self.lines, self.zones, strict=True)):
            look = Look.PROSE
            tokens: list[Token] = []
            if zone is not None and place not in grids.lines:
                look, tokens = self._look(line, place)
            self.looks.append(look)
            self.tokens.append(tokens)
        without_counts(self.tokens, self.zones)
        taken = self._taken()
        read = [tokens if place in taken else [] for place, tokens in enumerate(self.tokens)]
        read = with_words(read, self.vocabulary)
        for place in row_counters(read, self.zones):
            read[place] = []
        events, gathered = self._aligned(read, taken)
        with_blanks = with_empty_lines(read, self.lines)
        if with_blanks is not None:
            other = self._aligned(with_blanks, taken)
            if come_out_even(other[1]):
                events, gathered = other
        self._add_rows_without_header(gathered, grids)
        dump = Dump(read, self.zones, self.lines, self.left_out)
        in_order = read_sequences(dump, events, self.vocabulary)
        torn = torn_tables(dump, events, self.vocabulary)
        cells = read_cells(gathered, grids, self.vocabulary, in_order, torn)
        used = self._kept(taken, gathered.used) - self._given_back(
            taken, cells.rows, cells.elsewhere
        )
        stray_lines = {
            event.token.line
            for event in events
            if event.seen is Seen.STRAY and event.token.kind is TokenKind.VALUE
        }
        of_grids = grids.lines - self._given_back(grids.lines, cells.rows, cells.elsewhere)
        strange_lines = (taken & stray_lines & used) | (grids.strange & of_grids)
        used |= of_grids
        strange = tuple(sorted(strange_lines))
        return TableLines(cells, frozenset(used), strange)

    def _aligned(
        self, tokens: Sequence[Sequence[Token]], taken: AbstractSet[int]
    ) -> tuple[list[Event], Gathered]:
        """Read the tokens of all lines in order."""
        aligner = Aligner(self.vocabulary)
        was_taken, table = True, ""
        for place, zone in enumerate(self.zones):
            if zone and zone != table:
                aligner.enter(zone)
                table = zone
            if place in taken:
                aligner.feed(tokens[place])
            elif was_taken or zone != "":
                aligner.interrupt()
            was_taken = place in taken
        events = aligner.events()
        return events, gather(events, self.vocabulary, self.zones)

    def _add_rows_without_header(self, gathered: Gathered, grids: GridReading) -> None:
        """Read a row that only headers lead to where they are torn, from its numbers alone.

        Below the heading of its table, one line alone must hold numbers and nothing else, just as many.
        """
        found = {row.slot.index for s in gathered.segments for row in s.rows if row.tokens}
        found |= {row.slot.index for row in grids.rows()}
        for slot in self.vocabulary.slots:
            alone = all(s is slot or s.table != slot.table for s in self.vocabulary.slots)
            if slot.keys or slot.index in found or not alone:
                continue
            places = [
                place
                for place, tokens in enumerate(self.tokens)
                if self.zones[place] == slot.table
                and tokens
                and all(token.kind is TokenKind.VALUE for token in tokens)
            ]
            if len(places) == 1 and len(self.tokens[places[0]]) != slot.size:
                continue
            if len(places) != 1:
                continue
            for segment in gathered.segments:
                segment.rows = [row for row in segment.rows if row.slot is not slot]
            gathered.segments = [segment for segment in gathered.segments if segment.rows]
            (place,) = places
            row = Occurrence(slot, self.tokens[place], {place}, how=NO_HEADER)
            gathered.segments.append(Segment(slot.block, [row], first=False))
            gathered.used.add(place)

    def _look(self, line: Line, place: int) -> tuple[Look, list[Token]]:
        if len(line.text) > LONGEST or (line.cells is None and _SENTENCE.search(line.text)):
            return Look.PROSE, []
        self.left -= len(line.text)
        if self.left < 0:
            return Look.PROSE, []
        tokens = tokenize(
            line, place, self.vocabulary, at_page_end=is_at_page_end(self.lines, place)
        )
        if not tokens:
            is_scrap = is_rule(line.text) or not key(line.text)
            return (Look.WEAK if is_scrap else Look.PROSE), []
        texts = [token.text for token in tokens if token.kind is TokenKind.TEXT]
        numbers = sum(token.kind is TokenKind.VALUE for token in tokens)
        look = self._weigh(texts, numbers)
        if look is Look.STRANGE and (tokens[-1].kind is TokenKind.TEXT or "，" in line.text):
            look = Look.PROSE
        return look, tokens

    def _weigh(self, texts: list[str], numbers: int) -> Look:
        if not texts:
            return Look.WEAK
        total = sum(map(len, texts))
        pieces = [piece for text in texts for piece in self._pieces(text)]
        junk = total - sum(map(len, pieces))
        # Scraps of one or two characters are found in any prose; only at a cut do they count.
        scraps = sum(len(piece) for text in texts for piece in self._scraps(text))
        longest = max(map(len, pieces), default=0)
        whole = any(piece in self.vocabulary.whole for piece in pieces)
        if junk + scraps <= total // 8 and longest >= _TELLING:
            return Look.STRONG
        if junk == 0 and whole and (numbers or longest >= 4):
            return Look.STRONG
        if junk == 0 and (total <= 8 or total >= 2 * len(pieces)):
            return Look.WEAK
        if numbers and (whole or longest >= 4 or junk <= 2 * numbers + 6):
            return Look.STRANGE
        return Look.PROSE

    def _scraps(self, text: str) -> list[str]:
        inner = self._pieces(text)[1:-1]
        return [piece for piece in inner if len(piece) < 3 and piece not in self.vocabulary.whole]

    def _pieces(self, text: str) -> list[str]:
        pieces = []
        place = 0
        while place < len(text):
            length = self.vocabulary.longest(text, place)
            if length:
                pieces.append(text[place : place + length])
            place += length or 1
        return pieces

    def _taken(self) -> set[int]:
        """The lines that are read as tables."""
        taken: set[int] = set()
        place = 0
        while place < len(self.lines) and len(taken) < MOST_LINES:
            end = place + 1
            if self._in_run(place):
                while end < len(self.lines) and self._in_run(end):
                    end += 1
                taken.update(self._table_in_prose(place, end))
            elif self.zones[place] and self.looks[place] is not Look.PROSE:
                taken.add(place)
            place = end
        return self._first(taken)

    def _first(self, taken: AbstractSet[int]) -> set[int]:
        """As many of the lines as may be read: each character of a label costs time."""
        found: set[int] = set()
        letters = 0
        for place in sorted(taken)[:MOST_LINES]:
            letters += sum(len(t.text) for t in self.tokens[place] if t.kind is TokenKind.TEXT)
            if letters > MOST_LETTERS:
                break
            found.add(place)
        return found

    def _in_run(self, place: int) -> bool:
        """Whether a line among prose looks like part of a table."""
        return self.zones[place] == "" and self.looks[place] >= Look.WEAK

    def _table_in_prose(self, start: int, end: int) -> range:
        """The part of a run among prose that is surely a table; empty where none is."""
        first = start
        while first < end and not self._opens_table(first, end):
            first += 1
        run = range(first, end)
        numbers = sum(
            token.kind is TokenKind.VALUE for place in run for token in self.tokens[place]
        )
        labels = list(self._labels(run))
        strong = any(self.looks[place] is Look.STRONG for place in run) or any(
            self.vocabulary.longest(label, 0) >= _TELLING for label in labels
        )
        whole = any(
            token.kind is TokenKind.TEXT and token.text in self.vocabulary.whole
            for place in run
            for token in self.tokens[place]
        ) or any(label in self.vocabulary.whole for label in labels)
        return run if strong and whole and numbers else range(0)

    def _opens_table(self, place: int, end: int) -> bool:
        if self.looks[place] is Look.STRONG or any(
            token.kind is TokenKind.TEXT and token.text in self.vocabulary.whole
            for token in self.tokens[place]
        ):
            return True
        # A label of a narrow column, a few characters a line; the rest of another before it.
        label = next(self._labels(range(place, min(end, place + _MOST_PIECES))), "")
        own = sum(len(token.text) for token in self.tokens[place])
        return label in self.vocabulary.whole or any(
            self.vocabulary.longest(label, at) >= min(_TELLING, len(label)) > 1
            for at in range(min(own, len(label)))
        )

    def _labels(self, run: range) -> Iterator[str]:
        """What stands between the numbers of a run, each in one piece; text without end is cut."""
        label, whole = "", False
        for place in run:
            for token in self.tokens[place]:
                if token.kind is not TokenKind.TEXT:
                    if label and not whole:
                        yield label
                    label, whole = "", False
                elif not whole:
                    label += token.text
                    whole = len(label) > _LONGEST_LABEL
                    if whole:
                        yield label
        if label and not whole:
            yield label

    def _given_back(
        self, taken: AbstractSet[int], rows: frozenset[int], elsewhere: frozenset[int]
    ) -> set[int]:
        """Runs among prose none of whose rows were wanted."""
        back: set[int] = set()
        run: list[int] = []
        for place in [*sorted(p for p in taken if self.zones[p] == ""), len(self.lines) + 1]:
            if run and place != run[-1] + 1:
                if not elsewhere.isdisjoint(run) and rows.isdisjoint(run):
                    back.update(run)
                run = []
            run.append(place)
        return back

    def _kept(self, taken: set[int], read: set[int]) -> set[int]:
        """Give back to prose what a run among prose took at its end without need."""
        kept = set(taken)
        for place in sorted(taken, reverse=True):
            if self.zones[place] == "" and place + 1 not in kept and place not in read:
                kept.discard(place)
        return kept
