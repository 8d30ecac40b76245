"""What a rule is, and the facts it reads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from gi_desktop.checks.arithmetic import Arithmetic, Violation
from gi_desktop.form import Edition, Mention
from gi_desktop.report.finding import Finding, Mend, Severity
from gi_desktop.report.last_prose import LastReport, Said, sentences
from gi_desktop.report.model import Report
from gi_desktop.report.profile import Profile
from gi_desktop.report.sheet import Sheet
from gi_desktop.report.source import Source

Found = tuple[Mention, tuple[int, int, int]]
"""What a sentence speaks of: the number it names, and where that begins and ends."""


class Input(StrEnum):
    """What a rule reads. While none of it changed, its findings stand."""

    CELLS = "cells"
    TEXTS = "texts"
    FIELDS = "fields"
    """Year, title, period, organ, signature, scope."""
    SOURCE = "source"
    PROFILE = "profile"
    """What is known of the organ beside this report."""
    PREVIOUS = "previous"
    """Last year's report (上年报告)."""


@dataclass
class Facts:
    """One report and what was worked out from it, once for all rules."""

    report: Report
    form: Edition
    sheet: Sheet
    arithmetic: Arithmetic
    source: Source | None = None
    profile: Profile | None = None
    memo: dict[tuple[str, str], tuple[Found, ...]] = field(default_factory=dict)
    """What sentences were found to speak of; kept from run to run."""
    beside: LastReport | None = None
    """Last year's report; None where none is attached."""

    @property
    def previous(self) -> Report | None:
        """Last year's report as it was attached."""
        return self.beside.report if self.beside is not None else None

    @property
    def last(self) -> Sheet | None:
        """The numbers of last year's report."""
        return self.beside.sheet if self.beside is not None else None

    @cached_property
    def said(self) -> dict[str, tuple[Said, ...]]:
        """The sentences of every text."""
        return {
            text_id: tuple(sentences(self.report, (text_id,), self.sheet.value))
            for text_id in self.form.texts
        }

    @cached_property
    def gone(self) -> frozenset[str]:
        """What the tables held last year and hold no more, as figures; without 0."""
        last = self.last.values if self.last is not None else []
        return _figures(last) - _figures(self.sheet.values)

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """Totals and balances that do not hold, echoes folded."""
        return self.arithmetic.violations(self.sheet, self.report.cells)

    @cached_property
    def mend(self) -> Mend | None:
        """The one change of one cell that makes every total and balance hold."""
        if not self.violations:
            return None
        return self.arithmetic.mend(self.sheet, self.report.cells)


def _figures(values: Iterable[object]) -> frozenset[str]:
    return frozenset(str(value) for value in values if isinstance(value, int) and value)


@dataclass(frozen=True)
class Rule:
    """One rule: its code and severity, what it reads, the official source, and the check."""

    code: str
    severity: Severity
    inputs: frozenset[Input]
    basis: str
    find: Callable[[Facts], Iterable[Finding]]
