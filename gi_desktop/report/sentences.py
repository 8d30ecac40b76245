"""Sentences of facts alone, from the numbers and what is known of the organ. Always editable.

Never a word about work done: that is for the organ to write.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gi_desktop.form import Edition, Meaning, Section
from gi_desktop.report.characters import compact
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Organ, Period, Report
from gi_desktop.report.prose import CellRun, Lookup, Paragraph, Run, Text, TextRun
from gi_desktop.report.sheet import Sheet

# The preface -----------------------------------------------------------------------------------


def compose_preface(report: Report, form: Edition) -> Text:
    """Return one paragraph of what is filled in; nothing where no fact is."""
    sentences = (_basis(report, form), _period(report), _website(report.organ), _contact(report))
    words = "".join(sentence for sentence in sentences if sentence)
    return (Paragraph.of(words),) if words else ()


def _basis(report: Report, form: Edition) -> str:
    if not form.basis or not report.organ.name:
        return ""
    return f"根据{form.basis}，编制《{report.printed_title(form)}》。"


def _period(report: Report) -> str:
    period = report.period
    if period is None:
        if report.year is None:
            return ""
        period = Period.of_year(report.year)
    start, end = period.start, period.end
    return (
        f"本报告所列数据的统计期限自{start.year}年{start.month}月{start.day}日起，"
        f"至{end.year}年{end.month}月{end.day}日止。"
    )


def _website(organ: Organ) -> str:
    return (
        f"本报告的电子版在网站（{organ.website}）上公布，可以查阅和下载。" if organ.website else ""
    )


def _contact(report: Report) -> str:
    organ = report.organ
    ways = [
        f"{name}：{text}"
        for name, text in (
            ("地址", organ.address),
            ("邮政编码", organ.postcode),
            ("电话", organ.telephone),
            ("电子邮箱", organ.email),
        )
        if text
    ]
    whom = f"{organ.name}联系" if organ.name else "我们联系"
    return f"对本报告有疑问的，请与{whom}（{'；'.join(ways)}）。" if ways else ""


_TOLD = (
    ("website", "网站", re.compile("网站|网址")),
    ("address", "地址", re.compile("(?<!网站)(?<!邮箱)地址")),
    ("postcode", "邮政编码", re.compile("邮编|邮政编码")),
    ("telephone", "电话", re.compile("电话")),
    ("email", "电子邮箱", re.compile("邮箱|电子邮件")),
)
_AROUND_ADDRESS = re.compile(r"^https?://|/+$")


def preface_differs(report: Report, form: Edition, lookup: Lookup) -> tuple[str, ...]:
    """Return the names of what the preface tells, but otherwise than the fields of the organ."""
    words = _plain("".join(part.resolve(lookup) for part in report.text(form.preface)))
    return tuple(
        name
        for field, name, told in _TOLD
        if (value := _AROUND_ADDRESS.sub("", _plain(getattr(report.organ, field))))
        and told.search(words)
        and value not in words
    )


def _plain(text: str) -> str:
    return compact(unicodedata.normalize("NFKC", text)).lower()


# The parts -------------------------------------------------------------------------------------

FEE_TOPIC = "fee_statement"
OVERVIEW_TOPIC = "missing_aspect"


@dataclass(frozen=True)
class Sentence:
    """A sentence that is offered, or one that cannot be yet: then ``why`` says what is missing."""

    name: str
    runs: tuple[Run, ...] = ()
    why: str = ""
    confirm: str = ""
    """What only the user knows: to be asked before it is written."""
    cells: tuple[str, ...] = ()
    """The numbers it rests on."""

    def fault(self, findings: Iterable[Finding]) -> str:
        """Return the first error that concerns the rows of its numbers; empty for none."""
        rows = {cell.rpartition(".")[0] for cell in self.cells}
        errors = (found for found in findings if found.severity is Severity.ERROR)
        said = (
            found.message
            for found in errors
            if any(cell.rpartition(".")[0] in rows for cell in found.cells)
        )
        return next(said, "")


def facts_for(section: Section, form: Edition, sheet: Sheet) -> list[Sentence]:
    """Return the sentences of facts that belong into that part; none where none do."""
    codes = {topic.code for topic in section.topics}
    found: list[Sentence] = []
    if FEE_TOPIC in codes:
        found += _fees(form, sheet)
    if codes & {FEE_TOPIC, OVERVIEW_TOPIC}:
        found += _applications(form, sheet)
        found += _appeals(form, sheet)
    return found


def _applications(form: Edition, sheet: Sheet) -> Iterator[Sentence]:
    meaning = form.meaning
    if not meaning.applications:
        return
    received, *carried = meaning.applications
    name = "收到申请"
    if empty := _empty((received,), form, sheet):
        yield Sentence(name, why=empty)
    elif sheet.number(received) == 0:
        yield Sentence(name, _runs("本年未收到政府信息公开申请。"), cells=(received,))
    else:
        runs = _runs("本年新收政府信息公开申请", _cell(received), "件。")
        yield Sentence(name, runs, cells=(received,))
    counted = tuple(filter(None, (received, *carried, meaning.handled, meaning.carried_out)))
    if len(counted) < 4:
        return
    name = "收到和办理申请"
    if empty := _empty(counted, form, sheet):
        yield Sentence(name, why=empty)
    elif any(sheet.number(cell) for cell in counted):
        yield Sentence(name, _all_applications(meaning), cells=counted)
    else:
        words = "本年未收到政府信息公开申请，也没有上年结转的申请。"
        yield Sentence(name, _runs(words), cells=counted)


def _all_applications(meaning: Meaning) -> tuple[Run, ...]:
    received, carried = meaning.applications[:2]
    return _runs(
        "本年新收政府信息公开申请",
        _cell(received),
        "件，上年结转",
        _cell(carried),
        "件，本年办理",
        _cell(meaning.handled),
        "件，结转下年度继续办理",
        _cell(meaning.carried_out),
        "件。",
    )


def _appeals(form: Edition, sheet: Sheet) -> Iterator[Sentence]:
    appeals = form.meaning.appeals
    if not appeals:
        return
    name = "行政复议、行政诉讼"
    if empty := _empty(appeals, form, sheet):
        yield Sentence(name, why=empty)
    elif any(sheet.number(cell) for cell in appeals):
        parts: list[str | CellRun] = ["本年因政府信息公开发生"]
        for number, cell in enumerate(appeals):
            comma = "，" if number else ""
            parts += [comma + form.cells[cell].row.name, _cell(cell), "件"]
        yield Sentence(name, _runs(*parts, "。"), cells=appeals)
    else:
        words = "本年未发生因政府信息公开引起的行政复议、行政诉讼。"
        yield Sentence(name, _runs(words), cells=appeals)


def _fees(form: Edition, sheet: Sheet) -> Iterator[Sentence]:
    notices = form.meaning.fee_notices
    name = "信息处理费"
    if empty := _empty(notices, form, sheet):
        yield Sentence(name, why=empty)
        return
    if not any(sheet.number(cell) for cell in notices):
        yield Sentence(
            name,
            _runs("本年没有收取信息处理费。"),
            confirm="表里看不出有没有收费：确实没有收取，才选这一句。",
            cells=tuple(notices),
        )
        return
    for cell in notices:
        runs = _runs("本年发出收费通知后申请人逾期未缴纳费用的申请有", _cell(cell), "件。")
        yield Sentence(name, runs, confirm="收取了多少、发出通知几件，请接着写明。", cells=(cell,))


def _empty(cells: Iterable[str], form: Edition, sheet: Sheet) -> str:
    """Return which of the cells have no number yet, in words; "" where all have one."""
    missing = [form.cells[cell] for cell in cells if sheet.number(cell) is None]
    if not missing:
        return ""
    names = "、".join(dict.fromkeys(f"“{spec.name}”" for spec in missing))
    return f"{form.table(missing[0].table).number}的{names}还没有填。"


def _runs(*parts: str | CellRun) -> tuple[Run, ...]:
    """Return words and references; words side by side are one run."""
    runs: list[Run] = []
    for part in parts:
        last = runs[-1] if runs else None
        if isinstance(part, CellRun):
            runs.append(part)
        elif isinstance(last, TextRun):
            runs[-1] = TextRun(text=last.text + part)
        else:
            runs.append(TextRun(text=part))
    return tuple(runs)


def _cell(address: str) -> CellRun:
    return CellRun(cell=address)
