"""Runs the rules over a report; what did not change is not judged again."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

import gi_desktop.checks.rules
from gi_desktop.checks.arithmetic import Arithmetic
from gi_desktop.checks.memory import Memory
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import Edition
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.last_prose import LastReport
from gi_desktop.report.model import Report
from gi_desktop.report.profile import Profile
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.source import Source

_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True)
class RuleFault:
    """A rule that failed: a fault of the program, which must not hide the other findings."""

    code: str
    error: Exception


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rule of every module in ``checks/rules``, errors first, then by code."""
    package = gi_desktop.checks.rules
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    rules = [importlib.import_module(f"gi_desktop.checks.rules.{name}").RULE for name in names]
    order = list(Severity)
    return tuple(sorted(rules, key=lambda rule: order.index(rule.severity)))


class Checker:
    """Judges the reports of one edition, one after the other."""

    def __init__(self, form: Edition, rules: tuple[Rule, ...] | None = None) -> None:
        self.form = form
        self.plan = Plan.of(form)
        self.faults: tuple[RuleFault, ...] = ()
        """Rules that failed in the last run."""
        self._rules = all_rules() if rules is None else rules
        self._arithmetic = Arithmetic(self.plan)
        self._parts = {
            section.text or section.table: place for place, section in enumerate(form.sections)
        }
        self._last: LastReport | None = None
        self._memory = Memory()
        self._read: dict[Input, tuple[Any, ...]] = {}
        """What the rules read in the last run."""
        self._found: dict[str, tuple[Finding, ...]] = {}
        """By rule, what it found in what it last read."""

    def run(
        self,
        report: Report,
        source: Source | None = None,
        profile: Profile | None = None,
        previous: Report | None = None,
        sheet: Sheet | None = None,
    ) -> list[Finding]:
        """Return all findings, errors first, in the order of the form.

        ``sheet`` is the report's, where it is at hand.
        """
        sheet = sheet or self.plan.sheet(report.cells)
        facts = Facts(
            report,
            self.form,
            sheet,
            self._arithmetic,
            source,
            profile,
            self._memory,
            self.beside(previous),
        )
        changed = self._changed(facts)
        found: list[Finding] = []
        faults = []
        for rule in self._rules:
            try:
                found.extend(self._judge(rule, facts, changed))
            except Exception as error:  # noqa: BLE001 - kept in ``faults`` and shown: one broken rule must not silence the others
                faults.append(RuleFault(rule.code, error))
        self.faults = tuple(faults)
        return sorted(found, key=self._place)

    def beside(self, previous: Report | None) -> LastReport | None:
        """Return last year's report with what was worked out from it, once for all runs."""
        if previous is None:
            self._last = None
        elif self._last is None or self._last.report is not previous:
            self._last = LastReport(self.plan, previous)
        return self._last

    def _place(self, finding: Finding) -> tuple[int, int]:
        """Sort by weight, then by the part of the form; what names no part comes first."""
        where = finding.text
        if finding.cells:
            where = self.form.cells[finding.cells[0]].table
        return _WEIGHTS[finding.severity], self._parts.get(where, -1)

    def _changed(self, facts: Facts) -> frozenset[Input]:
        """Return what is not the same object as in the run before."""
        before, self._read = self._read, _read(facts)
        return frozenset(
            kind
            for kind, read in self._read.items()
            if any(a is not b for a, b in zip_longest(read, before.get(kind, ()), fillvalue=self))
        )

    def _judge(self, rule: Rule, facts: Facts, changed: frozenset[Input]) -> tuple[Finding, ...]:
        known = self._found.get(rule.code)
        if known is not None and rule.inputs.isdisjoint(changed):
            return known
        self._found.pop(rule.code, None)  # should it fail now, nothing is known of it
        found = self._found[rule.code] = tuple(rule.find(facts))
        return found


def _read(facts: Facts) -> dict[Input, tuple[Any, ...]]:
    report = facts.report
    fields = (report.year, report.title, report.period, report.organ, report.signature)
    return {
        Input.CELLS: (report.cells,),
        Input.TEXTS: (report.texts,),
        Input.FIELDS: (*fields, report.scope),
        Input.SOURCE: (facts.source,),
        Input.PROFILE: (facts.profile,),
        Input.PREVIOUS: (facts.previous,),
    }
