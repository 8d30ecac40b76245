"""The proof (送审稿): a sheet to sign in front, its marks on every page, nothing in the final one."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.document import typeset_report, write_docx, write_pdf
from gi_desktop.document.blocks import TableBlock, TextBlock, TitleBlock, blocks
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.furniture import PROOF, Furniture
from gi_desktop.document.pages import TypesetReport
from gi_desktop.document.proof import DRAFT, NO_REASON, NOT_FILLED_IN, SHEET, proof
from gi_desktop.document.spots import spot_at
from gi_desktop.document.typeset import PLAIN, typeset
from gi_desktop.form import Edition, LabelRole, current_edition
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report, new_report
from tests.document.samples import ORGAN, prose, sample
from tests.strategies import any_text, reports
from tests.toy import TOY

AT = datetime(2026, 1, 9, 14, 32, tzinfo=UTC)
FORM = current_edition()

ERROR = Finding("a", Severity.ERROR, "表三不平：46 与 43 相差 3。", remedy="请逐格核对。")
VERIFY = Finding("b", Severity.VERIFY, "表三本年新收 1629 件，上年 210 件。", remedy="请核实。")
HINT = Finding("c", Severity.HINT, "第一部分有 3335 字。")
REASON = "同一批申请人分别提出"

Judged = Sequence[tuple[Finding, str]]


def made(
    findings: Judged = (), report: Report | None = None, form: Edition = FORM, at: datetime = AT
) -> Furniture:
    return proof(report or sample(form), form, findings, at)


def lines(furniture: Furniture) -> list[str]:
    """Headings and findings: what stands below the table."""
    return [block.text for block in furniture.front if isinstance(block, TextBlock)]


def table(furniture: Furniture) -> TableBlock:
    (found,) = (block for block in furniture.front if isinstance(block, TableBlock))
    return found


def stated(furniture: Furniture) -> dict[str, str]:
    """Label → what stands at its right; labels that occur several times count once."""
    cells = table(furniture).cells
    return {
        label.text: value.text
        for label, value in zip(cells[::2], cells[1::2], strict=True)
        if label.role is LabelRole.ROW
    }


# The sheet ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
def test_the_sheet_says_which_report_it_is_about(form: Edition) -> None:
    furniture = made(form=form)
    assert furniture.front[0] == TitleBlock((f"{form.document_type}{SHEET}",))
    found = stated(furniture)
    assert found["报告名称"] == f"{ORGAN}2025年{form.document_type}"
    assert found["报告机关"] == ORGAN
    assert found["报告年度"] == "2025年"
    assert found["送审时间"] == "2026年1月9日 14:32"


def test_what_is_unknown_is_not_guessed() -> None:
    found = stated(made(report=new_report(FORM)))
    assert found["报告名称"] == FORM.document_type
    assert found["报告机关"] == found["报告年度"] == NOT_FILLED_IN


def test_a_title_of_its_own_and_an_organ_in_two_lines_are_set_in_the_cells() -> None:
    report = sample(FORM, title="某市公安局\n信息公开年报", organ="某市\u200b公安局\n（机关）")
    cells = {cell.text: cell for cell in table(made(report=report)).cells}
    assert cells["某市公安局信息公开年报"].lines == ("某市公安局", "信息公开年报")
    assert "某市公安局 （机关）" in cells


def test_there_is_room_to_sign() -> None:
    block = table(made())
    by_hand: dict[str, float] = {}
    labels = {
        (cell.row, cell.column): cell.text for cell in block.cells if cell.role is LabelRole.ROW
    }
    for cell in block.cells:
        if cell.role is None:
            assert cell.text == ""
            by_hand.setdefault(labels[cell.row, cell.column - 1], block.heights[cell.row])
    assert list(by_hand) == ["拟稿", "日期", "核稿", "负责人签发", "意见"]
    assert min(by_hand.values()) > 15 * 72 / 25.4  # 15 mm: a signature
    assert by_hand["意见"] > 40 * 72 / 25.4
    dated = [row for (row, _), text in labels.items() if text == "日期"]
    assert [labels[row, 0] for row in dated] == ["拟稿", "核稿", "负责人签发"]


def test_the_table_is_a_whole_grid_and_only_labels_head_cells() -> None:
    block = table(made())
    covered = [
        (row, column)
        for cell in block.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [(r, c) for r in range(block.rows) for c in range(len(block.widths))]
    assert len(block.heights) == block.rows
    assert sum(block.widths) == 156
    assert {cell.role for cell in block.cells} == {LabelRole.ROW, LabelRole.NOTE, None}
    assert all(cell.text for cell in block.cells if cell.role is LabelRole.ROW)
    assert not any(cell.address for cell in block.cells)


def test_a_click_on_the_sheet_leads_nowhere(fonts: FontSet) -> None:
    furniture = made([(ERROR, ""), (VERIFY, REASON)])
    found = typeset_report(sample(FORM), FORM, fonts, furniture)
    own = front_pages(found)
    spots = [
        [spot_at(found, sheet.number, line.pieces[0].x + 1, line.y - 1) for line in sheet.lines]
        for sheet in found.pages
    ]
    assert all(spot is None for page in spots[:own] for spot in page)
    assert all(any(page) for page in spots[own:])


# Findings -----------------------------------------------------------------------------------


def test_findings_stand_by_weight_with_what_to_do_and_why_they_may_stand() -> None:
    furniture = made([(HINT, ""), (VERIFY, REASON), (ERROR, ""), (VERIFY, "")])
    assert stated(furniture)["核对情况"] == "错误 1 处，核实 2 处，提示 1 条"
    assert lines(furniture) == [
        "一、错误（1 处，改正前不能定稿）",
        "1.表三不平：46 与 43 相差 3。请逐格核对。",
        "二、核实（2 处，要改正，或者写明理由）",
        "1.表三本年新收 1629 件，上年 210 件。请核实。",
        f"理由：{REASON}。",
        "2.表三本年新收 1629 件，上年 210 件。请核实。",
        f"理由：{NO_REASON}",
        "三、提示（1 条，可以保留）",
        "1.第一部分有 3335 字。",
    ]
    headings = [b.text for b in furniture.front if isinstance(b, TextBlock) and b.level == 1]
    assert [text[0] for text in headings] == ["一", "二", "三"]


def test_what_waits_to_be_filled_in_is_counted_by_itself_as_on_the_pages() -> None:
    empty = new_report(FORM, 2025)
    cells = tuple(spec.address for spec in FORM.inputs[:2])
    waits = Finding("empty_cell", Severity.ERROR, "表二有 2 格空着。", cells, "请填写。")
    furniture = made([(ERROR, ""), (waits, ""), (HINT, "")], empty)
    assert stated(furniture)["核对情况"] == "错误 1 处，没有填 1 处，提示 1 条"
    assert lines(furniture)[:4] == [
        "一、错误（1 处，改正前不能定稿）",
        "1.表三不平：46 与 43 相差 3。请逐格核对。",
        "二、没有填（1 处，填写前不能定稿）",
        "1.表二有 2 格空着。请填写。",
    ]
    filled = empty.replace(cells=dict.fromkeys(cells, 1))
    assert stated(made([(waits, "")], filled))["核对情况"] == "错误 1 处"


def test_groups_are_numbered_over_those_that_there_are() -> None:
    assert [line[:4] for line in lines(made([(HINT, ""), (VERIFY, "")])) if "、" in line[:2]] == [
        "一、核实",
        "二、提示",
    ]


def test_a_report_without_findings_says_so() -> None:
    furniture = made()
    assert stated(furniture)["核对情况"] == "没有发现问题"
    assert lines(furniture) == []


@pytest.mark.parametrize("reason", ["", " \n ", "\u200b"])
def test_a_reason_of_nothing_visible_is_none(reason: str) -> None:
    assert lines(made([(VERIFY, reason)]))[-1] == f"理由：{NO_REASON}"


@pytest.mark.parametrize(
    "reason,shown",
    [
        ("已核对。", "理由：已核对。"),
        ("已核对！", "理由：已核对！"),
        ("已核对", "理由：已核对。"),
        ("第一\n第二\t三\u202e", "理由：第一 第二 三。"),
    ],
)
def test_a_reason_is_one_sentence_in_one_paragraph(reason: str, shown: str) -> None:
    assert lines(made([(VERIFY, reason)]))[-1] == shown


@pytest.mark.parametrize("finding", [ERROR, HINT])
def test_a_reason_that_nobody_asked_for_is_printed_too(finding: Finding) -> None:
    assert lines(made([(finding, REASON)]))[-1] == f"理由：{REASON}。"
    assert not any("理由" in line for line in lines(made([(finding, "")])) if line[0] != "一")


# Marks --------------------------------------------------------------------------------------


def test_the_watermark_stands_only_where_errors_do() -> None:
    assert made([(ERROR, "")]).watermark == DRAFT
    assert made([(VERIFY, ""), (HINT, "")]).watermark == ""
    assert made().watermark == ""


@pytest.mark.parametrize(
    "at,shown",
    [
        (AT, "送审稿\u30002026年1月9日 14:32"),
        (datetime(2025, 12, 31, 9, 5, tzinfo=UTC), "送审稿\u30002025年12月31日 9:05"),
        (
            datetime(2026, 1, 9, 0, 0, 59, tzinfo=timezone(timedelta(hours=8))),
            "送审稿\u30002026年1月9日 0:00",
        ),
    ],
)
def test_the_header_has_the_time_as_the_clock_shows_it(at: datetime, shown: str) -> None:
    assert made(at=at).header == shown


# On paper -----------------------------------------------------------------------------------


def front_pages(found: TypesetReport) -> int:
    return sum(sheet.folio is None for sheet in found.pages)


def texts(found: TypesetReport) -> list[str]:
    return [line.text for sheet in found.pages for line in sheet.lines]


@pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
def test_the_reports_own_pages_are_those_of_the_final_version(
    form: Edition, fonts: FontSet
) -> None:
    report = sample(form)
    final = typeset_report(report, form, fonts)
    found = typeset_report(report, form, fonts, made([(ERROR, "")], report, form))
    own = found.pages[front_pages(found) :]
    assert front_pages(found) >= 1
    assert [(p.lines, p.rules, p.fills, p.folio) for p in own] == [
        (p.lines, p.rules, p.fills, p.folio) for p in final.pages
    ]
    assert [entry.text for entry in found.outline] == [entry.text for entry in final.outline]
    assert [sheet.number for sheet in found.pages] == list(range(1, len(found.pages) + 1))
    for sheet in found.pages:
        assert sheet.header is not None
        assert sheet.header.text.startswith(PROOF)
        assert sheet.watermark == DRAFT
    assert all(sheet.header is None and not sheet.watermark for sheet in final.pages)


def test_a_clean_report_has_one_sheet_in_front(fonts: FontSet) -> None:
    assert front_pages(typeset_report(sample(FORM), FORM, fonts, made())) == 1


def test_hundreds_of_findings_run_over_pages_and_none_is_lost(fonts: FontSet) -> None:
    findings = [
        (
            Finding("x", list(Severity)[n % 3], f"第〔{n}〕格有误，相差 {n}。", remedy="请核对。"),
            f"理由之〔{n}〕" if n % 2 else "",
        )
        for n in range(600)
    ]
    found = typeset(blocks(new_report(FORM), FORM), fonts, made(findings))
    # Joined, since a line may end anywhere in a sentence.
    whole = "".join(texts(found))
    assert re.findall(r"第〔(\d+)〕", whole) == [
        str(n) for rest in range(3) for n in range(rest, 600, 3)
    ]
    assert len(re.findall("理由之〔", whole)) == 300
    assert whole.count(NO_REASON) == 100
    assert front_pages(found) > 40
    for sheet in found.pages:
        assert sheet.lines or sheet.rules
        assert max((line.y for line in sheet.lines), default=0) < 297 * 72 / 25.4


@settings(max_examples=25)
@given(
    reports(FORM),
    st.lists(
        st.tuples(
            st.builds(Finding, st.just("x"), st.sampled_from(Severity), any_text, remedy=any_text),
            any_text,
        ),
        max_size=8,
    ),
    st.datetimes(timezones=st.just(UTC)),
)
def test_whatever_was_typed_is_set_and_written(
    report: Report, findings: Judged, at: datetime
) -> None:
    furniture = proof(report, FORM, findings, at)
    for text in (furniture.header, *lines(furniture), *stated(furniture).values()):
        assert text == text.strip()
        assert not re.search(r"[\x00-\x1f\x7f\u202a-\u202e]", text)
    numbered = [line for line in lines(furniture) if re.match(r"\d+\.", line)]
    assert len(numbered) >= len(findings)
    fonts = FontSet.discover(())
    assert front_pages(typeset(blocks(new_report(FORM), FORM), fonts, furniture)) >= 1
    write_docx(new_report(FORM), FORM, io.BytesIO(), fonts, furniture)


def test_a_reason_of_many_pages_and_one_without_a_place_to_break_are_set_whole(
    fonts: FontSet,
) -> None:
    long, solid = "因情况特殊，逐件核对无误。" * 400, "x" * 3000
    found = typeset((), fonts, made([(VERIFY, long), (VERIFY, solid)]))
    whole = "".join(texts(found))
    assert whole.count("因情况特殊") == 400
    assert whole.count("x") == 3000


def test_an_organ_too_long_for_its_cell_is_set_whole(fonts: FontSet) -> None:
    name = "很长的机关名称" * 300
    found = typeset((), fonts, made(report=sample(FORM, organ=name)))
    assert "".join(texts(found)).count("很") == 600  # in the title and as the organ


# Files --------------------------------------------------------------------------------------


def pdf_text(report: Report, fonts: FontSet, furniture: Furniture) -> list[str]:
    buffer = io.BytesIO()
    write_pdf(report, FORM, buffer, fonts, furniture)
    with pdfplumber.open(buffer) as pdf:
        return [page.extract_text() for page in pdf.pages]


def docx_text(report: Report, fonts: FontSet, furniture: Furniture) -> str:
    """Everything in the package, header parts and all."""
    buffer = io.BytesIO()
    write_docx(report, FORM, buffer, fonts, furniture)
    with zipfile.ZipFile(buffer) as package:
        return "".join(
            package.read(name).decode("utf-8", errors="replace") for name in package.namelist()
        )


MARKS = (PROOF, SHEET, DRAFT, "拟稿", "负责人签发", "相差 3", REASON)


def test_the_proof_says_what_it_is_in_either_file(fonts: FontSet) -> None:
    report = sample(FORM, texts={FORM.texts[0]: prose(1)})
    furniture = made([(ERROR, ""), (VERIFY, REASON)], report)
    pages = pdf_text(report, fonts, furniture)
    assert all(f"{PROOF}" in page and "14:32" in page for page in pages)
    assert SHEET in pages[0]
    for mark in MARKS:
        assert mark in "".join(pages) or mark == DRAFT  # turned by 45 degrees, letter by letter
        assert mark in docx_text(report, fonts, furniture), mark


def test_the_final_version_has_none_of_it(fonts: FontSet) -> None:
    report = sample(FORM, texts={FORM.texts[0]: prose(1)})
    whole = "".join(pdf_text(report, fonts, PLAIN)) + docx_text(report, fonts, PLAIN)
    for mark in MARKS:
        assert mark not in whole
    assert "草" not in whole
