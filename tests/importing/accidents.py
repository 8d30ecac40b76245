"""Reports as other programs and other hands make them: HTML, workbooks, Word, text; with accidents.

The tables are grids of ``Cell``s derived from the edition; an accident changes a grid or how it
is written. Nothing here knows a form.
"""

import html
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from gi_desktop.form import Edition, Field, LabelRole, Table
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import format_value


@dataclass(frozen=True)
class Cell:
    """A cell of a source table; ``row`` and ``column`` are its place in the official grid."""

    text: str
    rows: int = 1
    columns: int = 1
    role: LabelRole | None = None
    address: str = ""
    row: int = 0
    column: int = 0


Rows = list[list[Cell]]


@dataclass
class Source:
    """A report about to be written: blocks in order, texts or tables."""

    blocks: list[str | Rows]
    lost: set[str] = field(default_factory=set)
    """Cells that the source does not say."""


def source_of(report: Report, form: Edition) -> Source:
    """Return the report as other programs hold it."""
    sheet = Plan.of(form).sheet(report.cells)

    def prose(text_id: str) -> list[str | Rows]:
        return [p.resolve(sheet.value) for p in report.text(text_id)]

    blocks: list[str | Rows] = [report.printed_title(form), *prose(form.preface)]
    for section in form.sections:
        blocks.append(section.heading)
        if section.table:
            table = form.table(section.table)
            values = {spec.address: format_value(sheet.value(spec.address)) for spec in table.cells}
            blocks.append(rows_of(table, values))
        else:
            blocks += prose(section.text)
    if report.signature.name:
        blocks += [report.signature.name, report.signature.date]
    return Source(blocks)


def rows_of(table: Table, values: dict[str, str]) -> Rows:
    """Return the official grid of a table with these values."""
    rows: Rows = [[] for _ in range(table.shape[0])]
    for place in sorted(table.grid, key=lambda place: (place.row, place.column)):
        content = place.content
        address = content.address if isinstance(content, Field) else ""
        rows[place.row].append(
            Cell(
                values[address] if isinstance(content, Field) else content.text,
                place.row_span,
                place.column_span,
                None if isinstance(content, Field) else content.role,
                address,
                place.row,
                place.column,
            )
        )
    return rows


def tables(source: Source) -> list[Rows]:
    """Return the tables of a source."""
    return [block for block in source.blocks if not isinstance(block, str)]


def placed(rows: Rows) -> list[list[tuple[Cell | None, bool]]]:
    """Return the full matrix: each place's cell, and whether the cell begins there."""
    height = len(rows)
    matrix: list[dict[int, tuple[Cell | None, bool]]] = [{} for _ in range(height)]
    for r, line in enumerate(rows):
        column = 0
        for cell in line:
            while column in matrix[r]:
                column += 1
            for down in range(min(cell.rows, height - r)):
                for right in range(cell.columns):
                    matrix[r + down].setdefault(column + right, (cell, down == 0 and right == 0))
            column += cell.columns
    width = max((max(line, default=-1) + 1 for line in matrix), default=0)
    return [[line.get(c, (None, False)) for c in range(width)] for line in matrix]


# Accidents on tables --------------------------------------------------------------------------

Accident = Callable[[Rows, random.Random], Rows]


def _map(rows: Rows, change: Callable[[Cell], Cell]) -> Rows:
    return [[change(cell) for cell in line] for line in rows]


def unmerged(rows: Rows, _dice: random.Random) -> Rows:
    """Every merged cell taken apart: its text in the first place, the others empty."""
    return [
        [
            replace(cell, rows=1, columns=1) if cell is not None and begins else Cell("")
            for cell, begins in line
        ]
        for line in placed(rows)
    ]


def label_repeated(rows: Rows, _dice: random.Random) -> Rows:
    """Merged rows taken apart with the text repeated in each."""
    return [
        [
            replace(cell, rows=1, columns=1)
            if cell is not None and (begins or cell.role is LabelRole.GROUP)
            else Cell("")
            for cell, begins in line
        ]
        for line in placed(rows)
    ]


def without_row_spans(rows: Rows, _dice: random.Random) -> Rows:
    """The row spans forgotten, so that the rows below begin further left."""
    return _map(rows, lambda cell: replace(cell, rows=1))


def spaced(rows: Rows, dice: random.Random) -> Rows:
    """Blanks of all kinds inside labels and around numbers."""

    def change(cell: Cell) -> Cell:
        if cell.role is None:
            return replace(
                cell, text=dice.choice(["{}", " {} ", "\u00a0{}", "{}\u3000"]).format(cell.text)
            )
        return replace(cell, text=dice.choice([" ", "\u00a0", "\u3000"]).join(cell.text))

    return _map(rows, change)


def half_width(rows: Rows, _dice: random.Random) -> Rows:
    """Brackets and stops as a Latin keyboard has them."""
    return _map(
        rows,
        lambda cell: replace(cell, text=cell.text.translate(str.maketrans("（）：，", "():,"))),
    )


def enumerators(rows: Rows, dice: random.Random) -> Rows:
    """1. as 1、 or 1． or without anything."""
    mark = dice.choice(["、", "．", ". ", " "])

    def change(cell: Cell) -> Cell:
        text = cell.text
        if cell.role is LabelRole.ROW and text[:1].isdigit() and text[1:2] == ".":
            text = text[0] + mark + text[2:]
        return replace(cell, text=text)

    return _map(rows, change)


def without_enumerators(rows: Rows, _dice: random.Random) -> Rows:
    """The numbers before the labels lost."""

    def change(cell: Cell) -> Cell:
        text = cell.text
        if cell.role is LabelRole.ROW and text[:1].isdigit() and text[1:2] == ".":
            text = text[2:]
        elif (
            cell.role in (LabelRole.ROW, LabelRole.GROUP) and text[:1] == "（" and text[2:3] == "）"
        ):
            text = text[3:]
        return replace(cell, text=text)

    return _map(rows, change)


def cut_labels(rows: Rows, dice: random.Random) -> Rows:
    """Long labels cut off at the end."""

    def change(cell: Cell) -> Cell:
        if cell.role is LabelRole.ROW and len(cell.text) > 8 and dice.random() < 0.5:
            return replace(cell, text=cell.text[: max(6, len(cell.text) - dice.randint(1, 4))])
        return cell

    return _map(rows, change)


def mistyped(rows: Rows, dice: random.Random) -> Rows:
    """A character of a label wrong or missing here and there."""

    def change(cell: Cell) -> Cell:
        if cell.role is None or len(cell.text) < 6 or dice.random() < 0.7:
            return cell
        place = dice.randrange(2, len(cell.text))
        return replace(
            cell, text=cell.text[:place] + dice.choice(["", "某"]) + cell.text[place + 1 :]
        )

    return _map(rows, change)


def lost_label(rows: Rows, dice: random.Random) -> Rows:
    """One row's label missing."""
    places = [
        (r, c)
        for r, line in enumerate(rows)
        for c, cell in enumerate(line)
        if cell.role is LabelRole.ROW
    ]
    if not places:
        return rows
    row, column = dice.choice(places)
    return [
        [replace(cell, text="") if (r, c) == (row, column) else cell for c, cell in enumerate(line)]
        for r, line in enumerate(rows)
    ]


def filler_columns(rows: Rows, dice: random.Random) -> Rows:
    """Empty columns between, as cells pasted from a spreadsheet bring them."""
    matrix = placed(unmerged(rows, dice))
    width = len(matrix[0])
    after = {c for c in range(width) if dice.random() < 0.4}
    return [
        [
            part
            for c, (cell, _) in enumerate(line)
            for part in ([cell or Cell(""), Cell("")] if c in after else [cell or Cell("")])
        ]
        for line in matrix
    ]


def wide_columns(rows: Rows, _dice: random.Random) -> Rows:
    """Every cell over two columns."""
    return _map(rows, lambda cell: replace(cell, columns=cell.columns * 2))


def numbered_column(rows: Rows, _dice: random.Random) -> Rows:
    """A first column 序号."""
    return [[Cell("序号" if r == 0 else str(r)), *line] for r, line in enumerate(rows)]


def remark_column(rows: Rows, _dice: random.Random) -> Rows:
    """A last column 备注."""
    return [[*line, Cell("备注" if r == 0 else "")] for r, line in enumerate(rows)]


def empty_rows(rows: Rows, dice: random.Random) -> Rows:
    """Rows without anything between."""
    width = len(placed(rows)[0])
    found: Rows = []
    tall = 0
    for line in rows:
        found.append(line)
        tall = max(tall - 1, max((cell.rows for cell in line), default=1) - 1)
        if tall == 0 and dice.random() < 0.2:
            found.append([Cell("") for _ in range(width)])
    return found


def heading_inside(rows: Rows, _dice: random.Random) -> Rows:
    """A title of the table in its first row."""
    width = len(placed(rows)[0])
    return [[Cell("年度报告统计表（单位：件）", columns=width)], *rows]


def header_twice(rows: Rows, _dice: random.Random) -> Rows:
    """The header repeated in the middle, as at a page end."""
    head = [
        line for line in rows if all(c.role in (LabelRole.HEADER, LabelRole.NOTE) for c in line)
    ]
    if not head or not all(a is b for a, b in zip(head, rows, strict=False)) or len(rows) < 8:
        return rows
    rows = label_tall_repeated(rows)
    middle = len(rows) // 2
    return [*rows[:middle], *head, *rows[middle:]]


def label_tall_repeated(rows: Rows) -> Rows:
    """Tall group labels cut into single cells, only the first with text."""
    matrix = placed(rows)
    found: Rows = []
    known: set[int] = set()
    for line in matrix:
        cells: list[Cell] = []
        seen: set[int] = set()
        for cell, _begins in line:
            if cell is None or id(cell) in seen:
                continue
            seen.add(id(cell))
            is_first = id(cell) not in known
            known.add(id(cell))
            if cell.role is LabelRole.GROUP:
                cells.append(replace(cell, rows=1, text=cell.text if is_first else ""))
            elif is_first:
                cells.append(cell)
        found.append(cells)
    return found


def column_numbers(rows: Rows, _dice: random.Random) -> Rows:
    """A row that numbers the columns below the header."""
    head = 0
    while head < len(rows) and all(
        c.role in (LabelRole.HEADER, LabelRole.NOTE) for c in rows[head]
    ):
        head += 1
    width = len(placed(rows)[0])
    if head < 2:
        return rows
    return [*rows[:head], [Cell(str(n + 1)) for n in range(width)], *rows[head:]]


def two_tables(rows: Rows, _dice: random.Random) -> Rows:
    """Stands for a table that is written in two pieces; see ``split``."""
    return rows


TABLE_ACCIDENTS: dict[str, Accident] = {
    accident.__name__: accident
    for accident in (
        unmerged,
        label_repeated,
        without_row_spans,
        spaced,
        half_width,
        enumerators,
        without_enumerators,
        cut_labels,
        mistyped,
        lost_label,
        filler_columns,
        wide_columns,
        numbered_column,
        remark_column,
        empty_rows,
        heading_inside,
        header_twice,
        column_numbers,
    )
}


def spelled(source: Source, form: Edition, dice: random.Random) -> Source:
    """Accepted spellings in place of the official words."""
    others: dict[str, tuple[str, ...]] = {s.heading: s.spellings for s in form.sections}
    for table in form.tables:
        for row in table.rows:
            others[row.label] = tuple(s for s in row.spellings if s not in row.group)
        for column in table.columns:
            others[column.label] = column.spellings

    def word(text: str) -> str:
        choices = others.get(text) or (text,)
        return dice.choice(choices).replace("{year}", "2023")

    return Source(
        [
            word(block)
            if isinstance(block, str)
            else _map(block, lambda c: replace(c, text=word(c.text)))
            for block in source.blocks
        ],
        source.lost,
    )


def split(source: Source, dice: random.Random, *, header: bool) -> Source:
    """Long tables in two pieces, with or without the header again."""
    blocks: list[str | Rows] = []
    for block in source.blocks:
        if isinstance(block, str) or len(block) < 10:
            blocks.append(block)
            continue
        head = [
            line
            for line in block
            if all(c.role in (LabelRole.HEADER, LabelRole.NOTE) for c in line)
        ]
        rows = label_tall_repeated(block)
        at = dice.randrange(len(head) + 2, len(rows) - 1)
        blocks.append(rows[:at])
        blocks.append(
            [*(head if header and rows[0] == head[0] else []), *rows[at:]] if head else rows[at:]
        )
    return Source(blocks, source.lost)


def blanks(
    source: Source, dice: random.Random, share: float, marks: Sequence[str] = ("",)
) -> Source:
    """Some zeros left out or written as another sign."""
    lost: set[str] = set(source.lost)

    def change(cell: Cell) -> Cell:
        if cell.role is None and cell.address and cell.text == "0" and dice.random() < share:
            lost.add(cell.address)
            return replace(cell, text=dice.choice(marks))
        return cell

    blocks = [b if isinstance(b, str) else _map(b, change) for b in source.blocks]
    return Source(blocks, lost)


# Writing --------------------------------------------------------------------------------------


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
