"""Word's automatic numbers (自动编号): what stands before a paragraph on paper and not in its text.

``w:numPr`` names a list and a level, in the paragraph or in its style; ``numbering.xml`` says how
the numbers of a level look. Word counts as it goes down the document, and so does this.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gi_desktop.importing.word_tables import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_LONGEST = 40
"""Characters of a level's text; the longest of official documents has four."""
_MOST = 100_000
"""Numbers beyond are written as digits, whatever the list says."""
_MOST_STYLES = 50
"""Styles that are based on each other."""
_PLACE = re.compile(r"%([1-9])")
_CLOSED = "、，。．.：:)）]】〕"
"""Signs that part a number from its text without a blank."""
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEPS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")


@dataclass(frozen=True)
class _Level:
    """How the numbers of one level look."""

    shape: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    """The paragraph style that brings this level with it."""
    only_digits: bool = False
    spaced: bool = False
    """A blank follows the number."""
    after: int | None = None
    """The level (from 1) whose number makes this one begin again; 0 none, None any above it."""


@dataclass
class _List:
    """One list: how its levels look, and where they begin again when it is first used."""

    counted: str
    """What it counts with: lists of one kind count on from each other."""
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


@dataclass
class _Counter:
    """The numbers of one kind of list so far."""

    numbers: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    """The lists that have begun."""


def automatic_numbers(
    body: "Element", numbering: "Element", styles: "Element | None"
) -> dict["Element", str]:
    """Return the number before each paragraph that has one, as it is printed."""
    trees = [tree for tree in (body, styles) if tree is not None]
    if all(next(tree.iter(f"{W}numPr"), None) is None for tree in trees):
        return {}
    found = _Numbering(numbering, styles)
    labels = {}
    for paragraph in body.iter(f"{W}p"):
        if label := found.next(paragraph):
            labels[paragraph] = label
    return labels


class _Numbering:
    def __init__(self, numbering: "Element", styles: "Element | None") -> None:
        self.styles = {} if styles is None else _by_style(styles)
        self.lists = dict(_lists(numbering, self.styles))
        self.by_style = {
            name: (*_named(style.find(f"{W}pPr/{W}numPr")), _value(style.find(f"{W}basedOn")))
            for name, style in self.styles.items()
        }
        if not any(list_id for list_id, _, _ in self.by_style.values()):
            self.by_style = {}
        self.counters: dict[str, _Counter] = {}

    def next(self, paragraph: "Element") -> str:
        """Return the number of the next paragraph of the document, "" where it has none."""
        list_id, place = self._of(paragraph)
        one = self.lists.get(list_id)
        if one is None or place not in one.levels or _is_deleted(paragraph):
            return ""
        counter = self.counters.setdefault(one.counted, _Counter())
        if list_id not in counter.begun:
            counter.begun.add(list_id)
            for at in one.starts:
                counter.numbers.pop(at, None)
        numbers = counter.numbers
        numbers[place] = numbers[place] + 1 if place in numbers else _start(one, place)
        for below in range(place + 1, _LEVELS):
            after = one.levels[below].after if below in one.levels else None
            if after is None or (after and place < after):
                numbers.pop(below, None)
        return _written(one, place, numbers)

    def _of(self, paragraph: "Element") -> tuple[str, int]:
        """The list and level of a paragraph: its own, or its style's."""
        own_list, own_level = _named(paragraph.find(f"{W}pPr/{W}numPr"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val") or ""
        list_id, level, name = self._of_style(name)
        if own_list:
            list_id, level = own_list, own_level
        elif own_level is not None:
            level = own_level
        if level is None and list_id in self.lists:
            levels = self.lists[list_id].levels
            level = next((at for at, one in levels.items() if name and one.style == name), 0)
        return list_id, level or 0

    def _of_style(self, name: str) -> tuple[str, int | None, str]:
        """The list and level that a style brings, and the style it has them from."""
        for _ in range(_MOST_STYLES):
            if name not in self.by_style:
                break
            list_id, level, based_on = self.by_style[name]
            if list_id:
                return list_id, level, name
            name = based_on
        return "", None, ""


def _is_deleted(paragraph: "Element") -> bool:
    """Whether the mark of a paragraph was deleted: then the next one's number stands before both."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _start(one: _List, place: int) -> int:
    return one.starts.get(place, one.levels[place].start)


def _written(one: _List, place: int, numbers: Mapping[int, int]) -> str:
    """A number as it is printed, with those of the levels above where its list shows them."""
    own = one.levels[place]
    if own.shape == "bullet":
        return ""

    def shown(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = one.levels.get(at, _Level())
        number = numbers.get(at, _start(one, at) if at in one.levels else 1)
        return _as_shape(number, "decimal" if own.only_digits else level.shape)

    label = _PLACE.sub(shown, own.text).strip()
    return f"{label} " if label and (own.spaced or label[-1] not in _CLOSED) else label


# What the document declares -----------------------------------------------------------------


def _value(element: "Element | None") -> str:
    return "" if element is None else element.get(f"{W}val") or ""


def _number(element: "Element | None", default: int) -> int:
    value = _value(element)
    return int(value) if value.isdecimal() and len(value) < 6 else default


def _named(properties: "Element | None") -> tuple[str, int | None]:
    """The list and the level that ``w:numPr`` names; a list "0" is none, whatever the style says."""
    if properties is None:
        return "", None
    level = properties.find(f"{W}ilvl")
    return _value(properties.find(f"{W}numId")), None if level is None else _number(level, 0)


def _by_style(styles: "Element") -> dict[str, "Element"]:
    return {one.get(f"{W}styleId") or "": one for one in styles.iterfind(f"{W}style")}


def _lists(numbering: "Element", styles: Mapping[str, "Element"]) -> Iterator[tuple[str, _List]]:
    kinds = {
        one.get(f"{W}abstractNumId") or "": one for one in numbering.iterfind(f"{W}abstractNum")
    }
    of_list = {
        one.get(f"{W}numId") or "": _value(one.find(f"{W}abstractNumId"))
        for one in numbering.iterfind(f"{W}num")
    }
    known = {kind: dict(_levels(element)) for kind, element in kinds.items()}
    for one in numbering.iterfind(f"{W}num"):
        kind = declared = of_list[one.get(f"{W}numId") or ""]
        if declared not in known:
            continue
        if link := _value(kinds[declared].find(f"{W}numStyleLink")):
            # The levels are declared where the style of the list is.
            style = styles.get(link)
            named = _named(None if style is None else style.find(f"{W}pPr/{W}numPr"))[0]
            declared = of_list.get(named, "")
        levels = known.get(declared, {})
        starts: dict[int, int] = {}
        for override in one.iterfind(f"{W}lvlOverride"):
            at = override.get(f"{W}ilvl") or ""
            levels = levels | dict(_levels(override))
            begin = override.find(f"{W}startOverride")
            if begin is not None and at.isdecimal() and len(at) == 1:
                starts[int(at)] = _number(begin, 1)
        yield one.get(f"{W}numId") or "", _List(kind, levels, starts)


def _levels(parent: "Element") -> Iterator[tuple[int, _Level]]:
    for element in parent.iterfind(f"{W}lvl"):
        at = element.get(f"{W}ilvl") or ""
        if not (len(at) == 1 and at.isdecimal() and int(at) < _LEVELS):
            continue
        legal, restart = element.find(f"{W}isLgl"), element.find(f"{W}lvlRestart")
        yield (
            int(at),
            _Level(
                shape=_value(element.find(f"{W}numFmt")) or "decimal",
                text=_value(element.find(f"{W}lvlText"))[:_LONGEST],
                start=_number(element.find(f"{W}start"), 0),
                style=_value(element.find(f"{W}pStyle")),
                only_digits=legal is not None and _value(legal) not in ("0", "false", "off"),
                spaced=_value(element.find(f"{W}suff")) == "space",
                after=None if restart is None else _number(restart, 0),
            ),
        )


# How numbers are written --------------------------------------------------------------------


def _as_shape(number: int, shape: str) -> str:
    """A number as Word writes it; in a way that is not known here, as digits."""
    write = _SHAPES.get(shape)
    return str(number) if write is None or not 0 <= number < _MOST else write(number)


def _chinese(number: int, digits: str = _DIGITS, steps: tuple[str, ...] = _STEPS[0]) -> str:
    """一, 十, 十一, 二十, 一百零一."""
    if number < 1 or number >= 10_000:
        return "".join(digits[int(digit)] for digit in str(number))
    zero = "零"
    parts = ""
    for place, digit in enumerate(reversed(str(number))):
        if digit != "0":
            parts = digits[int(digit)] + steps[place] + parts
        elif parts and parts[0] != zero:
            parts = zero + parts
    return parts[1:] if parts.startswith("一十") else parts


def _legal(number: int) -> str:
    return _chinese(number, _LEGAL, _STEPS[1])


def _one_by_one(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _sign(first: int, most: int) -> Callable[[int], str]:
    """Signs that hold a number in one character, such as ①."""
    return lambda number: chr(first + number - 1) if 1 <= number <= most else str(number)


def _letters(number: int) -> str:
    """A … Z, AA, BB, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * min(1 + (number - 1) // 26, 20) if number else "0"


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SHAPES: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _one_by_one,
    "japaneseDigitalTenThousand": _one_by_one,
    "taiwaneseDigital": _one_by_one,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _sign(0x2460, 20),
    "decimalEnclosedCircleChinese": _sign(0x2460, 20),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographEnclosedCircle": _sign(0x3280, 10),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
