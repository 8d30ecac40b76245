"""What stands, in the order in which it is worked through. Knows no widget."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gi_desktop.form import Edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Session
from gi_desktop.ui.steps import fault, is_unfilled, step_of, steps_of


class Kind(StrEnum):
    """What is to be done about a finding; in the order in which it is shown."""

    ERROR = "error"
    VERIFY = "verify"
    """核实 without a reason."""
    UNFILLED = "unfilled"
    """Nothing is wrong: something has not been filled in yet."""
    SETTLED = "settled"
    """核实 with its reason."""
    HINT = "hint"


_TITLES = {
    Kind.ERROR: ("错误", "处", "要改正"),
    Kind.VERIFY: ("核实", "处", "改正，或者写明理由"),
    Kind.UNFILLED: ("还没有填", "处", ""),
    Kind.SETTLED: ("已写理由", "处", ""),
    Kind.HINT: ("提示", "条", "可以不改"),
}
"""What a kind is called, counted in, and asks for."""
_HERE = "本页"
BETWEEN = " · "
"""Between counts."""


@dataclass(frozen=True)
class Group:
    """Findings of one kind, by the part of the form, each part with its name."""

    kind: Kind
    title: str
    parts: tuple[tuple[str, tuple[Finding, ...]], ...]


def kind_of(finding: Finding, session: Session) -> Kind:
    """Return what is to be done about a finding as it stands."""
    if finding.severity is Severity.VERIFY:
        return Kind.SETTLED if session.is_settled(finding) else Kind.VERIFY
    if finding.severity is Severity.HINT:
        return Kind.HINT
    return Kind.UNFILLED if is_unfilled(finding, session) else Kind.ERROR


def name_of(kind: Kind) -> str:
    """Return what findings of the kind are called: 错误, 核实, 提示."""
    return _TITLES[kind][0]


def grouped(
    session: Session, step: int | None = None, held: Iterable[Finding] = ()
) -> tuple[Group, ...]:
    """Return what stands by weight, then by part of the form, that of ``step`` first.

    What is ``held`` is being explained just now: it keeps its place among what is not settled.
    """
    names = [one.name for one in steps_of(session.form)]
    holding = {fault(finding) for finding in held}
    found: dict[Kind, dict[int, list[Finding]]] = {kind: {} for kind in Kind}
    for finding in session.findings:
        kind = kind_of(finding, session)
        if kind is Kind.SETTLED and fault(finding) in holding:
            kind = Kind.VERIFY
        place = step_of(finding, session)
        found[kind].setdefault(-1 if place == step else place, []).append(finding)
    return tuple(
        Group(
            kind,
            _title(kind, sum(map(len, parts.values()))),
            tuple(
                (_HERE if place < 0 else names[place], tuple(parts[place]))
                for place in sorted(parts)
            ),
        )
        for kind, parts in found.items()
        if parts
    )


def _title(kind: Kind, number: int) -> str:
    name, counter, asks = _TITLES[kind]
    return f"{name} {number} {counter}" + (f"：{asks}" if asks else "")


def mending(finding: Finding, form: Edition) -> SetCells | None:
    """Return the change that mends a finding: the certain one, else its typed totals emptied."""
    if finding.mend is not None:
        cell, value = finding.mend.cell, finding.mend.value
        return SetCells(f"把“{form.cells[cell].name}”改为 {value}", {cell: value})
    if not finding.totals:
        return None
    spec = form.cells[finding.totals[0]]
    many = f"{len(finding.totals)} 个总计"
    name = spec.name if len(finding.totals) == 1 else many
    number = form.table(spec.table).number
    return SetCells(f"改回自动计算 {number}{name}", dict.fromkeys(finding.totals))


def counts(session: Session) -> str:
    """Return how many findings of each weight are left to do; in words where there is none."""
    if not session.findings:
        return "✓ 没有发现问题"
    kinds = [kind_of(finding, session) for finding in session.findings]
    shown = [Kind.ERROR, Kind.VERIFY, Kind.HINT]
    if Kind.UNFILLED in kinds:
        shown.insert(2, Kind.UNFILLED)
    return BETWEEN.join(f"{_TITLES[kind][0]} {kinds.count(kind)}" for kind in shown)
