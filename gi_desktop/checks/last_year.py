"""What rules ask about last year's report (上年报告)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gi_desktop.checks.rule import Facts
from gi_desktop.report.last_prose import FIGURE, LastReport, Said, skeleton

_COUNTED = re.compile(r"\s*(?:余|多)?\s*[件宗份条起例]")
_ABOUT = re.compile(r"申请|复议|诉讼|办结|答复|结转|规范性文件|行政许可|行政处罚|行政强制|规章")
_ELSEWHERE = re.compile(r"热线|留言|网民|信箱|来信|来电|建议|提案|新闻|公众号|微博|推送|网站")
_KNOWN = 2048
"""So many sentences are remembered."""
_LEAST = 10
"""A smaller figure is many a cell's by accident; it counts only in a sentence taken over."""
LAST = "last."
"""Before the address of a cell: its value in last year's report."""


def year_name(facts: Facts) -> str:
    """Return how sentences call the year of last year's report: 2024 年, else 上年."""
    year = facts.previous.year if facts.previous is not None else None
    return f"{year} 年" if year is not None else "上年"


def than_last_year(facts: Facts) -> str:
    """Return 与 2024 年报告, else 与上年报告."""
    name = year_name(facts)
    return f"与{' ' if name[0].isdigit() else ''}{name}报告"


def beside(facts: Facts, *cells: str) -> tuple[tuple[str, str], ...]:
    """Return what last year's report holds in the cells: a reason rests on it, too."""
    if facts.beside is None:
        return ()
    texts = facts.beside.texts
    return tuple((LAST + cell, texts[cell]) for cell in cells)


def place(facts: Facts, cell: str) -> str:
    """Return how sentences call a cell: 表三“二、上年结转·自然人”."""
    spec = facts.form.cells[cell]
    return f"{facts.form.table(spec.table).number}“{spec.name}”"


def old_figures(facts: Facts, said: Said) -> Iterator[re.Match[str]]:
    """Yield each figure in a sentence that last year's tables hold and this year's do not."""
    if facts.beside is None or not facts.gone:
        return
    for number, figure, match in counted(said.own):
        if figure not in facts.gone:
            continue
        about = float(figure) >= _LEAST and _ABOUT.search(said.words)
        if _is_taken_over(said, number, match[0], facts.beside) or (
            about and not _ELSEWHERE.search(said.words)
        ):
            yield match


@lru_cache(_KNOWN)
def counted(own: str) -> tuple[tuple[int, str, re.Match[str]], ...]:
    """Return the figures of a sentence that count something, each with its place among all."""
    return tuple(
        (number, match[0].replace(",", ""), match)
        for number, match in enumerate(FIGURE.finditer(own))
        if _COUNTED.match(own, match.end())
    )


def _is_taken_over(said: Said, number: int, figure: str, last: LastReport) -> bool:
    """Whether last year's report has the same sentence with the same figure in this place."""
    if said.words != said.own:
        return False  # a reference is no figure to be counted
    same = last.figures.get(skeleton(said.words), ())
    return any(number < len(figures) and figures[number] == figure for figures in same)
