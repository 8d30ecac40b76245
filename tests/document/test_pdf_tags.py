"""The structure of the PDF: what a reader for the blind is told, and what it is spared."""

import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pdfminer.pdftypes import resolve1

from gi_desktop.document import Furniture, write_pdf
from gi_desktop.document.blocks import (
    Block,
    SignatureBlock,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
    blocks,
)
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.page import folio
from gi_desktop.document.pdf import draw_pdf
from gi_desktop.document.typeset import typeset
from gi_desktop.form import Edition, LabelRole, current_edition
from gi_desktop.report.exact_json import loads
from gi_desktop.report.model import Report
from gi_desktop.report.serial import from_json
from tests.conftest import absent
from tests.document.samples import numbers, prose, sample
from tests.document.structure import Node, Tagged, read_tags
from tests.strategies import usual_reports

FORM = current_edition()
ENGLISH = "Government information is public unless an exception applies and is explained. " * 6
PROOF = Furniture(
    front=(
        TitleBlock(("送审单",)),
        TextBlock("请审阅。"),
        TextBlock("一、错误（1 处）", 1),
        TableBlock(
            "sign",
            (
                TableCell(0, 0, 1, 1, "拟稿", LabelRole.ROW, centred=True),
                TableCell(0, 1, 1, 1, "", None, centred=True),
            ),
            (1, 3),
            1,
            0,
            heights=(60.0,),
        ),
    ),
    header="送审稿　2026年1月9日10:30",
    watermark="草稿",
)


def pdf_of(report: Report, form: Edition, fonts: FontSet, furniture: Furniture) -> bytes:
    buffer = io.BytesIO()
    write_pdf(report, form, buffer, fonts, furniture)
    return buffer.getvalue()


def tagged(
    report: Report, form: Edition, fonts: FontSet, around: Furniture | None = None
) -> Tagged:
    return read_tags(pdf_of(report, form, fonts, around or Furniture()))


def drawn(found: Sequence[Block], fonts: FontSet) -> Tagged:
    return read_tags(draw_pdf(typeset(found, fonts), fonts, "题", "某局"))


def counted(form: Edition) -> dict[str, Any]:
    """A different number in every cell that no total derives."""
    data = numbers(form)
    count = 100
    for rows in (data[table] for table in data):
        for row in rows.values():
            for column, value in row.items():
                if isinstance(value, int):
                    row[column] = count = count + 1
    return data


@pytest.fixture(scope="module")
def report(form: Edition) -> Report:
    """Headings of all levels, paragraphs over page ends, different numbers, Latin with blanks."""
    texts = {"preface": prose(1), "problems": [ENGLISH, *prose(9)]}
    whole = sample(form)
    return from_json(
        {
            "edition": form.id,
            "organ": "云溪市人民政府办公室",
            "year": 2025,
            **counted(form),
            "texts": {
                "overview": [
                    {"level": 0, "text": "总的情况。"},
                    {"level": 2, "text": "（一）主动公开情况"},
                    {"level": 3, "text": "1.公开数量"},
                    {"level": 4, "text": "（1）网站公开数量"},
                    *[{"level": 0, "text": text} for text in prose(6)],
                ],
                **{name: texts[name] for name in texts if name in whole.texts},
            },
            "signature": {
                "name": "云溪市人民政府办公室",
                "date": "2026年1月9日",
                "seal": "unsealed",
            },
        },
        form,
    )


@pytest.fixture(scope="module")
def found(report: Report, form: Edition, fonts: FontSet) -> Tagged:
    return tagged(report, form, fonts)


# What is expected ---------------------------------------------------------------------------


def outline(found: Sequence[Block]) -> list[tuple[str, str]]:
    """Names and texts of the elements of these blocks."""
    listed: list[tuple[str, str]] = []
    for block in found:
        match block:
            case TitleBlock():
                listed.append(("Title", block.text))
            case TextBlock():
                listed.append((f"H{block.level}" if block.level else "P", block.text))
            case TableBlock():
                listed.append(("Table", "".join(cell.text for cell in block.cells)))
            case SignatureBlock():
                listed += [("P", text) for text in (block.name, block.date) if text]
    return listed


def listed(node: Node) -> list[tuple[str, str]]:
    return [(child.name, child.text) for child in node.children]


def tables(found: Sequence[Block]) -> list[TableBlock]:
    return [block for block in found if isinstance(block, TableBlock)]


Place = tuple[int, int, int, int]


def grid(table: Node) -> dict[Place, Node]:
    """Cells by row, column and spans: laid out from the tree alone, as a browser does it."""
    taken: set[tuple[int, int]] = set()
    cells: dict[Place, Node] = {}
    for row, line in enumerate(table.children):
        assert line.name == "TR"
        column = 0
        for cell in line.children:
            assert cell.name in ("TH", "TD")
            while (row, column) in taken:
                column += 1
            rows, columns = (cell.attributes.get(name, 1) for name in ("RowSpan", "ColSpan"))
            assert isinstance(rows, int)
            assert isinstance(columns, int)
            covered = {(row + y, column + x) for y in range(rows) for x in range(columns)}
            assert not covered & taken
            taken |= covered
            cells[row, column, rows, columns] = cell
    height, width = max(row for row, _ in taken) + 1, max(column for _, column in taken) + 1
    assert height == len(table.children)
    assert len(taken) == height * width
    return cells


def assert_table(table: Node, block: TableBlock) -> None:
    """Every label and number stands in the tree where it stands on the form."""
    cells = grid(table)
    texts = {place: cell.text for place, cell in cells.items()}
    assert texts == {
        (cell.row, cell.column, cell.row_span, cell.column_span): cell.text for cell in block.cells
    }
    scopes = {
        LabelRole.CAPTION: ("TH", "Column"),
        LabelRole.HEADER: ("TH", "Column"),
        LabelRole.GROUP: ("TH", "Row"),
        LabelRole.ROW: ("TH", "Row"),
        LabelRole.NOTE: ("TD", None),
        None: ("TD", None),
    }
    for cell in block.cells:
        node = cells[cell.row, cell.column, cell.row_span, cell.column_span]
        assert (node.name, node.attributes.get("Scope")) == scopes[cell.role]


def heads(table: Node, at: tuple[int, int]) -> tuple[list[str], list[str]]:
    """The texts of the header cells above and left of a cell: what a reader says before it."""
    above, left = [], []
    for (row, column, rows, columns), cell in grid(table).items():
        scope = cell.attributes.get("Scope")
        if scope == "Column" and row < at[0] and column <= at[1] < column + columns:
            above.append(cell.text)
        if scope == "Row" and column < at[1] and row <= at[0] < row + rows:
            left.append(cell.text)
    return above, left


# Whole documents ----------------------------------------------------------------------------


def test_the_tree_is_the_report_in_reading_order(
    found: Tagged, report: Report, form: Edition
) -> None:
    assert found.document.name == "Document"
    assert listed(found.document) == outline(blocks(report, form))
    names = [node.name for node in found.document.children]
    assert {"Title", "H1", "H2", "H3", "H4", "P", "Table"} == set(names)


def test_a_paragraph_over_two_pages_is_one(found: Tagged) -> None:
    parted = [p for p in found.document.children if len({page for page, _ in p.marks}) == 2]
    assert parted
    assert all(node.name == "P" for node in parted)
    for node in parted:
        assert [page for page, _ in node.marks] == sorted(page for page, _ in node.marks)


def test_blanks_at_line_ends_are_kept(found: Tagged) -> None:
    (node,) = (node for node in found.document.named("P") if "exception" in node.text)
    assert node.text == ENGLISH.strip()


def test_tables_have_rows_cells_spans_and_heads(
    found: Tagged, report: Report, form: Edition
) -> None:
    expected = tables(blocks(report, form))
    nodes = found.document.named("Table")
    assert len(nodes) == len(expected) == len(form.tables)
    for node, block in zip(nodes, expected, strict=True):
        assert_table(node, block)


def test_table_three_says_which_row_and_column_a_number_is_in(
    found: Tagged, report: Report, form: Edition
) -> None:
    (block,) = (block for block in tables(blocks(report, form)) if block.id == "applications")
    table = found.document.named("Table")[1]
    for cell in block.cells:
        if cell.role is not None:
            continue
        above, left = heads(table, (cell.row, cell.column))
        labels = [label for label in block.cells if label.role and label.text]
        covering = [
            label.text
            for label in labels
            if label.role in (LabelRole.GROUP, LabelRole.ROW)
            and label.row <= cell.row < label.row + label.row_span
        ]
        assert left == covering
        assert len(left) >= 1
        assert len(above) >= 2


def test_everything_drawn_belongs_to_an_element_or_to_nothing(found: Tagged) -> None:
    marks = {mark for node in found.document.walk() for mark in node.marks}
    for number, items in enumerate(found.drawn):
        for item in items:
            if item.tag == "Artifact":
                assert item.mark is None
            else:
                assert (number, item.mark) in marks
                assert item.kind == "char"


def test_page_numbers_rules_and_shading_are_artifacts(found: Tagged) -> None:
    for number in range(len(found.pages)):
        assert found.artifacts(number) == folio(number + 1)
    kinds = {item.kind for items in found.drawn for item in items if item.tag == "Artifact"}
    assert {"char", "line", "rect"} <= kinds


def test_pages_lead_to_their_elements(found: Tagged) -> None:
    objects = {mark: node.object for node in found.document.walk() for mark in node.marks}
    tree = resolve1(resolve1(found.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    parents = {tree[at]: resolve1(tree[at + 1]) for at in range(0, len(tree), 2)}
    for number, page in enumerate(found.pages):
        assert page["Tabs"].name == "S"
        listed = [reference.objid for reference in parents[page["StructParents"]]]
        assert {(number, at): own for at, own in enumerate(listed)} == {
            mark: own for mark, own in objects.items() if mark[0] == number
        }
    assert len(parents) == len(found.pages)


def test_the_file_says_that_it_is_tagged(found: Tagged) -> None:
    assert found.catalog["MarkInfo"] == {"Marked": True}
    assert found.catalog["ViewerPreferences"]["DisplayDocTitle"] is True
    assert found.catalog["Lang"] == b"zh-CN"
    assert found.catalog["StructTreeRoot"]["RoleMap"]["Title"].name == "P"


def test_another_reader_finds_the_same(
    found: Tagged, report: Report, form: Edition, fonts: FontSet, tmp_path: Path
) -> None:
    program = shutil.which("pdfinfo")
    if not program:
        absent("pdfinfo")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_of(report, form, fonts, Furniture()))
    done = subprocess.run(
        [str(program), "-struct-text", str(path)], check=True, capture_output=True, text=True
    )
    assert not done.stderr
    names = re.findall(r"^ *([A-Z]\w*)(?: \(block\))?:?$", done.stdout, re.MULTILINE)
    expected = [node.name.replace("Title", "P") for node in found.document.walk()]
    assert names == expected
    said = "".join(re.findall(r'^ *"(.*)"$', done.stdout, re.MULTILINE))
    assert "".join(said.split()) == "".join(found.document.text.split())


# Parted tables, proofs, real reports --------------------------------------------------------


def test_a_parted_table_is_one_table(report: Report, form: Edition, fonts: FontSet) -> None:
    (block,) = (block for block in tables(blocks(report, form)) if block.id == "applications")
    high = replace(block, heights=(27.0,) * block.rows)
    found = drawn((TextBlock("三、情况", 1), high), fonts)
    assert len(found.pages) == 2
    (table,) = found.document.named("Table")
    assert {page for node in table.walk() for page, _ in node.marks} == {0, 1}
    assert_table(table, block)
    repeated = found.artifacts(1).removesuffix(folio(2))
    header = [cell.text for cell in block.cells if cell.row < block.header_rows]
    assert repeated.startswith("".join(header))
    assert len(repeated) > len("".join(header))  # the group's label stands there once more
    assert found.artifacts(0) == folio(1)


def test_the_sheet_in_front_comes_first_and_furniture_is_none_of_the_text(
    report: Report, form: Edition, fonts: FontSet
) -> None:
    found = tagged(report, form, fonts, PROOF)
    sheet, *others = found.document.children
    assert sheet.name == "Sect"
    assert listed(sheet) == outline(PROOF.front)
    assert_table(sheet.named("Table")[0], tables(PROOF.front)[0])
    assert [(node.name, node.text) for node in others] == outline(blocks(report, form))
    assert {mark[0] for node in sheet.walk() for mark in node.marks} == {0}
    for number in range(len(found.pages)):
        shown = folio(number) if number else ""
        assert found.artifacts(number) == f"草稿{PROOF.header}{shown}"
    assert "草稿" not in found.document.text


def test_the_final_version_has_no_furniture(found: Tagged) -> None:
    text = "".join(item.text for items in found.drawn for item in items)
    assert "草稿" not in text
    assert "送审" not in text


def test_real_reports_are_whole_in_the_tree(
    real_reports: dict[str, Path], form: Edition, fonts: FontSet
) -> None:
    for name, source in real_reports.items():
        expected = loads((source.parent / f"{name}.expected.json").read_text(encoding="utf-8"))
        report = from_json(expected, form)
        parts = blocks(report, form)
        found = tagged(report, form, fonts)
        assert listed(found.document) == outline(parts)
        for node, block in zip(found.document.named("Table"), tables(parts), strict=True):
            assert_table(node, block)


@settings(max_examples=4)
@given(usual_reports(FORM))
def test_any_report_is_whole_in_the_tree(fonts: FontSet, report: Report) -> None:
    parts = blocks(report, FORM)
    found = tagged(report, FORM, fonts)
    assert listed(found.document) == outline(parts)
    for node, block in zip(found.document.named("Table"), tables(parts), strict=True):
        assert_table(node, block)


def test_a_report_without_text_has_a_tree_too(form: Edition, fonts: FontSet) -> None:
    found = drawn((), fonts)
    assert found.document.children == ()
    assert found.artifacts(0) == folio(1)
