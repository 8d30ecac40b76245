"""Word's automatic numbers come as they stand on paper."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as TYPES
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONS
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.text.paragraph import Paragraph

from gi_desktop.document import write_docx
from gi_desktop.form import current_edition
from gi_desktop.importing import import_file
from gi_desktop.importing.read_back import read_back
from gi_desktop.report.model import Report
from gi_desktop.report.prose import plain_text
from tests.importing.helpers import sample

FORM = current_edition()
OFFICIAL = (
    ("chineseCounting", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)


def level(at: int, shape: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def declare(document: Document, levels: str, lists: str = "", kinds: str = "") -> None:
    """Make list 1 of a document have these levels, and others besides."""
    made = parse_xml(
        f"<w:numbering {nsdecls('w')}>"
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{kinds}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{lists}</w:numbering>'
    )
    part = document.part
    for name in [name for name, one in part.rels.items() if one.reltype == RELATIONS.NUMBERING]:
        part.drop_rel(name)
    name = PackURI("/word/numbering.xml")
    part.relate_to(
        NumberingPart(name, TYPES.WML_NUMBERING, made, part.package), RELATIONS.NUMBERING
    )


def number(paragraph: Paragraph, at: int = 0, list_id: int = 1) -> Paragraph:
    paragraph._element.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>'
        )
    )
    return paragraph


def lines(tmp_path: Path, make: Callable[[Document], object]) -> list[str]:
    """What the preface of a report holds, a paragraph a line."""
    document = docx.Document()
    document.add_paragraph("某某局2024年政府信息公开工作年度报告")
    make(document)
    document.save(str(tmp_path / "a.docx"))
    report = import_file(tmp_path / "a.docx", FORM).report
    return plain_text(report.text(FORM.preface), lambda _: None).split("\n")


def test_the_numbers_of_official_documents_are_read_with_their_levels(tmp_path: Path) -> None:
    document = docx.Document()
    declare(document, "".join(level(at, *one) for at, one in enumerate(OFFICIAL)))
    document.add_paragraph("某某局2024年政府信息公开工作年度报告")
    for at, text in (
        (0, "总体情况"),
        (1, "主动公开"),
        (2, "制度建设"),
        (3, "人员培训"),
        (3, "考核"),
        (2, "平台"),
        (1, "依申请公开"),
        (2, "答复"),
        (0, "存在的主要问题及改进情况"),
        (1, "问题"),
    ):
        number(document.add_paragraph(text), at)
        document.add_paragraph("按照要求完成了工作，没有出现问题。")
    document.save(str(tmp_path / "a.docx"))
    report = import_file(tmp_path / "a.docx", FORM).report
    headings = [
        (one.level, one.resolve(lambda _: None))
        for text in ("overview", "problems")
        for one in report.text(text)
        if one.level
    ]
    assert headings == [
        (2, "（一）主动公开"),
        (3, "1.制度建设"),
        (4, "（1）人员培训"),
        (4, "（2）考核"),
        (3, "2.平台"),
        (2, "（二）依申请公开"),
        (3, "1.答复"),
        (2, "（一）问题"),
    ]


@pytest.mark.parametrize(
    "shape, at_first, at_tenth, at_eleventh",
    [
        ("chineseCounting", "一", "十", "十一"),
        ("chineseLegalSimplified", "壹", "壹拾", "壹拾壹"),
        ("ideographDigital", "一", "一〇", "一一"),
        ("decimalFullWidth", "１", "１０", "１１"),
        ("decimalZero", "01", "10", "11"),
        ("decimalEnclosedCircle", "①", "⑩", "⑪"),
        ("upperLetter", "A", "J", "K"),
        ("lowerRoman", "i", "x", "xi"),
        ("a way of the future", "1", "10", "11"),
    ],
)
def test_numbers_look_as_word_writes_them(
    shape: str, at_first: str, at_tenth: str, at_eleventh: str, tmp_path: Path
) -> None:
    def make(document: Document) -> None:
        declare(document, level(0, shape, "%1、"))
        for _ in range(11):
            number(document.add_paragraph("加强了对工作的指导。"))

    found = [line.partition("、")[0] for line in lines(tmp_path, make)]
    assert (found[0], found[9], found[10]) == (at_first, at_tenth, at_eleventh)


def test_a_number_stands_apart_from_its_text_where_nothing_closes_it(tmp_path: Path) -> None:
    def make(document: Document) -> None:
        declare(document, level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"))
        number(document.add_paragraph("加强指导。"))
        number(document.add_paragraph("加强培训。"), 1)

    assert lines(tmp_path, make) == ["1 加强指导。", "1.1 加强培训。"]


def test_bullets_and_lists_that_are_switched_off_are_no_text(tmp_path: Path) -> None:
    def make(document: Document) -> None:
        declare(document, level(0, "bullet", "\uf0b7"))
        number(document.add_paragraph("加强了指导。"))
        number(document.add_paragraph("加强了培训。"), list_id=0)
        number(document.add_paragraph("加强了考核。"), list_id=99)

    assert lines(tmp_path, make) == ["加强了指导。", "加强了培训。", "加强了考核。"]


def test_a_style_may_bring_the_number_and_the_level(tmp_path: Path) -> None:
    def make(document: Document) -> None:
        declare(
            document,
            level(0, "decimal", "%1.") + level(1, "decimal", "（%2）", '<w:pStyle w:val="Body"/>'),
        )
        style = document.styles.add_style("Body", 1)
        style.element.append(
            parse_xml(f'<w:pPr {nsdecls("w")}><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        )
        child = document.styles.add_style("Child", 1)
        child.base_style = style
        number(document.add_paragraph("加强了指导。"))
        document.add_paragraph("加强了培训。", style)
        document.add_paragraph("加强了考核。", child)

    assert lines(tmp_path, make) == ["1.加强了指导。", "（1）加强了培训。", "（2）加强了考核。"]


def test_a_list_counts_on_until_one_that_begins_again(tmp_path: Path) -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )

    def make(document: Document) -> None:
        declare(document, level(0, "decimal", "%1."), again)
        for list_id in (1, 1, 3, 2, 2):
            number(document.add_paragraph("加强了指导。"), list_id=list_id)

    assert [line[:2] for line in lines(tmp_path, make)] == ["1.", "2.", "3.", "1.", "2."]


def test_a_number_that_was_typed_as_well_is_not_doubled(tmp_path: Path) -> None:
    def make(document: Document) -> None:
        declare(document, level(0, "decimal", "%1."))
        number(document.add_paragraph("1. 加强了指导。"))
        number(document.add_paragraph(""))
        number(document.add_paragraph("加强了培训。"))

    assert lines(tmp_path, make) == ["1. 加强了指导。", "3.加强了培训。"]


def test_rows_that_word_numbers_are_known_by_their_labels(tmp_path: Path) -> None:
    """A column 序号, and labels whose own numbers are automatic: no number moves."""
    report = sample(FORM, 3)
    path = tmp_path / "a.docx"
    write_docx(report, FORM, path)
    document = docx.Document(str(path))
    declare(document, level(0, "decimal", "%1."))
    for cell in document.element.body.iter(qn("w:tc")):
        text = "".join(one.text or "" for one in cell.iter(qn("w:t")))
        if text[:2] in {"1.", "2.", "3."}:
            first = next(cell.iter(qn("w:t")))
            first.text = (first.text or "")[2:]
            number(Paragraph(next(cell.iter(qn("w:p"))), document))
    document.save(str(path))
    assert import_file(path, FORM).report.cells == report.cells


def test_a_heading_that_word_numbers_is_no_change(tmp_path: Path) -> None:
    """Word makes a list of a typed number; the words on paper stay what they were."""
    report: Report = sample(FORM)
    path = tmp_path / "a.docx"
    write_docx(report, FORM, path)
    document = docx.Document(str(path))
    declare(document, level(0, "chineseCounting", "%1、"))
    for paragraph in document.paragraphs:
        if paragraph.text[1:2] == "、" and paragraph.text[0] in "一二三四五六":
            paragraph.runs[0].text = paragraph.runs[0].text[2:]
            number(paragraph)
    document.save(str(path))
    found = read_back(path, report, FORM)
    assert found.differences == ()
