"""What happens to tables of reports in other programs and other hands; nothing knows a form.

An accident changes the grid of a table, or the texts around it.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from gi_desktop.form import Edition, LabelRole
from tests.importing.sources import Cell, Rows, Source, placed

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
