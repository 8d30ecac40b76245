"""The structure tree of a PDF, read by itself: pdfminer's objects, and the marks on the pages."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import Page

Mark = tuple[int, int]
"""A page, from 0, and the number of marked content there."""


@dataclass(frozen=True)
class Node:
    """A structure element with what it contains; ``text`` is that of all it holds, in order."""

    name: str
    attributes: Mapping[str, object]
    children: tuple["Node", ...]
    marks: tuple[Mark, ...]
    text: str
    object: int

    def walk(self) -> Iterator["Node"]:
        """Yield the element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def named(self, *names: str) -> list["Node"]:
        """Return the elements of these names in reading order."""
        return [node for node in self.walk() if node.name in names]


@dataclass(frozen=True)
class Drawn:
    """Something drawn on a page: text, rule or shading, and the mark around it."""

    kind: str
    text: str
    tag: str | None
    mark: int | None


@dataclass(frozen=True)
class Tagged:
    """What a reader for the blind finds in a PDF."""

    catalog: Mapping[str, Any]
    pages: tuple[Mapping[str, Any], ...]
    drawn: tuple[tuple[Drawn, ...], ...]
    """By page, in the order of the drawing; text by character."""
    document: Node

    def artifacts(self, page: int) -> str:
        """Return the text on a page that belongs to no element."""
        return "".join(item.text for item in self.drawn[page] if item.tag == "Artifact")


def read_tags(data: bytes) -> Tagged:
    """Read a tagged PDF; KeyError where it is none."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        numbers: dict[Any, int] = {
            page.page_obj.pageid: number for number, page in enumerate(pdf.pages)
        }
        drawn = tuple(tuple(_drawn(page)) for page in pdf.pages)
        texts: dict[Mark, str] = defaultdict(str)
        for number, items in enumerate(drawn):
            for item in items:
                if item.mark is not None:
                    texts[number, item.mark] += item.text
        root = resolve1(pdf.doc.catalog["StructTreeRoot"])
        (document,) = _list(root["K"])
        return Tagged(
            {name: _plain(value) for name, value in pdf.doc.catalog.items() if name != "Pages"},
            tuple(page.page_obj.attrs for page in pdf.pages),
            drawn,
            _node(document, numbers, texts),
        )


def _drawn(page: Page) -> Iterator[Drawn]:
    for kind in ("char", "line", "rect", "curve"):
        for item in page.objects.get(kind, ()):
            yield Drawn(kind, item.get("text", ""), item["tag"], item["mcid"])


def _node(reference: PDFObjRef, pages: Mapping[Any, int], texts: Mapping[Mark, str]) -> Node:
    element = resolve1(reference)
    children: list[Node] = []
    marks: list[Mark] = []
    text = ""
    for kid in _list(element.get("K", [])):
        entry = resolve1(kid)
        if isinstance(entry, dict) and _name(entry["Type"]) == "StructElem":
            children.append(_node(kid, pages, texts))
            assert entry["P"].objid == reference.objid
            text += children[-1].text
            continue
        own = isinstance(entry, int)
        page = pages[(element if own else entry)["Pg"].objid]
        marks.append((page, entry if own else entry["MCID"]))
        text += texts.get(marks[-1], "")
    attributes = {name: _plain(value) for name, value in resolve1(element.get("A", {})).items()}
    return Node(
        _name(element["S"]), attributes, tuple(children), tuple(marks), text, reference.objid
    )


def _list(value: object) -> Sequence[Any]:
    found = resolve1(value)
    return found if isinstance(found, list) else [value]


def _name(value: object) -> str:
    assert isinstance(value, PSLiteral)
    return str(value.name)


def _plain(value: object) -> object:
    found = resolve1(value)
    if isinstance(found, PSLiteral):
        return found.name
    if isinstance(found, dict) and _is_small(found):
        return {name: _plain(entry) for name, entry in found.items()}
    return found


def _is_small(entries: Mapping[str, object]) -> bool:
    return not any(isinstance(resolve1(entry), dict) for entry in entries.values())
