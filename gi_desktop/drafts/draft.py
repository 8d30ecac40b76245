"""What a draft holds: the report, and what belongs to it but is not printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from pydantic import Field

from gi_desktop.form import Edition
from gi_desktop.report.canonical import canonical, version_of
from gi_desktop.report.edits import Edit
from gi_desktop.report.exact_json import ReportError
from gi_desktop.report.finding import Finding
from gi_desktop.report.fingerprint import code_of_text
from gi_desktop.report.model import Frozen, Report
from gi_desktop.report.sheet import Sheet
from gi_desktop.report.source import Source
from gi_desktop.report.values import format_value

SENTENCE = "sentence"
"""Key of :attr:`Explanation.values` for a finding without cells."""


class Status(StrEnum):
    """How far the report has come."""

    DRAFT = "draft"
    """草稿."""
    REVIEW = "review"
    """送审."""
    FINAL = "final"
    """定稿."""


STATUS_NAMES = {Status.DRAFT: "草稿", Status.REVIEW: "送审", Status.FINAL: "定稿"}


class Explanation(Frozen):
    """A written reason for a finding, valid while the cells behind it hold these values."""

    code: str
    reason: str
    values: Mapping[str, str] = Field(default_factory=dict)
    """Address → the value as shown; for a finding without cells, what it said."""

    def concerns(self, finding: Finding) -> bool:
        """Whether this is a reason for the finding, for whatever values."""
        places = finding.cells or (SENTENCE,)
        return self.code == finding.code and any(place in self.values for place in places)

    def covers(self, finding: Finding, sheet: Sheet) -> bool:
        """Whether this is a reason for the finding, and the values are still those it was for."""
        return self.code == finding.code and dict(self.values) == shown_values(finding, sheet)


class SealRecord(Frozen):
    """One 定稿: the SHA-256 of its canonical form, and the canonical form itself.

    What stands in a file is data: :meth:`is_sound` tells whether both belong together.
    """

    hash: str
    canonical: str
    corrected: str = ""
    """Why the report was corrected after it (更正理由); empty while it was not."""

    @classmethod
    def of(cls, report: Report, form: Edition) -> "SealRecord":
        """Return the seal of a report as it stands."""
        content = canonical(report, form)
        text = content.decode("utf-8", errors="surrogatepass")
        return cls(hash=sha256(content).hexdigest(), canonical=text)

    @property
    def is_sound(self) -> bool:
        """Whether the content is the one that was sealed."""
        content = self.canonical.encode("utf-8", errors="surrogatepass")
        return sha256(content).hexdigest() == self.hash

    @property
    def code(self) -> str:
        """The code (核对码) of the content; empty where the record is damaged."""
        try:
            return code_of_text(self.canonical) if self.is_sound else ""
        except ReportError:
            return ""

    def seals(self, report: Report, form: Edition) -> bool:
        """Whether this is the content of the report."""
        try:
            version = version_of(self.canonical)
            content = canonical(report, form, version)
        except (ReportError, KeyError):
            return False
        return sha256(content).hexdigest() == self.hash


@dataclass(frozen=True)
class Draft:
    """A report with its reasons, state, seals, what its import saw, and last year's report."""

    report: Report
    explanations: tuple[Explanation, ...] = ()
    status: Status = Status.DRAFT
    seals: tuple[SealRecord, ...] = ()
    source: Source | None = None
    previous: Report | None = None
    """Last year's report (上年报告) that stands beside this one; None where none was attached."""
    saved_at: datetime | None = None
    """When the file was written, with its time zone; None where it never was."""

    @property
    def is_final(self) -> bool:
        """Whether it is a 定稿: nothing in it changes but by a 更正."""
        return self.status is Status.FINAL

    @property
    def state_words(self) -> str:
        """The state as everybody reads it: 草稿, 送审, 定稿, with how often it was 定稿."""
        name, times = STATUS_NAMES[self.status], len(self.seals)
        if self.is_final:
            return f"{name}（第 {times} 次）" if times > 1 else name
        return f"{name}（更正第 {times} 次定稿）" if times else name

    def undermines(self, final: "Draft") -> bool:
        """Whether this would still be the 定稿 that ``final`` is, but say something else."""
        same = self.report.same_as(final.report) and self.explanations == final.explanations
        return self.is_final and final.is_final and not same

    def is_as_sealed(self, form: Edition) -> bool:
        """Whether it is a 定稿 that says what was sealed; a file may be changed elsewhere."""
        return self.is_final and bool(self.seals) and self.seals[-1].seals(self.report, form)

    def reason(self, finding: Finding, sheet: Sheet) -> str:
        """Return the reason given last for the finding as it stands; empty where none was."""
        if not self.explanations:
            return ""  # as in most reports; it is asked for many times after every key
        given = (one.reason for one in reversed(self.explanations) if one.covers(finding, sheet))
        return next(given, "")

    def former_reason(self, finding: Finding, sheet: Sheet) -> str:
        """Return the reason given last while other values stood; empty where none was.

        It holds no longer, but is the text to start from.
        """
        given = (
            one.reason
            for one in reversed(self.explanations)
            if one.concerns(finding) and not one.covers(finding, sheet)
        )
        return next(given, "")


def shown_values(finding: Finding, sheet: Sheet) -> dict[str, str]:
    """Return address → value as shown, of the cells behind a finding, and what is beside them.

    A finding without cells stands on its sentence, which names what it found.
    """
    if not finding.cells:
        return {SENTENCE: finding.message}
    shown = {cell: format_value(sheet.value(cell)) for cell in finding.cells}
    return shown | dict(finding.beside)


def with_reason(
    given: tuple[Explanation, ...], finding: Finding, sheet: Sheet, reason: str
) -> tuple[Explanation, ...]:
    """Return the reasons with this one for the finding; an empty one takes the old away.

    Reasons for other values stay: they hold again when these values come back.
    """
    values = shown_values(finding, sheet)
    place = next((n for n, one in enumerate(given) if one.covers(finding, sheet)), len(given))
    before = given[:place]
    after = tuple(one for one in given[place:] if not one.covers(finding, sheet))
    if not reason.strip():
        return before + after
    return (*before, Explanation(code=finding.code, reason=reason.strip(), values=values), *after)


@dataclass(frozen=True)
class SetExplanations:
    """The edit that replaces the reasons: one step of 撤销 like any change of the report."""

    label: str
    explanations: tuple[Explanation, ...]
    finding: Finding
    """The one whose reason it changes."""

    @property
    def cells(self) -> frozenset[str]:
        """None: a reason is no cell."""
        return frozenset()

    @property
    def target(self) -> str:
        """The reason of the finding, whatever its sentence says just now."""
        found = self.finding
        return f"reason {found.code} {found.text or found.field or found.cells}"

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with these reasons."""
        return replace(draft, explanations=self.explanations)

    def inverse(self, draft: Draft) -> "SetExplanations":
        """Return the edit that puts the reasons of ``draft`` back."""
        return SetExplanations(self.label, draft.explanations, self.finding)


@dataclass(frozen=True)
class SetDraft:
    """The edit that replaces fields of the draft beside its report, such as last year's report.

    ``edit`` changes the report in the same step, where it is changed too.
    """

    label: str
    fields: Mapping[str, Any]
    edit: Edit | None = None

    @property
    def cells(self) -> frozenset[str]:
        """The addresses that are changed in the report."""
        return self.edit.cells if self.edit else frozenset()

    @property
    def target(self) -> str:
        """The fields, and the place in the report."""
        place = f"; {self.edit.target}" if self.edit else ""
        return "draft " + " ".join(sorted(self.fields)) + place

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with the fields replaced."""
        report = self.edit.apply(draft.report) if self.edit else draft.report
        return replace(draft, report=report, **self.fields)

    def inverse(self, draft: Draft) -> "SetDraft":
        """Return the edit that puts the fields of ``draft`` back, and what the report was."""
        before = {name: getattr(draft, name) for name in self.fields}
        return SetDraft(self.label, before, self.edit.inverse(draft.report) if self.edit else None)
