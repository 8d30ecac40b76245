"""The package around the text of a DOCX: its parts, settings, fonts and properties."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from gi_desktop.document.breaking import NO_END, NO_START
from gi_desktop.document.fonts import Role, WordFont, word_font
from gi_desktop.document.package import pack
from gi_desktop.document.record import DOCX_RECORD, DOCX_TEXT, NAMESPACE, Record
from gi_desktop.document.word_styles import NAMESPACES, escaped, quoted

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats"
_WORD = f"{_TYPE}-officedocument.wordprocessingml"
_ITEM = "{5D1C3B0A-6E0F-4C1E-9B57-2A3F86C0D1E4}"
"""Which part of its own data a DOCX keeps the record in; the same in each."""
_ITEM_TYPE = f"{_TYPE}-officedocument.customXmlProperties+xml"
_LONGEST_PROPERTY = 255
"""More than this python-docx refuses in a document's properties."""


@dataclass(frozen=True)
class Part:
    """A part that the document refers to: ``kind`` as relationships and types call it."""

    kind: str
    name: str
    text: str


def document(
    body: str,
    styles: str,
    around: list[Part],
    title: str,
    author: str,
    record: Record | None = None,
) -> bytes:
    """Return the DOCX with this content of w:body; ``around`` are its headers and footers.

    A part of ``around`` is referred to as :func:`relation` of its name. ``record`` is what the
    file keeps of its content.
    """
    from docx import Document
    from docx.oxml import parse_xml

    made = Document(BytesIO(_empty(styles, around, record)))
    content = parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")
    made.element.body.extend(list(content))
    made.core_properties.title = title[:_LONGEST_PROPERTY]
    made.core_properties.author = author[:_LONGEST_PROPERTY]
    if record is not None:
        made.core_properties.keywords = record.keywords
    buffer = BytesIO()
    made.save(buffer)
    with ZipFile(buffer) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    if record is not None:
        contents[DOCX_RECORD] = record.docx_part(contents[DOCX_TEXT])
    return pack(contents)


def _empty(styles: str, around: list[Part], record: Record | None) -> bytes:
    """Return a DOCX without text.

    python-docx's own template is of no use: it declares Japanese and an old compatibility mode.
    """
    parts = [
        Part("styles", "styles", HEAD + styles),
        Part("settings", "settings", _settings()),
        Part("fontTable", "fontTable", _font_table()),
        *around,
    ]
    texts = {
        "[Content_Types].xml": _content_types(parts, record),
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(),
        "docProps/app.xml": (
            f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties">'
            "<Application>gi-desktop</Application></Properties>"
        ),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body/></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            *(
                (relation(part.name), f"{_OFFICE}/relationships/{part.kind}", f"{part.name}.xml")
                for part in parts
            ),
            *((_RECORD_RELATION,) if record else ()),
        ),
        **{f"word/{part.name}.xml": part.text for part in parts},
        **(_record_parts() if record else {}),
    }
    return pack({name: text.encode() for name, text in texts.items()})


_RECORD_RELATION = ("rel-record", f"{_OFFICE}/relationships/customXml", f"../{DOCX_RECORD}")


def _record_parts() -> dict[str, str]:
    """Return the part for the record, empty yet, and what Word asks for beside it.

    Word keeps such a part whatever is done to the text.
    """
    return {
        DOCX_RECORD: f'{HEAD}<record xmlns="{NAMESPACE}"/>',
        "customXml/itemProps1.xml": (
            f'{HEAD}<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_OFFICE}/customXml">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
            "</ds:datastoreItem>"
        ),
        "customXml/_rels/item1.xml.rels": _relationships(
            ("rId1", f"{_OFFICE}/relationships/customXmlProps", "itemProps1.xml")
        ),
    }


def relation(name: str) -> str:
    """Return the id by which the document refers to a part."""
    return f"rel-{name}"


def run(text: str) -> str:
    """Return a run of text, without formatting of its own."""
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph; ``properties`` are what stands in w:pPr behind its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


# The package --------------------------------------------------------------------------------


def _content_types(parts: list[Part], record: Record | None) -> str:
    overrides = {
        "word/document.xml": f"{_WORD}.document.main+xml",
        **{f"word/{part.name}.xml": f"{_WORD}.{part.kind}+xml" for part in parts},
        "docProps/core.xml": f"{_TYPE}-package.core-properties+xml",
        "docProps/app.xml": f"{_TYPE}-officedocument.extended-properties+xml",
        **({"customXml/itemProps1.xml": _ITEM_TYPE} if record else {}),
    }
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPE}-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(*targets: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core() -> str:
    """Return properties without any time or person; title and organ come with the report."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


@cache
def _settings() -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={quoted(NO_END)}/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={quoted(NO_START)}/>'
        f"<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


@cache
def _font_table() -> str:
    fonts: dict[str, WordFont] = {}
    for role in Role:
        fonts.setdefault(word_font(role).name, word_font(role))
    return f"{HEAD}<w:fonts {NAMESPACES}>{''.join(map(_font, fonts.values()))}</w:fonts>"


def _font(font: WordFont) -> str:
    panose = f'<w:panose1 w:val="{font.panose}"/>' if font.panose else ""
    return (
        f"<w:font w:name={quoted(font.name)}>"
        f"<w:altName w:val={quoted(','.join(font.alternatives))}/>{panose}"
        f'<w:charset w:val="{font.charset}"/><w:family w:val="{font.family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
