"""Numbers of headings 一、（一）1.（1）: recognised in any style, set and kept in order.

Numbers are part of the text. Only headings are renumbered; what stands in body text stays.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gi_desktop.report.prose import BODY, Level, Paragraph, Run, Text, TextRun

NUMERALS = "一二三四五六七八九"
_NUMERAL = f"[{NUMERALS}十]{{1,3}}"
# 一、二季度 is no number before a heading: what follows goes on counting.
_COUNTS_ON = f"(?!{_NUMERAL}(?:、|季|月|类|级|批|审|期))"
_MARKS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (1, re.compile(rf"({_NUMERAL})\s*[、.．]{_COUNTS_ON}\s*")),
    (2, re.compile(rf"[（(]\s*({_NUMERAL})\s*[）)]\s*")),
    (3, re.compile(r"([0-9０-９]{1,2})\s*[.．、](?![0-9０-９])\s*")),
    (4, re.compile(r"[（(]\s*([0-9０-９]{1,2})\s*[）)]\s*")),
)
_OWN = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
"""How headings of each level begin in official documents (GB/T 9704—2012, 7.3.3)."""
# ㈠ ⒈ ⑴ and ①: number and signs in one character, as word processors offer them.
_RANGES: tuple[tuple[Level, int, int], ...] = (
    (2, 0x3220, 10),
    (3, 0x2488, 20),
    (4, 0x2474, 20),
    (4, 0x2460, 20),
)
_SINGLE: Mapping[str, tuple[Level, int]] = {
    chr(first + place): (level, place + 1)
    for level, first, count in _RANGES
    for place in range(count)
}
LONGEST_HEADING = 40
"""Characters beyond which a numbered paragraph is no heading by itself."""
_SENTENCE = re.compile("[。！？；：，]")
_TENS = 10
_MOST = 99


@dataclass(frozen=True)
class Mark:
    """A number before a heading: its level by its style, the number, where the words begin."""

    level: Level
    number: int
    length: int
    is_official: bool
    """Whether it is written just as official documents write it."""


def mark_of(text: str) -> Mark | None:
    """Return the number that a paragraph begins with; None where it begins with none."""
    inside = text.lstrip()
    blanks = len(text) - len(inside)
    if inside[:1] in _SINGLE:
        level, number = _SINGLE[inside[0]]
        length = len(inside) - len(inside[1:].lstrip(" \t　、.．"))
        return Mark(level, number, blanks + length, is_official=False)
    for level, pattern in _MARKS:
        found = pattern.match(inside)
        if found:
            number = read_number(found[1])
            written = number_text(level, number)
            return Mark(level, number, blanks + found.end(), found[0] == written and not blanks)
    return None


def number_text(level: Level, number: int) -> str:
    """Return the number as a heading of that level has it; empty for body."""
    if level == BODY:
        return ""
    return _OWN[level].format(chinese_number(number) if level <= 2 else number)


def chinese_number(number: int) -> str:
    """Return 1 to 99 in Chinese, anything else in digits."""
    if not 0 < number <= _MOST:
        return str(number)
    tens, ones = divmod(number, _TENS)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def read_number(text: str) -> int:
    """Return what Chinese numerals up to 九十九, or digits, stand for; 0 for anything else."""
    if text.isdigit():
        return int(text)
    head, ten, tail = text.partition("十")
    if any(part not in NUMERALS or len(part) > 1 for part in (head, tail)):
        return 0
    tens = (NUMERALS.index(head) + 1 if head else 1) if ten else 0
    ones = (tail if ten else head) or ""
    return _TENS * tens + (NUMERALS.index(ones) + 1 if ones else 0)


def heading_level(text: str) -> Level:
    """Return the level of a paragraph that is a heading by number and brevity; 0 for body."""
    mark = mark_of(text)
    if mark is None or len("".join(text.split())) > LONGEST_HEADING:
        return BODY
    return BODY if _SENTENCE.search(text) else mark.level


def set_level(text: Text, first: int, last: int, level: Level) -> Text:
    """Return the text with paragraphs ``first`` to ``last`` (included) at that level.

    Those that become headings get the next number of the level, whatever number they had;
    those that were headings and become body lose theirs. All headings behind are renumbered.
    """
    changed = list(text)
    for place in range(max(first, 0), min(last + 1, len(text))):
        old = text[place]
        if first < last and not old.runs:
            continue  # an empty line among several
        if level == BODY:
            if old.level != BODY:
                changed[place] = _with_mark(old, "").model_copy(update={"level": level})
        else:
            # Any number makes it one that is counted; which one it is follows from its place.
            numbered = _with_mark(old, number_text(level, 1))
            changed[place] = numbered.model_copy(update={"level": level})
    return renumber(tuple(changed))


def renumber(text: Text) -> Text:
    """Return the text with the numbers of its headings in order.

    A heading without a number stays without. Body text stays as it is; a number in official
    style before a body paragraph (（一）…。) is counted, so that headings go on from it.
    """
    counts = [0] * (len(_OWN) + 1)
    done: list[Paragraph] = []
    for paragraph in text:
        mark = number_of(paragraph)
        if paragraph.level != BODY:
            counts[paragraph.level + 1 :] = [0] * (len(_OWN) - paragraph.level)
            if mark is not None:
                counts[paragraph.level] += 1
                number = number_text(paragraph.level, counts[paragraph.level])
                done.append(_with_mark(paragraph, number))
                continue
        elif mark is not None and mark.is_official:
            counts[mark.level :] = [mark.number, *[0] * (len(_OWN) - mark.level)]
        done.append(paragraph)
    return tuple(done)


def outline(text: Text) -> tuple[tuple[Level, bool], ...]:
    """Return what numbers depend on: each heading's level and whether it has a number.

    Body paragraphs that are counted stand in it too.
    """
    found: list[tuple[Level, bool]] = []
    for paragraph in text:
        mark = number_of(paragraph)
        if paragraph.level != BODY:
            found.append((paragraph.level, mark is not None))
        elif mark is not None and mark.is_official:
            found.append((BODY, True))
    return tuple(found)


def number_of(paragraph: Paragraph) -> Mark | None:
    """Return the number that the paragraph begins with."""
    return mark_of(_beginning(paragraph))


def _beginning(paragraph: Paragraph) -> str:
    """Return the text before the first reference: a number is never made of references."""
    words = ""
    for run in paragraph.runs:
        if not isinstance(run, TextRun) or len(words) > LONGEST_HEADING:
            break
        words += run.text
    return words


def _with_mark(paragraph: Paragraph, number: str) -> Paragraph:
    """Return the paragraph with ``number`` in place of the one it begins with."""
    mark = number_of(paragraph)
    if mark is None and not number:
        return paragraph
    left = mark.length if mark is not None else 0
    runs: list[Run] = []
    for run in paragraph.runs:
        cut = min(left, len(run.text)) if isinstance(run, TextRun) else 0
        left -= cut
        runs.append(TextRun(text=run.text[cut:]) if cut and isinstance(run, TextRun) else run)
    runs = [run for run in runs if not isinstance(run, TextRun) or run.text]
    if mark is None and runs and isinstance(runs[0], TextRun):
        runs[0] = TextRun(text=runs[0].text.lstrip())
    rest = ""
    if runs and isinstance(runs[0], TextRun):
        rest = runs[0].text
        del runs[0]
    if number and mark_of(number + rest + _beginning(Paragraph(runs=tuple(runs)))) is None:
        number += " "  # 1. 5G: without it the number would read on
    runs.insert(0, TextRun(text=number + rest))
    kept = tuple(run for run in runs if not isinstance(run, TextRun) or run.text)
    return paragraph if kept == paragraph.runs else paragraph.model_copy(update={"runs": kept})
