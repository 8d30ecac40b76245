"""The runner: discovery, order, what is judged again, faults."""

import itertools
import json
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from gi_desktop.checks import Checker, Facts, Input, Rule
from gi_desktop.checks.checker import all_rules
from gi_desktop.form import Edition, current_edition
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.prose import CellRun, Paragraph, TextRun
from gi_desktop.report.serial import from_json
from tests.checks.helpers import Check, errors
from tests.strategies import reports

CODES = {
    "row_total",
    "column_total",
    "balance",
    "review_total",
    "empty_cell",
    "not_a_count",
    "year_mismatch",
    "empty_text",
}


def test_every_error_rule_is_there_and_names_its_source() -> None:
    rules = all_rules()
    assert {rule.code for rule in rules if rule.severity is Severity.ERROR} == CODES
    assert all(rule.basis for rule in rules if rule.severity is Severity.ERROR)
    assert all(rule.inputs for rule in rules)


def test_every_total_of_the_form_has_a_rule() -> None:
    assert {total.code for total in current_edition().totals} <= CODES


def _rule(code: str, seen: list[Report], inputs: frozenset[Input]) -> Rule:
    def find(facts: Facts) -> list[Finding]:
        seen.append(facts.report)
        return [Finding(code, Severity.HINT, "句。")]

    return Rule(code, Severity.HINT, inputs, "来源", find)


def test_what_did_not_change_is_not_judged_again(form: Edition, sound: Report) -> None:
    of_cells: list[Report] = []
    of_texts: list[Report] = []
    checker = Checker(
        form,
        (
            _rule("a", of_cells, frozenset({Input.CELLS})),
            _rule("b", of_texts, frozenset({Input.TEXTS})),
        ),
    )
    checker.run(sound)
    changed = sound.replace(cells={**sound.cells, "review.reconsideration.upheld": 1})
    assert [f.code for f in checker.run(changed)] == ["a", "b"]
    assert (len(of_cells), len(of_texts)) == (2, 1)


def test_a_rule_that_fails_is_told_and_stops_no_other(form: Edition, sound: Report) -> None:
    def find(facts: Facts) -> list[Finding]:
        raise ZeroDivisionError(facts.report.id)

    bad = Rule("bad", Severity.ERROR, frozenset({Input.CELLS}), "来源", find)
    checker = Checker(form, (bad, _rule("good", [], frozenset({Input.CELLS}))))
    assert [f.code for f in checker.run(sound)] == ["good"]
    assert [fault.code for fault in checker.faults] == ["bad"]


def test_a_rule_that_failed_is_tried_again(form: Edition, sound: Report) -> None:
    moods = iter((True, False))

    def find(facts: Facts) -> list[Finding]:
        if next(moods):
            raise ZeroDivisionError
        return [Finding("moody", Severity.HINT, "句。")]

    checker = Checker(form, (Rule("moody", Severity.HINT, frozenset({Input.CELLS}), "", find),))
    assert checker.run(sound) == []
    assert [f.code for f in checker.run(sound)] == ["moody"]
    assert checker.faults == ()


@given(
    one=st.deferred(lambda: reports(current_edition())),
    other=st.deferred(lambda: reports(current_edition())),
    parts=st.lists(
        st.sets(st.sampled_from(("cells", "texts", "year", "organ", "title"))), max_size=4
    ),
)
def test_from_change_to_change_the_same_is_found_as_at_once(
    one: Report, other: Report, parts: list[set[str]]
) -> None:
    form = current_edition()
    checker, now = Checker(form), one
    checker.run(now)
    for place, taken in enumerate(parts):
        source = one if place % 2 else other
        now = now.replace(**{part: getattr(source, part) for part in taken})
        assert checker.run(now) == Checker(form).run(now)


@given(report=st.deferred(lambda: reports(current_edition())))
def test_no_report_makes_a_rule_fail(report: Report) -> None:
    checker = Checker(current_edition())
    for finding in checker.run(report):
        assert finding.message.endswith("。")
        assert set(finding.cells) <= set(current_edition().cells)
    assert checker.faults == ()


@given(
    report=st.deferred(lambda: reports(current_edition())),
    last=st.deferred(lambda: reports(current_edition())),
)
def test_no_report_of_last_year_makes_a_rule_fail(report: Report, last: Report) -> None:
    checker = Checker(current_edition())
    for finding in checker.run(report, previous=last):
        assert finding.message.endswith("。")
        assert set(finding.cells) <= set(current_edition().cells)
    assert checker.faults == ()


def test_real_reports_of_others_are_not_taken_for_last_years(
    form: Edition, real_reports: dict[str, Path]
) -> None:
    read = [
        from_json(json.loads(source.with_name(f"{name}.expected.json").read_text("utf-8")), form)
        for name, source in real_reports.items()
    ]
    for report in read:
        checker = Checker(form)
        for last in read:
            found = {f.code for f in checker.run(report, previous=last.replace(year=report.year))}
            assert ("same_as_last_year" in found) is (last is report)
            assert "stale_year" not in found


def test_the_prose_of_real_reports_fits_their_tables(
    check: Check, form: Edition, real_reports: dict[str, Path]
) -> None:
    found = {}
    for name, source in real_reports.items():
        expected = source.with_name(f"{name}.expected.json")
        report = from_json(json.loads(expected.read_text("utf-8")), form)
        found[name] = [f.code for f in check(report) if f.severity is Severity.VERIFY]
    # One names nineteen documents published, where its table has twenty-one issued.
    assert {name: codes for name, codes in found.items() if codes} == {
        "000_c6e477359f189cff": ["text_table"]
    }


def test_the_real_reports_have_the_faults_they_have(
    check: Check, form: Edition, real_reports: dict[str, Path]
) -> None:
    faults = {}
    for name, source in real_reports.items():
        expected = source.with_name(f"{name}.expected.json")
        report = from_json(json.loads(expected.read_text("utf-8")), form)
        faults[name] = [(f.code, len(f.cells)) for f in errors(check(report))]
    flawed = {name: found for name, found in faults.items() if found}
    assert flawed == {"hongze-2023": [("empty_cell", 14), ("review_total", 5), ("review_total", 5)]}


@pytest.mark.parametrize("edition_id", ["2021"])
def test_findings_come_errors_first_in_the_order_of_the_form(check: Check, edition_id: str) -> None:
    found = check(Report(edition=edition_id))
    assert [f.code for f in found][:1] == ["empty_text"]
    assert [f.code for f in found] == [
        "empty_text",
        "empty_cell",
        "empty_cell",
        "empty_cell",
        "empty_text",
        "empty_text",
    ]


def _said(counted: str, year: int, form: Edition, applications: int) -> Report:
    """Return a report whose only sentence holds a number, a reference and a year."""
    run = CellRun(cell="applications.received.natural")
    words = f"{year} 年共收到政府信息公开申请 {counted} 件，其中自然人申请 "
    sentence = Paragraph(runs=(TextRun(text=words), run, TextRun(text=" 件。")))
    zeros = {spec.address: 0 for spec in form.inputs}
    cells = {**zeros, "applications.received.natural": applications}
    report = new_report(form, 2025)
    return report.replace(texts={form.sections[0].text: (sentence,)}, cells=cells)


def test_a_checker_that_knows_a_report_already_finds_what_a_new_one_finds(form: Edition) -> None:
    last = _said("41", 2024, form, 41)
    seen = Checker(form)
    ways = itertools.product((None, last), ("41", "52"), (2024, 2025), (41, 52))
    told = set()
    # Each differs from another by one of them, and all come twice.
    for previous, counted, year, applications in [*ways] * 2:
        report = _said(counted, year, form, applications)
        found = seen.run(report, previous=previous)
        assert found == Checker(form).run(report, previous=previous)
        told |= {finding.code for finding in found}
    assert told >= {"text_table", "stale_year", "same_as_last_year"}
    assert not seen.faults
