"""What makes a PDF tagged: the structure tree, and the marks in the pages that it refers to.

reportlab has no call for it. Elements are written as objects of its document while the pages are
drawn, in one pass. The names are those of ISO 32000-1, 14.8.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from gi_desktop.document.blocks import (
    Block,
    SignatureBlock,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
)
from gi_desktop.document.pages import Fill, Line, TypesetReport
from gi_desktop.document.pdf_archive import PRODUCER, Stream, colours, metadata, nested
from gi_desktop.document.record import Record
from gi_desktop.form import LabelRole

TITLE = "Title"
"""The report's title: no heading of the text, whose own ones begin with H1 as in the outline."""
HEADINGS = ("H1", "H2", "H3", "H4")
ROLES = {TITLE: "P"}
"""Names of ours, and what readers that do not know them take them for."""
SCOPES = {
    LabelRole.CAPTION: "Column",
    LabelRole.HEADER: "Column",
    LabelRole.GROUP: "Row",
    LabelRole.ROW: "Row",
}
"""What a header cell heads. A caption line (第二十条第（一）项) heads all columns below it; a note
heads nothing."""

LAYOUT = "<</Type /Layout>>"
FOOTER = "<</Type /Pagination /Subtype /Footer /Attached [/Bottom]>>"
HEADER = "<</Type /Pagination /Subtype /Header /Attached [/Top]>>"
WATERMARK = "<</Type /Pagination /Subtype /Watermark>>"
REPEATED = "<</Type /Pagination>>"
"""Header rows and group labels that stand once more where a table goes on."""


def background(fill: Fill, height: float) -> str:
    """Return the mark of shading on a page of this height."""
    corners = (fill.x, height - fill.y - fill.height, fill.x + fill.width, height - fill.y)
    box = " ".join(f"{corner:.2f}" for corner in corners)
    return f"<</Type /Background /BBox [{box}]>>"


class Element(PDFObject):
    """A structure element; its marks are the places in the pages where its content stands."""

    __RefOnly__ = 1  # reportlab then writes a reference wherever the element is mentioned

    def __init__(self, name: str, parent: PDFObject, attributes: str = "") -> None:
        self.name = name
        self.parent = parent
        self.attributes = attributes
        self.elements: list[Element] = []
        self.marks: list[tuple[PDFObjectReference, int]] = []

    def add(self, name: str, attributes: str = "") -> "Element":
        """Return a new element at the end of this one."""
        element = Element(name, self, attributes)
        self.elements.append(element)
        return element

    def mark(self, page: PDFObjectReference, number: int) -> None:
        """Take the marked content of this number on a page for the element's own."""
        self.marks.append((page, number))

    def format(self, document: PDFDocument) -> bytes:
        """Return the element as the file has it."""
        parts = [f"<< /Type /StructElem /S /{self.name} /P {_reference(self.parent, document)}"]
        kids = [_reference(element, document) for element in self.elements]
        if self.marks:
            first = self.marks[0][0]
            parts.append(f"/Pg {_text(first, document)}")
            kids += (
                str(number)
                if page is first
                else f"<</Type /MCR /Pg {_text(page, document)} /MCID {number}>>"
                for page, number in self.marks
            )
        if kids:
            parts.append(f"/K [{' '.join(kids)}]")
        if self.attributes:
            parts.append(f"/A <</O /Table {self.attributes}>>")
        return f"{' '.join(parts)} >>".encode("ascii")


def _reference(item: PDFObject, document: PDFDocument) -> str:
    return _text(document.Reference(item), document)


def _text(reference: PDFObjectReference, document: PDFDocument) -> str:
    found: bytes = reference.format(document)
    return found.decode("ascii")


@dataclass
class Passage:
    """A text with an element of its own, and how much of it the lines have shown so far."""

    element: Element
    text: str
    shown: int = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left to show: another line repeats what was there."""
        return self.shown >= len(self.text)

    def take(self, count: int) -> str:
        """Go on by so many characters; return the blanks after them that no line shows."""
        end = start = self.shown + count
        while end < len(self.text) and self.text[end] == " ":
            end += 1
        self.shown = end
        return self.text[start:end] if end < len(self.text) else ""


class Tree:
    """The structure of a report: its blocks in reading order, the sheet in front first."""

    def __init__(self, report: TypesetReport) -> None:
        self.root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        self.top = Element("Document", self.root)
        self.levels: list[int] = []
        """Of the headings, in reading order."""
        self.passages: dict[tuple[int, int | None], list[Passage]] = {}
        front = _front(report)
        if front < len(report.blocks):
            sheet = self.top.add("Sect")
            for number, block in enumerate(report.blocks[front:], front):
                self._add(sheet, number, block)
        for number, block in enumerate(report.blocks[:front]):
            self._add(self.top, number, block)

    def passage(self, line: Line) -> Passage | None:
        """Return what the line belongs to; None for what has been shown before."""
        passages = self.passages[line.block, line.cell]
        return next((passage for passage in passages if not passage.done), None)

    def _add(self, parent: Element, number: int, block: Block) -> None:
        passages = self.passages
        match block:
            case TitleBlock():
                passages[number, None] = [Passage(parent.add(TITLE), block.text)]
            case TextBlock():
                name = "P"
                if block.level:
                    self.levels.append(block.level)
                    name = HEADINGS[block.level - 1]
                passages[number, None] = [Passage(parent.add(name), block.text)]
            case TableBlock():
                for cell, passage in _cells(parent.add("Table"), block):
                    passages[number, cell] = [passage]
            case SignatureBlock():
                texts = (text for text in (block.name, block.date) if text)
                passages[number, None] = [Passage(parent.add("P"), text) for text in texts]


def _front(report: TypesetReport) -> int:
    """Return the number of the first block that stands on a sheet in front."""
    sheets = (sheet for sheet in report.pages if sheet.folio is None)
    found = (line.block for sheet in sheets for line in sheet.lines)
    return min(found, default=len(report.blocks))


def _cells(table: Element, block: TableBlock) -> Iterator[tuple[int, Passage]]:
    """Add all rows and cells; yield the place of each cell with its text."""
    rows = [table.add("TR") for _ in range(block.rows)]
    for number, cell in enumerate(block.cells):
        name, attributes = _cell(cell)
        yield number, Passage(rows[cell.row].add(name, attributes), cell.text)


def _cell(cell: TableCell) -> tuple[str, str]:
    """Return the name of a cell's element, and its attributes."""
    scope = SCOPES.get(cell.role) if cell.role else None
    attributes = (
        f"/RowSpan {cell.row_span}" if cell.row_span > 1 else "",
        f"/ColSpan {cell.column_span}" if cell.column_span > 1 else "",
        f"/Scope /{scope}" if scope else "",
    )
    return "TH" if scope else "TD", " ".join(filter(None, attributes))


@dataclass
class _Marked:
    """One page's marked content: whose it is, in the order of the numbers."""

    page: PDFObjectReference
    elements: list[Element] = field(default_factory=list)


class TaggedCanvas(Canvas):
    """reportlab's canvas, whose drawing belongs either to an element or to nothing (artifacts)."""

    _doc: Any  # reportlab's stubs do not name it

    def begin(self, report: TypesetReport) -> None:
        """Take the report's blocks for the structure of what is drawn from now on."""
        self.tree = Tree(report)
        self._marked: list[_Marked] = []
        self._open: Element | str | None = None

    def belongs_to(self, owner: Element | str, text: str = "") -> None:
        """Draw for an element, or for an artifact with these properties, until told otherwise.

        Where a ``text`` is given, readers take it for what is drawn until the next call. It is a
        stretch of its own then, not one inside another: several readers lose what comes after.
        """
        if owner is self._open and not text:
            return
        self.close()
        if isinstance(owner, Element):
            marked = self._page()
            number = len(marked.elements)
            marked.elements.append(owner)
            owner.mark(marked.page, number)
            spoken = f" /ActualText <{_utf16(text)}>" if text else ""
            self.addLiteral(f"/{'Span' if text else owner.name} <</MCID {number}{spoken}>> BDC")
        else:
            self.addLiteral(f"/Artifact {owner} BDC")
        self._open = "" if text else owner

    def close(self) -> None:
        """End what is open."""
        if self._open is not None:
            self.addLiteral("EMC")
        self._open = None

    def _page(self) -> _Marked:
        """Return the record of the page that is being drawn."""
        while len(self._marked) < self.getPageNumber():
            self._marked.append(_Marked(self._doc.thisPageRef()))
        return self._marked[-1]

    def encoded(self, text: str, font: TTFont) -> Iterator[tuple[str, bytes]]:
        """Yield the text as the subsets of its font count the characters, with their names."""
        for subset, codes in font.splitString(text, self._doc):
            yield font.getSubsetInternalName(subset, self._doc), codes

    def end_page(self) -> None:
        """End the page."""
        self.close()
        number = self.getPageNumber() - 1
        self._page()
        self.showPage()
        page = self._doc.Pages[number]
        _set(page, StructParents=number, Tabs=PDFName("S"))
        # reportlab would write it as text besides (ASCII85): slower, and larger by a quarter.
        page.Contents = Stream(content=page.stream, filters=[PDFZCompress])

    def describe(self, title: str, author: str, language: str, record: Record | None) -> None:
        """Write what the file says about itself, in both of the ways there are."""
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject("")
        if record is not None:
            self.setKeywords(record.keywords)
        self.setCreator(PRODUCER)
        self.setProducer(PRODUCER)
        catalog = self._doc.Catalog
        said = metadata(title, author, language, accessible=nested(self.tree.levels), record=record)
        _set(catalog, Metadata=self._doc.Reference(said), OutputIntents=colours(self._doc))

    def end(self) -> None:
        """Write the structure tree; the file can be saved then."""
        numbers: list[Any] = []
        for number, marked in enumerate(self._marked):
            numbers += [number, self._doc.Reference(PDFArray(marked.elements))]
        root = self.tree.root
        root["K"] = self.tree.top
        root["ParentTree"] = self._doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(self._marked)
        root["RoleMap"] = PDFDictionary({name: PDFName(ROLES[name]) for name in ROLES})
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = root
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        self.setViewerPreference("DisplayDocTitle", "true")


def _set(item: PDFCatalog, **entries: object) -> None:
    """Give a page or the catalog entries reportlab does not know: it writes what has a default."""
    vars(item)["__Defaults__"] = dict[str, object](item.__Defaults__) | entries


def _utf16(text: str) -> str:
    """Return a text string of a PDF in hexadecimal."""
    return "FEFF" + text.encode("utf-16-be").hex().upper()
