"""What the list of 批量核对 shows: a line for each file and each missing unit, filtered, in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from gi_desktop.batch import Checked, Roll, Unit, repeated
from gi_desktop.batch.listing import remark, status_words, unit_words
from gi_desktop.report.folding import fold
from gi_desktop.report.unfilled import Weight
from gi_desktop.ui.steps import State


@dataclass(frozen=True)
class Line:
    """One line: a file that was checked, or a unit of which there is none."""

    name: str
    year: int | None
    status: str
    state: State
    remark: str = ""
    checked: Checked | None = None
    """None for a missing unit."""
    repeated: bool = False
    stranger: bool = False
    """Not on the list of units."""

    @property
    def path(self) -> Path | None:
        """The file; None for a missing unit."""
        return self.checked.path if self.checked is not None else None

    def count(self, weight: Weight) -> int | None:
        """Return how many findings of that weight there are; None where nobody can know."""
        if self.checked is None or self.checked.problem:
            return None
        return self.checked.count(weight)

    @property
    def spoken(self) -> str:
        """The line as it is read out."""
        parts = [self.name, f"{self.year} 年" if self.year else "", self.status]
        told = (Weight.ERROR, Weight.UNFILLED, Weight.VERIFY)
        parts += [f"{count} 处{weight}" for weight in told if (count := self.count(weight))]
        return "，".join(part for part in (*parts, self.remark) if part)


class Show(Enum):
    """Which lines are shown: what the choice says."""

    ALL = "全部"
    FAULTY = "有错误的"
    UNFILLED = "没有填完的"
    VERIFY = "要核实的"
    CLEAN = "没有错误的"
    UNREAD = "读不出的"
    REPEATED = "重复的"
    MISSING = "名单上缺的"
    STRANGE = "名单以外的"


class Order(Enum):
    """In which order: what the choice says."""

    FILE = "按文件"
    UNIT = "按单位"
    FAULTS = "错误多的在前"
    STATUS = "按状态"
    SAVED = "新保存的在前"


_KEPT: Mapping[Show, Callable[[Line], bool]] = {
    Show.ALL: lambda _line: True,
    Show.FAULTY: lambda line: bool(line.count(Weight.ERROR)),
    Show.UNFILLED: lambda line: bool(line.count(Weight.UNFILLED)),
    Show.VERIFY: lambda line: line.state is State.VERIFY and line.checked is not None,
    Show.CLEAN: lambda line: line.checked is not None and line.checked.is_in_order,
    Show.UNREAD: lambda line: line.checked is not None and bool(line.checked.problem),
    Show.REPEATED: lambda line: line.repeated,
    Show.MISSING: lambda line: line.checked is None,
    Show.STRANGE: lambda line: line.stranger,
}


def lines(
    checked: Sequence[Checked],
    roll: Roll | None,
    others: Mapping[Path, tuple[Checked, ...]] | None = None,
) -> tuple[Line, ...]:
    """Return a line for every file in order, then one for every unit that is missing.

    ``others`` are the repeated ones, where that is known already.
    """
    others = repeated(checked) if others is None else others
    strangers = {one.path for one in roll.strangers} if roll is not None else set()
    found = tuple(_line(one, remark(one, others), one.path in strangers) for one in checked)
    missing = roll.missing if roll is not None else ()
    year = roll.year if roll is not None else None
    return (*found, *(_missing(unit, year) for unit in missing))


def _line(one: Checked, said: str, stranger: bool) -> Line:
    words = status_words(one)
    again = "重复" in said and not one.problem
    doubtful = State.VERIFY if one.unsettled else State.DONE
    waiting = State.OPEN if one.count(Weight.UNFILLED) else doubtful
    state = State.ERROR if one.is_faulty else waiting
    parts = [said, "名单上没有这个单位"] if stranger else [said]
    return Line(
        one.name,
        one.year,
        f"{words}，重复" if again else words,
        state,
        "；".join(part for part in parts if part),
        one,
        again,
        stranger,
    )


def _missing(unit: Unit, year: int | None) -> Line:
    return Line(unit.name, year, "缺", State.VERIFY, unit_words(unit, year))


def shown(
    every: Iterable[Line], show: Show, words: str = "", year: int | None = None
) -> tuple[Line, ...]:
    """Return the lines that are wanted: of that kind and year, with all the words in the name.

    A file without a year, and one that cannot be read, is of every year: it must be looked at.
    """
    wanted = [fold(word).text for word in words.split()]
    return tuple(
        line
        for line in every
        if _KEPT[show](line)
        and (year is None or line.year is None or line.year == year)
        and _has(line, wanted)
    )


def _has(line: Line, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    text = fold(f"{line.name}\n{line.path.name if line.path is not None else ''}").text
    return all(word in text for word in wanted)


def ordered(every: Sequence[Line], order: Order) -> tuple[Line, ...]:
    """Return the lines in order; equal ones stay as they were."""
    keys: Mapping[Order, Callable[[Line], tuple[object, ...]]] = {
        Order.UNIT: lambda line: (line.name,),
        Order.FAULTS: _weight,
        Order.STATUS: lambda line: (line.status, line.name),
        Order.SAVED: _age,
    }
    if order not in keys:
        return tuple(every)
    return tuple(sorted(every, key=keys[order]))


def _weight(line: Line) -> tuple[object, ...]:
    """What cannot be read or is missing comes first: it weighs most."""
    counts = (line.count(weight) for weight in Weight)
    return tuple(-1_000_000 if count is None else -count for count in counts)


def _age(line: Line) -> tuple[object, ...]:
    saved = line.checked.saved_at if line.checked is not None else None
    return (-saved.timestamp(),) if saved is not None else (1.0,)


def years(checked: Iterable[Checked]) -> tuple[int, ...]:
    """Return the years of the reports, the latest first."""
    return tuple(sorted({one.year for one in checked if one.year is not None}, reverse=True))
