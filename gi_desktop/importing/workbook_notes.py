"""What the cells of a workbook do not tell: formulas that were never worked out, and errors."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST_NAMED = 6
"""Cells that a sentence names."""
_FORMULAS = (
    "工作表“{sheet}”的 {cells}是公式，文件里没有算好的结果，读不出数，先留空。"
    "请用 Excel 或 WPS 打开这个文件，保存一次，再导入。"
)
_ERRORS = (
    "工作表“{sheet}”的 {cells}显示的是错误（{what}），不是数，先留空。"
    "请在 Excel 或 WPS 里改好、保存，再导入。"
)


def unread_notes(sheet: "Element", name: str) -> Iterator[str]:
    """Yield a sentence on the visible cells that have a formula and no result, and on errors."""
    formulas: list[str] = []
    errors: dict[str, str] = {}
    for row in sheet.iter(f"{MAIN}row"):
        if row.get("hidden") in ("1", "true"):
            continue
        for cell in row.iterfind(f"{MAIN}c"):
            place, value = cell.get("r") or "", cell.findtext(f"{MAIN}v") or ""
            if cell.get("t") == "e":
                errors[place] = value
            elif cell.find(f"{MAIN}f") is not None and not value and cell.get("t") != "str":
                formulas.append(place)
    if formulas:
        yield _FORMULAS.format(sheet=name[:40], cells=_named(formulas))
    if errors:
        what = "、".join(sorted({value[:12] for value in errors.values()})[:3])
        yield _ERRORS.format(sheet=name[:40], cells=_named(list(errors)), what=what)


def _named(places: Sequence[str]) -> str:
    named = "、".join(place[:10] for place in places[:_MOST_NAMED])
    if len(places) == 1:
        return f"{named} 格"
    return f"{named} {'等' if len(places) > _MOST_NAMED else '这'} {len(places)} 格"
