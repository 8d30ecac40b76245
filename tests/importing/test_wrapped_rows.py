"""Rows whose totals are wrapped in narrow cells, as programs that keep lines put them out."""

from dataclasses import replace

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.importing.wrapped_rows import WRAPPED
from gi_desktop.report.model import Report
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import compare, sample

FORM = current_edition()
REPORT = sample(FORM, 3, 9)
FACTOR = 8123
LARGE = REPORT.replace(
    cells={c: n * FACTOR if isinstance(n, int) else n for c, n in REPORT.cells.items()}
)
TOTALS = {total.cell for total in FORM.totals}
WIDE = 5
"""Digits for which a cell has room."""


def _wrapped(report: Report, rows: tuple[str, ...] = ("",)) -> str:
    """The rows of table three, a total of more digits in two lines around the label.

    Only those whose labels begin so.
    """
    lines = dump(report, FORM, replace(PLAIN, numbers="beside")).splitlines()
    start = lines.index(FORM.section_of_table("applications").heading)
    end = lines.index(FORM.section_of_table("review").heading)
    found = []
    for line in lines[start:end]:
        *others, total = line.split(" ")
        if total.isdecimal() and len(total) > WIDE and line.startswith(rows):
            found += [total[:WIDE], " ".join(others), total[WIDE:]]
        else:
            found.append(line)
    return "\n".join([*lines[:start], *found, *lines[end:]])


def test_wrapped_totals_are_put_together_where_all_sums_prove_them() -> None:
    found = compare(LARGE, FORM, import_text(_wrapped(LARGE), FORM))
    assert (found.wrong, found.empty) == ({}, ())
    marks = found.imported.source.marks
    assert any(mark.how == WRAPPED for mark in marks.values())


@pytest.mark.parametrize("lost", ["（七）总计", "2.重复申请"])
def test_where_a_row_is_missing_nothing_is_put_together(lost: str) -> None:
    lines = [line for line in _wrapped(LARGE).splitlines() if not line.startswith(lost)]
    found = compare(LARGE, FORM, import_text("\n".join(lines), FORM))
    assert found.wrong == {}
    assert not any(mark.how == WRAPPED for mark in found.imported.source.marks.values())


@pytest.mark.parametrize(
    "label, numbers",
    [("（一）予以公开", "6.属于四类过程性信息"), ("3.其他", "4.无正当理由大量反复申请")],
)
def test_labels_are_not_counted_off_where_one_is_lost(label: str, numbers: str) -> None:
    """One row lost its label, another its numbers: in between each has those of the other."""
    lines = []
    for line in _wrapped(LARGE, ("一、本年新收", "（七）")).splitlines():
        if line.startswith(label):
            lines.append(line.partition(" ")[2])
        elif line.startswith(numbers):
            lines.append(numbers)
        else:
            lines.append(line)
    assert len([line for line in lines if line == numbers]) == 1
    found = compare(LARGE, FORM, import_text("\n".join(lines), FORM))
    assert found.wrong == {}
