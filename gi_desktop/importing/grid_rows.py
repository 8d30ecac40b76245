"""Which rows of a grid hold numbers, what their labels and headers are, and whose they surely are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gi_desktop.importing.columns import Heads
from gi_desktop.importing.grids import Grid, SourceCell
from gi_desktop.importing.labels import SURE, Labels, RowMatch
from gi_desktop.importing.stacked import stacked_rows
from gi_desktop.importing.tokens import is_value
from gi_desktop.importing.vocabulary import Slot, Vocabulary


@dataclass
class GridRow:
    """One row of a grid that has numbers, or the label of a row of the form."""

    grid: int
    row: int
    label: str
    cells: list[SourceCell]
    """What stands right of the label."""
    heads: Heads | None
    slot: Slot | None
    collapsed: bool = False
    how: str = ""
    """How its slot was found, where not by its label."""
    line: int = -1
    at_home: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether none of its cells says anything."""
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True)
class _Shape:
    """What the columns of a grid are for."""

    filler: frozenset[int]
    """They never say anything: pasted along, or left by cells that were merged."""
    labels: frozenset[int]
    """They hold labels."""
    is_numbered: bool
    """The first one only counts the rows."""


def is_at_home(row: GridRow, zones: Sequence[str | None]) -> bool:
    """Whether a row stands below the heading of its own table."""
    return row.slot is not None and row.line >= 0 and zones[row.line] == row.slot.table


class RowFinder:
    """Finds the rows of one grid after the other."""

    def __init__(
        self,
        places: Mapping[tuple[int, int], int],
        zones: Sequence[str | None],
        vocabulary: Vocabulary,
        labels: Labels,
    ) -> None:
        self.places = places
        self.zones = zones
        self.vocabulary = vocabulary
        self.labels = labels

    def rows(self, number: int, grid: Grid) -> Iterator[GridRow]:
        """The rows of one grid that hold numbers or a label of the form."""
        for heads, rows in self._regions(number, grid):
            made = Heads(grid, heads, self.labels) if heads else None
            shape = self._shape(grid, heads, rows)
            for row in rows:
                line = self.places.get((number, row), -1)
                stacked = stacked_rows(grid.by_row[row], self.labels)
                if stacked:
                    for label, slot, cells in stacked:
                        found = GridRow(number, row, label, cells, made, slot, line=line)
                        found.at_home = is_at_home(found, self.zones)
                        yield found
                    continue
                label, cells, match = self._split(grid, row, shape)
                found = GridRow(number, row, label, cells, made, None, line=line)
                if match is not None and match.is_certain:
                    found.slot, found.collapsed = match.slot, match.collapsed
                elif not label and made is not None and _are_numbers(cells):
                    found.slot = self._unlabelled(made)
                found.at_home = is_at_home(found, self.zones)
                if found.slot is not None or not found.is_blank:
                    yield found

    def _regions(self, number: int, grid: Grid) -> Iterator[tuple[list[int], list[int]]]:
        """Rows of numbers with the rows of the header above them."""
        heads: list[int] = []
        rows: list[int] = []
        for row in range(grid.rows):
            place = self.places.get((number, row), -1)
            is_apart = place >= 0 and self.zones[place] is None  # a heading, or a title
            kind = None if is_apart else self._kind(grid, row)
            if kind == "data":
                rows.append(row)
            elif (kind == "head" and rows) or is_apart:
                if rows:
                    yield heads, rows
                heads, rows = [], []
            if kind == "head":
                heads.append(row)
        if rows:
            yield heads, rows

    def _kind(self, grid: Grid, row: int) -> str | None:
        """Whether a row is a header ("head"), one of numbers ("data"), or nothing (None)."""
        cells = [cell for cell in grid.by_row[row] if cell.text]
        numbers = sum(is_value(cell.text) for cell in cells)
        headers = sum(bool(self._as_header(cell.text)) for cell in cells)
        if numbers == 1 and headers >= 2 and is_value(cells[0].text):
            return "head"  # with the number of the line before it
        if numbers or any(self._is_row_label(cell.text) for cell in cells):
            return "data"
        if len(cells) > 1:
            return "head"
        # Part of a header that is spread over several rows; else a caption, or a paragraph.
        is_part = headers and (
            cells[0].column_span < grid.columns or self._heads_all(cells[0].text)
        )
        return "head" if cells and is_part else None

    def _heads_all(self, text: str) -> bool:
        """Whether a text is a header of the form: then it may head all columns of a piece."""
        return any(
            score >= SURE and index in path
            for index, score in self.labels.header(text).items()
            for slot in self.vocabulary.slots
            for path in slot.paths
        )

    def _as_header(self, text: str) -> bool:
        if self.labels.foreign(text):
            return True
        if self.labels.is_row(text):
            return False
        sides = self.labels.header(text)
        score = max(sides.values(), default=0.0)
        if score in (0.0, 1.0):  # comparing with every row is dear: only where it can matter
            return score == 1.0
        match = self.labels.row(text)
        return match is None or match.score < score

    def _is_row_label(self, text: str) -> bool:
        if self._as_header(text):
            return False
        match = self.labels.row(text)
        return match is not None and match.is_certain

    def _split(
        self, grid: Grid, row: int, shape: "_Shape"
    ) -> tuple[str, list[SourceCell], RowMatch | None]:
        """The label of a row, the cells right of it, and the slot whose label it is."""
        cells = grid.by_row[row]
        texts = [n for n, cell in enumerate(cells) if cell.text and not is_value(cell.text)]
        end, label, match = self._label(cells, texts)
        right = [
            cell
            for cell in cells[end + 1 :]
            if cell.column_span > 1 or cell.column not in shape.filler
        ]
        if shape.is_numbered and right and right[0].column == 0:
            right = right[1:]
        if match is not None and grid.is_full(row):
            right = _without_label_cells(right, match.slot.size, shape)
        return label, right, match

    def _label(
        self, cells: Sequence[SourceCell], texts: Sequence[int]
    ) -> tuple[int, str, RowMatch | None]:
        """Which cell ends the label of a row, what the label says, and whose it surely is."""
        for n in reversed(texts):
            match = self.labels.row(cells[n].text)
            if match is not None and match.score == 1.0 and not match.collapsed:
                # A cell behind it that is no number (“约5”, “12a”) is no part of the label.
                return n, cells[n].text, match
        for count in reversed(range(len(texts))):
            best: tuple[str, RowMatch] | None = None
            for first in reversed(range(max(0, count - 2), count + 1)):
                text = "".join(cells[n].text for n in texts[first : count + 1])
                match = self.labels.row(text)
                # More cells together only where one alone says clearly less.
                if match is not None and (best is None or match.score > best[1].score + 0.05):
                    best = (text, match)
            tall = cells[texts[count]].row_span > 1
            if best is not None and best[1].is_certain and not (tall and best[1].collapsed):
                return texts[count], *best
        numbers = [n for n, cell in enumerate(cells) if is_value(cell.text)]
        before = [n for n in texts if not numbers or n < numbers[-1]]
        own = [cells[n].text for n in before if not self._is_group(cells[n].text)]
        return before[-1] if before else -1, "".join(own), None

    def _is_group(self, text: str) -> bool:
        """Whether a text is the label of several rows."""
        sides = self.vocabulary.sides
        found = self.labels.header(text)
        return any(sides[n].is_group and score >= SURE for n, score in found.items())

    def _shape(self, grid: Grid, heads: Sequence[int], rows: Sequence[int]) -> "_Shape":
        # Where a header lacks cells, a column that says nothing may be one of the form's.
        is_ragged = any(not grid.is_full(row) for row in heads)
        said = {cell.column for cell in grid.cells if cell.text or is_ragged}
        labels = {
            cell.column
            for row in rows
            for cell in grid.by_row[row]
            if cell.text
            and not is_value(cell.text)
            and (match := self.labels.row(cell.text)) is not None
            and match.is_certain
            and not self._as_header(cell.text)
        }
        last = max(labels, default=-1)
        return _Shape(
            frozenset(column for column in range(grid.columns) if column not in said),
            frozenset(range(last + 1)) if labels else frozenset(),
            any(cell.text == "序号" for row in heads for cell in grid.by_row[row][:1]),
        )

    def _unlabelled(self, heads: Heads) -> Slot | None:
        """The slot without a label of its own that these headers lead to."""
        for slot in self.vocabulary.slots:
            if not slot.keys and len(heads.targets(slot)) >= 2:
                return slot
            if not slot.keys:
                leaves = {path[-1] for path in slot.paths}
                known = [heads.leaf(column) for column in range(heads.grid.columns)]
                if sum(bool(leaves & labels.keys()) for labels in known) >= len(slot.paths) - 2:
                    return slot
        return None


def _without_label_cells(cells: list[SourceCell], size: int, shape: _Shape) -> list[SourceCell]:
    """Leave out the rest of a label's cell, where it was not merged with it."""
    spare = 0
    while spare < len(cells) and not cells[spare].text and cells[spare].column in shape.labels:
        spare += 1
    more = len(cells) - size
    return cells[max(0, min(more, spare)) :]


def _are_numbers(cells: Sequence[SourceCell]) -> bool:
    """Whether most of what a row without a label says are numbers that do not count columns."""
    numbers = sum(bool(cell.text) and is_value(cell.text) for cell in cells)
    said = sum(bool(cell.text) for cell in cells)
    return 2 * numbers > said and not _counts_columns(cells)


def _counts_columns(cells: Sequence[SourceCell]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 and so on."""
    texts = [cell.text.strip() for cell in cells if cell.text]
    return len(texts) >= 4 and texts == [str(n + 1) for n in range(len(texts))]
