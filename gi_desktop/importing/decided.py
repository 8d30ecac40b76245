"""What was decided of each row, and the reading that it makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gi_desktop.importing.fit import COLLAPSED, Fit, merge_fits
from gi_desktop.importing.occurrences import Gathered, Occurrence
from gi_desktop.importing.placed import GridReading
from gi_desktop.importing.sequence import InOrder
from gi_desktop.importing.vocabulary import Slot, Vocabulary
from gi_desktop.report.source import Mark, MarkKind, SourceTable
from gi_desktop.report.values import Raw, Value

ABSENT = "原文没有这一行"
DIFFERENT_TWICE = "原文出现两次而数字不同"
EMPTY_CELL = "原文这一格是空的"
NO_NUMBER = "原文填的不是数，照原样留着"
UNCERTAIN = "原文数字与行标签错开，不能确定属于哪一行"


@dataclass
class CellReading:
    """The cells of a source: values, a mark for each cell, what the tables looked like."""

    values: dict[str, Value] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    tables: tuple[SourceTable, ...] = ()
    rows: frozenset[int] = frozenset()
    """Lines of the rows that were read."""
    elsewhere: frozenset[int] = frozenset()
    """Lines that look like rows of the form, but belong to a small table in prose, say."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Cell → the first and last line of its row, whether it could be read or not."""


class Decided:
    """Kept while rows are decided, one after the other; then the reading of them all."""

    def __init__(self, gathered: Gathered, grids: GridReading, vocabulary: Vocabulary) -> None:
        self.gathered = gathered
        self.grids = grids
        self.vocabulary = vocabulary
        self.fits: dict[int, list[Fit]] = {}
        """Slot → readings, one for each place where it was found."""
        self.failed: dict[int, str] = {}
        """Slot → why it could not be read."""
        self.folded = self._folded()
        """Cells of rows that the source has folded into another: 0 to the sums."""
        self.own_lines: set[int] = set()
        self.other_lines: set[int] = set()

    def accept(self, slot: Slot, fit: Fit) -> None:
        """Take down what a place of the source says of a row."""
        self.fits.setdefault(slot.index, []).append(fit)

    def accept_row(self, row: Occurrence, fit: Fit) -> None:
        """Take down what a row says; name it where it has no label, or a whole group's."""
        if row.how and not fit.how:
            fit = replace(fit, how=row.how)
        elif row.collapsed and not fit.how:
            how = COLLAPSED.format(row.slot.group, row.slot.name)
            fit = replace(fit, how=how, missing=EMPTY_CELL)
        self.accept(row.slot, fit)

    def fail(self, slot: Slot, why: str) -> None:
        """Take down why a row could not be read; the first reason stays."""
        self.failed.setdefault(slot.index, why)

    def known(self) -> dict[str, Value]:
        """Return the values decided until now, 0 where a row was folded into another."""
        known: dict[str, Value] = dict.fromkeys(self.folded, 0)
        for fits in self.fits.values():
            merged = merge_fits(fits)
            if merged is not None:
                known |= merged.values
        return known

    def reading(self, in_order: Mapping[int, InOrder]) -> CellReading:
        """Return the cells of all rows.

        ``in_order`` holds, by slot, what the order of all numbers of its table proves.
        """
        result = CellReading(
            rows=frozenset(self.own_lines),
            elsewhere=frozenset(self.other_lines - self.own_lines),
            places=self._places(),
        )
        for slot in self.vocabulary.slots:
            self._slot(slot, in_order.get(slot.index), result)
        result.tables = tuple(
            SourceTable(
                table=table, labels=tuple(labels), data_rows=self._data_rows(table, in_order)
            )
            for table, seen in self.gathered.labels.items()
            if (labels := dict.fromkeys([*seen, *self.grids.labels.get(table, ())]))
        )
        return result

    def _places(self) -> dict[str, tuple[int, int]]:
        """Cell → first and last line of its row, of the first where there are several."""
        found: dict[str, tuple[int, int]] = {}
        rows = [(one.slot, {one.row.line}) for one in self.grids.rows() if one.row.line >= 0]
        rows += [(row.slot, row.lines) for part in self.gathered.segments for row in part.rows]
        for slot, lines in rows:
            for cell in slot.addresses:
                found.setdefault(cell, (min(lines), max(lines)))
        return found

    def _folded(self) -> list[str]:
        seen = {row.slot.index for s in self.gathered.segments for row in s.rows}
        seen |= {row.slot.index for row in self.grids.rows()}
        folding = [
            row.slot
            for s in self.gathered.segments
            for row in s.rows
            if row.collapsed and row.tokens
        ]
        folding += [one.slot for one in self.grids.rows() if one.row.collapsed]
        groups = {(slot.table, label) for slot in folding for label in slot.collapsed}
        return [
            cell
            for slot in self.vocabulary.slots
            if slot.index not in seen
            and any((slot.table, group) in groups for group in slot.groups)
            for cell in slot.addresses
        ]

    def _slot(self, slot: Slot, in_order: InOrder | None, result: CellReading) -> None:
        fits = self.fits.get(slot.index, [])
        fit = merge_fits(fits)
        if in_order is not None:
            fit = in_order.beside(fit)
        if fits and fit is None:
            self._mark_all(slot, DIFFERENT_TWICE, result)
        elif fit is not None:
            for cell in slot.addresses:
                if cell in fit.values:
                    how = fit.repairs.get(cell) or fit.how
                    kind = MarkKind.REPAIRED if how else MarkKind.READ
                    if not how and isinstance(fit.values[cell], Raw):
                        how = NO_NUMBER
                    result.values[cell] = fit.values[cell]
                    result.marks[cell] = Mark(kind=kind, how=how)
                else:
                    how = EMPTY_CELL if fit.complete else fit.missing or fit.how
                    how = fit.unread.get(cell, how)
                    result.marks[cell] = Mark(kind=MarkKind.NOT_FOUND, how=how)
        else:
            self._mark_all(slot, self.failed.get(slot.index, ABSENT), result)

    @staticmethod
    def _mark_all(slot: Slot, how: str, result: CellReading) -> None:
        for cell in slot.addresses:
            result.marks[cell] = Mark(kind=MarkKind.NOT_FOUND, how=how)

    def _data_rows(self, table: str, in_order: Iterable[int]) -> int:
        seen = {
            row.slot.index
            for segment in self.gathered.segments
            for row in segment.rows
            if row.slot.table == table and row.tokens
        }
        seen |= {slot for slot in in_order if self.vocabulary.slots[slot].table == table}
        return len(seen | {row.slot.index for row in self.grids.rows() if row.slot.table == table})
