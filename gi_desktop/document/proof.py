"""The proof for the leader (送审稿): a sign-off sheet in front of the report, and its marks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate

from gi_desktop.document.blocks import (
    Block,
    TableBlock,
    TableCell,
    TextBlock,
    TitleBlock,
    one_line,
    title_block,
)
from gi_desktop.document.furniture import PROOF, Furniture
from gi_desktop.form import Edition, LabelRole
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.fingerprint import NAME, fingerprint
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Plan
from gi_desktop.report.unfilled import Weight, weight_of

SHEET = "送审单"
DRAFT = "草稿"
NOT_FILLED_IN = "（未填）"
NO_REASON = "还没有写理由。"

Judged = Sequence[tuple[Finding, str]]
"""Findings that stand, each with the reason given for it; "" where none was given."""

_WORDS = {
    Weight.ERROR: ("处", "改正前不能定稿"),
    Weight.UNFILLED: ("处", "填写前不能定稿"),
    Weight.VERIFY: ("处", "要改正，或者写明理由"),
    Weight.HINT: ("条", "可以保留"),
}
"""What each weight is counted in, and asks for."""
_ORDINALS = "一二三四"
_STOPS = "。！？；…”"

_SIZE = 14.0
"""四号, of the sheet's table."""
_WIDTHS = (32, 44, 27, 53)
"""Of its columns, in mm."""
_STATED = 34.0
"""Least height in pt of a row that is filled in already."""
_NAMED = 50.0
"""Of the row with the title, which mostly takes two lines."""
_SIGNED = 46.0
"""Of a row for a name and a date by hand."""
_OPINION = 128.0
"""Of the row for the opinion (意见): some lines by hand."""


def proof(
    report: Report, form: Edition, findings: Judged, at: datetime, state: str = ""
) -> Furniture:
    """Return what stands around the report while it is looked over and signed.

    In front a sheet to sign, with the findings that stand and the ``state`` of the report;
    above every page 送审稿 and the time ``at``, as its own clock has it; across every page 草稿
    where errors stand; below every page the code (核对码), by which paper and draft are compared.
    """
    code = fingerprint(report, form)
    has_errors = any(finding.severity is Severity.ERROR for finding, _ in findings)
    return Furniture(
        front=tuple(_front(report, form, findings, at, state or DRAFT, code)),
        header=f"{PROOF}\u3000{_time(at)}",
        watermark=DRAFT if has_errors else "",
        code=code,
    )


def _time(at: datetime) -> str:
    """Return a time as Chinese papers write it: 2026年1月9日 14:32."""
    return f"{at.year}年{at.month}月{at.day}日 {at.hour}:{at.minute:02}"


def _front(
    report: Report, form: Edition, findings: Judged, at: datetime, state: str, code: str
) -> Iterator[Block]:
    yield TitleBlock((f"{one_line(form.document_type)}{SHEET}",))
    sheet = Plan.of(form).sheet(report.cells)
    weighed = [(weight_of(finding, report, sheet), (finding, why)) for finding, why in findings]
    groups = {weight: [one for other, one in weighed if other is weight] for weight in Weight}
    stand = {weight: group for weight, group in groups.items() if group}
    yield _sign_off(report, form, _state(stand), at, (state, code))
    for ordinal, (weight, group) in zip(_ORDINALS, stand.items(), strict=False):
        counter, asks = _WORDS[weight]
        yield TextBlock(f"{ordinal}、{weight}（{len(group)} {counter}，{asks}）", 1)
        for number, (finding, reason) in enumerate(group, 1):
            yield from _finding(number, finding, one_line(reason))


# The table to sign --------------------------------------------------------------------------


_Stated = tuple[str, ...]
"""What the program fills in, in the lines that it is best broken into."""
_Content = str | _Stated | None
"""A label, what it names, or nothing: that is filled in by hand."""


def _sign_off(
    report: Report, form: Edition, found: str, at: datetime, version: tuple[str, str]
) -> TableBlock:
    """Return the table: what the report is, then rows to fill in by hand.

    ``found`` is how it stands, ``version`` the state of the report, and its code.
    """
    state, code = version
    year = f"{report.year}年" if report.year is not None else ""
    rows: tuple[tuple[float, tuple[_Content, ...]], ...] = (
        (_NAMED, ("报告名称", title_block(report, form).parts)),
        (_STATED, ("报告机关", (one_line(report.organ.name),))),
        (_STATED, ("报告年度", (year,), "送审时间", (_time(at),))),
        (_STATED, ("报告状态", (state,), NAME, (code,))),
        (_STATED, ("核对情况", (found,))),
        (_SIGNED, ("拟稿", None, "日期", None)),
        (_SIGNED, ("核稿", None, "日期", None)),
        (_SIGNED, ("负责人签发", None, "日期", None)),
        (_OPINION, ("意见", None)),
    )
    cells = tuple(cell for row, (_, contents) in enumerate(rows) for cell in _row(row, contents))
    heights = tuple(height for height, _ in rows)
    return TableBlock(
        "sign_off", cells, _WIDTHS, len(rows), header_rows=0, heights=heights, size=_SIZE
    )


def _row(row: int, contents: Sequence[_Content]) -> Iterator[TableCell]:
    """Yield labels, each with what it names at its right."""
    whole = len(_WIDTHS)
    spans = (1, whole - 1) if len(contents) == 2 else (1,) * whole
    starts = accumulate(spans, initial=0)
    for start, span, content in zip(starts, spans, contents, strict=False):
        if isinstance(content, str):
            yield TableCell(row, start, 1, span, content, LabelRole.ROW, centred=True)
        elif content is None:
            yield TableCell(row, start, 1, span, "", None, centred=True)
        else:
            # A number would be set in one line, however small; this may take several.
            text = "".join(content) or NOT_FILLED_IN
            lines = content if len(content) > 1 else ()
            yield TableCell(row, start, 1, span, text, LabelRole.NOTE, centred=False, lines=lines)


# The findings -------------------------------------------------------------------------------


def _state(stand: Mapping[Weight, Judged]) -> str:
    """Return in a line how the report stands."""
    counted = (f"{weight} {len(group)} {_WORDS[weight][0]}" for weight, group in stand.items())
    return "，".join(counted) or "没有发现问题"


def _finding(number: int, finding: Finding, reason: str) -> Iterator[TextBlock]:
    """Yield what was found and what to do, then why it may stand."""
    sentences = filter(None, (one_line(finding.message), one_line(finding.remedy)))
    yield TextBlock(f"{number}.{''.join(map(_ended, sentences))}")
    if reason:
        yield TextBlock(f"理由：{_ended(reason)}")
    elif finding.severity is Severity.VERIFY:
        yield TextBlock(f"理由：{NO_REASON}")


def _ended(sentence: str) -> str:
    """Return the sentence with a mark at its end."""
    return sentence if sentence.endswith(tuple(_STOPS)) else f"{sentence}。"
