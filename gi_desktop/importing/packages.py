"""Office files (zip packages of XML) opened with care: bounded, without entities, without network.

What a part would unpack to is judged before it is unpacked, and how many elements it has before
it is parsed: a report has a few thousand, and the work of reading is bounded by them.
"""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from gi_desktop.importing.result import ImportFailedError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_PART = 24 * 1024 * 1024
"""Bytes that one part may unpack to."""
MOST_TAGS = 400_000
"""Tags of one part; a report of a hundred pages has a tenth of them."""
MOST_PARTS = 3000
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # an unknown kind of compression
    EOFError,
    OSError,
    KeyError,
    ValueError,
)
_LOCKED = 0x1
"""The flag of an entry that a password protects."""


def holds(data: bytes, name: str) -> bool:
    """Whether the bytes are a zip package that has such a part."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return name in archive.namelist()
    except _UNREADABLE:
        return False


class Package:
    """The parts of one office file. ``refusal`` is the sentence where it is damaged."""

    def __init__(self, data: bytes, refusal: str) -> None:
        self.refusal = refusal
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE:
            raise ImportFailedError(refusal) from None
        self.names = frozenset(self._archive.namelist())
        if len(self.names) > MOST_PARTS:
            raise ImportFailedError(refusal)

    def part(self, name: str, most_tags: int = MOST_TAGS) -> bytes | None:
        """Return a part's bytes, None where there is none. ImportFailedError where it is hostile."""
        if name not in self.names:
            return None
        entry = self._archive.getinfo(name)
        if entry.flag_bits & _LOCKED:
            raise ImportFailedError("这个文件加了密码，打不开。请另存一份没有密码的文件再导入。")
        if entry.file_size > LARGEST_PART:
            raise ImportFailedError("文件展开以后太大，不像一份年度报告。请确认选对了文件。")
        try:
            data = self._archive.read(entry)
        except (*_UNREADABLE, RuntimeError):
            raise ImportFailedError(self.refusal) from None
        plain = data.replace(b"\0", b"")  # as UTF-16 has it
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            # No office program writes either; entities are how a small file becomes a large one.
            raise ImportFailedError(self.refusal)
        if plain.count(b"<") > most_tags:
            raise ImportFailedError("文件内容太多，不像一份年度报告。请确认选对了文件。")
        return data

    def xml(self, name: str) -> "Element | None":
        """Return the root of a part, None where there is none."""
        from lxml import etree

        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError):
            raise ImportFailedError(self.refusal) from None
