"""What the sums say against rows of grids that were placed."""

from dataclasses import replace

from gi_desktop.importing.doubts import (
    CONTRADICTED,
    GLUED,
    WITHOUT_TOTAL,
    counted_off,
    glued,
    is_contradicted,
    shifted,
)
from gi_desktop.importing.fit import Fit
from gi_desktop.importing.geometry import GridReading, Placed
from gi_desktop.importing.relations import Relations


def against_sums(grids: GridReading, relations: Relations) -> dict[int, str]:
    """Return rows of grids that were placed, by id → why the sums say that they were not so."""
    found: dict[int, str] = {}
    blocks: dict[tuple[int, int], list[Placed]] = {}
    for one in grids.placed:
        blocks.setdefault((one.row.grid, one.slot.block), []).append(one)
    for rows in blocks.values():
        counted = [one for one in rows if one.by_count]
        told = [(one.slot, one.fit.values) for one in counted]
        told += [
            (one.slot, counted_off(one.slot, [cell.text for cell in one.row.cells]))
            for one in grids.doubtful
            if one.slot.block == rows[0].slot.block
        ]
        if is_contradicted(told, relations):
            found |= {id(one): CONTRADICTED for one in counted}
        pairs = [(one.slot, one.fit.values) for one in rows]
        lacking = shifted(pairs, [one.slot for one in counted], relations)
        found |= {id(one): WITHOUT_TOTAL for one in rows if one.slot in lacking}
    return found


def without_glued(placed: Placed, relations: Relations) -> Fit:
    """Return a reading without a cell that perhaps holds two numbers, the next being empty."""
    fit = placed.fit
    both = glued(placed.slot, fit.values, relations)
    if not both:
        return fit
    values = {cell: value for cell, value in fit.values.items() if cell not in both}
    return replace(fit, values=values, unread={**fit.unread, **dict.fromkeys(both, GLUED)})
