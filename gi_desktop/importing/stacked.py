"""Several rows of the form in one row of a table: labels and numbers one below the other in cells.

Whoever makes a page by hand puts “1.…”, “2.…”, “3.…” into one cell and their numbers, line for
line, into the cells beside it.
"""

from collections.abc import Sequence
from dataclasses import replace

from gi_desktop.importing.grids import SourceCell
from gi_desktop.importing.labels import Labels
from gi_desktop.importing.tokens import is_value
from gi_desktop.importing.vocabulary import Slot


def stacked_rows(
    cells: Sequence[SourceCell], labels: Labels
) -> list[tuple[str, Slot, list[SourceCell]]]:
    """Return label, slot and cells of each row; nothing where the row is one like any other.

    Every line of the label is the label of a row of its own, each the one after the other, and
    every cell right of it has just as many lines; others only where there are more than needed.
    """
    for place, cell in enumerate(cells):
        names = _lines(cell)
        slots = _slots(names, labels)
        right = cells[place + 1 :]
        if not slots:
            continue
        stacks = sum(_is_stack(one, len(names)) for one in right)
        if stacks < slots[0].size or (len(right) == slots[0].size and stacks < len(right)):
            return []
        return [
            (name, slot, [replace(one, text=_line(one, at, len(names))) for one in right])
            for at, (name, slot) in enumerate(zip(names, slots, strict=True))
        ]
    return []


def _slots(names: Sequence[str], labels: Labels) -> list[Slot]:
    """The rows whose labels these are; none where one is not, or the form's order is another."""
    if len(names) < 2:
        return []
    slots: list[Slot] = []
    for name in names:
        match = labels.row(name)
        if match is None or not match.is_certain:
            return []
        if slots and match.slot.index != slots[-1].index + 1:
            return []
        slots.append(match.slot)
    return slots if len({slot.block for slot in slots}) == 1 else []


def _is_stack(cell: SourceCell, count: int) -> bool:
    lines = _lines(cell)
    return cell.row_span == 1 and len(lines) == count and all(map(is_value, lines))


def _line(cell: SourceCell, at: int, count: int) -> str:
    """What a cell says beside one of the labels; nothing where its lines are not theirs."""
    return _lines(cell)[at] if _is_stack(cell, count) else ""


def _lines(cell: SourceCell) -> list[str]:
    return [line.strip() for line in cell.text.split("\n") if line.strip()]
