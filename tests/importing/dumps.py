"""Renders any report of any edition as the text that PDF programs make of it, accidents included.

Nothing here knows a form: rows, labels and grids come from the edition.
"""

import random
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gi_desktop.form import Edition, Field, GridCell, Kind, Label, LabelRole, Section, Table
from gi_desktop.report.model import Report
from gi_desktop.report.radicals import ORDINARY
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import format_value

_BACK = {ordinary: chr(code) for code, ordinary in sorted(ORDINARY.items())}


@dataclass(frozen=True)
class Style:
    """How the text looks, and what has gone wrong with it."""

    width: int = 28
    """Characters of a line of prose."""
    label: int = 40
    """Characters of a line of a row's label."""
    spacing: int = 1
    """Line ends after each line: 2 is double spacing."""
    indent: str = "    "
    """Before the first line of a paragraph."""
    numbers: str = "after"
    """Where a row's numbers stand: after, beside, inside or before its label; vertical, column,
    pipes or tabs."""
    groups: str = "line"
    """How group labels stand: line, vertical (a character a line) or beside the row's label."""
    rows_a_page: int = 0
    """Rows after which a page ends inside a table; 0: never."""
    page_end: str = "\f"
    folio: str = ""
    """Page number, with {} for the figure."""
    repeat_header: bool = True
    title_lines: int = 1
    title_after_heading: bool = False
    displaced: int = 0
    """Rows of the last labelled table's tail that stand in the middle of a later sentence."""
    spaced_labels: bool = False
    """Blanks inside labels."""
    radicals: bool = False
    half_width: bool = False
    enumerator: str = "."
    spellings: bool = False
    """Use an accepted spelling wherever there is one."""
    drop: frozenset[str] = frozenset()
    """Cells whose number is lost."""
    blank: str = ""
    """What stands in an empty cell."""
    without_rows: frozenset[str] = frozenset()
    """Row ids that the source does not have."""


@dataclass
class Row:
    """One grid line: labels in reading order, and numbers."""

    groups: list[str]
    label: str
    cells: list[tuple[str, str]]
    """Address and printed text."""
    is_header: bool = False
    ids: set[str] = field(default_factory=set)


def dump(report: Report, form: Edition, style: Style) -> str:
    """Return the text of a report."""
    return _Dump(report, form, style).text()


class _Dump:
    def __init__(self, report: Report, form: Edition, style: Style) -> None:
        self.report = report
        self.form = form
        self.style = style
        self.sheet = Plan.of(form).sheet(report.cells)
        self.page = 1

    def text(self) -> str:
        blocks: list[list[str]] = []
        tail: list[str] = []
        displaced_from = self._displaced_table()
        title = self._title()
        first = self.form.sections[0]
        if self.style.title_after_heading:
            blocks += [[first.heading], title]
        else:
            blocks.append(title)
        blocks.append(self._prose(self.form.preface))
        for section in self.form.sections:
            if section is not first or not self.style.title_after_heading:
                blocks.append([self._heading(section)])
            if section.table:
                lines, rest = self._table(
                    self.form.table(section.table),
                    self.style.displaced if section.table == displaced_from else 0,
                )
                blocks.append(lines)
                tail = tail or rest
            else:
                lines = self._prose(section.text)
                if tail and len(lines) > 1:
                    lines[1:1] = tail
                    tail = []
                blocks.append(lines)
        assert not tail, "a displaced tail needs prose after its table"
        signature = self.report.signature
        blocks.append([signature.name, signature.date] if signature.name else [])
        return self._characters(self._spaced([line for block in blocks for line in block]))

    def _displaced_table(self) -> str:
        if not self.style.displaced:
            return ""
        labelled = [
            s.table for s in self.form.sections[:-1] if s.table and self._rows_of(s.table)[-1].label
        ]
        return labelled[-1]

    def _spaced(self, lines: Sequence[str]) -> str:
        return ("\n" * self.style.spacing).join(lines) + "\n"

    def _characters(self, text: str) -> str:
        if self.style.half_width:
            text = text.translate(str.maketrans("（）", "()"))
        if self.style.radicals:
            text = "".join(_BACK.get(character, character) for character in text)
        return text

    # Prose --------------------------------------------------------------------------------

    def _title(self) -> list[str]:
        organ, year = self.report.organ.name, self.report.year
        parts = [[f"{organ}{year}年{self.form.document_type}"]]
        if self.style.title_lines == 2:
            parts = [[organ, f"{year} 年{self.form.document_type}"]]
        elif self.style.title_lines == 3:
            parts = [[organ, f"{year} 年", self.form.document_type]]
        return parts[0]

    def _heading(self, section: Section) -> str:
        if self.style.spellings and section.spellings:
            return section.spellings[-1]
        return section.heading

    def _prose(self, text_id: str) -> list[str]:
        lines: list[str] = []
        for paragraph in self.report.text(text_id):
            text = self.style.indent + paragraph.resolve(self.sheet.value)
            lines += textwrap.wrap(
                text, self.style.width, drop_whitespace=False, break_on_hyphens=False
            )
        return lines

    # Tables -------------------------------------------------------------------------------

    def _rows_of(self, table_id: str) -> list[Row]:
        return list(self._rows(self.form.table(table_id)))

    def _rows(self, table: Table) -> Iterator[Row]:
        lines: dict[int, list[GridCell]] = {}
        for cell in sorted(table.grid, key=lambda cell: (cell.row, cell.column)):
            lines.setdefault(cell.row, []).append(cell)
        specs = {spec.address: spec for spec in table.cells}
        for line in lines.values():
            row = Row([], "", [])
            for cell in line:
                if isinstance(cell.content, Field):
                    address = cell.content.address
                    row.cells.append((address, self._printed(address)))
                    row.ids.add(specs[address].row.id)
                elif cell.content.role is LabelRole.ROW:
                    row.label = self._label(cell.content, table, line)
                else:
                    row.groups.append(self._label(cell.content, table, line))
            row.is_header = not row.cells
            if not row.ids & self.style.without_rows or not row.label:
                yield row

    def _printed(self, address: str) -> str:
        if address in self.style.drop:
            return self.style.blank
        return format_value(self.sheet.value(address)) or self.style.blank

    def _label(self, label: Label, table: Table, line: Sequence[GridCell]) -> str:
        text = label.text
        if self.style.spellings:
            others = [*label.spellings]
            if label.role is LabelRole.ROW:
                addresses = [c.content.address for c in line if isinstance(c.content, Field)]
                row = next(s.row for s in table.cells if s.address in addresses)
                others += [s for s in row.spellings if s not in row.group]
            others += [s for c in table.columns if c.label == text for s in c.spellings]
            text = others[-1].replace("{year}", "2023") if others else text
        if text[:1].isdigit() and text[1:2] == ".":
            text = f"{text[0]}{self.style.enumerator}{text[2:]}"
        return " ".join(text) if self.style.spaced_labels else text

    def _table(self, table: Table, displaced: int) -> tuple[list[str], list[str]]:
        rows = list(self._rows(table))
        if self.style.numbers == "column":
            return self._by_column(rows), []
        header = [row for row in rows[: table.header_rows] if row.is_header]
        body = rows[len(header) :]
        kept, cut = (body[:-displaced], body[-displaced:]) if displaced else (body, [])
        lines = [line for row in header for line in self._row(row)]
        since = 0
        for row in kept:
            if self.style.rows_a_page and since >= self.style.rows_a_page and row.cells:
                lines += self._page_break(header)
                since = 0
            lines += self._row(row)
            since += bool(row.cells)
        tail = [line for row in (*header, *cut) for line in self._row(row)] if cut else []
        return lines, tail

    def _page_break(self, header: Sequence[Row]) -> list[str]:
        folio = [self.style.folio.format(self.page)] if self.style.folio else []
        self.page += 1
        again = [line for row in header for line in self._row(row)]
        return [*folio, self.style.page_end, *(again if self.style.repeat_header else [])]

    def _row(self, row: Row) -> list[str]:
        if self.style.numbers in ("pipes", "tabs"):
            return self._bordered(row)
        numbers = [text for _, text in row.cells if text]
        if self.style.numbers == "vertical":
            return [*row.groups, *([row.label] if row.label else []), *numbers]
        label = _cut(row.label, self.style.label)
        groups = self._groups(row)
        if self.style.groups == "beside" and row.groups and label and numbers:
            groups, label = [], [f"{' '.join(row.groups)} {label[0]}", *label[1:]]
        return [*groups, *self._labelled(label, " ".join(numbers))]

    def _labelled(self, label: list[str], numbers: str) -> list[str]:
        """A label's lines and the numbers, where the style puts them."""
        if not numbers or not label:
            return [*label, *([numbers] if numbers else [])]
        ways = {
            "beside": [*label[:-1], f"{label[-1]} {numbers}"],
            "inside": [f"{label[0]} {numbers}", *label[1:]],
            "before": [numbers, *label],
        }
        return ways.get(self.style.numbers, [*label, numbers])

    def _groups(self, row: Row) -> list[str]:
        if row.is_header and not row.cells:
            return [" ".join(row.groups)] if row.groups else []
        if self.style.groups == "vertical":
            return [character for group in row.groups for character in group if character != " "]
        return list(row.groups)

    def _bordered(self, row: Row) -> list[str]:
        texts = [*row.groups, *([row.label] if row.label else []), *(text for _, text in row.cells)]
        if self.style.numbers == "tabs":
            return ["\t".join(texts)]
        return ["| " + " | ".join(texts) + " |"]

    def _by_column(self, rows: Sequence[Row]) -> list[str]:
        """All labels first, then the numbers column by column: what no reader can undo surely."""
        lines = [text for row in rows for text in (*row.groups, row.label) if text]
        longest = max(len(row.cells) for row in rows)
        for column in range(longest):
            lines += [row.cells[column][1] for row in rows if len(row.cells) > column]
        return lines


def _cut(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def random_cells(form: Edition, seed: int, largest: int = 40) -> dict[str, int | Decimal]:
    """Return numbers for every input whose sums hold; most are 0, as in real reports."""
    dice = random.Random(seed)
    cells: dict[str, int | Decimal] = {
        spec.address: Decimal(dice.choice(["0", "3940", "0.10", "128356.6505"]))
        if spec.kind is Kind.AMOUNT
        else dice.choice([0, 0, 0, 1, 2, dice.randint(0, largest)])
        for spec in form.inputs
    }
    sheet = Plan.of(form).sheet(cells)
    for balance in form.balances:
        # The first term on the left is whatever makes both sides equal.
        first, *others = (term.cell for term in balance.left)
        right = sum(_count(sheet.value(term.cell)) for term in balance.right)
        left = sum(_count(sheet.value(cell)) for cell in others)
        if first in cells:
            while left > right:
                reduced = next(cell for cell in others if cells.get(cell))
                cells[reduced] -= 1
                left -= 1
            cells[first] = right - left
    return cells


def _count(value: object) -> int:
    assert isinstance(value, int)
    return value


def truth(report: Report, form: Edition) -> Mapping[str, object]:
    """Return every cell's value, totals derived."""
    sheet = Plan.of(form).sheet(report.cells)
    return {address: sheet.value(address) for address in form.cells}


PLAIN = Style()
SPOILT = replace(PLAIN, spacing=2, label=9, groups="vertical", spaced_labels=True)
