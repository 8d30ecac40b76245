"""旧年份、旧数字: last year's year, or figures of last year's tables, in this year's prose."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from gi_desktop.checks.last_year import counted, old_figures, year_name
from gi_desktop.checks.prose import text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.last_prose import Said

_NAMED = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|[（(][^）)]*号[）)]")
"""Titles and numbers of documents: the years in them are theirs."""
_BEFORE = re.compile(
    r"(?:[与比较同和及、]|自|从|截至|截止到?|针对|对照|按照?|根据|依据|依照|结合|上年度?|去年|上一年度?)"
    r"\s*[（(]?\s*$"
)
_AFTER = re.compile(
    r"\s*年?\s*(?:[，、]?\s*(?:相比|同期|以来|以前|之前|[底末]|[—–~～至-])"
    r"|度?[^，。；]{0,12}?(?:结转|遗留|跨年|[转延]入|年度报告|年报|报告[中里指提])"
    r"|[^，。；\d]{0,8}?(?:制定|印发|出台|修订|发布|公布|建成|开通|成立|施行|实施)的)"
)
_PERIOD = re.compile(r"\s*年\s*(?:0?1\s*月\s*0?1|12\s*月\s*31)\s*日")
_QUOTED = 3
"""So many places are quoted."""
_ROUND = 8
"""Characters quoted before and behind a year."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a text for its years and one for its figures."""
    form = facts.form
    for text_id in form.texts:
        said = facts.said[text_id]
        where = text_place(facts, text_id)
        years = facts.memory.recall(
            ("years", text_id),
            (said, facts.report.year, _old_year(facts)),
            partial(_all_years, facts, said),
        )
        if years:
            yield _finding(
                f"{where}还写着 {_old_year(facts)} 年：{_quoted(years)}。",
                "请改成本年；确实是说上一年的，请写明理由。",
                text_id,
            )
        counting, held = facts.of_sentences("counting", text_id, partial(_counting, said))
        figures = []
        # Most texts name none of last year's figures: this year's are not looked through then.
        if not held.isdisjoint(facts.held_last) and not held.isdisjoint(facts.gone):
            figures = [place for one in counting for place in _figures(facts, one)]
        if figures:
            yield _finding(
                f"{where}里有 {year_name(facts)}报告的数，本年的表里已经不是：{_quoted(figures)}。",
                "请按本年的表改正；引用表中数字（Ctrl+K），数字就随表一起变。",
                text_id,
            )


def _finding(message: str, remedy: str, text_id: str) -> Finding:
    return Finding("stale_year", Severity.VERIFY, message, remedy=remedy, text=text_id)


def _quoted(places: list[str]) -> str:
    shown = "、".join(f"“{place}”" for place in dict.fromkeys(places[:_QUOTED]))
    return f"{shown}等 {len(places)} 处" if len(places) > _QUOTED else shown


# Years --------------------------------------------------------------------------------------


def _old_year(facts: Facts) -> int | None:
    """Return last year's year; None where this year's is not known, or the two are the same."""
    year = facts.report.year
    if year is None:
        return None
    last = facts.previous.year if facts.previous is not None else None
    old = last if last is not None else year - 1
    return old if old < year else None


def _all_years(facts: Facts, sentences: tuple[Said, ...]) -> list[str]:
    return [place for one in sentences for place in _years(facts, one)]


def _years(facts: Facts, said: Said) -> Iterator[str]:
    """Yield each place in a sentence where last year's year stands for this year's."""
    old, year = _old_year(facts), facts.report.year
    if old is None or str(old) not in said.own or str(year) in said.words:
        return  # a sentence that names both years compares them, or goes from one to the other
    named = [match.span() for match in _NAMED.finditer(said.own)]
    for match in re.finditer(rf"(?<!\d){old}(?=\s*年)", said.own):
        start, end = match.span()
        in_name = any(first <= start < last for first, last in named)
        period = said.text_id == facts.form.preface and _PERIOD.match(said.own, end)
        legitimate = _BEFORE.search(said.own, 0, start) or _AFTER.match(said.own, end)
        if not (in_name or period or legitimate):
            yield said.words[max(0, start - _ROUND) : end + 1 + _ROUND].strip()


# Figures ------------------------------------------------------------------------------------


def _counting(sentences: tuple[Said, ...]) -> tuple[tuple[Said, ...], frozenset[str]]:
    """Return the sentences that count something, and the figures in them."""
    counting = tuple(said for said in sentences if counted(said.own))
    return counting, frozenset(figure for said in counting for _, figure, _ in counted(said.own))


def _figures(facts: Facts, said: Said) -> Iterator[str]:
    """Yield each figure in a sentence that last year's tables hold and this year's do not."""
    for match in old_figures(facts, said):
        yield said.words[max(0, match.start() - _ROUND) : match.end() + 1].strip()


RULE = Rule(
    code="stale_year",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS, Input.CELLS, Input.FIELDS, Input.PREVIOUS}),
    basis="",
    find=find,
)
