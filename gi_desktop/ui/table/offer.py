"""What is about to be entered in many cells, and what it would replace. Knows nothing of windows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from gi_desktop.form import Table
from gi_desktop.report.edits import SetCells
from gi_desktop.report.pasting import Pasted, overwritten, settled
from gi_desktop.report.sheet import Sheet
from gi_desktop.report.values import Value, format_value
from gi_desktop.session import Session


class Read(Protocol):
    """Reads what is to be entered."""

    def __call__(self, *, dash_is_zero: bool) -> Pasted:
        """Return it; PasteError, in words, where it does not fit."""


@dataclass(frozen=True)
class Line:
    """One cell that has to be looked at before anything is entered."""

    cell: str
    name: str
    now: str
    new: str


class Offer:
    """A block for a table of the open report. ``label`` has {} for the number of cells."""

    def __init__(self, session: Session, table: Table, label: str, read: Read) -> None:
        self._session = session
        self._specs = {spec.address: spec for spec in table.cells}
        self._label = label
        self._read = read

    def count(self, *, dash_is_zero: bool) -> int:
        """Return how many cells would be entered."""
        return len(self._read(dash_is_zero=dash_is_zero).values)

    @property
    def dashes(self) -> tuple[str, ...]:
        """The cells for which there is - or /."""
        return self._read(dash_is_zero=False).dashes

    @property
    def strange(self) -> tuple[tuple[str, str], ...]:
        """The cells for which there is something that is no number, with that."""
        return self._read(dash_is_zero=False).strange

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that it lies on."""
        read = self._read(dash_is_zero=False)
        return (*read.values, *read.dashes, *(cell for cell, _ in read.strange))

    @property
    def asks(self) -> bool:
        """Whether somebody has to look at it first."""
        return bool(self.lines(dash_is_zero=False) or self.dashes)

    def name(self, cell: str) -> str:
        """Return what sentences call the cell."""
        return self._specs[cell].name

    def lines(self, *, dash_is_zero: bool) -> tuple[Line, ...]:
        """Return the cells whose number would be replaced, and those that would not change."""
        found = {line.cell: line for line in self._lines(dash_is_zero=dash_is_zero)}
        return tuple(found[cell] for cell in self._specs if cell in found)

    def _lines(self, *, dash_is_zero: bool) -> Iterator[Line]:
        session, read = self._session, self._read(dash_is_zero=dash_is_zero)
        values = settled(read.values, session.report, session.sheet.plan)
        after = self._after(values)
        for cell, old, _ in overwritten(values, session.sheet):
            new = format_value(after.value(cell))
            if after.is_automatic(cell):
                new = f"{new}（自动计算）"
            yield Line(cell, self.name(cell), format_value(old), new or "（清空）")
        unread = {cell: f"“{text}”不是数，不改" for cell, text in read.strange}
        if not dash_is_zero:
            unread |= dict.fromkeys(read.dashes, "“-”或“/”，不改")
        for cell, words in unread.items():
            yield Line(cell, self.name(cell), format_value(session.sheet.value(cell)), words)

    def _after(self, values: dict[str, Value]) -> Sheet:
        cells = {
            cell: old for cell, old in self._session.report.cells.items() if cell not in values
        }
        cells |= {cell: value for cell, value in values.items() if value is not None}
        return self._session.sheet.plan.sheet(cells)

    def edit(self, *, dash_is_zero: bool) -> SetCells:
        """Return the one edit that enters it; a total that equals its sum stays automatic."""
        read = self._read(dash_is_zero=dash_is_zero)
        values = settled(read.values, self._session.report, self._session.sheet.plan)
        return SetCells(self._label.format(len(values)), values)
