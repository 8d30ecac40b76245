"""Breaking a title as a typist does: between words, in lines that balance."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from gi_desktop.document.breaking import break_lines, may_break, units

_ENDINGS = (
    "人民政府", "办公厅", "办公室", "管理局", "委员会", "管委会", "街道办事处", "街道",
    "自治区", "自治州", "自治县", "自治旗", "开发区", "示范区", "中心", "分局", "支局", "支队", "大队",
    "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "厅", "局", "部", "院", "、", "）",
)  # fmt: skip
"""After these a name of an organ can be broken without cutting a word."""
_NO_ENDINGS = (
    "市场", "市政工程", "市政公用", "市政设施", "市政园林", "市容", "城市", "都市", "超市", "区域",
    "社区", "小区", "县域", "乡村", "乡镇", "城镇", "城乡", "部门", "干部", "院校", "省级", "市级",
    "县级", "区级",
)  # fmt: skip
"""Words in which the same characters end no name."""

# What a way of breaking costs. A line more is worth less than a cut word or a part that runs on.
_LINE, _ENDING, _ANYWHERE, _RUN_ON, _UNEVEN = 4.0, 1.0, 9.0, 20.0, 10.0
_IN_NAME = 14.0
"""Where several names stand one after the other, a line ends between them rather than in one."""

Width = Callable[[str], float]
_Way = tuple[float, tuple[str, ...]]
"""Cost and lines."""


def title_lines(parts: Sequence[str], width: Width, measure: float) -> tuple[str, ...]:
    """Return the lines of a title, none wider than ``measure`` pt and evenly filled.

    A title that does not fit one line is broken between ``parts``, then after the words that
    names of organs end in, and inside a word only where nothing else is left.
    """
    text = "".join(parts)
    if width(text) <= measure:
        return (text,) if text else ()
    borders = frozenset(accumulate(map(len, parts)))
    places = dict(_places(text, borders, width, measure))
    best: dict[int, _Way] = {0: (0.0, ())}
    for end, cost in places.items():
        ways = (
            (
                spent + cost + _line_cost(width(text[start:end]) / measure)
                + _RUN_ON * sum(start < border < end for border in borders),
                (*lines, text[start:end]),
            )
            for start, (spent, lines) in best.items()
            if width(text[start:end]) <= measure
        )  # fmt: skip
        found = min(ways, default=None, key=lambda way: way[0])
        if found:
            best[end] = found
    if len(text) not in best:  # nothing but marks that may not be parted
        return tuple(line.text for line in break_lines(text, width, measure))
    return best[len(text)][1]


def _line_cost(filled: float) -> float:
    return _LINE + _UNEVEN * (1 - filled) ** 2


def _places(
    text: str, borders: frozenset[int], width: Width, measure: float
) -> Iterator[tuple[int, float]]:
    """Yield where a line may end and what that costs, the end of the text included.

    What is wider than a line by itself may be cut anywhere, lest it runs off the page.
    """
    at = 0
    for before, after in pairwise((*units(text), "")):
        if width(before) > measure:
            yield from ((at + inside, _ANYWHERE) for inside in range(1, len(before)))
        at += len(before)
        if at in borders:
            yield at, 0.0
        elif may_break(before, after):
            yield at, _cost(text, at)


def _cost(text: str, at: int) -> float:
    in_one_of_several = _IN_NAME if "、" in text and text[at - 1] != "、" else 0.0
    return in_one_of_several + (_ENDING if _ends_name(text, at) else _ANYWHERE)


def _ends_name(text: str, at: int) -> bool:
    """Whether a name or its addition in brackets ends, or such an addition begins."""
    if text.startswith("（", at):
        return True
    in_brackets = text.count("（", 0, at) > text.count("）", 0, at)
    in_word = any(
        text[max(at - before, 0) :].startswith(word)
        for word in _NO_ENDINGS
        for before in range(1, len(word) + 1)
    )
    ends = text[:at].endswith(_ENDINGS) and not text[at:].startswith(_ENDINGS)
    return ends and not in_word and not in_brackets
