"""How the relations (勾稽关系) of a table stand, in words. Knows nothing of windows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property

from gi_desktop.form import Balance, Edition, Term
from gi_desktop.report.finding import Finding
from gi_desktop.report.sheet import Sheet
from gi_desktop.report.values import Raw, format_value


class Standing(Enum):
    """Whether a relation holds."""

    WRONG = "不平"
    ECHO = "随之不平"
    """Only because others are: there is nothing to mend here."""
    HOLDS = "相符"
    OPEN = "未填完"


@dataclass(frozen=True)
class Side:
    """One side of a relation: its terms in words, and their sum where all are numbers."""

    words: str
    total: int | Decimal | None


@dataclass(frozen=True)
class Reading:
    """A relation as it stands; ``name`` is its column where it has but one."""

    name: str
    left: Side
    right: Side
    faulty: tuple[str, ...] = ()
    """Names of the terms in which something is no number."""
    told: bool = True
    """Whether a fault of it is told by itself, and does not only follow from another's."""

    @property
    def difference(self) -> int | Decimal | None:
        """How far the two sides are apart; None while a number is missing."""
        left, right = self.left.total, self.right.total
        if left is None or right is None:
            return None
        return right - left if left < right else left - right

    @cached_property
    def standing(self) -> Standing:
        """Whether it holds; open while a number is missing."""
        if self.faulty:
            return Standing.WRONG
        if self.difference is None:
            return Standing.OPEN
        if not self.difference:
            return Standing.HOLDS
        return Standing.WRONG if self.told else Standing.ECHO

    @cached_property
    def in_numbers(self) -> "Item":
        """What is said of it with its numbers; made once, as most stay as they are."""
        short = self._in_few_words if self.standing is Standing.WRONG else ()
        return Item(self.standing, tuple(_in_numbers(self)), short)

    @cached_property
    def in_few_words(self) -> "Item":
        """What is said of it without them."""
        return Item(self.standing, self._in_few_words)

    @property
    def _in_few_words(self) -> "tuple[Word, ...]":
        holds = self.standing is Standing.HOLDS
        return (_word(self.name if holds else f"{self.name} {_fault(self)}"),)


@dataclass(frozen=True)
class Piece:
    """Text of one weight."""

    text: str
    bold: bool = False


Word = tuple[Piece, ...]
"""What may not be broken at the end of a line."""


@dataclass(frozen=True)
class Item:
    """What the strip says of one relation, or of all that are open."""

    standing: Standing
    words: tuple[Word, ...]
    short: tuple[Word, ...] = ()
    """What is said where there is little room."""

    @cached_property
    def text(self) -> str:
        """The item in words."""
        return "".join(piece.text for word in self.words for piece in word)

    @cached_property
    def brief(self) -> "Item":
        """The item where there is little room."""
        return replace(self, words=self.short, short=()) if self.short else self


def read(
    form: Edition, sheet: Sheet, balance: Balance, findings: Sequence[Finding] | None = None
) -> Reading:
    """Return how a relation stands; with the findings: whether they tell of it."""
    columns = {form.cells[cell].column.label for cell in balance.cells}
    name = columns.pop() if len(columns) == 1 else balance.place
    faulty = tuple(
        term.name for term in (*balance.left, *balance.right) if _is_faulty(form, sheet, term)
    )
    told = findings is None or any(set(balance.cells) <= set(found.cells) for found in findings)
    left, right = _side(sheet, balance.left), _side(sheet, balance.right)
    return Reading(name, left, right, faulty, told)


def _is_faulty(form: Edition, sheet: Sheet, term: Term) -> bool:
    """Whether the term, or what it is summed from in its own column, is no number."""
    total = form.derived.get(term.cell) if sheet.is_automatic(term.cell) else None
    column = form.cells[term.cell].column.label
    below = (
        [cell for cell in total.addends if form.cells[cell].column.label == column] if total else []
    )
    return any(isinstance(sheet.value(cell), Raw) for cell in (term.cell, *below))


def sources(form: Edition, balance: Balance) -> frozenset[str]:
    """Return every cell that a relation hangs on, through totals too."""
    found: set[str] = set()
    waiting = list(balance.cells)
    while waiting:
        cell = waiting.pop()
        if cell not in found:
            found.add(cell)
            waiting.extend(form.derived[cell].addends if cell in form.derived else ())
    return frozenset(found)


def items(readings: Sequence[Reading], current: int | None) -> Iterator[Item]:
    """Yield what to say: the relation in place ``current`` first and with its numbers.

    Then what is wrong with its numbers, what only follows from that, and what holds, by name.
    What is open otherwise is one item.
    """
    by_standing: dict[Standing, list[Item]] = {standing: [] for standing in Standing}
    waiting = []
    for place, reading in enumerate(readings):
        standing = reading.standing
        if place == current:
            yield reading.in_numbers
        elif standing is Standing.OPEN:
            waiting.append(reading.name)
        else:
            told = standing is Standing.WRONG
            by_standing[standing].append(reading.in_numbers if told else reading.in_few_words)
    for found in by_standing.values():
        yield from found
    if waiting:
        names = [*(f"{name}、" for name in waiting[:-1]), waiting[-1]]
        yield Item(Standing.OPEN, tuple(map(_word, (f"{Standing.OPEN.value}：", *names))))


def _in_numbers(reading: Reading) -> Iterator[Word]:
    wrong = reading.standing in (Standing.WRONG, Standing.ECHO)
    yield _word(f"{reading.name}：")
    if reading.faulty:
        yield _word(_fault(reading))
        return
    yield (*_sum(reading.left, bold=wrong), Piece("，"))
    if wrong:
        yield (*_sum(reading.right, bold=True), Piece("，"))
        yield _word(f"相差 {format_value(reading.difference)}")
    else:
        yield tuple(_sum(reading.right, bold=False))


def _fault(reading: Reading) -> str:
    """Return in few words what is wrong."""
    if reading.faulty:
        return f"{'、'.join(reading.faulty)}填的不是数"
    if reading.standing is Standing.ECHO:
        return Standing.ECHO.value
    return f"相差 {format_value(reading.difference)}"


def _word(text: str) -> Word:
    return (Piece(text),)


def _sum(side: Side, *, bold: bool) -> Iterator[Piece]:
    yield Piece(side.words)
    if side.total is not None:
        yield Piece(" ＝ ")
        yield Piece(format_value(side.total), bold)


def _side(sheet: Sheet, terms: Sequence[Term]) -> Side:
    words = " ＋ ".join(f"{_short(term.name)} {_number(sheet, term.cell)}" for term in terms)
    numbers = [sheet.number(term.cell) for term in terms]
    known = [found for found in numbers if found is not None]
    return Side(words, sum(known) if len(known) == len(numbers) else None)


def _short(name: str) -> str:
    """第一项 is 一 here, where room is short; other names stay."""
    return name.removeprefix("第").removesuffix("项") or name


def _number(sheet: Sheet, cell: str) -> str:
    found = sheet.value(cell)
    if isinstance(found, Raw):
        return "不是数"
    if found is not None:
        return format_value(found)
    running = sheet.running(cell) if sheet.is_automatic(cell) else None
    return "未填" if running is None else f"{format_value(running)}（未填完）"
