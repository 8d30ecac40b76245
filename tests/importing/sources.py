"""Reports as other programs hold them: texts, and tables as grids of cells.

The grids are derived from the edition: nothing here knows a form.
"""

from dataclasses import dataclass, field

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
