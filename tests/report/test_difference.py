"""What two reports say differently: cells, fields, and the edit that carries some over."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.form import Edition
from gi_desktop.report.alignment import PieceKind
from gi_desktop.report.difference import DifferenceKind, differences, edit_of
from gi_desktop.report.model import Organ, Period, Scope, Seal, Signature, new_report
from gi_desktop.report.prose import CellRun, Paragraph, Text, paragraphs
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw
from tests.report.differing import FORM, RECEIVED, carried, made, said
from tests.strategies import long_report, reports, usual_reports
from tests.toy import TEXT, TOY

every_form = pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
few = settings(max_examples=25)
"""Two reports each: to draw them takes longer than to compare them."""
ROW = [f"applications.received.{c.id}" for c in FORM.table("applications").columns]
LICENCES = "disclosure.licences.decisions"


def _refers(text: Text) -> bool:
    return any(isinstance(run, CellRun) for paragraph in text for run in paragraph.runs)


# What must always hold ------------------------------------------------------------------------


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


# Cells ----------------------------------------------------------------------------------------


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


# Fields ---------------------------------------------------------------------------------------


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
