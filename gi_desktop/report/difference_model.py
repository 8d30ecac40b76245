"""What a difference of two reports is; ``difference.py`` finds them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gi_desktop.form import Edition
from gi_desktop.report.alignment import Piece, pieces
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.values import format_value

Key = Callable[[str], str]
"""What two texts must share to count as the same."""


class DifferenceKind(StrEnum):
    """What differs."""

    FIELD = "field"
    """A field of 基本信息: organ, year, title, signature."""
    CELL = "cell"
    PARAGRAPH = "paragraph"
    """A sentence, a paragraph, or the level of one."""


@dataclass(frozen=True)
class Spot:
    """Where in two texts a difference lies: paragraphs and sentences from 0; None for no place."""

    old: int | None = None
    new: int | None = None
    old_sentence: int | None = None
    new_sentence: int | None = None
    level: bool = False
    """It is the level of the paragraph that differs, not its words."""


@dataclass(frozen=True)
class Difference:
    """One thing that two reports say differently.

    ``place`` is what a clerk calls it; ``old`` and ``new`` are as shown, "" for nothing.
    ``follows`` names cells: the difference comes from theirs alone (an automatic total, a number
    that prose refers to), and comes and goes with them; it is never carried over by itself.
    """

    kind: DifferenceKind
    place: str
    old: str
    new: str
    cell: str = ""
    text: str = ""
    field: str = ""
    spot: Spot = Spot()
    follows: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What stayed, what went and what came, word by word."""
        return pieces(self.old, self.new)


@dataclass(frozen=True)
class Both:
    """The two reports with their numbers."""

    old: Report
    new: Report
    form: Edition
    old_sheet: Sheet
    new_sheet: Sheet
    key: Key

    @classmethod
    def of(cls, old: Report, new: Report, form: Edition, key: Key) -> "Both":
        """Return them with every automatic total."""
        plan = Plan.of(form)
        return cls(old, new, form, plan.sheet(old.cells), plan.sheet(new.cells), key)

    def changed(self, cell: str) -> bool:
        """Whether the cell shows different numbers."""
        return cell in self._changed

    @cached_property
    def _changed(self) -> frozenset[str]:
        return frozenset(
            cell
            for cell, old, new in zip(
                self.new_sheet.plan.addresses,
                self.old_sheet.values,
                self.new_sheet.values,
                strict=True,
            )
            if old is not new and format_value(old) != format_value(new)
        )
