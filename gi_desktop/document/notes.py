"""What there is to tell the user about a document, in Chinese."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gi_desktop.document import page
from gi_desktop.document.blocks import Block, SignatureBlock, TableBlock, TextBlock, TitleBlock
from gi_desktop.document.fitting import SUBSTITUTE
from gi_desktop.document.fonts import FontSet, Role

_MOST_CHARACTERS = 12
_MOST_PLACES = 4
_PREFACE, _FRONT = "前言", "送审单"


def notes(
    missing: Iterable[str], blocks: Sequence[Block], front: Sequence[Block], fonts: FontSet
) -> tuple[str, ...]:
    """Return a sentence that names the characters no font has, each with its places.

    ``front`` is the sheet before the report. Characters found in the same places are told
    together; of many characters and places the first are named and the rest counted. Nothing
    where no character is missing.
    """
    lacking = set(missing)
    if not lacking:
        return ()
    places: dict[str, dict[str, None]] = {}
    for text, role, place in (*_texts(blocks), *_front(front)):
        for char in text:
            if char in lacking and char in fonts.missing(char, role):
                places.setdefault(char, {})[place] = None
    groups: dict[tuple[str, ...], list[str]] = {}
    for char in list(places)[:_MOST_CHARACTERS]:
        groups.setdefault(tuple(places[char]), []).append(char)
    named = "；".join(
        f"{'、'.join(map(_name, chars))}在{listed(where)}" for where, chars in groups.items()
    )
    if len(places) > _MOST_CHARACTERS:
        named += f"；还有另外 {len(places) - _MOST_CHARACTERS} 个字"
    sentence = (
        f"有的字没有一种字体能显示，PDF 里印成了“{SUBSTITUTE}”：{named}。"
        "请核对这些字，或在电脑上安装有这些字的字体。"
    )
    return (sentence,)


def section_headings(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the heading of each section by the section's id."""
    return {
        block.place: block.text
        for block in blocks
        if isinstance(block, TextBlock) and block.paragraph is None and block.level
    }


def text_place(block: TextBlock, headings: Mapping[str, str]) -> str:
    """Return where a paragraph stands, as a user knows it: 一、总体情况第 2 段."""
    place = headings.get(block.place, _PREFACE)
    return place if block.paragraph is None else f"{place}第 {block.paragraph + 1} 段"


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[str, Role, str]]:
    """Yield every text with its font and the place that a user knows it by."""
    headings = section_headings(blocks)
    for block in blocks:
        match block:
            case TitleBlock():
                yield block.text, page.TITLE.role, "标题"
            case TextBlock():
                yield block.text, page.style_of(block.level).role, text_place(block, headings)
            case TableBlock():
                where = f"{headings.get(block.place, '')}的表格"
                for cell in block.cells:
                    yield cell.text, Role.TABLE, where
            case SignatureBlock():
                yield block.name + block.date, page.SIGNATURE.role, "落款"


def _front(blocks: Sequence[Block]) -> Iterator[tuple[str, Role, str]]:
    for text, role, _ in _texts(blocks):
        yield text, role, _FRONT


def _name(char: str) -> str:
    """Return a character as words can name it: itself where it shows, and its code point."""
    code = f"U+{ord(char):04X}"
    category = unicodedata.category(char)
    if category == "Co":
        return f"自造字（{code}）"
    if category in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"):
        return f"看不见的字符（{code}）"
    if category in ("Mn", "Me"):
        return f"附加符号“◌{char}”（{code}）"
    return f"“{char}”（{code}）"


def listed(places: Sequence[str]) -> str:
    """Return the first of the places and how many there are."""
    shown = "、".join(places[:_MOST_PLACES])
    return f"{shown}等 {len(places)} 处" if len(places) > _MOST_PLACES else shown
