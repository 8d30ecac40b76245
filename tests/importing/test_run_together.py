"""Texts whose lines were run together, or cut short, as programs put out the text of a PDF."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_clipboard, import_text
from gi_desktop.importing.doubts import CONTRADICTED, GLUED
from gi_desktop.report.model import Report
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import compare, sample

FORM = current_edition()
BESIDE = replace(PLAIN, numbers="beside")
NARROW = replace(PLAIN, label=4)
REPORT = sample(FORM, 3)
NOTHING = REPORT.replace(cells=dict.fromkeys(REPORT.cells, 0))


def _glued(lines: list[str], begins: str) -> list[str]:
    """The lines with the one that begins so behind the one before it, without a blank."""
    place = next(n for n, line in enumerate(lines) if line.startswith(begins))
    return [*lines[: place - 1], lines[place - 1] + lines[place], *lines[place + 1 :]]


@pytest.mark.parametrize("stop", [".", "．", " “．", "、"])
def test_the_number_of_the_next_label_is_no_digit_of_the_last_number(stop: str) -> None:
    lines = [line.replace("3.危", f"3{stop}危") for line in dump(REPORT, FORM, BESIDE).splitlines()]
    lines = _glued(_glued(lines, "2.其他法"), "3.要求")
    found = compare(REPORT, FORM, import_text("\n".join(_glued(lines, f"3{stop}")), FORM))
    assert (found.wrong, found.empty) == ({}, ())


def test_a_number_before_another_label_keeps_all_its_digits() -> None:
    lines = dump(REPORT, FORM, BESIDE).splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("2.其他法"))
    lines[place] = lines[place].replace("2.其他法", "0.其他法")
    found = compare(REPORT, FORM, import_text("\n".join(_glued(lines, "0.其他法")), FORM))
    assert found.wrong == {}


@pytest.mark.parametrize("behind", ["", "2023年共办理网民留言1629个。"])
def test_a_heading_behind_the_last_row_of_a_table_is_a_heading(behind: str) -> None:
    lines = dump(REPORT, FORM, BESIDE).splitlines()
    for section in FORM.sections[2:5]:
        place = lines.index(section.heading)
        if section.text:
            lines[place] += behind
        lines[place - 1 : place + 1] = [f"{lines[place - 1]} {lines[place]}"]
    found = compare(REPORT, FORM, import_text("\n".join(lines), FORM))
    assert (found.wrong, found.empty) == ({}, ())
    text = found.imported.report.text(FORM.sections[4].text)
    assert behind in "".join(paragraph.resolve(lambda _: None) for paragraph in text)


def test_a_heading_behind_prose_is_one_only_if_it_is_whole() -> None:
    last, before = FORM.sections[-1].heading, "本机关没有收到申请。"
    for heading, is_one in ((last, True), (f"{last}没有。", False)):
        imported = import_text(
            f"某某局2023年政府信息公开工作年度报告\n{before} {heading}\n无", FORM
        )
        assert (FORM.sections[-1].text in imported.report.texts) is is_one


def _behind_prose(report: Report, rows: int) -> str:
    """The last rows of a table behind a line of prose, no header above them."""
    lines = dump(report, FORM, replace(NARROW, displaced=rows)).splitlines()
    first = len(lines) - 1 - lines[::-1].index("自然人 法人或其他组织 总计")
    return "\n".join([*lines[: first - 1], *lines[first + 2 :]])


@pytest.mark.parametrize("rows", [4, 9])
def test_rows_in_narrow_columns_among_prose_are_rows(rows: int) -> None:
    found = compare(REPORT, FORM, import_text(_behind_prose(REPORT, rows), FORM))
    assert (found.wrong, found.empty) == ({}, ())


def _two_totals_without_addends(text: str) -> str:
    lines = text.splitlines()
    for begins in ("一、本年新收", "（七）总计"):
        place = next(n for n, line in enumerate(lines) if line.startswith(begins))
        lines[place] = lines[place][:-1] + "1"
    return "\n".join(lines)


def _total_first(text: str) -> str:
    """Two rows that hold with the total in the first column."""
    lines = text.splitlines()
    for begins in ("一、本年新收", "（七）总计"):
        place = next(n for n, line in enumerate(lines) if line.startswith(begins))
        lines[place] = lines[place].replace(" 0 0 0 0", " 1 0 0 1", 1)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "spoilt, is_read", [(_two_totals_without_addends, True), (_total_first, False)]
)
def test_few_false_totals_are_the_reports_own_unless_another_order_mends_them(
    spoilt: Callable[[str], str], is_read: bool
) -> None:
    imported = import_text(spoilt(dump(NOTHING, FORM, BESIDE)), FORM)
    cell = "applications.received.total"
    assert imported.report.cells.get(cell) == (1 if is_read else None)
    assert (imported.source.marks[cell].how == CONTRADICTED) is not is_read


def test_a_zero_and_a_digit_before_an_empty_cell_are_perhaps_two_numbers() -> None:
    head = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    row = ["（一）予以公开", "1", "02", "", "0", "0", "0", "3"]
    heading = FORM.section_of_table("applications").heading
    text = "\n".join([heading, "\t".join(head), "\t".join(row)])
    imported = import_clipboard(None, text, FORM)
    cell = "applications.granted.business"
    assert cell not in imported.report.cells
    assert imported.source.marks[cell].how == GLUED


@pytest.mark.parametrize(
    "glued", ["9094522328 19 0 0 0 31", "9094522328909452232890945223289094 0 0 0 0 3 3"]
)
def test_a_number_as_long_as_several_is_none_unless_a_sum_proves_it(glued: str) -> None:
    lines = dump(REPORT, FORM, BESIDE).splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("四、结转"))
    lines[place] = f"四、结转下年度继续办理 {glued} 113367"
    imported = import_text("\n".join(lines), FORM)
    assert not any(c.startswith("applications.carried_out") for c in imported.report.cells)
