"""The vocabulary in which one edition of the form is declared.

A cell is named by its address ``table.row.column``. A table is a set of such
cells, a physical grid that shows them among labels, and the relations that
must hold between them. Nothing here knows a concrete form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gi_desktop.form.meaning import Topic


class FormError(ValueError):
    """An edition is declared inconsistently: a fault of the program, never of a user."""


class Kind(StrEnum):
    """What a cell holds."""

    COUNT = "count"
    """A whole number not below 0."""
    AMOUNT = "amount"
    """Money in 万元: an exact decimal not below 0, kept as entered."""


class LabelRole(StrEnum):
    """What a printed label is for; decides shading, alignment and header scope."""

    CAPTION = "caption"
    """A shaded line across the table, such as 第二十条第（一）项."""
    HEADER = "header"
    """Heads one or more columns."""
    ROW = "row"
    """Heads one row."""
    GROUP = "group"
    """Heads several rows."""
    NOTE = "note"
    """The note in the corner of a table."""


@dataclass(frozen=True)
class Help:
    """What a row or section means, for the clerk."""

    text: str
    """What counts."""
    basis: str = ""
    """Document and article; empty where no source is known."""
    verified: bool = True
    """False: general knowledge without a source; never to be shown as law."""
    excludes: str = ""
    """What does not count here, and where it does."""
    example: str = ""
    doubt: str = ""
    """What is uncertain, or handled differently from place to place."""


@dataclass(frozen=True)
class Guide:
    """Help on the report as a whole, such as when it is due."""

    id: str
    """Where it is what a field of 基本信息 is about, the name of that field."""
    title: str
    help: Help


@dataclass(frozen=True)
class Row:
    """A row of cells; ``name`` is how sentences call it, ``group`` what heads it on the form.

    A spelling that is the label of one of its groups means: where a source prints that group
    as one row, its numbers are this row's.
    """

    id: str
    label: str
    name: str
    help: Help = Help("")
    group: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The row with the groups that head it, for screen readers and lists."""
        return " ".join((*self.group, self.label))


@dataclass(frozen=True)
class Column:
    """A column of cells; ``group`` is what heads it on the form."""

    id: str
    label: str
    group: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    help: Help = Help("")


@dataclass(frozen=True)
class Label:
    """Printed text in the grid, exactly as on the official form."""

    text: str
    role: LabelRole
    lines: tuple[str, ...] = ()
    """How a typist breaks it where the column is narrow; joined it equals ``text``."""
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """The place in the grid where the cell ``address`` is filled in."""

    address: str


@dataclass(frozen=True)
class GridCell:
    """One cell of the physical grid; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: Label | Field

    @property
    def columns(self) -> range:
        """The columns it covers."""
        return range(self.column, self.column + self.column_span)


@dataclass(frozen=True)
class CellSpec:
    """One cell to be filled in."""

    address: str
    table: str
    row: Row
    column: Column
    kind: Kind

    @property
    def name(self) -> str:
        """How sentences call it: row and column, such as （一）予以公开·自然人."""
        return f"{self.row.name}·{self.column.label}"


@dataclass(frozen=True)
class Total:
    """A cell that is the sum of others.

    ``place``, ``sum_name`` and ``total_name`` make the sentence
    “{place}：{sum_name} 1，{total_name}填的是 0，相差 1。”. Where ``derives`` is false
    the sum is only checked: another total derives the cell.
    """

    code: str
    cell: str
    addends: tuple[str, ...]
    place: str
    sum_name: str
    total_name: str
    derives: bool = True


@dataclass(frozen=True)
class Term:
    """One summand of a balance with the name the form gives it, such as 第一项."""

    cell: str
    name: str


@dataclass(frozen=True)
class Balance:
    """Two sums that must be equal, such as the printed 勾稽关系 of table three."""

    code: str
    place: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of both sides."""
        return tuple(term.cell for term in (*self.left, *self.right))


@dataclass(frozen=True)
class OutdatedBlock:
    """Rows of the present form below the header that a superseded form has there.

    ``columns`` are the headings from left to right as printed, each with the id of the present
    column that counts the same; "" where none does, and the numbers are not taken over.
    """

    table: str
    rows: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OutdatedRows:
    """A table that has fewer rows in a superseded form: how many, and which it lacks.

    ``group`` heads the rows it lacks; it prints the group as one row.
    """

    table: str
    count: int
    lacks: tuple[str, ...]
    group: str


@dataclass(frozen=True)
class OutdatedForm:
    """How a superseded form is recognised, and what of it the present form still has."""

    name: str
    labels: tuple[str, ...]
    """Labels that only it has: two of them show it."""
    data_rows: tuple[OutdatedRows, ...] = ()
    """One of these row counts alone shows it."""
    blocks: tuple[OutdatedBlock, ...] = ()
    years: tuple[int, ...] = ()
    """The report years for which it was the form in force."""


@dataclass(frozen=True)
class Table:
    """One table: cells, grid, relations. ``widths`` are ratios of the grid columns."""

    id: str
    number: str
    """How sentences call it, such as 表三."""
    unit: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    grid: tuple[GridCell, ...]
    widths: tuple[int, ...]
    kinds: tuple[tuple[str, Kind], ...] = ()
    """Row id → kind, where it is not a count."""
    header_rows: int = 0
    """Grid rows that repeat after a page break."""
    totals: tuple[Total, ...] = ()
    balances: tuple[Balance, ...] = ()

    @cached_property
    def cells(self) -> tuple[CellSpec, ...]:
        """The cells in the order of the grid: row by row, left to right."""
        rows = {row.id: row for row in self.rows}
        columns = {column.id: column for column in self.columns}
        kinds = dict(self.kinds)
        specs = []
        for place in self.grid:
            if isinstance(place.content, Field):
                table, row_id, column_id = split_address(place.content.address)
                if table != self.id or row_id not in rows or column_id not in columns:
                    raise FormError(f"{place.content.address} is no cell of {self.id}")
                kind = kinds.get(row_id, Kind.COUNT)
                row, column = rows[row_id], columns[column_id]
                specs.append(CellSpec(place.content.address, table, row, column, kind))
        return tuple(specs)

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        rows = max(cell.row + cell.row_span for cell in self.grid)
        return rows, len(self.widths)

    @cached_property
    def by_address(self) -> dict[str, GridCell]:
        """Address → its place in the grid."""
        return {
            place.content.address: place for place in self.grid if isinstance(place.content, Field)
        }


@dataclass(frozen=True)
class Section:
    """One part of the report: prose (``text`` names it) or a table."""

    id: str
    heading: str
    name: str
    """Short heading for the list of steps."""
    text: str = ""
    table: str = ""
    hint: str = ""
    """What the blank official form says here."""
    help: Help = Help("")
    required: bool = True
    empty_words: tuple[str, ...] = ()
    """Words that leave the section as good as empty when they stand alone."""
    spellings: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    """What it is expected to speak of."""
    usual_length: int = 0
    """Characters that a text seldom exceeds; 0 where nothing is usual."""

    @property
    def ordinal(self) -> str:
        """The numeral that begins the heading, such as 五."""
        return self.heading.partition("、")[0]


def address(table: str, row: str, column: str) -> str:
    """Return the address ``table.row.column``."""
    return f"{table}.{row}.{column}"


def split_address(text: str) -> tuple[str, str, str]:
    """Return table, row and column of an address; FormError where it has not three parts."""
    parts = text.split(".")
    if len(parts) != 3:
        raise FormError(f"{text!r} is no address")
    return parts[0], parts[1], parts[2]


@dataclass(frozen=True)
class Span:
    """A grid cell as declared: its place follows from the ones before it."""

    content: Label | Field
    rows: int = 1
    columns: int = 1


def lay_out(lines: Iterable[Sequence[Span]], width: int) -> tuple[GridCell, ...]:
    """Place spans line by line, as HTML does, into a grid ``width`` columns wide.

    FormError where a span does not fit or a place stays free.
    """
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    row = -1
    for row, line in enumerate(lines):
        column = 0
        for span in line:
            while (row, column) in taken:
                column += 1
            places = {
                (row + down, column + right)
                for down in range(span.rows)
                for right in range(span.columns)
            }
            if places & taken or column + span.columns > width:
                raise FormError(f"{span.content} does not fit at row {row}, column {column}")
            taken |= places
            cells.append(GridCell(row, column, span.rows, span.columns, span.content))
            column += span.columns
    if len(taken) != (row + 1) * width:
        raise FormError(f"the grid of {row + 1} rows by {width} columns has holes")
    return tuple(cells)
