from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gi_desktop.form import Table, current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.finding import Severity
from gi_desktop.report.values import Raw, Value
from gi_desktop.session import Session
from gi_desktop.ui.table.marks import Mark
from gi_desktop.ui.table.model import MARK_ROLE, FormModel
from tests.toy import TOY

Role = Qt.ItemDataRole
NATURAL = "applications.received.natural"


def model_of(session: Session, table: str) -> FormModel:
    model = FormModel(session, session.form.table(table))
    session.subscribe(lambda _: model.refresh())
    return model


def data(model: FormModel, cell: str, role: int) -> object:
    return model.index_of(cell).data(role)


@pytest.mark.parametrize("table", [*current_edition().tables, *TOY.tables], ids=lambda t: t.id)
def test_qt_finds_no_fault_with_the_model(table: Table, qtbot: QtBot) -> None:
    """The tester warns, and pytest-qt fails a test in which it did."""
    form = TOY if table.id == "letters" else current_edition()
    session = Session.new(form, 2022)
    model = model_of(session, table.id)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
    cells = [spec.address for spec in table.cells]
    session.apply(SetCells("填", {cells[0]: 3}))
    model.setData(model.index_of(cells[0]), "3.5")
    session.apply(SetCells("粘贴", dict.fromkeys(cells, 7)))
    session.apply(SetCells("清除", dict.fromkeys(cells)))
    session.undo()
    session.undo()
    session.redo()
    assert tester.model() is model


@pytest.mark.parametrize("table", [*current_edition().tables, *TOY.tables], ids=lambda t: t.id)
def test_every_cell_and_label_of_the_grid_stands_in_the_model(table: Table) -> None:
    form = TOY if table.id == "letters" else current_edition()
    model = model_of(Session.new(form, 2022), table.id)
    assert model.rowCount() == table.shape[0] - table.header_rows
    assert model.columnCount() == table.shape[1]
    shown = {
        model.place(model.index(row, column))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    }
    assert shown - {None} == {cell for cell in table.grid if cell.row >= table.header_rows}
    assert {model.address(model.index_of(cell)) for cell in table.by_address} == set(
        table.by_address
    )


def test_only_cells_are_filled_in(session: Session) -> None:
    model = model_of(session, "applications")
    assert model.flags(model.index_of(NATURAL)) & Qt.ItemFlag.ItemIsEditable
    label = model.index(0, 0)
    assert label.data() == "一、本年新收政府信息公开申请数量"
    assert not model.flags(label) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(label, "5")
    assert session.report.cells == {}


def test_a_total_is_derived_runs_and_is_told_from_a_typed_one(session: Session) -> None:
    model = model_of(session, "review")
    total = "review.reconsideration.total"
    cells = [f"review.reconsideration.{part}" for part in ("upheld", "corrected", "other")]
    session.apply(SetCells("填", dict.fromkeys(cells, 2)))
    assert data(model, total, Role.DisplayRole) == "6"
    assert data(model, total, Role.EditRole) == ""  # 6 is the sum so far: the total is empty
    assert model.state(total).running
    session.apply(SetCells("填", {"review.reconsideration.pending": 1}))
    assert data(model, total, Role.DisplayRole) == "7"
    assert not model.state(total).running
    assert not model.is_input(total)
    session.apply(SetCells("填", {total: 9}))
    assert model.is_input(total)


def test_only_what_changed_is_painted_again(session: Session) -> None:
    form = session.form
    model = model_of(session, "applications")
    session.apply(SetCells("填", dict.fromkeys((spec.address for spec in form.inputs), 0)))
    seen: list[str | None] = []
    model.dataChanged.connect(lambda first, _: seen.append(model.address(first)))
    session.apply(SetCells("填", {"applications.granted.business": 0}))
    assert seen == []
    session.apply(SetCells("填", {"disclosure.normative.in_force": 1}))
    assert seen == []
    # The cell, its row's total, and the whole columns that no longer balance.
    session.apply(SetCells("填", {"applications.granted.business": 1}))
    assert "applications.granted.business" in seen
    assert "applications.granted.total" in seen
    assert "applications.granted.natural" not in seen
    assert len(seen) == len(set(seen))
    # Already marked cells whose fault is only told in other words look as they did.
    painted: set[str | None] = set()
    model.dataChanged.connect(
        lambda first, _, roles: None if roles else painted.add(model.address(first))
    )
    session.apply(SetCells("填", {"applications.granted.business": 2}))
    assert painted == {
        f"applications.{cell}"
        for cell in ("granted.business", "granted.total", "total.business", "total.total")
    }


def test_a_fault_shows_in_the_data(session: Session) -> None:
    model = model_of(session, "applications")
    session.apply(SetCells("填", {NATURAL: Raw("12a")}))
    mark = data(model, NATURAL, MARK_ROLE)
    assert isinstance(mark, Mark)
    assert model.mark(NATURAL) == mark
    assert mark.severity is Severity.ERROR
    assert data(model, NATURAL, Role.DisplayRole) == "12a"
    assert "应为不小于 0 的整数" in str(data(model, NATURAL, Role.ToolTipRole))
    assert "应为不小于 0 的整数" in str(data(model, NATURAL, Role.AccessibleDescriptionRole))
    session.apply(SetCells("填", {NATURAL: 12}))
    assert model.mark(NATURAL) is None


def test_a_screen_reader_hears_row_column_value_and_state(session: Session) -> None:
    model = model_of(session, "applications")
    session.apply(SetCells("填", {NATURAL: 3, "applications.granted.natural": Raw("x")}))

    def spoken(cell: str) -> str:
        return str(data(model, f"applications.{cell}", Role.AccessibleTextRole))

    assert spoken("received.natural") == "一、本年新收政府信息公开申请数量，自然人，3"
    assert spoken("received.total").endswith("总计，已填各格合计 3，自动计算")
    assert spoken("granted.natural").endswith("（一）予以公开，自然人，x，有错误")
    assert spoken("refused_query.other") == (
        "三、本年度办理结果 （三）不予公开 8.属于行政查询事项，其他，空，未填"
    )
    session.apply(SetCells("填", {"applications.received.total": 4}))
    assert spoken("received.total").endswith("总计，4，填写的总计")


def test_headings_name_what_stands_above_and_beside(session: Session) -> None:
    model = model_of(session, "applications")
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert str(model.headerData(4, across)).endswith("申请人情况 法人或其他组织 商业企业")
    assert model.headerData(2, down) == "三、本年度办理结果 （一）予以公开"
    review = model_of(session, "review")
    assert review.headerData(5, across) == "行政诉讼 未经复议直接起诉 结果维持"
    assert review.headerData(0, down) == ""  # one line of the grid, three rows of the form


def test_every_cell_is_named(session: Session) -> None:
    for table in session.form.tables:
        model = model_of(session, table.id)
        names = [str(data(model, cell, Role.AccessibleTextRole)) for cell in table.by_address]
        assert len(set(names)) == len(names)
        for spec, name in zip(table.cells, names, strict=True):
            assert spec.row.label in name
            assert spec.column.label in name


def test_a_typed_total_is_told_from_a_calculated_one(qtbot: QtBot) -> None:
    session = Session.new(current_edition(), 2022)
    model = model_of(session, "applications")
    total = "applications.received.total"
    before = model.state(total).looks
    session.apply(SetCells("填", {total: 4}))
    assert model.state(total).typed
    assert model.state(total).looks != before
    assert "填写的总计" in str(data(model, total, Role.ToolTipRole))
    session.apply(SetCells("改", {total: None}))
    assert not model.state(total).typed


def test_the_tooltip_says_a_long_number_in_full(session: Session) -> None:
    model = model_of(session, "applications")
    session.apply(SetCells("填", {NATURAL: 12345678}))
    assert str(data(model, NATURAL, Role.ToolTipRole)).splitlines()[0] == "12345678"
    session.apply(SetCells("填", {NATURAL: 1234}))
    assert not str(data(model, NATURAL, Role.ToolTipRole) or "").startswith("1234")


# What a change touches ---------------------------------------------------------------------------

PAPER, TOTAL = "letters.received.paper", "letters.received.total"
STEPS: dict[str, list[dict[str, Value]]] = {
    "a fault mended in another cell": [
        {PAPER: 5, "letters.answered.paper": 5, "letters.open.paper": 1},
        {"letters.open.paper": 0},
    ],
    "the same amount written otherwise": [
        {"letters.postage.amount": Decimal("1.0")},
        {"letters.postage.amount": Decimal("1.00")},
    ],
    "a total typed as it was computed": [
        {PAPER: 4, "letters.received.mail": 4},
        {TOTAL: 8},
        {TOTAL: None},
    ],
    "a sum that goes on": [{PAPER: 1}, {PAPER: 12}, {PAPER: None}],
}


def assert_as_new(model: FormModel) -> None:
    """What the model shows after changes is what one shows that is made now."""
    new = FormModel(model.session, model.table)
    for cell in model.table.by_address:
        assert model.state(cell) == new.state(cell), cell
        assert model.mark(cell) == new.mark(cell), cell


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_a_change_leaves_nothing_behind(steps: list[dict[str, Value]]) -> None:
    model = model_of(Session.new(TOY, 2022), "letters")
    for step in steps:
        model.session.apply(SetCells("填", step))
        assert_as_new(model)


@given(st.data())
def test_whatever_is_filled_in_leaves_nothing_behind(data: st.DataObject) -> None:
    model = model_of(Session.new(TOY, 2022), "letters")
    cells = st.sampled_from(sorted(model.table.by_address))
    values = st.none() | st.sampled_from((0, 1, 7, 300, 300_000)) | st.just(Raw("无"))
    for step in data.draw(st.lists(st.dictionaries(cells, values, max_size=6), max_size=6)):
        model.session.apply(SetCells("填", step))
        assert_as_new(model)
