"""The steps of the wizard, derived from the form, and how far each has come. Knows no widget."""

from dataclasses import dataclass
from enum import StrEnum

from gi_desktop.form import Edition, Section
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Session

BASICS = "basics"
FINISH = "finish"


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


def steps_of(form: Edition) -> tuple[Step, ...]:
    """Return 基本信息, the sections of the form, 核对与导出."""
    return (
        Step(BASICS, "基本信息", "基本信息"),
        *(Step(section.id, section.name, section.heading, section) for section in form.sections),
        Step(FINISH, "核对与导出", "核对与导出"),
    )


def place_of(finding: Finding, session: Session) -> Place:
    """Return where the finding can be mended."""
    form = session.form
    cell = _cell(finding, session)
    if cell:
        section = form.section_of_table(form.cells[cell].table)
        return Place(form.sections.index(section) + 1, cell=cell)
    owner = form.section_of_text(finding.text) if finding.text else None
    if owner is not None:
        return Place(form.sections.index(owner) + 1, text=finding.text)
    return Place(0, text=finding.text, field=finding.field)


def _cell(finding: Finding, session: Session) -> str:
    """Return the cell to go to: what to mend, else the first that is entered by hand."""
    if finding.mend is not None:
        return finding.mend.cell
    by_hand = (cell for cell in finding.cells if not session.sheet.is_automatic(cell))
    return next(by_hand, finding.cells[0] if finding.cells else "")


def is_unfilled(finding: Finding, session: Session) -> bool:
    """Whether the finding only says that something has not been filled in yet."""
    if finding.cells:
        return all(session.sheet.value(cell) is None for cell in finding.cells)
    return bool(finding.text) and not _is_written(finding.text, session)


def _is_written(text_id: str, session: Session) -> bool:
    return any(
        paragraph.resolve(session.sheet.value).strip() for paragraph in session.report.text(text_id)
    )


def states(session: Session) -> tuple[State, ...]:
    """Return the state of every step."""
    form = session.form
    last = len(form.sections) + 1
    weights: list[set[Severity]] = [set() for _ in range(last + 1)]
    for finding in session.findings:
        if not is_unfilled(finding, session):
            weights[place_of(finding, session).step].add(finding.severity)
    found = [_state(weights[0], filled=_basics_filled(session))]
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


def _basics_filled(session: Session) -> bool:
    return bool(session.report.organ.name.strip()) and session.report.year is not None


def _section_filled(section: Section, session: Session) -> bool:
    if section.text:
        return _is_written(section.text, session)
    cells = session.form.table(section.table).cells
    return all(session.sheet.value(spec.address) is not None for spec in cells)
