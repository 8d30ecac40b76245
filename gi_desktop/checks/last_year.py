"""What rules ask about last year's report (上年报告)."""

from gi_desktop.checks.rule import Facts
from gi_desktop.report.values import format_value

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
    last = facts.last
    return tuple((LAST + cell, format_value(last.value(cell))) for cell in cells) if last else ()


def place(facts: Facts, cell: str) -> str:
    """Return how sentences call a cell: 表三“二、上年结转·自然人”."""
    spec = facts.form.cells[cell]
    return f"{facts.form.table(spec.table).number}“{spec.name}”"
