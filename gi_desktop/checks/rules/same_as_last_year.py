"""内容雷同: more than 80 of 100 sentences were taken over from last year's report (Y5)."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from gi_desktop.checks.last_year import than_last_year
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.last_prose import Said, taken_over

_MOST = 80
"""Of 100 sentences so many may be the same."""
_LISTED, _LENGTH = 5, 20
"""So many sentences are listed, each with so many characters; the window marks all."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding for the whole report, at the part with most of the sentences."""
    if facts.beside is None:
        return
    last = facts.beside
    number, same = facts.memory.recall(
        ("taken over", ""),
        (facts.report.year, last, *facts.said.values()),
        lambda: taken_over(facts.report, facts.form, facts.sheet.value, last),
    )
    if len(same) * 100 <= _MOST * number:
        return
    what = (number, same, than_last_year(facts))
    yield facts.memory.recall(("alike", ""), what, partial(_finding, *what))


def _finding(number: int, same: tuple[Said, ...], than: str) -> Finding:
    share = len(same) * 100 // number
    ((text, _),) = Counter(said.text_id for said in same).most_common(1)
    return Finding(
        "same_as_last_year",
        Severity.VERIFY,
        f"各部分文字共 {number} 句，其中 {len(same)} 句（{share}%）{than}一样。",
        remedy=f"请改成本年的情况；确实没有变化的，请写明理由。一样的是：{_list(same)}",
        text=text,
    )


def _list(same: tuple[Said, ...]) -> str:
    listed = "、".join(f"“{_short(said.words.strip())}”" for said in same[:_LISTED])
    rest = len(same) - _LISTED
    return f"{listed}，还有 {rest} 句。" if rest > 0 else f"{listed}。"


def _short(words: str) -> str:
    words = words.rstrip("。；！？")
    return words if len(words) <= _LENGTH else f"{words[:_LENGTH]}…"


RULE = Rule(
    code="same_as_last_year",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS, Input.CELLS, Input.FIELDS, Input.PREVIOUS}),
    basis="",
    find=find,
)
