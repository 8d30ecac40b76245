"""Made sources as other programs write them: HTML, workbooks, Word, cells, markdown."""

import html
import io
import random

from tests.importing.sources import Rows, Source, placed


def as_html(source: Source, dice: random.Random, *, page: bool = True, layout: bool = False) -> str:
    """Return a page as editors of websites make them."""
    parts = []
    for block in source.blocks:
        if isinstance(block, str):
            parts.append(_paragraph(block, dice))
        else:
            parts.append(html_table(block, dice))
    body = "\n".join(parts)
    if layout:
        body = f'<table width="100%"><tr><td class="main">{body}</td></tr></table>'
    if not page:
        return f"<html><body>{body}</body></html>"
    menu = "".join(
        f"<li><a href='/{n}'>{t}</a></li>" for n, t in enumerate(("首页", "政务公开", "办事服务"))
    )
    return (
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' 'x.dtd'>"
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>'
        "<title>年度报告 - 某某市人民政府</title><style>td{color:red}</style>"
        "<script>var a = '<table><tr><td>9</td></tr></table>';</script></head><body>"
        f"<div id='top'><ul>{menu}</ul></div><div>当前位置：首页 &gt; 政府信息公开年报</div>"
        "<table><tr><td>索引号</td><td>000014349/2023-00012</td><td>发布机构</td><td>某办</td></tr>"
        "<tr><td>发布日期</td><td>2024-01-22</td><td>文号</td><td></td></tr></table>"
        f"<div id='zoom'>{body}<!-- 9 9 9 --><p>扫一扫在手机打开当前页</p></div>"
        "<div class='foot'><p>主办：某某市人民政府办公室</p><p>某ICP备10000001号</p></div></body></html>"
    )


def _paragraph(text: str, dice: random.Random) -> str:
    text = html.escape(text)
    return dice.choice(
        [
            "<p>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>",
            '<p style="text-indent:2em"><font face="仿宋">{}</font></p>',
            "<p class=MsoNormal><span lang=EN-US style='mso-spacerun:yes'></span><span>{}</span><o:p></o:p></p>",
            "<div>　　{}</div>",
            "<p><strong>{}</strong><br /></p>",
        ]
    ).format(text)


def html_table(rows: Rows, dice: random.Random) -> str:
    """Return a table as HTML."""
    shape = dice.choice(
        [
            "<p><span>{}</span></p>",
            "{}",
            "<font size='2'>{}</font>",
            "<div>\n  {}\n</div>",
            "<p>{}<o:p></o:p></p>",
        ]
    )
    lines = []
    for line in rows:
        cells = []
        for cell in line:
            spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            text = html.escape(cell.text)
            if len(text) > 12 and dice.random() < 0.3:
                text = text[:8] + "<br/>" + text[8:]
            cells.append(f"<td{spans}>{shape.format(text or '&nbsp;')}</td>")
        lines.append("<tr>" + "\n".join(cells) + "</tr>")
    return "<table border='1' cellspacing='0'><tbody>" + "\n".join(lines) + "</tbody></table>"


def as_xlsx(source: Source, dice: random.Random, *, one_sheet: bool) -> bytes:
    """Return a workbook, all on one sheet or a sheet for each table."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    row = 1
    for number, block in enumerate(source.blocks):
        if isinstance(block, str):
            if not one_sheet and number and not isinstance(source.blocks[number - 1], str):
                sheet, row = book.create_sheet(), 1
            sheet.cell(row, 1).value = block
            row += 1
            continue
        taken: set[tuple[int, int]] = set()
        for r, line in enumerate(block):
            column = 0
            for cell in line:
                while (r, column) in taken:
                    column += 1
                height = min(cell.rows, len(block) - r)
                for down in range(height):
                    for right in range(cell.columns):
                        taken.add((r + down, column + right))
                target = sheet.cell(row + r, column + 1)
                target.value = _typed(cell.text, dice)
                if height > 1 or cell.columns > 1:
                    sheet.merge_cells(
                        start_row=row + r,
                        start_column=column + 1,
                        end_row=row + r + height - 1,
                        end_column=column + cell.columns,
                    )
                column += cell.columns
        row += len(block)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _typed(text: str, dice: random.Random) -> float | str | None:
    if text.isdecimal() and dice.random() < 0.7:
        return dice.choice([int(text), float(text)])
    return text or None


def as_docx(source: Source) -> bytes:
    """Return a Word document with the spans of the tables."""
    from docx import Document

    document = Document()
    for block in source.blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        matrix = placed(block)
        table = document.add_table(len(block), len(matrix[0]))
        for r, line in enumerate(matrix):
            for c, (cell, begins) in enumerate(line):
                if cell is None or not begins:
                    continue
                first = table.cell(r, c)
                if cell.rows > 1 or cell.columns > 1:
                    last = min(r + cell.rows, len(block)) - 1
                    first = first.merge(table.cell(last, c + cell.columns - 1))
                first.text = cell.text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_tsv(source: Source, _dice: random.Random) -> str:
    """Return what a spreadsheet puts on the clipboard as text."""
    lines: list[str] = []
    for block in source.blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        lines += [
            "\t".join(
                cell.text.strip() if cell is not None and begins else "" for cell, begins in line
            )
            for line in placed(block)
        ]
    return "\n".join(lines)


def as_markdown(source: Source, _dice: random.Random) -> str:
    """Return text with tables as markdown has them."""
    lines: list[str] = []
    for block in source.blocks:
        if isinstance(block, str):
            lines += ["", block, ""]
            continue
        matrix = placed(block)
        for r, line in enumerate(matrix):
            texts = [
                cell.text.strip() if cell is not None and begins else "" for cell, begins in line
            ]
            lines.append("| " + " | ".join(texts) + " |")
            if r == 0:
                lines.append("|" + " --- |" * len(line))
    return "\n".join(lines)
