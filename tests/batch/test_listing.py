"""What was found, as lines, as records and as a workbook."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

from gi_desktop.batch import Checked, Judged, repeated, roll_call
from gi_desktop.batch.listing import (
    lines,
    records,
    remark,
    status_words,
    summary,
    unit_words,
    workbook,
)
from gi_desktop.drafts import Status
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.unfilled import Weight

WRONG = Judged(
    Finding("balance", Severity.ERROR, "表三不平。", ("a.b.c",), "请改。"), Weight.ERROR, "表三"
)
ASKED = Judged(
    Finding("in_force_low", Severity.VERIFY, "表二少。"), Weight.VERIFY, "表二", "已废止"
)
EMPTY = Judged(Finding("empty_cell", Severity.ERROR, "表四有 3 格空着。"), Weight.UNFILLED, "表四")
FIRST = Checked(
    Path("甲.xxgk"),
    organ="甲局",
    year=2025,
    status=Status.FINAL,
    state="定稿",
    findings=(WRONG, ASKED),
)
SAME = Checked(Path("甲2.docx"), organ="甲局", year=2025, notes=("一", "二"))
BROKEN = Checked(Path("=坏.xxgk"), "“=坏.xxgk”已经损坏。")
ALL = (FIRST, SAME, BROKEN)


def test_the_table_lines_up_and_says_what_is_wrong_with_a_file() -> None:
    said = list(lines(ALL))
    assert said == [
        "单位  年度  状态    错误  没有填  核实  提示  文件",
        "甲局  2025  定稿       1       0     1     0  甲.xxgk",
        "    和“甲2.docx”重复（内容相同）",
        "甲局  2025  导入       0       0     0     0  甲2.docx",
        "    和“甲.xxgk”重复（内容相同）；导入时有 2 处要看",
        "=坏   ----  读不出     -       -     -     -  =坏.xxgk",
        "    “=坏.xxgk”已经损坏。",
        "共 3 份：1 份有错误，1 份没有错误，1 份读不出。",
    ]


def test_a_list_of_units_adds_who_is_missing_twice_or_not_listed() -> None:
    said = list(lines(ALL, roll_call(("甲局", "乙局"), ALL)))
    assert said[-3:] == [
        "名单上 2 个单位：1 个有，1 个缺。",
        "    乙局：缺 2025 年的",
        "    甲局：有 2 份，内容相同：甲.xxgk、甲2.docx",
    ]
    strange = list(lines([FIRST], roll_call(("乙局",), [FIRST])))
    assert strange[-2:] == ["名单以外有 1 份：", "    甲局  甲.xxgk"]


def test_a_missing_unit_is_told_with_what_there_is_instead() -> None:
    old = Checked(Path("a"), organ="丙局", year=2023)
    near = Checked(Path("b"), organ="某市丙丙局", year=2025)
    roll = roll_call(("丙局", "丙丙局", "市丙丙局"), [old, near], 2025)
    assert [unit_words(unit, roll.year) for unit in roll.units] == [
        "缺 2025 年的，只有：2023",
        "缺 2025 年的",
        "缺 2025 年的，名称相近：某市丙丙局",
    ]
    assert unit_words(roll_call(("甲局",), []).units[0], None) == "缺"


def test_what_is_not_known_of_a_report_is_said() -> None:
    nameless = Checked(Path("x.xxgk"), status=Status.DRAFT)
    assert remark(nameless, {}) == "没有机关名称；没有年度"
    assert remark(FIRST, repeated([FIRST])) == ""
    assert remark(replace(FIRST, altered=True), {}) == "定稿以后内容被改过"
    assert [status_words(one) for one in ALL] == ["定稿", "导入", "读不出"]
    assert summary([FIRST]) == "共 1 份：1 份有错误，0 份没有错误。"
    waits = Checked(Path("乙.xxgk"), organ="乙局", findings=(EMPTY, ASKED))
    assert summary([FIRST, waits]) == "共 2 份：1 份有错误，1 份没有填完，0 份没有错误。"
    assert not waits.is_faulty
    assert not waits.is_in_order


def test_of_many_reports_of_one_unit_the_first_are_named() -> None:
    many = [Checked(Path(f"{number}"), organ="甲局", year=2025) for number in range(9)]
    said = remark(many[0], repeated(many))
    assert said.count("重复") == 3
    assert said.endswith("这个单位一共有 9 份")


def test_records_name_every_file_and_every_missing_unit() -> None:
    first, same, broken, missing = records(ALL, roll_call(("甲局", "乙局"), ALL))
    assert (first["file"], first["status"], first["listed"], first["twice"]) == (
        "甲.xxgk",
        "final",
        True,
        True,
    )
    assert [one["code"] for one in first["findings"]] == ["balance", "in_force_low"]
    assert first["findings"][0]["cells"] == ["a.b.c"]
    assert first["findings"][1]["reason"] == "已废止"
    assert same["status"] is None
    assert broken == {"file": "=坏.xxgk", "problem": "“=坏.xxgk”已经损坏。"}
    assert missing == {"file": None, "organ": "乙局", "year": 2025, "missing": True}
    assert "listed" not in records(ALL)[0]


def test_the_workbook_holds_reports_findings_and_units() -> None:
    book = load_workbook(BytesIO(workbook(ALL, roll_call(("甲局", "乙局"), ALL))))
    assert book.sheetnames == ["报告", "问题", "单位名单"]
    rows = [list(row) for row in book["报告"].iter_rows(values_only=True)]
    assert rows[1][:7] == ["甲局", 2025, "定稿", 1, 0, 1, 0]
    assert rows[3][2] == "读不出"
    assert rows[3][9] == "=坏.xxgk"
    findings = [list(row) for row in book["问题"].iter_rows(values_only=True)]
    assert findings[1][2:6] == ["错误", "表三", "表三不平。", "请改。"]
    assert findings[2][6] == "已废止"
    units = [list(row) for row in book["单位名单"].iter_rows(values_only=True)]
    assert [row[0] for row in units[1:]] == ["甲局", "乙局"]
    assert load_workbook(BytesIO(workbook(ALL))).sheetnames == ["报告", "问题"]


def test_nothing_in_the_workbook_is_a_formula_or_breaks_it() -> None:
    odd = Checked(Path("a.xxgk"), organ="=1+1", year=2025, notes=("\x00",))
    bad = Checked(Path("b.xxgk"), "=cmd()\x01" + "长" * 40_000)
    data = workbook([odd, bad], roll_call(("=名",), [odd]))
    with ZipFile(BytesIO(data)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())
    sheet = load_workbook(BytesIO(data))["报告"]
    assert sheet["A2"].value == "=1+1"
    assert str(sheet["I3"].value).startswith("=cmd()□长")
