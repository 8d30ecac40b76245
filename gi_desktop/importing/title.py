"""Title and signature: organ, year, date; read where they are printed, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gi_desktop.form import Edition
from gi_desktop.importing.lines import Line, joined
from gi_desktop.report.characters import compact
from gi_desktop.report.model import EARLIEST_YEAR, LATEST_YEAR

_DIGITS = str.maketrans(
    "〇零○OoＯ一二三四五六七八九０１２３４５６７８９", "0000001234567890123456789"
)
_YEAR_DIGITS = "[0-9０-９〇零○OoＯ一二三四五六七八九]"
_YEAR = re.compile(rf"[(（]?(?<!{_YEAR_DIGITS})({_YEAR_DIGITS}{{4}})年(?:度)?[)）]?")
_STOPS = re.compile("[。，；！？：、]")
_SENTENCE_ENDS = "。！？；：”）"
_LONGEST = 70
_MOST_LINES = 5
_DATE = re.compile(
    rf"{_YEAR_DIGITS}{{4}}年[0-9０-９〇零一二三四五六七八九十]{{1,3}}月"
    r"[0-9０-９〇零一二三四五六七八九十]{1,3}日"
)
_ENDS_OF_NAMES = frozenset("国省市州盟县区旗乡镇村局委办厅部院会署社司行府")
"""In these names of places and organs end, or what precedes one that is broken off."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,9}[省市州盟县区旗乡镇]")
_MENU = re.compile(
    r"首页|(?:公开|服务|交流|互动|动态|专栏|资讯|导航|搜索|登录|收藏|无障碍|长者版)$"
)
"""What menus of web pages offer, and no name ends in."""
_BETWEEN = r"[>＞》/|｜→]*"
_MENU_IN_LINE = re.compile(
    rf"^首页{_BETWEEN}(?:(?:(?:政府信息|信息|政务)公开(?:专栏|指南|制度|目录|年报)?|(?:政务|办事|便民)服务"
    r"|(?:政民|公众)?互动(?:交流)?|新闻(?:中心|动态)|(?:政务|工作)动态|机构(?:概况|设置|职能)|领导之窗)"
    rf"(?!和|与|及|管理|中心|监督|[局办处委]){_BETWEEN})*"
)
"""A menu that the source runs together with the title behind it, up to its last known entry."""
_ANNOUNCED = re.compile(r"(?:现(?:将|予)?(?:公布|发布|公开)|现将)([^，。；：、《》]{2,40})")


@dataclass(frozen=True)
class Title:
    """What a title says; ``text`` as printed, without blanks."""

    organ: str = ""
    year: int | None = None
    text: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it names neither organ nor year."""
        return not self.organ and self.year is None


@dataclass(frozen=True)
class Titles:
    """The title and every line that is part of one (covers repeat it)."""

    title: Title | None
    lines: frozenset[int]


def find_titles(lines: Sequence[Line], form: Edition, avoid: frozenset[int]) -> Titles:
    """Return the first complete title, and all lines that titles take; ``avoid`` are headings."""
    found: list[tuple[Title, range]] = []
    taken: set[int] = set()
    for place, line in enumerate(lines):
        if place in taken or not _may_be(line) or _goes_on(lines, place, avoid | taken):
            continue
        window = _longest_title(lines, place, form, avoid | taken)
        if window is not None:
            found.append(window)
            taken.update(window[1])
    if not found:
        return Titles(None, frozenset())
    best = max(found, key=lambda item: bool(item[0].organ) + (item[0].year is not None))
    if best[0].organ:
        # The bare words as a heading that the source tells: one of the prose.
        headings = (p for title, part in found for p in part if title.is_bare and lines[p].level)
        taken.difference_update(headings)
    return Titles(best[0], frozenset(taken))


def _longest_title(
    lines: Sequence[Line], place: int, form: Edition, avoid: frozenset[int] | set[int]
) -> tuple[Title, range] | None:
    best = None
    for count in range(1, _MOST_LINES + 1):
        part = range(place, place + count)
        if part.stop > len(lines) or any(at in avoid or not _may_be(lines[at]) for at in part):
            break
        text = compact(joined(lines[at] for at in part))
        if len(text) > _LONGEST or _is_behind_others(lines, part, form):
            break
        title = read_title(text, form)
        if title is not None and (best is None or _says_more(title, best[0])):
            best = (title, part)
    return best


def _is_behind_others(lines: Sequence[Line], part: range, form: Edition) -> bool:
    """Whether a title stands behind lines of the part that do not belong to it.

    As below the menu of a web page, whose entries would be taken for the organ's name: the source
    itself sets the title as one, or it says all by itself.
    """
    if any(_begins_title(lines, range(at, part.stop), form) for at in part[1:]):
        return True
    if lines[part.start].centred:
        return False
    own = [at for at in part if lines[at].centred]
    title = read_title(compact(joined(lines[at] for at in own)), form) if own else None
    return title is not None and bool(title.organ) and title.year is not None


def _begins_title(lines: Sequence[Line], part: range, form: Edition) -> bool:
    """Whether a title begins with the part, and the paragraph above it is none of the name's.

    “某县水利” may go on with “局2025年…”, “某县” with “水利局2025年…”.
    """
    above = lines[part.start - 1]
    menu = _MENU.search(above.text)
    if not above.whole or (above.text[-1] in _ENDS_OF_NAMES and not menu):
        return False
    title = read_title(compact(joined(lines[at] for at in part)), form)
    if title is None or title.year is None:
        return False
    return bool(menu or _PLACE.match(title.organ))


def _goes_on(lines: Sequence[Line], place: int, apart: frozenset[int] | set[int]) -> bool:
    """Whether the line before is prose that has not come to its end."""
    if place == 0 or place - 1 in apart or lines[place].centred or lines[place].whole:
        return False
    before = lines[place - 1]
    return before.cells is None and len(before.text) >= 15 and before.text[-1] not in _SENTENCE_ENDS


def _may_be(line: Line) -> bool:
    return line.cells is None and len(line.text) <= _LONGEST and not _STOPS.search(line.text)


def _says_more(title: Title, other: Title) -> bool:
    return (bool(title.organ), title.year is not None) > (bool(other.organ), other.year is not None)


def read_title(text: str, form: Edition) -> Title | None:
    """Return what a text without blanks says if all of it is a title of the form's document."""
    text = _MENU_IN_LINE.sub("", text)
    years = list(_YEAR.finditer(text))
    if len(years) > 1:
        return None
    year = year_of(years[0][1]) if years else None
    if years and year is None:
        return None
    before, after = (text[: years[0].start()], text[years[0].end() :]) if years else (text, "")
    organ = _organ(before, after, form)
    if organ is None:
        return None
    organ = re.sub(r"^关于", "", organ).strip("《》〈〉“”\"'()（）")
    if _STOPS.search(organ) or len(organ) > 40:
        return None
    return Title(organ, year, text)


def _organ(before: str, after: str, form: Edition) -> str | None:
    """The name in a title cut at its year; None where the rest is no document type."""
    if is_document_type(after, form):
        return before
    # “机关＋名称（年）”, “年＋机关＋名称”, and a year inside: “…工作2022年度报告”.
    whole = before + after if not (before and after) else f"{before}年度{after}"
    place = _type_start(whole, form)
    return None if place is None else whole[:place]


def is_document_type(text: str, form: Edition) -> bool:
    """Whether the text is what titles of the form end in, give or take a word."""
    wanted = form.document_type
    text = text.strip("《》〈〉()（）的")
    if text == wanted:
        return True
    if not (len(wanted) // 2 <= len(text) <= len(wanted) + 4) or text[-2:] not in (
        wanted[-2:],
        wanted[-4] + wanted[-2] if len(wanted) > 4 else "",
    ):
        return False
    return (
        SequenceMatcher(None, text, wanted, autojunk=False).ratio() >= 0.7 and text[0] == wanted[0]
    )


def _type_start(text: str, form: Edition) -> int | None:
    """Where the document type begins in a text that ends in it; the longest reading."""
    exact = text.rfind(form.document_type)
    if exact >= 0 and exact + len(form.document_type) == len(text):
        return exact
    first = form.document_type[0]
    for place, character in enumerate(text):
        if character == first and is_document_type(text[place:], form):
            return place
    return None


def year_of(text: str) -> int | None:
    """Return the year that four digits name, Chinese or Arabic; None where it is none."""
    digits = text.translate(_DIGITS)
    year = int(digits) if digits.isdecimal() and len(digits) == 4 else 0
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def announced_title(prose: str, form: Edition) -> Title | None:
    """Return the title an opening paragraph announces: “现公布某机关2022年…年度报告”."""
    found = {
        title
        for match in _ANNOUNCED.finditer(compact(prose))
        for end in _ends(match[1], form)
        if (title := read_title(match[1][:end], form)) is not None and title.organ
    }
    return found.pop() if len(found) == 1 else None


def _ends(text: str, form: Edition) -> list[int]:
    place = text.find(form.document_type)
    return [place + len(form.document_type)] if place >= 0 else []


def period_year(prose: str) -> int | None:
    """Return the year a text names as statistical period, from 1 January to 31 December."""
    years = {
        match[1]
        for match in re.finditer(
            r"([0-9]{4})年1月1日(?:起)?(?:至|到|—|-|－|–|~|～)+(?:\1年)?12月31日", compact(prose)
        )
    }
    return year_of(years.pop()) if len(years) == 1 else None


# Signature ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Signed:
    """Name and date below the last text, and the lines they take."""

    name: str
    date: str
    lines: frozenset[int]


def find_signature(lines: Sequence[Line], places: Sequence[int], organ: str) -> Signed | None:
    """Return the signature that ends the text on the lines at ``places``; None where none does.

    A date alone on its line near the end makes one; the short line before it is the name.
    """
    for back in range(min(4, len(places))):
        place = places[len(places) - 1 - back]
        text = compact(lines[place].text)
        found = re.search(rf"{_DATE.pattern}$", text.strip("（）()"))
        if found is None:
            continue
        name = text.strip("（）()")[: found.start()]
        taken = {place}
        if not name and back + 2 <= len(places):
            name, more = _name_above(lines, places[: len(places) - 1 - back], organ)
            taken |= more
        if name and (_STOPS.search(name) or len(name) > 40):
            return None
        return Signed(name, found[0], frozenset(taken))
    return _name_alone(lines, places, organ)


def _name_above(
    lines: Sequence[Line], places: Sequence[int], organ: str
) -> tuple[str, frozenset[int]]:
    """The name in one line or two; a line that ends a sentence is none."""
    if not places:
        return "", frozenset()
    last = compact(lines[places[-1]].text).strip("（）()")
    if _STOPS.search(last) or len(last) > 40 or len(last) < 2:
        return "", frozenset()
    if organ and last != organ and organ.endswith(last) and len(places) > 1:
        whole = compact(lines[places[-2]].text) + last
        if whole == organ:
            return whole, frozenset(places[-2:])
    return last, frozenset(places[-1:])


def _name_alone(lines: Sequence[Line], places: Sequence[int], organ: str) -> Signed | None:
    """The organ's own name as the last line, without a date."""
    if places and organ and compact(lines[places[-1]].text) == organ:
        return Signed(organ, "", frozenset(places[-1:]))
    return None
