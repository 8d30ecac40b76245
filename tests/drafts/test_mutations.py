"""Mutated drafts: each opens whole or is refused in words; ten thousand of them in the bench."""

import json
import random
from pathlib import Path

import pytest

from gi_desktop.drafts import DraftError, read_draft, write_draft
from gi_desktop.report.serial import to_record
from gi_desktop.session import Session
from tests.drafts.helpers import FORM
from tests.drafts.mutations import LARGE, MUTATIONS, SOUND, Mutation, too_long_text

EACH = 30
OPTIONAL = frozenset(
    {"title", "period", "name", "date", "seal", "website", "address", "postcode"}
    | {"telephone", "email", "format"}
)


def names(data: object) -> object:
    """The names in a record, without those that may be missing."""
    if isinstance(data, dict):
        return {key: names(value) for key, value in data.items() if key not in OPTIONAL}
    return [names(item) for item in data] if isinstance(data, list) else None


def judge(path: Path, content: bytes) -> bool:
    """Check what is made of a file; return whether it opens."""
    path.write_bytes(content)
    refused, draft = "", None
    try:
        draft = read_draft(path)
    except DraftError as error:
        refused = str(error)
    assert path.read_bytes() == content
    if draft is None:
        assert refused.endswith("。")
        assert len(refused) < 300
        return False
    # Whole: all names of the file are in the report, and it can be worked with and saved.
    record = json.loads(content.decode("utf-8-sig"))["report"]
    whole = names(to_record(draft.report, FORM))
    assert isinstance(whole, dict)
    assert {**whole, "typed_totals": None} == {**dict(names(record)), "typed_totals": None}  # type: ignore[call-overload] # a record is an object
    last = ((json.loads(content.decode("utf-8-sig")).get("source")) or {}).get("previous")
    assert (draft.previous is None) == (last is None)
    assert Session(FORM, draft).faulty_rules == ()
    write_draft(path, draft, FORM)
    again = read_draft(path)
    assert (again.report, again.previous) == (draft.report, draft.previous)
    return True


def test_the_draft_itself_opens(path: Path) -> None:
    assert judge(path, SOUND)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda made: made.__name__)
def test_a_mutated_draft_opens_whole_or_is_refused(path: Path, mutation: Mutation) -> None:
    for number in range(EACH):
        judge(path, mutation(random.Random(f"{mutation.__name__} {number}")))


@pytest.mark.parametrize("mutation", LARGE, ids=lambda made: made.__name__)
def test_a_large_draft_too(path: Path, mutation: Mutation) -> None:
    for number in range(3):
        judge(path, mutation(random.Random(number)))


def test_a_hundred_megabytes_are_not_read(path: Path) -> None:
    assert not judge(path, too_long_text(random.Random(0)))
