"""与去年比较 on paper: a table for each of the form's, then the sentences taken over."""

from collections.abc import Iterator
from itertools import groupby

from gi_desktop.document.blocks import (
    Block,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
    one_line,
)
from gi_desktop.form import LabelRole, Table
from gi_desktop.report.comparison import Comparison, Line
from gi_desktop.report.values import format_value

NAME = "与去年比较"
NOT_KNOWN = "—"
"""Stands where a cell is empty or no number."""
SAME = "没有不同。"
_SIZE = 10.5
"""五号."""
_WIDTHS = (48, 34, 19, 19, 18, 18)
"""Of the columns, in mm."""


def comparison_title(comparison: Comparison) -> str:
    """Return what the paper is called."""
    organ = one_line(comparison.organ)
    return f"{organ}{comparison.year}与{comparison.last_year}数据比较"


def comparison_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Return the comparison as blocks in reading order."""
    return tuple(_blocks(comparison))


def _blocks(comparison: Comparison) -> Iterator[Block]:
    years = f"{comparison.year}与{comparison.last_year}数据比较"
    organ = one_line(comparison.organ)
    yield TitleBlock((organ, years) if organ else (years,))
    if not comparison.tables:
        yield TextBlock(SAME)
    for table, lines in comparison.tables:
        yield TextBlock(f"{table.number}，单位：{table.unit}", 1)
        yield _table(table, lines, comparison)
    yield TextBlock("文字", 1)
    same = len(comparison.same)
    share = f"（{same * 100 // comparison.sentences}%）" if same else ""
    yield TextBlock(
        f"各部分文字共{comparison.sentences}句，和{comparison.last_year}一样的有{same}句{share}。"
    )
    for number, said in enumerate(comparison.same, 1):
        yield TextBlock(f"{number}.{one_line(said.words)}")


def _table(table: Table, lines: tuple[Line, ...], comparison: Comparison) -> TableBlock:
    heads = ("项目", "", comparison.year, comparison.last_year, "增减", "增减比例")
    cells = [
        TableCell(0, column, 1, 2 if column == 0 else 1, text, LabelRole.HEADER, centred=True)
        for column, text in enumerate(heads)
        if column != 1
    ]
    row = 1
    for name, group in groupby(lines, key=lambda line: line.spec.row.name):
        own = tuple(group)
        cells.append(TableCell(row, 0, len(own), 1, name, LabelRole.ROW, centred=False))
        for line in own:
            cells += _cells(row, line)
            row += 1
    return TableBlock(f"comparison-{table.id}", tuple(cells), _WIDTHS, row, 1, size=_SIZE)


def _cells(row: int, line: Line) -> Iterator[TableCell]:
    label = line.spec.column.label
    yield TableCell(row, 1, 1, 1, label, LabelRole.ROW, centred=False)
    numbers = (
        format_value(line.now) or NOT_KNOWN,
        format_value(line.last) or NOT_KNOWN,
        line.difference,
        line.share,
    )
    for column, text in enumerate(numbers, 2):
        yield TableCell(row, column, 1, 1, text, None, centred=True)
