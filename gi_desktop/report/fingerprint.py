"""The fingerprint (核对码) of a report: twelve characters that can be typed from paper.

The first says which version of the canonical form it rests on, nine stand for its SHA-256, two
check the others: with them every single wrong character and every two that changed places show.
The letters are those of Crockford's base 32, without I, L, O and U. The same content has the
same code for ever, whatever PC, system or version of the program works it out.

Nine characters (45 bits) tell any two reports apart that people write; they are no signature,
and against somebody who computes for hours to forge one, the whole content is compared.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gi_desktop.form import Edition
from gi_desktop.report.canonical import CANONICAL_VERSION, canonical, known_version, version_of
from gi_desktop.report.model import Report

NAME = "核对码"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_GROUP = 4
_DIGEST = 9
_BITS = 5
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
"""What a reader takes for a digit."""
_BETWEEN = re.compile(r"[\s\u200b\ufeff\-‐‑‒–—―−－ー_.·・:：]+")
_LABEL = re.compile(rf"^.*?{NAME}")
_FIELD = 0b100101
"""x⁵ + x² + 1, by which characters are multiplied (the field of 32 elements)."""


@dataclass(frozen=True)
class Mend:
    """A sound code near one that was mistyped, and in words what would lead to it."""

    code: str
    how: str
    certain: bool
    """Whether it is one of few: a swap or one other character. Else only a known code counts."""


class CodeError(ValueError):
    """What was typed is no code; the message is a Chinese sentence for the user."""

    def __init__(self, sentence: str, mends: tuple[Mend, ...] = ()) -> None:
        super().__init__(sentence)
        self.mends = mends


class NewerCodeError(CodeError):
    """The code is sound, but of a newer version of the program."""


def fingerprint(report: Report, form: Edition, version: int = CANONICAL_VERSION) -> str:
    """Return the code of a report, such as 2A7K-9QX0-M3TD."""
    return code_of(canonical(report, form, version), version)


def code_of_text(content: str) -> str:
    """Return the code of a canonical form. ReportError where it is none."""
    return code_of(content.encode("utf-8", errors="surrogatepass"), version_of(content))


def code_of(content: bytes, version: int) -> str:
    """Return the code of a canonical form of that version."""
    number = int.from_bytes(hashlib.sha256(content).digest(), "big") >> (256 - _DIGEST * _BITS)
    digits = [number >> (_BITS * place) & 31 for place in reversed(range(_DIGEST))]
    return _written(_checked([version % 32, *digits]))


def version_in(code: str) -> int:
    """Return the version of the canonical form that a sound code rests on."""
    return LETTERS.index(code[0])


def read_code(text: str) -> str:
    """Return the code as it is printed, however it was typed: width, case, blanks, O for 0.

    CodeError, in words and with sound codes near it, where it is none.
    """
    typed = plain(text)
    if not typed:
        raise CodeError(f"还没有输入{NAME}。它印在送审稿和定稿每页的下方，共 {LENGTH} 位。")
    odd = sorted({char for char in typed if char not in LETTERS})
    if odd:
        listed = "、".join(f"“{char}”" for char in odd[:4])
        raise CodeError(f"{NAME}里没有 {listed}，请对照纸上再输一次。", tuple(_nearby(typed)))
    if len(typed) != LENGTH:
        raise CodeError(
            f"{NAME}是 {LENGTH} 位，这里有 {len(typed)} 位，请对照纸上再输一次。",
            tuple(_nearby(typed)),
        )
    if not _sound(_digits(typed)):
        raise CodeError(f"{NAME}输错了：末两位对不上前面各位。", tuple(_nearby(typed)))
    code = _written(_digits(typed))
    if not known_version(version_in(code)):
        raise NewerCodeError(f"这个{NAME}是较新的程序印的，这里的程序不认识。请更新程序后再核对。")
    return code


def plain(text: str) -> str:
    """Return what was typed as the characters of a code, without what stands between them."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return _BETWEEN.sub("", _LABEL.sub("", folded)).translate(_ALIKE)


def find_codes(text: str) -> tuple[str, ...]:
    """Return the sound codes that stand in a text as they are printed, each once."""
    letters = f"[{LETTERS}]{{{_GROUP}}}"
    found = re.findall(rf"(?<![0-9A-Z-]){letters}-{letters}-{letters}(?![0-9A-Z-])", text)
    sound = (code for code in found if _sound(_digits(code.replace("-", ""))))
    return tuple(dict.fromkeys(sound))


# Sound codes near a mistyped one ------------------------------------------------------------


def _nearby(typed: str) -> Iterator[Mend]:
    """Yield every sound code that one swap, or one character, leads to."""
    if not LENGTH - 1 <= len(typed) <= LENGTH + 1:
        return
    seen: set[str] = set()
    for text, how, certain in _variants(typed):
        if text not in seen and set(text) <= set(LETTERS) and _sound(_digits(text)):
            seen.add(text)
            yield Mend(_written(_digits(text)), how, certain)


def _variants(typed: str) -> Iterator[tuple[str, str, bool]]:
    places = range(len(typed))
    if len(typed) == LENGTH:
        for at in places[:-1]:
            swapped = typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
            yield swapped, f"第 {at + 1}、{at + 2} 位写反了", True
        for at in places:
            for char in LETTERS:
                changed = typed[:at] + char + typed[at + 1 :]
                yield changed, f"第 {at + 1} 位应当是 {char}", True
    elif len(typed) < LENGTH:
        for at in range(len(typed) + 1):
            for char in LETTERS:
                longer = typed[:at] + char + typed[at:]
                yield longer, f"第 {at + 1} 位漏了 {char}", False
    else:
        for at in places:
            yield typed[:at] + typed[at + 1 :], f"第 {at + 1} 位多了", False


# Arithmetic ---------------------------------------------------------------------------------


def _written(digits: list[int]) -> str:
    text = "".join(LETTERS[digit] for digit in digits)
    return "-".join(text[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def _digits(text: str) -> list[int]:
    return [LETTERS.index(char) for char in text]


def _checked(digits: list[int]) -> list[int]:
    """Return the digits with two behind them that make both sums zero."""
    plain_sum = _sum(digits)
    weighted = _weighted(digits)
    for first in range(32):
        second = plain_sum ^ first
        behind = _times(first, _weight(len(digits))) ^ _times(second, _weight(len(digits) + 1))
        if weighted == behind:
            return [*digits, first, second]
    raise AssertionError("the weights of two places differ")


def _sound(digits: list[int]) -> bool:
    """Whether both sums are zero.

    One wrong digit changes the first. Two that changed places leave it, but not the second, in
    which each place has a weight of its own.
    """
    return _sum(digits) == 0 and _weighted(digits) == 0


def _sum(digits: list[int]) -> int:
    found = 0
    for digit in digits:
        found ^= digit
    return found


def _weighted(digits: list[int]) -> int:
    found = 0
    for place, digit in enumerate(digits):
        found ^= _times(digit, _weight(place))
    return found


@lru_cache(maxsize=LENGTH)
def _weight(place: int) -> int:
    return 1 if place == 0 else _times(_weight(place - 1), 2)


def _times(one: int, other: int) -> int:
    """Return the product in the field of 32 elements."""
    found = 0
    while other:
        if other & 1:
            found ^= one
        one <<= 1
        if one & 32:
            one ^= _FIELD
        other >>= 1
    return found
