"""The trail (修改记录) of the open report, read beside the window; of each place the last steps."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from PySide6.QtCore import QObject, Signal

from gi_desktop.drafts import Trace, Trail, TrailStep
from gi_desktop.report.excerpts import excerpts
from gi_desktop.ui.background import Background
from gi_desktop.ui.field_help import (
    KIND,
    NAME,
    PERIOD,
    SCOPE,
    SEAL,
    SIGNED_BY,
    SIGNED_ON,
    TITLE,
    YEAR,
    HelpPart,
)

HEADING = "修改记录"
_LINES = 2
"""Steps that are told beside the work; the list has all."""
_LENGTH = 12
"""Characters of what stood and what stands, beside the work."""
_FIELDS = {
    "organ.name": NAME,
    "organ.kind": KIND,
    "year": YEAR,
    "scope": SCOPE,
    "title": TITLE,
    "period": PERIOD,
    "signature.name": SIGNED_BY,
    "signature.date": SIGNED_ON,
    "signature.seal": SEAL,
}
"""Fields of the report by the names their help has; the others are called by their last part."""


class TrailBook(QObject):
    """Knows the trail; holds no more of it than its file."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: dict[str, TrailStep] = {}
        """In the order in which they began."""
        self._of: dict[str, dict[str, TrailStep]] = {}
        """Cell, text or field → the steps that changed it, in the same order."""
        self._reading = Background(self)
        self._reading.found.connect(self._take)

    def follow(self, trail: Trail | None) -> None:
        """Show another trail, once it is read."""
        self._reading.stop()
        self._steps.clear()
        self._of.clear()
        self.changed.emit()
        if trail is not None:

            def work() -> Iterable[object]:
                yield trail.read()

            self._reading.start(work)

    def _take(self, found: object) -> None:
        if isinstance(found, list):
            # What was done since the reading began comes after it, and counts more.
            later = list(self._steps.values())
            self._steps.clear()
            self._of.clear()
            self.add([*reversed(found), *later])

    def add(self, steps: Iterable[TrailStep]) -> None:
        """Take further steps; one that goes on stands where it began."""
        for step in steps:
            former = self._steps.get(step.number)
            if former is not None:
                for key in _keys(former):
                    self._of[key].pop(step.number, None)
            if step.void:
                self._steps.pop(step.number, None)
                continue
            self._steps[step.number] = step
            for key in _keys(step):
                self._of.setdefault(key, {})[step.number] = step
        self.changed.emit()

    def steps(self) -> list[TrailStep]:
        """Return all steps, newest first."""
        return list(reversed(self._steps.values()))

    def part(self, key: str) -> HelpPart | None:
        """Return what was changed last in what has the focus, for the help; None for nothing."""
        newest = islice(reversed(self._of.get(key, {}).values()), _LINES)
        lines = [
            _line(step, trace) for step in newest for trace in step.traces if key in _key(trace)
        ]
        return HelpPart(HEADING, "\n".join(lines[:_LINES])) if lines else None


def _keys(step: TrailStep) -> set[str]:
    return {key for trace in step.traces for key in _key(trace)}


def _key(trace: Trace) -> set[str]:
    """Return what has the focus where the change was made."""
    return {trace.cell, trace.text, field_key(trace)} - {""}


def field_key(trace: Trace) -> str:
    """Return the name of the field as its help has it; empty where it is none."""
    return _FIELDS.get(trace.field, trace.field.rpartition(".")[2])


def when(at: datetime) -> str:
    """Return a time by the user's own clock, as short as can be."""
    local = at.astimezone()
    now = datetime.now().astimezone()
    if local.date() == now.date():
        return f"今天 {local:%H:%M}"
    year = "" if local.year == now.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


def _line(step: TrailStep, trace: Trace) -> str:
    who = f" {step.user}" if step.user else ""
    old, new = excerpts(trace.old, trace.new, _LENGTH, before=4)
    return f"{when(step.at)}{who}：{old} → {new}"
