"""Our own document, changed in Word: what was changed is found, and nothing else is."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph

from gi_desktop.document import write_docx
from gi_desktop.form import Edition, current_edition
from gi_desktop.importing import ImportFailedError
from gi_desktop.importing.read_back import ReadBack, loosely, read_back
from gi_desktop.importing.remarks import read_remarks
from gi_desktop.report.difference import edit_of
from gi_desktop.report.model import Report, Seal, Signature
from gi_desktop.report.prose import CellRun, Paragraph, TextRun
from tests.importing.helpers import sample
from tests.toy import TOY

FORM = current_edition()
RECEIVED = "applications.received.natural"
REFERRING = Paragraph(
    runs=(TextRun(text="本年新收申请"), CellRun(cell=RECEIVED), TextRun(text="件，都已答复。"))
)
SECOND = Paragraph.of("丰富公开平台，完善栏目设置。做好保密审查工作，确保合法合规。")


def draft() -> Report:
    report = sample(FORM)
    texts = {**report.texts, "overview": (Paragraph.of("主动公开", 2), REFERRING, SECOND)}
    signature = report.signature.replace(seal=Seal.SEALED)
    return report.replace(texts=texts, signature=signature, cells={**report.cells, RECEIVED: 40})


Change = Callable[[Document], object]


def changed(tmp_path: Path, change: Change, report: Report | None = None) -> ReadBack:
    """Write the document of a draft, change it as in Word, and read it back."""
    report = report or draft()
    path = tmp_path / "报告.docx"
    write_docx(report, FORM, path)
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))
    return read_back(path, report, FORM)


def said(found: ReadBack) -> list[tuple[str, str, str]]:
    return [(one.place, one.old, one.new) for one in found.differences if not one.follows]


def carried(found: ReadBack) -> Report:
    report = draft()
    return edit_of(found.differences, report, found.found, FORM, key=loosely).apply(report)


def paragraph(document: Document, words: str) -> WordParagraph:
    return next(one for one in document.paragraphs if words in one.text)


def rewrite(document: Document, old: str, new: str) -> None:
    one = paragraph(document, old)
    text = one.text.replace(old, new)
    for run in one.runs[1:]:
        run._element.getparent().remove(run._element)
    one.runs[0].text = text


def set_cell(document: Document, old: str, new: str, label: str = "新收") -> None:
    """Change the first cell with that number in the row of a label."""
    for table in document.tables:
        for row in table.rows:
            if any(label in cell.text for cell in row.cells):
                for cell in row.cells:
                    if cell.text.strip() == old:
                        cell.paragraphs[0].runs[0].text = new
                        return
    raise AssertionError(old)


@pytest.mark.parametrize("form", [FORM, TOY], ids=["official", "toy"])
def test_an_unchanged_document_has_no_changes(form: Edition, tmp_path: Path) -> None:
    report = draft() if form is FORM else sample(TOY)
    path = tmp_path / "报告.docx"
    write_docx(report, form, path)
    found = read_back(path, report, form)
    assert found.differences == ()
    assert found.unread == ()
    assert found.remarks == ()
    assert found.stranger == ""


def test_a_changed_number_is_carried_over_and_prose_follows(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        set_cell(document, "40", "41")
        rewrite(document, "本年新收申请40件", "本年新收申请41件")

    found = changed(tmp_path, change)
    assert ("表三“一、本年新收·自然人”", "40", "41") in said(found)
    after = carried(found)
    assert after.stored(RECEIVED) == 41
    assert after.text("overview")[1] == REFERRING


def test_a_changed_sentence_keeps_its_reference(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda word: rewrite(word, "都已答复", "都已依法答复"))
    assert said(found) == [
        ("第一部分第 2 段", "本年新收申请40件，都已答复。", "本年新收申请40件，都已依法答复。")
    ]
    (_, reference, _) = carried(found).text("overview")[1].runs
    assert reference == CellRun(cell=RECEIVED)


def test_sentences_and_paragraphs_put_in_and_taken_out(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        rewrite(document, "做好保密审查工作，确保合法合规。", "")
        body = paragraph(document, "丰富公开平台")
        body.insert_paragraph_before("全年没有发生行政复议。", body.style)

    found = changed(tmp_path, change)
    assert said(found) == [
        ("第一部分第 2 段后面", "", "全年没有发生行政复议。"),
        ("第一部分第 3 段第 2 句", "做好保密审查工作，确保合法合规。", ""),
    ]


def test_title_and_signature_are_read_and_the_room_for_a_seal_stays(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda word: rewrite(word, "2024年1月15日", "2024年1月18日"))
    assert said(found) == [("落款日期", "2024年1月15日", "2024年1月18日")]
    assert carried(found).signature.seal is Seal.SEALED


def test_an_emptied_cell_is_a_change_to_accept(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda word: set_cell(word, "40", ""))
    assert ("表三“一、本年新收·自然人”", "40", "") in said(found)
    assert not [one for one in found.unread if "自然人" in one]
    assert RECEIVED not in carried(found).cells


def test_a_number_that_cannot_be_read_is_named_and_stays(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda word: set_cell(word, "40", "40 41"))
    assert RECEIVED not in {one.cell for one in found.differences}
    assert any(
        "表三“一、本年新收·自然人”没有读到" in one and "保留 40" in one for one in found.unread
    )
    assert carried(found).stored(RECEIVED) == 40


def test_a_table_taken_out_leaves_every_cell(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        for table in document.tables:
            table._element.getparent().remove(table._element)

    found = changed(tmp_path, change)
    assert not [one for one in found.differences if one.cell]
    assert len(found.unread) >= len(draft().cells)


def take_out(document: Document, *words: str) -> None:
    for one in words:
        element = paragraph(document, one)._element
        element.getparent().remove(element)


OVERVIEW = ("主动公开", "本年新收申请", "丰富公开平台，完善栏目设置。做好")


def test_a_section_emptied_below_its_heading_is_a_change_to_accept(tmp_path: Path) -> None:
    found = changed(tmp_path, lambda word: take_out(word, *OVERVIEW))
    assert found.unread == ()
    gone = [one for one in found.differences if one.text == "overview"]
    assert [one.new for one in gone] == ["", "", ""]
    assert carried(found).text("overview") == ()
    report = draft()
    one_alone = edit_of(gone[:1], report, found.found, FORM, key=loosely).apply(report)
    assert one_alone.text("overview") == report.text("overview")[1:]


def test_a_section_whose_heading_is_gone_too_stays(tmp_path: Path) -> None:
    heading = FORM.sections[0].heading
    found = changed(tmp_path, lambda word: take_out(word, heading, *OVERVIEW))
    assert "第一部分没有读到文字，保留原来的。" in found.unread
    assert not [one for one in found.differences if one.text == "overview"]


def test_a_preface_taken_out_is_a_change_to_accept(tmp_path: Path) -> None:
    first = draft().text(FORM.preface)

    def change(document: Document) -> None:
        take_out(document, *(one.resolve(lambda _: None)[:12] for one in first))

    found = changed(tmp_path, change)
    assert {one.text for one in found.differences} == {FORM.preface}
    assert carried(found).text(FORM.preface) == ()


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    w = nsdecls("w")
    who = 'w:id="9" w:author="x" w:date="2025-01-01T00:00:00Z"'

    def change(document: Document) -> None:
        one = paragraph(document, "丰富公开平台")
        run = one.runs[0]
        run.text = "丰富公开平台，"
        for extra in one.runs[1:]:
            extra._element.getparent().remove(extra._element)
        one._element.append(
            parse_xml(f"<w:del {w} {who}><w:r><w:delText>完善栏目设置。</w:delText></w:r></w:del>")
        )
        one._element.append(
            parse_xml(f"<w:ins {w} {who}><w:r><w:t>完善全部栏目。</w:t></w:r></w:ins>")
        )
        one._element.append(
            parse_xml(f"<w:r {w}><w:t>做好保密审查工作，确保合法合规。</w:t></w:r>")
        )

    found = changed(tmp_path, change)
    assert said(found) == [
        (
            "第一部分第 3 段第 1 句",
            "丰富公开平台，完善栏目设置。",
            "丰富公开平台，完善全部栏目。",
        )
    ]


def test_paragraphs_joined_by_a_tracked_change_are_one(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        one = paragraph(document, "本年新收申请")
        properties = one._element.get_or_add_pPr()
        mark = parse_xml(
            f'<w:rPr {nsdecls("w")}><w:del w:id="9" w:author="x" '
            'w:date="2025-01-01T00:00:00Z"/></w:rPr>'
        )
        for old in properties.findall(qn("w:rPr")):
            properties.remove(old)
        properties.append(mark)

    found = changed(tmp_path, change)
    after = carried(found).text("overview")
    assert len(after) == 2
    assert after[1].resolve({RECEIVED: 40}.get) == (
        "本年新收申请40件，都已答复。" + SECOND.resolve(lambda _: None)
    )


def test_comments_are_shown_with_the_words_they_are_about(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        runs = paragraph(document, "丰富公开平台").runs
        document.add_comment(runs, text="请补充一个例子", author="局长", initials="J")

    found = changed(tmp_path, change)
    assert found.differences == ()
    assert found.remarks == (
        "“丰富公开平台，完善栏目设置。做好保密审查……”处的批注：请补充一个例子",
    )
    assert "局长" not in "".join(found.remarks)


def test_the_document_of_another_report_is_told(tmp_path: Path) -> None:
    report = draft()
    path = tmp_path / "报告.docx"
    write_docx(report, FORM, path)
    other = report.replace(organ=report.organ.replace(name="另一个局"))
    assert read_back(path, other, FORM).stranger == (
        "这个文件是“某某市人民政府办公室”的报告，打开的是“另一个局”的，可能选错了文件。"
    )
    assert read_back(path, report.replace(year=2021), FORM).stranger == (
        "这个文件是2023 年的报告，打开的是2021 年的，可能选错了文件。"
    )
    assert read_back(path, report.replace(year=None), FORM).stranger == ""


def test_a_signature_that_was_put_in_is_found(tmp_path: Path) -> None:
    report = draft()
    path = tmp_path / "报告.docx"
    write_docx(report, FORM, path)
    unsigned = report.replace(signature=Signature())
    found = read_back(path, unsigned, FORM)
    assert [one.field for one in found.differences] == [
        "signature.name",
        "signature.date",
        "signature.seal",
    ]


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "信.docx"
    docx.Document().save(str(path))
    with pytest.raises(ImportFailedError):
        read_back(path, draft(), FORM)


def test_comments_of_a_hostile_file_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><w:comments/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/comments.xml", bomb)
        archive.writestr("word/document.xml", "<w:document/>")
    assert read_remarks(path.read_bytes()) == ("文件里的批注读不出来，请在 Word 里看。",)
    assert read_remarks(b"PK\x03\x04 no archive") == ()
