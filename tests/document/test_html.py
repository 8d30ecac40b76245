"""The web page: valid, plain, its tables exact, and whole after a site's editor took it apart."""

import io
import json
import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from lxml import html as lxml_html
from PySide6.QtGui import QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from gi_desktop.document import DocumentError, write_html
from gi_desktop.document.blocks import TableBlock, blocks, table_block
from gi_desktop.form import Edition, LabelRole, Table, current_edition
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.serial import from_json
from gi_desktop.report.sheet import Plan
from tests.document.samples import ORGAN, URL, numbers, sample
from tests.strategies import reports
from tests.toy import TOY

FORM = current_edition()
HOSTILE = "<script>alert(\"1\")</script><!--]]>&amp;\x00\x1b\U0001fffe\u202e=cmd|'/c calc'!A0"


def page(report: Report, form: Edition = FORM) -> str:
    target = io.BytesIO()
    assert write_html(report, form, target) == []
    return target.getvalue().decode("utf-8")


def parse(text: str) -> lxml_html.HtmlElement:
    """As a browser does, with every slip an error."""
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return lxml_html.document_fromstring(text)


def slots(table: lxml_html.HtmlElement) -> dict[tuple[int, int], lxml_html.HtmlElement]:
    """Each place of a table's grid and the cell that covers it, as HTML lays tables out."""
    found: dict[tuple[int, int], lxml_html.HtmlElement] = {}
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line:
            while (row, column) in found:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    assert (row + down, column + right) not in found
                    found[row + down, column + right] = cell
    return found


def assert_official(element: lxml_html.HtmlElement, block: TableBlock) -> None:
    """That the table stands on the official grid, cell by cell."""
    found = slots(element)
    assert set(found) == {(r, c) for r in range(block.rows) for c in range(len(block.widths))}
    for cell in block.cells:
        there = found[cell.row, cell.column]
        assert (there.text or "") == cell.text
        assert len(there) == 0
        assert [place for place, other in found.items() if other is there] == [
            (cell.row + down, cell.column + right)
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        is_header = cell.role not in {None, LabelRole.NOTE}
        assert (there.tag, "scope" in there.attrib) == (
            ("th", True) if is_header else ("td", False)
        )


def tables(report: Report, form: Edition) -> list[TableBlock]:
    return [block for block in blocks(report, form) if isinstance(block, TableBlock)]


@pytest.mark.parametrize("form", [FORM, TOY], ids=["2021", "toy"])
def test_tables_stand_on_the_official_grid(form: Edition) -> None:
    report = sample(form)
    found = parse(page(report, form)).findall(".//table")
    expected = tables(report, form)
    assert len(found) == len(expected) == len(form.tables)
    for element, block in zip(found, expected, strict=True):
        assert_official(element, block)


def test_a_caption_names_the_table_and_its_unit() -> None:
    captions = [caption.text for caption in parse(page(sample(FORM))).iter("caption")]
    assert captions == [
        "主动公开政府信息情况，单位：件（行政事业性收费为万元）",
        "收到和处理政府信息公开申请情况，单位：件",
        "政府信息公开行政复议、行政诉讼情况，单位：件",
    ]


def headers_of(table: lxml_html.HtmlElement, place: tuple[int, int]) -> set[str]:
    """The texts of the header cells that head a cell, by the rules of HTML for ``scope``."""
    found = slots(table)
    bands = {}
    for group in table.xpath("thead|tbody"):
        bands.update(dict.fromkeys(group.iter("tr"), group))
    groups = [bands[line] for line in table.iter("tr")]
    column_groups: list[int] = []
    for number, group in enumerate(table.iter("colgroup")):
        column_groups.extend([number] * int(group.get("span")))
    row, column = place
    heads = set()
    for (r, c), cell in found.items():
        scope = cell.get("scope")
        anchor = next(at for at, other in found.items() if other is cell)
        same_band = groups[anchor[0]] is groups[row] and anchor <= place
        if (
            (scope == "row" and r == row and c < column)
            or (scope == "col" and c == column and r < row)
            or (scope == "rowgroup" and same_band)
            or (
                scope == "colgroup"
                and column_groups[anchor[1]] == column_groups[column]
                and anchor[0] < row
            )
        ):
            heads.add(cell.text)
    return heads


def test_every_number_of_table_three_is_headed_by_its_row_and_column() -> None:
    table = FORM.table("applications")
    element = parse(page(sample(FORM))).findall(".//table")[1]
    for spec in table.cells:
        at = table.by_address[spec.address]
        legal = {"法人或其他组织"} if spec.column.group else set()
        assert headers_of(element, (at.row, at.column)) == {
            "申请人情况",
            spec.column.label,
            spec.row.label,
            *spec.row.group,
            *legal,
        }


def test_every_number_of_table_four_is_headed_by_its_kind_and_result() -> None:
    table = FORM.table("review")
    element = parse(page(sample(FORM))).findall(".//table")[2]
    for spec in table.cells:
        at = table.by_address[spec.address]
        heads = {spec.column.label, spec.row.label, *spec.row.group}
        assert headers_of(element, (at.row, at.column)) == heads


def test_a_caption_line_of_table_two_heads_its_block() -> None:
    table = FORM.table("disclosure")
    element = parse(page(sample(FORM))).findall(".//table")[0]
    assert [len(band) for band in element.findall("tbody")] == [4, 3, 4, 3]
    at = table.by_address["disclosure.coercion.decisions"]
    heads = headers_of(element, (at.row, at.column))
    assert heads >= {"第二十条第（六）项", "本年处理决定数量", "行政强制"}
    assert not heads & {"第二十条第（一）项", "第二十条第（五）项", "第二十条第（八）项"}


def test_header_rows_are_a_head_of_the_table() -> None:
    heads = [table.findall("thead") for table in parse(page(sample(FORM))).iter("table")]
    assert [[len(head) for head in found] for found in heads] == [[], [3], [3]]


def test_headings_paragraphs_and_signature_in_order() -> None:
    report = sample(FORM, texts={"overview": [{"level": 2, "text": "（一）甲"}, "乙。"]})
    body = parse(page(report)).find("body")
    assert [(element.tag, element.text) for element in body if element.tag != "table"][:4] == [
        ("h1", f"{ORGAN}2025年政府信息公开工作年度报告"),
        ("h2", "一、总体情况"),
        ("h3", "（一）甲"),
        ("p", "乙。"),
    ]
    assert [element.tag for element in body][-2:] == ["h2", "footer"]
    assert [line.text for line in body.find("footer")] == [ORGAN, "2026年1月9日"]
    assert [heading.text for heading in body.iter("h2")] == [s.heading for s in FORM.sections]


def test_the_page_is_plain() -> None:
    text = page(sample(FORM))
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    root = parse(text)
    assert root.findtext(".//title") == f"{ORGAN}2025年政府信息公开工作年度报告"
    used = {name for element in root.iter() for name in element.attrib}
    assert used == {
        "lang",
        "charset",
        "name",
        "content",
        "border",
        "scope",
        "rowspan",
        "colspan",
    } | {"span"}
    assert len(list(root.iter("style"))) == 1
    assert {element.tag for element in root.iter()} & {
        "a",
        "div",
        "span",
        "font",
        "b",
        "br",
    } == set()
    assert URL in text


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page(sample(FORM)) == page(sample(FORM))


def test_an_empty_report_keeps_its_cells_empty() -> None:
    root = parse(page(new_report(FORM, 2025)))
    numbers_only = [cell for cell in root.iter("td") if cell.get("rowspan") is None]
    assert len(numbers_only) == len(FORM.cells)
    assert {cell.text for cell in numbers_only} == {None}
    assert root.find(".//footer") is None


def test_a_title_of_blanks_leaves_no_empty_heading() -> None:
    root = parse(page(sample(FORM, title=" \n ")))
    assert root.find(".//h1") is None
    assert root.findtext(".//title") == FORM.document_type


def test_hostile_text_stays_text() -> None:
    report = sample(FORM, organ=HOSTILE, title="", texts={"overview": [HOSTILE]})
    report = report.replace(
        signature=report.signature.replace(name=HOSTILE),
        title=HOSTILE,
    )
    text = page(report)
    root = parse(text)
    assert list(root.iter("script")) == []
    assert not re.search("[\x00-\x09\x0b-\x1f\ud800-\udfff\u202e]", text)
    kept = "<script>alert(\"1\")</script><!--]]>&amp;\ufffd=cmd|'/c calc'!A0"
    assert root.findtext(".//h1") == kept
    assert root.findtext(".//p") == kept
    assert root.findtext(".//footer/p") == kept
    assert root.findtext(".//title") == kept
    assert root.xpath("//meta[@name='author']/@content") == [kept]


@settings(max_examples=25)
@given(reports(FORM))
def test_any_report_makes_a_valid_page(report: Report) -> None:
    root = parse(page(report))
    for element, block in zip(root.iter("table"), tables(report, FORM), strict=True):
        assert_official(element, block)


def test_the_tables_survive_an_editor_that_drops_all_it_does_not_know() -> None:
    """As site editors paste: no head, no style; only usual tags with spans and border."""
    root = parse(page(sample(FORM)))
    body = root.find("body")
    for element in list(body.iter("footer", "colgroup")):
        element.drop_tag()
    for element in body.iter():
        for name in set(element.attrib) - {"rowspan", "colspan", "border"}:
            del element.attrib[name]
    pasted = lxml_html.fromstring(lxml_html.tostring(body, encoding="unicode"))
    for element, block in zip(pasted.iter("table"), tables(sample(FORM), FORM), strict=True):
        assert element.get("border") == "1"
        places = {place: cell.text or "" for place, cell in slots(element).items()}
        assert places == {
            (cell.row + down, cell.column + right): cell.text
            for cell in block.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        }


def test_the_tables_survive_a_rich_text_editor(qapp: QApplication) -> None:
    document = QTextDocument()
    document.setHtml(page(sample(FORM)))
    found = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    for table, block in zip(found, tables(sample(FORM), FORM), strict=True):
        assert (table.rows(), table.columns()) == (block.rows, len(block.widths))
        for cell in block.cells:
            there = table.cellAt(cell.row, cell.column)
            assert (there.rowSpan(), there.columnSpan()) == (cell.row_span, cell.column_span)
            assert there.firstCursorPosition().block().text() == cell.text


def test_real_reports_show_their_numbers(real_reports: dict[str, Path]) -> None:
    for source in real_reports.values():
        expected = json.loads(
            (source.parent / f"{source.stem}.expected.json").read_text(encoding="utf-8")
        )
        data = {table.id: expected[table.id] for table in FORM.tables}
        report = from_json({"edition": FORM.id, "year": 2024, "organ": ORGAN, **data}, FORM)
        for element, table in zip(parse(page(report)).iter("table"), FORM.tables, strict=True):
            assert shown(element, table) == wanted(expected, table)


def shown(element: lxml_html.HtmlElement, table: Table) -> dict[str, str]:
    found = slots(element)
    return {
        cell: found[place.row, place.column].text or "" for cell, place in table.by_address.items()
    }


def wanted(expected: dict[str, dict[str, dict[str, object]]], table: Table) -> dict[str, str]:
    """The numbers of an expected report, with totals that it leaves to be derived."""
    report = from_json({"edition": FORM.id, table.id: expected[table.id]}, FORM)
    block = table_block(table, Plan.of(FORM).sheet(report.cells))
    texts = {cell.address: cell.text for cell in block.cells if cell.address}
    for spec in table.cells:
        value = expected[table.id].get(spec.row.id, {}).get(spec.column.id)
        if value is not None:
            assert texts[spec.address] == str(value)
    return texts


def test_a_page_that_cannot_be_saved_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有”不存在"):
        write_html(sample(FORM, **numbers(FORM)), FORM, tmp_path / "没有" / "报告.html")
    assert list(tmp_path.iterdir()) == []
