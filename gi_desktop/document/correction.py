"""更正说明: which 定稿 replaces which, why, and what has changed, cell by cell and sentence by sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gi_desktop.document.blocks import (
    Block,
    SignatureBlock,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
    one_line,
)
from gi_desktop.form import Edition, LabelRole
from gi_desktop.report.difference import Difference, DifferenceKind
from gi_desktop.report.fingerprint import NAME as CODE
from gi_desktop.report.model import Report

NAME = "更正说明"
EMPTY = "（空）"
_SIZE = 14.0
"""四号, of the versions."""
_SMALL = 10.5
"""五号, of the list of cells."""
_VERSIONS = (40, 60, 56)
_CELLS = (92, 32, 32)
"""Of the columns, in mm."""
_ROW = 30.0
_DATE = "年\u3000\u3000月\u3000\u3000日"
"""Written by hand: the paper is signed when it is handed in."""


@dataclass(frozen=True)
class Correction:
    """Two versions of a report, and why the later replaces the earlier."""

    report: Report
    """The later."""
    form: Edition
    codes: tuple[str, str]
    """Of the earlier and the later."""
    number: int
    """Which 定稿 the later is, from 2."""
    reason: str
    differences: tuple[Difference, ...]

    @property
    def title(self) -> str:
        """What the paper is called."""
        return "".join(self._title())

    def _title(self) -> tuple[str, ...]:
        report = self.report
        year = f"{report.year}年" if report.year is not None else ""
        organ = one_line(report.organ.name)
        rest = f"{year}{one_line(self.form.document_type)}{NAME}"
        return (organ, rest) if organ else (rest,)

    def blocks(self) -> tuple[Block, ...]:
        """Return it as blocks in reading order."""
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        before, now = self.codes
        yield TitleBlock(self._title())
        yield TextBlock("一、更正的版本", 1)
        rows = (
            ("版本", CODE, "备注"),
            (f"第 {self.number - 1} 次定稿", before, "已被替换，不再使用"),
            (f"第 {self.number} 次定稿", now, "以这一份为准"),
        )
        yield _table("versions", rows, _VERSIONS, _SIZE)
        yield TextBlock(f"{CODE}印在报告每页的下方。")
        yield TextBlock("二、更正理由", 1)
        reason = one_line(self.reason)
        yield TextBlock(reason if reason.endswith(("。", "！", "？")) else f"{reason}。")
        yield TextBlock(f"三、更正内容（共 {len(self.differences)} 处）", 1)
        yield from self._changes()
        organ = one_line(self.report.organ.name)
        if organ:
            yield SignatureBlock(organ, _DATE, sealed=True)

    def _changes(self) -> Iterator[Block]:
        cells = [one for one in self.differences if one.kind is not DifferenceKind.PARAGRAPH]
        prose = [one for one in self.differences if one.kind is DifferenceKind.PARAGRAPH]
        if not self.differences:
            yield TextBlock("数字和文字没有变。")
        if cells:
            rows = [
                (one_line(one.place), one_line(one.old) or EMPTY, one_line(one.new) or EMPTY)
                for one in cells
            ]
            yield TextBlock("（一）数字和基本信息", 2)
            yield _table("cells", [("位置", "原来", "更正为"), *rows], _CELLS, _SMALL)
        if prose:
            yield TextBlock(f"（{'二' if cells else '一'}）文字", 2)
        for number, one in enumerate(prose, 1):
            yield TextBlock(f"{number}.{_sentence(one)}")


def _sentence(one: Difference) -> str:
    place, old, new = one_line(one.place), one_line(one.old), one_line(one.new)
    if not old:
        return f"{place}：增加“{new}”"
    if not new:
        return f"{place}：删去“{old}”"
    return f"{place}：“{old}”改为“{new}”"


def _table(
    name: str, rows: Sequence[Sequence[str]], widths: tuple[int, ...], size: float
) -> TableBlock:
    """Return a table whose first row heads the columns, and first column the rows."""

    def role(row: int, column: int) -> LabelRole:
        if row == 0:
            return LabelRole.HEADER
        return LabelRole.ROW if column == 0 else LabelRole.NOTE

    cells = tuple(
        TableCell(row, column, 1, 1, text, role(row, column), centred=row == 0)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    heights = (_ROW if size > _SMALL else 0.0,) * len(rows)
    return TableBlock(name, cells, widths, len(rows), 1, heights=heights, size=size)
