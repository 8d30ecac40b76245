"""The empty DOCX into which a report is written: page, styles, settings, page numbers.

Built from the measures of the typesetter, so that both give the same page. python-docx's own
template is of no use here: it declares Japanese and an old compatibility mode.
"""

from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gi_desktop.document import page
from gi_desktop.document.breaking import NO_END, NO_START
from gi_desktop.document.fonts import Role, WordFont, word_font
from gi_desktop.document.page import twips
from gi_desktop.document.word_styles import NAMESPACES, StyleId, styles

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part: the same report gives the same file."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_R = f"{_OFFICE}/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@cache
def base_document() -> bytes:
    """Return a DOCX without content."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(),
        "docProps/app.xml": (
            f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties">'
            "<Application>gi-desktop</Application></Properties>"
        ),
        "word/document.xml": (
            f"{_HEAD}<w:document {NAMESPACES}><w:body>{_section()}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _relationships(
            *(
                (f"{_R}/{kind}", f"{name}.xml")
                for kind, name in (
                    ("styles", "styles"),
                    ("settings", "settings"),
                    ("fontTable", "fontTable"),
                    ("footer", "footer1"),
                    ("footer", "footer2"),
                )
            )
        ),
        "word/styles.xml": _HEAD + styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer(StyleId.FOLIO_ODD),
        "word/footer2.xml": _footer(StyleId.FOLIO_EVEN),
    }
    return pack({name: text.encode() for name, text in parts.items()})


def pack(parts: dict[str, bytes]) -> bytes:
    """Return the parts as a package whose bytes depend on nothing else."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 0  # else the system that wrote the file shows in it
            package.writestr(info, data)
    return buffer.getvalue()


# The package --------------------------------------------------------------------------------


def _content_types() -> str:
    overrides = {
        "word/document.xml": f"{_ML}.document.main+xml",
        "word/styles.xml": f"{_ML}.styles+xml",
        "word/settings.xml": f"{_ML}.settings+xml",
        "word/fontTable.xml": f"{_ML}.fontTable+xml",
        "word/footer1.xml": f"{_ML}.footer+xml",
        "word/footer2.xml": f"{_ML}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
    }
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core() -> str:
    """Return properties without any time or person; title and organ come with the report."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _section() -> str:
    """Return the page: A4, the margins of GB/T 9704, footers for odd and even pages."""
    # The footer's line is exact: its baseline lies BASELINE of its height below its top.
    footer = page.HEIGHT - page.FOLIO_BASELINE - (1 - page.BASELINE) * page.FOLIO_SIZE
    return (
        "<w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{twips(page.WIDTH)}" w:h="{twips(page.HEIGHT)}"/>'
        f'<w:pgMar w:top="{twips(page.TOP)}" w:right="{twips(page.RIGHT)}"'
        f' w:bottom="{twips(page.BOTTOM)}" w:left="{twips(page.LEFT)}"'
        f' w:header="851" w:footer="{twips(footer)}" w:gutter="0"/>'
        "</w:sectPr>"
    )


def _footer(style: str) -> str:
    before, _, after = page.folio(0).partition("0")
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f"{_HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr>"
        f'<w:pStyle w:val="{style}"/></w:pPr>{run(before)}{field}{run(after)}</w:p></w:ftr>'
    )


def run(text: str, properties: str = "") -> str:
    """Return a run of text, without formatting of its own unless ``properties`` give some."""
    if not text:
        return ""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


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
        f'{_HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={quoteattr(NO_END)}/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={quoteattr(NO_START)}/>'
        f"<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table() -> str:
    fonts: dict[str, WordFont] = {}
    for role in Role:
        fonts.setdefault(word_font(role).name, word_font(role))
    return f"{_HEAD}<w:fonts {NAMESPACES}>{''.join(map(_font, fonts.values()))}</w:fonts>"


def _font(font: WordFont) -> str:
    panose = f'<w:panose1 w:val="{font.panose}"/>' if font.panose else ""
    return (
        f"<w:font w:name={quoteattr(font.name)}>"
        f"<w:altName w:val={quoteattr(','.join(font.alternatives))}/>{panose}"
        f'<w:charset w:val="{font.charset}"/><w:family w:val="{font.family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
