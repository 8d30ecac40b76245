"""A published report typed into the window is the one that the import reads."""

from pathlib import Path

import pytest

from gi_desktop.importing import import_file
from gi_desktop.report.finding import Severity
from gi_desktop.report.model import Report
from gi_desktop.report.values import format_value
from gi_desktop.ui.dialogs import Answer
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import CONTROL, Key, compose, keys, press, session_of, type_chinese

NAME = "000_c6e477359f189cff"
"""清远: a report whose numbers are all sound."""


@pytest.fixture
def published(window: Window, real_reports: dict[str, Path]) -> Report:
    return import_file(real_reports[NAME], session_of(window).form).report


def type_table(window: Window, number: int, published: Report) -> None:
    """Type every number that is entered by hand, Enter after each."""
    window.go(number)
    page = window.pages[number]
    assert isinstance(page, TablePage)
    form = session_of(window).form
    typed = set()
    while (cell := page.view.current_cell()) not in typed:
        assert cell is not None
        assert cell not in form.derived
        typed.add(cell)
        keys(format_value(published.stored(cell)))
        press(Key.Key_Return)
    assert typed == {s.address for s in form.inputs if s.table == page.model.table.id}


def type_prose(window: Window, number: int, published: Report) -> None:
    """Write every paragraph by input method, Enter between them, levels by key."""
    window.go(number)
    section = window.steps[number].section
    assert section is not None
    for place, paragraph in enumerate(published.text(section.text)):
        if place:
            press(Key.Key_Return)
        press(Key(Key.Key_0 + paragraph.level), CONTROL)
        type_chinese(paragraph.resolve(lambda _cell: None))


def test_a_real_report_typed_equals_the_imported_one(window: Window, published: Report) -> None:
    page = window.pages[0]
    assert isinstance(page, BasicsPage)
    type_chinese(published.organ.name)
    page.edits["year"].setFocus()
    keys(str(published.year))
    for number, step in enumerate(window.steps):
        if step.section is not None and step.section.table:
            type_table(window, number, published)
        elif step.section is not None:
            type_prose(window, number, published)
    session = session_of(window)
    assert dict(session.report.cells) == dict(published.cells)
    assert session.report.year == published.year
    assert session.report.organ.name == published.organ.name
    for section in session.form.sections:
        if section.text:
            assert session.report.text(section.text) == published.text(section.text)
    assert [found for found in session.findings if found.severity is Severity.ERROR] == []


def test_what_was_typed_last_is_in_the_file(
    window: Window, dialogs: FakeDialogs, tmp_path: Path, published: Report
) -> None:
    """Closing in the middle of a composition saves it."""
    type_chinese(published.organ.name)
    compose("ban'gong")
    dialogs.save, dialogs.save_path = Answer.SAVE, tmp_path / "a.xxgk"
    assert window.close()
    text = (tmp_path / "a.xxgk").read_text(encoding="utf-8")
    assert f"{published.organ.name}ban'gong" in text
