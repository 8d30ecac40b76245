"""Where in the token stream each row of the form stands.

A beam search over the stream: at every token the best few readings of what came so far, each
saying which row is open, how much of its label has been seen and how many values it has.
Labels may be cut anywhere, and pieces of group labels and repeated headers may stand between
their parts; values may stand inside or after the label of their row.
"""

from collections.abc import Iterable, Iterator

from gi_desktop.importing.reading import (
    NO_SLOT,
    Closed,
    Costs,
    Event,
    Hypothesis,
    Link,
    Pending,
    Seen,
    State,
)
from gi_desktop.importing.tokens import Token, TokenKind
from gi_desktop.importing.vocabulary import SideLabel, Slot, Vocabulary

_BEAM = 16
_MARGIN = 4.0
"""A reading that costs so much more than the best never comes back."""


class Aligner:
    """Reads a stream of tokens into events. Feed it lines, then ask for the events."""

    def __init__(self, vocabulary: Vocabulary, costs: Costs | None = None) -> None:
        self.vocabulary = vocabulary
        self.costs = costs or Costs()
        self.beam: list[Hypothesis] = [
            Hypothesis(0.0, NO_SLOT, "", 0, 0, Closed.HEADER, (), None, None)
        ]

    def feed(self, tokens: Iterable[Token]) -> None:
        """Read the tokens of one line."""
        for token in tokens:
            if token.kind is TokenKind.TEXT:
                self._text(token)
            else:
                self._value(token)

    def enter(self, table: str) -> None:
        """Say that a table's own section begins: whatever was read of it before counts little."""
        self.beam = self._prune(
            h._replace(last=tuple((t, slot) for t, slot in h.last if t != table)) for h in self.beam
        )

    def interrupt(self) -> None:
        """Say that something else stands here: values after it are not the open row's."""
        self.beam = self._prune(h._replace(closed=Closed.STRANGER) for h in self.beam)

    def events(self) -> list[Event]:
        """Return what the best reading saw, in order."""
        found = []
        trail = min(self.beam, key=lambda h: h.cost).trail
        while trail is not None:
            found.append(trail.event)
            trail = trail.before
        return found[::-1]

    # Values -------------------------------------------------------------------------------

    def _value(self, token: Token) -> None:
        self.beam = self._prune(self._take(h, token) for h in self.beam)

    def _take(self, h: Hypothesis, token: Token) -> Hypothesis:
        if h.closed:
            event = Event(Seen.STRAY, token, h.closed, token.text)
            cost = self.costs.foreign_stray if h.closed is Closed.STRANGER else self.costs.stray
            return h._replace(cost=h.cost + cost, trail=Link(h.trail, event))
        event = Event(Seen.VALUE, token, h.slot, token.text)
        size = self.vocabulary.slots[h.slot].size
        if token.kind is TokenKind.BLANK:
            return h._replace(values=h.values + 1, trail=Link(h.trail, event))
        cost = self.costs.too_many if h.values >= size else 0.0
        return h._replace(cost=h.cost + cost, values=h.values + 1, trail=Link(h.trail, event))

    # Labels -------------------------------------------------------------------------------

    def _text(self, token: Token) -> None:
        text = token.text
        layers: list[list[Hypothesis]] = [[] for _ in range(len(text) + 1)]
        layers[0] = self.beam
        for place in range(len(text)):
            for h in self._prune(layers[place]):
                for length, following in self._steps(h, token, place):
                    layers[place + length].append(following)
        self.beam = self._prune(layers[-1])

    @staticmethod
    def _prune(hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
        best: dict[State, Hypothesis] = {}
        for h in hypotheses:
            known = best.get(h.state)
            if known is None or h.cost < known.cost:
                best[h.state] = h
        kept = sorted(best.values(), key=lambda h: h.cost)[:_BEAM]
        return [h for h in kept if h.cost <= kept[0].cost + _MARGIN]

    def _steps(self, h: Hypothesis, token: Token, place: int) -> Iterator[tuple[int, Hypothesis]]:
        yield from self._go_on(h, token, place)
        yield from self._resume(h, token, place)
        yield from self._begin(h, token, place)
        yield from self._side(h, token, place)
        yield from self._foreign(h, token, place)
        cost = self.costs.junk_more if self._after_junk(h, place) else self.costs.junk
        yield 1, self._junk(h, token, place, cost)

    @staticmethod
    def _after_junk(h: Hypothesis, place: int) -> bool:
        return place > 0 and h.trail is not None and h.trail.event.seen is Seen.JUNK

    def _go_on(self, h: Hypothesis, token: Token, place: int) -> Iterator[tuple[int, Hypothesis]]:
        """The label of the open row goes on, perhaps after some characters were lost."""
        if h.slot == NO_SLOT or h.cursor >= len(h.label):
            return
        for skipped in range(5):
            at = h.cursor + skipped
            length = _common(token.text, place, h.label, at)
            if length < (1 if skipped == 0 else 2):
                continue
            cost = self.costs.gap + self.costs.gap_more * skipped if skipped else 0.0
            event = Event(Seen.MORE, token, h.slot, token.text[place : place + length])
            yield (
                length,
                h._replace(
                    cost=h.cost + cost,
                    cursor=at + length,
                    closed=Closed.OPEN,
                    trail=Link(h.trail, event),
                ),
            )
            return

    def _begin(self, h: Hypothesis, token: Token, place: int) -> Iterator[tuple[int, Hypothesis]]:
        """The label of another row begins."""
        text = token.text
        for start in self.vocabulary.starts.get(text[place], ()):
            length = _common(text, place, start.key, start.offset)
            cost = self.costs.lost_number if start.offset else 0.0
            if start.offset and len(start.key) - start.offset <= 2:
                cost += self.costs.common_word
            if length < len(start.key) - start.offset:
                if length == 1:
                    cost += self.costs.single_start
                elif length < 3:
                    cost += self.costs.short_start
            if self._after_junk(h, place):
                cost += self.costs.start_after_junk
            cost += self._leave(h) + self._jump(h, self.vocabulary.slots[start.slot])
            event = Event(Seen.ROW, token, start.slot, text[place : place + length])
            yield length, self._open(h, start.slot, start.key, start.offset + length, cost, event)

    def _open(
        self, h: Hypothesis, slot: int, label: str, cursor: int, cost: float, event: Event
    ) -> Hypothesis:
        table = self.vocabulary.slots[slot].table
        last = tuple((t, s) for t, s in h.last if t != table)
        return Hypothesis(
            h.cost + cost,
            slot,
            label,
            cursor,
            0,
            closed=Closed.OPEN,
            last=(*last, (table, slot)),
            pending=Pending(h.slot, h.label, h.cursor, h.values)
            if h.cursor < len(h.label)
            else h.pending,
            trail=Link(h.trail, event),
        )

    def _resume(self, h: Hypothesis, token: Token, place: int) -> Iterator[tuple[int, Hypothesis]]:
        """The label that was cut off goes on, behind another table."""
        row = h.pending
        if row is None or self._after_junk(h, place):
            return
        length = _common(token.text, place, row.label, row.cursor)
        if length < min(2, len(row.label) - row.cursor):
            return
        event = Event(Seen.MORE, token, row.slot, token.text[place : place + length])
        yield (
            length,
            h._replace(
                cost=h.cost + self.costs.resumed + self._leave(h),
                slot=row.slot,
                label=row.label,
                cursor=row.cursor + length,
                values=row.values,
                closed=Closed.OPEN,
                pending=None,
                trail=Link(h.trail, event),
            ),
        )

    def _leave(self, h: Hypothesis) -> float:
        """What it costs to leave the open row as it is."""
        if h.slot == NO_SLOT:
            return 0.0
        missing = max(0, self.vocabulary.slots[h.slot].size - h.values)
        unread = len(h.label) - h.cursor
        return min(0.7, self.costs.missing_value * missing) + min(
            1.5, self.costs.cut_label * unread
        )

    def _jump(self, h: Hypothesis, slot: Slot) -> float:
        """What it costs to go to that row from the last one of its table."""
        cost = 0.0
        if h.slot != NO_SLOT and self.vocabulary.slots[h.slot].table != slot.table:
            cost += self.costs.other_table
        last = dict(h.last).get(slot.table)
        if last is None:
            # Rows before it may stand elsewhere; a start in the middle is only a little odd.
            first = slot.index == 0 or self.vocabulary.slots[slot.index - 1].table != slot.table
            return cost if first else cost + self.costs.skipped_row
        if slot.index <= last:
            return cost + self.costs.backward
        return cost + min(3.0, self.costs.skipped_row * (slot.index - last - 1))

    def _side(self, h: Hypothesis, token: Token, place: int) -> Iterator[tuple[int, Hypothesis]]:
        length = self.vocabulary.longest_side(token.text, place)
        if not length:
            return
        piece = token.text[place : place + length]
        side = self.vocabulary.side_pieces[piece]
        cost = self.costs.side if length > 1 else self.costs.side_single
        event = Event(Seen.SIDE, token, side.index, piece)
        enters = side.enters
        if enters is not None and length > 1 and h.slot != enters:
            target = self.vocabulary.slots[enters]
            cost += self._leave(h) + self._jump_to_unlabelled(h, target)
            yield length, self._open(h, enters, "", 0, cost, event)
            return
        yield (
            length,
            h._replace(
                cost=h.cost + cost,
                closed=self._closed_by(h, side, piece),
                trail=Link(h.trail, event),
            ),
        )

    def _jump_to_unlabelled(self, h: Hypothesis, slot: Slot) -> float:
        last = dict(h.last).get(slot.table)
        if last is not None and slot.index <= last:
            return self.costs.backward
        return self.costs.other_table if h.slot != NO_SLOT else 0.0

    def _closed_by(self, h: Hypothesis, side: SideLabel, piece: str) -> Closed:
        """Another block's header ends a row; its own, repeated, only one that has all it needs."""
        if side.is_group or (len(piece) < 3 and piece not in side.keys):
            return h.closed
        if h.slot == NO_SLOT:
            return Closed.HEADER
        slot = self.vocabulary.slots[h.slot]
        if slot.block not in self.vocabulary.piece_blocks[piece]:
            return Closed.HEADER
        full = slot.keys and h.cursor >= len(h.label) and h.values >= slot.size
        return Closed.HEADER if full and h.closed is Closed.OPEN else h.closed

    def _foreign(self, h: Hypothesis, token: Token, place: int) -> Iterator[tuple[int, Hypothesis]]:
        length = 0
        text = token.text
        for end in range(place + 4, len(text) + 1):
            if text[place:end] in self.vocabulary.foreign_pieces:
                length = end - place
        if length:
            event = Event(Seen.FOREIGN, token, NO_SLOT, text[place : place + length])
            cost = h.cost + 2 * self.costs.side
            yield length, h._replace(cost=cost, closed=Closed.STRANGER, trail=Link(h.trail, event))

    def _junk(self, h: Hypothesis, token: Token, place: int, cost: float) -> Hypothesis:
        """One character of no label. A whole strange label closes the open row."""
        event = Event(Seen.JUNK, token, NO_SLOT, token.text[place])
        run, before = _junk_run(h.trail, token)
        is_suffix = before is not None and before.seen in (Seen.ROW, Seen.MORE)
        strange = self._has_all_values(h) or (run >= 2 and not is_suffix)
        closed = Closed.STRANGER if strange else h.closed
        return h._replace(cost=h.cost + cost, closed=closed, trail=Link(h.trail, event))

    def _has_all_values(self, h: Hypothesis) -> bool:
        return h.slot != NO_SLOT and h.values >= self.vocabulary.slots[h.slot].size


def _junk_run(trail: Link | None, token: Token) -> tuple[int, Event | None]:
    """Return how many junk characters of the token end the trail, and what stood before."""
    run = 0
    while trail is not None and trail.event.token is token:
        if trail.event.seen is not Seen.JUNK:
            return run, trail.event
        run += 1
        trail = trail.before
    return run, None


def _common(text: str, start: int, label: str, offset: int) -> int:
    """Return how many characters of ``label`` from ``offset`` on stand in ``text``."""
    length = 0
    while (
        start + length < len(text)
        and offset + length < len(label)
        and text[start + length] == label[offset + length]
    ):
        length += 1
    return length
