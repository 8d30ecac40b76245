"""数字突变: more than five times, or less than a fifth of, what last year's report says (Y4)."""

from collections.abc import Iterable, Iterator

from gi_desktop.checks.last_year import beside, than_last_year
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import Table
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.sheet import Sheet
from gi_desktop.report.values import Number, Raw, format_value

_TIMES = 5
_NOTABLE = 10
"""The larger of two numbers is at least so large: from 1 to 6 is no jump."""
_GONE = 5
"""Where nothing is left, so many were there."""
_NAMED = 3
"""So many cells are named in the sentence, those that differ most; all are marked."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a table, whose sentence names the largest jumps."""
    for table in facts.form.tables:
        jumps = sorted(_jumps(facts, table), key=_size, reverse=True)
        if not jumps:
            continue
        named = "；".join(_words(facts, *jump) for jump in jumps[:_NAMED])
        many = f"有 {len(jumps)} 格" if len(jumps) > 1 else ""
        such = f"{many}{than_last_year(facts)}相差很大"
        more = "等" if len(jumps) > _NAMED else ""
        cells = tuple(cell for cell, _, _ in jumps)
        yield Finding(
            "jump_last_year",
            Severity.HINT,
            f"{table.number}{such}：{named}{more}。",
            cells,
            "请核对有没有多填、少填数位或者填错格；确实变化大的，不用改。",
            beside=beside(facts, *cells),
        )


def _size(jump: tuple[str, Number, Number]) -> float:
    return abs(float(jump[2]) - float(jump[1]))


def _jumps(facts: Facts, table: Table) -> Iterator[tuple[str, Number, Number]]:
    known = facts.memory.recall(
        ("positive last year", table.id), (facts.beside,), lambda: _positive(facts.last, table)
    )
    values = facts.sheet.values
    for cell, place, last in known:
        now = values[place]
        if now is not None and not isinstance(now, Raw) and _is_jump(last, now):
            yield cell, last, now


def _positive(last: Sheet | None, table: Table) -> tuple[tuple[str, int, Number], ...]:
    """Return the cells that held more than 0: from nothing, any number may begin."""
    numbers = [(spec.address, last.number(spec.address)) for spec in table.cells] if last else []
    return tuple(
        (cell, last.plan.place[cell], number)
        for cell, number in numbers
        if last is not None and number is not None and number > 0
    )


def _is_jump(last: Number, now: Number) -> bool:
    if now < 0:
        return False
    if now == 0:
        return last >= _GONE
    if max(last, now) < _NOTABLE:
        return False
    return now > _TIMES * last or _TIMES * now < last


def _words(facts: Facts, cell: str, last: Number, now: Number) -> str:
    name = facts.form.cells[cell].name
    return f"“{name}”由 {format_value(last)} 变为 {format_value(now)}"


RULE = Rule(
    code="jump_last_year",
    severity=Severity.HINT,
    inputs=frozenset({Input.CELLS, Input.PREVIOUS}),
    basis="",
    find=find,
)
