"""Sums by cell and by place, and the search that asks them."""

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing.relations import Relations, add_up
from gi_desktop.importing.trying import Steps, TooManyError

FORM = current_edition()
RELATIONS = Relations(FORM)
ROW = [f"review.reconsideration.{column.id}" for column in FORM.table("review").columns]


def test_sums_of_a_row_by_place_are_those_by_cell() -> None:
    (one,) = RELATIONS.by_place(ROW)
    (equation,) = RELATIONS.within(ROW)
    assert tuple(tuple(ROW[at] for at in side) for side in one) == (equation.plus, equation.minus)


@pytest.mark.parametrize("total, true", [(10, True), (9, False)])
def test_numbers_add_up_by_place_and_by_cell(total: int, true: bool) -> None:
    numbers = [1, 2, 3, 4, total]
    (equation,) = RELATIONS.within(ROW)
    assert add_up(RELATIONS.by_place(ROW), numbers) is true
    assert add_up([(equation.plus, equation.minus)], dict(zip(ROW, numbers, strict=True))) is true
    assert RELATIONS.judged(ROW, dict(zip(ROW, numbers, strict=True))) == [true]


def test_no_sum_is_judged_with_a_cell_beyond_the_row() -> None:
    assert RELATIONS.by_place(ROW[:-1]) == []
    assert RELATIONS.judged(ROW[:-1], {}) == []


def test_what_is_not_known_is_neither_true_nor_false() -> None:
    assert RELATIONS.judged(ROW, {ROW[0]: 1}) == [None]


def test_a_search_ends_where_it_tries_too_much() -> None:
    steps = Steps(2)
    steps.take()
    steps.take()
    with pytest.raises(TooManyError):
        steps.take()
