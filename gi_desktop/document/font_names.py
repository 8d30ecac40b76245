"""What a font file calls its fonts, read from its directory and name table alone: a few KB."""

import re
from pathlib import Path
from struct import error as StructError  # noqa: N812 - the standard library's name is no class name
from struct import iter_unpack, unpack, unpack_from
from typing import BinaryIO, NamedTuple

from gi_desktop.document.truetype import (
    COLLECTION,
    POSTSCRIPT,
    TRUETYPE,
    FontFileError,
    read_at,
    unopened,
)

_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC = 1, 4, 6, 16
_CHINESE = 0x04
"""The primary language in a language number of Windows."""
_MOST_FONTS, _MOST_TABLES, _MOST_NAMES = 256, 256, 65536
"""More a file claims only where it is damaged; names in bytes."""
_STYLED = 0x21
"""fsSelection of OS/2: italic or bold."""


class Face(NamedTuple):
    """One font of a file, by name only: whether it can be used is not known yet."""

    path: Path
    subfont: int
    names: tuple[str, ...]
    """Full names and, of an upright font of ordinary weight, family names, in all languages."""
    display: str
    """The full name to show, in Chinese if there is one."""


class _Name(NamedTuple):
    number: int
    chinese: bool
    text: str


def read_faces(path: Path) -> tuple[Face, ...]:
    """The fonts of a file in their order; FontFileError where it cannot be read or is no font."""
    try:
        # Without a buffer: what is read are three or four small pieces, far apart.
        with path.open("rb", buffering=0) as file:
            return tuple(_faces(file, path))
    except OSError as error:
        raise unopened(path, error) from error
    except (StructError, IndexError) as error:
        raise FontFileError(path, "文件已损坏，读不出字体名称") from error


def _faces(file: BinaryIO, path: Path) -> list[Face]:
    head = file.read(12)
    if head[:4] != COLLECTION:
        return [_face(file, path, 0, head, 0)]
    count = unpack_from(">L", head, 8)[0]
    if not 0 < count <= _MOST_FONTS:
        raise IndexError(f"{count} fonts in a collection")
    starts = unpack(f">{count}L", read_at(file, 12, 4 * count))
    return [
        _face(file, path, number, read_at(file, start, 12), start)
        for number, start in enumerate(starts)
    ]


def _face(file: BinaryIO, path: Path, number: int, head: bytes, start: int) -> Face:
    if head[:4] not in (*TRUETYPE, POSTSCRIPT):
        raise FontFileError(path, "不是字体文件")
    count = unpack_from(">H", head, 4)[0]
    if count > _MOST_TABLES:
        raise IndexError(f"{count} tables")
    records = iter_unpack(">4s4x2L", read_at(file, start + 12, 16 * count))
    tables = {tag: (offset, length) for tag, offset, length in records}
    if b"name" not in tables:
        raise IndexError("no name table")
    offset, length = tables[b"name"]
    names = _names(read_at(file, offset, min(length, _MOST_NAMES)))
    wanted = {_FULL, _POSTSCRIPT}
    if b"OS/2" not in tables or not (
        unpack(">H", read_at(file, tables[b"OS/2"][0] + 62, 2))[0] & _STYLED
    ):
        wanted |= {_FAMILY, _TYPOGRAPHIC}
    shown = sorted(names, key=lambda name: (not name.chinese, name.number != _FULL, name.number))
    display = next((name.text for name in shown if name.number != _POSTSCRIPT), path.stem)
    kept = dict.fromkeys(name.text for name in names if name.number in wanted)
    return Face(path, number, tuple(kept), display)


def _names(table: bytes) -> list[_Name]:
    count, strings = unpack_from(">2xHH", table)
    found = []
    for platform, encoding, language, number, length, offset in iter_unpack(
        ">6H", table[6 : 6 + 12 * count]
    ):
        if number not in (_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC):
            continue
        raw = table[strings + offset : strings + offset + length]
        text = _decoded(raw, platform, encoding).strip().replace("\0", "")
        if text:
            chinese = bool(re.search("[\u4e00-\u9fff]", text)) or (
                platform == 3 and language & 0x3FF == _CHINESE
            )
            found.append(_Name(number, chinese, text))
    return found


def _decoded(raw: bytes, platform: int, encoding: int) -> str:
    """The text of a name; 方正 and others wrote GBK where Windows and Macintosh provide for it."""
    if platform == 3 and encoding == 3:
        return raw.replace(b"\0", b"").decode("gb18030", "replace")
    if platform == 1:
        return raw.decode("gb18030" if encoding == 25 else "mac_roman", "replace")
    return raw.decode("utf-16-be", "replace")
