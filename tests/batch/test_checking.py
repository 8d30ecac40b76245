"""One report after the other: what is found, and what a damaged file does not do."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gi_desktop.batch import Checked, check_all, check_one
from gi_desktop.batch import checking as module
from gi_desktop.drafts import Draft, SealRecord, Status, write_draft
from gi_desktop.report.serial import to_json
from gi_desktop.report.unfilled import Weight
from gi_desktop.session import Session
from tests.commands import FORM, SOUND, UNBALANCED


def draft(path: Path, report: object = SOUND, status: Status = Status.DRAFT) -> Path:
    write_draft(path, Draft(report, status=status), FORM)  # type: ignore[arg-type]  # of any report
    return path


def test_a_draft_is_told_as_the_window_would(tmp_path: Path) -> None:
    path = draft(tmp_path / "a.xxgk", UNBALANCED, Status.REVIEW)
    one, session = check_one(path), Session.open(path)
    assert [judged.finding for judged in one.findings] == list(session.findings)
    assert (one.organ, one.year, one.status, one.problem) == ("某市某局", 2024, Status.REVIEW, "")
    assert one.saved_at == session.draft.saved_at
    assert [one.count(weight) for weight in Weight] == [1, 0, 0, 0]
    assert one.findings[0].part == FORM.section_of_table("applications").name
    assert one.is_faulty
    assert one.unsettled == 1


def test_what_waits_to_be_filled_in_is_no_error_and_not_in_order(tmp_path: Path) -> None:
    cells = {**SOUND.cells}
    del cells["review.reconsideration.upheld"]
    one = check_one(draft(tmp_path / "a.xxgk", SOUND.replace(cells=cells)))
    assert [one.count(weight) for weight in Weight] == [0, 1, 0, 0]
    assert (one.is_faulty, one.is_in_order, one.unsettled) == (False, False, 1)


def test_a_sound_draft_has_nothing(tmp_path: Path) -> None:
    one = check_one(draft(tmp_path / "a.xxgk"))
    assert (one.findings, one.unsettled, one.is_faulty, one.notes) == ((), 0, False, ())


def test_a_reason_settles_what_is_to_be_verified(tmp_path: Path) -> None:
    few = SOUND.replace(cells={**SOUND.cells, "disclosure.normative.issued": 3})
    session = Session(FORM, Draft(few))
    (low,) = session.unsettled
    path = tmp_path / "a.xxgk"
    session.save(path)
    assert check_one(path).unsettled == 1
    session.explain(low, "当年已经废止。")
    session.save(path)
    one = check_one(path)
    assert (one.unsettled, one.findings[0].reason) == (0, "当年已经废止。")
    assert not one.is_faulty, "what is to be verified is no error"


def test_a_final_version_that_was_altered_elsewhere_is_named(tmp_path: Path) -> None:
    seal = SealRecord.of(SOUND, FORM)
    whole = Draft(SOUND, status=Status.FINAL, seals=(seal,))
    write_draft(tmp_path / "a.xxgk", whole, FORM)
    write_draft(tmp_path / "b.xxgk", replace(whole, report=UNBALANCED), FORM)
    one, other = check_one(tmp_path / "a.xxgk"), check_one(tmp_path / "b.xxgk")
    assert (one.state, one.altered) == ("定稿", False)
    assert (other.state, other.altered) == ("定稿", True)


def test_what_can_be_imported_is_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(to_json(UNBALANCED, FORM)), encoding="utf-8")
    one = check_one(path)
    assert (one.status, one.organ, one.count(Weight.ERROR)) == (None, "某市某局", 1)


@pytest.mark.parametrize(
    "name,content",
    [
        ("空.xxgk", b""),
        ("坏.xxgk", b'{"format": "gi-desktop-draft", '),
        ("深.xxgk", b"[" * 100_000),
        ("别的.docx", b"PK\x03\x04 and nothing else"),
        ("别的.pdf", b"%PDF-1.7\n"),
        ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("别的.json", b'{"a": 1}'),
    ],
)
def test_a_damaged_file_is_one_line_with_its_reason_and_stops_nothing(
    tmp_path: Path, name: str, content: bytes
) -> None:
    first, last = draft(tmp_path / "a.xxgk"), draft(tmp_path / "z.xxgk")
    bad = tmp_path / name
    bad.write_bytes(content)
    before, found, after = check_all([first, bad, last])
    assert (before.problem, after.problem) == ("", "")
    assert found.problem
    assert found.is_faulty
    assert found.name == bad.stem
    assert (found.organ, found.year, found.findings) == ("", None, ())
    assert bad.read_bytes() == content


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "夹.xxgk"
    folder.mkdir()
    for path in (tmp_path / "没有.xxgk", folder, tmp_path / "没有.docx"):
        assert path.name in check_one(path).problem


def test_what_no_reader_foresaw_is_named_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = draft(tmp_path / "a.xxgk")

    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "canonical", broken)
    one = check_one(path)
    assert one == Checked(path, "读“a.xxgk”时程序出错（ZeroDivisionError），没有核对成。")


def test_files_are_read_one_by_one(tmp_path: Path) -> None:
    found = check_all([draft(tmp_path / "a.xxgk"), tmp_path / "b.xxgk"])
    assert next(found).problem == ""
    draft(tmp_path / "b.xxgk")
    assert next(found).problem == "", "it was read when its turn came"


def test_reports_that_say_the_same_have_the_same_content(tmp_path: Path) -> None:
    one, same = (check_one(draft(tmp_path / name)) for name in ("a.xxgk", "b.xxgk"))
    other = check_one(draft(tmp_path / "c.xxgk", UNBALANCED))
    assert one.content == same.content != other.content
