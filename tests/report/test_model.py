"""The report itself: empty at first, immutable, and titled as the form asks."""

from datetime import date

import pytest
from pydantic import ValidationError

from gi_desktop.form import current_edition
from gi_desktop.report.model import Organ, Period, Report, new_report, title_year

FORM = current_edition()


def test_a_new_report_is_empty_and_has_an_id_of_its_own() -> None:
    report, other = new_report(FORM, 2024), new_report(FORM)
    assert report.edition == FORM.id
    assert report.year == 2024
    assert other.year is None
    assert report.id != other.id
    assert dict(report.cells) == {}
    assert all(report.text(text_id) == () for text_id in FORM.texts)
    assert all(report.stored(cell) is None for cell in FORM.cells)


def test_a_report_cannot_be_changed_in_place() -> None:
    report = new_report(FORM, 2024)
    with pytest.raises(ValidationError):
        report.year = 2025
    assert report.replace(year=2025).year == 2025
    assert report.year == 2024


def test_what_a_report_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError):
        Report.model_validate({"edition": FORM.id, "weather": "fine"})


def test_the_title_is_organ_year_and_document_type() -> None:
    report = Report(edition=FORM.id, organ=Organ(name="某市某局"), year=2024)
    assert report.printed_title(FORM) == "某市某局2024年政府信息公开工作年度报告"
    assert report.replace(title="别的标题").printed_title(FORM) == "别的标题"
    assert new_report(FORM).printed_title(FORM) == "政府信息公开工作年度报告"


def test_the_period_is_the_whole_year() -> None:
    assert Period.of_year(2024) == Period(start=date(2024, 1, 1), end=date(2024, 12, 31))


@pytest.mark.parametrize(
    "title, year",
    [
        ("某局2024年政府信息公开工作年度报告", 2024),
        ("某局2024 年年度报告（2024年度）", 2024),
        ("1999年", 1999),
        ("2023年至2024年", None),
        ("某局年度报告", None),
        ("12024年", None),
        ("2024", None),
        ("", None),
    ],
)
def test_the_year_that_a_title_names(title: str, year: int | None) -> None:
    assert title_year(title) == year
