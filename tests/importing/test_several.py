"""Two reports in one source: the first is read whole, and it is said which one was not."""

import random
from pathlib import Path

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import ImportFailedError, import_clipboard, import_file, import_text
from gi_desktop.report.model import Report
from tests.importing.helpers import compare, sample
from tests.importing.sources import Source, source_of
from tests.importing.writing import as_html, as_markdown, as_xlsx

FORM = current_edition()
FIRST = sample(FORM, 4)
OTHER = sample(FORM, 11).replace(year=2021)
SAID = "只读了第一份（某某市人民政府办公室2023年政府信息公开工作年度报告），没有读"


def both(first: Report = FIRST, other: Report = OTHER) -> Source:
    """A page with one report below the other."""
    page = source_of(first, FORM)
    page.blocks = [*page.blocks, *source_of(other, FORM).blocks]
    return page


def markdown(source: Source) -> str:
    return as_markdown(source, random.Random(1))


def test_the_first_of_two_reports_is_read_and_the_other_named() -> None:
    found = compare(FIRST, FORM, import_text(markdown(both()), FORM))
    assert not found.wrong
    assert not found.empty
    assert found.imported.report.texts == FIRST.texts
    assert found.imported.report.year == 2023
    assert found.imported.report.signature.date == FIRST.signature.date
    (note,) = [note for note in found.imported.notes if "不止一份" in note]
    assert f"{SAID}“某某市人民政府办公室2021年政府信息公开工作年度报告”" in note


def test_two_reports_on_one_page_are_told_apart() -> None:
    page = as_html(both(), random.Random(1))
    found = compare(FIRST, FORM, import_clipboard(page, None, FORM))
    assert not found.wrong
    assert not found.empty
    assert [note for note in found.imported.notes if "不止一份" in note]
    assert found.imported.report.texts == FIRST.texts


def test_a_report_that_stands_there_twice_is_read_once() -> None:
    found = import_text(markdown(both(FIRST, FIRST)), FORM)
    assert found.report.texts == FIRST.texts
    assert [note for note in found.notes if "不止一份" in note]


def test_a_second_report_without_a_title_is_told(tmp_path: Path) -> None:
    source = both()
    titles = [n for n, block in enumerate(source.blocks) if "2021年" in str(block)[:40]]
    del source.blocks[titles[0]]
    found = import_text(markdown(source), FORM)
    assert "没有读后面的那一份" in "".join(found.notes)
    assert found.report.texts["other_matters"][:1] == FIRST.texts["other_matters"][:1]


def test_two_reports_in_one_table_are_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(as_xlsx(both(), random.Random(1), one_sheet=True))
    with pytest.raises(ImportFailedError, match="单独存成一个文件"):
        import_file(path, FORM)


def test_a_table_of_contents_is_no_report() -> None:
    headings = "\n".join(section.heading for section in FORM.sections)
    body = markdown(source_of(FIRST, FORM))
    title, rest = body.split("\n", 1)
    found = import_text(f"{title}\n\n目录\n\n{headings}\n\n{title}\n{rest}", FORM)
    assert compare(FIRST, FORM, found).wrong == {}
    assert not [note for note in found.notes if "不止一份" in note]


def test_titles_of_other_reports_below_one_are_no_reports() -> None:
    links = "\n".join(f"某某局{year}年政府信息公开工作年度报告" for year in (2020, 2021, 2022))
    found = import_text(f"{markdown(source_of(FIRST, FORM))}\n\n相关链接\n{links}\n", FORM)
    assert not [note for note in found.notes if "不止一份" in note]
