"""Edits: the only way a report changes. Each knows its label, its cells and its inverse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from gi_desktop.report.model import Report
from gi_desktop.report.prose import Text
from gi_desktop.report.values import Value


class Edit(Protocol):
    """One change. ``target`` says what it touches, so that typing can merge into one step."""

    @property
    def label(self) -> str:
        """What 撤销 and 重做 call it."""

    @property
    def cells(self) -> frozenset[str]:
        """The addresses it changes."""

    @property
    def target(self) -> str:
        """Equal for two edits that change the same place."""

    def apply(self, report: Report) -> Report:
        """Return the changed report."""

    def inverse(self, report: Report) -> "Edit":
        """Return the edit that leads back to ``report``, the one before the change."""


@dataclass(frozen=True)
class SetCells:
    """Enter values; None clears a cell and makes a total automatic."""

    label: str
    values: Mapping[str, Value]

    @property
    def cells(self) -> frozenset[str]:
        """The addresses it changes."""
        return frozenset(self.values)

    @property
    def target(self) -> str:
        """The addresses it changes."""
        return "cells " + " ".join(sorted(self.values))

    def apply(self, report: Report) -> Report:
        """Return the report with the values entered."""
        cells = dict(report.cells)
        for cell, value in self.values.items():
            if value is None:
                cells.pop(cell, None)
            else:
                cells[cell] = value
        return report.replace(cells=cells)

    def inverse(self, report: Report) -> "SetCells":
        """Return the edit that enters what stood there."""
        return SetCells(self.label, {cell: report.stored(cell) for cell in self.values})


@dataclass(frozen=True)
class SetText:
    """Replace the paragraphs of one text."""

    label: str
    text_id: str
    text: Text

    @property
    def cells(self) -> frozenset[str]:
        """None: prose is no cell."""
        return frozenset()

    @property
    def target(self) -> str:
        """The text."""
        return f"text {self.text_id}"

    def apply(self, report: Report) -> Report:
        """Return the report with the text replaced."""
        texts = dict(report.texts)
        texts[self.text_id] = self.text
        if not self.text:
            del texts[self.text_id]
        return report.replace(texts=texts)

    def inverse(self, report: Report) -> "SetText":
        """Return the edit that puts the old paragraphs back."""
        return SetText(self.label, self.text_id, report.text(self.text_id))


@dataclass(frozen=True)
class SetFields:
    """Replace fields of the report other than cells and texts, such as ``year`` or ``organ``."""

    label: str
    fields: Mapping[str, Any]

    @property
    def cells(self) -> frozenset[str]:
        """None: a field is no cell."""
        return frozenset()

    @property
    def target(self) -> str:
        """The fields."""
        return f"fields {self.label} " + " ".join(sorted(self.fields))

    def apply(self, report: Report) -> Report:
        """Return the report with the fields replaced."""
        return report.replace(**self.fields)

    def inverse(self, report: Report) -> "SetFields":
        """Return the edit that puts the old values back."""
        return SetFields(self.label, {name: getattr(report, name) for name in self.fields})


@dataclass(frozen=True)
class Together:
    """Several edits as one step."""

    label: str
    edits: tuple[Edit, ...]

    @property
    def cells(self) -> frozenset[str]:
        """The addresses all of them change."""
        return frozenset().union(*(edit.cells for edit in self.edits))

    @property
    def target(self) -> str:
        """The places all of them touch."""
        return "; ".join(edit.target for edit in self.edits)

    def apply(self, report: Report) -> Report:
        """Return the report after all of them, in order."""
        for edit in self.edits:
            report = edit.apply(report)
        return report

    def inverse(self, report: Report) -> "Together":
        """Return the inverses in reverse order."""
        back: list[Edit] = []
        for edit in self.edits:
            back.append(edit.inverse(report))
            report = edit.apply(report)
        return Together(self.label, tuple(reversed(back)))
