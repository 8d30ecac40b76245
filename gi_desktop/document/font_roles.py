"""What fonts are for, how a DOCX names them, and by which names and files a PC has them."""

import re
from enum import Enum
from fnmatch import translate
from functools import lru_cache
from typing import NamedTuple


class Role(Enum):
    """What a font is for; the value names the bundled stand-in in resources/fonts."""

    BODY = "fangsong"
    """仿宋: text, headings of level three and four."""
    LEVEL1 = "heiti"
    """黑体: headings 一、"""
    LEVEL2 = "kaiti"
    """楷体: headings （一）"""
    TABLE = "songti"
    """宋体: tables, page numbers."""
    TITLE = "title"
    """小标宋: the title."""
    BEYOND = "beyond"
    """宋体-ExtB: characters beyond U+FFFF, where the PC has it; without it FALLBACK stands in."""
    FALLBACK = "fallback"
    """Characters that the fonts of all other roles lack."""


MAIN = (Role.TITLE, Role.LEVEL1, Role.LEVEL2, Role.BODY, Role.TABLE)
"""The roles that a user knows and may choose a font for."""

STANDARD = {
    Role.TITLE: "小标宋",
    Role.LEVEL1: "黑体",
    Role.LEVEL2: "楷体",
    Role.BODY: "仿宋",
    Role.TABLE: "宋体",
}
"""The kind of type that GB/T 9704 asks for."""

USES = {
    Role.TITLE: "标题",
    Role.LEVEL1: "一级标题",
    Role.LEVEL2: "二级标题",
    Role.BODY: "正文",
    Role.TABLE: "表格和页码",
}
"""What of a report is set in it."""

RELATIVES = {
    Role.TITLE: (Role.LEVEL1, Role.TABLE, Role.BODY, Role.LEVEL2),
    Role.LEVEL1: (Role.TITLE, Role.TABLE, Role.BODY, Role.LEVEL2),
    Role.LEVEL2: (Role.BODY, Role.TABLE, Role.LEVEL1, Role.TITLE),
    Role.BODY: (Role.TABLE, Role.LEVEL2, Role.LEVEL1, Role.TITLE),
    Role.TABLE: (Role.BODY, Role.LEVEL2, Role.LEVEL1, Role.TITLE),
    Role.BEYOND: (),
    Role.FALLBACK: (),
}
"""Whose font is asked for a character that a role's own lacks: the nearest in weight first."""


class WordFont(NamedTuple):
    """How a DOCX names a font: w:rFonts, and the entry in word/fontTable.xml."""

    name: str
    alternatives: tuple[str, ...]
    """w:altName: names to look for where the first is not installed, joined by commas."""
    panose: str | None
    """w:panose1, ten bytes in hexadecimal, for the choice of a substitute; None if unknown."""
    family: str
    """w:family: roman, modern, script or auto."""
    charset: str = "86"
    """w:charset: GB 2312."""


class Kind(NamedTuple):
    """One of the fonts that may serve a role."""

    names: tuple[str, ...]
    """What the font calls itself, without blanks, dashes and case; * stands for anything."""
    files: tuple[str, ...]
    """File names it usually has."""
    makeshift: bool = False
    """Taken only where no other kind is found under whatever file name."""


# Windows' own first, so that a PDF looks as Word shows the DOCX on the same PC; then the GB2312
# editions, those of font makers, and Office's 华文 last. File names outside Windows are unverified.
_KINDS: dict[Role, tuple[Kind, ...]] = {
    Role.BODY: (
        Kind(("仿宋", "fangsong", "simfang"), ("simfang.ttf",)),
        Kind(("仿宋gb2312", "fangsonggb2312"), ("仿宋_GB2312.ttf", "simfang_GB2312.ttf")),
        Kind(("方正仿宋*", "方正公文仿宋*", "fzfangsong*", "fzfs*"), ("FZFSJW.TTF", "FZFSK.TTF")),
        Kind(("文星仿宋*", "汉仪仿宋*", "hyfangsong*"), ()),
        Kind(("华文仿宋", "stfangsong"), ("STFANGSO.TTF",), makeshift=True),
    ),
    Role.LEVEL1: (
        Kind(("黑体", "simhei"), ("simhei.ttf",)),
        Kind(("方正黑体*", "方正公文黑体*", "fzhei*", "fzht*"), ("FZHTJW.TTF", "FZHTK.TTF")),
        Kind(("文星黑体*", "汉仪中黑*"), ()),
        Kind(("华文黑体", "stheiti"), ("STHEITI.TTF",), makeshift=True),
    ),
    Role.LEVEL2: (
        Kind(("楷体", "kaiti", "simkai"), ("simkai.ttf",)),
        Kind(("楷体gb2312", "kaitigb2312"), ("楷体_GB2312.ttf", "simkai_GB2312.ttf")),
        Kind(("方正楷体*", "方正公文楷体*", "fzkai*", "fzkt*"), ("FZKTJW.TTF", "FZKTK.TTF")),
        Kind(("文星楷体*", "汉仪楷体*", "hykai*"), ()),
        Kind(("华文楷体", "stkaiti"), ("STKAITI.TTF",), makeshift=True),
    ),
    Role.TABLE: (
        Kind(("宋体", "simsun"), ("simsun.ttc", "simsun.ttf")),
        Kind(("方正书宋*", "fzshusong*", "fzss*"), ("FZSSJW.TTF", "FZSSK.TTF")),
        Kind(("文星宋体*", "汉仪书宋*", "hyshusong*"), ()),
        Kind(("华文宋体", "stsong"), ("STSONG.TTF",), makeshift=True),
    ),
    Role.TITLE: (
        Kind(
            ("方正小标宋简体", "fzxiaobiaosongb05s"),
            ("FZXBSJW.TTF", "FZXBSJW--GB1-0.TTF", "方正小标宋简体.ttf"),
        ),
        Kind(
            ("方正小标宋*", "方正公文小标宋*", "fzxiaobiaosong*", "fzxbs*"),
            ("FZXBSK.TTF", "FZXBSK--GBK1-0.TTF", "方正小标宋_GBK.ttf"),
        ),
        Kind(("*小标宋*", "*xiaobiaosong*"), ()),
        Kind(("华文中宋", "stzhongsong"), ("STZHONGS.TTF",), makeshift=True),
    ),
    Role.BEYOND: (Kind(("宋体extb", "simsunextb"), ("simsunb.ttf",)),),
    Role.FALLBACK: (),
}

_WORD_FONTS: dict[Role, WordFont] = {
    Role.BODY: WordFont(
        "仿宋", ("FangSong", "仿宋_GB2312", "方正仿宋_GBK"), "02010609060101010101", "modern"
    ),
    Role.LEVEL1: WordFont("黑体", ("SimHei", "方正黑体_GBK"), "02010609060101010101", "modern"),
    Role.LEVEL2: WordFont(
        "楷体", ("KaiTi", "楷体_GB2312", "方正楷体_GBK"), "02010609060101010101", "modern"
    ),
    Role.TABLE: WordFont("宋体", ("SimSun", "方正书宋_GBK"), "02010600030101010101", "auto"),
    Role.TITLE: WordFont(
        "方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体"), None, "script"
    ),
    # Word finds a font for a rare character by itself, if the text is set in one that it knows.
    Role.BEYOND: WordFont("宋体", ("SimSun",), "02010600030101010101", "auto"),
    Role.FALLBACK: WordFont("宋体", ("SimSun",), "02010600030101010101", "auto"),
}


def kinds(role: Role) -> tuple[Kind, ...]:
    """The fonts to look for on a PC, the best first; none for rare characters."""
    return _KINDS[role]


def word_font(role: Role) -> WordFont:
    """How a DOCX names the font of a role, whatever font the PDF is set in."""
    return _WORD_FONTS[role]


def kind_of(role: Role, names: tuple[str, ...]) -> int | None:
    """The place among the role's kinds of a font that calls itself so; None if it is none."""
    plain = list(map(_plain, names))
    for number, kind in enumerate(kinds(role)):
        pattern = _pattern(kind.names)
        if any(pattern.match(name) for name in plain):
            return number
    return None


def is_known(names: tuple[str, ...]) -> bool:
    """Whether a font that calls itself so is of any role's kinds; quickly, for hundreds of them."""
    pattern = _every_pattern()
    return any(pattern.match(_plain(name)) for name in names)


def _plain(name: str) -> str:
    return name.translate(_LEFT_OUT).casefold()


_LEFT_OUT = str.maketrans("", "", " \t\u3000_-－@")


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, names)))


@lru_cache(maxsize=1)
def _every_pattern() -> re.Pattern[str]:
    return _pattern(tuple(name for role in Role for kind in kinds(role) for name in kind.names))
