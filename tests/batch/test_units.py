"""The list of units: how it is read, and what it is held against."""

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from gi_desktop.batch import Checked, UnitsError, parse_units, read_units, repeated, roll_call
from gi_desktop.batch.units import MOST_UNPACKED


def report(organ: str, year: int | None = 2025, path: str = "", content: str = "") -> Checked:
    return Checked(Path(path or f"{organ}.xxgk"), organ=organ, year=year, content=content or path)


# Reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text,names",
    [
        ("教育局\n公安局\n", ("教育局", "公安局")),
        ("\ufeff教育局\r\n\r\n  公安局  \r\n", ("教育局", "公安局")),
        ("1. 教育局\n2、公安局\n（三）民政局\n4）司法局", ("教育局", "公安局", "民政局", "司法局")),
        ("一、教育局\n十二、公安局", ("教育局", "公安局")),
        ("二七区人民政府\n一中", ("二七区人民政府", "一中")),
        ("教育局\n教 育 局\n教育局", ("教育局",)),
        ("序号\t单位名称\t联系人\n1\t教育局\t张三\n2\t公安局\t李四", ("教育局", "公安局")),
        ("1\t教育局\n2\t公安局", ("教育局", "公安局")),
        ("张三,13800000000\n", ("张三",)),
        ("某市年报报送单位名单\n教育局\n公安局", ("教育局", "公安局")),
        ("", ()),
        ("12\n34\n", ()),
    ],
)
def test_names_are_read_one_a_line(text: str, names: tuple[str, ...]) -> None:
    assert parse_units(text) == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.txt"
    path.write_text("教育局\n公安局\n", encoding=encoding)
    assert read_units(path) == ("教育局", "公安局")


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_workbook_gives_its_column_of_names(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某市年报报送单位名单", None, None],
        ["序号", "负责人", "单位名称"],
        [1, "张三", "教育局"],
        [2, "李四", "公安局"],
        [None, None, None],
        [3, "王五", "教育局"],
    ]
    assert read_units(workbook(tmp_path / "a.xlsx", rows)) == ("教育局", "公安局")


def test_without_a_heading_the_column_with_most_names_is_taken(tmp_path: Path) -> None:
    rows: list[list[object]] = [[1, "教育局", "合格"], [2, "公安局", None], [3, "民政局", None]]
    assert read_units(workbook(tmp_path / "a.xlsx", rows)) == ("教育局", "公安局", "民政局")


@pytest.mark.parametrize(
    "name,content,said",
    [
        ("a.txt", b"", "没有找到单位名称"),
        ("a.txt", b"1\n2\n", "没有找到单位名称"),
        ("a.txt", bytes(range(256)), "不是文字文件"),
        ("a.xlsx", b"PK\x03\x04broken", "读不出来"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式"),
    ],
)
def test_what_is_no_list_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnitsError, match=said):
        read_units(path)


def packed(path: Path, name: str, content: bytes) -> Path:
    """A workbook, one part of which is replaced."""
    good = workbook(path.with_name("good.xlsx"), [["教育局"], ["公安局"]])
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return path


@pytest.mark.parametrize(
    "content",
    [b"<worksheet>" + b" " * MOST_UNPACKED, b"<worksheet><sheetData><row>"],
    ids=["bomb", "broken"],
)
def test_a_hostile_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = packed(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", content)
    with pytest.raises(UnitsError, match="读不出来"):
        read_units(path)


def test_a_list_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.txt", tmp_path):
        with pytest.raises(UnitsError, match="打不开"):
            read_units(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnitsError, match="打不开"):
        read_units(pipe)


def test_a_list_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 5_000_001)
    with pytest.raises(UnitsError, match="太大"):
        read_units(path)


@given(st.text())
def test_any_text_gives_names_without_blanks_and_each_once(text: str) -> None:
    names = parse_units(text)
    assert len(set(names)) == len(names)
    assert all(name == " ".join(name.split()) for name in names)


# The roll call ------------------------------------------------------------------------------


def test_it_tells_who_is_missing_and_who_is_there_twice() -> None:
    reports = [report("教育局", path="a"), report("公安局", path="b"), report("公安局", path="c")]
    roll = roll_call(("教育局", "公安局", "民政局"), reports)
    assert [unit.name for unit in roll.missing] == ["民政局"]
    assert [unit.name for unit in roll.twice] == ["公安局"]
    assert (roll.strangers, roll.year) == ((), 2025)


def test_width_blanks_and_brackets_are_no_difference() -> None:
    roll = roll_call(("教育局（体育局）", "Ａ局"), [report("教育局(体育局) "), report("a 局")])
    assert roll.missing == ()


def test_the_year_is_that_of_most_reports_or_the_one_given() -> None:
    reports = [report("甲局"), report("乙局"), report("丙局", 2024)]
    names = ("甲局", "乙局", "丙局")
    roll = roll_call(names, reports)
    (late,) = roll.missing
    assert (roll.year, late.name, late.other_years) == (2025, "丙局", (reports[2],))
    assert [unit.name for unit in roll_call(names, reports, 2024).missing] == ["甲局", "乙局"]


def test_as_many_of_two_years_take_the_later() -> None:
    assert roll_call((), [report("甲局", 2024), report("乙局", 2025)]).year == 2025
    assert roll_call(("甲局",), []).year is None


def test_reports_of_two_years_are_not_twice() -> None:
    reports = [report("甲局", 2024, "a"), report("甲局", 2025, "b"), report("乙局")]
    assert roll_call(("甲局",), reports).twice == ()
    assert repeated(reports) == {}


def test_what_is_not_on_the_list_is_named_also_without_a_name() -> None:
    reports = [report("甲局"), report("乙局"), report("", path="x")]
    assert roll_call(("甲局",), reports).strangers == (reports[1], reports[2])


def test_a_name_that_only_resembles_is_named_and_never_taken() -> None:
    near, far = report("清远市清新区教育局"), report("教育局")
    roll = roll_call(("清新区教育局", "民政局"), [near, far])
    first, second = roll.units
    assert first.is_missing
    assert first.alike == (near,), "three characters resemble everything"
    assert (second.alike, roll.strangers) == ((), (near, far))


def test_what_could_not_be_read_counts_as_missing() -> None:
    roll = roll_call(("甲局",), [Checked(Path("甲局.xxgk"), "读不出")])
    assert (len(roll.missing), roll.strangers) == (1, ())


def test_reports_of_one_unit_and_year_know_each_other() -> None:
    one, other, alone = report("甲局", path="a"), report("甲 局", path="b"), report("乙局")
    nameless = [report("", path="x"), report("", path="y")]
    found = repeated([one, other, alone, *nameless])
    assert found == {one.path: (other,), other.path: (one,)}
