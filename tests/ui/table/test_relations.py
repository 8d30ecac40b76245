from gi_desktop.form import Term, current_edition
from gi_desktop.form.model import Balance
from gi_desktop.report.edits import SetCells
from gi_desktop.report.values import Raw, Value
from gi_desktop.session import Session
from gi_desktop.ui.table.relations import Standing, items, read, sources
from tests.toy import TOY

FORM = current_edition()
TABLE = FORM.table("applications")


def said(values: dict[str, Value], current: int | None = None) -> list[tuple[Standing, str]]:
    session = Session.new(FORM, 2022)
    session.apply(SetCells("填", values))
    readings = [read(FORM, session.sheet, balance) for balance in TABLE.balances]
    return [(item.standing, item.text) for item in items(readings, current)]


def zeros() -> dict[str, Value]:
    return {s.address: 0 for s in TABLE.cells if s.address not in FORM.derived}


def test_both_sides_and_the_difference_of_what_does_not_hold() -> None:
    values = zeros() | {
        "applications.received.natural": 40,
        "applications.granted.natural": 38,
        "applications.carried_out.natural": 3,
    }
    first, *rest = said(values)
    assert first == (Standing.WRONG, "自然人：一 40 ＋ 二 0 ＝ 40，三 38 ＋ 四 3 ＝ 41，相差 1")
    assert (Standing.HOLDS, "商业企业") in rest
    assert rest[0][0] is Standing.WRONG  # the 总计 column
    assert len(rest) == 6


def test_what_is_not_filled_in_is_not_judged() -> None:
    assert said({}) == [
        (
            Standing.OPEN,
            "未填完：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计",
        )
    ]
    assert said({})[0][1].count("相差") == 0


def test_the_current_column_shows_its_numbers_while_it_is_typed() -> None:
    values: dict[str, Value] = {
        "applications.received.natural": 40,
        "applications.carried_in.natural": Raw("无"),
        "applications.granted.natural": 5,
    }
    first = said(values, current=0)[0]
    assert first == (Standing.WRONG, "自然人：第二项填的不是数")


def test_the_current_column_comes_first_though_others_are_wrong() -> None:
    values = zeros() | {"applications.received.natural": 40}
    found = said(values, current=1)
    assert found[0] == (Standing.HOLDS, "商业企业：一 0 ＋ 二 0 ＝ 0，三 0 ＋ 四 0 ＝ 0")
    assert found[1][0] is Standing.WRONG


def test_a_total_that_only_follows_is_no_fault_of_its_own() -> None:
    session = Session.new(FORM, 2022)
    session.apply(SetCells("填", zeros() | {"applications.received.natural": 40}))
    read_all = [read(FORM, session.sheet, one, session.findings) for one in TABLE.balances]
    found = [(item.standing, item.text) for item in items(read_all, None)]
    assert [standing for standing, _ in found[:2]] == [Standing.WRONG, Standing.ECHO]
    assert found[1][1] == "总计 随之不平"


def test_a_relation_over_several_columns_is_called_by_its_place() -> None:
    cells = ("letters.received.paper", "letters.answered.mail")
    balance = Balance("x", "表一各列", (Term(cells[0], "第项"),), (Term(cells[1], "答复"),))
    session = Session.new(TOY, 2022)
    session.apply(SetCells("填", {cells[0]: 3, cells[1]: 5}))
    (item,) = items([read(TOY, session.sheet, balance)], None)
    assert item.text == "表一各列：第项 3 ＝ 3，答复 5 ＝ 5，相差 2"


def test_a_relation_hangs_on_the_addends_of_its_totals() -> None:
    found = sources(FORM, TABLE.balances[0])
    assert "applications.other_other.natural" in found
    assert "applications.other_other.business" not in found


def test_where_there_is_little_room_only_the_difference_is_told() -> None:
    session = Session.new(FORM, 2022)
    session.apply(SetCells("填", zeros() | {"applications.received.natural": 40}))
    readings = [read(FORM, session.sheet, balance) for balance in TABLE.balances]
    wrong, total, *held = (item.brief.text for item in items(readings, None))
    assert (wrong, total) == ("自然人 相差 40", "总计 相差 40")
    assert held[0] == "商业企业"
