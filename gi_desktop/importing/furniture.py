"""Page furniture: page numbers and running headers, which are no part of the report."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise

from gi_desktop.importing.lines import Line
from gi_desktop.importing.vocabulary import key

_DASH = "-－–—―─·•~～"
_NUMBERED = re.compile(
    rf"[{_DASH}]\s*\d{{1,3}}\s*[{_DASH}]"
    rf"|[{_DASH}]{{2}}\s*\d{{1,3}}\s*[{_DASH}]{{2}}"
    r"|第\s*[\d一二三四五六七八九十]{1,3}\s*页(?:\s*[,，/]?\s*[（(]?\s*共\s*[\d一二三四五六七八九十]{1,3}\s*页\s*[)）]?)?"
    r"|共\s*\d{1,3}\s*页\s*[,，/]?\s*第\s*\d{1,3}\s*页"
    r"|(?:[Pp]age\s*)[0-9]{1,3}(?:\s*(?:of|/)\s*[0-9]{1,3})?"
)
_CODE = re.compile(rf"核对码\s*[0-9A-Z]{{4}}(?:[{_DASH}][0-9A-Z]{{4}}){{2}}")
"""What our own documents print beside the page number."""
_BARE = re.compile(r"[0-9]{1,3}")
_OF = re.compile(r"([0-9]{1,3})\s*/\s*([0-9]{1,3})")
_PASSED_OVER = 2
"""Page numbers in a row that may stand elsewhere than among prose: a table fills few pages."""
_MOST_PAGES = 300
"""Page numbers that are looked for; a report has a few dozen pages."""
_LONGEST_PARTED = 8
_WIDE_GAP = 3
"""Empty lines that only a page break leaves where lines stand closer otherwise."""


def without_furniture(
    lines: Sequence[Line], is_content: Callable[[Line], bool]
) -> tuple[Line, ...]:
    """Return the lines without page numbers and running headers.

    ``is_content`` says of a line that it is a heading or part of a table: such a line is kept
    though it repeats from page to page.
    """
    kept = [
        line
        for line in _without_parted(lines)
        if line.cells is not None or not _is_page_number(line.text)
    ]
    pages = _pages(kept)
    if len(pages) < 2:
        drop = _counting_lines(kept, is_content)
        return tuple(line for place, line in enumerate(kept) if place not in drop)
    drop = _running_numbers(pages) | _running_heads(pages, is_content)
    return tuple(line for place, line in enumerate(kept) if place not in drop)


def page_numbers(lines: Sequence[Line], kept: Sequence[Line]) -> dict[int, list[Line]]:
    """Return the bare numbers that were left out, by the kept line before which they stand."""
    found: dict[int, list[Line]] = {}
    place = 0
    for line in lines:
        if place < len(kept) and line is kept[place]:
            place += 1
        elif _BARE.fullmatch(line.text):
            found.setdefault(place, []).append(line)
    return found


def is_at_page_end(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is the first or last of a page, as far as the source tells."""
    line = lines[place]
    following = lines[place + 1] if place + 1 < len(lines) else line
    before = lines[place - 1] if place else line
    return (
        following.page != line.page
        or before.page != line.page
        or max(line.gap, following.gap) >= _WIDE_GAP
    )


def _without_parted(lines: Sequence[Line]) -> list[Line]:
    """Drop page numbers at the end of a page that stand in two lines: “- ” and “3 -”."""
    drop: set[int] = set()
    for place in range(1, len(lines)):
        before, line = lines[place - 1], lines[place]
        following = lines[place + 1] if place + 1 < len(lines) else None
        if (
            (following is None or following.page != line.page)
            and before.page == line.page
            and before.cells is None
            and line.cells is None
            and len(before.text) + len(line.text) <= _LONGEST_PARTED
            and max(len(before.text), len(line.text)) > 1
            and _NUMBERED.fullmatch(f"{before.text} {line.text}")
        ):
            drop.update((place - 1, place))
    return [line for place, line in enumerate(lines) if place not in drop]


def _is_page_number(text: str) -> bool:
    rest = _CODE.sub("", text).strip()
    return bool(_NUMBERED.fullmatch(rest)) or (not rest and bool(text.strip()))


def _pages(lines: Sequence[Line]) -> list[list[tuple[int, Line]]]:
    """The lines with their places, page by page; a wide gap is taken for a page break too."""
    usual = Counter(min(line.gap, _WIDE_GAP) for line in lines).most_common(1)
    wide = usual[0][0] + 2 if usual else _WIDE_GAP
    numbers, page = [], 0
    for place, line in enumerate(lines):
        if place and (line.page != lines[place - 1].page or line.gap >= max(wide, _WIDE_GAP)):
            page += 1
        numbers.append(page)
    found = groupby(enumerate(lines), lambda item: numbers[item[0]])
    return [list(group) for _, group in found]


def _running_numbers(pages: list[list[tuple[int, Line]]]) -> set[int]:
    """Bare numbers at the same edge of most pages that count up with the pages."""
    drop: set[int] = set()
    for edge in (0, -1):
        at_edge = [
            (index, place, number)
            for index, page in enumerate(pages)
            for place, line in [page[edge]]
            if (number := _bare(line)) is not None
        ]
        offsets = Counter(number - index for index, _, number in at_edge)
        for offset, count in offsets.most_common(1):
            if count >= 2 and 2 * count >= len(pages) - 1:
                drop |= {place for index, place, n in at_edge if n - index == offset}
    return drop


def _counting_lines(lines: Sequence[Line], is_content: Callable[[Line], bool]) -> set[int]:
    """Page numbers of a source that does not tell its pages apart.

    A line that is only a number is none of prose: where such lines stand among prose and
    count upwards, they are page numbers. A number that is missing from the row may stand in
    a table; it is taken for a page number only if no other line there is only a number.
    """
    bare = {place: n for place, line in enumerate(lines) if (n := _bare(line)) is not None}
    among_prose = [
        place
        for place in bare
        if all(
            near not in bare and _is_prose(lines[near], is_content)
            for near in (place - 1, place + 1)
            if 0 <= near < len(lines)
        )
    ]
    drop = _longest_count(among_prose[:_MOST_PAGES], bare)
    numbered = sorted(bare)
    for before, after in pairwise(sorted(drop)):
        between = numbered[bisect_right(numbered, before) : bisect_left(numbered, after)]
        if [bare[place] for place in between] == list(range(bare[before] + 1, bare[after])):
            drop.update(between)
    return drop


def _longest_count(places: Sequence[int], numbers: Mapping[int, int]) -> set[int]:
    """The longest row of numbers that count pages: from 1 or 2 on, hardly ever passing one over."""
    best: list[int] = []
    rows: list[list[int]] = []
    for place in places:
        number = numbers[place]
        before = [row for row in rows if 0 < number - numbers[row[-1]] <= _PASSED_OVER + 1]
        row = [*max(before, key=len, default=[]), place]
        rows.append(row)
        if numbers[row[0]] <= 2 and len(row) > len(best):
            best = row
    return set(best) if len(best) >= 2 and 2 * len(best) >= len(places) else set()


def _is_prose(line: Line, is_content: Callable[[Line], bool]) -> bool:
    return line.cells is None and _has_chinese(line.text) and not is_content(line)


def _has_chinese(text: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in text)


def _bare(line: Line) -> int | None:
    if line.cells is not None:
        return None
    if _BARE.fullmatch(line.text):
        return int(line.text)
    found = _OF.fullmatch(line.text)
    return int(found[1]) if found else None


def _running_heads(
    pages: list[list[tuple[int, Line]]], is_content: Callable[[Line], bool]
) -> set[int]:
    """Words that stand first or last on at least three pages and on most of them."""
    drop: set[int] = set()
    for edge in (0, -1):
        texts = Counter(_words(page[edge][1]) for page in pages)
        for text, count in texts.items():
            if len(text) >= 2 and count >= 3 and 2 * count >= len(pages) - 1:
                drop |= {
                    place
                    for page in pages
                    for place, line in [page[edge]]
                    if _words(line) == text and not is_content(line)
                }
    return drop


def _words(line: Line) -> str:
    return "" if line.cells is not None else re.sub("[0-9]", "", key(line.text))


_TRIM = re.compile(
    r"[【\[]?\s*(?:发布(?:时间|日期|机构|单位|者)|发文(?:日期|时间)|成文日期|生成日期|公开日期|信息来源|来源|稿件来源|索引号"
    r"|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:次数|量)|访问(?:次数|量)|字号|字体|文字大小|视力保护色|当前位置|您(?:现在)?的位置"
    r"|打印(?:本页)?|关闭(?:窗口|本页)?|分享(?:到)?|上一篇|下一篇|责任编辑|扫一扫|返回顶部)"
    r"\s*[】\]]?\s*(?:[:：】\]\s>].*)?"
)


_FOOT = re.compile(
    r"扫一扫.{0,20}|(?:主办|承办|协办|主管)(?:单位)?\s*[:：].*|.*ICP\s*备.*|.*公网安备.*|网站标识码.*|版权所有.*"
    r"|技术支持\s*[:：].*|相关(?:链接|文档|附件|新闻|信息|解读)\s*[:：]?|附件下载\s*[:：]?.*|您是第.{1,12}位.{0,4}"
)


def is_trim_text(text: str) -> bool:
    """Whether a text is what web pages put around a document: date of publishing, buttons."""
    return len(text) <= 80 and bool(_TRIM.fullmatch(text) or _FOOT.fullmatch(text))


def is_web_page_trim(line: Line) -> bool:
    """Whether a line of a source that tells no paragraphs is such a text."""
    return not line.whole and is_trim_text(line.text)
