"""The grids of a source read by where their cells stand: rows by labels, columns by headers.

A grid is read here when it shows rows of the form; the lines of any other are left to those who
read lines. What a row's place alone cannot tell is handed on to the sums (``doubtful``).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gi_desktop.importing.columns import SURPLUS, Basis, Placing, place
from gi_desktop.importing.doubts import GLUED, is_zero_and_next
from gi_desktop.importing.fit import Fit
from gi_desktop.importing.grid_rows import GridRow, RowFinder, is_at_home
from gi_desktop.importing.grids import Grid, SourceCell
from gi_desktop.importing.labels import Labels
from gi_desktop.importing.lines import Line
from gi_desktop.importing.placed import FOREIGN_COLUMNS, GridReading, Placed
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.surplus import LEFT_OUT, NOT_TOLD, WideRow, kept_cells
from gi_desktop.importing.tokens import Token, TokenKind, is_value, tokens_of_cell, values_of
from gi_desktop.importing.torn_rows import join_torn_rows, proved, put_together, with_joined
from gi_desktop.importing.vocabulary import Slot, Vocabulary
from gi_desktop.report.characters import compact
from gi_desktop.report.values import Raw, Value, parse_value

MERGED = "原文把几行的数字合并成了一格"
SEVERAL = "原文这一格里不止一个数"
BY_ORDER = "行标签不全，按前后两行之间的位置对应"
MANGLED = "行标签残缺，按最相近的一行对应"
_LONGEST_RAW = 20
_NEAR = 0.45
"""How like a mangled label must be to that of the row whose place it has."""


def read_grids(
    grids: Sequence[Grid],
    lines: Sequence[Line],
    zones: Sequence[str | None],
    vocabulary: Vocabulary,
) -> GridReading:
    """Read the grids; ``zones`` names for each line the table below whose heading it stands."""
    return _GridReader(grids, lines, zones, vocabulary).read()


class _GridReader:
    def __init__(
        self,
        grids: Sequence[Grid],
        lines: Sequence[Line],
        zones: Sequence[str | None],
        vocabulary: Vocabulary,
    ) -> None:
        self.grids = grids
        self.lines = lines
        self.zones = zones
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary)
        self.relations = Relations(vocabulary.form)
        self.places: dict[tuple[int, int], int] = {}
        for number, line in enumerate(lines):
            if line.grid_row is not None:
                self.places.setdefault(line.grid_row, number)
        self.reading = GridReading()

    def read(self) -> GridReading:
        rows: list[GridRow] = []
        finder = RowFinder(self.places, self.zones, self.vocabulary, self.labels)
        for number, grid in enumerate(self.grids):
            found = list(finder.rows(number, grid))
            self._find_neighbours(found, rows)
            if self._is_of_form(found):
                rows += found
                self._note_labels(number, grid, found)
        join_torn_rows(rows, self.labels)
        self._without_subtotals(rows)
        self._match_the_rest(rows)
        for row in rows:
            self._place(row)
        self._leave_out_columns()
        self._join_pieces()
        return self.reading

    # Which grids, and which rows no label tells --------------------------------------------

    def _is_of_form(self, rows: Sequence[GridRow]) -> bool:
        """Whether a grid shows a table of the form, or part of one."""
        known = [row for row in rows if row.slot is not None]
        at_home = any(row.at_home for row in known)
        unlabelled = any(row.slot is not None and not row.slot.keys for row in rows)
        return at_home or unlabelled or len({row.slot.index for row in known if row.slot}) >= 2

    def _find_neighbours(self, rows: list[GridRow], before: Sequence[GridRow]) -> None:
        """A label that could be several rows' is that of the row next to the ones around it."""
        slots = [row.slot for row in [*before[-1:], *rows]]
        offset = len(slots) - len(rows)
        for n, row in enumerate(rows):
            if row.slot is not None or not row.label:
                continue
            last = next((s for s in reversed(slots[: n + offset]) if s is not None), None)
            following = next((s for s in slots[n + offset :] if s is not None), None)
            near = self._between(last, following, {s.index for s in slots if s is not None})
            scores = sorted(
                ((self.labels.score(row.label, slot), -slot.index) for slot in near), reverse=True
            )
            if not scores or scores[0][0] < 0.6:
                continue
            if len(scores) == 1 or scores[0][0] - scores[1][0] >= 0.1:
                row.slot = self.vocabulary.slots[-scores[0][1]]
                row.how = MANGLED
                slots[n + offset] = row.slot
                row.at_home = is_at_home(row, self.zones)

    def _between(self, last: Slot | None, following: Slot | None, seen: set[int]) -> list[Slot]:
        """The slots of one block that may stand between two others and were not seen."""
        block = last.block if last else following.block if following else None
        if block is None or (last and following and last.table != following.table):
            return []
        low = last.index if last else -1
        high = (
            following.index if following and following.index > low else len(self.vocabulary.slots)
        )
        return [
            slot
            for slot in self.vocabulary.slots[low + 1 : high]
            if slot.keys
            and slot.index not in seen
            and slot.table == (last or following or slot).table
        ]

    def _match_the_rest(self, rows: list[GridRow]) -> None:
        """Rows without a readable label between two known ones, where their number is right."""
        known = [n for n, row in enumerate(rows) if row.slot is not None]
        for first, second in pairwise([-1, *known, len(rows)]):
            unknown = [row for row in rows[first + 1 : second] if not row.is_blank]
            one = rows[first].slot if first >= 0 else None
            other = rows[second].slot if second < len(rows) else None
            if not unknown:
                continue
            for group, missing in self._gaps(unknown, one, other):
                if len(group) == len(missing) and all(map(self._may_be, group, missing)):
                    for row, slot in zip(group, missing, strict=True):
                        row.cells = row.cells[len(row.cells) - slot.size :]
                        row.slot, row.how = slot, BY_ORDER
                        row.at_home = is_at_home(row, self.zones)

    def _gaps(
        self, rows: list[GridRow], one: Slot | None, other: Slot | None
    ) -> Iterator[tuple[list[GridRow], list[Slot]]]:
        """Rows without a slot, with the slots that are missing where they stand.

        Between two known ones of a table; at either end of a table where only one is missing.
        """
        slots = [slot for slot in self.vocabulary.slots if slot.keys]
        if one is not None and other is not None and one.table == other.table:
            yield rows, [slot for slot in slots if one.index < slot.index < other.index]
            return
        for known, near in ((one, rows[:1]), (other, rows[-1:])):
            if known is None:
                continue
            same = [row for row in rows if row.grid == near[0].grid]
            sides = (
                [s for s in slots if s.table == known.table and s.index > known.index]
                if known is one
                else [s for s in slots if s.table == known.table and s.index < known.index]
            )
            if len(sides) <= 1:
                yield (same[:1] if known is one else same[-1:]), sides

    def _may_be(self, row: GridRow, slot: Slot) -> bool:
        """Whether nothing speaks against a row having that label."""
        spare = len(row.cells) - slot.size
        if spare < 0 or any(cell.text for cell in row.cells[:spare]):
            return False
        if self.labels.foreign(row.label):
            return False
        return not row.label or self.labels.score(row.label, slot) >= _NEAR

    @staticmethod
    def _without_subtotals(rows: list[GridRow]) -> None:
        """A group's own label heads a row of subtotals where the group's rows are there too."""
        single = [row.slot for row in rows if row.slot is not None and not row.collapsed]
        for row in rows:
            if row.slot is not None and row.collapsed:
                group = row.slot.collapsed
                if any(slot.table == row.slot.table and slot.groups & group for slot in single):
                    if len(row.cells) > row.slot.size and not row.cells[0].text:
                        row.label = ""  # the row's own label is missing, not its group's
                    row.slot = None

    # Numbers ------------------------------------------------------------------------------

    def _place(self, row: GridRow) -> None:
        slot = row.slot
        if slot is None:
            if row.line >= 0 and any(is_value(c.text) and c.text.strip() for c in row.cells):
                self.reading.strange.add(row.line)
            return
        if row.is_blank and row.how:
            return
        full = self.grids[row.grid].is_full(row.row)
        if any(cell.row_span > 1 and cell.text for cell in row.cells):
            self._fail(row, slot, MERGED)
            return
        placing = place(slot, row.cells, row.heads, full=full)
        if placing.basis is Basis.NONE:
            self._fail(row, slot, FOREIGN_COLUMNS)
            return
        found = self._filled(row, slot, placing)
        sums = self.relations.judged(slot.addresses, found.fit.values)
        if placing.how == SURPLUS and not all(sums):
            placing = Placing(Basis.SUMS, {})  # those of all rows tell more surely
            found = self._filled(row, slot, placing)
        if placing.basis is Basis.SUMS:
            self.reading.doubtful.append(found)
        elif placing.basis is Basis.ORDER:
            self.reading.unproved.append(found)
        else:
            self.reading.placed.append(found)

    def _leave_out_columns(self) -> None:
        """Read rows with more cells than the form has, where the sums tell which are its own."""
        reading = self.reading
        known = {a: one.fit.values.get(a) for one in reading.placed for a in one.slot.addresses}
        groups: dict[tuple[int, int], list[Placed]] = {}
        for one in reading.doubtful:
            groups.setdefault((one.slot.block, len(one.row.cells)), []).append(one)
        for group in groups.values():
            wide = [WideRow(one.slot, one.row.cells) for one in group]
            kept = kept_cells(wide, known, self.relations, self._value)
            for one, cells in zip(group, kept, strict=False):
                placing = Placing(Basis.PLACE, cells, LEFT_OUT, missing=NOT_TOLD)
                reading.doubtful.remove(one)
                reading.placed.append(self._filled(one.row, one.slot, placing))

    def _fail(self, row: GridRow, slot: Slot, why: str) -> None:
        self.reading.failed.append(Placed(row, slot, Fit({}, complete=False, how=why), []))

    def _filled(self, row: GridRow, slot: Slot, placing: Placing) -> Placed:
        values: dict[str, Value] = {}
        unread: dict[str, str] = {}
        joined: dict[str, Value] = {}
        for address in slot.addresses:
            cell = placing.cells.get(address)
            if cell is None:
                unread[address] = FOREIGN_COLUMNS if placing.is_foreign else placing.missing
                continue
            value = self._value(cell, address)
            if is_zero_and_next(slot, address, placing.cells):
                unread[address] = GLUED
            elif value is _MANY:
                unread[address] = SEVERAL
                if whole := put_together(cell.text):
                    joined[address] = parse_value(whole, self.vocabulary.form.kind(address))
            elif value is not None:
                values[address] = value
        repairs = {a: cell.how for a, cell in placing.cells.items() if cell.how}
        how = row.how or placing.how
        fit = Fit(values, complete=True, how=how, unread=unread, repairs=repairs)
        return Placed(row, slot, fit, self._tokens(row), joined, placing.by_count)

    def _join_pieces(self) -> None:
        """Put together the numbers that narrow cells cut in lines, where the sums prove it."""
        placed = [one for one in self.reading.placed if one.joined]
        if not placed:
            return
        known: dict[str, Value] = {}
        for one in self.reading.placed:
            known |= one.fit.values | one.joined
        for one in placed:
            if proved(one.slot, one.fit.values, one.joined, known, self.relations):
                one.fit = with_joined(one.fit, one.joined)

    def _value(self, cell: SourceCell, address: str) -> Value:
        text = compact(cell.text)
        if not text:
            return None
        tokens = tokens_of_cell(" ".join(cell.text.split()), 0, self.vocabulary)
        values = values_of(tokens)
        if len(values) == 1 and len(tokens) == 1:
            return parse_value(values[0].text, self.vocabulary.form.kind(address))
        if len(values) > 1 or len(text) > _LONGEST_RAW:
            return _MANY
        return Raw(text)

    def _tokens(self, row: GridRow) -> list[Token]:
        tokens = []
        for cell in row.cells:
            found = tokens_of_cell(cell.text, row.line, self.vocabulary)
            values = values_of(found)
            tokens += values or [Token(TokenKind.BLANK, "", row.line)]
        return tokens

    # What was seen ------------------------------------------------------------------------

    def _note_labels(self, number: int, grid: Grid, rows: Sequence[GridRow]) -> None:
        """Take the grid's lines, and name the labels of the form and of outdated ones in it."""
        tables = [row.slot.table for row in rows if row.slot is not None]
        if not tables:
            return
        seen = {row.row: (row.slot, row.collapsed) for row in rows if row.slot is not None}
        table = tables[0]
        for row in range(grid.rows):
            line = self.places.get((number, row), -1)
            if line >= 0 and self.zones[line] is not None and self._is_of_table(grid, row, rows):
                self.reading.lines.add(line)
            table = seen[row][0].table if row in seen else table
            for cell in grid.by_row[row]:
                if cell.row == row and cell.text:
                    self._note(cell.text, table)
            if row in seen:
                slot, collapsed = seen[row]
                self._add(slot.table, slot.group if collapsed else slot.name)

    def _is_of_table(self, grid: Grid, row: int, rows: Sequence[GridRow]) -> bool:
        """Whether a row is one of the table's, and no paragraph above or below it."""
        said = [cell for cell in grid.by_row[row] if cell.text]
        if len(said) != 1 or said[0].row_span > 1:
            return True
        text = said[0].text
        inside = any(other.row < row for other in rows) and any(other.row > row for other in rows)
        return bool(
            self.labels.header(text) or self.labels.row(text) or self.labels.foreign(text)
        ) or (inside and "。" not in text)

    def _note(self, text: str, table: str) -> None:
        foreign = self.labels.foreign(text)
        if foreign:
            self._add(table, foreign)
            return
        sides = self.labels.header(text)
        best = max(sides.items(), key=lambda item: item[1], default=None)
        if best is not None and best[1] >= 0.8:
            own = [n for n, score in sides.items() if score == best[1]]
            chosen = next((n for n in own if self.vocabulary.sides[n].table == table), own[0])
            self._add(self.vocabulary.sides[chosen].table, self.vocabulary.sides[chosen].text)

    def _add(self, table: str, label: str) -> None:
        known = self.reading.labels.setdefault(table, [])
        if label and label not in known:
            known.append(label)


_MANY = Raw("\0several")
"""Stands for a cell with more than one number."""
