"""Rows whose numbers were counted off: what only counts is left out, what the sums refute too."""

from dataclasses import replace

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import Imported, import_clipboard, import_text
from gi_desktop.importing.doubts import CONTRADICTED, GLUED, WITHOUT_TOTAL
from gi_desktop.importing.surplus import LEFT_OUT
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import compare, sample

FORM = current_edition()
HEADING = FORM.section_of_table("applications").heading
LABELS = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开")
REPORT = sample(FORM, 3)
BESIDE = replace(PLAIN, numbers="beside")


def _lines(report_lines: list[str]) -> Imported:
    return import_text("\n".join(report_lines), FORM)


def _numbered(lines: list[str]) -> list[str]:
    """A count before each row of the second table, as text of a page with a column 序号 has it."""
    found, count, inside = [], 0, False
    for line in lines:
        inside = (inside or line == HEADING) and not line.startswith("四、政府")
        if inside and line.split(" ")[-1].isdecimal():
            count += 1
        before = f"{count} " if inside and line.split(" ")[-1].isdecimal() else ""
        found.append(f"序号 {line}" if line.startswith("（本列") else f"{before}{line}")
    return found


def test_numbers_that_count_the_rows_of_a_text_are_no_numbers() -> None:
    lines = _numbered(dump(REPORT, FORM, BESIDE).splitlines())
    assert any(line.startswith("22 ") for line in lines)
    found = compare(REPORT, FORM, _lines(lines))
    assert (found.wrong, found.empty) == ({}, ())


def test_a_line_that_counts_the_columns_is_no_row() -> None:
    lines = dump(REPORT, FORM, BESIDE).splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("结果维持"))
    lines.insert(place + 1, " ".join(str(n + 1) for n in range(15)))
    found = compare(REPORT, FORM, _lines(lines))
    assert (found.wrong, found.empty) == ({}, ())


def test_a_column_too_many_in_lines_is_left_out_where_the_sums_tell() -> None:
    lines = dump(REPORT, FORM, BESIDE).splitlines()
    inside = False
    for n, line in enumerate(lines):
        inside = (inside or line == HEADING) and not line.startswith("四、政府")
        if inside and line.split(" ")[-1].isdecimal():
            lines[n] = f"{line} {n % 7 + 2}"
    imported = _lines(lines)
    found = compare(REPORT, FORM, imported)
    assert found.wrong == {}
    assert not [cell for cell in found.empty if cell.startswith("applications.")]
    assert imported.source.marks["applications.received.natural"].how == LEFT_OUT


ROWS = ((9, 4, 1, 0, 0, 0, 4), (3, 0, 1, 0, 0, 0, 2), (5, 2, 1, 0, 1, 0, 1))
"""The total in the first column, not the last."""


def _bars(
    rows: tuple[tuple[object, ...], ...], head: str = "自然人 | 法人或其他组织 | 总计"
) -> str:
    body = "\n".join(
        f"| {label} | " + " | ".join(map(str, row)) + " | "
        for label, row in zip(LABELS, rows, strict=True)
    )
    leaves = "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他"
    return f"{HEADING}\n| 关系 | 申请人情况 | |||||||\n| {head} | |||||\n| {leaves} | \n{body}\n"


@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_rows_most_of_whose_sums_fail_are_not_read_in_the_forms_order(kind: str) -> None:
    text = _bars(ROWS, "总计 | 自然人 | 法人或其他组织")
    imported = import_text(
        text if kind == "bars" else text.replace("| ", "").replace("|", ""), FORM
    )
    assert imported.report.cells == {}
    assert imported.source.marks["applications.received.natural"].how == CONTRADICTED


def test_one_sum_that_fails_is_the_reports_fault_and_no_reason_to_refuse() -> None:
    rows = tuple((*row[1:], row[0]) for row in ROWS)
    wrong = (*rows[0][:-1], rows[0][-1] + 1)
    cells = import_text(_bars((wrong, *rows[1:])), FORM).report.cells
    assert cells["applications.received.total"] == rows[0][-1] + 1
    assert cells["applications.carried_in.other"] == 2


def _table(*rows: tuple[object, ...]) -> Imported:
    head = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    body: list[list[object]] = [[*head]]
    body += [[label, *row] for label, row in zip(LABELS, rows, strict=True)]
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return import_clipboard(f"<p>{HEADING}</p><table>{page}</table>", None, FORM)


def test_a_row_that_lacks_the_total_of_the_others_lost_a_cell_before_it() -> None:
    """1 + 39 + 0 + 1 + 2 is not 44: it stands where the total was, the total's place is empty."""
    whole = (1, 0, 0, 0, 0, 0, 1)
    imported = _table(whole, whole, (1, 39, 0, 1, 2, 44, ""))
    assert not [cell for cell in imported.report.cells if cell.startswith("applications.granted")]
    assert imported.source.marks["applications.granted.other"].how == WITHOUT_TOTAL
    assert imported.report.cells["applications.carried_in.natural"] == 1


def test_a_cell_that_holds_the_number_of_the_next_too_stays_empty() -> None:
    whole = (1, 0, 0, 0, 0, 0, 1)
    imported = _table(whole, whole, (4, "68102", "", 0, 0, 0, 174))
    cells = imported.report.cells
    assert "applications.granted.business" not in cells
    assert imported.source.marks["applications.granted.business"].how == GLUED
    assert cells["applications.granted.natural"] == 4


@pytest.mark.parametrize("row", [(4, "68102", "", 0, 0, 0, 5), (4, 12, "", 0, 0, 0, 16)])
def test_but_not_where_the_sum_holds_or_fails_with_both(row: tuple[object, ...]) -> None:
    whole = (1, 0, 0, 0, 0, 0, 1)
    cells = _table(whole, whole, row).report.cells
    assert cells["applications.granted.business"] == int(str(row[1]))


def test_the_only_row_that_could_be_counted_off_is_no_proof_of_the_order() -> None:
    """Three have a cell too many; the sum of the fourth fails: its total stands elsewhere."""
    rows = ((9, 4, 1, 0, 0, 0, 4, "见附件"), (3, 0, 1, 0, 0, 0, 2, "见附件"), (5, 2, 1, 0, 1, 0, 1))
    cells = import_text(_bars(rows, "总计 | 自然人 | 法人或其他组织"), FORM).report.cells
    assert not [cell for cell in cells if cell.startswith("applications.granted")]


def test_a_table_without_totals_is_read() -> None:
    lacking = (1, 0, 0, 0, 0, 0, "")
    cells = _table(lacking, lacking, lacking).report.cells
    assert cells["applications.granted.natural"] == 1


def test_the_numbers_below_a_repeated_header_are_not_those_of_the_row_above() -> None:
    """The label of their own row was lost, and that row has none of its own."""
    head = (
        "申请人情况\n自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
    )
    unpaid = "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    text = (
        f"{HEADING}\n{head}{LABELS[0]} 1 14 1 0 0 1 17\n{LABELS[1]}\n予以公开\n{unpaid}\n其他\n"
        f"{head}总计 1 14 1 0 0 0 16\n四、结转下年度继续办理 0 0 0 0 0 1 1\n"
    )
    cells = import_text(text, FORM).report.cells
    assert not [cell for cell in cells if cell.startswith("applications.other_no_payment")]


def test_a_row_moved_away_with_its_numbers_is_in_no_order() -> None:
    """What stands between two others is not the row that the form has there."""
    lines = dump(REPORT, FORM, BESIDE).splitlines()
    rows = [n for n, line in enumerate(lines) if line[:2] in {f"{k}." for k in range(1, 9)}]
    lines.insert(rows[10], lines.pop(rows[4]))
    assert compare(REPORT, FORM, _lines(lines)).wrong == {}
