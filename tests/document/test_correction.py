"""更正说明 on paper: both codes, the reason, and every cell and sentence that has changed."""

import io
from pathlib import Path

import docx
import pdfplumber

from gi_desktop.document import typeset_blocks, write_blocks_docx, write_blocks_pdf
from gi_desktop.document.blocks import SignatureBlock, TableBlock, TextBlock, TitleBlock
from gi_desktop.document.correction import EMPTY, Correction
from gi_desktop.document.fonts import FontSet
from gi_desktop.form import current_edition
from gi_desktop.report.difference import differences
from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.fingerprint import fingerprint
from gi_desktop.report.model import Organ, Report
from gi_desktop.report.prose import paragraphs
from tests.document.samples import ORGAN, sample

FORM = current_edition()
CELL = "review.litigation_direct.upheld"
OLD = SetText("", "problems", paragraphs("第一句。第二句。第三句。")).apply(sample(FORM))


def changed() -> Report:
    report = SetCells("", {CELL: 99, "disclosure.rules.issued": None}).apply(OLD)
    return SetText("", "problems", paragraphs("第一句。第二句改了。又一句。")).apply(report)


def correction(new: Report | None = None, reason: str = "漏填") -> Correction:
    new = new or changed()
    codes = (fingerprint(OLD, FORM), fingerprint(new, FORM))
    return Correction(new, FORM, codes, 2, reason, differences(OLD, new, FORM, key=str))


def words(found: Correction) -> list[str]:
    lines: list[str] = []
    for block in found.blocks():
        match block:
            case TextBlock() | TitleBlock():
                lines.append(block.text)
            case TableBlock():
                lines += [cell.text for cell in block.cells]
            case SignatureBlock():
                lines.append(block.name)
    return lines


def test_it_says_who_which_year_which_versions_and_why() -> None:
    found = correction()
    title, *lines = words(found)
    assert title == f"{ORGAN}2025年政府信息公开工作年度报告更正说明" == found.title
    for code, name in zip(found.codes, ("第 1 次定稿", "第 2 次定稿"), strict=True):
        assert lines.index(code) == lines.index(name) + 1
    assert lines[lines.index(found.codes[0]) + 1] == "已被替换，不再使用"
    assert "漏填。" in lines
    assert lines[-1] == ORGAN


def test_every_cell_and_sentence_that_changed_is_listed() -> None:
    found = correction()
    lines = words(found)
    assert f"三、更正内容（共 {len(found.differences)} 处）" in lines
    at = next(n for n, line in enumerate(lines) if "未经复议直接起诉·结果维持" in line)
    assert lines[at + 1 : at + 3] == ["12", "99"]
    at = next(n for n, line in enumerate(lines) if "规章·本年制发件数" in line)
    assert lines[at + 1 : at + 3] == ["12", EMPTY]
    prose = [line for line in lines if "第五部分" in line]
    assert any("第二句改了。" in line for line in prose)
    assert any("又一句。" in line for line in prose)
    places = [one.place for one in found.differences]
    assert all(any(place in line for line in lines) for place in places)


def test_a_correction_without_a_change_says_so() -> None:
    assert "数字和文字没有变。" in words(correction(OLD))
    assert words(correction(OLD, "已写清。")).count("已写清。") == 1


def test_without_an_organ_there_is_nobody_to_sign() -> None:
    found = correction(OLD.replace(organ=Organ(), title="x", year=None))
    assert not any(isinstance(block, SignatureBlock) for block in found.blocks())
    assert found.title == "政府信息公开工作年度报告更正说明"


def test_hundreds_of_changes_run_over_pages(fonts: FontSet) -> None:
    cells = {spec.address: 7 for spec in FORM.inputs}
    found = correction(SetCells("", cells).apply(OLD))
    pages = typeset_blocks(found.blocks(), fonts).pages
    assert len(pages) > 5
    whole = "".join(line.text for page in pages for line in page.lines)
    assert whole.count("更正为") == sum(
        "更正为" in "".join(line.text for line in page.lines) for page in pages
    )


def test_pdf_and_docx_say_the_same(fonts: FontSet, tmp_path: Path) -> None:
    found = correction()
    about = (found.blocks(), found.title, ORGAN)
    pdf, word = io.BytesIO(), io.BytesIO()
    write_blocks_pdf(*about, pdf, fonts)
    write_blocks_docx(*about, word, fonts)
    with pdfplumber.open(pdf) as pages:
        printed = "".join("".join(page.extract_text().split()) for page in pages.pages)
    document = docx.Document(word)
    written = "".join(line.text for line in document.paragraphs)
    written += "".join(cell.text for table in document.tables for cell in table._cells)
    for text in (*found.codes, "漏填", "已被替换", "第二句改了"):
        assert text in printed
        assert text in written
