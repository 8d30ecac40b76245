"""What the program exports comes back whole; Word and PDF go through the same matcher as text."""

import contextlib
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from gi_desktop.document import Furniture, write_docx, write_pdf
from gi_desktop.document.blocks import TableBlock, TableCell, TextBlock, TitleBlock
from gi_desktop.document.proof import proof
from gi_desktop.form import Edition, LabelRole, current_edition
from gi_desktop.importing import ImportFailedError, import_file
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report
from gi_desktop.report.prose import Paragraph
from gi_desktop.report.source import MarkKind
from gi_desktop.report.values import Raw
from tests.importing.helpers import compare, sample
from tests.toy import TOY

FORM = current_edition()
WRITERS = {"pdf": write_pdf, "docx": write_docx}


def with_headings(report: Report, form: Edition) -> Report:
    """The report with a heading of each level in its first section's text."""
    text_id = form.sections[0].text
    body = report.text(text_id)
    text = (
        Paragraph.of("（一）主动公开情况", 2),
        body[0],
        Paragraph.of("1.制度建设", 3),
        body[1],
        Paragraph.of("（1）人员培训", 4),
        body[2],
    )
    return report.replace(texts={**report.texts, text_id: text})


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("form", [FORM, TOY], ids=["official", "toy"])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_exported_report_comes_back_whole(
    kind: str, form: Edition, seed: int, tmp_path: Path
) -> None:
    report = with_headings(sample(form, seed), form)
    path = tmp_path / f"report.{kind}"
    assert WRITERS[kind](report, form, path) == []
    found = import_file(path, form)
    assert found.notes == ()
    assert found.report.cells == report.cells
    assert found.report.texts == report.texts
    assert found.report.organ.name == report.organ.name
    assert found.report.year == report.year
    assert found.report.title == ""
    assert found.report.signature == report.signature
    assert found.source.kind == kind
    assert {mark.kind for mark in found.source.marks.values()} == {MarkKind.READ}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_hyphen_at_the_end_of_a_line_is_kept(kind: str, tmp_path: Path) -> None:
    texts = [f"{'一' * count}网址是www.yunxi-example.gov.cn，可以查阅。" for count in range(12, 28)]
    report = sample(FORM, 1)
    text = tuple(Paragraph.of(line) for line in texts)
    report = report.replace(texts={**report.texts, FORM.sections[0].text: text})
    path = tmp_path / f"report.{kind}"
    WRITERS[kind](report, FORM, path)
    assert import_file(path, FORM).report.texts == report.texts


def test_a_proof_comes_back_without_what_stands_around_the_report(tmp_path: Path) -> None:
    report = with_headings(sample(FORM, 1), FORM)
    cells = (
        TableCell(0, 0, 1, 1, "报告机关", LabelRole.ROW, centred=True),
        TableCell(0, 1, 1, 1, "某某省人民政府", LabelRole.NOTE, centred=False),
    )
    front = (
        TitleBlock(("2019年政府信息公开工作年度报告", "送审单")),
        TableBlock("sign_off", cells, (1, 3), 1, 0),
        TextBlock("一、总体情况", 1),
        TextBlock("1.表三“自然人”列不平。"),
    )
    path = tmp_path / "proof.docx"
    furniture = Furniture(front, header="送审稿", watermark="草稿")
    write_docx(report, FORM, path, furniture=furniture)
    found = import_file(path, FORM)
    assert found.report.cells == report.cells
    assert found.report.texts == report.texts
    assert found.report.organ.name == report.organ.name
    assert found.report.year == report.year
    assert found.report.signature == report.signature


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("severity", [None, Severity.HINT, Severity.ERROR])
def test_a_proof_comes_back_as_its_report(
    kind: str, severity: Severity | None, tmp_path: Path
) -> None:
    report = with_headings(sample(FORM, 1), FORM)
    finding = Finding("x", severity or Severity.HINT, "三、表三“自然人”列不平。")
    findings = [(finding, "已核对。")] * 30 if severity else []
    at = datetime(2026, 1, 9, 14, 32, tzinfo=UTC)
    path = tmp_path / f"proof.{kind}"
    WRITERS[kind](report, FORM, path, furniture=proof(report, FORM, findings, at))
    found = import_file(path, FORM)
    assert found.notes == ()
    assert found.report.cells == report.cells
    assert found.report.texts == report.texts
    assert found.report.organ.name == report.organ.name
    assert found.report.signature == report.signature


def test_a_pdf_that_only_mentions_a_proof_is_read_whole(tmp_path: Path) -> None:
    report = sample(FORM, 1)
    path = tmp_path / "report.pdf"
    mark = "送审稿\u30002026年1月9日 14:32"
    write_pdf(report, FORM, path, furniture=Furniture((), header=mark))
    assert import_file(path, FORM).report.cells == report.cells
    text_id = FORM.sections[0].text
    named = report.replace(texts={text_id: (Paragraph.of("送审稿已经附上送审单"),)})
    write_pdf(named, FORM, path)
    assert import_file(path, FORM).report.texts[text_id] == named.texts[text_id]


def test_an_empty_cell_of_a_word_table_comes_back_empty(tmp_path: Path) -> None:
    report = sample(FORM, 1)
    empty = {
        "disclosure.rules.repealed",
        "applications.granted.natural",
        "review.reconsideration.upheld",
    }
    cells = {cell: value for cell, value in report.cells.items() if cell not in empty}
    path = tmp_path / "report.docx"
    write_docx(report.replace(cells=cells), FORM, path)
    found = import_file(path, FORM)
    assert found.report.cells == cells
    marks = found.source.marks
    assert all(marks[cell].kind is MarkKind.NOT_FOUND for cell in empty)


def test_an_empty_cell_in_a_pdf_never_moves_a_number(tmp_path: Path) -> None:
    report = sample(FORM, 1)
    empty = {
        "disclosure.rules.repealed",
        "applications.granted.business",
        "review.reconsideration.upheld",
    }
    cells = {cell: value for cell, value in report.cells.items() if cell not in empty}
    path = tmp_path / "report.pdf"
    write_pdf(report.replace(cells=cells), FORM, path)
    found = compare(report.replace(cells=cells), FORM, import_file(path, FORM))
    assert not found.wrong


def test_a_word_table_made_by_others_is_read_row_by_row(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("二、主动公开政府信息情况")
    rows = [
        ("第二十条第（一）项", "", "", ""),
        ("信息内容", "本年制作件数", "本年废止件数", "现行有效件数"),
        ("规 章", "/", "1，200", ""),
        ("规范性文件", "约5", "0", "12a"),
    ]
    table = document.add_table(len(rows), 4)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[0].cells[0].merge(table.rows[0].cells[3])
    path = tmp_path / "other.docx"
    document.save(str(path))
    found = import_file(path, FORM)
    assert found.report.cells == {
        "disclosure.rules.issued": Raw("/"),
        "disclosure.rules.repealed": 1200,
        "disclosure.normative.issued": Raw("约5"),
        "disclosure.normative.repealed": 0,
        "disclosure.normative.in_force": Raw("12a"),
    }
    assert found.source.marks["disclosure.rules.in_force"].kind is MarkKind.NOT_FOUND


def test_heading_styles_of_word_give_levels(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("一、总体情况", 1)
    document.add_heading("做法与成效", 2)
    document.add_paragraph("（一）这是正文，不是标题")
    path = tmp_path / "levels.docx"
    document.save(str(path))
    text = import_file(path, FORM).report.text("overview")
    assert text == (Paragraph.of("做法与成效", 2), Paragraph.of("（一）这是正文，不是标题"))


def test_without_heading_styles_numbers_and_brevity_tell_headings(tmp_path: Path) -> None:
    document = Document()
    for line in ("一、总体情况", "（一）主动公开", "本年公开信息若干条，群众满意。"):
        document.add_paragraph(line)
    path = tmp_path / "plain.docx"
    document.save(str(path))
    text = import_file(path, FORM).report.text("overview")
    assert [paragraph.level for paragraph in text] == [2, 0]


def test_the_blank_official_template_gives_an_empty_report(official_template: Path) -> None:
    found = import_file(official_template, FORM)
    assert not found.report.cells
    assert not found.report.texts.keys() - {FORM.preface}
    assert len(found.source.marks) == len(FORM.cells)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_cut_off_document_gives_nothing_wrong(kind: str, share: float, tmp_path: Path) -> None:
    path = tmp_path / f"report.{kind}"
    WRITERS[kind](sample(FORM, 1), FORM, path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    # A PDF reader may rebuild a damaged file: then nothing wrong may come of it.
    with contextlib.suppress(ImportFailedError):
        assert compare(sample(FORM, 1), FORM, import_file(path, FORM)).wrong == {}


def test_a_scanned_pdf_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    canvas.rect(50, 50, 100, 100)
    canvas.save()
    with pytest.raises(ImportFailedError, match="扫描件"):
        import_file(path, FORM)


def test_a_word_file_without_a_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.docx"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    path.write_bytes(buffer.getvalue())
    with pytest.raises(ImportFailedError, match="损坏"):
        import_file(path, FORM)
