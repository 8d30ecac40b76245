"""Lines of a table as tokens: label text, values, empty cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from gi_desktop.importing.lines import Line
from gi_desktop.importing.run_together import with_label_parted
from gi_desktop.importing.vocabulary import Vocabulary, key
from gi_desktop.report.characters import compact


class TokenKind(Enum):
    """What a token is."""

    TEXT = auto()
    """Characters of labels or of anything else; ``text`` is their key."""
    VALUE = auto()
    """A number, or what stands where a number should: “/”, “-”, “无”, “5件”."""
    BLANK = auto()
    """An empty cell; only where the source shows the borders of cells."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``line`` is its line's place in the document."""

    kind: TokenKind
    text: str
    line: int
    lone: bool = False
    """Nothing else stands on its line."""
    opens: bool = False
    """The first of its line."""
    closes: bool = False
    """The last of its line."""
    source: str = ""
    """As printed, where ``text`` is a key."""
    at_page_end: bool = False
    """Its line is the first or last of a page."""


def values_of(tokens: Iterable[Token]) -> list[Token]:
    """Return the values among tokens."""
    return [token for token in tokens if token.kind is TokenKind.VALUE]


_DIGIT = r"\d"  # the full-width ones too; a class of ranges takes ten times as long to compile
_NUMBER = (
    rf"(?>(?:[{_DIGIT}]{{1,3}}(?:[,，][{_DIGIT}]{{3}})+(?![{_DIGIT}])|[{_DIGIT}]+)"
    rf"(?:[.．][{_DIGIT}]+)?)"
)
_HAN = r"\u3400-\u9fff"
_UNIT = "(?:万元|元|件|宗|份|条|起|例|个|项|次|[%％])"
_MARKS = r"(?:/+|／+|[-－–—―─]{1,4}|\\|N/?A|\*+|×)"
_WORD_MARKS = "[无空]"
_BEFORE = r"(?<![^\s])"
_AFTER = r"(?![^\s])"
_SCAN = re.compile(
    rf"(?P<mark>{_BEFORE}{_MARKS}{_AFTER})"
    # Among numbers the word is a value; elsewhere it may be a piece of a label.
    rf"|(?P<word>(?:(?<=[{_DIGIT}无空/-]\s)|(?<=[{_DIGIT}无空/-]\s\s)){_WORD_MARKS}{_AFTER}"
    rf"|^{_WORD_MARKS}(?=\s+[{_DIGIT}/-]))"
    rf"|(?P<cut>{_BEFORE}[{_DIGIT}]{{3,}}[.．]$)"
    rf"|(?P<enumerator>[{_DIGIT}]{{1,2}}\s*[.．、]+(?=\s*[^\s{_DIGIT}]|\s*$))"
    rf"|(?P<numbering>(?:^|(?<=\s))[{_DIGIT}]\s*[.．、]\s+(?=(?:[{_DIGIT}]+\s+){{2}}[{_DIGIT}]))"
    # A stop with a blank behind it: one number or two, who knows; kept as it is printed.
    rf"|(?P<doubtful>[{_DIGIT}]+\s*[.．]\s+[{_DIGIT}]+)"
    rf"|(?P<inside>[(（〔]\s*[{_DIGIT}]+\s*[)）〕])"
    rf"|(?P<unit>{_BEFORE}[-−+]?{_NUMBER}\s?{_UNIT}{_AFTER})"
    rf"|(?P<dated>{_NUMBER}\s*(?:年|月|日|位|页|号|款))"
    rf"|(?P<about>{_BEFORE}[约近共超逾达]{{1,2}}\s?{_NUMBER}\s?{_UNIT}?{_AFTER})"
    rf"|(?P<number>{_BEFORE}[-−+]{_NUMBER}{_AFTER}|(?<![^\s{_HAN}）)、:：”]){_NUMBER})(?=[\s{_HAN}（(]|$)"
    # Digits among other signs are no number, but they are what stands in the cell.
    rf"|(?P<odd>{_BEFORE}(?=\S*[{_DIGIT}])[^\s{_HAN}]+{_AFTER})"
    rf"|(?P<text>[{_DIGIT}][{_DIGIT}.．,，:：]*|.)",
    re.DOTALL,
)
_RULE = re.compile(r"[\s:|+\-─-╿=_—－]*")
BARS = str.maketrans("｜│┃║¦", "|||||")
"""Lines that part cells, as a text shows them, for one bar each."""
_VALUES = frozenset({"number", "mark", "word", "unit", "cut", "doubtful", "about", "odd"})
LONGEST = 400
"""Characters of a line that is still looked at as part of a table."""


def between_bars(text: str) -> list[str]:
    """Return what stands between the bars “|” of a line; those at its ends part nothing."""
    parts = text.split("|")
    if not parts[0].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    return parts


def cells_of(line: Line) -> tuple[str, ...] | None:
    """Return the cells of a line whose borders the source shows; None where it shows none."""
    if line.cells is not None:
        return line.cells
    text = line.text.translate(BARS)
    if "|" in text:
        return tuple(part.strip() for part in between_bars(text))
    if "\t" in line.text:
        return tuple(part.strip() for part in line.text.split("\t"))
    return None


def is_rule(text: str) -> bool:
    """Whether a line only draws the border of a table."""
    return (
        len(text) > 2
        and ("--" in text or "─" in text or "━" in text or "==" in text)
        and bool(_RULE.fullmatch(text))
    )


def tokenize(
    line: Line, place: int, vocabulary: Vocabulary, *, at_page_end: bool = False
) -> list[Token]:
    """Return the tokens of one line; nothing for a line that only draws borders."""
    if is_rule(line.text):
        return []
    cells = cells_of(line)
    if cells is None:
        found = list(_scan(line.text, place, vocabulary))
    else:
        found = _of_cells(cells, place, vocabulary)
    if not found:
        return []
    last = len(found) - 1
    return [
        replace(t, lone=last == 0, opens=at == 0, closes=at == last, at_page_end=at_page_end)
        for at, t in enumerate(found)
    ]


def _of_cells(cells: tuple[str, ...], place: int, vocabulary: Vocabulary) -> list[Token]:
    found: list[Token] = []
    has_text = any(key(cell) and not _NUMERIC.fullmatch(cell) for cell in cells)
    for cell in cells:
        tokens = tokens_of_cell(cell, place, vocabulary)
        if tokens:
            found.extend(tokens)
        elif found or not has_text:
            # Before the first label of a row an empty cell is part of a group's label.
            found.append(Token(TokenKind.BLANK, "", place))
    return found


_NUMERIC = re.compile(rf"\s*(?:[-−+]?{_NUMBER}\s?{_UNIT}?|{_MARKS}|{_WORD_MARKS})\s*")

_PIECES = re.compile(rf"\s*[{_DIGIT}]+(?:\s+[{_DIGIT}]+)+\s*")


def _scan(text: str, place: int, vocabulary: Vocabulary) -> Iterator[Token]:
    """Tokens of one line, or of one cell of it."""
    label: list[str] = []

    def flush() -> Iterator[Token]:
        source = "".join(label)
        label.clear()
        if label_key := key(source):
            yield Token(TokenKind.TEXT, label_key, place, source=source)

    text = with_label_parted(without_remarks(text, vocabulary), vocabulary)
    for found in _SCAN.finditer(text):
        kind, part = found.lastgroup, found[0]
        if kind == "number" and _begins_label(found, text, vocabulary):
            kind = "enumerator"
        if kind in _VALUES:
            yield from flush()
            text_of_value = part.strip() if kind == "doubtful" else compact(part)
            yield Token(TokenKind.VALUE, text_of_value, place)
        else:
            label.append(part)
    yield from flush()


_BRACKETED = re.compile(r"[(（〔\[【]([^()（）〔〕\[\]【】]*)[)）〕\]】]")


def without_remarks(source: str, vocabulary: Vocabulary) -> str:
    """Drop what stands in brackets and is part of no label: “（历史累计）”, “（2023年办件量）”."""

    def kept(found: re.Match[str]) -> str:
        inner = key(found[1])
        return found[0] if inner.isdecimal() or inner in vocabulary.pieces else ""

    return _BRACKETED.sub(kept, source)


def is_value(text: str) -> bool:
    """Whether all of a cell's text is a number, in pieces perhaps, or stands where one should."""
    return bool(_NUMERIC.fullmatch(text) or _PIECES.fullmatch(text))


def tokens_of_cell(text: str, place: int, vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens of one cell; one that is empty has none."""
    if re.fullmatch(_WORD_MARKS, text):
        return [Token(TokenKind.VALUE, text, place)]
    return list(_scan(text, place, vocabulary))


def _begins_label(found: re.Match[str], text: str, vocabulary: Vocabulary) -> bool:
    """“1 属于国家秘密”: the digit that numbers a row, its stop lost."""
    rest = text[found.end() :]
    return (
        len(found[0]) == 1
        and not text[: found.start()].strip()
        and vocabulary.numbered(found[0], rest)
    )
