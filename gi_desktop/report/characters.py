"""Characters as a typist meant them: what PDF extraction and web pages do to them undone."""

import re
import unicodedata

from gi_desktop.report.radicals import ORDINARY

_INVISIBLE = dict.fromkeys(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x2061, 0x2062, 0x2063, 0xFEFF)
)
_SHOWS_NOTHING = {
    **_INVISIBLE,
    **dict.fromkeys((0, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
_BLANKS = dict.fromkeys(
    (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x1680, 0x180E, 0x2800),
    " ",
)
# ⒈ is one character; forms print "1.".
_FULL_STOP_DIGITS = {0x2488 + number: f"{number + 1}." for number in range(20)}
_CONTROLS = dict.fromkeys(
    [c for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\f"],
)
_MAP = {**ORDINARY, **_INVISIBLE, **_BLANKS, **_FULL_STOP_DIGITS, **_CONTROLS}
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x1c-\x1e\x85\u2028\u2029]")
_COMPATIBLE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_ENTITIES = {"&nbsp;": " ", "&ensp;": " ", "&emsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_ENTITIES))
_SENTENCE_END = re.compile("[。！？：；…][”’」』）)》]*$")
_UNPRINTABLE = re.compile("[\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")

_LATIN = "A-Za-z0-9"
_LOOSE = re.compile(rf"(?<![{_LATIN}!-/:-@\[-`{{-~])[ \t\u3000]+|[ \t\u3000]+(?![{_LATIN}!-~])")


def clean(text: str) -> str:
    r"""Return the text with ordinary characters, line ends \\n, and page breaks \\f."""
    text = _LINE_ENDS.sub("\n", text)
    text = _UNPRINTABLE.sub("", text).translate(_MAP)
    text = _ENTITY.sub(lambda found: _ENTITIES[found[0]], text)
    # Compatibility ideographs have one canonical form each; the rest of the text is left alone.
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def without_invisible(text: str) -> str:
    """Return the text without characters that show nothing, as web pages put beside numbers."""
    return text.translate(_SHOWS_NOTHING)


def tighten(text: str) -> str:
    """Return prose without the blanks that only the typesetter put in.

    A blank stays between two Latin words or numbers; beside a Chinese character it goes.
    """
    return _LOOSE.sub("", re.sub(r"[ \t\u3000]+", " ", text)).strip()


def ends_sentence(text: str) -> bool:
    """Whether the text ends where a Chinese sentence, or a part of one in a list, does."""
    return bool(_SENTENCE_END.search(text))


def width_of(text: str) -> int:
    """Return the columns a text takes where Chinese characters are two columns wide."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def compact(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())
