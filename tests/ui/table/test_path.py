import pytest

from gi_desktop.form import Table, current_edition
from gi_desktop.ui.table.path import Path
from tests.toy import TOY


def everything(cell: str) -> bool:
    return True


def way(path: Path, first: str) -> list[str]:
    found, cell = [first], path.down(first, 1, everything)
    while cell:
        found.append(cell)
        cell = path.down(cell, 1, everything)
    return found


@pytest.fixture
def applications() -> Path:
    return Path(current_edition().table("applications"))


@pytest.fixture
def disclosure() -> Path:
    return Path(current_edition().table("disclosure"))


@pytest.mark.parametrize("table", [*current_edition().tables, *TOY.tables], ids=lambda t: t.id)
def test_enter_and_tab_reach_every_cell_once(table: Table) -> None:
    path = Path(table)
    assert sorted(way(path, path.first)) == sorted(table.by_address)


def test_down_a_column_then_the_next(applications: Path) -> None:
    down = way(applications, "applications.received.natural")
    rows = [cell.split(".")[1] for cell in down[:25]]
    assert rows[0] == "received"
    assert rows[-1] == "carried_out"
    assert down[25] == "applications.received.business"


def test_a_block_is_finished_before_the_one_below(disclosure: Path) -> None:
    assert way(disclosure, disclosure.first) == [
        "disclosure.rules.issued",
        "disclosure.normative.issued",
        "disclosure.rules.repealed",
        "disclosure.normative.repealed",
        "disclosure.rules.in_force",
        "disclosure.normative.in_force",
        "disclosure.licences.decisions",
        "disclosure.penalties.decisions",
        "disclosure.coercion.decisions",
        "disclosure.fees.amount",
    ]


def test_what_is_not_accepted_is_passed_over_both_ways(applications: Path) -> None:
    def no_total(cell: str) -> bool:
        return not cell.startswith("applications.total.")

    assert applications.down("applications.other_other.natural", 1, no_total) == (
        "applications.carried_out.natural"
    )
    assert applications.down("applications.carried_out.natural", -1, no_total) == (
        "applications.other_other.natural"
    )


def test_arrows_go_to_the_cell_least_aside(disclosure: Path) -> None:
    assert disclosure.below("disclosure.normative.in_force") == "disclosure.licences.decisions"
    assert disclosure.above("disclosure.licences.decisions") == "disclosure.normative.issued"
    assert disclosure.right("disclosure.rules.issued") == "disclosure.rules.repealed"
    assert disclosure.left("disclosure.rules.issued") is None
    assert disclosure.above("disclosure.rules.issued") is None
    assert disclosure.below("disclosure.fees.amount") is None


def test_pages_end_at_the_edge(applications: Path) -> None:
    assert applications.below("applications.received.natural", 2) == "applications.granted.natural"
    assert applications.below("applications.granted.other", 99) == "applications.carried_out.other"
    assert applications.above("applications.granted.other", 99) == "applications.received.other"


def test_begun_anew_a_way_leads_round(applications: Path) -> None:
    last = "applications.carried_out.total"
    assert applications.down(last, 1, everything) is None
    assert applications.down(last, 1, everything, again=True) == applications.first
    assert applications.across(applications.first, -1, everything, again=True) == last
    alone = applications.first.__eq__
    assert applications.down(applications.first, 1, alone, again=True) is None


@pytest.mark.parametrize(
    "filled, begin, end",
    [
        ("", 0, 24),  # nothing but empty cells: the last one
        ("012", 0, 2),
        ("012", 2, 24),
        ("0125", 2, 5),
        ("5", 0, 5),
        ("05", 0, 5),
        ("", 24, 24),
    ],
)
def test_where_control_and_an_arrow_lead(
    applications: Path, filled: str, begin: int, end: int
) -> None:
    column = way(applications, applications.first)[:25]
    has = {column[int(place)] for place in filled}
    assert applications.jump(column[begin], applications.below, has.__contains__) == column[end]
