"""Both years beside each other: differences, shares, sentences taken over."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import current_edition
from gi_desktop.report.comparison import Comparison, Line, compare
from gi_desktop.report.last_prose import LastReport
from gi_desktop.report.model import Organ, Report, new_report
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw, Value

FORM = current_edition()
PLAN = Plan.of(FORM)
NATURAL, TOTAL = "applications.received.natural", "applications.received.total"
FEE = "disclosure.fees.amount"


def report(year: int | None, cells: dict[str, Value], words: str = "") -> Report:
    texts = {"overview": paragraphs(words)} if words else {}
    return new_report(FORM, year).replace(cells=cells, texts=texts, organ=Organ(name="某局"))


def compared(now: Report, last: Report) -> Comparison:
    return compare(now, FORM, PLAN.sheet(now.cells), LastReport(PLAN, last))


def line(shown: Comparison, cell: str) -> Line:
    (found,) = [one for _, lines in shown.tables for one in lines if one.spec.address == cell]
    return found


def between(now: Value, last: Value, cell: str = NATURAL) -> Line:
    return line(compared(report(2025, {cell: now}), report(2024, {cell: last})), cell)


@pytest.mark.parametrize(
    "now, last, difference, share",
    [
        (42, 37, "+5", "+13.5%"),
        (37, 42, "−5", "−11.9%"),
        (0, 5, "−5", "−100.0%"),
        (5, 0, "+5", ""),
        (5, 5, "0", ""),
        (0, 0, "0", ""),
        (None, 5, "", ""),
        (5, None, "", ""),
        (Raw("五"), 5, "", ""),
    ],
)
def test_difference_and_share(now: Value, last: Value, difference: str, share: str) -> None:
    found = between(now, last)
    assert (found.difference, found.share) == (difference, share)


def test_amounts_keep_their_digits() -> None:
    found = between(Decimal("12.50"), Decimal("2.05"), FEE)
    assert (found.difference, found.share) == ("+10.45", "+509.8%")


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_the_share_leads_back_to_the_number(now: int, last: int) -> None:
    share = between(now, last).share
    if now != last:
        percent = Decimal(share.rstrip("%").replace("−", "-"))
        assert abs(Decimal(last) * (1 + percent / 100) - now) <= Decimal(last) / 1000


def test_every_cell_is_there_in_the_order_of_the_form() -> None:
    shown = compared(report(2025, {}), report(2024, {}))
    cells = [one.spec.address for _, lines in shown.tables for one in lines]
    assert cells == list(FORM.cells)
    assert (shown.organ, shown.year, shown.last_year) == ("某局", "2025年", "2024年")


def test_only_what_differs() -> None:
    now, last = report(2025, {NATURAL: 3, FEE: Decimal(1)}), report(2024, {NATURAL: 3})
    shown = compared(now, last).only_differences()
    assert [(t.id, [one.spec.address for one in lines]) for t, lines in shown.tables] == [
        ("disclosure", [FEE])
    ]


def test_totals_are_compared_too() -> None:
    row = [f"applications.received.{c.id}" for c in FORM.table("applications").columns[:-1]]
    now = report(2025, dict.fromkeys(row, 2))
    last = report(2024, dict.fromkeys(row, 1))
    assert line(compared(now, last), TOTAL).difference == "+6"


def test_sentences_that_were_taken_over_are_listed() -> None:
    shown = compared(report(2025, {}, "同样的一句。新写的一句。"), report(None, {}, "同样的一句。"))
    assert shown.sentences == 2
    assert [said.words for said in shown.same] == ["同样的一句。"]
    assert shown.last_year == "上年"
