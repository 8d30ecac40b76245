"""年度不一致: title, statistical period and report name different years."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import title_year

# Begins with a literal so that the search skips quickly; the year is read from before it.
_PERIOD = re.compile(
    r"年\s*0?1\s*月\s*0?1\s*日\s*起?\s*[，,、]?\s*(?:至|到|[-—－–~～]{1,2})\s*(?:(\d{4})\s*年\s*)?12\s*月\s*31\s*日"
)
_YEAR_BEFORE = re.compile(r"(?<!\d)(\d{4})\s*$")
_STATISTICS = re.compile(r"统计|期限|期间|时限|涵盖|所列|数据")
_OWN_NAME = re.compile(
    r"(?:编制|撰写|形成)(?:完成)?了?《?[^《》。；\n]{0,60}?(?<!\d)(\d{4})\s*年"
    r"[^《》。；\n]{0,30}?信息公开[^《》。；\n]{0,20}?报告"
)
"""What a preface says was made: this report, by its name."""
_AROUND = 40
"""Characters around a period in which the words of a statistical period stand."""


_IN_PREFACE = "前言里的报告名称"


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding that lists the years where they differ."""
    report = facts.report
    years: dict[str, int] = {}
    named = title_year(report.printed_title(facts.form))
    if named is not None:
        years["标题"] = named
    texts: dict[str, str] = {}
    if report.period is not None:
        years["统计期限"] = report.period.end.year
    elif (stated := next(_stated(facts), None)) is not None:
        years["统计期限"], texts["统计期限"] = stated
    preface = facts.form.preface
    for year in facts.as_it_reads("own names", preface, partial(_own_names, facts, preface)):
        years[_IN_PREFACE], texts[_IN_PREFACE] = year, preface
    if years.get(_IN_PREFACE) == report.year:
        years.pop(_IN_PREFACE, None)
    if report.year is not None and report.year != named:
        years["报告年度"] = report.year
    if len(set(years.values())) > 1:
        odd = [texts.get(name, "") for name, year in years.items() if year != report.year]
        yield Finding(
            "year_mismatch",
            Severity.ERROR,
            "，".join(f"{name}是 {year} 年" for name, year in years.items()) + "。",
            remedy="请把标题、统计期限和报告年度改成同一年。",
            field="year",
            text=odd[0] if all(odd) else "",
        )


def _own_names(facts: Facts, text_id: str) -> tuple[int, ...]:
    """Return the years in what a text calls this report."""
    lookup = facts.sheet.value
    words = "\n".join(part.resolve(lookup) for part in facts.report.text(text_id))
    return tuple(int(match[1]) for match in _OWN_NAME.finditer(words))


def _stated(facts: Facts) -> Iterator[tuple[int, str]]:
    """Yield the years of the statistical periods that the opening states, and the texts."""
    form = facts.form
    for text_id in (form.preface, *(s.text for s in form.sections[:1] if s.text)):
        for year in facts.as_it_reads("periods", text_id, partial(_periods, facts, text_id)):
            yield year, text_id


def _periods(facts: Facts, text_id: str) -> tuple[int, ...]:
    """Return the years of the statistical periods that a text states."""
    found = []
    for paragraph in facts.report.text(text_id):
        text = paragraph.resolve(facts.sheet.value)
        for match in _PERIOD.finditer(text):
            begin = _YEAR_BEFORE.search(text[: match.start()][-8:])
            around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            if begin and match[1] in (None, begin[1]) and _STATISTICS.search(around):
                found.append(int(begin[1]))
    return tuple(found)


RULE = Rule(
    code="year_mismatch",
    severity=Severity.ERROR,
    inputs=frozenset({Input.FIELDS, Input.TEXTS}),
    basis="《政府信息公开条例》第四十九条（上一年度年度报告）",
    find=find,
)
