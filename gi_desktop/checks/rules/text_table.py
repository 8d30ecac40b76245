"""文字与表不符: a text names another number than the table it speaks of (form-2021 3.4)."""

from collections.abc import Iterable

from gi_desktop.checks.last_year import old_figures
from gi_desktop.checks.mentions import Place, places, total
from gi_desktop.checks.prose import text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.values import format_value


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a place."""
    for text_id in facts.form.texts:
        for place in places(facts, text_id):
            if not _is_right(facts, place) and not _is_old(facts, place):
                yield _finding(facts, text_id, place)


def _is_right(facts: Facts, place: Place) -> bool:
    """Whether the number is one of those it may be; right, too, while one is not known."""
    sums = [total(facts, cells) for cells in place.mention.sums]
    return None in sums or place.figure in sums


def _is_old(facts: Facts, place: Place) -> bool:
    """Whether it is told as a figure of last year's report already."""
    return any(place.start <= match.start() < place.end for match in old_figures(facts, place.said))


def _finding(facts: Facts, text_id: str, place: Place) -> Finding:
    cells = place.mention.sums[0]
    spec = facts.form.cells[cells[0]]
    number = facts.form.table(spec.table).number
    value = total(facts, cells)
    shown = format_value(int(value) if value is not None else None)
    name = f"“{spec.name}”" if len(cells) == 1 else f"“{place.mention.name}”合计"
    return Finding(
        "text_table",
        Severity.VERIFY,
        f"{text_place(facts, text_id)}写的是“{place.quoted}”，{number}{name}是 {shown}。",
        cells,
        "请核对文字和表；口径不同、说的不是一回事的，请写明理由。",
        text=text_id,
        beside=((f"text.{text_id}", place.quoted),),
    )


RULE = Rule(
    code="text_table",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS, Input.CELLS, Input.PREVIOUS}),
    basis="",
    find=find,
)
