"""Tables of web pages as hands and programs leave them: hidden cells, rows in one row."""

from collections.abc import Callable

import pytest

from gi_desktop.form import Edition, current_edition
from gi_desktop.importing.files import import_file
from gi_desktop.report.model import Report
from tests.importing.helpers import Outcome, compare, sample
from tests.importing.sources import Cell, Rows, source_of

FORM: Edition = current_edition()
HEAD = 3
"""Header rows of table three."""
_SEED = 4


def _page(report: Report, change: Callable[[Rows], str]) -> str:
    """A page with table three as ``change`` writes it."""
    parts = []
    tables = 0
    for block in source_of(report, FORM).blocks:
        if isinstance(block, str):
            parts.append(f"<p>{block}</p>")
            continue
        tables += 1
        parts.append(change(block) if tables == 2 else _table(block))
    return f"<html><meta charset='utf-8'><body>{''.join(parts)}</body></html>"


def _table(rows: Rows, more: Callable[[int], str] = lambda _: "", end: str = "") -> str:
    lines = ("".join(map(_cell, row)) + more(at) for at, row in enumerate(rows))
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}{end}</table>"


def _cell(cell: Cell) -> str:
    text = cell.text.replace("\n", "<br>")
    return f"<td rowspan={cell.rows} colspan={cell.columns}>{text}</td>"


def _read(tmp_path_factory: pytest.TempPathFactory, report: Report, page: str) -> Outcome:
    path = tmp_path_factory.mktemp("page") / "报告.html"
    path.write_text(page, encoding="utf-8")
    return compare(report, FORM, import_file(path, FORM))


def _assert_all_read(outcome: Outcome) -> None:
    assert not outcome.wrong
    assert not outcome.empty


@pytest.mark.parametrize("style", ["display:none", "DISPLAY : none;width:0", "mso-hide:all"])
def test_cells_that_the_page_does_not_show_are_left_out(
    tmp_path_factory: pytest.TempPathFactory, style: str
) -> None:
    report = sample(FORM, _SEED)

    def change(rows: Rows) -> str:
        return _table(rows, lambda at: f"<td style='{style}'>7</td>" if at >= HEAD else "")

    _assert_all_read(_read(tmp_path_factory, report, _page(report, change)))


def test_an_invisible_cell_keeps_its_place_and_says_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    report = sample(FORM, _SEED)

    def change(rows: Rows) -> str:
        hidden = "<td style='visibility:hidden'>7</td>"
        return _table(rows, lambda at: hidden if at >= HEAD else "<td></td>")

    _assert_all_read(_read(tmp_path_factory, report, _page(report, change)))


def test_the_row_of_widths_that_word_ends_a_table_with_is_no_row(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    rows = ("信息内容|本年新制作数量|本年新公开数量|对外公开总数量", "规章|3|2|9")
    lines = "".join(
        f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>" for row in rows
    )
    widths = f"<tr height=0>{'<td width=60></td>' * 8}</tr>"
    path = tmp_path_factory.mktemp("page") / "报告.html"
    path.write_text(
        "<meta charset='utf-8'><p>某办2020年政府信息公开工作年度报告</p>"
        f"<p>二、主动公开政府信息情况</p><table>{lines}{widths}</table>",
        encoding="utf-8",
    )
    cells = import_file(path, FORM).report.cells
    assert {cell: value for cell, value in cells.items() if value is not None} == {
        "disclosure.rules.issued": 3
    }


def _stacked(rows: Rows, *, lost: bool = False) -> Rows:
    """The three rows of （四）无法提供 in one."""
    at = next(n for n, row in enumerate(rows) for c in row if c.text == "（四）无法提供")
    group, *first = rows[at]
    cells = [first, rows[at + 1], rows[at + 2]]
    joined = [
        Cell("\n".join(c.text for c in column), 1, column[0].columns)
        for column in zip(*cells, strict=True)
    ]
    if lost:
        joined[1] = Cell(joined[1].text.rsplit("\n", 1)[0])
    one = [Cell(group.text, 1, group.columns), *joined]
    top = [
        Cell(c.text, c.rows - 2, c.columns) if c.text == "三、本年度办理结果" else c
        for c in rows[HEAD + 2]
    ]
    return [*rows[: HEAD + 2], top, *rows[HEAD + 3 : at], one, *rows[at + 3 :]]


def test_rows_put_into_one_line_for_line_are_told_apart(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    report = sample(FORM, _SEED)
    page = _page(report, lambda rows: _table(_stacked(rows)))
    _assert_all_read(_read(tmp_path_factory, report, page))


def test_rows_in_one_with_a_number_missing_stay_empty(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    report = sample(FORM, _SEED)
    page = _page(report, lambda rows: _table(_stacked(rows, lost=True)))
    outcome = _read(tmp_path_factory, report, page)
    assert not outcome.wrong
    assert not outcome.unnamed
    rows = {cell.split(".")[1] for cell in outcome.empty}
    assert rows == {
        "unavailable_not_held",
        "unavailable_needs_creation",
        "unavailable_unclear",
    }


def test_a_column_too_many_beside_empty_cells_is_never_taken_for_one_of_the_forms(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    report = sample(FORM, _SEED)

    def change(rows: Rows) -> str:
        for row in rows[HEAD:]:
            for at, cell in enumerate(row):
                if cell.text == "0":
                    row[at] = Cell("", cell.rows, cell.columns)
        return _table(rows, lambda at: f"<td>{at + 1}</td>" if at >= HEAD else "")

    outcome = _read(tmp_path_factory, report, _page(report, change))
    blank = {cell for cell, value in report.cells.items() if not value}
    assert not outcome.wrong
    read = outcome.imported.report.cells
    assert not {c for c in blank if c.startswith("applications") and read.get(c) is not None}


def test_a_total_column_may_be_headed_otherwise(tmp_path_factory: pytest.TempPathFactory) -> None:
    report = sample(FORM, _SEED)
    page = _page(report, _table).replace("总计", "合计")
    _assert_all_read(_read(tmp_path_factory, report, page))
