"""How much work a PDF asks for, told before PDFium begins: once begun, it cannot be called off.

What a page draws is parsed as a whole when the page is opened. A few kilobytes can ask for
gigabytes (compressed drawing) or for years (forms that show each other again and again).
The file is looked through without following its structure, as PDFium itself does where the
structure is damaged: what could be meant counts, not what is.
"""

import base64
import contextlib
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

_MOST_DRAWING = 6 * 1024 * 1024
"""Bytes of one drawing; the fullest page of a real report has a tenth of one."""
_MOST_IN_ALL = 24 * 1024 * 1024
_MOST_PACKED = 64 * 1024
"""Bytes of a drawing that is packed or locked in a way that is not looked into."""
_MOST_AS_TEXT = 4 * 1024 * 1024
"""Bytes of drawings that are written as text: these are slow to read."""
_MOST_SHOWN = 48 * 1024 * 1024
"""Bytes drawn by one page, what its forms show counted as often as it is shown."""
_PER_FORM = 256
"""What showing a form costs beside its own bytes, in bytes."""
_DEEPEST = 60
"""Forms inside each other; PDFium stops before."""
_MOST_FORMS = 20_000
_MOST_LINKS = 200_000
"""Of forms with the forms that they may show."""
_MOST_LOOKED_AT = 2_000_000
"""Objects, to find these."""
_MOST_OBJECTS = 150_000
"""A tagged report of a hundred pages has a tenth of them."""
_MOST_OVERLAP = 4
"""Times the file: the streams of a sound file lie beside each other."""
_PIECE = 16 * 1024

_STREAM = re.compile(rb"(?<!end)stream\r?\n?")
_OBJECT = re.compile(rb"(?:^|[\s>])([0-9]{1,10})\s+[0-9]{1,5}\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+([0-9]{1,9})(?!\s+[0-9]+\s+R)")
_REFERENCE = re.compile(rb"([0-9]{1,10})\s+[0-9]{1,5}\s+R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()%]{1,200})\s+([0-9]{1,10})\s+[0-9]{1,5}\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]{0,100000})|([0-9]{1,10}\s+[0-9]{1,5}\s+R\b))")
_NO_DRAWING = re.compile(
    rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)\b|/Type\s*/(?:XRef|Metadata|EmbeddedFile)"
    rb"|/Length1\b|/N\s+[134]\s*/Alternate|/Alternate\s*/Device|/FunctionType"
)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OF_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHER_PACKING = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_AS_TEXT = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_AS_HEX = re.compile(rb"/(?:ASCIIHexDecode|AHx)\b")
_TEXT = re.compile(rb"[!-uz\s\0]*")
_NO_HEX = re.compile(rb"[^0-9A-Fa-f]")
_SHOWS = re.compile(rb"/([^\s/<>\[\]()%]{1,200})\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")


class _Stream(NamedTuple):
    number: int
    dictionary: bytes
    start: int
    stop: int


@dataclass
class _Facts:
    """What the objects of a file say of each other."""

    is_locked: bool
    """With a password, which may be empty: drawings cannot be looked into."""
    texts: list[tuple[int, bytes]] = field(default_factory=list)
    """Every object: its number, and what stands outside of its stream."""
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
        self.texts.append((number, text))
        for several, one in _CONTENTS.findall(text):
            self.contents.update(map(int, _REFERENCE.findall(several or one)))

    def find_lists(self) -> None:
        """Note the contents of pages that are named in a list which stands by itself."""
        lists = [text for number, text in self.texts if number in self.contents]
        self.contents.update(int(one) for text in lists for one in _REFERENCE.findall(text))

    @cached_property
    def refers(self) -> dict[int, set[int]]:
        """Object → the objects that it names outside of its stream."""
        found: dict[int, set[int]] = {}
        for number, text in self.texts:
            found.setdefault(number, set()).update(map(int, _REFERENCE.findall(text)))
        return found

    @cached_property
    def named(self) -> dict[bytes, set[int]]:
        """Name under which something is shown → every form that is called so anywhere."""
        found: dict[bytes, set[int]] = {
            name: set() for shown in (*self.forms.values(), *self.pages) for name in shown
        }
        for _, text in self.texts if found and self.forms else ():
            for match in _NAMED.finditer(text):
                name, number = _plain(match[1]), int(match[2])
                if name in found and number in self.forms:
                    found[name].add(number)
        return found

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
    packed = 0
    for number, text, span in _parts(data):
        facts.add(number, text)
        if span is not None:
            streams.append(_Stream(number, text, *span))
            packed += span[1] - span[0]
            if _OF_OBJECTS.search(text):
                for inner, said in _packed_objects(_inflated(data[slice(*span)])):
                    facts.add(inner, said)
        if len(facts.texts) > _MOST_OBJECTS or packed > _MOST_OVERLAP * len(data):
            return True
    facts.find_lists()
    return _draws_too_much(facts, streams, data) or _most_drawn(facts) > _MOST_SHOWN


def _draws_too_much(facts: _Facts, streams: Iterable[_Stream], data: bytes) -> bool:
    """Whether a drawing, or all together, are too large by themselves; what they show is noted."""
    total = as_text = 0
    for stream in streams:
        if not facts.draws(stream):
            continue
        as_text += stream.stop - stream.start if _AS_TEXT.search(stream.dictionary) else 0
        if as_text > _MOST_AS_TEXT:
            return True
        drawing = _unpacked(stream, data, is_locked=facts.is_locked)
        total += 0 if drawing is None else len(drawing)
        if drawing is None or len(drawing) > _MOST_DRAWING or total > _MOST_IN_ALL:
            return True
        facts.take(stream, drawing)
    return False


def _plain(name: bytes) -> bytes:
    """A name without its escapes."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name) if b"#" in name else name


def _parts(data: bytes) -> Iterator[tuple[int, bytes, tuple[int, int] | None]]:
    """Yield every object: its number, what stands outside of its stream, and where that lies."""
    for one, following in pairwise(chain(_OBJECT.finditer(data), (None,))):
        if one is None:
            return
        text = data[one.end() : following.start() if following else len(data)]
        begin = _STREAM.search(text)
        if begin is None:
            yield int(one[1]), text, None
            continue
        dictionary = text[: begin.start()]
        start = one.end() + begin.end()
        length = _LENGTH.search(dictionary)
        stop = start + int(length[1]) if length else data.find(b"endstream", start)
        yield int(one[1]), dictionary, (start, min(stop if stop >= start else len(data), len(data)))


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


def _unpacked(stream: _Stream, data: bytes, *, is_locked: bool) -> bytes | None:
    """The drawing, as far as it matters; None where it cannot be told, and may be anything."""
    packings = len(_FLATE.findall(stream.dictionary))
    content = data[stream.start : stream.stop]
    if is_locked or _OTHER_PACKING.search(stream.dictionary):
        return content if len(content) <= _MOST_PACKED else None
    if _AS_HEX.search(stream.dictionary):
        digits = _NO_HEX.sub(b"", content.partition(b">")[0])
        content = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    if _AS_TEXT.search(stream.dictionary):
        try:
            written = _TEXT.match(content.strip())
            content = base64.a85decode(written[0] if written else b"", ignorechars=b" \t\n\r\f\v\0")
        except ValueError:
            return None
    for _ in range(min(packings, 3)):
        content = _inflated(content)
    return content


# What forms show ----------------------------------------------------------------------------


def _most_drawn(facts: _Facts) -> int:
    """The bytes that the page draws which asks for most."""
    shows = _all_shown(facts)
    if shows is None:
        return _MOST_SHOWN + 1
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


_Shown = list[tuple[int, list[int]]]
"""How often a form shows something, and which forms that may be."""


def _all_shown(facts: _Facts) -> dict[int, _Shown] | None:
    """What each form shows; None where there are more ways than any report has."""
    shows: dict[int, _Shown] = {}
    links = looked_at = 0
    for number in facts.forms:
        own: AbstractSet[int] = facts.forms.keys()
        if number in facts.with_resources and (facts.forms[number] or facts.is_locked):
            own = _reached(number, facts)
            looked_at += len(own)
        shows[number] = list(_shown_by(number, facts, own))
        links += sum(len(ones) for _, ones in shows[number])
        if len(shows) > _MOST_FORMS or links > _MOST_LINKS or looked_at > _MOST_LOOKED_AT:
            return None
    return shows


def _shown_by(number: int, facts: _Facts, own: AbstractSet[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield what a form shows of its ``own``."""
    if facts.is_locked:
        if ones := own & facts.forms.keys():
            yield 2, list(ones)
        return
    for name, times in facts.forms[number].items():
        if ones := facts.named[name] & own:
            yield times, list(ones)


def _reached(number: int, facts: _Facts) -> set[int]:
    """What a form's own resources name, wherever these stand, as far as other forms."""
    seen: set[int] = set()
    waiting = list(facts.refers[number])
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            if one not in facts.forms:
                waiting.extend(facts.refers.get(one, ()))
    return seen
