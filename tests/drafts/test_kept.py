"""Drafts kept from every version of the file: they open for ever, and say what they said.

A file in ``kept`` is never written again. Beside it lies what it holds, in the public shape
and in plain lists, which no change of the program changes.
"""

import json
from pathlib import Path

import pytest

from gi_desktop.drafts import DraftError, file, read_draft, write_draft
from gi_desktop.form import edition
from gi_desktop.report.fingerprint import fingerprint, version_in
from gi_desktop.report.serial import to_json
from gi_desktop.session import Session

KEPT = Path(__file__).parent / "kept"
EXPECTED = ".expected.json"


def names() -> list[str]:
    return sorted(path.name.removesuffix(EXPECTED) for path in KEPT.glob(f"*{EXPECTED}"))


def said(path: Path) -> dict[str, object]:
    """What a draft says, in the words of the file beside it."""
    draft = read_draft(path)
    form = edition(draft.report.edition)
    return {
        "report": to_json(draft.report, form),
        "id": str(draft.report.id),
        "organ_id": draft.report.organ.id,
        "reasons": [[one.code, one.reason, dict(one.values)] for one in draft.explanations],
        "status": draft.status.value,
        "seals": [seal.hash for seal in draft.seals],
        "notes": list(draft.source.notes) if draft.source else None,
        "saved_at": draft.saved_at.isoformat() if draft.saved_at else None,
        "previous": to_json(draft.previous, edition(draft.previous.edition))
        if draft.previous
        else None,
        "automatic": sorted(cell for cell in form.derived if cell not in draft.report.cells),
    }


def test_there_is_one_of_every_version() -> None:
    kept = {int(name.partition("-")[0].removeprefix("v")) for name in names()}
    assert kept == set(range(1, file.VERSION + 1))


@pytest.mark.parametrize("name", names())
def test_a_kept_draft_opens_and_says_what_it_said(name: str) -> None:
    expected = json.loads((KEPT / f"{name}{EXPECTED}").read_text("ascii"))
    assert said(KEPT / f"{name}.xxgk") == {"previous": None} | expected


@pytest.mark.parametrize("name", names())
def test_saved_by_this_version_it_says_the_same(name: str, path: Path) -> None:
    draft = read_draft(KEPT / f"{name}.xxgk")
    written = write_draft(path, draft, edition(draft.report.edition))
    assert read_draft(path) == written
    before = said(KEPT / f"{name}.xxgk")
    assert said(path) | {"saved_at": None} == before | {"saved_at": None}


@pytest.mark.parametrize("name", names())
def test_it_can_be_worked_with(name: str) -> None:
    session = Session.open(KEPT / f"{name}.xxgk")
    assert not session.is_modified
    assert session.faulty_rules == ()


def test_what_nobody_knows_is_refused_and_stays(path: Path) -> None:
    content = (KEPT / "v1-unknown.xxgk").read_bytes()
    path.write_bytes(content)
    with pytest.raises(DraftError, match="不认识的内容“later”"):
        read_draft(path)
    path.write_bytes(content.replace(b',\n "later"', b',\n "seals": [],\n "later"', 1))
    with pytest.raises(DraftError, match="写了两次"):
        read_draft(path)


def test_a_draft_of_a_newer_program_is_refused_and_stays(path: Path) -> None:
    content = (KEPT / "newer.xxgk").read_bytes()
    path.write_bytes(content)
    with pytest.raises(DraftError, match="请更新程序后再打开；文件没有改动"):
        read_draft(path)
    assert path.read_bytes() == content


def test_codes_of_a_kept_final_version_hold_for_ever() -> None:
    """They stand on paper: no later program finds others, or takes the seal for broken."""
    draft = read_draft(KEPT / "v2-sealed.xxgk")
    first, second = draft.seals
    assert (first.code, second.code) == ("2VJ5-DK56-3PE8", "25Z2-VFX4-HBXG")
    assert (first.corrected, second.corrected) == ("表四漏填一件。", "")
    form = edition(draft.report.edition)
    assert second.seals(draft.report, form)
    assert not first.seals(draft.report, form)
    assert fingerprint(draft.report, form, version_in(second.code)) == second.code
