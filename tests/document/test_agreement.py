"""The DOCX through LibreOffice has the pages and lines of the PDF, on real and made-up reports.

``python -m tests.bench.bench_agreement`` does the same for many more.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gi_desktop.document.fonts import FontSet
from gi_desktop.form import Edition
from tests.document.agreement import Agreement, compare, lone_lines, share
from tests.document.generated import KINDS, real
from tests.document.office import Office

SEED = 7


@pytest.fixture(scope="module")
def generated(
    office: str, form: Edition, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Agreement]:
    reports = {kind: make(form, SEED) for kind, make in KINDS.items()}
    folder = tmp_path_factory.mktemp("agreement")
    return {found.name: found for found in compare(reports, form, fonts, Office(office, folder))}


def check(found: Agreement) -> None:
    assert found.pages == found.office_pages
    assert share([found]) >= 98, "\n".join(p.difference() for p in found.disagreeing)
    if not found.disagreeing:
        assert [paragraph.text for paragraph in found.elsewhere] == []
    assert lone_lines(found) == []


@pytest.mark.parametrize("kind", KINDS)
def test_pages_and_lines_of_a_made_up_report_agree(
    generated: Mapping[str, Agreement], kind: str
) -> None:
    check(generated[kind])


def test_the_long_report_fills_thirty_pages(generated: Mapping[str, Agreement]) -> None:
    assert generated["long"].pages >= 30


def test_pages_and_lines_of_real_reports_agree(
    office: str, shared: Path, form: Edition, fonts: FontSet, tmp_path: Path
) -> None:
    found = compare(real(shared / "reports", form), form, fonts, Office(office, tmp_path))
    assert found
    for one in found:
        check(one)
