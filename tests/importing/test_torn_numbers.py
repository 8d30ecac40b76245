"""Numbers that narrow cells cut in pieces, and rows that a dump tears apart: proved, or empty."""

from dataclasses import replace

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.report.model import Report
from gi_desktop.report.source import MarkKind
from tests.importing.dumps import PLAIN, Style, dump
from tests.importing.helpers import compare, sample

FORM = current_edition()
VERTICAL = replace(PLAIN, numbers="vertical")


def large(seed: int) -> Report:
    report = sample(FORM, seed)
    cells = {cell: 1037 * v if isinstance(v, int) else v for cell, v in report.cells.items()}
    return report.replace(cells=cells)


def cut(text: str, digits: int) -> str:
    """Break every line that is one number into pieces of so many digits."""
    lines = []
    for line in text.splitlines():
        if line.isdecimal():
            lines += [line[place : place + digits] for place in range(0, len(line), digits)]
        else:
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("digits", [2, 3, 4])
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_numbers_cut_in_pieces_are_joined_where_the_sums_prove_it(digits: int, seed: int) -> None:
    report = large(seed)
    found = compare(report, FORM, import_text(cut(dump(report, FORM, VERTICAL), digits), FORM))
    assert found.wrong == {}
    rows = {cell.split(".")[1] for cell in found.empty if cell.startswith("applications.")}
    assert len(rows) <= 6
    marks = found.imported.source.marks
    assert marks["applications.received.total"].kind is MarkKind.REPAIRED


def test_small_numbers_are_never_joined() -> None:
    """Three rows' zeros after one label are no number of several digits."""
    lines = dump(sample(FORM, 1), FORM, VERTICAL).splitlines()
    for label in ("4.保护第三方合法权益", "6.属于四类过程性信息", "8.属于行政查询事项"):
        lines.remove(label)
    assert compare(sample(FORM, 1), FORM, import_text("\n".join(lines), FORM)).wrong == {}


@pytest.mark.parametrize("seed", [1, 4])
def test_the_ends_of_cut_numbers_are_no_row_though_their_sum_holds(seed: int) -> None:
    """The first digits of a row's numbers stand above its label, the others below."""
    report = sample(FORM, seed, 5)
    cells = {
        cell: 1001 * (value + 100 * (cell.split(".")[1] in {"received", "granted"}))
        for cell, value in report.cells.items()
        if isinstance(value, int)
    }
    report = report.replace(cells=cells)
    lines = dump(report, FORM, VERTICAL).splitlines()
    place = lines.index("（七）总计")
    label, *numbers = lines[place : place + 8]
    assert all(len(number) == 6 and number[:3] == number[3:] for number in numbers)
    upper, lower = [n[:3] for n in numbers], [n[3:] for n in numbers]
    lines[place : place + 8] = [*upper, label, *lower]
    found = compare(report, FORM, import_text(cut("\n".join(lines), 3), FORM))
    assert found.wrong == {}
    assert "applications.granted.natural" not in found.empty


TABLE_TWO = """\
二、主动公开政府信息情况
第二十条第（一）项
信息内容
{}
第二十条第（五）项
信息内容
行政许可
{}
三、收到和处理政府信息公开申请情况
"""
COLUMNS = "本年制发件数\n本年废止件数\n现行有效件数"


@pytest.mark.parametrize(
    "documents",
    [
        f"规章\n1\n{COLUMNS}\n0\n2\n1",  # the first number is another row's
        f"规章\n1\n2\n{COLUMNS}\n3",
    ],
)
def test_numbers_on_both_sides_of_their_header_are_not_taken(documents: str) -> None:
    text = TABLE_TWO.format(documents, "本年处理决定数量\n5")
    cells = import_text(text, FORM).report.cells
    assert not any(cell.startswith("disclosure.rules") for cell in cells)


def test_a_number_after_the_header_that_follows_its_row_leaves_it_open() -> None:
    text = TABLE_TWO.format(f"{COLUMNS}\n规章\n0\n2\n1", "1\n本年处理决定数量\n0")
    assert "disclosure.licences.decisions" not in import_text(text, FORM).report.cells


def test_rows_above_their_own_header_are_not_read_by_chance() -> None:
    lines = (
        "第二十条第（五）项|信息内容|本年处理决定数量|1|行政许可|行政处罚|行政强制|58"
        "|第二十条第（六）项|信息内容|本年处理决定数量|336|0"
    )
    text = "二、主动公开政府信息情况\n" + lines.replace("|", "\n\n")
    cells = import_text(text, FORM).report.cells
    assert not {cell for cell in cells if "penalties" in cell or "coercion" in cell}


def test_a_row_whose_sum_fails_beside_one_with_too_many_numbers_is_not_taken() -> None:
    """The first pieces of its numbers stand above its label, at the end of the row before."""
    report = sample(FORM, 1)
    lines = dump(report, FORM, Style(numbers="beside")).splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("（七）总计"))
    label, *numbers = lines[place].split()
    lines[place : place + 1] = ["41 42 43 44 45 46 47", f"{label} {' '.join(numbers[:-1])} 99999"]
    found = compare(report, FORM, import_text("\n".join(lines), FORM))
    assert {cell for cell in found.wrong if cell.startswith("applications.total.")} == set()


TORN_HEADER = "结 结 其 尚\n果 果 他 未 总 结 结 其 尚\n维 纠 结 审 计 果 果 他 未 总\n"


def review(numbers: str) -> Report:
    text = f"四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n{TORN_HEADER}{numbers}\n"
    return import_text(text, FORM).report


def test_a_torn_header_leaves_the_numbers_of_the_only_row() -> None:
    cells = review("1 2 0 0 3 0 0 0 0 0 4 0 0 1 5").cells
    assert cells["review.reconsideration.corrected"] == 2
    assert cells["review.litigation_after_review.pending"] == 1


@pytest.mark.parametrize(
    "numbers", ["1 2 0 0 3 0 0 0 0 0 4 0 0 1", "0 " * 16, "0 " * 15 + "\n" + "1 " * 15]
)
def test_but_not_where_the_numbers_are_others(numbers: str) -> None:
    assert not any(cell.startswith("review.") for cell in review(numbers).cells)


@pytest.mark.parametrize("folio", ["- \n3 -", "— 3\n—", "-\n12 -"])
def test_a_page_number_in_two_lines_is_one(folio: str) -> None:
    report = sample(FORM, 2)
    style = replace(PLAIN, numbers="vertical", rows_a_page=5, folio="{}@", repeat_header=False)
    text = dump(report, FORM, style)
    parts = text.split("\f")
    text = "\f".join(
        part[: part.rindex("\n", 0, len(part) - 1)] + f"\n{folio}\n" if "@" in part else part
        for part in parts
    )
    found = compare(report, FORM, import_text(text, FORM))
    assert (found.wrong, found.empty) == ({}, ())
