"""Tables in a DOCX: the typesetter's grid, sizes and row heights, parted where it parts them."""

from collections.abc import Collection, Iterator, Sequence

from gi_desktop.document import page
from gi_desktop.document.page import twips
from gi_desktop.document.tables import LaidCell, LaidTable
from gi_desktop.document.word_base import paragraph, run
from gi_desktop.document.word_styles import KEEP_NEXT, StyleId, Styles, cell_margins
from gi_desktop.form import LabelRole


def lines_of(lines: Sequence[str]) -> str:
    """Return runs with a break between lines."""
    return "<w:r><w:br/></w:r>".join(map(run, lines))


def table(laid: LaidTable, style: str, parts: Collection[int], styles: Styles) -> Iterator[str]:
    """Yield a table; pages begin at the rows ``parts``, where a label that goes on is repeated."""
    widths = [twips(width) for width in laid.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = 'w:val="0020" w:firstRow="1"' if laid.block.header_rows else 'w:val="0000"'
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{cell_margins("tblCellMar", page.CELL_PADDING)}'
        f"<w:tblLook {header}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    rows: list[list[LaidCell]] = [[] for _ in laid.rows]
    for cell in sorted(laid.cells, key=lambda cell: cell.cell.column):
        for row in range(cell.cell.row, cell.cell.row + cell.cell.row_span):
            rows[row].append(cell)
    ends = {len(rows), *parts}
    for row, (height, cells) in enumerate(zip(laid.rows, rows, strict=True)):
        repeated = "<w:tblHeader/>" if row < laid.block.header_rows else ""
        # Rows kept with the next one stay on one page, as far as the typesetter has them there.
        keep = KEEP_NEXT if row + 1 not in ends else ""
        inner = "".join(_cell(cell, row, widths, keep, parts, styles) for cell in cells)
        yield (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}"'
            f' w:hRule="atLeast"/>{repeated}</w:trPr>{inner}</w:tr>'
        )
    yield "</w:tbl>"


def _cell(
    laid: LaidCell,
    row: int,
    widths: Sequence[int],
    keep: str,
    parts: Collection[int],
    styles: Styles,
) -> str:
    """Return a cell, or its continuation in a later row."""
    cell = laid.cell
    width = sum(widths[cell.column : cell.column + cell.column_span])
    begins = row == cell.row or row in parts
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
    text = _text(laid) if begins else ""
    content = paragraph(styles.cell(_style(laid), laid.size), text, keep)
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{content}</w:tc>"


def _text(laid: LaidCell) -> str:
    """Return a cell's text: broken where a typist breaks it, else left to the width."""
    return lines_of(laid.lines) if laid.forced else run(laid.cell.text)


def _style(laid: LaidCell) -> str:
    match laid.cell.role:
        case None:
            return StyleId.NUMBER
        case LabelRole.CAPTION:
            return StyleId.CAPTION
        case LabelRole.NOTE:
            return StyleId.NOTE
        case _:
            return StyleId.CENTRED if laid.cell.centred else StyleId.LABEL
