"""Drafts as accidents and ill will make them: each kind from a number, the same every time."""

import json
import random
from collections.abc import Callable

from gi_desktop.drafts import Draft, Explanation, SealRecord
from gi_desktop.drafts.file import encode_draft
from gi_desktop.report.model import new_report
from gi_desktop.report.source import Mark, MarkKind, Source
from tests.drafts.helpers import FORM, REPORT

SOUND = encode_draft(
    Draft(
        REPORT,
        explanations=(Explanation(code="in_force_low", reason="当年已废止。", values={"a": "8"}),),
        seals=(SealRecord(hash="0f" * 32, canonical='{"a": 1}'),),
        source=Source(kind="text", marks={"a": Mark(kind=MarkKind.READ)}, notes=("少一行。",)),
        previous=new_report(FORM, 2024).replace(cells={"applications.received.natural": 3}),
    ),
    FORM,
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "gbk", "gb18030", "utf-7", "big5", "shift_jis")
HUGE = ("9" * 5000, "-" + "9" * 400, "1e999", "1e-999999999", "0." + "1" * 5000, "NaN", "Infinity")
WRONG: tuple[object, ...] = (
    None, True, False, 0, -1, 2**70, 1.5, 1e300, "", "x", "2026", "\0", "\ud800", [], [[]], {},
    {"": {}}, [None], {"a": [{"b": {}}]}, "../../x", "𠮷" * 50, "own", "2021",
)  # fmt: skip

Place = tuple[str | int, ...]
Mutation = Callable[[random.Random], bytes]


def cut(chance: random.Random) -> bytes:
    """Cut off, at the end or out of the middle."""
    start, end = sorted(chance.randrange(len(SOUND)) for _ in range(2))
    return SOUND[:start] if chance.random() < 0.5 else SOUND[:start] + SOUND[end:]


def flip(chance: random.Random) -> bytes:
    """Some bits the other way round."""
    content = bytearray(SOUND)
    for _ in range(chance.choice((1, 1, 1, 2, 9, 200))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def overwrite(chance: random.Random) -> bytes:
    """A block of zeros, of chance or of the file itself, as a broken disk gives."""
    size, start = chance.choice((16, 512, 4096)), chance.randrange(len(SOUND))
    block = chance.choice((b"\0" * size, chance.randbytes(size), SOUND[:size]))
    return SOUND[:start] + block + SOUND[start + size :]


def places(data: object, place: Place = ()) -> list[Place]:
    """Where a value of a JSON document stands, for all of its values."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    own = [place] if place else []
    return own + [found for key, value in inner for found in places(value, (*place, key))]


PLACES = places(json.loads(SOUND))


def with_value(place: Place, value: object, text: str | None = None) -> bytes:
    """The sound draft with another value at a place; ``text`` stands there as it is."""
    data = inner = json.loads(SOUND)
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = "THE PLACE" if text is not None else value
    written = json.dumps(data, ensure_ascii=text is None)
    if text is not None:
        written = written.replace('"THE PLACE"', text, 1)
    return written.encode("utf-8", errors="backslashreplace")


def wrong_value(chance: random.Random) -> bytes:
    """Something of another type or sense."""
    return with_value(chance.choice(PLACES), chance.choice(WRONG))


def huge_number(chance: random.Random) -> bytes:
    """A number that is none, or longer than any."""
    return with_value(chance.choice(PLACES), None, chance.choice(HUGE))


def deep(chance: random.Random) -> bytes:
    """Lists or objects within each other."""
    depth = chance.choice((10, 500, 5_000, 100_000))
    opening, closing = chance.choice((("[", "]"), ('{"a":', "}")))
    text = opening * depth + "1" + closing * chance.choice((depth, depth - 1, 0))
    return with_value(chance.choice(PLACES), None, text)


def twice(chance: random.Random) -> bytes:
    """A name twice in one object."""
    place = chance.choice([place for place in PLACES if isinstance(place[-1], str)])
    value, name = json.dumps(chance.choice(WRONG)), json.dumps(place[-1], ensure_ascii=False)
    return with_value(place, None, f"{value}, {name}: {value}")


def renamed(chance: random.Random) -> bytes:
    """A name more, less or other."""
    place = chance.choice([place for place in PLACES if isinstance(place[-1], str)])
    data = inner = json.loads(SOUND)
    for key in place[:-1]:
        inner = inner[key]
    value = inner.pop(place[-1])
    if chance.random() < 0.7:
        inner[chance.choice((f"{place[-1]}x", "", "report", "cells", "__class__"))] = value
    return json.dumps(data).encode()


def long_text(chance: random.Random) -> bytes:
    """A text just below what a file may hold."""
    piece = chance.choice(("长", "a", "1", " ", "\\n", "1,", "（", "\\u3000", "一、"))
    times = 3_900_000 // len(piece.encode())
    return with_value(chance.choice(PLACES), None, f'"{piece * times}"')


def too_long_text(chance: random.Random) -> bytes:
    """A text of a hundred megabytes; made so that it is in memory once."""
    before, _, after = with_value(chance.choice(PLACES), "THE PLACE").partition(b"THE PLACE")
    return b"".join((before, chance.choice((b"a", b"1", b" ")) * 100_000_000, after))


def many(chance: random.Random) -> bytes:
    """A list or an object of very many things."""
    number = 300_000
    items = ",".join(f'"{n}": 1' for n in range(number)) if chance.random() < 0.5 else ""
    text = f"{{{items}}}" if items else f"[{','.join(['{}'] * number)}]"
    return with_value(chance.choice(PLACES), None, text)


def recoded(chance: random.Random) -> bytes:
    """The same in another encoding, or with its mark alone."""
    encoding = chance.choice(ENCODINGS)
    text = SOUND.decode()
    content = text.encode(encoding, errors="replace")
    return content if chance.random() < 0.8 else chance.choice((b"\xff\xfe", b"\xfe\xff")) + SOUND


MUTATIONS: tuple[Mutation, ...] = (
    cut, flip, overwrite, wrong_value, huge_number, deep, twice, renamed, recoded,
)  # fmt: skip
LARGE: tuple[Mutation, ...] = (long_text, many)
"""Some megabytes each."""
