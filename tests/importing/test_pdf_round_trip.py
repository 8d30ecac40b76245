"""Every PDF that this program makes comes back: cell by cell, paragraph by paragraph."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gi_desktop.document import write_pdf
from gi_desktop.form import Edition, current_edition
from gi_desktop.importing import Imported, import_file
from gi_desktop.report.model import Report, Seal
from gi_desktop.report.prose import Paragraph
from tests.document import generated
from tests.importing.helpers import compare, sample
from tests.strategies import usual_reports
from tests.toy import TOY

FORM = current_edition()


def back(report: Report, form: Edition) -> Imported:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        write_pdf(report, form, path)
        return import_file(path, form)


def assert_same(report: Report, form: Edition, found: Imported) -> None:
    outcome = compare(report, form, found)
    assert outcome.wrong == {}
    assert outcome.empty == ()
    assert found.report.cells == report.cells
    assert found.report.organ.name == report.organ.name
    assert found.report.year == report.year
    for text_id in form.texts:
        assert found.report.text(text_id) == report.text(text_id)


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("kind", sorted(set(generated.KINDS) - {"empty", "long"}))
def test_the_strangest_numbers_and_prose(kind: str, seed: int) -> None:
    report = generated.KINDS[kind](FORM, seed)
    found = back(report, FORM)
    assert_same(report, FORM, found)
    if report.signature.seal is not Seal.NONE:  # else nothing is printed
        assert (found.report.signature.name, found.report.signature.date) == (
            report.signature.name,
            report.signature.date,
        )


def test_thirty_pages() -> None:
    report = generated.long(FORM, 0)
    assert_same(report, FORM, back(report, FORM))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_usual_report(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([FORM, TOY]))
    report = data.draw(usual_reports(form))
    assert_same(report, form, back(report, form))


@pytest.mark.parametrize("text_id", ["preface", "overview"])
@pytest.mark.parametrize("where", [0, 1])
def test_a_heading_that_reads_like_a_title_is_one_of_the_prose(text_id: str, where: int) -> None:
    report = sample(FORM, 2)
    text = list(report.text(text_id))
    text.insert(where, Paragraph.of("政府信息公开工作报告", 1))
    report = report.replace(texts={**report.texts, text_id: tuple(text)})
    assert_same(report, FORM, back(report, FORM))


@pytest.mark.parametrize("lead", range(0, 30, 3))
def test_blanks_at_the_end_of_a_line_are_kept(lead: int) -> None:
    """Where the line breaks between a number and its unit, or between two words."""
    report = sample(FORM, 2)
    words = f"{'公' * lead}公开 12 件，使用 Microsoft Office Word 编辑 3 份，办结 4 件，转办 5 件。"
    text = (Paragraph.of(words), Paragraph.of(words))
    report = report.replace(texts={**report.texts, "overview": text})
    assert_same(report, FORM, back(report, FORM))
