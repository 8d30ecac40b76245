"""Half-width punctuation and straight quotes between Chinese characters → full width.

Numbers (1,000 and 12:30 and 1:1000), addresses of websites and e-mail, and Latin text stay.
"""

import re
from collections.abc import Callable

CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇\U00020000-\U0003134f"
_IS_CHINESE = re.compile(f"[{CHINESE}]")
_BEFORE = re.compile(f"[{CHINESE}）】》」』〕”’％℃…]")
_BEHIND = re.compile(f"[{CHINESE}（【《「『〔“‘]")
_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]+|www\.[!-~]+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:gov|com|cn|org|net|edu)\b(?:[/:?#][!-~]*)?"
)
_TRAILING = ",.;:!?)'\""
_FULL = {",": "，", ";": "；", "!": "！", "?": "？", ":": "：", ".": "。"}
_SIGN = re.compile(r"\.{3,}|[,;:!?.]")
_PAIR = re.compile(r"\(([^()（）]*)\)")
_DOUBLE = re.compile(r'"([^"]*)"')
_SINGLE = re.compile(rf"(?<![A-Za-z0-9])'([^'\"]*[{CHINESE}][^'\"]*)'(?![A-Za-z0-9])")
_DASH = re.compile(rf"(?<=[{CHINESE}”）])-{{2,}}(?=[{CHINESE}“（])")
_TITLE = re.compile(rf"<<([^<>]*[{CHINESE}][^<>]*)>>")
_DOCUMENT_YEAR = re.compile(rf"(?<=[{CHINESE}])\[((?:19|20)[0-9]{{2}})\](?=第?[0-9]+号)")
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s*\.(?!\.)")


def widen(text: str) -> tuple[str, int, int]:
    """Return a paragraph with its punctuation full width; how many signs and quotes changed."""
    text, stood_in = _stand_ins(text)
    kept = _kept(text)
    chars = list(text)
    quotes = _pair_quotes(text, chars, kept)
    signs = _widen_brackets("".join(chars), chars, kept) + _widen_signs(chars, kept)
    return "".join(chars), signs + stood_in, quotes


def _stand_ins(text: str) -> tuple[str, int]:
    """Return the text with what is typed for —— 《》 and 〔2021〕 for want of a key; how often."""
    count = 0
    for pattern, whole in ((_DASH, "——"), (_TITLE, r"《\1》"), (_DOCUMENT_YEAR, r"〔\1〕")):
        text, changed = pattern.subn(whole, text)
        count += changed
    return text, count


def _kept(text: str) -> list[bool]:
    """Return for each character whether it belongs to an address, which stays as it is."""
    kept = [False] * len(text)
    for found in _ADDRESS.finditer(text):
        end = found.start() + len(found[0].rstrip(_TRAILING))
        kept[found.start() : end] = [True] * (end - found.start())
    return kept


def _pair_quotes(text: str, chars: list[str], kept: list[bool]) -> int:
    """Turn "…" and '…' into “…” and ‘…’; return how many pairs. An odd one stays."""
    pairs = 0
    even = text.count('"') % 2 == 0
    signs: tuple[tuple[re.Pattern[str], tuple[str, str], bool], ...] = (
        (_DOUBLE, ("“", "”"), even),
        (_SINGLE, ("‘", "’"), True),
    )
    for pattern, (left, right), usable in signs:
        for found in pattern.finditer(text) if usable else ():
            first, last = found.start(), found.end() - 1
            near = text[max(first - 1, 0) : last + 2]
            if _IS_CHINESE.search(near) and not (kept[first] or kept[last]):
                chars[first], chars[last] = left, right
                pairs += 1
    return pairs


def _widen_brackets(text: str, chars: list[str], kept: list[bool]) -> int:
    pairs = 0
    for found in _PAIR.finditer(text):
        first, last = found.start(), found.end() - 1
        if kept[first] or kept[last]:
            continue
        near = text[max(first - 1, 0) : last + 2]
        if _IS_CHINESE.search(near):
            chars[first], chars[last] = "（", "）"
            pairs += 1
    return 2 * pairs


def _widen_signs(chars: list[str], kept: list[bool]) -> int:
    """Widen what stands between Chinese characters, from left to right.

    What stands behind a Chinese character and before the end, a number or a Latin word counts
    too, where the sign cannot belong to those.
    """
    text = "".join(chars)
    head = _HEADING.match(text)
    count = 0
    for found in _SIGN.finditer(text):
        place, sign = found.start(), found[0]
        if kept[place] or (head and place < head.end()):
            continue
        before = _side(text[:place][::-1])
        behind = _side(text[found.end() :])
        closes = sign == "." and _closes(
            text, before, behind, is_address=place > 0 and kept[place - 1]
        )
        if closes or _FITS[sign[0]](before, behind):
            if len(sign) >= 3:
                chars[place : found.end()] = ["……", *[""] * (len(sign) - 1)]
            else:
                chars[place] = _FULL[sign]
            count += 1
    return count


def _side(text: str) -> str:
    """Return the nearest character that is no blank; empty at the edge of the paragraph."""
    return text.lstrip(" \t　")[:1]


def _comma(before: str, behind: str) -> bool:
    if _BEFORE.match(before):
        return not behind or not behind.isascii() or behind.isalnum() or behind in "\"'([<"
    return (before.isalnum() or before in {"%", ")"}) and bool(_BEHIND.match(behind))


def _colon(before: str, behind: str) -> bool:
    if _BEFORE.match(before):
        return behind not in set("/\\")
    return before.isalnum() and bool(_BEHIND.match(behind))


def _stop(before: str, behind: str) -> bool:
    if _BEFORE.match(before):
        return not behind or not behind.isascii()
    # Behind a number alone it may be that of a heading: 12.其中.
    return before in {"%", ")"} and bool(_BEHIND.match(behind))


def _closes(text: str, before: str, behind: str, *, is_address: bool) -> bool:
    """Whether a full stop behind a number, or an address, ends a Chinese sentence."""
    if not _IS_CHINESE.search(text):
        return False
    if behind:
        return is_address and bool(_BEHIND.match(behind))
    return is_address or before.isdigit() or before in {"%", ")"}


_FITS: dict[str, Callable[[str, str], bool]] = {
    ",": _comma,
    ";": _comma,
    "!": _comma,
    "?": _comma,
    ":": _colon,
    ".": _stop,
}
