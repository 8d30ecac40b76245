"""The list of units (单位名单) that reports are due from: who is missing, who is there twice."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gi_desktop.batch.checking import Checked
from gi_desktop.report.folding import fold

MOST_BYTES = 5_000_000
"""Of a list; a hundred thousand names fit."""
MOST_UNPACKED = 40_000_000
"""Of a workbook; a small file may unpack to any size."""
MOST_ROWS, MOST_COLUMNS = 100_000, 50
_HEADS = (
    "单位名称",
    "机关名称",
    "部门名称",
    "单位",
    "机关",
    "部门",
    "名称",
    "填报单位",
    "报送单位",
)
"""What stands above a column of names, the surest first."""
_NUMBERING = re.compile(
    r"^\s*(?:[(（]\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\s*[)）][、.．]?"
    r"|(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\s*[、.．)）]|[•·●▪◆*-]\s+)\s*"
)
_TITLE = re.compile(r"(?:名单|名册|一览表|统计表|汇总表)$")
"""How a line ends that stands above a list."""
_HAS_NAME = re.compile(r"[\u3400-\u9fff]{2}")
_LEAST_ALIKE = 4
"""Characters that a name must have for a longer one to be taken for the same unit, perhaps."""

Row = Sequence[str]


class UnitsError(ValueError):
    """The list cannot be read; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class Unit:
    """One line of the list, and what was handed in for it."""

    name: str
    reports: tuple[Checked, ...] = ()
    """Of the year in question; more than one: handed in twice."""
    other_years: tuple[Checked, ...] = ()
    alike: tuple[Checked, ...] = ()
    """Of a unit that is not on the list and whose name contains this one, or the other way round."""

    @property
    def is_missing(self) -> bool:
        """Whether nothing was handed in for the year."""
        return not self.reports


@dataclass(frozen=True)
class Roll:
    """The list held against the reports."""

    units: tuple[Unit, ...]
    strangers: tuple[Checked, ...]
    """Reports of units that are not on the list, or that name no unit."""
    year: int | None
    """The year in question: given, or that of most reports."""

    @property
    def missing(self) -> tuple[Unit, ...]:
        """Units of which nothing was handed in."""
        return tuple(unit for unit in self.units if unit.is_missing)

    @property
    def twice(self) -> tuple[Unit, ...]:
        """Units of which there is more than one report."""
        return tuple(unit for unit in self.units if len(unit.reports) > 1)


def roll_call(names: Iterable[str], checked: Iterable[Checked], year: int | None = None) -> Roll:
    """Hold the list against what was checked.

    Names are the same whatever their width, blanks and brackets; one that only resembles
    another is named beside it and never taken for it.
    """
    readable = [one for one in checked if not one.problem]
    if year is None:
        years = Counter(one.year for one in readable if one.year is not None)
        year = max(years, key=lambda each: (years[each], each), default=None)
    by_key: dict[str, list[Checked]] = {}
    for one in readable:
        by_key.setdefault(_key(one.organ), []).append(one)
    listed = {_key(name): name for name in names if _key(name)}
    strangers = {key: found for key, found in by_key.items() if key not in listed}
    units = []
    for key, name in listed.items():
        found = by_key.get(key, [])
        here = tuple(one for one in found if one.year == year)
        there = tuple(one for one in found if one.year != year)
        near = () if found else _alike(key, strangers)
        units.append(Unit(name, here, there, near))
    left = tuple(one for found in strangers.values() for one in found)
    return Roll(tuple(units), left, year)


def repeated(checked: Iterable[Checked]) -> Mapping[Path, tuple[Checked, ...]]:
    """Return by path the other reports of the same unit and year, of reports that have any."""
    same: dict[tuple[str, int | None], list[Checked]] = {}
    for one in checked:
        if not one.problem and one.organ:
            same.setdefault((_key(one.organ), one.year), []).append(one)
    return {
        one.path: (*found[:place], *found[place + 1 :])
        for found in same.values()
        if len(found) > 1
        for place, one in enumerate(found)
    }


def _key(name: str) -> str:
    return fold(name).text.replace("\n", "")


def _alike(key: str, strangers: Mapping[str, Sequence[Checked]]) -> tuple[Checked, ...]:
    def near(other: str) -> bool:
        short, long = sorted((key, other), key=len)
        return len(short) >= _LEAST_ALIKE and short in long

    return tuple(one for other, found in strangers.items() if near(other) for one in found)


# Reading ------------------------------------------------------------------------------------


def read_units(path: Path) -> tuple[str, ...]:
    """Return the names in a text file (one a line) or a workbook (a column of names).

    UnitsError, in words, where there are none or the file cannot be read.
    """
    try:
        if not path.is_file():  # a pipe or device may have no end
            raise FileNotFoundError(path)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnitsError(
            f"单位名单“{path.name}”打不开。请确认文件还在，没有被别的程序占用。"
        ) from error
    if len(data) > MOST_BYTES:
        raise UnitsError(f"“{path.name}”太大，不像一份单位名单。请确认选对了文件。")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnitsError(
            f"“{path.name}”是旧格式的 Excel 文件。请另存为 .xlsx，或者把名单复制过来。"
        )
    packed = data.startswith(b"PK")
    names = _names(_workbook_rows(path) if packed else _text_rows(_decoded(data, path.name)))
    if not names:
        raise UnitsError(f"“{path.name}”里没有找到单位名称。名单要一行一个单位。")
    return names


def parse_units(text: str) -> tuple[str, ...]:
    """Return the names in a text that was typed or pasted, one a line, also out of a table."""
    return _names(_text_rows(text))


def _decoded(data: bytes, name: str) -> str:
    from gi_desktop.importing import ImportFailedError
    from gi_desktop.importing.sources.text import decode

    try:
        return decode(data)[0]
    except ImportFailedError as error:
        raise UnitsError(
            f"“{name}”不是文字文件，也不是 .xlsx 表格。名单要一行一个单位。"
        ) from error


def _text_rows(text: str) -> list[Row]:
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [re.split(r"[\t,，;；]", line) for line in lines[:MOST_ROWS]]


def _workbook_rows(path: Path) -> list[Row]:
    from openpyxl import load_workbook

    damaged = f"“{path.name}”读不出来，可能已经损坏，或者不是 .xlsx 表格。"
    try:
        _check_size(path)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            return [
                ["" if value is None else str(value) for value in row]
                for row in sheet.iter_rows(
                    max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True
                )
            ]
        finally:
            book.close()
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        SyntaxError,  # of the XML inside
        zipfile.BadZipFile,
    ) as error:
        raise UnitsError(
            f"{damaged}请在 Excel 或 WPS 里打开它，另存一份，或者把名单复制过来。"
        ) from error


def _check_size(path: Path) -> None:
    """ValueError where a workbook would unpack to more than any list holds."""
    with zipfile.ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise ValueError(path)


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the names in the column that has them, each once, in order."""
    cells = [[_bare(cell) for cell in row] for row in rows]
    column, first = _column(cells)
    found = (row[column] for row in cells[first:] if len(row) > column)
    names: dict[str, str] = {}
    for name in found:
        if _HAS_NAME.search(name) and (names or not _TITLE.search(name)):
            names.setdefault(_key(name), name)
    return tuple(names.values())


def _bare(cell: str) -> str:
    """Return a name without what numbers it: 1. 某局 and （一）某局."""
    return " ".join(_NUMBERING.sub("", cell, count=1).split())


def _column(rows: Sequence[Row]) -> tuple[int, int]:
    """Return which column holds the names, and the row they begin in."""
    for number, row in enumerate(rows[:10]):
        for head in _HEADS:
            if head in row:
                return row.index(head), number + 1
    counts: Counter[int] = Counter()
    for row in rows:
        counts.update(place for place, cell in enumerate(row) if _HAS_NAME.search(cell))
    return max(counts, key=lambda place: (counts[place], -place), default=0), 0
