import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfminer.high_level import extract_text

from gi_desktop.checks import Checker
from gi_desktop.form import current_edition
from gi_desktop.importing import Imported, import_file, import_text
from gi_desktop.report.prose import Paragraph
from gi_desktop.report.serial import to_json

FORM = current_edition()
NAMES = ("000_c6e477359f189cff", "002_b8a31291935bdc75", "004_12aabf008c6d6cb6", "hongze-2023")


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def imported(name: str, real_reports: dict[str, Path]) -> Imported:
    return import_file(real_reports[name], FORM)


@pytest.fixture(scope="module")
def read(imported: Imported) -> dict[str, Any]:
    return to_json(imported.report, FORM)


@pytest.fixture(scope="module")
def expected(name: str, shared: Path) -> dict[str, Any]:
    path = shared / "reports" / f"{name}.expected.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_every_cell_is_what_the_report_says(read: dict[str, Any], expected: dict[str, Any]) -> None:
    for table in FORM.tables:
        assert read[table.id] == expected[table.id]


def test_organ_year_and_signature_are_read(read: dict[str, Any], expected: dict[str, Any]) -> None:
    assert read["organ"] == expected["organ"]
    assert read["year"] == expected["year"]
    assert read["signature"] == expected.get("signature", {})


def test_each_text_is_whole(read: dict[str, Any], expected: dict[str, Any]) -> None:
    joined = {
        text_id: re.sub(r"\s", "", "".join(paragraph["text"] for paragraph in text))
        for text_id, text in read["texts"].items()
    }
    assert joined == expected["texts"]


def test_paragraphs_begin_and_end_as_paragraphs_do(imported: Imported) -> None:
    for text in imported.report.texts.values():
        for paragraph in text:
            line = _plain(paragraph)
            assert not re.match(r"[，。、；：）”》]", line)
            assert not re.search("  ", line)
            if paragraph.level == 0:
                assert re.search(r"[。：；！？）]$", line), line


def test_no_line_break_of_the_source_is_left_in_a_sentence(imported: Imported) -> None:
    for text in imported.report.texts.values():
        for before, after in pairwise(text):
            if before.level == 0:
                assert re.search("[。：；！？]$", _plain(before)), (_plain(before), _plain(after))


def test_what_is_empty_is_named(read: dict[str, Any], imported: Imported) -> None:
    marks = imported.source.marks
    for table in FORM.tables:
        for cell in table.cells:
            value = read[table.id][cell.row.id][cell.column.id]
            if value is None:
                assert marks[cell.address].kind == "not_found"
                assert any(cell.row.name in note for note in imported.notes)


def test_a_numbered_line_of_its_own_is_a_heading(imported: Imported) -> None:
    for text in imported.report.texts.values():
        for paragraph in text:
            line = _plain(paragraph)
            short = re.fullmatch(r"（[一二三四五六七八九十]）[^。，；：]{1,30}", line)
            assert (paragraph.level == 2) == bool(short)


FAULTS = {
    "hongze-2023": [("empty_cell", 14), ("old_form", 21), ("review_total", 5), ("review_total", 5)],
}
"""What must be mended or given a reason for, with the number of cells; the others have none."""


def test_check_finds_the_faults_the_report_has(name: str, imported: Imported) -> None:
    findings = Checker(FORM).run(imported.report, imported.source)
    sums = {"row_total", "column_total", "balance", "review_total", "not_a_count"}
    found = [
        (finding.code, len(finding.cells))
        for finding in findings
        if finding.code in sums | {"empty_cell", "old_form"}
    ]
    assert sorted(found) == FAULTS.get(name, [])


def _plain(paragraph: Paragraph) -> str:
    return paragraph.resolve(lambda _: None)


def _plumbed(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\f".join(page.extract_text() for page in document.pages)


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "pdfplumber": _plumbed,
    "pdfminer": lambda path: extract_text(str(path)),
}


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_the_text_other_programs_make_of_a_real_pdf_gives_no_wrong_cell(
    extractor: str, real_reports: dict[str, Path], shared: Path
) -> None:
    """Numbers a little above their labels (pdfplumber), columns one after the other (pdfminer)."""
    source = real_reports["hongze-2023"]
    wanted = json.loads((shared / "reports" / "hongze-2023.expected.json").read_text("utf-8"))
    found = to_json(import_text(EXTRACTORS[extractor](source), FORM).report, FORM)
    for table in FORM.tables:
        for cell in table.cells:
            value = found[table.id][cell.row.id][cell.column.id]
            true = wanted[table.id][cell.row.id][cell.column.id]
            # Two rows without sums, a number a line: by row or by column, who knows.
            is_open = extractor == "pdfminer" and cell.row.id in ("rules", "normative")
            assert value == true or (value is None and is_open)
    for text_id, text in wanted["texts"].items():
        lines = [paragraph["text"] for paragraph in found["texts"][text_id]]
        assert re.sub(r"\s", "", "".join(lines)) == text
