"""A clerk at the keyboard: fills in the report that lies beside her, by keys and input method."""

from collections.abc import Mapping
from typing import Any

from gi_desktop.form import CellSpec
from gi_desktop.report.serial import encode, to_json
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window
from tests.ui.hands import ALT, CONTROL, Key, focused, keys, press, session_of, type_chinese

Source = Mapping[str, Any]
"""The report on paper, in the public shape: organ, year, tables, texts, signature."""

_LONGEST_WAY = 80
"""Tab reaches every field of a page in fewer presses."""


def go(number: int) -> None:
    """Go to a step, counted from 1, by its key."""
    press(Key(Key.Key_0 + number), ALT)


def tab_to(name: str) -> None:
    """Press Tab until what bears that name has the focus."""
    for _ in range(_LONGEST_WAY):
        if focused().accessibleName() == name:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def type_report(window: Window, source: Source) -> None:
    """Fill in a new report, page by page."""
    form = session_of(window).form
    type_basics(source)
    for number, section in enumerate(form.sections, start=2):
        go(number)
        if section.table:
            type_table(window, source)
        else:
            type_chinese(source["texts"][section.text])


def type_basics(source: Source) -> None:
    """Fill in the first page: organ, year, preface, signature, as far as the report has them."""
    tab_to("机关名称")
    type_chinese(source["organ"])
    tab_to("报告年度")
    keys(str(source["year"]))
    if source["texts"].get("preface"):
        tab_to("前言")
        type_chinese(source["texts"]["preface"])
    signature = source.get("signature")
    if signature:
        tab_to("落款方式：不落款")
        press(Key.Key_Right)
        tab_to("落款名称")
        press(Key.Key_A, CONTROL)
        type_chinese(signature["name"])
        tab_to("落款日期")
        type_chinese(signature["date"])


def type_table(window: Window, source: Source) -> None:
    """Type every number of the table on the page, Enter after each; then the odd totals."""
    page = window.pages[window.number]
    assert isinstance(page, TablePage)
    specs = {spec.address: spec for spec in page.model.table.cells}
    typed: set[str] = set()
    while (cell := page.view.current_cell()) not in typed:
        assert cell is not None
        typed.add(cell)
        keys(_printed(source, specs[cell]))
        press(Key.Key_Return)
    sheet = session_of(window).sheet
    for cell in set(specs) - typed:  # those worked out; a report may have another number there
        if str(encode(sheet.value(cell))) != _printed(source, specs[cell]):
            _move_to(page, cell)
            press(Key.Key_F2)
            keys(_printed(source, specs[cell]))
            press(Key.Key_Return)


def _printed(source: Source, spec: CellSpec) -> str:
    return str(source[spec.table][spec.row.id][spec.column.id])


def _move_to(page: TablePage, cell: str) -> None:
    """Go to a cell from the first one by arrow keys."""
    press(Key.Key_Home, CONTROL)
    place = page.model.index_of(cell)
    while page.view.currentIndex().row() < place.row():
        press(Key.Key_Down)
    while page.view.currentIndex().column() < place.column():
        press(Key.Key_Right)
    assert page.view.current_cell() == cell


def written(window: Window) -> dict[str, Any]:
    """Return what the window holds, in the shape and extent of the report on paper."""
    session = session_of(window)
    data = to_json(session.report, session.form)
    texts = {name: "".join(line["text"] for line in text) for name, text in data["texts"].items()}
    tables = {table.id: data[table.id] for table in session.form.tables}
    return {
        "organ": data["organ"],
        "year": data["year"],
        **tables,
        "texts": texts,
        **({"signature": data["signature"]} if data["signature"] else {}),
    }
