"""What the fields of 基本信息 are for, and the help for whatever has the focus.

What is said of cells and sections stands in the form's declaration; here it gets its headings.
"""

from dataclasses import dataclass

from gi_desktop.form import POWER_NAMES, CellSpec, Column, Edition, Help, Row, Section
from gi_desktop.report.profile import Profile

NAME, KIND, SCOPE, YEAR, TITLE, PERIOD = "name", "kind", "scope", "year", "title", "period"
WEBSITE, ADDRESS, POSTCODE, TELEPHONE, EMAIL = (
    "website",
    "address",
    "postcode",
    "telephone",
    "email",
)
PREFACE, SEAL, SIGNED_BY, SIGNED_ON = "preface", "seal", "signed_by", "signed_on"

FIELD_NAMES = {
    NAME: "机关名称",
    KIND: "机关类型",
    SCOPE: "数据范围",
    YEAR: "报告年度",
    TITLE: "标题",
    PERIOD: "统计期限",
    WEBSITE: "网站",
    ADDRESS: "地址",
    POSTCODE: "邮政编码",
    TELEPHONE: "电话",
    EMAIL: "电子邮箱",
    PREFACE: "前言",
    SEAL: "落款方式",
    SIGNED_BY: "落款名称",
    SIGNED_ON: "落款日期",
}

_TEXTS = {
    NAME: Help(
        "写全称或者规范化简称，和公章上的一致；标题从这里来。",
        example="某某市某某区教育局。",
    ),
    KIND: Help("按本机关的性质选一种；拿不准的可以先不选。"),
    SCOPE: Help("只有本机关的数据，选“本机关”；把所属部门、下级机关的数据合在一起的，选“汇总”。"),
    YEAR: Help(
        "数据所在的年份，不是写报告的年份。",
        example="2026 年 1 月写的报告，年度是 2025。",
    ),
    TITLE: Help("不填就用“机关名称＋年度＋报告名称”。确实要用别的标题，才在这里写。"),
    PERIOD: Help("通常是报告年度的 1 月 1 日至 12 月 31 日。"),
    WEBSITE: Help("发布报告的网站，写进前言。"),
    ADDRESS: Help("公众来信、来访的地址，写进前言。"),
    POSTCODE: Help("六位数字，写进前言。"),
    TELEPHONE: Help("政府信息公开工作机构的电话，写进前言。", excludes="不要写个人手机。"),
    EMAIL: Help("公众可以写信的邮箱，写进前言。"),
    PREFACE: Help(
        "写在第一部分之前。“写入前言”只用上面已经填好的内容，写出的文字可以随意改。",
        example="常见的写法：依据、统计期限、哪里可以下载电子版、怎样联系。",
        doubt="格式没有要求写前言，多数机关都写。",
    ),
    SEAL: Help("报告末尾要不要写机关名称和日期；要盖章的，打印时会留出盖章的位置。"),
    SIGNED_BY: Help("写在报告末尾的名称，一般就是机关名称。"),
    SIGNED_ON: Help(
        "印成 2026年1月16日 的样子，离开时自动改好。",
        example="2026-1-16、2026.1.16 或者 20260116 都可以。",
    ),
}

UNVERIFIED = "一般做法（没有见到明文规定）"
BASIS = "依据"
_RELATED = "有关条文"
"""Heads the article of a row whose help itself rests on common practice."""
_COUNTS = ("计入", "不计入")
_TABLE = ("怎样填", "不填在这里")
_WRITE = ("写什么", "不要写")
_TELL = ("说明", "注意")
_EXAMPLE, _DOUBT = "举例", "拿不准的"


@dataclass(frozen=True)
class HelpPart:
    """What is said under one heading."""

    heading: str
    text: str


@dataclass(frozen=True)
class HelpText:
    """A title and what to say under it; empty where there is nothing to say."""

    title: str
    parts: tuple[HelpPart, ...] = ()

    def words(self) -> str:
        """Return all of it as lines, for a screen reader."""
        return "\n".join(f"{part.heading}：{part.text}" for part in self.parts)


def help_for(
    key: str, form: Edition, section: Section | None, profile: Profile | None = None
) -> HelpText:
    """Return the help for a cell (by address), a field (by name), else for the section."""
    if key in form.cells:
        return _cell_help(form.cells[key], form, profile)
    if section is not None:
        return section_help(section)
    return field_help(key, form) if key in FIELD_NAMES else HelpText("")


def section_help(section: Section) -> HelpText:
    """Return the help for a part of the report."""
    return HelpText(section.heading, _parts(section.help, _WRITE if section.text else _TABLE))


def field_help(key: str, form: Edition) -> HelpText:
    """Return the help for a field of 基本信息; what the form itself says of it goes first."""
    guide = next((guide for guide in form.guides if guide.id == key), None)
    said = guide.help if guide is not None else _TEXTS[key]
    return HelpText(FIELD_NAMES[key], _parts(said, _TELL))


def guide_help(form: Edition) -> tuple[HelpText, ...]:
    """Return what concerns the whole report and no field."""
    return tuple(
        HelpText(guide.title, _parts(guide.help, _TELL))
        for guide in form.guides
        if guide.id not in FIELD_NAMES
    )


def row_help(row: Row, form: Edition, profile: Profile | None = None) -> HelpText:
    """Return the help for a row of a table."""
    lacking = tuple(
        HelpPart("机关档案", f"没有{POWER_NAMES[use.power]}职权，一般填 0。")
        for use in form.meaning.powers
        if profile is not None
        and profile.has(use.power) is False
        and any(form.cells[cell].row is row for cell in use.cells)
    )
    # On the form the same words stand below several groups: 1. of （三） and of （四）.
    title = "".join((*row.group[1:], " ", row.label)).strip()
    return HelpText(title, (*lacking, *_parts(row.help, _COUNTS)))


def column_help(column: Column) -> HelpText:
    """Return the help for a column of a table; nothing where its rows say all."""
    return HelpText(column.label, _parts(column.help, _COUNTS))


def _cell_help(spec: CellSpec, form: Edition, profile: Profile | None) -> HelpText:
    row, column = row_help(spec.row, form, profile), spec.column
    if not column.help.text:
        return row
    beside = [f"{column.label}：{column.help.text}"]
    if column.help.excludes:
        beside.append(f"不计入：{column.help.excludes}")
    if column.help.example:
        beside.append(f"举例：{column.help.example}")
    if column.help.doubt:
        beside.append(f"拿不准的：{column.help.doubt}")
    heading = "本列" if column.help.verified else f"本列{UNVERIFIED}"
    return HelpText(row.title, (*row.parts, HelpPart(heading, "\n".join(beside))))


def _parts(said: Help, headings: tuple[str, str]) -> tuple[HelpPart, ...]:
    counts, excludes = headings
    usually = f"一般{excludes}" if headings == _COUNTS else excludes
    given = (
        (counts if said.verified else UNVERIFIED, said.text),
        (excludes if said.verified else usually, said.excludes),
        (_EXAMPLE, said.example),
        (_DOUBT, said.doubt),
        (BASIS if said.verified else _RELATED, said.basis),
    )
    return tuple(HelpPart(heading, text) for heading, text in given if text)
