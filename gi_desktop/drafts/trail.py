"""The trail (修改记录): what was changed when, and on this PC by whom.

It lies in the data folder beside the versions, one line of JSON a step, and never in the
draft, which is mailed. A step that goes on, as typing in one place does, is written again
under its number; the last line of a number counts. The trail only helps: what is damaged in
it is passed over, and what is no trail at all is set aside.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gi_desktop.drafts.draft import Draft
from gi_desktop.drafts.file import write_file
from gi_desktop.drafts.words import SaveError
from gi_desktop.files import remove_leftovers
from gi_desktop.form import Edition

if TYPE_CHECKING:
    from gi_desktop.report.difference import Difference

BYTES_AT_MOST = 2_000_000
"""Of the file; half of it stays when it grows beyond that."""
CHANGES_AT_MOST = 200
"""Of one step; a whole report taken over names no more."""
LENGTH_AT_MOST = 400
"""Characters of what stood and what stands; the middle of a longer text is left out."""
ASIDE_AT_MOST = 3
_HEAD = {"format": "gi-desktop-trail", "version": 1}
_MAX_READ = 2 * BYTES_AT_MOST


@dataclass(frozen=True)
class Trace:
    """What one step changed in one place."""

    place: str
    """As a clerk calls it: 表三“（一）予以公开·自然人”."""
    old: str
    new: str
    cell: str = ""
    text: str = ""
    field: str = ""


@dataclass(frozen=True)
class TrailStep:
    """One step."""

    number: str
    at: datetime
    user: str
    label: str
    traces: tuple[Trace, ...] = ()
    """Empty for a step that changed nothing of the report, such as a written reason."""
    more: int = 0
    """So many changes are not named."""
    void: bool = False
    """It led back to where it began."""


@dataclass(frozen=True)
class Done:
    """A step as it was made: the draft before and after it."""

    number: str
    at: datetime
    user: str
    label: str
    before: Draft
    after: Draft

    def step(self, form: Edition) -> TrailStep:
        """Return what it changed; what only follows from other cells is not named."""
        from gi_desktop.report.difference import differences

        same = self.before.report.same_as(self.after.report)
        found = () if same else differences(self.before.report, self.after.report, form)
        own = [one for one in found if not one.follows]
        traces = tuple(_trace(one) for one in own[:CHANGES_AT_MOST])
        # What differs only in white space has no trace, but is a step.
        void = same and replace(self.before, saved_at=self.after.saved_at) == self.after
        more = len(own) - len(traces)
        return TrailStep(self.number, self.at, self.user, self.label, traces, more, void)


class Trail:
    """The trail of one report."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "trail.jsonl"

    def read(self) -> list[TrailStep]:
        """Return all steps, newest first; empty where there is no trail or none to be read."""
        return list(reversed(list(_steps(_content(self._file)))))

    def append(self, steps: Iterable[TrailStep]) -> None:
        """Write further steps. OSError where that fails; nothing that stood there is lost."""
        lines = b"".join(_line(step) for step in steps)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        content = _head_and_size(self._file)
        if content is not None and not content[0]:
            _set_aside(self._file)
            content = None
        with self._file.open("ab") as file:
            if content is None:
                file.write(_json(_HEAD))
            # A line that a killed program left unfinished ends here.
            file.write(b"\n" + lines if content else lines)
        if content is not None and content[1] > BYTES_AT_MOST:
            self._shorten()

    def _shorten(self) -> None:
        """Let the oldest steps go, and what was written more than once."""
        kept: list[bytes] = []
        room = BYTES_AT_MOST // 2
        for step in self.read():
            line = _line(step)
            room -= len(line)
            if room < 0:
                break
            kept.append(line)
        with suppress(SaveError):  # it is tried again with the next steps
            write_file(self._file, b"".join([_json(_HEAD), *reversed(kept)]))
        remove_leftovers(self._file)


def _trace(one: "Difference") -> Trace:
    return Trace(one.place, _short(one.old), _short(one.new), one.cell, one.text, one.field)


def _short(text: str) -> str:
    if len(text) <= LENGTH_AT_MOST:
        return text
    half = LENGTH_AT_MOST // 2
    return f"{text[:half]}…{text[-half:]}"


# The file ------------------------------------------------------------------------------------


def _json(record: Mapping[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace") + b"\n"


def _line(step: TrailStep) -> bytes:
    record: dict[str, Any] = {
        "number": step.number,
        "at": step.at.isoformat(),
        "user": step.user,
        "label": step.label,
    }
    if step.traces:
        record["changes"] = [
            {key: value for key, value in vars(trace).items() if value or key in ("old", "new")}
            for trace in step.traces
        ]
    if step.more:
        record["more"] = step.more
    if step.void:
        record["void"] = True
    return _json(record)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_MAX_READ)
    except OSError:
        return b""


def _head_and_size(file: Path) -> tuple[bool, int] | None:
    """Return whether the file is a trail, and its size; None where there is none."""
    try:
        with file.open("rb") as opened:
            return opened.readline(200) == _json(_HEAD), file.stat().st_size
    except FileNotFoundError:
        return None


def _set_aside(file: Path) -> None:
    """Let a file that is no trail keep its content under another name."""
    for number in range(1, ASIDE_AT_MOST + 1):
        aside = file.with_name(f"{file.stem}-damaged-{number}{file.suffix}")
        if not aside.exists():
            break
    file.replace(aside)


def _steps(content: bytes) -> Iterator[TrailStep]:
    """Yield the steps of a trail in the order in which they began."""
    lines = content.split(b"\n")
    if not lines or lines[0] + b"\n" != _json(_HEAD):
        return
    found: dict[str, TrailStep] = {}
    for line in lines[1:]:
        step = _parsed(line)
        if step is not None:
            found[step.number] = step
    yield from (step for step in found.values() if not step.void)


def _parsed(line: bytes) -> TrailStep | None:
    """Return the step of a line; None where the line is damaged."""
    try:
        record = json.loads(line)
        traces = tuple(_parsed_trace(one) for one in record.get("changes", []))
        words = [record[key] for key in ("number", "user", "label")]
        at = datetime.fromisoformat(record["at"]).astimezone()
        more, void = int(record.get("more", 0)), record.get("void") is True
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        OverflowError,
        OSError,
    ):
        return None
    if not all(isinstance(word, str) for word in words):
        return None
    number, user, label = words
    return TrailStep(number, at, user, label, traces, more, void)


def _parsed_trace(record: Mapping[str, Any]) -> Trace:
    """Return one change; TypeError, KeyError or AttributeError where it is damaged."""
    keys = ("place", "old", "new")
    optional = ("cell", "text", "field")
    words = [*(record[key] for key in keys), *(record.get(key, "") for key in optional)]
    if not all(isinstance(word, str) for word in words):
        raise TypeError("no text")
    return Trace(*words)
