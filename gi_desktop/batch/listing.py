"""What was found in many reports: as lines for a terminal, as JSON, as a workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gi_desktop.batch.checking import Checked
from gi_desktop.batch.units import Roll, Unit, repeated
from gi_desktop.report.characters import width_of
from gi_desktop.report.unfilled import Weight

if TYPE_CHECKING:  # loaded when a workbook is made, not before
    from openpyxl import Workbook

_MOST_NAMED = 3
"""Other reports of the same unit; of more than that only the number is told."""
_WIDEST = 28
"""Columns of a terminal for the name of a unit; a longer one pushes the rest aside."""
_SHEET_CELL = 32_000
"""Characters that a cell of a workbook holds, nearly."""


def status_words(one: Checked) -> str:
    """Return how far a report has come: 草稿, 送审, 定稿 …, 导入, 读不出."""
    if one.problem:
        return "读不出"
    return one.state or "导入"


def remark(one: Checked, others: Mapping[Path, tuple[Checked, ...]]) -> str:
    """Return what there is to say of a report beside its findings; mostly nothing."""
    if one.problem:
        return one.problem
    said = [] if one.organ else ["没有机关名称"]
    said += [] if one.year is not None else ["没有年度"]
    said += ["定稿以后内容被改过"] if one.altered else []
    again = others.get(one.path, ())
    for other in again[:_MOST_NAMED]:
        what = "内容相同" if other.content == one.content else "同一单位、同一年度"
        said.append(f"和“{other.path.name}”重复（{what}）")
    if len(again) > _MOST_NAMED:
        said.append(f"这个单位一共有 {len(again) + 1} 份")
    if one.notes:
        said.append(f"导入时有 {len(one.notes)} 处要看" if one.status is None else one.notes[0])
    return "；".join(said)


def unit_words(unit: Unit, year: int | None) -> str:
    """Return what became of a unit on the list."""
    if len(unit.reports) > 1:
        alike = len({one.content for one in unit.reports}) == 1
        names = "、".join(one.path.name for one in unit.reports)
        return f"有 {len(unit.reports)} 份{'，内容相同' if alike else ''}：{names}"
    if unit.reports:
        return "有"
    said = f"缺 {year} 年的" if year is not None else "缺"
    if unit.other_years:
        years = "、".join(sorted({str(one.year or "没有年度") for one in unit.other_years}))
        said += f"，只有：{years}"
    if unit.alike:
        names = "、".join(dict.fromkeys(one.organ for one in unit.alike))
        said += f"，名称相近：{names}"
    return said


# A terminal ---------------------------------------------------------------------------------


def lines(checked: Sequence[Checked], roll: Roll | None = None) -> Iterator[str]:
    """Yield a table of the reports, what was counted, and who is missing."""
    if not checked:
        yield "没有找到可以核对的文件。文件夹里要有草稿（.xxgk），或者可以导入的报告。"
        return
    others = repeated(checked)
    widest = max((width_of(one.name) for one in checked), default=0)
    room = min(max(widest, width_of("单位")), _WIDEST)
    yield "  ".join(
        (_padded("单位", room), "年度", "状态  ", *(weight.value for weight in Weight), "文件")
    )
    for one in checked:
        counts = [
            f"{'-' if one.problem else one.count(weight):>{width_of(weight)}}" for weight in Weight
        ]
        year = str(one.year or "----")
        cells = (_padded(one.name, room), year, _padded(status_words(one), 6), *counts)
        yield "  ".join((*cells, str(one.path)))
        if said := remark(one, others):
            yield f"    {said}"
    yield summary(checked)
    if roll is not None:
        yield from _roll_lines(roll)


def summary(checked: Sequence[Checked]) -> str:
    """Return how many reports there are, and how many of them are in order."""
    unread = sum(bool(one.problem) for one in checked)
    faulty = sum(one.is_faulty for one in checked) - unread
    sound = sum(one.is_in_order for one in checked)
    waiting = len(checked) - unread - faulty - sound
    said = f"共 {len(checked)} 份：{faulty} 份有错误"
    said += f"，{waiting} 份没有填完" if waiting else ""
    said += f"，{sound} 份没有错误"
    return said + (f"，{unread} 份读不出。" if unread else "。")


def _roll_lines(roll: Roll) -> Iterator[str]:
    missing, twice = roll.missing, roll.twice
    there = len(roll.units) - len(missing)
    yield f"名单上 {len(roll.units)} 个单位：{there} 个有，{len(missing)} 个缺。"
    for unit in (*missing, *twice):
        yield f"    {unit.name}：{unit_words(unit, roll.year)}"
    if roll.strangers:
        yield f"名单以外有 {len(roll.strangers)} 份："
        yield from (f"    {one.name}  {one.path}" for one in roll.strangers)


def _padded(text: str, room: int) -> str:
    return text + " " * (room - width_of(text))


# JSON ---------------------------------------------------------------------------------------


def records(checked: Iterable[Checked], roll: Roll | None = None) -> list[dict[str, Any]]:
    """Return one record a file, and one without a file for every unit that is missing."""
    made = [_record(one) for one in checked]
    if roll is not None:
        strangers = {one.path for one in roll.strangers}
        twice = {one.path for unit in roll.twice for one in unit.reports}
        for record in made:
            path = Path(record["file"])
            if "problem" not in record:
                record |= {"listed": path not in strangers, "twice": path in twice}
        made += [
            {"file": None, "organ": unit.name, "year": roll.year, "missing": True}
            for unit in roll.missing
        ]
    return made


def _record(one: Checked) -> dict[str, Any]:
    if one.problem:
        return {"file": str(one.path), "problem": one.problem}
    return {
        "file": str(one.path),
        "organ": one.organ,
        "year": one.year,
        "status": one.status.value if one.status is not None else None,
        "findings": [
            {
                "code": judged.finding.code,
                "severity": judged.finding.severity.value,
                "message": judged.finding.message,
                "cells": list(judged.finding.cells),
                "reason": judged.reason,
            }
            for judged in one.findings
        ],
    }


# A workbook ---------------------------------------------------------------------------------

_REPORTS = (("单位", 36), ("年度", 8), ("状态", 8), *((weight.value, 8) for weight in Weight))
_AFTER = (("保存时间", 18), ("备注", 48), ("文件", 60))
_FINDINGS = (
    ("单位", 36),
    ("年度", 8),
    ("轻重", 8),
    ("部分", 28),
    ("问题", 72),
    ("怎么改", 48),
    ("理由", 32),
    ("文件", 60),
)
_UNITS = (("单位", 36), ("情况", 60), ("文件", 60))


def workbook(checked: Sequence[Checked], roll: Roll | None = None) -> bytes:
    """Return a workbook: the reports, their findings, and the list of units where there is one."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    others = repeated(checked)
    reports = [_report_row(one, remark(one, others)) for one in checked]
    _add_sheet(book, "报告", (*_REPORTS, *_AFTER), reports)
    findings = [row for one in checked for row in _finding_rows(one)]
    _add_sheet(book, "问题", _FINDINGS, findings)
    if roll is not None:
        units = [
            (unit.name, unit_words(unit, roll.year), "\n".join(str(r.path) for r in unit.reports))
            for unit in roll.units
        ]
        units += [(one.name, "名单上没有", str(one.path)) for one in roll.strangers]
        _add_sheet(book, "单位名单", _UNITS, units)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _report_row(one: Checked, said: str) -> tuple[object, ...]:
    counts = ("" if one.problem else one.count(weight) for weight in Weight)
    saved = f"{one.saved_at.astimezone():%Y-%m-%d %H:%M}" if one.saved_at is not None else ""
    return one.name, one.year, status_words(one), *counts, saved, said, str(one.path)


def _finding_rows(one: Checked) -> Iterator[tuple[object, ...]]:
    for judged in one.findings:
        found = judged.finding
        yield (
            one.name,
            one.year,
            judged.weight.value,
            judged.part or "基本信息",
            found.message,
            found.remedy,
            judged.reason,
            str(one.path),
        )


def _add_sheet(
    book: "Workbook",
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[object]],
) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    top = Alignment(vertical="top", wrap_text=True)
    for number, (name, width) in enumerate(columns, start=1):
        head = sheet.cell(1, number, name)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="EEF3FA")
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line, row in enumerate(rows, start=2):
        for number, value in enumerate(row, start=1):
            cell = sheet.cell(line, number)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("□", value)[:_SHEET_CELL]
                cell.data_type = "s"  # what begins with = is the name of a file, no formula
            elif isinstance(value, int):
                cell.value = value
            cell.alignment = top
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
