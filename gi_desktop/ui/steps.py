"""The steps of the wizard, derived from the form, and how far each has come. Knows no widget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter

from gi_desktop.form import Edition, Section
from gi_desktop.report import unfilled
from gi_desktop.report.basics import basics_lack
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Value
from gi_desktop.session import Change, Session
from gi_desktop.ui.field_help import FIELD_NAMES

BASICS = "basics"
FINISH = "finish"
_EMPTY = "empty_cell"
"""The code of what says that cells of a table are empty."""


class State(StrEnum):
    """How far a step has come; the value names the picture that shows it."""

    DONE = "done"
    ERROR = "error"
    VERIFY = "verify"
    OPEN = "untouched"


STATE_WORDS = {
    State.DONE: "已填好",
    State.ERROR: "有错误",
    State.VERIFY: "要核实",
    State.OPEN: "还没有填完",
}


@dataclass(frozen=True)
class Step:
    """One step; ``section`` is None for the first and the last."""

    id: str
    name: str
    heading: str
    section: Section | None = None


@dataclass(frozen=True)
class Place:
    """Where a finding leads: a step and in it a cell, a text or a field."""

    step: int
    cell: str = ""
    text: str = ""
    field: str = ""
    paragraph: int | None = None
    """Of the text, from 0; None where only the text is meant."""


def place_at(key: str, step: int, form: Edition) -> Place:
    """Return the place that the help has this key for."""
    if key in form.cells:
        return Place(step, cell=key)
    return Place(step, text=key) if key in form.texts else Place(step, field=key)


def steps_of(form: Edition) -> tuple[Step, ...]:
    """Return 基本信息, the sections of the form, 核对与导出."""
    return (
        Step(BASICS, "基本信息", "基本信息"),
        *(Step(section.id, section.name, section.heading, section) for section in form.sections),
        Step(FINISH, "核对与导出", "核对与导出"),
    )


def place_of(finding: Finding, session: Session) -> Place:
    """Return where the finding can be mended."""
    step, cell = step_of(finding, session), _cell(finding, session)
    if cell:
        return Place(step, cell=cell)
    return Place(step, text=finding.text, field="" if step else finding.field)


def step_of(finding: Finding, session: Session) -> int:
    """Return the number of the step where the finding can be mended."""
    form, cell = session.form, _cell(finding, session)
    if cell:
        return _steps_of_tables(form)[form.cells[cell].table]
    return _steps_of_texts(form).get(finding.text, 0)


@lru_cache(maxsize=8)
def _steps_of_tables(form: Edition) -> dict[str, int]:
    return {part.table: number for number, part in enumerate(form.sections, start=1) if part.table}


@lru_cache(maxsize=8)
def _steps_of_texts(form: Edition) -> dict[str, int]:
    return {part.text: number for number, part in enumerate(form.sections, start=1) if part.text}


def _cell(finding: Finding, session: Session) -> str:
    """Return the cell to go to: what to mend, else the first that is entered by hand."""
    if finding.mend is not None:
        return finding.mend.cell
    by_hand = (cell for cell in finding.cells if not session.sheet.is_automatic(cell))
    return next(by_hand, finding.cells[0] if finding.cells else "")


def to_do(session: Session) -> tuple[Finding, ...]:
    """Return what F8 goes round: errors, 核实 without a reason, what is not filled in, hints.

    Each in the order of the form: what must be mended comes before what may stand.
    """
    left = (found for found in session.findings if not session.is_settled(found))
    return tuple(sorted(left, key=lambda found: _rank(found, session)))


def _rank(finding: Finding, session: Session) -> tuple[int, int]:
    weight = 2 * list(Severity).index(finding.severity)
    if finding.severity is Severity.ERROR and is_unfilled(finding, session):
        weight = 2 * list(Severity).index(Severity.VERIFY) + 1
    return weight, step_of(finding, session)


def same_fault(one: Finding, other: Finding | None) -> bool:
    """Whether both tell the same fault, perhaps with other numbers."""
    return other is not None and fault(one) == fault(other)


def fault(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is about, whatever numbers its sentence names.

    The cells of a table that are still empty are one matter, however many are left.
    """
    if finding.code == _EMPTY and finding.cells:
        return finding.code, finding.cells[0].partition(".")[0], "", ""
    return finding.code, finding.cells, finding.text, finding.field


def beside(visited: Finding | None, by: int, session: Session, step: int) -> Finding | None:
    """Return the next (1) or previous (-1) finding to do, round and round; None without any.

    Counted from the one ``visited`` last while its step is shown, and from where it was if it
    is settled; else among the heaviest from the page of ``step`` on.
    """
    order = to_do(session)
    if not order:
        return None
    ranks = [_rank(found, session) for found in order]
    here = visited is not None and step_of(visited, session) == step
    if here and visited is not None:
        at = next((n for n, found in enumerate(order) if same_fault(found, visited)), None)
        if at is not None:
            return order[(at + by) % len(order)]
        begin = _rank(visited, session)
    else:
        begin = (ranks[0][0], step)
    number = next((n for n, rank in enumerate(ranks) if rank >= begin), 0)
    if not here and ranks[number][0] != begin[0]:
        number = 0  # none so heavy from this page on: round to the first
    return order[(number if by > 0 else number - 1) % len(order)]


def place_of_change(change: Change, session: Session) -> Place:
    """Return where a change can be seen: its finding, first cell, text or field."""
    if change.finding is not None:
        return place_of(change.finding, session)
    form = session.form
    touched = change.cells or frozenset()
    cell = next((cell for cell in form.cells if cell in touched), "")
    if cell:
        section = form.section_of_table(form.cells[cell].table)
        return Place(form.sections.index(section) + 1, cell=cell)
    parts = (change.target or "").split("; ")  # of several edits in one step
    text = next((text for text in form.texts if f"text {text}" in parts), "")
    if text:
        owner = form.section_of_text(text)
        return Place(form.sections.index(owner) + 1 if owner is not None else 0, text=text)
    _, _, rest = parts[0].partition(" ")
    label = rest.partition(" ")[0]
    field = next((key for key, name in FIELD_NAMES.items() if label == field_label(name)), "")
    return Place(0, field=field)


def field_label(name: str) -> str:
    """Return what 撤销 calls a change of the field ``name``."""
    return f"修改{name}"


def is_unfilled(finding: Finding, session: Session) -> bool:
    """Whether the finding only says that something has not been filled in yet."""
    return unfilled.is_unfilled(finding, session.report, session.sheet)


def states(session: Session) -> tuple[State, ...]:
    """Return the state of every step; what has its reason written is settled."""
    form = session.form
    last = len(form.sections) + 1
    weights: list[set[Severity]] = [set() for _ in range(last + 1)]
    for finding in session.unsettled:
        if not is_unfilled(finding, session):
            weights[step_of(finding, session)].add(finding.severity)
    found = [_state(weights[0], filled=not basics_lack(session.report, form.preface))]
    for number, section in enumerate(form.sections, start=1):
        found.append(_state(weights[number], filled=_section_filled(section, session)))
    clean = all(state is State.DONE for state in found)
    return (*found, State.DONE if clean else State.OPEN)


def _state(weights: set[Severity], *, filled: bool) -> State:
    if Severity.ERROR in weights:
        return State.ERROR
    if Severity.VERIFY in weights:
        return State.VERIFY
    return State.DONE if filled else State.OPEN


def doubts(session: Session) -> tuple[str, ...]:
    """Return for every step the first sentence that stands in its way; mostly nothing."""
    said = [""] * (len(session.form.sections) + 2)
    for finding in session.unsettled:
        step = step_of(finding, session)
        if not said[step] and not is_unfilled(finding, session):
            said[step] = finding.message
    said[0] = said[0] or lack_words(session)
    said[-1] = said[-1] or said[0]
    return tuple(said)


def lack_words(session: Session) -> str:
    """Return a sentence that names what 基本信息 lacks; empty where it lacks nothing."""
    names = "、".join(basics_lack(session.report, session.form.preface))
    return f"基本信息里还没有填{names}。" if names else ""


def _section_filled(section: Section, session: Session) -> bool:
    if section.text:
        return unfilled.is_written(section.text, session.report, session.sheet)
    return None not in _values_of(session.form, section.table)(session.sheet.values)


@lru_cache(maxsize=32)
def _values_of(form: Edition, table: str) -> Callable[[list[Value]], Sequence[Value]]:
    """Return what takes the values of a table out of those of a sheet."""
    place = Plan.of(form).place
    return itemgetter(*(place[spec.address] for spec in form.table(table).cells))
