"""The events of a stream gathered by row: where each row stands, with what numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gi_desktop.importing.reading import Closed, Event, Seen
from gi_desktop.importing.tokens import Token, TokenKind
from gi_desktop.importing.vocabulary import Slot, Vocabulary, key


@dataclass
class Occurrence:
    """One place where a row stands."""

    slot: Slot
    tokens: list[Token] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    at_home: bool = True
    """It stands below the heading of its own table."""
    collapsed: bool = False
    """It stands for a whole group that the source prints as one row."""
    loose: list[Token] = field(default_factory=list)
    """Numbers after it that something else separates from it."""
    parted: bool = False
    """Headings of its columns stand among its numbers: which is whose is not certain."""
    headed: bool = False
    """Headings of its columns stand after its numbers: more numbers may be its own."""
    heads: int = 0
    """How many headings of its columns stand between its label and its numbers."""
    how: str = ""
    """Why it is taken for this row, where its label does not say so."""
    crowded: bool = False
    """It has more cells than the form, empty ones among them: which are its own, sums must show."""

    @property
    def count(self) -> int:
        """How many numbers it has, empty cells not counted."""
        return sum(token.kind is TokenKind.VALUE for token in self.tokens)


@dataclass
class Segment:
    """Rows of one block that follow each other."""

    block: int
    rows: list[Occurrence] = field(default_factory=list)
    before: list[Token] = field(default_factory=list)
    """Numbers between the header and the first row's label."""
    first: bool = True
    """No rows of the block stand before it."""
    heads: list[Event] = field(default_factory=list)
    """What was seen where the header stands."""

    def takes(self, row: Occurrence) -> bool:
        """Whether the row goes on where this segment ends."""
        return self.block == row.slot.block and self.rows[-1].at_home == row.at_home


@dataclass
class Gathered:
    """Everything the rows are read from."""

    segments: list[Segment]
    labels: dict[str, list[str]]
    """Table → labels seen, as the form or the outdated form prints them."""
    used: set[int]
    """Lines that hold something of a table."""


def gather(
    events: Iterable[Event], vocabulary: Vocabulary, zones: Sequence[str | None]
) -> Gathered:
    """Return the events by segment and row; ``zones`` names the table each line stands below."""
    return _Gatherer(vocabulary, zones).read(events)


class _Gatherer:
    def __init__(self, vocabulary: Vocabulary, zones: Sequence[str | None]) -> None:
        self.vocabulary = vocabulary
        self.zones = zones
        self.segments: list[Segment] = []
        self.open: Occurrence | None = None
        self.between: list[Event] = []
        self.labels: dict[str, list[str]] = {table.id: [] for table in vocabulary.form.tables}
        self.used: set[int] = set()
        self.table = vocabulary.form.tables[0].id if vocabulary.form.tables else ""

    def read(self, events: Iterable[Event]) -> Gathered:
        for event in events:
            self._one(event)
        return Gathered(self.segments, self.labels, self.used)

    def _one(self, event: Event) -> None:
        seen = event.seen
        if seen not in (Seen.JUNK, Seen.STRAY):
            self.used.add(event.token.line)
        if seen is Seen.ROW:
            self._start(self.vocabulary.slots[event.number], event)
        elif seen is Seen.SIDE:
            self._side(event)
        elif seen in (Seen.VALUE, Seen.MORE):
            self._of_open(event)
        else:
            self._apart(event)

    def _of_open(self, event: Event) -> None:
        """A value of the open row, or more of its label."""
        if self.open is None or self.open.slot.index != event.number:
            self.open = self._last_of(event.number)
        self.open.lines.add(event.token.line)
        if event.seen is Seen.VALUE:
            self.open.parted |= self.open.headed
            self.open.tokens.append(event.token)
        else:
            collapsed = self._of_group(self.open.slot, event.text)
            if self.open.collapsed and not collapsed:
                self.open.collapsed = False
                self._note(self.open.slot.table, self.open.slot.name)

    def _last_of(self, slot: int) -> Occurrence:
        """The place where this row's label was cut off."""
        return next(
            row
            for segment in reversed(self.segments)
            for row in reversed(segment.rows)
            if row.slot.index == slot
        )

    def _apart(self, event: Event) -> None:
        """Something that is no part of the open row."""
        self.between.append(event)
        if event.seen is Seen.FOREIGN:
            self._note(self.table, self.vocabulary.foreign_pieces[event.text])
        is_number = event.seen is Seen.STRAY and event.token.kind is TokenKind.VALUE
        if is_number and self.open is not None:
            self.open.parted |= self.open.headed
            self.open.loose.append(event.token)

    def _side(self, event: Event) -> None:
        side = self.vocabulary.sides[event.number]
        self.between.append(event)
        if len(event.text) >= 4 or event.text in side.keys:
            self.table = side.table
            self._note(side.table, side.text)
        enters = side.enters
        if self.open is not None and self.open.count and side.index in self.open.slot.headers:
            # “总计” heads a column, and may be the label of a row as well.
            self.open.headed |= len(event.text) >= 4 and event.text in side.keys
        if self.open is not None and not self.open.tokens and event.text in side.keys:
            self.open.heads += side.index in self.open.slot.headers
        if self.open is not None and self.open.count and not self.open.slot.keys:
            self.open.headed = True  # a scrap of a header that was torn into characters
        if enters is not None and len(event.text) > 1:
            slot = self.vocabulary.slots[enters]
            if self.open is None or self.open.slot is not slot:
                self._start(slot, event)
            elif self.open.count:
                self.open.parted = True

    def _start(self, slot: Slot, event: Event) -> None:
        self.table = slot.table
        line = event.token.line
        self.open = Occurrence(slot, lines={line}, at_home=self.zones[line] == slot.table)
        if event.seen is Seen.ROW:
            self.open.collapsed = self._of_group(slot, event.text)
            self._note(slot.table, slot.group if self.open.collapsed else slot.name)
        if not self.segments or not self.segments[-1].takes(self.open):
            heads = self._heads(slot.block)
            before = [e.token for e in heads if e.seen is Seen.STRAY and e.number == Closed.HEADER]
            for segment in self.segments[-1:]:
                last = segment.rows[-1]
                last.loose = [token for token in last.loose if token not in before]
            first = not any(segment.takes(self.open) for segment in self.segments)
            self.segments.append(Segment(slot.block, [], before, first, heads))
            self.between = []
        self.segments[-1].rows.append(self.open)

    def _heads(self, block: int) -> list[Event]:
        """What was seen since the header of this block began."""
        for place, event in enumerate(self.between):
            if event.seen is Seen.SIDE and len(event.text) > 2:
                side = self.vocabulary.sides[event.number]
                own = side.block == block or any(
                    other.block == block and event.text in other.keys
                    for other in self.vocabulary.sides
                )
                if own and not side.is_group:
                    return self.between[place:]
        return []

    @staticmethod
    def _of_group(slot: Slot, text: str) -> bool:
        """Whether a piece of a row's label can only be that of its whole group."""
        own = set(slot.keys) - slot.collapsed
        return any(text in label for label in slot.collapsed) and not any(
            text in label for label in own
        )

    def _note(self, table: str, label: str) -> None:
        if label and label not in self.labels[table]:
            self.labels[table].append(label)


def header_is_foreign(segment: Segment, vocabulary: Vocabulary) -> bool:
    """Whether other columns than the form's stand above these rows."""
    if any(event.seen is Seen.FOREIGN for event in segment.heads):
        return True
    if not segment.first:
        return False
    slot = segment.rows[0].slot
    wanted = {key(vocabulary.sides[index].text) for index in slot.headers}
    own = sum(
        len(event.text)
        for event in segment.heads
        if event.seen is Seen.SIDE and any(event.text in label for label in wanted)
    )
    strange = sum(event.seen is Seen.JUNK for event in segment.heads)
    return strange >= 4 and 2 * own < sum(map(len, wanted))
