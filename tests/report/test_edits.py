"""Edits: what they change, and that each can be taken back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import Edition, current_edition
from gi_desktop.report.edits import Edit, SetCells, SetFields, SetText, Together
from gi_desktop.report.model import Organ, Report, Scope, new_report
from gi_desktop.report.prose import Paragraph, paragraphs
from gi_desktop.report.values import Raw
from tests.strategies import any_paragraphs, any_text, reports, values, years
from tests.toy import TOY

FORM = current_edition()
every_form = pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
PAPER, MAIL = "letters.received.paper", "letters.received.mail"


def cell_edits(form: Edition) -> st.SearchStrategy[Edit]:
    pairs = st.sampled_from(list(form.cells.values())).flatmap(
        lambda spec: st.tuples(st.just(spec.address), values(spec))
    )
    return st.builds(SetCells, any_text, st.lists(pairs, max_size=5).map(dict))


def text_edits(form: Edition) -> st.SearchStrategy[Edit]:
    text = st.lists(any_paragraphs(form), max_size=3).map(tuple)
    return st.builds(SetText, any_text, st.sampled_from(form.texts), text)


field_edits: st.SearchStrategy[Edit] = st.builds(
    SetFields,
    any_text,
    st.fixed_dictionaries(
        {},
        optional={
            "year": st.none() | years,
            "title": any_text,
            "scope": st.sampled_from(Scope),
            "organ": st.builds(Organ, name=any_text),
        },
    ),
)


def edits(form: Edition) -> st.SearchStrategy[Edit]:
    single = cell_edits(form) | text_edits(form) | field_edits
    return single | st.builds(Together, any_text, st.lists(single, max_size=4).map(tuple))


def changed_cells(before: Report, after: Report) -> set[str]:
    return {c for c in {*before.cells, *after.cells} if before.stored(c) != after.stored(c)}


@every_form
@given(data=st.data())
def test_every_edit_can_be_taken_back_and_done_again(data: st.DataObject, form: Edition) -> None:
    before = data.draw(reports(form))
    edit = data.draw(edits(form))
    after = edit.apply(before)
    inverse = edit.inverse(before)
    assert inverse.apply(after) == before
    assert inverse.inverse(after).apply(before) == after
    assert inverse.label == edit.label
    assert inverse.cells == edit.cells
    assert changed_cells(before, after) <= edit.cells


@every_form
@given(data=st.data())
def test_an_edit_leaves_the_report_before_it_as_it_was(data: st.DataObject, form: Edition) -> None:
    before = data.draw(reports(form))
    copy = before.model_copy(deep=True)
    data.draw(edits(form)).apply(before)
    assert before == copy


def test_cells_are_entered_replaced_and_cleared() -> None:
    report = new_report(TOY)
    report = SetCells("填写", {PAPER: 3, MAIL: Raw("x")}).apply(report)
    assert report.cells == {PAPER: 3, MAIL: Raw("x")}
    report = SetCells("填写", {PAPER: 0, MAIL: None}).apply(report)
    assert report.cells == {PAPER: 0}


def test_a_text_is_replaced_and_an_empty_one_leaves_no_trace() -> None:
    report = SetText("改写", "work", paragraphs("一\n二")).apply(new_report(TOY))
    assert report.text("work") == (Paragraph.of("一"), Paragraph.of("二"))
    assert dict(SetText("清空", "work", ()).apply(report).texts) == {}


def test_edits_of_one_place_share_their_target_and_others_do_not() -> None:
    def target(cells: dict[str, Any]) -> str:
        return SetCells("填写", cells).target

    assert target({PAPER: 1, MAIL: 2}) == target({MAIL: 5, PAPER: 6})
    targets = {
        target({PAPER: 1}),
        target({MAIL: 1}),
        target({PAPER: 1, MAIL: 1}),
        SetText("改写", "work", ()).target,
        SetText("改写", "preface", ()).target,
        SetFields("年份", {"year": 1}).target,
        SetFields("标题", {"title": ""}).target,
    }
    assert len(targets) == 7


def test_several_edits_of_one_cell_together_are_taken_back_in_reverse() -> None:
    before = SetCells("填写", {PAPER: 1}).apply(new_report(TOY))
    both = Together("粘贴", (SetCells("填写", {PAPER: 2}), SetCells("填写", {PAPER: 3, MAIL: 4})))
    after = both.apply(before)
    assert after.cells == {PAPER: 3, MAIL: 4}
    assert both.cells == {PAPER, MAIL}
    assert both.inverse(before).apply(after) == before
