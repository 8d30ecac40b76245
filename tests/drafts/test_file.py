"""The draft file: what goes in comes out, in a form that people can read."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.drafts import (
    Draft,
    Explanation,
    SealRecord,
    Status,
    file,
    read_draft,
    write_draft,
)
from gi_desktop.drafts.file import VERSION, encode_draft
from gi_desktop.form import Edition
from gi_desktop.report.model import Organ, Report, new_report
from gi_desktop.report.serial import from_json, to_json, to_record
from gi_desktop.report.source import Mark, MarkKind, Source, SourceTable
from tests.drafts.helpers import FORM, REPORT, stored
from tests.strategies import any_text, reports
from tests.toy import TOY, find_edition

# Round trip ---------------------------------------------------------------------------------


def there_and_back(folder: Path, draft: Draft, form: Edition) -> Draft:
    path = folder / "draft.xxgk"
    written = write_draft(path, draft, form)
    found = read_draft(path, lambda _: form)
    assert found == written
    return found


@pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
@given(data=st.data())
def test_any_report_survives_saving_and_opening(
    data: st.DataObject, form: Edition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    report = data.draw(reports(form))
    found = there_and_back(tmp_path_factory.getbasetemp(), Draft(report), form).report
    assert found == report
    # 0.00 and 0 are equal numbers, but not equally entered.
    assert repr(found.cells) == repr({cell: report.cells[cell] for cell in found.cells})


@pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
@given(data=st.data())
def test_json_stays_the_same_through_a_draft(
    data: st.DataObject, form: Edition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    public = to_json(data.draw(reports(form)), form)
    draft = Draft(from_json(public, form))
    found = there_and_back(tmp_path_factory.getbasetemp(), draft, form)
    assert to_json(found.report, form) == public


@given(
    explanations=st.lists(
        st.builds(
            Explanation,
            code=any_text,
            reason=any_text,
            values=st.dictionaries(any_text, any_text, max_size=3),
        ),
        max_size=3,
    ).map(tuple),
    status=st.sampled_from(Status),
    seals=st.lists(st.builds(SealRecord, hash=any_text, canonical=any_text), max_size=2).map(tuple),
    notes=st.lists(any_text, max_size=3).map(tuple),
)
def test_everything_beside_the_report_survives(
    explanations: tuple[Explanation, ...],
    status: Status,
    seals: tuple[SealRecord, ...],
    notes: tuple[str, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    source = Source(
        kind="text",
        tables=(SourceTable(table="review", labels=("行政复议",), data_rows=1),),
        printed_totals={"review.reconsideration.total": 3},
        marks={"review.reconsideration.upheld": Mark(kind=MarkKind.REPAIRED, how="断行已接上")},
        notes=notes,
    )
    draft = Draft(REPORT, explanations, status, seals, source)
    there_and_back(tmp_path_factory.getbasetemp(), draft, FORM)


def test_half_a_surrogate_pair_survives(path: Path) -> None:
    report = REPORT.replace(organ=Organ(name="某\ud83d局"))
    write_draft(path, Draft(report), FORM)
    path.read_bytes().decode("utf-8")
    assert read_draft(path).report == report


def test_a_toy_draft_opens_with_its_own_edition(path: Path) -> None:
    draft = write_draft(path, Draft(new_report(TOY, 2024)), TOY)
    assert read_draft(path, find_edition) == draft


# The file -----------------------------------------------------------------------------------


def test_the_file_is_readable_json_with_exactly_the_agreed_keys(path: Path) -> None:
    write_draft(path, Draft(REPORT), FORM)
    text = path.read_bytes().decode("utf-8")
    data = json.loads(text)
    assert list(data) == [
        "format", "version", "saved_at", "report", "explanations", "status", "seals", "source",
    ]  # fmt: skip
    assert data["version"] == VERSION
    assert data["report"] == to_record(REPORT, FORM)
    assert data["status"] == "draft"
    assert '\n    "in_force": 2\n' in text
    assert REPORT.organ.name in text


def test_saving_twice_differs_only_in_the_time(path: Path) -> None:
    first = write_draft(path, Draft(REPORT), FORM)
    assert first.saved_at is not None
    later = encode_draft(
        Draft(REPORT, saved_at=first.saved_at + timedelta(seconds=5)), FORM
    ).splitlines()
    changed = [a for a, b in zip(path.read_bytes().splitlines(), later, strict=True) if a != b]
    assert len(changed) == 1
    assert b"saved_at" in changed[0]


def test_no_name_of_a_user_or_pc_gets_into_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "USERNAME", "LOGNAME", "COMPUTERNAME", "HOSTNAME"):
        monkeypatch.setenv(name, "zhangsan-pc")
    write_draft(path, Draft(REPORT), FORM)
    assert b"zhangsan-pc" not in path.read_bytes()
    assert os.fsencode(path.parent.name) not in path.read_bytes()


def test_a_byte_order_mark_does_no_harm(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + stored())
    assert read_draft(path).report == REPORT


# Older versions -----------------------------------------------------------------------------


def test_an_older_version_passes_through_every_step_to_the_present(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(data: dict[str, Any]) -> dict[str, Any]:
        return {("report" if key == "paper" else key): value for key, value in data.items()}

    def complete(data: dict[str, Any]) -> dict[str, Any]:
        return data | {"seals": []}

    monkeypatch.setattr(file, "VERSION", 3)
    monkeypatch.setattr(file, "MIGRATIONS", {1: rename, 2: complete})
    record = to_record(REPORT, FORM)
    path.write_bytes(stored(version=1, report=..., paper=record, seals=...))
    assert read_draft(path).report == REPORT


def test_there_is_a_step_from_every_older_version() -> None:
    assert set(file.MIGRATIONS) == set(range(1, VERSION))


def test_an_id_of_its_own_is_kept() -> None:
    report = Report(edition="2021", id=UUID(int=7))
    assert json.loads(encode_draft(Draft(report), FORM))["report"]["id"] == str(UUID(int=7))
