"""Tables of web pages as text programs write them down, with bars between the cells."""

import random
from collections.abc import Callable

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from tests.importing.accidents import blanks
from tests.importing.helpers import compare, sample
from tests.importing.sources import Cell, Rows, Source, placed, source_of

FORM = current_edition()
Writer = Callable[[Rows], list[str]]


def _begun(rows: Rows) -> list[list[Cell]]:
    """The cells that begin in each row."""
    return [[cell for cell, begins in line if cell is not None and begins] for line in placed(rows)]


def padded_rows(rows: Rows) -> list[str]:
    """A row a line; a bar at its end for each place of it in which no cell begins."""
    return [
        "| " + "".join(f"{cell.text} | " for cell in row) + "|" * (len(line) - len(row))
        for row, line in zip(_begun(rows), placed(rows), strict=True)
    ]


def ragged_rows(rows: Rows) -> list[str]:
    """A row a line, and nothing for what merged cells cover."""
    return ["| " + "".join(f"{cell.text} | " for cell in row) for row in _begun(rows)]


def repeated_cells(rows: Rows) -> list[str]:
    """A row a line; a merged cell says the same in every place it covers."""
    return [
        "| " + " | ".join(cell.text if cell is not None else "" for cell, _ in line) + " |"
        for line in placed(rows)
    ]


def closed_cells(rows: Rows) -> list[str]:
    """A cell a line with a bar behind it; bars for what merged cells cover end the row."""
    lines = []
    for row, line in zip(_begun(rows), placed(rows), strict=True):
        lines += [f"{cell.text} |".strip() for cell in row]
        lines += ["|" * spare] if (spare := len(line) - len(row)) else []
    return lines


def opened_rows(rows: Rows) -> list[str]:
    """A cell a line with a bar behind it; a lone bar opens each row."""
    return [line for row in _begun(rows) for line in ("|", *(f"{c.text} |".strip() for c in row))]


WRITERS: tuple[Writer, ...] = (
    padded_rows,
    ragged_rows,
    repeated_cells,
    closed_cells,
    opened_rows,
)


def _text(source: Source, write: Writer) -> str:
    return "\n".join(
        line
        for block in source.blocks
        for line in ([block] if isinstance(block, str) else write(block))
    )


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("seed", range(3))
def test_every_cell_is_read(write: Writer, seed: int) -> None:
    report = sample(FORM, seed)
    imported = import_text(_text(source_of(report, FORM), write), FORM)
    found = compare(report, FORM, imported)
    assert (found.wrong, found.empty) == ({}, ())


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("seed", range(3))
def test_an_empty_cell_stays_empty_and_moves_no_other(write: Writer, seed: int) -> None:
    report = sample(FORM, seed)
    source = blanks(source_of(report, FORM), random.Random(seed), 0.8)
    imported = import_text(_text(source, write), FORM)
    assert not source.lost & imported.report.cells.keys()
    kept = {cell: value for cell, value in report.cells.items() if cell not in source.lost}
    read = {cell: value for cell, value in imported.report.cells.items() if cell in kept}
    assert {cell: (kept[cell], read[cell]) for cell in read if kept[cell] != read[cell]} == {}
    # Of the first row of a table nothing may part its header; then it is named, not guessed.
    missing = kept.keys() - read.keys()
    assert len(missing) <= 3
    assert all(imported.source.marks[cell].how for cell in missing)


def test_prose_with_bars_stays_prose() -> None:
    lines = [f"第{n}项|说明文字。" for n in range(12)]
    heading = FORM.sections[0].heading
    imported = import_text("\n".join([heading, *lines]), FORM)
    assert imported.report.cells == {}
