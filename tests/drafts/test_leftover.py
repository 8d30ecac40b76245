"""What a crash left behind says how it stands to the file; neither is touched."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gi_desktop.drafts import Draft, Recovery, Store, write_draft
from gi_desktop.drafts.leftover import LINES_AT_MOST, Leftover, leftover
from gi_desktop.report.model import new_report
from gi_desktop.report.prose import paragraphs
from tests.drafts.helpers import FORM

FIRST, SECOND = (spec.address for spec in FORM.inputs[:2])
REPORT = new_report(FORM, 2025).replace(cells={FIRST: 3})
TEXT = next(section.text for section in FORM.sections if section.text)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    yield made
    made.close()


def left(store: Store, draft: Draft, path: Path | None) -> Recovery:
    """Keep a copy and crash."""
    store.keep(draft, FORM, path)
    store.close()
    [copy] = Store(store.folder).recoverable()
    return copy


def judged(copy: Recovery, path: Path) -> Leftover:
    """What is said; neither the copy nor the file may be touched."""
    files = [one for one in (copy.file, path) if one.exists()]
    before = [one.read_bytes() for one in files]
    found = leftover(copy)
    assert [one.read_bytes() for one in files] == before
    return found


def test_what_differs_is_named_from_the_file_to_the_copy(place: Store, path: Path) -> None:
    write_draft(path, Draft(REPORT), FORM)
    newer = REPORT.replace(cells={FIRST: 5}, texts={TEXT: paragraphs("新写的话。")})
    found = judged(left(place, Draft(newer), path), path)
    assert found.says == "和文件里的相比，有 2 处不同："
    assert any("3 → 5" in line for line in found.lines)
    assert any("（空） → 新写的话。" in line for line in found.lines)
    assert found.draft is not None
    assert found.draft.report == newer


def test_of_many_differences_some_are_named_and_all_counted(place: Store, path: Path) -> None:
    write_draft(path, Draft(REPORT), FORM)
    newer = REPORT.replace(cells={spec.address: 9 for spec in FORM.inputs})
    found = judged(left(place, Draft(newer), path), path)
    assert len(found.lines) == LINES_AT_MOST + 1
    assert found.lines[-1] == f"……一共 {len(FORM.inputs)} 处"


def test_the_same_content_is_said(place: Store, path: Path) -> None:
    write_draft(path, Draft(REPORT), FORM)
    found = judged(left(place, Draft(REPORT), path), path)
    assert found.says == "格子和文字与文件里的相同。"
    assert found.lines == ()


def test_a_file_saved_after_the_copy_is_said_to_be_newer(place: Store, path: Path) -> None:
    copy = left(place, Draft(REPORT.replace(cells={})), path)
    os.utime(copy.file, (1_700_000_000, 1_700_000_000))
    [copy] = Store(place.folder).recoverable()
    write_draft(path, Draft(REPORT), FORM)
    found = judged(copy, path)
    assert found.file_is_newer
    assert found.says.startswith("注意：文件后来在 ")
    assert "又保存过" in found.says


def test_a_report_without_a_file_says_how_much_was_written(place: Store, path: Path) -> None:
    report = REPORT.replace(texts={TEXT: paragraphs("四个字吗？")})
    found = judged(left(place, Draft(report), None), path)
    assert found.says == "这份报告还没有保存成文件；已经填了 1 格、5 个字。"


def test_a_file_that_is_gone_or_damaged_is_said(place: Store, path: Path) -> None:
    copy = left(place, Draft(REPORT), path)
    assert judged(copy, path).says == "原来的文件找不到了；已经填了 1 格、0 个字。"
    path.write_bytes(b"half")
    assert judged(copy, path).says.startswith("原来的文件打不开：")
    write_draft(path, Draft(new_report(FORM, 2019)), FORM)
    assert "另一份报告" in judged(copy, path).says


def test_a_damaged_copy_says_why(place: Store, path: Path) -> None:
    copy = left(place, Draft(REPORT), path)
    copy.file.write_bytes(b"half")
    found = judged(replace(copy, problem="x"), path)
    assert found.draft is None
    assert found.says.endswith("。")
