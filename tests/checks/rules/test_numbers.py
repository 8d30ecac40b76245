"""Rules that ask about numbers which add up and yet look odd."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from gi_desktop.report.model import Organ, Report, Scope
from gi_desktop.report.values import Value
from tests.checks.helpers import Check, only

Broken = Callable[[Mapping[str, Value]], Report]


# in_force_low -------------------------------------------------------------------------------


def test_fewer_in_force_than_issued(check: Check, broken: Broken) -> None:
    report = broken({"disclosure.normative.issued": 8, "disclosure.normative.in_force": 3})
    finding = only(check(report), "in_force_low")
    assert finding.message == "表二“行政规范性文件”：现行有效 3 件，比本年制发的 8 件少。"
    assert finding.cells == ("disclosure.normative.in_force", "disclosure.normative.issued")
    assert finding.severity == "verify"


def test_as_many_in_force_as_issued(check: Check, broken: Broken) -> None:
    values = {"disclosure.normative.issued": 8, "disclosure.normative.in_force": 8}
    assert check(broken(values)) == []


def test_unknown_in_force_is_not_low(check: Check, broken: Broken) -> None:
    values = {"disclosure.normative.issued": 8, "disclosure.normative.in_force": None}
    only(check(broken(values)), "empty_cell")


# amount_unit --------------------------------------------------------------------------------

FEE = "disclosure.fees.amount"


@pytest.mark.parametrize(
    "amount, shown, right",
    [("128356", "128356", "12.8356"), ("10000", "10000", "1.0000"), ("99999.50", "99999.50", "9.999950")],
)  # fmt: skip
def test_an_amount_that_looks_like_yuan(
    check: Check, broken: Broken, amount: str, shown: str, right: str
) -> None:
    finding = only(check(broken({FEE: Decimal(amount)})), "amount_unit")
    assert f"填的是 {shown} 万元" in finding.message
    assert finding.remedy == f"单位是万元：{shown} 元应填 {right}。"
    assert finding.severity == "hint"


@pytest.mark.parametrize("amount", ["9999.99", "128356.6505", "0", "12.8356"])
def test_an_amount_that_may_well_be_in_ten_thousands(
    check: Check, broken: Broken, amount: str
) -> None:
    assert check(broken({FEE: Decimal(amount)})) == []


def test_governments_take_in_more(check: Check, broken: Broken) -> None:
    report = broken({FEE: Decimal(128356)}).replace(scope=Scope.AGGREGATED)
    assert check(report) == []
    only(check(report.replace(cells={**report.cells, FEE: Decimal(1000000)})), "amount_unit")


# sensitive_row ------------------------------------------------------------------------------


def applications(**rows: int) -> dict[str, Value]:
    """So many handled of natural persons, all received this year."""
    cells: dict[str, Value] = {f"applications.{row}.natural": n for row, n in rows.items()}
    handled = sum(rows.values())
    return {
        "applications.granted.natural": 0,
        "applications.carried_out.natural": 0,
        "applications.received.natural": handled,
        **cells,
    }


def test_sensitive_rows_are_pointed_out_together(check: Check, broken: Broken) -> None:
    report = broken(applications(refused_state_secret=1, refused_security=2, granted=9))
    finding = only(check(report), "sensitive_row")
    assert "“（三）1.属于国家秘密” 1 件、“（三）3.危及“三安全一稳定”” 2 件" in finding.message
    assert len(finding.cells) == 2


def test_other_refusals_are_not(check: Check, broken: Broken) -> None:
    assert check(broken(applications(refused_other_law=1, granted=9))) == []


# other_share --------------------------------------------------------------------------------


def test_too_much_in_the_row_for_the_rest(check: Check, broken: Broken) -> None:
    finding = only(check(broken(applications(other_other=4, granted=6))), "other_share")
    assert "有 4 件，占（七）总计 10 件的 40%" in finding.message


@pytest.mark.parametrize("other, granted", [(3, 7), (0, 0), (0, 5)])
def test_a_usual_share(check: Check, broken: Broken, other: int, granted: int) -> None:
    assert check(broken(applications(other_other=other, granted=granted))) == []


# review_without_applications ----------------------------------------------------------------


def test_appeals_without_any_application(check: Check, broken: Broken) -> None:
    values: dict[str, Value] = {
        "review.reconsideration.upheld": 2,
        "review.litigation_direct.other": 1,
    }
    finding = only(check(broken({**applications(), **values})), "review_without_applications")
    assert finding.message.startswith("表四共有 3 件复议、诉讼，但表三")


def test_appeals_where_there_were_applications(check: Check, broken: Broken) -> None:
    assert check(broken({"review.reconsideration.upheld": 2})) == []


def test_appeals_while_applications_are_not_known(check: Check, broken: Broken) -> None:
    values = {"review.reconsideration.upheld": 2, "applications.carried_in.other": None}
    report = broken({**applications(), **values})
    only(check(report), "empty_cell")


def test_a_ministry_is_no_small_organ_by_name_alone(check: Check, broken: Broken) -> None:
    report = broken({FEE: Decimal(128356)}).replace(organ=Organ(name="云溪市人民政府"))
    assert [finding.code for finding in check(report)] == ["missing_aspect"]
