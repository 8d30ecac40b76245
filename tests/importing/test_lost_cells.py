"""What the source lacks stays empty and is named; sums place a number, they never make one."""

import random
from dataclasses import replace

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Plan
from gi_desktop.report.source import MarkKind
from gi_desktop.report.values import Raw
from tests.importing.dumps import PLAIN, Style, dump
from tests.importing.helpers import compare, outcome, sample, text_of
from tests.importing.sources import source_of
from tests.importing.writing import as_markdown

FORM = current_edition()
NATURAL = "applications.{}.natural"


def with_row(report: Report, row: str, *numbers: int) -> Report:
    """The report with other numbers in a row of table three; the balance is not kept."""
    columns = [column.id for column in FORM.table("applications").columns[:-1]]
    cells = {f"applications.{row}.{c}": n for c, n in zip(columns, numbers, strict=True)}
    return report.replace(cells={**report.cells, **cells})


@pytest.mark.parametrize("style", ["after", "pipes", "vertical"])
@pytest.mark.parametrize("row", ["received", "granted", "other_other", "carried_out"])
def test_a_row_the_source_lacks_stays_empty_and_is_named(style: str, row: str) -> None:
    report = sample(FORM, 1)
    found = outcome(report, FORM, replace(PLAIN, numbers=style, without_rows=frozenset({row})))
    assert not found.wrong
    own = {cell for cell in FORM.cells if cell.startswith(f"applications.{row}.")}
    assert set(found.empty) >= own
    name = next(r.name for r in FORM.table("applications").rows if r.id == row)
    assert any(name in note for note in found.imported.notes)


def test_a_table_the_source_lacks_is_named_as_a_whole() -> None:
    report = sample(FORM, 1)
    lines = dump(report, FORM, PLAIN).splitlines()
    start = lines.index("四、政府信息公开行政复议、行政诉讼情况")
    end = lines.index("五、存在的主要问题及改进情况")
    found = compare(report, FORM, import_text("\n".join(lines[:start] + lines[end:]), FORM))
    assert not found.wrong
    assert len(found.empty) == 15
    assert any(note.startswith("表四没有读到") for note in found.imported.notes)


def test_a_lost_number_is_placed_where_only_one_place_satisfies_the_sums() -> None:
    report = with_row(sample(FORM, 2), "received", 684, 3, 7, 2, 18, 5)
    lost = "applications.received.research"
    found = outcome(report, FORM, replace(PLAIN, drop=frozenset({lost})))
    assert not found.wrong
    marks = found.imported.source.marks
    assert marks[lost].kind is MarkKind.NOT_FOUND
    assert set(found.empty) <= {
        cell for cell in FORM.cells if cell.startswith("applications.received.")
    }


def test_a_lost_zero_among_zeros_leaves_just_the_zeros_open() -> None:
    report = sample(FORM, 2)
    report = with_row(report, "refused_query", 9, 4, 0, 0, 0, 0)
    lost = "applications.refused_query.public_interest"
    found = outcome(report, FORM, replace(PLAIN, drop=frozenset({lost})))
    assert not found.wrong
    open_cells = {cell.rpartition(".")[2] for cell in found.empty}
    assert open_cells == {"research", "public_interest", "legal_service", "other"}
    repaired = found.imported.source.marks[NATURAL.format("refused_query")]
    assert repaired.kind is MarkKind.REPAIRED
    assert any("（三）8.属于行政查询事项" in note for note in found.imported.notes)


def test_a_lost_total_is_not_made_up_but_stays_automatic() -> None:
    report = with_row(sample(FORM, 2), "partial", 5, 0, 2, 0, 0, 1)
    lost = "applications.partial.total"
    found = outcome(report, FORM, replace(PLAIN, numbers="pipes", drop=frozenset({lost})))
    assert not found.wrong
    assert lost not in found.imported.report.cells
    assert found.imported.source.marks[lost].kind is MarkKind.NOT_FOUND


def test_without_sums_a_short_row_stays_empty() -> None:
    report = sample(FORM, 2)
    lost = "disclosure.normative.repealed"
    found = outcome(report, FORM, replace(PLAIN, drop=frozenset({lost})))
    assert not found.wrong
    assert {c for c in found.empty if c.startswith("disclosure")} == {
        f"disclosure.normative.{column}" for column in ("issued", "repealed", "in_force")
    }


@pytest.mark.parametrize("numbers", ["pipes", "tabs"])
def test_where_the_source_shows_its_cells_an_empty_one_is_empty(numbers: str) -> None:
    report = sample(FORM, 2)
    lost = {
        "disclosure.normative.repealed",
        "applications.granted.business",
        "review.litigation_direct.upheld",
    }
    found = outcome(report, FORM, replace(PLAIN, numbers=numbers, drop=frozenset(lost)))
    assert not found.wrong
    assert lost <= set(found.empty)
    assert all(cell in lost or cell in FORM.derived for cell in found.empty)
    assert found.imported.source.marks["applications.granted.business"].how == "原文这一格是空的"


@pytest.mark.parametrize("mark", ["/", "-", "—", "／", "无"])
@pytest.mark.parametrize("numbers", ["after", "pipes", "tabs"])
def test_what_is_printed_instead_of_a_number_is_kept_as_it_is(mark: str, numbers: str) -> None:
    report = sample(FORM, 2)
    lost = frozenset(
        {"disclosure.rules.issued", "disclosure.rules.repealed", "disclosure.rules.in_force"}
    )
    lines = dump(report, FORM, replace(PLAIN, numbers=numbers, drop=lost)).splitlines()
    place = next(i for i, line in enumerate(lines) if line.strip("| \t") == "规章")
    joints = {
        "after": "{0} {0} {0}",
        "pipes": "| 规章 | {0} | {0} | {0} |",
        "tabs": "规章\t{0}\t{0}\t{0}",
    }
    printed = joints[numbers].format(mark)
    lines[place : place + 1] = ["规章", printed] if numbers == "after" else [printed]
    if mark == "无" and numbers == "after":
        lines[place : place + 2] = [f"规章 0 {mark} {mark}"]
    cells = import_text("\n".join(lines), FORM).report.cells
    assert cells["disclosure.rules.in_force"] == Raw(mark)
    assert cells["disclosure.rules.repealed"] == Raw(mark)


def test_a_printed_total_that_differs_is_kept_as_printed() -> None:
    report = sample(FORM, 2)
    report = report.replace(cells={**report.cells, "review.reconsideration.total": 77})
    found = outcome(report, FORM, PLAIN)
    assert not found.wrong
    assert found.imported.report.cells["review.reconsideration.total"] == 77
    assert found.imported.source.printed_totals["review.reconsideration.total"] == 77


def test_a_printed_total_that_equals_its_sum_is_automatic() -> None:
    found = outcome(sample(FORM, 2), FORM, PLAIN).imported
    assert not set(found.report.cells) & set(FORM.derived)
    assert len(found.source.printed_totals) == len({total.cell for total in FORM.totals})


def test_a_number_cut_in_two_by_a_line_end_is_joined_where_the_sum_says_so() -> None:
    report = with_row(sample(FORM, 2), "granted", 13612, 252, 0, 45, 128, 32)
    lines = dump(report, FORM, PLAIN).splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("13612 "))
    lines[place : place + 1] = ["1361", lines[place].replace("13612", "2", 1)]
    found = compare(report, FORM, import_text("\n".join(lines), FORM))
    assert not found.wrong
    assert found.imported.report.cells[NATURAL.format("granted")] == 13612
    assert found.imported.source.marks[NATURAL.format("granted")].kind is MarkKind.REPAIRED


def test_an_amount_cut_at_its_point_is_not_guessed() -> None:
    report = sample(FORM, 2)
    lines = dump(report, FORM, PLAIN).splitlines()
    place = lines.index("行政事业性收费")
    lines[place + 1 : place + 2] = ["12835", "6.6505"]
    found = import_text("\n".join(lines), FORM)
    assert "disclosure.fees.amount" not in found.report.cells
    assert any("行政事业性收费" in note for note in found.notes)


@pytest.mark.parametrize(
    "printed, value",
    [("1,234", 1234), ("1，234", 1234), ("１２", 12), ("0", 0), ("530967", 530967)],
)
def test_ways_to_write_a_number(printed: str, value: int) -> None:
    lines = dump(sample(FORM, 2), FORM, PLAIN).splitlines()
    place = lines.index("行政许可")
    lines[place + 1] = printed
    assert (
        import_text("\n".join(lines), FORM).report.cells["disclosure.licences.decisions"] == value
    )


@pytest.mark.parametrize("printed", ["12件", "约12", "-5", "1.5"])
def test_what_is_no_count_never_becomes_one(printed: str) -> None:
    lines = dump(sample(FORM, 2), FORM, PLAIN).splitlines()
    place = lines.index("行政许可")
    lines[place + 1] = printed
    found = import_text("\n".join(lines), FORM)
    value = found.report.cells.get("disclosure.licences.decisions")
    assert value is None or value == Raw(printed)


GROUP = ("other_no_correction", "other_no_payment")


@pytest.mark.parametrize("numbers", ["after", "beside", "vertical", "pipes"])
def test_a_group_printed_as_one_row_is_its_other_row(numbers: str) -> None:
    """The form of 2019 has one row （六）其他处理, and some later reports too: 23 rows."""
    report = with_row(with_row(sample(FORM, 3), GROUP[0], *[0] * 6), GROUP[1], *[0] * 6)
    style = replace(PLAIN, numbers=numbers, without_rows=frozenset(GROUP))
    text = dump(report, FORM, style)
    for before in ("（六）其他处理\n3.其他", "（六）其他处理 | 3.其他", "（六）其他处理 3.其他"):
        text = text.replace(before, "（六）其他处理")
    text = text.replace("3.其他", "（六）其他处理")
    found = compare(report, FORM, import_text(text, FORM))
    assert not found.wrong
    assert {cell.split(".")[1] for cell in found.empty} == set(GROUP)
    (table,) = (t for t in found.imported.source.tables if t.table == "applications")
    assert table.data_rows == 23


def test_labels_of_the_current_form_are_no_outdated_ones() -> None:
    found = outcome(sample(FORM, 1), FORM, replace(PLAIN, spellings=True)).imported
    labels = {label for table in found.source.tables for label in table.labels}
    assert not labels & set(FORM.outdated[0].labels)
    assert {table.table: table.data_rows for table in found.source.tables} == {
        "disclosure": 6,
        "applications": 25,
        "review": 1,
    }


def test_a_row_that_comes_again_with_another_number_changes_nothing_and_is_named() -> None:
    report = sample(FORM, 1)
    text = dump(report, FORM, Style(numbers="beside"))
    again = "行政许可 999999"
    found = import_text(text.replace("三、收到和处理", f"{again}\n三、收到和处理", 1), FORM)
    assert compare(report, FORM, found).wrong == {}
    assert any(again in note for note in found.notes)


SMALL_TABLE = "类别 数量\n规范性文件 12\n行政许可 530\n行政处罚 33\n以上数据截至年底。\n"


def test_a_small_table_in_prose_is_prose_where_the_form_has_its_own() -> None:
    report = sample(FORM, 1)
    text = dump(report, FORM, PLAIN).replace("二、主动公开", f"{SMALL_TABLE}二、主动公开", 1)
    found = compare(report, FORM, import_text(text, FORM))
    assert (found.wrong, found.empty) == ({}, ())
    overview = text_of(found.imported.report, "overview")
    assert "规范性文件12行政许可530行政处罚33以上数据" in overview.replace(" ", "")


def test_numbers_under_a_row_that_is_not_on_the_form_are_named() -> None:
    text = dump(sample(FORM, 1), FORM, Style(numbers="beside"))
    found = import_text(text.replace("行政强制 ", "行政检查 88\n行政强制 ", 1), FORM)
    assert compare(sample(FORM, 1), FORM, found).wrong == {}
    assert any("行政检查 88" in note for note in found.notes)


def test_every_cell_has_a_mark() -> None:
    found = outcome(sample(FORM, 1), FORM, replace(PLAIN, label=9)).imported
    assert set(found.source.marks) == set(FORM.cells)
    assert {mark.kind for mark in found.source.marks.values()} == {MarkKind.READ}
    assert Plan.of(FORM).sheet(found.report.cells).value("review.reconsideration.total") is not None


WORDINGS = (
    ("（七）总计", "（七）合计"),
    ("（七）总计", "七、总计"),
    ("（七）总计", "总计"),
    ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数"),
    ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
    ("二、上年结转政府信息公开申请数量", "二、上年度结转政府信息公开申请数量"),
    ("不计其他情形）", "不计其他情况）"),
    ("1.属于国家秘密", "1.国家秘密"),
    ("1.属于国家秘密", "1 属于国家秘密"),
    ("1.属于国家秘密", "（1）属于国家秘密"),
    ("2.其他法律行政法规禁止公开", "2.其他法律、行政法规禁止公开的"),
    ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
    ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
    ("1.本机关不掌握相关政府信息", "1.本机关不掌握相关信息"),
    ("2.重复申请", "重复申请"),
    ("2.重复申请", "2重复申请"),
    ("5.要求行政机关确认或重新出具", "5.要求行政机关确认或者重新出具"),
    ("（一）予以公开", "（一）予以公开（含主动公开）"),
    ("3.其他", "3.其它"),
    ("四、结转下年度继续办理", "四、结转下一年度继续办理"),
    ("四、结转下年度继续办理", "四、结转下年度继续办理数量"),
    ("行政许可", "行政许可事项"),
    ("规章", "规章（件）"),
    ("规章", "规 章"),
    ("行政规范性文件", "规范性 文件"),
    ("现行有效件数", "现行有效件数（历史累计）"),
    ("本年处理决定数量", "处理决定数量（2023年办件量）"),
    ("本年收费金额（单位：万元）", "本年收费金额（单位：万元，保留4位小数）"),
    ("第二十条第（一）项", "第二十条 第(一)项"),
)


@pytest.mark.parametrize("numbers", ["beside", "after", "vertical", "pipes"])
@pytest.mark.parametrize("official, printed", WORDINGS)
def test_a_label_worded_otherwise_is_still_its_row(
    official: str, printed: str, numbers: str
) -> None:
    report = sample(FORM, 7)
    text = dump(report, FORM, Style(numbers=numbers))
    place = text.index(official, text.index("二、主动公开政府信息情况"))
    text = text[:place] + printed + text[place + len(official) :]
    found = compare(report, FORM, import_text(text, FORM))
    assert (found.wrong, found.empty) == ({}, ())


def test_numbers_among_the_headings_of_their_columns_are_not_placed() -> None:
    """A table copied cell by cell in another order: sums hold whichever result is which."""
    blocks = (
        ("行政复议", ("其他结果 6", "结果纠正 8", "尚未审结 0", "结果维持 0", "总计 14")),
        ("未经复议直接起诉", ("结果维持 0", "其他结果 9", "尚未审结 2", "结果纠正 0", "总计 11")),
        ("复议后起诉", ("结果维持 5", "其他结果 0", "结果纠正 3", "尚未审结 0", "总计 8")),
    )
    cells = "\n".join("\n".join((head, *results)) for head, results in blocks)
    lines = cells.replace(" ", "\n")
    found = import_text(
        "某局2024年政府信息公开工作年度报告\n一、总体情况\n本年按规定做好了公开工作。\n"
        f"四、政府信息公开行政复议、行政诉讼情况\n{lines}\n五、存在的主要问题及改进情况\n还要改进。",
        FORM,
    )
    review = [cell for cell in FORM.cells if cell.startswith("review.")]
    assert [found.report.stored(cell) for cell in review] == [None] * len(review)
    assert any("表四" in note for note in found.notes)


def test_a_row_cut_in_two_moves_no_number_to_the_left() -> None:
    """The empty cells beside its label make up for the numbers that went into another line."""
    report = sample(FORM, 4)
    page = as_markdown(source_of(report, FORM), random.Random(5))
    row = next(line for line in page.split("\n") if line.startswith("| 一、本年新收"))
    *_, last, total, _end = row.split("|")
    torn = row.replace(f"|{last}|{total}|", f"|\n\n{last}|{total}|")
    assert torn != row
    found = compare(report, FORM, import_text(page.replace(row, torn), FORM))
    assert found.wrong == {}
