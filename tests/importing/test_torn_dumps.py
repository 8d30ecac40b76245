"""Dumps of whole pages: numbers in blocks that empty lines part, labels anywhere among them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gi_desktop.form import Label, LabelRole, current_edition
from gi_desktop.importing import import_text
from gi_desktop.report.model import Report
from tests.importing.dumps import PLAIN, dump, truth
from tests.importing.helpers import Outcome, compare, sample

FORM = current_edition()
TABLE = FORM.table("applications")
GROUP = ("other_no_correction", "other_no_payment")
"""Rows that the form of 2019 prints as one with the third of their group."""
Block = Sequence[str]


def old_report(seed: int, largest: int = 40) -> Report:
    """A report whose group （六）其他处理 has but one row."""
    report = sample(FORM, seed, largest)
    cells = {cell: 0 if cell.split(".")[1] in GROUP else n for cell, n in report.cells.items()}
    moved = {
        f"applications.{row}.{column.id}": 0
        for row in ("received", "carried_in", "carried_out")
        for column in TABLE.columns
        if f"applications.{row}.{column.id}" in cells
    }
    cells |= moved
    true = truth(report.replace(cells=cells), FORM)
    for cell in moved:
        if ".received." in cell:  # what was received is what was dealt with
            cells[cell] = true[cell.replace(".received.", ".total.")]
    return report.replace(cells=cells)


def numbers(report: Report) -> dict[str, list[str]]:
    """Row → its numbers as printed."""
    true = truth(report, FORM)
    return {
        row.id: [str(true[f"applications.{row.id}.{column.id}"]) for column in TABLE.columns]
        for row in TABLE.rows
        if row.id not in GROUP
    }


def labels() -> dict[str, str]:
    """Row → its label as printed."""
    cells = sorted(TABLE.grid, key=lambda cell: cell.row)
    printed = [c.content.text for c in cells if isinstance(c.content, Label) and is_row(c.content)]
    found = dict(zip((row.id for row in TABLE.rows), printed, strict=True))
    return {**found, "other_other": "（六）其他处理"}


def is_row(label: Label) -> bool:
    return label.role is LabelRole.ROW


def by_row(rows: Sequence[Block]) -> list[Block]:
    return [[number] for row in rows for number in row]


def by_column(rows: Sequence[Block]) -> list[Block]:
    return [list(column) for column in zip(*rows, strict=True)]


def old_dump(report: Report, *, by: str) -> str:
    """The third table as programs dump it: two pages, labels where they happen to come."""
    rows, named = numbers(report), labels()
    ids = list(rows)
    first, second = ids[:14], ids[14:]
    whole = {row: [[named[row]]] for row in ids}
    told = [block for row in first[1:4] for block in (*whole[row], *by_row([rows[row]]))]
    if by == "rows and blocks":
        pages = [
            [*by_row([rows[first[0]]]), *told, *by_column([rows[row] for row in first[4:]])],
            [*by_column([rows[row] for row in second[:4]]), *by_row([rows[second[4]]])],
        ]
        pages[1] += [*by_row([rows[second[5]]]), *by_column([rows[row] for row in second[6:]])]
        late = [[["三 、本 年 度办 理 结果"], whole[first[0]][0]], [[named[row]] for row in second]]
        late[0] += [[named[row] for row in first[4:]]]
    else:
        pages = [by_column([rows[row] for row in part]) for part in (first, second)]
        if by == "loose columns":
            pages[0] = [pages[0][at] for at in (3, 0, 1, 2, 4, 6, 5)]
        late = [[[named[row]] for row in (*part[5:], *part[:5])] for part in (first, second)]
    text = "\f".join(
        "\n\n".join("\n".join(block) for block in (*page, *names, [f"- {at} -"]))
        for at, (page, names) in enumerate(zip(pages, late, strict=True), start=1)
    )
    lines = dump(report, FORM, PLAIN).splitlines()
    start = lines.index(FORM.section_of_table("applications").heading) + 1
    end = lines.index(FORM.section_of_table("review").heading)
    head = lines[start : lines.index(named[ids[0]])]
    return "\n".join([*lines[:start], *head, "", text, *lines[end:]])


def read(report: Report, text: str) -> Outcome:
    return compare(report, FORM, import_text(text, FORM))


@pytest.mark.parametrize("by", ["rows and blocks", "columns", "loose columns"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_form_of_2019_is_read_though_its_labels_stand_elsewhere(by: str, seed: int) -> None:
    report = old_report(seed)
    found = read(report, old_dump(report, by=by))
    assert found.wrong == {}
    assert {cell.split(".")[1] for cell in found.empty} == set(GROUP)
    (table,) = (t for t in found.imported.source.tables if t.table == "applications")
    assert table.data_rows == 23
    mark = found.imported.source.marks["applications.other_other.natural"]
    assert "只有一行" in mark.how
    assert "按先后次序对应" in mark.how


def test_columns_that_no_sum_tells_apart_stay_open() -> None:
    """One page alone: its columns may stand in any order, each row's sum holds in all of them."""
    report = old_report(1)
    text = old_dump(report, by="loose columns").replace("\f", "")
    found = read(report, text)
    assert found.wrong == {}
    assert "applications.granted.natural" in found.empty


@pytest.mark.parametrize("lost", ["（六）其他处理", "7.属于行政执法案卷"])
def test_where_another_row_has_no_label_nothing_is_read(lost: str) -> None:
    report = old_report(1)
    text = old_dump(report, by="rows and blocks").replace(lost, "某")
    found = read(report, text)
    assert found.wrong == {}
    assert "applications.refused_query.natural" in found.empty


def test_labels_in_no_order_at_all_say_nothing_of_the_numbers() -> None:
    report = old_report(1)
    text = old_dump(report, by="columns")
    named = [label for row, label in labels().items() if row not in GROUP]
    for at, label in enumerate(named):
        text = text.replace(f"\n{label}\n", f"\n<{at}>\n")
    for at, label in enumerate(reversed(named)):
        text = text.replace(f"<{at}>", label)
    found = read(report, text)
    assert found.wrong == {}
    assert "applications.granted.natural" in found.empty


def test_numbers_side_by_side_may_be_anywhere_where_labels_are() -> None:
    """A row that shares a line is one piece to the programs, and moves as one."""
    report = old_report(1)
    text = old_dump(report, by="rows and blocks")
    row = numbers(report)["received"]
    moved = text.replace("\n\n".join(row), "", 1).replace("\f", f"\n\n{' '.join(row)}\f")
    found = read(report, moved)
    assert found.wrong == {}
    assert "applications.refused_query.natural" in found.empty


def spread(report: Report, order: Sequence[int], *, header: Sequence[str]) -> str:
    """A number a line, the first row's in this order, and the header as given."""
    lines = dump(report, FORM, replace(PLAIN, numbers="vertical")).splitlines()
    start = lines.index(FORM.section_of_table("applications").heading) + 1
    first = lines.index("一、本年新收政府信息公开申请数量")
    row = lines[first + 1 : first + 8]
    moved = [row[at] for at in order]
    # One false sum elsewhere: the order of all numbers proves nothing then.
    rest = lines[first + 8 :]
    place = rest.index("（一）予以公开") + 7
    rest[place] = str(int(rest[place]) + 1)
    return "\n".join([*lines[:start], *header, lines[first], *moved, *rest])


TORN_HEADER = ("自然人", "商业", "科研 社会公 法律服", "企业", "机构 益组织 务机构", "其他", "总计")


def test_a_row_below_a_torn_header_is_not_read_on_the_word_of_its_label() -> None:
    """Its own sum holds in any order of its addends."""
    report = sample(FORM, 2)
    found = read(report, spread(report, (0, 1, 4, 2, 3, 5, 6), header=TORN_HEADER))
    assert {cell.split(".")[1] for cell in found.wrong} <= {"granted"}
    assert "applications.received.research" in found.empty


def test_a_row_whose_sum_is_false_is_not_read_where_more_numbers_follow() -> None:
    """Numbers cut in narrow cells, headings among them."""
    report = sample(FORM, 2)
    lines = dump(report, FORM, replace(PLAIN, numbers="vertical")).splitlines()
    place = lines.index("四、结转下年度继续办理")
    lines[place + 1 : place + 8] = [
        *["164", "商业", "6", "158", "科研", "16", "65", "15", "9", "总计", "17", "2"]
    ]
    found = read(report, "\n".join(lines))
    assert not {cell for cell in found.wrong if "carried_out" in cell}
    assert "applications.carried_out.natural" in found.empty


def test_of_two_labels_before_the_numbers_of_one_row_the_nearer_is_not_believed() -> None:
    report = sample(FORM, 2)
    lines = dump(report, FORM, replace(PLAIN, numbers="vertical")).splitlines()
    other, total = lines.index("3.其他"), lines.index("（七）总计")
    own = lines[other + 1 : total]
    # The row's own numbers stand elsewhere, all but one behind the label before.
    lines[other:total] = []
    place = lines.index("（七）总计")
    lines[place:place] = own[:-1]
    lines.insert(lines.index("（七）总计") + 1, "3.其他")
    found = read(report, "\n".join(lines))
    assert not {cell for cell in found.wrong if "other_other" in cell}


def test_review_numbers_below_torn_headings_are_read_where_all_are_alike() -> None:
    report = sample(FORM, 4)
    review = [cell for cell in FORM.cells if cell.startswith("review.")]
    nothing = {cell: 0 for cell in report.cells if cell in review}
    torn = ["结果 其他结 尚未审", "结果维持", "总计", "纠正 果 结"]
    heads = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *torn * 3]
    for cells, is_read in ((report.cells, False), ({**report.cells, **nothing}, True)):
        one = report.replace(cells=cells)
        lines = dump(one, FORM, PLAIN).splitlines()
        start = lines.index(FORM.section_of_table("review").heading) + 1
        end = lines.index(FORM.sections[4].heading)
        true = truth(one, FORM)
        text = "\n".join([*lines[:start], *heads, *(str(true[c]) for c in review), *lines[end:]])
        found = read(one, text)
        assert found.wrong == {}
        assert (set(review) & set(found.empty)) == (set() if is_read else set(review))
