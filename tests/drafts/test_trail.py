"""The trail: every step with what stood and what stands; damage never stops anything."""

import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.drafts import Draft, SetDraft, Store
from gi_desktop.drafts import trail as module
from gi_desktop.drafts.recorder import REST, Recorder
from gi_desktop.drafts.trail import Trace, Trail, TrailStep, _steps
from gi_desktop.report.difference import cell_place
from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Session
from tests.drafts.helpers import FORM, REPORT

FIRST, SECOND = (spec.address for spec in FORM.inputs[:2])
TEXT = next(section.text for section in FORM.sections if section.text)
NOON = datetime(2026, 1, 9, 12, tzinfo=UTC)


class Desk:
    """A session, and what writes its trail."""

    def __init__(self, folder: Path) -> None:
        self.moment = 0.0
        self.session = Session(FORM, Draft(REPORT.replace(cells={})))
        self.recorder = Recorder(self.session.draft, FORM, lambda: self.moment)
        self.trail = Trail(folder)
        self.session.subscribe(
            lambda change: self.recorder.note(
                self.session.draft, change.label, goes_on=change.goes_on
            )
        )

    def enter(self, cell: str, value: int | None, label: str = "填写") -> None:
        self.session.apply(SetCells(label, {cell: value}), merge=True)

    def read(self) -> list[TrailStep]:
        self.recorder.write(self.trail)
        return self.trail.read()

    def said(self) -> list[tuple[str, str, str, str]]:
        return [
            (step.label, trace.place, trace.old, trace.new)
            for step in self.read()
            for trace in step.traces
        ]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "记 录")


def step(number: str, label: str = "填写", at: datetime = NOON, **more: object) -> TrailStep:
    return TrailStep(number, at, "张三", label, (Trace("甲", "", "1"),), **more)  # type: ignore[arg-type]


# What is noted --------------------------------------------------------------------------------


def test_what_steps_changed_may_be_worked_out_before_they_are_written(desk: Desk) -> None:
    assert not desk.recorder.waits
    desk.enter(FIRST, 3)
    assert not desk.recorder.waits, "it may go on"
    desk.enter(SECOND, 4)
    desk.enter(SECOND, 45)
    assert desk.recorder.waits
    desk.recorder.work_out()
    assert not desk.recorder.waits
    desk.recorder.mark("保存")
    place, other = cell_place(FORM, FIRST), cell_place(FORM, SECOND)
    assert desk.said() == [("填写", other, "", "45"), ("填写", place, "", "3")]
    assert [step.label for step in desk.read()] == ["保存", "填写", "填写"]


def test_a_change_of_a_cell_names_the_place_and_both_values(desk: Desk) -> None:
    desk.enter(FIRST, 3)
    desk.enter(SECOND, 4)
    desk.session.undo()
    place, other = cell_place(FORM, FIRST), cell_place(FORM, SECOND)
    assert desk.said() == [
        ("撤销：填写", other, "4", ""),
        ("填写", other, "", "4"),
        ("填写", place, "", "3"),
    ]
    newest = desk.read()[0]
    assert newest.user
    assert newest.traces[0].cell == SECOND
    assert abs(datetime.now(UTC) - newest.at) < timedelta(hours=1)


def test_typing_in_one_place_is_one_step_however_often_it_is_written(desk: Desk) -> None:
    for number in (1, 12, 123):
        desk.enter(FIRST, number)
        desk.read()
    assert desk.said() == [("填写", cell_place(FORM, FIRST), "", "123")]
    desk.moment += REST
    desk.enter(FIRST, 5)
    assert [new for *_, new in desk.said()] == ["5", "123"]


def test_typing_elsewhere_or_ending_the_step_begins_another(desk: Desk) -> None:
    desk.enter(FIRST, 1)
    desk.enter(SECOND, 2)
    desk.enter(FIRST, 3)
    desk.session.end_step()
    desk.enter(FIRST, 4)
    assert [new for *_, new in desk.said()] == ["4", "3", "2", "1"]


def test_saving_is_no_step(desk: Desk, tmp_path: Path) -> None:
    desk.enter(FIRST, 1)
    desk.session.save(tmp_path / "a.xxgk")
    desk.enter(FIRST, 2)
    assert [new for *_, new in desk.said()] == ["2", "1"]


def test_what_leads_back_to_where_it_began_leaves_nothing(desk: Desk) -> None:
    desk.enter(FIRST, 1)
    assert len(desk.read()) == 1
    desk.enter(FIRST, None)
    assert desk.read() == []


def test_a_change_of_prose_names_the_sentence(desk: Desk) -> None:
    desk.session.apply(SetText("写", TEXT, paragraphs("第一句。第二句。\n另一段。")))
    desk.session.end_step()
    desk.session.apply(SetText("写", TEXT, paragraphs("第一句。改过了。\n另一段。")))
    newest = desk.read()[0]
    assert len(newest.traces) == 1
    assert newest.traces[0].text == TEXT
    assert "第二句" in newest.traces[0].old
    assert "改过了" in newest.traces[0].new
    assert "另一段" not in newest.traces[0].new


def test_what_follows_from_other_cells_is_not_named(desk: Desk) -> None:
    rows = next(table for table in FORM.tables if any(total.derives for total in table.totals))
    total = next(total for total in rows.totals if total.derives)
    desk.session.apply(SetCells("填", dict.fromkeys(total.addends, 1)))
    cells = {trace.cell for one in desk.read() for trace in one.traces}
    assert total.cell not in cells
    assert set(total.addends) <= cells


def test_a_step_beside_the_report_is_named_by_its_label(desk: Desk) -> None:
    desk.session.apply(SetDraft("附上去年报告", {"previous": REPORT}))
    [one] = desk.read()
    assert (one.label, one.traces) == ("附上去年报告", ())


def test_of_a_step_with_very_many_changes_some_are_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHANGES_AT_MOST", 5)
    desk.session.apply(SetCells("全部填零", {spec.address: 0 for spec in FORM.inputs}))
    [one] = desk.read()
    assert len(one.traces) == 5
    assert one.more == len(FORM.inputs) - 5


def test_long_texts_lose_their_middle(desk: Desk) -> None:
    desk.session.apply(SetText("写", TEXT, paragraphs("长" * 100_000)))
    [one] = desk.read()
    assert len(one.traces[0].new) <= module.LENGTH_AT_MOST + 1


def test_nothing_of_it_stands_in_the_draft(desk: Desk, tmp_path: Path) -> None:
    desk.enter(FIRST, 1)
    [one] = desk.read()
    desk.session.save(tmp_path / "a.xxgk")
    content = (tmp_path / "a.xxgk").read_text("utf-8")
    assert one.number not in content
    assert f'"{one.user}"' not in content


def test_it_lies_under_the_id_of_the_report(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.trail(REPORT.id).append([step("a")])
    assert (tmp_path / "reports" / str(REPORT.id) / "trail.jsonl").is_file()


# Damage and size ------------------------------------------------------------------------------


def test_a_line_that_was_being_written_is_passed_over(tmp_path: Path) -> None:
    trail = Trail(tmp_path)
    trail.append([step("a"), step("b")])
    file = tmp_path / "trail.jsonl"
    whole = file.read_bytes()
    for cut in range(len(whole)):
        file.write_bytes(whole[:cut])
        trail.append([step("c")])
        assert trail.read()[0].number == "c"
        for aside in tmp_path.glob("*damaged*"):
            aside.unlink()


def test_what_is_no_trail_is_set_aside(tmp_path: Path) -> None:
    trail, file = Trail(tmp_path), tmp_path / "trail.jsonl"
    for number, content in enumerate((b"x" * 3000, b"\0" * 90, b'{"format": "other"}\n', b"")):
        file.write_bytes(content)
        assert trail.read() == []
        trail.append([step("a")])
        assert [one.number for one in trail.read()] == ["a"]
        aside = tmp_path / f"trail-damaged-{min(number + 1, 3)}.jsonl"
        assert aside.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1 + module.ASIDE_AT_MOST


LINE = json.loads(module._line(step("a")))


@pytest.mark.parametrize(
    "line",
    [{}, [], 3, {**LINE, "at": 3}, {**LINE, "at": "x"}, {**LINE, "label": None},
     {**LINE, "changes": 3}, {**LINE, "changes": [3]}, {**LINE, "changes": [{"place": "x"}]},
     {**LINE, "changes": [{"place": 1, "old": 2, "new": 3}]}, {**LINE, "more": "x"},
     {**LINE, "at": "0001-01-01T00:00:00+14:00"}],
)  # fmt: skip
def test_a_damaged_line_is_passed_over(tmp_path: Path, line: object) -> None:
    trail = Trail(tmp_path)
    trail.append([step("a")])
    with (tmp_path / "trail.jsonl").open("ab") as file:
        file.write(json.dumps(line).encode() + b"\n")
    trail.append([step("b")])
    assert [one.number for one in trail.read()] == ["b", "a"]


@given(st.binary(max_size=300))
def test_any_file_is_read(content: bytes) -> None:
    assert list(_steps(module._json(module._HEAD) + content)) == [] or content


def test_it_stays_below_its_size_and_the_newest_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BYTES_AT_MOST", 3000)
    trail = Trail(tmp_path)
    for number in range(300):
        trail.append([step(f"{number}")])
        assert (tmp_path / "trail.jsonl").stat().st_size < 3400
    assert [one.number for one in trail.read()][:5] == ["299", "298", "297", "296", "295"]


def test_a_clock_set_back_changes_no_order(tmp_path: Path) -> None:
    trail = Trail(tmp_path)
    for number, days in enumerate((0, -4000, 3, -2)):
        trail.append([step(f"{number}", at=NOON + timedelta(days=days))])
    assert [one.number for one in trail.read()] == ["3", "2", "1", "0"]


@pytest.mark.parametrize("break_", ["open", "mkdir"])
def test_what_cannot_be_written_is_written_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, break_: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, break_, full)
        desk.enter(FIRST, 1)
        assert desk.recorder.write(desk.trail) == []
        desk.enter(SECOND, 2)
        assert desk.recorder.write(desk.trail) == []
    assert [new for *_, new in desk.said()] == ["2", "1"]


def test_a_user_without_a_name_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr("getpass.getuser", nobody)
    desk = Desk(tmp_path)
    desk.enter(FIRST, 1)
    assert desk.read()[0].user == ""


LABELS: list[Callable[[Desk], None]] = [
    lambda desk: desk.enter(FIRST, 1),
    lambda desk: desk.enter(SECOND, 2),
    lambda desk: desk.session.undo(),
    lambda desk: desk.session.redo(),
    lambda desk: desk.enter(FIRST, None),
]


@given(st.lists(st.sampled_from(range(len(LABELS))), max_size=12))
def test_the_trail_leads_from_the_beginning_to_the_end(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("trail"))
    for number in steps:
        LABELS[number](desk)
        desk.recorder.write(desk.trail)
    values = {FIRST: "", SECOND: ""}
    for one in reversed(desk.read()):
        for trace in one.traces:
            assert trace.old == values[trace.cell]
            values[trace.cell] = trace.new
    now = {cell: str(desk.session.report.cells.get(cell, "")) for cell in values}
    assert values == now
