"""Reports on the trial form of 2019: what counts the same is taken over, the rest is named."""

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import current_edition
from gi_desktop.importing import Imported, import_clipboard, import_text
from gi_desktop.report.source import MarkKind
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import sample

FORM = current_edition()
NATURAL = "applications.{}.natural"
OLD_FORM = """\
二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年新制作数量 本年新公开数量 对外公开总数量
规章 1 2 3
规范性文件 4 5 6
第二十条第（五）项
信息内容 上一年项目数量 本年增/减 处理决定数量
行政许可 7 8 9
其他对外管理服务事项 10 11 12
第二十条第（六）项
信息内容 上一年项目数量 本年增/减 处理决定数量
行政处罚 13 14 15
行政强制 16 17 18
第二十条第（八）项
信息内容 上一年项目数量 本年增/减
行政事业性收费 19 20
第二十条第（九）项
信息内容 采购项目数量 采购总金额
政府集中采购 21 22
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1
"""
TAKEN = {
    "disclosure.rules.issued": 1,
    "disclosure.normative.issued": 4,
    "disclosure.licences.decisions": 9,
    "disclosure.penalties.decisions": 15,
    "disclosure.coercion.decisions": 18,
}


def disclosed(found: Imported) -> dict[str, object]:
    return {c: v for c, v in found.report.cells.items() if c.startswith("disclosure.")}


def old_forms(found: Imported) -> int:
    findings = Checker(FORM).run(found.report, found.source)
    return sum(finding.code == "old_form" for finding in findings)


WAYS = {
    "lines": OLD_FORM,
    "double_spacing": OLD_FORM.replace("\n", "\n\n"),
    "one_cell_a_line": OLD_FORM.replace(" ", "\n"),
    "tabs": OLD_FORM.replace(" ", "\t"),
    "bars": "\n".join(f"| {line.replace(' ', ' | ')} |" for line in OLD_FORM.splitlines()),
}


@pytest.mark.parametrize("way", sorted(set(WAYS) - {"bars"}))
def test_what_counts_the_same_is_taken_over_and_nothing_else(way: str) -> None:
    found = import_text(WAYS[way], FORM)
    assert disclosed(found) == TAKEN
    assert found.report.cells[NATURAL.format("received")] == 1
    assert old_forms(found) == 1


@pytest.mark.parametrize("way", WAYS)
def test_the_number_published_is_never_that_in_force(way: str) -> None:
    cells = disclosed(import_text(WAYS[way], FORM))
    assert {cell: TAKEN.get(cell) for cell in cells} == cells


def test_what_is_taken_over_and_what_is_not_is_named() -> None:
    found = import_text(OLD_FORM, FORM)
    (note,) = (note for note in found.notes if "试行格式" in note)
    assert "“本年新制作数量”按“本年制发件数”填入" in note
    left_out = note.split("填入；")[1].split("现行格式没有")[0]
    for label in ("本年新公开数量", "对外公开总数量", "上一年项目数量", "本年增/减", "采购总金额"):
        assert f"“{label}”" in left_out
    marks = found.source.marks
    assert marks["disclosure.rules.issued"].kind is MarkKind.REPAIRED
    assert "本年新制作数量" in marks["disclosure.rules.issued"].how
    assert marks["disclosure.rules.in_force"].kind is MarkKind.NOT_FOUND
    assert marks["disclosure.fees.amount"].kind is MarkKind.NOT_FOUND
    assert any("政府集中采购 21 22" in note for note in found.notes)


def test_a_header_half_old_is_read_heading_by_heading() -> None:
    text = OLD_FORM.replace("本年新公开数量", "本年废止件数")
    found = disclosed(import_text(text, FORM))
    assert found == TAKEN | {
        "disclosure.rules.repealed": 2,
        "disclosure.normative.repealed": 5,
    }


@pytest.mark.parametrize("row", ["规章 1 2", "规章 1 2 3 4", "规章"])
def test_a_row_that_does_not_fit_its_old_header_is_not_read(row: str) -> None:
    text = OLD_FORM.replace("规章 1 2 3", row)
    assert disclosed(import_text(text, FORM)).items() <= TAKEN.items()


def test_a_heading_that_nobody_knows_leaves_its_rows_empty() -> None:
    text = OLD_FORM.replace("本年新制作数量 本年新公开数量", "政府集中采购 采购总金额")
    found = disclosed(import_text(text, FORM))
    assert not any(".issued" in cell or ".in_force" in cell for cell in found)


def test_single_old_words_do_not_make_an_old_form() -> None:
    text = dump(sample(FORM, 2), FORM, PLAIN)
    for today, old in (
        ("本年制发件数", "本年制作件数"),
        ("行政规范性文件", "规范性文件"),
        ("本年处理决定数量", "处理决定数量"),
    ):
        text = text.replace(today, old)
    found = import_text(text, FORM)
    assert old_forms(found) == 0
    assert not any("旧格式" in note or "试行格式" in note for note in found.notes)


def test_rows_that_were_lost_make_no_old_form() -> None:
    """Two rows less are 23 as well; the group is still printed row by row."""
    lines = dump(sample(FORM, 2), FORM, PLAIN).splitlines()
    for label in ("2.重复申请", "3.要求提供公开出版物"):
        place = lines.index(label)
        del lines[place : place + 2]
    found = import_text("\n".join(lines), FORM)
    (table,) = (t for t in found.source.tables if t.table == "applications")
    assert table.data_rows == 23
    assert old_forms(found) == 0


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def test_an_outdated_page_in_one_large_table_is_read() -> None:
    """Each section has columns of its own there, and most rows do not fill the table."""
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    tall = "".join(f"<td rowspan=2>{name}</td>" for name in results)
    rows = (
        "<tr><td colspan=15>二、主动公开政府信息情况</td></tr>",
        _row("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        _row("规章", "1", "2", "3"),
        _row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        _row("行政许可", "7", "8", "9"),
        "<tr><td colspan=15>四、政府信息公开行政复议、行政诉讼情况</td></tr>",
        "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>",
        f"<tr>{tall}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>",
        _row(*results, *results),
        _row(*"102030001101001"),
    )
    found = import_clipboard(f"<table>{''.join(rows)}</table>", None, FORM)
    assert disclosed(found) == {"disclosure.rules.issued": 1, "disclosure.licences.decisions": 9}
    assert found.report.cells["review.reconsideration.other"] == 2
    assert found.report.cells["review.litigation_after_review.corrected"] == 1
