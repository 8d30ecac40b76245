"""The DOCX conforms to the format: an independent checker with Microsoft's rules reads it."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from gi_desktop.document import Furniture, write_docx
from gi_desktop.document.blocks import TextBlock, TitleBlock
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.typeset import PLAIN
from gi_desktop.document.word import draw_docx
from gi_desktop.form import Edition, current_edition
from gi_desktop.importing import import_file
from gi_desktop.report.model import Report, new_report
from tests.document.samples import ORGAN, numbers, prose, sample
from tests.document.test_tables import long_table

FORM = current_edition()
FONTS = FontSet.discover(())
SHEET = Furniture(
    (
        TitleBlock(("政府信息公开工作年度报告送审单",)),
        long_table(5, 3),
        TextBlock("一、核实（1 处）", 1),
        TextBlock("1.本年新收比上年增加 675%。"),
    ),
    header="送审稿　2026年1月9日 14:32",
    watermark="草稿",
)
NO_THEME = "relationships/theme' is missing"
"""The one thing the checker asks for that the format leaves open: a theme."""


def errors(data: bytes, folder: Path) -> list[str]:
    """What the checker has to say against a DOCX."""
    path = folder / "checked.docx"
    path.write_bytes(data)
    found = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors
    return [str(error) for error in found if NO_THEME not in error.description]


def made(report: Report, form: Edition = FORM, furniture: Furniture = PLAIN) -> bytes:
    buffer = io.BytesIO()
    write_docx(report, form, buffer, FONTS, furniture)
    return buffer.getvalue()


def parted() -> bytes:
    blocks = (TextBlock("办理情况"), long_table(80, 10))
    return draw_docx(blocks, FONTS, "报告", ORGAN, PLAIN)


SEALED = {"name": ORGAN, "date": "2026年1月9日", "seal": "sealed"}
CASES = {
    "empty": lambda: made(new_report(FORM, 2025)),
    "filled": lambda: made(sample(FORM)),
    "large": lambda: made(
        sample(
            FORM,
            **numbers(FORM, 12345678, "12345678.1234"),
            texts={name: prose(9, 3) for name in FORM.texts},
            signature=SEALED,
        )
    ),
    "marks": lambda: made(sample(FORM, organ='“&<>"局', texts={"overview": ["<w:t>&amp;\x07\t"]})),
    "proof": lambda: made(sample(FORM), furniture=SHEET),
    "sheet alone": lambda: made(sample(FORM), furniture=Furniture(SHEET.front)),
    "header alone": lambda: made(sample(FORM), furniture=Furniture(header="送审稿")),
    "parted": parted,
}


@pytest.mark.parametrize("name", CASES)
def test_the_docx_conforms_to_the_format(name: str, tmp_path: Path) -> None:
    assert errors(CASES[name](), tmp_path) == []


def test_real_reports_conform_to_the_format(real_reports: dict[str, Path], tmp_path: Path) -> None:
    for source in real_reports.values():
        assert errors(made(import_file(source, FORM).report), tmp_path) == []


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize(
    "part, container",
    [
        ("word/document.xml", "tblPr"),
        ("word/document.xml", "tcPr"),
        ("word/document.xml", "pPr"),
        ("word/document.xml", "sectPr"),
        ("word/styles.xml", "style"),
        ("word/styles.xml", "pPr"),
        ("word/styles.xml", "rPr"),
        ("word/settings.xml", "settings"),
        ("word/fontTable.xml", "font"),
        ("word/header1.xml", "p"),
        ("word/footer1.xml", "p"),
    ],
)
def test_the_checker_sees_what_is_out_of_order(part: str, container: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(sample(FORM), furniture=SHEET))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    tree = etree.fromstring(parts[part])
    mixed = next(
        element
        for element in tree.iter(f"{W}{container}")
        if len({child.tag for child in element}) > 1
    )
    mixed.append(mixed[0])
    parts[part] = etree.tostring(tree)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert errors(buffer.getvalue(), tmp_path)


# What the checker does not look at -----------------------------------------------------------


@pytest.mark.parametrize("name", ["filled", "proof"])
def test_every_part_has_its_type_and_is_reached(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(CASES[name]())) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        relations = {
            folder + relation.get("Target")
            for folder, path in (("", "_rels/.rels"), ("word/", "word/_rels/document.xml.rels"))
            for relation in etree.fromstring(package.read(path))
        }
        used = {
            value
            for element in etree.fromstring(package.read("word/document.xml")).iter()
            for key, value in element.attrib.items()
            if key.endswith("/relationships}id")
        }
        given = {
            relation.get("Id")
            for relation in etree.fromstring(package.read("word/_rels/document.xml.rels"))
        }
    listed = {element.get("PartName", "/").removeprefix("/") for element in types} - {""}
    assert listed == relations
    assert names == relations | {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
    }
    assert used <= given
    assert len(used) == (4 if name == "proof" else 2)


def test_properties_hold_nothing_but_title_organ_and_language() -> None:
    with zipfile.ZipFile(io.BytesIO(CASES["proof"]())) as package:
        core = etree.fromstring(package.read("docProps/core.xml"))
        app = etree.fromstring(package.read("docProps/app.xml"))
        everything = b"".join(package.read(name) for name in package.namelist())
    dc = "{http://purl.org/dc/elements/1.1/}"
    assert {element.tag: element.text for element in core} == {
        f"{dc}title": f"{ORGAN}2025年政府信息公开工作年度报告（送审稿）",
        f"{dc}creator": ORGAN,
        f"{dc}language": "zh-CN",
    }
    assert [element.text for element in app] == ["gi-desktop"]
    assert b"rsid" not in everything
    assert b"lastModifiedBy" not in everything
