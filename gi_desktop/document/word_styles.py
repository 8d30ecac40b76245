"""The named styles of the DOCX, made from the styles of the typesetter.

Body text carries nothing else: who edits the document later stays in shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from gi_desktop.document import page
from gi_desktop.document.fonts import Role, word_font
from gi_desktop.document.page import Align, TextStyle, twips
from gi_desktop.document.tables import SIZES, line_pitch

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TABLE_SIZE = SIZES[0]
"""Size of table text unless a table steps down."""
_NO_OUTLINE = '<w:outlineLvl w:val="9"/>'
"""Word's way to say that a paragraph is no heading."""
SHEET = "送审单"
"""Begins the names of all styles of the sheet in front of a proof, so that an import knows it."""


class StyleId:
    """Ids of the styles; the names that Word shows stand with the styles."""

    TITLE = "Title"
    PROSE = "Prose"
    LAST_PROSE = "LastProse"
    TABLE_HEADING = "TableHeading"
    SIGNATURE = "Signatory"
    DATE = "SignatureDate"
    TABLE = "ReportTable"
    LABEL = "TableLabel"
    CENTRED = "TableCentred"
    NUMBER = "TableNumber"
    CAPTION = "TableCaption"
    NOTE = "TableNote"
    AFTER_TABLE = "AfterTable"
    FOLIO_ODD = "FolioOdd"
    FOLIO_EVEN = "FolioEven"
    HEADER = "ProofHeader"
    CODE_ODD = "CodeOdd"
    CODE_EVEN = "CodeEven"
    CODE = "Code"
    SHEET_TABLE = "SheetTable"

    @staticmethod
    def heading(level: int) -> str:
        """Return the style of a heading of level 1 to 4: Word's own."""
        return f"Heading{level}"


@dataclass(frozen=True)
class _Style:
    """One paragraph style; ``paragraph`` and ``run`` are the contents of w:pPr and w:rPr."""

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""
    alias: str = ""
    """The name of this form's offices for one of Word's built-in styles."""
    own: bool = True
    """Not one of Word's built-in styles."""

    @property
    def shown(self) -> str:
        """What it is called in Chinese."""
        return self.alias or self.name

    def xml(self) -> str:
        own = ' w:customStyle="1"' if self.own else ""
        default = "" if self.based_on else ' w:default="1"'
        alias = f"<w:aliases w:val={quoted(self.alias)}/>" if self.alias else ""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        run = f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        return (
            f'<w:style w:type="paragraph"{default}{own} w:styleId="{self.id}">'
            f"<w:name w:val={quoted(self.name)}/>{alias}{based}{following}<w:qFormat/>"
            f"{paragraph}{run}</w:style>"
        )


@dataclass
class Styles:
    """The styles of one document: those of every report, and what its own measures need."""

    _own: dict[str, _Style] = field(default_factory=dict)
    _has_sheet: bool = False
    _has_code: bool = False

    def cell(self, style: str, points: float) -> str:
        """Return the table style like ``style`` in this size."""
        if points == _TABLE_SIZE:
            return style
        return self._add(
            f"{style}{round(points * 2)}",
            f"{_fixed()[style].shown} {points:g} 磅",
            style,
            exact(line_pitch(points)),
            size(points),
        )

    def before_table(self, style: str) -> str:
        """Return the style like ``style`` that keeps its distance from a table below."""
        spacing = exact(page.PITCH, after=page.TABLE_GAP)
        return self._add(f"{style}BeforeTable", f"表前{self._get(style).shown}", style, spacing)

    def measured(self, style: str, properties: str) -> str:
        """Return the style with what this document measures of it, such as where a name stands."""
        return self._add(style, _MEASURED[style], "Normal", properties)

    def sheet(self, style: str) -> str:
        """Return the style like ``style`` for the sheet in front: the outline passes it over."""
        return self._add(f"Sheet{style}", f"{SHEET}{self._get(style).shown}", style, _NO_OUTLINE)

    def sheet_table(self) -> str:
        """Return the style of a table on the sheet in front."""
        self._has_sheet = True
        return StyleId.SHEET_TABLE

    def header(self) -> str:
        """Return the style of the line above the text of a proof."""
        self._own["Header"] = _Style("Header", "header", own=False)
        run = f'{fonts(page.HEADER_ROLE)}<w:spacing w:val="0"/>{size(page.HEADER_SIZE)}'
        paragraph = exact(page.HEADER_SIZE) + _align(Align.RIGHT)
        return self._add(StyleId.HEADER, "送审稿页眉", "Header", paragraph, run)

    def coded(self) -> None:
        """Take the styles of a line with the code (核对码) and the page number at its sides."""
        sides = (
            # The code at the left, the number at the right on odd pages; even ones turned about.
            (StyleId.CODE_ODD, "单页页码和核对码", page.TEXT_WIDTH - page.FOLIO_INDENT),
            (StyleId.CODE_EVEN, "双页页码和核对码", page.TEXT_WIDTH - page.CODE_INDENT),
        )
        for style, name, right in sides:
            tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(right)}"/></w:tabs>'
            left = indent(left=page.FOLIO_INDENT)
            self._add(style, name, "Footer", tab + exact(page.FOLIO_SIZE) + left)
        self._has_code = True

    def xml(self) -> str:
        """Return word/styles.xml without its first line."""
        head, tail = _frame()
        own = "".join(style.xml() for style in self._own.values())
        table = _table_style(StyleId.SHEET_TABLE, f"{SHEET}表格", StyleId.TABLE)
        code = _code_style() if self._has_code else ""
        return f"{head}{own}{tail}{table if self._has_sheet else ''}{code}</w:styles>"

    def _get(self, style: str) -> _Style:
        return self._own.get(style) or _fixed()[style]

    def _add(self, style: str, name: str, based_on: str, paragraph: str, run: str = "") -> str:
        """Keep a style; another of the same id and other properties gets a number."""
        made, number = _Style(style, name, based_on, paragraph=paragraph, run=run), 1
        while self._own.setdefault(made.id, made) != made:
            number += 1
            made = _Style(f"{style}No{number}", f"{name} {number}", based_on, "", paragraph, run)
        return made.id


@cache
def _fixed() -> dict[str, _Style]:
    return {style.id: style for style in (*_text_styles(), *_table_styles(), *_folio_styles())}


@cache
def _frame() -> tuple[str, str]:
    """Return word/styles.xml before and after the styles of one document."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(Role.BODY)}<w:kern w:val="0"/>'
        f'{size(page.EM)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    paragraph = "".join(style.xml() for style in _fixed().values())
    plain = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        '<w:unhideWhenUsed/></w:style><w:style w:type="table" w:default="1"'
        ' w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{cell_margins('tblCellMar', page.CELL_PADDING)}</w:tblPr></w:style>"
    )
    table = _table_style(StyleId.TABLE, "年报表格", "TableNormal")
    return f"<w:styles {NAMESPACES}>{defaults}{paragraph}", plain + table


# Properties ---------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """Return text as XML holds it; the standard library's way loads a network client first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return an attribute's value in its quotes."""
    return f'"{escaped(text).replace(chr(34), "&quot;")}"'


def fonts(role: Role) -> str:
    """Return w:rFonts: one font for Chinese and Latin, Chinese rules for marks like “ and —."""
    name = quoted(word_font(role).name)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}/>'
    )


def size(points: float) -> str:
    """Return w:sz; Word counts in half points and knows nothing finer."""
    half = max(round(points * 2), 1)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def exact(pitch: float, before: float = 0.0, after: float = 0.0) -> str:
    """Return w:spacing with an exact pitch, lengths in pt."""
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"'
        f' w:line="{twips(pitch)}" w:lineRule="exact"/>'
    )


def indent(left: float = 0.0, right: float = 0.0, first: float = 0.0) -> str:
    """Return w:ind, lengths in pt."""
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" w:firstLine="{twips(first)}"/>'


def cell_margins(name: str, padding: float) -> str:
    """Return w:tblCellMar or w:tcMar with the same space left and right."""
    sides = (("top", 0), ("left", twips(padding)), ("bottom", 0), ("right", twips(padding)))
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:{name}>{inner}</w:{name}>"


def _align(align: Align) -> str:
    return f'<w:jc w:val="{align.value}"/>'


def _run(style: TextStyle) -> str:
    tracking = f'<w:spacing w:val="{twips(style.tracking)}"/>'
    return f"{fonts(style.role)}{tracking}{size(style.size)}"


# The order of elements inside w:pPr is fixed by the format; each string here keeps to it.
_RULES = (
    "<w:widowControl/><w:kinsoku/><w:wordWrap/>"
    '<w:overflowPunct w:val="0"/><w:topLinePunct w:val="0"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
)
KEEP_NEXT = "<w:keepNext/>"
_KEEP_LINES = "<w:keepLines/>"
_MEASURED = {StyleId.SIGNATURE: "落款", StyleId.DATE: "成文日期"}
"""Styles that a document defines by its own measures; their names."""


# The styles of every report -------------------------------------------------------------------


def _text_styles() -> Iterator[_Style]:
    body, title = page.BODY, page.TITLE
    rules = _RULES + exact(body.pitch) + _align(Align.JUSTIFIED)
    yield _Style("Normal", "Normal", "", "", rules, _run(body), own=False)
    yield _Style(
        StyleId.TITLE,
        "Title",
        following=StyleId.PROSE,
        paragraph=KEEP_NEXT
        + _KEEP_LINES
        + exact(title.pitch, after=page.AFTER_TITLE)
        + _align(title.align),
        run=_run(title),
        alias="公文标题",
        own=False,
    )
    yield _Style(StyleId.PROSE, "公文正文", paragraph=indent(first=body.indent))
    yield _Style(StyleId.LAST_PROSE, "正文末段", StyleId.PROSE, paragraph=KEEP_NEXT)
    for level, style in page.HEADINGS.items():
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        yield _Style(
            StyleId.heading(level),
            f"heading {level}",
            following=StyleId.PROSE,
            paragraph=KEEP_NEXT + _KEEP_LINES + indent(first=style.indent) + outline,
            run=_run(style),
            alias=f"{'一二三四'[level - 1]}级标题",
            own=False,
        )
    yield _Style(
        StyleId.TABLE_HEADING,
        "表前标题",
        StyleId.heading(1),
        StyleId.PROSE,
        exact(page.HEADINGS[1].pitch, after=page.TABLE_GAP) + '<w:outlineLvl w:val="0"/>',
    )


def _table_styles() -> Iterator[_Style]:
    text = f'{fonts(Role.TABLE)}<w:spacing w:val="0"/>{size(_TABLE_SIZE)}'
    label = exact(line_pitch(_TABLE_SIZE)) + _align(Align.LEFT)
    yield _Style(StyleId.LABEL, "表格项目", paragraph=label, run=text)
    yield _Style(StyleId.CENTRED, "表格栏目", StyleId.LABEL, paragraph=_align(Align.CENTRE))
    yield _Style(StyleId.NUMBER, "表格数字", StyleId.CENTRED)
    yield _Style(StyleId.CAPTION, "表格分类", StyleId.LABEL)
    yield _Style(StyleId.NOTE, "表格说明", StyleId.LABEL, run=fonts(Role.LEVEL2))
    yield _Style(StyleId.AFTER_TABLE, "表后", paragraph=exact(1.0), run=size(1.0))


def _folio_styles() -> Iterator[_Style]:
    folio = f'{fonts(page.FOLIO_ROLE)}<w:spacing w:val="0"/>{size(page.FOLIO_SIZE)}'
    pitch = exact(page.FOLIO_SIZE)
    odd = pitch + indent(right=page.FOLIO_INDENT) + _align(Align.RIGHT)
    even = pitch + indent(left=page.FOLIO_INDENT) + _align(Align.LEFT)
    yield _Style("Footer", "footer", own=False, run=folio)
    yield _Style(StyleId.FOLIO_ODD, "单页页码", "Footer", paragraph=odd)
    yield _Style(StyleId.FOLIO_EVEN, "双页页码", "Footer", paragraph=even)


def _code_style() -> str:
    """Return the style of the code's characters."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{StyleId.CODE}">'
        f'<w:name w:val="核对码"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:rPr>{fonts(page.CODE_ROLE)}{size(page.CODE_SIZE)}</w:rPr></w:style>"
    )


def _table_style(style: str, name: str, based_on: str) -> str:
    """Return the style of a whole table with its borders."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{round(page.BORDER * 8)}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
    )
