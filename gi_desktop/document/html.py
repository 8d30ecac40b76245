"""A report as one web page: what is a heading, a table, a header cell is marked as that.

The markup alone carries the report, since a site's editor drops the style sheet: hence
``border="1"`` on tables, and no class, id or style attribute anywhere. Addresses in the text
stay text: a link nobody has tried is a dead link on an official site.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from gi_desktop.document import page
from gi_desktop.document.blocks import (
    Block,
    SignatureBlock,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
)
from gi_desktop.form import Edition, LabelRole, Section

_STYLE = f"""\
body {{ max-width: 62em; margin: 0 auto; padding: 1em; line-height: 1.8;
  font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; }}
h1, h2, h3, h4, h5 {{ line-height: 1.4; break-after: avoid; }}
h1 {{ text-align: center; text-wrap: balance; font-size: 1.6em; }}
h2 {{ font-size: 1.25em; }}
h3, h4, h5 {{ font-size: 1em; }}
p {{ text-indent: 2em; text-align: justify; overflow-wrap: anywhere; }}
footer p {{ text-indent: 0; text-align: right; }}
table {{ width: 100%; min-width: 40em; border-collapse: collapse; line-height: 1.4; }}
caption {{ padding: 0.5em; text-align: right; }}
th, td {{ border: 1px solid; padding: 0.3em; text-align: center; }}
th {{ font-weight: normal; }}
thead ~ tbody th {{ text-align: left; }}
th:only-child {{ background: #{page.CAPTION_FILL}; }}
tr {{ break-inside: avoid; }}
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; }}
@media print {{ body {{ padding: 0; }} table {{ min-width: 0; font-size: 0.75em; break-inside: avoid; }} }}
"""


def draw_html(blocks: Sequence[Block], form: Edition, title: str, author: str) -> bytes:
    """Return the page in UTF-8. A table's caption is its section's name with the unit."""
    captions = {
        section.table: f"{_unnumbered(section)}，单位：{form.table(section.table).unit}"
        for section in form.sections
        if section.table
    }
    named = f'<meta name="author" content="{escape(author)}">\n' if author else ""
    body = "\n".join(line for block in blocks for line in _block(block, captions))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n{named}<style>\n{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _unnumbered(section: Section) -> str:
    return section.heading.removeprefix(f"{section.ordinal}、")


def _text(text: str) -> str:
    return escape(text, quote=False)


def _block(block: Block, captions: dict[str, str]) -> Iterator[str]:
    match block:
        case TitleBlock():
            yield f"<h1>{_text(block.text)}</h1>"
        case TextBlock(level=0):
            yield f"<p>{_text(block.text)}</p>"
        case TextBlock():
            yield f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>"
        case TableBlock():
            yield from _table(block, captions.get(block.id, ""))
        case SignatureBlock():
            lines = "\n".join(f"<p>{_text(line)}</p>" for line in (block.name, block.date) if line)
            yield f"<footer>\n{lines}\n</footer>"


# Tables -------------------------------------------------------------------------------------


def _table(table: TableBlock, caption: str) -> Iterator[str]:
    yield '<table border="1">'
    if caption:
        yield f"<caption>{_text(caption)}</caption>"
    columns, rows = _column_groups(table), _row_groups(table)
    if columns:
        yield "".join(f'<colgroup span="{len(group)}"></colgroup>' for group in columns)
    for group in rows:
        name = "thead" if group.stop <= table.header_rows else "tbody"
        yield f"<{name}>"
        for row in group:
            yield "<tr>"
            for cell in table.cells:
                if cell.row == row:
                    yield _cell(cell, _scope(cell, columns, rows))
            yield "</tr>"
        yield f"</{name}>"
    yield "</table>"


def _cell(cell: TableCell, scope: str) -> str:
    attributes = f' scope="{scope}"' if scope else ""
    if cell.row_span > 1:
        attributes += f' rowspan="{cell.row_span}"'
    if cell.column_span > 1:
        attributes += f' colspan="{cell.column_span}"'
    name = "th" if scope else "td"
    return f"<{name}{attributes}>{_text(cell.text)}</{name}>"


def _scope(cell: TableCell, columns: Sequence[range], rows: Sequence[range]) -> str:
    """Return what a label heads; "" for numbers and notes.

    ``colgroup`` and ``rowgroup`` only where the label heads the rest of such a group. A label
    that spans several rows or columns without being one heads all of them as ``row`` or ``col``.
    """
    match cell.role:
        case LabelRole.CAPTION:
            return "rowgroup"
        case LabelRole.HEADER:
            span = range(cell.column, cell.column + cell.column_span)
            return "colgroup" if span in columns and len(span) > 1 else "col"
        case LabelRole.GROUP:
            return "rowgroup" if range(cell.row, cell.row + cell.row_span) in rows else "row"
        case LabelRole.ROW:
            return "row"
        case _:
            return ""


def _row_groups(table: TableBlock) -> list[range]:
    """Return the rows of thead and of each tbody; no cell reaches out of its group.

    A caption line begins a group; an outermost group label (三、本年度办理结果) is one.
    """
    bounds = {0, table.header_rows, table.rows}
    for cell in table.cells:
        if cell.role is LabelRole.CAPTION:
            bounds.add(cell.row)
        elif cell.role is LabelRole.GROUP:
            bounds.update((cell.row, cell.row + cell.row_span))
    for cell in table.cells:
        bounds.difference_update(range(cell.row + 1, cell.row + cell.row_span))
    return [range(*pair) for pair in pairwise(sorted(bounds))]


def _column_groups(table: TableBlock) -> list[range]:
    """Return the columns as the headers of several columns part them.

    None where the table has no header rows: each part of it has headers of its own then.
    """
    wide = [
        cell
        for cell in table.cells
        if cell.row + cell.row_span <= table.header_rows and cell.column_span > 1
    ]
    bounds = {0, len(table.widths)}
    for cell in wide:
        bounds.update((cell.column, cell.column + cell.column_span))
    return [range(*pair) for pair in pairwise(sorted(bounds))] if wide else []
