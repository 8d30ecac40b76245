"""How much work a PDF asks for, told before PDFium begins: once begun, it cannot be called off.

What a page draws is parsed as a whole when the page is opened. A few kilobytes can ask for
gigabytes (compressed drawing) or for years (forms that show each other again and again).
The file is looked through without following its structure, as PDFium itself does where the
structure is damaged: what could be meant counts, not what is.
"""

import contextlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_MOST_DRAWING = 6 * 1024 * 1024
"""Bytes of one drawing; the fullest page of a real report has a tenth of one."""
_MOST_IN_ALL = 24 * 1024 * 1024
_MOST_PACKED = 64 * 1024
"""Bytes of a drawing that is packed or locked in a way that is not looked into."""
_MOST_SHOWN = 48 * 1024 * 1024
"""Bytes drawn by one page, what its forms show counted as often as it is shown."""
_PER_FORM = 256
"""What showing a form costs beside its own bytes, in bytes."""
_DEEPEST = 60
"""Forms inside each other; PDFium stops before."""
_MOST_FORMS = 20_000
_PIECE = 16 * 1024

_STREAM = re.compile(rb"(?<!end)stream\r?\n?")
_OBJECT = re.compile(rb"(?:^|[\s>])([0-9]{1,10})\s+[0-9]{1,5}\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+([0-9]{1,9})(?!\s+[0-9]+\s+R)")
_REFERENCE = re.compile(rb"([0-9]{1,10})\s+[0-9]{1,5}\s+R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()%]{1,200})\s+([0-9]{1,10})\s+[0-9]{1,5}\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]{0,100000})|([0-9]{1,10}\s+[0-9]{1,5}\s+R\b))")
_NO_DRAWING = re.compile(
    rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)\b|/Type\s*/(?:XRef|Metadata|EmbeddedFile)"
    rb"|/Length1\b|/N\s+[134]\s*/Alternate|/FunctionType"
)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OF_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHER_PACKING = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL|ASCII85Decode|A85)\b")
_SHOWS = re.compile(rb"/([^\s/<>\[\]()%]{1,200})\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")


class _Stream(NamedTuple):
    number: int
    dictionary: bytes
    data: bytes


@dataclass
class _Facts:
    """What the objects of a file say of each other."""

    is_locked: bool
    """With a password, which may be empty: drawings cannot be looked into."""
    refers: dict[int, set[int]] = field(default_factory=dict)
    """Object → the objects that it names outside of its stream."""
    named: dict[bytes, set[int]] = field(default_factory=dict)
    """Name of a resource → every object that is called so anywhere."""
    contents: set[int] = field(default_factory=set)
    """What some page may draw."""
    forms: dict[int, Counter[bytes]] = field(default_factory=dict)
    """Form → the names of what it shows, and how often."""
    sizes: dict[int, int] = field(default_factory=dict)
    """Form → what drawing it costs by itself."""
    with_resources: set[int] = field(default_factory=set)
    """Forms that show only what their own resources name; others show what the page's name."""
    pages: list[Counter[bytes]] = field(default_factory=list)
    """What drawings that are no forms show."""

    def add(self, number: int, text: bytes) -> None:
        """Note what an object says outside of its stream."""
        self.refers.setdefault(number, set()).update(map(int, _REFERENCE.findall(text)))
        for name, other in _NAMED.findall(text):
            self.named.setdefault(_plain(name), set()).add(int(other))
        for several, one in _CONTENTS.findall(text):
            self.contents.update(map(int, _REFERENCE.findall(several or one)))

    def draws(self, stream: _Stream) -> bool:
        """Whether a stream may be drawn, whatever else its dictionary calls it."""
        if stream.number in self.contents or _FORM.search(stream.dictionary):
            return True
        return not (_NO_DRAWING.search(stream.dictionary) or _OF_OBJECTS.search(stream.dictionary))

    def take(self, stream: _Stream, drawing: bytes) -> None:
        """Note what a drawing shows."""
        shown = Counter(map(_plain, _SHOWS.findall(drawing)))
        if not _FORM.search(stream.dictionary):
            self.pages.append(shown)
            return
        number = stream.number
        self.sizes[number] = max(self.sizes.get(number, 0), len(drawing) + _PER_FORM)
        self.forms[number] = self.forms.get(number, Counter()) | shown
        if b"/Resources" in stream.dictionary:
            self.with_resources.add(number)


def asks_too_much(data: bytes) -> bool:
    """Whether reading this PDF could take more time or memory than any report does."""
    facts = _Facts(is_locked=b"/Encrypt" in data)
    streams: list[_Stream] = []
    for number, text, content in _parts(data):
        facts.add(number, text)
        if content is None:
            continue
        streams.append(_Stream(number, text, content))
        if _OF_OBJECTS.search(text):
            for packed, said in _packed_objects(_inflated(content)):
                facts.add(packed, said)
    # The contents of a page may be a list that stands by itself.
    facts.contents |= {one for n in facts.contents for one in facts.refers.get(n, ())}
    total = 0
    for stream in streams:
        if not facts.draws(stream):
            continue
        drawing = _unpacked(stream, is_locked=facts.is_locked)
        if drawing is None or len(drawing) > _MOST_DRAWING:
            return True
        total += len(drawing)
        if total > _MOST_IN_ALL:
            return True
        facts.take(stream, drawing)
    return _most_drawn(facts) > _MOST_SHOWN


def _plain(name: bytes) -> bytes:
    """A name without its escapes."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name) if b"#" in name else name


def _parts(data: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Yield every object: its number, what stands outside of its stream, and its stream."""
    found = list(_OBJECT.finditer(data))
    ends = [*(one.start() for one in found[1:]), len(data)]
    for one, end in zip(found, ends, strict=False):
        text = data[one.end() : end]
        begin = _STREAM.search(text)
        if begin is None:
            yield int(one[1]), text, None
            continue
        dictionary = text[: begin.start()]
        start = one.end() + begin.end()
        length = _LENGTH.search(dictionary)
        stop = start + int(length[1]) if length else data.find(b"endstream", start)
        yield int(one[1]), dictionary, data[start : stop if stop >= start else len(data)]


def _packed_objects(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects of an object stream: pairs of number and place stand before them."""
    head = re.match(rb"[\s0-9]+", content)
    numbers = [int(n) for n in (head[0] if head else b"").split() if len(n) < 11]
    first = head.end() if head else 0
    places = [*numbers[1::2], len(content)]
    for number, start, end in zip(numbers[::2], places, places[1:], strict=False):
        yield number, content[first + start : max(first + end, first + start)]


def _inflated(data: bytes) -> bytes:
    """What is packed, as far as it can be unpacked: what follows is damaged, or too much."""
    unpacker = zlib.decompressobj()
    content = bytearray()
    for place in range(0, len(data), _PIECE):
        piece = data[place : place + _PIECE]
        before = unpacker.copy()
        try:
            content += unpacker.decompress(piece, _MOST_DRAWING + 1 - len(content))
        except zlib.error:
            content += _up_to_damage(before, piece)
            break
        if len(content) > _MOST_DRAWING or unpacker.eof:
            break
    return bytes(content)


def _up_to_damage(unpacker: "zlib._Decompress", piece: bytes) -> bytes:
    """What a damaged piece gives, as PDFium too takes it."""
    content = bytearray()
    with contextlib.suppress(zlib.error):
        for byte in piece:
            content += unpacker.decompress(bytes([byte]))
    return bytes(content)


def _unpacked(stream: _Stream, *, is_locked: bool) -> bytes | None:
    """The drawing, as far as it matters; None where it cannot be told, and may be anything."""
    packings = len(_FLATE.findall(stream.dictionary))
    content = stream.data
    if is_locked or _OTHER_PACKING.search(stream.dictionary):
        return content if len(content) <= _MOST_PACKED else None
    for _ in range(min(packings, 3)):
        content = _inflated(content)
    return content


# What forms show ----------------------------------------------------------------------------


def _most_drawn(facts: _Facts) -> int:
    """The bytes that the page draws which asks for most."""
    if len(facts.forms) > _MOST_FORMS:
        return _MOST_SHOWN + 1
    shows = {number: list(_shown_by(number, facts)) for number in facts.forms}
    worth = dict(facts.sizes)
    for _ in range(_DEEPEST):
        before = worth
        worth = {
            number: min(
                facts.sizes[number]
                + sum(times * max(before[one] for one in ones) for times, ones in shows[number]),
                _MOST_SHOWN + 1,
            )
            for number in worth
        }
        if worth == before or max(worth.values(), default=0) > _MOST_SHOWN:
            break
    most = max(worth.values(), default=0)
    for page in facts.pages:
        drawn = sum(
            times
            * max((worth[one] for one in facts.named.get(name, ()) if one in worth), default=0)
            for name, times in page.items()
        )
        most = max(most, drawn)
    return most


def _shown_by(number: int, facts: _Facts) -> Iterator[tuple[int, list[int]]]:
    """Yield how often a form shows something, and which forms that may be."""
    own = _reached(number, facts) if number in facts.with_resources else facts.forms.keys()
    if facts.is_locked:
        if own := own & facts.forms.keys():
            yield 2, list(own)
        return
    for name, times in facts.forms[number].items():
        if ones := [one for one in facts.named.get(name, ()) if one in facts.forms and one in own]:
            yield times, ones


def _reached(number: int, facts: _Facts) -> set[int]:
    """The forms that a form's own resources name, wherever these stand."""
    seen: set[int] = set()
    waiting = list(facts.refers[number])
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            if one not in facts.forms:
                waiting.extend(facts.refers.get(one, ()))
    return seen
