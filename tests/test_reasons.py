"""Reasons for findings: kept while the values behind them last, undone like any change."""

from pathlib import Path

import pytest

from gi_desktop.form import Power
from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.finding import Finding
from gi_desktop.report.profile import Profile
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Change, Session

ISSUED, IN_FORCE = "disclosure.normative.issued", "disclosure.normative.in_force"
REASON = "本年制发的 3 件当年已废止。"


@pytest.fixture
def session() -> Session:
    session = Session.new(year=2025)
    session.apply(SetCells("填写", {ISSUED: 8, IN_FORCE: 5}))
    return session


def low(session: Session) -> Finding:
    (found,) = (finding for finding in session.findings if finding.code == "in_force_low")
    return found


def test_a_reason_settles_a_finding(session: Session) -> None:
    assert low(session) in session.unsettled
    session.explain(low(session), f" {REASON}\n")
    assert session.reason(low(session)) == REASON
    assert low(session) in session.findings
    assert low(session) not in session.unsettled


def test_a_reason_lasts_while_other_numbers_change(session: Session) -> None:
    session.explain(low(session), REASON)
    session.apply(SetCells("填写", {"disclosure.penalties.decisions": 4}))
    assert session.reason(low(session)) == REASON


def test_a_reason_is_asked_again_when_its_numbers_change(session: Session) -> None:
    session.explain(low(session), REASON)
    assert session.former_reason(low(session)) == ""
    session.apply(SetCells("填写", {IN_FORCE: 4}))
    assert session.reason(low(session)) == ""
    assert session.former_reason(low(session)) == REASON
    session.apply(SetCells("填写", {IN_FORCE: 5}))
    assert session.reason(low(session)) == REASON


def test_a_former_reason_is_that_of_the_same_cells(session: Session) -> None:
    session.apply(SetCells("填写", {"disclosure.rules.issued": 2, "disclosure.rules.in_force": 1}))
    rules, normative = (found for found in session.findings if found.code == "in_force_low")
    session.explain(normative, REASON)
    session.apply(SetCells("填写", {IN_FORCE: 4}))
    assert session.former_reason(rules) == ""


def test_a_reason_typed_letter_by_letter_is_one_step(session: Session) -> None:
    before = session.draft
    session.end_step()
    for end in range(1, len(REASON) + 1):
        session.explain(low(session), REASON[:end], merge=True)
    session.undo()
    assert session.draft == before
    session.redo()
    session.end_step()
    version, label = session.version, session.undo_label
    session.explain(low(session), "改了", merge=True)
    session.explain(low(session), REASON, merge=True)
    assert (session.version, session.undo_label) == (version, label)


def test_a_reason_that_is_changed_keeps_its_place(session: Session) -> None:
    session.apply(SetText("写", "other_matters", paragraphs("没有。")))
    (fee,) = (finding for finding in session.findings if finding.code == "fee_statement")
    session.explain(low(session), REASON)
    session.explain(fee, "没有收费职权。")
    session.explain(low(session), "另一个理由。")
    codes = [one.code for one in session.draft.explanations]
    assert codes == ["in_force_low", "fee_statement"]


def test_a_reason_can_be_changed_and_taken_back(session: Session) -> None:
    session.explain(low(session), REASON)
    session.explain(low(session), "另一个理由。")
    assert [one.reason for one in session.draft.explanations] == ["另一个理由。"]
    session.explain(low(session), " ")
    assert session.draft.explanations == ()


def test_giving_a_reason_is_one_step_of_undo(session: Session) -> None:
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.explain(low(session), REASON)
    assert session.undo_label == "填写核实理由"
    session.undo()
    assert session.reason(low(session)) == ""
    session.redo()
    assert session.reason(low(session)) == REASON
    assert [change.finding for change in heard] == [low(session)] * 3
    assert len({change.target for change in heard}) == 1
    before = session.version
    session.explain(low(session), REASON)
    assert session.version == before


def test_reasons_are_saved_with_the_draft(session: Session, tmp_path: Path) -> None:
    session.explain(low(session), REASON)
    session.save(tmp_path / "a.xxgk")
    again = Session.open(tmp_path / "a.xxgk")
    assert again.reason(low(again)) == REASON


def test_a_reason_for_words_lasts_while_the_finding_says_the_same(session: Session) -> None:
    session.apply(SetText("写", "other_matters", paragraphs("没有。")))
    (fee,) = (finding for finding in session.findings if finding.code == "fee_statement")
    session.explain(fee, "没有收费职权。")
    session.apply(SetText("写", "other_matters", paragraphs("没有其他事项。")))
    assert session.reason(fee) == "没有收费职权。"
    changed = Finding(fee.code, fee.severity, "另一句。", text=fee.text)
    assert session.reason(changed) == ""


def test_a_profile_is_judged_by_and_changes_nothing(session: Session) -> None:
    session.apply(SetCells("填写", {"disclosure.penalties.decisions": 4}))
    heard: list[Change] = []
    session.subscribe(heard.append)
    version = session.version
    profile = Profile(powers={Power.PENALTY: False})
    session.use_profile(profile)
    assert any(finding.code == "power_mismatch" for finding in session.findings)
    assert session.version == version
    assert heard == [Change(frozenset())]
    session.use_profile(profile)
    assert len(heard) == 1
    session.use_profile(None)
    assert not any(finding.code == "power_mismatch" for finding in session.findings)
