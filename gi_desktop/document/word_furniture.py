"""What stands around the text of a DOCX: page, page numbers, a proof's header and watermark."""

from gi_desktop.document import page
from gi_desktop.document.fonts import word_font
from gi_desktop.document.furniture import Furniture
from gi_desktop.document.page import twips
from gi_desktop.document.word_base import HEAD, Part, paragraph, relation, run
from gi_desktop.document.word_styles import NAMESPACES, StyleId, Styles, escaped, quoted

_DRAWING = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_SIDES = {"1": "default", "2": "even"}
"""The number in a part's name → the pages it is for; “default” are the odd ones."""
_USUAL_HEADER = 42.55
"""Where a header would begin that a user puts in, from the top of the page: Word's own 15 mm."""


def around(furniture: Furniture, styles: Styles) -> list[Part]:
    """Return headers and footers; a final version has no header at all."""
    footers = _footers(furniture, styles)
    if not _has_header(furniture):
        return footers
    style = styles.header()
    headers = [
        Part("header", f"header{number}", _header(furniture, style, number)) for number in _SIDES
    ]
    return headers + footers


def _footers(furniture: Furniture, styles: Styles) -> list[Part]:
    """Return the lines with page number and code; those of a sheet in front have no number."""
    code = furniture.code_line
    if not code:
        folios = zip(_SIDES, (StyleId.FOLIO_ODD, StyleId.FOLIO_EVEN), strict=True)
        return [
            Part("footer", f"footer{number}", _footer(style, _folio())) for number, style in folios
        ]
    styles.coded()
    small = (
        f'<w:r><w:rPr><w:rStyle w:val="{StyleId.CODE}"/></w:rPr><w:t>{escaped(code)}</w:t></w:r>'
    )
    tab = "<w:r><w:tab/></w:r>"
    found = [
        Part("footer", "footer1", _footer(StyleId.CODE_ODD, small + tab + _folio())),
        Part("footer", "footer2", _footer(StyleId.CODE_EVEN, _folio() + tab + small)),
    ]
    if furniture.front:
        found += [
            Part("footer", "sheetFooter1", _footer(StyleId.CODE_ODD, small)),
            Part("footer", "sheetFooter2", _footer(StyleId.CODE_EVEN, tab + small)),
        ]
    return found


def sheet_section(furniture: Furniture) -> str:
    """Return w:sectPr of the sheet in front, which has no page numbers."""
    references = _references("header") if _has_header(furniture) else ""
    if furniture.code:
        references += _references("footer", "sheetFooter")
    return _section(references, furniture)


def text_section(furniture: Furniture) -> str:
    """Return w:sectPr of the report; behind a sheet it has its headers and counts anew."""
    header = "" if furniture.front or not _has_header(furniture) else _references("header")
    return _section(header + _references("footer"), furniture, counts_anew=bool(furniture.front))


def _has_header(furniture: Furniture) -> bool:
    return bool(furniture.header or furniture.watermark)


def _references(kind: str, name: str = "") -> str:
    return "".join(
        f'<w:{kind}Reference w:type="{side}" r:id="{relation(f"{name or kind}{number}")}"/>'
        for number, side in _SIDES.items()
    )


def _section(references: str, furniture: Furniture, *, counts_anew: bool = False) -> str:
    """Return A4 with the margins of GB/T 9704."""
    # Lines here are exact: a baseline lies BASELINE of the line's height below its top.
    footer = page.HEIGHT - page.FOLIO_BASELINE - (1 - page.BASELINE) * page.FOLIO_SIZE
    header = _USUAL_HEADER
    if _has_header(furniture):
        header = page.HEADER_BASELINE - page.BASELINE * page.HEADER_SIZE
    kind = '<w:type w:val="nextPage"/>' if furniture.front else ""
    number = '<w:pgNumType w:start="1"/>' if counts_anew else ""
    return (
        f"<w:sectPr>{references}{kind}"
        f'<w:pgSz w:w="{twips(page.WIDTH)}" w:h="{twips(page.HEIGHT)}"/>'
        f'<w:pgMar w:top="{twips(page.TOP)}" w:right="{twips(page.RIGHT)}"'
        f' w:bottom="{twips(page.BOTTOM)}" w:left="{twips(page.LEFT)}"'
        f' w:header="{twips(header)}" w:footer="{twips(footer)}" w:gutter="0"/>'
        f"{number}</w:sectPr>"
    )


def _footer(style: str, content: str) -> str:
    return f"{HEAD}<w:ftr {NAMESPACES}>{paragraph(style, content)}</w:ftr>"


def _folio() -> str:
    """Return the page number between its dashes."""
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
    return run(before) + field + run(after)


def _header(furniture: Furniture, style: str, number: str) -> str:
    word = _watermark(furniture.watermark, number) if furniture.watermark else ""
    line = paragraph(style, word + run(furniture.header))
    return f"{HEAD}<w:hdr {NAMESPACES} {_DRAWING}>{line}</w:hdr>"


# The watermark ------------------------------------------------------------------------------

# The shape type that Word itself writes for a plain word across the page.
_PLAIN_TEXT = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    + "".join(
        f'<v:f eqn="{equation}"/>'
        for equation in (
            "sum #0 0 10800",
            "prod #0 2 1",
            "sum 21600 0 @1",
            "sum 0 0 @2",
            "sum 21600 0 @3",
            "if @0 @3 0",
            "if @0 21600 @1",
            "if @0 0 @2",
            "if @0 @4 21600",
            "mid @5 @6",
            "mid @8 @5",
            "mid @7 @8",
            "mid @6 @7",
            "sum @6 0 @5",
        )
    )
    + '</v:formulas><v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles>'
    '<v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)


def _watermark(word: str, number: str) -> str:
    """Return the word as Word's own watermark: behind the text, about the middle of the page."""
    centre = "".join(
        f"mso-position-{way}:center;mso-position-{way}-relative:page;"
        for way in ("horizontal", "vertical")
    )
    place = (
        "position:absolute;margin-left:0;margin-top:0;"
        f"width:{len(word) * page.WATERMARK_SIZE:g}pt;height:{page.WATERMARK_SIZE:g}pt;"
        f"rotation:{360 - page.WATERMARK_ANGLE:g};z-index:-251658752;{centre}".rstrip(";")
    )
    font = escaped(word_font(page.WATERMARK_ROLE).name)
    return (
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_PLAIN_TEXT}"
        # Word and LibreOffice know a watermark by this name.
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s204{number}"'
        f' type="#_x0000_t136" alt="" style="{place}" o:allowincell="f"'
        f' fillcolor="#{page.WATERMARK_COLOUR.lower()}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt"'
        f' string={quoted(word)}/><w10:wrap anchorx="page" anchory="page"/></v:shape>'
        "</w:pict></w:r>"
    )
