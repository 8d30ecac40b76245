"""What the sums say against rows of grids that were placed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gi_desktop.importing.doubts import (
    CONTRADICTED,
    GLUED,
    UNEVEN,
    WITHOUT_TOTAL,
    counted_off,
    glued,
    is_contradicted,
    shifted,
)
from gi_desktop.importing.fit import Fit
from gi_desktop.importing.grid_rows import GridRow
from gi_desktop.importing.grids import SourceCell, said_until
from gi_desktop.importing.placed import GridReading, Placed
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.tokens import is_value


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
        found |= dict.fromkeys(map(id, _uneven(rows, grids, relations)), UNEVEN)
    return found


def _uneven(rows: Sequence[Placed], grids: GridReading, relations: Relations) -> Iterator[Placed]:
    """Yield the rows that have other cells than most of their table, and no sums to prove them.

    Where the source has a column more than the form, a row with a cell lost comes out even, and
    one with an empty cell too many says a number behind the form's own. A row that ends in empty
    cells is only refused where its own sum fails.
    """
    table = (rows[0].row.grid, rows[0].slot.block)
    alike: dict[int, list[Sequence[SourceCell]]] = {}
    for one in grids.rows():
        if (one.row.grid, one.slot.block) == table:
            alike.setdefault(one.slot.size, []).append(one.row.cells)
    usual = {size: _usual(map(len, cells)) for size, cells in alike.items()}
    said = {size: _usual(map(said_until, cells)) for size, cells in alike.items()}
    known = {cell: value for one in grids.placed for cell, value in one.fit.values.items()}
    for one in rows:
        size, cells = one.slot.size, one.row.cells
        sums = relations.judged(one.slot.addresses, one.fit.values)
        is_cut_off = len(alike) == 1 and not sums and _ends_before_header(one.row)
        if len(cells) < usual[size] or is_cut_off:
            is_certain = relations.proves(one.slot.addresses, known | one.fit.values)
        elif said_until(cells) < said[size]:
            is_certain = False not in sums
        else:
            is_certain = True in sums or not _is_pushed(cells, said[size])
        if not is_certain:
            yield one


def _is_pushed(cells: Sequence[SourceCell], usual: int) -> bool:
    """Whether an empty cell may have pushed a number behind the cells that others fill."""
    rest = [cell.text for cell in cells[usual:] if cell.text]
    return any(map(is_value, rest)) and not all(cell.text for cell in cells[:usual])


def _usual(counts: Iterable[int]) -> int:
    """The count that is most often, the smallest of several."""
    often = Counter(counts)
    return max(often, key=lambda count: (often[count], -count))


def _ends_before_header(row: GridRow) -> bool:
    """Whether the header has a column behind the row's last cell."""
    if row.heads is None or not row.cells:
        return False
    after = range(row.cells[-1].columns.stop, row.heads.grid.columns)
    return any(map(row.heads.has_text, after))


def without_glued(placed: Placed, relations: Relations) -> Fit:
    """Return a reading without a cell that perhaps holds two numbers, the next being empty."""
    fit = placed.fit
    both = glued(placed.slot, fit.values, relations)
    if not both:
        return fit
    values = {cell: value for cell, value in fit.values.items() if cell not in both}
    return replace(fit, values=values, unread={**fit.unread, **dict.fromkeys(both, GLUED)})
