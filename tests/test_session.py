"""The open report: one edit path, undo, findings, saving, recovery."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.document.blocks import TextBlock
from gi_desktop.documents import ExportKind
from gi_desktop.drafts import SaveError, SetDraft, Store
from gi_desktop.report.edits import Edit, SetCells, SetFields, SetText, Together
from gi_desktop.report.model import Organ, Seal, Signature
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.serial import to_record
from gi_desktop.report.values import Raw
from gi_desktop.session import Change, Session
from tests.toy import TOY, find_edition

NATURAL = "applications.received.natural"
ISSUED, IN_FORCE = "disclosure.normative.issued", "disclosure.normative.in_force"


@pytest.fixture
def session() -> Session:
    return Session.new(year=2025)


def _set(cell: str, value: int | Raw | None) -> SetCells:
    return SetCells(f"填写 {cell}", {cell: value})


def test_an_edit_changes_the_report_its_sums_and_its_findings(session: Session) -> None:
    before = session.findings
    session.apply(_set(NATURAL, 3))
    assert session.report.cells == {NATURAL: 3}
    assert session.sheet.running("applications.received.total") == 3
    assert session.findings != before
    assert session.is_modified


def test_listeners_hear_which_cells_changed_until_they_leave(session: Session) -> None:
    heard: list[Change] = []
    leave = session.subscribe(heard.append)
    session.apply(_set(NATURAL, 3))
    session.undo()
    leave()
    session.redo()
    assert [change.cells for change in heard] == [frozenset({NATURAL})] * 2


def test_an_edit_that_changes_nothing_is_no_step(session: Session) -> None:
    session.apply(_set(NATURAL, None))
    assert not session.undo_label
    assert not session.is_modified


def test_a_cell_or_text_the_form_does_not_have_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="no cell"):
        session.apply(_set("applications.received.nobody", 1))
    with pytest.raises(ValueError, match="no such text"):
        session.apply(SetText("写", "nowhere", paragraphs("字")))
    assert session.report.cells == {}


def test_undo_leads_back_to_the_saved_state(session: Session, tmp_path: Path) -> None:
    session.apply(_set(NATURAL, 3))
    session.save(tmp_path / "年报.xxgk")
    session.apply(_set(NATURAL, 4))
    assert session.is_modified
    session.undo()
    assert not session.is_modified
    session.undo()
    assert session.is_modified
    assert session.report.cells == {}


def test_the_letters_of_a_word_are_one_step(session: Session) -> None:
    for text in ("本", "本年", "本年度"):
        session.apply(SetText("写第一部分", "overview", paragraphs(text)), merge=True)
    session.end_step()
    session.apply(SetText("写第一部分", "overview", paragraphs("本年度收到")), merge=True)
    session.undo()
    assert session.report.text("overview") == paragraphs("本年度")
    assert session.undo_label == "写第一部分"
    session.undo()
    assert session.report.text("overview") == ()
    session.redo()
    assert session.report.text("overview") == paragraphs("本年度")


def test_typing_that_ends_where_it_began_leaves_no_step(session: Session) -> None:
    session.apply(_set(NATURAL, 4))
    version = session.version
    session.end_step()
    for value in (5, 56, None, 4):
        session.apply(_set(NATURAL, value), merge=True)
    assert session.version == version
    session.apply(_set(NATURAL, 45), merge=True)  # not joined to what was entered before
    session.undo()
    assert session.report.cells == {NATURAL: 4}
    session.undo()
    assert session.report.cells == {}
    assert not session.undo_label


def test_an_amount_is_kept_to_the_last_digit_typed() -> None:
    session = Session.new()
    amount = "disclosure.fees.amount"
    for typed in ("9", "9.5", "9.50"):
        session.apply(SetCells("填写", {amount: Decimal(typed)}), merge=True)
    assert str(session.report.cells[amount]) == "9.50"
    session.apply(SetCells("填写", {amount: Decimal("9.5")}))
    assert str(session.report.cells[amount]) == "9.5"
    session.undo()
    assert str(session.report.cells[amount]) == "9.50"


def test_a_new_edit_ends_what_could_be_redone(session: Session) -> None:
    session.apply(_set(NATURAL, 3))
    session.undo()
    session.apply(_set(NATURAL, 5))
    assert not session.redo_label


_cells = st.sampled_from(tuple(spec.address for spec in TOY.cells.values()))
_cell_edits = st.builds(_set, _cells, st.one_of(st.none(), st.integers(0, 999), st.just(Raw("无"))))
_text_edits = st.builds(
    lambda text: SetText("写", "work", paragraphs(text)), st.sampled_from(("", "甲", "甲\n乙"))
)
_field_edits = st.builds(
    lambda name: SetFields("改机关", {"organ": Organ(name=name)}), st.sampled_from(("", "甲", "乙"))
)
_edits = st.one_of(_cell_edits, _text_edits, _field_edits)
_all_edits = st.one_of(_edits, st.builds(lambda *edits: Together("一起", edits), _edits, _edits))


@given(st.lists(st.tuples(_all_edits, st.booleans()), max_size=12))
def test_undo_to_the_beginning_and_redo_to_the_end(edits: list[tuple[Edit, bool]]) -> None:
    session = Session.new(TOY)
    first = session.report
    for edit, merge in edits:
        session.apply(edit, merge=merge)
    last = session.report
    while session.undo_label:
        session.undo()
    assert session.report == first
    while session.redo_label:
        session.redo()
    assert session.report == last


def test_save_and_open(session: Session, tmp_path: Path) -> None:
    session.apply(_set(NATURAL, 3))
    session.apply(
        SetFields(
            "落款", {"signature": Signature(name="某局", date="2026年1月16日", seal=Seal.SEALED)}
        )
    )
    path = tmp_path / "年报 草稿.xxgk"
    session.save(path)
    assert not session.is_modified
    again = Session.open(path)
    assert again.report == session.report
    assert again.path == path


def test_a_failed_save_keeps_path_and_changes(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "年报.xxgk"
    session.save(path)
    session.apply(_set(NATURAL, 3))
    with pytest.raises(SaveError):
        session.save(tmp_path / "没有的文件夹" / "年报.xxgk")
    assert session.path == path
    assert session.is_modified


def test_saving_without_a_name_needs_a_path(session: Session) -> None:
    with pytest.raises(ValueError, match="needs a path"):
        session.save()


def test_the_recovery_copy_brings_back_unsaved_work(tmp_path: Path) -> None:
    session = Session.new(TOY)
    store = Store(tmp_path)
    session.apply(_set("letters.received.paper", 8))
    session.keep(store)
    store.close()  # lets go of the copy, as the end of a process does
    [left] = Store(tmp_path).recoverable(find_edition)
    again = Session.recovered(left, find_edition)
    assert to_record(again.report, TOY) == to_record(session.report, TOY)
    assert again.is_modified


def test_the_proposed_name_is_the_title_and_fits_a_file_system(session: Session) -> None:
    session.apply(SetFields("机关", {"organ": Organ(name='甲/乙:"局"')}))
    assert (
        session.proposed_name(".pdf", Path()) == "甲／乙：＂局＂2025年政府信息公开工作年度报告.pdf"
    )


def test_a_proof_carries_the_findings_that_stand_and_their_reasons(session: Session) -> None:
    session.apply(SetCells("填", {ISSUED: 8, IN_FORCE: 5}))
    (low,) = (finding for finding in session.findings if finding.code == "in_force_low")
    session.explain(low, "本年制发的 3 件当年已废止。")
    furniture = session.proof_furniture(datetime(2026, 1, 9, 14, 32, tzinfo=UTC))
    said = "".join(block.text for block in furniture.front if isinstance(block, TextBlock))
    assert low.message in said
    assert "理由：本年制发的 3 件当年已废止。" in said
    assert furniture.header.endswith("2026年1月9日 14:32")
    assert furniture.watermark == "草稿", "most of the form is empty"
    session.apply(SetCells("填", {IN_FORCE: 4}))
    furniture = session.proof_furniture(datetime(2026, 1, 9, 14, 32, tzinfo=UTC))
    said = "".join(block.text for block in furniture.front if isinstance(block, TextBlock))
    assert "当年已废止" not in said, "it was a reason for other numbers"


def test_every_kind_of_file_is_written_with_its_own_beginning(
    session: Session, tmp_path: Path
) -> None:
    starts: dict[ExportKind, bytes] = {
        "docx": b"PK",
        "pdf": b"%PDF-",
        "html": b"<!DOCTYPE html>",
        "xlsx": b"PK",
    }
    for kind, start in starts.items():
        path = tmp_path / f"a.{kind}"
        assert session.export_job(kind, path)() == ()
        assert path.read_bytes().startswith(start)


def test_an_export_is_of_the_moment_it_was_asked_for(session: Session, tmp_path: Path) -> None:
    session.apply(SetFields("机关", {"organ": Organ(name="旧局")}))
    job = session.export_job("html", tmp_path / "a.html")
    session.apply(SetFields("机关", {"organ": Organ(name="新局")}))
    assert not (tmp_path / "a.html").exists()
    assert job() == ()
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "旧局" in text
    assert "新局" not in text


def test_what_stands_beside_the_report_changes_with_it_in_one_step(session: Session) -> None:
    last = Session.new(year=2024).report
    edit = SetDraft("附上年报告", {"previous": last}, SetFields("填写年度", {"year": 2026}))
    session.apply(edit)
    assert (session.draft.previous, session.report.year) == (last, 2026)
    session.apply(edit)
    assert session.undo_label == "附上年报告"
    session.undo()
    assert (session.draft.previous, session.report.year) == (None, 2025)
    assert not session.undo_label
    session.redo()
    assert (session.draft.previous, session.report.year) == (last, 2026)


def test_a_read_only_report_refuses_every_change_and_says_why(session: Session) -> None:
    session.apply(_set(NATURAL, 3))
    session.apply(_set(NATURAL, 4))
    session.undo()
    before = session.draft
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.set_read_only("正由别人修改。")
    session.apply(_set(NATURAL, 5))
    session.undo()
    session.redo()
    assert session.draft is before
    assert [change.refused for change in heard] == ["", *("正由别人修改。",) * 3]
    session.apply(_set(NATURAL, 3))  # changes nothing: nothing is refused
    assert len(heard) == 4
    session.set_read_only("")
    session.redo()
    assert session.report.cells == {NATURAL: 4}
