"""A corpus of sources, each with one accident, each with the cells that must come of it.

The sources are made from a report with sums that hold; what is expected is that report, but for
the cells that an accident takes away. Never another number.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gi_desktop.form import LabelRole, current_edition
from gi_desktop.importing import import_clipboard
from gi_desktop.report.model import Report
from gi_desktop.report.values import Raw
from tests.importing import accidents
from tests.importing.accidents import TABLE_ACCIDENTS
from tests.importing.helpers import compare, lines_of, sample
from tests.importing.made_sources import read_source
from tests.importing.sources import Cell, Rows, Source, source_of, tables

FORM = current_edition()
REPORT = sample(FORM, 3)
SPOILT = {
    "lost_label": "the first and last row of a table, and one without a neighbour, stay empty",
    "without_row_spans": "headers over the wrong columns: only the sums can tell",
}
"""Accidents after which cells may stay empty."""


def _changed(name: str, report: Report = REPORT, seed: int = 1) -> Source:
    source = source_of(report, FORM)
    dice = random.Random(seed)
    blocks = [
        block if isinstance(block, str) else TABLE_ACCIDENTS[name](block, dice)
        for block in source.blocks
    ]
    return Source(blocks, source.lost)


@pytest.mark.parametrize("kind", ["html", "xlsx", "cells", "markdown"])
@pytest.mark.parametrize("name", TABLE_ACCIDENTS)
def test_one_accident_changes_no_number(name: str, kind: str, tmp_path: Path) -> None:
    found = compare(REPORT, FORM, read_source(_changed(name), kind, tmp_path))
    assert found.wrong == {}
    assert found.unnamed == ()
    assert not found.empty or name in SPOILT, found.empty


@pytest.mark.parametrize("name", ["unmerged", "cut_labels", "filler_columns", "header_twice"])
def test_one_accident_in_word_changes_no_number(name: str, tmp_path: Path) -> None:
    found = compare(REPORT, FORM, read_source(_changed(name), "docx", tmp_path))
    assert (found.wrong, found.empty) == ({}, ())


@pytest.mark.parametrize("header", [True, False], ids=["header again", "no header"])
@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "markdown"])
def test_a_table_in_two_pieces_is_one(header: bool, kind: str, tmp_path: Path) -> None:
    source = accidents.split(source_of(REPORT, FORM), random.Random(2), header=header)
    found = compare(REPORT, FORM, read_source(source, kind, tmp_path))
    assert (found.wrong, found.empty) == ({}, ())


@pytest.mark.parametrize("mark", ["", "/", "-", "—"])
@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "markdown"])
def test_what_stands_in_place_of_a_number_is_none(mark: str, kind: str, tmp_path: Path) -> None:
    source = accidents.blanks(source_of(REPORT, FORM), random.Random(4), 0.3, (mark,))
    imported = read_source(source, kind, tmp_path)
    for cell in source.lost:
        value = imported.report.cells.get(cell)
        if cell not in FORM.derived:
            assert value == (Raw(mark) if mark else None), cell
    found = compare(REPORT, FORM, imported)
    assert {cell for cell in found.wrong if cell not in source.lost} == set()
    assert {cell for cell in found.empty if cell not in source.lost} <= set(FORM.derived)


def test_spellings_of_the_form_are_understood(tmp_path: Path) -> None:
    for seed in range(4):
        source = accidents.spelled(source_of(REPORT, FORM), FORM, random.Random(seed))
        found = compare(REPORT, FORM, read_source(source, "html", tmp_path))
        assert (found.wrong, found.empty) == ({}, ())


# Single accidents, written by hand -----------------------------------------------------------

LICENCES = "disclosure.licences.decisions"
RULES = tuple(f"disclosure.rules.{column}" for column in ("issued", "repealed", "in_force"))
APPLICANTS = ("natural", "business", "research", "public_interest", "legal_service", "other")


def _html(*tables: str, section: str = "二、主动公开政府信息情况") -> dict[str, object]:
    page = f"<html><body><p>{section}</p>{''.join(tables)}</body></html>"
    return dict(import_clipboard(page, None, FORM).report.cells)


def _table(*rows: str) -> str:
    def row(text: str) -> str:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in text.split("|")) + "</tr>"

    return f"<table>{''.join(map(row, rows))}</table>"


HEAD = "信息内容|本年制发件数|本年废止件数|现行有效件数"
THREE = "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"


@dataclass(frozen=True)
class Case:
    """Tables and the cells that they say, all others being empty."""

    tables: tuple[str, ...]
    cells: dict[str, object]


def _rules(issued: object, repealed: object, in_force: object) -> dict[str, object]:
    found = dict(zip(RULES, (issued, repealed, in_force), strict=True))
    return {cell: value for cell, value in found.items() if value is not None}


def _received(*values: int | None) -> dict[str, object]:
    names = (*APPLICANTS, "total")
    return {
        f"applications.received.{name}": value
        for name, value in zip(names, values, strict=False)
        if value is not None
    }


RECEIVED = "一、本年新收政府信息公开申请数量"
HAND_WRITTEN: dict[str, Case] = {
    "columns in another order": Case(
        (_table("信息内容|现行有效件数|本年制发件数|本年废止件数", "规章|9|1|2"),), _rules(1, 2, 9)
    ),
    "a column left out": Case(
        (_table("信息内容|本年制发件数|现行有效件数", "规章|1|9"),), _rules(1, None, 9)
    ),
    "an extra column between": Case(
        (_table("信息内容|本年制发件数|其中修订|本年废止件数|现行有效件数", "规章|1|7|2|9"),),
        _rules(1, 2, 9),
    ),
    "a column of last year beside this year's": Case(
        (
            (
                "<table><tr><td rowspan=2>信息内容</td><td colspan=2>本年制发件数</td>"
                "<td colspan=2>本年废止件数</td><td colspan=2>现行有效件数</td></tr>"
                "<tr><td>2022年</td><td>2023年</td><td>2022年</td><td>2023年</td><td>2022年</td>"
                "<td>2023年</td></tr><tr><td>规章</td><td>1</td><td>2</td><td>3</td><td>4</td>"
                "<td>5</td><td>6</td></tr></table>"
            ),
        ),
        {},
    ),
    "columns of another table": Case(
        (_table("信息内容|2021年|2022年|2023年", "规章|1|2|3", "行政规范性文件|4|5|6"),), {}
    ),
    "full-width digits and separators": Case(
        (_table(HEAD, "规章|１２|1,200|１，２００"),), _rules(12, 1200, 1200)
    ),
    "a unit behind the number": Case(
        (_table(HEAD, "规 章|3件|0件|12件"),), _rules(Raw("3件"), Raw("0件"), Raw("12件"))
    ),
    "words in a cell": Case((_table(HEAD, "规章|见附件|2|9"),), _rules(Raw("见附件"), 2, 9)),
    "two numbers in a cell": Case((_table(HEAD, "规章|1 2|2|9"),), _rules(None, 2, 9)),
    "a cell missing in the row": Case((_table(HEAD, "规章|1|9"),), {}),
    "a row below the header of another": Case(
        (_table(HEAD, "规章|1|2|9", "行政许可|5"),), _rules(1, 2, 9)
    ),
    "old columns are not mapped silently": Case(
        (_table("信息内容|上一年项目数量|本年增/减|处理决定数量", "行政许可|100|-3|45"),),
        {LICENCES: 45},
    ),
    "the same row twice, alike": Case(
        (_table(HEAD, "规章|1|2|9"), _table(HEAD, "规章|1|2|9")), _rules(1, 2, 9)
    ),
    "the same row twice, different": Case(
        (_table(HEAD, "规章|1|2|9"), _table(HEAD, "规章|1|2|8")), {}
    ),
    "a header cut in two lines": Case(
        (_table("信息<br>内容|本年制<br>发件数|本年废<br>止件数|现行有<br>效件数", "规章|1|2|9"),),
        _rules(1, 2, 9),
    ),
    "no header at all": Case((_table(f"{RECEIVED}|1|0|0|0|0|0|1"),), _received(1, 0, 0, 0, 0, 0)),
    "a subtotal of legal persons": Case(
        (
            _table(
                "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|小计|总计",
                f"{RECEIVED}|4|1|0|0|0|2|3|7",
            ),
        ),
        _received(4, 1, 0, 0, 0, 2),
    ),
    "a printed total that differs is typed": Case(
        (_table(THREE, f"{RECEIVED}|4|1|0|0|0|2|8"),), _received(4, 1, 0, 0, 0, 2, 8)
    ),
    "group and label in one cell": Case(
        (
            _table(
                THREE,
                "三、本年度办理结果（三）不予公开1.属于国家秘密|4|1|0|0|0|2|7",
                f"{RECEIVED}|4|1|0|0|0|2|7",
            ),
        ),
        _received(4, 1, 0, 0, 0, 2)
        | {
            f"applications.refused_state_secret.{name}": value
            for name, value in zip(APPLICANTS, (4, 1, 0, 0, 0, 2), strict=True)
        },
    ),
    "the number before the label": Case(
        (_table("序号|信息内容|本年制发件数|本年废止件数|现行有效件数", "1|规章|1|2|9"),),
        _rules(1, 2, 9),
    ),
    "hidden rows and cells": Case(
        (
            f"<table><tr style='display:none'>{'<td>9</td>' * 4}</tr>"
            + _table(HEAD, "规章|1|2|9").removeprefix("<table>"),
        ),
        _rules(1, 2, 9),
    ),
    "script and comment inside a cell": Case(
        (_table(HEAD, "规章|<script>1</script>1<!-- 7 -->|<!--[if gte mso 9]>8<![endif]-->2|9"),),
        _rules(1, 2, 9),
    ),
    "a table inside a cell of another": Case(
        (f"<table><tr><td>{_table(HEAD, '规章|1|2|9')}</td></tr></table>",), _rules(1, 2, 9)
    ),
    "a table wrongly inside another's row": Case(
        (
            (
                f"<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>5</td>"
                f"</tr><tr><td colspan=2>{_table(HEAD, '规章|1|2|9')}</td></tr></table>"
            ),
        ),
        _rules(1, 2, 9) | {LICENCES: 5},
    ),
    "numbers of several rows merged": Case(
        (
            (
                "<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政处罚</td>"
                "<td rowspan=2>5</td></tr><tr><td>行政强制</td></tr></table>"
            ),
        ),
        {},
    ),
    "spans of a billion": Case(
        (
            (
                "<table><tr><td>信息内容</td><td colspan=1000000000>本年处理决定数量</td></tr>"
                "<tr><td>行政许可</td><td rowspan=1000000000 colspan=1000000000>5</td></tr></table>"
            ),
        ),
        {LICENCES: 5},
    ),
    "unclosed tags": Case(
        (
            f"<table><tr>{''.join(f'<td>{h}' for h in HEAD.split('|'))}<tr><td>规章<td>1<td>2<td>9</table>",
        ),
        _rules(1, 2, 9),
    ),
}


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_a_hand_written_accident_gives_just_its_cells(name: str) -> None:
    case = HAND_WRITTEN[name]
    of_applications = any(cell.startswith("applications") for cell in case.cells)
    place = FORM.section_of_table("applications" if of_applications else "disclosure")
    assert _html(*case.tables, section=place.heading) == case.cells


def test_the_applications_in_blocks_of_litigation_apart() -> None:
    """Table four in two pieces below each other."""
    leaves = "结果维持|结果纠正|其他结果|尚未审结|总计"
    first = f"<table><tr><td colspan=5>行政复议</td></tr>{_table(leaves, '1|2|0|0|3').removeprefix('<table>')}"
    second = (
        "<table><tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        + _table(f"{leaves}|{leaves}", "4|0|0|0|4|0|5|0|1|6").removeprefix("<table>")
    )
    cells = _html(first, second, section="四、政府信息公开行政复议、行政诉讼情况")
    assert [cells[f"review.reconsideration.{c}"] for c in ("upheld", "corrected")] == [1, 2]
    assert cells["review.litigation_direct.upheld"] == 4
    assert cells["review.litigation_after_review.corrected"] == 5
    assert cells["review.litigation_after_review.pending"] == 1


def test_a_small_table_in_the_prose_does_not_count() -> None:
    page = (
        "<p>一、总体情况</p><p>近两年办件如下。</p>"
        + _table("类别|2022年|2023年", "行政许可|1|2", "行政处罚|3|4")
        + "<p>二、主动公开政府信息情况</p>"
        + _table("信息内容|本年处理决定数量", "行政许可|5", "行政处罚|6", "行政强制|7")
    )
    report = import_clipboard(page, None, FORM).report
    assert report.cells[LICENCES] == 5
    assert "行政许可" in "".join(p.resolve(lambda _: None) for p in report.text("overview"))


def test_a_row_without_a_label_between_two_others_is_named_as_repaired(tmp_path: Path) -> None:
    source = source_of(REPORT, FORM)

    def blank(rows: Rows) -> Rows:
        return [
            [
                replace(cell, text="") if cell.text.startswith("4.保护第三方") else cell
                for cell in line
            ]
            for line in rows
        ]

    source = Source([b if isinstance(b, str) else blank(b) for b in source.blocks])
    imported = read_source(source, "html", tmp_path)
    found = compare(REPORT, FORM, imported)
    assert (found.wrong, found.empty) == ({}, ())
    mark = imported.source.marks["applications.refused_third_party.natural"]
    assert (mark.kind.value, mark.how) == ("repaired", "行标签不全，按前后两行之间的位置对应")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cell: (
            replace(cell, text="其中：网上办理") if cell.text.startswith("4.保护") else cell
        ),
        lambda cell: replace(cell, text="政府集中采购") if cell.text == "行政处罚" else cell,
    ],
    ids=["another row", "a row of the old form"],
)
def test_a_row_that_is_none_of_the_form_is_left(
    spoil: Callable[[Cell], Cell], tmp_path: Path
) -> None:
    source = source_of(REPORT, FORM)
    blocks = [
        b if isinstance(b, str) else [[spoil(c) for c in line] for line in b] for b in source.blocks
    ]
    found = compare(REPORT, FORM, read_source(Source(list(blocks)), "html", tmp_path))
    assert found.wrong == {}
    assert 1 <= len(found.empty) <= 7
    assert found.unnamed == ()


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "markdown"])
def test_prose_title_and_signature_are_read_and_nothing_around_them(
    kind: str, tmp_path: Path
) -> None:
    found = read_source(source_of(REPORT, FORM), kind, tmp_path).report
    assert {name: lines_of(found, name) for name in FORM.texts} == {
        name: lines_of(REPORT, name) for name in FORM.texts
    }
    assert (found.organ.name, found.year) == (REPORT.organ.name, REPORT.year)
    assert (found.signature.name, found.signature.date) == (
        REPORT.signature.name,
        REPORT.signature.date,
    )


def test_labels_seen_are_kept_with_the_source(tmp_path: Path) -> None:
    tables = {
        t.table: t for t in read_source(source_of(REPORT, FORM), "html", tmp_path).source.tables
    }
    assert tables["applications"].data_rows == 25
    assert {"自然人", "（三）不予公开"} <= set(tables["applications"].labels)
    assert "第二十条第（一）项" in tables["disclosure"].labels


def test_the_corpus_has_roles_for_every_label() -> None:
    rows = tables(source_of(REPORT, FORM))[1]
    assert {cell.role for line in rows for cell in line} >= {None, LabelRole.ROW, LabelRole.GROUP}


def test_equal_numbers_below_a_shifted_header_are_no_repetition() -> None:
    """Two equal cells below 法人或其他组织 are two numbers, and an empty cell at the end is one."""
    head = (
        "<tr><td colspan=3>关系</td><td colspan=7>申请人情况</td><td>备注</td></tr><tr><td>自然人</td>"
        "<td colspan=5>法人或其他组织</td><td>总计</td><td></td></tr><tr><td>商业企业</td><td>科研机构</td>"
        "<td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td></td></tr>"
    )
    row = f"<tr><td colspan=3>{RECEIVED}</td>" + "<td>{}</td>" * 8 + "</tr>"
    cells = _html(
        f"<table>{head}{row.format(15, 2, 1, 2, 0, 0, 20, '')}</table>",
        section=FORM.section_of_table("applications").heading,
    )
    true = _received(15, 2, 1, 2, 0, 0)
    assert cells == {cell: value for cell, value in true.items() if cell in cells}


def test_headers_that_stand_over_the_labels_say_nothing_of_the_numbers() -> None:
    head = (
        "<tr><td colspan=9>申请人情况</td></tr><tr><td>自然人</td><td>商业企业</td><td>科研机构</td>"
        "<td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td><td>申请人情况</td>"
        "<td>申请人情况</td></tr>"
    )
    row = f"<tr><td>{RECEIVED}</td><td></td>" + "<td>{}</td>" * 7 + "</tr>"
    cells = _html(
        f"<table>{head}{row.format(4, 1, 0, 0, 0, 2, 7)}</table>",
        section=FORM.section_of_table("applications").heading,
    )
    true = _received(4, 1, 0, 0, 0, 2)
    assert cells == {cell: value for cell, value in true.items() if cell in cells}
