"""Plain text, such as PDF programs extract it or an office sends it by mail."""

import codecs
import re

from gi_desktop.importing.grids import Grid, grid_lines
from gi_desktop.importing.lines import MOST_CHARACTERS, MOST_LINES, TOO_LONG, Content, Line
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.sources import SourceKind
from gi_desktop.importing.text_tables import table_at
from gi_desktop.report.characters import clean, width_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = "这个文件不是文字文件，读不出文字。请另存为“纯文本（*.txt）”后再导入。"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1f]")
_BORDERS = re.compile("[\t|｜│┃║¦]")
_MARKDOWN = re.compile(r"#{1,6}\s+|\*\*|__|^>\s*|<br\s*/?>")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and notes on damage; ImportFailedError where it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                raise ImportFailedError(_NO_TEXT) from None
    if (unmarked := _unmarked_utf16(data)) is not None:
        return unmarked, ()
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            if encoding == "utf-8" and (mended := _with_few_losses(data)):
                return mended
            continue
        if _CONTROL.search(text):
            break
        return text, ()
    raise ImportFailedError(_NO_TEXT)


def _unmarked_utf16(data: bytes) -> str | None:
    """A file in UTF-16 without its mark: every other byte of its Latin letters is 0."""
    head = data[:4000]
    for encoding, zeros, others in (
        ("utf-16-le", head[1::2], head[0::2]),
        ("utf-16-be", head[0::2], head[1::2]),
    ):
        if 20 * zeros.count(0) > len(zeros) and 5 * others.count(0) < zeros.count(0):
            try:
                return data[: len(data) // 2 * 2].decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _with_few_losses(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """A UTF-8 file with a few damaged bytes; None where it is rather another encoding."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    if _CONTROL.search(text) or 200 * lost > len(text):
        return None
    return text, (f"文件里有 {lost} 处字符已经损坏，读不出来，请对照原文。",)


def read_text(text: str, notes: tuple[str, ...] = ()) -> Content:
    """Return the lines of a text. ImportFailedError where it has too many of them."""
    if len(text) > MOST_CHARACTERS or text.count("\n") > 2 * MOST_LINES:
        raise ImportFailedError(TOO_LONG)
    lines: list[Line] = []
    grids: list[Grid] = []
    for page, part in enumerate(clean(text).split("\f")):
        gap = place = 0
        raws = part.split("\n")
        while place < len(raws):
            raw = raws[place]
            table = table_at(raws, place) if _BORDERS.search(raw) else None
            if table is not None:
                lines += grid_lines(table[0], len(grids), page)
                grids.append(table[0])
                place, gap = table[1], 0
                continue
            place += 1
            line = _line(raw, gap, page)
            if line is None:
                gap += 1
                continue
            lines.append(line)
            gap = 0
    return Content(tuple(lines), notes, tuple(grids))


def _line(raw: str, gap: int, page: int) -> Line | None:
    bare = _MARKDOWN.sub("", raw) if raw[:3].strip()[:1] in ("#", "*", ">", "_") else raw
    content = bare.strip(" \t\u3000")
    if not content:
        return None
    blanks = bare[: len(bare) - len(bare.lstrip(" \t\u3000"))].expandtabs(4)
    return Line(content, indent=width_of(blanks), gap=gap, page=page)


def _read(data: bytes) -> Content:
    text, notes = decode(data)
    return read_text(text, notes)


SOURCE = SourceKind("text", "文字（.txt）", 100, lambda _data, _suffix: True, _read)
