"""Every document this program makes reads back equal: cell by cell, paragraph by paragraph."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gi_desktop.document import write_docx, write_html, write_xlsx
from gi_desktop.form import current_edition
from gi_desktop.importing import import_clipboard, import_file
from gi_desktop.report.model import Report
from gi_desktop.report.prose import Level, Paragraph
from gi_desktop.report.sheet import Plan, Sheet
from tests.document import generated
from tests.strategies import usual_reports

FORM = current_edition()
PLAN = Plan.of(FORM)
WRITERS = {"docx": write_docx, "html": write_html}
ONCE = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _paragraphs(report: Report, sheet: Sheet) -> dict[str, list[tuple[Level, str]]]:
    """Level and text of every paragraph that says something."""
    return {
        name: said
        for name in FORM.texts
        if (
            said := [
                (p.level, text)
                for p in report.text(name)
                if (text := p.resolve(sheet.value).strip())
            ]
        )
    }


def _assert_same(found: Report, report: Report) -> None:
    one, other = PLAN.sheet(found.cells), PLAN.sheet(report.cells)
    assert {c: one.value(c) for c in FORM.cells} == {c: other.value(c) for c in FORM.cells}
    assert _paragraphs(found, one) == _paragraphs(report, other)
    assert found.printed_title(FORM) == report.printed_title(FORM)
    assert (found.year, found.organ.name) == (report.year, report.organ.name)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", sorted(set(generated.KINDS) - {"empty"}))
def test_the_strangest_numbers_and_prose_read_back(name: str, kind: str, tmp_path: Path) -> None:
    report = generated.KINDS[name](FORM, 7)
    path = tmp_path / f"report.{kind}"
    WRITERS[kind](report, FORM, path)
    found = import_file(path, FORM).report
    _assert_same(found, report)
    assert found.signature.date == report.signature.date


@ONCE
@given(report=usual_reports(FORM), kind=st.sampled_from(sorted(WRITERS)))
def test_any_usual_report_reads_back(report: Report, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"report.{kind}"
    WRITERS[kind](report, FORM, path)
    imported = import_file(path, FORM)
    _assert_same(imported.report, report)
    assert imported.report.signature.name == report.signature.name
    assert imported.notes == ()


@pytest.mark.parametrize("name", ["maximal", "one_line"])
def test_a_workbook_reads_back(name: str, tmp_path: Path) -> None:
    report = generated.KINDS[name](FORM, 7)
    path = tmp_path / "tables.xlsx"
    write_xlsx(report, FORM, path)
    found = import_file(path, FORM).report
    one, other = PLAN.sheet(found.cells), PLAN.sheet(report.cells)
    assert {c: one.value(c) for c in FORM.cells} == {c: other.value(c) for c in FORM.cells}
    assert (found.year, found.organ.name) == (report.year, report.organ.name)


@ONCE
@given(report=usual_reports(FORM))
def test_the_numbers_of_any_workbook_read_back(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    write_xlsx(report, FORM, path)
    found = PLAN.sheet(import_file(path, FORM).report.cells)
    true = PLAN.sheet(report.cells)
    assert {c: found.value(c) for c in FORM.cells} == {c: true.value(c) for c in FORM.cells}
    # The digits as well: 12.50 stays 12.50.
    assert {c: str(found.value(c)) for c in FORM.cells} == {
        c: str(true.value(c)) for c in FORM.cells
    }


def test_our_own_page_on_the_clipboard_reads_back(tmp_path: Path) -> None:
    report = generated.KINDS["quotes"](FORM, 3)
    path = tmp_path / "report.html"
    write_html(report, FORM, path)
    page = path.read_text(encoding="utf-8")
    clipboard = (
        "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000999999\r\nStartFragment:0000000141\r\n"
        f"EndFragment:0000999999\r\n{page.replace('<body>', '<body><!--StartFragment-->')}"
    )
    _assert_same(import_clipboard(clipboard, "改成别的文字", FORM).report, report)


def test_levels_of_headings_read_back(tmp_path: Path) -> None:
    report = generated.KINDS["one_line"](FORM, 1)
    levels: tuple[Level, ...] = (0, 1, 2, 3, 4, 0)
    said = tuple(Paragraph.of(f"（一）第{level}级", level) for level in levels)
    report = report.replace(texts={**report.texts, "overview": said})
    for kind, write in WRITERS.items():
        path = tmp_path / f"report.{kind}"
        write(report, FORM, path)
        assert import_file(path, FORM).report.text("overview") == said
