"""Lines of prose → paragraphs with heading levels."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gi_desktop.importing.lines import Line
from gi_desktop.report.characters import ends_sentence, tighten, width_of
from gi_desktop.report.numbering import LONGEST_HEADING, heading_level, mark_of
from gi_desktop.report.prose import Level, Paragraph

_STOP = re.compile("[。！？；]")
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、,]|首先[，,]|其次[，,]|再次[，,]|最后[，,])"
)
_LONGEST_WORD = 40
_NEVER_FIRST = "，。、；：！？）》」』】〕”’…％%,;:!?)"
_WORD = re.compile(r"(?:^|[^A-Za-z0-9.:/@_-])[A-Za-z]+$")
_NEXT_WORD = re.compile(r"[A-Za-z]+(?![A-Za-z0-9.:/@_-])")


@dataclass(frozen=True)
class Setting:
    """How the source sets its prose, judged over all of it."""

    full: int
    """Columns of a full line."""
    wrapped: bool
    """Paragraphs run over several lines."""
    indented: bool
    """The first line of a paragraph is indented."""
    spaced: bool
    """Empty lines stand between paragraphs only."""
    margins: tuple[tuple[int, int], ...]
    """Page → blank columns before an ordinary line."""

    def margin(self, page: int) -> int:
        """Return the blank columns before an ordinary line of the page."""
        return dict(self.margins).get(page, 0)


def judge(lines: Sequence[Line]) -> Setting:
    """Return how these lines of prose are set."""
    loose = [line for line in lines if not line.whole and line.cells is None]
    long = [line for line in loose if len(line.text) >= 12]
    widths = sorted(width_of(line.text) for line in long)
    ended = sum(ends_sentence(line.text) for line in long)
    wrapped = bool(long) and ended < 0.75 * len(long) and len(long) >= 2
    full = widths[int(0.8 * (len(widths) - 1))] if widths else 0
    margins = _margins(loose)
    lookup = dict(margins)
    inset = sum(line.indent - lookup[line.page] >= 2 for line in loose)
    return Setting(
        full=full,
        wrapped=wrapped,
        indented=0 < inset < 0.7 * len(loose),
        spaced=_spaced(loose),
        margins=margins,
    )


def _margins(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    pages: dict[int, list[int]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line.indent)
    return tuple((page, _usual_low(indents)) for page, indents in pages.items())


def _usual_low(indents: list[int]) -> int:
    """The smallest indent that is no exception."""
    counts = Counter(indents)
    return min(i for i, n in counts.items() if n >= min(2, max(counts.values())))


def _spaced(lines: Sequence[Line]) -> bool:
    gaps = [line.gap > 0 for line in lines[1:]]
    return bool(gaps) and 0 < sum(gaps) < 0.6 * len(gaps)


def paragraphs_of(lines: Sequence[Line], setting: Setting) -> tuple[Paragraph, ...]:
    """Return the lines as paragraphs."""
    return tuple(_paragraph(group) for group in _groups(lines, setting))


def _groups(lines: Sequence[Line], setting: Setting) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _breaks(group, line, setting):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _breaks(group: list[Line], line: Line, setting: Setting) -> bool:
    """Whether a paragraph ends between the group and the line."""
    before = group[-1]
    if line.whole or before.whole or not setting.wrapped:
        return line.whole or before.whole or line.text[0] not in _NEVER_FIRST
    if line.text[0] in _NEVER_FIRST:
        return False
    if _is_heading_so_far(group, setting):
        return not _heading_goes_on(before, line, setting)
    left = setting.full - width_of(before.text)
    if mark_of(line.text):
        return _ends(before) or left > 6
    if setting.indented and line.indent - setting.margin(line.page) >= 2:
        return _ends(before) or left > 2
    apart = setting.spaced and line.gap > 0 and line.page == before.page
    item = not setting.indented and bool(_ITEM.match(line.text))
    return _ends(before) and (apart or item or left > 3)


def _ends(line: Line) -> bool:
    return ends_sentence(line.text)


def _is_heading_so_far(group: list[Line], setting: Setting) -> bool:
    if not mark_of(group[0].text) or len(group) > 3:
        return False
    text = "".join(line.text for line in group)
    return (
        len(text) <= LONGEST_HEADING
        and not _STOP.search(text)
        and width_of(group[-1].text) < setting.full - 3
    )


def _heading_goes_on(before: Line, line: Line, setting: Setting) -> bool:
    """A short numbered line without a stop is a heading, unless what follows finishes it."""
    if mark_of(line.text):
        return False
    if setting.indented:
        return (
            line.indent - setting.margin(line.page) < 2
            and width_of(before.text) >= setting.full - 6
        )
    return before.text[-1] in "，、（“《"


def _paragraph(group: Sequence[Line]) -> Paragraph:
    if len(group) == 1 and group[0].whole:
        line = group[0]
        level = line.level if line.level is not None else heading_level(line.text)
        return Paragraph.of(line.text, _as_level(level))
    text = _join(group)
    return Paragraph.of(text, heading_level(text))


def _as_level(level: int) -> Level:
    for known in (1, 2, 3, 4):
        if level == known:
            return known
    return 0


def _join(group: Sequence[Line]) -> str:
    parts: list[str] = []
    for line in group:
        part = tighten(line.text)
        if parts and _WORD.search(parts[-1][-_LONGEST_WORD:]) and _NEXT_WORD.match(part):
            parts.append(" ")
        parts.append(part)
    return "".join(parts)
