"""Numbers that a narrow cell or a page end cut in pieces, in tables whose cells are known."""

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import Imported, import_clipboard, import_text
from gi_desktop.importing.torn_rows import BY_PAGE, IN_LINES
from gi_desktop.report.source import MarkKind

FORM = current_edition()
HEADING = FORM.section_of_table("applications").heading
HEAD = "| | | |自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计|\n|---|---|---|---|---|---|---|---|---|---|---|"
RECEIVED = "applications.received."
GRANTED = "applications.granted."
QUERY = "applications.refused_query."


def _pages(*pages: str) -> Imported:
    """A table in markdown, a piece of it on each page with the header again."""
    parts = [f"{HEAD}\n{page}" for page in pages]
    return import_text(f"{HEADING}\n\n" + "\n\n— 2 —\n".join(parts), FORM)


ABOVE = "|一、本年新收政府信息公开申请数量|||1|0|0|0|0|0|1|\n"


def test_a_number_cut_by_the_page_end_is_put_together_where_its_sum_proves_it() -> None:
    imported = _pages(
        ABOVE + "|三、本|（一）予以公开||75649|35639|4|0|0|43389|15468|",
        "|年度办理结果|||||||||1|\n||（二）部分公开||1|0|0|0|0|0|1|",
    )
    cells, marks = imported.report.cells, imported.source.marks
    assert cells[f"{GRANTED}natural"] == 75649
    assert f"{GRANTED}total" not in cells  # automatic: 154681, as printed
    assert marks[f"{GRANTED}total"].how == BY_PAGE
    assert marks[f"{GRANTED}total"].kind is MarkKind.REPAIRED
    assert marks[f"{GRANTED}natural"].kind is MarkKind.READ
    assert cells["applications.partial.natural"] == 1


def test_with_the_rest_of_its_label_too() -> None:
    """“查询事项” with a 6 below it is no row of its own."""
    imported = _pages(
        ABOVE + "|||8．属于行政|0|68555|5254|9711|0|17726|10124|",
        "|||查询事项|||||||6|\n||（四）无法提供|1．本机关不掌握相关政府信息|0|0|0|0|0|0|0|",
    )
    assert imported.report.cells[f"{QUERY}business"] == 68555
    assert f"{QUERY}total" not in imported.report.cells
    assert imported.source.marks[f"{QUERY}total"].how == BY_PAGE


def test_a_number_that_its_sum_does_not_prove_stays_empty() -> None:
    """Neither as the first page shows it, nor as both do: nobody knows what it is."""
    imported = _pages(
        ABOVE + "|三、本|（一）予以公开||75649|35639|4|0|0|43389|15468|",
        "|年度办理结果|||||||||7|\n||（二）部分公开||1|0|0|0|0|0|1|",
    )
    assert imported.source.marks[f"{GRANTED}total"].kind is MarkKind.NOT_FOUND
    assert f"{GRANTED}total" not in imported.report.cells
    assert imported.report.cells[f"{GRANTED}natural"] == 75649


ALL_CUT = "|一、本年新收政府信息|||3644|2206|4259|1635|3152|4139|1575|\n"
REST = "|公开申请数量|||4|37|11|16|37|62|707|\n"
CARRIED_IN = "|二、上年结转政府信息公开申请数量|||0|0|0|0|0|0|0|\n"
TOTALS = (
    "|（七）总计|||36444|220637|425911|163516|315237|413962|1575707|\n"
    "|四、结转下年度继续办理|||0|0|0|0|0|0|0|"
)


@pytest.mark.parametrize("totals", [TOTALS, ""])
def test_a_row_all_of_whose_numbers_are_cut_is_read_where_other_rows_prove_it(totals: str) -> None:
    """By itself 3644, 2206 and so on could be all there is."""
    cells = _pages(ALL_CUT, REST + CARRIED_IN + totals).report.cells
    assert cells.get("applications.received.natural") == (36444 if totals else None)
    assert "applications.received.total" not in cells


def test_a_row_of_its_own_on_the_next_page_is_left_to_itself() -> None:
    imported = _pages(
        "|三、本|（一）予以公开||1|0|0|0|0|0|1|", "||（二）部分公开||||||||1|\n" + ABOVE
    )
    cells = imported.report.cells
    assert cells[f"{GRANTED}natural"] == 1
    assert cells["applications.partial.total"] == 1


def test_the_rest_of_a_label_on_the_next_page_tells_whose_row_it_is() -> None:
    imported = _pages(
        ABOVE + "||（六）其|1.申请人|0|0|3|0|0|0|3|",
        "||他处理|无正当理由逾期不补正、行政机关不再处理其政府信息公开申请||||||||\n"
        "|||3.其他|0|0|0|3|1|0|4|",
    )
    assert imported.report.cells["applications.other_no_correction.research"] == 3
    assert imported.report.cells["applications.other_other.public_interest"] == 3


def _cells(*rows: str) -> Imported:
    def line(text: str) -> str:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in text.split("|")) + "</tr>"

    head = "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"
    page = f"<p>{HEADING}</p><table>{''.join(map(line, (head, *rows)))}</table>"
    return import_clipboard(page, None, FORM)


LABEL = "一、本年新收政府信息公开申请数量"
SECOND = "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0"


@pytest.mark.parametrize("cut", ["<br>", " ", "<p>"])
def test_numbers_in_lines_are_put_together_where_the_sum_proves_it(cut: str) -> None:
    imported = _cells(f"{LABEL}|28221{cut}1|5|0|0|0|0|28221{cut}6", SECOND)
    assert imported.report.cells[f"{RECEIVED}natural"] == 282211
    mark = imported.source.marks[f"{RECEIVED}natural"]
    assert (mark.kind, mark.how) == (MarkKind.REPAIRED, IN_LINES)
    assert imported.source.marks[f"{RECEIVED}business"].kind is MarkKind.READ


@pytest.mark.parametrize(
    "row",
    [
        f"{LABEL}|28221<br>1|5|0|0|0|0|28227",  # the sum is another
        f"{LABEL}|1<br>1|0|0|0|0|0|1<br>1",  # no cell is as narrow as that
        f"{LABEL}|11<br>01|11<br>01|11<br>01|11<br>01|11<br>01|11<br>01|66<br>06",  # two rows in one
        f"{LABEL}|0<br>1|0|0|0|0|0|1",
    ],
)
def test_and_nowhere_else(row: str) -> None:
    imported = _cells(row, "二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1")
    assert f"{RECEIVED}natural" not in imported.report.cells
    assert imported.source.marks[f"{RECEIVED}natural"].kind is MarkKind.NOT_FOUND


def test_a_line_end_in_a_cell_of_markdown_joins_no_numbers_unproved() -> None:
    text = f"{HEADING}\n\n{HEAD}\n|{LABEL}|||12<br>3|0|0|0|0|0|12<br>4|\n"
    assert import_text(text, FORM).report.cells == {
        f"{RECEIVED}{c}": 0
        for c in ("business", "research", "public_interest", "legal_service", "other")
    }
