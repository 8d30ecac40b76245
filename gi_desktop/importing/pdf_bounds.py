"""How much work a PDF asks for, told before PDFium begins: once begun, it cannot be called off.

What a page draws is parsed as a whole when the page is opened. A few kilobytes can ask for
gigabytes (compressed drawing) or for years (forms that show each other four times, 25 deep).
The file is looked through without following its structure, as PDFium itself does where the
structure is damaged.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_MOST_DRAWING = 6 * 1024 * 1024
"""Bytes of one drawing; the fullest page of a real report has a tenth of one."""
_MOST_IN_ALL = 24 * 1024 * 1024
_MOST_PACKED = 512 * 1024
"""Bytes of a drawing that is packed in a way that is not looked into."""
_MOST_SHOWN = 20_000
"""Forms that are drawn in all, those within others included."""
_LONGEST_DICTIONARY = 4096

_STREAM = re.compile(rb"(?<!end)stream\r?\n?")
_OBJECT = re.compile(rb"(?:^|[\s>])([0-9]{1,10})\s+[0-9]{1,5}\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+([0-9]{1,9})(?!\s+[0-9]+\s+R)")
_REFERENCE = re.compile(rb"([0-9]{1,10})\s+[0-9]{1,5}\s+R\b")
_NO_DRAWING = re.compile(
    rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)\b|/Type\s*/(?:XRef|Metadata|EmbeddedFile)"
    rb"|/Length1\b|/N\s+[134]\s*/Alternate|/FunctionType"
)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHER_PACKING = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL|ASCII85Decode|A85)\b")
_SHOWS = re.compile(rb"\bDo\b")


class _Stream(NamedTuple):
    number: int
    dictionary: bytes
    data: bytes


@dataclass
class _Forms:
    """Which forms show which, and how often."""

    times: dict[int, int] = field(default_factory=dict)
    """Form → how often it shows anything."""
    inner: dict[int, set[int]] = field(default_factory=dict)


def asks_too_much(data: bytes) -> bool:
    """Whether reading this PDF could take more time or memory than any report does."""
    total = 0
    forms = _Forms()
    for stream in _streams(data):
        if _NO_DRAWING.search(stream.dictionary):
            continue
        drawing = _unpacked(stream)
        if drawing is None or len(drawing) > _MOST_DRAWING:
            return True
        total += len(drawing)
        if total > _MOST_IN_ALL:
            return True
        if _FORM.search(stream.dictionary):
            forms.times[stream.number] = len(_SHOWS.findall(drawing))
            forms.inner[stream.number] = {
                int(found) for found in _REFERENCE.findall(stream.dictionary)
            }
    return _shown(forms, data) > _MOST_SHOWN


def _streams(data: bytes) -> Iterator[_Stream]:
    """Yield every stream with the dictionary before it."""
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _LONGEST_DICTIONARY) : found.start()]
        number = 0
        for object_found in _OBJECT.finditer(head):
            number = int(object_found[1])
            head_start = object_found.end()
        if not number:
            continue
        dictionary = head[head_start:]
        start = found.end()
        length = _LENGTH.search(dictionary)
        end = start + int(length[1]) if length else data.find(b"endstream", start)
        yield _Stream(number, dictionary, data[start : end if end >= start else len(data)])


def _unpacked(stream: _Stream) -> bytes | None:
    """The drawing, as far as it matters; None where it cannot be told, and may be anything."""
    packings = len(_FLATE.findall(stream.dictionary))
    content = stream.data
    if _OTHER_PACKING.search(stream.dictionary):
        return content if len(content) <= _MOST_PACKED else None
    for _ in range(min(packings, 3)):
        try:
            content = zlib.decompressobj().decompress(content, _MOST_DRAWING + 1)
        except zlib.error:
            # Damaged, or locked with a password: nothing is drawn from it.
            return b""
    return content


def _shown(forms: _Forms, data: bytes) -> int:
    """How many forms are drawn where the one that asks for most is shown."""
    if not any(inner & forms.times.keys() for inner in forms.inner.values()):
        has_resources = any(times > 1 for times in forms.times.values())
        if not has_resources or len(forms.times) <= 1:
            return 0
        # Their resources stand elsewhere: take it that each may show each after it.
        resources = {
            int(found[1]): {
                int(n) for n in _REFERENCE.findall(data[found.end() : found.end() + 512])
            }
            for found in _OBJECT.finditer(data)
            if data[found.end() : found.end() + 512].find(b"/XObject") >= 0
        }
        for refers in forms.inner.values():
            for other in tuple(refers):
                refers.update(resources.get(other, set()))
    worth: dict[int, int] = {}
    for _ in range(len(forms.times) + 1):
        changed = False
        for number, times in forms.times.items():
            each = [worth.get(other, 1) for other in forms.inner[number] & forms.times.keys()]
            value = min(1 + times * max(each, default=0), _MOST_SHOWN + 1)
            if value > worth.get(number, 0):
                worth[number] = value
                changed = True
        if not changed or max(worth.values(), default=0) > _MOST_SHOWN:
            break
    return max(worth.values(), default=0)
