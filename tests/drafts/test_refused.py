"""What is no sound draft is refused in words and left as it is."""

import errno
import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.drafts import DraftError, read_draft, write_draft
from gi_desktop.drafts.file import MAX_BYTES, VERSION
from gi_desktop.report.serial import to_json, to_record
from tests.drafts.helpers import FORM, REPORT, refusal, stored
from tests.strategies import any_text


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "是空的"),
        (b"\0" * 4096, "是空的"),
        (b"hello", "不是本程序的草稿"),
        ("总体情况".encode("gbk"), "不是本程序的草稿"),
        (b"%PDF-1.7\n", "是 PDF"),
        (b"PK\x03\x04word/document.xml", "是 Word、Excel 文件"),
        (json.dumps(to_json(REPORT, FORM)).encode(), "是别的 JSON 数据"),
        (b"[1, 2]", "是别的 JSON 数据"),
        (b"null", "不是本程序的草稿"),
    ],
)
def test_another_kind_of_file_is_named(path: Path, content: bytes, words: str) -> None:
    assert words in refusal(path, content)


def test_a_newer_version_is_named_and_an_update_advised(path: Path) -> None:
    sentence = refusal(path, stored(version=VERSION + 41, something_new=[1]))
    assert f"第 {VERSION + 41} 版" in sentence
    assert "更新程序" in sentence


@pytest.mark.parametrize("version", [0, -1, True, "1", 1.0, None, ..., 10**30, [1]])
def test_a_version_that_is_none_is_refused(path: Path, version: object) -> None:
    assert "版" in refusal(path, stored(version=version))


@pytest.mark.parametrize("edition", ["1999", "", "../../x", None, 2021, ["2021"]])
def test_an_unknown_edition_is_refused(path: Path, edition: object) -> None:
    record = to_record(REPORT, FORM) | {"edition": edition}
    assert "格式" in refusal(path, stored(report=record))


@pytest.mark.parametrize(
    "key", ["saved_at", "report", "explanations", "status", "seals", "source", "version"]
)
def test_a_missing_key_is_damage(path: Path, key: str) -> None:
    assert "没有打开" in refusal(path, stored(**{key: ...}))


@pytest.mark.parametrize(
    "changes",
    [
        {"report": None},
        {"report": []},
        {"report": {"edition": "2021", "year": "then"}},
        {"report": {"edition": "2021", "surprise": 1}},
        {"explanations": {}},
        {"explanations": [1]},
        {"explanations": [{"code": "x"}]},
        {"explanations": [{"code": "x", "reason": "y", "values": {}, "more": 1}]},
        {"status": "done"},
        {"status": None},
        {"seals": None},
        {"seals": [{"hash": 1, "canonical": "x"}]},
        {"source": 7},
        {"source": {"kind": "text", "marks": {"a": {"kind": "guessed"}}}},
        {"saved_at": "yesterday"},
        {"saved_at": 1700000000},
        {"more": "from somewhere"},
    ],
)
def test_a_wrong_value_is_damage(path: Path, changes: dict[str, object]) -> None:
    sentence = refusal(path, stored(**changes))
    assert "不完整或被改坏" in sentence
    assert path.name in sentence


def test_a_key_written_twice_is_damage(path: Path) -> None:
    content = stored().replace(b'"status"', b'"status": "final", "status"')
    assert "写了两次" in refusal(path, content)


def test_lists_within_lists_are_damage(path: Path) -> None:
    deep = b"[" * 200_000 + b"]" * 200_000
    assert "嵌套" in refusal(path, stored().replace(b'"source": null', b'"source": ' + deep))


@pytest.mark.parametrize(
    "number", ["9" * 1_000_000, "1e999999999", "1e99999999999999999999", "NaN"]
)
@pytest.mark.parametrize("place", ['"year": 2024', '"issued": 0', '"source": null'])
def test_a_monstrous_number_is_damage(path: Path, number: str, place: str) -> None:
    key = place.partition(":")[0]
    content = stored().decode().replace(place, f"{key}: {number}", 1).encode()
    assert "没有打开" in refusal(path, content)


def test_a_file_above_the_limit_is_refused_without_reading_it_all(path: Path) -> None:
    with path.open("wb") as sparse:
        sparse.write(stored())
        sparse.truncate(MAX_BYTES * 25)
    tracemalloc.start()
    try:
        with pytest.raises(DraftError, match="超过 4 MB"):
            read_draft(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MAX_BYTES * 3


@given(cut=st.integers(0, len(stored()) - 1))
def test_a_file_cut_off_anywhere_is_refused(
    cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    refusal(tmp_path_factory.getbasetemp() / "cut.xxgk", stored()[:cut])


def assert_opens_or_is_refused(path: Path) -> None:
    """What opens can also be saved and opened again; anything else is refused in words."""
    refused = ""
    try:
        draft = read_draft(path)
    except DraftError as error:
        refused = str(error)
    else:
        write_draft(path, draft, FORM)
        assert read_draft(path).report == draft.report
    assert not refused or refused.endswith("。")


@given(
    flips=st.lists(st.tuples(st.integers(0, len(stored()) - 1), st.integers(1, 255)), max_size=9)
)
def test_flipped_bits_give_a_draft_or_a_sentence(
    flips: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(stored())
    for place, bits in flips:
        content[place] ^= bits
    path = tmp_path_factory.getbasetemp() / "flipped.xxgk"
    path.write_bytes(content)
    assert_opens_or_is_refused(path)


@given(content=st.binary(max_size=300))
def test_random_bytes_are_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    refusal(tmp_path_factory.getbasetemp() / "random.xxgk", content)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)


def places(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where a value of a JSON document stands, for all of its values."""
    found = [path] if path else []
    if isinstance(data, dict):
        found += [p for key, value in data.items() for p in places(value, (*path, key))]
    if isinstance(data, list):
        found += [p for key, value in enumerate(data) for p in places(value, (*path, key))]
    return found


@given(place=st.sampled_from(places(json.loads(stored()))), value=json_values)
def test_any_value_anywhere_gives_a_draft_or_a_sentence(
    place: tuple[str | int, ...], value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = inner = json.loads(stored())
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    path = tmp_path_factory.getbasetemp() / "mutated.xxgk"
    path.write_bytes(json.dumps(data).encode())
    assert_opens_or_is_refused(path)


def test_a_missing_file_a_folder_and_a_device_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="找不到“none"):
        read_draft(tmp_path / "none.xxgk")
    with pytest.raises(DraftError, match="是文件夹"):
        read_draft(tmp_path)
    with pytest.raises(DraftError, match="不是普通文件"):
        read_draft(Path(os.devnull))
    with pytest.raises(DraftError, match="文件名不对"):
        read_draft(tmp_path / "a\0b.xxgk")


def test_a_file_that_the_system_does_not_read_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error", str(path))

    path.write_bytes(stored())
    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(DraftError, match="系统错误 5"):
        read_draft(path)


# A record that is not whole ---------------------------------------------------------------------------

RECORD = ("report",)
MAY_BE_MISSING = {("report", "contact"), ("report", "signature"), ("report", "period")}


def named_places() -> list[tuple[str | int, ...]]:
    """Where a name stands in the record of a report."""
    found = places(json.loads(stored()))
    return [place for place in found if place[:1] == RECORD and isinstance(place[-1], str)][1:]


def inside(data: dict[str, object], place: tuple[str | int, ...]) -> dict[str, object]:
    """The object in which the last name of a place stands."""
    inner: object = data
    for key in place[:-1]:
        inner = inner[key]  # type: ignore[index] # a place leads through objects and lists alone
    assert isinstance(inner, dict)
    return inner


@given(place=st.sampled_from(named_places()))
def test_a_name_that_was_changed_is_damage(
    place: tuple[str | int, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = json.loads(stored())
    holder, name = inside(data, place), str(place[-1])
    holder[f"{name}x"] = holder.pop(name)
    path = tmp_path_factory.getbasetemp() / "renamed.xxgk"
    assert "没有打开" in refusal(path, json.dumps(data).encode())


@given(place=st.sampled_from(named_places()))
def test_a_name_that_is_missing_is_damage_unless_it_may_be(
    place: tuple[str | int, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = json.loads(stored())
    del inside(data, place)[str(place[-1])]
    path = tmp_path_factory.getbasetemp() / "missing.xxgk"
    content = json.dumps(data).encode()
    if place[:-1] in MAY_BE_MISSING or place == ("report", "title"):
        path.write_bytes(content)
        read_draft(path)
    else:
        assert "没有打开" in refusal(path, content)


@pytest.mark.parametrize(
    "key, value",
    [("contact", {"wechat": "x"}), ("signature", {"by": "x"}), ("period", {"start": "2025-01-01"})],
)
def test_names_that_nobody_knows_are_not_read_past(path: Path, key: str, value: object) -> None:
    assert key in refusal(path, stored(report=to_record(REPORT, FORM) | {key: value}))


# No path in a draft is followed -------------------------------------------------------------------------


def test_no_path_in_a_draft_is_followed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    hostile = "../../../../etc/passwd"
    organ = REPORT.organ.replace(
        name=hostile, website="file:///etc/passwd", address="\\\\pc\\share"
    )
    record = to_record(REPORT.replace(organ=organ, title=hostile), FORM)
    path.write_bytes(stored(report=record))
    path_open = Path.open

    def watch(self: Path, mode: str) -> object:
        opened.append(self)
        return path_open(self, mode)

    monkeypatch.setattr(Path, "open", watch)
    draft = read_draft(path)
    assert draft.report.organ.name == hostile, "it is text"
    assert opened == [path]
