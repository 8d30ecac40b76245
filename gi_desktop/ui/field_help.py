"""What the fields of 基本信息 are for, and the help for whatever has the focus."""

from dataclasses import dataclass

from gi_desktop.form import Edition, Help, Section

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
    NAME: "写全称或者规范化简称，和公章上的一致；标题从这里来。",
    KIND: "按本机关的性质选一种；拿不准的可以先不选。",
    SCOPE: "只有本机关的数据，选“本机关”；把所属部门、下级机关的数据合在一起的，选“汇总”。",
    YEAR: "数据所在的年份，不是写报告的年份。例如 2026 年 1 月写的报告，年度是 2025。",
    TITLE: "不填就用“机关名称＋年度＋报告名称”。确实要用别的标题，才在这里写。",
    PERIOD: "通常是报告年度的 1 月 1 日至 12 月 31 日。",
    WEBSITE: "发布报告的网站，写进前言。",
    ADDRESS: "公众来信、来访的地址，写进前言。",
    POSTCODE: "六位数字，写进前言。",
    TELEPHONE: "政府信息公开工作机构的电话，写进前言。不要写个人手机。",
    EMAIL: "公众可以写信的邮箱，写进前言。",
    PREFACE: "写在第一部分之前。“写入前言”只用上面已经填好的内容，写出的文字可以随意改。",
    SEAL: "报告末尾要不要写机关名称和日期；要盖章的，打印时会留出盖章的位置。",
    SIGNED_BY: "写在报告末尾的名称，一般就是机关名称。",
    SIGNED_ON: "印成 2026年1月16日 的样子。可以写 2026-1-16、2026.1.16 或者 20260116，离开时自动改好。",
}


@dataclass(frozen=True)
class HelpText:
    """A heading and what to say under it."""

    title: str
    text: str
    basis: str = ""
    """Empty too where the help is not verified: such help is called 说明, never shown as law."""


def help_for(key: str, form: Edition, section: Section | None) -> HelpText:
    """Return the help for a cell (by address), a field (by name), else for the section."""
    if key in form.cells:
        spec = form.cells[key]
        row, column = _help(spec.row.label, spec.row.help), spec.column
        beside = f"{column.label}：{column.help.text}" if column.help.text else ""
        return HelpText(row.title, f"{row.text}\n{beside}".strip(), row.basis)
    if section is not None:
        return _help(section.heading, section.help)
    if key in FIELD_NAMES:
        return HelpText(FIELD_NAMES[key], _TEXTS[key])
    return HelpText("", "")


def _help(title: str, found: Help) -> HelpText:
    if found.text and not found.verified:
        return HelpText(title, f"说明：{found.text}")
    return HelpText(title, found.text, found.basis)
