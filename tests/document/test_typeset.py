"""Pages after GB/T 9704: geometry, what stays together, page numbers, signature."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.document import page
from gi_desktop.document.blocks import (
    Block,
    SignatureBlock,
    TableBlock,
    TextBlock,
    TitleBlock,
    blocks,
)
from gi_desktop.document.fitting import Fitter
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.document.pages import Line, TypesetReport
from gi_desktop.document.typeset import table_parts, typeset
from gi_desktop.form import Edition, LabelRole, current_edition
from gi_desktop.report.model import Report, new_report
from tests.document.samples import ORGAN, prose, sample
from tests.document.test_tables import long_table
from tests.strategies import reports, usual_reports
from tests.toy import TOY

MM = 72 / 25.4
FONTS = FontSet.discover(())
FORM = current_edition()


def body(count: int, lines: int = 1) -> list[TextBlock]:
    """So many paragraphs of so many full lines each."""
    return [TextBlock("政" * (26 + 28 * (lines - 1))) for _ in range(count)]


def lines(found: TypesetReport) -> list[Line]:
    return [line for sheet in found.pages for line in sheet.lines]


def right_edge(line: Line) -> float:
    end = line.pieces[-1]
    width = FONTS.width(end.text, end.role, end.size)
    return end.x + width + end.char_space * (len(end.text) - 1)


def page_of(found: TypesetReport, text: str) -> int:
    return next(
        sheet.number for sheet in found.pages for line in sheet.lines if line.text.startswith(text)
    )


# Geometry -----------------------------------------------------------------------------------


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    size = [page.WIDTH / MM, page.HEIGHT / MM]
    assert size == pytest.approx([210, 297], abs=0.02)
    margins = (page.TOP, page.BOTTOM, page.LEFT, page.RIGHT)
    assert [edge / MM for edge in margins] == pytest.approx([37, 35, 28, 26], abs=0.02)
    text = [page.TEXT_WIDTH / MM, page.TEXT_HEIGHT / MM]
    assert text == pytest.approx([156, 225], abs=0.04)


def test_a_page_holds_22_lines_of_28_characters() -> None:
    found = typeset(body(1, 50), FONTS)
    assert [len(sheet.lines) for sheet in found.pages] == [22, 22, 6]
    assert [len(line.text) for line in lines(found)[:3]] == [26, 28, 28]
    for sheet in found.pages:
        for number, line in enumerate(sheet.lines):
            assert line.y == pytest.approx(page.TOP + 28.95 * number + 0.8 * 28.95)


def test_body_text_is_16_pt_fangsong_indented_two_characters_and_justified() -> None:
    first, *middle, last = lines(typeset([TextBlock("政府2022年信息，" * 12)], FONTS))
    assert first.pieces[0].x == pytest.approx(page.LEFT + 31.5)
    assert {(p.role, p.size) for p in first.pieces} == {(Role.BODY, 16.0)}
    for line in (first, *middle):
        assert right_edge(line) == pytest.approx(page.LEFT + page.TEXT_WIDTH)
    assert {line.pieces[0].x for line in (*middle, last)} == {page.LEFT}
    assert {p.char_space for p in last.pieces} == {-0.25}


@pytest.mark.parametrize(
    "level, role", [(1, Role.LEVEL1), (2, Role.LEVEL2), (3, Role.BODY), (4, Role.BODY)]
)
def test_headings_are_set_by_level(level: int, role: Role) -> None:
    (line,) = lines(typeset([TextBlock("一、总体情况", level)], FONTS))
    assert (line.pieces[0].role, line.pieces[0].size) == (role, 16.0)
    assert line.pieces[0].x == pytest.approx(page.LEFT + 31.5)


def test_the_title_is_22_pt_centred_with_an_empty_line_below() -> None:
    title = TitleBlock((ORGAN, "2025年政府信息公开工作年度报告"))
    first, second, text = lines(typeset([title, TextBlock("正文。")], FONTS))
    assert [first.text, second.text] == list(title.parts)
    for line in (first, second):
        (piece,) = line.pieces
        assert (piece.role, piece.size) == (Role.TITLE, 22.0)
        middle = (piece.x + right_edge(line)) / 2
        assert middle == pytest.approx(page.LEFT + page.TEXT_WIDTH / 2)
    assert text.y - second.y == pytest.approx(0.2 * 35 + 28.95 + 0.8 * 28.95)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    odd, even, _ = typeset(body(60), FONTS).pages
    for sheet in (odd, even):
        assert sheet.folio is not None
        (piece,) = sheet.folio.pieces
        assert (piece.text, piece.role, piece.size) == (f"— {sheet.number} —", Role.TABLE, 14.0)
        # The dashes lie about 0.36 em above the baseline: 7 mm below the text.
        below = sheet.folio.y - 0.36 * 14 - (297 - 35) * MM
        assert below / MM == pytest.approx(7, abs=0.1)
    assert odd.folio is not None
    assert even.folio is not None
    assert right_edge(odd.folio) == pytest.approx(page.WIDTH - page.RIGHT - 14)
    assert even.folio.pieces[0].x == pytest.approx(page.LEFT + 14)


# What stays together ------------------------------------------------------------------------


@pytest.mark.parametrize("filled", range(16, 23))
@pytest.mark.parametrize("count, together", [(1, 1), (2, 2), (3, 3), (4, 2), (9, 2)])
def test_a_heading_goes_with_the_first_lines_it_heads(
    filled: int, count: int, together: int
) -> None:
    headings = [TextBlock("二、标题", 1), TextBlock("（一）标题", 2)]
    found = typeset([*body(filled), *headings, *body(1, count)], FONTS)
    first, second = (page_of(found, heading.text) for heading in headings)
    assert first == second == (1 if filled + 2 + together <= 22 else 2)


@pytest.mark.parametrize(
    "filled, count, here",
    [
        (20, 2, 2),
        (21, 2, 0),  # not one above and one below
        (20, 3, 0),  # not two above and one below
        (21, 3, 0),
        (19, 3, 3),
        (20, 4, 2),
        (19, 4, 2),  # not three above and one below
        (21, 4, 0),
        (21, 9, 0),
        (20, 9, 2),
        (18, 5, 3),
    ],
)
def test_no_single_line_of_a_paragraph_stands_alone(filled: int, count: int, here: int) -> None:
    found = typeset([*body(filled), *body(1, count)], FONTS)
    last = [sum(line.block == filled for line in sheet.lines) for sheet in found.pages]
    assert last == ([here, count - here] if here < count else [count])


def test_a_paragraph_that_fills_pages_leaves_no_single_line_behind() -> None:
    found = typeset(body(1, 45), FONTS)
    assert [len(sheet.lines) for sheet in found.pages] == [22, 21, 2]


def test_a_heading_goes_with_its_table() -> None:
    table = next(b for b in blocks(new_report(FORM), FORM) if isinstance(b, TableBlock))
    for filled in range(22):
        found = typeset([*body(filled), TextBlock("二、标题", 1), table], FONTS)
        first = page_of(found, "二、标题")
        assert first == page_of(found, "第二十条第（一）项") == page_of(found, "行政事业性收费")


def test_each_official_table_stands_on_one_page_with_its_heading(form: Edition) -> None:
    made = blocks(sample(form), form)
    found = typeset(made, FONTS)
    pages = defaultdict(set)
    for sheet in found.pages:
        for line in sheet.lines:
            pages[line.block].add(sheet.number)
    tables = [number for number, block in enumerate(made) if isinstance(block, TableBlock)]
    assert len(tables) == len(form.tables)
    for number in tables:
        assert len(pages[number]) == 1
        assert pages[number] == pages[number - 1]


def test_a_long_table_runs_over_pages_under_its_header() -> None:
    found = typeset([TextBlock("二、标题", 1), long_table(120, 10)], FONTS)
    assert len(found.pages) > 3
    for sheet in found.pages:
        texts = [line.text for line in sheet.lines]
        assert "栏目0" in texts
        assert sheet.lines[-1].y < page.TOP + page.TEXT_HEIGHT
    assert found.pages[0].lines[0].text == "二、标题"


def test_where_pages_part_a_table_is_told_by_its_rows() -> None:
    made: list[Block] = [TextBlock("二、标题", 1), long_table(120, 10)]
    found = typeset(made, FONTS)
    firsts = [
        next(line.text for line in sheet.lines if line.text.endswith(".项目"))
        for sheet in found.pages
    ]
    parts = table_parts(Fitter(FONTS).fit(made), FONTS)
    assert [f"{row}.项目" for row in parts[1]] == firsts[1:]
    assert list(parts) == [1]


def test_a_table_on_one_page_has_no_parts() -> None:
    assert table_parts(Fitter(FONTS).fit(blocks(sample(FORM), FORM)), FONTS) == {}


def test_a_table_row_higher_than_a_page_does_not_stop_the_rest() -> None:
    table = long_table(4, 1)
    huge = tuple(
        replace(cell, text="政府信息公开" * 400) if cell.role is LabelRole.ROW else cell
        for cell in table.cells
    )
    found = typeset([replace(table, cells=huge), TextBlock("正文。")], FONTS)
    assert lines(found)[-1].text == "正文。"


# Signature ----------------------------------------------------------------------------------

CHARACTER = 15.75
MARGIN = page.LEFT + page.TEXT_WIDTH


def signed(name: str, date: str, *, sealed: bool, before: int = 3) -> tuple[Line, Line, Line]:
    found = lines(typeset([*body(before), SignatureBlock(name, date, sealed)], FONTS))
    return found[-3], found[-2], found[-1]


@pytest.mark.parametrize("name", [ORGAN, "某局"])
def test_with_a_seal_the_date_stands_four_characters_in_and_the_name_over_its_middle(
    name: str,
) -> None:
    text, first, second = signed(name, "2026年1月9日", sealed=True)
    assert (first.text, second.text) == (name, "2026年1月9日")
    assert right_edge(second) == pytest.approx(MARGIN - 4 * CHARACTER)
    middle = (first.pieces[0].x + right_edge(first)) / 2
    assert middle == pytest.approx((second.pieces[0].x + right_edge(second)) / 2)
    assert first.y - text.y == pytest.approx(3 * 28.95)


def test_with_a_seal_a_long_name_stays_within_the_margin() -> None:
    _, first, second = signed(
        "某某省某某市某某高新技术产业开发区管理委员会", "2026年1月9日", sealed=True
    )
    assert right_edge(first) == pytest.approx(MARGIN)
    middle = (first.pieces[0].x + right_edge(first)) / 2
    assert middle == pytest.approx((second.pieces[0].x + right_edge(second)) / 2)


def test_without_a_seal_the_name_stands_two_characters_in_and_the_date_two_from_its_start() -> None:
    text, first, second = signed(ORGAN, "2026年1月9日", sealed=False)
    assert right_edge(first) == pytest.approx(MARGIN - 2 * CHARACTER)
    assert second.pieces[0].x == pytest.approx(first.pieces[0].x + 2 * CHARACTER)
    assert first.y - text.y == pytest.approx(2 * 28.95)


def test_without_a_seal_a_date_longer_than_the_name_stands_two_characters_in() -> None:
    _, first, second = signed("某局", "2026年12月30日", sealed=False)
    assert right_edge(second) == pytest.approx(MARGIN - 2 * CHARACTER)
    assert second.pieces[0].x == pytest.approx(first.pieces[0].x + 2 * CHARACTER)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_name_longer_than_a_line_is_broken_between_words(*, sealed: bool) -> None:
    parts = ["云溪省云溪市云山高新技术产业开发区", "人力资源社会保障和退役军人事务局"]
    made: list[Block] = [*body(1), SignatureBlock("".join(parts), "2026年1月9日", sealed)]
    _, first, second, date = lines(typeset(made, FONTS))
    assert [first.text, second.text, date.text] == [*parts, "2026年1月9日"]
    for line in (first, second, date):
        assert line.pieces[0].x >= page.LEFT
        assert right_edge(line) <= MARGIN + 0.01
    if sealed:
        middles = [(line.pieces[0].x + right_edge(line)) / 2 for line in (first, second, date)]
        assert middles == pytest.approx(middles[:1] * 3)
    else:
        assert first.pieces[0].x == second.pieces[0].x == date.pieces[0].x - 2 * CHARACTER


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("filled", range(16, 23))
def test_the_signature_is_never_alone_on_a_page(filled: int, sealed: bool) -> None:
    signature = SignatureBlock(ORGAN, "2026年1月9日", sealed)
    found = typeset([*body(filled - 4), TextBlock("六、标题", 1), *body(1, 3), signature], FONTS)
    last = found.pages[-1].lines
    name = next(number for number, line in enumerate(last) if line.text == ORGAN)
    assert name >= 2
    for sheet in found.pages:
        assert sheet.lines[-1].text != "六、标题"


def test_a_signature_moves_with_the_heading_over_a_short_last_paragraph() -> None:
    signature = SignatureBlock(ORGAN, "2026年1月9日", sealed=False)
    found = typeset([*body(18), TextBlock("六、标题", 1), *body(1, 2), signature], FONTS)
    assert [len(sheet.lines) for sheet in found.pages] == [18, 5]


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("count", [5, 6, 9])
def test_two_lines_of_text_go_along_with_the_signature(count: int, *, sealed: bool) -> None:
    signature = SignatureBlock(ORGAN, "2026年1月9日", sealed)
    found = typeset([*body(21 - count), *body(1, count), signature], FONTS)
    assert [len(sheet.lines) for sheet in found.pages] == [19, 4]


# Any report ---------------------------------------------------------------------------------


def check(found: TypesetReport) -> None:
    """What holds of every typeset report."""
    bottom = page.TOP + page.TEXT_HEIGHT
    assert [sheet.number for sheet in found.pages] == list(range(1, len(found.pages) + 1))
    for sheet in found.pages:
        for line in sheet.lines:
            assert page.TOP < line.y < bottom
            assert line.pieces[0].x >= page.LEFT - 0.01
            assert right_edge(line) <= page.LEFT + page.TEXT_WIDTH + 0.01
        for rule in sheet.rules:
            assert page.TOP <= rule.y0 <= rule.y1 <= bottom


@given(reports(FORM) | usual_reports(FORM))
@settings(max_examples=40)
def test_any_report_stays_within_its_pages(report: Report) -> None:
    check(typeset(blocks(report, FORM), FONTS))


@given(usual_reports(TOY))
@settings(max_examples=30)
def test_an_edition_of_another_shape_is_typeset_too(report: Report) -> None:
    check(typeset(blocks(report, TOY), FONTS))


@given(usual_reports(FORM))
@settings(max_examples=30)
def test_everything_is_printed_once_and_in_order(report: Report) -> None:
    made = blocks(report, FORM)
    by_block: dict[int, list[str]] = defaultdict(list)
    order = []
    for line in lines(typeset(made, FONTS)):
        by_block[line.block].append(line.text)
        order.append(line.block)
    assert order == sorted(order)
    for number, block in enumerate(made):
        printed = "".join(by_block[number])
        match block:
            case TextBlock() | TitleBlock():
                assert printed == block.text
            case TableBlock():
                assert printed == "".join(cell.text for cell in block.cells)
            case SignatureBlock():
                assert printed == block.name + block.date


@given(st.integers(0, 60), st.integers(1, 9))
@settings(max_examples=20)
def test_no_page_ends_with_a_heading(paragraphs: int, length: int) -> None:
    text = [
        block for _ in range(paragraphs) for block in (TextBlock("（一）标题", 2), *body(1, length))
    ]
    found = typeset([*text, TextBlock("六、标题", 1), *body(1)], FONTS)
    for sheet, after in pairwise(found.pages):
        assert not sheet.lines[-1].text.endswith("标题"), after


def test_an_empty_report_has_its_headings_and_tables() -> None:
    found = typeset(blocks(new_report(FORM), FORM), FONTS)
    check(found)
    assert [entry.text for entry in found.outline] == [s.heading for s in FORM.sections]
    assert found.notes == ()


def test_a_report_without_anything_is_one_empty_page() -> None:
    (only,) = typeset([], FONTS).pages
    assert only.lines == ()


def test_thirty_pages_of_prose() -> None:
    found = typeset(blocks(sample(FORM, texts={"overview": prose(60, 8)}), FORM), FONTS)
    assert len(found.pages) > 30
    check(found)


# Characters that fonts lack -----------------------------------------------------------------


def test_a_character_that_no_font_has_is_printed_as_a_sign_and_named() -> None:
    report = sample(FORM, texts={"preface": ["名字是\U0010fffd。"]}, organ="甲\ufffe局")
    found = typeset(blocks(report, FORM), FONTS)
    printed = "".join(line.text for line in lines(found))
    assert "名字是〓。" in printed
    assert "\U0010fffd" not in printed
    (note,) = found.notes
    assert "自造字（U+10FFFD）在前言第 1 段" in note
    assert "“\ufffd”（U+FFFD）在标题" in note
    assert "〓" in note


def test_a_rare_character_of_the_fallback_font_is_printed_without_a_word() -> None:
    found = typeset([TextBlock("镕喆䶮")], FONTS)
    assert lines(found)[0].text == "镕喆䶮"
    assert found.notes == ()


@pytest.mark.parametrize("count", [24, 60])
def test_more_headings_than_a_page_holds_go_on_from_page_to_page(count: int) -> None:
    headings = [TextBlock(f"（{number}）标题", 2) for number in range(count)]
    found = typeset([*body(4), *headings, *body(1, 3)], FONTS)
    per_page = [len(sheet.lines) for sheet in found.pages]
    assert sum(per_page) == 4 + count + 3
    assert min(per_page[1:-1], default=22) >= 20
    assert len(per_page) == -(-(count + 3) // 22) + 1
    pages = {line.block: sheet.number for sheet in found.pages for line in sheet.lines[::-1]}
    assert pages[4 + count - 1] == pages[4 + count]
