"""A proof as DOCX: the sheet in front, the line above, the word across; and parted tables."""

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from lxml import etree

from gi_desktop.document import Furniture, page, write_docx
from gi_desktop.document.blocks import TextBlock, blocks
from gi_desktop.document.fitting import Fitter
from gi_desktop.document.fonts import FontSet, Role, word_font
from gi_desktop.document.typeset import PLAIN, table_parts
from gi_desktop.document.word import draw_docx
from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from gi_desktop.resources import resource
from tests.document.samples import ORGAN, sample
from tests.document.test_tables import long_table
from tests.document.test_word_schema import SHEET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"


def written(report: Report, form: Edition, fonts: FontSet, furniture: Furniture = PLAIN) -> bytes:
    buffer = io.BytesIO()
    write_docx(report, form, buffer, fonts, furniture)
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def proof(form: Edition, fonts: FontSet) -> bytes:
    return written(sample(form), form, fonts, SHEET)


def text_of(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


# What stands around a proof -------------------------------------------------------------------


def test_the_final_version_has_none_of_it(form: Edition, fonts: FontSet) -> None:
    data = written(sample(form), form, fonts)
    found = parts(data)
    assert not [name for name in found if "header" in name]
    everything = b"".join(found.values()).decode()
    for trace in ("headerReference", "送审", "草稿", "v:shape", "pgNumType", "nextPage"):
        assert trace not in everything
    assert len(opened(data).sections) == 1


def test_the_sheet_is_a_section_without_page_numbers_and_the_report_counts_from_one(
    proof: bytes,
) -> None:
    sheet, report = opened(proof).element.body.iter(f"{W}sectPr")
    last = sheet.getparent().getparent()
    assert [TextBlock(text_of(last))] == list(SHEET.front[-1:])
    assert sheet.find(f"{W}footerReference") is None
    assert len(sheet.findall(f"{W}headerReference")) == 2
    assert report.find(f"{W}type").get(f"{W}val") == "nextPage"
    assert report.find(f"{W}pgNumType").get(f"{W}start") == "1"
    assert len(report.findall(f"{W}footerReference")) == 2
    for name in ("pgSz", "pgMar"):
        assert dict(sheet.find(f"{W}{name}").attrib) == dict(report.find(f"{W}{name}").attrib)


def test_a_sheet_that_ends_in_a_table_ends_in_a_paragraph(form: Edition, fonts: FontSet) -> None:
    furniture = Furniture((long_table(4, 2),))
    body = opened(written(sample(form), form, fonts, furniture)).element.body
    table, ending = list(body)[:2]
    assert (table.tag, ending.tag) == (f"{W}tbl", f"{W}p")
    assert ending.find(f"{W}pPr/{W}sectPr") is not None


def test_headings_of_the_sheet_are_none_of_the_outline(proof: bytes, form: Edition) -> None:
    document = opened(proof)
    levels = {}
    for paragraph in document.paragraphs:
        style = paragraph.style
        while style is not None and (level := style.element.find(f"{W}pPr/{W}outlineLvl")) is None:
            style = style.base_style
        if style is not None and int(level.get(f"{W}val")) < 9:
            levels[paragraph.text] = int(level.get(f"{W}val"))
    assert [text for text, level in levels.items() if level == 0] == [
        section.heading for section in form.sections
    ]


def test_all_of_the_sheet_has_styles_of_its_own(proof: bytes) -> None:
    document = opened(proof)
    count = len(SHEET.front) - 1  # without the table
    names = [p.style.name or "" for p in document.paragraphs if p.style]
    assert all(name.startswith("送审单") for name in names[:count])
    assert not any(name.startswith("送审单") for name in names[count:])
    tables = [table.style.name for table in document.tables if table.style]
    assert tables == ["送审单表格", "年报表格", "年报表格", "年报表格"]


@pytest.mark.parametrize("name", ["word/header1.xml", "word/header2.xml"])
def test_every_page_has_the_line_and_the_word(proof: bytes, name: str) -> None:
    header = etree.fromstring(parts(proof)[name])
    assert "".join(text.text for text in header.iter(f"{W}t")) == SHEET.header
    (shape,) = header.iter(f"{V}shape")
    assert shape.find(f"{V}textpath").get("string") == SHEET.watermark
    assert word_font(page.WATERMARK_ROLE).name in shape.find(f"{V}textpath").get("style")
    assert shape.get("fillcolor") == f"#{page.WATERMARK_COLOUR.lower()}"
    style = dict(part.split(":") for part in shape.get("style").split(";"))
    assert int(style["z-index"]) < 0  # behind the text
    assert style["rotation"] == "315"
    assert (style["width"], style["height"]) == ("240pt", "120pt")
    for way in ("horizontal", "vertical"):
        assert style[f"mso-position-{way}"] == "center"
        assert style[f"mso-position-{way}-relative"] == "page"


def test_the_line_stands_where_the_pdf_has_it(proof: bytes) -> None:
    document = opened(proof)
    (paragraph,) = document.sections[0].header.paragraphs
    style = paragraph.style
    assert style is not None
    size = style.element.find(f"{W}rPr/{W}sz").get(f"{W}val")
    assert int(size) / 2 == page.HEADER_SIZE
    assert style.element.find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"
    pitch = int(style.element.find(f"{W}pPr/{W}spacing").get(f"{W}line")) / 20
    for section in document.sections:
        distance = section.header_distance
        assert distance is not None
        baseline = distance.pt + page.BASELINE * pitch
        assert baseline == pytest.approx(page.HEADER_BASELINE, abs=0.05)


def test_a_line_without_a_word_and_a_word_without_a_line(form: Edition, fonts: FontSet) -> None:
    line = parts(written(sample(form), form, fonts, Furniture(header="送审稿")))
    assert b"v:shape" not in line["word/header1.xml"]
    assert b"pgNumType" not in line["word/document.xml"]
    word = parts(written(sample(form), form, fonts, Furniture(watermark="草稿")))
    assert b"v:shape" in word["word/header1.xml"]
    assert b"w:t " not in word["word/header1.xml"]


def test_marks_in_the_line_are_text(form: Edition, fonts: FontSet) -> None:
    furniture = Furniture(header="<\"&'>", watermark="<\"&'>")
    header = etree.fromstring(
        parts(written(sample(form), form, fonts, furniture))["word/header1.xml"]
    )
    assert "".join(header.itertext()) == furniture.header
    (path,) = (found for found in header.iter(f"{V}textpath") if found.get("string"))
    assert path.get("string") == furniture.watermark


def test_the_same_proof_gives_the_same_bytes(form: Edition, fonts: FontSet, proof: bytes) -> None:
    assert written(sample(form), form, fonts, SHEET) == proof


# Tables that pages part -------------------------------------------------------------------


@pytest.mark.parametrize("rows, group", [(80, 10), (61, 59), (200, 3)])
def test_a_label_is_repeated_where_a_page_parts_its_table(
    fonts: FontSet, rows: int, group: int
) -> None:
    made = (TextBlock("正文。" * 40), TextBlock("一、办理", 1), long_table(rows, group))
    begins = table_parts(Fitter(fonts).fit(made), fonts)[2]
    assert begins
    document = opened(draw_docx(made, fonts, "", ORGAN, PLAIN))
    found = list(document.tables[0]._tbl.iter(f"{W}tr"))
    for number, row in enumerate(found):
        label = next(row.iter(f"{W}tc"))
        merge = label.find(f"{W}tcPr/{W}vMerge")
        goes_on = number > 2 and (number - 2) % group != 0
        if number in begins and goes_on:
            assert merge.get(f"{W}val") == "restart"
            assert text_of(label).endswith("办理")
        elif goes_on:
            assert merge.get(f"{W}val") == "continue"
            assert not text_of(label)
        kept = all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
        assert kept == (number + 1 not in (*begins, rows))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found[:3]] == [1, 1, 0]


# Fonts --------------------------------------------------------------------------------------


def test_other_fonts_for_the_pdf_do_not_change_those_that_the_docx_names(
    form: Edition, fonts: FontSet, tmp_path: Path
) -> None:
    for name in ("simfang.ttf", "simsun.ttf", "simkai.ttf"):
        shutil.copy(resource("fonts", "heiti.ttf"), tmp_path / name)
    other = FontSet.discover((tmp_path,))
    assert not other.source(Role.BODY).bundled
    ours, theirs = (parts(written(sample(form), form, used)) for used in (fonts, other))
    assert ours["word/fontTable.xml"] == theirs["word/fontTable.xml"]
    names = [
        {found.get(f"{W}eastAsia") for found in etree.fromstring(styles).iter(f"{W}rFonts")}
        for styles in (ours["word/styles.xml"], theirs["word/styles.xml"])
    ]
    assert names[0] == names[1] == {word_font(role).name for role in Role}


def test_prose_is_written_whole_whether_a_table_is_parted_or_not(
    form: Edition, fonts: FontSet
) -> None:
    report = sample(form)
    texts = [block.text for block in blocks(report, form) if isinstance(block, TextBlock)]
    whole = opened(written(report, form, fonts))
    extended = draw_docx((*blocks(report, form), long_table(80, 9)), fonts, "", ORGAN, PLAIN)
    for document in (whole, opened(extended)):
        found = [p.text for p in document.paragraphs]
        assert [text for text in found if text in texts] == texts
