"""The named styles of the DOCX, made from the styles of the typesetter.

Body text carries nothing else: who edits the document later stays in shape.
"""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from gi_desktop.document import page
from gi_desktop.document.fonts import Role, word_font
from gi_desktop.document.page import Align, TextStyle, twips
from gi_desktop.document.tables import SIZES, line_pitch

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TABLE_SIZE = SIZES[0]
"""Size of table text unless a table steps down."""


class StyleId:
    """Ids of the styles; the names that Word shows stand in :func:`styles`."""

    TITLE = "ReportTitle"
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

    @staticmethod
    def heading(level: int) -> str:
        """Return the style of a heading of level 1 to 4."""
        return f"Level{level}"


@dataclass(frozen=True)
class _Style:
    """One paragraph style; ``paragraph`` and ``run`` are the contents of w:pPr and w:rPr."""

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""
    own: bool = True
    """Not one of Word's built-in styles."""

    def xml(self) -> str:
        attributes = ' w:customStyle="1"' if self.own else ""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        run = f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.id}"{attributes}>'
            f"<w:name w:val={quoteattr(self.name)}/>{based}{following}<w:qFormat/>"
            f"{paragraph}{run}</w:style>"
        )


def styles() -> str:
    """Return word/styles.xml without its first line."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(Role.BODY)}<w:kern w:val="0"/>'
        f'{size(page.EM)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    paragraph = "".join(
        style.xml() for style in (*_text_styles(), *_table_styles(), *_furniture_styles())
    )
    normal = paragraph.replace(
        '<w:style w:type="paragraph"', '<w:style w:type="paragraph" w:default="1"', 1
    )
    return f"<w:styles {NAMESPACES}>{defaults}{normal}{_table_styles_proper()}</w:styles>"


def fonts(role: Role) -> str:
    """Return w:rFonts: one font for Chinese and Latin, Chinese rules for marks like “ and —."""
    name = quoteattr(word_font(role).name)
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


def _align(align: Align) -> str:
    return f'<w:jc w:val="{align.value}"/>'


def _run(style: TextStyle) -> str:
    tracking = f'<w:spacing w:val="{twips(style.tracking)}"/>'
    return f"{fonts(style.role)}{tracking}{size(style.size)}"


# The order of elements inside w:pPr is fixed by the format; each string here keeps to it.
_RULES = (
    '<w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct w:val="0"/>'
    '<w:topLinePunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
)
_KEEP_NEXT = "<w:keepNext/>"
_KEEP_LINES = "<w:keepLines/>"


def _text_styles() -> list[_Style]:
    body, title = page.BODY, page.TITLE
    found = [
        _Style(
            "Normal",
            "Normal",
            based_on="",
            paragraph=_RULES + exact(body.pitch) + _align(Align.JUSTIFIED),
            run=_run(body),
            own=False,
        ),
        _Style("Title", "Title", own=False, following=StyleId.PROSE),
        _Style(
            StyleId.TITLE,
            "公文标题",
            "Title",
            StyleId.PROSE,
            _KEEP_NEXT + _KEEP_LINES + exact(title.pitch, after=page.AFTER_TITLE)
            + _align(title.align),
            _run(title),
        ),
        _Style(StyleId.PROSE, "公文正文", paragraph=indent(first=body.indent)),
        _Style(StyleId.LAST_PROSE, "正文末段", StyleId.PROSE, paragraph=_KEEP_NEXT),
    ]  # fmt: skip
    for level, style in page.HEADINGS.items():
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        found.append(
            _Style(
                f"Heading{level}",
                f"heading {level}",
                following=StyleId.PROSE,
                paragraph=_KEEP_NEXT + _KEEP_LINES + indent(first=style.indent) + outline,
                run=_run(style),
                own=False,
            )
        )
        name = f"{'一二三四'[level - 1]}级标题"
        found.append(_Style(StyleId.heading(level), name, f"Heading{level}", StyleId.PROSE))
    spacing = exact(page.HEADINGS[1].pitch, after=page.TABLE_GAP)
    found.append(
        _Style(StyleId.TABLE_HEADING, "表前标题", StyleId.heading(1), StyleId.PROSE, spacing)
    )
    return found


def _table_styles() -> list[_Style]:
    text = f'{fonts(Role.TABLE)}<w:spacing w:val="0"/>{size(TABLE_SIZE)}'
    return [
        _Style(
            StyleId.LABEL,
            "表格项目",
            paragraph=exact(line_pitch(TABLE_SIZE)) + _align(Align.LEFT),
            run=text,
        ),
        _Style(StyleId.CENTRED, "表格栏目", StyleId.LABEL, paragraph=_align(Align.CENTRE)),
        _Style(StyleId.NUMBER, "表格数字", StyleId.CENTRED),
        _Style(StyleId.CAPTION, "表格分类", StyleId.LABEL),
        _Style(StyleId.NOTE, "表格说明", StyleId.LABEL, run=fonts(Role.LEVEL2)),
        _Style(StyleId.AFTER_TABLE, "表后", paragraph=exact(1.0), run=size(1.0)),
    ]


def _furniture_styles() -> list[_Style]:
    folio = f'{fonts(page.FOLIO_ROLE)}<w:spacing w:val="0"/>{size(page.FOLIO_SIZE)}'
    pitch = exact(page.FOLIO_SIZE)
    odd = pitch + indent(right=page.FOLIO_INDENT) + _align(Align.RIGHT)
    even = pitch + indent(left=page.FOLIO_INDENT) + _align(Align.LEFT)
    return [
        _Style(
            StyleId.SIGNATURE,
            "落款",
            following=StyleId.DATE,
            paragraph=_KEEP_NEXT + exact(page.SIGNATURE.pitch, before=page.SIGNATURE_GAP),
        ),
        _Style(StyleId.DATE, "成文日期"),
        _Style("Footer", "footer", own=False, run=folio),
        _Style(StyleId.FOLIO_ODD, "单页页码", "Footer", paragraph=odd),
        _Style(StyleId.FOLIO_EVEN, "双页页码", "Footer", paragraph=even),
    ]


def _table_styles_proper() -> str:
    """Return the styles of whole tables: Word's plain one, and ours with its borders."""
    margins = cell_margins("tblCellMar", page.CELL_PADDING)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{round(page.BORDER * 8)}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins}</w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{StyleId.TABLE}">'
        '<w:name w:val="年报表格"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
    )


def cell_margins(name: str, padding: float) -> str:
    """Return w:tblCellMar or w:tcMar with the same space left and right."""
    sides = (("top", 0), ("left", twips(padding)), ("bottom", 0), ("right", twips(padding)))
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:{name}>{inner}</w:{name}>"
