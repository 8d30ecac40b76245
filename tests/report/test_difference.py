"""What differs between two reports, and carrying it over."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.form import Edition, current_edition
from gi_desktop.report.alignment import PieceKind
from gi_desktop.report.difference import Difference, DifferenceKind, differences, edit_of
from gi_desktop.report.edits import Together
from gi_desktop.report.model import Organ, Period, Report, Scope, Seal, Signature, new_report
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun, paragraphs
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw
from tests.strategies import long_report, reports, usual_reports
from tests.toy import TEXT, TOY

FORM = current_edition()
every_form = pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
few = settings(max_examples=25)
"""Two reports each: to draw them takes longer than to compare them."""
RECEIVED = "applications.received.natural"
ROW = [f"applications.received.{c.id}" for c in FORM.table("applications").columns]
LICENCES = "disclosure.licences.decisions"
PROBLEMS = "problems"


def made(**fields: object) -> Report:
    return new_report(FORM, 2024).replace(**fields)


def of_text(old: str | Text, new: str | Text) -> tuple[Difference, ...]:
    one, other = (paragraphs(text) if isinstance(text, str) else text for text in (old, new))
    return differences(made(texts={PROBLEMS: one}), made(texts={PROBLEMS: other}), FORM)


def said(found: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    return [(one.place, one.old, one.new) for one in found]


def carried(old: Report, new: Report, *places: str, form: Edition = FORM) -> Report:
    """Carry over the differences at these places, all where none is named."""
    found = differences(old, new, form)
    chosen = [one for one in found if not places or one.place in places]
    assert len({one.place for one in chosen}) == len(places or chosen)
    return edit_of(chosen, old, new, form).apply(old)


def _refers(text: Text) -> bool:
    return any(isinstance(run, CellRun) for paragraph in text for run in paragraph.runs)


# What must always hold -------------------------------------------------------------------------


@every_form
@few
@given(data=st.data())
def test_a_report_does_not_differ_from_itself(data: st.DataObject, form: Edition) -> None:
    report = data.draw(reports(form))
    assert differences(report, report, form) == ()
    assert edit_of((), report, report, form).apply(report) == report


@every_form
@few
@given(data=st.data())
def test_all_differences_carried_over_leave_none(data: st.DataObject, form: Edition) -> None:
    old = data.draw(reports(form) | usual_reports(form))
    new = data.draw(reports(form) | usual_reports(form)).replace(edition=old.edition)
    found = differences(old, new, form)
    edit = edit_of(found, old, new, form)
    after = edit.apply(old)
    left = differences(after, new, form)
    # Words that name a changed cell follow it, even where the other report did not.
    assert all(one.text and _refers(old.text(one.text)) for one in left)
    assert said(differences(edit_of(left, after, new, form).apply(after), new, form)) == []
    assert edit.inverse(old).apply(after) == old
    assert after.id == old.id
    assert after.organ.id == old.organ.id


@every_form
@few
@given(data=st.data())
def test_each_difference_is_carried_over_by_itself(data: st.DataObject, form: Edition) -> None:
    old = data.draw(reports(form) | usual_reports(form))
    new = data.draw(reports(form) | usual_reports(form))
    found = [one for one in differences(old, new, form) if not one.follows]
    if not found:
        return
    chosen = data.draw(st.sampled_from(found))
    after = edit_of([chosen], old, new, form).apply(old)
    if chosen.cell:
        plan = Plan.of(form)
        shown = plan.sheet(after.cells).value(chosen.cell)
        assert shown == plan.sheet(new.cells).value(chosen.cell)
        assert after.texts == old.texts
        return
    others = [one for one in found if not one.cell]
    again = [one for one in differences(after, new, form) if not one.cell]
    assert len(again) < len(others) or (chosen.old, chosen.new) not in {
        (one.old, one.new) for one in again if one.text == chosen.text
    }
    assert after.cells == old.cells
    untouched = [text_id for text_id in form.texts if text_id != chosen.text]
    assert all(after.text(text_id) == old.text(text_id) for text_id in untouched)


@every_form
@few
@given(data=st.data())
def test_the_same_reports_give_the_same_differences(data: st.DataObject, form: Edition) -> None:
    old, new = data.draw(reports(form)), data.draw(reports(form))
    assert differences(old, new, form) == differences(
        old.model_copy(deep=True), new.model_copy(deep=True), form
    )


# Cells -----------------------------------------------------------------------------------------


def test_cells_are_named_as_sentences_name_them() -> None:
    found = differences(
        made(cells={RECEIVED: 3, LICENCES: 1}), made(cells={RECEIVED: 4, LICENCES: 1}), FORM
    )
    assert said(found) == [("表三“一、本年新收·自然人”", "3", "4")]
    assert found[0].kind is DifferenceKind.CELL
    assert found[0].cell == RECEIVED


def test_empty_is_not_zero() -> None:
    found = differences(made(cells={RECEIVED: 0}), made(), FORM)
    assert said(found) == [("表三“一、本年新收·自然人”", "0", "")]
    assert edit_of(found, made(cells={RECEIVED: 0}), made(), FORM).apply(made()).cells == {}


def test_an_amount_differs_by_its_digits() -> None:
    cell = "disclosure.fees.amount"
    one, other = made(cells={cell: Decimal("9.5")}), made(cells={cell: Decimal("9.50")})
    assert [(d.old, d.new) for d in differences(one, other, FORM)] == [("9.5", "9.50")]


def test_what_is_no_number_is_carried_over_as_it_was_entered() -> None:
    old, new = made(cells={RECEIVED: 1}), made(cells={RECEIVED: Raw("12a")})
    assert carried(old, new).cells == {RECEIVED: Raw("12a")}


def row(*numbers: int, total: int | None = None) -> dict[str, int]:
    cells = dict(zip(ROW, numbers, strict=False))
    return cells if total is None else cells | {ROW[-1]: total}


def test_an_automatic_total_follows_what_was_entered() -> None:
    old, new = made(cells=row(3, 0, 0, 0, 0, 0)), made(cells=row(4, 0, 0, 0, 0, 0))
    found = differences(old, new, FORM)
    assert [(one.cell, one.old, one.new, one.follows) for one in found] == [
        (RECEIVED, "3", "4", ()),
        (ROW[-1], "3", "4", (RECEIVED,)),
    ]
    assert carried(old, new).cells == new.cells


def test_the_same_shown_whether_typed_or_automatic_is_no_difference() -> None:
    old = made(cells=row(3, 0, 0, 0, 0, 0))
    assert differences(old, made(cells=row(3, 0, 0, 0, 0, 0, total=3)), FORM) == ()


def test_a_typed_total_is_carried_over_as_typed() -> None:
    old = made(cells=row(3, 0, 0, 0, 0, 0))
    new = made(cells=row(3, 0, 0, 0, 0, 0, total=9))
    assert [(one.old, one.new, one.follows) for one in differences(old, new, FORM)] == [
        ("3", "9", ())
    ]
    assert carried(old, new).cells == new.cells


def test_a_total_that_shows_the_same_goes_with_its_addends() -> None:
    old = made(cells=row(3, 0, 0, 0, 0, 0))
    new = made(cells=row(4, 0, 0, 0, 0, 0, total=3))
    assert [one.cell for one in differences(old, new, FORM)] == [RECEIVED]
    assert carried(old, new).cells == new.cells


def test_a_total_carried_over_without_its_addends_shows_what_was_chosen() -> None:
    old = made(cells=row(3, 0, 0, 0, 0, 0, total=3))
    new = made(cells=row(4, 0, 0, 0, 0, 0))
    after = carried(old, new, "表三“一、本年新收·总计”")
    assert after.cells == {**old.cells, ROW[-1]: 4}


# Prose -----------------------------------------------------------------------------------------


def test_a_changed_sentence_is_found_in_its_paragraph() -> None:
    found = of_text("一是少。二是慢。\n完。", "一是少。二是很慢。\n完。")
    assert said(found) == [("第五部分第 1 段第 2 句", "二是慢。", "二是很慢。")]
    assert [(p.kind.value, p.text) for p in found[0].pieces] == [
        ("same", "二是"),
        ("new", "很"),
        ("same", "慢。"),
    ]


def test_the_only_sentence_of_a_paragraph_is_the_paragraph() -> None:
    assert said(of_text("甲乙丙。\n二是慢。", "甲乙丙。\n二是很慢。")) == [
        ("第五部分第 2 段", "二是慢。", "二是很慢。")
    ]


def test_paragraphs_put_in_and_taken_out() -> None:
    assert said(of_text("甲乙丙。", "春夏。\n甲乙丙。\n秋冬。")) == [
        ("第五部分开头", "", "春夏。"),
        ("第五部分第 1 段后面", "", "秋冬。"),
    ]
    assert said(of_text("甲乙丙。\n丁。", "甲乙丙。")) == [("第五部分第 2 段", "丁。", "")]
    preface = differences(made(), made(texts={"preface": paragraphs("甲。")}), FORM)
    assert said(preface) == [("前言开头", "", "甲。")]


def test_sentences_put_in_and_taken_out() -> None:
    assert said(of_text("甲乙丙丁。戊己庚辛。", "甲乙丙丁。春夏。戊己庚辛。")) == [
        ("第五部分第 1 段第 1 句后面", "", "春夏。")
    ]
    assert said(of_text("甲乙丙丁。戊己庚辛。", "春夏。甲乙丙丁。戊己庚辛。")) == [
        ("第五部分第 1 段开头", "", "春夏。")
    ]
    assert said(of_text("甲乙丙丁。春夏。戊己庚辛。", "甲乙丙丁。戊己庚辛。")) == [
        ("第五部分第 1 段第 2 句", "春夏。", "")
    ]


def test_sentences_that_went_or_came_one_after_the_other_are_one_change() -> None:
    assert said(of_text("甲乙丙丁。戊己庚辛。", "甲乙丙丁。春夏。秋冬。戊己庚辛。")) == [
        ("第五部分第 1 段第 1 句后面", "", "春夏。秋冬。")
    ]
    assert said(of_text("甲乙丙丁。春夏。秋冬。戊己庚辛。", "甲乙丙丁。戊己庚辛。")) == [
        ("第五部分第 1 段第 2 至 3 句", "春夏。秋冬。", "")
    ]


def test_a_paragraph_written_anew_is_one_difference() -> None:
    assert said(of_text("甲乙丙。丁戊己。", "春夏秋冬。子丑寅卯。")) == [
        ("第五部分第 1 段", "甲乙丙。丁戊己。", "春夏秋冬。子丑寅卯。")
    ]


def test_a_level_differs_by_itself() -> None:
    old = (Paragraph.of("主要问题", 2), Paragraph.of("甲。"))
    new = (Paragraph.of("主要的问题", 3), Paragraph.of("甲。"))
    assert said(of_text(old, new)) == [
        ("第五部分第 1 段的级别", "二级标题", "三级标题"),
        ("第五部分第 1 段", "主要问题", "主要的问题"),
    ]
    one, other = made(texts={PROBLEMS: old}), made(texts={PROBLEMS: new})
    after = carried(one, other, "第五部分第 1 段的级别")
    assert after.text(PROBLEMS) == (Paragraph.of("主要问题", 3), old[1])


def test_blank_paragraphs_and_white_space_are_no_difference() -> None:
    old = (Paragraph.of("甲  乙。"), Paragraph(), Paragraph.of("丙。"))
    new = (Paragraph.of("甲 乙。"), Paragraph.of("丙。"), Paragraph.of(" "))
    assert of_text(old, new) == ()
    after = carried(
        made(texts={PROBLEMS: old}), made(texts={PROBLEMS: (new[0], Paragraph.of("丁。"))})
    )
    assert after.text(PROBLEMS) == (old[0], Paragraph(), Paragraph.of("丁。"))


def test_a_looser_key_overlooks_more() -> None:
    old, new = (made(texts={PROBLEMS: paragraphs(text)}) for text in ("甲 乙。", "甲乙。"))
    assert differences(old, new, FORM)
    assert differences(old, new, FORM, lambda text: "".join(text.split())) == ()


def test_only_the_chosen_are_carried_over() -> None:
    old = made(texts={PROBLEMS: paragraphs("甲乙丙丁。戊己庚辛。\n子丑寅。\n春夏。")})
    new = made(texts={PROBLEMS: paragraphs("甲乙丙。戊己庚。\n新段。\n子丑寅。")})
    assert [one.place for one in differences(old, new, FORM)] == [
        "第五部分第 1 段第 1 句",
        "第五部分第 1 段第 2 句",
        "第五部分第 1 段后面",
        "第五部分第 3 段",
    ]
    after = carried(old, new, "第五部分第 1 段第 2 句", "第五部分第 1 段后面")
    assert [p.resolve(lambda _: None) for p in after.text(PROBLEMS)] == [
        "甲乙丙丁。戊己庚。",
        "新段。",
        "子丑寅。",
        "春夏。",
    ]
    after = carried(old, new, "第五部分第 3 段")
    assert after.text(PROBLEMS) == old.text(PROBLEMS)[:2]


def test_a_text_taken_out_whole_is_empty() -> None:
    old = made(texts={PROBLEMS: paragraphs("甲。\n乙。")})
    assert dict(carried(old, made()).texts) == {}


# References ------------------------------------------------------------------------------------


def referring(before: str = "本年新收", after: str = "件，都已办结。") -> Text:
    runs = (TextRun(text=before), CellRun(cell=RECEIVED), TextRun(text=after))
    return (Paragraph(runs=runs),)


def with_reference(number: int | None = 40) -> Report:
    return made(
        cells={RECEIVED: number} if number is not None else {}, texts={PROBLEMS: referring()}
    )


def plain(text: str, number: int = 40) -> Report:
    return made(cells={RECEIVED: number}, texts={PROBLEMS: paragraphs(text)})


def test_a_reference_is_compared_by_its_number() -> None:
    assert differences(with_reference(), plain("本年新收40件，都已办结。"), FORM) == ()


def test_a_reference_stays_where_the_words_around_it_do() -> None:
    after = carried(with_reference(), plain("本年新收40件，都已经办结。"))
    assert after.text(PROBLEMS) == referring(after="件，都已经办结。")


def test_a_reference_gives_way_to_another_number() -> None:
    after = carried(with_reference(), plain("本年新收41件，都已办结。"))
    assert after.text(PROBLEMS) == paragraphs("本年新收41件，都已办结。")


def test_a_number_behind_another_word_is_no_reference() -> None:
    after = carried(with_reference(3), plain("本年补正3件，都已办结。", 3))
    assert after.text(PROBLEMS) == paragraphs("本年补正3件，都已办结。")


def test_an_equal_number_elsewhere_is_no_reference() -> None:
    after = carried(with_reference(3), plain("在3月新收5件，都已办结。", 3))
    assert after.text(PROBLEMS) == paragraphs("在3月新收5件，都已办结。")


def test_a_number_changed_in_the_table_and_in_prose_follows() -> None:
    old, new = with_reference(), plain("本年新收41件，都已办结。", 41)
    found = differences(old, new, FORM)
    assert [(one.place, one.follows) for one in found] == [
        ("表三“一、本年新收·自然人”", ()),
        ("第五部分第 1 段", (RECEIVED,)),
    ]
    after = carried(old, new)
    assert after.cells == {RECEIVED: 41}
    assert after.text(PROBLEMS) == referring()
    assert edit_of(found[-1:], old, new, FORM) == Together("采用改动", ())


def test_a_number_changed_in_both_keeps_its_reference_beside_other_changes() -> None:
    after = carried(with_reference(), plain("本年新收41件，都已经办结。", 41))
    assert after.text(PROBLEMS) == referring(after="件，都已经办结。")


def test_a_reference_follows_its_cell_where_the_other_report_forgot_to() -> None:
    after = carried(with_reference(), plain("本年新收40件，都已办结。", 41))
    assert after.text(PROBLEMS) == referring()
    assert after.cells == {RECEIVED: 41}


def test_references_of_the_other_report_come_along() -> None:
    old = plain("本年新收40件。")
    new = made(cells={RECEIVED: 40}, texts={PROBLEMS: referring(after="件，都已办结。")})
    assert carried(old, new).text(PROBLEMS) == referring()


def test_no_sentence_ends_within_a_reference() -> None:
    cell = CellRun(cell=RECEIVED)
    old = made(
        cells={RECEIVED: Raw("1。2")},
        texts={PROBLEMS: (Paragraph(runs=(TextRun(text="甲乙"), cell, TextRun(text="丙丁。戊"))),)},
    )
    new = plain("甲乙1。2丙丁。己庚")
    after = carried(old, new, "第五部分第 1 段第 2 句")
    assert after.text(PROBLEMS)[0].runs[1] == cell


# Fields ----------------------------------------------------------------------------------------


def test_fields_are_found_and_carried_over_one_by_one() -> None:
    old = made(organ=Organ(id="1", name="甲局"))
    new = made(
        organ=Organ(id="2", name="乙局", telephone="1"),
        year=2025,
        scope=Scope.AGGREGATED,
        period=Period.of_year(2025),
        signature=Signature(name="乙局", date="2026年1月2日", seal=Seal.SEALED),
    )
    assert said(differences(old, new, FORM)) == [
        ("机关名称", "甲局", "乙局"),
        ("年度", "2024年", "2025年"),
        ("数据范围", "本机关", "汇总"),
        ("统计期限", "全年", "2025年1月1日至2025年12月31日"),
        ("电话", "", "1"),
        ("落款名称", "", "乙局"),
        ("落款日期", "", "2026年1月2日"),
        ("落款方式", "不落款", "落款并留盖章位置"),
    ]
    after = carried(old, new, "机关名称", "落款日期")
    assert after.organ == Organ(id="1", name="乙局")
    assert after.signature == Signature(date="2026年1月2日")
    assert after.year == 2024


def test_a_title_differs_only_where_it_is_not_the_usual_one() -> None:
    old, new = made(organ=Organ(name="甲局")), made(organ=Organ(name="乙局"))
    assert [one.place for one in differences(old, new, FORM)] == ["机关名称"]
    own = new.replace(title="乙局年报")
    found = differences(old, own, FORM)
    assert said(found)[0] == ("标题", "甲局2024年政府信息公开工作年度报告", "乙局年报")
    assert carried(old, own, "标题").title == "乙局年报"
    back = carried(old.replace(title="甲局年报"), new, "标题")
    assert back.printed_title(FORM) == new.printed_title(FORM)


def test_the_order_is_that_of_the_form() -> None:
    old = made()
    new = made(
        year=2025,
        cells={RECEIVED: 1, LICENCES: 2},
        texts={"preface": paragraphs("甲。"), "overview": paragraphs("乙。")},
    )
    assert [one.place for one in differences(old, new, FORM)] == [
        "年度",
        "前言开头",
        "第一部分开头",
        "表二“行政许可·本年处理决定数量”",
        "表三“一、本年新收·自然人”",
    ]


def test_another_form_is_compared_by_its_declaration() -> None:
    old = new_report(TOY, 2024)
    new = old.replace(cells={"letters.received.paper": 2}, texts={TEXT: paragraphs("甲。")})
    assert len(differences(old, new, TOY)) == 2
    assert carried(old, new, form=TOY).same_as(new)


def test_a_long_report_changed_everywhere_comes_out_whole() -> None:
    old = long_report(FORM, 20_000)
    new = old.replace(
        texts={
            text_id: tuple(
                Paragraph.of(p.resolve(lambda _: None).replace("120条", f"{number}条"))
                for number, p in enumerate(text)
            )
            for text_id, text in old.texts.items()
        }
    )
    found = differences(old, new, FORM)
    assert all(
        {piece.text for piece in one.pieces if piece.kind is PieceKind.OLD} == {"120"}
        for one in found
    )
    assert edit_of(found, old, new, FORM).apply(old).same_as(new)
