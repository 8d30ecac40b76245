"""The PDF as other programs read it: text in order, fonts, outline, properties, bytes."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF

from gi_desktop.document import write_pdf
from gi_desktop.document.blocks import TableBlock, TextBlock, blocks
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.document.page import folio
from gi_desktop.document.typeset import typeset
from gi_desktop.form import Edition
from gi_desktop.report.exact_json import loads
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.serial import from_json
from tests.conftest import absent
from tests.document.samples import ORGAN, numbers, prose, sample
from tests.toy import TOY

BLANK = 3.0  # pt between characters that pdfplumber takes for a blank


def pdf_of(report: Report, form: Edition, fonts: FontSet) -> bytes:
    buffer = io.BytesIO()
    write_pdf(report, form, buffer, fonts)
    return buffer.getvalue()


@contextmanager
def opened(report: Report, form: Edition, fonts: FontSet) -> Iterator[PDF]:
    with pdfplumber.open(io.BytesIO(pdf_of(report, form, fonts))) as found:
        yield found


def pdftotext(data: bytes, folder: Path, *options: str) -> str:
    program = shutil.which("pdftotext")
    if not program:
        absent("pdftotext")
    path = folder / "report.pdf"
    path.write_bytes(data)
    command = [str(program), *options, "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_all_text_extracts_in_reading_order(form: Edition, fonts: FontSet, tmp_path: Path) -> None:
    report = sample(form, texts={name: prose(3) for name in form.texts})
    pages = typeset(blocks(report, form), fonts).pages
    expected = [[*(line.text for line in sheet.lines), folio(sheet.number)] for sheet in pages]
    with opened(report, form, fonts) as found:
        drawn = [squeezed("".join(char["text"] for char in page.chars)) for page in found.pages]
    assert drawn == [squeezed("".join(lines)) for lines in expected]
    raw = pdftotext(pdf_of(report, form, fonts), tmp_path, "-raw")
    assert squeezed(raw) == squeezed("".join(map("".join, expected)))


def test_prose_extracts_line_by_line_without_false_spaces(
    form: Edition, fonts: FontSet, tmp_path: Path
) -> None:
    report = sample(form, texts={"overview": prose(9)})
    expected = [
        line
        for sheet in typeset(blocks(report, form), fonts).pages
        for line in sheet.lines
        if line.cell is None
    ]
    extracted = pdftotext(pdf_of(report, form, fonts), tmp_path).splitlines()
    with opened(report, form, fonts) as found:
        plumbed = "\n".join(page.extract_text() for page in found.pages).splitlines()
    for line in expected:
        assert line.text in extracted
        # pdfplumber does not read the text written beside a spread line, and judges by the gaps.
        gaps = max(piece.char_space for piece in line.pieces)
        seen = plumbed if gaps < BLANK else list(map(squeezed, plumbed))
        assert line.text in seen


def test_table_rows_extract_row_by_row(form: Edition, fonts: FontSet) -> None:
    report = sample(form, **numbers(form, 12345))
    with opened(report, form, fonts) as found:
        grids = [table.extract() for page in found.pages for table in page.find_tables()]
    tables = [block for block in blocks(report, form) if isinstance(block, TableBlock)]
    assert len(grids) == len(tables)
    for grid, block in zip(grids, tables, strict=True):
        expected: list[list[str | None]] = [[None] * len(block.widths) for _ in range(block.rows)]
        for cell in block.cells:
            expected[cell.row][cell.column] = cell.text
        assert [[text and squeezed(text) for text in row] for row in grid] == expected


def test_the_same_report_gives_the_same_bytes(form: Edition, fonts: FontSet) -> None:
    first = pdf_of(sample(form), form, fonts)
    second = pdf_of(sample(form), form, FontSet.discover(()))
    assert first == second
    assert pdf_of(sample(form, year=2024), form, fonts) != first


def test_properties_name_the_title_the_organ_and_the_language(
    form: Edition, fonts: FontSet
) -> None:
    with opened(sample(form), form, fonts) as found:
        assert found.metadata["Title"] == f"{ORGAN}2025年政府信息公开工作年度报告"
        assert found.metadata["Author"] == ORGAN
        assert found.doc.catalog["Lang"] == b"zh-CN"
        assert found.pages[0].width == pytest.approx(595.3)


def test_the_outline_lists_the_headings_by_level(form: Edition, fonts: FontSet) -> None:
    with opened(sample(form), form, fonts) as found:
        listed = [(level, title) for level, title, *_ in found.doc.get_outlines()]
    prose_headings = [(2, "（一）主动公开情况"), (3, "1.公开数量"), (4, "（1）网站公开数量")]
    headings = [(1, section.heading) for section in form.sections]
    assert [entry for entry in listed if entry in headings] == headings
    at = listed.index((1, form.sections[0].heading))
    assert listed[at + 1 : at + 4] == prose_headings


def test_an_outline_that_skips_a_level_is_closed_up(form: Edition, fonts: FontSet) -> None:
    texts = {"overview": [{"level": 4, "text": "（1）直接到四级"}]}
    with opened(sample(form, texts=texts), form, fonts) as found:
        listed = [(level, title) for level, title, *_ in found.doc.get_outlines()]
    assert (2, "（1）直接到四级") in listed


def test_every_font_is_an_embedded_subset(form: Edition, fonts: FontSet) -> None:
    with opened(sample(form), form, fonts) as found:
        seen: dict[str, Any] = {}
        for page in found.pages:
            for font in resolve1(page.page_obj.resources["Font"]).values():
                described = resolve1(font)
                seen[str(described["BaseFont"])] = resolve1(described["FontDescriptor"])
    assert len(seen) > 4
    for name, descriptor in seen.items():
        assert "+" in name
        assert "FontFile2" in descriptor


def test_an_empty_report_is_a_pdf_too(form: Edition, fonts: FontSet) -> None:
    with opened(new_report(form), form, fonts) as found:
        text = squeezed("".join(page.extract_text() for page in found.pages))
    for section in form.sections:
        assert section.heading in text


def test_an_edition_of_another_shape_is_a_pdf_too(fonts: FontSet) -> None:
    with opened(sample(TOY), TOY, fonts) as found:
        assert [t.extract()[5][2] for page in found.pages for t in page.find_tables()] == [
            "128356.6505"
        ]


def test_characters_outside_the_plane_extract(form: Edition, fonts: FontSet) -> None:
    rare = next(
        char for char in map(chr, range(0x20000, 0x2A6D0)) if not fonts.missing(char, Role.BODY)
    )
    report = sample(form, texts={"preface": [f"名字是{rare}和䶮。"]})
    with opened(report, form, fonts) as found:
        assert f"名字是{rare}和䶮。" in found.pages[0].extract_text()


def test_missing_characters_are_told(form: Edition, fonts: FontSet) -> None:
    report = sample(form, texts={"preface": ["名字是\U0010fffd。"]})
    (note,) = write_pdf(report, form, io.BytesIO(), fonts)
    assert "U+10FFFD" in note
    assert write_pdf(sample(form), form, io.BytesIO(), fonts) == []


def test_real_reports_extract_whole(
    real_reports: dict[str, Path], form: Edition, fonts: FontSet
) -> None:
    for name, source in real_reports.items():
        expected = loads((source.parent / f"{name}.expected.json").read_text(encoding="utf-8"))
        report = from_json(expected, form)
        with opened(report, form, fonts) as found:
            drawn = squeezed("".join(c["text"] for page in found.pages for c in page.chars))
        pages = typeset(blocks(report, form), fonts).pages
        assert drawn == squeezed(
            "".join(f"{''.join(line.text for line in p.lines)}{folio(p.number)}" for p in pages)
        )


def joined(text: str) -> str:
    """The text of all pages in one line, without the page numbers."""
    lines = [line.strip("\f") for line in text.splitlines()]
    return "".join(line for line in lines if not re.fullmatch("— \\d+ —", line))


def test_paragraphs_of_real_reports_extract_letter_for_letter(
    real_reports: dict[str, Path], form: Edition, fonts: FontSet, tmp_path: Path
) -> None:
    for name, source in real_reports.items():
        expected = loads((source.parent / f"{name}.expected.json").read_text(encoding="utf-8"))
        report = from_json(expected, form)
        data = pdf_of(report, form, fonts)
        pages = pypdfium2.PdfDocument(data)
        texts = (
            "\n".join(page.get_textpage().get_text_range() for page in pages),
            pdftotext(data, tmp_path, "-raw"),
        )
        for block in blocks(report, form):
            if isinstance(block, TextBlock):
                assert all(block.text in joined(text) for text in texts)
