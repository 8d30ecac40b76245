"""Text from Word, WPS or a web page → paragraphs of a report, and what was put in order."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gi_desktop.report.characters import clean, ends_sentence, tighten
from gi_desktop.report.markup import CELL_GAP, Line, read_markup
from gi_desktop.report.numbering import heading_level, mark_of
from gi_desktop.report.prose import BODY, Level, Paragraph, Text
from gi_desktop.report.punctuation import widen
from gi_desktop.report.radicals import ORDINARY

_NEVER_FIRST = "，。、；：！？）》」』】〕”’…％%,;!?)"
_GOES_ON = "，、（《“‘〔("
_INDENT = re.compile("[ \t]{2,}|　")
_LATIN_END = re.compile("[A-Za-z]$")
_LATIN_BEGIN = re.compile("[A-Za-z]")
_WRAPPED = 15
"""Characters that a line has at least where lines were broken at the margin."""
_FULL_LINE = 0.85
_LONGEST_LINE = 70
"""A longer line was not broken at a margin."""
_BLANKS = re.compile(r"[ \t\u3000\xa0\u2000-\u200a\u202f\u205f]")
_BULLET = re.compile("[ \t\u3000]*(?:[\uf020-\uf0ff][ \t\u3000]*|[●■◆◇□▪▫➢➤►❖✓✔·•○][ \t\u3000]+)")
"""A sign before an item. Those of the fonts Symbol and Wingdings print as boxes."""
_WIDE_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ]|(?<=[0-9０-９])．(?=[0-9０-９])")
_NARROW = 0xFEE0
"""From a letter, digit or sign of full width to the usual one."""
_INVISIBLE = re.compile(r"[\xad\u200b-\u200f\u2060-\u2063\ufeff]")

_JOINED, _SIGNS, _QUOTES = "joined", "signs", "quotes"
_RADICALS, _HIDDEN, _SPACES = "radicals", "hidden", "spaces"
_TABLES, _PICTURES, _HEADINGS = "tables", "pictures", "headings"
_BULLETS, _LETTERS, _DELETED = "bullets", "letters", "deleted"
_WORDS = {
    _HEADINGS: "认出 {} 个标题",
    _JOINED: "接上 {} 处断行",
    _SIGNS: "{} 个半角标点改成全角",
    _QUOTES: "{} 对直引号改成弯引号",
    _SPACES: "去掉 {} 个多余的空格",
    _HIDDEN: "去掉 {} 个看不见的字符",
    _RADICALS: "{} 个形近的部首换成汉字",
    _LETTERS: "{} 个全角的数字、字母改成半角",
    _BULLETS: "去掉 {} 个项目符号",
    _DELETED: "略去 {} 处修订时删去的文字",
    _TABLES: "{} 张表格改成文字，一行一段",
    _PICTURES: "{} 张图片没有粘贴",
}


@dataclass(frozen=True)
class Cleaned:
    """Paragraphs put in order, and what was changed, in words; no notes where nothing was."""

    text: Text
    notes: tuple[str, ...] = ()


def clean_text(raw: str) -> Cleaned:
    """Return plain text as paragraphs: a line each, stray line breaks within sentences joined."""
    counts: Counter[str] = Counter()
    lines = [_plain_line(line) for line in _lines(raw, counts)]
    return _finish(lines, counts)


def clean_html(html: str) -> Cleaned:
    """Return HTML as paragraphs: headings keep their levels, everything else its words only."""
    markup = read_markup(html)
    counts = Counter({_TABLES: markup.tables, _PICTURES: markup.pictures, _DELETED: markup.deleted})
    lines: list[Line] = []
    for line in markup.lines:
        for number, part in enumerate(_lines(line.text, counts)):
            lines.append(replace(line, text=part, begins=line.begins and not number))
    return _finish(lines, counts)


def _lines(raw: str, counts: Counter[str]) -> list[str]:
    counts[_RADICALS] += sum(ord(char) in ORDINARY for char in raw)
    counts[_HIDDEN] += len(_INVISIBLE.findall(raw))
    # A page break is a line break here; entities were read by whoever gave the text.
    text = clean(raw).replace("\f", "\n")
    text, letters = _WIDE_LETTERS.subn(lambda found: chr(ord(found[0]) - _NARROW), text)
    counts[_LETTERS] += letters
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := _BULLET.match(line):
            lines[number] = f"　{line[found.end() :]}"  # an item begins a paragraph
            counts[_BULLETS] += 1
    return lines


def _plain_line(text: str) -> Line:
    """Return a line of plain text; tabs are between cells, or behind a number."""
    cells = [cell.strip() for cell in text.strip().split("\t") if cell.strip()]
    indented = bool(_INDENT.match(text))
    if len(cells) > 1 and (mark := mark_of(cells[0])) and mark.length >= len(cells[0]):
        cells = [cells[0] + cells[1], *cells[2:]]
    if len(cells) > 1:
        return Line(CELL_GAP.join(cells), is_row=True)
    return Line(cells[0] if cells else "", begins=indented)


def _finish(lines: Sequence[Line], counts: Counter[str]) -> Cleaned:
    text = tuple(_paragraph(line, counts) for line in _joined(lines, counts) if line.text.strip())
    counts[_HEADINGS] += sum(paragraph.level != BODY for paragraph in text)
    notes = tuple(words.format(counts[kind]) for kind, words in _WORDS.items() if counts[kind])
    return Cleaned(text, notes)


# Lines to paragraphs ---------------------------------------------------------------------------


def _joined(lines: Sequence[Line], counts: Counter[str]) -> Iterable[Line]:
    full = _full_line([line.text.strip() for line in lines if not line.is_row])
    current: Line | None = None
    last = ""
    for line in lines:
        if current is not None and _is_one(current, last, line, full):
            current = replace(current, text=_glued(current.text, line.text.strip()))
            counts[_JOINED] += 1
        else:
            if current is not None:
                yield current
            current = line
        last = line.text.strip()
    if current is not None:
        yield current


def _full_line(texts: Sequence[str]) -> int:
    """Return how many characters a full line has where lines were broken at a margin, else 0."""
    lengths = sorted(len(text) for text in texts if text)
    if len(lengths) < 3 or lengths[-1] > _LONGEST_LINE:
        return 0
    usual = lengths[int(0.8 * (len(lengths) - 1))]
    return usual if usual >= _WRAPPED else 0


def _is_one(current: Line, last: str, line: Line, full: int) -> bool:
    """Whether ``line`` goes on with the paragraph whose last line is ``last``."""
    text = line.text.strip()
    if not text or not last or line.begins or current.is_row or line.is_row:
        return False
    if text[0] in _NEVER_FIRST or last[-1] in _GOES_ON:
        return True
    if current.level or ends_sentence(last) or last[-1] in ".!?;:" or mark_of(text):
        return False
    if heading_level(current.text.strip()):
        return False
    return (
        "，" in current.text
        or "," in current.text
        or (bool(full) and len(last) >= full * _FULL_LINE)
    )


def _glued(one: str, other: str) -> str:
    one = one.rstrip()
    latin = _LATIN_END.search(one) and _LATIN_BEGIN.match(other)
    digits = one[-1:].isdigit() and other[:1].isdigit()
    # Two numbers stay two: which was meant, nobody can tell.
    return f"{one} {other}" if latin or digits else one + other


def _paragraph(line: Line, counts: Counter[str]) -> Paragraph:
    cells = line.text.split(CELL_GAP) if line.is_row else [line.text]
    done: list[str] = []
    for cell in cells:
        inner = cell.strip(" \t　")
        # A sign that was widened may leave a blank beside it that nobody needs now.
        wide, last = inner, ""
        while wide != last:
            last = wide
            wide, signs, quotes = widen(tighten(wide))
            counts[_SIGNS] += signs
            counts[_QUOTES] += quotes
        counts[_SPACES] += len(_BLANKS.findall(inner)) - len(_BLANKS.findall(wide))
        done.append(wide)
    text = CELL_GAP.join(done)
    return Paragraph.of(text, BODY if line.is_row else _level(text, line.level))


def _level(text: str, told: Level | None) -> Level:
    """Return the level: a heading's number in official style tells it best, then its source."""
    mark = mark_of(text)
    if told:
        return mark.level if mark is not None else told
    return heading_level(text)
