"""Tables with a column too many: a count, a 备注, another 其他, one without a head.

What a source says of the form's own cells is read, whatever stands beside; never another number.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_clipboard
from gi_desktop.importing.columns import SURPLUS
from gi_desktop.importing.surplus import LEFT_OUT
from gi_desktop.report.model import Report
from gi_desktop.report.source import MarkKind
from gi_desktop.report.values import Raw
from tests.importing.helpers import compare, sample
from tests.importing.made_sources import read_source
from tests.importing.sources import Cell, Rows, Source, source_of

FORM = current_edition()
REPORT = sample(FORM, 3)
KINDS = ("html", "xlsx", "cells", "markdown")


@dataclass(frozen=True)
class Beside:
    """A column beside the form's."""

    head: str | None
    """What heads it; None where the header has no cell for it."""
    say: Callable[[int], str]
    """What it says in each row."""
    left: bool = False


COLUMNS = {
    "a count": Beside("序号", str, left=True),
    "a count without a head": Beside(None, str, left=True),
    "an empty column on the left": Beside("", lambda _: "", left=True),
    "remarks": Beside("备注", lambda row: "按规定办理" if row % 3 else ""),
    "numbers that are headed": Beside("比上年增减", lambda row: str(row % 5)),
    "numbers below an empty head": Beside("", lambda row: str(3 + row)),
    "numbers without a head": Beside(None, lambda row: str(3 + row)),
    "zeros without a head": Beside(None, lambda _: "0"),
    "a second column of the same name": Beside("其他", lambda row: str(row % 4)),
}


def _with(rows: Rows, beside: Beside) -> Rows:
    """One cell more in every row."""
    found: Rows = []
    is_first = True
    for number, line in enumerate(rows):
        is_head = not any(cell.address for cell in line)
        if is_head and beside.head is None:
            found.append(line)
            continue
        extra = Cell(beside.say(number))
        if is_head:
            extra = Cell(beside.head or "" if is_first else "")
            is_first = False
        found.append([extra, *line] if beside.left else [*line, extra])
    return found


def _applications(beside: Beside, report: Report = REPORT) -> Source:
    source = source_of(report, FORM)
    wide = FORM.table("applications").shape[0]
    return Source(
        [
            block if isinstance(block, str) or len(block) != wide else _with(block, beside)
            for block in source.blocks
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_beside_the_forms_is_left_out(name: str, kind: str, tmp_path: Path) -> None:
    found = compare(REPORT, FORM, read_source(_applications(COLUMNS[name]), kind, tmp_path))
    assert (found.wrong, found.empty, found.unnamed) == ({}, (), ())


@pytest.mark.parametrize("kind", KINDS)
def test_remarks_beside_every_table_are_left_out(kind: str, tmp_path: Path) -> None:
    source = source_of(REPORT, FORM)
    beside = COLUMNS["remarks"]
    blocks = [block if isinstance(block, str) else _with(block, beside) for block in source.blocks]
    found = compare(REPORT, FORM, read_source(Source(blocks), kind, tmp_path))
    assert (found.wrong, found.empty) == ({}, ())


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_numbers_beside_every_table_are_left_out(kind: str, tmp_path: Path) -> None:
    """Table two has no sums: there its header tells, standing over the first of the cells."""
    source = source_of(REPORT, FORM)
    beside = COLUMNS["numbers without a head"]
    blocks = [block if isinstance(block, str) else _with(block, beside) for block in source.blocks]
    found = compare(REPORT, FORM, read_source(Source(blocks), kind, tmp_path))
    assert (found.wrong, found.empty) == ({}, ())


def test_what_was_left_out_is_named(tmp_path: Path) -> None:
    """Whoever reviews it sees what the places of these numbers rest on."""
    for name, why in (
        ("numbers without a head", SURPLUS),
        ("a second column of the same name", LEFT_OUT),
    ):
        imported = read_source(_applications(COLUMNS[name]), "html", tmp_path)
        mark = imported.source.marks["applications.received.natural"]
        assert (mark.kind, mark.how) == (MarkKind.REPAIRED, why)


def test_units_behind_the_numbers_are_no_reason_to_refuse(tmp_path: Path) -> None:
    source = _applications(COLUMNS["numbers without a head"])
    blocks = [
        block
        if isinstance(block, str)
        else [[replace(c, text=f"{c.text}件") if c.address else c for c in line] for line in block]
        for block in source.blocks
    ]
    cells = read_source(Source(blocks), "markdown", tmp_path).report.cells
    total = REPORT.cells["applications.received.natural"]
    assert cells["applications.received.natural"] == Raw(f"{total}件")


def test_a_wrong_sum_does_not_hide_which_column_is_the_forms(tmp_path: Path) -> None:
    """One printed total is wrong: it is read as printed, and the column beside is left out."""
    source = _applications(COLUMNS["a count without a head"])
    wrong = "applications.granted.total"

    def misprinted(cell: Cell) -> Cell:
        return replace(cell, text=str(int(cell.text) + 2)) if cell.address == wrong else cell

    blocks = [
        block if isinstance(block, str) else [[misprinted(c) for c in line] for line in block]
        for block in source.blocks
    ]
    found = compare(REPORT, FORM, read_source(Source(blocks), "html", tmp_path))
    assert (set(found.wrong), found.empty) == ({wrong}, ())


def test_without_sums_or_headers_nothing_is_guessed() -> None:
    """Which of four numbers are the three of 规章 nothing tells."""
    page = (
        "<p>二、主动公开政府信息情况</p><table><tr><td>规章</td><td>1</td><td>2</td><td>9</td>"
        "<td>4</td></tr><tr><td>行政规范性文件</td><td>1</td><td>2</td><td>9</td><td>4</td></tr></table>"
    )
    assert import_clipboard(page, None, FORM).report.cells == {}


def _without(source: Source, lost: str) -> Source:
    """The same with a cell that dropped out of its row: those behind stand further left."""
    return Source(
        [
            block
            if isinstance(block, str)
            else [[cell for cell in line if cell.address != lost] for line in block]
            for block in source.blocks
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("column", ["natural", "other", "total"])
def test_a_row_that_lost_a_cell_does_not_take_the_column_beside(
    column: str, kind: str, tmp_path: Path
) -> None:
    """It has as many cells as the form then, below headers that stand over them."""
    row = "applications.granted."
    source = _without(_applications(COLUMNS["numbers below an empty head"]), f"{row}{column}")
    found = compare(REPORT, FORM, read_source(source, kind, tmp_path))
    assert found.wrong == {}
    assert {cell for cell in found.empty if cell not in FORM.derived} <= {
        cell for cell in FORM.cells if cell.startswith(row)
    }


def test_without_sums_a_row_that_lost_a_cell_is_not_read(tmp_path: Path) -> None:
    source = source_of(REPORT, FORM)
    beside = COLUMNS["numbers that are headed"]
    blocks = [block if isinstance(block, str) else _with(block, beside) for block in source.blocks]
    source = _without(Source(blocks), "disclosure.normative.issued")
    found = compare(REPORT, FORM, read_source(source, "html", tmp_path))
    assert found.wrong == {}
    assert "disclosure.normative.in_force" in found.empty


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", [0, 3])
def test_an_empty_cell_too_many_pushes_no_number_into_the_next_column(
    place: int, kind: str, tmp_path: Path
) -> None:
    source = _applications(Beside("备注", lambda _: ""))
    row = "applications.granted."

    def pushed(line: list[Cell]) -> list[Cell]:
        own = [at for at, cell in enumerate(line) if cell.address.startswith(row)]
        return [*line[: own[place]], Cell(""), *line[own[place] :]] if own else line

    blocks = [
        block if isinstance(block, str) else [pushed(line) for line in block]
        for block in source.blocks
    ]
    found = compare(REPORT, FORM, read_source(Source(blocks), kind, tmp_path))
    assert found.wrong == {}
    assert {cell for cell in found.empty if cell not in FORM.derived} <= {
        cell for cell in FORM.cells if cell.startswith(row)
    }


def test_a_row_without_its_remark_is_read_where_its_sum_holds(tmp_path: Path) -> None:
    source = _applications(COLUMNS["numbers below an empty head"])
    blocks = [
        block
        if isinstance(block, str)
        else [line[:-1] if any("granted" in c.address for c in line) else line for line in block]
        for block in source.blocks
    ]
    found = compare(REPORT, FORM, read_source(Source(blocks), "html", tmp_path))
    assert (found.wrong, found.empty) == ({}, ())


def test_sums_that_two_choices_satisfy_tell_nothing_of_what_they_differ_in() -> None:
    """A column of zeros among the others: which cell of a row is which, only some sums tell."""
    row = "<tr><td>{}</td>" + "<td>{}</td>" * 8 + "</tr>"
    names = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
    )
    lines = [(4, 0, 0, 2, 0, 0, 0, 6), (1, 0, 0, 0, 0, 0, 0, 1), (3, 0, 0, 1, 0, 0, 0, 4)]
    body = "".join(row.format(name, *line) for name, line in zip(names, lines, strict=True))
    page = f"<p>三、收到和处理政府信息公开申请情况</p><table>{body}</table>"
    cells = import_clipboard(page, None, FORM).report.cells
    found = {
        cell: value for cell, value in cells.items() if cell.startswith("applications.received")
    }
    assert found.get("applications.received.natural") == 4
    assert "applications.received.research" not in found
    assert "applications.received.public_interest" not in found


def test_an_empty_cell_too_many_pushes_no_number_below_another_head() -> None:
    page = (
        "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>规章</td><td>1</td><td>0</td><td>6</td></tr>"
        "<tr><td>行政规范性文件</td><td>3</td><td><td>4</td><td>29</td></tr></table>"
    )
    cells = import_clipboard(page, None, FORM).report.cells
    row = {cell: value for cell, value in cells.items() if ".normative." in cell}
    assert cells["disclosure.rules.in_force"] == 6
    assert (
        row.items()
        <= {
            "disclosure.normative.issued": 3,
            "disclosure.normative.repealed": 4,
            "disclosure.normative.in_force": 29,
        }.items()
    )
