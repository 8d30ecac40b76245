"""Reading from a TrueType file what typesetting and embedding need: characters and widths."""

import re
from itertools import accumulate
from pathlib import Path
from struct import error as StructError  # noqa: N812 - the standard library's name is no class name
from struct import unpack, unpack_from
from typing import BinaryIO, NamedTuple

COLLECTION = b"ttcf"
POSTSCRIPT = b"OTTO"
TRUETYPE = (b"\0\1\0\0", b"true")

# What is read here, and what reportlab copies into a PDF.
NEEDED = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post")

# Unicode tables of a cmap as (platform, encoding), the richest first.
UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))

IDEOGRAPHS = 0x3400
"""From here on a glyph without an outline is no blank but a gap that the font maker left."""

SPACE, HARD_SPACE = 0x20, 0xA0


class FontFileError(Exception):
    """A font file that cannot be used; ``reason`` says why, in Chinese."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


def unopened(path: Path, error: OSError) -> FontFileError:
    """Say why a file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return FontFileError(path, "文件不见了")
    if isinstance(error, PermissionError):
        return FontFileError(path, "没有权限读取")
    return FontFileError(path, f"打不开（{error.strerror}）")


class Metrics(NamedTuple):
    """What a PDF says of a font; lengths in font units."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    weight: int
    italic_angle: float
    fixed_pitch: bool


class TrueType:
    """One font of a TrueType file (.ttf) or collection (.ttc).

    FontFileError where the file cannot be read, is damaged, has PostScript outlines, is variable
    (only its default weight, often a thin one, would show), or forbids subset embedding.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        try:
            with path.open("rb") as file:
                self._read(file)
        except OSError as error:
            raise unopened(path, error) from error
        except (StructError, IndexError) as error:
            raise FontFileError(path, f"文件已损坏（{error}）") from error

    def width(self, char: str) -> float:
        """The advance of a character in em; of the missing-glyph box if the font lacks it."""
        return self.advances[self.glyphs.get(ord(char), 0)] / self.units_per_em

    def _read(self, file: BinaryIO) -> None:
        self.tables = self._directory(file)
        tables = {
            tag: read_at(file, *self.tables[tag]) for tag in NEEDED if tag not in ("glyf", "name")
        }
        units, *box = unpack_from(">18xH16x4h", tables["head"])
        self.units_per_em: int = units
        if not 16 <= units <= 16384:
            raise FontFileError(self.path, f"文件已损坏（{units} units per em）")
        count = unpack_from(">4xH", tables["maxp"])[0]
        self._check_outlines(tables["loca"], unpack_from(">50xh", tables["head"])[0], count)
        full = unpack_from(">34xH", tables["hhea"])[0]
        self._read_widths(tables["hmtx"], full, count)
        self.metrics = _metrics(tables, (box[0], box[1], box[2], box[3]), self.path)
        places = self.positions
        self.glyphs = {
            code: glyph
            for code, glyph in _characters(tables["cmap"]).items()
            if 0 < glyph < count and (code < IDEOGRAPHS or places[glyph] != places[glyph + 1])
        }
        """Code point → glyph number."""
        for code, twin in ((SPACE, HARD_SPACE), (HARD_SPACE, SPACE)):
            if code not in self.glyphs and twin in self.glyphs:
                self.glyphs[code] = self.glyphs[twin]
        self.name = _postscript_name(read_at(file, *self.tables["name"])) or "Font"
        """PostScript name: ASCII without blanks."""

    def _directory(self, file: BinaryIO) -> dict[str, tuple[int, int]]:
        """Tag → offset and length; FontFileError if a needed table is missing or cut off."""
        start = 0
        kind = read_at(file, 0, 4)
        if kind == COLLECTION:
            fonts = unpack(">L", read_at(file, 8, 4))[0]
            if not 0 <= self.index < fonts:
                raise FontFileError(self.path, f"里面没有第 {self.index + 1} 种字体")
            start = unpack(">L", read_at(file, 12 + 4 * self.index, 4))[0]
            kind = read_at(file, start, 4)
        if kind == POSTSCRIPT:
            raise FontFileError(self.path, "是 PostScript 轮廓的字体，不能嵌入 PDF")
        if kind not in TRUETYPE:
            raise FontFileError(self.path, "不是 TrueType 字体文件")
        count = unpack(">H", read_at(file, start + 4, 2))[0]
        records = read_at(file, start + 12, 16 * count)
        directory = {
            tag.decode("latin-1"): (offset, length)
            for tag, offset, length in (
                unpack_from(">4s4x2L", records, 16 * number) for number in range(count)
            )
        }
        if "CFF " in directory or "CFF2" in directory:
            raise FontFileError(self.path, "是 PostScript 轮廓的字体，不能嵌入 PDF")
        if "fvar" in directory:
            raise FontFileError(self.path, "是可变字体，粗细不能确定")
        size = file.seek(0, 2)
        for tag in NEEDED:
            if tag not in directory:
                raise FontFileError(self.path, f"文件不完整，缺少 {tag} 表")
            if sum(directory[tag]) > size:
                raise FontFileError(self.path, f"文件不完整，在 {tag} 表处断了")
        return directory

    def _check_outlines(self, loca: bytes, long_format: int, count: int) -> None:
        """Read where each glyph lies; FontFileError if one lies outside of its table."""
        if long_format:
            self.positions = list(unpack_from(f">{count + 1}L", loca))
        else:
            self.positions = [2 * half for half in unpack_from(f">{count + 1}H", loca)]
        length = self.tables["glyf"][1]
        if (
            count == 0
            or self.positions[-1] > length
            or list(accumulate(self.positions, max)) != self.positions
        ):
            raise FontFileError(self.path, "文件已损坏，字形不在它的表里")

    def _read_widths(self, hmtx: bytes, full: int, count: int) -> None:
        """Read advances and left bearings; the glyphs after the full records share an advance."""
        if full == 0:
            raise FontFileError(self.path, "文件已损坏，没有字宽")
        pairs = unpack_from(f">{2 * full}H", hmtx)
        bearings = unpack_from(f">{count - full}H", hmtx, 4 * full)
        self.advances: list[int] = [*pairs[::2], *pairs[-2:-1] * (count - full)]
        self.bearings: list[int] = [*pairs[1::2], *bearings]


def read_at(file: BinaryIO, offset: int, length: int) -> bytes:
    """The bytes there; IndexError where the file ends before."""
    file.seek(offset)
    data = file.read(length)
    if len(data) < length:
        raise IndexError(f"{length} bytes expected at {offset}")
    return data


def _metrics(tables: dict[str, bytes], box: tuple[int, int, int, int], path: Path) -> Metrics:
    """What OS/2 and post say; FontFileError if OS/2 forbids subset embedding."""
    version, weight, permissions = unpack_from(">H2xH2xH", tables["OS/2"])
    if permissions & 0x000F == 0x0002 or permissions & 0x0300:
        raise FontFileError(path, "字体不允许嵌入文件")
    ascent, descent = unpack_from(">68x2h", tables["OS/2"])
    angle, fixed_pitch = unpack_from(">4xl4xL", tables["post"])
    return Metrics(
        box=box,
        ascent=ascent,
        descent=descent,
        cap_height=unpack_from(">88xh", tables["OS/2"])[0] if version >= 2 else ascent,
        weight=weight,
        italic_angle=angle / 65536,
        fixed_pitch=bool(fixed_pitch),
    )


def _postscript_name(table: bytes) -> str:
    """The PostScript name without the characters that a PDF name must not have; maybe empty."""
    count, strings = unpack_from(">2xHH", table)
    for number in range(count):
        platform, _, _, name, length, offset = unpack_from(">6H", table, 6 + 12 * number)
        if name == 6:
            raw = table[strings + offset : strings + offset + length]
            text = raw.decode("latin-1" if platform == 1 else "utf-16-be", "replace")
            if clean := re.sub(r"[^A-Za-z0-9_-]", "", text):
                return clean
    return ""


def _characters(cmap: bytes) -> dict[int, int]:
    """Code point → glyph number, of the richest Unicode table; IndexError without one."""
    count = unpack_from(">2xH", cmap)[0]
    offsets = {
        (platform, encoding): offset
        for platform, encoding, offset in (
            unpack_from(">HHL", cmap, 4 + 8 * number) for number in range(count)
        )
    }
    for key in UNICODE:
        if key in offsets:
            kind = unpack_from(">H", cmap, offsets[key])[0]
            if kind == 12:
                return _groups(cmap, offsets[key])
            if kind == 4:
                return _segments(cmap, offsets[key])
    raise IndexError("no Unicode table in cmap")


def _groups(cmap: bytes, start: int) -> dict[int, int]:
    """Read a cmap table of format 12."""
    count = unpack_from(">12xL", cmap, start)[0]
    numbers = unpack_from(f">{3 * count}L", cmap, start + 16)
    found: dict[int, int] = {}
    end = -1
    for first, last, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        if not end < first <= last <= 0x10FFFF:
            raise IndexError(f"cmap group {first:X}-{last:X}")
        end = last
        found.update(
            zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
        )
    return found


def _segments(cmap: bytes, start: int) -> dict[int, int]:
    """Read a cmap table of format 4."""
    double = unpack_from(">6xH", cmap, start)[0] & ~1
    layout = f">{double // 2}H"
    ends = unpack_from(layout, cmap, start + 14)
    starts = unpack_from(layout, cmap, start + 16 + double)
    deltas = unpack_from(layout, cmap, start + 16 + 2 * double)
    base = start + 16 + 3 * double
    shifts = unpack_from(layout, cmap, base)
    found: dict[int, int] = {}
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if first > last or first == 0xFFFF:
            continue
        codes = range(first, last + 1)
        delta, shift = deltas[number], shifts[number]
        if shift == 0:
            found.update((code, (code + delta) & 0xFFFF) for code in codes)
        else:
            glyphs = unpack_from(f">{len(codes)}H", cmap, base + 2 * number + shift)
            found.update(
                (code, (glyph + delta) & 0xFFFF)
                for code, glyph in zip(codes, glyphs, strict=True)
                if glyph
            )
    return found
