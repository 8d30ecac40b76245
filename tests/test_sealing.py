"""草稿 → 送审 → 定稿 → 更正: what each step asks for, keeps and refuses."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gi_desktop.document import write_docx, write_pdf
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.record import read_record
from gi_desktop.drafts import (
    Draft,
    SaveError,
    SealRecord,
    SetDraft,
    Status,
    Store,
    read_draft,
    write_draft,
)
from gi_desktop.drafts.archive import DOCX, FINDINGS, PDF
from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.finding import Severity
from gi_desktop.report.fingerprint import fingerprint
from gi_desktop.report.model import Organ, Report
from gi_desktop.report.prose import paragraphs
from gi_desktop.sealing import (
    NotYetError,
    Sealing,
    correct,
    kept_document,
    obstacles,
    seal,
    submit,
    take_back,
    withdraw,
)
from gi_desktop.session import FROZEN, Change, Session

FORM = current_edition()
SAYS = "本机关主动公开、依申请公开、政府信息管理、平台建设、监督保障各项工作落实，不收信息处理费。"
RULES = {"disclosure.normative.issued": 3}
"""More made than are in force: to be explained."""


def ready() -> Session:
    """A report that nothing stands in the way of."""
    report = Report(
        edition=FORM.id,
        organ=Organ(name="某局", website="www.example.cn"),
        year=2025,
        cells={spec.address: 0 for spec in FORM.inputs},
        texts={text_id: paragraphs(f"{SAYS}存在问题和改进情况。") for text_id in FORM.texts},
    )
    session = Session.begun(FORM, report)
    assert not session.unsettled
    return session


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.discover(())


def status(session: Session) -> Status:
    """How far it has come; asked anew each time."""
    return session.draft.status


def finish(session: Session, store: Store, fonts: FontSet) -> SealRecord:
    """Make it 定稿, as the window does."""
    what = Sealing.of(session)
    made, kept = what.write(store, fonts)
    assert seal(session, what, (made, kept), store)
    return made


# 送审 ---------------------------------------------------------------------------------------


def test_for_review_and_back_are_steps_with_names() -> None:
    session = ready()
    submit(session)
    assert status(session) is Status.REVIEW
    assert session.undo_label == "标记为送审"
    session.apply(SetCells("改", {"review.litigation_direct.upheld": 1}))
    withdraw(session)
    assert (status(session), session.undo_label) == (Status.DRAFT, "退回草稿")
    for _ in range(3):
        session.undo()
    assert status(session) is Status.DRAFT
    assert not session.undo_label


# 定稿 ---------------------------------------------------------------------------------------


def test_an_error_a_reason_and_an_open_field_stand_in_the_way(store: Store) -> None:
    session = ready()
    session.apply(SetCells("错", {"review.litigation_direct.total": 2}))
    session.apply(SetCells("核实", RULES))
    session.apply(SetFields("空", {"organ": Organ()}))
    said = obstacles(session)
    assert "1 处错误要改正" in said
    assert "1 处核实要改正或者写明理由" in said
    assert "机关名称" in said
    with pytest.raises(NotYetError, match="还不能定稿：1 处错误"):
        Sealing.of(session)
    assert status(session) is Status.DRAFT
    assert not (store.folder / "reports").exists()


def test_what_was_not_filled_in_is_called_so_and_no_error() -> None:
    session = ready()
    session.apply(SetCells("空", {"review.litigation_direct.upheld": None}))
    session.apply(SetText("空", "overview", ()))
    said = obstacles(session)
    assert "2 处还没有填" in said
    assert "错误" not in said


def test_a_rule_that_failed_stands_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "faulty_rules", ("balance",))
    with pytest.raises(NotYetError, match="1 项核对因程序故障"):
        Sealing.of(ready())


def test_it_keeps_docx_pdf_findings_and_reasons(store: Store, fonts: FontSet) -> None:
    session = ready()
    session.apply(SetCells("核实", RULES))
    (asked,) = [one for one in session.unsettled if one.severity is Severity.VERIFY]
    session.explain(asked, "当年制发、当年废止。")
    made = finish(session, store, fonts)
    assert status(session) is Status.FINAL
    assert session.draft.seals == (made,)
    assert made.is_sound
    assert made.code == fingerprint(session.report, FORM)
    (kept,) = store.archive(session.report.id).all()
    assert (kept.number, kept.code, kept.seal()) == (1, made.code, made)
    text = (kept.read(FINDINGS) or b"").decode()
    assert asked.message in text
    assert "理由：当年制发、当年废止。" in text
    assert made.code in text
    for name, write in ((DOCX, write_docx), (PDF, write_pdf)):
        found = read_record(kept.folder / name)
        assert found is not None
        assert found.record.code == made.code
        buffer = io.BytesIO()
        write(session.report, FORM, buffer, fonts, session.furniture())
        assert kept.read(name) == buffer.getvalue()
        assert kept_document(session.draft, FORM, name[-4:].strip("."), store) == kept.read(name)
    versions = store.versions(session.report.id).all()
    assert [version.status for version in versions] == [Status.FINAL]
    assert versions[0].read().seals == (made,)


def test_nothing_can_be_changed_and_that_is_said(store: Store, fonts: FontSet) -> None:
    session = ready()
    session.apply(SetCells("改", {"review.litigation_direct.upheld": 1}))
    finish(session, store, fonts)
    before = session.draft
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.apply(SetCells("改", {"review.litigation_direct.upheld": 2}))
    session.apply(SetFields("改", {"year": 2024}))
    session.undo()
    session.redo()
    submit(session)
    withdraw(session)
    assert session.draft.report == before.report
    assert [change.refused for change in heard if change.refused] == [FROZEN, FROZEN]
    assert all(change.frozen for change in heard if change.refused)


def test_last_years_report_may_come_and_go_beside_it(store: Store, fonts: FontSet) -> None:
    session = ready()
    finish(session, store, fonts)
    last = session.report.replace(year=2024)
    session.apply(SetDraft("附上年报告", {"previous": last}))
    assert session.draft.previous == last
    assert session.draft.is_as_sealed(FORM)
    filled = SetCells("改", {"applications.carried_in.natural": 3})
    session.apply(SetDraft("附上年报告", {"previous": None}, filled))
    assert session.draft.previous == last, "not where it would change the report"
    assert session.draft.is_as_sealed(FORM)


def test_what_was_done_before_cannot_be_taken_back(store: Store, fonts: FontSet) -> None:
    session = ready()
    session.apply(SetCells("改", {"review.litigation_direct.upheld": 1}))
    finish(session, store, fonts)
    assert not session.undo_label


def test_what_changed_while_it_was_written_is_not_sealed(store: Store, fonts: FontSet) -> None:
    session = ready()
    what = Sealing.of(session)
    made, kept = what.write(store, fonts)
    session.apply(SetCells("改", {"review.litigation_direct.upheld": 1}))
    assert not seal(session, what, (made, kept), store)
    assert store.archive(session.report.id).all() == []
    assert store.versions(session.report.id).all() == []
    assert status(session) is Status.DRAFT


def test_a_disk_that_takes_no_files_leaves_a_draft(
    store: Store, fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gi_desktop.drafts import archive

    def full(path: Path, data: bytes) -> None:
        if path.name == PDF:
            raise SaveError("x", "磁盘空间不足。")
        path.write_bytes(data)

    monkeypatch.setattr(archive, "write_file", full)
    session = ready()
    with pytest.raises(SaveError, match="没有定稿：定稿的文件存不进本机。磁盘空间不足"):
        Sealing.of(session).write(store, fonts)
    assert store.archive(session.report.id).all() == []
    assert list((store.report_folder(session.report.id) / "sealed").iterdir()) == []


def test_it_survives_saving(store: Store, fonts: FontSet, tmp_path: Path) -> None:
    session = ready()
    made = finish(session, store, fonts)
    write_draft(tmp_path / "a.xxgk", session.draft, FORM)
    again = read_draft(tmp_path / "a.xxgk")
    assert again.seals == (made,)
    assert again.is_as_sealed(FORM)
    assert again.state_words == "定稿"
    text = (tmp_path / "a.xxgk").read_text("utf-8")
    assert "saved_at" in text
    assert not {"user", "host", "author"} & set(text.split('"'))


def test_a_final_version_changed_elsewhere_is_not_passed_off(store: Store, fonts: FontSet) -> None:
    session = ready()
    finish(session, store, fonts)
    changed = replace(session.draft, report=session.report.replace(year=2024))
    assert not changed.is_as_sealed(FORM)
    assert not Session(FORM, changed).furniture().code
    assert kept_document(changed, FORM, "pdf", store) is None


# 更正 ---------------------------------------------------------------------------------------


def test_a_correction_needs_a_reason_and_is_a_step(store: Store, fonts: FontSet) -> None:
    session = ready()
    first = finish(session, store, fonts)
    with pytest.raises(ValueError, match="reason"):
        correct(session, " \n")
    correct(session, "  表四漏填一件。\n")
    assert status(session) is Status.DRAFT
    assert session.draft.seals == (first.replace(corrected="表四漏填一件。"),)
    assert session.undo_label == "更正"
    assert session.draft.state_words == "草稿（更正第 1 次定稿）"
    session.undo()
    assert status(session) is Status.FINAL
    assert session.draft.seals == (first,)
    session.redo()
    session.apply(SetCells("改", {"review.litigation_direct.upheld": 1}))
    second = finish(session, store, fonts)
    assert [one.code for one in session.draft.seals] == [first.code, second.code]
    assert first.code != second.code
    assert session.draft.state_words == "定稿（第 2 次）"
    assert [one.number for one in store.archive(session.report.id).all()] == [1, 2]


def test_a_correction_that_changed_nothing_is_taken_back(store: Store, fonts: FontSet) -> None:
    session = ready()
    assert not take_back(session)
    first = finish(session, store, fonts)
    assert not take_back(session), "it is 定稿"
    correct(session, "漏填。")
    session.apply(SetCells("改", {"review.litigation_direct.upheld": 1}))
    assert not take_back(session)
    session.undo()
    assert take_back(session)
    assert session.draft.seals == (first,)
    assert status(session) is Status.FINAL
    assert session.draft.is_as_sealed(FORM)


def test_a_final_version_without_a_seal_can_be_corrected() -> None:
    """Version 1 of the draft file knew the state, but sealed nothing."""
    session = Session(FORM, Draft(ready().report, status=Status.FINAL))
    assert not session.draft.is_as_sealed(FORM)
    correct(session, "补充。")
    assert status(session) is Status.DRAFT
    assert session.draft.seals[0].code == fingerprint(session.report, FORM)


def test_the_same_sealed_twice_keeps_both(store: Store, fonts: FontSet) -> None:
    session = ready()
    for _ in range(2):
        finish(Session(FORM, session.draft), store, fonts)
    kept = store.archive(session.report.id).all()
    assert [one.number for one in kept] == [1, 1]
    assert store.archive(session.report.id).find(kept[0].code) == kept[1]


# Seals are data -----------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["", "{}", '{"canonical":9}', '{"canonical":"2"}', "[" * 9])
def test_a_damaged_seal_has_no_code_and_seals_nothing(content: str) -> None:
    from hashlib import sha256

    report = ready().report
    for digest in (sha256(content.encode()).hexdigest(), "0" * 64):
        record = SealRecord(hash=digest, canonical=content)
        assert not record.seals(report, FORM)
    assert SealRecord(hash="0" * 64, canonical=SealRecord.of(report, FORM).canonical).code == ""
    assert Draft(report, seals=(record,), status=Status.FINAL).state_words == "定稿"


def test_what_was_printed_is_kept_and_bounded(store: Store) -> None:
    from gi_desktop.drafts import archive as room

    report = ready().report
    kept = store.archive(report.id)
    records = [SealRecord.of(report.replace(year=2010 + n), FORM) for n in range(4)]
    for record in records:
        kept.note_printed(record)
        kept.note_printed(record)
    assert {one.code for one in kept.printed()} == {one.code for one in records}
    (store.report_folder(report.id) / "printed" / "x.json").write_text("{}")
    (store.report_folder(report.id) / "printed" / f"{records[0].code}.json").write_text("{")
    assert {one.code for one in kept.printed()} == {one.code for one in records[1:]}
    assert room.PRINTED_AT_MOST >= 100
