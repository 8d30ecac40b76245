"""A report written as a DOCX: the typesetter's sizes and rows, the reader's own line breaks."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from gi_desktop.document import page
from gi_desktop.document.blocks import Block, TitleBlock
from gi_desktop.document.fitting import (
    Fitted,
    FittedSignature,
    FittedTable,
    FittedText,
    Fitter,
)
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.furniture import Furniture
from gi_desktop.document.page import Align, twips
from gi_desktop.document.tables import LaidCell, LaidTable
from gi_desktop.document.word_base import base_document, pack, run
from gi_desktop.document.word_styles import (
    NAMESPACES,
    TABLE_SIZE,
    StyleId,
    cell_margins,
    exact,
    indent,
    size,
)
from gi_desktop.form import LabelRole

_PROPERTY_LENGTH = 255
"""More than this python-docx refuses in a document's properties."""


def draw_docx(
    blocks: Sequence[Block],
    font_set: FontSet,
    title: str,
    author: str,
    furniture: Furniture,  # noqa: ARG001 - of a proof; not written yet
) -> bytes:
    """Return the DOCX; the same bytes for the same blocks and fonts."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document(BytesIO(base_document()))
    body = document.element.body
    fitted = Fitter(font_set, substitute=False).fit(blocks)
    content = "".join(_body(fitted))
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
        body.insert_element_before(element, "w:sectPr")
    document.core_properties.title = title[:_PROPERTY_LENGTH]
    document.core_properties.author = author[:_PROPERTY_LENGTH]
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as package:
        return pack({name: package.read(name) for name in package.namelist()})


def _body(fitted: Sequence[Fitted]) -> Iterator[str]:
    for block, following in pairwise((*fitted, None)):
        match block:
            case FittedText():
                yield _text(block, following)
            case FittedTable():
                yield from _table(block.layout)
                if following is None or isinstance(following, FittedTable):
                    # A document cannot end in a table, and two in a row would become one.
                    yield _paragraph(StyleId.AFTER_TABLE, "")
            case FittedSignature():
                yield from _signature(block)


def _paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


# Prose --------------------------------------------------------------------------------------


def _text(fitted: FittedText, following: Fitted | None) -> str:
    """Return a title with its line breaks, or a paragraph without any."""
    if isinstance(fitted.block, TitleBlock):
        lines = ["".join(part.text for part in line) for line in fitted.lines]
        return _paragraph(StyleId.TITLE, _lines(lines))
    if isinstance(following, FittedTable) and fitted.block.level == 1:
        style = StyleId.TABLE_HEADING
    elif fitted.block.level:
        style = StyleId.heading(fitted.block.level)
    else:
        ends = isinstance(following, FittedSignature)
        style = StyleId.LAST_PROSE if ends else StyleId.PROSE
    return _paragraph(style, run(fitted.block.text))


def _lines(lines: Sequence[str], properties: str = "") -> str:
    """Return runs with a break between lines."""
    return "<w:r><w:br/></w:r>".join(run(line, properties) for line in lines)


def _signature(fitted: FittedSignature) -> Iterator[str]:
    """Yield name and date, each indented from the side that its place is measured from."""
    before = fitted.gap
    for number, line in enumerate(fitted.lines):
        is_last = number == len(fitted.lines) - 1
        style = StyleId.DATE if is_last and number else StyleId.SIGNATURE
        left, right = line.x, page.TEXT_WIDTH - line.x - line.width
        match line.anchor:
            case Align.CENTRE:
                place = indent(left=max(left - right, 0.0), right=max(right - left, 0.0))
            case Align.RIGHT:
                place = indent(right=max(right, 0.0))
            case _:
                place = indent(left=left)
        align = f'<w:jc w:val="{line.anchor.value}"/>'
        spacing = exact(page.SIGNATURE.pitch, before=before)
        yield _paragraph(style, run(line.text), spacing + place + align)
        before = 0.0


# Tables -------------------------------------------------------------------------------------


def _table(laid: LaidTable) -> Iterator[str]:
    widths = [twips(width) for width in laid.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{StyleId.TABLE}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{cell_margins("tblCellMar", page.CELL_PADDING)}'
        f'<w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    rows: list[list[LaidCell]] = [[] for _ in laid.rows]
    for cell in sorted(laid.cells, key=lambda cell: cell.cell.column):
        for row in range(cell.cell.row, cell.cell.row + cell.cell.row_span):
            rows[row].append(cell)
    for row, (height, cells) in enumerate(zip(laid.rows, rows, strict=True)):
        header = "<w:tblHeader/>" if row < laid.block.header_rows else ""
        # Rows kept with the next one keep the table, or its header and first row, together.
        keep = row < (len(laid.rows) - 1 if laid.whole else laid.block.header_rows)
        inner = "".join(_cell(cell, row, widths, keep=keep) for cell in cells)
        yield (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}"'
            f' w:hRule="atLeast"/>{header}</w:trPr>{inner}</w:tr>'
        )
    yield "</w:tbl>"


def _cell(laid: LaidCell, row: int, widths: Sequence[int], *, keep: bool) -> str:
    """Return a cell, or its continuation in a later row."""
    cell = laid.cell
    width = sum(widths[cell.column : cell.column + cell.column_span])
    begins = row == cell.row
    properties = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if cell.column_span > 1:
        properties.append(f'<w:gridSpan w:val="{cell.column_span}"/>')
    if cell.row_span > 1:
        properties.append(f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>')
    if cell.role is LabelRole.CAPTION:
        properties.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{page.CAPTION_FILL}"/>')
    if laid.padding != page.CELL_PADDING:
        properties.append(cell_margins("tcMar", laid.padding))
    properties.append('<w:vAlign w:val="center"/>')
    content = _cell_text(laid, keep=keep) if begins else _cell_paragraph(laid, "", keep=keep)
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{content}</w:tc>"


def _cell_text(laid: LaidCell, *, keep: bool) -> str:
    """Return a cell's paragraph: broken where a typist breaks it, else left to the width."""
    properties = "" if laid.size == TABLE_SIZE else size(laid.size)
    text = _lines(laid.lines, properties) if laid.forced else run(laid.cell.text, properties)
    return _cell_paragraph(laid, text, keep=keep)


def _cell_paragraph(laid: LaidCell, content: str, *, keep: bool) -> str:
    properties = "<w:keepNext/>" if keep else ""
    if laid.size != TABLE_SIZE:
        properties += exact(laid.pitch)
    return _paragraph(_cell_style(laid), content, properties)


def _cell_style(laid: LaidCell) -> str:
    match laid.cell.role:
        case None:
            return StyleId.NUMBER
        case LabelRole.CAPTION:
            return StyleId.CAPTION
        case LabelRole.NOTE:
            return StyleId.NOTE
        case _:
            return StyleId.CENTRED if laid.cell.centred else StyleId.LABEL
