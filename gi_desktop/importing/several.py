"""Two reports in one source: the first is read, and it is said which other one was not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gi_desktop.form import Edition
from gi_desktop.importing.grids import Grid
from gi_desktop.importing.headings import Heading, find_headings
from gi_desktop.importing.lines import Line
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.title import Title, find_titles
from gi_desktop.importing.tokens import LONGEST, is_value
from gi_desktop.importing.vocabulary import Vocabulary

_LEAST_AGAIN = 3
"""Sections that come again where a second report begins."""
_THE_VERY_WORDS = 1.1
"""The score of a heading that is printed as the form has it, with its ordinal."""
_NUMBERS = re.compile(r"(?<!\d)(?:\d++\s++){2,}\d")
_ONE_TABLE = (
    "这个文件的同一张表里有不止一份年度报告，不能确定哪些数属于哪一份。"
    "请把要导入的那一份单独存成一个文件再导入。"
)


@dataclass(frozen=True)
class Second:
    """Where another report begins, and its title where it has one."""

    place: int
    title: Title | None


def second_report(
    lines: Sequence[Line],
    headings: Mapping[int, Heading],
    form: Edition,
    vocabulary: Vocabulary,
) -> Second | None:
    """Return where a second report begins behind the last section; None where none does."""
    if len(headings) < _LEAST_AGAIN:
        return None
    first, last = min(headings), max(heading.end for heading in headings.values())
    if not any(_shows_numbers(line) for line in lines[first:last]):
        return None  # a table of contents
    again = find_headings(lines[last:], form, vocabulary)
    known = {heading.section.id for heading in headings.values()}
    sure = [
        place
        for place, heading in again.items()
        if heading.score >= _THE_VERY_WORDS and heading.section.id in known
    ]
    if len(sure) < _LEAST_AGAIN:
        return None
    begins = min(sure)
    titles = find_titles(lines[last : last + begins], form, frozenset())
    if titles.title is None:
        return Second(last + begins, None)
    return Second(last + min(titles.lines), titles.title)


def _shows_numbers(line: Line) -> bool:
    if line.cells is not None:
        return sum(is_value(cell) for cell in line.cells) >= _LEAST_AGAIN
    return bool(_NUMBERS.search(line.text[:LONGEST]))


def grids_before(lines: Sequence[Line], grids: tuple[Grid, ...], place: int) -> tuple[Grid, ...]:
    """Return the grids of the lines before a place.

    ImportFailedError where one grid holds rows of both sides.
    """
    before = {line.grid_row[0] for line in lines[:place] if line.grid_row is not None}
    behind = {line.grid_row[0] for line in lines[place:] if line.grid_row is not None}
    if before & behind:
        raise ImportFailedError(_ONE_TABLE)
    return grids[: max(before, default=-1) + 1]


def not_read(first: Title | None, other: Title | None, form: Edition) -> str:
    """Return the sentence on the report that was not read."""
    read = f"（{_name(first, form)}）" if first is not None else ""
    left = f"“{_name(other, form)}”" if other is not None else "后面的那一份"
    return (
        f"这个文件里有不止一份年度报告，只读了第一份{read}，没有读{left}。"
        "要导入另一份，请把它单独存成一个文件。"
    )


def _name(title: Title, form: Edition) -> str:
    year = "" if title.year is None else f"{title.year}年"
    return title.text or f"{title.organ}{year}{form.document_type}"
