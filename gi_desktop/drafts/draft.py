"""What a draft holds: the report, and what belongs to it but is not printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Frozen, Report
from gi_desktop.report.sheet import Sheet
from gi_desktop.report.source import Source
from gi_desktop.report.values import format_value


class Status(StrEnum):
    """How far the report has come."""

    DRAFT = "draft"
    """草稿."""
    REVIEW = "review"
    """送审."""
    FINAL = "final"
    """定稿."""


class Explanation(Frozen):
    """A written reason for a finding, valid while the cells behind it hold these values."""

    code: str
    reason: str
    values: Mapping[str, str] = Field(default_factory=dict)
    """Address → the value as shown."""

    def covers(self, finding: Finding, sheet: Sheet) -> bool:
        """Whether this is a reason for the finding, and the values are still those it was for."""
        return self.code == finding.code and dict(self.values) == shown_values(finding, sheet)


class SealRecord(Frozen):
    """What was frozen: the hash of the canonical form, and the canonical form itself."""

    hash: str
    canonical: str


@dataclass(frozen=True)
class Draft:
    """A report with its reasons, state, seals, and what its import saw."""

    report: Report
    explanations: tuple[Explanation, ...] = ()
    status: Status = Status.DRAFT
    seals: tuple[SealRecord, ...] = ()
    source: Source | None = None
    saved_at: datetime | None = None
    """When the file was written, with its time zone; None where it never was."""

    def reason(self, finding: Finding, sheet: Sheet) -> str:
        """Return the reason given last for the finding as it stands; empty where none was."""
        given = (one.reason for one in reversed(self.explanations) if one.covers(finding, sheet))
        return next(given, "")


def shown_values(finding: Finding, sheet: Sheet) -> dict[str, str]:
    """Return address → value as shown, of the cells behind a finding."""
    return {cell: format_value(sheet.value(cell)) for cell in finding.cells}
