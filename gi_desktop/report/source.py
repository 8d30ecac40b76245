"""What an import saw: kept with the draft, for review and for recognising outdated forms."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from gi_desktop.report.model import Frozen


class MarkKind(StrEnum):
    """How sure the reading of a cell is."""

    READ = "read"
    REPAIRED = "repaired"
    NOT_FOUND = "not_found"


class Mark(Frozen):
    """How one cell was read; ``how`` says in Chinese what was repaired or what is missing."""

    kind: MarkKind
    how: str = ""


class SourceTable(Frozen):
    """One table as the source shows it."""

    table: str
    labels: tuple[str, ...] = ()
    """Labels of captions, headers and rows, as printed."""
    data_rows: int | None = None
    """Rows of numbers; None where the source does not tell."""


class Source(Frozen):
    """What the source showed. Cells without a mark were not looked for."""

    kind: str
    """What it was read from: text, json …"""
    tables: tuple[SourceTable, ...] = ()
    printed_totals: Mapping[str, int] = Field(default_factory=dict)
    marks: Mapping[str, Mark] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """Sentences for the user: what was repaired, what was not found."""
