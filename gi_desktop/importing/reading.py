"""What a stream of tokens is read as: events, and the readings that compete for them."""

from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import NamedTuple

from gi_desktop.importing.tokens import Token

NO_SLOT = -1
"""Stands for no slot."""


class Seen(Enum):
    """What a stretch of the stream was taken for."""

    ROW = auto()
    """The label of a slot begins (or, without a label, its header)."""
    MORE = auto()
    """The label of the open slot goes on."""
    SIDE = auto()
    """A header, caption, note or group."""
    FOREIGN = auto()
    """A label that only an outdated form has."""
    JUNK = auto()
    """Characters of no label."""
    VALUE = auto()
    """A value or empty cell of the open slot."""
    STRAY = auto()
    """A value that no slot takes; ``number`` says why (Closed)."""


class Event(NamedTuple):
    """One thing seen. ``number`` is a slot's or a side label's index, where it has one."""

    seen: Seen
    token: Token
    number: int
    text: str


class Hypothesis(NamedTuple):
    """One reading of the stream so far."""

    cost: float
    slot: int
    label: str
    cursor: int
    values: int
    closed: "Closed"
    """Whether and why values that follow belong to no slot."""
    last: tuple[tuple[str, int], ...]
    """Per table the last slot read."""
    pending: "Pending | None"
    """The last row that was left in the middle of its label."""
    trail: "Link | None"

    @property
    def state(self) -> "State":
        """What two readings must share for the dearer one to be dropped."""
        return self.slot, self.label, self.cursor, min(self.values, 40), self.closed


class Link(NamedTuple):
    """A linked list of events, shared by the readings that begin alike."""

    before: "Link | None"
    event: Event


class Pending(NamedTuple):
    """A row whose label was cut off, by a page end and another table, say."""

    slot: int
    label: str
    cursor: int
    values: int


class Closed(IntEnum):
    """Why values belong to no slot."""

    OPEN = 0
    """They belong to the open slot."""
    HEADER = 1
    """A header has begun and no row yet: they may belong to the row that follows."""
    STRANGER = 2
    """Something that is not on the form came between."""


State = tuple[int, str, int, int, Closed]


@dataclass(frozen=True)
class Costs:
    """How much each accident counts against a reading; only their order of size matters."""

    too_many: float = 0.2
    """A value more than the row has cells."""
    stray: float = 0.05
    foreign_stray: float = 0.1
    side: float = 0.15
    side_single: float = 0.5
    junk: float = 1.0
    junk_more: float = 0.3
    lost_number: float = 0.4
    common_word: float = 0.6
    short_start: float = 0.8
    single_start: float = 1.6
    start_after_junk: float = 1.5
    skipped_row: float = 0.35
    cut_label: float = 0.15
    missing_value: float = 0.25
    other_table: float = 0.5
    backward: float = 3.0
    resumed: float = 0.6
    gap: float = 1.0
    gap_more: float = 0.2
