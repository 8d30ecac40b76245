"""The DOCX as Word reads it: official grid, styles, settings, properties, bytes."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.parfmt import CT_PPr
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from lxml import etree

from gi_desktop.document import page, write_docx
from gi_desktop.document.blocks import TextBlock, blocks
from gi_desktop.document.breaking import NO_END, NO_START
from gi_desktop.document.fonts import FontSet
from gi_desktop.form import Edition, current_edition
from gi_desktop.report.model import Report, new_report
from tests.document.samples import ORGAN, numbers, sample
from tests.strategies import reports
from tests.toy import TOY

FONTS = FontSet.discover(())
FORM = current_edition()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Cell = tuple[str, int, str]
"""Text without blanks, grid span, vertical merge."""


def docx_of(report: Report, form: Edition = FORM) -> bytes:
    buffer = io.BytesIO()
    assert write_docx(report, form, buffer, FONTS) == []
    return buffer.getvalue()


def opened(report: Report, form: Edition = FORM) -> Document:
    return docx.Document(io.BytesIO(docx_of(report, form)))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def grids(source: io.BytesIO | str) -> list[list[list[Cell]]]:
    """Tables as rows of cells as the file has them, merged ones included."""
    return [
        [[_cell(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in docx.Document(source).element.body.iter(f"{W}tbl")
    ]


def _cell(cell: etree._Element) -> Cell:
    text = "".join("".join(piece.text or "" for piece in cell.iter(f"{W}t")).split())
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return (
        text,
        1 if span is None else int(span.get(f"{W}val")),
        "" if merge is None else merge.get(f"{W}val", "continue"),
    )


def size_of(document: Document, paragraph: etree._Element) -> int:
    """Half points of a paragraph's text: its style's, or that of the style it is based on."""
    assert paragraph.find(f".//{W}rPr") is None
    wanted = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    style = next(style for style in document.styles.element if style.get(f"{W}styleId") == wanted)
    while (size := style.find(f"{W}rPr/{W}sz")) is None:
        wanted = style.find(f"{W}basedOn").get(f"{W}val")
        style = next(s for s in document.styles.element if s.get(f"{W}styleId") == wanted)
    return int(size.get(f"{W}val"))


def properties_of(paragraph: Paragraph) -> CT_PPr:
    found = paragraph._p.pPr
    assert found is not None
    return found


def prose(document: Document) -> list[Paragraph]:
    """Headings and body text: everything but title, signature, and the end of a last table."""
    others = ("Title", "落款", "成文日期", "表后")
    return [p for p in document.paragraphs if p.style and p.style.name not in others]


# The official form --------------------------------------------------------------------------


def test_the_tables_are_those_of_the_official_template(official_template: Path) -> None:
    ours = grids(io.BytesIO(docx_of(new_report(FORM))))
    official = grids(str(official_template))
    assert len(ours) == len(official) == 3
    for our_table, official_table in zip(ours, official, strict=True):
        assert len(our_table) == len(official_table)
        for our_row, official_row in zip(our_table, official_table, strict=True):
            assert our_row == official_row


def test_captions_are_shaded_as_on_the_official_template(official_template: Path) -> None:
    def shades(document: Document) -> list[str]:
        fills = [shd.get(f"{W}fill") for shd in document.element.body.iter(f"{W}shd")]
        return [fill for fill in fills if fill not in (None, "auto")]

    ours = shades(opened(new_report(FORM)))
    assert ours == shades(docx.Document(str(official_template))) == ["C6D9F1"] * 4


@pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
def test_columns_fill_the_text_and_cells_have_the_widths_of_their_columns(form: Edition) -> None:
    document = opened(sample(form), form)
    for table, declared in zip(document.element.body.iter(f"{W}tbl"), form.tables, strict=True):
        columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(columns) == page.twips(page.TEXT_WIDTH)
        total = sum(declared.widths)
        for width, ratio in zip(columns, declared.widths, strict=True):
            assert width == pytest.approx(sum(columns) * ratio / total, abs=1)
        for row in table.iter(f"{W}tr"):
            place = 0
            for cell in row.iter(f"{W}tc"):
                span = _cell(cell)[1]
                width = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w"))
                assert width == sum(columns[place : place + span])
                place += span
            assert place == len(columns)


def test_header_rows_repeat_and_no_row_is_cut(form: Edition) -> None:
    document = opened(sample(form), form)
    for table, declared in zip(document.tables, form.tables, strict=True):
        rows = list(table._tbl.iter(f"{W}tr"))
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert repeated == [number < declared.header_rows for number in range(len(rows))]
        for row in rows:
            properties = row.find(f"{W}trPr")
            assert properties.find(f"{W}cantSplit") is not None
            assert properties.find(f"{W}trHeight").get(f"{W}hRule") == "atLeast"


def test_a_table_that_fits_a_page_is_kept_on_one(form: Edition) -> None:
    for table in opened(sample(form), form).element.body.iter(f"{W}tbl"):
        *rows, last = table.iter(f"{W}tr")
        for row in rows:
            assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
        assert last.find(f".//{W}keepNext") is None


def test_no_number_is_broken_and_long_ones_are_smaller(form: Edition) -> None:
    document = opened(sample(form, **numbers(form, 12345678)), form)
    found = [
        paragraph
        for table in document.tables
        for paragraph in table._tbl.iter(f"{W}p")
        if "".join(text.text or "" for text in paragraph.iter(f"{W}t")) == "12345678"
    ]
    sizes = {size_of(document, paragraph) for paragraph in found}
    assert len(sizes) == 3  # roomy in table two, small in three and four
    assert max(sizes) == 21


# Text and styles ----------------------------------------------------------------------------


def test_paragraphs_carry_named_styles_and_nothing_else(form: Edition) -> None:
    report = sample(form)
    document = opened(report, form)
    made = [block for block in blocks(report, form) if isinstance(block, TextBlock)]
    names = {0: "公文正文", **{level: f"Heading {level}" for level in range(1, 5)}}
    found = prose(document)
    assert [paragraph.text for paragraph in found] == [block.text for block in made]
    for paragraph, block in zip(found, made, strict=True):
        before_table = block.level == 1 and block.place in [s.id for s in form.sections if s.table]
        name = "表前标题" if before_table else names[block.level]
        last = block is made[-1]
        assert paragraph.style is not None
        assert paragraph.style.name == ("正文末段" if last else name)
        assert [child.tag for child in properties_of(paragraph)] == [qn("w:pStyle")]
        for run in paragraph.runs:
            assert run._r.rPr is None


def test_headings_are_real_headings_for_the_navigation_pane(form: Edition) -> None:
    styles = opened(sample(form), form).styles
    for level in range(1, 5):
        style = styles[f"Heading {level}"].element
        assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)
        assert style.find(f"{W}aliases").get(f"{W}val") == f"{'一二三四'[level - 1]}级标题"
    above = styles["表前标题"]
    assert above.base_style == styles["Heading 1"]
    assert above.element.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "0"


def test_styles_set_the_page_of_the_standard(form: Edition) -> None:
    styles = opened(sample(form), form).styles
    normal = styles["Normal"].element
    spacing = normal.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert normal.find(f"{W}rPr/{W}spacing").get(f"{W}val") == "-5"
    assert normal.find(f"{W}rPr/{W}sz").get(f"{W}val") == "32"
    for name in (
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "snapToGrid",
    ):
        assert normal.find(f"{W}pPr/{W}{name}").get(f"{W}val") == "0"
    for name in ("widowControl", "kinsoku", "wordWrap"):
        assert normal.find(f"{W}pPr/{W}{name}").get(f"{W}val") is None  # on
    indent = styles["公文正文"].element.find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLine") == "630"


def test_every_style_names_one_font_for_chinese_and_latin(form: Edition) -> None:
    styles = part(docx_of(sample(form), form), "word/styles.xml")
    used = set()
    for fonts in styles.iter(f"{W}rFonts"):
        assert fonts.get(f"{W}hint") == "eastAsia"
        names = {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia")}
        assert len(names) == 1
        used |= names
    table = part(docx_of(sample(form), form), "word/fontTable.xml")
    listed = {font.get(f"{W}name"): font.find(f"{W}altName") for font in table}
    assert used <= set(listed)
    assert all(alternative is not None for alternative in listed.values())


def test_every_style_in_use_is_defined_once(form: Edition) -> None:
    data = docx_of(sample(form), form)
    ids = [style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")]
    assert len(ids) == len(set(ids))
    for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer2.xml"):
        for kind in ("pStyle", "tblStyle", "basedOn", "next"):
            for used in part(data, name).iter(f"{W}{kind}"):
                assert used.get(f"{W}val") in ids


def test_the_title_breaks_where_the_typesetter_breaks_it(form: Edition) -> None:
    first = opened(sample(form), form).paragraphs[0]
    assert first.style is not None
    assert first.style.name == "Title"
    assert first.text == f"{ORGAN}\n2025年政府信息公开工作年度报告"


def test_the_page_and_its_footers(form: Edition) -> None:
    data = docx_of(sample(form), form)
    document = docx.Document(io.BytesIO(data))
    (section,) = document.sections
    lengths = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    lengths += [section.left_margin, section.right_margin]
    assert [length and length.mm for length in lengths] == pytest.approx(
        [210, 297, 37, 35, 28, 26], abs=0.02
    )
    assert document.settings.odd_and_even_pages_header_footer
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        text = "".join(t.text or "" for t in paragraph._p.iter(f"{W}t", f"{W}instrText"))
        assert text == "—  PAGE 1 —"
        style = paragraph.style
        assert style is not None
        assert style.element.find(f"{W}pPr/{W}jc").get(f"{W}val") == align


def test_settings_are_those_of_a_chinese_document(form: Edition) -> None:
    found = part(docx_of(sample(form), form), "word/settings.xml")
    mode = found.find(f".//{W}compatSetting[@{W}name='compatibilityMode']")
    assert mode.get(f"{W}val") == "15"
    assert found.find(f"{W}themeFontLang").get(f"{W}eastAsia") == "zh-CN"
    assert found.find(f"{W}characterSpacingControl").get(f"{W}val") == "doNotCompress"
    assert found.find(f"{W}noLineBreaksBefore").get(f"{W}val") == NO_START
    assert found.find(f"{W}noLineBreaksAfter").get(f"{W}val") == NO_END


# Signature ----------------------------------------------------------------------------------


def signature(**fields: str) -> list[tuple[str, str, dict[str, str], int]]:
    """Text, alignment, indents and space above of the last two paragraphs, by their styles."""
    found = []
    for paragraph in opened(sample(FORM, signature=fields)).paragraphs[-2:]:
        assert [child.tag for child in properties_of(paragraph)] == [qn("w:pStyle")]
        style = paragraph.style
        assert style is not None
        properties = style.element.find(f"{W}pPr")
        indent = {
            key.removeprefix(W): value for key, value in properties.find(f"{W}ind").attrib.items()
        }
        align = properties.find(f"{W}jc").get(f"{W}val")
        before = int(properties.find(f"{W}spacing").get(f"{W}before"))
        found.append((paragraph.text, align, {k: v for k, v in indent.items() if v != "0"}, before))
    return found


def test_without_a_seal_the_name_is_measured_from_the_right_and_the_date_from_the_left() -> None:
    name, date = signature(name=ORGAN, date="2026年1月9日", seal="unsealed")
    assert name == (ORGAN, "right", {"right": "630"}, 579)
    text, align, indent, before = date
    assert (text, align, before) == ("2026年1月9日", "left", 0)
    start = page.twips(page.TEXT_WIDTH - (2 + len(ORGAN)) * page.CHARACTER)
    assert int(indent["left"]) == pytest.approx(start + 630, abs=10)


def test_with_a_seal_the_date_is_four_characters_in_and_the_name_centred() -> None:
    name, date = signature(name=ORGAN, date="2026年1月9日", seal="sealed")
    assert date == ("2026年1月9日", "right", {"right": "1260"}, 0)
    text, align, indent, before = name
    assert (text, align, before) == (ORGAN, "center", 2 * 579)
    assert int(indent["left"]) > 0


# The file -----------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes(form: Edition) -> None:
    first = docx_of(sample(form), form)
    assert docx_of(sample(form), form) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_properties_name_the_organ_and_no_person(form: Edition) -> None:
    data = docx_of(sample(form), form)
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.title == f"{ORGAN}2025年政府信息公开工作年度报告"
    assert properties.author == ORGAN
    assert properties.language == "zh-CN"
    assert (properties.last_modified_by, properties.comments, properties.created) == ("", "", None)


def test_a_very_long_title_does_not_break_the_properties(form: Edition) -> None:
    document = opened(sample(form, organ="长" * 400), form)
    assert len(document.core_properties.title) == 255


def test_every_part_is_listed_and_every_relationship_leads_somewhere(form: Edition) -> None:
    data = docx_of(sample(form), form)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        listed = set(
            re.findall(r'PartName="/([^"]+)"', package.read("[Content_Types].xml").decode())
        )
        targets = set(
            re.findall(r'Target="([^"]+)"', package.read("word/_rels/document.xml.rels").decode())
        )
    assert listed <= names
    assert {f"word/{target}" for target in targets} <= names


def test_a_report_that_ends_in_a_table_ends_in_a_paragraph() -> None:
    report = sample(TOY, signature={})
    body = opened(report, TOY).element.body
    assert [child.tag for child in list(body)[-3:]] == [qn("w:tbl"), qn("w:p"), qn("w:sectPr")]


@given(reports(FORM))
@settings(max_examples=40)
def test_any_report_can_be_written_and_opened(report: Report) -> None:
    document = docx.Document(io.BytesIO(docx_of(report)))
    made = [block.text for block in blocks(report, FORM) if isinstance(block, TextBlock)]
    assert [paragraph.text for paragraph in prose(document)] == made
