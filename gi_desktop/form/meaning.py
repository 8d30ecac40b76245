"""What cells and sections stand for, beyond their sums: what rules, defaults and help ask about.

A rule never names a cell. It asks the edition which cells are the stock of documents, which
show that a power was used, what a part is expected to speak of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Power(StrEnum):
    """What an organ may do by law; an organ without it has nothing to report there."""

    RULE_MAKING = "rule_making"
    """制定规章."""
    LICENSING = "licensing"
    """行政许可."""
    PENALTY = "penalty"
    """行政处罚."""
    COERCION = "coercion"
    """行政强制."""
    FEES = "fees"
    """行政事业性收费."""


POWER_NAMES = {
    Power.RULE_MAKING: "制定规章",
    Power.LICENSING: "行政许可",
    Power.PENALTY: "行政处罚",
    Power.COERCION: "行政强制",
    Power.FEES: "行政事业性收费",
}


@dataclass(frozen=True)
class Stock:
    """Documents that are issued, repealed and in force (制发、废止、现行有效): three addresses."""

    name: str
    issued: str
    repealed: str
    in_force: str


@dataclass(frozen=True)
class PowerUse:
    """The cells that are above 0 only where a power was used."""

    power: Power
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """What a part in prose is expected to speak of.

    It does where one of ``words`` stands in it. ``code`` is the rule that asks for it,
    ``governments_only`` that only reports of governments (各级人民政府) are asked.
    """

    code: str
    name: str
    words: tuple[str, ...]
    governments_only: bool = False


@dataclass(frozen=True)
class Share:
    """A cell that should stay below a share (0 to 1) of another."""

    part: str
    whole: str
    limit: float


@dataclass(frozen=True)
class CarryOver:
    """What goes on from one year to the next: ``begin`` this year is ``end`` of the last one."""

    begin: str
    """Where this year's report begins with it (上年结转)."""
    end: str
    """Where last year's report ended with it (结转下年度继续办理)."""


@dataclass(frozen=True)
class Unsettled:
    """Cases that were pending (尚未审结): they are among the next year's ``whole``."""

    pending: str
    whole: str


NUMBER = "№"
"""In the words of a mention: where the number stands, with its measure word."""


@dataclass(frozen=True)
class Mention:
    """How prose speaks of a number of the tables.

    ``words`` is a regular expression for one clause, with :data:`NUMBER` once; without it the
    words say that there was none. A clause with ``unless`` in it, or a sentence without
    ``needs``, speaks of something else. The number is right where it is one of ``sums``.
    """

    name: str
    words: str
    sums: tuple[tuple[str, ...], ...]
    unless: str = ""
    needs: str = ""
    wholes: tuple[tuple[str, ...], ...] = ()
    """What it is a share of, where the text says so (占 13%)."""


@dataclass(frozen=True)
class Rate:
    """A percentage that prose names: which sum of cells of which other."""

    words: str
    part: tuple[str, ...]
    wholes: tuple[tuple[str, ...], ...]
    needs: str = ""
    unless: str = ""


@dataclass(frozen=True)
class Superseded:
    """A document that is in force no more: how texts cite it, and what stands in its place.

    ``words`` is a regular expression. Where one of ``beside`` stands in the sentence too, the
    old one is only named on the way.
    """

    words: str
    name: str
    instead: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What the cells of an edition stand for; addresses throughout."""

    stocks: tuple[Stock, ...] = ()
    powers: tuple[PowerUse, ...] = ()
    amounts: tuple[str, ...] = ()
    """Money in 万元 that is easily entered in 元."""
    sensitive: tuple[str, ...] = ()
    """Rare and delicate: to be looked at twice."""
    shares: tuple[Share, ...] = ()
    applications: tuple[str, ...] = ()
    """How many applications there were to handle: 新收 and 结转."""
    handled: str = ""
    """How many applications were handled in the year; empty where no cell says so."""
    carried_out: str = ""
    """How many applications are carried over to the next year."""
    carry_overs: tuple[CarryOver, ...] = ()
    """Column by column; a total after its addends."""
    unsettled: tuple[Unsettled, ...] = ()
    appeals: tuple[str, ...] = ()
    """Totals of 行政复议 and 行政诉讼."""
    fee_notices: tuple[str, ...] = ()
    """Above 0 only where a fee notice (收费通知) was sent."""
    superseded: tuple[Superseded, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rates: tuple[Rate, ...] = ()
    partitions: tuple[tuple[str, ...], ...] = ()
    """Names of mentions that share one whole among them, each case in one of them."""
    wrong_types: tuple[str, ...] = ()
    """Names that titles bear instead of the document type."""

    def addresses(self) -> Iterator[str]:
        """Yield every address named."""
        for stock in self.stocks:
            yield from (stock.issued, stock.repealed, stock.in_force)
        for use in self.powers:
            yield from use.cells
        for share in self.shares:
            yield from (share.part, share.whole)
        yield from self.amounts + self.sensitive + self.applications + self.appeals
        yield from self.fee_notices
        for mention in self.mentions:
            for cells in mention.sums + mention.wholes:
                yield from cells
        for rate in self.rates:
            for cells in (rate.part, *rate.wholes):
                yield from cells
        for carried in self.carry_overs:
            yield from (carried.begin, carried.end)
        for case in self.unsettled:
            yield from (case.pending, case.whole)
        yield from filter(None, (self.handled, self.carried_out))
