"""Last year's report beside this year's: attached, undone, taken off, explained, kept."""

from pathlib import Path

import pytest

from gi_desktop.drafts import attach, begun_after, detach
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.model import new_report
from gi_desktop.session import Session

FORM = current_edition()
IN, OUT = "applications.carried_in.natural", "applications.carried_out.natural"
LAST = new_report(FORM, 2024).replace(cells={OUT: 3})


@pytest.fixture
def session() -> Session:
    return Session.new(year=2025)


def attached(session: Session) -> None:
    session.apply(attach(session.form, session.draft, LAST))


def test_attaching_fills_in_what_is_carried_over_in_one_step(session: Session) -> None:
    attached(session)
    assert session.previous is LAST
    assert session.last is not None
    assert session.last.value(OUT) == 3
    assert session.report.cells == {IN: 3}
    session.undo()
    assert session.previous is None
    assert session.last is None
    assert session.report.cells == {}
    session.redo()
    assert (session.previous, session.report.cells) == (LAST, {IN: 3})


def test_what_stands_there_stays(session: Session) -> None:
    session.apply(SetCells("填", {IN: 5}))
    attached(session)
    assert session.report.cells == {IN: 5}
    (finding,) = [f for f in session.findings if f.code == "carried_in_last_year"]
    session.explain(finding, "上年漏报 2 件")
    assert session.is_settled(finding)


def test_a_reason_is_asked_again_where_last_year_is_another(session: Session) -> None:
    session.apply(SetCells("填", {IN: 5}))
    attached(session)
    (finding,) = [f for f in session.findings if f.code == "carried_in_last_year"]
    session.explain(finding, "上年漏报 2 件")
    session.apply(attach(FORM, session.draft, LAST.replace(cells={OUT: 4})))
    (finding,) = [f for f in session.findings if f.code == "carried_in_last_year"]
    assert not session.is_settled(finding)
    assert session.former_reason(finding) == "上年漏报 2 件"
    session.undo()
    (finding,) = [f for f in session.findings if f.code == "carried_in_last_year"]
    assert session.is_settled(finding)


def test_taking_it_off_leaves_the_numbers(session: Session) -> None:
    attached(session)
    session.apply(detach())
    assert session.previous is None
    assert session.report.cells == {IN: 3}
    assert session.undo_label == "去掉上年报告"


def test_the_report_of_the_year_after_begins_with_it() -> None:
    draft = begun_after(FORM, LAST)
    assert (draft.report.year, draft.report.cells, draft.previous) == (2025, {IN: 3}, LAST)


def test_it_is_kept_with_the_draft(session: Session, tmp_path: Path) -> None:
    attached(session)
    session.apply(SetCells("填", {IN: 5}))
    (finding,) = [f for f in session.findings if f.code == "carried_in_last_year"]
    session.explain(finding, "上年漏报 2 件")
    session.save(tmp_path / "a.xxgk")
    opened = Session.open(tmp_path / "a.xxgk")
    assert opened.previous == LAST
    (finding,) = [f for f in opened.findings if f.code == "carried_in_last_year"]
    assert opened.reason(finding) == "上年漏报 2 件"
    assert opened.last is not None
