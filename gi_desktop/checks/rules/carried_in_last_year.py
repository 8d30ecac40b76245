"""上年结转: this year begins with other numbers than last year's report ended with (Y1)."""

from collections.abc import Iterable

from gi_desktop.checks.last_year import beside, place, than_last_year, year_name
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.checks.wording import group
from gi_desktop.form import CarryOver
from gi_desktop.report.finding import Finding, Severity

_CODE = "carried_in_last_year"


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a column; a total only where its addends do not tell already."""
    if facts.last is None:
        return
    found: dict[str, list[Finding]] = {}
    told: set[str] = set()
    for carried in facts.form.meaning.carry_overs:
        derived = facts.form.derived.get(carried.begin)
        if derived is not None and told.intersection(derived.addends):
            continue
        finding = _judge(facts, carried)
        if finding is not None:
            told.add(carried.begin)
            found.setdefault(facts.form.cells[carried.begin].table, []).append(finding)
    for table, findings in found.items():
        number = facts.form.table(table).number
        yield from group(
            findings, number, f"有 {len(findings)} 列的结转{than_last_year(facts)}不同"
        )


def _judge(facts: Facts, carried: CarryOver) -> Finding | None:
    last = facts.last.number(carried.end) if facts.last is not None else None
    now = facts.sheet.number(carried.begin)
    if last is None or now is None or last == now:
        return None
    row = facts.form.cells[carried.end].row.name
    return Finding(
        _CODE,
        Severity.VERIFY,
        f"{place(facts, carried.begin)}填的是 {now}，"
        f"{year_name(facts)}报告“{row}”是 {last}，相差 {abs(now - last)}。",
        (carried.begin,),
        "两年的结转应当相同：填错的请改正；上年的数后来更正过，或者确实不同的，请写明理由。",
        beside=beside(facts, carried.end),
    )


RULE = Rule(
    code=_CODE,
    severity=Severity.VERIFY,
    inputs=frozenset({Input.CELLS, Input.PREVIOUS}),
    basis="国办公开办函〔2021〕30号附件，表三第二项“上年结转”、第四项“结转下年度继续办理”",
    find=find,
)
